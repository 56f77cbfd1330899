"""Deciding: which events follow from a key, from the time or from the host's wish.

Each function returns the events of one step for `Match.do`, or none where nothing is to happen: a
held key, a team that is locked out, a press that comes too late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.night import events as e
from spacequiz.game.night.clocks import answers_first, find_deadline, measure_saying
from spacequiz.game.night.events import Event, apply
from spacequiz.game.night.judging import find_closest, find_credit, find_points, judge_together
from spacequiz.game.night.results import is_sudden_death_due, list_contenders
from spacequiz.game.night.state import ASKED, Manner, NightPhase, RefusedError
from spacequiz.game.stopwatch import reading_pause
from spacequiz.game.views import deal_card

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from spacequiz.game.night.match import Match
    from spacequiz.game.night.state import Asking, State
    from spacequiz.game.question import Question


Events = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Say what came from a team: an answer, or its buzzer where there is none."""

    team: str
    at: float
    response: tuple[str, ...] | None = None
    """Empty to give up; None for the buzzer."""
    seat: str = ""
    """Where it was given; empty for the shared keyboard."""


def take_in(match: Match, givens: Iterable[Given]) -> tuple[Events, tuple[bool, ...]]:
    """Return what follows when all of this comes in as one step, and what of it counted.

    Where all answer together a team may change its answer until the reveal, and the time of the
    last change counts. The answer that completes the question leads to its reveal in the same
    step. Who has the floor is judged at once. A press is a buzz, a false start, or nothing.
    """
    state, events, counted = match.state, list[Event](), list[bool]()
    for given in givens:
        step, state = ((), state) if _is_known(state, given) else _take_one(match, state, given)
        events += step
        counted.append(bool(step) or _is_known(state, given))
    last = max((event.at for event in events), default=0.0)
    done = _complete(match, state, last) if any(_is_answer(event) for event in events) else ()
    return (*events, *done), tuple(counted)


def _is_answer(event: Event) -> bool:
    return isinstance(event, e.AnswerLocked)


def _is_known(state: State, given: Given) -> bool:
    """Return whether the same answer stands there already, such as when it is sent again."""
    asking = state.asking
    if asking is None or given.response is None or state.phase not in ASKED:
        return False
    if given.seat:
        return asking.votes.get(given.seat) == given.response
    lock = asking.locked.get(given.team)
    return lock is not None and lock.response == given.response


def _take_one(match: Match, state: State, given: Given) -> tuple[Events, State]:
    team, at, seat = given.team, given.at, given.seat
    kinds: Events = (e.FalseStart(team, seat, at=at), e.Buzzed(team, seat, at=at))
    if given.response is not None:
        kinds = (e.AnswerLocked(team, given.response, seat, at=at),)
    for event in kinds:
        try:
            after = apply(state, event)
        except RefusedError:
            continue
        judged = _judge_floor(match, after, at) if after.phase is NightPhase.FLOOR else ()
        return (event, *judged), reduce(apply, judged, after)
    return (), state


def lock_in(match: Match, team: str, response: tuple[str, ...], at: float) -> Events:
    """Return what follows when a team gives its answer at the shared keyboard."""
    return take_in(match, [Given(team, at, response)])[0]


def press(match: Match, team: str, at: float) -> Events:
    """Return what follows when a team presses its buzzer on the shared keyboard."""
    return take_in(match, [Given(team, at)])[0]


def take_turn(match: Match, at: float) -> Events:
    """Return what follows when the next team takes the keyboard to type its answer."""
    team = next_turn(match)
    event = e.TurnTaken(team, at=at)
    return (event,) if team and match.accepts(event) else ()


def next_turn(match: Match) -> str:
    """Return whose turn at the keyboard is next; another team begins with every question."""
    asking = match.state.asking
    if asking is None or not asking.turns or not match.can(e.TurnTaken):
        return ""
    if asking.turn in asking.open_to:
        return ""
    first = asking.position % len(asking.entrants)
    order = asking.entrants[first:] + asking.entrants[:first]
    typing = asking.turns.intersection(match.state.awaited)
    return next((team for team in order if team in typing), "")


