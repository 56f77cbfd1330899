"""`spacequiz history`: take what was played out of the save file, and into another one."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spacequiz.cli.asking import may_write
from spacequiz.cli.completing import complete_player
from spacequiz.cli.opening import CLOCK
from spacequiz.cli.scores import find_player, open_save
from spacequiz.errors import SaveError, UsageError
from spacequiz.language import say, say_count
from spacequiz.text import defuse, show_line
from spacequiz.words.moments import local_minute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.statistics import ImportReport

_HEAD = (
    *("player", "date", "mode", "pack", "question", "category", "response", "verdict", "credit"),
    *("points", "seconds", "hint", "fifty-fifty", "typing mistake forgiven"),
    *("called right by the player", "sure", "game"),
)


_EXAMPLES = """\b
Examples:
  spacequiz history export mine.json              for another computer
  spacequiz history export class.csv              a table of all answers
  spacequiz history export ann.json --player Ann  one player's
  spacequiz history import mine.json              take it in there
"""


@click.group(epilog=_EXAMPLES)
def history() -> None:
    """Write all that was played to a file, or take it in from one."""


@history.command("export", epilog="Example: spacequiz history export mine.json")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--player",
    metavar="NAME",
    default="",
    shell_complete=complete_player,
    help="Only what this player played.",
)
@click.option("--force", is_flag=True, help="Replace FILE without asking.")
def export_history(file: Path, player: str, force: bool) -> None:
    """Write what was played to a FILE.

    FILE.json is what `history import` reads; FILE.csv is a table of all answers.
    """
    kind = file.suffix.lower()
    if kind not in (".json", ".csv"):
        raise UsageError(
            say("The file name must end in .json or .csv."),
            where=str(file),
            hint=say("JSON can be imported again; CSV is for spreadsheets."),
        )
    with open_save() as save:
        found = find_player(save, player) if player else None
        if player and not found:
            raise UsageError(
                say("There is no player {player}.", player=show_line(player)),
                hint=say("See: spacequiz players"),
            )
        document = save.export_history(found)
    if not may_write([file], force=force):
        return
    text = _write_table(document) if kind == ".csv" else _write_document(document)
    _write(file, text.encode("utf-8-sig" if kind == ".csv" else "utf-8"))
    games = sum(len(each["games"]) for each in document["players"])
    nights = len(document["nights"]) if kind == ".json" else 0
    click.echo(_tell_written(show_line(str(file)), games, nights))


def _tell_written(file: str, games: int, nights: int) -> str:
    if not nights:
        return say_count(
            games, "{count} game written to {file}", "{count} games written to {file}", file=file
        )
    return say(
        "{games} and {nights} written to {file}",
        games=_count_games(games),
        nights=_count_nights(nights),
        file=file,
    )


@history.command("import", epilog="Example: spacequiz history import mine.json")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--player", metavar="NAME", default="", help="Put it under another player's name.")
def import_history(file: Path, player: str) -> None:
    """Take in what `history export` wrote to FILE.json.

    What is here already stays as it is.
    """
    from spacequiz.save import NAME_LIMIT
    from spacequiz.text import clean_line

    name = clean_line(player, NAME_LIMIT)
    if player and not name:
        raise UsageError(say("A player needs a name."))
    document = _read(file)
    with open_save() as save:
        found = find_player(save, name) if name else None
        try:
            report = save.import_history(document, found.name if found else name)
        except SaveError as error:
            error.where = error.where or str(file)
            raise
        if save.trouble:
            raise SaveError(save.trouble)
    click.echo(_tell(report))


def _tell(report: ImportReport) -> str:
    return "; ".join(_list_imported(report))


def _list_imported(report: ImportReport) -> Iterator[str]:
    names = ", ".join(map(show_line, report.players)) or say("nobody")
    yield say_count(
        report.added,
        "{count} game imported for {players}",
        "{count} games imported for {players}",
        players=names,
    )
    if report.nights:
        yield _count_nights(report.nights)
    if report.continued:
        yield say_count(report.continued, "{count} game continued", "{count} games continued")
    if report.present:
        yield say_count(report.present, "{count} already here", "{count} already here")


def _count_games(number: int) -> str:
    return say_count(number, "{count} game", "{count} games")


def _count_nights(number: int) -> str:
    return say_count(number, "{count} quiz night", "{count} quiz nights")


def _write_document(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _write_table(document: dict[str, Any]) -> str:
    import csv
    import io

    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_HEAD)
    for player in document["players"]:
        for number, game in enumerate(player["games"], start=1):
            for cells in _rows(game):
                row = (player["name"], *cells, number)
                writer.writerow([defuse(c) if isinstance(c, str) else c for c in row])
    return file.getvalue()


def _rows(game: dict[str, Any]) -> Iterator[tuple[str | float, ...]]:
    """Return the cells of each answer; one that came with the copy of a game is there already."""
    for asked in game["asked"]:
        answer = asked["answer"]
        if answer is None or answer["copied"]:
            continue
        pack, _, question = asked["address"].partition("/")
        yield (
            local_minute(answer["given"], CLOCK),
            game["mode"],
            pack,
            question,
            answer["category"],
            "; ".join(map(str, answer["response"])),
            answer["verdict"],
            round(answer["credit"], 3),
            answer["points"],
            round(answer["seconds"], 1),
            "yes" if "hint" in asked["aids"] else "",
            "yes" if "fifty-fifty" in asked["aids"] else "",
            *("yes" if answer[name] else "" for name in ("typo", "claimed", "sure")),
        )


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    from spacequiz.save.file import put_in_place, tell

    part = path.with_name(f".spacequiz.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        put_in_place(part, path)
    except OSError as error:
        raise UsageError(
            say("This file cannot be written: {reason}.", reason=tell(error)), where=str(path)
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _read(path: Path) -> object:
    from spacequiz.save.file import tell

    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(
            say("This file cannot be read: {reason}.", reason=tell(error)), where=str(path)
        ) from error
    except (ValueError, RecursionError) as error:
        hint = say("Nothing was imported.")
        if path.suffix.lower() == ".csv":
            hint = say("A table cannot be imported: export to a file that ends in .json instead.")
        raise SaveError(
            say("This is not a sound JSON file."), where=str(path), hint=hint
        ) from error
