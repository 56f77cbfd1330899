"""The draw of a quiz night: its set-up in the lobby, the questions it brings, the evening they make."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from itertools import chain, cycle, islice
from typing import TYPE_CHECKING, Any

from spacequiz.game.drawing import Candidate, Pool, Spent, draw
from spacequiz.game.kinds import Difficulty, Kind, Way
from spacequiz.game.night.setup import (
    BOARD_VALUES,
    MOST_CATEGORIES,
    MOST_TEAMS,
    MOST_WAGERS,
    TIE_SECONDS,
    TIME_FACTORS,
    Board,
    Category,
    NightFormat,
    NightSetup,
    PointsStyle,
    RoundPlan,
    Team,
    Voice,
    clean_name,
)
from spacequiz.game.question import find_way
from spacequiz.game.records import Setup
from spacequiz.language import say, say_later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from spacequiz.game.question import Question
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.pool import BankPool
    from spacequiz.quizmaster.planner import Editions


FEWEST_COLUMNS = 2
"""A board of fewer categories is none."""
FEW_TEAMS, KEYS_OF_FEW, KEYS_OF_MANY = 5, 8, 4
"""Up to so many teams have so many keys each; more teams have fewer."""
RESERVE = 4
"""How many numbers are kept for a sudden death."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Hold the questions of an evening by their addresses."""

    rounds: tuple[tuple[str, ...], ...]
    """Rounds of questions; or the columns of a board, the lowest value first."""
    titles: tuple[str, ...]
    reserve: tuple[str, ...]
    """Numbers for a sudden death."""
    wanted: int
    """How many questions were asked for."""

    @property
    def short(self) -> int:
        """Return how many questions are missing."""
        return max(0, self.wanted - sum(map(len, self.rounds)))


