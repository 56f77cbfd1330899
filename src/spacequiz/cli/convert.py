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
from spacequiz.language import say, say_count, say_number
from spacequiz.quizmaster.incoming import PIPE, capital, load, show, store_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        _print(tell_losses(loaded.losses), to_errors)
    if not loaded.questions:
        message = say("No question could be carried over; nothing is written.")
        raise PackError(message, where=show(source))
    result = _render(loaded, form, target)
    if not as_json:
        _print(tell_losses(result.losses), to_errors)
    if not result.carried:
        title = capital(FORMATS[form].title)
        message = say("{format} can hold none of the questions; nothing is written.", format=title)
        raise PackError(message, where=show(source))
    pictures = loaded.pictures if form == PACK else {}
    if _store(target, result.data, pictures, force=force):
        _print_result(result, as_json=as_json)


class _Result(NamedTuple):
    """Hold what was read, and what becomes of it."""

    loaded: Loaded
    form: str
    """What is written."""
    target: str
    data: bytes
    losses: tuple[Loss, ...]
    """What the new format cannot hold."""
    left_out: int = 0

    @property
    def carried(self) -> int:
        """Return how many questions are written."""
        return len(self.loaded.questions) - self.left_out

    @property
    def found(self) -> int:
        """Return how many questions there were."""
        return len(self.loaded.questions) + self.loaded.left_out

    @property
    def all_losses(self) -> tuple[Loss, ...]:
        """Return what was lost in reading and in writing."""
        return (*self.loaded.losses, *self.losses)


def _print_result(result: _Result, *, as_json: bool) -> None:
    """Say what came in, and what was written."""
    from spacequiz.cli.arrivals import render_arrivals, tell_arrivals

    loaded, to_errors = result.loaded, result.target == PIPE
    if as_json:
        names = {"from": loaded.form, "to": result.form}
        written = None if to_errors else result.target
        counts = {"written": written, "found": result.found, "carried": result.carried}
        click.echo(render_arrivals(loaded, result.all_losses, **names, **counts), err=to_errors)
        return
    if loaded.form != PACK:
        _print(tell_arrivals(loaded), to_errors)
    for line in _sum_up(result):
        click.echo(line, err=to_errors)


def _print(lines: Iterable[str], to_errors: bool) -> None:
    for line in lines:
        # What is indented belongs to the line above.
        indent = line[: len(line) - len(line.lstrip())]
        click.echo(indent + show(line.lstrip()), err=to_errors)


def _choose_form(target: str) -> str:
    if target == PIPE:
        raise UsageError(
            say("Writing to a pipe needs a format."), hint=say("Add, for example: --to csv")
        )
    return find_by_suffix(PurePath(target).suffix)


def _refuse_same(source: str, target: str) -> None:
    both = Path(source), Path(target)
    if PIPE not in (source, target) and all(p.exists() for p in both) and both[0].samefile(both[1]):
        raise UsageError(say("IN and OUT are the same file."), where=show(target))


def _render(loaded: Loaded, form: str, target: str) -> _Result:
    """Return the file, and what it cannot hold."""
    if form == PACK:
        return _Result(loaded, form, target, *_render_pack(loaded, target))
    from spacequiz.formats.catalogue import write_questions

    found = write_questions(loaded.questions, loaded.head, form, loaded.pictures)
    return _Result(loaded, form, target, found.data, found.losses, found.left_out)


def _render_pack(loaded: Loaded, target: str) -> tuple[bytes, tuple[Loss, ...]]:
    from spacequiz.formats.common import Loss
    from spacequiz.packs.write import render_pack

    questions, lost = list(loaded.questions), []
    if target == PIPE:
        # What goes through a pipe has nothing beside it.
        lost = [
            Loss(q.id, say("lost its picture: {file}", file=picture.file))
            for q in questions
            for picture in q.pictures
        ]
        questions = [replace(question, picture=None, pictured=()) for question in questions]
    if loaded.form == PACK:
        lost.insert(0, Loss("", say("notes (#) and the keys allow are not copied")))
    return render_pack(loaded.head, questions).encode(), tuple(lost)


def _store(target: str, data: bytes, pictures: Mapping[str, bytes], *, force: bool) -> bool:
    """Write the file and the pictures beside it, after asking if there are some already.

    Return whether that was done.
    """
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store

    if target == PIPE:
        if sys.stdout.name == os.devnull:
            # What the program puts in the place of an output that it was started without.
            raise UsageError(say("There is no output to write to: it is closed."))
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return True
    path = Path(target)
    # A device or a pipe is written to; a folder refuses.
    present = [path] if path.is_file() or path.is_symlink() else []
    beside = {path.parent / name: picture for name, picture in pictures.items()}
    fresh = [each for each, picture in beside.items() if not _holds(each, picture)]
    if not may_write([*present, *fresh], force=force):
        return False
    for each in fresh:
        store_beside(each, beside[each])
    store(path, data)
    return True


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file is there already as it would be written."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


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
                yield say("note: {loss}", loss=what)
            elif counts[what] < _MANY:
                own.append(what)
            elif what not in told:
                told.add(what)
                yield say_count(
                    counts[what],
                    "{count} question: {loss}; first in {question}",
                    "{count} questions: {loss}; first in {question}",
                    loss=what,
                    question=question,
                )
        if own:
            yield f"{question}: {'; '.join(own)}"


def _sum_up(result: _Result) -> Iterator[str]:
    """Yield the lines that end a conversion."""
    from spacequiz.text import as_argument

    place = "" if result.target == PIPE else as_argument(result.target)
    yield say_count(
        result.found,
        "Converted {carried} of {count} question from {source} to {target}: {place}",
        "Converted {carried} of {count} questions from {source} to {target}: {place}",
        carried=say_number(result.carried),
        source=FORMATS[result.loaded.form].title,
        target=FORMATS[result.form].title,
        place=place or say("the pipe"),
    )
    if left := result.found - result.carried:
        yield say_count(left, "Left out: {count} question.", "Left out: {count} questions.")
    whole = {loss.question for loss in result.all_losses if isinstance(loss, LeftOut)}
    if partly := {loss.question for loss in result.all_losses if loss.question} - whole:
        yield say_count(
            len(partly), "Lost something: {count} question.", "Lost something: {count} questions."
        )
    if result.form == PACK:
        yield from _tell_unexplained(result.loaded, place)
    if result.form == "xlsx":
        yield say("It is a table of our own; for Kahoot's or Wayground's, add: --to kahoot")


def _tell_unexplained(loaded: Loaded, place: str) -> Iterator[str]:
    """Yield how many questions of a new pack still need an explanation."""
    missing = sum(not question.explain for question in loaded.questions)
    if missing:
        told = say_count(
            missing,
            "Still to be explained: {count} question.",
            "Still to be explained: {count} questions.",
        )
        hint = say("To see which: spacequiz check {path}", path=place) if place else ""
        yield f"{told} {hint}".rstrip()
