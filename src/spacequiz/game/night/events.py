"""The events of a quiz night: facts in the past tense, which alone make up its state.

Every event knows when it happened, in seconds on a clock that never runs backwards. Where chance
took part, what came of it stands in the event. A class says by itself in which phases its event
can happen, and what the state is after it; its name in a journal is that of the class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, ClassVar

from spacequiz.game.kinds import Kind  # noqa: TC001  (the codec reads the annotation)
from spacequiz.game.kinds.body import Again, Back
from spacequiz.game.night.clocks import (
    LOCK_OUT_SECONDS,
    find_deadline,
    measure_thinking,
    reopen,
    shift,
)
from spacequiz.game.night.judging import put_question
from spacequiz.game.night.results import is_sudden_death_due, list_leaders
from spacequiz.game.night.setup import (
    LEAST_TEAMS,
    SEAT_LIMIT,
    TIME_FACTORS,
    NightFormat,
    NightSetup,
    Seat,
    Team,
    Voice,
    require_name,
)
from spacequiz.game.night.state import (
    ASKED,
    POINTS_LIMIT,
    Asking,
    Locked,
    Manner,
    NightPhase,
    Past,
    RefusedError,
    State,
    TeamJudgement,
    WrongPhaseError,
    begin,
    evolve,
    require_worth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


REASON_LIMIT = 80
"""Characters of the reason for a changed score."""
LEAST_LIMIT = 1000
"""What a team may stake on a hidden wager at least, however low its score."""

ALWAYS = frozenset(NightPhase)
NOT_ENDED = ALWAYS - {NightPhase.ENDED}
STARTED = ALWAYS - {NightPhase.LOBBY}
RUNNING = STARTED - {NightPhase.ENDED}

EVENTS: dict[str, type[Event]] = {}
"""Every kind of event, by the name it has in a journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Tell that something happened."""

    phases: ClassVar[frozenset[NightPhase]]
    """When it can happen."""
    in_pause: ClassVar[bool] = False
    """Whether it can happen while the match is paused."""
    automatic: ClassVar[bool] = False
    """Whether it follows by itself from the one before, and is taken back with it."""

    by_guest: ClassVar[bool] = False
    """Whether it happens at a seat, so that the host's undo passes over it."""

    at: float

    def __init_subclass__(cls) -> None:
        """Know the class by its name."""
        EVENTS[name_event(cls)] = cls

    def apply(self, state: State) -> State:
        """Return the state after it.

        Raises:
            RefusedError: It cannot have happened as the match stands.
        """
        raise NotImplementedError


