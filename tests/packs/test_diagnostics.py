"""The three forms of a diagnostic in print."""

from __future__ import annotations

import json

import pytest

from spacequiz.packs.diagnostics import (
    Diagnostic,
    count_severities,
    render_github,
    render_grouped,
    render_json,
    render_text,
)

ONE = Diagnostic(
    path="my-pack.yaml",
    line=3,
    column=11,
    severity="error",
    code="too-long",
    message="answer has 300 characters",
    hint="Shorten it.",
    question="biggest",
    quote="  answer: Jupiter",
)


def test_text_quotes_the_line_with_a_caret() -> None:
    assert render_text(ONE) == (
        "my-pack.yaml:3:11: error too-long answer has 300 characters\n"
        "      answer: Jupiter\n"
        "              ^\n"
        "    hint: Shorten it."
    )


@pytest.mark.parametrize(
    ("quote", "column", "caret"),
    [
        ("木星 x", 4, 5),
        ("\tx", 2, 4),
        ("e\u0301x", 3, 1),
        ("\x1bx", 2, 4),
        ("x", 1, 0),
        ("x", 9, 1),
    ],
)
def test_the_caret_stands_below_the_character(quote: str, column: int, caret: int) -> None:
    lines = render_text(ONE._replace(quote=quote, column=column)).split("\n")
    assert lines[2].index("^") == 4 + caret


def test_a_long_line_is_cut_around_the_caret() -> None:
    lines = render_text(ONE._replace(quote="a" * 1000 + "X" + "b" * 1000, column=1001)).split("\n")
    assert len(lines[1]) < 120
    assert lines[1][lines[2].index("^")] == "X"


def test_json_has_the_keys_that_programs_rely_on() -> None:
    (found,) = json.loads(render_json([ONE]))
    assert found == {
        "path": "my-pack.yaml",
        "line": 3,
        "column": 11,
        "severity": "error",
        "code": "too-long",
        "message": "answer has 300 characters",
        "hint": "Shorten it.",
        "question": "biggest",
    }


def test_github_commands_are_escaped() -> None:
    one = ONE._replace(path="a,b:c%.yaml", message="100 %\nof it", severity="warning")
    assert render_github(one) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=11,title=too-long"
        "::100 %25%0Aof it%0AShorten it."
    )


def test_counts() -> None:
    assert count_severities([ONE, ONE._replace(severity="warning"), ONE]) == (2, 1)


def test_findings_that_say_the_same_are_shown_once_with_the_lines_of_the_others() -> None:
    same = [Diagnostic("a.yaml", 7 * n, 3, "warning", "dull", "It is dull") for n in range(1, 6)]
    other = Diagnostic("a.yaml", 9, 1, "error", "bad-id", "No id")
    told = list(render_grouped([same[0], other, *same[1:]]))
    assert told == [
        "a.yaml:7:3: warning dull It is dull\n    and 4 more of the same: line 14, 21, 28, 35",
        "a.yaml:9:1: error bad-id No id",
    ]
    assert len(list(render_grouped(same[:3]))) == 3
