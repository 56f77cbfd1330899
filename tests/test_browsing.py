"""Browsing a pack: its questions as they are written, and the search in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, describe_typed, write_pack
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster.browsing import Entry, list_entries, search

if TYPE_CHECKING:
    from spacequiz.paths import Places


@pytest.fixture
def entries(places: Places) -> tuple[Entry, ...]:
    questions = [
        describe_typed("zenith", "Io", category="Up", ask="What stands above José?"),
        describe_choice("apex", ask="What is the TOP?", tags=["peak"]),
        describe_choice("middle", explain="Gagarin flew in the middle."),
    ]
    write_pack(places.packs, questions)
    bank = open_bank(places, ())
    bank.refresh()
    found = list_entries(bank, "pack")
    bank.close()
    return found


def test_questions_stand_as_they_are_written(entries: tuple[Entry, ...]) -> None:
    assert [entry.address for entry in entries] == ["pack/zenith", "pack/apex", "pack/middle"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["zenith", "apex", "middle"]),
        ("  JOSE ", ["zenith"]),
        ("josé above", ["zenith"]),
        ("above apex", []),
        ("top", ["apex"]),
        ("gagarin", ["middle"]),
        ("io", ["zenith", "middle"]),
        ("wrong 2", ["apex", "middle"]),
        ("up", ["zenith"]),
        ("peak", ["apex"]),
    ],
)
def test_all_words_are_looked_for_everywhere(
    entries: tuple[Entry, ...], words: str, names: list[str]
) -> None:
    assert [entry.address for entry in search(entries, words)] == [f"pack/{n}" for n in names]


def test_a_pack_that_cannot_be_played_has_none(places: Places) -> None:
    write_pack(places.packs, [describe_choice("q", nonsense="x")])
    bank = open_bank(places, ())
    bank.refresh()
    assert list_entries(bank, "pack") == list_entries(bank, "gone") == ()
