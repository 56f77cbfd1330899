"""The explanation: the verdict in words, the points, the reason, and the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.records import Verdict
from spacequiz.words.questions import describe_source
from spacequiz.words.verdicts import describe_award, describe_credit, describe_remark, name_verdict

if TYPE_CHECKING:
    from spacequiz.game.views import Reveal, View
    from spacequiz.words import Glyphs

_STYLES = {Verdict.RIGHT: "bold $success", Verdict.PARTLY: "bold $warning"}
_OTHER_STYLE = "bold $error"


class VerdictLine(Widget):
    """Say in one line how the answer was judged and what it brought."""

    DEFAULT_CSS = "VerdictLine { height: auto; }"

    view: reactive[View | None] = reactive(None)

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the line; empty while a question waits."""
        reveal = self.view.reveal if self.view else None
        if reveal is None:
            return Content("")
        style = _STYLES.get(reveal.verdict, _OTHER_STYLE)
        word = f"{self._glyphs.mark(reveal.verdict)} {name_verdict(reveal.verdict)}"
        parts = [Content.styled(word, style)]
        if self.view is not None and self.view.card is not None:
            parts.append(Content(describe_credit(self.view.card.way, reveal)))
        parts.append(Content(describe_remark(reveal)))
        if reveal.award is not None:
            parts.append(Content(describe_award(reveal.award)))
        return Content("   ").join(part for part in parts if part)


class Explanation(Widget):
    """Say why the answer is right, and where that stands."""

    DEFAULT_CSS = "Explanation { height: auto; }"

    view: reactive[View | None] = reactive(None, layout=True)
    remarks: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What the player has to say to the question, a line each."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the reason and its source; before the answer, nothing."""
        reveal = self.view.reveal if self.view else None
        if reveal is None:
            return Content("")
        remarks = [Content.styled(remark, "$secondary") for remark in self.remarks]
        blank = [Content("")] if remarks else []
        return Content("\n").join([explain(reveal, self._glyphs), *blank, *remarks])


def explain(reveal: Reveal, glyphs: Glyphs) -> Content:
    """Return an explanation with its source."""
    lines = [Content(reveal.explain or "This question has no explanation yet.")]
    if reveal.citation is not None:
        lines.append(Content.styled(describe_source(reveal.citation, glyphs), "italic $quiet"))
        if reveal.citation.passage:
            lines += [Content(""), Content.styled(reveal.citation.passage, "$quiet")]
    return Content("\n").join(lines)
