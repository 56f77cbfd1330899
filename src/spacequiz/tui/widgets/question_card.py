"""The question card: category, difficulty, the question, and the hint once taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from spacequiz.language import say
from spacequiz.tui.widgets.explanation import is_tiny
from spacequiz.words.questions import describe_difficulty

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.geometry import Size

    from spacequiz.game.views import Card, View
    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.tui.widgets.picture import PictureBox
    from spacequiz.words import Glyphs


class QuestionCard(VerticalScroll, can_focus=False):
    """Show what is asked. The card scrolls before an answer does.

    Args:
        glyphs: The characters that the game draws with.
        open_picture: Finds the picture of a question or of an option, if it can be shown.
    """

    DEFAULT_CSS = """
    QuestionCard {
        height: auto;
        Static { height: auto; }
    }
    """

    view: reactive[View | None] = reactive(None)
    most_lines: int | None = None
    """How tall the card may be; None for as tall as its text. It is decided during a layout."""

    def __init__(
        self,
        glyphs: Glyphs,
        open_picture: Callable[[Card, str], OpenedPicture | None] | None = None,
    ) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._open_picture = open_picture
        self._picture: OpenedPicture | None = None
        self._box: PictureBox | None = None

    @property
    def has_box(self) -> bool:
        """Return whether there is room to be shared with a picture, of this question or one before."""
        return self._box is not None

    def can_show(self, card: Card | None) -> bool:
        """Return whether a question that is coming up has pictures that can be shown here."""
        return self._picture is not None or bool(card and card.pictured and self._draws())

    def list_pictures(self) -> list[tuple[OpenedPicture, str]]:
        """Return what can be shown of the present question, and what stands beneath it."""
        card = self.view.card if self.view else None
        if card is None or self._open_picture is None:
            return []
        found = []
        for option, picture in card.pictures:
            opened = self._open_picture(card, option)
            if opened is not None:
                number = f"{card.options.index(option) + 1}  " if option else ""
                found.append(
                    (opened, f"{number}{picture.tell_beside(option)}" if option else picture.alt)
                )
        return found

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static(id="ask")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the text, within the room there is."""
        height = super().get_content_height(container, viewport, width)
        return height if self.most_lines is None else min(height, self.most_lines)

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Show the present question; a hint that was just taken comes into sight."""
        if view is None or view.card is None or not self.is_mounted:
            return
        before = old.card if old else None
        if before is None or (before.address, before.picture) != (
            view.card.address,
            view.card.picture,
        ):
            self._find_picture(view.card)
        self._show(view)
        if view.card.hint and old is not None and old.card is not None and not old.card.hint:
            self.call_after_refresh(self.scroll_end, animate=False)

    def _find_picture(self, card: Card) -> None:
        """Look for the picture; what draws it is made when the first one is shown."""
        self._picture = opened = self._open(card)
        if opened is not None and self._box is None:
            from spacequiz.tui.widgets.picture import PictureBox

            self._box = PictureBox(self._glyphs)
            self.mount(self._box, before="#ask")
        if self._box is not None:
            self._box.open(opened)
            self._box.give(0)

    def _open(self, card: Card) -> OpenedPicture | None:
        if card.picture is None or self._open_picture is None:
            return None
        return self._open_picture(card, "") if self._draws() else None

    def _draws(self) -> bool:
        """Return whether pictures can be drawn; what finds that out is loaded with the first one."""
        from spacequiz.tui.widgets.picture import choose_drawing

        return choose_drawing(self.app, self._glyphs) is not None

    def share_room(self, lines: int, width: int) -> None:
        """Show the picture in the lines that the words leave, or else what it shows in words."""
        if self._box is None or self.view is None or self.view.card is None:
            return
        left = 0
        if self._picture is not None:
            words = self._describe(self.view, self.view.card.ask_by_picture)
            left = lines - len(words.wrap(max(1, width - 1))) - 1
            left = min(left, lines * 2 // 3)
        left = left if left >= self._box.least_lines else 0
        if left == self._box.lines:
            return
        turned = not left or not self._box.lines
        self._box.give(left)
        self._clear_arrangement_cache()
        self._layout_updates += 1
        if turned:
            self._write(self.view)

    def on_picture_box_failed(self, event: PictureBox.Failed) -> None:
        """Let words stand for a picture that turned out to be none."""
        event.stop()
        self._picture = None
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def on_mount(self) -> None:
        """Show the first question."""
        self.watch_view(None, self.view)

    def write_again(self) -> None:
        """Write the question as the present room allows."""
        if self.view is not None and self.view.card is not None:
            self._write(self.view)

    def _show(self, view: View) -> None:
        self._write(view)
        self.scroll_home(animate=False)

    def _write(self, view: View) -> None:
        assert view.card is not None
        seen = self._box is not None and self._box.lines > 0
        ask = view.card.ask_by_picture if seen else view.card.ask
        self.query_one("#ask", Static).update(self._describe(view, ask))

    def _describe(self, view: View, ask: str) -> Content:
        card = view.card
        assert card is not None
        lines = []
        if card.reminder:
            lines += [
                Content.styled(f"{say('First, the reason')}  ", "bold $primary") + card.reminder
            ]
            lines += [Content("")]
        lines += [
            Content.styled(
                f"{card.category} {self._glyphs.dot} {describe_difficulty(card.difficulty)}",
                "$quiet",
            ),
            *([] if is_tiny(self) else [Content("")]),
            Content.styled(ask, "bold"),
        ]
        if card.hint:
            lines += [Content(""), Content.styled(f"{say('Hint')}  ", "bold $primary") + card.hint]
        return Content("\n").join(lines)
