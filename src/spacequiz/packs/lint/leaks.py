"""Questions that give each other away: the answer to one stands in another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from spacequiz.game.kinds.choices import Choice
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import holds_code, list_meanings, split_words
from spacequiz.packs.lint.whole_pack import Pair, may_meet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.packs.lint.item import Item


_NAME = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)+")

SHORTEST_KEY = 4
"""Letters of an answer that does not stand in another question by chance."""
LONGEST_KEY = 4
"""Words of an answer that another question may hold as it is."""
FEWEST_COMMON = 2
"""Words with a meaning in both questions, from which they speak of the same."""
MOST_HOLDING = 20
"""In how many questions a word of the subject may stand: one of more is what the pack is about."""
MOST_TELLING = 5
"""In how many questions an answer may stand: one of more is a word like others."""


def find_leaks(items: Sequence[Item]) -> Iterator[Pair]:
    """Yield questions that hold the answer to another one of their pack and speak of the same.

    Twins are left out: no game has both. Only the questions themselves are searched, not options
    and explanations, of which a writer knows best what they tell.
    """
    # Unknown small words, and those of a program, would pass for a common subject.
    items = [i for i in items if i.speech.function_words and not holds_code(i.question.ask)]
    holding: defaultdict[tuple[int, str], list[Item]] = defaultdict(list)
    spread: Counter[tuple[int, str]] = Counter()
    for item in items:
        for word in set(item.ask):
            holding[id(item.pack), word].append(item)
        spread.update((id(item.pack), meaning) for meaning in set(item.meanings))
    for item in items:
        subject = {m for m in item.meanings if spread[id(item.pack), m] <= MOST_HOLDING}
        subject -= _list_surnames(item)
        for key in _list_keys(item) if len(subject) >= FEWEST_COMMON else ():
            rarest = min((holding[id(item.pack), word] for word in key), key=len)
            if len(rarest) > MOST_TELLING or _stands(key, item):
                continue
            found = next((o for o in rarest if _tells(o, key, item, subject)), None)
            if found:
                yield Pair(item, found, _make_finding(item, found, " ".join(key)))
                break


def _list_surnames(item: Item) -> set[str]:
    """Return the words of names behind the first: a name of two words is no two subjects."""
    names = map(split_words, _NAME.findall(item.question.ask))
    return {meaning for _, *rest in names for meaning in list_meanings(rest, item.language)}


def _list_keys(item: Item) -> Iterator[list[str]]:
    """Yield the answers, in words, that tell enough to be looked for elsewhere."""
    body = item.question.body
    texts = (body.answer, *body.key) if isinstance(body, Typed) else item.keys[:1]
    if not isinstance(body, Typed | Choice):
        return
    for text in texts:
        words = split_words(text)
        if words and words[0] in item.speech.articles:
            words = words[1:]
        if any(map(str.isdecimal, words)):
            continue  # A value stands elsewhere by chance.
        meant = [w for w in words if w not in item.speech.function_words]
        if meant and len(words) <= LONGEST_KEY and max(map(len, meant)) >= SHORTEST_KEY:
            yield words


def _tells(other: Item, key: list[str], item: Item, subject: set[str]) -> bool:
    """Return whether another question holds an answer, and speaks of what the item asks about."""
    if other is item or not may_meet(item, other):
        return False
    # Where a wrong option stands as well, nobody learns which of them it is.
    if not _stands(key, other) or any(_stands(split_words(text), other) for text in item.wrong):
        return False
    meant = list_meanings(key, item.language)
    common = subject.intersection(other.meanings).difference(meant, item.speech.common_words)
    return len(common) >= FEWEST_COMMON


def _stands(words: list[str], item: Item) -> bool:
    """Return whether words stand in a question side by side."""
    return f" {' '.join(words)} " in f" {' '.join(item.ask)} "


def _make_finding(item: Item, other: Item, key: str) -> Finding:
    message = say(
        "The answer stands in the question {question} in line {line}: {answer}",
        question=other.question.id,
        line=other.line,
        answer=key,
    )
    hint = say(
        "Give both the tag {tag}, so that no game has both; or reword one.",
        tag=f"twin:{item.question.id}",
    )
    return Finding(("ask",), "given-away", message, hint)
