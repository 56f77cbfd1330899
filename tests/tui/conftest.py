"""A stage with the plain pack for every test of the screen; nothing on it moves by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from .packs import write_plain
from .stage import Stage

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the cursor of text fields from blinking."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    """Return a stage whose only pack is the plain one."""
    write_plain(places.bundled)
    return Stage(places, clock)
