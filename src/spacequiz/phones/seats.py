"""Seats: the secret that finds one again, and the name of whoever sits there."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from spacequiz.game.night.setup import NAME_LIMIT, clean_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from random import Random

NAME_GRAPHEMES = 20
_TOKEN_BYTES = 18
_SEAT_DIGITS = 20
_ZWJ = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)

# What looks like a Latin letter once it is in lower case without marks.
_LOOKALIKES = str.maketrans(
    "аеорсхуіјѕһԁкмтвнαεορυικτχη01|!$@5",
    "aeopcxyijshdkmtbhaeopuiktxnollisas",
)


def make_token() -> str:
    """Return a new secret for a seat; only the phone keeps it."""
    return token_urlsafe(_TOKEN_BYTES)


def name_seat(token: str) -> str:
    """Return the seat of a token. The journal knows seats alone, so that it holds no secret."""
    return sha256(token.encode()).hexdigest()[:_SEAT_DIGITS]


def make_code(seed: str) -> str:
    """Return the four letters of a room: the same for an evening that goes on after a crash."""
    # Without letters that are taken for one another, and without vowels, which make words.
    letters = "BCDFGHJKLMNPQRSTVWXZ"
    digest = sha256(f"room/{seed}".encode()).digest()
    return "".join(letters[byte % len(letters)] for byte in digest[:4])


def clean_guest(text: str) -> str:
    """Return a guest's name as it may be shown; empty if nothing of it is left."""
    kept = ""
    for number, grapheme in enumerate(_split(clean_name(text[: 8 * NAME_LIMIT]))):
        if number == NAME_GRAPHEMES or len(kept) + len(grapheme) > NAME_LIMIT:
            break
        kept += grapheme
    name = clean_name(kept)
    return name if any(c.isalnum() or ord(c) > 0x2000 for c in name) else ""


def _split(text: str) -> Iterator[str]:
    """Yield what a reader takes for one character each; as near as counting names needs."""
    part = ""
    for c in text:
        joined = unicodedata.category(c)[0] == "M" or c == _ZWJ or ord(c) in _SKIN
        flag = ord(c) in _FLAGS and len(part) == 1 and ord(part) in _FLAGS
        if part and not joined and not part.endswith(_ZWJ) and not flag:
            yield part
            part = ""
        part += c
    if part:
        yield part


@lru_cache(maxsize=2048)
def find_skeleton(name: str) -> str:
    """Return what a name looks like: two names of one skeleton are taken for each other."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKALIKES)
    plain = "".join(c for c in plain if unicodedata.category(c)[0] not in "MZCP")
    # An l, an I and a 1 are one stroke in many fonts.
    return plain.replace("i", "l") or name


def find_free(name: str, taken: Collection[str]) -> str:
    """Return the name, or with a number after it where its skeleton is among those taken."""
    if find_skeleton(name) not in taken:
        return name
    graphemes = list(_split(name))[: NAME_GRAPHEMES - 4]
    stem = "".join(graphemes)[: NAME_LIMIT - 4].rstrip()
    numbered = (clean_name(f"{stem} {n}") for n in range(2, 1000))
    return next((n for n in numbered if find_skeleton(n) not in taken), "")


_FIRST = {
    "en": "Brave Bright Calm Clever Daring Eager Fast Gentle Happy Jolly Lucky Merry Quick "
    "Quiet Shiny Silver Smart Sunny Swift Wise",
    "es": "Nutria Estrella Cometa Ardilla Foca Gaviota Hormiga Iguana Jirafa Libélula Luna "
    "Mariposa Nube Oruga Paloma Panda Rana Tortuga Urraca Zebra",
}
_SECOND = {
    "en": "Badger Comet Dolphin Falcon Fox Gecko Heron Koala Lynx Meteor Moon Otter Owl Panda "
    "Penguin Planet Puffin Rocket Star Tiger",
    "es": "Alegre Amable Audaz Brillante Capaz Constante Dulce Elegante Feliz Fuerte Genial "
    "Grande Hábil Leal Libre Noble Paciente Sagaz Valiente Veloz",
}


def suggest_name(language: str, taken: Collection[str], random: Random) -> str:
    """Return a name that nobody has."""
    language = language if language in _FIRST else "en"
    first, second = (
        random.choice(_FIRST[language].split()),
        random.choice(_SECOND[language].split()),
    )
    return find_free(f"{first} {second}", taken)
