"""Files made to keep a reader busy: four times the size takes about four times the time."""

from __future__ import annotations

import io
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from spacequiz.cli.scores import _lay_out as lay_out_column
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions
from spacequiz.game.kinds.typed import judge_typed
from spacequiz.packs.lint import check_packs, options
from spacequiz.packs.read import read_closely

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacequiz.game.kinds.body import Judgement

LEAST_SECONDS = 0.05
"""Less than this is not told from the noise of a busy machine."""
MOST_GROWTH = 9
"""Between 4, as the size grows, and 16, as its square does."""
TRIES = 3
QUIZ = '<?xml version="1.0"?>\n<quiz>\n'
FILES: dict[str, tuple[str, Callable[[int], str]]] = {
    "ids": ("gift", lambda n: "// " + "[id:" * (n // 4) + "\nQ? {=a ~b}\n"),
    "escaped ids": ("gift", lambda n: "// " + "[id:\\]" * (n // 6) + "\nQ? {=a ~b}\n"),
    "tags": ("gift", lambda n: "// " + "[tag:" * (n // 5) + "\nQ? {=a ~b}\n"),
    "tags on lines": ("gift", lambda n: "// [tag:\n" * (n // 9) + "Q? {=a ~b}\n"),
    "a wide name": ("csv", lambda n: "ask,answer," + " " * n + "x\n1,2,3\n"),
    "brackets in a name": ("csv", lambda n: "ask,answer," + " (" * (n // 2) + "x\n1,2,3\n"),
    "open sections": ("moodle-xml", lambda n: QUIZ + "<![CDATA[" * (n // 9)),
    "open questions": ("moodle-xml", lambda n: QUIZ + "<question " * (n // 10) + "</question>"),
    "answers": ("list", lambda n: "1. Q?\na) x\nb) y\n" + "\n\nAnswer: b" * (n // 11)),
    "ends alone": ("moodle-xml", lambda n: QUIZ + "<question >" + "</question>" * (n // 11)),
}


def measure(work: Callable[[], object]) -> float:
    """Return the least time that some work takes."""
    times = []
    for _ in range(TRIES):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return max(min(times), LEAST_SECONDS)


@pytest.mark.parametrize("name", FILES)
def test_a_foreign_file_takes_time_by_its_size(name: str) -> None:
    form, make = FILES[name]

    def read(size: int) -> None:
        with suppress(PackError):
            read_questions(make(size).encode(), form)

    assert measure(lambda: read(100_000)) / measure(lambda: read(25_000)) < MOST_GROWTH


WHY = "  explain: because it is so\n"


def make_pack(questions: list[str]) -> str:
    return "spacequiz: 1\nid: x\ntitle: X\nquestions:\n" + "".join(questions)


def ask_of_lines(count: int) -> str:
    """Return questions with an article and many line breaks."""
    ask = [json.dumps(f"{n} a" + "\n" * (count * 10) + "x") for n in range(20)]
    return make_pack(
        [
            f"- id: q{n}\n  ask: {text}\n  answer: A\n  wrong: [B]\n{WHY}"
            for n, text in enumerate(ask)
        ]
    )


def answer_alike(count: int) -> str:
    """Return typed answers that begin alike and end alike."""
    middle = ["".join(chr(97 + n // 26**k % 26) for k in range(6)) for n in range(count)]
    answers = [f"ab {'x' * 180}{each} yz" for each in middle]
    return make_pack(
        [
            f"- id: q{n}\n  kind: typed\n  ask: Name {n}\n  answer: {text}\n{WHY}"
            for n, text in enumerate(answers)
        ]
    )


def fail_often(count: int) -> str:
    """Return a question with many errors and much text."""
    twice = "  ask: y\n" * count
    keys = "".join(f"  k{n}: {'a' * 400}\n" for n in range(count * 4))
    return make_pack([f"- ask: x\n{twice}{keys}"])


@pytest.mark.parametrize(
    ("make", "count"), [(ask_of_lines, 45), (answer_alike, 100), (fail_often, 220)]
)
def test_a_pack_takes_time_by_its_size(
    tmp_path: Path, make: Callable[[int], str], count: int
) -> None:
    def check(size: int) -> None:
        path = tmp_path / f"{size}.yaml"
        path.write_text(make(size), "utf-8")
        reading = read_closely(path)
        assert reading.pack.questions or make is fail_often
        check_packs([reading])

    assert measure(lambda: check(4 * count)) / measure(lambda: check(count)) < MOST_GROWTH


def test_answers_all_alike_are_tried_by_the_size_of_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    def count(*given: Any) -> Judgement:
        nonlocal tried
        tried += 1
        return judge_typed(*given)

    monkeypatch.setattr(options, "judge_typed", count)
    monkeypatch.setattr(options, "LEAST_TRIES", 20)
    path = tmp_path / "alike.yaml"
    path.write_text(answer_alike(400), "utf-8")
    check_packs([read_closely(path)])
    assert tried == 20 + 400 * 192 // options.LETTERS_A_TRY


def test_cells_that_share_a_text_are_counted_each() -> None:
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.Workbook()
    book.active.append(["ask", "answer", "wrong 1"])
    for _ in range(600):
        book.active.append(["x" * 30_000, "a", "b"])
    out = io.BytesIO()
    book.save(out)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(PackError, match="larger than 16 MiB when unpacked"):
        read_questions(out.getvalue(), "xlsx")


def test_a_table_of_games_takes_time_by_its_length() -> None:
    def lay_out(rows: int) -> None:
        lay_out_column(["2026-03-01 12:00"] * rows, to_the_right=False)

    assert measure(lambda: lay_out(8_000)) / measure(lambda: lay_out(2_000)) < MOST_GROWTH
