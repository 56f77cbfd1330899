"""Slips: which typing mistakes are forgiven. A slip of the finger makes a word that does not exist."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import base_of
from spacequiz.game.kinds.body import Reason, Rule
from spacequiz.game.kinds.lexicon import BARE, find_lexicon
from spacequiz.game.kinds.names import sound_alike
from spacequiz.game.kinds.sameness import is_one_and_many
from spacequiz.game.kinds.tongues import find_tongue

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

ONE_EDIT_FROM = 5  # letters from which one typing mistake is forgiven
TWO_EDITS_FROM = 9  # letters from which two are
TWO_EDITS = 2
CLOSE_FROM = 4  # letters from which a miss by CLOSE_EXTRA edits more is called close
CLOSE_EXTRA = 1
ROOT_FROM = 2  # letters that must stand before an ending that names another substance
STEM_FROM = 3  # letters that must follow a prefix before it can turn a word into its opposite
FAR = 2 + CLOSE_EXTRA + 1
"""A distance that stands for all greater ones."""

# Two prefixes, one edit or two apart, that make a word mean the opposite: a slip of the finger
# cannot be told from a mistake of substance, so none is forgiven.
_PREFIXES = (
    *(("", prefix) for prefix in ("a", "an", "il", "im", "in", "ir", "un")),
    *(("in", "de"), ("in", "ex"), ("im", "ex"), ("as", "des"), ("ab", "ad"), ("pre", "pro")),
    *(
        ("met", "et"),
        ("meth", "eth"),
        ("hyper", "hypo"),
        ("macro", "micro"),
        ("inter", "intra"),
        ("endo", "exo"),
    ),
)
# Endings that name another substance, another salt, another stage: propane, propene, propyne.
_ENDINGS = (
    *(("ane", "ene"), ("ane", "yne"), ("ene", "yne"), ("ate", "ite"), ("ate", "ide")),
    *(("ite", "ide"), ("ase", "ose"), ("gram", "graph"), ("ato", "ito"), ("uro", "ito")),
    *(("tano", "teno"), ("pano", "peno"), ("trat", "trit"), ("lfat", "lfit"), ("lfit", "lfid")),
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DIGITS = re.compile(r"(?:(?<!\w)-)?\d+")
# Words that must be typed as they are, as single letters and Roman numerals must.
_FIXED = frozenset(
    (
        *("no", "not", "non", "never", "none", "nor", "neither", "without", "cannot"),
        *("ni", "sin", "nunca", "jamas", "ningun", "ninguno", "ninguna", "ne", "pas"),
        *("sans", "jamais", "aucun", "aucune", "senza", "mai", "nessun", "nessuno"),
        *("nessuna", "nao", "nem", "sem", "nenhum", "nenhuma", "nicht", "kein", "keine"),
        *("keinem", "keinen", "keiner", "keines", "keins", "ohne", "nie", "niemals"),
        *("geen", "niet", "nooit", "zonder"),
    )
)
_NUMERAL_LETTERS = frozenset("ivxlcdm")
_NUMERAL = "(?=[ivxl]+$|[mdclxvi]{4,}$)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"


# Verbs with pronouns behind them, which no list has all of: copiarlos.
_ENCLITICS = {
    "es": r"(.+[aei]r|.+ndo)(?:se|me|te|nos)?(?:l[aeo]s?)?",
    "it": r"(.+[aei]r)(?:mi|ti|si|ci|vi|l[aeio]|ne|gli)",
}


class Vocabulary(NamedTuple):
    """Know what is a word: one of the language's list, of the pack, or one that is rejected."""

    language: str
    pack: Container[str] = frozenset()
    """Words and whole answers of the pack, as `normalise` leaves them."""
    own: frozenset[str] = frozenset()
    """Words that are right here, and so no rivals."""

    def has(self, word: str) -> bool:
        """Return whether a word exists, and says something else than what is right."""
        if word in self.own:
            return False
        base = base_of(self.language)
        tongue, lexicon = find_tongue(base), find_lexicon(base)
        if word in self.pack or word in lexicon or word in tongue.free or word in tongue.links:
            return True
        if f"{BARE}{word}" in lexicon:
            return True
        stem = re.fullmatch(_ENCLITICS[base], word) if base in _ENCLITICS else None
        return stem is not None and (stem[1] in lexicon or f"{stem[1]}e" in lexicon)


def count_letters(text: str) -> int:
    """Count the letters that a typing mistake can hit; an ideograph is a word, not a letter."""
    if text.isascii():
        return sum(map(str.isalpha, text))
    return sum(c.isalpha() and not unicodedata.name(c, "").startswith("CJK") for c in text)


def allow_edits(letters: int) -> int:
    """Return how many typing mistakes are forgiven in a text of so many letters."""
    return (letters >= ONE_EDIT_FROM) + (letters >= TWO_EDITS_FROM)


