"""`spacequiz doctor`: show where things are and whether they are well; restore a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from spacequiz.errors import SaveError, UsageError, name_reason
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.paths import Places
    from spacequiz.save.backups import Backup, Examined

NEWEST = "newest"


_EXAMPLES = """\b
Examples:
  spacequiz doctor                      where things are, and how they do
  spacequiz doctor --restore            go back to the newest sound backup
  spacequiz doctor --restore 2026-03-01  go back to that day
  spacequiz doctor --report             what the last crash left
"""


@click.command(epilog=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print what programs can read.")
@click.option(
    "--restore",
    is_flag=False,
    flag_value=NEWEST,
    metavar="[BACKUP]",
    help="Put a backup in the place of the save file, which is kept beside it: "
    "the newest sound one, or the one of this name or day (2026-03-01).",
)
@click.option("--report", is_flag=True, help="Print what the last crash left for the authors.")
@click.option("--yes", is_flag=True, help="Restore without asking.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool, restore: str | None, report: bool, yes: bool) -> None:
    """Show where things are and whether they are well. Nothing of yours changes without --restore."""
    from spacequiz.paths import find_places
    from spacequiz.save.store import find_file

    if report:
        if as_json or restore is not None:
            raise UsageError(say("--report goes with no other option."))
        _print_report()
        return
    places = find_places()
    # A link to the save file stays one: what is looked at and replaced is the file itself.
    places = places._replace(save=find_file(places.save))
    if restore is not None:
        if as_json:
            raise UsageError(say("--json and --restore do not go together."))
        _restore(places, restore, yes=yes)
        return
    found = _examine(places)
    if as_json:
        import json

        click.echo(json.dumps(found, indent=2))
    else:
        _print(found)
    if found["save"]["state"] == "damaged":
        from spacequiz.save.opening import forget_stamp

        # Damage that left size and time as they were: the next start must look again.
        forget_stamp(places)
    if found["save"]["state"] not in ("sound", "missing"):
        ctx.exit(SaveError.exit_code)


def _print_report() -> None:
    """Print the report of the last crash, which holds no answers."""
    from spacequiz.cli.crash import find_report
    from spacequiz.text import escape

    path = find_report()
    if path is None:
        click.echo(say("spacequiz has not stopped by a mistake of its own: there is no report."))
        return
    try:
        text = path.read_text("utf-8", "replace")
    except OSError as error:
        raise UsageError(
            say("The report cannot be read: {reason}.", reason=name_reason(error)),
            where=_shown(str(path)),
        ) from error
    click.echo(say("From {path}", path=_shown(str(path))))
    for line in text.splitlines():
        click.echo(escape(line))


def _examine(places: Places) -> dict[str, Any]:
    """Return all there is to tell, in the shape that `--json` prints."""
    from dataclasses import asdict

    from spacequiz.save.backups import examine, find_backups
    from spacequiz.save.repair import examine_save

    backups = [(backup, examine(backup.path)) for backup in find_backups(places)]
    return {
        "versions": _find_versions(),
        "places": {name: str(path) for name, path in places._asdict().items()},
        "save": asdict(examine_save(places.save)),
        "bank": _examine_bank(places.bank),
        "backups": [_describe(backup, examined) for backup, examined in backups],
        "set_aside": [str(path) for path in _find_set_aside(places.save)],
    }


def _find_versions() -> dict[str, str]:
    import platform
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    from spacequiz import __version__

    try:
        textual = version("textual")
    except PackageNotFoundError:
        textual = "missing"
    return {
        "spacequiz": __version__,
        "python": platform.python_version(),
        "textual": textual,
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
    }


def _examine_bank(path: Path) -> dict[str, Any]:
    """Tell how the index over the packs is; a broken one is rebuilt by itself."""
    import sqlite3
    from contextlib import closing

    if not path.is_file():
        return {"state": "missing", "size": 0}
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as bank:
            (found,) = bank.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        found = str(error)
    return {"state": "sound" if found == "ok" else "damaged", "size": path.stat().st_size}


def _describe(backup: Backup, examined: Examined) -> dict[str, Any]:
    return {
        "path": str(backup.path),
        "day": backup.day.isoformat(),
        "answers": examined.answers,
        "fault": examined.fault,
        "before_migration": backup.special,
    }


def _find_set_aside(save: Path) -> list[Path]:
    """Return the old save files that a repair or a restore has kept."""
    return sorted(
        path
        for why in ("damaged", "replaced")
        for path in save.parent.glob(f"{save.stem}-{why}-*{save.suffix}")
    )


def _print(report: dict[str, Any]) -> None:
    click.echo(say("Versions"))
    for name, value in report["versions"].items():
        click.echo(f"  {_label(name)} {_shown(value)}")
    click.echo("\n" + say("Places"))
    for name, value in report["places"].items():
        click.echo(f"  {_label(name)} {_shown(value)}")
    click.echo("\n" + say("Save file"))
    for line in _tell_save(report["save"]):
        click.echo(f"  {line}")
    click.echo("\n" + say("Index over the packs"))
    click.echo(f"  {_tell_bank(report['bank'])}")
    _print_backups(report["backups"])
    for path in report["set_aside"]:
        click.echo("\n" + say("An old save file is kept at {path}", path=_shown(path)))


def _label(name: str) -> str:
    """Return what a place or a program is called in front of a line."""
    labels = {
        "system": say("system"),
        "save": say("save"),
        "backups": say("backups"),
        "packs": say("packs"),
        "bank": say("bank"),
        "logs": say("logs"),
        "bundled": say("bundled"),
    }
    return f"{labels.get(name, name):<10}"


def _tell_save(save: dict[str, Any]) -> list[str]:
    state, size = save["state"], _size(save["size"])
    if state == "missing":
        return [say("not there yet: the first game makes it")]
    if state != "sound":
        lines = [f"{_name_state(state)}: {_shown(save['fault'])}, {size}"]
        if state == "damaged":
            lines.append(say("The next start restores the newest backup and keeps this file."))
        return lines
    lines = [
        say(
            "sound, {size}, schema {schema} of spacequiz {version}",
            size=size,
            schema=save["schema"],
            version=_shown(save["version"]),
        ),
        say(
            "{players}, {games}, {answers}",
            players=say_count(save["players"], "{count} player", "{count} players"),
            games=say_count(save["games"], "{count} game", "{count} games"),
            answers=_count_answers(save["answers"]),
        ),
    ]
    if save["interrupted"]:
        lines.append(
            say("A spacequiz writes to it just now, or was stopped while it did; nothing is lost.")
        )
    return lines


def _name_state(state: str) -> str:
    """Return in words how a save file is."""
    match state:
        case "missing":
            return say("missing")
        case "sound":
            return say("sound")
        case "damaged":
            return say("damaged")
        case "not ours":
            return say("not ours")
        case "newer":
            return say("newer")
    return say("unreadable")


def _tell_bank(bank: dict[str, Any]) -> str:
    size = _size(bank["size"])
    match bank["state"]:
        case "missing":
            return say("not there yet: it is made when it is needed")
        case "damaged":
            return say("damaged, {size}, and is made again when it is needed", size=size)
    return say("sound, {size}", size=size)


def _print_backups(backups: list[dict[str, Any]]) -> None:
    from pathlib import Path

    click.echo("\n" + say("Backups, newest first"))
    if not backups:
        click.echo("  " + say("none yet: one is made before the first game of each day"))
    for backup in backups:
        name = _shown(Path(backup["path"]).name)
        if backup["fault"]:
            told = say("damaged: {fault}", fault=_shown(backup["fault"]))
        else:
            told = _count_answers(backup["answers"])
        click.echo(f"  {name}  {told}")
    if backups:
        click.echo("  " + say("Restore one with: spacequiz doctor --restore NAME"))


def _restore(places: Places, wanted: str, *, yes: bool) -> None:
    import sqlite3

    from spacequiz.cli.opening import CLOCK
    from spacequiz.save.repair import examine_save, restore

    backup, examined = _choose(places, wanted)
    present = examine_save(places.save)
    click.echo(
        say(
            "Save file: {state}, {answers}",
            state=_name_state(present.state),
            answers=_count_answers(present.answers),
        )
    )
    click.echo(
        say(
            "Backup:    {file}, {answers}",
            file=backup.path.name,
            answers=_count_answers(examined.answers),
        )
    )
    if not yes:
        click.confirm(say("Put the backup in the place of the save file?"), abort=True)
    try:
        aside = restore(places, CLOCK.utc, backup)
    except (OSError, sqlite3.Error) as error:
        raise SaveError(
            say("The backup could not be restored: {reason}.", reason=error),
            where=_shown(str(places.save)),
            hint=say("See that there is room and that you may write there."),
        ) from error
    click.echo(say("Restored the backup of {day}.", day=backup.day.isoformat()))
    if aside:
        click.echo(say("The old save file is kept at {path}", path=_shown(str(aside))))


def _choose(places: Places, wanted: str) -> tuple[Backup, Examined]:
    """Return the backup that the user named, by file, name or day, or the newest sound one."""
    from pathlib import Path

    from spacequiz.save.backups import examine, find_backups, find_sound

    if wanted == NEWEST:
        if found := find_sound(places):
            return found
        raise SaveError(
            say("There is no sound backup."),
            where=_shown(str(places.backups)),
            hint=say("One is made before the first game of each day."),
        )
    for backup in find_backups(places):
        name = Path(wanted).name
        if name in (backup.path.name, backup.path.stem, backup.day.isoformat()):
            return backup, examine(backup.path)
    raise UsageError(
        say("There is no backup named {name}.", name=_shown(wanted)),
        hint=say("`spacequiz doctor` lists them."),
    )


def _count_answers(number: int) -> str:
    return say_count(number, "{count} answer", "{count} answers")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def _shown(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    from spacequiz.text import collapse, escape

    return escape(collapse(text.replace("\xa0", " ")))
