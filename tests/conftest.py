"""Every test has a home of its own, an environment that is always the same, and a clock."""

from __future__ import annotations

import gc
import os
import shutil
import time
from random import Random, SystemRandom
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from builders import PLACES, Clock
from spacequiz.paths import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from builders import MoveTo
    from spacequiz.paths import Places

# The same examples in every run: a failure on one machine is a failure on all.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

# What a test leaves behind is small; looking for it all the time takes a tenth of the suite's time.
gc.set_threshold(100_000, 20, 20)


_FIXED = {
    "LANG": "en_US.UTF-8",
    "LOGNAME": "tester",
    "TERM": "xterm-256color",
}
_UNSET = (
    *("LANGUAGE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "LINES"),
    # The programs that tests start are to start as players' do: with bytecode.
    "PYTHONDONTWRITEBYTECODE",
    *("PYTHONIOENCODING", "PYTHONUTF8", "PYTHONWARNINGS", "PYTHONUNBUFFERED"),
)
_PREFIXES = ("LC_", "SPACEQUIZ_", "TEXTUAL", "XDG_")


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the player's own files out of reach, even of a test that unsets SPACEQUIZ_HOME."""
    for name in [*_UNSET, *(name for name in os.environ if name.startswith(_PREFIXES))]:
        monkeypatch.delenv(name, raising=False)
    for name, value in _FIXED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _chance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the same games in every run, and others in every test."""
    chance = Random(request.node.nodeid)
    monkeypatch.setattr(SystemRandom, "getrandbits", lambda _, bits: chance.getrandbits(bits))


@pytest.fixture
def places(_environment: None, tmp_path: Path) -> Places:
    """Return places under the test's home, without any bundled pack."""
    return find_places()._replace(bundled=tmp_path / "bundled")


@pytest.fixture(scope="session")
def _bank_of_bundled_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from spacequiz.packs.library import open_bank

    home = tmp_path_factory.mktemp("bank")
    bank = open_bank(find_places()._replace(bank=home / "bank.db", packs=home / "packs"), ())
    bank.refresh()
    bank.close()
    return bank.path


@pytest.fixture
def warm_home(_environment: None, _bank_of_bundled_packs: Path) -> Path:
    """Return the test's home, where the bundled packs were read before: that takes a moment."""
    places = find_places()
    places.bank.parent.mkdir(parents=True)
    shutil.copy(_bank_of_bundled_packs, places.bank)
    return places.save.parent


@pytest.fixture
def move_to(_environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[MoveTo]:
    """Return what moves this process, and those that it starts, into another zone."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _place(request: pytest.FixtureRequest, move_to: MoveTo) -> datetime:
    """Let every test happen somewhere in the world, and say when."""
    zone, moment = Random(f"zone of {request.node.nodeid}").choice(PLACES)
    move_to(zone)
    return moment


@pytest.fixture
def clock(_place: datetime) -> Clock:
    """Return a clock that runs only when the test moves it."""
    return Clock(_place)
