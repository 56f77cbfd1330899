"""Cleaning of text: what stays, what is dropped, what is refused."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz import text as module
from spacequiz.text import clean_line, clean_text, escape


def codes(text: str) -> list[str]:
    return [fault.code for fault in clean_text(text)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Which planet is the largest?",
        "“Smart” ‘quotes’ – and a dash…",
        "100\xa0km",
        "12\u202f345",
        "José Hernández",
        "Кто был первым?",
        "最大的行星是哪个？",
        "가장 큰 행성",
        "أكبر كوكب",
        "שלום",
        "क्षेत्र",
        "ตัวอย่างคำถาม",
        "two\nlines",
        "👩‍🚀 family 👨‍👩‍👧",
        "❤️",
        "می‌خواهم",
        "[/] [bold]markup[/bold]",
    ],
)
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("cafe\u0301", "café"),
        ("soft\xadhyphen", "softhyphen"),
        ("a\tb", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("thin\u2009space", "thin space"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_harmless_oddities_are_mended_silently(text: str, cleaned: str) -> None:
    assert clean_text(text) == (cleaned, ())


@pytest.mark.parametrize("character", ["\u200b", "\u2060", "\ufeff", "\ue000", "\u0378", "\u200e"])
def test_invisible_characters_are_dropped_with_a_warning(character: str) -> None:
    cleaned, faults = clean_text(f"a{character}b")
    assert cleaned == "ab"
    assert [fault.refused for fault in faults] == [False]


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\x85", "\u202e", "\u2066", "\U000e0041", "\ud800"],
)
def test_steering_characters_are_refused(character: str) -> None:
    cleaned, faults = clean_text(f"a{character}b")
    assert cleaned == "ab"
    assert [fault.refused for fault in faults] == [True]


def test_three_marks_in_a_row_stay_and_a_fourth_is_refused() -> None:
    assert codes("x" + "\u0323" * 3) == []
    assert codes("x" + "\u0323" * 4) == ["stacked-marks"]


def test_a_million_marks_take_no_time() -> None:
    cleaned, _ = clean_text("x" + "\u0301\u0323" * 500_000)
    assert len(cleaned) <= 4


def test_ranges_without_marks_hold_none() -> None:
    for code in range(sys.maxunicode + 1):
        c = chr(code)
        if unicodedata.category(c)[0] == "M":
            assert not module._markless().fullmatch(c), hex(code)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned, _ = clean_text(text)
    assert clean_text(cleaned) == (cleaned, ())


@given(st.text(), st.integers(1, 50))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert line == line.strip()
    assert escape(line.replace("\xa0", "").replace("\u202f", "")).isprintable()


def test_a_line_collapses_spaces_and_drops_escapes() -> None:
    assert clean_line("  Ada \x1b[31m\n  Lovelace ", 40) == "Ada [31m Lovelace"
    assert clean_line("x" * 10_000_000, 5) == "xxxxx"


def test_escaping_spells_out_what_cannot_be_shown() -> None:
    assert escape("a\x1b[2J\u202e\U000e0041") == "a\\x1b[2J\\u202e\\U000e0041"
    assert escape("plain é") == "plain é"
