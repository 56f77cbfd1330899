"""The glance: all that a seat of its own ever gets to see of an evening. It tells nothing early.

What is the same for every seat is made once a state (`Common`), what is a seat's own beside it
(`Own`), and its clock apart (`SeatClock`), as durations: a phone's own time is never asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from spacequiz.game.kinds.body import Again
from spacequiz.game.night.clocks import answers_first, find_limit
from spacequiz.game.night.results import list_misses
from spacequiz.game.night.setup import NightFormat, Voice
from spacequiz.game.night.state import ASKED, Manner, NightPhase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.kinds import Kind, Way
    from spacequiz.game.night.results import TeamAnswer
    from spacequiz.game.night.setup import Seat
    from spacequiz.game.night.state import State
    from spacequiz.game.night.view import BoardView, MatchView, QuestionView, TeamView
    from spacequiz.game.question import Question

ON_TOP = 3
"""How many teams a seat is told of at the end, besides its own."""
MOST_MISSES = 30
"""How many questions a seat gets to read again at the end."""


@dataclass(frozen=True, slots=True)
class SeatQuestion:
    """Show a question without its answer."""

    number: int
    """From 1 in the evening: answers name the question by it."""
    kind: Kind
    way: Way
    ask: str
    alt: str
    """What its picture shows; empty where it has none."""
    options: tuple[str, ...]
    alts: tuple[str, ...]
    """For each option what its picture shows; empty where it has none."""
    lefts: tuple[str, ...]
    unit: str
    language: str
    closest: bool
    value: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Show an option that was right or wrong, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Solution:
    """Show what was right, once all may know."""

    answer: tuple[str, ...]
    options: tuple[Judged, ...]
    explain: str
    source: str
    paragraphs: tuple[int, ...]
    skipped: bool


@dataclass(frozen=True, slots=True)
class PodiumPlace:
    """Show who is on the podium."""

    name: str
    score: int
    rank: int


@dataclass(frozen=True, slots=True)
class Common:
    """Show what every seat sees."""

    phase: NightPhase
    paused: bool
    format: NightFormat
    voice: Voice
    round: int
    """From 1; 0 before the first."""
    rounds: int
    title: str
    asked: int
    total: int
    sudden: bool
    number: int
    """Of the question that is asked or coming up, from 1; 0 before the first."""
    question: SeatQuestion | None
    """None while it is read out word by word, and between questions."""
    solution: Solution | None
    manner: str
    """Who may answer the question: all together, one at a time, or one alone."""
    floor: str
    """Who answers alone, by name."""
    lot: tuple[str, ...]
    """Who pressed in the same instant, by name: a lot put them after."""
    picker: str
    """Who picks or stakes, by name."""
    board: BoardView | None
    """While a cell is picked."""
    wager_limit: int | None
    leaders: tuple[PodiumPlace, ...]
    """Once the evening has ended."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Show a question that was not fully known, to read again."""

    ask: str
    answer: tuple[str, ...]
    explain: str


@dataclass(frozen=True, slots=True)
class Own:
    """Show what is a seat's own."""

    seat: str
    """The name of whoever sits there."""
    team: str
    color: int
    glyph: int
    alone: bool
    """Whether nobody else sits for the team."""
    can: str
    """What can be done there just now: `answer`, `buzz`, `pick`, `wager`, or nothing."""
    speaks: bool
    """Whether its word counts: with a captain only that seat's does."""
    time: float
    """By how much it has more time than others; 0 for no limit."""
    joker: bool | None
    """Whether the coming round is doubled; None where that cannot be chosen."""
    doubles: bool
    given: tuple[str, ...] | None
    """What was answered at this seat."""
    locked: tuple[str, ...] | None
    """What stands as the team's answer."""
    back: str | None
    """What was asked instead of taking an answer in; empty for the usual words, None for nothing."""
    near: bool
    """Whether that answer was close."""
    verdict: str
    """Of the team's answer, once it was judged."""
    credit: float
    points: int
    score: int
    rank: int
    of: int
    shared: bool
    plays: bool
    """Whether the team takes part in the question."""
    retired: bool
    misses: tuple[Miss, ...]
    """At the end."""