class Drawer:
    """Draw the questions of an evening.

    Args:
        bank: Where questions are.
        editions: Which packs are meant when none is chosen.
        seen: The rank of each progress key seen before, by whoever plays.
    """

    def __init__(self, bank: Bank, editions: Editions, seen: Mapping[str, int]) -> None:
        self._bank = bank
        self._editions = editions
        self._seen = seen
        self._used: set[str] = set()
        self._twins: set[str] = set()

    def draw(self, setup: LobbySetup, random: Random) -> Draw:
        """Return what the set-up brings; fewer questions where fewer fit."""
        reserve = self._draw_numbers(setup, random)
        if setup.form == "board":
            return self._draw_board(setup, reserve, random)
        plan = [(setup.buzzes, ALL_TOPICS)] if setup.form == "buzzer" else []
        plan = plan or [(setup.questions, setup.topic(n)) for n in range(setup.rounds)]
        rounds = self._draw_rounds(setup, plan, random)
        if setup.repeat:
            rounds = [self._fill(setup, plan[n], r, random) for n, r in enumerate(rounds)]
        titles = tuple(self.title(topic) for _, topic in plan)
        kept = [n for n, addresses in enumerate(rounds) if addresses]
        return Draw(
            tuple(tuple(rounds[n]) for n in kept),
            tuple(titles[n] for n in kept),
            reserve,
            sum(count for count, _ in plan),
        )

    def title(self, topic: str) -> str:
        """Return what a round is about, in words."""
        if topic.startswith(CATEGORY):
            return topic.removeprefix(CATEGORY)
        if topic.startswith(PACK):
            return self._editions.title_of((topic.removeprefix(PACK),))
        return say("A bit of everything")

    def _draw_rounds(
        self, setup: LobbySetup, plan: Sequence[tuple[int, str]], random: Random
    ) -> list[list[str]]:
        """Draw rounds of one topic together, so that an early one does not spoil a late one."""
        rounds: list[list[str]] = [[] for _ in plan]
        for topic in dict.fromkeys(topic for _, topic in plan):
            numbers = [n for n, (_, other) in enumerate(plan) if other == topic]
            total = sum(plan[n][0] for n in numbers)
            taken = self._take(setup, topic, total, random)
            for at, n in enumerate(numbers):
                rounds[n] = taken[at :: len(numbers)]
        return rounds

    def _take(self, setup: LobbySetup, topic: str, count: int, random: Random) -> list[str]:
        drawn = self._draw_fitting(setup, self._find_pool(setup, topic), count, random)
        self._use(drawn)
        return [candidate.address for candidate in drawn]

    def _draw_fitting(
        self, setup: LobbySetup, pool: Pool, count: int, random: Random
    ) -> list[Candidate]:
        """Draw questions not drawn before whose options all have a key: many teams have few each."""
        spent = Spent(frozenset(self._used), frozenset(self._twins))
        while True:
            drawn = draw(pool, count, self._seen, random, spent)
            questions = self._bank.questions([c.address for c in drawn])
            keys = count_least_keys(setup)
            unfit = {q.progress_key for q in questions if count_keys(q) > keys}
            if not unfit:
                return drawn
            spent = spent._replace(keys=spent.keys | unfit)

    def _fill(
        self, setup: LobbySetup, plan: tuple[int, str], drawn: list[str], random: Random
    ) -> list[str]:
        """Let questions come again until there are enough."""
        count, topic = plan
        pool = [c.address for c in self._find_pool(setup, topic).list_all()]
        random.shuffle(pool)
        again = [address for address in pool if address not in drawn] + drawn
        return drawn + list(islice(cycle(again), count - len(drawn))) if again else drawn

    def _draw_board(self, setup: LobbySetup, reserve: tuple[str, ...], random: Random) -> Draw:
        """Choose the categories with the most questions, easy ones at the low values."""
        rows = len(BOARD_VALUES)
        pools = {
            name: pool
            for name in self._list_categories(setup)
            if (pool := self._find_pool(setup, CATEGORY + name)).count() >= rows
        }
        names = random.sample(sorted(pools), min(MOST_CATEGORIES, len(pools)))
        columns, kept = [], []
        for name in names:
            drawn = self._draw_fitting(setup, pools[name], rows, random)
            if len(drawn) == rows:
                self._use(drawn)
                levels = list(Difficulty)
                drawn.sort(key=lambda c: levels.index(Difficulty(c.difficulty)))
                columns.append(tuple(c.address for c in drawn))
                kept.append(name)
        wanted = rows * max(FEWEST_COLUMNS, len(columns))
        return Draw(tuple(columns), tuple(kept), reserve, wanted)

    def _list_categories(self, setup: LobbySetup) -> list[str]:
        chosen = self._editions.choose(setup.packs)
        packs = [pack for pack in self._bank.packs() if pack.id in chosen]
        return list(dict.fromkeys(chain.from_iterable(pack.categories for pack in packs)))

    def _draw_numbers(self, setup: LobbySetup, random: Random) -> tuple[str, ...]:
        """Choose numbers for a sudden death, before the rounds take them all."""
        drawn = draw(self._find_pool(setup, "", (Kind.NUMBER,)), RESERVE, self._seen, random)
        self._use(drawn)
        return tuple(candidate.address for candidate in drawn)

    def _find_pool(self, setup: LobbySetup, topic: str, kinds: Sequence[Kind] = ()) -> BankPool:
        packs = self._editions.choose(setup.packs)
        categories: tuple[str, ...] = ()
        if topic.startswith(PACK):
            packs = (topic.removeprefix(PACK),)
        elif topic.startswith(CATEGORY):
            categories = (topic.removeprefix(CATEGORY),)
        kinds = kinds or KINDS[setup.kinds]
        return self._bank.pool(packs, kinds, categories)

    def _use(self, drawn: Sequence[Candidate]) -> None:
        self._used.update(c.progress_key for c in drawn)
        self._twins.update(chain.from_iterable(c.twins.split() for c in drawn))


def count_keys(question: Question) -> int:
    """Return how many keys a team needs to name every option, and to lock in several."""
    body = question.body
    return len(body.list_options()) + (body.way is Way.PICK_MANY)


