"""A language in which every letter of a message has an accent: what has none was never translated."""

from __future__ import annotations

import re
from gettext import NullTranslations

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀćďéƒǵħíĵķĺḿńóƥɋŕśťúṽŵẋýźÁƁĆĎÉƑǴĦÍĴĶĹḾŃÓƤɊŔŚŤÚṼŴẊÝŹ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_HOLE = re.compile(r"(\{[^{}]*\})")
_WORD = re.compile(r"(?<![\w./-])[A-Za-z]{2,}(?![\w./-])")


class Accented(NullTranslations):
    """Say each message with accents, its values as they are."""

    def gettext(self, message: str) -> str:
        parts = _HOLE.split(message)
        return "".join(p if _HOLE.fullmatch(p) else p.translate(_ACCENTS) for p in parts)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def find_plain_words(text: str) -> set[str]:
    """Return the words of a text that have no accent; paths and parts of words are none."""
    return set(_WORD.findall(text))
