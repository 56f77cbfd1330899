"""The settings of a player, as the save file keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.quizmaster import STREAKS_SETTING
from spacequiz.tui.themes import NIGHT

if TYPE_CHECKING:
    from spacequiz.save import Player, Save


class Settings(NamedTuple):
    """Hold what a player can change."""

    theme: str = NIGHT.name
    motion: bool = True
    """Whether the track glides and points count up."""
    ascii: bool = False
    """Whether only ASCII glyphs are drawn."""
    streaks: bool = True
    """Whether streaks bring points."""


def load_settings(save: Save, player: Player) -> Settings:
    """Return a player's settings; what was never changed has its default."""
    default = Settings()
    return Settings(
        theme=str(save.setting(player, "theme", default.theme)),
        motion=bool(save.setting(player, "motion", default.motion)),
        ascii=bool(save.setting(player, "ascii", default.ascii)),
        streaks=bool(save.setting(player, STREAKS_SETTING, default.streaks)),
    )
