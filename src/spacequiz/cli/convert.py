"""`spacequiz convert`: between packs and the files of other programs."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

import click

from spacequiz.errors import PackError, UsageError
from spacequiz.formats.catalogue import FORMATS, READ, WRITTEN, find_by_suffix
from spacequiz.formats.common import LeftOut
from spacequiz.formats.recognise import PACK
from spacequiz.quizmaster.incoming import PIPE, capital, load, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.formats.common import Loss
    from spacequiz.quizmaster.incoming import Loaded


_EXAMPLES = """\b
Examples:
  spacequiz convert moodle-export.xml my-pack.yaml
  spacequiz convert my-pack.yaml for-moodle.gift
  spacequiz convert my-pack.yaml quiz.xlsx --to wayground
  spacequiz convert quiz.txt my-pack.yaml --from aiken
  spacequiz convert my-pack.yaml - --to csv
"""


@click.command(epilog=_EXAMPLES)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option(
    "--from",
    "source_form",
    type=click.Choice(READ),
    help="What IN is.  [default: told by what is in it]",
)
@click.option(
    "--to",
    "target_form",
    type=click.Choice(WRITTEN),
    help="What OUT becomes.  [default: told by its ending]",
)
@click.option("--encoding", metavar="NAME", help="How the text of IN is saved, such as cp1251.")
@click.option("--swap", is_flag=True, help="Of terms and definitions, ask for the other side.")
@click.option("--json", "as_json", is_flag=True, help="Say what came in as JSON.")
@click.option("--force", is_flag=True, help="Replace OUT without asking.")
def convert(
    source: str,
    target: str,
    source_form: str | None,
    target_form: str | None,
    encoding: str | None,
    swap: bool,
    as_json: bool,
    force: bool,
) -> None:
    """Turn the questions of IN into OUT, and say what could not be carried over.

    IN is a pack, or a file in another format; OUT is written. A dash means the pipe. Formats,
    and what each can hold: docs/formats.md.
    """
    form = target_form or _choose_form(target)
    _refuse_same(source, target)
    # What is said must not get into what is written.
    to_errors = target == PIPE
    loaded = load(source, target, form=source_form, encoding=encoding or "", swap=swap)
    if not as_json:
        _say(tell_losses(loaded.losses), to_errors)
    if not loaded.questions:
        message = "No question could be carried over; nothing is written."
        raise PackError(message, where=show(source))
    data, losses, left_out = _render(loaded, form)
    if not as_json:
        _say(tell_losses(losses), to_errors)
    if left_out == len(loaded.questions):
        title = capital(FORMATS[form].title)
        message = f"{title} can hold none of the questions; nothing is written."
        raise PackError(message, where=show(source))
    if not _store(target, data, force=force):
        return
    from spacequiz.cli.arrivals import render_arrivals, tell_arrivals

    if as_json:
        every = [*loaded.losses, *losses]
        carried = len(loaded.questions) - left_out
        names = {"from": loaded.form, "to": form, "written": None if to_errors else target}
        counts = {"found": len(loaded.questions) + loaded.left_out, "carried": carried}
        click.echo(render_arrivals(loaded, every, **names, **counts), err=to_errors)
        return
    if loaded.form != PACK:
        _say(tell_arrivals(loaded), to_errors)
    for line in _sum_up(loaded, losses, left_out, form, target):
        click.echo(line, err=to_errors)


def _say(lines: Iterable[str], to_errors: bool) -> None:
    for line in lines:
        # What is indented belongs to the line above.
        indent = line[: len(line) - len(line.lstrip())]
        click.echo(indent + show(line.lstrip()), err=to_errors)


def _choose_form(target: str) -> str:
    if target == PIPE:
        raise UsageError("Writing to a pipe needs a format.", hint="Add, for example: --to csv")
    return find_by_suffix(PurePath(target).suffix)


def _refuse_same(source: str, target: str) -> None:
    both = Path(source), Path(target)
    if PIPE not in (source, target) and all(p.exists() for p in both) and both[0].samefile(both[1]):
        raise UsageError("IN and OUT are the same file.", where=show(target))


def _render(loaded: Loaded, form: str) -> tuple[bytes, tuple[Loss, ...], int]:
    """Return the file, and what it cannot hold."""
    if form == PACK:
        from spacequiz.formats.common import Loss
        from spacequiz.packs.write import render_pack

        # A picture lies beside its pack; beside the new one there is none.
        bare = [replace(question, picture=None) for question in loaded.questions]
        text = render_pack(loaded.head, bare)
        notes = [Loss("", "notes (#) and the keys allow are not copied")]
        lost = [
            Loss(q.id, f"lost its picture: {q.picture.file}") for q in loaded.questions if q.picture
        ]
        return text.encode(), (*(notes if loaded.form == PACK else ()), *lost), 0
    from spacequiz.formats.catalogue import write_questions

    exported = write_questions(loaded.questions, loaded.head, form)
    return exported.data, exported.losses, exported.left_out


def _store(target: str, data: bytes, *, force: bool) -> bool:
    """Write the file, after asking if there is one already; return whether it was written."""
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store

    if target == PIPE:
        if sys.stdout.name == os.devnull:
            # What the program puts in the place of an output that it was started without.
            raise UsageError("There is no output to write to: it is closed.")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return True
    path = Path(target)
    # A device or a pipe is written to; a folder refuses.
    if (path.is_file() or path.is_symlink()) and not may_write([path], force=force):
        return False
    store(path, data)
    return True


def _sum_up(
    loaded: Loaded, losses: Sequence[Loss], left_out: int, form: str, target: str
) -> Iterator[str]:
    from spacequiz.text import as_argument

    questions = loaded.questions
    missing = sum(not question.explain for question in questions) if form == PACK else 0
    tally = Tally(len(questions) + loaded.left_out, len(questions) - left_out, missing)
    names = f"from {FORMATS[loaded.form].title} to {FORMATS[form].title}"
    shown = "" if target == PIPE else as_argument(target)
    yield from sum_up(tally, [*loaded.losses, *losses], names, shown)
    if form == "xlsx":
        yield "It is a table of our own; for Kahoot's or Wayground's, add: --to kahoot"


class Tally(NamedTuple):
    """Count what became of the questions of a file."""

    found: int
    carried: int
    unexplained: int = 0
    """How many still need an explanation."""


_MANY = 4
"""So many equal losses are told in one line."""


def tell_losses(losses: Iterable[Loss]) -> Iterator[str]:
    """Yield one line for each question, one for what many lost alike, and one for each note."""
    every = list(losses)
    counts = Counter(loss.what for loss in every if loss.question)
    told: set[str] = set()
    for question, group in groupby(every, key=lambda loss: loss.question):
        own = []
        for what in (loss.what for loss in group):
            if not question:
                yield f"note: {what}"
            elif counts[what] < _MANY:
                own.append(what)
            elif what not in told:
                told.add(what)
                yield f"{counts[what]:,} questions: {what}; first in {question}"
        if own:
            yield f"{question}: {'; '.join(own)}"


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
    whole = {loss.question for loss in losses if isinstance(loss, LeftOut)}
    if partly := {loss.question for loss in losses if loss.question} - whole:
        yield f"Lost something: {count(len(partly))}."
    if tally.unexplained:
        hint = f" To see which: spacequiz check {target}" if target else ""
        yield f"Still to be explained: {count(tally.unexplained)}.{hint}"


def count(number: int) -> str:
    """Return a number of questions in words."""
    return "1 question" if number == 1 else f"{number:,} questions"
