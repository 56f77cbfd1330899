"""The order in which a question's options are shown."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from spacequiz.game.numbers import read_number
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

if TYPE_CHECKING:
    from decimal import Decimal

TRUE, FALSE = "true", "false"
KEPT_BY_FIFTY_FIFTY = 2
REMEMBERED = 64
"""Questions whose options are kept: each step of a game asks for those of one question again."""

# One number among words: `$5`, `12 000 km`, `the 1960s`.
_FRAMED = re.compile(r"(\D*?)(\d(?:[\d.,'’ \xa0\u202f]*\d)?)(\D*)")
# The dash of `STS-107` is no minus, that of `-$5` is one.
_MINUS = re.compile(r"(?<!\w)[-−–](?=[^\w\s]?$)")


@lru_cache(maxsize=REMEMBERED)
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
            return _mix(tuple(dict.fromkeys(right for _, right in pairs)), random, extra)
        case Typed() | Number():
            return ()
    return _arrange(options, keep_last, question.language, random)


def _arrange(
    options: list[str], keep_last: str | None, language: str, random: Random
) -> tuple[str, ...]:
    """Sort numbers, shuffle all else."""
    movable = [option for option in options if option != keep_last]
    values = _read_numbers(movable, language)
    # Equal numbers have no order but the pack's, in which the right one comes first.
    if len(set(values.values())) == len(movable):
        movable.sort(key=values.__getitem__)
    else:
        random.shuffle(movable)
    return (*movable, keep_last) if keep_last in options and keep_last is not None else (*movable,)


def _mix(items: tuple[str, ...], random: Random, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Shuffle so that the items never stand first in the right order."""
    mixed = [*items, *extra]
    while len(mixed) > 1 and tuple(mixed[: len(items)]) == items:
        random.shuffle(mixed)
    return tuple(mixed)


def _read_numbers(options: list[str], language: str) -> dict[str, Decimal]:
    """Return each option's value if all are numbers, with the same words around them if any."""
    whole = {option: found[0] for option in options if (found := read_number(option, language))}
    if len(whole) == len(options):
        return whole
    framed = [_read_framed(option, language) for option in options]
    frames = {frame for frame, _ in framed}
    values = {o: value for o, (_, value) in zip(options, framed, strict=True) if value is not None}
    return values if len(frames) == 1 and len(values) == len(options) else {}


def _read_framed(option: str, language: str) -> tuple[tuple[str, str], Decimal | None]:
    """Return the words around the number of an option, without a plural s, and the number."""
    found = _FRAMED.fullmatch(option)
    readings = read_number(found[2], language) if found else ()
    if not found or not readings:
        return ("", ""), None
    before, minus = _MINUS.subn("", found[1])
    value = readings[0].copy_negate() if minus else readings[0]
    return (before, found[3].rstrip("s")), value


@lru_cache(maxsize=REMEMBERED)
def choose_removed(question: Question, seed: str) -> frozenset[str]:
    """Return the wrong options that fifty-fifty takes away; empty where it cannot help."""
    if not isinstance(question.body, Choice):
        return frozenset()
    wrong = [option.text for option in question.body.wrong]
    surplus = len(wrong) + 1 - KEPT_BY_FIFTY_FIFTY
    if surplus < 1:
        return frozenset()
    return frozenset(Random(f"halve/{seed}/{question.address}").sample(wrong, surplus))
