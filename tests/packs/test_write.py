"""A pack that is written reads back the same, and looks as a teacher would write it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packs.helpers import read
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.game.question import Citation, Question
from spacequiz.packs.pack import Document, Head
from spacequiz.packs.read import read_pack
from spacequiz.packs.write import render_pack
from spacequiz.text import clean_text, collapse

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Body

QUESTIONS = Path(__file__).parents[2] / "questions"
HEAD = Head("planets", "Planets", explanations_required=False)

# Everything that means something in YAML, and everything that looks like another type.
AWKWARD = [
    *("- a", "-5", "-", "? a", "?", ":", ": a", "a: b", "a:", "a :b", "a #b", "#a", "a#b", "[a]"),
    *("{a: b}", "a, b", "&a", "*a", "!a", "|", ">", "'a'", '"a"', "%a", "@a", "`a`", "---", "..."),
    *("--- a", "null", "~", "yes", "no", "1.10", "007", "12:30", "1969-07-20", "<<", "=", "it's"),
    *('say "x"', "C:\\new", 'a: "b\\c" it\'s', "é", "漢字", "🚀", "a\u200db", "1e5", "0x1F", "\\"),
]


def make(body: Body, **fields: Any) -> Question:
    given_fields: dict[str, Any] = {"pack": "planets", "id": "q", "ask": "What?"} | fields
    return Question(body=body, **given_fields)


def write_and_read(
    folder: Path, head: Head, *questions: Question
) -> tuple[Head, tuple[Question, ...]]:
    text = render_pack(head, questions)
    pack = read(folder, text)
    assert [d for d in pack.diagnostics if d.is_error] == [], text
    return pack.head, pack.questions


def clean(text: str) -> str:
    text, _ = clean_text(text)
    return text.strip()


words = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text("ab :#-'\"\\,[]{}&*!|>%@`?=~.\xa0", max_size=12),
)
lines = words.map(clean).map(collapse).map(str.strip).filter(bool)
texts = st.lists(words, min_size=1, max_size=4).map("\n".join).map(clean).filter(bool)
unique = st.lists(lines, min_size=3, max_size=6, unique_by=str.casefold)
whys = st.one_of(st.just(""), texts)
numbers = st.decimals(-(10**9), 10**9, places=3)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    kind = draw(st.integers(0, 6))
    first, second, *others = draw(unique)
    if kind == 0:
        wrong = tuple(Wrong(text, draw(whys)) for text in (second, *others))
        return Choice(first, wrong, draw(st.sampled_from([None, first, second])))
    if kind == 1:
        return Several((first, second), tuple(Wrong(text, draw(whys)) for text in others))
    if kind == 2:
        return TrueFalse(draw(st.booleans()))
    if kind == 3:
        return Typed(
            first,
            (second,),
            tuple(others[1:]),
            key=(second,),
            prompt=((others[0], collapse(draw(whys))),),
            match=draw(st.sampled_from(Strictness)),
        )
    if kind == 4:
        return Number(
            draw(numbers), abs(draw(numbers)), draw(st.sampled_from([(), ("km",), ("%",)]))
        )
    if kind == 5:
        return Order((first, second, *others))
    rights = draw(st.lists(lines, min_size=5, max_size=5, unique=True))
    return Matching(tuple(zip((first, second, others[0]), rights, strict=False)), tuple(rights[3:]))


@given(
    body=bodies(),
    ask=texts,
    explain=whys,
    hint=whys,
    category=lines,
    tags=st.lists(lines.filter(lambda tag: not tag.startswith("twin:")), max_size=4),
    difficulty=st.sampled_from(Difficulty),
)
@settings(max_examples=300)
def test_a_question_reads_back_the_same(**fields: Any) -> None:
    fields["tags"] = tuple(fields["tags"])
    question = make(**fields)
    with tempfile.TemporaryDirectory() as folder:
        assert write_and_read(Path(folder), HEAD, question)[1] == (question,)


@given(title=lines, description=whys, authors=st.lists(lines, max_size=3), license_name=whys)
@settings(max_examples=100)
def test_a_head_reads_back_the_same(
    title: str, description: str, authors: list[str], license_name: str
) -> None:
    document = Document("book", title, author=title, year="1969", count=12)
    head = Head(
        *("planets", title, "pt-BR", description, tuple(authors), license_name),
        *("planetas", True, {"book": document}),
        story=True,
    )
    cited = Citation("book", title, (4,)), Citation("book", title, (4, 5)), Citation("book", title)
    questions = [
        make(TrueFalse(True), id=f"q{n}", explain="So.", citation=citation, language="pt-BR")
        for n, citation in enumerate(cited)
    ]
    questions = [replace(q, origin="planetas") for q in questions]
    with tempfile.TemporaryDirectory() as folder:
        assert write_and_read(Path(folder), head, *questions) == (head, tuple(questions))


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_survive_in_every_place(tmp_path: Path, text: str) -> None:
    body = Matching(((text, text + "1"), ("b", "c"), ("d", "e")), (text + "2",))
    question = make(body, ask=text, explain=text, tags=(text,))
    assert write_and_read(tmp_path, HEAD, question)[1] == (question,)


@pytest.mark.parametrize("name", ["a-million-miles-away", "a-million-miles-away-es"])
def test_a_bundled_pack_reads_back_the_same(tmp_path: Path, name: str) -> None:
    pack = read_pack(QUESTIONS / name)
    files = {}
    for document in pack.head.documents.values():
        if document.paragraphs:
            files[document.id] = f"{document.id}.md"
            (tmp_path / f"{document.id}.md").write_text("\n\n".join(document.paragraphs), "utf-8")
    again = read(tmp_path, render_pack(pack.head, pack.questions, files))
    assert again.head == pack.head
    assert again.questions == pack.questions
    assert again.errors == 0


def test_a_pack_looks_as_written_by_hand() -> None:
    questions = [
        make(
            Choice("Jupiter", (Wrong("Saturn"), Wrong("Neptune", "It is the farthest.")), "Saturn"),
            explain="Jupiter is large:\n\n  very large.",
            citation=Citation("book", "Science", (4, 5)),
            category="Planets",
            difficulty=Difficulty.EASY,
            hint="It has a spot.",
            tags=("gas-giants", "twin:spot"),
        ),
        make(Number(Decimal("1E+3"), Decimal("0.5"), ("km",)), id="q2", ask="How far: really?"),
        make(Matching((("Mars", "red"), ("a: b", "c"), ("Venus", "no")), ("blue",)), id="q3"),
    ]
    head = replace(HEAD, documents={"book": Document("book", "Science", count=12)})
    assert (
        render_pack(head, questions)
        == """\
spacequiz: 1
id: planets
title: Planets
explanations: optional
documents:
  book:
    title: Science
    paragraphs: 12
questions:
- id: q
  ask: What?
  answer: Jupiter
  wrong:
  - Saturn
  - text: Neptune
    why: It is the farthest.
  keep-last: Saturn
  explain: |-
    Jupiter is large:

      very large.
  source: {document: book, paragraphs: [4, 5]}
  category: Planets
  difficulty: easy
  hint: It has a spot.
  tags: [gas-giants, twin:spot]

- id: q2
  kind: number
  ask: "How far: really?"
  answer: 1000
  tolerance: 0.5
  unit: km

- id: q3
  kind: match
  ask: What?
  pairs:
    Mars: red
    "a: b": c
    Venus: no
  extra:
  - blue
"""
    )


def test_no_questions(tmp_path: Path) -> None:
    pack = read(tmp_path, render_pack(HEAD, []))
    assert [d.code for d in pack.diagnostics] == ["no-questions"]
