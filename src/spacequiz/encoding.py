"""Text for an output that cannot show every character, such as ASCII or an old code page."""

from __future__ import annotations

import locale
import sys
import unicodedata
from codecs import CodecInfo, lookup, register, register_error
from functools import partial
from io import TextIOWrapper
from typing import TextIO

_PLAIN = str.maketrans(
    dict.fromkeys("“”„«»″", '"')
    | dict.fromkeys("‘’‚‹›′", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "→": "->", "←": "<-", "±": "+/-", "×": "x", "÷": "/", "⁄": "/", "•": "*"}
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l"}
    | {"Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}
)

_FIT = "spacequiz.fit"
_ASCII = "spacequiz_ascii"


def make_fit(stream: TextIO) -> None:
    """Let a stream write what its reader is sure to see, and never fail at a character."""
    if isinstance(stream, TextIOWrapper):
        encoding = _find_encoding(stream)
        # The fault itself does not tell: its encoding is `charmap` for most code pages.
        errors = f"{_FIT}.{encoding}"
        register_error(errors, partial(_fit_fault, encoding))
        if _is_same(encoding, "ascii"):
            # Click sends UTF-8 over a stream that calls itself ASCII.
            register(_find_codec)
            encoding = _ASCII
        stream.reconfigure(encoding=encoding, errors=errors)


def _fit_fault(encoding: str, fault: UnicodeError) -> tuple[str, int]:
    assert isinstance(fault, UnicodeEncodeError)
    return fit(fault.object[fault.start : fault.end], encoding), fault.end


def _find_codec(name: str) -> CodecInfo | None:
    if name != _ASCII:
        return None
    codec = lookup("ascii")
    return CodecInfo(
        codec.encode,
        codec.decode,
        incrementalencoder=codec.incrementalencoder,
        incrementaldecoder=codec.incrementaldecoder,
        name=_ASCII,
    )


def _find_encoding(stream: TextIO) -> str:
    """Return the encoding of which a stream's reader is sure to show every character.

    A terminal knows only what its locale says. Where Python writes in another encoding, as it does
    under LC_ALL=C or a locale that is not installed, both have nothing but ASCII in common.
    """
    encoding = stream.encoding or "ascii"
    if sys.platform == "win32" or not stream.isatty():
        return encoding
    return encoding if _is_same(encoding, locale.getencoding()) else "ascii"


def _is_same(one: str, other: str) -> bool:
    try:
        return lookup(one) == lookup(other)
    except LookupError:
        return False


def fit(text: str, encoding: str) -> str:
    """Return the text with what the encoding lacks written in characters it has, or else as ?."""
    if _can_encode(text, encoding):
        return text
    return "".join(c if _can_encode(c, encoding) else _fit_character(c, encoding) for c in text)


def _fit_character(character: str, encoding: str) -> str:
    parts = unicodedata.normalize("NFKD", character.translate(_PLAIN))
    plain = "".join(c for c in parts if not unicodedata.combining(c)).translate(_PLAIN)
    if _can_encode(plain, encoding):
        return plain
    return "?"


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
