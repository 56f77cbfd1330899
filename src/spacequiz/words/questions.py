"""Questions in words: what kinds and difficulties are called, the answer, and where its fact stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacequiz.game.question import Citation
    from spacequiz.words import Glyphs


def count_questions(number: int) -> str:
    """Return how many questions there are."""
    return say_count(number, "{count} question", "{count} questions")


def list_kinds(numbers: Mapping[str, int]) -> str:
    """Return the kinds that there are, each with its number, which any word can stand before."""
    return ", ".join(f"{describe_kind(kind)} {numbers[kind]}" for kind in Kind if numbers.get(kind))


def describe_kind(kind: Kind) -> str:
    """Return what a kind of question is called."""
    match kind:
        case Kind.CHOICE:
            return say("one right answer")
        case Kind.SEVERAL:
            return say("several right answers")
        case Kind.TRUE_FALSE:
            return say("true or false")
        case Kind.TYPED:
            return say("typed answer")
        case Kind.NUMBER:
            return say("number")
        case Kind.ORDER:
            return say("put in order")
        case Kind.MATCH:
            return say("match pairs")


def describe_difficulty(difficulty: Difficulty) -> str:
    """Return what a difficulty is called."""
    match difficulty:
        case Difficulty.EASY:
            return say("easy")
        case Difficulty.MEDIUM:
            return say("medium")
        case Difficulty.HARD:
            return say("hard")


def describe_answer(answer: tuple[str, ...]) -> str:
    """Return the right answer, or a response, on one line."""
    return ", ".join(answer)


def describe_source(citation: Citation, glyphs: Glyphs) -> str:
    """Return where a fact stands, in words."""
    title, cited = citation.title.join(glyphs.quotes), citation.paragraphs
    if not cited:
        return say("from {title}", title=title)
    return say_count(
        len(cited),
        "from {title}, paragraph {numbers}",
        "from {title}, paragraphs {numbers}",
        title=title,
        numbers=_list_numbers(cited),
    )


def describe_place(reference: str, cited: Sequence[int], *, shipped: bool) -> list[str]:
    """Return where a document can be read, in lines; a link is text, and leads nowhere by itself.

    Args:
        reference: What the pack says of where it is.
        cited: The paragraphs that a question is built from.
        shipped: Whether its text comes with the pack.
    """
    lines = [say("To be found at: {reference}", reference=reference)] if reference else []
    if shipped:
        return lines
    if not cited:
        return [*lines, say("Its text does not come with the pack.")]
    absent = say_count(
        len(cited),
        "Its text does not come with the pack. The question is built from paragraph {numbers}.",
        "Its text does not come with the pack. The question is built from paragraphs {numbers}.",
        numbers=_list_numbers(cited),
    )
    return [*lines, absent]


def _list_numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
