"""Rules about the options and the accepted answers: none may stand out but by what it says."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice, pairwise
from math import inf, nextafter
from operator import length_hint
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.kinds.body import Outcome
from spacequiz.game.kinds.choices import Choice, Several
from spacequiz.game.kinds.figures import read_number
from spacequiz.game.kinds.sameness import make_form, normalise
from spacequiz.game.kinds.tongues import find_tongue
from spacequiz.game.kinds.typed import Strictness, Typed, judge_typed
from spacequiz.language import say, say_count, say_list
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import find_stem, holds_code, is_title, split_words, take_words
from spacequiz.packs.tree import shorten
from spacequiz.text import is_parted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.packs.lint.item import Item


STANDING_OUT = 25
"""Characters of an answer that stands out by its length."""
_QUOTED = re.compile(r"[\"“”„«»]|(?<!\w)['‘].*?['’](?!\w)")
_ASKS_FOR_WORDS = re.compile(
    r"\b(?:mean|means|meant|mottos?|sayings?|proverbs?|said|quotes?|quotations?|slogans?|stands? for|"
    r"statements? (?:was|were) (?:not )?made|says?|sings?|sang|tell|told|phrases?|lines?|lyrics?|"
    r"verses?|titles?|translat\w+|lema|refr[aá]n|significa|dijo)\b",
    re.IGNORECASE,
)
"""Such a question has words as its options, which somebody chose."""
_ASKS_HOW_OFTEN = re.compile(r"\b(?:how (?:many times|often)|cuántas veces)\b", re.IGNORECASE)
_ASKS_FOR_PAIR = re.compile(
    r"\b(?:scores?|records?|results?|extent|marcador|resultado|extensi[oó]n)\b", re.IGNORECASE
)
"""Such a question has two numbers as its answer, none between them: 8-16."""
LONGER = 1.33
"""How much longer than the longest wrong option the right one may be (NBME)."""
FEWEST_WORDS = 4
"""Words of an answer whose length can stand out."""
FEWEST_REPEATED = 3
"""Words that every option begins with, from which they belong into the question, if two of them
carry meaning: `José and his` does not."""

_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?) ?(?:[-–—]|to|a|bis|à) ?(?P<high>\d+(?:\.\d+)?)(?P<unit>\D*)"
)
_VALUE = r"(?P<value>\d+(?:\.\d+)?)"
_BOUND = re.compile(
    r"(?:(?P<below>less than|fewer than|under|below|menos de|por debajo de)|"
    r"(?P<most>up to|at most|no more than|hasta|como máximo|a lo más)|"
    r"(?P<above>more than|over|above|más de|por encima de)|"
    rf"(?P<least>at least|al menos|como mínimo|por lo menos)) {_VALUE}(?P<unit>\D*)",
    re.IGNORECASE,
)
_OR_SO = re.compile(
    rf"{_VALUE}(?P<unit>\D*?) (?:(?P<most>or (?:less|fewer|under)|o menos)|"
    r"(?P<least>or (?:more|over)|o más))",
    re.IGNORECASE,
)
_BOUNDS = {"below": (-1, "beyond"), "most": (-1, ""), "above": (1, "beyond"), "least": (1, "")}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_SIGNS = " .,;:!?¡¿()\"'"
SHORTEST_FOLDED = 3
"""Letters of a word of which the capital says nothing; in shorter ones it may: Aa, pH."""
_DIGIT = re.compile(r"\d")
_FIRST_YEAR = 1000
"""From here on a bare number stands for a year: 1969-1974 is one span, and no year in it right."""


def check_alike(item: Item) -> Iterator[Finding]:
    """Find options that a player takes for the same: case, a full stop, a comma in a number."""
    options = _list_options(item)
    seen: dict[str, str] = {}
    for path, text in options:
        plain = _make_plain(text, item)
        other = seen.setdefault(plain, text)
        if other is not text:
            message = say(
                "{first} and {other} look alike to a player",
                first=shorten(text),
                other=shorten(other),
            )
            yield Finding(path, "options-look-alike", message, say("Change one of the two."))


def _make_plain(text: str, item: Item) -> str:
    """Return a text without case, final stop and article; of a number, its value and digits."""
    if _DIGIT.search(text) and "/" not in text:
        values = read_number(text, item.language)
        if values:
            return f"{values[0].normalize()}/{len(_DIGIT.findall(text))}"
    plain = " ".join(map(_fold_case, text.translate(_PLAIN).split()))
    if any(map(str.isalnum, plain)):
        # An operator is nothing but signs.
        plain = plain.rstrip(" .;,:")
    article, _, rest = plain.partition(" ")
    return rest if rest and article.casefold() in item.speech.articles else plain


def _fold_case(word: str) -> str:
    """Return a word without its capital, unless capitals can be what is asked: Aa, ABC, run()."""
    letters = word.strip(_SIGNS)
    first = len(letters) >= SHORTEST_FOLDED and letters[1:] == letters[1:].lower()
    return word.casefold() if first and not holds_code(word) else word


def check_above(item: Item) -> Iterator[Finding]:
    """Find options that speak of the others, which are shuffled (H&D&R 25 and 26, NBME)."""
    speech, body = item.speech, item.question.body
    last = body.keep_last if isinstance(body, Choice) else None
    for path, text in _list_options(item):
        shown = shorten(text)
        if speech.all_of_them.fullmatch(text):
            message = say("{option} is solved by whoever knows two of the options", option=shown)
            hint = say("Use kind: several, where each option is judged on its own.")
            yield Finding(path, "all-of-the-above", message, hint)
        elif text != last and speech.none_of_them.fullmatch(text):
            message = say("{option} shows only that somebody knows what is wrong", option=shown)
            hint = say("Leave it out; or name it under keep-last if it must be.")
            yield Finding(path, "none-of-the-above", message, hint)
        elif speech.by_letter.fullmatch(text):
            message = say(
                "{option} names options by their place, and the game shuffles them", option=shown
            )
            yield Finding(path, "option-by-place", message, say("Use kind: several."))


def check_length(item: Item) -> Iterator[Finding]:
    """Find an answer that is much longer than every wrong option (H&D&R 24, NBME)."""
    if not item.is_choice:
        return
    key = item.keys[0]
    longest = max(map(len, item.wrong))
    if is_title(key):
        return  # Nobody can shorten it.
    if (
        len(key) >= STANDING_OUT
        and len(key) > LONGER * longest
        and len(key.split()) >= FEWEST_WORDS
    ):
        message = say_count(
            len(key),
            "The right answer has {count} character, the next longest option {longest}",
            "The right answer has {count} characters, the next longest option {longest}",
            longest=longest,
        )
        hint = say("Shorten it (what explains it belongs into explain), or say more in the others.")
        yield Finding(("answer",), "longest-answer", message, hint)


def check_absolutes(item: Item) -> Iterator[Finding]:
    """Find wrong options that say always or never, which pupils know to be wrong (H&D&R 28)."""
    pattern = item.speech.frequencies
    if not item.is_choice or pattern.search(item.keys[0]):
        return
    found = [(i, text, m) for i, text in enumerate(item.wrong) if (m := pattern.search(text))]
    # A list of frequencies has nothing else to say; a third of the options may be of one kind.
    if not found or any(m[0].casefold() == text.casefold() for _, text, m in found):
        return
    ask = item.question.ask
    if pattern.search(ask) or _ASKS_HOW_OFTEN.search(ask):
        return
    if _ASKS_FOR_WORDS.search(ask) or holds_code(ask):
        return
    if item.speech.all_of_them.fullmatch(item.keys[0]):
        return
    found = [(i, text, m) for i, text, m in found if not (is_title(text) or _QUOTED.search(text))]
    if not found:
        return
    index, _, match = found[0]
    message = say(
        "{word} stands in a wrong option and not in the right one", word=shorten(match[0])
    )
    hint = say("Pupils know that such options are mostly wrong. Say it without.")
    yield Finding(("wrong", index, "text"), "absolute-option", message, hint)


def check_overlap(item: Item) -> Iterator[Finding]:
    """Find ranges of numbers of which one option shares a part with the right one (H&D&R 22)."""
    if not item.is_choice:
        return
    key = _read_range(item.keys[0])
    if key is None or _ASKS_FOR_PAIR.search(item.question.ask):
        return
    for index, text in enumerate(item.wrong):
        other = _read_range(text)
        if other and other.unit == key.unit and _overlap(key, other):
            message = say(
                "{option} overlaps with the right answer {answer}",
                option=shorten(text),
                answer=shorten(item.keys[0]),
            )
            hint = say("Begin each range after the end of the one before.")
            yield Finding(("wrong", index, "text"), "options-overlap", message, hint)
            return


class _Range(NamedTuple):
    low: float
    high: float
    unit: str


def _read_range(text: str) -> _Range | None:
    """Return the numbers that an option stands for: 3-5, less than 10, 20 or more."""
    if found := _RANGE.fullmatch(text):
        span = _Range(float(found["low"]), float(found["high"]), found["unit"])
        return None if span.low >= _FIRST_YEAR and not span.unit.strip() else span
    found = _BOUND.fullmatch(text) or _OR_SO.fullmatch(text)
    if not found:
        return None
    value, unit = float(found["value"]), found["unit"].strip()
    for group, (sign, reach) in _BOUNDS.items():
        if found.groupdict().get(group):
            edge = nextafter(value, value + sign) if reach == "beyond" else value
            return _Range(edge, inf, unit) if sign > 0 else _Range(-inf, edge, unit)
    return None


def _overlap(one: _Range, other: _Range) -> bool:
    return max(one.low, other.low) <= min(one.high, other.high)


def check_kept_number(item: Item) -> Iterator[Finding]:
    """Find a number that keep-last holds back while the game puts the others in order (H&D&R 21)."""
    body = item.question.body
    if not isinstance(body, Choice) or body.keep_last is None or len(item.wrong) < 2:
        return
    texts = (*item.keys, *item.wrong)
    if all(read_number(text, item.language) for text in texts):
        value = read_number(body.keep_last, item.language)
        if value and value[0] < max(read_number(text, item.language)[0] for text in texts):
            message = say(
                "{option} is kept last, out of the order of the numbers",
                option=shorten(body.keep_last),
            )
            yield Finding(("keep-last",), "unsorted-numbers", message, say("Leave keep-last out."))


def check_repetition(item: Item) -> Iterator[Finding]:
    """Find words that every option begins with, and that belong into the stem (H&D&R 15)."""
    if not item.is_choice or len(item.wrong) < 2:
        return
    if item.keys[0][:2] != item.wrong[0][:2]:
        return
    texts = [split_words(text) for text in (*item.keys, *item.wrong)]
    count = 0
    for words in zip(*texts, strict=False):
        if len(set(words)) > 1:
            break
        count += 1
    meant = [word for word in texts[0][:count] if word not in item.speech.function_words]
    if count >= FEWEST_REPEATED and len(meant) > 1:
        start = take_words(item.keys[0], count)
        if is_title(start) or holds_code(item.keys[0]):
            return  # Nobody can move a part of a name, or of a line of code.
        message = say("Every option begins with {words}", words=shorten(start))
        hint = say("Move these words into the question.")
        yield Finding(("answer",), "options-repeat", message, hint)


MOST_ELSEWHEN = 1
"""How many wrong options may belong to another time than the question speaks of."""


def check_keys(item: Item) -> Iterator[Finding]:
    """Find key phrases of nothing but small words, which nearly any text would hold."""
    body = item.question.body
    if not isinstance(body, Typed):
        return
    tongue = find_tongue(item.language)
    empty = tongue.free | tongue.links | tongue.negations
    for index, key in enumerate(body.key):
        tokens = make_form(key, item.question.language).tokens
        if all(token in empty for token in tokens):
            message = say("The key {key} says nothing by itself", key=shorten(key))
            hint = say("Name the word that must be said, or list the whole answer under accept.")
            yield Finding(("key", index), "key-says-nothing", message, hint)


def check_reasons(item: Item) -> Iterator[Finding]:
    """Find reasons that only say that an option is not in the source: what teaches nothing."""
    for index, why in _list_reasons(item):
        found = item.speech.unmentioned.search(why)
        if found:
            message = say("{words} says nothing about the option", words=shorten(found[0]))
            hint = say(
                "Say what is true of it; if nothing is, a nearer mistake makes a better option."
            )
            yield Finding(("wrong", index, "why"), "reason-says-nothing", message, hint)


def check_times(item: Item) -> Iterator[Finding]:
    """Find options that a time in the question rules out, as their own reasons say."""
    speech, ask = item.speech, item.question.ask
    if not speech.time_set.search(ask) or speech.time_asked.match(ask):
        return
    found = [index for index, why in _list_reasons(item) if speech.other_time.search(why)]
    if len(found) > MOST_ELSEWHEN:
        message = say_count(
            len(found),
            "{count} wrong option belongs to another time than the question",
            "{count} wrong options belong to another time than the question",
        )
        hint = say("The time in the question rules them out. Take options from the same moment.")
        yield Finding(("wrong", found[0], "text"), "options-of-another-time", message, hint)


def _list_reasons(item: Item) -> list[tuple[int, str]]:
    body = item.question.body
    if not isinstance(body, Choice | Several):
        return []
    return [(index, wrong.why) for index, wrong in enumerate(body.wrong) if wrong.why]


def _list_options(item: Item) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the options that are shown together, with their paths."""
    wrong = [(("wrong", index, "text"), text) for index, text in enumerate(item.wrong)]
    if item.is_choice:
        return [(("answer",), item.keys[0]), *wrong]
    if isinstance(item.question.body, Several):
        return [*((("answers", index), text) for index, text in enumerate(item.keys)), *wrong]
    return []


