"""Aiken: one right answer among lettered ones, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats.common import (
    KIND_NAMES,
    CannotCarry,
    Draft,
    Exported,
    Loss,
    find_losses,
    flatten,
    make_choice,
    name_truths,
    spread,
)
from spacequiz.formats.decode import decode_text
from spacequiz.formats.intake import Intake, describe
from spacequiz.game.kinds.choices import Choice, TrueFalse, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.question import Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_OPTION = re.compile(r"([A-Z])[).][ \t]?(.*)")
_SMALL = re.compile(r"[a-z][).]\s")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)


class _Reader:
    """Read line by line: text, then options, then the answer that ends a question."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._begin(0)

    def _begin(self, number: int) -> None:
        self._number = number
        self._ask: list[str] = []
        self._options: dict[str, str] = {}

    def read(self, number: int, line: str) -> None:
        """Take one line that is not empty."""
        if found := _ANSWER.fullmatch(line):
            self._finish(number, found[1])
        elif (found := _OPTION.fullmatch(line)) and self._ask:
            self._options[found[1]] = found[2].strip()
        else:
            if self._options:
                self.break_off()
            if not self._ask:
                self._number = number
            self._ask.append(line)

    def break_off(self) -> None:
        """Report a question whose answer is missing."""
        if self._ask or self._options:
            place = describe(f"line {self._number}", " ".join(self._ask))
            self._intake.leave_out(place, "the line with ANSWER: is missing")
        self._begin(0)

    def _finish(self, number: int, answer: str) -> None:
        lines, options = self._ask, self._options
        ask = " ".join(lines)
        place = f"line {self._number or number}"
        letter = answer.strip()[:1].upper()
        self._begin(0)
        if letter not in options:
            why = f"the answer {letter or 'nothing'} is none of its options"
            if any(map(_SMALL.match, lines)):
                why = "its options begin with small letters; write A) instead of a)"
            self._intake.leave_out(describe(place, ask), why)
            return
        right = options.pop(letter)
        wrong = [Wrong(text) for text in options.values()]
        self._intake.add(Draft(ask, make_choice(right, wrong)), place)


def read(data: bytes) -> Imported:
    """Return the questions of an Aiken file."""
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    reader = _Reader(intake)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            reader.read(number, line.strip())
    reader.break_off()
    return intake.finish()


def write(questions: Iterable[Question], head: Heading) -> Exported:
    """Return an Aiken file with the questions, and what it cannot hold."""
    blocks = []
    losses: list[Loss] = []
    left_out = 0
    for question in questions:
        try:
            blocks.append(_write_question(question, head.language))
        except CannotCarry as error:
            losses.append(Loss(question.id, f"left out: {error}"))
            left_out += 1
            continue
        if "\n" in question.ask:
            losses.append(Loss(question.id, "lost the line breaks of its text"))
        losses += [Loss(question.id, what) for what in find_losses(question, frozenset())]
    return Exported("\n".join(blocks).encode(), tuple(losses), left_out)


def _write_question(question: Question, language: str) -> str:
    body = question.body
    if isinstance(body, Choice):
        right, wrong = body.answer, [option.text for option in body.wrong]
        options = spread(question, right, wrong, body.keep_last)
    elif isinstance(body, TrueFalse):
        options = list(name_truths(language))
        right = options[0 if body.answer else 1]
    else:
        raise CannotCarry(f"Aiken cannot hold {KIND_NAMES[question.kind]}")
    ask = flatten(question.ask)
    if _OPTION.fullmatch(ask) or _ANSWER.fullmatch(ask):
        raise CannotCarry("its text begins as an option or an answer does")
    lines = [ask]
    lines += [f"{letter}) {text}" for letter, text in zip(LETTERS, options, strict=False)]
    lines.append(f"ANSWER: {LETTERS[options.index(right)]}")
    return "\n".join(lines) + "\n"
