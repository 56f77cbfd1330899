"""Items to put in order and pairs to match: how they are mixed, and their grading."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.body import FULL, NOTHING, Grade, Part

if TYPE_CHECKING:
    from random import Random

    from spacequiz.game.kinds.body import Response


class Order(NamedTuple):
    """The player puts the items into this order."""

    items: tuple[str, ...]


class Match(NamedTuple):
    """The player finds the right partner of every left side; `extra` rights fit nothing."""

    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


def _grade_order(items: tuple[str, ...], response: Response) -> Grade:
    """Credit the share of neighbours in the right order that the response keeps as neighbours.

    The right order brings 1 and nothing else does, its reverse 0. Places are not counted, since
    one item put first would make all of them wrong; nor are pairs that are merely in order with
    others between them, since chance alone puts half of those right.
    """
    fits = sorted(response) == sorted(items)
    places = response if fits else ("",) * len(items)
    parts = tuple(
        Part(item, chosen=True, right=True)
        if fits and item == placed
        else Part(item, chosen=True, right=False, note=f"belongs {_ordinal(place)}")
        for place, (item, placed) in enumerate(zip(items, places, strict=True), start=1)
    )
    if not fits or len(items) < 2:
        return Grade(FULL if fits and items else NOTHING, parts, items)
    kept = set(pairwise(response))
    neighbours = list(pairwise(items))
    credit = Fraction(sum(pair in kept for pair in neighbours), len(neighbours))
    return Grade(credit, parts, items)


def _grade_match(pairs: tuple[tuple[str, str], ...], response: Response) -> Grade:
    answer = tuple(f"{left} → {right}" for left, right in pairs)
    given = response if len(response) == len(pairs) else ("",) * len(pairs)
    parts = tuple(
        Part(left, True, partner == right, "" if partner == right else right, partner)
        for (left, right), partner in zip(pairs, given, strict=True)
    )
    credit = Fraction(sum(part.right for part in parts), len(parts) or 1)
    return Grade(credit, parts, answer)


def _ordinal(place: int) -> str:
    teen = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def _mix(items: tuple[str, ...], random: Random, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Shuffle so that the items never stand first in the right order."""
    mixed = [*items, *extra]
    while len(mixed) > 1 and tuple(mixed[: len(items)]) == items:
        random.shuffle(mixed)
    return tuple(mixed)
