"""Numbers as players type them: what they stand for, and what is none."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacequiz.game.kinds.figures import (
    DIGIT_LIMIT,
    EXPONENT_LIMIT,
    LENGTH_LIMIT,
    find_number,
    format_number,
    parse_number,
    read_number,
)
from spacequiz.game.kinds.numerals import is_no_number

LANGUAGES = ["en", "es", "es-MX", "de", "de-CH", "fr", "pt_BR", "ja", "ar", ""]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"),
        ("007", "7"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("1 234", "1234"),
        ("1\xa0234\u202f567", "1234567"),
        ("1\u2009234", "1234"),
        ("1'234'567", "1234567"),
        ("1’234", "1234"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12,34,567", "1234567"),
        ("3,14", "3.14"),
        ("0,234", "0.234"),
        ("1234,567", "1234.567"),
        ("1 234.5", "1234.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("+5", "5"),
        ("- 5", "-5"),
        ("minus five", "-5"),
        ("negative 5", "-5"),
        ("1/2", "0.5"),
        ("2 1/2", "2.5"),
        ("½", "0.5"),
        ("2½", "2.5"),
        ("-1½", "-1.5"),
        ("1⁄4", "0.25"),
        ("50%", "50"),
        ("50 %", "50"),
        ("3e8", "3e8"),
        ("3E-2", "0.03"),
        ("3×10⁸", "3e8"),
        ("3 x 10^8", "3e8"),
        ("3·10⁻²", "0.03"),
        ("10³", "1000"),
        ("１２", "12"),
        ("٣٫٥", "3.5"),
        ("१२", "12"),
        ("Six", "6"),
        ("zero", "0"),
        ("twenty-one", "21"),
        ("twenty one", "21"),
        ("a hundred", "100"),
        ("one hundred and five", "105"),
        ("three hundred eighty-four thousand", "384000"),
        ("one million two hundred thousand", "1200000"),
        ("two thousand million", "2000000000"),
        ("two thousand three hundred million", "2300000000"),
        ("1.5 million", "1500000"),
        ("150 Million", "150000000"),
    ],
)
def test_english(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("es", "1.234", "1234"),
        ("es", "1,234", "1.234"),
        ("es", "1.234,5", "1234.5"),
        ("es", "1.234.567", "1234567"),
        ("es", "3.14", "3.14"),
        ("es", "3,14", "3.14"),
        ("es", "1234.567", "1234.567"),
        ("es", "0.234", "0.234"),
        ("es-MX", "1,234", "1234"),
        ("es-MX", "1.234", "1.234"),
        ("es-419", "1,234", "1234"),
        ("es_AR", "1.234", "1234"),
        ("de", "1.234", "1234"),
        ("de-CH", "1’234.5", "1234.5"),
        ("fr", "1 234,5", "1234.5"),
        ("ja", "1,234", "1234"),
        ("es", "dieciséis", "16"),
        ("es", "VEINTIDÓS", "22"),
        ("es", "treinta y uno", "31"),
        ("es", "ciento cinco", "105"),
        ("es", "mil", "1000"),
        ("es", "mil novecientos sesenta y nueve", "1969"),
        ("es", "dos mil millones", "2000000000"),
        ("es", "dos mil trescientos millones", "2300000000"),
        ("es", "un millón", "1000000"),
        ("es", "1,5 millones", "1500000"),
        ("es", "menos cinco", "-5"),
    ],
)
def test_other_languages(language: str, text: str, value: str) -> None:
    assert parse_number(text, language) == Decimal(value)


ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte"
)


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("es", SPANISH)])
def test_zero_to_twenty_in_words(language: str, words: str) -> None:
    assert [parse_number(word, language) for word in words.split()] == list(range(21))
    assert parse_number("six", "es") is None


def test_the_doubtful_point_has_both_meanings() -> None:
    both = (Decimal(1234), Decimal("1.234"))
    assert read_number("1.234", "de") == both
    assert read_number("-1.234", "de") == tuple(-n for n in both)
    assert read_number("1,234", "de") == (Decimal("1.234"),)
    assert read_number("1,234", "en") == (Decimal(1234),)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "+", ".", ",", "'", "%", "e", "^", "/", "_", "x", "10^", "--5", "+-5"),
        *("NaN", "nan", "sNaN", "Infinity", "-inf", "1e999999", "1e-999999", "1e99", "10^99"),
        *("1_000", "0x10", "1 2", "12 34", "1,23,45", "1,234,56", "1.2.3", "1,,2", "1''234"),
        *("1/0", "0/0", "1/2/3", "½½", "²", "10²3", "H₂", "5₂", "about 5", "5 km", "V", "VI"),
        *("ten one", "five six", "two million thousand", "zero million"),
        *("five zero", "and", "thousandth", "mil mil", "1\x002", "\ud800", "5 6 million"),
    ],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None
    assert parse_number(text, "es") is None


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12 km", "km", 12),
        ("12km.", "km", 12),
        ("12 KM", "km", 12),
        ("12", "km", 12),
        ("$5", "$", 5),
        ("5 $", "$", 5),
        ("eight", "t", 8),
        ("20 ºC", "°C", 20),
        ("20 ℃", "°C", 20),
        ("7 km²", "km2", 7),
        ("7 km2", "km²", 7),
        ("95 moon", "moons", 95),
        ("1 moons", "moon", 1),
        ("six moons", "moons", 6),
        ("6 days", "day", 6),
        ("6 kms", "km", None),
        ("50%", "%", 50),
        ("5 million km", "million km", 5),
        ("5 million", "million", 5),
        ("5 million km", "km", 5_000_000),
        ("12 m", "km", None),
        ("12 km", "m", None),
        ("5 ms", "m", None),
        ("km", "km", None),
    ],
)
def test_unit(text: str, unit: str, value: int | None) -> None:
    assert read_number(text, "en", unit) == (() if value is None else (Decimal(value),))


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        ("1969", "1969", "1969"),
        ("10000", "10,000", "10\xa0000"),
        ("-149600000", "-149,600,000", "-149\xa0600\xa0000"),
        ("12345.678", "12,345.678", "12\xa0345,678"),
        ("1.10", "1.10", "1,10"),
        ("1E+6", "1,000,000", "1\xa0000\xa0000"),
        ("0", "0", "0"),
        ("1E+500", "1E+500", "1E+500"),
        ("NaN", "NaN", "NaN"),
    ],
)
def test_format(value: str, english: str, spanish: str) -> None:
    assert format_number(Decimal(value)) == english
    assert format_number(Decimal(value), "es") == spanish


def test_limits() -> None:
    assert (LENGTH_LIMIT, DIGIT_LIMIT, EXPONENT_LIMIT) == (100, 40, 30)
    assert parse_number("9" * 40) == Decimal("9" * 40)
    assert parse_number("9" * 41) is None
    assert parse_number("1e30") == Decimal("1e30")
    assert parse_number("1e31") is None
    assert parse_number("0" * 30 + " " * 900 + "1") is None
    assert parse_number(" " * 60 + "1" + " " * 60) == 1
    assert parse_number("one " * 26) is None


@pytest.mark.parametrize("piece", ["9", " ", "1 ", "1,", "½", "²", "one ", "mil ", "\x1b[", "5 km"])
def test_a_pasted_flood_is_quick_and_harmless(piece: str) -> None:
    start = time.process_time()
    assert read_number(piece * 100_000, "es", "km km km") == ()
    assert time.process_time() - start < 1


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**25))
NUMBERS |= st.integers(-(10**29), 10**29).map(Decimal)


@given(NUMBERS.filter(lambda n: abs(n) < 10**25), st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_again(value: Decimal, language: str) -> None:
    assert parse_number(format_number(value, language), language) == value
    assert parse_number(f"{format_number(value, language)} km", language) is None
    assert read_number(f"{format_number(value, language)} km", language, "km")[0] == value


ANYTHING = st.text() | st.text("0123456789.,'/ ^xe+-−½²%₂ monekil", max_size=30)


@settings(max_examples=300)
@given(ANYTHING, st.sampled_from(LANGUAGES) | st.text(), st.sampled_from(["", "km", "%", "e"]))
def test_never_raises_and_is_finite(text: str, language: str, unit: str) -> None:
    readings = read_number(text, language, unit)
    assert all(n.is_finite() and abs(n) < Decimal("1e80") for n in readings)
    assert parse_number(text, language) in (None, *read_number(text, language))


@settings(max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [
                "one",
                "two",
                "three",
                "twenty",
                "hundred",
                "thousand",
                "million",
                "dozen",
                "and",
                "ein",
                "und",
                "funf",
                "fuenf",
                "zwoelf",
                "zwanzig",
                "tausend",
                "dreissig",
                "vingt",
                "quatre",
                "cento",
                "mila",
                "y",
                "mil",
                "un",
                "the",
                "der",
                "la",
                "minus",
                ".",
                "(",
                "k",
                "a",
            ]
        ),
        max_size=4,
    ),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from([*LANGUAGES, "it", "nl"]),
)
def test_what_is_no_number_at_a_glance_is_none(words: list[str], joint: str, language: str) -> None:
    text = joint.join(words)
    assert not (is_no_number(text, language) and read_number(text, language))


def test_most_words_are_no_number_at_a_glance() -> None:
    for text in ("Jupiter", "Sally Ride", "A black hole"):
        assert is_no_number(text, "en")
    for text in ("12", "twelve", "a dozen", "½", "Zwölf", "XII 3"):
        assert not is_no_number(text, "de" if text == "Zwölf" else "en")


RULES = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_examples_in_the_rules_hold() -> None:
    rows = re.findall(r"^\| `(.+)` \| ([\d.-]+|no number) \|$", RULES.read_text("utf-8"), re.M)
    assert len(rows) >= 15
    for text, value in rows:
        expected = None if value == "no number" else Decimal(value)
        found = find_number(text)
        assert (found[0] if found else None) == expected, text