def name_event(kind: type[Event]) -> str:
    """Return the name that such an event has in a journal."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def fold(setup: NightSetup, events: Iterable[Event]) -> State:
    """Return the state after these events.

    Raises:
        RefusedError: One of them is not accepted.
    """
    return reduce(apply, events, begin(setup))


def apply(state: State, event: Event) -> State:
    """Return the state after one event more.

    Raises:
        WrongPhaseError: The phase does not accept it.
        RefusedError: It cannot have happened as the match stands.
    """
    if not is_accepted(state, type(event)):
        word = "paused" if state.paused_at is not None else str(state.phase)
        raise WrongPhaseError(f"{type(event).__name__} is not accepted: the match is {word}")
    if not isinstance(event, ClockRestarted):
        event = event if event.at >= state.now else replace(event, at=state.now)
        state = evolve(state, now=event.at)
    return event.apply(state)


def is_accepted(state: State, kind: type[Event]) -> bool:
    """Return whether an event of this kind can happen in the phase of the match."""
    paused = state.paused_at is not None
    if kind in (Paused, Resumed) and paused is (kind is Paused):
        return False
    return state.phase in kind.phases and (not paused or kind.in_pause)


# Who plays ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TeamAdded(Event):
    """A team joined, in the lobby or late; it plays from the next question on."""

    phases = NOT_ENDED
    in_pause = True

    team: Team

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if len(state.teams) >= SEAT_LIMIT:
            raise RefusedError(f"there are {SEAT_LIMIT} teams at most")
        if self.team.id in state.scores:
            raise RefusedError("there is a team with this id")
        state = replace(state, scores={**state.scores, self.team.id: 0})
        return state.with_teams((*state.teams, self.team))


@dataclass(frozen=True, slots=True)
class TeamRenamed(Event):
    """A team has another name."""

    phases = ALWAYS
    in_pause = True

    team: str
    name: str

    def __post_init__(self) -> None:
        require_name(self.name)

    def apply(self, state: State) -> State:
        """Return the state after it."""
        renamed = replace(state.team(self.team), name=self.name)
        return state.with_teams(renamed if t.id == renamed.id else t for t in state.teams)


@dataclass(frozen=True, slots=True)
class TeamRetired(Event):
    """A team plays no more; nobody waits for it, and its points stand."""

    phases = NOT_ENDED
    in_pause = True

    team: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        others = [team for team in state.playing if team != state.team(self.team).id]
        if self.team in state.retired or not others:
            raise RefusedError("the team has retired, or is the last one")
        picker = _next_picker(state) if state.picker == self.team else state.picker
        keeps = state.phase in ASKED
        retired = state.retired | {self.team}
        return replace(state, retired=retired, picker=state.picker if keeps else picker)


@dataclass(frozen=True, slots=True)
class TeamReturned(Event):
    """A team that had retired plays again, from the next question on."""

    phases = NOT_ENDED
    in_pause = True

    team: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if self.team not in state.retired:
            raise RefusedError("the team has not retired")
        return replace(state, retired=state.retired - {self.team})


@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """Somebody sat down to answer for a team; or, at a seat that is taken, moved or was renamed."""

    phases = NOT_ENDED
    in_pause = True
    by_guest = True

    seat: str
    team: str
    name: str

    def __post_init__(self) -> None:
        require_name(self.name)

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if not self.seat or (self.seat not in state.seats and len(state.seats) >= SEAT_LIMIT):
            raise RefusedError(f"there are {SEAT_LIMIT} seats at most, each with an id")
        before = state.seats.get(self.seat)
        seat = Seat(self.seat, state.team(self.team).id, self.name)
        seat = replace(seat, time_factor=before.time_factor if before else 1.0)
        state = state.set_seats({**state.seats, seat.id: seat})
        asking = state.asking
        if asking is None or self.team == asking.turn:
            return state
        return _with(state, replace(asking, turns=asking.turns - {self.team}))


@dataclass(frozen=True, slots=True)
class SeatLeft(Event):
    """Whoever sat there is away; nobody waits."""

    phases = NOT_ENDED
    in_pause = True
    by_guest = True

    seat: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return _set_here(state, self.seat, here=False)


@dataclass(frozen=True, slots=True)
class SeatBack(Event):
    """Whoever sat there is back."""

    phases = NOT_ENDED
    in_pause = True
    by_guest = True

    seat: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return _set_here(state, self.seat, here=True)


@dataclass(frozen=True, slots=True)
class SeatTimed(Event):
    """The host gave whoever sits there another time, from now on."""

    phases = NOT_ENDED
    in_pause = True

    seat: str
    time_factor: float

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if self.seat not in state.seats or self.time_factor not in TIME_FACTORS:
            raise RefusedError("there is no such seat, or no such time")
        seat = replace(state.seats[self.seat], time_factor=self.time_factor)
        return state.set_seats({**state.seats, seat.id: seat})


# The evening's course -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatchStarted(Event):
    """The lobby was left."""

    phases = frozenset({NightPhase.LOBBY})

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if len(state.teams) < LEAST_TEAMS:
            raise RefusedError(f"{LEAST_TEAMS} teams are needed")
        return replace(state, phase=NightPhase.BETWEEN)


@dataclass(frozen=True, slots=True)
class JokerPlaced(Event):
    """A team doubles the round that comes next."""

    phases = frozenset({NightPhase.BETWEEN})

    team: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        coming = state.round + 1
        playable = (
            state.setup.format is NightFormat.ROUNDS and state.setup.jokers and not state.sudden
        )
        if not playable or coming >= state.setup.round_count:
            raise RefusedError("there is no round to double")
        if state.team(self.team).id in state.jokers:
            raise RefusedError("the team has played its joker")
        return replace(state, jokers={**state.jokers, self.team: coming})


@dataclass(frozen=True, slots=True)
class JokerTakenBack(Event):
    """A team keeps its joker after all."""

    phases = frozenset({NightPhase.BETWEEN})

    team: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if state.jokers.get(self.team) != state.round + 1:
            raise RefusedError("the team has no joker on the round that comes")
        return replace(state, jokers={t: n for t, n in state.jokers.items() if t != self.team})


@dataclass(frozen=True, slots=True)
class RoundStarted(Event):
    """The next round began."""

    phases = frozenset({NightPhase.BETWEEN})

    picker: str = ""
    """On a board, the team that picks first, drawn by lot."""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if state.sudden or state.round + 1 >= state.setup.round_count:
            raise RefusedError("no round is left")
        state = replace(state, round=state.round + 1, asked=0)
        if not state.setup.board:
            return replace(state, phase=NightPhase.READY)
        return replace(state, picker=state.team(self.picker).id, phase=NightPhase.PICKING)


@dataclass(frozen=True, slots=True)
class RoundEnded(Event):
    """A round ended, perhaps early; the standings show."""

    phases = frozenset({NightPhase.READY, NightPhase.PICKING, NightPhase.REVEALED})

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if state.sudden:
            raise RefusedError("sudden death is no round")
        return replace(state, phase=NightPhase.BETWEEN, cell=None, wager=None)


@dataclass(frozen=True, slots=True)
class SuddenDeathStarted(Event):
    """Those who tie for first place play on."""

    phases = frozenset({NightPhase.BETWEEN})

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if not is_sudden_death_due(state):
            raise RefusedError("first place is not shared, or no question is in reserve")
        return replace(state, sudden=list_leaders(state), asked=0, phase=NightPhase.READY)


@dataclass(frozen=True, slots=True)
class MatchEnded(Event):
    """The evening ended, perhaps early; the podium shows."""

    phases = RUNNING
    in_pause = True

    # The board ----------------------------------------------------------------------------------

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return replace(call_off(state), phase=NightPhase.ENDED, paused_at=None)


@dataclass(frozen=True, slots=True)
class CellPicked(Event):
    """The picking team chose a cell."""

    phases = frozenset({NightPhase.PICKING})

    team: str
    column: int
    row: int

    def apply(self, state: State) -> State:
        """Return the state after it."""
        board, cell = state.setup.board, (self.column, self.row)
        if board is None or not board.holds(*cell) or cell in state.used:
            raise RefusedError("there is no such cell, or it was played")
        if self.team != state.picker:
            raise RefusedError("another team picks")
        state = replace(state, cell=cell, wager=None, used=state.used | {cell})
        return replace(state, phase=NightPhase.WAGERING if state.is_wager else NightPhase.READY)


@dataclass(frozen=True, slots=True)
class WagerPlaced(Event):
    """The picking team said what it stakes on the hidden wager it found."""

    phases = frozenset({NightPhase.WAGERING})

    team: str
    amount: int

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if self.team != state.picker:
            raise RefusedError("another team stakes")
        if not 0 <= self.amount <= find_wager_limit(state):
            raise RefusedError("the wager is out of bounds")
        return replace(state, wager=self.amount, phase=NightPhase.READY)


@dataclass(frozen=True, slots=True)
class BoardShown(Event):
    """The reveal was left for the board."""

    phases = frozenset({NightPhase.REVEALED})

    # A question ---------------------------------------------------------------------------------

    def apply(self, state: State) -> State:
        """Return the state after it."""
        board = state.setup.board
        if (
            board is None
            or state.sudden
            or len(state.used) == len(board.categories) * len(board.values)
        ):
            raise RefusedError("no cell is left to pick")
        return replace(state, phase=NightPhase.PICKING, cell=None, wager=None)


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    """A question came up."""

    phases = frozenset({NightPhase.READY, NightPhase.REVEALED})

    address: str
    kind: Kind
    reading: float
    """Seconds to read it, before the clock starts."""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        if self.address != state.next_address:
            raise RefusedError("another question comes next, or none")
        if not self.reading >= 0:
            raise RefusedError("a pause to read cannot be below 0")
        asking = put_question(state, self.address, self.kind, self.reading)
        state = replace(state, asking=asking, asked=state.asked + 1, position=state.position + 1)
        return replace(state, phase=NightPhase.READING)


@dataclass(frozen=True, slots=True)
class QuestionShown(Event):
    """The question stood there in full; time to read began."""

    phases = frozenset({NightPhase.READING})
    automatic = True

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        asking = replace(asking, clock_at=self.at + asking.reading)
        if asking.manner is Manner.FLOOR and state.picker:
            asking = replace(asking, floor=state.picker, floor_at=self.at)
            return replace(state, asking=asking, phase=NightPhase.FLOOR)
        return replace(state, asking=asking, phase=NightPhase.ANSWERING)


@dataclass(frozen=True, slots=True)
class TurnTaken(Event):
    """A team took the keyboard to type its answer; its clock started."""

    phases = frozenset({NightPhase.ANSWERING})

    team: str

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        busy = asking.turn in asking.open_to
        if not asking.turns or busy or self.team not in asking.open_to:
            raise RefusedError("it is not this team's turn")
        return _with(state, replace(asking, turn=self.team, turn_at=self.at))


@dataclass(frozen=True, slots=True)
class Prompted(Event):
    """A team typed what is on the way to the answer, or near it, and types once more; once a question."""

    phases = frozenset({NightPhase.ANSWERING, NightPhase.FLOOR})

    team: str
    back: str = ""
    """What was asked back; empty for the usual words."""
    near: bool = False

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        _require_entrant(asking, self.team)
        if self.team in asking.prompted or self.team in asking.locked:
            raise RefusedError("the team was asked for more already, or has answered")
        back = Back(Again.ONCE_MORE) if self.near else Back(Again.SAY_MORE, self.back)
        asked = {self.team: back}
        return _with(state, replace(asking, prompted={**asking.prompted, **asked}))


@dataclass(frozen=True, slots=True)
class AnswerLocked(Event):
    """A team gave its answer, or another one; an empty one says that it has none."""

    phases = frozenset({NightPhase.ANSWERING, NightPhase.FLOOR})

    team: str
    response: tuple[str, ...]
    seat: str = ""
    """Where it was given; empty for the shared keyboard."""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        _require_entrant(asking, self.team)
        single, in_turn = state.phase is NightPhase.FLOOR, self.team in asking.turns
        if (asking.manner is Manner.FLOOR) is not single or (single and self.team != asking.floor):
            raise RefusedError("another team has the floor, or nobody has it")
        if in_turn and (self.seat or self.team != asking.turn):
            raise RefusedError("it is not this team's turn")
        if self.team in asking.locked and (single or in_turn):
            raise RefusedError("the team has answered")
        silent = not self.response and self.team not in asking.locked
        if not silent and _is_over(state, self.team, self.at):
            raise RefusedError("the team's time is up")
        crew = _require_crew(state, self.team, self.seat)
        votes = {**asking.votes, **dict.fromkeys(crew, self.response)}
        response = _find_word(state, self.team, votes, self.response)
        lock = asking.locked.get(self.team)
        if lock is None or lock.response != response or not self.seat:
            lock = Locked(response, measure_thinking(state, self.team, self.at))
        locked = {**asking.locked, self.team: lock}
        return _with(state, evolve(asking, locked=locked, votes=votes))


@dataclass(frozen=True, slots=True)
class FalseStart(Event):
    """A team pressed its buzzer before the question stood there in full."""

    phases = frozenset({NightPhase.READING})

    team: str
    seat: str = ""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        _require_entrant(asking, self.team)
        if asking.manner is not Manner.FLOOR or state.picker:
            raise RefusedError("there are no buzzers")
        if self.at < asking.lockouts.get(self.team, self.at):
            raise RefusedError("the team is locked out already")
        until = self.at + LOCK_OUT_SECONDS
        return _with(state, replace(asking, lockouts={**asking.lockouts, self.team: until}))


@dataclass(frozen=True, slots=True)
class Buzzed(Event):
    """A team pressed its buzzer."""

    phases = frozenset({NightPhase.ANSWERING, NightPhase.BUZZED})

    team: str
    seat: str = ""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        _require_entrant(asking, self.team)
        if asking.manner is not Manner.FLOOR or asking.solved or self.team not in asking.open_to:
            raise RefusedError("this team cannot buzz")
        if self.at < asking.lockouts.get(self.team, self.at):
            raise RefusedError("the team is locked out")
        if any(team == self.team for team, _ in asking.buzzes):
            raise RefusedError("the team has buzzed")
        if asking.buzzes and self.at > asking.buzzes[0][1] + state.setup.tie_seconds:
            raise RefusedError("another team was first")
        if _is_over(state, self.team, self.at):
            raise RefusedError("the team's time is up")
        asking = replace(asking, buzzes=(*asking.buzzes, (self.team, self.at)))
        return replace(state, asking=asking, phase=NightPhase.BUZZED)


@dataclass(frozen=True, slots=True)
class FloorGiven(Event):
    """A team may answer; the order of those who pressed at the same time was drawn by lot."""

    phases = frozenset({NightPhase.BUZZED})
    automatic = True

    order: tuple[str, ...]
    """Who answers, then who is next should that answer be wrong."""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        pressed = [team for team, _ in asking.buzzes]
        if not self.order or sorted(self.order) != sorted(pressed):
            raise RefusedError("the lot is drawn among those who pressed")
        first, *others = self.order
        pressed_at = asking.buzzes[0][1]
        asking = replace(asking, floor=first, floor_at=pressed_at, queue=tuple(others), buzzes=())
        return replace(state, asking=asking, phase=NightPhase.FLOOR)


@dataclass(frozen=True, slots=True)
class AnswerJudged(Event):
    """The answer of the team that had the floor was judged."""

    phases = frozenset({NightPhase.FLOOR})

    team: str
    credit: float
    points: int

    def __post_init__(self) -> None:
        require_worth(self.credit, self.points)

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        if self.team != asking.floor:
            raise RefusedError("another team has the floor")
        judgement = TeamJudgement(self.team, self.credit, self.points)
        asking = replace(asking, judged=(*asking.judged, judgement))
        state = state.add_points(self.team, self.points)
        if asking.queue and not self.credit:
            first, *others = asking.queue
            asking = replace(reopen(state, asking, self.at), floor=first, floor_at=self.at)
            return _with(state, replace(asking, queue=tuple(others)))
        asking = replace(reopen(state, asking, self.at), queue=())
        return replace(state, asking=asking, phase=NightPhase.ANSWERING)


@dataclass(frozen=True, slots=True)
class Revealed(Event):
    """The answer was shown, and what each team had chosen."""

    phases = frozenset({NightPhase.ANSWERING})

    judgements: tuple[TeamJudgement, ...] = ()
    """Of all teams; none where each answer was judged as it came."""

    def apply(self, state: State) -> State:
        """Return the state after it."""
        asking = state.require_asking()
        if asking.manner is Manner.FLOOR:
            if self.judgements:
                raise RefusedError("the answers were judged as they came")
            return _settle(state, asking.judged)
        teams = [judgement.team for judgement in self.judgements]
        if sorted(teams) != sorted(asking.entrants):
            raise RefusedError("every team that takes part is judged, and once")
        for judgement in self.judgements:
            state = state.add_points(judgement.team, judgement.points)
        return _settle(state, self.judgements)


# The host -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionSkipped(Event):
    """The host called the question off: its answer shows, and it counts for nobody."""

    phases = ASKED
    in_pause = True

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return call_off(state)


@dataclass(frozen=True, slots=True)
class HostJudged(Event):
    """The host judged a team's last answer anew."""

    phases = STARTED - ASKED - {NightPhase.WAGERING}
    in_pause = True

    team: str
    credit: float
    points: int

    def __post_init__(self) -> None:
        require_worth(self.credit, self.points)

    def apply(self, state: State) -> State:
        """Return the state after it."""
        past = state.history[-1] if state.history else None
        if past is None or past.skipped or self.team not in past.asking.entrants:
            raise RefusedError("there is no answer of this team to judge")
        before = [j for j in past.judgements if j.team == self.team]
        closest = past.asking.closest and self.credit > 0
        new = TeamJudgement(self.team, self.credit, self.points, closest)
        others = [judgement for judgement in past.judgements if judgement not in before]
        state = _undo_points(state, before).add_points(self.team, self.points)
        change = self.points - sum(judgement.points for judgement in before)
        scores = {**past.scores, self.team: past.scores[self.team] + change}
        past = replace(past, judgements=(*others, new), scores=scores)
        return replace(state, history=(*state.history[:-1], past))


