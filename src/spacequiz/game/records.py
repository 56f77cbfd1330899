"""The record: what is remembered of a game and of every answer in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from spacequiz.game.kinds import Difficulty, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.kinds.body import Response

Member = TypeVar("Member", bound=StrEnum)


class Verdict(StrEnum):
    """Say how an answer was judged."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    SKIPPED = "skipped"
    TIMED_OUT = "timed-out"


class Aid(StrEnum):
    """Name what a player can take, or is given, before a question is answered."""

    HINT = "hint"
    FIFTY_FIFTY = "fifty-fifty"
    SWAP = "swap"
    SEEN = "seen"
    """Not taken, but had: the answer was seen before it was taken back."""
    PROMPTED = "prompted"
    """Not taken: what was typed was on the way, and more was asked for."""
    CLOSE = "close"
    """Not taken: what was typed was near, and might be typed once more."""
    SURE = "sure"
    """Not taken: the player said, before the verdict, to be sure."""
    GUESSED = "guessed"
    """Not taken: the player said, before the verdict, that it was a guess."""
    AGAIN = "again"
    """Not taken: the player wants the question again, although the answer was right."""


CONFIDENCE = (Aid.GUESSED, None, Aid.SURE)
"""How sure a player can be before the verdict, from least to most."""
FREE_AIDS = frozenset((Aid.SWAP, Aid.PROMPTED, Aid.CLOSE, Aid.SURE, Aid.GUESSED, Aid.AGAIN))
"""What is no help with the question that is answered."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Say what is to be played. An empty tuple of packs, categories and so on means all."""

    packs: tuple[str, ...] = ()
    mode: str = "classic"
    count: int = 10
    categories: tuple[str, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    kinds: tuple[Kind, ...] = ()
    seed: str = ""
    """Empty: drawn by chance, with what was seen longest ago first."""
    timer: int = 0
    """Seconds for each question after the time to read it; 0 for none."""
    seconds: int = 0
    """The length of a game against the clock; 0 for the mode's default."""


def read_setup(fields: Mapping[str, object]) -> Setup:
    """Return a set-up from its fields as JSON has them; what is damaged or unknown is left out."""
    default = Setup()
    count = fields.get("count")
    return Setup(
        packs=_read_texts(fields.get("packs")),
        mode=str(fields.get("mode", default.mode)),
        count=count if type(count) is int and count > 0 else default.count,
        categories=_read_texts(fields.get("categories")),
        difficulties=_read_members(Difficulty, fields.get("difficulties")),
        kinds=_read_members(Kind, fields.get("kinds")),
        seed=str(fields.get("seed", "")),
        timer=_read_seconds(fields.get("timer")),
        seconds=_read_seconds(fields.get("seconds")),
    )


def _read_seconds(value: object) -> int:
    return value if type(value) is int and value > 0 else 0


def _read_texts(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def _read_members(members: type[Member], value: object) -> tuple[Member, ...]:
    known = set(members)
    return tuple(members(text) for text in _read_texts(value) if text in known)


@dataclass(frozen=True, slots=True)
class Answer:
    """Record one answered question."""

    position: int
    """How many questions of the game were asked before it."""
    address: str
    progress_key: str
    response: Response
    verdict: Verdict
    credit: float
    """From 0 to 1."""
    points: int
    seconds: float
    """Thinking time."""
    aids: frozenset[Aid] = field(default_factory=frozenset)
    typo: bool = False
    """Right only because a typing mistake was forgiven."""
    claimed: bool = False
    """Judged wrong, and called right by the player."""
    sure: bool = False
    """Marked by the player as known without doubt."""

    @property
    def known(self) -> bool:
        """Return whether the question need not come back in the same game."""
        return self.verdict is Verdict.RIGHT and Aid.AGAIN not in self.aids


class Score(NamedTuple):
    """Sum up a game as the list of scores shows it."""

    game: int
    player: str
    mode: str
    packs: tuple[str, ...]
    started: str
    """UTC, ISO 8601, to the second, ending in Z."""
    finished: str
    """As `started`; empty while the game can still be continued."""
    questions: int
    """How many were answered or skipped, but for skips that are free."""
    right: int
    points: int
    best_streak: int
    seed: str
    code: str = ""


class SavedGame(NamedTuple):
    """Hold all that is needed to continue a game where it was left."""

    game: int
    player: str
    setup: Setup
    seed: str
    """Shuffles the options; the same seed shows them in the same order again."""
    addresses: tuple[str, ...]
    """The questions as they were drawn, in the order of asking."""
    answers: tuple[Answer, ...] = ()
    aids: frozenset[Aid] = frozenset()
    """The help already taken on the question that waits for its answer."""
    code: str = ""
