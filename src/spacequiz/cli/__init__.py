"""The doors: the command line. Each command imports what it needs when it is called."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import contextmanager, suppress
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

import click

from spacequiz.encoding import make_fit
from spacequiz.errors import SpacequizError, UsageError
from spacequiz.language import choose, say, say_later, spoken
from spacequiz.text import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

GARBAGE_FROM = 50_000
"""After how many new objects garbage is looked for."""

_COMMANDS = {
    "play": say_later("Play a game, here or as plain lines."),
    "night": say_later("Hold a quiz night: one screen, one keyboard, up to eight teams."),
    "serve": say_later("Play in a browser."),
    "packs": say_later("List, show and look after question packs."),
    "new": say_later("Begin a pack of your own."),
    "check": say_later("Find every mistake in packs."),
    "judge": say_later("Show how typed answers would be judged."),
    "convert": say_later("Bring questions from other programs, or take yours there."),
    "print": say_later("Print sheets and their key."),
    "report": say_later("See which questions work, from the answers given."),
    "schema": say_later("Print what a pack may hold, for editors."),
    "scores": say_later("List the games played so far."),
    "history": say_later("Take everything you played out, or bring it in."),
    "players": say_later("List, rename and delete who plays here."),
    "settings": say_later("See and change what can be set."),
    "doctor": say_later("Show where things are and whether they are well."),
    "help": say_later("Read the guide."),
    "completion": say_later("Print the script that lets a shell complete commands."),
}
_EXAMPLES = """\b
Examples:
  spacequiz                      open the game
  spacequiz play -n 5            straight into five questions
  spacequiz play --plain         the same game as plain lines of text
  spacequiz settings set plain on  open as a numbered list, for screen readers
  spacequiz packs                what there is to play
  spacequiz check my-pack.yaml   find every mistake in a pack
"""


class _LazyGroup(click.Group):
    """Import a command's file only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = __import__(f"spacequiz.cli.{cmd_name}", fromlist=[cmd_name])
        command: click.Command = getattr(module, cmd_name)
        if spoken() == "en":
            return command
        from spacequiz.cli.translated import translate

        return translate(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(_refuse_command(name))
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        # Help and version are printed in here.
        with _while_read():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        with _while_read():
            result: object = super().invoke(ctx)
            sys.stdout.flush()
            return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(told)) for name, told in _COMMANDS.items()])


def _refuse_command(name: str) -> str:
    """Return that there is no such command, and what may have been meant by it."""
    from difflib import get_close_matches
    from os.path import lexists

    told = say("No such command {command}.", command=repr(name))
    if near := get_close_matches(name, _COMMANDS, 1):
        return f"{told} {say('Did you mean {other}?', other=repr(near[0]))}"
    if lexists(name):
        from spacequiz.text import as_argument

        path = as_argument(name)
        return f"{told} {say('To play a pack: spacequiz play --pack {path}', path=path)}"
    return told


def _is_folder_gone() -> bool:
    try:
        os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        return True
    return False


@contextmanager
def _while_read() -> Iterator[None]:
    """End the command well when the reader of its output has gone, as in `spacequiz packs | head`."""
    try:
        yield
    except BrokenPipeError:
        _drop(sys.stdout)
        raise click.exceptions.Exit(0) from None


def _drop(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that Python does not fail at it on leaving."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _prepare_streams() -> None:
    """Lead streams that the program was started without to nowhere, and make the others fit."""
    # In the order of their numbers: what is opened gets the lowest that is free.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115
            setattr(sys, name, stream)
    make_fit(sys.stdout)
    make_fit(sys.stderr)


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    import platform
    import sqlite3
    from importlib.metadata import version

    from spacequiz import __version__

    click.echo(f"spacequiz {__version__}")
    click.echo(f"Python {platform.python_version()}")
    click.echo(f"Textual {version('textual')}")
    click.echo(f"SQLite {sqlite3.sqlite_version}")
    ctx.exit()


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the versions of spacequiz and of what it stands on.",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.pass_context
def spacequiz(ctx: click.Context, ascii_only: bool) -> int | None:
    """Play a quiz that explains every answer. Without a command, the game opens at home."""
    if ctx.invoked_subcommand is None:
        from spacequiz.cli.play import open_home

        return open_home(ascii_only=ascii_only)
    if ascii_only:
        ctx.default_map = {name: {"ascii_only": True} for name in ("play", "night")}
    return None


def main() -> None:
    """Run the command line and end the process with the exit code that it earned."""
    # What a command loads stays to its end, and looking for garbage in it takes as long as a
    # tenth of the loading. At 700 new objects, as Python has it, that happens a hundred times.
    gc.set_threshold(GARBAGE_FROM)
    _prepare_streams()
    try:
        code = _choose_language().main(prog_name="spacequiz", standalone_mode=False)
    except click.exceptions.Abort:
        code = _tell(say("Stopped."), 130)
    except click.ClickException as error:
        code = _tell(_explain_usage(error), error.exit_code)
    except SpacequizError as error:
        code = _tell(f"spacequiz: {error}", error.exit_code)
    except Exception as error:
        code = _tell_of(error)
    finally:
        # Python would complain of what cannot be written any more.
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                _drop(stream)
    sys.exit(code if isinstance(code, int) else 0)


def _choose_language() -> click.Group:
    """Speak what whoever played last has chosen, or else the system does; return the commands."""
    from spacequiz.paths import find_places, recall_language

    with suppress(SpacequizError):
        choose(recall_language(find_places()))
    if spoken() == "en":
        return spacequiz
    from spacequiz.cli.translated import let_click_speak, translate

    let_click_speak()
    return translate(spacequiz)


def _tell(text: str, code: int) -> int:
    """Say what ended the command, where anybody can hear it, and return the exit code."""
    with suppress(OSError):
        click.echo(text, err=True)
    return code


def _explain_usage(error: click.ClickException) -> str:
    """Return what is wrong with the command line; what was typed may hold anything."""
    said = StringIO()
    error.show(said)
    # click indents a list of values with tabs.
    lines = said.getvalue().rstrip("\n").expandtabs(2).split("\n")
    return "\n".join(map(escape, lines))


def _tell_of(error: Exception) -> int:
    """Say what ended the command, and return the exit code."""
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        message = say("A path is longer than this system allows.")
        return _tell(f"spacequiz: {message}", UsageError.exit_code)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        message = say("There is no room left where it writes to.")
        return _tell(f"spacequiz: {message}", 1)
    if isinstance(error, FileNotFoundError) and _is_folder_gone():
        refusal = UsageError(
            say("The folder that it was started in is gone."),
            hint=say("Change into one that is there."),
        )
        return _tell(f"spacequiz: {refusal}", refusal.exit_code)
    from spacequiz.cli.crash import CRASH_EXIT_CODE, report_crash

    return _tell(report_crash(error), CRASH_EXIT_CODE)
