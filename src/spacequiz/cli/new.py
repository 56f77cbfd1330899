"""`spacequiz new`: begin a pack."""

from __future__ import annotations

import click

_EXAMPLES = """\b
Examples:
  spacequiz new our-solar-system.yaml --title "Our Solar System"
  spacequiz new chapter-3 --document ch3.txt  a question for each paragraph
"""


@click.command(epilog=_EXAMPLES)
@click.argument("path")
@click.option("--title", default="", help="How the pack is called.")
@click.option(
    "--document",
    metavar="FILE",
    help="A text (.txt or .md); a question is prepared for each of its paragraphs.",
)
def new(path: str, title: str, document: str | None) -> None:
    """Write a new pack to begin with, with a note and an example for each kind of question.

    A PATH that ends in .yaml becomes a file, any other one a folder.
    """
    from pathlib import Path

    from spacequiz.packs.library import looks_like_path
    from spacequiz.packs.starter import write_starter
    from spacequiz.text import as_argument, escape

    text = None if document is None else Path(document).expanduser()
    made = write_starter(Path(path).expanduser(), title, text)
    click.echo(f"Written: {escape(str(made.main))}")
    if made.questions:
        count = "1 question waits" if made.questions == 1 else f"{made.questions} questions wait"
        click.echo(f"{count} in it to be filled in.")
    pack = as_argument(made.path)
    # A name without a dot or a slash would be taken for the id of an installed pack.
    named = pack if looks_like_path(str(made.path)) else f"./{pack}"
    click.echo("Open it in any editor; then:")
    click.echo(f"  spacequiz check {pack}")
    click.echo(f"  spacequiz play --pack {named} --watch")
