"""The JSON Schema of packs: what an editor needs to complete keys and to say what they mean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from spacequiz.game.kinds import Kind
from spacequiz.language import say, say_options
from spacequiz.packs import models
from spacequiz.packs.forms import ALONE, PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel


SCHEMA_ID = "urn:spacequiz:pack:1"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean"]
"""What an editor may take text for: packs read 1969 and no as they are typed."""
_FIGURE = {"type": ["number", "string"], "pattern": r"^[+\u2212-]?\d{1,30}(\.\d{1,30})?$"}
_WHOLE = {"type": ["integer", "string"], "minimum": 1, "pattern": r"^\d{1,6}$"}
_TRUTH = {"enum": [True, False, "yes", "no", "Yes", "No", "YES", "NO"]}


def make_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a pack, and of a further file of questions."""
    words = _describe_question()
    part = {
        "type": "object",
        "required": ["questions"],
        "properties": {"questions": _list_questions()},
        "additionalProperties": False,
    }
    return {
        "$schema": _DRAFT,
        "$id": SCHEMA_ID,
        "title": say("A pack of questions for spacequiz, or a further file of questions"),
        "if": {"anyOf": [{"required": [key]} for key in ("spacequiz", "id", "title")]},
        "then": {"$ref": "#/$defs/pack"},
        "else": {"$ref": "#/$defs/part"},
        "$defs": {
            "pack": _make_pack(),
            "part": {"description": say("A further file of a pack that is a folder."), **part},
            "question": _make_question(),
            "source": _make_object(models.SourceKeys, _describe_source()),
            "document": _make_object(models.DocumentKeys, _describe_document()),
            "option": _make_object(models.OptionKeys, words | {"text": say("The option itself.")}),
            **{part.__name__: _make_part(part, words) for part in PARTS.values()},
            **{name: _make_kind(name, words) for name in models.KINDS},
        },
    }


def _make_pack() -> dict[str, Any]:
    pack = _make_object(models.HeadKeys, _describe_head())
    pack["properties"]["questions"] = _list_questions()
    pack["if"] = {
        "properties": {"explanations": {"const": "optional"}},
        "required": ["explanations"],
    }
    pack["else"] = {"properties": {"questions": {"items": {"required": ["explain"]}}}}
    return pack


def _list_questions() -> dict[str, Any]:
    items = {"$ref": "#/$defs/question"}
    return {"description": _describe_head()["questions"], "type": ["array", "null"], "items": items}


