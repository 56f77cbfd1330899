"""The moves of a quiz night: what teams, clock and host do, at the time they do it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Way
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.clocks import answers_first, find_limit
from spacequiz.game.night.referee import Given, advance
from spacequiz.game.night.setup import MOST_TEAMS, Team, clean_name
from spacequiz.game.night.state import ASKED, NightPhase, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from spacequiz.game.kinds.body import Back, Grade, Response
    from spacequiz.game.night.match import Match
    from spacequiz.game.views import Card


class ClockFace(NamedTuple):
    """Say what the clock shows."""

    left: float
    total: float
    reading: bool
    """Whether it has not started, so that everybody can read first."""


class Guest(NamedTuple):
    """Describe somebody who wants to sit down."""

    seat: str
    name: str
    team: str = ""
    """The id of the team to answer for; empty for one of its own."""
    team_name: str = ""
    """What a team of its own is called; empty for the guest's own name."""


class Moves:
    """Let the Match know what happens. Each move tells whether anything did.

    The time of the evening is kept here: no screen stops or rewinds it.

    Args:
        match: The evening.
        clock: Returns seconds on a clock that never runs backwards.
        random: Draws lots.
        advance: After how many seconds without a host the evening goes on by itself; 0 for never.
    """

    def __init__(
        self, match: Match, clock: Callable[[], float], random: Random, advance: float = 0
    ) -> None:
        self.match = match
        self._clock = clock
        self._random = random
        self._advance = advance
        self._inbox: list[tuple[Given, Callable[[bool], object]]] = []
        self._picks: dict[str, frozenset[str]] = {}
        self._picked_for = 0
        self._lag = 0.0
        self._rest_at: float | None = None
        self._busy_until = 0.0
        self._busy = False

    # -- time --------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """Return the time by the evening's clock."""
        now = self._clock() if self._rest_at is None else self._rest_at
        return max(now - self._lag, self.match.state.now)

    @property
    def resting(self) -> bool:
        """Return whether the evening lies still, because nobody sees its stage."""
        return self._rest_at is not None

    def rest(self) -> None:
        """Let time stand still: the stage was left, or the whole program is stopped."""
        if self._rest_at is None:
            self._rest_at = self._clock()

    def wake(self) -> None:
        """Let time go on as if none had passed."""
        if self._rest_at is not None:
            self._lag += self._clock() - self._rest_at
            self._rest_at = None

    @property
    def busy(self) -> bool:
        """Return whether the host is at work in a dialog: nothing goes on by itself then."""
        return self._busy

    @busy.setter
    def busy(self, busy: bool) -> None:
        if self._busy and not busy:
            self._busy_until = self.now
        self._busy = busy

    @property
    def goes_on_at(self) -> float | None:
        """Return when the evening goes on by itself; None if the host is waited for."""
        state = self.match.state
        waits = state.phase in (NightPhase.REVEALED, NightPhase.BETWEEN) and state.paused_at is None
        if not self._advance or self._busy or self.resting or not waits:
            return None
        return max(state.now, self._busy_until) + self._advance

    @property
    def next_due(self) -> float | None:
        """Return when something happens by itself; None if nothing does."""
        if self.resting:
            return None
        if self._inbox:
            return self.now
        due = referee.next_due(self.match)
        return due if due is not None else self.goes_on_at

    def tick(self) -> bool:
        """Let happen what is due; to be called about twenty times a second."""
        if self.resting:
            return False
        happened = self.take_in()
        happened |= self._lock_picks(late=True)
        while self._do(*referee.due(self.match, self.now, self._random)):
            happened = True
        due = self.goes_on_at
        return self.go_on() if due is not None and self.now >= due else happened

    # -- what comes from elsewhere than the shared keyboard ----------------------------------

    def give(self, given: Given, done: Callable[[bool], object]) -> None:
        """Gather an answer or a press; the next tick takes all that was gathered in as one step.

        Args:
            given: What came, and when by `now`.
            done: Called once it is on disk, with whether it counted.
        """
        if self.resting:
            done(False)
        else:
            self._inbox.append((given, done))

    def take_in(self) -> bool:
        """Take in what was gathered, before anything else happens."""
        inbox, self._inbox = self._inbox, []
        if not inbox:
            return False
        events, counted = referee.take_in(self.match, [given for given, _ in inbox])
        happened = self._do(*events)
        for (_, done), counts in zip(inbox, counted, strict=True):
            done(counts and (happened or not events))
        return happened

    @property
    def _present(self) -> float:
        """Return the time, once all that came before is taken in."""
        self.take_in()
        return self.now

    def _do(self, *events: e.Event) -> bool:
        try:
            self.match.do(*events)
        except RefusedError:
            return False
        return bool(events)

    # -- the evening's course ----------------------------------------------------------------

    def go_on(self) -> bool:
        """Go on to whatever comes next: a round, a question, the standings, the end."""
        if self.match.state.phase is NightPhase.ANSWERING:
            return self.reveal()
        if not self._do(*advance(self.match, self._present, self._random)):
            return False
        if self.match.state.phase is NightPhase.READY:
            self.ask()
        return True

    def ask(self) -> bool:
        """Bring the next question up."""
        return self._do(*referee.ask(self.match, self._present))

    def end_round(self) -> bool:
        """End the round early."""
        return self._do(e.RoundEnded(at=self._present))

    def end(self) -> bool:
        """End the evening."""
        return self._do(e.MatchEnded(at=self._present))

    def toggle_joker(self, team: str) -> bool:
        """Double the coming round for a team, or take that back."""
        back = e.JokerTakenBack(team, at=self._present)
        return self._do(back) or self._do(e.JokerPlaced(team, at=self._present))

    def pick_cell(self, column: int, row: int) -> bool:
        """Play a cell of the board."""
        picker = self.match.state.picker
        if not self._do(e.CellPicked(picker, column, row, at=self._present)):
            return False
        self.ask()
        return True

    def place_wager(self, amount: int) -> bool:
        """Stake points on the hidden wager."""
        if not self._do(e.WagerPlaced(self.match.state.picker, amount, at=self._present)):
            return False
        return self.ask()

    # -- answering ---------------------------------------------------------------------------

    def show(self) -> bool:
        """Note that the question stands there in full."""
        return self._do(e.QuestionShown(at=self._present))

    def ask_back(self, team: str, response: Response) -> bool:
        """Return whether a typed answer is asked back rather than locked in.

        Once a question a team may type once more: what is on the way to the answer, or near it.
        """
        graded = self._grade_typed(response)
        if graded is None or graded.unread or not (graded.back or graded.near):
            return False
        back = graded.back.text if graded.back else ""
        return self._do(e.Prompted(team, back, graded.near, at=self._present))

    def cannot_read(self, response: Response) -> Back | None:
        """Return what is asked where a typed answer is none: no number, two answers in one."""
        graded = self._grade_typed(response)
        return graded.back if graded is not None and graded.unread else None

    def _grade_typed(self, response: Response) -> Grade | None:
        from spacequiz.game.question import grade

        question = self.match.question
        typed = question is not None and question.body.way is Way.TYPE and response
        return grade(question, response) if question is not None and typed else None

    def lock(self, team: str, response: Response) -> bool:
        """Lock a team's answer in."""
        return self._do(*referee.lock_in(self.match, team, response, self._present))

    def pick(self, team: str, option: str) -> None:
        """Pick one of several right options, or drop it again; `confirm` locks in what is picked."""
        self._picks = {**self._list_picks(), team: self.picks(team) ^ {option}}
        self._picked_for = self.match.state.position

    def picks(self, team: str) -> frozenset[str]:
        """Return what a team has picked of several, but not locked in."""
        return self._list_picks().get(team, frozenset())

    def confirm(self, team: str) -> bool:
        """Lock in what a team has picked."""
        picked, card = self.picks(team), self._card
        if not picked or card is None:
            return False
        self._picks = {name: other for name, other in self._picks.items() if name != team}
        deadline = self.match.view.team(team).deadline
        at = self._present if deadline is None else min(self._present, deadline)
        response = tuple(option for option in card.options if option in picked)
        return self._do(*referee.lock_in(self.match, team, response, at))

    def _lock_picks(self, *, late: bool) -> bool:
        """Lock in what was picked, of all teams or of those whose time is up."""
        deadlines = {team: self.match.view.team(team).deadline for team in self._list_picks()}
        due = [
            team
            for team, deadline in deadlines.items()
            if not late or (deadline is not None and deadline <= self.now)
        ]
        locked = [self.confirm(team) for team in due]
        return any(locked)

    def _list_picks(self) -> dict[str, frozenset[str]]:
        """Return what was picked for the present question, and for no other."""
        state = self.match.state
        asked = state.phase in ASKED and state.position == self._picked_for
        return self._picks if asked else {}

    @property
    def _card(self) -> Card | None:
        question = self.match.view.question
        return question.card if question else None

    def buzz(self, team: str) -> bool:
        """Press a team's buzzer: too early, it is locked out for a while."""
        return self._do(*referee.press(self.match, team, self._present))

    def next_turn(self) -> str:
        """Return whose turn at the keyboard is next; empty while somebody sits there."""
        return referee.next_turn(self.match)

    def take_turn(self) -> bool:
        """Give the keyboard to the next team."""
        return self._do(*referee.take_turn(self.match, self._present))

    def reveal(self) -> bool:
        """Show the answer, and what each team chose; what it has picked counts."""
        happened = self._lock_picks(late=False)
        return happened | self._do(*referee.reveal(self.match, self._present, self._random))

    def look_at_clock(self) -> ClockFace | None:
        """Return what the clock shows: the time until it is up for somebody; None for nobody."""
        state = self.match.state
        asking = state.asking
        now = self.now if state.paused_at is None else state.paused_at
        deadlines = {t.team.id: t.deadline for t in self.match.view.teams if t.deadline is not None}
        coming = {team: deadline for team, deadline in deadlines.items() if deadline > now}
        if asking is None or not coming:
            return None
        team = min(coming, key=lambda name: coming[name])
        floor = state.phase is NightPhase.FLOOR and not answers_first(state, asking)
        waits = now < asking.clock_at and not asking.turns and not floor
        whole = deadlines[team] - (asking.floor_at if state.phase is NightPhase.FLOOR else 0.0)
        limit = find_limit(state, team) or 1.0
        return ClockFace(coming[team] - now, min(limit, whole), waits)

    def look_at_advance(self) -> ClockFace | None:
        """Return how long it takes until the evening goes on by itself; None if it does not."""
        due = self.goes_on_at
        return None if due is None else ClockFace(max(0.0, due - self.now), self._advance, False)

    # -- the host ----------------------------------------------------------------------------

    def toggle_pause(self) -> bool:
        """Stop all clocks, or let them go on."""
        paused = self.match.state.paused_at is not None
        return self._do(e.Resumed(at=self._present) if paused else e.Paused(at=self._present))

    def skip(self) -> bool:
        """Call the question off."""
        return self._do(e.QuestionSkipped(at=self._present))

    def judge_again(self, team: str, credit: float) -> bool:
        """Judge a team's last answer anew."""
        return self._do(*referee.judge_again(self.match, team, credit, self._present))

    def change_score(self, team: str, delta: int, reason: str) -> bool:
        """Give or take points."""
        return self._do(e.ScoreChanged(team, delta, reason, at=self._present))

    def rename(self, team: str, name: str) -> bool:
        """Give a team another name, unless another team has it or nothing of it is left."""
        name = clean_name(name)
        others = {t.name.casefold() for t in self.match.state.teams if t.id != team}
        if not name or name.casefold() in others:
            return False
        return self._do(e.TeamRenamed(team, name, at=self._present))

    def add_team(self, team: Team) -> bool:
        """Let a team join late."""
        return self._do(e.TeamAdded(team, at=self._present))

    def retire(self, team: str) -> bool:
        """Let a team play no more, or play again."""
        back = e.TeamReturned(team, at=self._present)
        return self._do(back) or self._do(e.TeamRetired(team, at=self._present))

    # -- seats -------------------------------------------------------------------------------

    def take_seat(self, seat: str, team: str, name: str) -> bool:
        """Let somebody answer for a team at a seat; one that is taken is moved or renamed."""
        return self._do(e.SeatTaken(seat, team, name, at=self._present))

    def leave_seat(self, seat: str) -> bool:
        """Wait no more for whoever sat there."""
        return self._do(e.SeatLeft(seat, at=self._present))

    def return_to_seat(self, seat: str) -> bool:
        """Wait again for whoever sits there."""
        return self._do(e.SeatBack(seat, at=self._present))

    def give_time(self, seat: str, factor: float) -> bool:
        """Give whoever sits there so many times the time; 0 for no limit."""
        return self._do(e.SeatTimed(seat, factor, at=self._present))

    def admit(self, guests: Sequence[Guest]) -> tuple[bool, ...]:
        """Let guests sit down, in one step and one commit; return who of them did."""
        number = max((int(t.id) for t in self.match.state.teams if t.id.isdecimal()), default=0)
        groups = []
        for guest in guests:
            added: tuple[e.Event, ...] = ()
            name = guest.team
            if not name:
                number += 1
                name, look = str(number), (number - 1) % MOST_TEAMS
                team = Team(name, guest.team_name or guest.name, color=look, glyph=look)
                added = (e.TeamAdded(team, at=self._present),)
            groups.append((*added, e.SeatTaken(guest.seat, name, guest.name, at=self._present)))
        return self._do_each(groups)

    def note_presence(self, here: Mapping[str, bool]) -> None:
        """Note in one step who came back to a seat and who left it, as far as that is news."""
        at = self._present
        events = (
            e.SeatBack(s, at=at) if back else e.SeatLeft(s, at=at) for s, back in here.items()
        )
        self._do_each([(event,) for event in events])

    def _do_each(self, groups: Sequence[tuple[e.Event, ...]]) -> tuple[bool, ...]:
        """Do as one step what can happen of these groups; return which did."""
        state, events, done = self.match.state, list[e.Event](), list[bool]()
        for group in groups:
            try:
                state = reduce(e.apply, group, state)
            except RefusedError:
                done.append(False)
            else:
                events += group
                done.append(True)
        happened = self._do(*events)
        return tuple(each and happened for each in done)

    def undo(self) -> bool:
        """Take the last step back."""
        try:
            self.match.undo(self._present)
        except RefusedError:
            return False
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        try:
            self.match.redo(self._present)
        except RefusedError:
            return False
        return True
