"""The scores screen: the games played so far, newest first; each opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Static

from spacequiz.game.modes import MODES, name_mode
from spacequiz.language import say, say_count, say_in, say_number
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.words.games import describe_points
from spacequiz.words.modes import title_of_mode
from spacequiz.words.moments import local_minute

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.records import Score

MOST_ROWS = 500
WANTED = (0, 1, 2, 3, 6, 5, 4)
"""Which of the columns are left out last where not all of them have room, the last one first."""
CELL_PADDING = 2
TABLE_PADDING = 5
"""What stands at both sides of the table, and the scroll bar."""


class ScoresScreen(GameScreen[None]):
    """List what the player has played."""

    COMMAND_LIST = (
        Command("enter", "open", "open", "Show a game with its missed questions."),
        Command("c", "resume", "continue", "Go on with the open game at the cursor."),
        Command("escape", "back", "back", "Go back home."),
    )

    def __init__(self, scores: list[Score]) -> None:
        super().__init__()
        self._scores = scores
        self._shown: list[int] = []
        """The columns on the screen."""

    def compose_content(self) -> ComposeResult:
        """Lay out the table, or say what will be here."""
        if self._scores:
            yield Static(Content(self._best()), id="best")
            yield DataTable(cursor_type="row", zebra_stripes=False)
            return
        with Vertical(classes="empty"):
            yield Static(Content.styled(say("No games yet"), "bold"), classes="title")
            yield Static(
                Content(
                    say(
                        "Every game you play is kept here: points, accuracy, best streak, and each "
                        "question you missed with its explanation.\n\nPress esc, then p to play."
                    )
                )
            )

    def on_mount(self) -> None:
        """Say whose games these are."""
        self.set_context(f"{say('Scores')} {self.game.glyphs.dot} {self.game.player_name}")
        if not self._scores:
            return
        self.set_focus(self.query_one(DataTable))

    def on_resize(self) -> None:
        """Show the columns that have room, so that no row is scrolled sideways."""
        rows = [self._cells(score) for score in self._scores[:MOST_ROWS]]
        shown = self._choose_columns(rows)
        if shown == self._shown:
            return
        self._shown = shown
        table = self.query_one(DataTable)
        chosen = table.cursor_row
        table.clear(columns=True)
        names = _name_columns()
        for number in shown:
            table.add_column(names[number], key=str(number))
        for score, cells in zip(self._scores, rows, strict=False):
            table.add_row(*(cells[number] for number in shown), key=str(score.game))
        table.move_cursor(row=chosen)

    def _choose_columns(self, rows: list[list[Text]]) -> list[int]:
        columns, room, shown = list(zip(*rows, strict=True)), self.size.width - TABLE_PADDING, []
        names = _name_columns()
        for number in WANTED if rows else ():
            texts = [Text(names[number]), *columns[number]]
            width = max(text.cell_len for text in texts) + CELL_PADDING
            # What no game has, such as points, takes no room.
            if width <= room and any(columns[number]):
                room -= width
                shown.append(number)
        return sorted(shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a game only if there is one, and to go on with it only if it is open."""
        match action:
            case "open":
                return bool(self._scores)
            case "resume":
                chosen = self._find_chosen()
                return chosen is not None and not chosen.finished and chosen.mode in MODES
        return True

    def _find_chosen(self) -> Score | None:
        """Return the game at the cursor."""
        tables = self.query(DataTable)
        return self._scores[tables.first().cursor_row] if tables else None

    def _best(self) -> str:
        parts = [say_count(len(self._scores), "{count} game", "{count} games")]
        scored = [score.points for score in self._scores if name_mode(score.mode).scored]
        if scored:
            parts.append(say("best {points} points", points=say_number(max(scored))))
        streak = max(score.best_streak for score in self._scores)
        parts.append(say("best streak {streak}", streak=streak))
        return "   ".join(parts)

    def _cells(self, score: Score) -> list[Text]:
        share = score.right / score.questions if score.questions else 0
        titles = ", ".join(self.game.title_of_pack(pack) for pack in score.packs) or say(
            "all packs"
        )
        name = title_of_mode(score.mode)
        return [
            Text(local_minute(score.started, self.game.quizmaster.clock)),
            Text(name if score.finished else say("{mode}, open", mode=name)),
            Text(describe_points(score), justify="right"),
            Text(
                say("{number} of {total}", number=score.right, total=score.questions),
                justify="right",
            ),
            Text(f"{share:.0%}", justify="right"),
            Text(str(score.best_streak), justify="right"),
            Text(titles),
        ]

    @on(DataTable.RowSelected)
    def _selected(self, event: DataTable.RowSelected) -> None:
        if event.row_key.value is not None:
            from spacequiz.tui.screens.results import ResultsScreen

            summary = self.game.quizmaster.recall(int(event.row_key.value))
            self.app.push_screen(ResultsScreen(summary, fresh=False))

    @on(DataTable.RowHighlighted)
    def _highlighted(self) -> None:
        self.refresh_bars()

    def action_resume(self) -> None:
        """Go on with the game at the cursor."""
        chosen = self._find_chosen()
        if chosen is not None:
            self.game.resume(self.game.quizmaster.save.game(chosen.game))

    def action_open(self) -> None:
        """Show the game at the cursor."""
        self.query_one(DataTable).action_select_cursor()

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)


def _name_columns() -> tuple[str, ...]:
    """Return the heads of the columns, in the order of the cells."""
    return (
        say("When"),
        say("Mode"),
        say("Points"),
        say_in("column", "Right"),
        say("Share"),
        say("Streak"),
        say("Packs"),
    )
