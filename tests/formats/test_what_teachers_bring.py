"""One file of each kind that teachers have: it comes in right, or is refused with words that help."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from formats.helpers import tell
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.kinds.choices import Choice, Several, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Body


def choose(right: str, *wrong: str) -> Choice:
    return Choice(right, tuple(map(Wrong, wrong)))


def book(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


TERMS = "mitosis\tcell division\nosmosis\twater through a membrane\n"
FRUIT = choose("Plum", "Stone", "Root")
SUN = choose("Sun", "Moon")
RIGHT: dict[str, tuple[str | bytes, str, list[Body]]] = {
    "aiken": ("Which is bigger?\nA) Moon\nB) Sun\nANSWER: B\n", "aiken", [SUN]),
    "aiken in small letters": ("Which is bigger?\na) Moon\nb) Sun\nAnswer: b\n", "list", [SUN]),
    "aiken in brackets": ("Which is bigger?\n(A) Moon\n(B) Sun\nANSWER: B\n", "list", [SUN]),
    "aiken with a star": ("1) Which is bigger?\n*A. Sun\nB. Moon\n", "list", [SUN]),
    "aiken, numbered": ("1. Which is bigger?\nA) Moon\nB) Sun\nANSWER: B\n", "aiken", [SUN]),
    "aiken, wrapped": (
        "Which is\nbigger?\nA) Moon, seen\nfrom Earth\nB) Sun\nANSWER: B\n",
        "aiken",
        [choose("Sun", "Moon, seen from Earth")],
    ),
    "aiken with two letters": (
        "Which fall?\nA) Rain\nB) Snow\nC) Sand\nANSWER: A, B\n",
        "aiken",
        [Several(("Rain", "Snow"), (Wrong("Sand"),))],
    ),
    "a list out of Word": (
        "Sky quiz\n\n1. Bigger?\na) Moon\nb) Sun *\n\n2. Brighter?\na) Sun\nb) Moon\n\nAnswers: 1 b, 2 a\n",
        "list",
        [SUN, SUN],
    ),
    "a checklist": (
        "# Sky\n\n1. Which is bigger?\n   - [ ] Moon\n   - [x] Sun\n",
        "list",
        [SUN],
    ),
    "text2qti": (
        "Quiz title: Sky\n\n1.  Bigger?\na)  Moon\n*b)  Sun\n... It is.\n\n2.  Root of 2?\n=   1.41 +- 0.01\n",
        "list",
        [SUN, Number(Decimal("1.41"), Decimal("0.01"))],
    ),
    "a table with letters": (
        "question;option A;option B;option C;correct\nFruit?;Stone;Plum;Root;B\n",
        "csv",
        [FRUIT],
    ),
    "a table with numbers": (
        "Question,Choice1,Choice2,Choice3,Answer\nFruit?,Stone,Plum,Root,2\n",
        "csv",
        [FRUIT],
    ),
    "a table headed by letters": ("Question,A,B,Answer\nBigger?,Moon,Sun,B\n", "csv", [SUN]),
    "right and wrong ones": (
        "question,correct,incorrect1,incorrect2\nFruit?,Plum,Stone,Root\n",
        "csv",
        [FRUIT],
    ),
    "a German header": (
        "Frage,Antwort,Falsch 1\nGrößer?,Sonne,Mond\n",
        "csv",
        [choose("Sonne", "Mond")],
    ),
    "an old code page": (
        "ask;answer;wrong 1\nJakie miasto?;Łódź;Gdańsk\n".encode("cp1250"),
        "csv",
        [choose("Łódź", "Gdańsk")],
    ),
    "UTF-16": (
        "ask\tanswer\twrong 1\nЧто?\tда\tнет\n".encode("utf-16"),
        "tsv",
        [choose("да", "нет")],
    ),
    "terms": (TERMS, "tsv", [Typed("mitosis"), Typed("osmosis")]),
    "notes of Anki": (
        "#separator:tab\n#html:true\nSum of <b>2+2</b>?\t<div>4</div>\n",
        "anki",
        [Typed("4")],
    ),
    "notes of Anki with commas": (
        "#separator:Comma,,\nCapital of Peru?,Lima,Geo\n",
        "anki",
        [Typed("Lima")],
    ),
    "a spreadsheet": (
        book(
            ["Question", "Answer 1", "Answer 2", "Time", "Correct"],
            ["Bigger?", "Moon", "Sun", 20, 2],
        ),
        "xlsx",
        [SUN],
    ),
    "a spreadsheet of numbers": (
        book(["question", "answer", "wrong 1", "wrong 2"], ["Third of 10.5?", 3.5, 3, 4.25]),
        "xlsx",
        [choose("3.5", "3", "4.25")],
    ),
    "JSON": (
        json.dumps(
            {"questions": [{"question": "Bigger?", "options": ["Moon", "Sun"], "answer": "Sun"}]}
        ),
        "json",
        [SUN],
    ),
    "H5P": (
        json.dumps(
            {
                "questions": [
                    {
                        "params": {
                            "question": "<p>Bigger?</p>",
                            "answers": [
                                {"correct": False, "text": "Moon"},
                                {"correct": True, "text": "<div>Sun</div>"},
                            ],
                        },
                        "library": "H5P.MultiChoice 1.16",
                    }
                ]
            }
        ),
        "h5p",
        [SUN],
    ),
    "OpenTriviaQA": (
        "#Q How long?\n^ 2.5 km\nA 25 km\nB 2.5 km\n",
        "opentriviaqa",
        [choose("2.5 km", "25 km")],
    ),
    "GIFT": (
        "What dissolves? {\n~salt\n~sugar\n=All of the above\n}\n\nPick 2 to 4. {#3:1~#Wrong}\n",
        "gift",
        [choose("All of the above", "salt", "sugar"), Number(Decimal(3), Decimal(1))],
    ),
    "a match with one right side twice": (
        "<quiz><question type='matching'><name><text>s</text></name><questiontext><text>Sort.</text>"
        "</questiontext>"
        + "".join(
            f"<subquestion><text>{a}</text><answer><text>{b}</text></answer></subquestion>"
            for a, b in (("newt", "amphibian"), ("cat", "mammal"), ("toad", "amphibian"))
        )
        + "</question></quiz>",
        "moodle-xml",
        [Matching((("newt", "amphibian"), ("cat", "mammal"), ("toad", "amphibian")))],
    ),
    "Moodle with case and formulas": (
        (
            "<quiz><question type='shortanswer'><name><text>s</text></name><questiontext format='html'>"
            r"<text>Name \(x^2\).</text></questiontext><answer fraction='100'><text>Square</text></answer>"
            "<usecase>1</usecase></question></quiz>"
        ),
        "moodle-xml",
        [Typed("Square", match=Strictness.WRITTEN)],
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_it_comes_in_right(name: str) -> None:
    data, form, expected = RIGHT[name]
    data = data.encode() if isinstance(data, str) else data
    assert recognise(data) == form
    found = read_questions(data, form, guessed=True)
    assert [question.body for question in found.questions] == expected, tell(found)
    assert found.left_out == 0


REFUSED = {
    "a table without a header": (
        "Which cloud?,Cirrus,Fog\nFrozen rain?,Hail,Dew\n",
        "without a line that names its columns",
        "spacequiz new quiz.csv",
    ),
    "LaTeX": (
        "\\documentclass{exam}\n\\begin{questions}\n\\question Which?\n",
        "LaTeX",
        "new quiz.csv",
    ),
    "Cloze": ("Pick {1:MULTICHOICE:=Plum#Yes~Stone#No}\n", "Cloze", "a question of each gap"),
    "questions of Blackboard": (
        "MC\tBigger?\tMoon\tincorrect\tSun\tcorrect\n",
        "Blackboard",
        "as a pool",
    ),
    "JSON of another shape": (
        '{"introPage": {"show": false}, "rows": [1]}',
        "JSON in a shape",
        "Export",
    ),
    "a program": (
        "import sys\n\ndef main():\n    print({1: 2})\n",
        "a program in Python",
        "new quiz.csv",
    ),
    "YAML of another program": ("name: x\nitems:\n  - a\n", "YAML, but no pack", "spacequiz: 1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_what_can_be_done(name: str) -> None:
    text, what, advice = REFUSED[name]
    with pytest.raises(PackError, match=what) as caught:
        read_questions(text.encode(), recognise(text.encode()), guessed=True)
    assert advice in caught.value.hint


def test_a_qti_item_that_asks_nothing_is_said() -> None:
    text = (
        '<questestinterop><assessment ident="a" title="Sky"><section ident="r"><item ident="i">'
        "<presentation><material><mattext>Sun</mattext></material></presentation></item></section>"
        "</assessment></questestinterop>"
    )
    found = read_questions(text.encode(), recognise(text.encode()))
    assert tell(found) == ["left out: it is a text that asks nothing"]
