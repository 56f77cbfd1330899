"""The order in which a question's options are shown."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from spacequiz.game.question import (
    Choice,
    Match,
    Number,
    Order,
    Question,
    Several,
    TrueFalse,
    Typed,
)

TRUE, FALSE = "true", "false"
KEPT_BY_FIFTY_FIFTY = 2

_NUMBER = re.compile(r"(?P<before>\D*?)(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<after>\D*)")


def arrange_options(question: Question, seed: str) -> tuple[str, ...]:
    """Return the options in the order of showing; the same seed gives the same order.

    Numbers and years ascend, an option named by `keep_last` stays last, all else is shuffled.
    Typed and number questions have none; order questions have their items, match questions their
    right sides.
    """
    random = Random(f"options/{seed}/{question.address}")
    match question.body:
        case Choice(answer, wrong, keep_last):
            options = [answer, *(option.text for option in wrong)]
        case Several(answers, wrong):
            options, keep_last = [*answers, *(option.text for option in wrong)], None
        case TrueFalse():
            return (TRUE, FALSE)
        case Order(items):
            return _mix(items, random)
        case Match(pairs, extra):
            return _mix((*dict.fromkeys(right for _, right in pairs), *extra), random)
        case Typed() | Number():
            return ()
    return _arrange(options, keep_last, random)


def _arrange(options: list[str], keep_last: str | None, random: Random) -> tuple[str, ...]:
    """Sort numbers, shuffle all else."""
    movable = [option for option in options if option != keep_last]
    values = _read_numbers(movable)
    if values:
        movable.sort(key=values.__getitem__)
    else:
        random.shuffle(movable)
    return (*movable, keep_last) if keep_last in options and keep_last is not None else (*movable,)


def _mix(items: tuple[str, ...], random: Random) -> tuple[str, ...]:
    """Shuffle so that the result is never the right order itself."""
    mixed = list(items)
    while len(mixed) > 1 and tuple(mixed) == items:
        random.shuffle(mixed)
    return tuple(mixed)


def _read_numbers(options: list[str]) -> dict[str, Decimal] | None:
    """Return each option's value if all are numbers with the same words around them."""
    values: dict[str, Decimal] = {}
    frames: set[tuple[str, str]] = set()
    for option in options:
        found = _NUMBER.fullmatch(option)
        if not found:
            return None
        values[option] = Decimal(found["number"].replace(",", ""))
        frames.add((found["before"], found["after"].rstrip("s")))
    return values if len(frames) == 1 else None


def choose_removed(question: Question, seed: str) -> frozenset[str]:
    """Return the wrong options that fifty-fifty takes away; empty where it cannot help."""
    if not isinstance(question.body, Choice):
        return frozenset()
    wrong = [option.text for option in question.body.wrong]
    surplus = len(wrong) + 1 - KEPT_BY_FIFTY_FIFTY
    if surplus < 1:
        return frozenset()
    return frozenset(Random(f"halve/{seed}/{question.address}").sample(wrong, surplus))
