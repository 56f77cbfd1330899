"""The settings of a player, as the save file keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.clock import DAY_BEGINS
from spacequiz.quizmaster import STREAKS_SETTING
from spacequiz.quizmaster.sessions import read_day_begins
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
    day_begins: int = DAY_BEGINS
    """The hour at which the day begins, for the daily, for days in a row and for reviews."""


def load_settings(save: Save, player: Player) -> Settings:
    """Return a player's settings; what was never changed has its default."""
    default = Settings()
    return Settings(
        theme=str(save.setting(player, "theme", default.theme)),
        motion=bool(save.setting(player, "motion", default.motion)),
        ascii=bool(save.setting(player, "ascii", default.ascii)),
        streaks=bool(save.setting(player, STREAKS_SETTING, default.streaks)),
        day_begins=read_day_begins(save, player),
    )
