"""The JSON Schema says of packs what reading them says, and explains every key."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from spacequiz.packs import models
from spacequiz.packs.json_schema import make_schema, render_schema
from spacequiz.packs.library import find_packs
from spacequiz.packs.starter import EXAMPLES
from spacequiz.paths import find_places

from .helpers import make_pack, make_question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = make_schema()
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


class EditorLoader(yaml.SafeLoader):
    """Read YAML as editors do (version 1.2): dates and yes are text."""


EditorLoader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in each
        if not tag.endswith(("timestamp", "bool", "merge", "value"))
    ]
    for letter, each in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf")
)


def has_type(value: Any, kinds: list[str]) -> bool:
    if isinstance(value, bool):
        return "boolean" in kinds
    return any(isinstance(value, TYPES[kind]) for kind in kinds)


def find_faults(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a value does not fit: the part of JSON Schema that ours is made of."""
    known = {"$ref", "type", "enum", "const", "pattern", "minimum", "required", "properties"}
    known |= {"patternProperties", "additionalProperties", "items", "anyOf", "allOf", "if", "then"}
    known |= {"else", "description", "title", "default", "$schema", "$id", "$defs"}
    limits = {
        f"{end}{what}" for end in ("min", "max") for what in ("Length", "Items", "Properties")
    }
    assert set(schema) <= known | limits, set(schema) - known - limits
    if "$ref" in schema:
        yield from find_faults(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
    kinds = schema.get("type", list(TYPES))
    if not has_type(value, kinds if isinstance(kinds, list) else [kinds]):
        yield f"{path}: {value!r} is no {kinds}"
        return
    if "enum" in schema and not any(value == e and type(value) is type(e) for e in schema["enum"]):
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']}"
    if "anyOf" in schema and all(list(find_faults(value, e, path)) for e in schema["anyOf"]):
        yield f"{path}: {value!r} fits nothing"
    for each in schema.get("allOf", ()):
        yield from find_faults(value, each, path)
    if "if" in schema:
        branch = "else" if list(find_faults(value, schema["if"], path)) else "then"
        yield from find_faults(value, schema.get(branch, {}), path)
    if isinstance(value, str):
        yield from find_text_faults(value, schema, path)
    if isinstance(value, list):
        yield from find_count_faults(len(value), schema, "Items", path)
        for index, item in enumerate(value):
            yield from find_faults(item, schema.get("items", {}), f"{path}/{index}")
    if isinstance(value, dict):
        yield from find_count_faults(len(value), schema, "Properties", path)
        yield from find_key_faults(value, schema, path)
    if isinstance(value, int | float) and value < schema.get("minimum", value):
        yield f"{path}: {value!r} is too small"


def find_text_faults(value: str, schema: dict[str, Any], path: str) -> Iterator[str]:
    yield from find_count_faults(len(value), schema, "Length", path)
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not match"


def find_count_faults(count: int, schema: dict[str, Any], what: str, path: str) -> Iterator[str]:
    if not schema.get(f"min{what}", 0) <= count <= schema.get(f"max{what}", count):
        yield f"{path}: {count} {what}"


def find_key_faults(value: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[str]:
    yield from (f"{path}: no {key}" for key in schema.get("required", ()) if key not in value)
    for key, each in value.items():
        found = schema.get("properties", {}).get(str(key))
        for pattern, inner in schema.get("patternProperties", {}).items():
            found = inner if found is None and re.search(pattern, str(key)) else found
        if found is None:
            found = schema.get("additionalProperties", {})
        if found is False:
            yield f"{path}: unknown {key}"
        else:
            yield from find_faults(each, found, f"{path}/{key}")


def validate(text: str) -> list[str]:
    return list(find_faults(yaml.load(text, EditorLoader), SCHEMA))


def list_files() -> list[Path]:
    return sorted(
        file for pack in find_packs(find_places().bundled) for file in pack.glob("*.yaml")
    )


@pytest.mark.parametrize("path", list_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_bundled_packs_are_valid(path: Path) -> None:
    assert validate(path.read_text(encoding="utf-8")) == []


def test_the_starter_is_valid() -> None:
    assert validate(make_pack(EXAMPLES)) == []


VALID = [
    "answer: 1969\nwrong: [1968, no, 1970-01-01, 12:30, 1.10]",
    "kind: true-false\nanswer: no",
    "kind: true-false\nanswer: Yes",
    "kind: number\nanswer: 149.6\ntolerance: 5",
    "kind: number\nanswer: '12'",
    "hint:\ntags:\nsource: {document: textbook, paragraphs: [4, 5]}",
    "wrong:\n- text: Saturn\n  why: No.\n- Mars",
    "answer: {text: Jupiter, image: j.png, alt: A disk}\nwrong: [{text: Saturn, image: s.png, alt: x}]",
    "kind: several\nanswers: [Mars, {text: Venus, image: v.png, alt: A disk}]",
    "wrong: Saturn\ntags: gas giants\nallow: longest-answer",
]
INVALID = [
    "worng: [Saturn]",
    "kind: chioce",
    "id: Biggest Planet",
    "wrong: []",
    "wrong: Saturn, Mars",
    "answer: {text: Jupiter, imge: j.png, alt: A disk}",
    "kind: typed\nanswer: {text: Jupiter, image: j.png, alt: A disk}",
    "kind: true-false\nanswer: maybe",
    "kind: number\nanswer: 12 km",
    "kind: order\nitems: [a, b]",
    "kind: typed\nwrong: [Saturn]",
    "source: {paragraph: 4}",
    "source: {document: textbook, paragraph: 0}",
    "difficulty: esay",
    "allow: Longest Answer",
]


@pytest.mark.parametrize("keys", VALID)
def test_what_can_be_read_is_valid(keys: str) -> None:
    assert validate(make_pack(make_question(keys))) == []


@pytest.mark.parametrize("keys", INVALID)
def test_what_cannot_be_read_is_invalid(keys: str) -> None:
    assert validate(make_pack(make_question(keys))) != []


def test_an_explanation_is_required_unless_the_head_says_so() -> None:
    text = re.sub(r"\n  explain: .*", "", make_pack())
    assert validate(text) != []
    assert validate(text.replace("title: E", "explanations: optional\ntitle: E")) == []


def test_a_further_file_has_questions_alone() -> None:
    assert validate("questions:\n" + make_question()) == []
    assert validate("questions:\n" + make_question() + "license: MIT\n") != []
    assert validate("title: x\nquestions:\n" + make_question()) != []


def test_every_key_is_explained() -> None:
    defined = SCHEMA["$defs"]
    for kind, model in models.KINDS.items():
        properties = defined[kind]["properties"]
        assert set(properties) == set(models.list_keys(model))
    for name in ("pack", "source", "document", "wrong-option", *models.KINDS):
        for key, each in defined[name]["properties"].items():
            assert each["description"].endswith((".", "}", "]", "km.")), (name, key)


def test_the_file_is_json_of_the_draft() -> None:
    read = json.loads(render_schema())
    assert read["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert read == SCHEMA
