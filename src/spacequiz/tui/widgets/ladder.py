"""The ladder: its rungs with what they bring, where the player stands, and the help that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.records import Aid
from spacequiz.language import say
from spacequiz.words.games import name_aid

if TYPE_CHECKING:
    from spacequiz.game.views import View
    from spacequiz.words import Glyphs

_HELPS = (Aid.HINT, Aid.FIFTY_FIFTY, Aid.SWAP)


class Ladder(Widget):
    """Draw the rungs, the highest on top."""

    DEFAULT_CSS = "Ladder { width: 23; height: 1fr; padding: 1 1 0 1; }"

    view: reactive[View | None] = reactive(None)

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return a line a rung, and one for the help."""
        view = self.view
        if view is None or not view.prizes:
            return Content("")
        rungs = range(len(view.prizes), 0, -1)
        return Content("\n").join([*(self._rung(view, rung) for rung in rungs), self._helps(view)])

    def _rung(self, view: View, rung: int) -> Content:
        glyphs, reached = self._glyphs, view.tally.right
        mark = glyphs.cursor if rung == reached + 1 else glyphs.flown if rung <= reached else " "
        style = "bold $primary" if rung == reached + 1 else "" if rung <= reached else "$quiet"
        safe = say("safe") if rung in view.safe else ""
        text = f"{mark} {rung:>2} {view.prizes[rung - 1]:>6,} {safe}".rstrip()
        return Content.styled(text, style)

    def _helps(self, view: View) -> Content:
        names = [name_aid(aid) for aid in _HELPS if aid in view.aids_left]
        return Content.styled("\n" + ("\n".join(names) or say("no help left")), "$secondary")
