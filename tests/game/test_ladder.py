"""The ladder: prizes, safe rungs and falls."""

from __future__ import annotations

import pytest

from spacequiz.game.modes import LADDER, LADDER_PRIZES
from spacequiz.game.scoring import climb, prize_at, safe_rung


def test_a_player_owns_the_prize_of_the_rung_reached() -> None:
    owned = [prize_at(LADDER, rung) for rung in range(16)]
    assert owned == [0, *LADDER_PRIZES]
    assert prize_at(LADDER, 99) == 15000


@pytest.mark.parametrize(
    ("rung", "safe"), [(0, 0), (1, 0), (4, 0), (5, 5), (6, 5), (9, 5), (10, 10), (14, 10)]
)
def test_a_miss_leads_back_to_the_safe_rung(rung: int, safe: int) -> None:
    assert safe_rung(LADDER, rung) == safe
    assert prize_at(LADDER, rung) + climb(LADDER, rung, right=False) == prize_at(LADDER, safe)


@pytest.mark.parametrize("rung", range(15))
def test_each_rung_brings_what_is_missing_to_its_prize(rung: int) -> None:
    assert prize_at(LADDER, rung) + climb(LADDER, rung, right=True) == LADDER_PRIZES[rung]
