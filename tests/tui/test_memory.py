"""Memory: what was painted goes with the screen that it was painted on."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.widget import Widget

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup

if TYPE_CHECKING:
    from .stage import Stage


async def test_what_was_painted_goes_with_its_widget(stage: Stage) -> None:
    async with stage.open(Setup(kinds=(Kind.CHOICE,), seed="fixed", count=3)) as player:
        for _ in range(8):
            await player.press("1", "enter")
        gc.collect()
        alive = gc.get_objects()
        painted = sum(isinstance(each, StylesCache) for each in alive)
        widgets = sum(isinstance(each, Widget) for each in alive)
        assert 0 < painted <= widgets
