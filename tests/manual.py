"""The manual page, made of the commands and their help.

Run it after a command or an option was changed:

    .venv/bin/python tests/manual.py
"""

from __future__ import annotations

import re
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spacequiz import __version__
from spacequiz.cli import spacequiz

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[1] / "docs/spacequiz.1"
_HEAD = f"""\
.TH SPACEQUIZ 1 "" "spacequiz {__version__}" "User Commands"
.SH NAME
spacequiz \\- play a quiz that explains every answer
.SH SYNOPSIS
.B spacequiz
[\\fIoptions\\fR] [\\fIcommand\\fR] [\\fIarguments\\fR]
"""
_TAIL = """\
.SH ENVIRONMENT
.TP
.B SPACEQUIZ_HOME
A folder for everything that the game keeps, instead of the usual places.
.TP
.B SPACEQUIZ_PLAIN
Open as a numbered menu of plain lines, for screen readers.
.TP
.B NO_COLOR
Draw without colors.
.SH FILES
.B spacequiz doctor
tells where the save file, its backups, the packs and the reports are.
.SH EXIT STATUS
0 if all is well, 1 after a mistake of the program, 2 after a wrong use, 3 if a pack has errors, 4 if
the save file cannot be used, and 128 and its number after a signal.
.SH SEE ALSO
.B spacequiz help
shows the guide, and every command with
.B \\-\\-help
its own help.
"""


def make_page() -> str:
    """Return the manual page."""
    context = click.Context(spacequiz, info_name="spacequiz")
    commands = "".join(_write_commands(spacequiz, context))
    return f"{_HEAD}{_write_help(spacequiz, context)}{commands}{_TAIL}"


def _write_commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, context, info_name=name)
        usage = " ".join(_list_pieces(command, inner))
        yield f".SH {_escape(inner.command_path.upper())}\n"
        yield f".B {_escape(inner.command_path)}\n{_escape(usage)}\n.PP\n"
        yield _write_help(command, inner)
        if isinstance(command, click.Group):
            yield from _write_commands(command, inner)


def _list_pieces(command: click.Command, context: click.Context) -> list[str]:
    """Return what follows a command; versions of click differ in what a group is followed by."""
    if isinstance(command, click.Group):
        return ["[OPTIONS]", "[COMMAND]" if command.invoke_without_command else "COMMAND", "..."]
    return command.collect_usage_pieces(context)


def _write_help(command: click.Command, context: click.Context) -> str:
    told = "\n.PP\n".join(map(_escape, re.split(r"\n\s*\n", cleandoc(command.help or ""))))
    options = "".join(
        f".TP\n.B {_escape(record[0])}\n{_escape(record[1])}\n"
        for param in command.get_params(context)
        # How help is asked for, click has from whoever asked first.
        if isinstance(param, click.Option)
        and "--help" not in param.opts
        and (record := param.get_help_record(context))
    )
    lines = cleandoc((command.epilog or "").replace("\b\n", "")).splitlines()
    examples = "".join(f"{_escape(line)}\n" for line in lines)
    return f".PP\n{told}\n{options}" + (f".PP\n.nf\n{examples}.fi\n" if examples else "")


def _escape(text: str) -> str:
    """Return a text that means nothing to the formatter, line by line."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^(?=[.'])", r"\\&", plain)


if __name__ == "__main__":
    PAGE.write_text(make_page(), "utf-8")
