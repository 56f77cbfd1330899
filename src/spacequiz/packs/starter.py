"""The starter: a commented pack to begin with, empty or built along a document."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from spacequiz.errors import PackError, UsageError
from spacequiz.game.kinds.fields import LINE
from spacequiz.language import say, say_later, spoken
from spacequiz.packs.install import explain_disk
from spacequiz.packs.json_schema import render_schema
from spacequiz.packs.pack import Document, Head
from spacequiz.packs.pack_files import HEAD
from spacequiz.packs.read import make_id
from spacequiz.packs.source import SUFFIXES, Unreadable, read_paragraphs
from spacequiz.packs.write import render_pack
from spacequiz.text import as_argument, clean_line, escape

SCHEMA_FILE = "spacequiz.schema.json"
"""The JSON Schema beside a new pack, which its first line names."""

EXAMPLES = Path(__file__).with_suffix(".yaml").read_text("utf-8")
"""A question of each kind, with comments."""

_MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
_WIDTH = 96


class Starter(NamedTuple):
    """Name what was written for a new pack."""

    path: Path
    """The pack: its file or its folder."""
    main: Path
    """The file to be edited."""
    questions: int
    """How many questions wait to be filled in; 0 for a pack of examples."""


def write_starter(path: Path, title: str = "", document: Path | None = None) -> Starter:
    """Write a new pack: a file, or a folder if the path does not end in .yaml.

    Args:
        path: Where the pack will lie; there must be nothing.
        title: How it is called; left out, as its file.
        document: A text for whose paragraphs questions are prepared.

    Raises:
        UsageError: There is something at the path, it cannot be a pack, or not be written.
        PackError: The document cannot be read.
    """
    _check_path(path, document)
    stem = path.stem if path.suffix == ".yaml" else path.name
    head = Head(make_id(stem), clean_line(title, LINE.most) or _make_title(stem), language=spoken())
    files: dict[str, str] = {}
    count = 0
    if document is None:
        text = _render_head(head) + read_examples()
    else:
        paragraphs = _read_document(document)
        name = f"document{document.suffix.lower()}"
        files[name] = "\n\n".join(paragraphs) + "\n"
        known = Document("document", clean_line(document.stem, LINE.most) or say("Document"))
        head = replace(head, documents={"document": known})
        text = _render_head(head, {"document": name}) + say(HOW_TO_FILL)
        text += "".join(_render_paragraph(*each) for each in enumerate(paragraphs, 1))
        count = len(paragraphs)
    folder = path.parent if path.suffix == ".yaml" else path
    main = path if path.suffix == ".yaml" else path / HEAD
    _write_all(folder, {**files, main.name: _MODELINE + say(FIRST_LINES) + text})
    return Starter(path, main, count)


def read_examples() -> str:
    """Return the examples in the chosen language, or else in English."""
    own = Path(__file__).with_suffix(f".{spoken()}.yaml")
    return own.read_text("utf-8") if own.exists() else EXAMPLES


def _check_path(path: Path, document: Path | None) -> None:
    shown = escape(str(path))
    if os.path.lexists(path):
        hint = say("Choose another name; what is there is not touched.")
        raise UsageError(say("There is something of this name already."), where=shown, hint=hint)
    if path.suffix == ".yml":
        hint = say("Write: spacequiz new {path}", path=as_argument(path.with_suffix(".yaml")))
        raise UsageError(say("Only files that end in .yaml are packs."), where=shown, hint=hint)
    if document is not None and path.suffix == ".yaml":
        hint = say(
            "Write: spacequiz new {path} --document …", path=as_argument(path.with_suffix(""))
        )
        raise UsageError(say("A pack with a document is a folder."), where=shown, hint=hint)
    if document is not None and document.suffix.lower() not in SUFFIXES:
        hint = say("Save it as plain text, with a name that ends in .txt or .md.")
        raise UsageError(
            say("The document is no plain text."), where=escape(str(document)), hint=hint
        )


def _read_document(path: Path) -> tuple[str, ...]:
    if not path.exists():
        raise UsageError(say("There is no such file."), where=escape(str(path)))
    try:
        return read_paragraphs(path)
    except Unreadable as error:
        problem = error.problem
        raise PackError(problem.sentence, where=escape(str(path)), hint=problem.hint) from None


def _make_title(stem: str) -> str:
    words = clean_line(stem.replace("-", " ").replace("_", " "), LINE.most)
    return words[:1].upper() + words[1:] if words else say("New pack")


def _render_head(head: Head, files: dict[str, str] | None = None) -> str:
    return render_pack(head, (), files).replace("questions: []\n", "questions:\n")


def _render_paragraph(number: int, paragraph: str) -> str:
    """Return an empty question for a paragraph, below the beginning of its text."""
    line = " ".join(paragraph.split())
    shown = line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
    return f"\n## {number}: {shown}\n" + FOR_A_PARAGRAPH.format(number=number)


def _write_all(folder: Path, texts: dict[str, str]) -> None:
    """Write files that are not there yet, and the schema unless one is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        schema = folder / SCHEMA_FILE
        if not os.path.lexists(schema):
            schema.write_text(render_schema(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise explain_disk(error, folder.absolute()) from None


FIRST_LINES = say_later("""\
# A pack of questions. Lines that begin with # are notes; delete them when you like.
# Find every mistake:                         spacequiz check FILE
# See it as players will, while you write:    spacequiz play --pack ./FILE --watch
# Put it into the library of the game:        spacequiz packs add FILE
# Keep every id when you mend a text: what players have learned hangs on it.
""")

HOW_TO_FILL = say_later("""\

# For each paragraph of the document there is a question to be filled in. Take the first # away from
# its lines, write, and delete what you do not need. Until one is there, the pack cannot be played.
""")

FOR_A_PARAGRAPH = """\
#- id: paragraph-{number}
#  ask:
#  answer:
#  wrong:
#  -
#  -
#  -
#  explain:
#  source: {{document: document, paragraph: {number}}}
#  category: General
#  difficulty: medium
#  hint:
"""
