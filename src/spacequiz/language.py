"""What the program says, in the language of whoever reads it.

A message is written where it belongs, in English, and looked up as it is said. The English
sentence is its own key, so the English game reads no catalogue.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_catalogue = NullTranslations()


def say(message: str, /, **values: object) -> str:
    """Return a message in the chosen language, with its `{values}` filled in."""
    # What a catalogue has under the empty text is what it says about itself.
    text = _catalogue.gettext(message) if message else ""
    return text.format(**values) if values else text


def say_count(number: int, one: str, many: str, /, **values: object) -> str:
    """Return a message about a number of things, which `{count}` stands for, in the right form.

    Args:
        number: How many there are.
        one: The message for one.
        many: The message for any other number.
        values: What else is filled in.
    """
    return _catalogue.ngettext(one, many, number).format(count=f"{number:,}", **values)


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
