"""`spacequiz new`: begin a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from pathlib import Path

_OTHERS = frozenset(
    (
        *(".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers", ".tab", ".doc", ".docx", ".odt"),
        *(".rtf", ".pdf", ".txt", ".md", ".gift", ".xml", ".json", ".zip", ".h5p", ".apkg"),
    )
)
"""Endings of files that a folder is not meant by."""

_EXAMPLES = """\b
Examples:
  spacequiz new our-solar-system.yaml --title "Our Solar System"
  spacequiz new quiz.xlsx                     a table to fill in
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

    A PATH that ends in .yaml becomes a file; one that ends in .xlsx or .csv becomes a table to fill
    in, for those who like a spreadsheet better; any other one a folder.
    """
    from pathlib import Path

    from spacequiz.packs.library import looks_like_path
    from spacequiz.packs.starter import write_starter
    from spacequiz.text import as_argument, escape

    suffix = Path(path).suffix.lower()
    if suffix in (".csv", ".tsv", ".xlsx"):
        _write_table(Path(path).expanduser(), document)
        return
    if suffix in _OTHERS:
        from spacequiz.errors import UsageError

        stem = as_argument(Path(path).with_suffix(""))
        message = say("No file that ends in {suffix} can be made here.", suffix=suffix)
        hint = say(
            "A table: spacequiz new {table}    A pack: spacequiz new {pack}",
            table=f"{stem}.xlsx",
            pack=f"{stem}.yaml",
        )
        raise UsageError(message, where=escape(path), hint=hint)
    text = None if document is None else Path(document).expanduser()
    made = write_starter(Path(path).expanduser(), title, text)
    click.echo(say("Written: {path}", path=escape(str(made.main))))
    if made.questions:
        click.echo(
            say_count(
                made.questions,
                "{count} question waits in it to be filled in.",
                "{count} questions wait in it to be filled in.",
            )
        )
    pack = as_argument(made.path)
    # A name without a dot or a slash would be taken for the id of an installed pack.
    named = pack if looks_like_path(str(made.path)) else f"./{pack}"
    click.echo(say("Open it in any editor; then:"))
    click.echo(f"  spacequiz check {pack}")
    click.echo(f"  spacequiz play --pack {named} --watch")


def _write_table(path: Path, document: str | None) -> None:
    """Write a table to fill in, unless there is something of its name."""
    import os

    from spacequiz.errors import UsageError
    from spacequiz.files import store
    from spacequiz.formats.template import make_template
    from spacequiz.text import as_argument, escape

    if document is not None:
        raise UsageError(
            say("A document goes with a pack, not with a table."), where=escape(str(path))
        )
    if os.path.lexists(path):
        hint = say("Choose another name; what is there is not touched.")
        raise UsageError(
            say("There is something of this name already."), where=escape(str(path)), hint=hint
        )
    store(path, make_template(path.suffix.lower()))
    click.echo(say("Written: {path}", path=escape(str(path))))
    click.echo(
        say(
            "Open it in a spreadsheet program and put your questions in place of the examples; then:"
        )
    )
    click.echo(f"  spacequiz packs add {as_argument(path)}")
