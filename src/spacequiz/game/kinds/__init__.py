"""The names of kinds and difficulties, apart from the questions that have them."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Name the seven kinds as packs write them."""

    CHOICE = "choice"
    SEVERAL = "several"
    TRUE_FALSE = "true-false"
    TYPED = "typed"
    NUMBER = "number"
    ORDER = "order"
    MATCH = "match"


class Difficulty(StrEnum):
    """Name the three levels as packs write them, easiest first."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
