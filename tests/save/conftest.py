"""Places under a temporary folder, a clock that the test sets, and a save that plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import Clock
from spacequiz.save import Save

from .helpers import find_places_under

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacequiz.paths import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places_under(tmp_path / "home")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def save(places: Places, clock: Clock) -> Iterator[Save]:
    save = Save.open(places, clock)
    yield save
    save.close()
