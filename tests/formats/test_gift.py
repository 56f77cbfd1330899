"""GIFT as Moodle reads it, and written so that Moodle reads what was meant."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from formats.helpers import CHOICE, HEAD, make, tell
from spacequiz.formats.catalogue import read_questions, write_questions
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import Citation

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question


def read(text: str) -> Imported:
    return read_questions(text.encode(), "gift")


def read_one(text: str) -> Question:
    found = read(text)
    assert len(found.questions) == 1, found.losses
    return found.questions[0]


@pytest.mark.parametrize(
    ("text", "ask", "body"),
    [
        (
            "Who lives on the station?{~robots ~ghosts =people}",
            "Who lives on the station?",
            Choice("people", (Wrong("robots"), Wrong("ghosts"))),
        ),
        (
            "The Moon is {~square =round ~flat} like a ball.",
            "The Moon is _____ like a ball.",
            Choice("round", (Wrong("square"), Wrong("flat"))),
        ),
        ("The Moon is a star.{FALSE}", "The Moon is a star.", TrueFalse(False)),
        ("The Moon is round.{T}", "The Moon is round.", TrueFalse(True)),
        ("Our star?{=Sun =the Sun}", "Our star?", Typed("Sun", ("the Sun",))),
        ("A bare answer{=T}", "A bare answer", Typed("T")),
        ("When?{#1969:2}", "When?", Number(Decimal(1969), Decimal(2))),
        ("When?{#1969}", "When?", Number(Decimal(1969))),
        (
            "Pi? {#3.141..3.142}.",
            "Pi? _____.",
            Number(Decimal("3.1415"), Decimal("0.0005")),
        ),
        ("Cold? {#-5..-1}", "Cold?", Number(Decimal(-3), Decimal(2))),
        ("Big? {#=1e3:1}", "Big?", Number(Decimal(1000), Decimal(1))),
        (
            "Color?{=Mars->red =Earth -> blue =Sun->white = -> green}",
            "Color?",
            Matching((("Mars", "red"), ("Earth", "blue"), ("Sun", "white")), ("green",)),
        ),
        (
            "Which two?{~%50%Mars ~%50%Venus ~%-50%Sun ~%-50%Moon}",
            "Which two?",
            Several(("Mars", "Venus"), (Wrong("Sun"), Wrong("Moon"))),
        ),
        (
            "Sort.{>3 ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW none\na\nb\nc\n}",
            "Sort.",
            Order(("a", "b", "c")),
        ),
        (
            "Which equals 5? {~ \\= 2 + 2\n = \\= 2 + 3\n ~ \\~\\#\\{\\}\\: \\\\ \\\\n \\x }",
            "Which equals 5?",
            Choice("= 2 + 3", (Wrong("= 2 + 2"), Wrong("~#{}: \\ \\n \\x"))),
        ),
        ("Two\\nlines\nhere?{=a ~b}", "Two\nlines\nhere?", Choice("a", (Wrong("b"),))),
        (
            "[html]<p>H<sub>2</sub>O &amp; <b>ice</b><br/>is?</p>{=x<sup>2</sup> ~[plain]<b>}",
            "H₂O & ice\nis?",
            Choice("x²", (Wrong("<b>"),)),
        ),
        ("[plain]<b>&amp;</b>{=a ~b}", "<b>&amp;</b>", Choice("a", (Wrong("b"),))),
        ("[1] Which?{=a ~b}", "[1] Which?", Choice("a", (Wrong("b"),))),
        ("If x < y and y > z?{=a ~b}", "If x < y and y > z?", Choice("a", (Wrong("b"),))),
        ("Percent?{=5 ~%50 off}", "Percent?", Choice("5", (Wrong("%50 off"),))),
        ("Star?{=\\* x}", "Star?", Typed("* x")),
    ],
)
def test_a_question(text: str, ask: str, body: Body) -> None:
    found = read(text)
    assert tell(found) == []
    (question,) = found.questions
    assert (question.ask, question.body) == (ask, body)


def test_names_ids_tags_and_categories() -> None:
    found = read("""\
// A comment about the file [id:not-me]

$CATEGORY: $course$/top/Space/Sun \\\\ and A//B

// question: 12  name: Kanji Origins
// [id:ABC 7] [tag:gas giants] [tag:a\\]b] [tag:difficulty:hard]
::Kanji \\: Origins::Where?{=a ~b}

::Kanji \\: Origins::Where else?{=a ~b}

Where
// in the middle
at all?{=a ~b}