@dataclass(frozen=True, slots=True)
class ScoreChanged(Event):
    """The host gave or took points."""

    phases = STARTED
    in_pause = True

    team: str
    delta: int
    reason: str

    def __post_init__(self) -> None:
        require_worth(0.0, self.delta)
        if len(self.reason) > REASON_LIMIT:
            raise ValueError("the reason is too long")

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return state.add_points(state.team(self.team).id, self.delta)


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """All clocks stopped."""

    phases = RUNNING

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return replace(state, paused_at=self.at)


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """All clocks went on."""

    phases = RUNNING
    in_pause = True

    def apply(self, state: State) -> State:
        """Return the state after it."""
        paused_at = self.at if state.paused_at is None else state.paused_at
        return replace(shift(state, self.at - paused_at), paused_at=None)


@dataclass(frozen=True, slots=True)
class ClockRestarted(Event):
    """Time is counted anew: `at` is the same moment as the event before it.

    It stands wherever the game lay still: after a crash, on another day, after an undo.
    """

    phases = ALWAYS
    in_pause = True
    automatic = True

    def apply(self, state: State) -> State:
        """Return the state after it."""
        return replace(shift(state, self.at - state.now), now=self.at)


# What several of them do --------------------------------------------------------------------


def find_wager_limit(state: State) -> int:
    """Return the most that the picking team may stake."""
    return min(max(state.scores.get(state.picker, 0), LEAST_LIMIT), POINTS_LIMIT)


