"""Aiken, tables, the open collections and Anki, by samples of what is really found."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

import pytest

from formats.helpers import CHOICE, HEAD, make, tell
from spacequiz.errors import PackError, UsageError
from spacequiz.formats.catalogue import find_by_suffix, read_questions, write_questions
from spacequiz.formats.csv_table import guard, read_cell
from spacequiz.formats.intake import Ids, make_kebab
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.packs.pack import Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.game.kinds.body import Body

SENTENCE = 'Don\'t forget that π = 3.14 & "it" + <b> 100%'

# Aiken ------------------------------------------------------------------------------------------

AIKEN = """\
What is the correct answer to this question?
A. Is it this one?
B) Maybe this answer?
C.Possibly this one?
D)\tMust be this one!
ANSWER: D

Which LMS
has the most quiz import formats?
A) Moodle
B) ATutor
answer:a
It is round.
A) True
B) False
ANSWER: B
"""


def test_aiken() -> None:
    assert recognise(AIKEN.encode()) == "aiken"
    found = read_questions(AIKEN.encode(), "aiken")
    assert found.losses == ()
    first, second, third = found.questions
    assert first.body == Choice(
        "Must be this one!",
        (Wrong("Is it this one?"), Wrong("Maybe this answer?"), Wrong("Possibly this one?")),
    )
    assert second.ask == "Which LMS has the most quiz import formats?"
    assert second.body == Choice("Moodle", (Wrong("ATutor"),))
    assert third.body == TrueFalse(False)


def test_broken_aiken() -> None:
    text = "One?\nA) a\nB) b\n\nTwo?\nA) a\nB) b\nANSWER: C\nSmall?\na. x\nb. y\nANSWER: A\nThree?\nA) a\nB) b\nANSWER: A\nFour?"
    found = read_questions(text.encode(), "aiken")
    assert [question.ask for question in found.questions] == ["Small?", "Three?"]
    assert [tuple(loss) for loss in found.losses] == [
        ("", "3 of 5 parts of the file make no sense as Aiken"),
        ('line 1 "One?"', "left out: it says nowhere which option is right"),
        ('line 5 "Two?"', "left out: the answer C is none of its options"),
        ('line 17 "Four?"', "left out: it has no options, and no answer"),
    ]
    assert found.left_out == 3


def test_no_sign_is_a_mark_in_aiken_to_the_letter() -> None:
    found = read_questions(b"Which?\nA) x*\nB) *y\nC) **z**\nANSWER: C\n", "aiken")
    assert found.questions[0].body == Choice("**z**", (Wrong("x*"), Wrong("*y")))


def test_written_aiken_speaks_the_language_of_the_pack() -> None:
    head = Head("x", "X", language="es-MX")
    questions = [
        make(CHOICE, id="big", ask="Which\none?", explain="So."),
        make(TrueFalse(True), id="so"),
        make(Number(Decimal(1)), id="far"),
        make(ask="A) What?", id="odd"),
    ]
    written = write_questions(questions, head, "aiken")
    assert (
        written.data.decode()
        == """\
Which one?
A) Saturn
B) Jupiter
C) Neptune
D) Mars
ANSWER: B