@dataclass(frozen=True, slots=True)
class SeatClock:
    """Show how much time a seat has, in seconds from now; None where no clock runs."""

    left: float | None
    limit: float | None
    starts: float
    """Until the clock starts, so that everybody can read first."""
    locked_out: float
    """After a false start."""


class Glances:
    """Hold what all seats see in one state.

    Args:
        state: The evening.
        view: The same, as faces show it.
        questions: By address.
    """

    def __init__(self, state: State, view: MatchView, questions: Mapping[str, Question]) -> None:
        self.state = state
        self._view = view
        self._questions = questions

    @cached_property
    def common(self) -> Common:
        """Return what every seat sees."""
        view, round_ = self._view, self._view.round
        number = self.state.position if view.question else 0
        return Common(
            phase=view.phase,
            paused=view.paused,
            format=view.format,
            voice=self.state.setup.voice,
            round=round_.index + 1,
            rounds=round_.count,
            title=round_.title,
            asked=round_.asked,
            total=round_.total,
            sudden=bool(self.state.sudden),
            number=number,
            question=_show_question(view, number),
            solution=_show_solution(view.question),
            manner=str(view.question.manner) if view.question else "",
            floor=self._name(view.question.floor if view.question else ""),
            lot=tuple(map(self._name, view.question.queue if view.question else ())),
            picker=self._name(view.picker),
            board=view.board if view.phase is NightPhase.PICKING else None,
            wager_limit=view.wager_limit,
            leaders=self._list_leaders() if view.phase is NightPhase.ENDED else (),
        )

    def own(self, seat: Seat) -> Own:
        """Return what is a seat's own."""
        state, team = self.state, self._teams[seat.team]
        asking = state.asking if self._view.question else None
        lock = asking.locked.get(seat.team) if asking else None
        back = asking.prompted.get(seat.team) if asking and seat.team in asking.open_to else None
        result = self._answers.get(seat.team)
        crew = state.crews.get(seat.team, ())
        speaks = state.setup.voice is not Voice.CAPTAIN or crew[:1] == (seat.id,)
        return Own(
            seat=seat.name,
            team=team.team.name,
            color=team.team.color,
            glyph=team.team.glyph,
            alone=len(crew) < 2,
            can=_find_what_can_be_done(state, self._view, team),
            speaks=speaks,
            time=seat.time_factor,
            joker=self._find_joker(seat.team),
            doubles=team.doubles,
            given=asking.votes.get(seat.id) if asking else None,
            locked=lock.response if lock else None,
            back=back.text if back else None,
            near=back is not None and back.again is Again.ONCE_MORE,
            verdict=str(result.verdict) if result else "",
            credit=result.credit if result else 0.0,
            points=result.points if result else 0,
            score=team.score,
            rank=team.rank,
            of=self._playing,
            shared=team.shared,
            plays=team.plays,
            retired=team.retired,
            misses=self._list_misses(seat.team),
        )

    def timing(self, seat: Seat) -> tuple[float | None, float | None, float, float | None]:
        """Return what a seat's clock hangs on: until when, its limit, its start, a lock-out's end."""
        state, team = self.state, self._teams[seat.team]
        asking = state.asking if state.phase in ASKED else None
        if asking is None:
            return None, None, 0.0, None
        limit, deadline = find_limit(state, seat.team), team.deadline
        together = asking.manner is Manner.TOGETHER and state.phase is NightPhase.ANSWERING
        # Where all answer together the clock runs on for whoever may still change their mind.
        if deadline is None and together and limit:
            deadline = asking.clock_at + limit
        # Whoever buzzed has time from then on, and no pause to read.
        buzzed = state.phase is NightPhase.FLOOR and not answers_first(state, asking)
        start = asking.floor_at if buzzed else asking.clock_at
        return deadline, limit, start, team.locked_out_until

    def clock(self, seat: Seat, now: float) -> SeatClock:
        """Return a seat's clock at this moment, by the evening's time."""
        at = now if self.state.paused_at is None else self.state.paused_at
        deadline, limit, starts_at, out_until = self.timing(seat)
        out = round(max(0.0, (out_until or at) - at), 2)
        if deadline is None or limit is None:
            return SeatClock(None, None, 0.0, out)
        starts = max(0.0, starts_at - at)
        left = max(0.0, deadline - at - starts)
        return SeatClock(round(left, 2), limit, round(starts, 2), out)

    @cached_property
    def _playing(self) -> int:
        return len(self.state.playing)

    @cached_property
    def _teams(self) -> dict[str, TeamView]:
        return {team.team.id: team for team in self._view.teams}

    @cached_property
    def _answers(self) -> dict[str, TeamAnswer]:
        question = self._view.question
        return {answer.team: answer for answer in question.answers} if question else {}

    @cached_property
    def _misses(self) -> dict[str, tuple[str, ...]]:
        return list_misses(self.state)

    def _list_misses(self, team: str) -> tuple[Miss, ...]:
        if self._view.phase is not NightPhase.ENDED:
            return ()
        found = [self._questions.get(a) for a in self._misses[team][:MOST_MISSES]]
        return tuple(Miss(q.told, _answer(q), q.explain) for q in found if q is not None)

    def _name(self, team: str) -> str:
        return self._teams[team].team.name if team else ""

    def _list_leaders(self) -> tuple[PodiumPlace, ...]:
        first = self._view.standings[:ON_TOP]
        return tuple(PodiumPlace(self._name(s.team), s.score, s.rank) for s in first)

    def _find_joker(self, team: str) -> bool | None:
        """Return whether a team doubles the coming round; None where it cannot choose that."""
        state, setup = self.state, self.state.setup
        coming, placed = state.round + 1, state.jokers.get(team)
        playable = setup.format is NightFormat.ROUNDS and setup.jokers and not state.sudden
        if state.phase is not NightPhase.BETWEEN or not playable or coming >= setup.round_count:
            return None
        return placed == coming if placed in (None, coming) else None


