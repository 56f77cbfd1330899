"""The explanation: the verdict in words, the points, the reason, and the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.records import Verdict
from spacequiz.language import say
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
        return tell_verdict(self.view, self._glyphs)


class Explanation(Widget):
    """Say why the answer is right, and where that stands."""

    DEFAULT_CSS = "Explanation { height: auto; }"

    view: reactive[View | None] = reactive(None, layout=True)
    remarks: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What the player has to say to the question, a line each."""
    _tells_verdict = False
    """Whether the verdict stands here, too. It is decided during a layout."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def tell_verdict(self, *, told: bool) -> None:
        """Tell the verdict over the reason, or leave it to its own line."""
        if told != self._tells_verdict:
            self._tells_verdict = told
            self.refresh()

    def count_lines(self, width: int) -> int:
        """Return how many lines of so many cells reason and source take without the verdict."""
        return len(self._tell_reason().wrap(max(1, width - self.gutter.width)))

    def render(self) -> Content:
        """Return the reason and its source; before the answer, nothing."""
        verdict = [tell_verdict(self.view, self._glyphs)] if self._tells_verdict else []
        return Content("\n").join(filter(None, [*verdict, self._tell_reason()]))

    def _tell_reason(self) -> Content:
        reveal = self.view.reveal if self.view else None
        if reveal is None:
            return Content("")
        remarks = [Content.styled(remark, "$secondary") for remark in self.remarks]
        blank = [Content("")] if remarks else []
        return Content("\n").join([explain(reveal, self._glyphs), *blank, *remarks])


LOW_FROM = 16
"""Lines of a terminal under which a question has none to spare."""


def is_tiny(widget: Widget) -> bool:
    """Return whether a widget stands where every line is wanted."""
    return widget.app.size.height < LOW_FROM


def tell_verdict(view: View | None, glyphs: Glyphs) -> Content:
    """Say how the answer was judged and what it brought; nothing while a question waits."""
    reveal = view.reveal if view else None
    if view is None or view.card is None or reveal is None:
        return Content("")
    style = _STYLES.get(reveal.verdict, _OTHER_STYLE)
    said = name_verdict(reveal.verdict, view.card.kind)
    parts = [Content.styled(f"{glyphs.mark(reveal.verdict)} {said}", style)]
    parts.append(Content(describe_credit(view.card.way, reveal)))
    parts.append(Content(describe_remark(reveal)))
    if reveal.award is not None:
        parts.append(Content(describe_award(reveal.award)))
    return Content("   ").join(part for part in parts if part)


def explain(reveal: Reveal, glyphs: Glyphs) -> Content:
    """Return an explanation with its source."""
    lines = [Content(reveal.explain or say("This question has no explanation yet."))]
    if reveal.citation is not None:
        lines.append(Content.styled(describe_source(reveal.citation, glyphs), "italic $quiet"))
        if reveal.citation.passage:
            lines += [Content(""), Content.styled(reveal.citation.passage, "$quiet")]
    return Content("\n").join(lines)
