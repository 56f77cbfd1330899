"""`spacequiz schema`: what an editor needs to help with writing packs."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a pack, for editors that complete keys and explain them.

    Save it, and name it in the first line of a pack: # yaml-language-server: $schema=FILE
    """
    from spacequiz.packs.json_schema import render_schema

    click.echo(render_schema(), nl=False)
