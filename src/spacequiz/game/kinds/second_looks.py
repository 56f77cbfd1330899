"""Second looks: what a text that is not right says without an aside, on other keys, or in figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds.attempt import Attempt, is_year
from spacequiz.game.kinds.body import Rule
from spacequiz.game.kinds.lexicon import find_lexicon
from spacequiz.game.kinds.names import find_called_too, is_calling, is_city, is_thing
from spacequiz.game.kinds.numerals import read_roman
from spacequiz.game.kinds.sameness import Form, caseless_view, find_century, make_form
from spacequiz.game.kinds.sheet import BRACKETS
from spacequiz.game.kinds.surroundings import MOST_OF, Surroundings
from spacequiz.game.kinds.tongues import UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterator

_SINGLE_NUMERALS = frozenset("VX")
OTHER_SCRIPTS = frozenset(("ar", "el", "he", "ja", "ko", "ru", "zh"))
"""Languages with letters that players type in Latin ones, or on the keys of these."""
# Compiled when they are needed, as few texts need them.
_SHORT_YEAR = r"['’](\d\d)"
_DATED = r"[12]\d{3}\.\d{1,2}\.(?:\d{1,2})?"
_SHORT_DATE = r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)()"
_LAST_OF_TWO = r"(.*?)['’]?\b(\d\d)\b(\D*)"
_YEAR_OF_TWO = r"\d\d\.\d{1,2}\.\d{1,2}"
_SHORT_DAY = r"(\d{1,2})([./-])(\d{1,2})\.?"
_DAY_ALONE = r"\.(\d{1,2})\.(\d{1,2})"
_SPELLED_UMLAUT = "([aou])e"


class SecondLooks:
    """List what else a text may be read as."""

    def __init__(self, attempt: Attempt, surroundings: Surroundings) -> None:
        self.attempt = attempt
        self.text = attempt.text
        self.sheet = attempt.sheet
        self.language = attempt.language
        self.tongue = attempt.tongue
        self.base = attempt.base
        self.surroundings = surroundings

    def list_readings(self) -> Iterator[tuple[str, Rule | None]]:
        """Yield what else a text says, and the rule that says so where that is told."""
        for guess in self._list_guesses():
            yield guess, None
        form = make_form(self.text, self.language)
        if self.attempt.is_negated(form) or self.attempt.holds_reject(form.tokens, 0, 0):
            return
        for shorter in self._list_without_aside():
            yield shorter, None
        yield from self._list_other_letters(form)
        if placed := self._find_placed():
            yield placed, None
        if country := find_called_too(self.attempt.find_core(form.tokens), self.base):
            yield country, Rule.OTHER_NAME
        for rewritten in filter(None, self._list_rewritten(form)):
            yield rewritten, None

    def _list_guesses(self) -> Iterator[str]:
        """Yield a text without what says that it is a guess: not sure, Paris."""
        text = caseless_view(self.text)
        for unsure in filter(None, UNSURE.get(self.base, "").split("|")):
            guess = text.removeprefix(unsure).lstrip(",.;:- ")
            if guess and text.startswith((f"{unsure} ", f"{unsure},")):
                yield guess

    def _list_without_aside(self) -> Iterator[str]:
        """Yield a text without what was put in brackets, or behind a comma."""
        bare = BRACKETS.sub(" ", self.text).strip()
        if bare not in ("", self.text.strip()) and not self.attempt.offers_several(self.text):
            yield bare
        head, comma, tail = self.text.partition(",")
        if comma and self._is_aside(head, tail):
            yield head

    def _list_rewritten(self, form: Form) -> Iterator[str]:
        """Yield a text with its date, umlauts or numeral as an answer may have them, or nothing."""
        yield self._find_year(form)
        yield self._write_umlauts()
        yield self._find_century(form)
        yield from self._list_days()
        if self.text.strip() in _SINGLE_NUMERALS:
            yield str(read_roman(self.text.strip().lower()))

    def _list_other_letters(self, form: Form) -> Iterator[tuple[str, Rule]]:
        """Yield what a text says on other keys, in Latin letters, or as an answer is read."""
        base = self.base
        if self.text.isascii() and base not in OTHER_SCRIPTS:
            return
        # Loaded only now: few texts are typed in letters of another script.
        from spacequiz.game.kinds.scripts import list_other_letters

        said = (self.text, caseless_view(self.text), form.plain)
        yield from list_other_letters(said, [each.shown for each in self.sheet.right], base)

    def _find_placed(self) -> str:
        """Return a text without the place that it is said to lie in: Kilimanjaro in Tanzania."""
        words = self.text.split()
        for at in range(len(words) - 1, 0, -1):
            if make_form(words[at], self.language).plain in self.tongue.within:
                told = make_form(" ".join(words[at + 1 :]), self.language).tokens
                placed = [token for token in told if token not in self.tongue.compass]
                return (
                    " ".join(words[:at]) if placed and all(map(self.attempt.rank, placed)) else ""
                )
        return ""

    def _find_year(self, form: Form) -> str:
        """Return the year of the one date that a text tells, or of two digits behind an apostrophe."""
        short = re.fullmatch(_SHORT_YEAR, self.text.strip())
        if short:
            return str(find_century(int(short[1])))
        said = [token for token in form.tokens if not self.surroundings.is_harmless(token)]
        return said[0][:4] if len(said) == 1 and re.fullmatch(_DATED, said[0]) else ""

    def _find_century(self, form: Form) -> str:
        """Return a date whose year has two digits with the century that an answer has."""
        short = re.fullmatch(_SHORT_DATE, self.text.strip())
        if not short:
            said = any(re.fullmatch(_YEAR_OF_TWO, token) for token in form.tokens)
            short = re.fullmatch(_LAST_OF_TWO, self.text.strip()) if said else None
        years = {word[:4] for word in self.sheet.own if is_year(word[:4])} if short else set()
        return next(
            (short[1] + year + short[3] for year in years if short and year.endswith(short[2])), ""
        )

    def _list_days(self) -> Iterator[str]:
        """Yield a day and a month in figures as the date without a year that an answer has."""
        short = re.fullmatch(_SHORT_DAY, self.text.strip())
        own = [each for word in self.sheet.own if (each := re.fullmatch(_DAY_ALONE, word))]
        if not short or not own:
            return
        pairs = {(int(short[1]), int(short[3]))}
        if self.base == "en" and short[2] != ".":
            pairs.add((int(short[3]), int(short[1])))
        names = {month: name for name, month in reversed(self.tongue.months.items())}
        for day, month in pairs:
            if any((day, month) == (int(each[2]), int(each[1])) for each in own):
                yield f"{day} {names[month]}"

    def _write_umlauts(self) -> str:
        """Return a German text without the e that stands for two dots: Baeume."""
        words = caseless_view(self.text).split()
        known = find_lexicon(self.base) if self.base == "de" else None
        if known is None or not re.search(_SPELLED_UMLAUT, self.text):
            return ""
        bare = [re.sub(_SPELLED_UMLAUT, r"\1", word) for word in words]
        changed = [one for one, other in zip(words, bare, strict=True) if one != other]
        return "" if any(word in known for word in changed) else " ".join(bare)

    def _is_aside(self, head: str, tail: str) -> bool:
        """Return whether what follows a comma tells where a place lies, when it was, or of what it is."""
        told = make_form(tail.strip(), self.language).tokens
        if " ".join(told) in self.tongue.tags:
            return True
        if any(self.attempt.is_another_year(token) for token in told):
            return False
        if told and len(told) < MOST_OF and self._says_what(told[-1]):
            return not any(token in self.attempt.pack for token in told)
        rank = max(
            (self.attempt.rank(token) for token in self.attempt.strip_small(head)), default=0
        )
        if told and told[0] in self.tongue.titles and told[1:2] and told[1] in self.tongue.of:
            return True
        said = [token for token in told if not self.surroundings.is_harmless(token)]
        if any(self.attempt.rank(token) > rank for token in said):
            said = [token for token in said if token not in self.tongue.compass]
        base = self.base
        thing = any(is_thing(token, base) for token in make_form(head, self.language).tokens)
        return all(
            len(token) == 1
            or self.surroundings.may_follow(token, rank, name=True)
            or (thing and is_city(token, base))
            for token in said
        )

    def _says_what(self, token: str) -> bool:
        known = self.tongue.titles | self.tongue.generic
        return token in known or is_calling(token, self.base)
