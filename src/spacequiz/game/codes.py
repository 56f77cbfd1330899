"""The game code: a few letters that carry packs, mode, number and seed to another player."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.modes import MODES, Drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.game.records import Setup

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread."""
_MISREAD = str.maketrans("ILO", "110")
_GROUP = 4
_BITS = 5

# From the right: each part's name and how many bits it has.
_PARTS = (
    *(("check", 5), ("packs", 15), ("seed", 20)),
    *(("kinds", 7), ("levels", 3), ("count", 7), ("mode", 3)),
)
_LETTERS = sum(bits for _, bits in _PARTS) // _BITS
_MOST_COUNT = 127
_CHECK_START = 17
"""What a code of zeros alone must not have as its check, so that it is no code."""
_FIELD = 0b100101
"""The polynomial x⁵ + x² + 1, with which letters are numbers of a field of 32."""
SEEDS = 1 << 20
"""How many seeds there are."""

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class GameCode:
    """Hold what a code carries."""

    mode: str
    count: int
    """0 where the mode decides."""
    difficulties: tuple[Difficulty, ...]
    kinds: tuple[Kind, ...]
    seed: int
    """Below `SEEDS`."""
    packs: int
    """The fingerprint of the packs; see `fingerprint_packs`."""


def number_seed(text: str) -> int:
    """Return the seed that a text stands for; a number below `SEEDS` stands for itself."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(SEEDS)) and int(text) < SEEDS:
        return int(text)
    return crc32(text.encode()) % SEEDS


def fingerprint_packs(packs: Iterable[str]) -> int:
    """Return a number of 15 bits that stands for a set of pack ids."""
    return crc32("\n".join(sorted(set(packs))).encode()) % (1 << 15)


def make_code(setup: Setup, packs: Sequence[str], seed: int) -> str:
    """Return the code of a game, in groups of four letters.

    Empty where a code cannot carry the game: one that is limited to categories, that has too many
    questions, or whose mode asks each player's own questions.
    """
    mode = MODES[setup.mode]
    count = setup.count if mode.counts else 0
    if setup.categories or count > _MOST_COUNT or mode.drawing is Drawing.GIVEN:
        return ""
    values = {
        "mode": list(MODES).index(mode.name),
        "count": count,
        "levels": _to_mask(setup.difficulties, list(Difficulty)),
        "kinds": _to_mask(setup.kinds, list(Kind)),
        "seed": seed,
        "packs": fingerprint_packs(packs),
    }
    number = 0
    for name, bits in reversed(_PARTS[1:]):
        number = number << bits | values[name]
    data = [number >> _BITS * place & 31 for place in range(_LETTERS - 2, -1, -1)]
    letters = "".join(ALPHABET[value] for value in (*data, _check(data)))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def read_code(text: str) -> GameCode | None:
    """Return what a code carries, however it is typed; None if it is no code."""
    letters = "".join(c for c in text.upper() if c.isalnum()).translate(_MISREAD)
    if len(letters) != _LETTERS or any(letter not in ALPHABET for letter in letters):
        return None
    data = [ALPHABET.index(letter) for letter in letters]
    number = 0
    for value in data:
        number = number << _BITS | value
    values = {}
    for name, bits in _PARTS:
        values[name] = number & ((1 << bits) - 1)
        number >>= bits
    modes = [mode.name for mode in MODES.values() if mode.drawing is not Drawing.GIVEN]
    if values["check"] != _check(data[:-1]) or values["mode"] >= len(modes):
        return None
    return GameCode(
        mode=modes[values["mode"]],
        count=values["count"],
        difficulties=_from_mask(values["levels"], Difficulty),
        kinds=_from_mask(values["kinds"], Kind),
        seed=values["seed"],
        packs=values["packs"],
    )


def _check(data: Sequence[int]) -> int:
    """Return the check letter of the letters before it.

    Each letter has a weight of its own in the field, so that one wrong letter, or two that
    changed places, are always noticed.
    """
    check = 0
    for value in data:
        check = _double(check) ^ value
    return _double(check) ^ _CHECK_START


def _double(value: int) -> int:
    """Return twice a number of the field."""
    value <<= 1
    return value ^ _FIELD if value >> _BITS else value


def _to_mask(chosen: Iterable[StrEnum], members: Sequence[StrEnum]) -> int:
    return sum(1 << members.index(one) for one in set(chosen))


def _from_mask(mask: int, members: type[Member]) -> tuple[Member, ...]:
    return tuple(one for place, one in enumerate(members) if mask >> place & 1)
