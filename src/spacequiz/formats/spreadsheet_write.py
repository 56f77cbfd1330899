"""Spreadsheets for Kahoot and Wayground (once Quizizz), written within their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.formats.common import CannotCarry, Exported, Loss, flatten, name_truths, spread
from spacequiz.formats.losses import KIND_NAMES, find_losses
from spacequiz.formats.workbook import save_rows
from spacequiz.game.question import Choice, Several, TrueFalse, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.formats.common import Heading
    from spacequiz.game.question import Question

SECONDS = 30
"""The time limit that every question gets; both programs let it be changed."""

KAHOOT_ASK, KAHOOT_ANSWER, KAHOOT_OPTIONS = 120, 75, 4
WAYGROUND_OPTIONS = 5

_KAHOOT_HEADER = (
    "",
    f"Question - max {KAHOOT_ASK} characters",
    *(f"Answer {n} - max {KAHOOT_ANSWER} characters" for n in range(1, KAHOOT_OPTIONS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_WAYGROUND_KEPT = frozenset(("explain", "accept"))
_WAYGROUND_HEADER = (
    "Question Text",
    "Question Type",
    *(f"Option {n}" for n in range(1, WAYGROUND_OPTIONS + 1)),
    "Correct Answer",
    "Time in seconds",
    "Image Link",
    "Answer explanation",
)


def write_kahoot(questions: Iterable[Question], head: Heading) -> Exported:
    """Return Kahoot's spreadsheet with the questions, and what it cannot hold."""
    rows: list[tuple[int, list[str | int]]] = [
        (2, ["", "Quiz template"]),
        (3, ["", flatten(head.title)]),
        (8, list(_KAHOOT_HEADER)),
    ]
    losses: list[Loss] = []
    count = left_out = 0
    for question in questions:
        try:
            ask, options, right = _fit_kahoot(question, head.language, losses)
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        count += 1
        rows.append((8 + count, [count, ask, *_pad(options, KAHOOT_OPTIONS), SECONDS, right]))
        losses += [Loss(question.id, what) for what in find_losses(question, frozenset())]
    return Exported(
        save_rows(rows, [5, 60, 30, 30, 30, 30, 16, 16], "Quiz"), tuple(losses), left_out
    )


def write_wayground(questions: Iterable[Question], head: Heading) -> Exported:
    """Return Wayground's spreadsheet with the questions, and what it cannot hold."""
    rows: list[tuple[int, list[str | int]]] = [(1, list(_WAYGROUND_HEADER))]
    losses: list[Loss] = []
    left_out = 0
    for question in questions:
        try:
            kind, options, right = _fit_wayground(question, head.language, losses)
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        cells = [question.ask, kind, *_pad(options, WAYGROUND_OPTIONS), right, SECONDS, ""]
        rows.append((len(rows) + 1, [*cells, question.explain]))
        losses += [Loss(question.id, what) for what in find_losses(question, _WAYGROUND_KEPT)]
    widths = [60, 18, 30, 30, 30, 30, 30, 16, 16, 20, 60]
    return Exported(save_rows(rows, widths, "Sheet1"), tuple(losses), left_out)


def _fit_wayground(
    question: Question, language: str, losses: list[Loss]
) -> tuple[str, list[str], str | int]:
    """Return kind, options and right answer within Wayground's limits."""
    body, limit = question.body, WAYGROUND_OPTIONS
    if isinstance(body, Typed):
        texts = [body.answer, *body.accept]
        return "Fill-in-the-Blank", _keep(question, texts, limit, "right answers", losses), ""
    kind = "Checkbox" if isinstance(body, Several) else "Multiple Choice"
    return kind, *_list_options(question, language, limit, losses, "Wayground")


def _fit_kahoot(
    question: Question, language: str, losses: list[Loss]
) -> tuple[str, list[str], str | int]:
    """Return text, options and right answer within Kahoot's limits."""
    ask = flatten(question.ask)
    if len(ask) > KAHOOT_ASK:
        raise CannotCarry(f"its text has {len(ask)} characters; Kahoot takes {KAHOOT_ASK}")
    options, right = _list_options(question, language, KAHOOT_OPTIONS, losses, "Kahoot")
    if too_long := [text for text in options if len(text) > KAHOOT_ANSWER]:
        length = len(too_long[0])
        raise CannotCarry(f"an option has {length} characters; Kahoot takes {KAHOOT_ANSWER}")
    return ask, options, right


def _list_options(
    question: Question, language: str, limit: int, losses: list[Loss], name: str
) -> tuple[list[str], str | int]:
    """Return the options, at most so many, and the numbers of the right ones."""
    body = question.body
    if isinstance(body, Choice):
        texts = [option.text for option in body.wrong]
        wrong = _keep(question, texts, limit - 1, "wrong options", losses)
        options = spread(question, body.answer, wrong, body.keep_last)
        return options, options.index(body.answer) + 1
    if isinstance(body, TrueFalse):
        return list(name_truths(language)), 1 if body.answer else 2
    if not isinstance(body, Several):
        raise CannotCarry(f"{name} cannot hold {KIND_NAMES[question.kind]}")
    if len(body.answers) + len(body.wrong) < 2 or len(body.answers) > limit:
        raise CannotCarry(f"it has {len(body.answers)} right options; {name} takes 2 to {limit}")
    texts = [option.text for option in body.wrong]
    wrong = _keep(question, texts, limit - len(body.answers), "wrong options", losses)
    options = sorted([*body.answers, *wrong])
    numbers = [n for n, text in enumerate(options, 1) if text in body.answers]
    return options, ",".join(map(str, numbers)) if len(numbers) > 1 else numbers[0]


def _keep(
    question: Question, texts: list[str], limit: int, name: str, losses: list[Loss]
) -> list[str]:
    if len(texts) > limit:
        losses.append(Loss(question.id, f"kept {limit} of {len(texts)} {name}"))
    return texts[:limit]


def _pad(texts: list[str], count: int) -> list[str]:
    return [*texts, *[""] * (count - len(texts))]
