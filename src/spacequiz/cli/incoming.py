"""Files of other programs where a pack is named: converted on the way, and that is said."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable


MOST_TOLD = 5
"""So many questions that were left out are told of here, each with the reason."""


def settle(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of packs, in which those of other programs' files are those of packs made of them.

    Raises:
        SpacequizError: A file can be read by nobody here.
    """
    return tuple(map(_settle, names))


def _settle(name: str) -> str:
    from spacequiz.packs.library import looks_like_path

    path = Path(name).expanduser()
    # Most names are those of packs; for them, none of the readers is loaded.
    if not looks_like_path(name) or path.suffix.lower() in (".yaml", ".yml") or path.is_dir():
        return name
    from spacequiz.formats.common import LeftOut
    from spacequiz.paths import find_places
    from spacequiz.quizmaster.incoming import bring
    from spacequiz.text import as_argument, show_line

    found = bring(path, find_places())
    if found is None:
        return name
    click.echo(found.tell(name), err=True)
    for sample in found.samples:
        click.echo("  " + say("for example: {question}", question=show_line(sample)), err=True)
    for loss in islice((loss for loss in found.losses if isinstance(loss, LeftOut)), MOST_TOLD):
        click.echo(f"  {show_line(loss.question)}: {show_line(loss.what)}", err=True)
    if found.losses:
        command = f"spacequiz convert {as_argument(path)} {as_argument(found.path.name)}"
        click.echo(say("What is lost, and a pack to mend: {command}", command=command), err=True)
    return str(found.path)
