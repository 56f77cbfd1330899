"""Values as the save file has them: JSON, moments, and what may stand in their place."""

from __future__ import annotations

import json
from datetime import UTC
from math import isfinite
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from spacequiz.text import clean_text

if TYPE_CHECKING:
    from datetime import datetime


def stamp(moment: datetime) -> str:
    """Return a moment as the file has it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pack(value: object) -> str:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False)


def unpack(text: str, default: Any) -> Any:
    """Return what JSON holds, or `default` where it is damaged or of another shape."""
    try:
        value = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return default
    return value if default is None or isinstance(value, type(default)) else default


def shape_like(value: object, default: object) -> object:
    """Return `value` if it is of the type of `default`, which it came from through JSON."""
    if value is None or default is None:
        return default if value is None else value
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if isinstance(value, bool) is not isinstance(default, bool):
        return default
    return value if isinstance(value, type(default)) else default


def list_texts(value: object) -> tuple[str, ...]:
    """Return a list's items as texts; nothing where it is no list."""
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def clean(text: str) -> str:
    """Return the text; it changes only where it holds what must not reach a terminal."""
    # So are nearly all of the many texts of a history.
    if text.isascii() and text.isprintable():
        return text
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


def read_text(raw: bytes) -> str:
    """Return what stands in a column of texts, whatever a damaged file takes it for."""
    return raw.decode("utf-8", "replace")


def read_number(value: object) -> float:
    """Return what stands in a column of numbers; 0 where it is none."""
    return float(value) if isinstance(value, (int, float)) and isfinite(value) else 0.0