_KEYS = {"choice": "answer", "several": "answers", "order": "items"}


def check_parted(item: Item) -> Iterator[Finding]:
    """Find two entries of a list that hold the two halves of a quotation."""
    for key, texts in _list_entries(item):
        for index, (first, second) in enumerate(pairwise(texts)):
            if is_parted(first, second):
                message = say(
                    "{first} and {second} look like one entry",
                    first=shorten(first),
                    second=shorten(second),
                )
                hint = say("A comma parts entries; put all of an entry that has one in quotes.")
                yield Finding((key, index, "text"), "parted-entry", message, hint)


def _list_entries(item: Item) -> Iterator[tuple[str, tuple[str, ...]]]:
    body = item.question.body
    if isinstance(body, Typed):
        yield "key", body.key
        yield "accept", body.accept
        yield "reject", body.reject
    elif isinstance(body, Matching):
        yield "extra", body.extra
    else:
        yield _KEYS.get(item.question.kind, ""), item.keys
        yield "wrong", item.wrong


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
LEAST_TRIES, LETTERS_A_TRY = 500, 4000
"""How many texts are tried on the game in all: so many, and one for so many letters of answers."""


def find_rivals(items: Sequence[Item]) -> Iterator[tuple[Item, Finding]]:
    """Yield typed answers for which the answer to another question would be taken.

    Only texts of one category are compared, and of those the ones that begin alike or end alike:
    mistakes at both ends are not looked for. Of a series, answers that are all alike, only as many
    are tried on the game as the size of the packs allows.
    """
    known = _list_texts(items)
    tries = iter(range(LEAST_TRIES + sum(map(_count_letters, items)) // LETTERS_A_TRY))
    for item in items:
        if not length_hint(tries):
            return
        body = item.question.body
        if not isinstance(body, Typed) or body.match is not Strictness.LENIENT:
            continue
        texts = known[item.pack.head.id, item.question.category]
        if rivals := list(islice(_find_taken(item, body, texts, tries), MOST_NAMED)):
            text, key = rivals[0]
            shown = say_list([shorten(rival) for rival, _ in rivals])
            message = say(
                "{answers} is a typing mistake away from {answer}",
                answers=shown,
                answer=shorten(key),
            )
            hint = say(
                "It stands in another question here. Say it: reject: [{answer}], or match: spelling",
                answer=text,
            )
            yield item, Finding(("answer",), "answers-confusable", message, hint)


def _count_letters(item: Item) -> int:
    return sum(map(len, item.keys))


def _find_taken(
    item: Item, body: Typed, texts: dict[str, list[str]], tries: Iterator[int]
) -> Iterator[tuple[str, str]]:
    """Yield texts that the game takes for a slip, each with the answer that it would pass for."""
    seen: set[str] = set()
    for key in item.keys:
        plain = _fold(key, item)
        for text in _find_near(plain, texts):
            if text == plain or text in seen:
                continue
            if next(tries, None) is not None and _is_taken(text, body, item):
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
    if judge_typed(text, body, item.question.language).outcome is not Outcome.SLIP:
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


RULES = (
    check_alike,
    check_above,
    check_length,
    check_absolutes,
    check_overlap,
    check_kept_number,
    check_repetition,
    check_parted,
    check_keys,
    check_reasons,
    check_times,
)
