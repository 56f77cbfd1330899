"""Quizbowl packets: what an answer line says, and what of it is lost."""

from __future__ import annotations

import json

import pytest

from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.qbreader import read_answer_line
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.typed import Typed

TOSSUP = {
    "question": "<b>He built a palace of mirrors.</b> (*) For ten points, name this Sun King.",
    "answer": "<b><u>Louis XIV</u></b> (of France) [accept <b><u>Sun King</u></b>; prompt on "
    '<u>Louis</u> by asking "Which Louis?"; do not accept or prompt on "Louis XV"]',
    "category": "History",
    "difficulty": 4,
    "set": {"name": "An Open"},
}
PACKET = {
    "tossups": [TOSSUP],
    "bonuses": [
        {
            "leadin": "For 10 points each:",
            "parts": ["[10] The red planet.", "[10e] The blue planet."],
            "answers": ["<b><u>Mars</u></b>", "<b><u>Earth</u></b> [or <b><u>Terra</u></b>]"],
            "category": "Science",
        }
    ],
}


def test_a_tossup_is_one_question_and_a_bonus_has_one_for_each_part() -> None:
    data = json.dumps(PACKET).encode()
    assert recognise(data) == "qbreader"
    found = read_questions(data, "qbreader")
    assert (found.title, found.losses, found.left_out) == ("An Open", (), 0)
    king, mars, earth = found.questions
    assert king.ask == "He built a palace of mirrors. For ten points, name this Sun King."
    assert (king.category, king.difficulty) == ("History", Difficulty.MEDIUM)
    assert king.body == Typed(
        "Louis XIV",
        accept=("Sun King",),
        reject=("Louis XV",),
        key=("Louis XIV", "Sun King"),
        prompt=(("Louis", "Which Louis?"),),
    )
    assert mars.ask == "For 10 points each: The red planet."
    assert earth.body == Typed("Earth", accept=("Terra",), key=("Earth", "Terra"))


@pytest.mark.parametrize("line", ["", "[accept <b><u>Au</u></b>]", "(of France)"])
def test_an_answer_line_that_names_no_answer_is_left_out(line: str) -> None:
    found = read_questions(
        json.dumps({"tossups": [TOSSUP | {"answer": line}] * 2 + [TOSSUP]}).encode(), "qbreader"
    )
    assert (len(found.questions), found.left_out) == (1, 2)


@pytest.mark.parametrize(
    ("level", "difficulty"),
    [
        *((1, Difficulty.EASY), (3, Difficulty.EASY), (4, Difficulty.MEDIUM)),
        *((6, Difficulty.MEDIUM), (7, Difficulty.HARD), (10, Difficulty.HARD)),
    ],
)
def test_ten_levels_become_three(level: int, difficulty: Difficulty) -> None:
    packet = {"tossups": [TOSSUP | {"difficulty": level}]}
    (question,) = read_questions(json.dumps(packet).encode(), "qbreader").questions
    assert question.difficulty == difficulty


@pytest.mark.parametrize(
    ("line", "body", "lost"),
    [
        (
            "Thomas <b><u>Jefferson</u></b>",
            Typed("Thomas Jefferson", key=("Jefferson",)),
            0,
        ),
        (
            "<b><u>Franz</u></b> Joseph <b><u>Haydn</u></b>",
            Typed("Franz Joseph Haydn", key=("Franz Haydn",)),
            0,
        ),
        (
            "<b><u>War and Peace</u></b> [or <b><u>Voyna i mir</u></b>; reject “Peace”]",
            Typed(
                "War and Peace",
                ("Voyna i mir",),
                ("Peace",),
                key=("War and Peace", "Voyna i mir"),
            ),
            0,
        ),
        (
            "<b><u>gold</u></b> [accept <b><u>Au</u></b> until it is read; accept equivalents]",
            Typed("gold", ("Au",), key=("gold", "Au")),
            2,
        ),
        (
            "<b><u>ferns</u></b> [prompt on plants]",
            Typed("ferns", key=("ferns",), prompt=(("plants", ""),)),
            0,
        ),
        (
            "<b><u>Nelson</u></b> (Rolihlahla) <b><u>Mandela</u></b> [accept either underlined portion]",
            Typed(
                "Nelson Mandela", ("Nelson", "Mandela"), key=("Nelson Mandela", "Nelson", "Mandela")
            ),
            0,
        ),
        (
            "<b><u>Great Schism</u></b> [prompt on partial answer]",
            Typed("Great Schism", key=("Great Schism",), prompt=(("Great", ""), ("Schism", ""))),
            0,
        ),
        ("Paris &lt;Geography&gt;", Typed("Paris"), 0),
    ],
)
def test_an_answer_line(line: str, body: Typed, lost: int) -> None:
    told: list[str] = []
    assert read_answer_line(line, told.append) == body
    assert len(told) == lost


def test_other_json_is_no_packet() -> None:
    with pytest.raises(PackError, match="no tossups"):
        read_questions(b'{"tossups": 5}', "qbreader")
    with pytest.raises(PackError, match="sound"):
        read_questions(b"{", "qbreader")
    found = read_questions(b'{"tossups": [{"question": "Q"}, {}], "bonuses": [{}]}', "qbreader")
    assert found.left_out == 3
