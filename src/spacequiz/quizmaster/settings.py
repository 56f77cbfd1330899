"""The settings: one table says what a player can change, in which words, and what holds until then."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.clock import DAY_BEGINS
from spacequiz.errors import UsageError
from spacequiz.game.review import MOST_PER_SESSION, NEW_PER_DAY
from spacequiz.game.review import RETENTION as RETENTION_AT_FIRST
from spacequiz.language import LANGUAGES, say, say_count, say_options
from spacequiz.paths import make_folder, recall_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.paths import Places
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
    kept: Any
    """What the save file has."""
    say_words: Callable[[], str]

    @property
    def words(self) -> str:
        """Return what the settings screen says."""
        return self.say_words()


class Setting(NamedTuple):
    """Describe something that a player can change."""

    name: str
    say_title: Callable[[], str]
    say_about: Callable[[], str]
    type: str
    default: Any
    values: tuple[Value, ...]
    """All that it can be, in the order of stepping."""
    key: str
    """What it is called in the save file."""

    @property
    def title(self) -> str:
        """Return what the settings screen calls it."""
        return self.say_title()

    @property
    def about(self) -> str:
        """Return what it does, in a sentence."""
        return self.say_about()

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

        typed = clean_line(text, 40)
        raise UsageError(
            say("{setting} cannot be {value}.", setting=self.name, value=typed)
            if typed
            else say("{setting} cannot be empty.", setting=self.name),
            hint=say("It can be {values}.", values=self.allowed),
        )

    @property
    def allowed(self) -> str:
        """Return all that it can be, in words; numbers by their ends."""
        names = [value.name for value in self.values]
        if self.type == NUMBER:
            return say("a whole number from {least} to {most}", least=names[0], most=names[-1])
        return say_options(names)


SWITCH, CHOICE, NUMBER = "switch", "choice", "number"
_SYNONYMS = {"yes": "on", "true": "on", "1": "on", "no": "off", "false": "off", "0": "off"}


def _say_on() -> str:
    return say("on")


def _say_off() -> str:
    return say("off")


def _say_goal(count: int) -> str:
    return say_count(count, "{count} answer", "{count} answers")


def _switch(
    name: str,
    title: Callable[[], str],
    about: Callable[[], str],
    *,
    default: bool,
    on: Callable[[], str] = _say_on,
    off: Callable[[], str] = _say_off,
) -> Setting:
    values = (Value("on", True, on), Value("off", False, off))
    return Setting(name, title, about, SWITCH, default, values, name.replace("-", "_"))


def _value(name: str, kept: Any, words: str) -> Value:
    """Return a value whose words are the same in all languages."""
    return Value(name, kept, lambda: words)


_HOURS = tuple(_value(str(hour), hour, f"{hour}:00") for hour in range(LATEST_BEGINNING + 1))
_THEMES = (
    Value(DEFAULT_THEME, DEFAULT_THEME, lambda: say("night")),
    Value("spacequiz-day", "spacequiz-day", lambda: say("day")),
    Value("spacequiz-contrast", "spacequiz-contrast", lambda: say("high contrast")),
    *(
        _value(name, name, name.replace("-", " "))
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
    lambda: say("Colors"),
    lambda: say(
        "The colors of the screen: three themes of our own, and those that come with Textual."
    ),
    CHOICE,
    DEFAULT_THEME,
    _THEMES,
    "theme",
)
MOTION = _switch(
    "motion",
    lambda: say("Motion"),
    lambda: say("Whether the flight glides and points count up."),
    default=True,
)
ASCII = _switch(
    "ascii",
    lambda: say("Plain ASCII"),
    lambda: say("Whether only ASCII characters are drawn, from the next start."),
    default=False,
)
PLAIN = _switch(
    "plain",
    lambda: say("Plain menu"),
    lambda: say("Whether spacequiz opens as a numbered menu of plain lines, for screen readers."),
    default=False,
    on=lambda: say("on, from the next start"),
)
STREAKS = _switch(
    "streaks",
    lambda: say("Streak bonus"),
    lambda: say("Whether right answers in a row bring extra points."),
    default=True,
)
ONCE_MORE = _switch(
    "once-more",
    lambda: say("Close answers"),
    lambda: say("Whether a typed answer that is close may be typed once more."),
    default=True,
    on=lambda: say("once more"),
    off=lambda: say("wrong"),
)
HOW_SURE = _switch(
    "how-sure",
    lambda: say("Ask how sure"),
    lambda: say("Whether to ask before a verdict how sure you are, in games without a clock."),
    default=False,
)
NEW = Setting(
    "new-a-day",
    lambda: say("New a day"),
    lambda: say("How many questions that you have never answered reviews ask in a day."),
    NUMBER,
    NEW_PER_DAY,
    tuple(_value(str(count), count, str(count)) for count in range(MOST_PER_SESSION + 1)),
    "new-a-day",
)
RETENTION = Setting(
    "retention",
    lambda: say("Remember"),
    lambda: say(
        "Your chance to know an answer, in percent, on the day it comes back: more asks oftener."
    ),
    NUMBER,
    round(100 * RETENTION_AT_FIRST),
    tuple(_value(str(percent), percent, f"{percent} %") for percent in RETENTION_PERCENT),
    "retention",
)
GOAL = Setting(
    "goal",
    lambda: say("Daily goal"),
    lambda: say("How many answers you want to give in a day; home says how far you are."),
    NUMBER,
    GOAL_AT_FIRST,
    (
        Value("0", 0, lambda: say("none")),
        *(Value(str(n), n, partial(_say_goal, n)) for n in range(1, MOST_GOAL + 1)),
    ),
    "goal",
)
LANGUAGE = Setting(
    "language",
    lambda: say("Language"),
    lambda: say("The language of the game; packs keep theirs. Auto is that of the system."),
    CHOICE,
    "",
    (
        Value("auto", "", lambda: say("as the system")),
        *(_value(code, code, name) for code, name in LANGUAGES.items()),
    ),
    "language",
)
BELL = _switch(
    "bell",
    lambda: say("Bell"),
    lambda: say("Whether a quiz night rings the terminal's bell."),
    default=True,
    on=lambda: say("on quiz nights"),
)
DAY = Setting(
    "day-begins",
    lambda: say("Day begins"),
    lambda: say("The hour at which your day begins, for the daily, days in a row and reviews."),
    NUMBER,
    DAY_BEGINS,
    _HOURS,
    "day-begins",
)

SETTINGS = (
    THEME,
    LANGUAGE,
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
    language: str
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
    found = {setting.name.replace("-", "_"): setting.read(save, player) for setting in SETTINGS}
    return Settings(**found)


def remember_language(save: Save, player: Player, places: Places) -> None:
    """Remember what whoever plays speaks, for commands that open no save file."""
    chosen = LANGUAGE.read(save, player)
    if recall_language(places) == chosen:
        return
    # A folder that cannot be written to costs no more than the words of such a command.
    with suppress(OSError):
        if chosen:
            make_folder(places.language.parent)
            places.language.write_text(chosen, "ascii")
        else:
            places.language.unlink(missing_ok=True)


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
    raise UsageError(
        say("There is no setting {name}.", name=clean_line(name, 40)),
        hint=say("Did you mean {name}?", name=near[0])
        if near
        else say("There are: {names}.", names=", ".join(names)),
    )
