"""A monkey at the keyboard: whatever comes, and however fast, nothing ends and no answer is lost."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from .monkey import STARTS, go_wild
from .packs import write_many, write_plain
from .stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    write_plain(places.bundled)
    return Stage(places, clock)


@pytest.mark.parametrize("start", STARTS)
async def test_a_monkey_finds_nothing(
    stage: Stage, start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with stage.open(STARTS[start]) as player:
        await go_wild(player, Random(start), 250)
