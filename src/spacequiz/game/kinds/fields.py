"""What the fields of a kind can hold: their limits, and the words that editors show for them."""

from __future__ import annotations

from functools import cache
from inspect import Parameter, signature
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Chars(NamedTuple):
    """Say how many characters a text can have."""

    least: int
    most: int
    lines: bool = False
    """Whether it can have several lines; spaces stay as they are then."""


class Count(NamedTuple):
    """Say how many entries a list can have."""

    least: int
    most: int


class AtLeast(NamedTuple):
    """Say which number is the smallest."""

    number: int


class OrOne(NamedTuple):
    """Say that one text can stand for a list."""

    chars: Chars


class Says(NamedTuple):
    """Tell authors of packs what a field means."""

    words: str
    key: str = ""
    """What it is called in a pack, where that is not its name."""


PROSE = Chars(1, 2000, lines=True)
"""What is asked."""
LINE = Chars(1, 200)
"""An answer, an option, an item."""
NAME = Chars(1, 80)
"""A unit, a category, a tag."""
NOTE = Chars(0, 500, lines=True)
"""A hint, and why an option is wrong."""
TAGS = Count(0, 20)

Line = Annotated[str, LINE]
Name = Annotated[str, NAME]
Note = Annotated[str, NOTE]
Remark = Annotated[str, NOTE._replace(lines=False)]
"""What is asked back."""


class Field(NamedTuple):
    """Describe a field: how packs call it, and what can stand there."""

    name: str
    key: str
    hint: Any
    """Its type, with what is said of it."""
    words: str
    default: Any
    required: bool
    placed: bool
    """Whether it is given by its place; all others by name alone."""


@cache
def list_fields(owner: type) -> tuple[Field, ...]:
    """Return the fields of a kind, or of a part of one, as they are declared."""
    hints = get_type_hints(owner, include_extras=True)
    return tuple(_describe(name, hints[name], each) for name, each in _list_parameters(owner))


def split_names(owner: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a kind that are given by place, and those that are given by name."""
    fields = list_fields(owner)
    placed = tuple(field.name for field in fields if field.placed)
    return placed, tuple(field.name for field in fields if not field.placed)


def split_hint(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without what is said of it, and that."""
    if get_origin(hint) is not Annotated:
        return hint, ()
    form, *said = get_args(hint)
    return form, tuple(said)


def find_mark(hint: Any, mark: type[T]) -> T | None:
    """Return what is said of a type under a heading, such as its limits."""
    return next((each for each in split_hint(hint)[1] if isinstance(each, mark)), None)


def find_item(hint: Any) -> Any:
    """Return what a list is a list of; None for what is no list."""
    form, _ = split_hint(hint)
    return get_args(form)[0] if get_origin(form) is tuple else None


def holds_pairs(hint: Any) -> bool:
    """Return whether a type is a list of pairs."""
    return get_origin(find_item(hint)) is tuple


def find_count(owner: type, name: str) -> Count:
    """Return how many entries a field of a kind can have."""
    found = [find_mark(field.hint, Count) for field in list_fields(owner) if field.name == name]
    if not found or found[0] is None:
        raise LookupError(f"{owner.__name__}.{name} is no list with limits")
    return found[0]


def _list_parameters(owner: type) -> list[tuple[str, Parameter]]:
    declared = signature(owner).parameters
    # A signature puts what is given by name alone behind the rest.
    return [(name, declared[name]) for name in owner.__annotations__ if name in declared]


def _describe(name: str, hint: Any, given: Parameter) -> Field:
    said = find_mark(hint, Says) or Says("")
    return Field(
        name,
        said.key or name.replace("_", "-"),
        hint,
        said.words,
        given.default,
        required=given.default is Parameter.empty,
        placed=given.kind is not Parameter.KEYWORD_ONLY,
    )
