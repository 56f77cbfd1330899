"""The texts that questions are built from: found beside the pack, split into paragraphs."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from spacequiz.packs.source import Unreadable, load_text
from spacequiz.packs.tree import shorten
from spacequiz.text import clean_text

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".md", ".txt")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def find_document(folder: Path, name: str) -> Path:
    """Return the path of a document's text.

    Raises:
        Unreadable: The name leads out of the pack's folder, by dots or by a link.
    """
    pure = PurePosixPath(name)
    hint = "Put the text beside the pack and write its name only: file: handout.md"
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
        message = f"The file {shorten(name)} lies outside the pack's folder"
        raise Unreadable("outside-file", message, hint)
    if pure.suffix.lower() not in SUFFIXES:
        message = f"The file {shorten(name)} is no text: its name must end in .md or .txt"
        raise Unreadable("wrong-suffix", message, hint)
    path = folder
    for part in pure.parts:
        path = path / part
        if path.is_symlink():
            message = f"The file {shorten(name)} is a link; a link may lead out of the folder"
            raise Unreadable("outside-file", message, hint)
    if not path.is_file():
        raise Unreadable("missing-file", f"There is no file {shorten(name)} beside the pack", hint)
    return path


def read_paragraphs(path: Path) -> tuple[str, ...]:
    """Return the paragraphs of a text, which blank lines part; what may not be shown is dropped.

    Raises:
        Unreadable: The text cannot be read as UTF-8.
    """
    text, _ = clean_text(load_text(path))
    return tuple(part.strip("\n").rstrip() for part in _BLANK.split(text) if part.strip())
