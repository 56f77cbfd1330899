"""The plain game over packs of a few questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from builders import make_runner, write_pack
from spacequiz.cli import spacequiz

if TYPE_CHECKING:
    from pathlib import Path


class Player(Protocol):
    """Plays a game over questions and returns what it printed."""

    def __call__(
        self, *questions: dict[str, Any], lines: str | bytes = "", options: tuple[str, ...] = ()
    ) -> str: ...


@pytest.fixture
def play(warm_home: Path, tmp_path: Path) -> Player:
    """Return what plays the given questions with the given lines and returns standard output.

    The whole command runs, though in this process: that is ten times as fast.
    """

    def play_one(
        *questions: dict[str, Any], lines: str | bytes = "", options: tuple[str, ...] = ()
    ) -> str:
        pack = write_pack(tmp_path, questions)
        arguments = ["play", "--plain", "--pack", str(pack), "--seed", "s", *options]
        done = make_runner().invoke(spacequiz, arguments, input=lines, catch_exceptions=False)
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout

    return play_one
