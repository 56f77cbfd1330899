"""Packs in and out: add one after it was checked, remove one to where it can be fetched back."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError, UsageError, name_reason
from spacequiz.language import say, say_count
from spacequiz.packs.compare import (
    Changes,
    compare,
    fingerprint,
    recall_added,
    remember_added,
)
from spacequiz.packs.library import find_packs, find_whole
from spacequiz.packs.pack_files import HEAD
from spacequiz.packs.read import read_pack
from spacequiz.packs.source import Unreadable, read_bytes
from spacequiz.packs.zip import read_archive, write_archive
from spacequiz.paths import make_folder
from spacequiz.text import as_argument, escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from spacequiz.packs.bank import PackInfo
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.pack import Pack
    from spacequiz.paths import Places


REMOVED = "packs"
"""The folder below the backups that holds removed and replaced packs."""
_MOST_BYTES = 200
"""What is kept of a name, so that a time fits behind it."""


class Installed(NamedTuple):
    """Name where a pack lies now, and where the one is kept whose place it took."""

    path: Path
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Staged:
    """Hold a pack that was copied and checked, and not yet installed."""

    pack: Pack
    existing: PackInfo | None
    """The user's pack that has the same id and would be replaced."""
    _content: Path
    _places: Places
    note: str = ""
    """What it was made of, if it was no pack."""

    def install(self, now: datetime) -> Installed:
        """Put the pack among the user's own in one step, and return where it lies.

        Args:
            now: The time, which names the place where a replaced pack is kept.

        Raises:
            UsageError: The disk cannot be written.
        """
        try:
            return self._install(now)
        except OSError as error:
            raise explain_disk(error, self._places.packs) from None

    def _install(self, now: datetime) -> Installed:
        kept = None
        if self.existing is not None:
            kept = _put_away(self.existing.path, self._places, now)
        target = _find_free(self._places.packs, self._name)
        remember_added(self.pack, self._places)
        try:
            self._content.rename(target)
        except OSError:
            if kept is not None and self.existing is not None:
                shutil.move(kept, self.existing.path)
            raise
        return Installed(target, kept)

    @property
    def _name(self) -> str:
        return self.pack.head.id + ("" if self._content.is_dir() else ".yaml")

    def compare(self) -> Changes | None:
        """Return what differs from the pack that would be replaced, None if there is none."""
        if self.existing is None:
            return None
        old = read_pack(self.existing.path)
        return compare(old, self.pack, recall_added(self.pack.head.id, self._places))

    @property
    def fingerprint(self) -> str:
        """Return the digest of the pack's files."""
        return fingerprint(collect_files(self.pack))

    def discard(self) -> None:
        """Remove the copy, installed or not."""
        shutil.rmtree(self._content.parent, ignore_errors=True)


def stage_pack(path: Path, places: Places, infos: Iterable[PackInfo]) -> Staged:
    """Copy a pack beside the user's own, where no game looks, and check the copy.

    Args:
        path: A file, a folder or a zip.
        places: Where the user's packs lie.
        infos: The packs that are installed.

    Raises:
        UsageError: There is nothing at the path, or the disk cannot be written.
        FaultyPackError: The pack has errors.
        PackError: It cannot be read, or has the id of a pack that ships with the game.
    """
    shown = escape(str(path))
    files = _collect(path)
    try:
        make_folder(places.packs)
        temporary = Path(tempfile.mkdtemp(prefix=".adding-", dir=places.packs))
    except OSError as error:
        raise explain_disk(error, places.packs) from None
    try:
        content = _write(files, temporary)
        pack = read_pack(content)
        if pack.errors:
            raise refuse(pack, content, path)
        existing = _find_existing(pack, infos, shown)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise explain_disk(error, places.packs) from None
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return Staged(pack, existing, content, places)


def _collect(path: Path) -> dict[str, bytes]:
    """Return the files of a pack at a path, by their names within the pack."""
    shown = escape(str(path))
    try:
        path.lstat()
    except (OSError, ValueError):
        raise UsageError(say("There is no such file or folder."), where=shown) from None
    if path.is_symlink():
        hint = say("Name the file or folder itself.")
        raise UsageError(say("This is a link; links are not followed."), where=shown, hint=hint)
    if path.is_file() and path.suffix.lower() == ".zip":
        return read_archive(path)
    whole = find_whole(path)
    if whole.is_dir() and not (whole / HEAD).is_file():
        hint = say("Name the file of a pack, or a folder that holds a pack.yaml.")
        raise UsageError(
            say("The folder is no pack: it has no {file}.", file=HEAD), where=shown, hint=hint
        )
    if not whole.is_dir() and path.suffix != ".yaml":
        hint = say(
            "To make a pack of it: spacequiz convert {path} my-pack.yaml", path=as_argument(path)
        )
        raise UsageError(say("This is neither a .yaml file nor a .zip."), where=shown, hint=hint)
    return collect_files(read_pack(whole))


