"""Reading a file of any format: a pack of ours, or what another program wrote."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError, SpacequizError, UsageError, name_reason
from spacequiz.formats.recognise import PACK
from spacequiz.language import say, say_count, say_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacequiz.formats.common import Loss
    from spacequiz.game.question import Picture, Question
    from spacequiz.packs.pack import Head
    from spacequiz.paths import Places


PIPE = "-"
MOST_KEPT = 20
"""How many packs made of files of other programs are kept among what can be made again."""


class Loaded(NamedTuple):
    """Hold what was read, whatever it was."""

    form: str
    head: Head
    questions: Sequence[Question]
    losses: tuple[Loss, ...]
    left_out: int
    hows: tuple[str, ...] = ()
    """For each question how its key was found; empty where the format leaves no choice."""
    pictures: Mapping[str, bytes] = {}
    """The pictures of the questions, by their paths beside the pack."""


def load(
    source: str,
    target: str = PIPE,
    *,
    form: str | None = None,
    encoding: str = "",
    swap: bool = False,
) -> Loaded:
    """Return what a file or folder holds, read by the format that it has.

    Args:
        source: Its path; a dash for the pipe.
        target: The file that it is to become, which the pack is named for.
        form: The format, if somebody said it.
        encoding: How its text is saved, if somebody said it.
        swap: Of terms and definitions, ask for the other side.

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
        return _load_foreign(data, form, source, target, guessed=guessed, swap=swap)
    except SpacequizError as error:
        error.where = error.where or show(source)
        raise


class Brought(NamedTuple):
    """Hold the pack that was made of a file of another program."""

    path: Path
    """Where it lies, among what can be made again."""
    title: str
    """What the file is, as in `a QTI package`."""
    carried: int
    losses: tuple[Loss, ...]
    left_out: int
    samples: tuple[str, ...]
    """A few questions with their right answers, so that a wrong reading shows at once."""

    def tell(self, source: str) -> str:
        """Return what was done, in one line."""
        from spacequiz.text import show_path

        found = self.carried + self.left_out
        values = {
            "file": show_path(source),
            "format": self.title,
            "carried": say_number(self.carried),
            "lost": say_number(self.left_out),
        }
        if not self.left_out:
            return say_count(
                found,
                "{file} is {format}: {carried} of {count} question converted.",
                "{file} is {format}: {carried} of {count} questions converted.",
                **values,
            )
        return say_count(
            found,
            "{file} is {format}: {carried} of {count} question converted; {lost} left out.",
            "{file} is {format}: {carried} of {count} questions converted; {lost} left out.",
            **values,
        )


