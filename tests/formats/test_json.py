"""JSON lists and H5P: the usual shapes come in right, and a key in doubt is refused."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from formats.helpers import tell
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed

CIRRUS = Choice("Cirrus", (Wrong("Stratus"), Wrong("Cumulus")))
OPTIONS = ["Stratus", "Cirrus", "Cumulus"]
FIRST = {"question": "Lowest?", "options": OPTIONS, "answer": 0}


def ask(**fields: Any) -> dict[str, Any]:
    return {"question": "Highest?", **fields}


SHAPES = {
    "by text": ([ask(options=OPTIONS, answer="Cirrus")], CIRRUS),
    "in an object": (
        {"title": "Clouds", "questions": [ask(options=OPTIONS, answer="Cirrus")]},
        CIRRUS,
    ),
    "by a letter": ([ask(choices=OPTIONS, correct_answer="B")], CIRRUS),
    "by a letter of an object": (
        [ask(options={"A": "Stratus", "B": "Cirrus", "C": "Cumulus"}, answer="b")],
        CIRRUS,
    ),
    "by a letter with letters before": (
        [ask(options=["A. Stratus", "B. Cirrus", "C. Cumulus"], answer="B")],
        CIRRUS,
    ),
    "by an id": (
        [
            ask(
                options=[
                    {"id": n, "text": text} for n, text in zip((7, 8, 9), OPTIONS, strict=True)
                ],
                answer=8,
            )
        ],
        CIRRUS,
    ),
    "by a mark": (
        [ask(answers=[{"text": text, "isCorrect": text == "Cirrus"} for text in OPTIONS])],
        CIRRUS,
    ),
    "in columns": ([ask(A="Stratus", B="Cirrus", C="Cumulus", answer="B")], CIRRUS),
    "in numbered columns": (
        [ask(option1="Stratus", option2="Cirrus", option3="Cumulus", correct="Cirrus")],
        CIRRUS,
    ),
    "wrong apart": (
        [ask(correctAnswer="Cirrus", incorrectAnswers=["Stratus", "Cumulus"])],
        CIRRUS,
    ),
    "wrong apart and counted": (
        [ask(correct_answer="Cirrus", wrong_answer1="Stratus", wrong_answer2="Cumulus")],
        CIRRUS,
    ),
    "a text within": (
        [
            {
                "question": {"text": "Highest?"},
                "correctAnswer": "Cirrus",
                "incorrectAnswers": ["Stratus", "Cumulus"],
            }
        ],
        CIRRUS,
    ),
    "several": (
        [ask(options=["2", "3", "4"], answer=["2", "4"])],
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "several and wrong apart": (
        [ask(correct_answer=["2", "4"], incorrect_answers=["3"])],
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "true or false": ([ask(answer=False)], TrueFalse(False)),
    "two options": ([ask(options=["True", "False"], answer="True")], TrueFalse(True)),
    "typed": ([ask(answer="Cirrus")], Typed("Cirrus")),
    "signs that HTML spells out": ([ask(answer="2 &gt; 1")], Typed("2 > 1")),
    "a card": ([{"front": "Highest?", "back": "Cirrus"}], Typed("Cirrus")),
    "names of options": (
        [
            {
                "title": "Highest?",
                "possible_answers": [
                    {"a_id": n, "caption": text} for n, text in enumerate(OPTIONS, 4)
                ],
                "correct_answer": 4 + OPTIONS.index("Cirrus"),
            }
        ],
        CIRRUS,
    ),
    "tags that are asked about": (
        [ask(options=["<b>", "<i>"], answer="<b>")],
        Choice("<b>", (Wrong("<i>"),)),
    ),
    "a number that is an option": (
        [ask(options=["7", "8"], answer="8")],
        Choice("8", (Wrong("7"),)),
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    content, body = SHAPES[name]
    data = json.dumps(content).encode()
    assert recognise(data) == "json"
    found = read_questions(data, "json")
    assert [question.body for question in found.questions] == [body], found.losses
    assert found.questions[0].ask == "Highest?"


def test_one_object_a_line() -> None:
    lines = "\n".join(json.dumps(ask(options=OPTIONS, answer="Cirrus", n=n)) for n in range(3))
    assert len(read_questions(lines.encode(), "json").questions) == 3


def test_the_file_shows_from_which_number_it_counts() -> None:
    from_0 = [FIRST, ask(options=OPTIONS, answer=1)]
    from_1 = [FIRST | {"answer": 3}, ask(options=OPTIONS, answer=2)]
    for content in (from_0, from_1):
        found = read_questions(json.dumps(content).encode(), "json")
        assert found.questions[-1].body == CIRRUS


def test_categories_come_from_where_the_lists_lie() -> None:
    content = {"Sky": [ask(answer="x")], "Sea": {"questions": [ask(answer="y")]}}
    found = read_questions(json.dumps(content).encode(), "json")
    assert [question.category for question in found.questions] == ["Sky", "Sea"]


def test_what_is_left_out_is_named_by_its_place() -> None:
    content = [ask(answer="x"), ask(options=OPTIONS), ask(options=OPTIONS, answer="Nimbus")]
    found = read_questions(json.dumps(content).encode(), "json")
    assert [loss.question for loss in found.losses] == [
        'question 2 "Highest?"',
        'question 3 "Highest?"',
    ]


REFUSED = {
    "a number that could count from either end": (
        ask(options=OPTIONS, answer=1),
        "from 0 or from 1",
    ),
    "a key that is no option": (ask(options=OPTIONS, answer="Nimbus"), "none of its options"),
    "a key that two options are": (ask(options=["a", "A", "b"], answer="á"), "none of its options"),
    "no key": (ask(options=OPTIONS), "no right answer"),
    "nothing marked": (
        ask(answers=[{"text": t, "correct": False} for t in OPTIONS]),
        "no right answer",
    ),
    "options that are not understood": (ask(answer="B", items=OPTIONS), "not known"),
    "a column that is not understood": (ask(answer="B", a_list={"x": 1, "y": 2}), "not known"),
    "columns that are not understood": (ask(answer="B", bullet1="x", bullet2="y"), "not known"),
    "several texts and no options": (ask(answer=["red", "blue"]), "several answers"),
    "options that read the same": (ask(options=["x", "x ", "y"], answer="y"), "read the same"),
    "a match": (ask(options=OPTIONS, answer="Cirrus", type="matching"), "kind"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_in_doubt_is_refused(name: str) -> None:
    fields, why = REFUSED[name]
    found = read_questions(json.dumps([fields]).encode(), "json")
    assert found.questions == ()
    assert why in found.losses[0].what


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"questions":' * 5_000, b'[{"question"', b"[]", b"{}", b'{"a": 1}']
)
def test_what_is_no_list_of_questions(data: bytes) -> None:
    with pytest.raises(PackError):
        read_questions(data, "json")


@pytest.mark.parametrize("opening", ['{"a":', "["])
def test_questions_are_looked_for_on_a_few_levels(opening: str) -> None:
    closing = {"{": "}", "[": "]"}[opening[0]]
    question = '[{"question": "Which?", "correct_answer": "a", "incorrect_answers": ["b"]}]'

    def bury(levels: int) -> bytes:
        return (opening * levels + question + closing * levels).encode()

    assert len(read_questions(bury(3), "json").questions) == 1
    with pytest.raises(PackError):
        read_questions(bury(12), "json")


def choice(*answers: tuple[str, bool, str], kind: str = "auto") -> dict[str, Any]:
    return {
        "library": "H5P.MultiChoice 1.16",
        "params": {
            "question": "<p>Which?</p>",
            "answers": [
                {
                    "text": f"<div>{text}</div>",
                    "correct": right,
                    "tipsAndFeedback": {"chosenFeedback": why},
                }
                for text, right, why in answers
            ],
            "behaviour": {"type": kind},
        },
    }


SET: dict[str, Any] = {
    "introPage": {"showIntroPage": False},
    "questions": [
        choice(("Stratus", False, "It is low."), ("Cirrus", True, "Right!")),
        choice(("2", True, ""), ("3", False, ""), ("4", True, "")),
        {
            "library": "H5P.TrueFalse 1.8",
            "params": {"question": "<p>Is it?</p>", "correct": "false"},
        },
        {
            "library": "H5P.Blanks 1.14",
            "params": {
                "text": "<p>Fill in.</p>",
                "questions": ["<p>Rain is *water/H2O:wet* falling.</p>"],
            },
        },
        {
            "library": "H5P.SingleChoiceSet 1.11",
            "params": {
                "choices": [{"question": "First?", "answers": ["yes it is", "no", "maybe"]}]
            },
        },
        {"library": "H5P.DragText 1.10", "params": {"taskDescription": "Drag."}},
        choice(("a", True, ""), ("b", True, ""), kind="single"),
        choice(("<img src='x'>", True, ""), ("b", False, "")),
    ],
}
BODIES = [
    Choice("Cirrus", (Wrong("Stratus", "It is low."),)),
    Several(("2", "4"), (Wrong("3"),)),
    TrueFalse(False),
    Typed("water", ("H2O",)),
    Choice("yes it is", (Wrong("no"), Wrong("maybe"))),
]


def pack_h5p(content: Any, library: str = "H5P.QuestionSet") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("h5p.json", json.dumps({"title": "Clouds", "mainLibrary": library}))
        target.writestr("content/content.json", json.dumps(content))
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_an_h5p_question_set(packed: bool) -> None:
    data = pack_h5p(SET) if packed else json.dumps(SET).encode()
    assert recognise(data) == "h5p"
    found = read_questions(data, "h5p")
    assert [question.body for question in found.questions] == BODIES
    assert found.questions[3].ask == "Fill in.\nRain is _____ falling."
    assert found.questions[3].hint == "wet"
    assert found.left_out == 3
    assert found.title == ("Clouds" if packed else "")
    assert 'left out a feedback: "Right!"' in tell(found)


def test_what_h5p_says_of_one_of_several_right_options_is_told_of() -> None:
    both = {"questions": [choice(("2", True, "Two!"), ("3", False, ""), ("4", True, "Four!"))]}
    found = read_questions(pack_h5p(both), "h5p")
    assert [question.body for question in found.questions] == BODIES[1:2]
    for said in ("Two!", "Four!"):
        assert f'left out a feedback: "{said}"' in tell(found)


def test_h5p_cards_ask_for_their_other_side() -> None:
    sides = [{"text": "<p>agua</p>", "answer": "water"}, {"text": "sol", "answer": ""}, "no card"]
    for library, name in (("H5P.Dialogcards", "dialogs"), ("H5P.Flashcards", "cards")):
        found = read_questions(pack_h5p({name: sides}, library), "h5p")
        assert [(q.ask, q.body) for q in found.questions] == [("agua", Typed("water"))]
        assert found.left_out == 1


def test_a_single_h5p_question_and_one_within_a_page() -> None:
    single = SET["questions"][0]["params"]
    found = read_questions(pack_h5p(single, "H5P.MultiChoice"), "h5p")
    assert [question.body for question in found.questions] == BODIES[:1]
    page = {
        "chapters": [
            {"content": {"library": "H5P.Column 1", "params": {"content": SET["questions"][:1]}}}
        ]
    }
    found = read_questions(pack_h5p(page, "H5P.InteractiveBook"), "h5p")
    assert [question.body for question in found.questions] == BODIES[:1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"text": "Hello"}, "Nothing in the H5P content"),
        (json.loads("[" * 200 + "]" * 200), "nested too deep"),
    ],
)
def test_h5p_without_questions(content: Any, message: str) -> None:
    with pytest.raises(PackError, match=message):
        read_questions(pack_h5p(content, "H5P.Text"), "h5p")
