"""Keys: which options are meant where a file names the right ones by letter, by number or by text."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.formats.common import CannotCarry
from spacequiz.formats.intake import shorten
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class How(StrEnum):
    """Name how a key was found."""

    LETTER = "by its letter"
    NUMBER = "by its number"
    TEXT = "by its text"
    MARK = "by a mark"
    COLUMN = "by its column"


class Key(NamedTuple):
    """Hold the places of the right options, from 0, and how they were found."""

    places: tuple[int, ...]
    how: How


_AND = re.compile(r"\s+(?:and|und|et|og|och|en|y|e|i)\s+|[\s,;/&+|]+")
_WORD = re.compile(
    r"\b(?:options?|choices?|answers?|opci[oó]n|opciones|respuestas?|r[eé]ponses?|choix|"
    r"antwort(?:en)?|op[cç][aãoõ]+(?:es)?|respostas?|alternativas?|opzion[ei]|rispost[ae])[\s_]*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[(\[]?([A-Za-z])[.):\]]*")
_NUMBER = re.compile(r"[(\[#]?(\d{1,2})[.):\]]*")
_COMPACT = re.compile(r"[A-Z]{2,8}")
_LABELLED = re.compile(r"[(\[]?(?:([A-Za-z])|(\d{1,2}))(?:[.):\]]+|\s[-–—])\s*(\S.*)", re.DOTALL)
_PARTS = re.compile(r"\s*[|\n;]\s*")


def find_text(text: str, options: Sequence[str]) -> int | None:
    """Return the place of the option that reads like a text: equal first, then less and less so.

    Raises:
        CannotCarry: Several options read like it, and none is equal.
    """
    for like in (str, _join, str.casefold, _bare):
        wanted = like(_join(text) if like is not str else text)
        found = [
            place
            for place, option in enumerate(options)
            if option and like(_join(option) if like is not str else option) == wanted
        ]
        if len({options[place] for place in found}) > 1:
            raise CannotCarry(
                say('its answer "{text}" reads like two of its options', text=shorten(text))
            )
        if found:
            return found[0]
    return None


def find_letters(text: str, count: int) -> tuple[int, ...]:
    """Return the places that letters name, as in `B`, `A, C`, `(b)` or `AC`; none if it is no such list."""
    text = _WORD.sub("", text.strip())
    if _COMPACT.fullmatch(text) and list(text) == sorted(set(text)):
        letters = list(text)
    elif re.search(r"\s[yei]\s", text) and not text.replace(" ", "")[:1].isupper():
        # A small letter between small ones can be a word or an option.
        return ()
    else:
        found = [_LETTER.fullmatch(part) for part in _AND.split(text) if part]
        letters = [match[1] for match in found if match]
        if len(letters) < len(found):
            return ()
    return _inside([LETTERS.index(letter.upper()) for letter in letters], count)


def find_numbers(text: str, count: int, first: int = 1) -> tuple[int, ...]:
    """Return the places that numbers name, as in `2`, `1, 3`, `Option 2` or `1.3`, which was 1,3."""
    text = _WORD.sub("", text.strip())
    if re.fullmatch(r"\d\.\d", text):
        # A spreadsheet makes a number of a list.
        text = text.replace(".", ",")
    found = [_NUMBER.fullmatch(part) for part in _AND.split(text) if part]
    numbers = [int(match[1]) - first for match in found if match]
    return _inside(numbers, count) if len(numbers) == len(found) else ()


def _inside(places: Sequence[int], count: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(places)) if all(0 <= p < count for p in places) else ()


def find_texts(text: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the options that a text names: one of them, or a list of several.

    Raises:
        CannotCarry: Several options read like it, and none is equal.
    """
    if (place := find_text(text, options)) is not None:
        return (place,)
    if labelled := find_labelled(text, options):
        return labelled
    for parts in (_PARTS.split(text), re.split(r"\s*,\s*", text)):
        found = [find_text(part, options) for part in parts if part]
        places = [place for place in found if place is not None]
        if len(parts) > 1 and found and len(places) == len(found):
            return tuple(dict.fromkeys(places))
    return ()


def find_labelled(text: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the place that a label and a text name together, as in `B) Cirrus`.

    Raises:
        CannotCarry: The label names one option, and the text another.
    """
    found = _LABELLED.fullmatch(text.strip())
    if not found:
        return ()
    label, number, rest = found.groups()
    place = LETTERS.index(label.upper()) if label else int(number) - 1
    named = find_text(rest, options)
    if named is None:
        return ()
    if place != named:
        raise CannotCarry(
            say('its answer "{text}" names one option and says another', text=shorten(text))
        )
    return (place,)


_PARTED = ("\n", "|", ";")
_LABEL = r"[(\[]?{}[).:\]]\s*"


def list_options(cell: str) -> list[str]:
    """Return the options that one cell holds: each behind its letter, or parted by bars or lines.

    What cannot be parted for sure stays one option, which is too few for a question.
    """
    labelled = _split_labelled(cell)
    if labelled:
        return labelled
    for sign in _PARTED:
        parts = [part.strip() for part in cell.split(sign) if part.strip()]
        if len(parts) > 1:
            return strip_labels(parts)
    return [cell]


def strip_labels(options: Sequence[str]) -> list[str]:
    """Return options without the letters before them, where each one has that of its place."""
    found = [
        re.fullmatch(_label_of(place) + r"(\S.*)", option, re.DOTALL)
        for place, option in enumerate(options)
    ]
    filled = [match for match, option in zip(found, options, strict=True) if option]
    if len(filled) < 2 or not all(filled):
        return list(options)
    return [match[1] if match else "" for match in found]


def _split_labelled(cell: str) -> list[str]:
    """Return the texts behind `a:`, `b:` and so on; none if they do not follow one another."""
    places: list[re.Match[str]] = []
    for number in range(len(LETTERS)):
        before = r"(?:^|[\s,;|])" if number else "^"
        start = places[-1].end() if places else 0
        found = re.compile(before + _label_of(number)).search(cell, start)
        if found is None:
            break
        places.append(found)
    ends = [*(found.start() for found in places[1:]), len(cell)]
    texts = [
        cell[found.end() : end].strip(" \n,;|") for found, end in zip(places, ends, strict=False)
    ]
    # A letter that is left over means that a text was taken for a label, or that they are mixed.
    last = LETTERS[max(0, len(places) - 1)]
    others = (rf"\s{_LABEL.format(f'[A-{last}]')}", rf"[,;|]\s*{_LABEL.format('[A-J]')}")
    doubtful = any(re.search("|".join(others), text.upper()) for text in texts)
    return texts if len(texts) > 1 and all(texts) and not doubtful else []


def _label_of(place: int) -> str:
    letter = LETTERS[place]
    return _LABEL.format(f"[{letter}{letter.lower()}]") if place < len(LETTERS) else r"(?!)"


def _join(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _bare(text: str) -> str:
    """Return a text without the punctuation that changes nothing: what stands at a digit does."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"(?<!\d)[^\w\s+\-−%$€£°](?!\d)|(?<=\w)[.,;:!?]+(?=\s|$)", "", text)
    return " ".join(text.split())
