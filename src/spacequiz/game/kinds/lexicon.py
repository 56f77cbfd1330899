"""The words of a language, in as few bytes as tell a word from what is none."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LANGUAGES = frozenset(("de", "en", "es", "fr", "it", "pt"))
"""Those with a list; words/README.md says where the lists come from."""
_LISTS = LANGUAGES | {"ja-readings"}
BARE = "~"
"""Stands before the bare form of a word in a language where dots make another one: ~hute for Hüte."""
_HASHES = 8
_BITS_A_WORD = 12
BITS_A_READING = 24
"""More, since a text is looked up in many ways: of what is no reading, one in 25,000 is taken for one."""


class Lexicon:
    """Hold the common words and names of a language as a Bloom filter.

    What is in the list is always found; of what is not, three in a thousand are taken for a word.
    Words are looked up in small letters, with their accents, or without all of them; in German,
    where dots make another word, those without stand behind `BARE`.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __contains__(self, word: str) -> bool:
        data = self._data
        return bool(data) and all(
            data[bit >> 3] & (1 << (bit & 7)) for bit in _list_bits(word, len(data))
        )


@lru_cache(maxsize=8)
def find_lexicon(base: str) -> Lexicon:
    """Return the words of a language by its short name; of one without a list, none."""
    return Lexicon(read_list(f"{base}.bloom") if base in _LISTS else b"")


def read_list(name: str) -> bytes:
    """Return the bytes of a file of words."""
    import pkgutil

    return pkgutil.get_data(__package__, f"words/{name}") or b""


def make_filter(words: Collection[str], bits: int = _BITS_A_WORD) -> bytes:
    """Return the bytes of a list, with so many bits a word."""
    data = bytearray(len(words) * bits // 8 + 1)
    for word in words:
        for bit in _list_bits(word, len(data)):
            data[bit >> 3] |= 1 << (bit & 7)
    return bytes(data)


def _list_bits(word: str, size: int) -> Iterator[int]:
    from _blake2 import blake2b  # What hashlib has, without OpenSSL, which takes 3 ms to load.

    found = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    first, step = found >> 32, found & 0xFFFFFFFF | 1
    return ((first + number * step) % (size * 8) for number in range(_HASHES))
