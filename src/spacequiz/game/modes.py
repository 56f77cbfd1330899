"""The modes: what makes one kind of game differ from another, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from spacequiz.game.records import Verdict
from spacequiz.game.review import MOST_PER_SESSION

COUNTS = (5, 10, 25)
DEFAULT_COUNT = 10
DAILY_COUNT = 10
REVIEW_COUNTS = (10, 25, 50)
"""The most questions of a review to choose from."""
SPRINT_SECONDS = (30, 60, 120)
DEFAULT_SPRINT_SECONDS = 60
SURVIVAL_LIVES = 3
SURVIVAL_STEP = 5
"""How many questions of a level come before the next level begins."""
LADDER_PRIZES = (
    *(100, 200, 300, 400, 500),
    *(800, 1200, 1600, 2000, 2500),
    *(3500, 5000, 7000, 10000, 15000),
)
"""What a player owns after each rung; five levels of three."""
LADDER_SAFE = (5, 10)
"""Rungs that a wrong answer does not fall below."""
MOST_DRAWN = 200
"""How many questions an open-ended game draws at once."""


class Drawing(Enum):
    """Say how the questions of a game are chosen."""

    MIXED = auto()
    """Each difficulty by its share."""
    CLIMBING = auto()
    """From easy to hard."""
    LADDER = auto()
    """From easy to hard in levels of three, with one in reserve for each difficulty."""
    GIVEN = auto()
    """Chosen by the quizmaster: missed or due questions."""


@dataclass(frozen=True, slots=True)
class Mode:
    """Describe a mode."""

    name: str
    drawing: Drawing = Drawing.MIXED
    counts: tuple[int, ...] = ()
    """The numbers of questions to choose from; empty where the mode decides."""
    count: int = DEFAULT_COUNT
    scored: bool = True
    """Whether answers bring points."""
    streaks: bool = True
    """Whether answers right in a row bring extra points."""
    until_right: bool = False
    """Whether a missed question comes back until it was right once."""
    lives: int = 0
    """How many misses end the game; 0 means none do."""
    seconds: tuple[int, ...] = ()
    """The lengths of a game against the clock to choose from."""
    free_skip: bool = False
    """Whether skipping leads straight on and leaves the streak alone."""
    prizes: tuple[int, ...] = ()
    """What a player owns after each right answer; a miss ends the game."""
    safe: tuple[int, ...] = ()
    """Numbers of right answers whose prize is kept after a miss."""
    aids_once: bool = False
    """Whether each help can be taken once a game, for nothing, a swap among them."""
    timed: bool = True
    """Whether a timer for each question may be set."""
    undoable: bool = False
    """Whether the last answer can be taken back."""
    leeches_first: bool = False
    """Whether what keeps being missed is explained before it is asked."""

    def passes(self, verdict: Verdict) -> bool:
        """Return whether a verdict says nothing about what is known.

        That is a free skip, and the question that waited when the time of the game ran out.
        """
        return self.free_skip and verdict in (Verdict.SKIPPED, Verdict.TIMED_OUT)

    @property
    def default_seconds(self) -> int:
        """Return the length of a game against the clock where the player chose none."""
        return DEFAULT_SPRINT_SECONDS if self.seconds else 0

    @property
    def open_ended(self) -> bool:
        """Return whether nobody knows beforehand how many questions there will be."""
        return bool(self.lives or self.seconds)


CLASSIC = Mode(
    "classic",
    counts=COUNTS,
    undoable=True,
)
SPRINT = Mode(
    "sprint",
    count=MOST_DRAWN,
    seconds=SPRINT_SECONDS,
    free_skip=True,
    timed=False,
)
SURVIVAL = Mode(
    "survival",
    drawing=Drawing.CLIMBING,
    count=MOST_DRAWN,
    lives=SURVIVAL_LIVES,
)
LADDER = Mode(
    "ladder",
    drawing=Drawing.LADDER,
    count=len(LADDER_PRIZES),
    streaks=False,
    prizes=LADDER_PRIZES,
    safe=LADDER_SAFE,
    aids_once=True,
)
DAILY = Mode(
    "daily",
    count=DAILY_COUNT,
)
REVIEW = Mode(
    "review",
    drawing=Drawing.GIVEN,
    until_right=True,
    counts=REVIEW_COUNTS,
    count=MOST_PER_SESSION,
    scored=False,
    timed=False,
    undoable=True,
    leeches_first=True,
)
MISSED = Mode(
    "missed",
    drawing=Drawing.GIVEN,
    count=MOST_PER_SESSION,
    scored=False,
    until_right=True,
    timed=False,
    undoable=True,
)

# A game code carries a mode by its place here: modes with questions of their own stand last.
MODES = {mode.name: mode for mode in (CLASSIC, SPRINT, SURVIVAL, LADDER, DAILY, REVIEW, MISSED)}


def name_mode(name: str) -> Mode:
    """Return the mode of a name; for one that is not known here, what its record needs."""
    return MODES.get(name) or Mode(name, drawing=Drawing.GIVEN)