def measure(one: str, other: str) -> int:
    """Return the optimal string alignment distance, or `FAR` when it is at least that."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) >= FAR:
        return FAR
    # What both begin with, and end with, costs nothing.
    start = 0
    for one_sign, other_sign in zip(one, other, strict=False):
        if one_sign != other_sign:
            break
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return _align(one[start : len(one) - end], other[start : len(other) - end])


def _align(one: str, other: str) -> int:
    """Fill the band of the alignment that can cost less than `FAR`, a row at a time."""
    width = len(other) + 1
    before: list[int] = []
    row = [min(at, FAR) for at in range(width)]
    for place, sign in enumerate(one, start=1):
        older, before = before, row
        row = [FAR] * width
        row[0] = min(place, FAR)
        for at in range(max(1, place - FAR), min(width, place + FAR)):
            if sign == other[at - 1]:
                row[at] = before[at - 1]
                continue
            row[at] = min(FAR, 1 + min(before[at], row[at - 1], before[at - 1]))
            if place > 1 and at > 1 and sign == other[at - 2] and one[place - 2] == other[at - 1]:
                row[at] = min(row[at], older[at - 2] + 1)
        if min(row) == FAR:
            return FAR
    return row[-1]


def is_slip(typed: str, key: str, distance: int, words: Vocabulary) -> bool:
    """Return whether a text is another one but for slips of the finger."""
    return find_refusal(typed, key, distance, words) is None


def find_refusal(
    typed: str, key: str, distance: int, words: Vocabulary, *, named: bool = False
) -> Reason | None:
    """Return why a text is no slip of another one; None where it is one.

    A second edit needs nine letters, less one, in what was typed too: Austria is not Australia.
    Digits, Roman numerals, words of one letter and negations must be the same, and no single
    word has more edits than its length allows (short ones: one): Vitamin C is not Vitamin D, and
    North Korea is not South Korea. What was typed must not be a word, as a whole or where it
    differs: billion is not million. A word of a name, beside others of it, may be one that sounds
    alike: Mary Shelly; and one more edit is forgiven where that leaves the sound.
    """
    if distance == 0:
        return None
    if _marks(typed) != _marks(key):
        return Reason(Rule.ANOTHER_MARK)
    letters = count_letters(key)
    ours, theirs = _WORD.findall(typed), _WORD.findall(key)
    pairs = list(zip(ours, theirs, strict=False)) if len(ours) == len(theirs) else []
    near = named or abs(len(typed) - len(key)) < TWO_EDITS
    near = near and bool(pairs) and letters >= ONE_EDIT_FROM and distance <= TWO_EDITS
    named = named and near and not any(one in words.pack for one in ours)
    named = named and all(sound_alike(*pair) for pair in pairs)
    if not named and (word := find_word(typed, key, words)):
        return Reason(Rule.ANOTHER_WORD, word)
    if any(_is_opposite(one, other) for one, other in pairs):
        return Reason(Rule.OPPOSITE)
    far = distance > allow_edits(min(letters, count_letters(typed) + 1))
    far = far or any(measure(o, t) > max(1, allow_edits(count_letters(t))) for o, t in pairs)
    if far and not (named or (near and all(sound_alike(*pair) for pair in pairs))):
        return Reason(Rule.TOO_FAR)
    return None


def find_word(typed: str, key: str, words: Vocabulary) -> str:
    """Return the word that a text says instead of the one of a key; empty where it says none."""
    if typed in words.pack and typed not in words.own:
        return typed
    ours: list[str] = _WORD.findall(typed)
    theirs: list[str] = _WORD.findall(key)
    tongue = find_tongue(base_of(words.language))
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            if one != other and not is_one_and_many(one, other, tongue) and words.has(one):
                return one
        return ""
    others = [word for word in ours if word not in theirs]
    return " ".join(others) if others and all(map(words.has, others)) else ""


def _marks(text: str) -> tuple[list[str], list[str]]:
    """Return the digits and the words of a text in which no mistake is forgiven."""
    return _DIGITS.findall(text), [word for word in _WORD.findall(text) if _is_fixed(word)]


def _is_fixed(word: str) -> bool:
    """Return whether no mistake is forgiven in a word: a letter, a negation or a Roman numeral."""
    if len(word) == 1 or word in _FIXED or (word.endswith("n't") and word != "n't"):
        return True
    return _NUMERAL_LETTERS.issuperset(word) and bool(re.fullmatch(_NUMERAL, word))


def _is_opposite(typed: str, word: str) -> bool:
    distance = measure(typed, word)
    if not 0 < distance < FAR:
        return False
    return any(measure(typed, other) < distance for other in _opposites(word))


def _opposites(word: str) -> Iterator[str]:
    for pair in _PREFIXES:
        for lead, other in (pair, pair[::-1]):
            if word.startswith(lead) and len(word) - len(lead) >= STEM_FROM:
                yield other + word[len(lead) :]
    for pair in _ENDINGS:
        for end, other in (pair, pair[::-1]):
            if word.endswith(end) and len(word) - len(end) >= ROOT_FROM:
                yield word[: -len(end)] + other
