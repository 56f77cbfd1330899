"""`spacequiz scores`: list the games played so far."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from spacequiz.cli.completing import complete_player
from spacequiz.cli.opening import CLOCK
from spacequiz.language import say, say_in
from spacequiz.text import show_line
from spacequiz.words.games import describe_points
from spacequiz.words.modes import title_of_mode
from spacequiz.words.moments import local_minute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.game.records import Score
    from spacequiz.save import Player, Save

_KEYS = (
    "player",
    "mode",
    "packs",
    "started",
    "finished",
    "questions",
    "right",
    "points",
    "best_streak",
    "seed",
    "code",
)
"""The keys of a game as `--json` lists it; scripts rely on them."""
_TO_THE_RIGHT = frozenset((4, 5, 6))
"""The columns of numbers."""
_PACKS_WIDTH = 30


_EXAMPLES = """\b
Examples:
  spacequiz scores                      all games, newest first
  spacequiz scores -n 5 --player Ann    the last five of one player
  spacequiz scores --json > scores.json  for programs
"""


@click.command(epilog=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print a list that programs can read.")
@click.option(
    "--player",
    metavar="NAME",
    default="",
    shell_complete=complete_player,
    help="Only the games of this player.",
)
@click.option(
    "-n", "--number", type=click.IntRange(min=1), metavar="N", help="Only the newest N games."
)
def scores(as_json: bool, player: str, number: int | None) -> None:
    """List the games played so far, newest first."""
    found = _load(player, number)
    if as_json:
        import json

        listed = [{key: getattr(score, key) for key in _KEYS} for score in found]
        click.echo(json.dumps(listed, indent=2))
    elif found:
        _print_table(found)
    elif player:
        click.echo(
            say(
                "{player} has not played yet. See everybody: spacequiz scores",
                player=show_line(player),
            )
        )
    else:
        click.echo(say("No games yet. Play one with: spacequiz play"))


def _load(player: str, number: int | None) -> list[Score]:
    with open_save() as save:
        if not player:
            return save.scores(limit=number)
        found = find_player(save, player)
        return save.scores(found, number) if found else []


@contextmanager
def open_save() -> Iterator[Save]:
    """Open the save file for a command, tell what became of it, and close it again."""
    from spacequiz.paths import find_places
    from spacequiz.save import Save

    save = Save.open(find_places(), CLOCK)
    told = 0
    try:
        for notice in save.notices:
            click.echo(show_line(notice), err=True)
        told = len(save.notices)
        yield save
    finally:
        save.close()
        for notice in save.notices[told:]:
            click.echo(show_line(notice), err=True)


def find_player(save: Save, player: str) -> Player | None:
    """Return the player of a name, whatever its case; asking must not make a player."""
    from spacequiz.save import NAME_LIMIT
    from spacequiz.text import clean_line

    name = clean_line(player, NAME_LIMIT)
    matching = [p for p in save.players() if p.name.casefold() == name.casefold()]
    exact = [p for p in matching if p.name == name] or matching
    return exact[0] if exact else None


def _print_table(found: Sequence[Score]) -> None:
    head = (say("played"), say("player"), say("mode"), say("packs"), say_in("column", "right"))
    rows = [(*head, say("points"), say("streak"), say("code"), ""), *map(_row, found)]
    columns = [
        _lay_out(column, to_the_right=number in _TO_THE_RIGHT)
        for number, column in enumerate(zip(*rows, strict=True))
        # What no game has, such as a code, takes no room.
        if any(column[1:])
    ]
    for row in zip(*columns, strict=True):
        click.echo("  ".join(row).rstrip())


def _lay_out(texts: Sequence[str], *, to_the_right: bool) -> list[str]:
    """Return texts as wide as the widest."""
    widths = [_width(text) for text in texts]
    widest = max(widths)
    gaps = [" " * (widest - width) for width in widths]
    pairs = zip(texts, gaps, strict=True)
    return [gap + text if to_the_right else text + gap for text, gap in pairs]


def _row(score: Score) -> tuple[str, ...]:
    return (
        local_minute(score.started, CLOCK),
        show_line(score.player),
        show_line(title_of_mode(score.mode)).lower(),
        _shorten(", ".join(map(show_line, score.packs)) or say("all")),
        f"{score.right}/{score.questions}",
        describe_points(score),
        str(score.best_streak),
        show_line(score.code),
        "" if score.finished else say("unfinished"),
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _PACKS_WIDTH else text[: _PACKS_WIDTH - 1] + "…"


def _width(text: str) -> int:
    """Return how many columns a terminal gives the text."""
    from unicodedata import combining, east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))
