"""The set-up of a quiz night: who plays, in which format, with which questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from spacequiz.game.codec import decode, encode
from spacequiz.game.kinds import Difficulty  # noqa: TC001  (the codec reads the annotation)
from spacequiz.text import clean_line

LEAST_TEAMS, MOST_TEAMS = 2, 8
"""How many teams find room around one keyboard."""
SEAT_LIMIT = 500
"""How many seats there are; and teams, where everybody plays alone."""
ROUNDS, QUESTIONS_A_ROUND = 4, 6
BOARD_VALUES = (200, 400, 600, 800, 1000)
LEAST_CATEGORIES, MOST_CATEGORIES = 5, 6
MOST_WAGERS = 2
CHOICE_SECONDS, TYPED_SECONDS = 20, 30
NO_LIMIT = 0.0
TIME_FACTORS = (1.0, 1.5, 2.0, NO_LIMIT)
TIE_SECONDS = 0.05
"""Presses on one keyboard this close together are one instant: it reports them in turn."""
NAME_LIMIT = 40
"""Characters of a team's name; as many as of a player's, so that a team can be a player."""


class NightFormat(StrEnum):
    """Name the three formats."""

    ROUNDS = "rounds"
    BOARD = "board"
    BUZZER = "buzzer"


class PointsStyle(StrEnum):
    """Say whether speed counts."""

    FLAT = "flat"
    SPEED = "speed"


class Voice(StrEnum):
    """Say whose answer is the team's, where several of it have a seat of their own."""

    LAST = "last"
    """Whoever of them answered last."""
    CAPTAIN = "captain"
    """The first of them that is there."""
    MAJORITY = "majority"
    """What most of them say; of equals what was said first."""


def clean_name(text: str) -> str:
    """Return a team's name as it may be shown; empty if nothing of it is left."""
    return clean_line(text, NAME_LIMIT)


def require_name(name: str) -> None:
    """Raise ValueError if a name is empty or not clean."""
    if not name or clean_name(name) != name:
        raise ValueError("a team's name is empty, too long or not clean")


@dataclass(frozen=True, slots=True)
class Team:
    """Hold a team as it was set up."""

    id: str
    """Short and unique in the evening; never shown."""
    name: str
    """One clean line; see `clean_name`."""
    color: int = 0
    """Which of the eight colors."""
    glyph: int = 0
    """Which of the eight glyphs."""
    time_factor: float = 1.0
    """1, 1.5 or 2 times the time; 0 for no limit."""
    difficulty: Difficulty | None = None
    """The team's own level: what is harder pays it a bonus; None for none."""

    def __post_init__(self) -> None:
        require_name(self.name)
        if not self.id:
            raise ValueError("a team has no id")
        if self.time_factor not in TIME_FACTORS:
            raise ValueError("a time factor is 1, 1.5, 2 or 0")


@dataclass(frozen=True, slots=True)
class Seat:
    """Hold a place at which somebody answers for a team, away from the shared keyboard."""

    id: str
    team: str
    name: str
    here: bool = True
    """Whether whoever sits there is there now: else nobody waits."""
    time_factor: float = 1.0
    """What the host gave whoever sits there; see `Team.time_factor`."""


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Plan a round of the formats `rounds` and `buzzer`."""

    title: str
    addresses: tuple[str, ...]
    """The questions in the order of asking; one may come twice."""
    packs: tuple[str, ...] = ()
    """What the round was drawn from, for the lobby to remember."""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """Plan a column of the board: a question for each value, the cheapest first."""

    title: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Plan the board."""

    categories: tuple[Category, ...]
    values: tuple[int, ...] = BOARD_VALUES
    wagers: tuple[tuple[int, int], ...] = ()
    """The cells that hide a wager, as column and row from 0."""

    def __post_init__(self) -> None:
        """Refuse a board that cannot be played to the end."""
        if any(len(column.addresses) != len(self.values) for column in self.categories):
            raise ValueError("a category needs one question for each value")
        if not self.categories or not self.values or min(self.values) < 1:
            raise ValueError("a board needs categories and values")
        if len(set(self.wagers)) != len(self.wagers) or len(self.wagers) > MOST_WAGERS:
            raise ValueError("a board hides at most two wagers, in cells of their own")
        if not all(self.holds(*cell) for cell in self.wagers):
            raise ValueError("a wager lies outside the board")

    def holds(self, column: int, row: int) -> bool:
        """Return whether there is such a cell."""
        return 0 <= column < len(self.categories) and 0 <= row < len(self.values)


@dataclass(frozen=True, slots=True)
class NightSetup:
    """Say what is played this evening. All questions are drawn before it starts."""

    format: NightFormat
    teams: tuple[Team, ...] = ()
    rounds: tuple[RoundPlan, ...] = ()
    """Of the formats `rounds` and `buzzer`."""
    board: Board | None = None
    """Of the format `board`."""
    choice_seconds: int = CHOICE_SECONDS
    """The clock of questions with options to pick from; 0 for none."""
    typed_seconds: int = TYPED_SECONDS
    """The clock of all other questions; 0 for none."""
    time_factor: float = 1.0
    """1, 1.5 or 2 times the time for all; 0 for no clock."""
    points: PointsStyle = PointsStyle.FLAT
    jokers: bool = True
    """Whether each team may double one round; only in the format `rounds`."""
    closest_wins: bool = True
    """Whether number questions go to whoever comes closest."""
    turns: bool = True
    """Whether teams type one after the other, since they share a keyboard."""
    voice: Voice = Voice.LAST
    """Whose answer is the team's."""
    tie_seconds: float = TIE_SECONDS
    """Presses this close together count as one instant."""
    reserve: tuple[str, ...] = ()
    """Number questions for a tie, in the order of asking."""
    seed: str = ""
    """Shuffles the options."""

    def __post_init__(self) -> None:
        """Refuse a set-up that cannot be played."""
        if len({team.id for team in self.teams}) != len(self.teams):
            raise ValueError("two teams have the same id")
        if len(self.teams) > SEAT_LIMIT:
            raise ValueError("there are too many teams")
        if (self.board is None) == (self.format is NightFormat.BOARD):
            raise ValueError("the format board needs a board, the others have none")
        if not self.board and not (self.rounds and all(plan.addresses for plan in self.rounds)):
            raise ValueError("rounds are missing, or a round has no question")
        if self.choice_seconds < 0 or self.typed_seconds < 0:
            raise ValueError("a clock has less than no seconds")
        if self.time_factor not in TIME_FACTORS:
            raise ValueError("a time factor is 1, 1.5, 2 or 0")

    @property
    def round_count(self) -> int:
        """Return how many rounds there are; a board is one."""
        return 1 if self.board else len(self.rounds)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return every question that can come up, those for a tie last."""
        columns = self.board.categories if self.board else ()
        parts = [plan.addresses for plan in self.rounds] + [c.addresses for c in columns]
        return (*chain.from_iterable(parts), *self.reserve)


def encode_setup(setup: NightSetup) -> dict[str, Any]:
    """Return a set-up as JSON has it."""
    encoded: dict[str, Any] = encode(setup)
    return encoded


def decode_setup(value: object) -> NightSetup:
    """Return the set-up.

    Raises:
        ValueError: It is damaged, or cannot be played.
    """
    return decode(NightSetup, value)
