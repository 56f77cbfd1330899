"""What a shell is offered behind an option: the packs and players of this machine."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from spacequiz.errors import SpacequizError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem

_PLAIN = re.compile(r"\w[\w.@+-]*")
# Whatever is wrong with a file, a shell that waits for words is no place to tell of it.
_FAULTS = (SpacequizError, OSError, sqlite3.Error)


def complete_pack(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the installed packs that begin so, and let the shell offer files."""
    from click.shell_completion import CompletionItem

    # Bash forgets what stands before it.
    files = CompletionItem(incomplete, type="file")
    return [files, *_offer(_list_packs(), incomplete)]


def complete_player(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the players that begin so."""
    return _offer(_list_players(), incomplete)


def _offer(found: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    wanted = incomplete.casefold()
    return [
        CompletionItem(value, help=told)
        for value, told in found
        if value.casefold().startswith(wanted)
    ]


def _list_packs() -> list[tuple[str, str]]:
    """Return ids and titles, as they were when packs were last read."""
    from spacequiz.packs.library import open_bank
    from spacequiz.paths import find_places
    from spacequiz.text import show_line

    try:
        bank = open_bank(find_places())
        try:
            if not bank.packs():
                bank.refresh()
            return [(pack.id, show_line(pack.title)) for pack in bank.packs()]
        finally:
            bank.close()
    except _FAULTS:
        return []


def _list_players() -> list[tuple[str, str]]:
    """Return the players whose names a shell takes as they are: others would have to be quoted."""
    from spacequiz.cli.opening import CLOCK
    from spacequiz.paths import find_places
    from spacequiz.save import Save

    try:
        places = find_places()
        if not places.save.is_file():
            return []
        save = Save.open(places, CLOCK)
        try:
            return [(player.name, "") for player in save.players() if _PLAIN.fullmatch(player.name)]
        finally:
            save.close()
    except _FAULTS:
        return []
