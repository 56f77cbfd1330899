"""A shelf: a folder, a stick or a share on which packs lie that could be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import SpacequizError, UsageError, name_reason
from spacequiz.language import say
from spacequiz.packs.compare import Changes, fingerprint
from spacequiz.packs.install import collect_files, stage_pack
from spacequiz.packs.library import find_packs
from spacequiz.packs.read import read_pack
from spacequiz.text import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from spacequiz.packs.bank import PackInfo
    from spacequiz.packs.pack import Head
    from spacequiz.paths import Places

MOST_PACKS = 200


class Offer(NamedTuple):
    """Hold what is known of a pack on a shelf."""

    path: Path
    head: Head | None
    """What it says about itself, None if it cannot be added."""
    questions: int = 0
    changes: Changes | None = None
    """What differs from the pack of the same id that is installed."""
    is_installed: bool = False
    """The very same pack is there already."""
    problem: str = ""
    """Why it cannot be added."""
    note: str = ""
    """What it is, if it is another program's file."""


def list_offers(
    folder: Path,
    places: Places,
    infos: Sequence[PackInfo],
    bring: Callable[[Path], tuple[Path, str] | None] = lambda _: None,
) -> Iterator[Offer]:
    """Yield the packs on a shelf, by the names of their files; nothing is added.

    Args:
        folder: The shelf.
        places: Where the user's packs lie.
        infos: The packs that are installed.
        bring: Makes a pack of another program's file, and tells what it was; None if it is none.

    Raises:
        UsageError: There is no such folder, or it cannot be read.
    """
    shown = escape(str(folder))
    if not folder.is_dir():
        hint = say("Is the stick in, or the share connected?")
        raise UsageError(say("There is no such folder."), where=shown, hint=hint)
    try:
        zips = [path for path in folder.iterdir() if path.suffix.lower() == ".zip"]
    except OSError as error:
        raise UsageError(
            say("The folder cannot be read: {reason}.", reason=name_reason(error)), where=shown
        ) from None
    own = {info.id: info.path for info in infos if not info.bundled}
    paths = sorted({*find_packs(folder), *(path.absolute() for path in zips)})
    for path in paths[:MOST_PACKS]:
        yield _look_at(path, places, infos, own, bring)


def _look_at(
    path: Path,
    places: Places,
    infos: Sequence[PackInfo],
    own: dict[str, Path],
    bring: Callable[[Path], tuple[Path, str] | None],
) -> Offer:
    try:
        made, note = bring(path) or (path, "")
        staged = stage_pack(made, places, infos)
    except SpacequizError as error:
        return Offer(path, None, problem=error.message)
    try:
        head = staged.pack.head
        same = False
        if head.id in own:
            there = fingerprint(collect_files(read_pack(own[head.id])))
            same = there == staged.fingerprint
        return Offer(path, head, len(staged.pack.questions), staged.compare(), same, note=note)
    except SpacequizError as error:
        return Offer(path, None, problem=error.message)
    finally:
        staged.discard()
