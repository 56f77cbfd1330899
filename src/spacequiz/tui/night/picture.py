"""The picture over a scene: what the question is about, where the words leave room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

from spacequiz.game.night.state import ASKED, NightPhase
from spacequiz.tui.widgets.picture import PictureBox, choose_drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from spacequiz.game.night.view import MatchView
    from spacequiz.game.views import Card
    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.words import Glyphs


def find_card(view: MatchView) -> Card | None:
    """Return the question that everybody sees just now; a pause hides it."""
    shown = view.phase in ASKED or view.phase is NightPhase.REVEALED
    hidden = view.paused and view.phase in ASKED
    return view.question.card if view.question and shown and not hidden else None


class NightPicture(Container):
    """Show the picture of a question.

    Args:
        glyphs: The characters that the game draws with.
        open_picture: Finds the picture of a question, if it can be shown.
    """

    DEFAULT_CSS = """
    NightPicture { height: auto; padding: 0 2; }
    NightPicture PictureBox { align-horizontal: center; }
    """

    def __init__(
        self, glyphs: Glyphs, open_picture: Callable[[Card], OpenedPicture | None]
    ) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._open_picture = open_picture
        self._of: tuple[str, object] | None = None
        """Of which question, and which of its pictures, it looked for the file last."""
        self._opened: OpenedPicture | None = None

    def compose(self) -> ComposeResult:
        """Lay out the picture."""
        yield PictureBox(self._glyphs)

    @property
    def lines(self) -> int:
        """Return how many lines it takes; none where words stand for the picture."""
        given = self.query_one(PictureBox).lines
        return given + 1 if given else 0

    def look(self, card: Card | None) -> bool:
        """Look for the picture of another question; return whether there is one to be shown."""
        key = (card.address, card.picture) if card and card.picture else None
        if key != self._of:
            self._of, self._opened = key, self._open(card) if card and key else None
            box = self.query_one(PictureBox)
            box.give(0)
            box.open(self._opened)
        return self._opened is not None

    def share(self, room: int, needed: int) -> None:
        """Take the lines of a room that the words leave."""
        box = self.query_one(PictureBox)
        left = min(room - needed - 1, room * 3 // 5) if self._opened is not None else 0
        box.give(left if left >= box.least_lines else 0)

    def forget(self) -> None:
        """Let words stand for a picture that turned out to be none."""
        self._opened = None

    def _open(self, card: Card) -> OpenedPicture | None:
        return self._open_picture(card) if choose_drawing(self.app, self._glyphs) else None
