"""Game codes: what goes in comes out, typing mistakes are noticed, misread letters forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game.codes import (
    ALPHABET,
    SEEDS,
    fingerprint_packs,
    make_code,
    number_seed,
    read_code,
)
from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.modes import MODES, Drawing
from spacequiz.game.records import Setup

CODABLE = [mode.name for mode in MODES.values() if mode.drawing is not Drawing.GIVEN]

setups = st.builds(
    Setup,
    mode=st.sampled_from(CODABLE),
    count=st.integers(1, 127),
    difficulties=st.lists(st.sampled_from(Difficulty), unique=True).map(tuple),
    kinds=st.lists(st.sampled_from(Kind), unique=True).map(tuple),
)
packs = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), min_size=1, max_size=5)
seeds = st.integers(0, SEEDS - 1)
codes = st.builds(make_code, setups, packs, seeds)


@given(setups, packs, seeds)
def test_what_goes_into_a_code_comes_out_of_it(setup: Setup, names: list[str], seed: int) -> None:
    read = read_code(make_code(setup, names, seed))
    assert read is not None
    assert read.mode == setup.mode
    assert read.count == (setup.count if MODES[setup.mode].counts else 0)
    assert set(read.difficulties) == set(setup.difficulties)
    assert set(read.kinds) == set(setup.kinds)
    assert read.seed == seed
    assert read.packs == fingerprint_packs(names)


@given(codes)
def test_a_code_has_three_groups_of_four_letters_that_are_not_misread(code: str) -> None:
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code) <= {*ALPHABET, "-"}
    assert not set("ILOU") & set(code)


@given(codes, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_noticed(code: str, place: int, letter: str) -> None:
    letters = list(code.replace("-", ""))
    if letters[place] != letter:
        letters[place] = letter
        assert read_code("".join(letters)) is None


@given(codes, st.integers(0, 11), st.integers(0, 11))
def test_two_swapped_letters_are_always_noticed(code: str, one: int, other: int) -> None:
    letters = list(code.replace("-", ""))
    if letters[one] != letters[other]:
        letters[one], letters[other] = letters[other], letters[one]
        assert read_code("".join(letters)) is None


@given(codes, st.integers(0, 11))
def test_a_letter_too_many_or_too_few_is_noticed(code: str, place: int) -> None:
    letters = code.replace("-", "")
    assert read_code(letters[:place] + letters[place + 1 :]) is None
    assert read_code(letters[:place] + "7" + letters[place:]) is None


@given(codes, st.sampled_from([" ", "", "-", " - ", "."]), st.booleans())
def test_letters_are_forgiven_however_they_are_written(
    code: str, between: str, lower: bool
) -> None:
    misread = code.replace("0", "O").replace("1", "I").replace("-", between)
    for text in (misread, misread.replace("I", "L"), f"  {misread}\n"):
        assert read_code(text.lower() if lower else text) == read_code(code)


@pytest.mark.parametrize(
    "text", ["", "x", "-" * 12, "0" * 12, "U" * 12, "é" * 12, "１" * 12, "ß" * 6, "A" * 400, "\x00"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=20))
def test_no_text_is_too_strange_to_be_looked_at(text: str) -> None:
    read_code(text)


@pytest.mark.parametrize(
    "setup",
    [
        Setup(categories=("Moons",)),
        Setup(count=128),
        Setup(mode="review"),
        Setup(mode="missed"),
    ],
)
def test_what_a_code_cannot_carry_has_none(setup: Setup) -> None:
    assert make_code(setup, ["pack"], 1) == ""


def test_modes_keep_their_place_in_codes_that_were_given_away() -> None:
    assert CODABLE == ["classic", "sprint", "survival", "ladder", "daily"]


def test_the_order_of_packs_does_not_matter_but_which_they_are() -> None:
    assert fingerprint_packs(["b", "a", "a"]) == fingerprint_packs(["a", "b"])
    assert fingerprint_packs(["a"]) != fingerprint_packs(["b"])
    assert 0 <= fingerprint_packs(["a"]) < 1 << 15


@given(st.text(max_size=12))
def test_every_text_is_a_seed_and_a_number_is_its_own(text: str) -> None:
    assert 0 <= number_seed(text) < SEEDS


@given(seeds)
def test_the_seed_of_a_game_leads_to_the_same_game(seed: int) -> None:
    assert number_seed(str(seed)) == seed
