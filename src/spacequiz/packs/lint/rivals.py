"""The rule about rivals: an answer that would pass for another one with a typing mistake in it."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from spacequiz.game.question import Choice, Typed
from spacequiz.game.typed import Outcome, judge_typed, normalise
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import find_stem, split_words
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.packs.lint.item import Item

MOST_EDITS = 2
SHORTEST = 5
"""Letters of an answer in which a typing mistake is forgiven; see docs/rules.md."""
_END = 2
MOST_COMPARED = 2000
"""How many texts with the same beginning or end one is held against: with more, it says nothing."""
LONG = 64
"""Letters of a text that take as long as a short one; a longer one is held against fewer texts."""
MOST_JUDGED = 10
"""How many of the nearest texts are tried on the game: more of them are a series."""
MOST_NAMED = 3


def find_rivals(items: Sequence[Item]) -> Iterator[tuple[Item, Finding]]:
    """Yield typed answers for which the answer to another question would be taken.

    Only texts of one category are compared, and of those the ones that begin alike or end alike:
    mistakes at both ends are not looked for.
    """
    known = _list_texts(items)
    for item in items:
        body = item.question.body
        if not isinstance(body, Typed) or not body.typos:
            continue
        texts = known[item.pack.head.id, item.question.category]
        if rivals := list(islice(_find_taken(item, body, texts), MOST_NAMED)):
            text, key = rivals[0]
            shown = " and ".join(shorten(rival) for rival, _ in rivals)
            message = f"{shown} would pass for {shorten(key)} with a typing mistake"
            hint = f"It stands in another question here. Add it: reject: [{text}]"
            yield item, Finding(("answer",), "answers-confusable", message, hint)


def _find_taken(item: Item, body: Typed, texts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield texts that the game takes for a slip, each with the answer that it would pass for."""
    seen: set[str] = set()
    for key in item.keys:
        plain = _fold(key, item)
        for text in _find_near(plain, texts):
            if text != plain and text not in seen and _is_taken(text, body, item):
                seen.add(text)
                yield text, key


def _list_texts(items: Sequence[Item]) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return for each category the texts that can be rivals, by their first and last letters."""
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for item in items:
        body = item.question.body
        if isinstance(body, Typed | Choice):
            texts = found[item.pack.head.id, item.question.category]
            for text in (*item.keys[:1], *item.wrong):
                if len(text) >= SHORTEST - 1:
                    texts[_fold(text, item)] = None
    known: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for category, each in found.items():
        index: defaultdict[str, list[str]] = defaultdict(list)
        for text in each:
            for end in _list_ends(text):
                index[end].append(text)
        known[category] = index
    return known


def _list_ends(text: str) -> tuple[str, str]:
    """Return how a text begins and ends: two letters, of several words beside a whole one.

    Its digits are in both, since the game forgives no slip in them.
    """
    digits = "".join(filter(str.isdigit, text))
    if " " not in text:
        return f"<{text[:_END]} {digits}", f"{digits} {text[-_END:]}>"
    first, _, after = text.partition(" ")
    before, _, last = text.rpartition(" ")
    return f"<{first} {after[:_END]} {digits}", f"{digits} {before[-_END:]} {last}>"


def _find_near(plain: str, index: dict[str, list[str]]) -> Iterator[str]:
    """Yield the texts that are as near as a typing mistake, the nearest of them, sorted."""
    if len(plain) < SHORTEST:
        return
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    near: set[str] = set()
    share = 1 + len(plain) // LONG
    for end in _list_ends(plain):
        texts = index.get(end, ())[: MOST_COMPARED // share**3]
        found = extract(
            plain,
            texts,
            scorer=OSA.distance,
            score_cutoff=MOST_EDITS,
            limit=1 + MOST_JUDGED // share,
        )
        near.update(text for text, _, _ in found)
    yield from sorted(near)


def _is_taken(text: str, body: Typed, item: Item) -> bool:
    """Return whether the game takes a text for a slip, and it is not just the plural."""
    if judge_typed(text, body, item.question.language).outcome is not Outcome.TYPO:
        return False
    return not any(_find_stems(text, item) == _find_stems(key, item) for key in item.keys)


def _find_stems(text: str, item: Item) -> list[str]:
    return [find_stem(word, item.language) for word in split_words(text)]


def _fold(text: str, item: Item) -> str:
    """Return a text as the game compares it; the quick way gives the same for plain text."""
    if text.isascii() and text.replace(" ", "").isalnum():
        words = text.casefold().split()
        if words[0] not in item.speech.articles:
            return " ".join(words)
    return normalise(text, item.question.language)
