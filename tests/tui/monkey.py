"""Random keys, clicks, pastes and sizes, for a test and for a whole night: see `benchmarks/monkey.py`."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from textual import events

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.quizmaster.night_draw import NightWish

if TYPE_CHECKING:
    from random import Random

    from .stage import Player

STARTS: dict[str, Setup | None] = {
    "home": None,
    "classic": Setup(packs=("planets",), count=4, seed="fixed"),
    "sprint": Setup(packs=("planets",), mode="sprint", seconds=60, seed="fixed"),
    "survival": Setup(packs=("many",), mode="survival", seed="fixed"),
    "ladder": Setup(packs=("many",), mode="ladder", seed="fixed"),
    "typed": Setup(packs=("planets",), kinds=(Kind.TYPED, Kind.NUMBER), seed="fixed"),
    "rounds": NightWish(packs=("many",), teams=("Ann", "Bob"), form="rounds"),
    "buzzer": NightWish(packs=("many",), teams=("Ann", "Bob"), form="buzzer"),
}
"""Where a monkey begins."""

OFTEN = ("enter", "enter", "enter", "escape", "down", "up", "left", "right", "tab", "space")
KEYS = (
    *OFTEN,
    *("pagedown", "pageup", "home", "end", "backspace", "delete", "shift+tab"),
    *(f"f{n}" for n in range(2, 11)),
    *("ctrl+p", "ctrl+l", "question_mark", "exclamation_mark", "plus", "equals_sign", "full_stop"),
    *"abcdefghijklmnoprstuvwxyz0123456789ыαשé",
)
"""All but what ends the game: ctrl+c, ctrl+q, ctrl+z, and q at home."""
PASTES = ("", "José", "a\nb\x1b[31m", "x" * 3000, "‮rtl", "1")
SIZES = ((80, 24), (60, 20), (120, 40), (40, 12), (10, 4), (1, 1), (200, 60))


async def go_wild(player: Player, random: Random, steps: int) -> None:
    """Do so many things at once and one after the other; then look whether all is well."""
    app = player.app
    for _ in range(steps):
        if not app.is_running:
            break
        act_once(player, random)
        pause = random.choice((0, 0, 0, 0.001, 0.01, 0.03))
        if pause:
            app.quizmaster.clock.advance(random.choice((0.05, 0.5, 5)))  # type: ignore[attr-defined]
            await asyncio.sleep(pause)
    await player.settle()
    assert app._exception is None, app._exception
    check_file(player)


def act_once(player: Player, random: Random) -> None:
    """Press, click, paste or resize."""
    width, height = player.app.size
    chance = random.random()
    if chance < 0.85:
        player.send(*random.choices(KEYS, k=random.choice((1, 1, 1, 2, 3, 6))))
    elif chance < 0.94:
        at = random.randrange(max(1, width)), random.randrange(max(1, height))
        for event in random.choice(((events.MouseDown, events.MouseUp), (events.MouseMove,))):
            player._point(event, at)
    elif chance < 0.97:
        player.app.post_message(events.Paste(random.choice(PASTES)))
    else:
        size = random.choice(SIZES)
        player.app._driver._size = size  # type: ignore[union-attr]
        from textual.geometry import Size

        player.app.post_message(events.Resize(Size(*size), Size(*size)))


def check_file(player: Player) -> None:
    """Hold the save file against what the game believes to have saved."""
    quizmaster = player.app.quizmaster
    with closing(sqlite3.connect(player.app.places.save)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if quizmaster._game:
        stored = [answer.response for answer in quizmaster.save.game(quizmaster._game).answers]
        assert stored == [played.reveal.response for played in quizmaster._session.played]
