"""Reading packs: files, folders, documents, and what each key becomes."""

from __future__ import annotations

import gc
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.game.question import Citation, Question
from spacequiz.packs.read import read_pack

from .helpers import HEAD, list_codes, make_pack, make_question, read, write

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.game.kinds.body import Body

FULL = """\
spacequiz: 1
id: our-solar-system
title: Our Solar System
language: es
description: |
  Two
  lines
authors: [Ms. Rivera, José]
license: CC-BY-4.0
translates: nuestro
documents:
  textbook:
    title: Science 5, chapter 3
    author: A. Author
    publisher: P
    year: 2024
    url: https://example.org
    paragraphs: 12
questions:
- id: biggest-planet
  kind: choice
  ask: Which planet is the largest?
  answer: Jupiter
  wrong:
  - Saturn
  - text: Neptune
    why: Neptune is the farthest, not the largest.
  - None of these
  keep-last: None of these
  explain: Jupiter has more than twice the mass of all the other planets together.
  source: {document: textbook, paragraphs: [4, 5]}
  category: Planets
  difficulty: easy
  hint: It has a great red spot.
  tags: [gas-giants, twin:spot]
  allow: [longest-answer]
"""


def read_one(tmp_path: Path, keys: str) -> Question:
    pack = read(tmp_path, make_pack(make_question(keys)))
    assert list_codes(pack) == []
    return pack.questions[0]


def test_every_key_arrives(tmp_path: Path) -> None:
    pack = read(tmp_path, FULL)
    assert list_codes(pack) == []
    assert pack.head.description == "Two\nlines"
    assert pack.head.authors == ("Ms. Rivera", "José")
    document = pack.head.documents["textbook"]
    assert (document.author, document.year, document.count) == ("A. Author", "2024", 12)
    assert pack.questions == (
        Question(
            pack="our-solar-system",
            id="biggest-planet",
            ask="Which planet is the largest?",
            body=Choice(
                "Jupiter",
                (
                    Wrong("Saturn"),
                    Wrong("Neptune", "Neptune is the farthest, not the largest."),
                    Wrong("None of these"),
                ),
                "None of these",
            ),
            explain="Jupiter has more than twice the mass of all the other planets together.",
            citation=Citation("textbook", "Science 5, chapter 3", (4, 5)),
            category="Planets",
            difficulty=Difficulty.EASY,
            hint="It has a great red spot.",
            tags=("gas-giants", "twin:spot"),
            language="es",
            origin="nuestro",
        ),
    )


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        ("", Choice("Jupiter", (Wrong("Saturn"), Wrong("Neptune")))),
        ("kind: several\nanswers: [a, b]", Several(("a", "b"))),
        ("kind: several\nanswers: [a]\nwrong: [{text: b}]", Several(("a",), (Wrong("b"),))),
        ("kind: true-false\nanswer: true", TrueFalse(True)),
        ("kind: true-false\nanswer: No", TrueFalse(False)),
        ("kind: typed\nanswer: a", Typed("a")),
        (
            "kind: typed\nanswer: a\naccept: [b]\nreject: [c]\nkey: d\nprompt: [e]\nmatch: spelling",
            Typed("a", ("b",), ("c",), key=("d",), prompt=(("e", ""),), match=Strictness.SPELLING),
        ),
        (
            "kind: typed\nanswer: a\nkey: [b, c]\nprompt: {d: Which d?}\nmatch: written",
            Typed("a", key=("b", "c"), prompt=(("d", "Which d?"),), match=Strictness.WRITTEN),
        ),
        (
            "kind: number\nanswer: 1\nunit: [km, miles]",
            Number(Decimal(1), units=("km", "miles")),
        ),
        ("kind: typed\nanswer: Co\nreject: [CO]", Typed("Co", reject=("CO",))),
        ("kind: number\nanswer: 1.10", Number(Decimal("1.10"))),
        (
            "kind: number\nanswer: −5\ntolerance: 0.5\nunit: °C",
            Number(Decimal(-5), Decimal("0.5"), ("°C",)),
        ),
        ("kind: order\nitems: [a, b, c]", Order(("a", "b", "c"))),
        (
            "kind: match\npairs: {a: 1, b: 2, c: 3}\nextra: [4]",
            Matching((("a", "1"), ("b", "2"), ("c", "3")), ("4",)),
        ),
    ],
)
def test_every_kind(tmp_path: Path, keys: str, body: Body) -> None:
    assert read_one(tmp_path, keys).body == body


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "12:30", "1.10", "007", "1969-07-20", "null", "~", "0x1F", "1_000", ".inf", "on"],
)
def test_a_scalar_is_the_text_that_was_typed(tmp_path: Path, typed: str) -> None:
    body = read_one(tmp_path, f"answer: {typed}\nwrong: [other]").body
    assert isinstance(body, Choice)
    assert body.answer == typed


