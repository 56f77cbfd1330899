"""What the program says, in the language of whoever reads it.

A message is written where it belongs, in English, and looked up as it is said. The English
sentence is its own key, so the English game reads no catalogue.
"""

from __future__ import annotations

import os
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages that the program speaks, by their short names, and what they call themselves."""
BY_LOCALE = frozenset(("en", "es"))
"""Those that are spoken without having been chosen, where the system speaks them."""
LOCALES = Path(__file__).parent / "locales"
"""Where the catalogues are."""
_NO_BREAK = "\xa0"
_THOUSANDS = {"es": _NO_BREAK}
"""What stands between the thousands of a number of five digits or more; a comma elsewhere."""

_catalogue = NullTranslations()


def choose(language: str = "") -> None:
    """Speak a language from now on; without one, that of the system where we know it."""
    global _catalogue
    system = find_system_language()
    wanted = language or (system if system in BY_LOCALE else "en")
    if wanted != spoken():
        _catalogue = load(wanted)


def load(language: str) -> NullTranslations:
    """Return the catalogue of a language; English needs none, and is what any other falls back to."""
    if language == "en" or language not in LANGUAGES:
        return NullTranslations()
    from gettext import GNUTranslations

    with (LOCALES / language / "LC_MESSAGES" / "spacequiz.mo").open("rb") as file:
        return GNUTranslations(file)


def find_system_language() -> str:
    """Return the short name of the language that the system's messages are in, such as `es`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split("_")[0].split(".")[0].lower()
    return "en"


def say_later(message: str, /) -> str:
    """Return a message as it is, to be said later; the catalogues have it all the same."""
    return message


def say_number(number: int, /) -> str:
    """Return a whole number with its thousands apart, as the language writes it."""
    between = _THOUSANDS.get(spoken(), ",")
    if between == _NO_BREAK and abs(number) < 10_000:
        return str(number)
    return f"{number:,}".replace(",", between)


def say(message: str, /, **values: object) -> str:
    """Return a message in the chosen language, with its `{values}` filled in."""
    # What a catalogue has under the empty text is what it says about itself.
    text = _catalogue.gettext(message) if message else ""
    return text.format(**values) if values else text


def say_in(context: str, message: str, /, **values: object) -> str:
    """Return a message that reads alike in English in another context, and not in all languages."""
    text = _catalogue.pgettext(context, message)
    return text.format(**values) if values else text


def say_count(number: int, one: str, many: str, /, **values: object) -> str:
    """Return a message about a number of things, which `{count}` stands for, in the right form.

    Args:
        number: How many there are.
        one: The message for one.
        many: The message for any other number.
        values: What else is filled in.
    """
    return _catalogue.ngettext(one, many, number).format(count=say_number(number), **values)


def say_list(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: `a, b and c`."""
    *others, last = names or [""]
    if not others:
        return last
    return say("{names} and {last}", names=", ".join(others), last=last)


def say_options(names: Sequence[str]) -> str:
    """Return names as a sentence lets choose among them: `a, b or c`."""
    *others, last = names or [""]
    if not others:
        return last
    return say("{names} or {last}", names=", ".join(others), last=last)


def spoken() -> str:
    """Return the short name of the language that messages are said in."""
    return _catalogue.info().get("language", "en")
