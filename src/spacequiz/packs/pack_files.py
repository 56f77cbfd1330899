"""Which files belong to a pack, and whether one of them has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.errors import name_reason
from spacequiz.language import say
from spacequiz.packs.diagnostics import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


HEAD = "pack.yaml"
MAX_FILES = 500

Stamp = dict[str, tuple[int, int]]
"""For each file of a pack its size and the time of its last change in nanoseconds."""


def list_pack_files(folder: Path) -> tuple[list[Path], list[tuple[Path, Problem]]]:
    """Return the files of a folder besides its head, by name, and what is wrong with others."""
    files: list[Path] = []
    problems: list[tuple[Path, Problem]] = []
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        message = say("The folder cannot be read: {reason}", reason=name_reason(error))
        return [], [(folder, Problem(0, "unreadable-file", message))]
    for path in entries:
        if path.name.startswith(".") or path.name == HEAD:
            continue
        if path.suffix == ".yml":
            message = say("Only files that end in .yaml are read")
            hint = say("Rename it to {name}, or move it elsewhere.", name=f"{path.stem}.yaml")
            problems.append((path, Problem(0, "yml-suffix", message, hint, "warning")))
        elif path.suffix == ".yaml":
            files.append(path)
    if len(files) > MAX_FILES:
        message = say("The folder holds more than {most} files of questions", most=MAX_FILES)
        problems.append((folder, Problem(0, "too-many-files", message, say("Split the pack."))))
    return files[:MAX_FILES], problems


def measure(path: Path) -> int:
    """Return how many bytes the files of a pack have that hold its questions."""
    return sum(max(size, 0) for size, _ in stamp_files(path).values())


def stamp_files(path: Path, extra: Iterable[str] = ()) -> Stamp:
    """Return size and time of all files of a pack, and of the extra ones that it named."""
    paths = {str(path): path}
    if path.is_dir():
        others, _ = list_pack_files(path)
        paths = {str(each): each for each in [path / HEAD, *others]}
    for name in extra:
        paths.setdefault(name, path.__class__(name))
    stamp: Stamp = {}
    for name, each in paths.items():
        try:
            found = each.stat()
        except OSError:
            stamp[name] = (-1, -1)
        else:
            stamp[name] = (found.st_size, found.st_mtime_ns)
    return stamp


def same_sizes(one: Stamp, other: Stamp) -> bool:
    """Return whether the same files have the same sizes, so that only their times differ."""
    return {name: size for name, (size, _) in one.items()} == {
        name: size for name, (size, _) in other.items()
    }


def hash_files(path: Path, stamp: Stamp) -> str:
    """Return a digest over the contents of the files of a stamp; "" if one cannot be read."""
    import hashlib

    digest = hashlib.sha256()
    for name in sorted(stamp):
        try:
            with path.__class__(name).open("rb") as file:
                digest.update(f"{name}\0{stamp[name][0]}\0".encode("utf-8", "surrogateescape"))
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError:
            return ""
    return digest.hexdigest()