def test_options_are_shown_on_one_line(tmp_path: Path) -> None:
    body = read_one(tmp_path, "answer: |\n  two\n  lines\nwrong: ['  a   b ']").body
    assert body == Choice("two lines", (Wrong("a b"),))


def test_a_program_in_a_question_keeps_its_indentation(tmp_path: Path) -> None:
    question = read_one(tmp_path, "ask: |2\n    x = 1\n  What is x?")
    assert question.ask == "  x = 1\nWhat is x?"


def test_empty_keys_count_as_left_out(tmp_path: Path) -> None:
    keys = "hint:\nsource:\ncategory:\ndifficulty:\ntags:\nkeep-last:"
    question = read_one(tmp_path, keys)
    assert (question.category, question.difficulty) == ("General", Difficulty.MEDIUM)


def test_json_is_a_pack_too(tmp_path: Path) -> None:
    text = """{"spacequiz": 1, "id": "json", "title": "J", "questions": [{"id": "one",
    "ask": "A?", "answer": "a", "wrong": ["b"], "explain": "e"}]}"""
    assert [q.address for q in read(tmp_path, text).questions] == ["json/one"]


def make_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "solar"
    head = HEAD.replace("    paragraphs: 12", "    file: text/handout.md")
    write(folder / "pack.yaml", head.replace("questions:\n", ""))
    write(folder / "text" / "handout.md", "# One\r\n\r\nTwo\r\nlines\r\n \r\n\r\n\r\nThree\x1b\r\n")
    source = "source: {document: textbook, paragraphs: [3, 2]}"
    write(folder / "20-b.yaml", "questions:\n" + make_question(f"id: b\n{source}"))
    write(folder / "10-a.yaml", "questions:\n" + make_question("id: a"))
    return folder


def test_a_folder_is_read_in_the_order_of_its_files(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    pack = read_pack(folder)
    assert list_codes(pack) == []
    assert [q.id for q in pack.questions] == ["a", "b"]
    names = [path.relative_to(folder).as_posix() for path in pack.files]
    assert names == ["pack.yaml", "text/handout.md", "10-a.yaml", "20-b.yaml"]


def test_a_passage_is_cited_from_the_text(tmp_path: Path) -> None:
    pack = read_pack(make_folder(tmp_path))
    assert pack.head.documents["textbook"].paragraphs == ("# One", "Two\nlines", "Three")
    assert pack.questions[1].citation == Citation(
        "textbook", "Science 5", (3, 2), "Three\n\nTwo\nlines"
    )


def test_paragraphs_are_counted_in_the_shipped_text(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    keys = "id: c\nsource: {document: textbook, paragraph: 4}"
    write(folder / "30-c.yaml", "questions:\n" + make_question(keys))
    pack = read_pack(folder)
    assert [(d.line, d.column, d.code) for d in pack.diagnostics] == [(7, 43, "unknown-paragraph")]
    assert pack.diagnostics[0].path == str(folder / "30-c.yaml")


def test_ids_are_unique_across_files(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder / "30-c.yaml", "questions:\n" + make_question("id: a"))
    pack = read_pack(folder)
    assert [(d.path, d.code) for d in pack.diagnostics] == [
        (str(folder / "30-c.yaml"), "duplicate-id")
    ]


def test_further_files_hold_questions_only(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder / "30-c.yaml", "title: Mine\nquestions:\n" + make_question("id: c"))
    write(folder / "40-d.yaml", make_question("id: d"))
    pack = read_pack(folder)
    assert list_codes(pack) == ["unknown-key", "no-keys"]
    assert [q.id for q in pack.questions] == ["a", "b", "c"]


def test_a_broken_file_of_a_folder_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder / "15-x.yaml", "questions:\n- ask: a: b\n" + make_question("id: x"))
    pack = read_pack(folder)
    assert list_codes(pack) == ["syntax"]
    assert [q.id for q in pack.questions] == ["a", "x", "b"]


@pytest.mark.parametrize("working", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path: Path, working: bool) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text("no pack", "utf-8")
    before = gc.isenabled()
    try:
        (gc.enable if working else gc.disable)()
        read_pack(path)
        assert gc.isenabled() is working
    finally:
        (gc.enable if before else gc.disable)()
