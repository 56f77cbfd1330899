"""Items to put in order and pairs to match: how they are mixed, and their grading."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.body import FULL, NOTHING, Body, Grade, PartVerdict
from spacequiz.game.kinds.fields import Count, Line, Says

if TYPE_CHECKING:
    from random import Random

    from spacequiz.game.kinds.body import GradingContext, Response


@dataclass(frozen=True, slots=True)
class Order(Body):
    """The player puts the items into this order."""

    kind = Kind.ORDER
    way = Way.ARRANGE
    distinct = ("items",)

    items: Annotated[
        tuple[Line, ...], Count(3, 8), Says("Three to eight items, in the right order.")
    ]

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Credit the share of neighbours in the right order that the response keeps as neighbours.

        The right order brings 1 and nothing else does, its reverse 0. Places are not counted, since
        one item put first would make all of them wrong; nor are pairs that are merely in order with
        others between them, since chance alone puts half of those right.
        """
        fits, items = self.fits(response), self.items
        places = response if fits else ("",) * len(items)
        parts = tuple(
            PartVerdict(item, chosen=True, right=True)
            if fits and item == placed
            else PartVerdict(item, chosen=True, right=False, place=place)
            for place, (item, placed) in enumerate(zip(items, places, strict=True), start=1)
        )
        if not fits or len(items) < 2:
            return Grade(FULL if fits and items else NOTHING, parts, items)
        kept = set(pairwise(response))
        neighbours = list(pairwise(items))
        credit = Fraction(sum(pair in kept for pair in neighbours), len(neighbours))
        return Grade(credit, parts, items)

    @property
    def right(self) -> Response:
        """Return the items in the right order."""
        return self.items

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the items."""
        return self.items, ()

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        """Shuffle the items, never into the right order."""
        return _mix(self.items, random)

    def fits(self, response: Response) -> bool:
        """Return whether the response has each item once."""
        return sorted(response) == sorted(self.items)


@dataclass(frozen=True, slots=True)
class Matching(Body):
    """The player finds the right partner of every left side; `extra` rights fit nothing."""

    kind = Kind.MATCH
    way = Way.PAIR
    distinct = ("pairs", "extra")

    pairs: Annotated[
        tuple[tuple[Line, Line], ...], Count(3, 8), Says("Three to eight pairs, left: right.")
    ]
    extra: Annotated[tuple[Line, ...], Count(0, 8), Says("Right sides that fit nothing.")] = ()

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Credit the share of right pairs."""
        given = response if len(response) == len(self.pairs) else ("",) * len(self.pairs)
        parts = tuple(
            PartVerdict(left, True, partner == right, "" if partner == right else right, partner)
            for (left, right), partner in zip(self.pairs, given, strict=True)
        )
        credit = Fraction(sum(part.right for part in parts), len(parts) or 1)
        return Grade(credit, parts, tuple(f"{left} → {right}" for left, right in self.pairs))

    @property
    def right(self) -> Response:
        """Return the right sides, in the order of the left ones."""
        return tuple(right for _, right in self.pairs)

    @property
    def lefts(self) -> tuple[str, ...]:
        """Return the left sides."""
        return tuple(left for left, _ in self.pairs)

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return both sides of all pairs, and what fits nothing."""
        return tuple([text for pair in self.pairs for text in pair]), self.extra

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        """Shuffle the right sides, never into the right order."""
        return _mix(tuple(dict.fromkeys(self.right)), random, self.extra)

    def fits(self, response: Response) -> bool:
        """Return whether each left side has a right side of the question, or none."""
        known = {"", *self.extra, *self.right}
        return len(response) == len(self.pairs) and known.issuperset(response)


def _mix(items: tuple[str, ...], random: Random, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Shuffle so that the items never stand first in the right order."""
    mixed = [*items, *extra]
    while len(mixed) > 1 and tuple(mixed[: len(items)]) == items:
        random.shuffle(mixed)
    return tuple(mixed)
