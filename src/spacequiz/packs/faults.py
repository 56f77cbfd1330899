"""What is wrong with a key of a pack, in words that a teacher understands."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from spacequiz.language import say, say_count, say_number, say_options
from spacequiz.packs.models import KINDS, list_keys
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import BaseModel


_FORMS = frozenset(("string_type", "list_type", "dict_type", "model_type", "model_attributes_type"))
"""What pydantic says of a value that is a text, a list or a mapping where it cannot be."""


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
        return "missing-key", say("The key {key} is missing", key=key), _advise(key, model)
    if kind == "extra_forbidden":
        return _describe_unknown(key, model)
    if kind in _FORMS:
        return _describe_form(kind, key, value)
    if kind == "literal_error":
        return _describe_literal(key, value, str(context.get("expected", "")))
    if kind == "string_too_short" and listed:
        hint = say("Write something behind the dash, or delete the line.")
        return "empty-text", say("An entry of {key} is empty", key=key), hint
    return _describe_value(kind, key, value, context)


def suggest(word: str, known: Sequence[str]) -> str:
    """Return `Did you mean …?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word[:80], known, 1, 0.6)
    return say("Did you mean {other}?", other=near[0]) if near else ""


def _advise(key: str, model: type[BaseModel] | None) -> str:
    """Return what to write under a key that is missing."""
    if key == "id" and model is not None and "title" in list_keys(model):
        return say("Every pack needs an id that stays when its title changes: id: our-solar-system")
    return _show_by_example(key) or _describe_key(key, model)


def _show_by_example(key: str) -> str:
    return {
        "id": say(
            "Every question needs an id that stays when the text is mended: id: biggest-planet"
        ),
        "ask": say("Write the question itself: ask: Which planet is the largest?"),
        "answer": say("Write what is right: answer: Jupiter"),
        "answers": say("List what is right, one line with a dash for each."),
        "wrong": say("List what is wrong, one line with a dash for each."),
        "items": say("List the items in the right order, one line with a dash for each."),
        "pairs": say("Write left: right, one pair a line."),
        "spacequiz": say("Begin the file with the version of the format: spacequiz: 1"),
        "title": say("Write how the pack is called: title: Our Solar System"),
        "document": say("Name the document: source: {document: textbook, paragraph: 4}"),
        "text": say("Write the option itself: text: Neptune"),
    }.get(key, "")


def _describe_key(key: str, model: type[BaseModel] | None) -> str:
    """Return what a key means, in the words that editors show."""
    fields = model.model_fields.items() if model else ()
    return say(next((f.description or "" for name, f in fields if key in (name, f.alias)), ""))


def _describe_unknown(key: str, model: type[BaseModel] | None) -> tuple[str, str, str]:
    known = list_keys(model) if model else []
    homes = [kind for kind, each in KINDS.items() if key in list_keys(each)]
    message = say("There is no key {key} here", key=shorten(key))
    hint = suggest(key, known)
    if not hint and homes and model in KINDS.values():
        hint = say("It belongs to the kind {kinds}.", kinds=say_options(homes))
    return "unknown-key", message, hint or say("Known keys: {keys}", keys=", ".join(known))


def _describe_form(kind: str, key: str, value: Any) -> tuple[str, str, str]:
    """Return the words for a value that is a text, a list or a mapping where it cannot be."""
    found = _name_form(value)
    if kind == "string_type":
        return "wrong-form", say("{key} must be text, not {found}", key=key, found=found), ""
    if kind != "list_type":
        message = say("{key} must be a set of keys with values, not {found}", key=key, found=found)
        return "wrong-form", message, ""
    hint = ""
    if isinstance(value, str) and value:
        shown = shorten(value)
        hint = say("A list of one is written in brackets: {key}: [{text}]", key=key, text=shown)
    message = say(
        "{key} must be a list: one line with a dash for each, not {found}", key=key, found=found
    )
    return "wrong-form", message, hint


def _describe_literal(key: str, value: Any, expected: str) -> tuple[str, str, str]:
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if not isinstance(value, str):
        return _describe_form("string_type", key, value)
    if key == "spacequiz":
        message = say(
            "The pack is written in format {version}; this game reads format 1",
            version=shorten(value),
        )
        hint = say("Write spacequiz: 1, or use a newer version of the game.")
        return "unknown-format", message, hint
    message = say("{key} cannot be {word}", key=key, word=shorten(value))
    hint = suggest(value.lower(), known) or say("One of: {words}", words=", ".join(known))
    return "unknown-value", message, hint


def _describe_value(
    kind: str, key: str, value: Any, context: Mapping[str, Any]
) -> tuple[str, str, str]:
    """Return the words for a value of the right form that cannot be what it is."""
    shown = shorten(value) if isinstance(value, str) else _name_form(value)
    match kind:
        case "string_too_short":
            return "empty-text", say("{key} is empty", key=key), _show_by_example(key)
        case "string_too_long":
            return "too-long", _tell_length(key, value, context), say("Shorten it.")
        case "too_short" | "too_long":
            return _describe_count(kind, key, context)
        case "string_pattern_mismatch":
            return _describe_name(key, str(value), shown)
    return _describe_number(kind, key, shown, context)


def _describe_number(
    kind: str, key: str, shown: str, context: Mapping[str, Any]
) -> tuple[str, str, str]:
    """Return the words for a value that is no number, no truth, or too small."""
    match kind:
        case "truth":
            message = say("{key} must be true or false, not {found}", key=key, found=shown)
            return "not-true-or-false", message, say("Write: answer: true")
        case "number":
            message = say("{key} must be a number, not {found}", key=key, found=shown)
            hint = say("Write digits and a point, without spaces or units: 1234.5")
            return "not-a-number", message, hint
        case "whole":
            message = say("{key} must be a whole number, not {found}", key=key, found=shown)
            return "not-a-number", message, ""
        case "greater_than_equal":
            message = say(
                "{key} must be at least {least}, not {found}",
                key=key,
                least=context.get("ge"),
                found=shown,
            )
            return "too-small", message, ""
    message = say("{key} is not written as it must be", key=key)
    return "wrong-form", message, say("See docs/pack-format.md.")


def _tell_length(key: str, text: str, context: Mapping[str, Any]) -> str:
    return say_count(
        len(text),
        "{key} has {count} character; at most {most} are allowed",
        "{key} has {count} characters; at most {most} are allowed",
        key=key,
        most=say_number(context.get("max_length", 0)),
    )


def _describe_name(key: str, value: str, shown: str) -> tuple[str, str, str]:
    """Return the words for an id or a language that has other characters than it may have."""
    if key == "language":
        message = say("{text} is no language", text=shown)
        return "bad-language", message, say("Write a short name: en, es, pt-BR")
    near = re.sub("[^a-z0-9]+", "-", value.lower()[:60]).strip("-")
    hint = say("Use small letters, digits and dashes: {id}", id=near or "biggest-planet")
    return "bad-id", say("{text} cannot be an id here", text=shown), hint


def _describe_count(kind: str, key: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    if kind == "too_long":
        message = say("{key} has more than {most}", key=key, most=context.get("max_length", 0))
        return "too-many", message, say("Leave some out.")
    least, count = context.get("min_length", 0), context.get("actual_length")
    if least == 1:
        message = _ask_for_one(key)
    else:
        message = say(
            "{key} has {number}; at least {least} needed", key=key, number=count, least=least
        )
    return "too-few", message, say("Add what is missing.")


def _ask_for_one(key: str) -> str:
    match key:
        case "wrong":
            return say("{key} needs at least one wrong option", key=key)
        case "answers":
            return say("{key} needs at least one answer", key=key)
        case "pairs":
            return say("{key} needs at least one pair", key=key)
    return say("{key} needs at least one entry", key=key)


def _name_form(value: Any) -> str:
    if isinstance(value, list):
        return say("a list")
    if isinstance(value, dict):
        return say("a set of keys with values")
    return say("text") if value else say("nothing")
