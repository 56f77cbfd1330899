"""Aiken: one right answer among lettered ones, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats.common import (
    CannotCarry,
    Draft,
    Export,
    Exported,
    flatten,
    make_choice,
    name_kind,
    name_truths,
    spread,
)
from spacequiz.formats.decode import decode_text
from spacequiz.formats.intake import Intake
from spacequiz.formats.keys import LETTERS, How
from spacequiz.formats.lists import read_text
from spacequiz.game.kinds.choices import Choice, TrueFalse, Wrong
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.formats.common import Heading, Imported
    from spacequiz.game.question import Question

_OPTION = re.compile(r"([A-Z])[).][ \t]?(.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*([A-Z])")
_LOOSE = re.compile(r"\d+\s*[.)]\s|[*(\[]|answer", re.IGNORECASE)
"""What shows that a list is typed as people do it."""


def read(data: bytes) -> Imported:
    """Return the questions of an Aiken file; one that keeps to no rule is read as any list is."""
    text, note = decode_text(data)
    intake = Intake()
    intake.note(note)
    drafts = _read_strictly(text)
    if drafts is None:
        return read_text(text, intake)
    for number, draft in drafts:
        intake.add(draft, say("line {number}", number=number))
    return intake.finish()


def _read_strictly(text: str) -> list[tuple[int, Draft]] | None:
    """Return the questions of a file that is Aiken to the letter, in which no sign is a mark."""
    drafts: list[tuple[int, Draft]] = []
    ask: list[str] = []
    options: list[str] = []
    first = 0
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line:
            continue
        if (found := _OPTION.fullmatch(line)) and ask:
            if found[1] != LETTERS[len(options)]:
                return None
            options.append(found[2].strip())
        elif (found := _ANSWER.fullmatch(line)) and len(options) > 1:
            place = LETTERS.find(found[1]) if found[1] else -1
            if not 0 <= place < len(options):
                return None
            wrong = [Wrong(option) for n, option in enumerate(options) if n != place]
            body = make_choice(options[place], wrong)
            drafts.append((first, Draft(" ".join(ask), body, how=How.LETTER)))
            ask, options = [], []
        elif options or _LOOSE.match(line):
            return None
        else:
            first = first if ask else number
            ask.append(line)
    return None if ask or options else drafts


def write(questions: Iterable[Question], head: Heading) -> Exported:
    """Return an Aiken file with the questions, and what it cannot hold."""
    blocks, export = [], Export()
    for question, block in export.write_each(
        questions, lambda each: _write_question(each, head.language)
    ):
        blocks.append(block)
        lines = [say("lost the line breaks of its text")] if "\n" in question.ask else []
        export.lose(question, frozenset(), lines)
    return export.finish("\n".join(blocks).encode())


def _write_question(question: Question, language: str) -> str:
    body = question.body
    if isinstance(body, Choice):
        right, wrong = body.answer, [option.text for option in body.wrong]
        options = spread(question, right, wrong, body.keep_last)
    elif isinstance(body, TrueFalse):
        options = list(name_truths(language))
        right = options[0 if body.answer else 1]
    else:
        raise CannotCarry(say("Aiken cannot hold {kind}", kind=name_kind(question.kind)))
    ask = flatten(question.ask)
    if _OPTION.fullmatch(ask) or _LOOSE.match(ask):
        raise CannotCarry(say("its text begins as an option or an answer does"))
    lines = [ask]
    lines += [f"{letter}) {text}" for letter, text in zip(LETTERS, options, strict=False)]
    lines.append(f"ANSWER: {LETTERS[options.index(right)]}")
    return "\n".join(lines) + "\n"
