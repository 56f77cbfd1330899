"""The forms of a kind's fields: how each stands in a pack, as pydantic is to read it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Tag,
    create_model,
)
from pydantic import Field as Limit
from pydantic_core import PydanticCustomError

from spacequiz.game.kinds.fields import (
    AtLeast,
    Chars,
    Count,
    OrOne,
    find_item,
    find_mark,
    holds_pairs,
    list_fields,
    split_hint,
)
from spacequiz.text import collapse

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.game.kinds.fields import Field

_List: Any = list
_Dict: Any = dict
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
ALONE = r"^[^,;|\n]+$"
"""A text that stands for a list of one; one with a comma may be meant to be several."""
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


class Form(BaseModel):
    """Refuse keys that nobody knows: one of them is a typing mistake in another."""

    model_config = ConfigDict(extra="forbid")


PARTS: dict[str, type[Form]] = {}
"""The parts that stand in lists of their own, by the key of the list."""


def _wrap_one(value: Any) -> Any:
    return [value] if isinstance(value, str) and re.match(ALONE, value) else value


ONE = BeforeValidator(_wrap_one)
"""Lets one text count as a list of one."""


def make_fields(owner: type) -> dict[str, Any]:
    """Return the fields of a kind, or of a part of one, as a model of pydantic has them."""
    return {field.name: (_make_type(field), _declare(field)) for field in list_fields(owner)}


def _declare(field: Field) -> Any:
    default = ... if field.required else field.default
    alias = field.key if field.key != field.name else None
    return Limit(default, alias=alias, description=field.words)


def _make_type(field: Field) -> Any:
    """Return what pydantic reads for a field; what it has read is what the field holds."""
    item = find_item(field.hint)
    if item is not None:
        return _make_list(field, item)
    form, _ = split_hint(field.hint)
    options = [option for option in get_args(form) if option is not type(None)]
    return _make_plain(options[0]) | None if options else _make_plain(field.hint)


def _make_plain(hint: Any) -> Any:
    """Return the type of a single text, number, truth or word."""
    form, _ = split_hint(hint)
    if form is bool:
        return Annotated[bool, BeforeValidator(_read_truth)]
    if form is Decimal:
        least = find_mark(hint, AtLeast)
        limit = [Limit(ge=least.number)] if least else []
        return _annotate(Decimal, BeforeValidator(_read_number), *limit)
    if issubclass(form, StrEnum):
        # pydantic looks at the signature, and an enum's is another one from Python 3.12 on.
        return _annotate(Literal[tuple(map(str, form))], AfterValidator(lambda text: form(text)))
    text, chars = _make_text(hint), find_mark(hint, Chars)
    return text if chars and chars.lines else Annotated[text, AfterValidator(collapse)]


def _make_text(hint: Any) -> Any:
    """Return a text within its limits, or the one that stands for a list, still as it was typed."""
    chars = hint.chars if isinstance(hint, OrOne) else find_mark(hint, Chars)
    assert chars is not None
    return Annotated[str, Limit(min_length=chars.least or None, max_length=chars.most)]


def _annotate(form: Any, *said: Any) -> Any:
    return Annotated[(form, *said)]


def _make_list(field: Field, item: Any) -> Any:
    """Return the type of a list of texts, of parts with keys of their own, or of pairs."""
    count = find_mark(field.hint, Count)
    assert count is not None
    limit = Limit(min_length=count.least or None, max_length=count.most)
    single = find_mark(field.hint, OrOne)
    if holds_pairs(field.hint):
        left, right = get_args(item)
        return _make_pairs(left, right, limit)
    if split_hint(item)[0] is not str:
        return _make_parts(field.key, item, limit)
    texts = _annotate(_List[_make_text(item)], limit)
    if single is None:
        return Annotated[texts, ONE, AfterValidator(_collapse_all)]
    return Annotated[
        Annotated[_make_text(single), Tag("#text")] | Annotated[texts, Tag("#list")],
        Discriminator(_tell_one_or_list),
        AfterValidator(_collapse_all),
    ]


def _make_pairs(left: Any, right: Any, limit: Any) -> Any:
    """Return the type of pairs, whose left sides alone may do where the right ones can be empty."""
    pairs = _annotate(_Dict[_make_text(left), _make_text(right)], limit)
    chars = find_mark(right, Chars)
    if chars is None or chars.least:
        return Annotated[pairs, AfterValidator(_collapse_pairs)]
    texts = _annotate(_List[_make_text(left)], limit)
    return Annotated[
        Annotated[texts, Tag("#list")] | Annotated[pairs, Tag("#keys")],
        Discriminator(_tell_list_or_keys),
        AfterValidator(_collapse_pairs),
    ]


def _make_parts(key: str, part: Any, limit: Any) -> Any:
    """Return the type of parts, each with its keys or as the text of its first key alone."""
    if key not in PARTS:
        PARTS[key] = create_model(f"{key}-option", __base__=Form, **make_fields(part))
    first = list_fields(part)[0]
    each = _annotate(
        Annotated[_make_text(first.hint), Tag("#text")] | _annotate(PARTS[key], Tag("#keys")),
        Discriminator(_tell_form),
    )
    return _annotate(_List[each], limit, ONE, AfterValidator(_make_builder(part)))


def _make_builder(part: Any) -> Callable[[list[Any]], tuple[Any, ...]]:
    def build(items: list[Any]) -> tuple[Any, ...]:
        return tuple(
            [
                part(collapse(item)) if item.__class__ is str else part(*item.__dict__.values())
                for item in items
            ]
        )

    return build


def _collapse_all(texts: str | list[str]) -> tuple[str, ...]:
    if isinstance(texts, str):
        texts = [texts] if texts else []
    return tuple(map(collapse, texts))


def _collapse_pairs(pairs: list[str] | dict[str, str]) -> tuple[tuple[str, str], ...]:
    found = pairs.items() if isinstance(pairs, dict) else ((text, "") for text in pairs)
    return tuple([(collapse(left), collapse(right)) for left, right in found])


def _tell_form(value: Any) -> str:
    return "#keys" if isinstance(value, dict) else "#text"


def _tell_one_or_list(value: Any) -> str:
    return "#list" if isinstance(value, list) else "#text"


def _tell_list_or_keys(value: Any) -> str:
    return "#keys" if isinstance(value, dict) else "#list"


def _read_truth(value: Any) -> Any:
    truth = _TRUTH.get(value.lower()) if isinstance(value, str) else None
    if truth is None:
        raise PydanticCustomError("truth", "not true or false")
    return truth


def _read_number(value: Any) -> Any:
    text = value.replace("\u2212", "-") if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text):
        raise PydanticCustomError("number", "not a number")
    return Decimal(text)
