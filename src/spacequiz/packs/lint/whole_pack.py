"""Rules about a pack as a whole: questions that repeat or contradict another, and its balance."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from math import ceil, comb
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, TrueFalse
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import find_twins
from spacequiz.language import say, say_count
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import holds_code, split_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from spacequiz.packs.lint.item import Item


LEAST_SHARED = 0.6
"""The share of words that two questions with the same answer have in common when they are one."""
SAME_WORD = 85
"""How alike two words are, out of 100, that are one word with a typing mistake."""
MOST_COMPARED = 50
"""How many earlier questions with the same answer and a word in common a question is held to."""


class Pair(NamedTuple):
    """Say what is wrong with a question beside an earlier one; either may allow it."""

    item: Item
    other: Item
    finding: Finding


def find_pairs(items: Sequence[Item]) -> Iterator[Pair]:
    """Yield the questions that ask the same as an earlier one (H&D&R 4, independent items).

    Only questions with the same answer are held against each other, and of those the ones that
    share one of their rarest words: no more work is done than there are likely pairs.
    """
    found: set[int] = set()
    for pair in chain(_find_same(items), _find_similar(items)):
        if id(pair.item) not in found:
            found.add(id(pair.item))
            yield pair


def may_meet(one: Item, other: Item) -> bool:
    """Return whether two questions can come up together without being marked as twins."""
    ours, theirs = one.question, other.question
    if ours.progress_key == theirs.progress_key and one.pack is not other.pack:
        return False
    if one.pack is not other.pack and one.pack.head.id == other.pack.head.id:
        return False
    return find_twins(ours.tags).isdisjoint(find_twins(theirs.tags))


def _find_same(items: Sequence[Item]) -> Iterator[Pair]:
    """Yield questions in the very same words, with the same answer or with one that contradicts."""
    asked: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        ask = item.question.ask
        earlier = asked[item.language, ask if holds_code(ask) else " ".join(item.ask)]
        keys = _list_keys(item)
        for other in earlier[:MOST_COMPARED]:
            if not may_meet(item, other):
                continue
            if not keys.isdisjoint(_list_keys(other)):
                yield Pair(item, other, _make_finding(item, other, "duplicate-question"))
                break
            if _contradict(item, other):
                yield Pair(item, other, _make_finding(item, other, "contradicting-answers"))
                break
        if item.ask:
            earlier.append(item)


def _contradict(one: Item, other: Item) -> bool:
    """Return whether what is right here is wrong there, for a question in the same words."""
    ours, theirs = one.question.body, other.question.body
    if isinstance(ours, Choice) and isinstance(theirs, Choice):
        return ours.answer in other.wrong or theirs.answer in one.wrong
    return ours.__class__ is theirs.__class__ and isinstance(ours, TrueFalse | Number)


def _find_similar(items: Sequence[Item]) -> Iterator[Pair]:
    """Yield questions with the same answer that say nearly the same."""
    buckets: defaultdict[tuple[Hashable, ...], list[Item]] = defaultdict(list)
    for item in items:
        if len(item.meanings) > 1:
            # True says nothing about what was asked, nor does 4: there, all words must be the same.
            bare = isinstance(item.question.body, TrueFalse | Number)
            words = tuple(sorted(item.meanings)) if bare else ()
            for key in _list_keys(item):
                buckets[item.language, key, words].append(item)
    for bucket in buckets.values():
        if len(bucket) > 1:
            yield from _compare(bucket)


def _compare(bucket: Sequence[Item]) -> Iterator[Pair]:
    """Yield the similar ones among questions with the same answer.

    Two sets that share a part t of the larger have a word in common among the len - ceil(t * len)
    + 1 rarest of each (prefix filtering: Chaudhuri, Ganti and Kaushik 2006).
    """
    counts = Counter(word for item in bucket for word in set(item.meanings))
    known: defaultdict[str, list[int]] = defaultdict(list)
    sets = [frozenset(item.meanings) for item in bucket]
    for number, item in enumerate(bucket):
        ours = sets[number]
        words = sorted(ours, key=lambda word: (counts[word], word))
        rarest = words[: len(words) - ceil(LEAST_SHARED * len(words)) + 1]
        near = sorted({n for word in rarest for n in known[word][-MOST_COMPARED:]})
        for n in near[-MOST_COMPARED:]:
            other = bucket[n]
            enough = LEAST_SHARED * max(len(ours), len(sets[n]))
            if len(ours & sets[n]) < enough or not may_meet(item, other):
                continue
            if _is_similar(item, other):
                yield Pair(item, other, _make_finding(item, other, "near-duplicate"))
                break
        for word in rarest:
            known[word].append(number)


def _is_similar(one: Item, other: Item) -> bool:
    """Return whether two questions with the same answer differ in no word that matters.

    Where each has a word that the other lacks, they ask about different things: Kenya, Ghana.
    """
    ours, theirs = frozenset(one.meanings), frozenset(other.meanings)
    if holds_code(one.question.ask) or not any(map(str.isalpha, ours & theirs)):
        return False  # Of code and of figures, each sign counts.
    mine, yours = ours - theirs, theirs - ours
    if not mine and not yours:
        return _list_figures(one) == _list_figures(other)
    return not (mine and yours) or _are_misspelled(mine, yours)


def _are_misspelled(mine: frozenset[str], yours: frozenset[str]) -> bool:
    """Return whether the words that differ are the same ones, but for a typing mistake."""
    from rapidfuzz.fuzz import ratio

    if len(mine) > 1 or len(yours) > 1:
        return False
    (one,), (other,) = mine, yours
    letters = one.isalpha() and other.isalpha() and min(len(one), len(other)) >= 5
    return letters and ratio(one, other) >= SAME_WORD


def _list_figures(item: Item) -> list[str]:
    """Return the words with digits in their order: 7 - 3 is not 3 - 7."""
    return [word for word in item.ask if not word.isalpha()]


def _list_keys(item: Item) -> frozenset[Hashable]:
    """Return the answers in a form in which the same ones are equal, whatever the kind."""
    body = item.question.body
    match body:
        case TrueFalse(answer):
            return frozenset((answer,))
        case Number(answer):
            return frozenset((f"{answer.normalize():f}",))
        case Choice() | Typed():
            return frozenset(found for key in item.keys if (found := _make_plain(key, item)))
        case Order() | Matching():
            return frozenset((tuple(sorted(item.keys)),))
    return frozenset((tuple(sorted(_make_plain(key, item) for key in item.keys)),))


def _make_plain(text: str, item: Item) -> str:
    words = split_words(text)
    return " ".join(words[1:] if len(words) > 1 and words[0] in item.speech.articles else words)


def _make_finding(item: Item, other: Item, code: str) -> Finding:
    if code == "contradicting-answers":
        hint = say("Correct one of them, or say how they differ.")
    elif item.pack is not other.pack:
        hint = say("Remove one, if the two packs are played together.")
    else:
        tag = f"twin:{item.question.id}"[:60]
        hint = say("Remove one; or give both the tag {tag}, so that no game has both.", tag=tag)
    return Finding(("ask",), code, _compare_to(code, _name_place(item, other)), hint)


def _compare_to(code: str, place: str) -> str:
    """Return how a question stands to another one."""
    if code == "contradicting-answers":
        return say("The same question has another answer in {place}", place=place)
    if code == "duplicate-question":
        return say("The question asks the same as {place}", place=place)
    return say("The question asks nearly the same as {place}", place=place)


def _name_place(item: Item, other: Item) -> str:
    """Return a name for the other question by which whoever reads of the first one finds it."""
    if other.place.source is item.place.source:
        return say("{question} in line {line}", question=other.question.id, line=other.line)
    return f"{other.question.address} ({other.place.source.label}:{other.line})"


SURE = 0.01
"""How rarely chance alone may bring about what is called a bias."""
LEAST_EXCESS = 0.1
"""How far above chance a share must lie before a guesser profits from it."""
SAFE_GUESS = 2 / 3
"""The share of statements of one kind from which a guesser need not read them."""
FEWEST_CHOICES = 20
FEWEST_STATEMENTS = 10
FEWEST_EXTREMES = 4
FEWEST_MOODS = 10
FEWEST_QUESTIONS = 30

_ID = ("id",)


def check_length_bias(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack in which the longest option, or the shortest, is right too often (H&D&R 24)."""
    for pick in (max, min):
        tries = hits = 0
        chance = 0.0
        for item in items:
            if not item.is_choice:
                continue
            lengths = [len(text) for text in (*item.keys, *item.wrong)]
            extreme = pick(lengths)
            if lengths.count(extreme) == 1:
                tries += 1
                hits += lengths[0] == extreme
                chance += 1 / len(lengths)
        if tries < FEWEST_CHOICES:
            continue
        expected = chance / tries
        tail = find_tail(hits, tries, expected)
        if tail < SURE and hits / tries > expected + LEAST_EXCESS:
            message = _tell_length(pick is max, hits, tries)
            hint = say(
                "By chance it would be in about {number}. Even the lengths out.",
                number=round(chance),
            )
            yield Finding(_ID, "length-bias", message, hint)


