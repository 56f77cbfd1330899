"""`spacequiz settings`: see and change what a player can set, each by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from spacequiz.cli.completing import complete_player
from spacequiz.language import choose, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.quizmaster.settings import Setting
    from spacequiz.save import Player, Save

_EXAMPLES = """\b
Examples:
  spacequiz settings                       all settings, and what each does
  spacequiz settings get theme             one of them
  spacequiz settings set day-begins 6      change it
  spacequiz settings reset day-begins      back to the default
  spacequiz settings --player Ann --json   another player's, for programs
"""

_INDENT = "    "


class _Whose(NamedTuple):
    """Hold whose settings are meant."""

    player: str
    as_json: bool


@click.group(epilog=_EXAMPLES, invoke_without_command=True)
@click.option(
    "--player",
    metavar="NAME",
    default="",
    shell_complete=complete_player,
    help="Whose settings.  [default: yours]",
)
@click.option("--json", "as_json", is_flag=True, help="Print a list that programs can read.")
@click.pass_context
def settings(ctx: click.Context, player: str, as_json: bool) -> None:
    """See and change settings; without a command, list them all."""
    ctx.obj = _Whose(player, as_json)
    if ctx.invoked_subcommand is None:
        _list(ctx.obj)


@settings.command(
    "list", epilog="\b\nExamples:\n  spacequiz settings list\n  spacequiz settings --json list"
)
@click.pass_obj
def list_(whose: _Whose) -> None:
    """List every setting, what it is now, and what it can be."""
    _list(whose)


@settings.command(epilog="\b\nExamples:\n  spacequiz settings get theme")
@click.argument("name")
@click.pass_obj
def get(whose: _Whose, name: str) -> None:
    """Print what a setting is now."""
    from spacequiz.cli.scores import open_save
    from spacequiz.quizmaster.settings import find_setting

    setting = find_setting(name)
    with open_save() as save:
        click.echo(_name_present(save, _find_player(save, whose), setting))


@settings.command(
    "set",
    epilog="\b\nExamples:\n  spacequiz settings set theme spacequiz-day\n  spacequiz settings set motion off",
)
@click.argument("name")
@click.argument("value")
@click.pass_obj
def set_(whose: _Whose, name: str, value: str) -> None:
    """Change a setting."""
    from spacequiz.quizmaster.settings import find_setting

    setting = find_setting(name)
    _write(whose, [(setting, setting.parse(value))])


@settings.command(
    epilog="\b\nExamples:\n  spacequiz settings reset theme\n  spacequiz settings reset --all"
)
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Every setting.")
@click.pass_obj
def reset(whose: _Whose, name: str | None, everything: bool) -> None:
    """Return a setting, or with --all every one, to its default."""
    from spacequiz.errors import UsageError
    from spacequiz.quizmaster.settings import SETTINGS, find_setting

    if (name is None) is not everything:
        raise UsageError(say("Name one setting to reset, or say --all."))
    meant = SETTINGS if name is None else (find_setting(name),)
    _write(whose, [(setting, setting.default) for setting in meant])


def _list(whose: _Whose) -> None:
    from textwrap import fill

    from spacequiz.cli.scores import open_save
    from spacequiz.quizmaster.settings import SETTINGS

    with open_save() as save:
        player = _find_player(save, whose)
        present = [_name_present(save, player, setting) for setting in SETTINGS]
    if whose.as_json:
        import json

        rows = [_describe(*pair) for pair in zip(SETTINGS, present, strict=True)]
        click.echo(json.dumps(rows, indent=2))
        return
    for setting, value in zip(SETTINGS, present, strict=True):
        default = setting.name_value(setting.default).name
        click.echo(f"{setting.name} = {value}")
        about = say(
            "{about} It can be {values}; the default is {default}.",
            about=setting.about,
            values=setting.allowed,
            default=default,
        )
        click.echo(
            fill(
                about, 78, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
            )
        )


def _describe(setting: Setting, value: str) -> dict[str, object]:
    return {
        "name": setting.name,
        "type": setting.type,
        "value": value,
        "default": setting.name_value(setting.default).name,
        "values": [each.name for each in setting.values],
        "about": setting.about,
    }


def _name_present(save: Save, player: Player | None, setting: Setting) -> str:
    return setting.name_value(setting.read(save, player)).name


def _find_player(save: Save, whose: _Whose) -> Player | None:
    """Return whose settings are meant; None for somebody who has not played yet.

    Raises:
        UsageError: A name was given, and nobody has it.
    """
    from spacequiz.cli.opening import name_player
    from spacequiz.cli.scores import find_player
    from spacequiz.errors import UsageError
    from spacequiz.text import show_line

    found = find_player(save, whose.player or name_player(save))
    if whose.player and found is None:
        raise UsageError(
            say("There is no player {player}.", player=show_line(whose.player)),
            hint=say("See: spacequiz players"),
        )
    return found


def _write(whose: _Whose, changes: Sequence[tuple[Setting, Any]]) -> None:
    """Keep what was chosen, and say so."""
    from spacequiz.cli.opening import name_player
    from spacequiz.cli.scores import open_save
    from spacequiz.paths import find_places
    from spacequiz.quizmaster.settings import LANGUAGE, remember_language

    with open_save() as save:
        player = _find_player(save, whose) or save.player(name_player(save))
        for setting, kept in changes:
            setting.write(save, player, kept)
        if player.name == name_player(save):
            remember_language(save, player, find_places())
            choose(LANGUAGE.read(save, player))
    for setting, kept in changes:
        click.echo(
            say(
                "{setting} is {value} now.",
                setting=setting.name,
                value=setting.name_value(kept).name,
            )
        )
