"""The judge, on texts that people type: each row of judging.tsv is one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from spacequiz.game.kinds.body import Judgement, Outcome
from spacequiz.game.kinds.number import Number, find_number
from spacequiz.game.kinds.typed import Strictness, Typed, judge_typed


def read_rows(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


ROWS = read_rows("judging.tsv")
NUMBERS = read_rows("numbers.tsv")


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
    assert judgement.outcome == Outcome(expected), judgement.rule


@pytest.mark.parametrize(
    ("language", "typed", "unit", "number"),
    NUMBERS,
    ids=[f"{n}: {row[1]}" for n, row in enumerate(NUMBERS, start=1)],
)
def test_the_one_number_in_a_text_is_read(
    language: str, typed: str, unit: str, number: str
) -> None:
    found = find_number(typed, Number(Decimal(0), unit=unit), language)
    assert Decimal(number) in found if number != "-" else not found
