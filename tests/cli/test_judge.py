"""`spacequiz judge`: what a text is worth, and by which rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, describe_typed, make_runner, write_pack
from spacequiz.cli import spacequiz

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

QUESTIONS = [
    describe_typed("king", "Louis XIV", prompt={"Louis": "Which Louis?"}),
    describe_typed("moon", "Titania", reject=["Oberon"]),
    describe_typed("age", "10") | {"kind": "number", "unit": "years"},
    describe_choice("place", answer="Titanio", wrong=["Marsopa"]),
]


@pytest.fixture
def judge(warm_home: Path, tmp_path: Path) -> Callable[..., Result]:
    pack = write_pack(tmp_path, QUESTIONS)

    def run(*arguments: str, lines: str | bytes = "") -> Result:
        return make_runner().invoke(spacequiz, ["judge", str(pack), *arguments], input=lines)

    return run


def test_lines_come_back_with_their_outcome_and_rule(judge: Callable[..., Result]) -> None:
    lines = "king\tLouis 14\nking\tLouis\nmoon\tTitanea\nmoon\tOberon\nage\tten years old\nage\t?\n"
    done = judge(lines=lines)
    assert done.exit_code == 0
    assert [line.split("\t") for line in done.stdout.splitlines()] == [
        ["king", "Louis 14", "right", "Louis XIV", "says the same"],
        ["king", "Louis", "prompt", "Louis", "asks for more"],
        ["moon", "Titanea", "slip", "Titania", "a slip in 7 letters"],
        ["moon", "Oberon", "wrong", "Oberon", "rejected"],
        ["age", "ten years old", "right", "10 years", "the number"],
        ["age", "?", "unreadable", "", "no number, or more than one"],
    ]


def test_an_answer_elsewhere_in_the_pack_is_no_slip(judge: Callable[..., Result]) -> None:
    (row,) = json.loads(judge("--question", "moon", "Titanio", "--json").stdout)
    assert (row["outcome"], row["rule"]) == ("wrong", "titanio is another word")


def test_one_text_is_explained(judge: Callable[..., Result]) -> None:
    done = judge("--question", "king", "louis")
    assert done.stdout == "prompt: asks for more\nmatched: Louis\nasked back: Which Louis?\n"
    assert judge("--question", "king", lines="Louis 14\n").stdout.startswith(
        "king\tLouis 14\tright"
    )


def test_what_is_not_there_is_said(judge: Callable[..., Result]) -> None:
    done = judge(lines="place\tx\nking\tLouis XIV\n")
    assert (done.exit_code, done.stdout.splitlines()[0].split("\t")[2]) == (2, "unknown")
    assert judge("--question", "nobody", "x").exit_code != 0
    assert judge("some text").exit_code != 0


def test_a_number_below_zero_is_a_text_and_no_option(judge: Callable[..., Result]) -> None:
    assert judge("--question", "age", "-5").stdout.startswith("wrong: another number")
    assert judge("-5.0", "--question", "age", "--json").exit_code == 0
    assert judge("--question", "age", "--jsn").exit_code != 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_lines_are_read_as_other_programs_write_them(
    judge: Callable[..., Result], encoding: str
) -> None:
    done = judge(lines="king\tLouis 14\r\nmoon\tTitânia".encode(encoding))
    assert [line.split("\t")[2] for line in done.stdout.splitlines()] == ["right", "right"]
