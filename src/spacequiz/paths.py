"""The places on disk; no other file names one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from spacequiz.errors import UsageError
from spacequiz.language import LANGUAGES, say
from spacequiz.text import escape

_APP = "spacequiz"


class Places(NamedTuple):
    """Name every file and folder that the game reads or writes."""

    save: Path
    """The save file: players, games, answers, settings."""
    backups: Path
    packs: Path
    """The user's own packs."""
    bank: Path
    """The index over all packs; disposable."""
    logs: Path
    bundled: Path
    """The packs that ship with the game."""

    @property
    def language(self) -> Path:
        """Return what says the language that whoever played last has chosen; disposable."""
        return self.bank.with_name("language")


def find_places() -> Places:
    """Return where things are: under `SPACEQUIZ_HOME` if set, else where the platform keeps them.

    Raises:
        UsageError: There is no such place.
    """
    home = os.environ.get("SPACEQUIZ_HOME")
    if home:
        root = _find_root(home)
        data, cache, logs = root, root / "cache", root / "logs"
    else:
        data, cache, logs = _ask_platform()
    return Places(
        save=data / "save.db",
        backups=data / "backups",
        packs=data / "packs",
        bank=cache / "bank.db",
        logs=logs,
        bundled=find_shipped("questions", "questions"),
    )


def recall_language(places: Places) -> str:
    """Return the language that whoever played last has chosen; empty where none was."""
    try:
        chosen = places.language.read_text("ascii")
    except (OSError, ValueError):
        return ""
    return chosen if chosen in LANGUAGES else ""


def make_folder(folder: Path) -> None:
    """Create a folder and those it lies in for the owner's eyes only; what exists stays as it is."""
    if folder.is_dir():
        return
    if not folder.parent.exists():
        make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def _find_root(home: str) -> Path:
    try:
        return Path(home).expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(
            say("SPACEQUIZ_HOME names the home of a user that is not known here."),
            where=escape(home),
            hint=say("Set it to a folder of yours."),
        ) from error


def _ask_platform() -> tuple[Path, Path, Path]:
    """Return the folders for data, cache and logs."""
    # Looked up only here: platformdirs takes a moment on some platforms.
    import platformdirs

    try:
        return (
            platformdirs.user_data_path(_APP, appauthor=False),
            platformdirs.user_cache_path(_APP, appauthor=False),
            platformdirs.user_log_path(_APP, appauthor=False),
        )
    except RuntimeError as error:
        raise UsageError(
            say("There is no home folder to keep the game's files in."),
            hint=say("Name a folder for them: {command}", command="SPACEQUIZ_HOME=DIR spacequiz"),
        ) from error


def find_shipped(name: str, at: str) -> Path:
    """Return a folder that ships with the game: inside the wheel, or where a checkout has it."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parents[1] / at
