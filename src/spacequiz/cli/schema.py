"""`spacequiz schema`: what an editor needs to help with writing packs."""

from __future__ import annotations

from pathlib import Path

import click

from spacequiz.language import say

_EXAMPLES = """\b
Examples:
  spacequiz schema                            print it
  spacequiz schema -o spacequiz.schema.json   write it beside your packs

Then let a pack begin with the line:

\b
  # yaml-language-server: $schema=spacequiz.schema.json
"""


@click.command(epilog=_EXAMPLES)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write it to a file.  [default: print it]",
)
@click.option("--force", is_flag=True, help="Replace the file without asking.")
def schema(output: Path | None, force: bool) -> None:
    """Print the JSON Schema of a pack, for editors that complete keys and explain them.

    `spacequiz new` writes it beside each new pack.
    """
    from spacequiz.packs.json_schema import render_schema

    text = render_schema()
    if output is None:
        click.echo(text, nl=False)
        return
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store
    from spacequiz.text import escape

    if may_write([output], force=force):
        store(output, text.encode())
        click.echo(say("Written: {path}", path=escape(str(output))))