def _settle(state: State, judgements: tuple[TeamJudgement, ...], *, skipped: bool = False) -> State:
    """Remember the question; on a board the next team picks."""
    past = Past(state.require_asking(), state.round, judgements, state.scores, skipped)
    picker = state.picker if skipped or state.sudden else _next_picker(state)
    return replace(state, history=(*state.history, past), phase=NightPhase.REVEALED, picker=picker)


def _next_picker(state: State) -> str:
    """Return who picks next on a board; a team that has retired picks no more."""
    teams = [team.id for team in state.teams]
    if not state.picker:
        return ""
    after = teams.index(state.picker) + 1
    order = teams[after:] + teams[:after]
    return next((team for team in order if team not in state.retired), state.picker)


def _set_here(state: State, seat: str, *, here: bool) -> State:
    if seat not in state.seats or state.seats[seat].here is here:
        raise RefusedError("there is no such seat, or nothing has changed")
    return state.set_seats({**state.seats, seat: replace(state.seats[seat], here=here)})


def _require_crew(state: State, team: str, seat: str) -> tuple[str, ...]:
    """Return the seats that an answer speaks for: the keyboard speaks for a whole team."""
    crew = state.crews.get(team, ())
    if not seat:
        return crew
    if seat not in state.seats or state.seats[seat].team != team:
        raise RefusedError("there is no such seat in the team")
    if state.setup.voice is Voice.CAPTAIN and crew[:1] != (seat,):
        raise RefusedError("another seat speaks for the team")
    return (seat,)


def _find_word(
    state: State, team: str, votes: Mapping[str, tuple[str, ...]], newest: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the answer of a team after the newest word from it."""
    if state.setup.voice is not Voice.MAJORITY:
        return newest
    said = [given for seat, given in votes.items() if state.seats[seat].team == team]
    return max(dict.fromkeys(said), key=said.count, default=newest)


def call_off(state: State) -> State:
    """Return the state as if a question that still waits for its answer were skipped."""
    if state.phase not in ASKED:
        return state
    return _settle(_undo_points(state, state.require_asking().judged), (), skipped=True)


def _undo_points(state: State, judgements: Iterable[TeamJudgement]) -> State:
    for judgement in judgements:
        state = state.add_points(judgement.team, -judgement.points)
    return state


def _is_over(state: State, team: str, at: float) -> bool:
    deadline = find_deadline(state, team)
    return deadline is not None and at > deadline


def _with(state: State, asking: Asking) -> State:
    return evolve(state, asking=asking)


def _require_entrant(asking: Asking, team: str) -> None:
    if team not in asking.entrants:
        raise RefusedError("the team takes no part in this question")
