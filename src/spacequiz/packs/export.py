"""Packs out: the files of a pack as they are, in a zip that others can add."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from spacequiz.errors import PackError, UsageError
from spacequiz.packs.archive import write_archive
from spacequiz.packs.files import HEAD
from spacequiz.packs.read import read_pack
from spacequiz.packs.source import Unreadable, read_bytes
from spacequiz.text import escape

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.info import PackInfo
    from spacequiz.packs.pack import Pack


class FaultyPackError(PackError):
    """Report a pack that has errors, with what is wrong in it."""

    def __init__(
        self, message: str, diagnostics: tuple[Diagnostic, ...], *, where: str, hint: str
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.diagnostics = diagnostics


def export_pack(info: PackInfo, target: Path) -> None:
    """Write a pack as a zip that `packs add` takes; the same pack gives the same bytes.

    Raises:
        FaultyPackError: The pack has errors.
        PackError: It cannot be read.
        UsageError: The zip cannot be written.
    """
    files = collect_files(read_pack(info.path))
    if len(files) == 1 and HEAD not in files:
        named = {f"{info.id}.yaml": next(iter(files.values()))}
    else:
        named = {f"{info.id}/{name}": data for name, data in files.items()}
    data = write_archive(named)
    temporary = target.with_name(f".spacequiz.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise explain_disk(error, target) from None


def collect_files(pack: Pack) -> dict[str, bytes]:
    """Return the files that a pack was read from, as they are, by their names within the pack.

    Raises:
        FaultyPackError: The pack has errors.
        PackError: A file cannot be read.
    """
    if pack.errors:
        raise refuse(pack, pack.path, pack.path)
    folder = pack.path if pack.path.is_dir() else pack.path.parent
    files: dict[str, bytes] = {}
    for file in pack.files:
        try:
            files[file.relative_to(folder).as_posix()] = read_bytes(file)
        except Unreadable as error:
            where = escape(str(file))
            raise PackError(f"{error.problem.message}.", where=where) from None
    if not pack.path.is_dir() and len(files) > 1:
        # With a document beside it, a pack needs a folder of its own.
        files[HEAD] = files.pop(pack.path.name)
    return files


def refuse(pack: Pack, content: Path, path: Path) -> FaultyPackError:
    """Return the error for a pack that has errors; its files are named as the user knows them."""
    before, after = escape(str(content)), escape(str(path))
    if content != path and not content.is_dir():
        after = f"{after}/pack.yaml" if path.suffix.lower() == ".zip" else after
    found = tuple(
        replace(d, path=after + d.path[len(before) :]) if d.path.startswith(before) else d
        for d in pack.diagnostics
        if d.is_error
    )
    count = "an error" if len(found) == 1 else f"{len(found)} errors"
    hint = "Correct it first; a pack with errors could not be played."
    return FaultyPackError(f"The pack has {count}.", found, where=after, hint=hint)


def explain_disk(error: OSError, path: Path) -> UsageError:
    """Return the error for a file or folder that cannot be written."""
    reason = (error.strerror or "unknown reason").lower()
    hint = "See that the folder exists, that there is room and that you may write there."
    return UsageError(f"It cannot be written: {reason}.", where=escape(str(path)), hint=hint)
