"""Rules about a whole pack: no strategy of a guesser pays, and players have something to choose."""

from __future__ import annotations

from collections import Counter
from math import comb
from typing import TYPE_CHECKING

from spacequiz.game.question import TrueFalse
from spacequiz.packs.lint.item import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.packs.lint.item import Item

SURE = 0.01
"""How rarely chance alone may bring about what is called a bias."""
LEAST_EXCESS = 0.1
"""How far above chance a share must lie before a guesser profits from it."""
FEWEST_CHOICES = 20
FEWEST_STATEMENTS = 10
FEWEST_QUESTIONS = 30

_ID = ("id",)


def check_length_bias(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack in which the longest option, or the shortest, is right too often (H&D&R 24)."""
    for word, pick in (("longest", max), ("shortest", min)):
        tries = hits = 0
        chance = 0.0
        for item in items:
            if not item.is_choice:
                continue
            lengths = [len(text) for text in (*item.keys, *item.wrong)]
            extreme = pick(lengths)
            if lengths.count(extreme) == 1:
                tries += 1
                hits += lengths[0] == extreme
                chance += 1 / len(lengths)
        if tries < FEWEST_CHOICES:
            continue
        expected = chance / tries
        tail = find_tail(hits, tries, expected)
        if tail < SURE and hits / tries > expected + LEAST_EXCESS:
            message = f"The {word} option is right in {hits} of {tries} questions"
            hint = f"By chance it would be in about {round(chance)}. Even the lengths out."
            yield Finding(_ID, "length-bias", message, hint)


def check_truth_bias(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack in which true, or false, is the safe guess."""
    truths = [i.question.body.answer for i in items if isinstance(i.question.body, TrueFalse)]
    if len(truths) < FEWEST_STATEMENTS:
        return
    for word, hits in (("true", sum(truths)), ("false", len(truths) - sum(truths))):
        if find_tail(hits, len(truths), 0.5) < SURE / 2:
            message = f"{hits} of {len(truths)} statements are {word}"
            yield Finding(_ID, "truth-bias", message, "Make about half of them true.")


def check_spread(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack whose questions are all of one difficulty, or all of one kind."""
    if len(items) < FEWEST_QUESTIONS:
        return
    levels = Counter(item.question.difficulty for item in items)
    if len(levels) == 1:
        message = f"All {len(items)} questions are {next(iter(levels))}"
        hint = "Modes that climb need easy and hard ones: about a third easy and a fifth hard."
        yield Finding(_ID, "one-difficulty", message, hint)
    kinds = Counter(item.question.kind for item in items)
    if len(kinds) == 1:
        message = f"All {len(items)} questions are of the kind {next(iter(kinds))}"
        hint = "Recalling teaches more than recognizing: make some of them typed, number or order."
        yield Finding(_ID, "one-kind", message, hint)


def find_tail(hits: int, tries: int, chance: float) -> float:
    """Return how likely so many hits or more are by chance (binomial test, one-sided)."""
    if tries > 1000:
        # The normal approximation with a correction for continuity: exact sums overflow.
        from statistics import NormalDist

        spread = (tries * chance * (1 - chance)) ** 0.5
        return 1 - NormalDist(tries * chance, spread).cdf(hits - 0.5)
    return sum(
        comb(tries, k) * chance**k * (1 - chance) ** (tries - k) for k in range(hits, tries + 1)
    )


RULES = (check_length_bias, check_truth_bias, check_spread)
