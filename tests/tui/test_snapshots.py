"""Snapshots: how the key screens look, cell by cell. Renew them with --snapshot-update."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import textual

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup

from .stage import Player, close

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from .stage import Stage

DRAWN_WITH = "8.2.8"
REPORT_FOLDER = "TEXTUAL_SNAPSHOT_TEMPDIR"
_FOLDER = os.environ.get(REPORT_FOLDER, "")
LARGE, SMALL, WIDE = (80, 24), (60, 20), (120, 40)
CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")
SEVERAL = Setup(kinds=(Kind.SEVERAL,), seed="fixed")
TYPED = Setup(kinds=(Kind.TYPED,), seed="fixed")

pytestmark = pytest.mark.skipif(
    textual.__version__ != DRAWN_WITH, reason=f"the snapshots were drawn with Textual {DRAWN_WITH}"
)

SCREENS: dict[str, tuple[Setup | None, tuple[int, int], str]] = {
    "home": (None, LARGE, ""),
    "home-small": (None, SMALL, ""),
    "set-up": (None, LARGE, "p"),
    "scores-empty": (None, LARGE, "s"),
    "question": (CHOICE, LARGE, "h down"),
    "question-small": (CHOICE, SMALL, "h down"),
    "question-wide": (CHOICE, WIDE, "f down"),
    "right": (CHOICE, LARGE, "right"),
    "wrong": (CHOICE, LARGE, "wrong w"),
    "wrong-small": (CHOICE, SMALL, "wrong"),
    "wrong-wide": (CHOICE, WIDE, "wrong"),
    "several": (SEVERAL, LARGE, "1 3 down"),
    "typed-wrong": (TYPED, LARGE, "P l u t o enter"),
    "results": (CHOICE, LARGE, "wrong enter right enter"),
    "help": (CHOICE, LARGE, "question_mark"),
    "pause": (CHOICE, LARGE, "escape"),
}
"""For each snapshot: the game, the size, and what to do before it is taken."""


@pytest.fixture(autouse=True)
def _report_folder(_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back to the plugin what the fixed environment takes away."""
    monkeypatch.setenv(REPORT_FOLDER, _FOLDER)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_looks_as_it_did(
    stage: Stage, snap_compare: Callable[..., bool], name: str
) -> None:
    first, size, keys = SCREENS[name]
    app = stage.make_app(first)

    async def play(pilot: Pilot[None]) -> None:
        player = Player(app, pilot)
        await player.settle()
        for key in keys.split():
            if key in ("right", "wrong"):
                await player.answer(right=key == "right")
            else:
                await player.press(key)
        await player.settle()

    try:
        assert snap_compare(app, terminal_size=size, run_before=play)
    finally:
        close(app)
