"""What is wrong with a key of a pack, in words that a teacher understands."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from spacequiz.packs.models import KINDS, list_keys
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel


_ID_HINT = "Use small letters, digits and dashes: "
_PACK_ID = "Every pack needs an id that stays when its title changes: id: our-solar-system"
_FORMS: dict[str, str] = {
    "string_type": "text",
    "list_type": "a list: one line with a dash for each",
    "dict_type": "a set of keys with values",
    "model_type": "a set of keys with values",
    "model_attributes_type": "a set of keys with values",
}
_MISSING: dict[str, str] = {
    "id": "Every question needs an id that stays when the text is mended: id: biggest-planet",
    "ask": "Write the question itself: ask: Which planet is the largest?",
    "answer": "Write what is right: answer: Jupiter",
    "answers": "List what is right, one line with a dash for each.",
    "wrong": "List what is wrong, one line with a dash for each.",
    "items": "List the items in the right order, one line with a dash for each.",
    "pairs": "Write left: right, one pair a line.",
    "spacequiz": "Begin the file with the version of the format: spacequiz: 1",
    "title": "Write how the pack is called: title: Our Solar System",
    "document": "Name the document: source: {document: textbook, paragraph: 4}",
    "text": "Write the option itself: text: Neptune",
}
_SINGULAR = {"wrong": "wrong option", "answers": "answer", "pairs": "pair"}


def describe_fault(
    kind: str,
    key: str,
    fault: Mapping[str, Any],
    model: type[BaseModel] | None,
    *,
    listed: bool = False,
) -> tuple[str, str, str]:
    """Return code, message and hint for one finding of the schema.

    Args:
        kind: The type of the finding as pydantic names it.
        key: The key that it concerns.
        fault: The finding with its `input` and `ctx`.
        model: The part of the schema that the key stands in.
        listed: Whether an entry of a list under the key is meant.
    """
    value, context = fault.get("input"), fault.get("ctx") or {}
    if kind == "missing":
        is_of_pack = key == "id" and model is not None and "title" in list_keys(model)
        return (
            "missing-key",
            f"The key {key} is missing",
            _PACK_ID if is_of_pack else _MISSING.get(key) or _describe_key(key, model),
        )
    if kind == "extra_forbidden":
        return _describe_unknown(key, model)
    if kind in _FORMS:
        is_one = kind == "list_type" and isinstance(value, str) and value
        hint = (
            f"A list of one is written in brackets: {key}: [{shorten(str(value))}]"
            if is_one
            else ""
        )
        return "wrong-form", f"{key} must be {_FORMS[kind]}, not {_name_form(value)}", hint
    if kind == "literal_error":
        return _describe_literal(key, value, str(context.get("expected", "")))
    if kind == "string_too_short" and listed:
        hint = "Write something behind the dash, or delete the line."
        return "empty-text", f"An entry of {key} is empty", hint
    return _describe_value(kind, key, value, context)


def suggest(word: str, known: Sequence[str]) -> str:
    """Return `Did you mean …?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word[:80], known, 1, 0.6)
    return f"Did you mean {near[0]}?" if near else ""


def _describe_key(key: str, model: type[BaseModel] | None) -> str:
    """Return what a key means, in the words that editors show."""
    fields = model.model_fields.items() if model else ()
    return next((f.description or "" for name, f in fields if key in (name, f.alias)), "")


def _describe_unknown(key: str, model: type[BaseModel] | None) -> tuple[str, str, str]:
    known = list_keys(model) if model else []
    homes = [kind for kind, each in KINDS.items() if key in list_keys(each)]
    message = f"There is no key {shorten(key)} here"
    hint = suggest(key, known)
    if not hint and homes and model in KINDS.values():
        hint = f"It belongs to the kind {' or '.join(homes)}."
    return "unknown-key", message, hint or f"Known keys: {', '.join(known)}"


def _describe_literal(key: str, value: Any, expected: str) -> tuple[str, str, str]:
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if not isinstance(value, str):
        return "wrong-form", f"{key} must be text, not {_name_form(value)}", ""
    if key == "spacequiz":
        message = f"The pack is written in format {shorten(value)}; this game reads format 1"
        return "unknown-format", message, "Write spacequiz: 1, or use a newer version of the game."
    message = f"{key} cannot be {shorten(value)}"
    hint = suggest(value.lower(), known) or f"One of: {', '.join(known)}"
    return "unknown-value", message, hint


def _describe_value(
    kind: str, key: str, value: Any, context: Mapping[str, Any]
) -> tuple[str, str, str]:
    """Return the words for a value of the right form that is empty, too long, or no number."""
    shown = shorten(value) if isinstance(value, str) else _name_form(value)
    if kind == "string_too_short":
        return "empty-text", f"{key} is empty", _MISSING.get(key, "")
    if kind == "string_too_long":
        limit = context.get("max_length", 0)
        message = f"{key} has {len(value):,} characters; at most {limit:,} are allowed"
        return "too-long", message, "Shorten it."
    if kind in ("too_short", "too_long"):
        return _describe_count(kind, key, context)
    if kind == "string_pattern_mismatch":
        if key == "language":
            return "bad-language", f"{shown} is no language", "Write a short name: en, es, pt-BR"
        near = re.sub("[^a-z0-9]+", "-", str(value).lower()[:60]).strip("-")
        return "bad-id", f"{shown} cannot be an id here", _ID_HINT + (near or "biggest-planet")
    if kind == "truth":
        return (
            "not-true-or-false",
            f"{key} must be true or false, not {shown}",
            "Write: answer: true",
        )
    if kind == "number":
        hint = "Write digits and a point, without spaces or units: 1234.5"
        return "not-a-number", f"{key} must be a number, not {shown}", hint
    if kind == "whole":
        return "not-a-number", f"{key} must be a whole number, not {shown}", ""
    if kind == "greater_than_equal":
        return "too-small", f"{key} must be at least {context.get('ge')}, not {shown}", ""
    return "wrong-form", f"{key} is not written as it must be", "See docs/pack-format.md."


def _describe_count(kind: str, key: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    actual = context.get("actual_length")
    if kind == "too_short":
        limit = context.get("min_length", 0)
        message = f"{key} has {actual}; at least {limit} needed"
        if limit == 1:
            message = f"{key} needs at least one {_SINGULAR.get(key, 'entry')}"
        return "too-few", message, "Add what is missing."
    limit = context.get("max_length", 0)
    return "too-many", f"{key} has more than {limit}", "Leave some out."


def _name_form(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a set of keys with values"
    return "text" if value else "nothing"