Where at all?{=c ~d}
""")
    assert [question.id for question in found.questions] == [
        *("abc-7", "kanji-origins", "where-at-all", "where-at-all-2")
    ]
    first = found.questions[0]
    assert first.tags == ("gas giants", "a]b")
    assert first.difficulty is Difficulty.HARD
    assert {question.category for question in found.questions} == {"Sun \\ and A/B"}
    assert found.questions[2].ask == "Where\n \nat all?"


def test_feedback_becomes_why_and_explain() -> None:
    question = read_one("Who?{~a#not a\n~b\n=c#Right \\#1!####It is c.\\nAlways.}")
    assert question.body == Choice("c", (Wrong("a", "not a"), Wrong("b")))
    assert question.explain == "It is c.\nAlways."
    assert read_one("Who?{~a =c#Because.}").explain == "Because."
    assert read_one("It is.{FALSE#No, it is not.}").explain == ""
    assert read_one("It is.{TRUE#wrong#right####general}").explain == "general"
    assert read_one("It is.{TRUE#wrong#right}").explain == "right"
    assert read_one("How many?{#8#Eight.####}").explain == "Eight."
    assert read_one("How many?{#3:1~#Wrong, look again}").explain == ""
    both = read_one("Which two?{~%50%a#An a. ~%50%b#A b. ~%-100%c}")
    assert both.explain == "a: An a.\nb: A b."
    assert read_one("Who?{=Al#Yes! =Bo#Yes!}").explain == "Yes!"


def test_pairs_may_share_their_right_side() -> None:
    body = read_one("Sort.{=newt -> amphibian =cat -> mammal =toad -> amphibian}").body
    assert body == Matching((("newt", "amphibian"), ("cat", "mammal"), ("toad", "amphibian")))


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ("=newt -> a =newt -> b =toad -> c", 'it gives "newt" two partners'),
        ("=a -> x =b -> x =c -> x", "all of its pairs have the same right side"),
    ],
)
def test_pairs_that_cannot_be_matched(pairs: str, why: str) -> None:
    assert tell(read_questions(f"Sort.{{{pairs}}}".encode(), "gift")) == [f"left out: {why}"]


def test_several_right_numbers_are_typed() -> None:
    assert read_one("What are the roots? Enter either.{# =-7 =4}").body == Typed("-7", ("4",))
    found = read_questions(b"Where?{# =1:0.5 =4:0.5}", "gift")
    assert tell(found) == ["left out: several ranges of numbers are right"]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("Who?{~a ~%50%b =c}", ['counts "b" as wrong; it was worth 50 %']),
        ("Who?{~%-25%a ~%-25%b =c}", ["takes no points off for a wrong option"]),
        ("Who?{=a ~b =c}", ['left out a second right answer: "c"']),
        (
            "Who?{~%70%a ~%30%b ~c}",
            [
                "counts all right options the same; they had weights of their own",
                "a wrong option costs what a right one brings; in the file it costs more, or less",
            ],
        ),
        (
            "Where?{=Nazareth =%75%Nazereth =%25%Bethlehem}",
            [
                'counts "Nazereth" as right; it was worth 75 %',
                'counts "Bethlehem" as wrong; it was worth 25 %',
            ],
        ),
        (
            "Who?{=*Lincoln* =%0%*#Think.}",
            ['left out a feedback: "Think."', 'left out the wildcard in "*Lincoln*"'],
        ),
        (
            "Capital?{=Bras*lia =Brasília}",
            ['left out the answer "Bras*lia", which has a wildcard in a word'],
        ),
        ("When?{#=1822:0 =%50%1822:2}", ['left out the answer "1822", worth 50 %']),
        ("It is.{T#no#yes}", ['left out a feedback: "no"']),
        ("[markdown]Is it **it**?{=a ~b}", ["shows the signs of Markdown as they are written"]),
        ("[html]<img src='a.png' alt='Mars'> Who?{=a ~b}", ["left out a picture"]),
        ("What is \\\\(x^2\\\\)?{=a ~b}", ["shows a formula as it is written"]),
        (
            "$CATEGORY: x\nWho?{=a ~b}",
            ["a blank line is missing before it; Moodle would not find it"],
        ),
        (
            "Who?{=a ~b} Of {x, y}.",
            ["has more braces in its text; a blank line may be missing before them"],
        ),
        ("Who?{=a ~a ~b}", ['left out a wrong option that stood there twice: "a"']),
        (f"Who?{{=a ~b ~{'c' * 201}}}", ["left out a wrong option of more than 200 characters"]),
        ("Who?{=a ~1 ~2 ~3 ~4 ~5 ~6 ~7 ~8}", ["kept 7 of 8 wrong options"]),
        (f"Who?{{=a ~b####{'c ' * 1500}}}", ["cut the explanation to 2000 characters"]),
    ],
)
def test_losses(text: str, losses: list[str]) -> None:
    found = read(text)
    assert tell(found) == losses
    assert len(found.questions) == 1


TWICE = "it has answers in two places; a blank line may be missing between questions"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who?{=a ~b}\nWhat?{=a ~b}", TWICE),
        ("I {=am} here, you {~is ~=are} there.", TWICE),
        ("Write about it {}", "it is an essay"),
        ("Write about it {####Think.}", "it is an essay"),
        ("Read this.", "it is a description that asks nothing"),
        ("Who? {=a ~b", "a brace is missing, or stands where it means nothing"),
        ("Who? =a ~b}", "a brace is missing, or stands where it means nothing"),
        ("Who?{~a ~b}", "none of its answers is right"),
        ("Who?{=a~}", "it has no wrong option"),
        ("When?{#soon}", '"soon" is no number'),
        ("When?{#}", "none of its answers is fully right"),
        ("When?{#1:x}", '"x" is no number'),
        ("When?{#1e999}", "its number is too large or too fine"),
        ("Color?{=a->b =c->d}", "it has 2 pairs to match; a pack needs 3"),
        ("Color?{=a->b =c}", "one of its pairs has no ->"),
        ("{=a ~b}", "it asks nothing"),
        (f"{'x' * 2001}{{=a ~b}}", "its text is longer than 2,000 characters"),
        (f"Who?{{={'x' * 201} ~b}}", "its answer is longer than 200 characters"),
        ("Sort.{>2 ALL\na\nb\n}", "it puts 2 items in order; a pack holds 3 to 8"),
    ],
)
def test_a_broken_question_does_not_stop_the_others(text: str, reason: str) -> None:
    found = read(f"First?{{=a ~b}}\n\n{text}\n\nLast?{{=a ~b}}")
    assert [found.questions[0].ask, found.questions[-1].ask] == ["First?", "Last?"]
    assert found.left_out == 1
    (loss,) = found.losses
    assert loss.what == f"left out: {reason}"
    assert loss.question.startswith("line 3")


def test_written_gift() -> None:
    questions = [
        make(
            CHOICE,
            id="big",
            ask="How: {big}?\nReally?",
            explain="[x] = y",
            tags=("a]b",),
            difficulty=Difficulty.EASY,
            hint="Look.",
            citation=Citation("book", "Book"),
        ),
        make(Number(Decimal("1E+3"), Decimal("0.5"), ("km",)), id="far", category="A/B \\ C"),
        make(TrueFalse(True), id="so", category="A/B \\ C"),
    ]
    written = write_questions(questions, HEAD, "gift")
    assert (
        written.data.decode()
        == """\
