"""Reading a file of any format: a pack of ours, or what another program wrote."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError, SpacequizError, UsageError
from spacequiz.formats.recognise import PACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.formats.common import Loss
    from spacequiz.game.question import Question
    from spacequiz.packs.pack import Head


PIPE = "-"


class Loaded(NamedTuple):
    """Hold what was read, whatever it was."""

    form: str
    head: Head
    questions: Sequence[Question]
    losses: tuple[Loss, ...]
    left_out: int


def load(source: str, target: str = PIPE, *, form: str | None = None, encoding: str = "") -> Loaded:
    """Return what a file or folder holds, read by the format that it has.

    Args:
        source: Its path; a dash for the pipe.
        target: The file that it is to become, which the pack is named for.
        form: The format, if somebody said it.
        encoding: How its text is saved, if somebody said it.

    Raises:
        PackError: It has no format that is read, or nothing of it makes sense.
        UsageError: It cannot be read.
    """
    try:
        if source != PIPE and Path(source).is_dir():
            return _load_pack(Path(source))
        data = _read_bytes(source)
        if encoding:
            from spacequiz.formats.decode import recode

            data = recode(data, encoding)
        guessed = form is None
        if form is None:
            from spacequiz.formats.recognise import recognise

            form = recognise(data)
        if form == PACK:
            return _load_pack(Path(source)) if source != PIPE else _load_piped_pack(data)
        return _load_foreign(data, form, source, target, guessed=guessed)
    except SpacequizError as error:
        error.where = error.where or show(source)
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


def _load_pack(path: Path) -> Loaded:
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
    return Loaded(PACK, pack.head, pack.questions, tuple(losses), 0)


def _load_piped_pack(data: bytes) -> Loaded:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.yaml"
        path.write_bytes(data)
        return _load_pack(path)


def _load_foreign(data: bytes, form: str, source: str, target: str, *, guessed: bool) -> Loaded:
    from dataclasses import replace

    from spacequiz.formats.catalogue import read_questions
    from spacequiz.formats.intake import make_kebab
    from spacequiz.packs.pack import Head
    from spacequiz.text import clean_line

    # The pack is named for its own file, or for what it came from.
    names = [PurePath(name).stem for name in (target, source) if name != PIPE]
    title = clean_line(PurePath(source).stem.replace("-", " ").replace("_", " "), 80)
    title = capital(title) if source != PIPE else ""
    found = read_questions(data, form, title, guessed=guessed)
    head = Head(
        id=next((kebab for name in names if (kebab := make_kebab(name, 80))), "imported"),
        title=found.title or title or "Imported questions",
        license=found.license,
        explanations_required=all(question.explain for question in found.questions),
    )
    questions = [replace(question, pack=head.id) for question in found.questions]
    return Loaded(form, head, questions, found.losses, found.left_out)


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def show(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    from spacequiz.text import collapse, escape

    return escape(collapse(text.replace("\xa0", " ")))
