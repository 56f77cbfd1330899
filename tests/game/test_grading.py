"""Grading: the credit of all seven kinds, the parts, and what is shown as right."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.body import Again, Back, Body, Grade, PartVerdict
from spacequiz.game.kinds.choices import FALSE, TRUE, Choice, Several, TrueFalse, Wrong, read_truth
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import Question, grade, judge_number_distance

CHOICE = Choice("Jupiter", (Wrong("Saturn"), Wrong("Neptune", "Neptune is the farthest.")))
SEVERAL = Several(("Mercury", "Venus", "Mars"), (Wrong("Pluto", "A dwarf planet."), Wrong("Sun")))
ORDER = Order(("Mercury", "Venus", "Earth", "Mars"))
MATCH = Matching((("Mars", "red"), ("Neptune", "blue"), ("Venus", "white")), ("green",))
TYPED = Typed("Jupiter", accept=("Jove",), reject=("Juniper",))
NUMBER = Number(Decimal(384400), Decimal(600), ("km",))
BODIES: list[Body] = [CHOICE, SEVERAL, TrueFalse(True), TrueFalse(False), TYPED, NUMBER, ORDER]
BODIES.append(MATCH)


def ask(body: Body, language: str = "en") -> Question:
    return Question("pack", "id", "?", body, language=language)


def judge(body: Body, *response: str, language: str = "en") -> Grade:
    return grade(ask(body, language), response)


@pytest.mark.parametrize(
    ("body", "response", "answer"),
    [
        (CHOICE, ("Jupiter",), ("Jupiter",)),
        (SEVERAL, ("Mars", "Mercury", "Venus"), ("Mercury", "Venus", "Mars")),
        (Several(("Only",)), ("Only",), ("Only",)),
        (TrueFalse(True), ("true",), ("True",)),
        (TrueFalse(False), ("false",), ("False",)),
        (TYPED, ("jupiter",), ("Jupiter",)),
        (TYPED, ("Jove",), ("Jupiter",)),
        (NUMBER, ("384 400 km",), ("384,400 km", "± 600")),
        (Number(Decimal(8)), ("eight",), ("8",)),
        (ORDER, ORDER.items, ORDER.items),
        (MATCH, ("red", "blue", "white"), ("Mars → red", "Neptune → blue", "Venus → white")),
    ],
)
def test_the_right_answer_has_full_credit(
    body: Body, response: tuple[str, ...], answer: tuple[str, ...]
) -> None:
    graded = judge(body, *response)
    assert graded.credit == 1
    assert graded.answer == answer
    assert (graded.typo, graded.near, graded.accented) == (False, False, "")
    assert all(part.right for part in graded.parts if part.chosen)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    "response", [(), ("",), ("", ""), ("x",), ("Saturn",) * 9, ("true", "false"), ("\x1b[A",)]
)
def test_what_is_no_answer_has_no_credit(body: Body, response: tuple[str, ...]) -> None:
    graded = judge(body, *response)
    assert graded.credit == 0
    assert graded.answer
    assert graded.parts == () or len(graded.parts) >= 2


def test_choice_parts() -> None:
    assert judge(CHOICE, "Neptune").parts == (
        PartVerdict("Jupiter", chosen=False, right=True),
        PartVerdict("Saturn", chosen=False, right=False),
        PartVerdict("Neptune", chosen=True, right=False, note="Neptune is the farthest."),
    )
    assert judge(CHOICE, "Jupiter", "Neptune").credit == 0
    assert judge(CHOICE, "Jupiter", "Jupiter").credit == 0
    assert judge(CHOICE, "jupiter").credit == 0


def test_true_false_parts() -> None:
    assert judge(TrueFalse(False), "true").parts == (
        PartVerdict("true", chosen=True, right=False),
        PartVerdict("false", chosen=False, right=True),
    )
    assert judge(TrueFalse(False), "true").answer == ("False",)


@pytest.mark.parametrize(
    ("picks", "credit"),
    [
        ("Mercury", "1/3"),
        ("Mercury Venus", "2/3"),
        ("Mercury Mercury", "1/3"),
        ("Mercury Venus Pluto", "1/3"),
        ("Mercury Venus Mars Pluto", "2/3"),
        ("Mercury Venus Mars Pluto Sun", "1/3"),
        ("Mercury Pluto", "0"),
        ("Mercury Pluto Sun", "0"),
        ("Pluto", "0"),
        ("Mercury Venus Mars Vulcan", "0"),
    ],
)
def test_several_credit(picks: str, credit: str) -> None:
    assert judge(SEVERAL, *picks.split()).credit == Fraction(credit)


def test_several_parts() -> None:
    parts = judge(SEVERAL, "Pluto", "Venus").parts
    assert [part.text for part in parts] == ["Mercury", "Venus", "Mars", "Pluto", "Sun"]
    assert [part.chosen for part in parts] == [False, True, False, True, False]
    assert [part.right for part in parts] == [True, True, True, False, False]
    assert [part.note for part in parts] == ["", "", "", "A dwarf planet.", ""]


def test_typed_remarks() -> None:
    assert judge(TYPED, "Jupitr").typo
    assert judge(TYPED, "Jupitr").credit == 1
    assert not judge(TYPED, "Jupt").near
    assert judge(TYPED, "Juptr").near
    assert judge(TYPED, "Juptr").credit == 0
    assert judge(TYPED, "Juniper").credit == 0
    assert judge(TYPED, "Jupiter", "Jupiter").credit == 0
    assert judge(Typed("sol"), "el sol").credit == 0
    assert judge(Typed("sol"), "el sol", language="es").credit == 1


@pytest.mark.parametrize(
    ("text", "credit", "distance"),
    [
        ("384400", 1, "0"),
        ("383,800 km", 1, "600"),
        ("385000", 1, "600"),
        ("385000.1", 0, "600.1"),
        ("383799.9", 0, "600.1"),
        ("-384400", 0, "768800"),
        ("384.4 thousand km", 1, "0"),
    ],
)
def test_number(text: str, credit: int, distance: str) -> None:
    graded = judge(NUMBER, text)
    assert graded._replace(judged=None) == Grade(Fraction(credit), answer=("384,400 km", "± 600"))
    assert judge_number_distance(ask(NUMBER), (text,)) == Decimal(distance)


def test_number_needs_a_number_in_its_unit() -> None:
    for text in ("far", "384400 miles", "NaN", "Infinity", "1e999999"):
        graded = judge(NUMBER, text)
        assert (float(graded.credit), graded.unread) == (0, True)
        assert graded.back == Back(Again.ONE_NUMBER)
        assert judge_number_distance(ask(NUMBER), (text,)) is None
    assert judge(NUMBER, " ").unread
    assert judge_number_distance(ask(NUMBER), ()) is None
    assert judge_number_distance(ask(NUMBER), ("1", "2")) is None
    assert judge_number_distance(ask(CHOICE), ("1",)) is None


def test_number_is_exact_whatever_its_length() -> None:
    body = Number(Decimal("1" + "0" * 35))
    assert judge(body, "1" + "0" * 35).credit == 1
    assert judge(body, "1" + "0" * 34 + "1").credit == 0


def test_number_follows_the_language() -> None:
    body = Number(Decimal("1.234"), units=("m",))
    for text in ("1.234", "1,234 m"):
        assert judge(body, text, language="es").credit == 1
    assert judge(body, "1,234", language="en").credit == 0
    assert judge(body, "1", language="es").answer == ("1,234 m",)
    assert judge(Number(Decimal(1234)), "1.234", language="es").credit == 1
    assert judge(Number(Decimal(1234)), "1,234", language="es").credit == 0
    assert judge_number_distance(ask(body, "es"), ("1.234",)) == 0


@pytest.mark.parametrize(
    ("response", "credit"),
    [
        ("Mercury Venus Earth Mars", "1"),
        ("Venus Earth Mars Mercury", "2/3"),
        ("Mars Mercury Venus Earth", "2/3"),
        ("Earth Mars Mercury Venus", "2/3"),
        ("Venus Mercury Earth Mars", "1/3"),
        ("Mercury Earth Venus Mars", "0"),
        ("Mars Earth Venus Mercury", "0"),
        ("Mercury Venus Earth", "0"),
        ("Mercury Venus Earth Earth", "0"),
        ("Mercury Venus Earth Pluto", "0"),
        ("Mercury Venus Earth Mars Mars", "0"),
    ],
)
def test_order_credit(response: str, credit: str) -> None:
    assert judge(ORDER, *response.split()).credit == Fraction(credit)


def test_order_parts() -> None:
    assert judge(ORDER, "Venus", "Mercury", "Earth", "Mars").parts == (
        PartVerdict("Mercury", chosen=True, right=False, place=1),
        PartVerdict("Venus", chosen=True, right=False, place=2),
        PartVerdict("Earth", chosen=True, right=True),
        PartVerdict("Mars", chosen=True, right=True),
    )
    places = [part.place for part in judge(Order(tuple("abcdefghijkl"))).parts]
    assert places == list(range(1, 13))


def test_match_credit_and_parts() -> None:
    graded = judge(MATCH, "red", "white", "")
    assert graded.credit == Fraction(1, 3)
    assert graded.parts == (
        PartVerdict("Mars", chosen=True, right=True, given="red"),
        PartVerdict("Neptune", chosen=True, right=False, note="blue", given="white"),
        PartVerdict("Venus", chosen=True, right=False, note="white"),
    )
    assert judge(MATCH, "red", "green", "no partner at all").credit == Fraction(1, 3)
    assert judge(MATCH, "red", "blue").credit == 0
    assert judge(MATCH, "red", "blue", "white", "green").credit == 0
    assert judge(MATCH, "blue", "red", "white").credit == Fraction(1, 3)


def test_match_lets_two_left_sides_share_a_partner() -> None:
    body = Matching((("Mars", "rock"), ("Earth", "rock"), ("Saturn", "gas")))
    assert judge(body, "rock", "rock", "gas").credit == 1


TEXT = st.text(max_size=12)
TEXTS = st.lists(TEXT, min_size=2, max_size=8, unique=True).map(tuple)
WORDS = ["Jupiter", "Mercury", "Venus", "Mars", "red", "blue", "true", "false", "384400", "", "½"]


@given(st.sampled_from(BODIES), st.lists(st.sampled_from(WORDS) | st.text()).map(tuple))
def test_any_response_has_a_credit_from_0_to_1(body: Body, response: tuple[str, ...]) -> None:
    graded = grade(ask(body), response)
    assert 0 <= graded.credit <= 1
    assert graded.answer == judge(body).answer
    assert [part.text for part in graded.parts] == [part.text for part in judge(body).parts]
    judge_number_distance(ask(body), response)


@given(TEXTS, st.data())
def test_the_exact_answer_has_full_credit(texts: tuple[str, ...], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(texts) - 1))
    wrong = tuple(Wrong(text) for text in texts[cut:])
    assert judge(Choice(texts[0], tuple(map(Wrong, texts[1:]))), texts[0]).credit == 1
    assert judge(Several(texts[:cut], wrong), *data.draw(st.permutations(texts[:cut]))).credit == 1
    assert judge(Order(texts), *texts).credit == 1
    assert (
        judge(Matching(tuple(zip(texts, reversed(texts), strict=True))), *texts[::-1]).credit == 1
    )


@given(TEXTS, st.data())
def test_several_grows_with_right_picks_and_shrinks_with_wrong_ones(
    texts: tuple[str, ...], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(texts)))
    body = Several(texts[:cut], tuple(map(Wrong, texts[cut:])))
    picks = data.draw(st.sets(st.sampled_from(texts)))
    one = data.draw(st.sampled_from(texts))
    before, after = judge(body, *picks).credit, judge(body, *picks, one).credit
    assert after >= before if one in body.answers else after <= before
    assert (after == 1) == ({*picks, one} == set(body.answers))


@pytest.mark.parametrize("length", [2, 3, 4, 5])
def test_order_is_full_for_the_right_order_alone(length: int) -> None:
    items = tuple("abcde"[:length])
    full = [given for given in permutations(items) if judge(Order(items), *given).credit == 1]
    assert full == [items]
    assert judge(Order(items), *items[::-1]).credit == 0


@given(TEXTS, st.data())
def test_match_is_the_share_of_pairs(texts: tuple[str, ...], data: st.DataObject) -> None:
    response = data.draw(st.permutations(texts))
    hits = sum(one == other for one, other in zip(texts, response, strict=True))
    credit = judge(Matching(tuple((text, text) for text in texts)), *response).credit
    assert credit == Fraction(hits, len(texts))


@pytest.mark.parametrize(
    ("word", "language", "truth"),
    [
        ("Verdadero", "es", TRUE),
        ("sí", "es-MX", TRUE),
        ("s", "es", TRUE),
        ("s", "en", None),
        ("wahr", "de", TRUE),
        ("Ja.", "de", TRUE),
        ("faux", "fr", FALSE),
        ("vero", "it", TRUE),
        ("não", "pt", FALSE),
        ("да", "ru", TRUE),
        ("true", "es", TRUE),
        ("はい", "ja", TRUE),
        ("maybe", "en", None),
        ("", "en", None),
    ],
)
def test_words_for_true_and_false(word: str, language: str, truth: str | None) -> None:
    assert read_truth(word, language) == truth
