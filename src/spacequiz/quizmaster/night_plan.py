"""The plan of a quiz night, as the lobby sets it up and remembers it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.match.setup import (
    MOST_TEAMS,
    TIME_FACTORS,
    Format,
    Team,
    clean_name,
)
from spacequiz.game.records import Setup

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = tuple(form.value for form in Format)
ROUNDS = (1, 2, 3, 4, 5, 6, 8)
QUESTIONS = (3, 4, 5, 6, 8, 10)
ADVANCES = (0, 8, 15, 30)
"""After how many seconds an evening without a host goes on by itself; 0 for never."""
BUZZER_QUESTIONS = (10, 15, 20, 30)
KINDS: dict[str, tuple[Kind, ...]] = {
    "choices": (Kind.CHOICE, Kind.TRUE_FALSE),
    "choices and numbers": (Kind.CHOICE, Kind.TRUE_FALSE, Kind.NUMBER),
    "all kinds": tuple(Kind),
}
"""Which questions are asked; the first are answered by all teams at once."""
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
    layout: str = "qwerty"
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
    known |= {"rounds": ROUNDS, "questions": QUESTIONS, "buzzes": BUZZER_QUESTIONS}
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
        extra=extra if extra in TIME_FACTORS else 1.0,
        difficulty=level if level in list(Difficulty) else "",
    )


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
    return replace(
        setup,
        form=wish.form or setup.form,
        packs=wish.packs or setup.packs,
        topics=() if wish.packs else setup.topics,
    )
