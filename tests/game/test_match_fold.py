"""The fold under random evenings: the log alone decides, and nothing else is accepted."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_match import Night, add

from builders import BODIES, find_right, find_wrong
from spacequiz.game.kinds import Kind
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.events import EVENTS, apply, fold
from spacequiz.game.night.journal import (
    decode_entry,
    decode_event,
    encode_entry,
    encode_event,
    replay,
)
from spacequiz.game.night.match import Match
from spacequiz.game.night.referee import advance
from spacequiz.game.night.setup import NightFormat, PointsStyle, Voice
from spacequiz.game.night.state import NightPhase, RefusedError, TeamJudgement, WrongPhaseError
from spacequiz.words.night_log import write_log

TEAMS = "abc"
SEEDS = st.integers(0, 2**32)


def begin(random: Random) -> Night:
    kind = random.choice(list(NightFormat))
    bodies = [random.choices(BODIES, k=2) for _ in range(2)]
    teams = [add(t, time_factor=random.choice((1.0, 1.5, 2.0, 0.0))) for t in TEAMS]
    wagers = ((random.randrange(2), random.randrange(2)),) if kind is NightFormat.BOARD else ()
    return Night(
        kind,
        teams,
        bodies,
        reserve=random.randrange(3),
        wagers=wagers,
        turns=random.random() < 0.5,
        voice=random.choice(list(Voice)),
        points=random.choice(list(PointsStyle)),
        time_factor=random.choice((1.0, 0.0)),
    )


def find_response(night: Night, random: Random) -> tuple[str, ...]:
    question = night.match.question
    if question is None or random.random() < 0.1:
        return random.choice(((), ("",), ("5",), ("\x1b[/]", "b")))
    return find_right(question) if random.random() < 0.5 else find_wrong(question)


def act(night: Night, random: Random) -> None:
    """Do one thing that a person, the time or a crash may do."""
    match, team = night.match, random.choice((*TEAMS, "late"))
    night.at += random.choice((0.0, 0.01, 0.04, 0.5, 3.0, 9.0, 25.0))
    at = night.at
    chance = random.random()
    if chance < 0.15 and match.can(e.CellPicked):
        night.pick()
    elif chance < 0.10 and match.can(e.WagerPlaced):
        match.do(e.WagerPlaced(match.state.picker, random.choice((0, 700)), at=at))
    elif chance < 0.30:
        match.do(*advance(match, at, random))
        if match.accepts(shown := e.QuestionShown(at=at)) and random.random() < 0.8:
            match.do(shown)
    elif chance < 0.50:
        match.do(*referee.lock_in(match, team, find_response(night, random), at))
    elif chance < 0.62:
        match.do(*referee.press(match, team, at))
    elif chance < 0.72:
        night.wait()
        match.do(*referee.take_turn(match, at))
    elif chance < 0.75:
        match.do(*referee.reveal(match, at, random))
    elif chance < 0.80 and match.can_undo:
        match.undo(at)
    elif chance < 0.83 and match.can_redo:
        match.redo(at)
    elif chance < 0.86:
        match.do(*referee.judge_again(match, team, random.choice((0.0, 0.5, 1.0)), at))
    elif chance < 0.88:
        night.at = random.choice((0.0, 5000.0))
        match.restart_clock(night.at)
    else:
        event = make_event(random, match, at)
        if match.accepts(event):
            match.do(event)


def make_event(
    random: Random, match: Match, at: float, kind: type[e.Event] | None = None
) -> e.Event:
    """Return an event of any kind, which may be nonsense."""
    kind = kind or random.choice(list(EVENTS.values()))
    teams = (*TEAMS, "late", "nobody")
    made: dict[str, Any] = {
        "team": add("late") if kind is e.TeamAdded else random.choice(teams),
        "name": random.choice(("New", "[/]")),
        "seat": random.choice(("", "s1", "s2", "s3")),
        "picker": random.choice(teams),
        "column": random.randrange(-1, 3),
        "row": random.randrange(-1, 3),
        "amount": random.choice((-1, 0, 500, 1000, 99999)),
        "address": match.state.next_address or "pack/none",
        "kind": random.choice(list(Kind)),
        "reading": random.choice((-1.0, 0.0, 2.0)),
        "back": random.choice(("", "Which one?")),
        "near": random.choice((False, True)),
        "response": random.choice(((), ("Jupiter",), ("x", "y"))),
        "order": tuple(random.sample(TEAMS, random.randrange(3))),
        "credit": random.choice((0.0, 0.5, 1.0)),
        "points": random.choice((-200, 0, 1000)),
        "judgements": tuple(
            TeamJudgement(t, 1.0, 7) for t in random.sample(TEAMS, random.randrange(4))
        ),
        "delta": random.choice((-300, 50)),
        "reason": "",
        "time_factor": random.choice((0.0, 1.5, 2.0, 3.0)),
    }
    wanted = {field.name: made[field.name] for field in fields(kind) if field.name != "at"}
    return kind(**wanted, at=at)


def play(seed: int, steps: int) -> Night:
    random = Random(seed)
    night = begin(random)
    for _ in range(random.randrange(4)):
        night.go()
    for _ in range(steps):
        act(night, random)
    return night


def keep_books(night: Night) -> dict[str, int]:
    """Return the scores from nothing but the points that stand in the log."""
    settled, pending, last = Counter[str](), Counter[str](), Counter[str]()
    for event in night.match.events:
        match event:
            case e.AnswerJudged(team=team, points=points):
                pending[team] += points
            case e.Revealed(judgements=judgements):
                pending.update({judgement.team: judgement.points for judgement in judgements})
                settled.update(pending)
                last, pending = pending, Counter()
            case e.QuestionSkipped() | e.MatchEnded():
                pending = Counter()
            case e.HostJudged(team=team, points=points):
                settled[team] += points - last[team]
                last[team] = points
            case e.ScoreChanged(team=team, delta=delta):
                settled[team] += delta
    return {team: settled[team] + pending[team] for team in night.scores}


@given(SEEDS)
@settings(max_examples=500)
def test_scores_depend_on_the_log_alone(seed: int) -> None:
    night = play(seed, 40)
    assert night.scores == keep_books(night)
    blind = Match(night.setup, {}, night.match.journal)
    assert blind.state == night.match.state
    assert fold(night.setup, night.match.events) == night.match.state


@given(SEEDS)
@settings(max_examples=300)
def test_undo_then_redo_is_the_identity(seed: int) -> None:
    night = play(seed, 30)
    night.at = night.match.state.now
    before, steps = night.view, 0
    while night.match.can_undo and steps < 8:
        night.match.undo(night.at)
        steps += 1
        for _ in range(steps):
            night.match.redo(night.at)
        assert night.view == before
        for _ in range(steps):
            night.match.undo(night.at)


@given(SEEDS)
@settings(max_examples=200)
def test_replay_after_any_prefix_gives_the_same_view(seed: int) -> None:
    random = Random(seed)
    night = begin(random)
    views = [night.view]
    kept: list[Any] = []
    night.match = Match(night.setup, night.match.questions, keep=kept.append)
    while len(views) < 25:
        act(night, random)
        if len(kept) >= len(views):
            views += [night.view] * (len(kept) - len(views) + 1)
            back = [decode_entry(json.loads(json.dumps(encode_entry(entry)))) for entry in kept]
            assert Match(night.setup, night.match.questions, back).view == night.view
        elif random.random() < 0.05:
            break
    assert replay(kept).events == night.match.events


@given(SEEDS)
@settings(max_examples=250)
def test_any_event_is_accepted_or_refused_and_never_crashes(seed: int) -> None:
    random = Random(seed)
    night = play(seed, random.randrange(30))
    for _ in range(40):
        event = make_event(random, night.match, night.at)
        assert decode_event(json.loads(json.dumps(encode_event(event)))) == event
        state, paused = night.match.state, night.view.paused
        try:
            after = apply(state, event)
        except WrongPhaseError:
            assert not night.match.can(type(event))
        except RefusedError:
            assert night.match.can(type(event))
        else:
            assert night.match.can(type(event))
            assert state.phase in LEGAL[type(event)] or (isinstance(event, e.Resumed) and paused)
            assert set(after.scores) >= set(state.scores)
            night.match.do(event)
    assert night.view.standings
    write_log(night.setup, night.match.journal)


JUNK = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5)


@given(SEEDS, JUNK)
@settings(max_examples=300)
def test_junk_in_a_file_is_refused_or_makes_sense(seed: int, junk: object) -> None:
    random = Random(seed)
    written = encode_event(make_event(random, Night().match, 1.0))
    written[random.choice([*written])] = junk
    for decode, value in ((decode_event, written), (decode_entry, junk), (decode_event, junk)):
        try:
            assert decode(value)
        except ValueError:
            continue
        assert value is written


# Phases ---------------------------------------------------------------------------------------

LOBBY, BETWEEN, READY, PICKING = (
    NightPhase.LOBBY,
    NightPhase.BETWEEN,
    NightPhase.READY,
    NightPhase.PICKING,
)
WAGERING, READING, ANSWERING = NightPhase.WAGERING, NightPhase.READING, NightPhase.ANSWERING
BUZZED, FLOOR, REVEALED, ENDED = (
    NightPhase.BUZZED,
    NightPhase.FLOOR,
    NightPhase.REVEALED,
    NightPhase.ENDED,
)
EVERY = set(NightPhase)
LEGAL: dict[type[e.Event], set[NightPhase]] = {
    e.TeamAdded: EVERY - {ENDED},
    e.TeamRenamed: EVERY,
    e.TeamRetired: EVERY - {ENDED},
    e.TeamReturned: EVERY - {ENDED},
    e.SeatTaken: EVERY - {ENDED},
    e.SeatLeft: EVERY - {ENDED},
    e.SeatBack: EVERY - {ENDED},
    e.SeatTimed: EVERY - {ENDED},
    e.ClockRestarted: EVERY,
    e.MatchStarted: {LOBBY},
    e.JokerPlaced: {BETWEEN},
    e.JokerTakenBack: {BETWEEN},
    e.RoundStarted: {BETWEEN},
    e.SuddenDeathStarted: {BETWEEN},
    e.RoundEnded: {READY, PICKING, REVEALED},
    e.MatchEnded: EVERY - {LOBBY, ENDED},
    e.Paused: EVERY - {LOBBY, ENDED},
    e.Resumed: set(),
    e.CellPicked: {PICKING},
    e.WagerPlaced: {WAGERING},
    e.BoardShown: {REVEALED},
    e.QuestionAsked: {READY, REVEALED},
    e.QuestionShown: {READING},
    e.FalseStart: {READING},
    e.TurnTaken: {ANSWERING},
    e.Prompted: {ANSWERING, FLOOR},
    e.AnswerLocked: {ANSWERING, FLOOR},
    e.Buzzed: {ANSWERING, BUZZED},
    e.FloorGiven: {BUZZED},
    e.AnswerJudged: {FLOOR},
    e.Revealed: {ANSWERING},
    e.QuestionSkipped: {READING, ANSWERING, BUZZED, FLOOR},
    e.HostJudged: {BETWEEN, READY, PICKING, REVEALED, ENDED},
    e.ScoreChanged: EVERY - {LOBBY},
}


def reach(phase: NightPhase) -> Night:
    """Return an evening in this phase."""
    if phase in (LOBBY, BETWEEN, READY):
        return Night().go([LOBBY, BETWEEN, READY].index(phase))
    if phase in (PICKING, WAGERING):
        night = Night(NightFormat.BOARD, wagers=((0, 0),)).go(2)
        if phase is WAGERING:
            night.pick()
        return night
    night = Night(NightFormat.BUZZER).go(3)
    if phase is not READING:
        night.do(e.QuestionShown)
    if phase in (BUZZED, FLOOR):
        night.press("a")
    if phase is FLOOR:
        night.wait(1.0)
    if phase is REVEALED:
        night.do(e.QuestionSkipped)
    if phase is ENDED:
        night.do(e.MatchEnded)
    return night


@pytest.mark.parametrize("phase", list(NightPhase))
def test_no_event_is_accepted_in_the_wrong_phase(phase: NightPhase) -> None:
    night, random = reach(phase), Random(1)
    assert night.phase() is phase
    assert set(LEGAL) == set(EVENTS.values())
    for kind, phases in LEGAL.items():
        assert night.match.can(kind) is (phase in phases)
        if phase not in phases:
            event = next(
                x
                for x in iter(lambda: make_event(random, night.match, 1.0), None)
                if type(x) is kind
            )
            with pytest.raises(WrongPhaseError):
                night.match.do(event)
            assert not night.match.accepts(event)


def test_a_pause_accepts_the_host_alone() -> None:
    host = {e.TeamAdded, e.TeamRenamed, e.ScoreChanged, e.QuestionSkipped, e.HostJudged}
    host |= {e.MatchEnded, e.Resumed, e.ClockRestarted, e.TeamRetired, e.TeamReturned}
    host |= {e.SeatTaken, e.SeatLeft, e.SeatBack, e.SeatTimed}
    for phase in EVERY - {LOBBY, ENDED}:
        night = reach(phase)
        night.do(e.Paused)
        can = {kind for kind in LEGAL if night.match.can(kind)}
        legal = {kind for kind, phases in LEGAL.items() if phase in phases}
        assert can == legal & host | {e.Resumed}
    assert {kind for kind in LEGAL if kind.in_pause} == host


def test_random_evenings_reach_every_phase() -> None:
    phases = {play(seed, steps).phase() for seed in range(60) for steps in (3, 12, 40)}
    assert phases == EVERY
