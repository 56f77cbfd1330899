"""Packs to be read in tests."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from spacequiz.packs.read import read_pack

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.packs.pack import Pack

HEAD = """\
spacequiz: 1
id: example
title: Example
documents:
  textbook:
    title: Science 5
    paragraphs: 12
questions:
"""
QUESTION = {
    "id": "id: biggest-planet",
    "ask": "ask: Which planet is the largest?",
    "answer": "answer: Jupiter",
    "wrong": "wrong: [Saturn, Neptune]",
    "explain": "explain: It has more than twice the mass of all the others.",
}
OTHER_ANSWERS = ("several", "order", "match")


def make_question(keys: str = "") -> str:
    """Return a question in which the given keys take the place of the usual ones."""
    given = set(re.findall(r"^([^\s:#\-]+):", keys, re.MULTILINE))
    kind = re.search(r"^kind: (\S+)", keys, re.MULTILINE)
    usual = dict(QUESTION)
    if kind and kind[1] != "choice":
        usual.pop("wrong")
        if kind[1] in OTHER_ANSWERS:
            usual.pop("answer")
    lines = [line for key, line in usual.items() if key not in given] + keys.splitlines()
    return "- " + "\n  ".join(lines) + "\n"


def make_pack(*questions: str, head: str = HEAD) -> str:
    """Return the text of a pack; without questions, of one with a sound question."""
    return head + "".join(questions or (make_question(),))


def write(path: Path, text: str | bytes) -> Path:
    """Write a file, and its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path, text: str | bytes) -> Pack:
    """Return the pack of a text."""
    return read_pack(write(folder / "example.yaml", text))


def list_places(pack: Pack) -> list[tuple[int, int, str]]:
    """Return line, column and code of all that is wrong with a pack."""
    return [(d.line, d.column, d.code) for d in pack.diagnostics]


def list_codes(pack: Pack) -> list[str]:
    """Return the codes of all that is wrong with a pack."""
    return [d.code for d in pack.diagnostics]


def make_png(width: int, height: int) -> bytes:
    """Return how a PNG begins; what follows is never looked at."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5x", 13, b"IHDR", width, height)
