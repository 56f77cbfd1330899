"""Questions to whoever sits at the terminal, before something is replaced or removed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from spacequiz.errors import UsageError
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def confirm(question: str, refusal: UsageError) -> bool:
    """Return what the user answers, and say so if that means that nothing is done.

    Raises:
        UsageError: Nobody is there to be asked: the refusal that was given.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        raise refusal
    try:
        if click.confirm(question, err=True):
            return True
    except click.Abort as abort:
        # Whoever pressed ctrl-c wants out; the end of the input is no answer.
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise
        click.echo(err=True)
    click.echo(say("Nothing was changed."), err=True)
    return False


def may_write(paths: Iterable[Path], *, force: bool) -> bool:
    """Return whether files may be written: none exists, or the user agrees to replace them.

    Raises:
        UsageError: One exists, and nobody is there to be asked.
    """
    import os

    from spacequiz.text import escape

    present = [path for path in paths if os.path.lexists(path)]
    if force or not present:
        return True
    names = ", ".join(escape(str(path)) for path in present)
    message = say_count(len(present), "The file exists already.", "The files exist already.")
    hint = say("Replace with --force, or write to another file.")
    question = say("Replace {files}?", files=names)
    return confirm(question, UsageError(message, where=names, hint=hint))
