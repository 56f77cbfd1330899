"""The settings: what a player can change, and what holds until then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.clock import DAY_BEGINS

if TYPE_CHECKING:
    from spacequiz.save import Player, Save

PLAYER_SETTING = "player"
"""Who played last, kept for the whole machine."""

STREAKS_SETTING = "streaks"
ONCE_MORE_SETTING = "once_more"
DAY_SETTING = "day-begins"
LATEST_BEGINNING = 12
"""The latest hour at which a player can let the day begin."""


def read_day_begins(save: Save, player: Player) -> int:
    """Return the hour at which a player's day begins; one that makes no sense is the usual."""
    hour = save.setting(player, DAY_SETTING, DAY_BEGINS)
    known = isinstance(hour, int) and 0 <= hour <= LATEST_BEGINNING
    return int(hour) if known else DAY_BEGINS


DEFAULT_THEME = "spacequiz-night"


class Settings(NamedTuple):
    """Hold what a player can change."""

    theme: str = DEFAULT_THEME
    motion: bool = True
    """Whether the track glides and points count up."""
    ascii: bool = False
    """Whether only ASCII glyphs are drawn."""
    streaks: bool = True
    """Whether streaks bring points."""
    once_more: bool = True
    """Whether a typed answer that is near may be typed once more."""
    bell: bool = True
    """Whether a quiz night rings the terminal's bell."""
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
        once_more=bool(save.setting(player, ONCE_MORE_SETTING, default.once_more)),
        bell=bool(save.setting(player, "bell", default.bell)),
        day_begins=read_day_begins(save, player),
    )