def _answer(question: Question) -> tuple[str, ...]:
    from spacequiz.game.question import grade

    return grade(question, ()).answer


def _show_question(view: MatchView, number: int) -> SeatQuestion | None:
    """Return the question, unless the big screen still has it to itself."""
    question = view.question
    if question is None or question.card is None or view.phase is NightPhase.READING:
        return None
    card = question.card
    pictured = dict(card.pictured)
    return SeatQuestion(
        number=number,
        kind=card.kind,
        way=card.way,
        ask=card.ask_by_picture,
        alt=card.picture.alt if card.picture else "",
        options=card.options,
        alts=tuple(pictured[text].alt if text in pictured else "" for text in card.options),
        lefts=card.lefts,
        unit=card.unit,
        language=card.language,
        closest=question.closest,
        value=question.value,
    )


def _show_solution(question: QuestionView | None) -> Solution | None:
    if question is None or question.reveal is None:
        return None
    reveal, card = question.reveal, question.card
    judged = card is not None and card.way.picks
    parts = reveal.parts if judged else ()
    citation = reveal.citation
    return Solution(
        answer=reveal.answer,
        options=tuple(Judged(part.text, part.right, part.note) for part in parts),
        explain=reveal.explain,
        source=citation.title if citation else "",
        paragraphs=citation.paragraphs if citation else (),
        skipped=question.skipped,
    )


def _find_what_can_be_done(state: State, view: MatchView, team: TeamView) -> str:
    """Return what a team can do just now at a place of its own; empty for nothing."""
    name, asking = team.team.id, state.asking
    if view.paused or team.retired:
        return ""
    if view.phase in (NightPhase.PICKING, NightPhase.WAGERING):
        word = "pick" if view.phase is NightPhase.PICKING else "wager"
        return word if name == view.picker else ""
    if asking is None or view.phase not in ASKED or not team.plays:
        return ""
    floor = asking.manner is Manner.FLOOR
    if view.phase is NightPhase.FLOOR:
        return "answer" if asking.floor == name and not team.locked else ""
    if not floor:
        return "answer" if view.phase is NightPhase.ANSWERING and name not in asking.turns else ""
    if asking.solved or team.locked or (view.phase is NightPhase.READING and state.picker):
        return ""
    return "buzz" if all(pressed != name for pressed, _ in asking.buzzes) else ""