def due(match: Match, now: float, random: Random) -> Events:
    """Return what happens by itself at this moment; ask again until there is nothing.

    Args:
        match: The evening.
        now: The time, on the clock of the events.
        random: Draws the lot among those who pressed in the same instant.
    """
    state = match.state
    if state.paused_at is not None:
        return ()
    match state.phase:
        case NightPhase.READING:
            said = now >= find_shown_at(state.require_asking(), match.question)
            return (e.QuestionShown(at=now),) if said else ()
        case NightPhase.BUZZED:
            return _close_buzzers(state, now, random)
        case NightPhase.FLOOR:
            floor = state.require_asking().floor
            late = floor in state.retired or _is_late(state, floor, now)
            return _judge_floor(match, state, now) if late else ()
        case NightPhase.ANSWERING:
            return _time_out(match, state, now)
    return ()


def next_due(match: Match) -> float | None:
    """Return when `due` is to be asked next; None if nothing happens by itself."""
    state = match.state
    if state.asking is None or state.phase not in ASKED or state.paused_at is not None:
        return None
    asking = state.asking
    if state.phase is NightPhase.READING:
        return find_shown_at(asking, match.question)
    if state.phase is NightPhase.BUZZED:
        return asking.buzzes[0][1] + state.setup.tie_seconds
    if state.phase is NightPhase.FLOOR:
        return state.now if asking.floor in state.retired else find_deadline(state, asking.floor)
    if asking.solved or not state.awaited:
        return state.now
    found = [find_deadline(state, team) for team in state.awaited]
    last = None if None in found else max(filter(None, found), default=None)
    turn = find_deadline(state, asking.turn) if asking.turn in asking.open_to else None
    return min((moment for moment in (last, turn) if moment is not None), default=None)


def find_shown_at(asking: Asking, question: Question | None) -> float:
    """Return when a question that comes up word by word stands there in full."""
    return asking.asked_at + measure_saying(question)


def ask(match: Match, at: float) -> Events:
    """Return the next question's coming up.

    Where teams may buzz it comes up word by word, and in time stands there in full
    (`QuestionShown`); else it stands there at once.
    """
    address = match.state.next_address
    if address is None:
        return ()
    question = match.questions.get(address)
    asked = e.QuestionAsked(address, _find_kind(match, question), _read(match, question), at=at)
    if not match.accepts(asked):
        return ()
    asking = apply(match.state, asked).require_asking()
    buzzers = asking.manner is Manner.FLOOR and not match.state.picker
    return (asked,) if buzzers else (asked, e.QuestionShown(at=at))


def reveal(match: Match, at: float, random: Random) -> Events:
    """Return the reveal, in whatever phase the question is: the host need not wait.

    Args:
        match: The evening.
        at: The time, on the clock of the events.
        random: Draws the lot among those who pressed in the same instant.
    """
    state, events = match.state, tuple[Event, ...]()
    if state.phase not in ASKED or state.paused_at is not None:
        return ()
    # Whoever pressed at the same moment has the floor next.
    while state.phase is not NightPhase.REVEALED:
        step = _hurry(match, state, at, random)
        events, state = (*events, *step), reduce(apply, step, state)
    return events


def _hurry(match: Match, state: State, at: float, random: Random) -> Events:
    """Return the next step towards the reveal, as if the time for it were up."""
    match state.phase:
        case NightPhase.READING:
            return (e.QuestionShown(at=at),)
        case NightPhase.BUZZED:
            pressed = [team for team, _ in state.require_asking().buzzes]
            return (e.FloorGiven(tuple(random.sample(pressed, len(pressed))), at=at),)
        case NightPhase.FLOOR:
            return _judge_floor(match, state, at)
    return _reveal(match, state, at)


def judge_again(match: Match, team: str, credit: float, at: float) -> Events:
    """Return the host's own judgement of a team's last answer.

    Where the closest wins, it says who was closest, and what the others won follows from it.
    """
    state = match.state
    if not state.history or team not in state.history[-1].asking.entrants:
        return ()
    past = state.history[-1]
    then = replace(state, asking=past.asking, round=past.round)
    question = match.questions.get(past.asking.address)

    def judge(team: str, credit: float) -> e.HostJudged:
        points = find_points(then, question, team, Fraction(credit))
        return e.HostJudged(team, credit, points, at=at)

    events: Events = (judge(team, credit),)
    if past.asking.closest:
        words = {**_list_words(match), team: credit}
        winners = {name for name, word in words.items() if word} or find_closest(
            then, question, out=words.keys()
        )
        won = {j.team for j in past.judgements if j.closest}
        changed = (winners ^ won) - {team}
        events += tuple(judge(name, float(name in winners)) for name in sorted(changed))
    return events if match.accepts(*events) else ()


