"""Browsing a pack: its questions as they are written, and the search in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, describe_typed, write_pack
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster.browsing import GONE, PAGE, search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.packs.bank import Bank
    from spacequiz.paths import Places


@pytest.fixture
def bank(places: Places) -> Iterator[Bank]:
    questions = [
        describe_typed("zenith", "Io", category="Up", ask="What stands above José?"),
        describe_choice("apex", ask="What is the TOP?", tags=["peak"]),
        describe_choice("middle", explain="Gagarin flew in the middle."),
    ]
    write_pack(places.packs, questions)
    bank = open_bank(places, ())
    bank.refresh()
    yield bank
    bank.close()


def name_found(bank: Bank, words: str) -> list[str]:
    return [entry.address.removeprefix("pack/") for entry in search(bank, words, "pack")]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["zenith", "apex", "middle"]),
        ("  JOSE ", ["zenith"]),
        ("josé above", ["zenith"]),
        ("above apex", []),
        ("top", ["apex"]),
        ("gagarin fl", ["middle"]),
        ("agarin", []),
        ("io", ["zenith"]),
        ("wrong 2", ["apex", "middle"]),
        ("up", ["zenith"]),
        ("peak", ["apex"]),
    ],
)
def test_all_words_are_looked_for_everywhere(bank: Bank, words: str, names: list[str]) -> None:
    assert name_found(bank, words) == names


def test_a_pack_that_cannot_be_played_has_none(places: Places) -> None:
    write_pack(places.packs, [describe_choice("q", nonsense="x")])
    bank = open_bank(places, ())
    bank.refresh()
    assert len(search(bank, "", "pack")) == len(search(bank, "q", "gone")) == 0


def test_a_long_list_is_read_a_page_at_a_time(places: Places) -> None:
    write_pack(places.packs, [describe_choice(f"q{n}") for n in range(3 * PAGE)])
    bank = open_bank(places, ())
    bank.refresh()
    found = search(bank, "", "pack")
    assert [found[at].address for at in (0, PAGE, -1)] == ["pack/q0", f"pack/q{PAGE}", "pack/q299"]
    assert [entry.address for entry in found[2 * PAGE :][:2]] == ["pack/q200", "pack/q201"]
    write_pack(places.packs, [describe_choice("other")])
    assert bank.refresh() == 1
    assert found[0] == GONE
