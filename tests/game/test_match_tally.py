"""Ten whole evenings against a tally that follows docs/quiz-night.md, and not the code.

The tally sees what teams do and when: it reads no points, no credit and no rank from the match.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import floor
from random import Random
from typing import TYPE_CHECKING

import pytest
from test_match import Night, add

from builders import BODIES, NUMBER, SEVERAL, find_right, find_wrong
from spacequiz.game.kinds import Difficulty
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.setup import NightFormat, PointsStyle
from spacequiz.game.night.state import Manner, NightPhase

if TYPE_CHECKING:
    from spacequiz.game.question import Question

LEVELS = {"easy": 0, "medium": 1, "hard": 2}
TYPED_KINDS = ("typed", "number", "order", "match")
SHARES = {"right": Fraction(1), "partly": Fraction(2, 3), "wrong": Fraction(0)}
TARGET, FAR = 384400, {"right": 100, "partly": 900, "wrong": 5000}
"""What is asked for, and how far off the answers to a number are."""


def halves_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


@dataclass
class Tally:
    """Keep score on paper."""

    teams: list[str]
    levels: dict[str, str]
    level: str
    """Of all questions."""
    speed: bool
    scores: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scores = dict.fromkeys(self.teams, 0)

    def worth(self, team: str, points: Fraction, *, doubled: bool = False) -> int:
        """Return what a right, or partly right, answer brings: more where it is above one's level."""
        own = self.levels[team]
        above = max(0, LEVELS[self.level] - LEVELS[own]) if own else 0
        return halves_up(points * (2 if doubled else 1) * (1 + Fraction(above, 4)))

    @staticmethod
    def keep(seconds: float, limit: float | None) -> Fraction:
        """Return the share that is kept where speed counts: the first third costs nothing."""
        if limit is None:
            return Fraction(1)
        third = Fraction(limit) / 3
        over = max(Fraction(0), Fraction(seconds) - third) / (2 * third)
        return 1 - min(over, Fraction(1)) / 2


def respond(question: Question, how: str, random: Random) -> tuple[str, ...]:
    """Return a response that is as right as was said; `partly` is two thirds."""
    if question.kind.value == "number":
        return (str(TARGET + random.choice((-1, 1)) * FAR[how]),)
    if how == "partly":
        return find_right(question)[:2]
    return find_right(question) if how == "right" else find_wrong(question)


def choose(question: Question, random: Random) -> str:
    """Return how right a team is; only some kinds can be partly right."""
    whole = ["right", "wrong", "silent"]
    partly = question.body is SEVERAL or question.kind.value == "number"
    return random.choice([*whole, "partly"] if partly else whole)


