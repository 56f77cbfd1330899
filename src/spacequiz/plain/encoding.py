"""Text for an output that cannot show every character, such as ASCII or an old code page."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    dict.fromkeys("“”„«»″", '"')
    | dict.fromkeys("‘’‚‹›′", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "→": "->", "←": "<-", "±": "+/-", "×": "x", "÷": "/", "⁄": "/", "•": "*"}
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l"}
    | {"Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}
)


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
