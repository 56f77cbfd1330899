"""Order and match questions as lines: what can be typed, what is refused and why, what is judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import MATCH, ORDER, make_question
from spacequiz.game.views import deal_card
from spacequiz.paths import find_places
from spacequiz.plain.arranging import UnclearError, read_arrangement
from spacequiz.save import Save

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.game.kinds.arranged import Matching, Order
    from spacequiz.game.records import Answer
    from spacequiz.game.views import Card

    from .conftest import Player

ITEMS = ["Mercury", "Venus", "Earth", "Mars"]
PAIRS = {"Pluto": "small", "Neptune": "blue", "Saturn": "ringed"}
COMMON = {"explain": "So it is.", "hint": "Look up."}
ORDERED: dict[str, Any] = {"id": "outward", "kind": "order", "ask": "Outward?", "items": ITEMS}
ORDERED |= COMMON
MATCHED: dict[str, Any] = {"id": "colors", "kind": "match", "ask": "Which color?", "pairs": PAIRS}
MATCHED |= {"extra": ["green"]} | COMMON
SHOWN = re.compile(r"^  ([0-9a-z])\. (.+)$", re.MULTILINE)


@pytest.fixture
def labels(play: Player) -> dict[str, str]:
    """Return the number or letter of each item and side, which the seed of all games decides."""
    shown = "".join(play(question, lines="q\n") for question in (ORDERED, MATCHED))
    return {text: label for label, text in SHOWN.findall(shown)}


def saved(clock: Clock) -> Answer:
    """Return the only answer of the newest game."""
    save = Save.open(find_places(), clock)
    (answer,) = save.answers(save.scores(save.player("tester"))[0].game)
    save.close()
    return answer


def deal(body: Order | Matching) -> Card:
    """Return a question as a player sees it."""
    return deal_card(make_question(body=body), 0, "s", taken=frozenset(), free=frozenset())


# -- whole questions -----------------------------------------------------------------------------


def test_the_right_order_is_right(play: Player, labels: dict[str, str], clock: Clock) -> None:
    output = play(ORDERED, lines=" ".join(labels[item] for item in ITEMS) + "\n")
    assert "✓ Right. +150" in output
    assert "  ✓ 1. Mercury: right\n  ✓ 2. Venus: right\n" in output
    assert "neighbors" not in output
    assert saved(clock).response == tuple(ITEMS)


def test_each_item_is_judged_in_words(play: Player, labels: dict[str, str], clock: Clock) -> None:
    given = ["Mars", "Mercury", "Venus", "Earth"]
    output = play(ORDERED, lines=" ".join(labels[item] for item in given) + "\n")
    assert "◐ Partly. 2 of 3 neighbors right. +100" in output
    assert (
        "  ✗ 1. Mars: belongs 4th\n"
        "  ✗ 2. Mercury: belongs 1st\n"
        "  ✗ 3. Venus: belongs 2nd\n"
        "  ✗ 4. Earth: belongs 3rd\n"
        "The answer: Mercury, Venus, Earth, Mars\n"
    ) in output
    assert saved(clock).response == tuple(given)


def test_the_right_pairs_are_right(play: Player, labels: dict[str, str], clock: Clock) -> None:
    line = " ".join(labels[left] + labels[right] for left, right in PAIRS.items())
    output = play(MATCHED, lines=line + "\n")
    assert "✓ Right. +150" in output
    assert "  ✓ 1. Pluto → small: right\n" in output
    assert saved(clock).response == tuple(PAIRS.values())


def test_each_pair_is_judged_in_words(play: Player, labels: dict[str, str], clock: Clock) -> None:
    output = play(MATCHED, lines=f"1{labels['green']} 2{labels['blue']} 3-\n")
    assert "◐ Partly. 1 of 3 pairs right. +50" in output
    assert (
        "  ✗ 1. Pluto → green: goes with small\n"
        "  ✓ 2. Neptune → blue: right\n"
        "  ✗ 3. Saturn → nothing: goes with ringed\n"
    ) in output
    assert saved(clock).response == ("green", "blue", "")


@pytest.mark.parametrize("question", [ORDERED, MATCHED], ids=["order", "match"])
def test_a_skipped_question_shows_the_answer_and_judges_nothing(
    play: Player, question: dict[str, Any]
) -> None:
    output = play(question, lines="s\n")
    verdict = output[output.index("– Skipped.") :]
    assert "The answer: " in verdict
    assert "belongs" not in verdict
    assert "goes with" not in verdict
    assert "of 3" not in verdict


def test_both_kinds_say_how_they_are_answered(play: Player) -> None:
    output = play(ORDERED, lines="?\nh\nq\n")
    assert "\nType the numbers in the right order, such as: 3 1 2\n" in output
    assert "Look up." in output
    output = play(MATCHED, lines="?\nh\nq\n")
    assert "  1. Pluto\n  2. Neptune\n  3. Saturn\n with\n  a. " in output
    assert "\nType pairs such as: 1b 2a 3c\n" in output
    assert "type it with a dash, such as: 2-" in output


def test_a_line_that_is_no_answer_is_explained_and_asked_again(play: Player) -> None:
    output = play(ORDERED, lines="\n1 2\nfirst\nq\n")
    usual = "Type the numbers in the right order, such as: 3 1 2. Type ? for help.\n"
    assert f"Your order: \n{usual}" in output
    assert f"Your order: \nMissing: 3, 4. {usual}" in output
    assert f"Your order: \nType nothing but numbers. {usual}" in output


# -- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["3 1 2 4", "3124", "3,1,2,4", " 3;1 ; 2 > 4 ", "3. 1. 2. 4."])
def test_an_order_can_be_written_in_many_ways(line: str) -> None:
    card = deal(ORDER)
    one, two, three, four = card.options
    assert read_arrangement(line, card) == (three, one, two, four)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1 2 3", "Missing: 4."),
        ("1 2", "Missing: 3, 4."),
        ("1 2 3 3", "3 stands there twice."),
        ("1 2 3 5", "There is no 5; the numbers go up to 4."),
        ("0 1 2 3", "There is no 0; the numbers go up to 4."),
        ("1 2 3 4 four", "Type nothing but numbers."),
        ("٣ ١ ٢ ٤", "There is no ٣; the numbers go up to 4."),
        ("9" * 200, "There is no 9; the numbers go up to 4."),
        ("9" * 100 + " 1", "There is no 9999; the numbers go up to 4."),
        ("", "Type nothing but numbers."),
    ],
)
def test_what_is_no_order_is_refused_with_a_reason(line: str, why: str) -> None:
    with pytest.raises(UnclearError, match=f"^{re.escape(why)}$"):
        read_arrangement(line, deal(ORDER))


@pytest.mark.parametrize(
    "line", ["1b 2a 3c", "1B,2A,3C", "3c2a1b", "1-b 2-a 3-c", "1: b; 2: a; 3: c", "1 b 2 a 3 c."]
)
def test_pairs_can_be_written_in_many_ways(line: str) -> None:
    card = deal(MATCH)
    a, b, c, _ = card.options
    assert read_arrangement(line, card) == (b, a, c)


def test_a_dash_leaves_a_left_side_without_a_partner() -> None:
    card = deal(MATCH)
    assert read_arrangement("1- 2b 3-", card) == ("", card.options[1], "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1b", "Without a partner: 2, 3. To leave it so, type 2- as well."),
        ("1b 2b 3c", "b stands there twice."),
        ("1b 1a 3c", "1 stands there twice."),
        ("1b 2a 4c", "There is no 4; the numbers go up to 3."),
        ("1b 2a 3e", "There is no e; the letters go up to d."),
        ("b1 a2 c3", "Type nothing but pairs of a number and a letter."),
        ("1b 2a 3", "Type nothing but pairs of a number and a letter."),
        ("Mars red", "Type nothing but pairs of a number and a letter."),
        ("", "Type nothing but pairs of a number and a letter."),
    ],
)
def test_what_are_no_pairs_is_refused_with_a_reason(line: str, why: str) -> None:
    with pytest.raises(UnclearError, match=f"^{re.escape(why)}$"):
        read_arrangement(line, deal(MATCH))


@given(st.text(max_size=200) | st.text("0123456789abcdefp -=,.", max_size=60))
def test_whatever_is_typed_is_an_answer_or_refused(line: str) -> None:
    for body in (ORDER, MATCH):
        card = deal(body)
        try:
            response = read_arrangement(line, card)
        except UnclearError:
            continue
        assert len(response) == len(card.lefts or card.options)
        assert set(response) <= {*card.options, ""}