def count_least_keys(setup: LobbySetup) -> int:
    """Return how many keys the team with the fewest has."""
    usual = KEYS_OF_FEW if len(setup.teams) <= FEW_TEAMS else KEYS_OF_MANY
    return min((len(team.keys) or usual for team in setup.teams), default=usual)


def plan_night(setup: LobbySetup, drawn: Draw, random: Random) -> NightSetup:
    """Return the evening as the Match plays it."""
    form = NightFormat(setup.form)
    parts = tuple(zip(drawn.titles, drawn.rounds, strict=True))
    board = None
    if form is NightFormat.BOARD:
        cells = [(c, r) for c in range(len(parts)) for r in range(1, len(BOARD_VALUES))]
        wagers = tuple(random.sample(cells, min(MOST_WAGERS, len(parts) // 2)))
        board = Board(tuple(Category(*part) for part in parts), wagers=wagers)
    teams = () if setup.phones == "alone" else setup.teams
    return NightSetup(
        format=form,
        teams=tuple(make_team(team, str(n)) for n, team in enumerate(teams, 1)),
        rounds=() if board else tuple(RoundPlan(*part) for part in parts),
        board=board,
        time_factor=setup.clock,
        points=PointsStyle.SPEED if setup.speed else PointsStyle.FLAT,
        jokers=setup.jokers and form is NightFormat.ROUNDS and len(parts) > 1,
        voice=Voice(setup.voice),
        tie_seconds=PHONE_TIE_SECONDS if setup.phones else TIE_SECONDS,
        reserve=drawn.reserve,
        seed=str(random.randrange(1 << 32)),
    )


FORMATS = tuple(form.value for form in NightFormat)
ROUNDS = (1, 2, 3, 4, 5, 6, 8)
QUESTIONS = (3, 4, 5, 6, 8, 10)
ADVANCES = (0, 8, 15, 30)
"""After how many seconds an evening without a host goes on by itself; 0 for never."""
BUZZER_QUESTIONS = (10, 15, 20, 30)
_ONE_PICK = tuple(kind for kind in Kind if find_way(kind) is Way.PICK)
KINDS: dict[str, tuple[Kind, ...]] = {
    say_later("choices"): _ONE_PICK,
    say_later("choices and numbers"): (*_ONE_PICK, Kind.NUMBER),
    say_later("all kinds"): tuple(Kind),
}
"""Which questions are asked; the first are answered by all teams at once."""
PHONES = ("", "alone", "beside")
"""Keys only; everybody by phone, and for themselves; phones and keys, in teams."""
VOICES = tuple(voice.value for voice in Voice)
PHONE_TIE_SECONDS = 0.08
"""Presses that come over a network this close together are one instant."""
ALL_TOPICS, PACK, CATEGORY = "", "pack:", "category:"


@dataclass(frozen=True, slots=True)
class NightTeam:
    """Describe a team as the lobby has it."""

    name: str
    glyph: int = 0
    color: int = 0
    column: int = 0
    """Which column of the keyboard it has, from 0."""
    buzzer: int = 2
    """Which row of its column is its buzzer, from 0."""
    keys: str = ""
    """The keys that it chose by pressing them, from A on; empty for those of its column."""
    extra: float = 1.0
    """Its time, as a multiple of the others'; 0 for no clock at all."""
    difficulty: str = ""
    """The level it plays at; empty for the same as all."""


@dataclass(frozen=True, slots=True)
class LobbySetup:
    """Describe an evening as the lobby has it."""

    teams: tuple[NightTeam, ...] = ()
    form: str = FORMATS[0]
    packs: tuple[str, ...] = ()
    rounds: int = 4
    questions: int = 6
    topics: tuple[str, ...] = ()
    """For each round a pack, a category, or empty for all."""
    buzzes: int = 15
    """How many questions a buzzer night has."""
    kinds: str = "choices and numbers"
    clock: float = 1.0
    speed: bool = False
    jokers: bool = True
    advance: int = 0
    layout: str = ""
    """Which keyboard it is; empty for the usual one of the language."""
    phones: str = ""
    """How phones take part; see `PHONES`."""
    voice: str = VOICES[0]
    """Whose answer is the team's, where several phones are of one."""
    repeat: bool = False
    """Whether questions come again where there are too few, rather than fewer questions."""

    def topic(self, number: int) -> str:
        """Return what a round, counted from 0, is about."""
        return self.topics[number] if number < len(self.topics) else ALL_TOPICS


@dataclass(frozen=True, slots=True)
class NightWish(Setup):
    """Say what the command line asks of an evening; the lobby has the rest."""

    mode: str = "night"
    teams: tuple[str, ...] = ()
    form: str = ""
    phones: bool = False


def pack_setup(setup: LobbySetup) -> dict[str, Any]:
    """Return a set-up such as JSON can hold."""
    return asdict(setup)


def read_setup(values: Mapping[str, Any]) -> LobbySetup:
    """Return a set-up from JSON; what is damaged or unknown in it is left out."""
    default = LobbySetup()
    kept: dict[str, Any] = {}
    for field in fields(LobbySetup):
        value = values.get(field.name)
        if isinstance(value, list):
            value = tuple(value)
        if type(value) is type(getattr(default, field.name)):
            kept[field.name] = value
    teams = [_read_team(team) for team in kept.pop("teams", ()) if isinstance(team, dict)]
    for name in ("packs", "topics"):
        kept[name] = tuple(text for text in kept.get(name, ()) if isinstance(text, str))
    known = {"form": FORMATS, "kinds": KINDS, "clock": TIME_FACTORS, "advance": ADVANCES}
    known |= {
        "phones": PHONES,
        "voice": VOICES,
        "rounds": ROUNDS,
        "questions": QUESTIONS,
        "buzzes": BUZZER_QUESTIONS,
    }
    for name, values_known in known.items():
        if kept.get(name) not in values_known:
            kept.pop(name, None)
    named = tuple(team for team in teams if team.name)
    return LobbySetup(teams=named[:MOST_TEAMS], **kept)


def _read_team(values: Mapping[str, Any]) -> NightTeam:
    def number(name: str, most: int) -> int:
        value = values.get(name)
        return value if type(value) is int and 0 <= value <= most else 0

    extra, level = values.get("extra"), values.get("difficulty")
    return NightTeam(
        name=clean_name(str(values.get("name", ""))),
        glyph=number("glyph", MOST_TEAMS - 1),
        color=number("color", MOST_TEAMS - 1),
        column=number("column", 9),
        buzzer=number("buzzer", 3),
        keys=_read_keys(values.get("keys")),
        extra=extra if extra in TIME_FACTORS else 1.0,
        difficulty=level if level in list(Difficulty) else "",
    )


def _read_keys(keys: object) -> str:
    """Return the keys that a team chose; none if they are damaged, or too few or many."""
    text = keys if isinstance(keys, str) and keys.isprintable() and " " not in keys else ""
    right = KEYS_OF_MANY <= len(text) <= KEYS_OF_FEW and len(set(text)) == len(text)
    return text if right else ""


def make_team(team: NightTeam, name: str) -> Team:
    """Return a team as the Match knows it, under an id."""
    return Team(
        id=name,
        name=team.name,
        color=team.color,
        glyph=team.glyph,
        time_factor=team.extra,
        difficulty=Difficulty(team.difficulty) if team.difficulty else None,
    )


def apply_wish(setup: LobbySetup, wish: NightWish) -> LobbySetup:
    """Return the set-up with what the command line asks for."""
    setup = replace(
        setup,
        form=wish.form or setup.form,
        packs=wish.packs or setup.packs,
        topics=() if wish.packs else setup.topics,
    )
    return let_phones(setup, setup.phones or PHONES[1]) if wish.phones else setup


def let_phones(setup: LobbySetup, phones: str) -> LobbySetup:
    """Return the set-up with phones taking part so; speed counts then only if it is chosen again."""
    first = bool(phones) and not setup.phones
    # No network is equally quick for all.
    return replace(setup, phones=phones, speed=setup.speed and not first)
