"""The podium: who won, the evening's awards, and what can be done with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from spacequiz.errors import name_reason
from spacequiz.language import say, say_number
from spacequiz.quizmaster.night_results import describe_awards, describe_tie, share_text, write_csv
from spacequiz.text import show_path
from spacequiz.tui.commands import Command
from spacequiz.tui.night.canvas import GROW_SECONDS, NightCanvas
from spacequiz.tui.night.crowd import thin
from spacequiz.tui.night.dialogs import NightLogScreen
from spacequiz.tui.night.paint import center
from spacequiz.tui.night.scenes import Scene, list_on_podium, mark_teams, paint_table, rank_word
from spacequiz.tui.screens.base import GameScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


ON_PODIUM = 3
PLACE_SECONDS = 1.5
"""How long the third place stands alone, and then the second and third."""
TABLE_FROM = 24
"""From how many lines on the terminal has room for all teams below the podium."""


class NightPodiumScreen(GameScreen[None]):
    """Celebrate. The end can still be taken back."""

    COMMAND_LIST = (
        Command("enter", "whole", "show all", "Show the first place at once.", footer=False),
        Command("m", "review", "review missed", "Work through what was missed, with the reasons."),
        Command("x", "share", "share", "Copy the result to share; it gives no answer away."),
        Command("e", "export", "export", "Write the result as text, and every answer as CSV."),
        Command("n", "again", "new evening", "Set up another evening with these teams."),
        Command("ctrl+l", "log", "log", "Everything that happened this evening."),
        Command("f6", "undo", "undo", "Take the end of the evening back."),
        Command("escape", "home", "home", "Go back home."),
    )

    keeps_room = True

    grown: reactive[float] = reactive(0.0)
    places = 3
    """From which place on the podium is shown: it begins with the third."""

    def compose_content(self) -> ComposeResult:
        """Lay out the podium over the standings and the awards."""
        with VerticalScroll(id="stage", can_focus=False):
            yield NightCanvas()
        yield Static(id="awards")

    def on_mount(self) -> None:
        """Let the podium grow."""
        self.set_context(say("Quiz night"))
        self.set_focus(None)
        if self.app.animation_level == "none" or self.game.night.past:
            self.places = 1
        else:
            self.places = max(s.rank for s in list_on_podium(self.game.night.view))
            self.set_interval(PLACE_SECONDS, self._next_place, repeat=2)
        self._grow()

    def _next_place(self) -> None:
        if self.places > 1:
            self.places -= 1
            self._grow()

    def _grow(self) -> None:
        self.set_reactive(NightPodiumScreen.grown, 0.0)
        self._show()
        self.animate("grown", 1.0, duration=GROW_SECONDS, level="basic")

    def action_whole(self) -> None:
        """Show the first place at once."""
        self.places = 1
        self._grow()

    def watch_grown(self) -> None:
        """Draw the steps as far as they have grown."""
        self._show()

    def on_resize(self) -> None:
        """Paint in the new size."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if not self.query(NightCanvas):
            return
        night = self.game.night
        view = thin(night.view)
        marks = mark_teams(view, self.game.glyphs, 0.0)
        stage = Scene(view, self.game.glyphs, marks, grown=self.grown, places=self.places)
        self.query_one(NightCanvas).stage = stage
        width = max(20, self.size.width - 2)
        tall = self.size.height >= TABLE_FROM
        lines = paint_table(stage, width) if len(marks) > ON_PODIUM and tall else []
        lines += [] if tall else self._list_others(stage, width)
        if self.places > 1:
            lines = []
        told = [*describe_tie(night.match), *describe_awards(night.match)]
        for line in told if self.places == 1 else ():
            text = Content.styled(line, "$secondary").truncate(width - 4, ellipsis=True)
            lines.append(center(text, width))
        self.query_one("#awards", Static).update(Content("\n").join(lines))

    @staticmethod
    def _list_others(stage: Scene, width: int) -> list[Content]:
        """Return who is not on the podium, in few lines."""
        view = stage.view
        others = [s for s in view.standings if s not in list_on_podium(view)]
        said = [f"{rank_word(s)} {stage.marks[s.team].name} {say_number(s.score)}" for s in others]
        text = Content.styled("   ".join(said), "$quiet")
        return [center(line, width) for line in text.wrap(width - 4)] if said else []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a review only where something was missed."""
        if action == "review":
            awards = self.game.night.view.awards
            return awards is not None and any(missed for _, missed in awards.misses)
        return action != "undo" or self.game.night.past is None

    def action_review(self) -> None:
        """Work through what was missed."""
        self.game.review_night()

    def action_share(self) -> None:
        """Copy the result through the terminal."""
        self.game.share(share_text(self.game.night.match, self.game.night.today.isoformat()))

    def action_export(self) -> None:
        """Write the result where the game was started."""
        match, day = self.game.night.match, self.game.night.today.isoformat()
        stem = f"spacequiz-night-{day}"
        folder = Path.cwd()
        number, name = 1, stem
        while any((folder / f"{name}{end}").exists() for end in (".txt", ".csv")):
            number += 1
            name = f"{stem}-{number}"
        try:
            (folder / f"{name}.txt").write_text(share_text(match, day) + "\n", encoding="utf-8")
            (folder / f"{name}.csv").write_text(write_csv(match), encoding="utf-8", newline="")
        except OSError as error:
            self.notify(
                say(
                    "Nothing could be written in {folder}: {reason}",
                    folder=show_path(folder),
                    reason=name_reason(error),
                ),
                severity="warning",
                markup=False,
            )
            return
        self.notify(
            say("Written: {path}.txt and .csv", path=show_path(folder / name)), markup=False
        )

    def action_again(self) -> None:
        """Set another evening up."""
        self.game.go_home()
        self.game.open_night()

    def action_log(self) -> None:
        """Show everything that happened."""
        self.app.push_screen(NightLogScreen(self.game.night.match))

    def action_undo(self) -> None:
        """Take the end of the evening back."""
        if self.game.night.moves.undo():
            self.game.show_stage()

    def action_home(self) -> None:
        """Go back home, or to the list of evenings."""
        if self.game.night.past:
            self.dismiss(None)
        else:
            self.game.go_home()
