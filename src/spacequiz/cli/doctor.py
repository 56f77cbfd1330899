"""`spacequiz doctor`: show where things are and whether they are well; restore a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from spacequiz.errors import SaveError, UsageError

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
    from dataclasses import replace

    from spacequiz.paths import find_places
    from spacequiz.save.store import find_file

    if report:
        if as_json or restore is not None:
            raise UsageError("--report goes with no other option.")
        _print_report()
        return
    places = find_places()
    # A link to the save file stays one: what is looked at and replaced is the file itself.
    places = replace(places, save=find_file(places.save))
    if restore is not None:
        if as_json:
            raise UsageError("--json and --restore do not go together.")
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
        click.echo("spacequiz has not stopped by a mistake of its own: there is no report.")
        return
    try:
        text = path.read_text("utf-8", "replace")
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"The report cannot be read: {reason}.", where=_shown(str(path))
        ) from error
    click.echo(f"From {_shown(str(path))}")
    for line in text.splitlines():
        click.echo(escape(line))


def _examine(places: Places) -> dict[str, Any]:
    """Return all there is to tell, in the shape that `--json` prints."""
    from dataclasses import asdict, fields

    from spacequiz.save.backups import examine, find_backups
    from spacequiz.save.repair import examine_save

    backups = [(backup, examine(backup.path)) for backup in find_backups(places)]
    return {
        "versions": _find_versions(),
        "places": {f.name: str(getattr(places, f.name)) for f in fields(places)},
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
    click.echo("Versions")
    for name, value in report["versions"].items():
        click.echo(f"  {name:<10} {_shown(value)}")
    click.echo("\nPlaces")
    for name, value in report["places"].items():
        click.echo(f"  {name:<10} {_shown(value)}")
    click.echo("\nSave file")
    for line in _tell_save(report["save"]):
        click.echo(f"  {line}")
    click.echo(f"\nIndex over the packs\n  {_tell_bank(report['bank'])}")
    _print_backups(report["backups"])
    for path in report["set_aside"]:
        click.echo(f"\nAn old save file is kept at {_shown(path)}")


def _tell_save(save: dict[str, Any]) -> list[str]:
    state = save["state"]
    if state == "missing":
        return ["not there yet: the first game makes it"]
    if state != "sound":
        lines = [f"{state}: {_shown(save['fault'])}, {_size(save['size'])}"]
        if state == "damaged":
            lines.append("The next start restores the newest backup and keeps this file.")
        return lines
    writer = f"schema {save['schema']} of spacequiz {_shown(save['version'])}"
    counts = [_count(save[f"{word}s"], word) for word in ("player", "game", "answer")]
    lines = [f"sound, {_size(save['size'])}, {writer}", ", ".join(counts)]
    if save["interrupted"]:
        lines.append(
            "A spacequiz writes to it just now, or was stopped while it did; nothing is lost."
        )
    return lines


def _tell_bank(bank: dict[str, Any]) -> str:
    if bank["state"] == "missing":
        return "not there yet: it is made when it is needed"
    again = ", and is made again when it is needed" if bank["state"] == "damaged" else ""
    return f"{bank['state']}, {_size(bank['size'])}{again}"


def _print_backups(backups: list[dict[str, Any]]) -> None:
    from pathlib import Path

    click.echo("\nBackups, newest first")
    if not backups:
        click.echo("  none yet: one is made before the first game of each day")
    for backup in backups:
        name = _shown(Path(backup["path"]).name)
        state = f"damaged: {_shown(backup['fault'])}" if backup["fault"] else ""
        click.echo(f"  {name}  {state or _count(backup['answers'], 'answer')}")
    if backups:
        click.echo("  Restore one with: spacequiz doctor --restore NAME")


def _restore(places: Places, wanted: str, *, yes: bool) -> None:
    import sqlite3

    from spacequiz.cli.opening import CLOCK
    from spacequiz.save.repair import examine_save, restore

    backup, examined = _choose(places, wanted)
    present = examine_save(places.save)
    click.echo(f"Save file: {present.state}, {_count(present.answers, 'answer')}")
    click.echo(f"Backup:    {backup.path.name}, {_count(examined.answers, 'answer')}")
    if not yes:
        click.confirm("Put the backup in the place of the save file?", abort=True)
    try:
        aside = restore(places, CLOCK.utc, backup)
    except (OSError, sqlite3.Error) as error:
        raise SaveError(
            f"The backup could not be restored: {error}.",
            where=_shown(str(places.save)),
            hint="See that there is room and that you may write there.",
        ) from error
    click.echo(f"Restored the backup of {backup.day.isoformat()}.")
    if aside:
        click.echo(f"The old save file is kept at {_shown(str(aside))}")


def _choose(places: Places, wanted: str) -> tuple[Backup, Examined]:
    """Return the backup that the user named, by file, name or day, or the newest sound one."""
    from pathlib import Path

    from spacequiz.save.backups import examine, find_backups, find_sound

    if wanted == NEWEST:
        if found := find_sound(places):
            return found
        raise SaveError(
            "There is no sound backup.",
            where=_shown(str(places.backups)),
            hint="One is made before the first game of each day.",
        )
    for backup in find_backups(places):
        name = Path(wanted).name
        if name in (backup.path.name, backup.path.stem, backup.day.isoformat()):
            return backup, examine(backup.path)
    raise UsageError(
        f"There is no backup named {_shown(wanted)}.", hint="`spacequiz doctor` lists them."
    )


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def _shown(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    from spacequiz.text import collapse, escape

    return escape(collapse(text.replace("\xa0", " ")))
