"""The wire: what phones may say, within which limits, and how they are answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from spacequiz.game.codec import encode
from spacequiz.game.kinds import Way
from spacequiz.text import clean_line

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Response
    from spacequiz.game.views import Card

MESSAGE_BYTES = 2048
RATE, BURST = 10.0, 30.0
"""How many messages a second a phone may send, and how many at once."""
TYPED_LIMIT = 200
"""Characters of a typed answer."""


class WireError(ValueError):
    """What came over the wire is no message of ours."""


def read_message(text: str) -> dict[str, Any]:
    """Return a message.

    Raises:
        WireError: It is none.
    """
    if len(text) > MESSAGE_BYTES or len(text.encode(errors="replace")) > MESSAGE_BYTES:
        raise WireError("too long")
    try:
        message = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WireError("no JSON") from error
    if not isinstance(message, dict) or not isinstance(message.get("do"), str):
        raise WireError("no message")
    return message


def _refuse(word: str) -> object:
    raise ValueError(word)


def read_text(message: dict[str, Any], name: str) -> str:
    """Return a text of a message; empty where there is none."""
    value = message.get(name)
    # A lone surrogate could be neither written down nor sent on.
    return value.encode(errors="ignore").decode() if isinstance(value, str) else ""


def read_number_of(message: dict[str, Any], name: str) -> int:
    """Return a whole number of a message; -1 where there is none."""
    value = message.get(name)
    return value if type(value) is int and 0 <= value <= 10**9 else -1


def read_response(card: Card, given: object) -> Response | None:
    """Return the answer that a phone gave to a question; None where it can be none.

    Options, items and right sides come by their place on the card, so that no text travels twice.
    """
    if card.way is Way.TYPE:
        if not isinstance(given, str):
            return None
        text = clean_line(given.encode(errors="ignore").decode(), TYPED_LIMIT)
        return (text,) if text else None
    if not isinstance(given, list) or len(given) > 2 * len(card.options) + len(card.lefts):
        return None
    if not all(type(n) is int and -1 <= n < len(card.options) for n in given):
        return None
    if card.way is Way.PAIR:
        fits = len(given) == len(card.lefts) and any(n >= 0 for n in given)
        return tuple(card.options[n] if n >= 0 else "" for n in given) if fits else None
    if not given or min(given) < 0 or len(set(given)) != len(given):
        return None
    if card.way is Way.PICK_MANY:
        return tuple(card.options[n] for n in sorted(given))
    wanted = len(card.options) if card.way is Way.ARRANGE else 1
    return tuple(card.options[n] for n in given) if len(given) == wanted else None


def write(**fields: object) -> str:
    """Return a message to a phone."""
    return _WRITER.encode(fields)


def write_fact(fact: object) -> str:
    """Return a frozen fact as JSON."""
    return _WRITER.encode(encode(fact))


# One for all: what is made anew for every message costs more than the message.
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Allowance:
    """Count how many messages a phone may still send."""

    def __init__(self, now: float) -> None:
        self._left = BURST
        self._at = now

    def take(self, now: float) -> bool:
        """Return whether one message more is fine."""
        self._left = min(BURST, self._left + (now - self._at) * RATE)
        self._at = now
        self._left -= 1
        return self._left >= 0
