"""The codec: frozen facts as JSON has them, and back; what is damaged is refused."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")

TEXT_LIMIT = 5000
"""The longest text that is taken, in characters."""
NUMBER_LIMIT = 1e12
"""The largest number that is taken, above or below zero."""


def encode(value: Any) -> Any:
    """Return a fact as JSON has it: dataclasses as objects, tuples as lists."""
    kind = value.__class__
    if kind in _PLAIN:
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if names := _list_names(kind):
        return {name: encode(getattr(value, name)) for name in names}
    return value.value if isinstance(value, StrEnum) else value


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _list_names(kind: Any) -> tuple[str, ...]:
    """Return what fields a dataclass has; none where it is no dataclass."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def decode(kind: type[Fact], value: object) -> Fact:
    """Return the fact of this type.

    Raises:
        ValueError: The value is none, or has a field that is unknown, missing or damaged.
    """
    fact: Fact = _decode(kind, value)
    return fact


def _decode(kind: Any, value: object) -> Any:
    if get_origin(kind) in (Union, UnionType):
        (inner,) = (part for part in get_args(kind) if part is not type(None))
        return None if value is None else _decode(inner, value)
    if get_origin(kind) is tuple:
        return _decode_tuple(get_args(kind), value)
    if is_dataclass(kind):
        return _decode_object(kind, value)
    if issubclass(kind, StrEnum):
        return kind(_decode_plain(str, value))
    return _decode_plain(kind, value)


def _decode_tuple(parts: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("a list is expected")
    if parts[-1] is Ellipsis:
        return tuple(_decode(parts[0], item) for item in value)
    if len(value) != len(parts):
        raise ValueError(f"{len(parts)} items are expected")
    return tuple(_decode(part, item) for part, item in zip(parts, value, strict=True))


def _decode_object(kind: Any, value: object) -> Any:
    if not isinstance(value, dict):
        raise ValueError("an object is expected")
    known = {field.name: field for field in fields(kind)}
    if strange := sorted(map(str, value.keys() - known.keys())):
        raise ValueError(f"unknown: {', '.join(strange)}")
    missing = sorted(n for n, field in known.items() if n not in value and _is_required(field))
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    hints = _find_hints(kind)
    return kind(**{name: _decode(hints[name], given) for name, given in value.items()})


def _decode_plain(kind: type, value: object) -> Any:
    if kind is float and type(value) is int:
        value = float(value) if abs(value) <= NUMBER_LIMIT else value
    if type(value) is not kind:
        raise ValueError(f"{kind.__name__} is expected")
    if isinstance(value, str):
        value.encode()  # A lone surrogate is a UnicodeEncodeError, which is a ValueError.
        if len(value) > TEXT_LIMIT:
            raise ValueError("a text is too long")
    if isinstance(value, int | float) and not abs(value) <= NUMBER_LIMIT:
        raise ValueError("a number is too large")
    return value


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _find_hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
