"""The bars: the line at the top, the keys at the bottom, and the banner that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.language import say
from spacequiz.tui.commands import Command, can_run, commands_of

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size


class TopBar(Widget):
    """Show the name of the game and where in it the player is."""

    DEFAULT_CSS = "TopBar { height: 1; padding: 0 2; }"

    context: reactive[str] = reactive("")

    def render(self) -> Content:
        """Return the name at the left and the context at the right."""
        name = Content.styled("spacequiz", "bold $primary")
        context = Content.styled(self.context, "$quiet")
        room = self.size.width - name.cell_length - 2
        return name + " " * 2 + context.truncate(max(0, room), ellipsis=True).right(max(0, room))


class KeyBar(Widget):
    """Show what can be done now, with its keys; each entry can be clicked."""

    DEFAULT_CSS = "KeyBar { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, Command]] = []

    def render(self) -> Content:
        """Return as many commands as fit; the way out and the last one, help, always do."""
        commands = [c for c in commands_of(self.screen) if c.footer]
        typing = bool(getattr(self.screen, "typing", False))
        entries = [(c, _entry(c, typing=typing)) for c in commands]
        kept = [c is commands[-1] or c.key == "escape" for c in commands]
        room = self.size.width - sum(
            entry.cell_length for (_, entry), keep in zip(entries, kept, strict=True) if keep
        )
        parts: list[Content] = []
        self._places.clear()
        x = 0
        for (command, entry), keep in zip(entries, kept, strict=True):
            if not keep:
                room -= entry.cell_length
                if room < 0:
                    continue
            self._places.append((x, x + entry.cell_length, command))
            parts.append(entry)
            x += entry.cell_length
        return Content("").join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        event.stop()
        at = event.get_content_offset(self)
        if at is None:
            return
        for start, end, command in self._places:
            if start <= at.x < end and can_run(self.screen, command):
                await self.screen.run_action(command.action)
                return


def _entry(command: Command, *, typing: bool) -> Content:
    key = command.label_for(typing=typing)
    return Content.assemble(
        " ", (key, "bold $primary"), " ", (command.title + command.price, "$quiet"), " "
    )


class Banner(Widget):
    """Show a trouble that stays until it is over, such as a disk that is full."""

    DEFAULT_CSS = "Banner { height: auto; padding: 0 2; display: none; }"

    message: reactive[str] = reactive("", layout=True)

    def watch_message(self, message: str) -> None:
        """Show the banner only while there is something to say."""
        self.display = bool(message)

    def render(self) -> Content:
        """Return the message, told apart by more than colour."""
        return Content.styled(f"! {self.message}", "bold $warning")


class MoreRoom(Widget):
    """Ask for a larger terminal, in the place of everything else."""

    DEFAULT_CSS = """
    MoreRoom { display: none; width: 100%; height: 100%; content-align: center middle; }
    """

    def __init__(self, needed: Size) -> None:
        super().__init__()
        self._needed = needed

    def render(self) -> Content:
        """Return one short line."""
        width, height = self._needed
        return Content(say("More room, please: {width} by {height}", width=width, height=height))
