"""`spacequiz convert`: between packs and the files of other programs."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

import click

from spacequiz.errors import PackError, SpacequizError, UsageError
from spacequiz.formats.catalogue import FORMATS, READ, WRITTEN, find_by_suffix
from spacequiz.formats.recognise import PACK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.formats.common import Loss
    from spacequiz.game.question import Question
    from spacequiz.packs.pack import Head


PIPE = "-"
_EXAMPLES = """\b
Examples:
  spacequiz convert moodle-export.xml my-pack.yaml
  spacequiz convert my-pack.yaml for-moodle.gift
  spacequiz convert my-pack.yaml quiz.xlsx --to wayground
  spacequiz convert quiz.txt my-pack.yaml --from aiken
  spacequiz convert my-pack.yaml - --to csv
"""


class _Loaded(NamedTuple):
    """Hold what was read, whatever it was."""

    form: str
    head: Head
    questions: Sequence[Question]
    losses: tuple[Loss, ...]
    left_out: int


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
@click.option("--force", is_flag=True, help="Replace OUT without asking.")
def convert(
    source: str, target: str, source_form: str | None, target_form: str | None, force: bool
) -> None:
    """Turn the questions of IN into OUT, and say what could not be carried over.

    IN is a pack, or a file in another format; OUT is written. A dash means the pipe. Formats,
    and what each can hold: docs/formats.md.
    """
    form = target_form or _choose_form(target)
    _refuse_same(source, target)
    # What is said must not get into what is written.
    to_errors = target == PIPE
    loaded = _load(source, target, source_form)
    for line in tell_losses(loaded.losses):
        click.echo(_shown(line), err=to_errors)
    if not loaded.questions:
        message = "No question could be carried over; nothing is written."
        raise PackError(message, where=_shown(source))
    data, losses, left_out = _render(loaded, form)
    for line in tell_losses(losses):
        click.echo(_shown(line), err=to_errors)
    if left_out == len(loaded.questions):
        title = _capital(FORMATS[form].title)
        message = f"{title} can hold none of the questions; nothing is written."
        raise PackError(message, where=_shown(source))
    if not _store(target, data, force=force):
        return
    for line in _sum_up(loaded, losses, left_out, form, target):
        click.echo(line, err=to_errors)


def _choose_form(target: str) -> str:
    if target == PIPE:
        raise UsageError("Writing to a pipe needs a format.", hint="Add, for example: --to csv")
    return find_by_suffix(PurePath(target).suffix)


def _refuse_same(source: str, target: str) -> None:
    both = Path(source), Path(target)
    if PIPE not in (source, target) and all(p.exists() for p in both) and both[0].samefile(both[1]):
        raise UsageError("IN and OUT are the same file.", where=_shown(target))


def _load(source: str, target: str, form: str | None) -> _Loaded:
    """Return what IN holds, read by the format that it has."""
    try:
        if source != PIPE and Path(source).is_dir():
            return _load_pack(Path(source))
        data = _read_bytes(source)
        if form is None:
            from spacequiz.formats.recognise import recognise

            form = recognise(data)
        if form == PACK:
            return _load_pack(Path(source)) if source != PIPE else _load_piped_pack(data)
        return _load_foreign(data, form, source, target)
    except SpacequizError as error:
        error.where = error.where or _shown(source)
        raise


def _read_bytes(source: str) -> bytes:
    from spacequiz.formats.decode import MAX_BYTES

    # One byte more than allowed is enough to know that a file is too large.
    if source == PIPE:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"The file cannot be read: {reason}.") from None


def _load_pack(path: Path) -> _Loaded:
    from spacequiz.formats.common import Loss
    from spacequiz.packs.read import read_pack
    from spacequiz.text import as_argument

    pack = read_pack(path)
    if pack.errors:
        count = "an error" if pack.errors == 1 else f"{pack.errors} errors"
        hint = f"See: spacequiz check {as_argument(path)}"
        raise PackError(f"The pack has {count}.", hint=hint)
    shipped = [d for d in pack.head.documents.values() if d.paragraphs]
    losses = [Loss("", f'the text of the document "{d.title}" is not copied') for d in shipped]
    return _Loaded(PACK, pack.head, pack.questions, tuple(losses), 0)


def _load_piped_pack(data: bytes) -> _Loaded:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.yaml"
        path.write_bytes(data)
        return _load_pack(path)


def _load_foreign(data: bytes, form: str, source: str, target: str) -> _Loaded:
    from dataclasses import replace

    from spacequiz.formats.catalogue import read_questions
    from spacequiz.formats.intake import make_kebab
    from spacequiz.packs.pack import Head
    from spacequiz.text import clean_line

    # The pack is named for its own file, or for what it came from.
    names = [PurePath(name).stem for name in (target, source) if name != PIPE]
    title = clean_line(PurePath(source).stem.replace("-", " ").replace("_", " "), 80)
    title = _capital(title) if source != PIPE else ""
    found = read_questions(data, form, title)
    head = Head(
        id=next((kebab for name in names if (kebab := make_kebab(name, 80))), "imported"),
        title=found.title or title or "Imported questions",
        license=found.license,
        explanations_required=all(question.explain for question in found.questions),
    )
    questions = [replace(question, pack=head.id) for question in found.questions]
    return _Loaded(form, head, questions, found.losses, found.left_out)


def _render(loaded: _Loaded, form: str) -> tuple[bytes, tuple[Loss, ...], int]:
    """Return the file, and what it cannot hold."""
    if form == PACK:
        from spacequiz.formats.common import Loss
        from spacequiz.packs.write import render_pack

        text = render_pack(loaded.head, loaded.questions)
        notes = [Loss("", "notes (#) and the keys allow are not copied")]
        return text.encode(), tuple(notes if loaded.form == PACK else ()), 0
    from spacequiz.formats.catalogue import write_questions

    exported = write_questions(loaded.questions, loaded.head, form)
    return exported.data, exported.losses, exported.left_out


def _store(target: str, data: bytes, *, force: bool) -> bool:
    """Write the file, after asking if there is one already; return whether it was written."""
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store

    if target == PIPE:
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
    loaded: _Loaded, losses: Sequence[Loss], left_out: int, form: str, target: str
) -> Iterator[str]:
    from spacequiz.text import as_argument

    questions = loaded.questions
    missing = sum(not question.explain for question in questions) if form == PACK else 0
    tally = Tally(len(questions) + loaded.left_out, len(questions) - left_out, missing)
    names = f"from {FORMATS[loaded.form].title} to {FORMATS[form].title}"
    shown = "" if target == PIPE else as_argument(target)
    yield from sum_up(tally, [*loaded.losses, *losses], names, shown)
    if form == "kahoot" and target.endswith(".xlsx"):
        yield "It is Kahoot's template; for Wayground's, add: --to wayground"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    from spacequiz.text import collapse, escape

    return escape(collapse(text.replace("\xa0", " ")))


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
