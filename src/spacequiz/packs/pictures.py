"""Pictures beside a pack: found in its folder, known by their first bytes, measured undecoded."""

from __future__ import annotations

import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.language import say
from spacequiz.packs.source import Unreadable, find_beside, read_bytes
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacequiz.game.question import Picture, Question

SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp"))
MAX_BYTES = 5 * 1024 * 1024
MAX_SIDE, MAX_PIXELS = 10_000, 40_000_000
MAX_PICTURES = 400
"""How many pictures a pack may have, so that its zip holds no more files than may be added."""
MAX_TOTAL = 40 * 1024 * 1024

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The segments of a JPEG that tell its size."""


class Shape(NamedTuple):
    """Hold what the first bytes of a picture tell."""

    form: str
    """Its media type."""
    width: int
    height: int


def _advise() -> str:
    return say("Put the picture beside the pack and write its name only: image: map.png")


def _advise_smaller() -> str:
    return say("Save it smaller: {number} pixels a side are enough.", number="1,600")


def find_picture(folder: Path, name: str) -> Path:
    """Return the path of a picture.

    Raises:
        Unreadable: There is none, or the name leads out of the pack's folder.
    """
    if PurePosixPath(name).suffix.lower() not in SUFFIXES:
        message = say(
            "The picture {name} must end in .png, .jpg, .gif or .webp", name=shorten(name)
        )
        raise Unreadable("wrong-picture", message, _advise())
    return find_beside(folder, name, _advise())


class Opened(NamedTuple):
    """Hold a picture as it is beside a pack, undecoded."""

    data: bytes
    shape: Shape


def check_picture(path: Path) -> int:
    """Return how many bytes a picture has.

    Raises:
        Unreadable: It cannot be read, is none, or is too large.
    """
    return len(read_picture(path).data)


def read_picture(path: Path) -> Opened:
    """Return a picture with its size.

    Raises:
        Unreadable: It cannot be read, is none, or is too large.
    """
    try:
        data = read_bytes(path, MAX_BYTES)
    except Unreadable as error:
        if error.problem.code != "file-too-large":
            raise
        message = say("The picture is larger than {size} MiB", size=MAX_BYTES // 1024 // 1024)
        raise Unreadable("picture-too-large", message, _advise_smaller()) from None
    shape = measure(data)
    if shape is None:
        message = say(
            "{name} is no picture: PNG, JPEG, GIF and WebP are shown", name=shorten(path.name)
        )
        raise Unreadable("wrong-picture", message, say("Save it again as .png."))
    if max(shape.width, shape.height) > MAX_SIDE or shape.width * shape.height > MAX_PIXELS:
        message = say(
            "The picture has {width} × {height} pixels",
            width=f"{shape.width:,}",
            height=f"{shape.height:,}",
        )
        raise Unreadable("picture-too-large", message, _advise_smaller())
    return Opened(data, shape)


def open_picture(path: Path, picture: Picture | None) -> Opened | None:
    """Return a picture of a pack; None where there is none, or none that can be shown any more.

    Args:
        path: The pack's file or folder.
        picture: What the question says of it.
    """
    if picture is None:
        return None
    folder = path if path.is_dir() else path.parent
    try:
        return read_picture(find_picture(folder, picture.file))
    except Unreadable:
        return None


def measure(data: bytes) -> Shape | None:
    """Return what a picture is and how large, by its first bytes; None if it is none."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return _sized("image/png", *struct.unpack(">II", data[16:24]))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _sized("image/gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"\xff\xd8\xff"):
            return _sized("image/jpeg", *_measure_jpeg(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _sized("image/webp", *_measure_webp(data))
    except (struct.error, IndexError):
        return None
    return None


def _sized(form: str, width: int, height: int) -> Shape | None:
    return Shape(form, width, height) if width and height else None


def _measure_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            break
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def _measure_webp(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            return (
                int.from_bytes(data[24:27], "little") + 1,
                int.from_bytes(data[27:30], "little") + 1,
            )
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def load_pictures(path: Path, questions: Iterable[Question]) -> dict[str, str]:
    """Return for each question with a picture, by its address, the picture as a `data:` link.

    One that has gone or changed meanwhile is left out.

    Args:
        path: The pack's file or folder.
        questions: Its questions.
    """
    from base64 import b64encode

    found: dict[str, str] = {}
    for question in questions:
        if opened := open_picture(path, question.picture):
            link = f"data:{opened.shape.form};base64,{b64encode(opened.data).decode()}"
            found[question.address] = link
    return found
