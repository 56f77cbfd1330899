"""The canvas: paints the scene of the present phase in all the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.night.state import ASKED, NightPhase
from spacequiz.language import say
from spacequiz.tui.night.paint import TeamMark, center, middle, paint_clock, paint_headline
from spacequiz.tui.night.paint import paint_strip as paint_team_strip
from spacequiz.tui.night.scenes import (
    CELL,
    Scene,
    paint_between,
    paint_board,
    paint_pause,
    paint_podium,
    paint_question_scene,
    paint_reveal,
    paint_trying,
)

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size

    from spacequiz.game.night.state import Cell
    from spacequiz.quizmaster.night_moves import ClockFace
    from spacequiz.words import Glyphs


GROW_SECONDS = 0.3


def paint_scene(stage: Scene, width: int, height: int) -> list[Content]:
    """Return the scene of the present phase; a pause is no time to think the question over."""
    if stage.view.paused and stage.view.phase in ASKED:
        return paint_pause(stage, width, height)
    if stage.all_keys:
        return paint_trying(stage, width, height)
    match stage.view.phase:
        case NightPhase.LOBBY | NightPhase.BETWEEN | NightPhase.READY:
            return paint_between(stage, width, height)
        case NightPhase.PICKING:
            return paint_board(stage, width, height)
        case NightPhase.WAGERING:
            lines = paint_headline(say("Hidden wager"), width, height - 3, stage.glyphs, "$primary")
            hint = Content.styled(stage.hint, "bold").wrap(max(8, width - 2))
            return middle([*lines, *(center(line, width) for line in hint)], height)
        case NightPhase.REVEALED:
            return paint_reveal(stage, width, height)
        case NightPhase.ENDED:
            return paint_podium(stage, width, height)
    return paint_question_scene(stage, width, height)


class NightCanvas(Widget):
    """Show a scene."""

    DEFAULT_CSS = "NightCanvas { height: auto; min-height: 100%; }"

    stage: reactive[Scene | None] = reactive(None, layout=True)

    class CellClicked(Message):
        """Say that a cell of the board was clicked on."""

        def __init__(self, cell: Cell) -> None:
            super().__init__()
            self.cell = cell

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the scene has; the room's height at least."""
        return max(container.height, len(self._paint(width, container.height)))

    def render(self) -> Content:
        """Return the scene."""
        parent = self.parent
        height = parent.size.height if isinstance(parent, Widget) else self.size.height
        return Content("\n").join(self._paint(self.size.width, height))

    def on_click(self, event: events.Click) -> None:
        """Tell which cell of the board is under the mouse."""
        cell = event.style.meta.get(CELL)
        if cell is not None:
            event.stop()
            self.post_message(self.CellClicked(cell))

    def _paint(self, width: int, height: int) -> list[Content]:
        return paint_scene(self.stage, width, height) if self.stage else []


class NightHead(Widget):
    """Show where the evening is, and the clock."""

    DEFAULT_CSS = "NightHead { height: 1; padding: 0 2; }"

    text: reactive[str] = reactive("")
    clock: reactive[ClockFace | None] = reactive(None)
    paused: reactive[bool] = reactive(False)

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the text at the left and the clock at the right."""
        room = self.size.width
        if self.paused:
            end = Content.styled(say("paused"), "bold $warning")
        elif self.clock is None:
            end = Content("")
        else:
            width = max(12, room // 3)
            left, total, reading = self.clock
            end = paint_clock(left, total, width, self._glyphs, reading=reading)
        text = Content.styled(self.text, "$secondary")
        text = text.truncate(max(4, room - end.cell_length - 2), ellipsis=True)
        gap = Content(" " * max(1, room - text.cell_length - end.cell_length))
        return text + gap + end


class TeamStrip(Widget):
    """Show all teams, their points, and who has locked in; never what."""

    DEFAULT_CSS = "TeamStrip { height: auto; padding: 0 1; }"

    marks: reactive[tuple[TeamMark, ...]] = reactive((), layout=True)
    others: reactive[str] = reactive("", layout=True)
    """What there is to say of the teams that have no room."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the teams need."""
        return len(self._paint(width))

    def render(self) -> Content:
        """Return the teams."""
        return Content("\n").join(self._paint(self.size.width))

    def _paint(self, width: int) -> list[Content]:
        lines = paint_team_strip(self.marks, width, self.screen.size.height // 4)
        return [*lines, Content.styled(f" {self.others}", "$secondary")] if self.others else lines