What?
A) Verdadero
B) Falso
ANSWER: A
"""
    )
    assert [tuple(loss) for loss in written.losses] == [
        ("big", "lost the line breaks of its text"),
        ("big", "lost the explanation"),
        ("big", "lost why wrong options are wrong"),
        ("far", "left out: Aiken cannot hold a number question"),
        ("odd", "left out: its text begins as an option or an answer does"),
    ]


# Tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "ask,answer,wrong 1\nWho?,a,b\n",
        "\ufeffQuestion,Correct Answer,Incorrect answer 1\r\nWho?,a,b\r\n",
        "ask;answer;wrong1\nWho?;a;b\n",
        "sep=;\nASK;Answer ;Wrong_1\n\nWho?;a;b\n;;\n",
        "ask\tanswer\twrong-1\nWho?\ta\tb",
        '"ask","answer","wrong 1"\n"Who?","a","b"\n',
    ],
)
def test_the_tables_that_programs_write(text: str) -> None:
    data = text.encode()
    assert recognise(data) in ("csv", "tsv")
    found = read_questions(data, "csv")
    assert [(q.ask, q.body) for q in found.questions] == [("Who?", Choice("a", (Wrong("b"),)))]
    assert tell(found) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('Who?,a,he said "b, c" d', "more cells than columns"),
        ('Who is "a, b" here?,c', "a quotation is in two cells"),
        ('Who?,"a, b",c', ""),
        ('Who?,a 5" disk,an 8" disk', ""),
        ("Who?,a,b,,", ""),
    ],
)
def test_a_comma_that_parts_a_text_is_told(row: str, told: str) -> None:
    found = read_questions(f"ask,answer,wrong 1\n{row}\n".encode(), "csv")
    assert told in "".join(tell(found))
    assert bool(told) == bool(tell(found))


KAHOOT = """\
;;;;;
;Quiz template;;;;
;Remember, a question has 120 characters at most.;;;;
;Question - max 120 characters;Answer 1 - max 75 characters;Answer 2 - max 75 characters;\
Time limit (sec) – 5, 10, 20;Correct answer(s) - choose at least one
1;Who?;b;a;20;2
"""
BLOOKET = """\
"Blooket
Import Template",,,,,
Question #,Question Text,Answer 1,"Answer 2
(Optional)","Time Limit (sec)
(Max: 300 seconds)","Correct Answer(s)
(Only include Answer #)"
1,Who?,b,a,20,2
"""
WAYGROUND = """\
Question Text,Question Type,Option 1,Option 2,Correct Answer,Time in seconds
"Text of the question

(required)
","Question Type",Text for option 1,Text for option 2,The correct option choice,Time
Who?,Multiple Choice,b,a,2,30
"""
GIMKIT = "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)\nWho?,a,b,\n"


@pytest.mark.parametrize("text", [KAHOOT, BLOOKET, WAYGROUND, GIMKIT, "\ufeff" + WAYGROUND])
def test_the_templates_of_other_games_saved_as_text(text: str) -> None:
    data = text.encode()
    assert recognise(data) == "csv"
    found = read_questions(data, "csv")
    assert [(q.ask, q.body) for q in found.questions] == [("Who?", Choice("a", (Wrong("b"),)))]
    assert not any("column" in line for line in tell(found))


@pytest.mark.parametrize(
    ("cells", "body"),
    [
        ({"answer": "Mars"}, Typed("Mars")),
        ({"answer": "true"}, TrueFalse(True)),
        ({"kind": "True False", "answer": "No"}, TrueFalse(False)),
        (
            {
                "kind": "typed",
                "answer": "a",
                "accept": "b | c\\|d",
                "reject": "e\nf",
                "key": "g",
                "prompt": "h = Which h? | i",
                "match": "Written",
            },
            Typed(
                "a",
                ("b", "c|d"),
                ("e", "f"),
                key=("g",),
                prompt=(("h", "Which h?"), ("i", "")),
                match=Strictness.WRITTEN,
            ),
        ),
        (
            {"kind": "number", "answer": "-1.50", "tolerance": ".5", "unit": "km"},
            Number(Decimal("-1.50"), Decimal("0.5"), ("km",)),
        ),
        ({"kind": "order", "answer": "a|b|c"}, Order(("a", "b", "c"))),
        (
            {"kind": "match", "answer": "a = 1 | b \\= c = 2 | d=3", "wrong 1": "4"},
            Matching((("a", "1"), ("b = c", "2"), ("d", "3")), ("4",)),
        ),
        (
            {"kind": "several", "answer": "a | b", "wrong 2": "c", "why 2": "No."},
            Several(("a", "b"), (Wrong("c", "No."),)),
        ),
        (
            {"answer": "'=a", "wrong 1": "''+b", "keep last": "'=a"},
            Choice("=a", (Wrong("'+b"),), "=a"),
        ),
    ],
)
def test_the_cells_of_each_kind(cells: dict[str, str], body: Body) -> None:
    found = read_questions(make_table([{"ask": "Who?"} | cells]), "csv")
    assert tell(found) == []
    assert found.questions[0].body == body


def make_table(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = csv.DictWriter(out, names)
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def test_broken_rows() -> None:
    rows = [
        {"ask": "One?", "answer": "a", "wrong 1": "b", "difficulty": "Hard", "color": "red"},
        {"ask": "Two?", "answer": "b", "kind": "riddle"},
        {"ask": "Three?", "answer": "x", "kind": "number"},
        {"ask": "Four?", "answer": "maybe", "kind": "true-false"},
        {"ask": "", "answer": "a"},
        {"ask": "Five?", "answer": "a", "difficulty": "brutal"},
    ]
    found = read_questions(make_table(rows), "csv")
    assert [question.ask for question in found.questions] == ["One?", "Five?"]
    assert found.questions[0].difficulty is Difficulty.HARD
    assert [tuple(loss) for loss in found.losses] == [
        ("", 'there is no column "color"; it is left out'),
        (
            'line 3 "Two?"',
            (
                'left out: there is no kind "riddle", only choice, several, true-false, typed, '
                "number, order, match"
            ),
        ),
        ('line 4 "Three?"', 'left out: "x" is no number'),
        ('line 5 "Four?"', 'left out: "maybe" is neither true nor false'),
        ("line 6", "left out: it asks nothing"),
        ('line 7 "Five?"', 'there is no difficulty "brutal"; it is medium'),
    ]


def test_a_table_without_the_columns() -> None:
    for text in (b"x,b,c\n1,2,3\n", b"Dear parents,\nhello\n"):
        with pytest.raises(PackError, match="no line that names its columns") as caught:
            read_questions(text, "csv")
        assert "option A" in caught.value.hint


def test_a_written_table_has_only_the_columns_it_needs_and_no_formulas() -> None:
    questions = [make(Choice("=1+1", (Wrong("-5"), Wrong("@x"))), ask="+a"), make(id="r")]
    written = write_questions(questions, HEAD, "csv")
    assert written.data.decode("utf-8-sig") == (
        "id,kind,ask,answer,wrong 1,why 1,wrong 2,wrong 3,explain\r\n"
        "q,choice,'+a,'=1+1,-5,,'@x,,\r\n"
        "r,choice,What?,Jupiter,Saturn,It is second.,Neptune,Mars,\r\n"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("x;=cmd|calc!A0;y", "x;'=cmd|calc!A0;y"),
        ("a; +b", "a;' +b"),
        ("1;-5;+2.5", "1;-5;+2.5"),
        ("＝1+1", "'＝1+1"),
        ("x;'=1", "x;''=1"),
        ("a\n@b", "a\n'@b"),
    ],
)
def test_no_part_of_a_cell_is_a_formula_and_all_come_back(text: str, cell: str) -> None:
    """Opened with semicolons between cells, a part of a text is a cell of its own."""
    assert guard(text) == cell
    assert read_cell(cell) == text


# Open Trivia Database ---------------------------------------------------------------------------


def make_opentdb(encode: Callable[[str], str]) -> bytes:
    results: list[dict[str, Any]] = [
        {
            "type": encode("multiple"),
            "difficulty": encode("hard"),
            "category": encode("Science: Computers"),
            "question": encode(SENTENCE),
            "correct_answer": encode("C++"),
            "incorrect_answers": [encode("C#"), encode("a b"), encode("Perl")],
        },
        {
            "type": encode("boolean"),
            "difficulty": encode("easy"),
            "category": encode("General Knowledge"),
            "question": encode("It is so."),
            "correct_answer": encode("False"),
            "incorrect_answers": [encode("True")],
        },
    ]
    return json.dumps({"response_code": 0, "results": results}).encode()


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: html.escape(text).replace("π", "&pi;").replace("&#x27;", "&#039;"),
        quote_plus,
        lambda text: quote(text, safe=""),
        lambda text: base64.b64encode(text.encode()).decode(),
    ],
    ids=["default", "urlLegacy", "url3986", "base64"],
)
def test_the_four_encodings_of_opentdb(encode: Callable[[str], str]) -> None:
    data = make_opentdb(encode)
    assert recognise(data) == "opentdb"
    found = read_questions(data, "opentdb")
    assert found.losses == ()
    first, second = found.questions
    assert first.ask == SENTENCE
    assert first.body == Choice("C++", (Wrong("C#"), Wrong("a b"), Wrong("Perl")))
    assert (first.category, first.difficulty) == ("Science: Computers", Difficulty.HARD)
    assert second.body == TrueFalse(False)
    assert found.license == "CC-BY-SA-4.0"


def test_broken_opentdb() -> None:
    sound = json.loads(make_opentdb(str))["results"][1]
    results = [None, {"question": "a"}, sound | {"type": "multiple", "incorrect_answers": None}]
    found = read_questions(json.dumps(results).encode(), "opentdb")
    assert [tuple(loss) for loss in found.losses] == [
        ("question 1", "left out: it has no question or no correct answer"),
        ('question 2 "a"', "left out: it has no question or no correct answer"),
        ('question 3 "It is so."', "left out: it has no wrong option"),
    ]
    with pytest.raises(PackError, match="too many requests"):
        read_questions(b'{"response_code":5,"results":[]}', "opentdb")
    with pytest.raises(PackError, match="has no results"):
        read_questions(b'{"a":1}', "opentdb")


# OpenTriviaQA -----------------------------------------------------------------------------------

TRIVIA = """
#Q Who wrote \u201cFaust\u201d?
^ Johann Wolfgang von Goethe
A Schiller
B Johann Wolfgang von Goethe
C Lessing

#Q A client: How much is one?
Salesman: Twenty cents.

Is it possible?
^ Yes
A No
B Yes

#Q It is so.
^ True
A False
B True

#Q What is missing?
A a
B b

#Q Which one?
^ Caf\xe9
A Cafe
B Tea
"""


def test_no_letter_of_an_opentriviaqa_question_is_lost() -> None:
    found = read_questions(b"#QWho?\n^Neil\nA Neil\nB Yuri\n", "opentriviaqa")
    assert [question.ask for question in found.questions] == ["Who?"]


def test_opentriviaqa() -> None:
    lines = TRIVIA.split("\n")
    data = b"\n".join(
        line.encode("cp1252" if "Faust" in line or "Caf" in line else "utf-8") for line in lines
    )
    assert recognise(data) == "opentriviaqa"
    found = read_questions(data, "opentriviaqa", "For kids")
    faust, shop, so = found.questions
    assert faust.ask == "Who wrote “Faust”?"
    assert faust.body == Choice("Johann Wolfgang von Goethe", (Wrong("Schiller"), Wrong("Lessing")))
    assert shop.ask == "A client: How much is one?\nSalesman: Twenty cents.\n\nIs it possible?"
    assert shop.body == Choice("Yes", (Wrong("No"),))
    assert so.body == TrueFalse(True)
    assert {question.category for question in found.questions} == {"For kids"}
    assert [tuple(loss) for loss in found.losses] == [
        ("", "2 lines of the file are not UTF-8; read as Windows-1252"),
        (
            'line 21 "What is missing? A a B b"',
            "left out: the line with ^ and the answer is missing",
        ),
        (
            'line 25 "Which one?"',
            "left out: its answer is none of its options",
        ),
    ]


# Anki -------------------------------------------------------------------------------------------


def test_anki() -> None:
    questions = [
        make(CHOICE, id="big", ask='"Which"\nis <big>?', explain="It\tis.", tags=("a b",)),
        make(Several(("b", "a"), (Wrong("c", "No."),)), id="two", category="My Planets"),
        make(TrueFalse(False), id="so", difficulty=Difficulty.HARD),
        make(Typed("Mars", ("the red one",), ("Venus",)), id="typed"),
        make(Number(Decimal("8.5"), Decimal(1), ("km",)), id="far"),
        make(Order(("b", "c", "a")), id="order"),
        make(Matching((("a", "1"), ("b", "2"), ("c", "3")), ("0",)), id="match"),
    ]
    written = write_questions(questions, HEAD, "anki")
    head, rows = written.data.decode().split("Tags\n", 1)
    assert head.splitlines() == [
        *("#separator:tab", "#html:true", "#notetype:Basic", "#deck:The planets -- and more"),
        *("#guid column:1", "#tags column:4", "#columns:Id\tFront\tBack\t"),
    ]
    got = list(csv.reader(io.StringIO(rows), delimiter="\t"))
    assert got == [
        [
            "spacequiz/planets/big",
            '"Which"<br>is &lt;big&gt;?<br>• Saturn<br>• Jupiter<br>• Neptune<br>• Mars',
            "Jupiter<br>Saturn: It is second.<br><br>It\tis.",
            "General a_b",
        ],
        [
            "spacequiz/planets/two",
            "What?<br>• a<br>• b<br>• c",
            "• b<br>• a<br>c: No.",
            "My_Planets",
        ],
        ["spacequiz/planets/so", "What?<br>True / False?", "False", "General difficulty::hard"],
        ["spacequiz/planets/typed", "What?", "Mars / the red one", "General"],
        ["spacequiz/planets/far", "What?", "8.5 ± 1 km", "General"],
        [
            "spacequiz/planets/order",
            "What?<br>• a<br>• b<br>• c",
            "1. b<br>2. c<br>3. a",
            "General",
        ],
        [
            "spacequiz/planets/match",
            "What?<br>• a<br>• b<br>• c<br>→ 0<br>→ 1<br>→ 2<br>→ 3",
            "a → 1<br>b → 2<br>c → 3",
            "General",
        ],
    ]
    assert [tuple(loss) for loss in written.losses] == [
        ("typed", "lost the answers that are close, but wrong")
    ]


# Names and ids ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"spacequiz: 1\nid: x\n", "pack"),
        (b"# my pack\n\nspacequiz: 1\r\n", "pack"),
        (b"<?xml version='1.0'?><quiz></quiz>", "moodle-xml"),
        (b"::a::Who?{=a ~b}", "gift"),
        (b"// only a comment\n\nWho?{\n=a\n~b\n}", "gift"),
        (b"PK\x03\x04", "xlsx"),
    ],
)
def test_formats_are_recognised_by_content(data: bytes, form: str) -> None:
    assert recognise(data) == form


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"{\\rtf1 Hello}", "RTF"),
    ],
)
def test_what_nobody_reads_is_named(data: bytes, message: str) -> None:
    with pytest.raises(PackError, match=message):
        recognise(data)


def test_unknown_text_says_where_to_look() -> None:
    with pytest.raises(PackError, match="looks like questions") as caught:
        recognise(b"Dear parents,\n")
    assert "--from" in caught.value.hint


LATEX = """\
\\documentclass{exam}
\\begin{document}
\\question Which cloud is highest?
\\CorrectChoice Cirrus
\\end{document}
"""
RMD = "Question\n========\nWhat is `r f{x}`?\n\nMeta-information\n================\nexname: x\n"
STRANGERS = [
    ('{"introPage":{"showIntroPage":false},"questions":[]}', "JSON"),
    ('[{"name": "Ann", "age": 7}]', "JSON"),
    (LATEX, "LaTeX"),
    ("Pick {1:MULTICHOICE:=Plum#Yes~Stone#No}\n", "Cloze"),
    ("It is {:NUMERICAL:=3:0.1} m\n\nand {2:SHORTANSWER:=long}.\n", "Cloze"),
    ("import os\n\n\ndef play(x):\n    return {x: 1}\n\n\nprint({play(2)})\n", "Python"),
    (RMD, "R/exams"),
    ("<html><table><tr><td>question</td></tr></table></html>", "web page with a table"),
    ("MC\tWhich?\ta\tincorrect\tb\tcorrect\nTF\tIt is.\ttrue\n", "Blackboard"),
    ("#home {\n  width: 3;\n}\n\nButton {\n  color: red;\n}\n", "style sheet"),
    ("category: php\nquestions:\n  - question: What is {x}?\n    answers: [a]\n", "YAML"),
    ("Dear {name},\n\nplease come on {date}.\n\nYours\n", "0 of 3 parts make sense"),
]


@pytest.mark.parametrize(("text", "what"), STRANGERS)
def test_text_with_braces_is_no_gift(text: str, what: str) -> None:
    with pytest.raises(PackError, match=what) as caught:
        read_questions(text.encode(), recognise(text.encode()), guessed=True)
    assert caught.value.hint


def test_who_names_the_format_gets_what_makes_sense() -> None:
    text = "Dear {name},\n\ncome on {date}.\n\nWho?{=I ~you}\n"
    found = read_questions(text.encode(), "gift")
    assert len(found.questions) == 1
    assert found.losses[0].what == "2 of 3 parts of the file make no sense as GIFT"


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        *((".yaml", "pack"), (".gift", "gift"), (".txt", "aiken"), (".XML", "moodle-xml")),
        *((".csv", "csv"), (".tsv", "tsv"), (".xlsx", "xlsx")),
    ],
)
def test_suffixes(suffix: str, form: str) -> None:
    assert find_by_suffix(suffix) == form


@pytest.mark.parametrize("suffix", ["", ".doc", ".json", ".yml"])
def test_unknown_suffixes(suffix: str) -> None:
    with pytest.raises(UsageError, match="belongs to no format"):
        find_by_suffix(suffix)


@pytest.mark.parametrize(
    ("text", "kebab"),
    [
        ("Don't panic!", "dont-panic"),
        ("José's café — straße", "joses-cafe"),
        ("  --a  B--  ", "a-b"),
        ("one two three four", "one-two-three"),
        ("Straße", "strasse"),
        ("x" * 99, "x" * 15),
        ("漢字", ""),
    ],
)
def test_kebab(text: str, kebab: str) -> None:
    assert make_kebab(text, 15) == kebab


def test_ids_are_unique_and_stable() -> None:
    texts = [("A b", ""), ("", "A B?"), ("a-b-2", ""), ("", "a b"), ("", "漢字"), ("", "漢字")]
    made = [[ids.make(*text) for text in texts] for ids in (Ids(), Ids())]
    assert made[0] == made[1]
    assert made[0] == ["a-b", "a-b-2", "a-b-2-2", "a-b-3", "q-c6d29771", "q-c6d29771-2"]
