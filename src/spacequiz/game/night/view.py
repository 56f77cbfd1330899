"""The view of a quiz night: a frozen picture for faces to paint, without what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.night.clocks import find_deadline, measure_saying
from spacequiz.game.night.events import find_wager_limit
from spacequiz.game.night.results import (
    count_moves,
    give_awards,
    is_sudden_death_due,
    list_answers,
    list_contenders,
    rank_teams,
)
from spacequiz.game.night.state import ASKED, NightPhase
from spacequiz.game.records import Answer, Verdict
from spacequiz.game.views import deal_card, reveal_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.kinds.body import Back
    from spacequiz.game.night.results import Awards, TeamAnswer, TeamStanding
    from spacequiz.game.night.setup import NightFormat, Team
    from spacequiz.game.night.state import Asking, Cell, Manner, State
    from spacequiz.game.question import Question
    from spacequiz.game.views import Card, Reveal


class TeamView(NamedTuple):
    """Show a team as the stage shows it; a named tuple, for there may be five hundred."""

    team: Team
    score: int
    rank: int
    shared: bool
    moved: int
    """How many places it gained by the question that was revealed; below 0 where it lost some."""
    joker: int | None
    """The round that it doubles, from 0; None while it holds its joker."""
    retired: bool
    """Whether it plays no more."""
    seats: int
    """How many of it answer at a place of their own, and are there."""
    doubles: bool
    """Whether its joker counts in the running round."""
    plays: bool
    """Whether it takes part in the present question."""
    locked: bool
    """Whether it has locked in, or its answer was judged."""
    silent: bool
    """Whether it was to answer and has not: by its own word, or because its time was up."""
    deadline: float | None
    """Until when it can answer or buzz; None where no clock runs for it now."""
    locked_out_until: float | None
    """When the lock-out after a false start ends."""


@dataclass(frozen=True, slots=True)
class RoundView:
    """Show where the evening is."""

    index: int
    """From 0; -1 before the first round."""
    count: int
    title: str
    asked: int
    """Questions asked in it, the present one included."""
    total: int


@dataclass(frozen=True, slots=True)
class BoardCell:
    """Show a cell of the board."""

    value: int
    used: bool


@dataclass(frozen=True, slots=True)
class BoardView:
    """Show the board. Where wagers hide is not in it."""

    titles: tuple[str, ...]
    columns: tuple[tuple[BoardCell, ...], ...]
    picked: Cell | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Show the question that is asked or revealed."""

    card: Card | None
    """None if the question is gone."""
    address: str
    manner: Manner
    closest: bool
    turns: bool
    value: int
    reading: float
    """Seconds to read, once it stands there in full, before the clock starts."""
    asked_at: float
    """When it began to come up."""
    shown_at: float
    """When it stands there in full, where it comes up word by word."""
    clock_at: float | None
    """When the clock starts, or started; None before it stands there in full."""
    turn: str
    """The team at the keyboard, if any."""
    floor: str
    """The team that may answer now, if any."""
    back: Back | None
    """What the team was asked that types now; others who still answer are told nothing."""
    queue: tuple[str, ...]
    """Who is next should that answer be wrong."""
    buzzed: tuple[str, ...]
    """Who has pressed, while others may have pressed in the same instant."""
    reveal: Reveal | None
    """Of no answer at all: the right one, the explanation and the source; None before."""
    answers: tuple[TeamAnswer, ...]
    """What each team chose and what it brought; before the reveal only wrong answers given aloud."""
    skipped: bool


@dataclass(frozen=True, slots=True)
class MatchView:
    """Show an evening between two events."""

    format: NightFormat
    phase: NightPhase
    paused: bool
    now: float
    """When the last event happened: while paused, clocks are measured against `stopped_at`."""
    stopped_at: float | None
    """When the pause began."""
    teams: tuple[TeamView, ...]
    """In the order of joining."""
    standings: tuple[TeamStanding, ...]
    """The best first."""
    round: RoundView
    rounds_left: int
    questions_left: int
    """In the round, or in reserve during sudden death; on a board the cells not played."""
    question: QuestionView | None
    """Only while one is asked or revealed."""
    board: BoardView | None
    picker: str
    """The team that picks, or picks next."""
    wager: int | None
    """What is staked on the hidden wager that was found."""
    wager_limit: int | None
    """The most that can be staked; None but while a wager is asked for."""
    contenders: tuple[str, ...]
    """Who is still in sudden death; empty where there is none."""
    sudden_death_due: bool
    """Whether first place is shared, and could be parted."""
    awards: Awards | None
    """Once the evening has ended."""

    def team(self, name: str) -> TeamView:
        """Return the team with this id."""
        return next(team for team in self.teams if team.team.id == name)


