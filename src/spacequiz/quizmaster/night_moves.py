"""The moves of a quiz night: what teams, clock and host do, at the time they do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.clocks import find_limit
from spacequiz.game.night.referee import advance
from spacequiz.game.night.setup import clean_name
from spacequiz.game.night.state import Phase, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from spacequiz.game.night.match import Match
    from spacequiz.game.night.setup import Team
    from spacequiz.game.records import Response


class ClockFace(NamedTuple):
    """Say what the clock shows."""

    left: float
    total: float
    reading: bool
    """Whether it has not started, so that everybody can read first."""


class Moves:
    """Let the Match know what happens. Each move tells whether anything did.

    Args:
        match: The evening.
        clock: Returns seconds on a clock that never runs backwards.
        random: Draws lots.
    """

    def __init__(self, match: Match, clock: Callable[[], float], random: Random) -> None:
        self.match = match
        self._clock = clock
        self._random = random

    @property
    def now(self) -> float:
        """Return the time by the evening's clock."""
        return max(self._clock(), self.match.state.now)

    def _do(self, *events: e.Event) -> bool:
        if not events or not self.match.accepts(*events):
            return False
        self.match.do(*events)
        return True

    # -- the evening's course ----------------------------------------------------------------

    def go_on(self) -> bool:
        """Go on to whatever comes next: a round, a question, the standings, the end."""
        if self.match.state.phase is Phase.ANSWERING:
            return self.reveal()
        if not self._do(*advance(self.match, self.now, self._random)):
            return False
        if self.match.state.phase is Phase.READY:
            self.ask()
        return True

    def ask(self) -> bool:
        """Bring the next question up."""
        return self._do(*referee.ask(self.match, self.now))

    def end_round(self) -> bool:
        """End the round early."""
        return self._do(e.RoundEnded(at=self.now))

    def end(self) -> bool:
        """End the evening."""
        return self._do(e.MatchEnded(at=self.now))

    def toggle_joker(self, team: str) -> bool:
        """Double the coming round for a team, or take that back."""
        back = e.JokerTakenBack(team, at=self.now)
        return self._do(back) or self._do(e.JokerPlaced(team, at=self.now))

    def pick_cell(self, column: int, row: int) -> bool:
        """Play a cell of the board."""
        picker = self.match.state.picker
        if not self._do(e.CellPicked(picker, column, row, at=self.now)):
            return False
        self.ask()
        return True

    def place_wager(self, amount: int) -> bool:
        """Stake points on the hidden wager."""
        if not self._do(e.WagerPlaced(self.match.state.picker, amount, at=self.now)):
            return False
        return self.ask()

    # -- answering ---------------------------------------------------------------------------

    def show(self) -> bool:
        """Note that the question stands there in full."""
        return self._do(e.QuestionShown(at=self.now))

    def lock(self, team: str, response: Response) -> bool:
        """Lock a team's answer in."""
        return self._do(*referee.lock_in(self.match, team, response, self.now))

    def buzz(self, team: str) -> bool:
        """Press a team's buzzer: too early, it is locked out for a while."""
        return self._do(*referee.press(self.match, team, self.now))

    def next_turn(self) -> str:
        """Return whose turn at the keyboard is next; empty while somebody sits there."""
        return referee.next_turn(self.match)

    def take_turn(self) -> bool:
        """Give the keyboard to the next team."""
        return self._do(*referee.take_turn(self.match, self.now))

    def reveal(self) -> bool:
        """Show the answer, and what each team chose."""
        return self._do(*referee.reveal(self.match, self.now))

    def tick(self) -> bool:
        """Let happen what the clock brings about."""
        happened = False
        while self._do(*referee.due(self.match, self.now, self._random)):
            happened = True
        return happened

    def look_at_clock(self) -> ClockFace | None:
        """Return what the clock shows, of the team with the most time; None where none runs."""
        state = self.match.state
        asking = state.asking
        deadlines = {t.team.id: t.deadline for t in self.match.view.teams if t.deadline is not None}
        if asking is None or not deadlines:
            return None
        team = max(deadlines, key=lambda name: deadlines[name])
        now = self.now if state.paused_at is None else state.paused_at
        limit = find_limit(state, team) or 1.0
        left = max(0.0, deadlines[team] - now)
        waits = now < asking.clock_at and state.phase is Phase.ANSWERING and not asking.turns
        return ClockFace(left, limit, waits)

    # -- the host ----------------------------------------------------------------------------

    def toggle_pause(self) -> bool:
        """Stop all clocks, or let them go on."""
        paused = self.match.state.paused_at is not None
        return self._do(e.Resumed(at=self.now) if paused else e.Paused(at=self.now))

    def skip(self) -> bool:
        """Call the question off."""
        return self._do(e.QuestionSkipped(at=self.now))

    def judge_again(self, team: str, credit: float) -> bool:
        """Judge a team's last answer anew."""
        return self._do(*referee.judge_again(self.match, team, credit, self.now))

    def change_score(self, team: str, delta: int, reason: str) -> bool:
        """Give or take points."""
        return self._do(e.ScoreChanged(team, delta, reason, at=self.now))

    def rename(self, team: str, name: str) -> bool:
        """Give a team another name, unless another team has it or nothing of it is left."""
        name = clean_name(name)
        others = {t.name.casefold() for t in self.match.state.teams if t.id != team}
        if not name or name.casefold() in others:
            return False
        return self._do(e.TeamRenamed(team, name, at=self.now))

    def add_team(self, team: Team) -> bool:
        """Let a team join late."""
        return self._do(e.TeamAdded(team, at=self.now))

    def undo(self) -> bool:
        """Take the last step back."""
        try:
            self.match.undo(self.now)
        except RefusedError:
            return False
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        try:
            self.match.redo(self.now)
        except RefusedError:
            return False
        return True