def _list_words(match: Match) -> dict[str, float]:
    """Return what the host himself has said of the last answers; the rest of a step follows."""
    words: dict[str, float] = {}
    for step in match.steps:
        first = step[0]
        if any(isinstance(event, e.QuestionAsked) for event in step):
            words = {}
        elif isinstance(first, e.HostJudged):
            words[first.team] = first.credit
    return words


def _judge_floor(match: Match, state: State, at: float) -> Events:
    """Judge the answer, or the silence, of the team that has the floor."""
    asking, question = state.require_asking(), match.question
    team, credit = asking.floor, find_credit(state, question, asking.floor)
    lock = asking.locked.get(team)
    passed = answers_first(state, asking) and not (lock and lock.response)
    points = 0 if passed else find_points(state, question, team, credit)
    judged = e.AnswerJudged(team, float(credit), points, at=at)
    return (judged, *_complete(match, apply(state, judged), at))


def _complete(match: Match, state: State, at: float) -> Events:
    """Return the reveal if nobody is left to answer, or nobody needs to."""
    asking = state.require_asking()
    done = state.phase is NightPhase.ANSWERING and (asking.solved or not state.awaited)
    return _reveal(match, state, at) if done else ()


def _reveal(match: Match, state: State, at: float) -> Events:
    if state.require_asking().manner is Manner.FLOOR:
        return (e.Revealed(at=at),)
    return (e.Revealed(judge_together(state, match.question), at=at),)


def _close_buzzers(state: State, now: float, random: Random) -> Events:
    asking = state.require_asking()
    pressed = [team for team, _ in asking.buzzes]
    if now < asking.buzzes[0][1] + state.setup.tie_seconds and set(asking.open_to) != set(pressed):
        return ()
    return (e.FloorGiven(tuple(random.sample(pressed, len(pressed))), at=now),)


def _time_out(match: Match, state: State, now: float) -> Events:
    asking = state.require_asking()
    if asking.turn in asking.open_to and (
        asking.turn in state.retired or _is_late(state, asking.turn, now)
    ):
        silent = e.AnswerLocked(asking.turn, (), at=now)
        return (silent, *_complete(match, apply(state, silent), now))
    over = asking.solved or all(_is_late(state, team, now) for team in state.awaited)
    return _reveal(match, state, now) if over else ()


def _is_late(state: State, team: str, now: float) -> bool:
    deadline = find_deadline(state, team)
    return deadline is not None and now >= deadline


def _find_kind(match: Match, question: Question | None) -> Kind:
    if match.state.sudden:
        return Kind.NUMBER
    return question.kind if question else Kind.CHOICE


def _read(match: Match, question: Question | None) -> float:
    """Return the seconds to read a question, with all that stands on its card."""
    if question is None:
        return reading_pause(0)
    card = deal_card(question, 0, match.setup.seed, taken=frozenset(), free=frozenset())
    return reading_pause(len(card.ask) + sum(map(len, (*card.options, *card.lefts))))


def advance(match: Match, at: float, random: Random) -> Events:
    """Return the step that comes next; none where a team has to act, or in a pause.

    Args:
        match: The evening.
        at: The time, on the clock of the events.
        random: Draws the lot for who picks first on a board.
    """
    state = match.state
    if state.paused_at is not None:
        return ()
    events: Events = ()
    match state.phase:
        case NightPhase.LOBBY:
            events = (e.MatchStarted(at=at),)
        case NightPhase.BETWEEN:
            events = _leave_standings(state, at, random)
        case NightPhase.READY | NightPhase.REVEALED:
            events = ask(match, at) if _is_question_next(state) else ()
            events = events or _leave_questions(state, at)
    return events if match.accepts(*events) else ()


def _leave_standings(state: State, at: float, random: Random) -> Events:
    if not state.sudden and state.round + 1 < state.setup.round_count:
        picker = random.choice(state.playing) if state.setup.board else ""
        return (e.RoundStarted(picker, at=at),)
    return (e.SuddenDeathStarted(at=at),) if is_sudden_death_due(state) else (e.MatchEnded(at=at),)


def _is_question_next(state: State) -> bool:
    """Return whether another question comes; sudden death is over when one is left."""
    return not state.sudden or len(list_contenders(state)) > 1


def _leave_questions(state: State, at: float) -> Events:
    if state.sudden:
        return (e.MatchEnded(at=at),)
    board = state.setup.board
    if board is not None and len(state.used) < len(board.categories) * len(board.values):
        return (e.BoardShown(at=at),)
    return (e.RoundEnded(at=at),)
