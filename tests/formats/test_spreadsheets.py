"""Kahoot's and Wayground's spreadsheets: templates as they are filled in, and written ones."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from formats.helpers import CHOICE, HEAD, make, tell
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions, write_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported


NO_KIND = 'there is no kind "{}", only choice, several, true-false, typed, number, order, match'
KAHOOT = [
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
]
WAYGROUND = [
    "Question Text",
    "Question Type",
    *(f"Option {number}" for number in range(1, 6)),
    *("Correct Answer", "Time in seconds", "Image Link", "Answer explanation"),
]
INSTRUCTIONS = [
    "Text of the question\n\n(required)",
    "Question Type\n\n(default is Multiple Choice)",
    *("Text for option 1", "Text for option 2", "Text for option 3", "", ""),
    'The correct option choice (between 1-5).\n\nLeave blank for "Open-Ended".',
]


def make_book(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_kahoot(*rows: list[Any]) -> bytes:
    above: list[list[Any]] = [
        [],
        [None, "Quiz template"],
        [None, "Add questions, at least two answer alternatives, time limit and …"],
        [None, "Remember: questions have a limit of 120 characters and …"],
        *([], [], []),
        [None, *KAHOOT],
    ]
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    # The template numbers a hundred rows, most of which stay empty.
    return make_book([*above, *numbered, *([number] for number in range(len(rows) + 1, 101))])


def read(data: bytes) -> Imported:
    assert recognise(data) == "xlsx"
    return read_questions(data, "xlsx")


def test_kahoot() -> None:
    found = read(
        make_kahoot(
            ["Which planet is red?", "Venus", "Mars", "Jupiter", "Saturn", 20, 2],
            ["Which are rocky?", "Mars", "Saturn", "Venus", None, 30, "1, 3"],
            ["Which two?", "Mars", "Saturn", "Venus", None, 30, 1.3],
            ["It is round.", "True", "False", None, None, 10, "1"],
            ["How many?", 8, 9.0, 10.5, True, 20, 1],
            ["Without an answer?", "a", "b", None, None, 20, None],
            ["An empty one?", "a", "b", None, None, 20, "3"],
            [None, "a", "b", None, None, 20, 1],
        )
    )
    assert [question.body for question in found.questions] == [
        Choice("Mars", (Wrong("Venus"), Wrong("Jupiter"), Wrong("Saturn"))),
        Several(("Mars", "Venus"), (Wrong("Saturn"),)),
        Several(("Mars", "Venus"), (Wrong("Saturn"),)),
        TrueFalse(True),
        Choice("8", (Wrong("9"), Wrong("10.5"), Wrong("true"))),
    ]
    assert [tuple(loss) for loss in found.losses] == [
        ('row 14 "Without an answer?"', "left out: it names no right answer"),
        ('row 15 "An empty one?"', "left out: its right answer 3 is an empty option"),
        ("row 16", "left out: it asks nothing"),
        ("", "time limits are left out: the timer is set for a whole game"),
    ]


def test_wayground() -> None:
    rows: list[list[Any]] = [
        ["Red one?", "Multiple Choice", "Mars", "Venus", "", "", "", 1, 30, "", "It is rusty."],
        ["Rocky?", "Checkbox", "Mars", "Venus", "Saturn", "", "", "1,2", 30, "https://x/y.png", ""],
        ["One box?", "Checkbox", "Mars", "Venus", "", "", "", "1", "", "", ""],
        ["Our star?", "Fill-in-the-Blank", "Sun", "the Sun", "", "", "", "", "", "", ""],
        ["Without a kind?", "", "a", "b", "", "", "", 2, "", "", ""],
        ["What do you think?", "Open-Ended", "", "", "", "", "", "", "", "", ""],
        ["Which do you like?", "Poll", "a", "b", "", "", "", "", "", "", ""],
    ]
    found = read(make_book([WAYGROUND, INSTRUCTIONS, *rows]))
    assert [(question.ask, question.body) for question in found.questions] == [
        ("Red one?", Choice("Mars", (Wrong("Venus"),))),
        ("Rocky?", Several(("Mars", "Venus"), (Wrong("Saturn"),))),
        ("One box?", Several(("Mars",), (Wrong("Venus"),))),
        ("Our star?", Typed("Sun", ("the Sun",))),
        ("Without a kind?", Choice("b", (Wrong("a"),))),
    ]
    assert found.questions[0].explain == "It is rusty."
    assert [tuple(loss) for loss in found.losses] == [
        ('row 4 "Rocky?"', "left out a picture"),
        ('row 8 "What do you think?"', f"left out: {NO_KIND.format('open-ended')}"),
        ('row 9 "Which do you like?"', f"left out: {NO_KIND.format('poll')}"),
        ("", "time limits are left out: the timer is set for a whole game"),
    ]


def test_our_own_columns_in_a_later_sheet() -> None:
    rows: list[list[Any]] = [
        ["ask", "answer", "wrong 1"],
        ["When?", date(1969, 7, 20), datetime.fromisoformat("1969-07-20T20:17:00")],
    ]
    found = read(make_book([["Notes"], [time(20, 17)]], rows))
    assert [q.body for q in found.questions] == [
        Choice("1969-07-20", (Wrong("1969-07-20 20:17:00"),))
    ]


def test_no_header_is_known() -> None:
    with pytest.raises(PackError, match="No sheet has a line that names its columns"):
        read(make_book([["x", "b", "c"], ["c", "d", "e"]], []))


def list_cells(data: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_a_written_kahoot() -> None:
    questions = [
        make(CHOICE, id="big", ask="Which\none?", explain="So."),
        make(Several(("c", "a"), tuple(map(Wrong, "dbe"))), id="two"),
        make(TrueFalse(False), id="so"),
        make(Typed("x"), id="typed"),
        make(CHOICE, id="long", ask="x" * 121),
        make(Choice("x" * 76, (Wrong("y"),)), id="wide"),
        make(Several(tuple("abcde")), id="five"),
        make(Choice("a", tuple(map(Wrong, "bcdef"))), id="many"),
    ]
    written = write_questions(questions, HEAD, "kahoot")
    cells = list_cells(written.data)
    assert cells[7] == [None, *KAHOOT]
    assert cells[8:] == [
        [1, "Which one?", "Saturn", "Jupiter", "Neptune", "Mars", 30, 2],
        [2, "What?", "a", "b", "c", "d", 30, "1,3"],
        [3, "What?", "True", "False", None, None, 30, 2],
        [4, "What?", "a", "b", "c", "d", 30, 1],
    ]
    assert written.left_out == 4
    assert [tuple(loss) for loss in written.losses] == [
        ("big", "put the lines of its text into one"),
        ("big", "lost the explanation"),
        ("big", "lost why wrong options are wrong"),
        ("two", "kept 2 of 3 wrong options"),
        ("typed", "left out: Kahoot cannot hold a typed question"),
        ("long", "left out: its text has 121 characters; Kahoot takes 120"),
        ("wide", "left out: an option has 76 characters; Kahoot takes 75"),
        ("five", "left out: it has 5 right options; Kahoot takes 2 to 4"),
        ("many", "kept 3 of 5 wrong options"),
    ]
    assert read(written.data).left_out == 0


def test_a_written_wayground_holds_no_formulas() -> None:
    questions = [
        make(Choice("=1+1", (Wrong("#N/A"),)), ask="=cmd|'/C calc'!A0", explain="+So."),
        make(Typed("a", tuple("bcdefg"), ("x",)), id="typed"),
    ]
    written = write_questions(questions, HEAD, "wayground")
    book = openpyxl.load_workbook(io.BytesIO(written.data))
    types = {
        cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None
    }
    assert types == {"s", "n"}
    assert list_cells(written.data)[2][:8] == [
        *("What?", "Fill-in-the-Blank", "a", "b", "c", "d", "e", None)
    ]
    assert [tuple(loss) for loss in written.losses] == [
        ("typed", "kept 5 of 7 right answers"),
        ("typed", "lost the answers that are close, but wrong"),
    ]
    found = read(written.data)
    assert found.questions[0].ask == "=cmd|'/C calc'!A0"
    assert found.questions[0].body == Choice("=1+1", (Wrong("#N/A"),))
    assert tell(found) == ["time limits are left out: the timer is set for a whole game"]
