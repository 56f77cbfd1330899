"""Surroundings: which words may stand beside a key, and which make something else of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds.attempt import Attempt, is_year
from spacequiz.game.kinds.grammar import (
    are_verb_forms,
    find_verb,
    is_adjective,
    is_placing,
    is_quality,
)
from spacequiz.game.kinds.measures import is_measure
from spacequiz.game.kinds.names import (
    COUNTRY,
    GENERATIONS,
    PARTICLES,
    PATRONYMIC_ENDS,
    PATRONYMICS,
    are_variants,
    builds_name,
    find_country,
    is_called,
    is_calling,
    is_counted,
    is_given_name,
    is_short_part,
    is_sort,
    is_town,
    sound_alike,
)
from spacequiz.game.kinds.numerals import is_scale
from spacequiz.game.kinds.sameness import Form, caseless_view, is_one_and_many, make_form
from spacequiz.game.kinds.sheet import MOST_INITIALS, PackText, is_name
from spacequiz.game.kinds.slips import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_OF = 5
"""Words that may follow a name to say of what it is."""
FEW = 20
"""Below it, a number says how many there are of what is meant: two typewriters."""
# Compiled when they are needed, as few texts need them.
_ACRONYM = r"\b[A-Z]{3,5}\b(?= [^A-Z]*$)"
_OWNER = r"\b[^\W\d_]+'s\b"


class Surroundings:
    """Know which words may stand beside a key."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.text = attempt.text
        self.sheet = attempt.sheet
        self.language = attempt.language
        self.tongue = attempt.tongue
        self.base = attempt.base
        self.pack = attempt.pack

    def list_strange(
        self, form: Form, key: Sequence[str], each: PackText, *, name: bool
    ) -> list[str]:
        """Return the words beside a key phrase that may say something else.

        A name may be followed by what it is of (Louis XIV of France) and preceded by initials; what
        it is called may stand before it (the process of photosynthesis).
        """
        tokens, rank = form.tokens, max(map(self.attempt.rank, key))
        start = next((n for n in range(len(tokens)) if tokens[n] == key[0]), 0)
        end = _find_end(tokens, key)
        behind = tokens[end:]
        joined = bool(behind) and behind[0] in self.tongue.within | PARTICLES
        # York in the north of England.
        full = len(key) > 1 or (name and joined and self.attempt.rank(behind[-1]) > rank)
        led = name and 0 < len(behind) <= MOST_OF
        led = led and (behind[0] in self.tongue.of or (full and joined))
        counts = len(key) == 1 and key[0].isdigit()
        strange = []
        for place, token in enumerate(tokens):
            if start <= place < end or (full and token in self.tongue.titles):
                continue
            another = place == start - 1 and self._makes_another(token, each)
            if self.is_harmless(token) and not another:
                continue
            if place < start:
                known = self._may_precede(token, tokens[place + 1], name=name)
                known = known and not (rank >= COUNTRY and is_town(token, self.base))
            else:
                known = led or self.may_follow(token, rank, name=name, counts=counts)
            if not known:
                strange.append(token)
        return strange

    def list_changing(self, form: Form, key: Sequence[str], strange: list[str]) -> list[str]:
        """Return what of the words beside a key tells neither how nor where it is: a red barn on a farm."""
        owners = set(make_form(" ".join(find_owners(self.text)), self.language).tokens)
        signed = {word.casefold() for word in re.findall(_ACRONYM, self.text)}
        telling = {*owners, *signed, *self._list_placing(form.tokens, key, owned=bool(owners))}
        return [
            token
            for token in strange
            if self.attempt.is_rival(token)
            or not (
                token in telling
                or is_adjective(token, self.base)
                or find_country(token, self.base) != token
            )
        ]

    def _list_placing(
        self, tokens: Sequence[str], key: Sequence[str], *, owned: bool
    ) -> Sequence[str]:
        """Return the words behind a key that tell where it is, or whose."""
        end = _find_end(tokens, key)
        first, second = ("".join(tokens[at : at + 1]) for at in (end, end + 1))
        if first in self.tongue.of and second in self.tongue.free and not owned:
            return tokens[end:]  # The keys of the car are keys, and a house of cards is none.
        places = (n for n in range(end, len(tokens)) if is_placing(tokens[n], self.base))
        return tokens[next(places, len(tokens)) :]

    def _makes_another(self, token: str, each: PackText) -> bool:
        """Return whether a word just before a key makes another name of it: New Mexico, flying fish."""
        if is_name(each) and token not in self.sheet.own and builds_name(token, self.base):
            return True
        known = self.tongue.common | self.sheet.own
        return self.base == "en" and token.endswith("ing") and token not in known

    def _may_precede(self, token: str, after: str, *, name: bool) -> bool:
        """Return whether a word before a key says what it is, or is an initial or a form of a name."""
        base = self.base
        if token in self.tongue.generic and (after in self.tongue.of or after in self.tongue.free):
            return True
        if self._are_initials(token) or (token in self.tongue.compass and after in self.tongue.of):
            return True
        if not name:
            few = token.isdigit() and 0 < int(token) < FEW
            return few or (is_quality(token, base) and not self.attempt.is_rival(token))
        if token in self._list_owners():
            return True
        if after in self.tongue.of - self.sheet.own and is_calling(token, base):
            return False
        return (
            (is_year(token) and not self.attempt.is_another_year(token))
            or self._is_fathers(token)
            or token in PARTICLES
            or is_calling(token, base)
            or is_called(token, base)
            or (find_country(token, base) != token and self._tells_calling())
            or self._is_form_of_own(token)
        )

    def _tells_calling(self) -> bool:
        """Return whether a text tells what somebody is: the French writer Hugo."""
        words = make_form(self.text, self.language).tokens
        return any(is_calling(token, self.base) for token in words)

    def _is_form_of_own(self, token: str) -> bool:
        """Return whether a word is another form of a name that an answer has."""
        if token in self.pack or token in self.tongue.titles:
            return False
        own = self.sheet.own
        initials = [word for word in own if len(word) <= MOST_INITIALS - 1 and word[0] == token[0]]
        return any(_are_given_names_alike(token, word) for word in own) or (
            bool(initials) and is_given_name(token)
        )

    def _are_initials(self, token: str) -> bool:
        """Return whether a word is the initials of an answer; some languages add the father's."""
        if len(token) > MOST_INITIALS or not token.isalpha():
            return False
        fathers = self.base in PATRONYMICS and len(token) == MOST_INITIALS - 1
        return any(
            token in initials or (fathers and len(initials) > 1 and token[0] == initials[0])
            for initials in self.sheet.initials
        )

    def _list_owners(self) -> set[str]:
        """Return whose an answer is said to be, where no answer tells it: Homer's Iliad."""
        if any(find_owners(each.caseless) for each in self.sheet.right):
            return set()
        return {found.replace("'", "") for found in find_owners(caseless_view(self.text))}

    def may_follow(self, token: str, rank: int, *, name: bool, counts: bool = False) -> bool:
        """Return whether a word behind a key says where or when it is, or what it is."""
        base = self.base
        if is_sort(token, base) or (counts and self._is_counted(token)):
            return True
        if not name:
            return False
        if any(is_short_part(token, part, base) for part in self.sheet.own):
            return True
        if is_called(token, base) or self._is_called_many(token):
            return rank < COUNTRY
        if is_calling(token, base) or self.is_more_of_name(token):
            return True
        return self.attempt.rank(token) > rank or (
            is_year(token) and not self.attempt.is_another_year(token)
        )

    def is_more_of_name(self, token: str) -> bool:
        """Return whether a word behind a name is part of it: initials, the father's name, Junior."""
        return self._are_initials(token) or self._is_fathers(token) or token in GENERATIONS

    def _is_fathers(self, token: str) -> bool:
        """Return whether a word is a name made of the father's: Павлович."""
        return self.base in PATRONYMICS and token.endswith(PATRONYMIC_ENDS)

    def _is_counted(self, token: str) -> bool:
        """Return whether a word behind a number says of what there are so many."""
        base = self.base
        if not token.isalpha() or is_measure(token) or is_scale(token, base):
            return False
        many = token.endswith("s") or (base == "it" and token.endswith(("i", "e")))
        return many or is_counted(token, base)

    def _is_called_many(self, token: str) -> bool:
        return token.endswith("s") and is_called(token[:-1], self.base)

    def is_harmless(self, token: str) -> bool:
        """Return whether a word says nothing beside a key, in whatever form it has."""
        if token in self.sheet.harmless:
            return True
        alike = self.sheet.beginnings.get(token[:3], ())
        base = self.base
        return find_verb(token, base) in self.sheet.harmless or any(
            is_one_and_many(token, other, self.tongue)
            or (other in self.tongue.common and are_verb_forms(token, other, base))
            for other in alike
        )


def find_owners(text: str) -> list[str]:
    """Return who owns something in a text: Homer's."""
    return re.findall(_OWNER, text) if "'s" in text else []


def _find_end(tokens: Sequence[str], key: Sequence[str]) -> int:
    """Return where a key ends for the last time."""
    return next((n for n in range(len(tokens), 0, -1) if tokens[n - 1] == key[-1]), len(tokens))


def _are_given_names_alike(one: str, other: str) -> bool:
    """Return whether two words are forms of one given name, or one but for a slip."""
    if len(one) > MOST_INITIALS and one[0] == other[0] and measure(one, other) == 1:
        return True
    return are_variants(one, other) or (len(one) > MOST_INITIALS and sound_alike(one, other))
