"""Keys: which option a letter, a number or a text means, and when that is in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.formats.common import CannotCarry
from spacequiz.formats.keys import LETTERS, find_letters, find_numbers, find_text, find_texts

CLOUDS = ["Stratus", "Cirrus", "Cumulus", "Fog"]


@pytest.mark.parametrize(
    ("key", "places"),
    [
        *(("B", (1,)), ("b", (1,)), ("(b)", (1,)), ("D).", (3,)), ("Option B", (1,))),
        *(("opción b", (1,)), ("Antwort C", (2,)), ("A, B", (0, 1)), ("A;C", (0, 2))),
        *(("A B", (0, 1)), ("AC", (0, 2)), ("A and C", (0, 2)), ("B und D", (1, 3))),
        *(("A y C", (0, 2)), ("b, d", (1, 3)), ("E", ()), ("A, E", ()), ("", ())),
        *(("Fog", ()), ("no", ()), ("CA", ()), ("a e c", ()), ("2", ()), ("A quick fox", ())),
    ],
)
def test_letters(key: str, places: tuple[int, ...]) -> None:
    assert find_letters(key, 4) == places


@pytest.mark.parametrize(
    ("key", "places"),
    [
        *(("2", (1,)), ("1,3", (0, 2)), ("1.3", (0, 2)), ("1; 4", (0, 3)), ("Choice 2", (1,))),
        *(("option_3", (2,)), ("#2", (1,)), ("0", ()), ("5", ()), ("13", ()), ("2 km", ())),
        *(("-1", ()), ("2.5", ()), ("", ()), ("two", ())),
    ],
)
def test_numbers(key: str, places: tuple[int, ...]) -> None:
    assert find_numbers(key, 4) == places


@pytest.mark.parametrize(
    ("text", "options", "place"),
    [
        ("2.5 km", ["25 km", "2.5 km"], 1),
        ("4.5", ["45", ".45", "4.5"], 2),
        ("-13/4", ["13/4", "-13/4"], 1),
        ("5 %", ["5 $", "5 %"], 1),
        ("$72 million", ["$7.2 million", "$72 million"], 1),
        (" cirrus ", CLOUDS, 1),
        ("Cirrus.", CLOUDS, 1),
        ("Dont", ["Don't", "Do"], 0),
        ("+23", ["-23", "23"], None),
        ("2,5", ["25"], None),
        ("Cafe", ["Café"], None),
        ("co", ["Co", "CO"], "two of its options"),
        ("CO", ["Co", "CO"], 1),
    ],
)
def test_texts(text: str, options: list[str], place: int | str | None) -> None:
    if isinstance(place, str):
        with pytest.raises(CannotCarry, match=place):
            find_text(text, options)
    else:
        assert find_text(text, options) == place


@pytest.mark.parametrize(
    ("key", "places"),
    [
        *(("B) Cirrus", (1,)), ("2. Cirrus", (1,)), ("Cirrus; Fog", (1, 3))),
        *(("Cirrus, Fog", (1, 3)), ("Fog | Cirrus", (3, 1)), ("Fog | Hail", ()), ("Hail", ())),
    ],
)
def test_lists_of_texts(key: str, places: tuple[int, ...]) -> None:
    assert find_texts(key, CLOUDS) == places


def test_a_label_that_contradicts_its_text() -> None:
    with pytest.raises(CannotCarry, match="names one option and says another"):
        find_texts("A) Cirrus", CLOUDS)


@given(st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=8, unique=True), st.data())
def test_an_equal_text_is_always_found(options: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(options) - 1))
    assert find_text(options[place], options) == place


@given(st.sets(st.integers(0, 7), min_size=1))
def test_any_set_of_letters_is_read_back(places: set[int]) -> None:
    letters = [LETTERS[place] for place in sorted(places)]
    for joint in (", ", " ", ";", " and ", ""):
        assert find_letters(joint.join(letters), 8) == tuple(sorted(places))