def _write(files: dict[str, bytes], folder: Path) -> Path:
    """Write the files of a pack below a folder, and return the file or folder that is the pack."""
    if len(files) == 1 and HEAD not in files:
        single = folder / "pack.yaml"
        single.write_bytes(next(iter(files.values())))
        return single
    content = folder / "content"
    content.mkdir()
    if HEAD not in files:
        heads = [name for name in files if "/" not in name and name.endswith(".yaml")]
        files = {HEAD if name in heads else name: data for name, data in files.items()}
    for name, data in files.items():
        target = content.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)
    return content


def _find_existing(pack: Pack, infos: Iterable[PackInfo], shown: str) -> PackInfo | None:
    for info in infos:
        if info.id == pack.head.id:
            if info.bundled:
                message = say(
                    "A pack that ships with the game has the id {id} already.", id=info.id
                )
                raise PackError(message, where=shown, hint=say("Give the pack another id."))
            return info
    return None


def check_removable(info: PackInfo, places: Places) -> None:
    """Refuse to remove what is not the user's own.

    Raises:
        UsageError: The pack ships with the game, or lies elsewhere.
    """
    if info.bundled:
        raise UsageError(say("The pack {id} ships with the game and stays.", id=info.id))
    if info.path not in set(find_packs(places.packs)):
        where = escape(str(info.path))
        hint = say("Delete the file yourself, if you like.")
        raise UsageError(
            say("The pack {id} is not in the library.", id=info.id), where=where, hint=hint
        )


def remove_pack(info: PackInfo, places: Places, now: datetime) -> Path:
    """Move a pack of the user's out of the library, and return where it is kept.

    Raises:
        UsageError: The pack ships with the game, lies elsewhere, or cannot be moved.
    """
    check_removable(info, places)
    try:
        return _put_away(info.path, places, now)
    except OSError as error:
        raise explain_disk(error, info.path) from None


def _put_away(path: Path, places: Places, now: datetime) -> Path:
    """Move a pack to the backups under its name and the time."""
    folder = places.backups / REMOVED
    make_folder(folder)
    name = path.name if path.is_dir() else path.stem
    suffix = "" if path.is_dir() else path.suffix
    name = os.fsencode(name)[:_MOST_BYTES].decode("utf-8", "replace").replace("\ufffd", "_")
    target = _find_free(folder, f"{name}-{now:%Y%m%d-%H%M%S}{suffix}")
    shutil.move(path, target)
    return target


def _find_free(folder: Path, name: str) -> Path:
    """Return a path in a folder at which there is nothing."""
    stem, dot, suffix = name.partition(".yaml")
    target, number = folder / name, 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{stem}-{number}{dot}{suffix}"
    return target


class FaultyPackError(PackError):
    """Report a pack that has errors, with what is wrong in it."""

    def __init__(
        self, message: str, diagnostics: tuple[Diagnostic, ...], *, where: str, hint: str
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.diagnostics = diagnostics


def export_pack(info: PackInfo, target: Path) -> str:
    """Write a pack as a zip that `packs add` takes, and return its fingerprint.

    The same pack gives the same bytes.

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
    return fingerprint(files)


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
            raise PackError(error.problem.sentence, where=where) from None
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
        d._replace(path=after + d.path[len(before) :]) if d.path.startswith(before) else d
        for d in pack.diagnostics
        if d.is_error
    )
    message = say_count(len(found), "The pack has an error.", "The pack has {count} errors.")
    hint = say("Correct it first; a pack with errors could not be played.")
    return FaultyPackError(message, found, where=after, hint=hint)


def explain_disk(error: OSError, path: Path) -> UsageError:
    """Return the error for a file or folder that cannot be written."""
    hint = say("See that the folder exists, that there is room and that you may write there.")
    return UsageError(
        say("It cannot be written: {reason}.", reason=name_reason(error)),
        where=escape(str(path)),
        hint=hint,
    )