// The planets -- and more

$CATEGORY: General

// [id:big] [tag:a\\]b] [tag:difficulty:easy]
::big::[plain]How\\: \\{big\\}?\\nReally? {
	~Saturn#It is second.
	=Jupiter
	~Neptune
	~Mars
	####[plain][x] \\= y
}

$CATEGORY: A//B \\\\ C

// [id:far]
::far::[plain]What? {#1000:0.5
}

// [id:so]
::so::[plain]What? {
	TRUE
}
"""
    )
    assert [(loss.question, loss.what) for loss in written.losses] == [
        ("big", "lost the hint"),
        ("big", "lost the source"),
        ("far", "lost the unit"),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (Typed("a -> b"), "Moodle would take the -> in its answer for a pair"),
        (Order(("{a}", "b", "c")), 'GIFT cannot hold "{a}" as an item to be put in order'),
        (Order(("0", "b", "c")), 'GIFT cannot hold "0" as an item to be put in order'),
        (
            Matching((("a->", "b"), ("c", "d"), ("e", "f"))),
            'Moodle would take the -> in "a->" for a pair',
        ),
        (Several(("a",)), "it has a single option"),
    ],
)
def test_what_moodle_would_misread_is_left_out(body: Body, reason: str) -> None:
    written = write_questions([make(body), make(id="other")], HEAD, "gift")
    assert written.left_out == 1
    assert written.losses[0].what == f"left out: {reason}"
    assert len(read(written.data.decode()).questions) == 1


def test_an_answer_that_takes_any_text_is_told() -> None:
    found = read_questions(b"Which? {=Mars =*}", "gift")
    assert found.questions[0].body == Typed("Mars")
    assert tell(found) == ['left out the answer "*", which takes any text']
