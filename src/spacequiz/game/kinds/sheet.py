"""The answer sheet: all that a typed question knows of its answer, made once and compared often."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import base_of
from spacequiz.game.kinds.names import (
    COUNTRY,
    GENERATIONS,
    PARTICLES,
    are_variants,
    find_country,
    is_colour,
    is_given_name,
    is_tail,
    is_thing,
    rank_place,
)
from spacequiz.game.kinds.sameness import (
    Form,
    base_view,
    casefold,
    caseless_view,
    fold_accents,
    make_form,
    spell_out_umlauts,
)
from spacequiz.game.kinds.tongues import YEAR, Tongue, find_tongue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_INITIALS = 3
MOST_NAMES = 5
"""Words of the name of a person; a title has more."""
HOLY = frozenset(("saint", "san", "sankt", "santo", "santa", "sao"))
"""Titles without which a name says somebody else: St. Louis."""
SHARED = "&"
"""Stands in the words of a pack before a surname that several people in it have."""

_INITIALS = r"[^\W\d_]|(?:[^\W\d_]\.-?){1,3}|[A-Z]{2,3}"
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
    """What is enough: what the pack says, or whole answers and surnames."""
    told: frozenset[str]
    """The keys that the pack itself says."""
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

    right = make((wanted.answer, *wanted.accept, *wanted.key))
    prompt = make(text for text, _ in wanted.prompt)
    surnames = () if _asks_for_less(wanted) else _list_surnames(right, prompt, tongue, language)
    keys = make((*(wanted.key or _list_whole(wanted)), *surnames))
    if not wanted.key:  # The longest first, so that a slip is told by all that was meant.
        keys = tuple(sorted(keys, key=lambda each: -len(each.core)))
    around = _list_around(right, ask, language, tongue)
    harmless = (_list_tokens(right) | around | _find_common(keys, tongue)) - tongue.alternatives
    return AnswerSheet(
        right=right,
        keys=keys,
        told=frozenset(wanted.key),
        reject=make(wanted.reject),
        prompt=tuple(
            each._replace(back=dict(wanted.prompt).get(each.shown, "")) for each in prompt
        ),
        own=_list_tokens(right) | _list_plain(right),
        harmless=harmless,
        beginnings=_sort_by_beginning(harmless),
        initials=_list_initials(right),
        asked=around - tongue.alternatives,
        parted=" ".join(map(caseless_view, _list_wanted(wanted))),
        small=tongue.free | tongue.links,
        kept=frozenset(
            token for each in right if _is_titled(each.shown, tongue) for token in each.core
        ),
        tongue=tongue,
        language=language,
        lenient=wanted.lenient,
    )


def _list_tokens(right: Iterable[PackText]) -> frozenset[str]:
    return frozenset(token for each in right for form in each.forms for token in form.tokens)


def _list_plain(right: Iterable[PackText]) -> frozenset[str]:
    plain = [form.plain for each in right for form in each.forms]
    return frozenset(text for whole in plain for text in (whole, *whole.split()))


def _list_initials(right: Iterable[PackText]) -> frozenset[str]:
    return frozenset(
        "".join(token[0] for token in form.tokens) for each in right for form in each.forms
    )


def _list_around(
    right: Iterable[PackText], ask: str, language: str, tongue: Tongue
) -> frozenset[str]:
    """Return what may stand around a whole answer: a title, unless one is half of an answer."""
    forms = [form for each in right for form in each.forms]
    entitled = any(len(form.tokens) == 2 and form.tokens[0] in tongue.titles for form in forms)
    titles = frozenset() if entitled else tongue.titles
    asked = frozenset(make_form(ask, language).tokens) - tongue.negations
    return asked | tongue.free | tongue.links | titles


# What is enough to say ------------------------------------------------------------------------


def _asks_for_less(wanted: Wanted) -> bool:
    """Return whether a pack says itself what of an answer is enough."""
    return not {*wanted.key} <= {wanted.answer, *wanted.accept}


def _list_whole(wanted: Wanted) -> list[str]:
    """Return the whole answers that are long enough to be found in a text."""
    whole = (wanted.answer, *wanted.accept)
    return [text for text in whole if len(text.strip()) > 1 or text.strip().isdigit()]


def _list_surnames(
    right: Iterable[PackText], prompt: Iterable[PackText], tongue: Tongue, language: str
) -> tuple[str, ...]:
    """Return the surnames that are enough, and names without title or generation."""
    asked = {token for each in prompt for token in each.core}
    found = []
    for each in right:
        uncased = each.shown.casefold() == each.shown.upper()
        if not (is_full_name(each) or (uncased and " " in each.shown)):
            continue
        words = [word for word in BRACKETS.sub(" ", each.shown).split() if word != "-"]
        words = _strip_titles(words, tongue, language)
        if not words:
            continue
        found += [" ".join(words), " ".join(_drop_kind(words, language))]
        found.append(" ".join(_drop_place(words, tongue, language)))
        if is_person(words, tongue, language) and not asked & {
            *make_form(words[-1], language).tokens
        }:
            found.append(words[-1])
            if len(words) > 2 and len(words[1].rstrip(".")) > 1:
                found.append(" ".join(words[1:]))
    return tuple(text for text in dict.fromkeys(found) if text)


def _drop_kind(words: list[str], language: str) -> list[str]:
    """Return the name of a river, an ocean or a desert without what it is: Pacific Ocean."""
    base = base_of(language)
    *name, kind = [make_form(word, language).plain for word in words]
    alone = (
        len(name) == 1 and find_country(name[0], base) == name[0] and not is_colour(name[0], base)
    )
    return words[:1] if alone and is_tail(kind, base) else []


def _drop_place(words: list[str], tongue: Tongue, language: str) -> list[str]:
    """Return a name of several words without the country it is of: Great Wall of China."""
    if len(words) < 3:
        return []
    *name, of, country = words
    ranked = rank_place(make_form(country, language).plain, base_of(language)) >= COUNTRY
    named = len(name) > 1 and all(word[:1].isupper() for word in name)
    if not (ranked and named and of in tongue.of):
        return []
    return [] if tongue.titles.intersection(make_form(" ".join(name), language).tokens) else name


def _strip_titles(words: list[str], tongue: Tongue, language: str) -> list[str]:
    """Return the words of a name without title and generation, where two words are left."""

    def says(word: str, known: frozenset[str]) -> bool:
        return not known.isdisjoint(make_form(word, language).tokens)

    while len(words) > 2 and says(words[0], tongue.titles - HOLY):
        words = words[1:]
    while len(words) > 2 and says(words[-1], GENERATIONS):
        words = words[:-1]
    return words


def list_shared(texts: Iterable[str], language: str) -> set[str]:
    """Return the surnames, as they are compared, that people of several given names have."""
    tongue = find_tongue(base_of(language))
    found: dict[str, set[str]] = {}
    for text in texts:
        words = _strip_titles(text.split(), tongue, language)
        if is_person(words, tongue, language):
            first, last = (make_form(word, language).tokens[0] for word in (words[0], words[-1]))
            if len(first) > 1 and first not in tongue.titles:
                found.setdefault(last, set()).add(first)
    return {
        name
        for name, given in found.items()
        if any(not are_variants(one, other) for one, other in combinations(given, 2))
    }


def is_person(words: Sequence[str], tongue: Tongue, language: str) -> bool:
    """Return whether words are the name of a person: a known given name, or initials, and a surname."""
    if not 2 <= len(words) <= MOST_NAMES:
        return False
    first, *middle, last = [make_form(word, language).tokens for word in words]
    double = len(last) == 2 and "-" in words[-1]
    paired = len(first) == 2 and "-" in words[0] and is_given_name(first[1])  # Pierre-Auguste.
    if (
        not (len(first) == 1 or paired)
        or not (len(last) == 1 or double)
        or not "".join(last).isalpha()
    ):
        return False
    called = last[0] in tongue.titles and is_given_name(first[0])  # Martin Luther King.
    if len(last[0]) < 2 or (last[0] in tongue.titles and not called):
        return False
    if last[0] in tongue.free | tongue.generic or is_thing(last[0], base_of(language)):
        return False
    if middle and all(word.islower() and word in tongue.articles for word in words[1:-1]):
        return False  # Karl der Große, Juana la Loca.
    small = {token for tokens in middle for token in tokens} & (tongue.free | tongue.links)
    initial = bool(re.fullmatch(_INITIALS, words[0]))
    titled = first[0] in tongue.titles - HOLY and not is_given_name(last[0])
    named = is_given_name(first[0]) or titled
    return small <= PARTICLES and not words[-1][:1].islower() and (initial or named)


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
    if dated := re.fullmatch(YEAR, text.strip(), re.IGNORECASE):
        forms.append(make_form(dated[1], language))
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
    first, _, rest = each.shown.partition(" ")
    article = len(first) <= MOST_INITIALS and first.islower()
    start = (rest if article and rest else first)[:1]
    return start.isalpha() and not start.islower()


def is_full_name(each: PackText) -> bool:
    """Return whether a text is several words, and each but the smallest has a capital letter."""
    words = each.shown.split()
    return len(words) > 1 and all(
        len(word) <= MOST_INITIALS or word[:1].isupper() for word in words
    )
