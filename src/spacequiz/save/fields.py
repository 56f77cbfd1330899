"""The fields of a document from outside, each checked as it is taken."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from spacequiz.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 1_000_000_000
"""The largest count, sum of points or number of seconds that is believed."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


class Wrong(Exception):  # noqa: N818
    """Tell that a field is not as it should be."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Read the fields of an object of the document.

    Args:
        values: The object.
        place: Where it stands, for the message.
    """

    values: dict[str, Any]
    place: str

    def _take(self, name: str, fits: Callable[[Any], bool]) -> Any:
        value = self.values.get(name)
        if not fits(value):
            raise Wrong(f"{self.place}.{name}" if self.place else name)
        return value

    def text(self, name: str, fits: Callable[[str], object] = bool) -> str:
        """Return a text without what could steer a terminal."""
        text = clean(self._take(name, lambda v: isinstance(v, str)))
        self._take(name, lambda _: bool(fits(text)))
        return text

    def line(self, name: str) -> str:
        """Return a text that may be empty."""
        return self.text(name, lambda _: True)

    def stamp(self, name: str, *, optional: bool = False) -> str:
        """Return a moment as the file has it."""
        return self.text(name, lambda v: _STAMP.fullmatch(v) or (optional and not v))

    def day(self, name: str) -> str:
        """Return a day, or an empty text."""
        return self.text(name, lambda v: not v or _is_day(v))

    def whole(self, name: str, least: int = 0, most: int = MOST) -> int:
        """Return a whole number."""
        return int(self._take(name, lambda v: type(v) is int and least <= v <= most))

    def number(self, name: str, most: float = MOST) -> float:
        """Return a number from 0 on."""
        fits = self._take(
            name, lambda v: type(v) in (int, float) and math.isfinite(v) and 0 <= v <= most
        )
        return float(fits)

    def truth(self, name: str) -> bool:
        """Return yes or no."""
        return bool(self._take(name, lambda v: isinstance(v, bool)))

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object as it is, with its texts clean."""
        return dict(clean_value(self._take(name, lambda v: isinstance(v, dict))))

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        found = self._take(
            name, lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v)
        )
        return [clean(text) for text in found]

    def objects(self, name: str) -> Iterator[Fields]:
        """Return the objects of a list."""
        found = self._take(
            name, lambda v: isinstance(v, list) and all(isinstance(item, dict) for item in v)
        )
        where = f"{self.place}.{name}" if self.place else name
        return (Fields(values, f"{where}[{index}]") for index, values in enumerate(found))

    def object(self, name: str) -> Fields | None:
        """Return an object, or nothing where it is null."""
        values = self._take(name, lambda v: v is None or isinstance(v, dict))
        return None if values is None else Fields(values, f"{self.place}.{name}")


def clean(text: str) -> str:
    """Return the text; it changes only where it holds what must not reach a terminal."""
    cleaned, _ = clean_text(text)
    return text if cleaned in (text, normalize("NFC", text)) else cleaned


def clean_value(value: Any) -> Any:
    """Return a value from JSON with all its texts clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_value(item) for item in value]
    if isinstance(value, dict):
        return {clean(name): clean_value(item) for name, item in value.items()}
    return value


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
