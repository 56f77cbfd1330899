"""`spacequiz players`: list, rename and delete who plays on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spacequiz.cli.completing import complete_player
from spacequiz.errors import UsageError
from spacequiz.language import say, say_count
from spacequiz.text import as_argument, clean_line, show_line

if TYPE_CHECKING:
    from spacequiz.save import Player, Save

_EXAMPLES = """\b
Examples:
  spacequiz players                    who plays here
  spacequiz players rename Ann Anna    another name, and all else as it was
  spacequiz players delete Ann         asks twice, and keeps a copy
"""


@click.group(invoke_without_command=True, epilog=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print a list that programs can read.")
@click.pass_context
def players(ctx: click.Context, as_json: bool) -> None:
    """List the players on this machine, or look after them."""
    ctx.obj = as_json
    if ctx.invoked_subcommand is None:
        _list(as_json=as_json)


@players.command("list", epilog="Example: spacequiz players list")
@click.pass_obj
def list_(as_json: bool) -> None:
    """List the players, and what each has played."""
    _list(as_json=as_json)


@players.command(epilog="Example: spacequiz players rename Ann Anna")
@click.argument("player", metavar="PLAYER", shell_complete=complete_player)
@click.argument("name", metavar="NAME")
def rename(player: str, name: str) -> None:
    """Give a PLAYER another NAME; everything else stays."""
    from spacequiz.cli.scores import open_save
    from spacequiz.quizmaster import PLAYER_SETTING
    from spacequiz.save import NAME_LIMIT

    wanted = clean_line(name, NAME_LIMIT)
    if not wanted:
        raise UsageError(say("A player needs a name."))
    with open_save() as save:
        found = _require(save, player)
        renamed = save.rename_player(found, wanted)
        if save.setting(None, PLAYER_SETTING, "") == found.name:
            save.set_setting(None, PLAYER_SETTING, renamed.name)
    click.echo(
        say(
            "{player} is called {name} now.",
            player=show_line(found.name),
            name=show_line(renamed.name),
        )
    )


@players.command(epilog="Example: spacequiz players delete Ann")
@click.argument("player", metavar="PLAYER", shell_complete=complete_player)
@click.option("--yes", is_flag=True, help="Delete without asking.")
def delete(player: str, yes: bool) -> None:
    """Delete a PLAYER with all games, answers, notes and settings.

    You are asked twice. A copy is kept, from which all of it can be brought back.
    """
    from spacequiz.cli.scores import open_save
    from spacequiz.quizmaster import PLAYER_SETTING

    with open_save() as save:
        found = _require(save, player)
        if not yes and not _is_sure(save, found):
            return
        kept = save.delete_player(found)
        if save.setting(None, PLAYER_SETTING, "") == found.name:
            save.set_setting(None, PLAYER_SETTING, "")
    click.echo(say("{player} was deleted.", player=show_line(found.name)))
    click.echo(
        say("To bring all of it back: spacequiz history import {file}", file=as_argument(kept))
    )


def _is_sure(save: Save, player: Player) -> bool:
    """Ask twice, the second time for the name."""
    from spacequiz.cli.asking import confirm

    name = show_line(player.name)
    refusal = UsageError(say("A deletion must be confirmed."), hint=say("Delete with --yes."))
    question = say(
        "Delete {player} and {counts}?", player=name, counts=_tell(_sum_up(save, player))
    )
    if not confirm(question, refusal):
        return False
    typed = click.prompt(say("Type the name once more to be sure"), default="", show_default=False)
    if typed.strip().casefold() == player.name.casefold():
        return True
    click.echo(say("That is not the name. Nothing was changed."), err=True)
    return False


def _require(save: Save, name: str) -> Player:
    """Return the player of a name.

    Raises:
        UsageError: There is none.
    """
    from spacequiz.cli.scores import find_player

    found = find_player(save, name)
    if found is None:
        raise UsageError(
            say("There is no player {player}.", player=show_line(name)),
            hint=say("See: spacequiz players"),
        )
    return found


def _sum_up(save: Save, player: Player) -> dict[str, int]:
    return {"games": len(save.scores(player)), "answers": save.totals(player).answers}


def _tell(counts: dict[str, int]) -> str:
    """Return counts in words, such as: 1 game, 2 answers."""
    return say(
        "{games}, {answers}",
        games=say_count(counts["games"], "{count} game", "{count} games"),
        answers=say_count(counts["answers"], "{count} answer", "{count} answers"),
    )


def _list(*, as_json: bool) -> None:
    from spacequiz.cli.scores import open_save
    from spacequiz.quizmaster import PLAYER_SETTING

    with open_save() as save:
        last = save.setting(None, PLAYER_SETTING, "")
        counts = {player.name: _sum_up(save, player) for player in save.players()}
    if as_json:
        import json

        rows = [{"name": name, **each, "last": name == last} for name, each in counts.items()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for name, each in counts.items():
        told = _tell(each)
        if name == last:
            told = say("{counts}, played last", counts=told)
        click.echo(f"{show_line(name)}: {told}")
    if not counts:
        click.echo(say("Nobody has played yet. Begin with: spacequiz play"))