class Host:
    """Hold an evening with random teams, and keep the tally beside it."""

    def __init__(self, seed: int, *, tied: bool = False) -> None:
        self.tied = tied
        self.random = random = Random(seed)
        kind = list(NightFormat)[seed % 3]
        count = 2 + seed % 7
        level = random.choice(list(Difficulty))
        teams = [
            add(
                letter,
                time_factor=random.choice((1.0, 1.5, 2.0)),
                difficulty=None if tied else random.choice((None, *Difficulty)),
            )
            for letter in "abcdefgh"[:count]
        ]
        speed = kind is NightFormat.ROUNDS and random.random() < 0.6 and not tied
        width, height = random.choice(((2, 3), (3, 4), (4, 3)))
        wagers = ((0, 1), (1, 2)) if kind is NightFormat.BOARD else ()
        self.night = Night(
            kind,
            teams,
            [[random.choice(BODIES) for _ in range(height)] for _ in range(width)],
            reserve=4,
            wagers=wagers,
            difficulty=level,
            points=PointsStyle.SPEED if speed else PointsStyle.FLAT,
        )
        names = [team.id for team in teams]
        levels = {team.id: str(team.difficulty or "") for team in teams}
        self.tally = Tally(names, levels, str(level), speed)
        self.factors = {team.id: team.time_factor for team in teams}
        self.jokers: dict[str, int] = {}
        self.picker = ""
        self.sudden: list[str] = []

    # -- the course --------------------------------------------------------------------------

    def hold(self) -> None:
        night = self.night
        for _ in range(2000):
            phase = night.phase()
            assert night.scores == self.tally.scores
            if phase is NightPhase.ENDED:
                return
            if phase is NightPhase.BETWEEN:
                self.between()
            if phase is NightPhase.PICKING:
                self.pick()
            elif phase is NightPhase.WAGERING:
                self.stake()
            elif phase in (NightPhase.READING, NightPhase.ANSWERING, NightPhase.FLOOR):
                self.ask()
            else:
                night.go()
                night.wait()
        raise AssertionError("the evening does not end")

    def between(self) -> None:
        night = self.night
        coming = night.view.round.index + 1
        if night.setup.format is NightFormat.ROUNDS and night.view.rounds_left:
            for team in self.tally.teams:
                if team not in self.jokers and not self.tied and self.random.random() < 0.4:
                    night.do(e.JokerPlaced, team)
                    self.jokers[team] = coming
        best = max(self.tally.scores.values())
        leaders = [team for team, score in self.tally.scores.items() if score == best]
        tied = not night.view.rounds_left and len(leaders) > 1 and not self.sudden
        night.go()
        if tied:
            self.sudden = leaders
        if night.setup.board and not self.picker:
            self.picker = night.view.picker

    def pick(self) -> None:
        assert self.night.view.picker == self.picker, "the pick goes round"
        self.night.pick()
        if self.night.phase() is NightPhase.READY:
            self.night.go()

    def stake(self) -> None:
        most = max(1000, self.tally.scores[self.picker])
        assert self.night.view.wager_limit == most
        self.night.do(e.WagerPlaced, self.picker, self.random.randrange(0, most + 1))
        self.night.go()

    def choose(self, question: Question) -> str:
        """Return how right a team is; where they are to tie, all are until sudden death."""
        return "right" if self.tied and not self.sudden else choose(question, self.random)

    # -- a question --------------------------------------------------------------------------

    def ask(self) -> None:
        night, random = self.night, self.random
        if night.phase() is NightPhase.READING:
            night.do(e.QuestionShown)
        question, view = night.match.question, night.question
        assert question is not None
        night.at = self.find_start()
        if view.manner is Manner.ALONE:
            self.risk(question)
        elif view.manner is Manner.FLOOR:
            self.race(question)
        else:
            self.together(question)
        assert night.phase() is NightPhase.REVEALED, night.phase()
        assert night.scores == self.tally.scores
        chance = random.random()
        if chance < 0.1:
            self.take_back()
        elif chance < 0.2 and not self.tied:
            team = random.choice(self.tally.teams)
            night.do(e.ScoreChanged, team, -250, "late")
            self.tally.scores[team] -= 250
        elif chance < 0.3:
            night.do(e.TeamRenamed, random.choice(self.tally.teams), f"N{random.random()}")
        if night.setup.board and not self.sudden:
            teams = self.tally.teams
            self.picker = teams[(teams.index(self.picker) + 1) % len(teams)]

    def find_start(self) -> float:
        """Return when the clock starts: after two seconds, or one for each 20 characters."""
        card = self.night.question.card
        assert card is not None
        characters = len(card.ask) + sum(map(len, (*card.options, *card.lefts)))
        return self.night.at + max(2.0, characters / 20)

    def take_back(self) -> None:
        """Undo the reveal and do it again: a whole step, whatever it was."""
        self.night.match.undo(self.night.at)
        self.night.match.redo(self.night.at)

    def limit(self, question: Question, team: str) -> float:
        return (30 if question.kind.value in TYPED_KINDS else 20) * self.factors[team]

    def together(self, question: Question) -> None:
        """All answer, with keys or one after the other; a number goes to the closest."""
        night, entrants = self.night, self.sudden or self.tally.teams
        start = night.at
        plan = {team: self.choose(question) for team in entrants}
        spent = dict.fromkeys(entrants, 0.0)
        if night.question.turns:
            while team := referee.next_turn(night.match):
                night.match.do(*referee.take_turn(night.match, night.at))
                spent[team] = self.random.uniform(0, 25)
                given = () if plan[team] == "silent" else respond(question, plan[team], self.random)
                night.answer(team, given, after=spent[team])
        else:
            for team in entrants:
                spent[team] = self.random.uniform(0, 19.5)
            for team in sorted(entrants, key=lambda name: spent[name]):
                if plan[team] != "silent":
                    night.at = start + spent[team]
                    night.answer(team, respond(question, plan[team], self.random))
            night.wait(max(self.limit(question, team) for team in entrants) + 1)
        if question.body is NUMBER:
            self.score_closest(plan)
            return
        for team, how in plan.items():
            if how == "silent":
                continue
            points = 1000 * SHARES[how]
            if self.tally.speed:
                points *= self.tally.keep(spent[team], self.limit(question, team))
            self.tally.scores[team] += self.tally.worth(team, points, doubled=self.is_doubled(team))

    def is_doubled(self, team: str) -> bool:
        return self.jokers.get(team) == self.night.view.round.index and not self.sudden

    def score_closest(self, plan: dict[str, str]) -> None:
        """The closest wins it all, and equally close ones too; in sudden death no points."""
        distances = {team: FAR[how] for team, how in plan.items() if how != "silent"}
        nearest = [t for t, far in distances.items() if far == min(distances.values())]
        if self.sudden:
            self.sudden = nearest or self.sudden
            return
        board = self.night.view.board
        value = 1000
        if board is not None and board.picked is not None:
            column, row = board.picked
            value = board.columns[column][row].value
        for team in nearest:
            worth = self.tally.worth(team, Fraction(value), doubled=self.is_doubled(team))
            self.tally.scores[team] += worth

    def risk(self, question: Question) -> None:
        """The team that found the wager answers alone: right it gains the stake, else it loses it."""
        how, stake, team = self.choose(question), self.night.view.wager, self.picker
        assert stake is not None
        if how == "silent":
            self.night.wait(100)
        else:
            self.night.answer(team, respond(question, how, self.random), after=3)
        # On a wager a number is right or wrong in any case: 600 off is still right.
        share = SHARES[how] if how != "silent" else Fraction(0)
        if question.body is NUMBER:
            share = Fraction(how == "right")
        self.tally.scores[team] += halves_up(stake * share) if share else -stake

    def race(self, question: Question) -> None:
        """One at a time: on a board the picking team first, and then whoever buzzes."""
        night, random = self.night, self.random
        board = night.view.board
        value, loss = 1000, 0
        if board is not None and board.picked is not None:
            column, row = board.picked
            value = loss = board.columns[column][row].value
        waiting = list(self.tally.teams)
        if board is not None and self.take_floor(question, self.picker, value, loss, first=True):
            return
        waiting = [team for team in waiting if board is None or team != self.picker]
        random.shuffle(waiting)
        for team in waiting:
            if random.random() < 0.25:
                continue
            night.press(team, after=0.3).wait(0.1)
            if self.take_floor(question, team, value, loss, first=False):
                return
        night.wait(200)

    def take_floor(
        self, question: Question, team: str, value: int, loss: int, *, first: bool
    ) -> bool:
        """Let a team answer, and return whether that ended the question."""
        how = self.choose(question)
        if how == "silent":
            self.night.wait(100 if first else self.limit(question, team) / 2 + 0.5)
        else:
            self.night.answer(team, respond(question, how, self.random), after=1)
        if how in ("right", "partly"):
            self.tally.scores[team] += self.tally.worth(team, value * SHARES[how])
            return True
        if not (first and how == "silent"):
            self.tally.scores[team] -= loss
        return False


@pytest.mark.parametrize(
    ("seed", "tied"), [*((seed, False) for seed in range(10)), (30, True), (33, True), (36, True)]
)
def test_an_evening_agrees_with_the_tally(seed: int, *, tied: bool) -> None:
    host = Host(seed, tied=tied)
    host.hold()
    assert bool(host.sudden) is tied
    standings = host.night.view.standings
    for better, worse in pairwise(standings):
        assert better.score >= worse.score
    best = max(host.tally.scores.values())
    leaders = {team for team, score in host.tally.scores.items() if score == best}
    winners = {standing.team for standing in standings if standing.rank == 1}
    assert winners == (set(host.sudden) or leaders)


def test_the_ten_evenings_are_of_every_sort() -> None:
    hosts = [Host(seed) for seed in range(10)]
    assert {host.night.setup.format for host in hosts} == set(NightFormat)
    assert {len(host.tally.teams) for host in hosts} == set(range(2, 9))
    assert {host.tally.speed for host in hosts} == {True, False}
