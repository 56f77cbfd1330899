"""Typed answers: judged as a fair, well-read person would; docs/judging.md tells it to teachers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.body import (
    FULL,
    NOTHING,
    Again,
    Back,
    Body,
    Grade,
    Judgement,
    Outcome,
    Reason,
    Rule,
)
from spacequiz.game.kinds.fields import LINE, Count, Line, OrOne, Remark, Says

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from spacequiz.game.kinds.body import GradingContext, Response


class Strictness(StrEnum):
    """Say how much of a typed text counts, as packs write it under `match`."""

    LENIENT = "lenient"
    SPELLING = "spelling"
    """No slip is forgiven; all that counts as the same still does."""
    WRITTEN = "written"
    """Case, accents, articles, spaces and punctuation count."""


@dataclass(frozen=True, slots=True)
class Typed(Body):
    """The player types the answer."""

    kind = Kind.TYPED
    way = Way.TYPE

    answer: Annotated[
        Line,
        Says("The right answer as it is shown. Case, accents and articles make no difference."),
    ]
    key: Annotated[
        tuple[Line, ...],
        Count(0, 100),
        OrOne(LINE),
        Says(
            "A phrase, or a list of phrases: saying one is enough, whatever stands around it. Left "
            "out: the whole answers, and surnames."
        ),
    ] = field(default=(), kw_only=True)
    accept: Annotated[
        tuple[Line, ...], Count(0, 100), Says("Other answers that are right as a whole.")
    ] = ()
    prompt: Annotated[
        tuple[tuple[Line, Remark], ...],
        Count(0, 100),
        Says(
            "What is on the way and not enough: a list, or text: what is asked back. The "
            "player may type once more."
        ),
    ] = field(default=(), kw_only=True)
    """Each with what is asked back; empty for the usual words."""
    reject: Annotated[
        tuple[Line, ...], Count(0, 100), Says("What is wrong all the same, even beside a key.")
    ] = ()
    match: Annotated[
        Strictness,
        Says(
            "lenient (left out: this one) forgives a slip in longer words; spelling forgives "
            "none; written lets case, accents, articles, spaces and punctuation count."
        ),
    ] = field(default=Strictness.LENIENT, kw_only=True)

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Judge the one text that was typed."""
        if len(response) != 1:
            return Grade(NOTHING, answer=self.right)
        judged = self.judge_text(response[0], asked)
        right = judged.outcome is Outcome.RIGHT
        return Grade(
            FULL if right or judged.outcome is Outcome.SLIP else NOTHING,
            answer=self.right,
            judged=judged,
            accented=_find_accented(response[0], judged.matched) if right else "",
        )

    @property
    def right(self) -> Response:
        """Return the answer that is shown."""
        return (self.answer,)

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return all that is right as a whole."""
        return (self.answer, *self.accept), ()

    def judge_text(self, text: str, asked: GradingContext) -> Judgement:
        """Return how a typed text is judged, and why."""
        return judge_typed(text, self, asked.language, ask=asked.ask, words=asked.words)


def judge_typed(
    text: str,
    body: Typed,
    language: str = "en",
    *,
    ask: str = "",
    words: Container[str] = frozenset(),
) -> Judgement:
    """Judge a typed text.

    Texts are compared as typed, then without case, then by what they say: so a pack can reject
    `papa` where `papá` is right, although accents do not count otherwise.

    Args:
        text: What was typed.
        body: What is right, rejected, and asked back.
        language: The pack's.
        ask: The question, whose own words say nothing new in an answer.
        words: Words and answers of the pack, which are no slips of one another.
    """
    # Loaded only now: a question is asked without what judges its answer.
    from spacequiz.game.kinds.judge import Judge
    from spacequiz.game.kinds.sameness import TEXT_LIMIT
    from spacequiz.game.kinds.sheet import Wanted, prepare

    text = text[:TEXT_LIMIT]
    if body.match is Strictness.WRITTEN:
        return _judge_written(text, body)
    lenient = body.match is Strictness.LENIENT
    wanted = Wanted(body.answer, body.accept, body.reject, body.key, body.prompt, lenient)
    return Judge(text, prepare(wanted, language, ask), words).judge()


def _judge_written(text: str, body: Typed) -> Judgement:
    from spacequiz.game.kinds.judge import NOTHING_TYPED

    typed = _as_written(text)
    if not typed:
        return NOTHING_TYPED
    for candidate in (body.answer, *body.accept, *body.key):
        if typed == _as_written(candidate):
            return Judgement(Outcome.RIGHT, Reason(Rule.WRITTEN), candidate)
    for candidate, back in body.prompt:
        if typed == _as_written(candidate):
            asked = Back(Again.SAY_MORE, back)
            return Judgement(Outcome.PROMPT, Reason(Rule.ON_THE_WAY), candidate, asked)
    return Judgement(Outcome.WRONG, Reason(Rule.NOT_WRITTEN))


def _as_written(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _find_accented(text: str, matched: str) -> str:
    """Return how a word is written whose accents were forgiven."""
    from spacequiz.game.kinds.sameness import bare_letters, count_accents

    typed = set(_list_words(text))
    for word in _list_words(matched):
        if (
            word not in typed
            and count_accents(word)
            and bare_letters(word) in map(bare_letters, typed)
        ):
            return word
    return ""


def _list_words(text: str) -> Iterator[str]:
    from spacequiz.game.kinds.sameness import TEXT_LIMIT

    plain = unicodedata.normalize("NFC", text[:TEXT_LIMIT])
    return (word.casefold() for word in re.findall(r"[^\W\d_]+", plain))
