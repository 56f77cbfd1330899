"""Looking at a state: the view of it, with what is hidden left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.dealing import deal_card, reveal_answer
from spacequiz.game.match.awards import give_awards
from spacequiz.game.match.clocks import find_deadline
from spacequiz.game.match.fold import find_wager_limit
from spacequiz.game.match.phases import ASKED, Phase
from spacequiz.game.match.results import list_answers
from spacequiz.game.match.standings import is_sudden_death_due, list_contenders, rank_teams
from spacequiz.game.match.view import (
    BoardCell,
    BoardView,
    MatchView,
    QuestionView,
    RoundView,
    TeamView,
)
from spacequiz.game.records import Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.match.standings import Standing
    from spacequiz.game.match.state import Asking, State
    from spacequiz.game.question import Question
    from spacequiz.game.views import Card, Reveal


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
        wager_limit=find_wager_limit(state) if state.phase is Phase.WAGERING else None,
        contenders=list_contenders(state),
        sudden_death_due=is_sudden_death_due(state),
        awards=give_awards(state) if state.phase is Phase.ENDED else None,
    )


def _look_at_teams(state: State, standings: tuple[Standing, ...]) -> tuple[TeamView, ...]:
    places = {standing.team: standing for standing in standings}
    asking = state.asking if state.phase in ASKED else None
    entrants, waiting = (asking.entrants, asking.open_to) if asking else ((), ())
    lockouts = asking.lockouts if asking else {}
    return tuple(
        TeamView(
            team=team,
            score=state.scores[team.id],
            rank=places[team.id].rank,
            shared=places[team.id].shared,
            joker=state.jokers.get(team.id),
            doubles=team.id in state.jokers and state.jokers[team.id] == state.round,
            plays=team.id in entrants,
            locked=team.id in entrants and team.id not in waiting,
            deadline=find_deadline(state, team.id) if team.id in waiting else None,
            locked_out_until=lockouts.get(team.id),
        )
        for team in state.teams
    )


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
    revealed = state.phase is Phase.REVEALED
    if asking is None or not (revealed or state.phase in ASKED):
        return None
    question = questions.get(asking.address)
    return QuestionView(
        card=_deal(question, asking, state.setup.seed) if question else None,
        address=asking.address,
        manner=asking.manner,
        closest=asking.closest,
        turns=asking.turns,
        value=asking.value,
        reading=asking.reading,
        clock_at=None if state.phase is Phase.READING else asking.clock_at,
        turn=asking.turn if asking.turn in asking.open_to and not revealed else "",
        floor=asking.floor if state.phase is Phase.FLOOR else "",
        queue=asking.queue,
        buzzed=tuple(team for team, _ in asking.buzzes),
        reveal=_reveal(question, asking, state.setup.seed) if revealed and question else None,
        answers=list_answers(state),
        skipped=revealed and state.history[-1].skipped,
    )


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
