"""The keyboards: what a key may mean that types no letter or digit of ours.

The tables follow the symbols of xkeyboard-config: ru, ua, gr, il, ara, ir, fr, be, cz and sk.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from textual.keys import _character_to_key, key_to_character

if TYPE_CHECKING:
    from collections.abc import Collection

# A semicolon or a slash never stands for q, which leaves the game: they are keys of their own to
# most players. Nor is there a letter at b on the Belarusian keyboard that is not s on the Ukrainian.
_LETTERS = (
    "qwertyuiop asdfghjkl zxcvbnm",
    "йцукенгшщз фывапролд ячсмить",  # Russian
    "␣ςερτυθιοπ ασδφγηξκλ ζχψωβνμ",  # Greek
    "␣'קראטוןםפ שדגכעיחלך זסבהנמצ",  # Hebrew
    "ضصثقفغعهخح شسيبلاتنم ئءؤرﻻىة",  # Arabic
    "ضصثقفغعهخح شسیبلاتنم ظطزرذدپ",  # Persian
)
_DIGITS = (
    "1234567890",
    "&é\"'(-è_çà",  # French
    "&é\"'(§è!çà",  # Belgian, and Apple's French
    "+ěščřžýáíé",  # Czech
    "+ľščťžýáíé",  # Slovak
)
_NOTHING = "␣"
_SINGLE = {"і": "s", "؟": "?"}
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_OFFSET = 0xFEE0


def _list_places() -> dict[str, list[str]]:
    """Return the letters and digits at whose places each character is typed."""
    places = {character: [place] for character, place in _SINGLE.items()}
    for ours, *others in (_DIGITS, _LETTERS):
        for keyboard in others:
            for place, character in zip(ours, keyboard, strict=True):
                found = places.setdefault(character, [])
                if character != _NOTHING and place not in found:
                    found.append(place)
    return places


_PLACES = _list_places()


@cache
def read_key(character: str) -> tuple[str, ...]:
    """Return what a character may stand for, likeliest first: itself, then by its key's place."""
    small = character.lower()[:1]
    meanings = [character, small]
    if ord(small) in _FULL_WIDTH:
        meanings.append(chr(ord(small) - _FULL_WIDTH_OFFSET))
    decimal = unicodedata.decimal(small, None)
    if decimal is not None:
        meanings.append(str(decimal))
    return tuple(dict.fromkeys([*meanings, *_PLACES.get(small, ())]))


def find_meaning(character: str | None, among: Collection[str]) -> str:
    """Return which of some letters and digits a typed character stands for; "" for none."""
    meanings = read_key(character) if character and len(character) == 1 else ()
    return next((meaning for meaning in meanings if meaning in among), "")


@cache
def name_meanings(key: str) -> tuple[str, ...]:
    """Return Textual's names of what a key may stand for, its own name first."""
    modifier, plus, name = key.rpartition("+")
    character = key_to_character(name)
    if character is None or not character.isprintable() or (plus and modifier != "ctrl"):
        return (key,)
    names = (f"{modifier}{plus}{_character_to_key(other)}" for other in read_key(character))
    return tuple(dict.fromkeys((key, *names)))
