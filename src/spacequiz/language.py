"""What the program says, in the language of whoever reads it.

A message is written where it belongs, in English, and looked up as it is said. The English
sentence is its own key, so the English game reads no catalogue.
"""

from __future__ import annotations

from gettext import NullTranslations

_catalogue = NullTranslations()


def say(message: str, /, **values: object) -> str:
    """Return a message in the chosen language, with its `{values}` filled in."""
    text = _catalogue.gettext(message)
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
