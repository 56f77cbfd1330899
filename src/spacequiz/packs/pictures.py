"""Pictures beside a pack: found in its folder, checked, and opened."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.images import MAX_BYTES, SUFFIXES, Shape, measure
from spacequiz.language import say, say_number
from spacequiz.packs.source import Unreadable, find_beside, read_bytes
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacequiz.game.question import Picture, Question


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


class OpenedPicture(NamedTuple):
    """Hold a picture as it is beside a pack, undecoded."""

    data: bytes
    shape: Shape


def check_picture(path: Path) -> int:
    """Return how many bytes a picture has.

    Raises:
        Unreadable: It cannot be read, is none, or is too large.
    """
    return len(read_picture(path).data)


def read_picture(path: Path) -> OpenedPicture:
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
    if shape.is_too_large:
        message = say(
            "The picture has {width} × {height} pixels",
            width=say_number(shape.width),
            height=say_number(shape.height),
        )
        raise Unreadable("picture-too-large", message, _advise_smaller())
    return OpenedPicture(data, shape)


def open_picture(path: Path, picture: Picture | None) -> OpenedPicture | None:
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


def load_pictures(path: Path, questions: Iterable[Question]) -> dict[str, str]:
    """Return the pictures of questions and of their options as `data:` links, by their names.

    One that has gone or changed meanwhile is left out.

    Args:
        path: The pack's file or folder.
        questions: Its questions.
    """
    from base64 import b64encode

    found: dict[str, str] = {}
    for picture in (picture for question in questions for picture in question.pictures):
        if picture.file not in found and (opened := open_picture(path, picture)):
            link = f"data:{opened.shape.form};base64,{b64encode(opened.data).decode()}"
            found[picture.file] = link
    return found