def look(state: State, questions: Mapping[str, Question]) -> MatchView:
    """Return the view of a state."""
    standings = rank_teams(state)
    return MatchView(
        format=state.setup.format,
        phase=state.phase,
        paused=state.paused_at is not None,
        now=state.now,
        stopped_at=state.paused_at,
        teams=_look_at_teams(state, standings),
        standings=standings,
        round=_look_at_round(state),
        rounds_left=state.setup.round_count - 1 - state.round,
        questions_left=_count_left(state),
        question=_look_at_question(state, questions),
        board=_look_at_board(state),
        picker=state.picker,
        wager=state.wager,
        wager_limit=find_wager_limit(state) if state.phase is NightPhase.WAGERING else None,
        contenders=list_contenders(state),
        sudden_death_due=is_sudden_death_due(state),
        awards=give_awards(state) if state.phase is NightPhase.ENDED else None,
    )


def _look_at_teams(state: State, standings: tuple[TeamStanding, ...]) -> tuple[TeamView, ...]:
    places = {standing.team: standing for standing in standings}
    asking = state.asking if state.phase in ASKED else None
    entrants = frozenset(asking.entrants if asking else ())
    waiting = frozenset(asking.open_to if asking else ())
    lockouts = asking.lockouts if asking else {}
    moves = count_moves(state) if state.phase is NightPhase.REVEALED else {}
    return tuple(
        TeamView(
            team=team,
            score=state.scores[team.id],
            rank=places[team.id].rank,
            shared=places[team.id].shared,
            moved=moves.get(team.id, 0),
            joker=state.jokers.get(team.id),
            retired=team.id in state.retired,
            seats=len(state.crews.get(team.id, ())),
            doubles=team.id in state.jokers and state.jokers[team.id] == state.round,
            plays=team.id in entrants,
            locked=team.id in entrants and team.id not in waiting,
            silent=team.id in entrants - waiting and not _has_said(asking, team.id),
            deadline=find_deadline(state, team.id) if team.id in waiting else None,
            locked_out_until=lockouts.get(team.id),
        )
        for team in state.teams
    )


def _has_said(asking: Asking | None, team: str) -> bool:
    lock = asking.locked.get(team) if asking else None
    return lock is not None and bool(lock.response)


def _look_at_round(state: State) -> RoundView:
    board = state.setup.board
    total = len(state.addresses)
    if board is not None and not state.sudden:
        total = len(board.categories) * len(board.values)
    title = "" if state.sudden or state.plan is None else state.plan.title
    return RoundView(state.round, state.setup.round_count, title, state.asked, total)


def _count_left(state: State) -> int:
    board = state.setup.board
    if board is not None and not state.sudden:
        return len(board.categories) * len(board.values) - len(state.used)
    return len(state.addresses) - state.asked


def _look_at_board(state: State) -> BoardView | None:
    board = state.setup.board
    if board is None:
        return None
    return BoardView(
        titles=tuple(column.title for column in board.categories),
        columns=tuple(
            tuple(BoardCell(v, (x, y) in state.used) for y, v in enumerate(board.values))
            for x in range(len(board.categories))
        ),
        picked=state.cell,
    )


def _look_at_question(state: State, questions: Mapping[str, Question]) -> QuestionView | None:
    asking = state.asking
    revealed = state.phase is NightPhase.REVEALED
    if asking is None or not (revealed or state.phase in ASKED):
        return None
    question = questions.get(asking.address)
    return QuestionView(
        card=_deal(question, asking, state.setup.seed) if question else None,
        address=asking.address,
        manner=asking.manner,
        closest=asking.closest,
        turns=bool(asking.turns),
        value=asking.value,
        reading=asking.reading,
        asked_at=asking.asked_at,
        shown_at=asking.asked_at + measure_saying(question),
        clock_at=None if state.phase is NightPhase.READING else asking.clock_at,
        turn=asking.turn if asking.turn in asking.open_to and not revealed else "",
        floor=asking.floor if state.phase is NightPhase.FLOOR else "",
        back=None if revealed else _find_back(asking),
        queue=asking.queue,
        buzzed=tuple(team for team, _ in asking.buzzes),
        reveal=_reveal(question, asking, state.setup.seed) if revealed and question else None,
        answers=list_answers(state),
        skipped=revealed and state.history[-1].skipped,
    )


def _find_back(asking: Asking) -> Back | None:
    team = asking.floor or asking.turn
    back = asking.prompted.get(team) if team in asking.open_to else None
    return back if back is None or asking.floor else back._replace(text="")


def _deal(question: Question, asking: Asking, seed: str) -> Card:
    return deal_card(question, asking.position, seed, taken=frozenset(), free=frozenset())


def _reveal(question: Question, asking: Asking, seed: str) -> Reveal:
    nobody = Answer(
        position=asking.position,
        address=asking.address,
        progress_key=question.progress_key,
        response=(),
        verdict=Verdict.SKIPPED,
        credit=0.0,
        points=0,
        seconds=0.0,
    )
    return reveal_answer(question, nobody, seed, None)
