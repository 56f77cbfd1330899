"""The help of commands in another language than English, and what click itself says."""

from __future__ import annotations

import gettext
import os
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from spacequiz.language import LOCALES, say, spoken

Command = TypeVar("Command", bound=click.Command)


def translate(command: Command) -> Command:
    """Return a command, with its own commands, whose help is in the chosen language."""
    found = copy(command)
    # Until Python 3.13, a docstring is as indented as its code.
    found.help, found.epilog = say(cleandoc(command.help or "")), say(command.epilog or "")
    found.params = [_translate_option(each) for each in command.params]
    if isinstance(found, click.Group):
        found.commands = {name: translate(each) for name, each in found.commands.items()}
    return found


def _translate_option(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    found = copy(param)
    found.help = say(param.help)
    if isinstance(param.type, click.types.IntParamType):
        # A complaint about a value names the type; the help goes on calling the value as it does.
        found.metavar = param.metavar or param.type.name.upper()
        found.type = copy(param.type)
        found.type.name = say("whole number")
    return found


def let_click_speak() -> None:
    """Let click look up what it says itself in our catalogue."""
    # It asks the domain that gettext has for the whole program, in the language of this variable.
    os.environ["LANGUAGE"] = spoken()
    gettext.bindtextdomain("spacequiz", str(LOCALES))
    gettext.textdomain("spacequiz")