def _make_question() -> dict[str, Any]:
    """Return the schema of a question, which branches by kind, so that errors name the right keys."""
    branches: list[dict[str, Any]] = [
        {"if": {"properties": {"kind": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}}
        for name in models.KINDS
    ]
    for branch in branches[1:]:
        branch["if"]["required"] = ["kind"]  # Without a kind it is a choice.
    kind = {
        "description": _describe_question()["kind"],
        "enum": list(models.KINDS),
        "default": "choice",
    }
    return {
        "type": "object",
        "required": ["id", "ask"],
        "properties": {"kind": kind},
        "allOf": branches,
    }


def _make_object(model: type[BaseModel], words: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of a part of a pack with the words that an editor shows for each key."""
    given = model.model_json_schema(by_alias=True)
    properties = {}
    for key, each in given["properties"].items():
        made = _translate(each)
        optional = key not in given.get("required", ())
        if optional and "type" in made and "enum" not in made:
            # A key with nothing after its colon counts as left out.
            kinds = made["type"] if isinstance(made["type"], list) else [made["type"]]
            made["type"] = [*kinds, "null"]
        properties[key] = {"description": say(each.get("description", "")) or words[key], **made}
    return {
        "type": "object",
        "required": given.get("required", []),
        "properties": properties,
        "additionalProperties": False,
    }


def _make_part(part: type[BaseModel], words: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of a wrong option, which can have a picture."""
    made = _make_object(part, {})
    made["properties"] |= _make_object(models.PictureKeys, words)["properties"]
    return made


def _make_kind(name: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of a question of a kind, whose right options can have pictures."""
    made = _make_object(models.KINDS[name], words)
    option = {"$ref": "#/$defs/option"}
    if name == Kind.SEVERAL:
        answers = made["properties"]["answers"]
        answers["items"] = {"anyOf": [answers["items"], option]}
    elif name == Kind.CHOICE:
        answer = made["properties"]["answer"]
        said = {"description": answer.pop("description")}
        made["properties"]["answer"] = {**said, "anyOf": [answer, option]}
    return made


def _translate(each: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one value as it may stand in a file, from what pydantic says of it."""
    if "$ref" in each:
        return {"$ref": each["$ref"].removesuffix("Keys").lower()}
    if "const" in each or "enum" in each:
        return _translate_words(each)
    options = [option for option in each.get("oneOf") or each.get("anyOf") or () if option != _NULL]
    if any(option.get("type") == "number" for option in options):
        return dict(_FIGURE)
    if options:
        found = [_translate(option) for option in options]
        return found[0] if len(found) == 1 else {"anyOf": found}
    match each["type"]:
        case "boolean":
            return dict(_TRUTH)
        case "integer":
            return dict(_WHOLE)
        case "array":
            return _translate_list(each)
        case "object":
            return {"type": "object", **_translate_values(each), **_keep(each, "Properties")}
    limits = _keep(each, "Length")
    if "pattern" in each:
        return {"type": ["string", "integer"], "pattern": each["pattern"], **limits}
    return {"type": list(_SCALAR), **limits}


def _translate_list(each: dict[str, Any]) -> dict[str, Any]:
    """Return what a list may be: one text may stand for a list of texts."""
    items, limits = _translate(each["items"]), _keep(each, "Items")
    if items.get("type") == _WHOLE["type"] or limits.get("minItems", 0) > 1:
        return {"type": "array", "items": items, **limits}
    text: dict[str, Any] = {
        key: items[key] for key in ("minLength", "maxLength", "pattern") if key in items
    }
    return {"type": ["array", *_SCALAR], "items": items, **limits, "pattern": ALONE, **text}


def _translate_values(each: dict[str, Any]) -> dict[str, Any]:
    """Return what the values of a mapping may be whose keys are the writer's own."""
    if "patternProperties" in each:
        patterns = {key: _translate(value) for key, value in each["patternProperties"].items()}
        return {"patternProperties": patterns, "additionalProperties": False}
    return {"additionalProperties": _translate(each["additionalProperties"])}


def _keep(each: dict[str, Any], what: str) -> dict[str, int]:
    """Return the least and the greatest number of what a value holds."""
    return {key: each[key] for key in (f"min{what}", f"max{what}") if key in each}


_NULL = {"type": "null"}


def _translate_words(each: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words that a key knows; those that YAML takes for a number in both forms."""
    words = [each["const"]] if "const" in each else list(each["enum"])
    return {"enum": [*words, *(int(word) for word in words if word.isdecimal())]}


def render_schema() -> str:
    """Return the JSON Schema as the text of a file."""
    return json.dumps(make_schema(), indent=2, ensure_ascii=False) + "\n"


def _list_kinds() -> str:
    first, *others = models.KINDS
    named = [say("{kind} (left out: this one)", kind=first), *others]
    return say("{kinds}.", kinds=say_options(named))


def _describe_head() -> dict[str, str]:
    """Return what an editor says of the keys of a pack's head."""
    return {
        "spacequiz": say("Version of the format: 1."),
        "id": say(
            "Name of the pack for the game: small letters, digits and single dashes. Keep it."
        ),
        "title": say("Name of the pack for people."),
        "language": say("Short name of the language, such as en, es or pt-BR. Left out: en."),
        "description": say("A few sentences for those who choose what to play."),
        "authors": say("Who wrote the questions."),
        "license": say("Short name of the license, such as CC-BY-4.0."),
        "version": say("What you call this state of the pack, such as 3 or 2026-09."),
        "home": say("Where on the web the pack is kept: https://… It is shown, and never opened."),
        "translates": say(
            "Id of the pack that this one translates. Its questions have the same ids."
        ),
        "explanations": say("Write optional if some questions have no explain yet."),
        "order": say(
            "Write story if files and questions, as they are written, are in the order of a story."
        ),
        "allow": say("Codes of advice from spacequiz check that apply to none of the questions."),
        "documents": say(
            "What the questions are built from: a short name for each, and its title below."
        ),
        "questions": say("The questions, one dash for each."),
    }


def _describe_question() -> dict[str, str]:
    """Return what an editor says of the keys that all questions share."""
    return {
        "id": say(
            "Name of the question in the pack: small letters, digits and single dashes. Keep it: "
            "what players have learned hangs on it."
        ),
        "kind": _list_kinds(),
        "ask": say("The question itself, up to 2,000 characters; 120 are read at one glance."),
        "image": say("A picture beside the pack: its name, such as map.png. It needs alt."),
        "alt": say(
            "What the picture shows, for those who cannot see it; it does not say the answer."
        ),
        "explain": say("Why the answer is right. It is shown after every answer, right or wrong."),
        "source": say("Where the fact stands: {document: textbook, paragraph: 4}"),
        "category": say(
            "What the question is about; players can choose categories. Left out: General."
        ),
        "difficulty": say("easy, medium (left out: this one) or hard."),
        "hint": say(
            "What a player may read before answering, at a price. It does not say the answer."
        ),
        "tags": say(
            "Words of your own. twin:NAME keeps questions that give each other away apart."
        ),
        "allow": say("Codes of advice from spacequiz check that do not apply to this question."),
    }


def _describe_source() -> dict[str, str]:
    """Return what an editor says of the keys that say where a fact stands."""
    return {
        "document": say(
            "The short name of the document, as it stands under documents in the head."
        ),
        "paragraph": say("The paragraph, counted from 1."),
        "paragraphs": say("Several paragraphs, counted from 1: [4, 5]"),
    }


def _describe_document() -> dict[str, str]:
    """Return what an editor says of the keys of a document."""
    return {
        "title": say("What the document is called; players read it after the answer."),
        "author": say("Who wrote it."),
        "publisher": say("Who published it."),
        "year": say("When it was published."),
        "url": say("Where it can be found. It is shown, and never opened by itself."),
        "paragraphs": say(
            "How many paragraphs it has. Leave it out if the text lies beside the pack."
        ),
        "file": say("The file of its text beside the pack, such as handout.md; players read it."),
    }
