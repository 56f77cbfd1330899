"""The library: where packs lie, and which one a user means."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from spacequiz.errors import PackError, UsageError
from spacequiz.language import say, say_count
from spacequiz.packs.bank import Bank, PackInfo, Source
from spacequiz.packs.pack_files import HEAD
from spacequiz.text import as_argument, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.paths import Places

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def find_sources(places: Places, names: Iterable[str] = ()) -> tuple[Source, ...]:
    """Return where packs lie: those named by a path, then the bundled ones, then the user's.

    Args:
        places: The folders of bundled packs and of the user's own.
        names: What the user named: ids are passed over, paths are added.

    Raises:
        UsageError: A path leads nowhere.
    """
    named = [Source(_find_path(name)) for name in names if looks_like_path(name)]
    bundled = [Source(path, bundled=True) for path in find_packs(places.bundled)]
    own = [Source(path) for path in find_packs(places.packs)]
    # One path once, in whatever way it was named.
    found = {source.path: source for source in reversed([*bundled, *own, *named])}
    return tuple(
        found.pop(source.path) for source in [*named, *bundled, *own] if source.path in found
    )


def find_packs(folder: Path) -> Iterator[Path]:
    """Yield the packs of a folder, by name: files that end in .yaml and folders with a head."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if (path / HEAD).is_file() or (path.suffix == ".yaml" and path.is_file()):
            yield path.absolute()


def find_whole(path: Path) -> Path:
    """Return the folder for a file that is a part of a pack; any other path as it is."""
    is_part = path.suffix == ".yaml" and (path.parent / HEAD).is_file()
    return path.parent if is_part and path.is_file() else path


def expand(path: Path) -> list[Path]:
    """Return the packs at a path: itself, or all that lie in a folder that is none.

    Raises:
        UsageError: There is nothing at the path.
    """
    if not path.exists() and not path.is_symlink():
        raise UsageError(say("There is no such file or folder."), where=escape(str(path)))
    whole = find_whole(path)
    if not whole.is_dir() or (whole / HEAD).is_file():
        return [whole]
    found = [path / each.name for each in find_packs(path)]
    if not found:
        raise UsageError(
            say("There is no pack in the folder."),
            where=escape(str(path)),
            hint=say("A pack is a .yaml file, or a folder that holds a {file}.", file=HEAD),
        )
    return found


def open_bank(places: Places, names: Iterable[str] = ()) -> Bank:
    """Return the bank over all installed packs and those named by a path; no pack is read."""
    return Bank.open(places.bank, find_sources(places, names))


def look_again(bank: Bank, places: Places) -> None:
    """Let a bank see the packs added since it was opened, and no longer those that are gone."""
    kept = [source for source in bank.sources if source.path.exists()]
    known = {source.path for source in kept}
    new = [source for source in find_sources(places) if source.path not in known]
    bank.set_sources((*kept, *new))


def choose_packs(bank: Bank, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the packs that the user named by id or path; ask after a refresh.

    Raises:
        UsageError: There is no such pack.
        PackError: The pack has errors.
    """
    infos = bank.packs()
    return tuple(dict.fromkeys(_choose(infos, name).id for name in names))


def find_pack(infos: Sequence[PackInfo], name: str) -> PackInfo:
    """Return the pack that a user named by id or path, whether or not it can be played.

    Raises:
        UsageError: There is no such pack.
    """
    if looks_like_path(name):
        path = _find_path(name)
        for info in infos:
            if info.path == path:
                return info
    for info in infos:
        if info.id == name:
            return info
    raise UsageError(
        say("There is no pack {name}.", name=escape(name)), hint=_make_hint(infos, name)
    )


def looks_like_path(name: str) -> bool:
    """Return whether a name cannot be the id of a pack, so that a path must be meant."""
    return not _ID.fullmatch(name)


def _choose(infos: Sequence[PackInfo], name: str) -> PackInfo:
    info = find_pack(infos, name)
    if not info.playable:
        raise PackError(
            say_count(
                info.errors,
                "The pack {id} has an error and cannot be played.",
                "The pack {id} has {count} errors and cannot be played.",
                id=info.id,
            ),
            where=escape(str(info.path)),
            hint=say("See them with: spacequiz check {path}", path=as_argument(info.path)),
        )
    return info


def _find_path(name: str) -> Path:
    path = Path(os.path.abspath(Path(name).expanduser()))  # noqa: PTH100  # resolve() follows links.
    path = find_whole(path)
    if not path.exists():
        raise UsageError(
            say("There is no such file or folder."),
            where=escape(name),
            hint=say("An installed pack is named by its id; spacequiz packs lists them."),
        )
    if path.is_dir() and not (path / HEAD).is_file():
        raise UsageError(
            say("The folder is no pack: it has no {file}.", file=HEAD),
            where=escape(name),
            hint=say("Name the file of a pack, or a folder that holds a pack.yaml."),
        )
    return path


def _make_hint(infos: Sequence[PackInfo], name: str) -> str:
    if Path(name).exists():
        return say("For the file or folder here, write {path}", path=f".{os.sep}{name}")
    near = difflib.get_close_matches(name, [info.id for info in infos], 1, 0.5)
    if near:
        return say("Did you mean {other}?", other=near[0])
    return say("spacequiz packs lists the installed packs.")
