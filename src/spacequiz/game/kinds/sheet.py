"""The answer sheet: all that a typed question knows of its answer, made once and compared often."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.sameness import (
    Form,
    base_view,
    casefold,
    caseless_view,
    fold_accents,
    make_form,
    spell_out_umlauts,
)
from spacequiz.game.kinds.tongues import Tongue, base_of, find_tongue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_INITIALS = 3

_TITLED = re.compile(r"(\w{2,}) \w+")
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


class Wanted(NamedTuple):
    """Hold what a pack says of an answer, and a question's way to judge it."""

    answer: str
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    key: tuple[str, ...]
    prompt: tuple[tuple[str, str], ...]
    lenient: bool


class PackText(NamedTuple):
    """Hold a text of the pack as it is compared."""

    shown: str
    written: str
    caseless: str
    forms: tuple[Form, ...]
    """The whole of it, and what is left without brackets."""
    cores: tuple[tuple[str, ...], ...]
    """The tokens of each without small words."""
    back: str = ""
    """What the pack asks back."""

    @property
    def core(self) -> tuple[str, ...]:
        """Return the tokens of the whole without small words."""
        return self.cores[0]


class AnswerSheet(NamedTuple):
    """Hold all that a question knows of its answer."""

    right: tuple[PackText, ...]
    keys: tuple[PackText, ...]
    reject: tuple[PackText, ...]
    prompt: tuple[PackText, ...]
    own: frozenset[str]
    """Words and texts that are right."""
    harmless: frozenset[str]
    """Words that may stand around a key phrase."""
    beginnings: dict[str, list[str]]
    """The same words by their first letters."""
    initials: frozenset[str]
    """The first letters of what is right."""
    asked: frozenset[str]
    """Words that may stand around a whole answer."""
    parted: str
    """The marks and words for or that an answer itself has."""
    small: frozenset[str]
    """Words that say nothing by themselves."""
    kept: frozenset[str]
    """Small words that are part of a name here: São Paulo."""
    tongue: Tongue
    language: str
    lenient: bool


@lru_cache(maxsize=256)
def prepare(wanted: Wanted, language: str, ask: str) -> AnswerSheet:
    """Return the sheet of a question."""
    tongue = find_tongue(base_of(language))

    def make(texts: Iterable[str]) -> tuple[PackText, ...]:
        return tuple(_make_candidate(text, language, tongue) for text in dict.fromkeys(texts))

    keys = make(wanted.key)
    right = make((wanted.answer, *wanted.accept, *wanted.key))
    own = [form for each in right for form in each.forms]
    told = frozenset(token for form in own for token in form.tokens)
    small = tongue.free | tongue.links
    entitled = any(form.tokens and form.tokens[0] in tongue.titles for form in own)
    titles = frozenset() if entitled else tongue.titles
    around = (frozenset(make_form(ask, language).tokens) - tongue.negations) | small | titles
    harmless = (told | around | _find_common(keys, tongue)) - tongue.alternatives
    return AnswerSheet(
        right=right,
        keys=keys,
        reject=make(wanted.reject),
        prompt=tuple(
            _make_candidate(text, language, tongue)._replace(back=back)
            for text, back in wanted.prompt
        ),
        own=told | {text for form in own for text in (form.plain, *form.plain.split())},
        harmless=harmless,
        beginnings=_sort_by_beginning(harmless),
        initials=frozenset("".join(token[0] for token in form.tokens) for form in own),
        asked=around - tongue.alternatives,
        parted=" ".join(map(caseless_view, _list_wanted(wanted))),
        small=small,
        kept=frozenset(
            token for each in right if _is_titled(each.shown, tongue) for token in each.core
        ),
        tongue=tongue,
        language=language,
        lenient=wanted.lenient,
    )


def _find_common(keys: Iterable[PackText], tongue: Tongue) -> frozenset[str]:
    """Return words that say little by themselves, but for opposites of what a key says."""
    said = {token for each in keys for token in each.forms[0].tokens}
    against = {two for one, two in tongue.opposites if one in said}
    return tongue.common - against - {one for one, two in tongue.opposites if two in said}


def _sort_by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    beginnings: dict[str, list[str]] = {}
    for word in words:
        beginnings.setdefault(word[:3], []).append(word)
    return beginnings


def _list_wanted(wanted: Wanted) -> list[str]:
    """Return all texts that are right, or on the way."""
    return [*wanted.accept, *wanted.key, wanted.answer, *(text for text, _ in wanted.prompt)]


def _make_candidate(text: str, language: str, tongue: Tongue) -> PackText:
    forms = [make_form(text, language)]
    bare = BRACKETS.sub(" ", text).strip()
    if bare not in ("", text.strip()):
        forms.append(make_form(bare, language))
    if (spelled := spell_out_umlauts(text)) != text:
        forms.append(make_form(spelled, language))
    if _is_titled(text, tongue):
        cores = tuple(form.tokens for form in forms)
    else:
        cores = tuple(find_core(form.tokens, tongue, whole=True) for form in forms)
    return PackText(text, base_view(text), caseless_view(text), tuple(forms), cores)


def _is_titled(text: str, tongue: Tongue) -> bool:
    """Return whether a small word is part of a name: São is no verb in São Paulo."""
    titled = _TITLED.fullmatch(text)
    return (
        titled is not None
        and text.istitle()
        and fold_accents(casefold(titled[1])) not in tongue.articles
    )


def find_core(tokens: Sequence[str], tongue: Tongue, *, whole: bool = False) -> tuple[str, ...]:
    """Return the tokens that say something; all of them where none would be left.

    Args:
        tokens: Of a text.
        tongue: The language.
        whole: Whether the last token counts in any case: Hepatitis A, turn on.
    """
    if any(one == other for one, other in pairwise(tokens)):
        return tuple(tokens)
    small = tongue.free | tongue.links
    last = tokens[-1:] if whole or (tokens and len(tokens[-1]) == 1) else ()
    head = tokens[: len(tokens) - len(last)]
    return (*(token for token in head if token not in small), *last) or tuple(tokens)


def is_name(each: PackText) -> bool:
    """Return whether a text of the pack is written as a name; scripts without capitals say nothing."""
    return each.shown[:1].isalpha() and not each.shown[:1].islower()


def is_full_name(each: PackText) -> bool:
    """Return whether a text is several words, and each but the smallest has a capital letter."""
    words = each.shown.split()
    return len(words) > 1 and all(
        len(word) <= MOST_INITIALS or word[:1].isupper() for word in words
    )
