"""The set-up as it is remembered: what is damaged or unknown is left out."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.modes import COUNTS, DEFAULT_COUNT
from spacequiz.game.records import Setup, read_setup

names = st.lists(st.text(max_size=8), max_size=3).map(tuple)
setups = st.builds(
    Setup,
    packs=names,
    mode=st.sampled_from(["classic", "missed"]),
    count=st.integers(1, 1000),
    categories=names,
    difficulties=st.lists(st.sampled_from(Difficulty), max_size=3).map(tuple),
    kinds=st.lists(st.sampled_from(Kind), max_size=7).map(tuple),
    seed=st.text(max_size=8),
)


@given(setups)
def test_a_setup_survives_being_kept_as_json(setup: Setup) -> None:
    assert read_setup(json.loads(json.dumps(asdict(setup)))) == setup


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"count": "many", "packs": "all", "kinds": None, "difficulties": 3},
        {"count": 0, "kinds": ["riddle"], "difficulties": ["impossible"], "packs": [1, None]},
        {"count": -5, "nonsense": True},
        {"count": True},
    ],
)
def test_what_is_damaged_is_left_out(fields: dict[str, object]) -> None:
    assert read_setup(fields) == Setup()


def test_a_classic_game_has_ten_questions_unless_asked_otherwise() -> None:
    assert Setup().count == DEFAULT_COUNT == 10
    assert COUNTS == (5, 10, 25)
    assert Setup().mode == "classic"