def _tell_length(longest: bool, hits: int, tries: int) -> str:
    if longest:
        return say_count(
            tries,
            "The longest option is right in {hits} of {count} question",
            "The longest option is right in {hits} of {count} questions",
            hits=hits,
        )
    return say_count(
        tries,
        "The shortest option is right in {hits} of {count} question",
        "The shortest option is right in {hits} of {count} questions",
        hits=hits,
    )


def check_truth_bias(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack in which true, or false, is the safe guess."""
    truths = [i.question.body.answer for i in items if isinstance(i.question.body, TrueFalse)]
    if len(truths) < FEWEST_STATEMENTS:
        return
    true, false = sum(truths), len(truths) - sum(truths)
    most = max(true, false)
    if most < SAFE_GUESS * len(truths) or find_tail(most, len(truths), 0.5) >= SURE / 2:
        return
    if true > false:
        message = say_count(
            len(truths),
            "{hits} of {count} statement is true",
            "{hits} of {count} statements are true",
            hits=true,
        )
    else:
        message = say_count(
            len(truths),
            "{hits} of {count} statement is false",
            "{hits} of {count} statements are false",
            hits=false,
        )
    yield Finding(_ID, "truth-bias", message, say("Make about half of them true."))


def check_extreme_bias(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack in which statements without exceptions are the false ones (H&D&R 28)."""
    said = [
        (bool(item.speech.extremes.search(item.question.ask)), item.question.body.answer)
        for item in items
        if isinstance(item.question.body, TrueFalse)
    ]
    extreme = [truth for is_extreme, truth in said if is_extreme]
    false = sum(not truth for _, truth in said)
    hits = len(extreme) - sum(extreme)
    if len(said) < FEWEST_STATEMENTS or len(extreme) < FEWEST_EXTREMES:
        return
    if find_overlap(hits, len(extreme), false, len(said)) < SURE:
        message = say_count(
            len(extreme),
            "{hits} of {count} statement that says all, never or at once is false",
            "{hits} of {count} statements that say all, never or at once are false",
            hits=hits,
        )
        hint = say("Let some bold statements be true, and some careful ones false.")
        yield Finding(_ID, "extreme-bias", message, hint)


def check_kindness_bias(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack in which the friendliest option is the right one."""
    tries = hits = 0
    chance = 0.0
    for item in items:
        if not item.is_choice:
            continue
        moods = [_find_mood(text, item) for text in (*item.keys, *item.wrong)]
        if moods.count(max(moods)) == 1:
            tries += 1
            hits += moods[0] == max(moods)
            chance += 1 / len(moods)
    if tries < FEWEST_MOODS:
        return
    expected = chance / tries
    if find_tail(hits, tries, expected) < SURE and hits / tries > expected + LEAST_EXCESS:
        message = say_count(
            tries,
            "The friendliest option is right in {hits} of {count} question",
            "The friendliest option is right in {hits} of {count} questions",
            hits=hits,
        )
        hint = say(
            "By chance it would be in about {number}. Make wrong options as good and kind.",
            number=round(chance),
        )
        yield Finding(_ID, "kindness-bias", message, hint)


def _find_mood(text: str, item: Item) -> int:
    """Return how many more kind words than harsh ones a text has."""
    words = split_words(text)
    kind, harsh = item.speech.kind_words, item.speech.harsh_words
    return sum(word in kind for word in words) - sum(word in harsh for word in words)


def check_spread(items: Sequence[Item]) -> Iterator[Finding]:
    """Find a pack whose questions are all of one difficulty, or all of one kind."""
    if len(items) < FEWEST_QUESTIONS:
        return
    levels = Counter(item.question.difficulty for item in items)
    if len(levels) == 1:
        message = say_count(
            len(items),
            "The only question is {difficulty}",
            "All {count} questions are {difficulty}",
            difficulty=next(iter(levels)),
        )
        hint = say("Modes that climb need easy and hard ones: about a third easy and a fifth hard.")
        yield Finding(_ID, "one-difficulty", message, hint)
    kinds = Counter(item.question.kind for item in items)
    if len(kinds) == 1:
        message = say_count(
            len(items),
            "The only question is of the kind {kind}",
            "All {count} questions are of the kind {kind}",
            kind=next(iter(kinds)),
        )
        hint = say(
            "Recalling teaches more than recognizing: make some of them typed, number or order."
        )
        yield Finding(_ID, "one-kind", message, hint)


def find_tail(hits: int, tries: int, chance: float) -> float:
    """Return how likely so many hits or more are by chance (binomial test, one-sided)."""
    if tries > 1000:
        # The normal approximation with a correction for continuity: exact sums overflow.
        from statistics import NormalDist

        spread = (tries * chance * (1 - chance)) ** 0.5
        return 1 - NormalDist(tries * chance, spread).cdf(hits - 0.5)
    return sum(
        comb(tries, k) * chance**k * (1 - chance) ** (tries - k) for k in range(hits, tries + 1)
    )


def find_overlap(hits: int, drawn: int, marked: int, total: int) -> float:
    """Return how likely so many or more of the drawn are marked by chance (Fisher's exact test)."""
    ways = sum(
        comb(marked, k) * comb(total - marked, drawn - k)
        for k in range(hits, min(drawn, marked) + 1)
    )
    return ways / comb(total, drawn)


RULES = (
    check_length_bias,
    check_truth_bias,
    check_extreme_bias,
    check_kindness_bias,
    check_spread,
)
