"""What the teams do: their keys on the one keyboard, and the line to type in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from spacequiz.game.match.phases import Phase
from spacequiz.tui.screens.night_commands import ASKED
from spacequiz.tui.screens.night_host import NightHost
from spacequiz.tui.widgets.night_hands import Hands
from spacequiz.tui.widgets.night_marks import read_typed

if TYPE_CHECKING:
    from textual import events

    from spacequiz.game.match.view import MatchView

TICK = 0.1
"""How often the clock is looked at, in seconds."""


class NightTeams(NightHost):
    """Take every team's keys and typed answers, and do what they mean."""

    def __init__(self) -> None:
        super().__init__()
        self._hands: Hands | None = None
        self.refused = False
        """Whether what was typed last could not be taken."""

    @property
    def hands(self) -> Hands:
        """Return which keys are whose, as the teams now are."""
        state = self.moves.match.state
        names = tuple(team.id for team in state.teams)
        if self._hands is None or self._hands.teams != names:
            self._hands = Hands(self.game.night.lobby, names)
        return self._hands

    def on_key(self, event: events.Key) -> None:
        """Take a team's key, unless it is held, early, or nobody's."""
        view = self.game.night.view
        if self.typing or view.paused or event.character is None:
            return
        found = self.hands.find(event.character, event.time)
        if found is None:
            return
        event.stop()
        event.prevent_default()
        team, number = found
        if view.phase is Phase.BETWEEN:
            self.act(lambda: self.hands.is_buzzer(team, number) and self._double(team))
        elif view.phase in ASKED and view.question is not None:
            self._take(view, team, number)

    def _double(self, team: str) -> bool:
        return self.game.night.lobby.jokers and self.moves.toggle_joker(team)

    def _take(self, view: MatchView, team: str, number: int) -> None:
        question = view.question
        assert question is not None
        floor = view.phase is Phase.FLOOR
        if self.hands.wants_buzz(view):
            if self.hands.is_buzzer(team, number) and self.act(lambda: self.moves.buzz(team)):
                self.hands.hold()
        elif (not floor or team == question.floor) and self.hands.picks(question):
            response = self.hands.pick(question, team, number)
            if response is not None:
                self.act(lambda: self.moves.lock(team, response))
            else:
                self.show_stage()

    # -- the line to type in -----------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        view = self.game.night.view
        if view.phase is Phase.WAGERING:
            digits = "".join(c for c in event.value if c.isdecimal())
            done = bool(digits) and self.act(lambda: self.moves.place_wager(int(digits[:7])))
        else:
            question = view.question
            team = (question.turn or question.floor or view.picker) if question else ""
            response = read_typed(question, event.value)
            done = bool(response) and self.act(lambda: self.moves.lock(team, response))
        event.input.value = ""
        self._refuse(not done)

    @on(Input.Changed)
    def _typed_on(self, event: Input.Changed) -> None:
        if event.value:
            self._refuse(False)

    def _refuse(self, refused: bool) -> None:
        """Say, or say no more, that what was typed cannot be taken."""
        if self.refused is not refused:
            self.refused = refused
            self.show_stage()

    def show_line(self, view: MatchView) -> None:
        """Show the line to type in where the answer, or a wager, is typed."""
        line = self.query_one("#typed", Input)
        wanted = self._types(view)
        if line.display is not wanted:
            line.value = ""
            line.display = wanted
            self.set_focus(line if wanted else None)
        line.password = bool(view.question and view.question.turns)

    def _types(self, view: MatchView) -> bool:
        if view.paused:
            return False
        if view.phase is Phase.WAGERING:
            return True
        question = view.question
        if question is None or view.phase not in (Phase.ANSWERING, Phase.FLOOR):
            return False
        floor = view.phase is Phase.FLOOR and not self.hands.picks(question)
        return bool(question.turn) or floor or self.hands.must_type(question, view.phase)

    @property
    def typing(self) -> bool:
        """Return whether letters go into a text."""
        return self.is_mounted and self.query_one("#typed", Input).display

    def flush_picks(self, view: MatchView) -> None:
        """Lock in what teams have picked, but not confirmed, as their time runs out."""
        for team in view.teams:
            late = team.deadline is not None and team.deadline - self.moves.now < 2 * TICK
            response = self.hands.pending(view, team.team.id) if late else ()
            if response:
                self.act(partial(self.moves.lock, team.team.id, response))
