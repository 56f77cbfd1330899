"""The settings: one table says what a player can change, in which words, and what holds until then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.clock import DAY_BEGINS
from spacequiz.errors import UsageError
from spacequiz.game.review import MOST_PER_SESSION, NEW_PER_DAY
from spacequiz.game.review import RETENTION as RETENTION_AT_FIRST

if TYPE_CHECKING:
    from spacequiz.save import Player, Save

PLAYER_SETTING = "player"
"""Who played last, kept for the whole machine."""

DEFAULT_THEME = "spacequiz-night"
LATEST_BEGINNING = 12
"""The latest hour at which a player can let the day begin."""

RETENTION_PERCENT = range(80, 98)
GOAL_AT_FIRST, MOST_GOAL = 10, 100
"""Answers in a day."""


class Value(NamedTuple):
    """Name something that a setting can be."""

    name: str
    """What is typed on the command line."""
    words: str
    """What the settings screen says."""
    kept: Any
    """What the save file has."""


class Setting(NamedTuple):
    """Describe something that a player can change."""

    name: str
    title: str
    """What the settings screen calls it."""
    about: str
    """What it does, in a sentence."""
    type: str
    default: Any
    values: tuple[Value, ...]
    """All that it can be, in the order of stepping."""
    key: str
    """What it is called in the save file."""

    def read(self, save: Save, player: Player | None) -> Any:
        """Return what a player has chosen; the default for nobody, and for what is no value."""
        kept = save.setting(player, self.key, self.default)
        return kept if any(value.kept == kept for value in self.values) else self.default

    def write(self, save: Save, player: Player, kept: Any) -> None:
        """Keep what a player has chosen."""
        save.set_setting(player, self.key, kept)

    def name_value(self, kept: Any) -> Value:
        """Return the value that is kept in this way."""
        return next(value for value in self.values if value.kept == kept)

    def step(self, kept: Any, step: int) -> Any:
        """Return what comes so many steps behind a value, around the ends."""
        at = self.values.index(self.name_value(kept))
        return self.values[(at + step) % len(self.values)].kept

    def parse(self, text: str) -> Any:
        """Return the value that somebody typed, by its name or its words, as it is kept.

        Raises:
            UsageError: It is none of the values.
        """
        wanted = text.strip().casefold()
        if self.type == SWITCH:
            wanted = _SYNONYMS.get(wanted, wanted)
        for value in self.values:
            if wanted in (value.name.casefold(), value.words.casefold()):
                return value.kept
        from spacequiz.text import clean_line

        raise UsageError(
            f"{self.name} cannot be {clean_line(text, 40) or 'empty'}.",
            hint=f"It can be {self.allowed}.",
        )

    @property
    def allowed(self) -> str:
        """Return all that it can be, in words; numbers by their ends."""
        names = [value.name for value in self.values]
        if self.type == NUMBER:
            return f"a whole number from {names[0]} to {names[-1]}"
        return f"{', '.join(names[:-1])} or {names[-1]}"


SWITCH, CHOICE, NUMBER = "switch", "choice", "number"
_SYNONYMS = {"yes": "on", "true": "on", "1": "on", "no": "off", "false": "off", "0": "off"}


def _switch(
    name: str, title: str, about: str, *, default: bool, on: str = "on", off: str = "off"
) -> Setting:
    values = (Value("on", on, True), Value("off", off, False))
    return Setting(name, title, about, SWITCH, default, values, name.replace("-", "_"))


_HOURS = tuple(Value(str(hour), f"{hour}:00", hour) for hour in range(LATEST_BEGINNING + 1))
_THEMES = (
    Value(DEFAULT_THEME, "night", DEFAULT_THEME),
    Value("spacequiz-day", "day", "spacequiz-day"),
    Value("spacequiz-contrast", "high contrast", "spacequiz-contrast"),
    *(
        Value(name, name.replace("-", " "), name)
        for name in (
            *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light"),
            *("catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha"),
            *("dracula", "flexoki", "gruvbox", "monokai", "nord"),
            *("rose-pine", "rose-pine-dawn", "rose-pine-moon"),
            *("solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night"),
        )
    ),
)

THEME = Setting(
    "theme",
    "Colors",
    "The colors of the screen: three themes of our own, and those that come with Textual.",
    CHOICE,
    DEFAULT_THEME,
    _THEMES,
    "theme",
)
MOTION = _switch("motion", "Motion", "Whether the flight glides and points count up.", default=True)
ASCII = _switch(
    "ascii",
    "Plain ASCII",
    "Whether only ASCII characters are drawn, from the next start.",
    default=False,
)
PLAIN = _switch(
    "plain",
    "Plain menu",
    "Whether spacequiz opens as a numbered menu of plain lines, for screen readers.",
    default=False,
    on="on, from the next start",
)
STREAKS = _switch(
    "streaks", "Streak bonus", "Whether right answers in a row bring extra points.", default=True
)
ONCE_MORE = _switch(
    "once-more",
    "Close answers",
    "Whether a typed answer that is close may be typed once more.",
    default=True,
    on="once more",
    off="wrong",
)
HOW_SURE = _switch(
    "how-sure",
    "Ask how sure",
    "Whether to ask before a verdict how sure you are, in games without a clock.",
    default=False,
)
NEW = Setting(
    "new-a-day",
    "New a day",
    "How many questions that you have never answered reviews ask in a day.",
    NUMBER,
    NEW_PER_DAY,
    tuple(Value(str(count), str(count), count) for count in range(MOST_PER_SESSION + 1)),
    "new-a-day",
)
RETENTION = Setting(
    "retention",
    "Remember",
    "Your chance to know an answer, in percent, on the day it comes back: more asks oftener.",
    NUMBER,
    round(100 * RETENTION_AT_FIRST),
    tuple(Value(str(percent), f"{percent} %", percent) for percent in RETENTION_PERCENT),
    "retention",
)
GOAL = Setting(
    "goal",
    "Daily goal",
    "How many answers you want to give in a day; home says how far you are.",
    NUMBER,
    GOAL_AT_FIRST,
    (Value("0", "none", 0), *(Value(str(n), f"{n} answers", n) for n in range(1, MOST_GOAL + 1))),
    "goal",
)
BELL = _switch(
    "bell",
    "Bell",
    "Whether a quiz night rings the terminal's bell.",
    default=True,
    on="on quiz nights",
)
DAY = Setting(
    "day-begins",
    "Day begins",
    "The hour at which your day begins, for the daily, days in a row and reviews.",
    NUMBER,
    DAY_BEGINS,
    _HOURS,
    "day-begins",
)

SETTINGS = (
    THEME,
    MOTION,
    ASCII,
    PLAIN,
    STREAKS,
    ONCE_MORE,
    HOW_SURE,
    NEW,
    RETENTION,
    GOAL,
    BELL,
    DAY,
)
"""All settings, in the order of the settings screen."""


class Settings(NamedTuple):
    """Hold what a player has chosen, by the names of the table."""

    theme: str
    motion: bool
    ascii: bool
    plain: bool
    streaks: bool
    once_more: bool
    how_sure: bool
    new_a_day: int
    retention: int
    goal: int
    bell: bool
    day_begins: int


def load_settings(save: Save, player: Player) -> Settings:
    """Return a player's settings; what was never changed has its default."""
    return Settings(*(setting.read(save, player) for setting in SETTINGS))


def find_setting(name: str) -> Setting:
    """Return the setting of a name.

    Raises:
        UsageError: There is none.
    """
    wanted = name.strip().casefold().replace("_", "-")
    for setting in SETTINGS:
        if wanted == setting.name:
            return setting
    from difflib import get_close_matches

    from spacequiz.text import clean_line

    names = [setting.name for setting in SETTINGS]
    near = get_close_matches(wanted, names, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
    raise UsageError(f"There is no setting {clean_line(name, 40)}.", hint=hint)
