"""The names of kinds, ways to answer, difficulties and languages, apart from the questions."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Name the kinds as packs write them."""

    CHOICE = "choice"
    SEVERAL = "several"
    TRUE_FALSE = "true-false"
    TYPED = "typed"
    NUMBER = "number"
    ORDER = "order"
    MATCH = "match"


class Way(StrEnum):
    """Name the ways to answer a question, each with a pad of its own."""

    PICK = "pick"
    PICK_MANY = "pick-many"
    TYPE = "type"
    ARRANGE = "arrange"
    PAIR = "pair"

    @property
    def picks(self) -> bool:
        """Return whether options are picked."""
        return self in (Way.PICK, Way.PICK_MANY)


class Difficulty(StrEnum):
    """Name the three levels as packs write them, easiest first."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


def base_of(language: str) -> str:
    """Return the short name of a language without its region: es of es-MX."""
    return language.replace("_", "-").partition("-")[0].casefold()
