"""What a conversion says: one line for each question that lost something, and a summary."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.formats.common import Loss

LEFT_OUT = "left out: "
"""What the loss of a whole question begins with."""


class Tally(NamedTuple):
    """Count what became of the questions of a file."""

    found: int
    carried: int
    unexplained: int = 0
    """How many still need an explanation."""


def tell_losses(losses: Iterable[Loss]) -> Iterator[str]:
    """Yield one line for each question, and one for each note about the whole file."""
    for question, group in groupby(losses, key=lambda loss: loss.question):
        told = [loss.what for loss in group]
        if question:
            yield f"{question}: {'; '.join(told)}"
        else:
            yield from (f"note: {what}" for what in told)


def sum_up(tally: Tally, losses: Sequence[Loss], names: str, target: str) -> Iterator[str]:
    """Yield the lines that end a conversion.

    Args:
        tally: How many questions there were, and were carried.
        losses: What was lost, in reading and in writing.
        names: The formats, as in `from GIFT to a pack`.
        target: The file that was written, or nothing for a pipe.
    """
    where = target or "the pipe"
    yield f"Converted {tally.carried:,} of {count(tally.found)} {names}: {where}"
    if left := tally.found - tally.carried:
        yield f"Left out: {count(left)}."
    whole = {loss.question for loss in losses if loss.what.startswith(LEFT_OUT)}
    if partly := {loss.question for loss in losses if loss.question} - whole:
        yield f"Lost something: {count(len(partly))}."
    if tally.unexplained:
        hint = f" To see which: spacequiz check {target}" if target else ""
        yield f"Still to be explained: {count(tally.unexplained)}.{hint}"


def count(number: int) -> str:
    """Return a number of questions in words."""
    return "1 question" if number == 1 else f"{number:,} questions"
