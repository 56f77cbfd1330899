"""The vocabulary of a pack: its words and answers, which are no typing mistakes of one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Way, base_of
from spacequiz.game.kinds.lexicon import LANGUAGES
from spacequiz.game.kinds.sameness import fold_accents, normalise
from spacequiz.game.kinds.sheet import SHARED, list_shared
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacequiz.game.question import Question
    from spacequiz.packs.pack import Pack

_WORD = re.compile(r"[^\W\d_]{3,}")


def list_words(pack: Pack) -> frozenset[str]:
    """Return answers, options and titles of a pack and their words, as `normalise` leaves them.

    Surnames that several people of the pack have stand there behind `SHARED`. Of a language without a list of words, the words of questions and explanations count, too. A
    pack without typed questions needs none.
    """
    if not any(isinstance(question.body, Typed) for question in pack.questions):
        return frozenset()
    language = pack.head.language
    whole = {pack.head.title, *(document.title for document in pack.head.documents.values())}
    for question in pack.questions:
        whole.update(_list_answers(question))
    found = {normalise(text, language) for text in whole}
    loose = whole if base_of(language) in LANGUAGES else whole.union(_list_prose(pack.questions))
    for text in loose:
        found.update(_WORD.findall(fold_accents(text.casefold())))
    return frozenset(found) | {f"{SHARED}{name}" for name in list_shared(whole, language)}


def _list_answers(question: Question) -> Iterator[str]:
    body = question.body
    if isinstance(body, Typed):
        yield from (body.answer, *body.key)
    elif body.way is not Way.TYPE:
        for texts in body.list_texts():
            yield from texts


def _list_prose(questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        yield question.ask
        yield question.explain
