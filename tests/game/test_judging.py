"""The judge, on texts that people type: each row of judging.tsv is one."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from builders import describe_typed, write_pack
from spacequiz.formats.qbreader import read_answer_line
from spacequiz.game.kinds.body import Judgement, Outcome
from spacequiz.game.kinds.figures import find_number
from spacequiz.game.kinds.sheet import SHARED, list_shared
from spacequiz.game.kinds.slips import FAR, measure
from spacequiz.game.kinds.typed import Strictness, Typed, judge_typed
from spacequiz.packs.read import read_pack
from spacequiz.packs.vocabulary import list_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_rows(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


ROWS = read_rows("judging.tsv")
NUMBERS = read_rows("numbers.tsv")
RIGHT = (Outcome.RIGHT, Outcome.SLIP)


def judge_row(language: str, typed: str, answer: str, more: str) -> Judgement:
    keys: dict[str, str] = dict(part.split("=", 1) for part in more.split("; ") if part)
    lists = {name: tuple(keys[name].split("|")) for name in keys}
    body = Typed(
        answer,
        accept=lists.get("accept", ()),
        reject=lists.get("reject", ()),
        key=lists.get("key", ()),
        prompt=tuple((text, "") for text in lists.get("prompt", ())),
        match=Strictness(keys.get("match", "lenient")),
    )
    words = frozenset(lists.get("pack", ()))
    return judge_typed(typed, body, language, ask=keys.get("ask", ""), words=words)


@pytest.mark.parametrize(
    ("language", "typed", "answer", "more", "expected"),
    ROWS,
    ids=[f"{n}: {row[1]}" for n, row in enumerate(ROWS, start=1)],
)
def test_a_text_is_judged_as_a_person_would(
    language: str, typed: str, answer: str, more: str, expected: str
) -> None:
    judgement = judge_row(language, typed, answer, more)
    assert judgement.outcome == Outcome(expected), judgement.reason


@pytest.mark.parametrize(
    ("language", "typed", "unit", "number"),
    NUMBERS,
    ids=[f"{n}: {row[1]}" for n, row in enumerate(NUMBERS, start=1)],
)
def test_the_one_number_in_a_text_is_read(
    language: str, typed: str, unit: str, number: str
) -> None:
    found = find_number(typed, (unit,) if unit else (), language)
    assert Decimal(number) in found if number != "-" else not found


def read_people() -> Iterator[tuple[str, Typed, dict[str, tuple[str, ...]], str, str]]:
    """Yield the language, the answer, what else its pack says, what is expected, and the text."""
    language, body = "", Typed("")
    lists: dict[str, tuple[str, ...]] = {}
    for line in Path(__file__).with_name("people.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            language, _, rest = line[2:].partition(" | ")
            told, _, more = rest.partition("|")
            body = read_answer_line(told.strip(), lambda _: None)
            keys = dict(part.strip().split("=", 1) for part in more.split(";") if part.strip())
            lists = {name: tuple(texts.split("|")) for name, texts in keys.items()}
            body = replace(
                body,
                accept=body.accept + lists.get("accept", ()),
                reject=body.reject + lists.get("reject", ()),
                key=body.key + lists.get("key", ()),
                prompt=body.prompt + tuple((text, "") for text in lists.get("prompt", ())),
            )
        elif line[:1] in "AaPRU":
            yield language, body, lists, line[0], line[2:]


def test_people_are_judged_as_a_fair_reader_judges_them() -> None:
    unfair: list[str] = []
    asked = dict.fromkeys("AaPRU", 0)
    for language, body, lists, expected, text in read_people():
        words, ask = frozenset(lists.get("pack", ())), " ".join(lists.get("ask", ()))
        outcome = judge_typed(text, body, language, ask=ask, words=words).outcome
        fair = {
            "A": outcome in RIGHT,
            "a": outcome not in RIGHT,
            "P": outcome is Outcome.PROMPT,
            "R": outcome not in RIGHT,
            "U": outcome is Outcome.UNREADABLE,
        }
        asked[expected] += 1
        if not fair[expected]:
            unfair.append(f"{expected} {text} for {body.answer}: {outcome}")
    assert unfair == []
    assert asked["A"] >= 0.93 * (asked["A"] + asked["a"])


def test_a_surname_is_shared_by_people_of_different_given_names() -> None:
    people = ["Neil Armstrong", "Louis Armstrong", "Dr. Marie Curie", "M. Curie", "Curie"]
    assert list_shared(people, "en") == {"armstrong"}


def test_the_words_of_a_pack_tell_whose_surname_is_shared(tmp_path: Path) -> None:
    names = ["Neil Armstrong", "Louis Armstrong", "Marie Curie"]
    asked = [describe_typed(f"q{n}", name) for n, name in enumerate(names)]
    words = list_words(read_pack(write_pack(tmp_path / "people.yaml", asked)))
    assert f"{SHARED}armstrong" in words
    assert f"{SHARED}curie" not in words


# What holds for any text ------------------------------------------------------------------------

LANGUAGES = ["en", "es", "de", "fr", "it", "pt", "ru", "ar", "ja"]
PIECES = st.sampled_from(
    [
        "a",
        "house",
        "not",
        "or",
        "the",
        "XIV",
        "14",
        "two",
        "1.000",
        "July",
        "20",
        "1969",
        "/",
        ",",
        "é",
        "ß",
        "Köln",
        "it's",
        "12:30",
        "a hundred and",
        "½",
        "x²",
        "שָׁלוֹם",
        "\x1b[1m",
        "’",
        "(",
        "ａ",
        " ",
    ]
)
PHRASES = st.lists(PIECES, max_size=6).map(" ".join) | st.text(max_size=12)
TEXTS = st.lists(PHRASES, max_size=3).map(tuple)


@settings(max_examples=150, deadline=None)
@given(PHRASES, PHRASES, TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(LANGUAGES), PHRASES)
def test_anything_is_judged_alike_however_it_is_typed(
    typed: str,
    answer: str,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    key: tuple[str, ...],
    prompt: tuple[str, ...],
    language: str,
    ask: str,
) -> None:
    body = Typed(answer, accept, reject, key=key, prompt=tuple((text, "") for text in prompt))
    judged = judge_typed(typed, body, language, ask=ask)
    for form in ("NFC", "NFD"):
        again = judge_typed(unicodedata.normalize(form, typed), body, language, ask=ask)
        assert again.outcome == judged.outcome
    spaced = judge_typed(f"  {typed} ", body, language, ask=ask)
    assert spaced.outcome == judged.outcome
    assert bool(judged.back) == (judged.outcome in (Outcome.PROMPT, Outcome.UNREADABLE))


@settings(max_examples=150, deadline=None)
@given(PHRASES, PHRASES, TEXTS, PHRASES, st.sampled_from(LANGUAGES))
def test_one_more_accepted_text_turns_no_right_answer_wrong(
    typed: str, answer: str, key: tuple[str, ...], more: str, language: str
) -> None:
    before = judge_typed(typed, Typed(answer, key=key), language)
    after = judge_typed(typed, Typed(answer, (more,), key=key), language)
    assert before.outcome not in RIGHT or after.outcome in RIGHT


@settings(max_examples=150, deadline=None)
@given(PHRASES, PHRASES, PHRASES, st.sampled_from(LANGUAGES))
def test_a_reject_beats_a_slip(typed: str, answer: str, other: str, language: str) -> None:
    judged = judge_typed(typed, Typed(answer, reject=(typed, other)), language)
    assert judged.outcome is not Outcome.SLIP


@settings(max_examples=150, deadline=None)
@given(PHRASES, st.sampled_from(LANGUAGES), st.sampled_from(["", "km", "%", "million km", "m²"]))
def test_any_text_is_a_number_or_none(typed: str, language: str, unit: str) -> None:
    for value in find_number(typed, (unit,) if unit else (), language):
        assert value.is_finite()


FLOODS = [
    "x ",
    "the quick brown fox ",
    "Ÿ",
    "1",
    "a'",
    "nineteen eighty four ",
    "or ",
    ", ",
    "house ",
]


@pytest.mark.parametrize("piece", FLOODS)
def test_a_thousand_characters_are_judged_at_a_glance(piece: str) -> None:
    body = Typed("A house", accept=tuple(f"house {n} of town" for n in range(40)), key=("house",))
    judge_typed(piece, body)
    start = time.process_time()
    for _ in range(5):
        judge_typed((piece * 1000)[:1000], body)
    assert (time.process_time() - start) / 5 < 0.05


LETTERS = st.text(alphabet="abcé ", max_size=12)


@settings(max_examples=300, deadline=None)
@given(LETTERS, LETTERS)
def test_slips_are_counted_as_the_optimal_string_alignment_does(one: str, other: str) -> None:
    assert measure(one, other) == min(OSA.distance(one, other), FAR)
