"""Order and match questions as lines: how they are printed, read and judged."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Way
from spacequiz.language import say
from spacequiz.words.verdicts import describe_belonging

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Response
    from spacequiz.game.views import Card, Reveal
    from spacequiz.words import Glyphs

NONE = "-"
_NUMBER = re.compile(r"[\s,;.>→-]*(\d+)")
# `1b`, `1 b`, `1-b`, `1: b`; `3-` leaves a left side without a partner.
_PAIR = re.compile(r"[\s,;]*(\d+)\s*(?:[-=:.)>→]*\s*([a-z])|-)", re.IGNORECASE)
_REST = re.compile(r"[\s,;.]*")


class UnclearError(ValueError):
    """Say what is wrong with a line that was typed."""


def list_sides(card: Card) -> str:
    """Return the left sides of a match question with numbers, then the right ones with letters."""
    lefts = [f"  {number}. {left}" for number, left in enumerate(card.lefts, 1)]
    rights = [f"  {letter}. {r}" for letter, r in zip(ascii_lowercase, card.options, strict=False)]
    return "\n".join([*lefts, say(" with"), *rights])


def read_arrangement(line: str, card: Card) -> Response:
    """Return what a line answers to an order or match question.

    Raises:
        UnclearError: The line is no answer.
    """
    return _read_pairs(line, card) if card.way is Way.PAIR else _read_order(line, card)


def _read_order(line: str, card: Card) -> Response:
    count = len(card.options)
    # Without anything between them, as in 312, each digit counts by itself.
    if line.isascii() and line.isdigit():
        line = " ".join(line)
    texts = _split(_NUMBER, line, say("Type nothing but numbers."))
    numbers = [_read_number(text[0], count) for text in texts]
    _refuse_twice([str(number) for number in numbers])
    missing = [str(n) for n in range(1, count + 1) if n not in numbers]
    if missing:
        raise UnclearError(say("Missing: {numbers}.", numbers=", ".join(missing)))
    return tuple(card.options[number - 1] for number in numbers)


def _read_pairs(line: str, card: Card) -> Response:
    letters = ascii_lowercase[: len(card.options)]
    found = _split(_PAIR, line, say("Type nothing but pairs of a number and a letter."))
    partners: dict[int, str] = {}
    for number, letter in found:
        left = _read_number(number, len(card.lefts))
        if left in partners:
            raise UnclearError(say("{item} stands there twice.", item=left))
        if letter and letter.lower() not in letters:
            raise UnclearError(
                say(
                    "There is no {letter}; the letters go up to {last}.",
                    letter=letter.lower(),
                    last=letters[-1],
                )
            )
        partners[left] = card.options[letters.index(letter.lower())] if letter else ""
    _refuse_twice([letter.lower() for _, letter in found if letter])
    missing = [str(n) for n in range(1, len(card.lefts) + 1) if n not in partners]
    if missing:
        raise UnclearError(
            say(
                "Without a partner: {numbers}. To leave it so, type {example} as well.",
                numbers=", ".join(missing),
                example=missing[0] + NONE,
            )
        )
    return tuple(partners[left] for left in sorted(partners))


def _split(pattern: re.Pattern[str], line: str, otherwise: str) -> list[tuple[str, str]]:
    """Return the groups of each match, which must follow one another to the end of the line."""
    found: list[tuple[str, str]] = []
    at = 0
    while match := pattern.match(line, at):
        groups = [group or "" for group in match.groups()]
        found.append((groups[0], groups[1] if len(groups) > 1 else ""))
        at = match.end()
    if not found or not _REST.fullmatch(line, at):
        raise UnclearError(otherwise)
    return found


def _read_number(text: str, count: int) -> int:
    number = int(text) if text.isascii() and len(text) < 4 else 0
    if not 1 <= number <= count:
        said = say(
            "There is no {number}; the numbers go up to {last}.", number=text[:4], last=count
        )
        raise UnclearError(said)
    return number


def _refuse_twice(texts: list[str]) -> None:
    twice = [text for text in texts if texts.count(text) > 1]
    if twice:
        raise UnclearError(say("{item} stands there twice.", item=twice[0]))


def judge(card: Card, reveal: Reveal, glyphs: Glyphs) -> list[str]:
    """Return each item or pair as the player put it, judged in words; none without an answer."""
    if card.way not in (Way.ARRANGE, Way.PAIR) or not reveal.response:
        return []
    parts = list(reveal.parts)
    if card.way is Way.ARRANGE:
        by_text = {part.text: part for part in parts}
        parts = [by_text[text] for text in reveal.response if text in by_text]
    lines = []
    for number, part in enumerate(parts, 1):
        text, note = part.text, describe_belonging(part.place)
        if card.way is Way.PAIR:
            text += f" {glyphs.to} {part.given or say('nothing')}"
            note = say("goes with {partner}", partner=part.note)
        mark = glyphs.right if part.right else glyphs.wrong
        lines.append(f"  {mark} {number}. {text}: {say('right') if part.right else note}")
    return lines