def bring(path: Path, places: Places) -> Brought | None:
    """Make a pack of a file of another program, None if the file is no such file.

    The same file gives the same pack in the same place, so that progress stays.

    Raises:
        PackError: Nobody here reads such a file, or nothing of it makes sense.
        UsageError: It cannot be read, or the pack cannot be written.
    """
    from spacequiz.formats.catalogue import FORMATS
    from spacequiz.formats.intake import make_kebab
    from spacequiz.packs.write import render_pack

    if path.is_symlink() or not path.is_file() or path.suffix.lower() in (".yaml", ".yml"):
        return None
    try:
        form = _recognise_foreign(path)
    except SpacequizError as error:
        error.where = error.where or show(str(path))
        raise
    if form is None:
        return None
    loaded = load(str(path))
    if not loaded.questions:
        told = next((loss.what for loss in loaded.losses), "")
        message = say(
            "This is {format}, of which no question can be carried over.",
            format=FORMATS[form].title,
        )
        hint = told and say("The first: {loss}", loss=told)
        raise PackError(message, where=show(str(path)), hint=hint)
    text = render_pack(loaded.head, loaded.questions)
    name = make_kebab(path.stem, 80) or "imported"
    target = _keep(text.encode(), name, places, loaded.pictures)
    title = FORMATS[form].title
    count = len(loaded.questions)
    some = [loaded.questions[place] for place in sorted({0, count // 2})]
    samples = tuple(map(_sample, some))
    return Brought(target, title, count, loaded.losses, loaded.left_out, samples)


def _sample(question: Question) -> str:
    """Return the beginning of a question and its right answer, on one line."""
    from spacequiz.formats.intake import shorten
    from spacequiz.game.question import grade

    answer = "; ".join(grade(question, ()).answer)
    return say(
        "{question} Right: {answer}",
        question=shorten(question.ask, 50),
        answer=shorten(answer, 50),
    )


def _recognise_foreign(path: Path) -> str | None:
    """Return the format of a file of another program, None for a pack and for a zip with one."""
    from spacequiz.formats.archive import ZipReader
    from spacequiz.formats.recognise import recognise

    data = _read_bytes(str(path))
    if path.suffix.lower() == ".zip":
        try:
            names = ZipReader(data).names
        except PackError:  # Who reads packs tells better what is wrong with a zip.
            return None
        if not _is_foreign(names):
            return None
    form = recognise(data)
    return None if form == PACK else form


def _is_foreign(names: Sequence[str]) -> bool:
    """Return whether a zip with these files is none that should hold a pack."""
    if any(name.endswith((".yaml", ".yml")) for name in names):
        return False
    return any(name.endswith((".xml", ".qti", ".dat", ".json")) for name in names)


def _keep(data: bytes, name: str, places: Places, pictures: Mapping[str, bytes]) -> Path:
    """Write a pack to where things lie that can be made again; the oldest of them go."""
    import hashlib
    import shutil

    from spacequiz.files import store
    from spacequiz.paths import make_folder

    digest = hashlib.sha256(b"".join((data, *pictures.values()))).hexdigest()[:16]
    folder = places.bank.parent / "converted" / digest
    try:
        make_folder(folder)
        folder.touch()
        others = sorted(folder.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    except OSError as error:
        raise UsageError(
            say("The pack made of it cannot be written: {reason}.", reason=name_reason(error))
        ) from None
    target = folder / f"{name}.yaml"
    if not target.exists():
        for file, picture in pictures.items():
            store_beside(folder / file, picture)
        store(target, data)
    for each in others[:-MOST_KEPT]:
        shutil.rmtree(each, ignore_errors=True)
    return target


def store_beside(path: Path, data: bytes) -> None:
    """Write a picture beside a pack, or in a folder there.

    Raises:
        UsageError: It cannot be written.
    """
    from spacequiz.files import store
    from spacequiz.paths import make_folder

    try:
        make_folder(path.parent)
    except OSError as error:
        reason = name_reason(error)
        raise UsageError(say("The picture cannot be written: {reason}.", reason=reason)) from None
    store(path, data)


def _read_bytes(source: str) -> bytes:
    from spacequiz.formats.decode import MAX_BYTES

    # One byte more than allowed is enough to know that a file is too large.
    if source == PIPE:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            say("The file cannot be read: {reason}.", reason=name_reason(error))
        ) from None


def _load_pack(path: Path) -> Loaded:
    from spacequiz.formats.common import Loss
    from spacequiz.packs.pictures import open_picture
    from spacequiz.packs.read import read_pack
    from spacequiz.text import as_argument

    pack = read_pack(path)
    if pack.errors:
        raise PackError(
            say_count(pack.errors, "The pack has an error.", "The pack has {count} errors."),
            hint=say("See: spacequiz check {file}", file=as_argument(path)),
        )
    shipped = [d for d in pack.head.documents.values() if d.paragraphs]
    losses = [
        Loss("", say('the text of the document "{title}" is not copied', title=d.title))
        for d in shipped
    ]
    pictures = {
        picture.file: opened.data
        for question in pack.questions
        for picture in question.pictures
        if (opened := open_picture(path, picture))
    }
    return Loaded(PACK, pack.head, pack.questions, tuple(losses), 0, pictures=pictures)


def _load_piped_pack(data: bytes) -> Loaded:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.yaml"
        path.write_bytes(data)
        return _load_pack(path)


def _load_foreign(
    data: bytes, form: str, source: str, target: str, *, guessed: bool, swap: bool = False
) -> Loaded:
    from dataclasses import replace

    from spacequiz.formats.catalogue import read_questions
    from spacequiz.formats.intake import make_kebab
    from spacequiz.formats.language import guess_language
    from spacequiz.packs.pack import Head
    from spacequiz.text import clean_line

    # The pack is named for its own file, or for what it came from.
    names = [PurePath(name).stem for name in (target, source) if name != PIPE]
    title = clean_line(PurePath(source).stem.replace("-", " ").replace("_", " "), 80)
    title = capital(title) if source != PIPE else ""
    found = read_questions(data, form, title, guessed=guessed, swap=swap)
    head = Head(
        id=next((kebab for name in names if (kebab := make_kebab(name, 80))), "imported"),
        title=found.title or title or say("Imported questions"),
        language=guess_language((q.ask for q in found.questions), found.language) or "en",
        license=found.license,
        explanations_required=all(question.explain for question in found.questions),
    )
    folder = f"{head.id}-pictures"

    def move(picture: Picture) -> Picture:
        return picture._replace(file=f"{folder}/{picture.file}")

    questions = [
        replace(
            question,
            pack=head.id,
            picture=question.picture and move(question.picture),
            pictured=tuple((option, move(picture)) for option, picture in question.pictured),
        )
        for question in found.questions
    ]
    pictures = {f"{folder}/{file}": data for file, data in found.pictures.items()}
    return Loaded(
        form, head, questions, found.losses, found.left_out, found.hows, pictures=pictures
    )


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def show(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    from spacequiz.text import collapse, escape

    return escape(collapse(text.replace("\xa0", " ")))
