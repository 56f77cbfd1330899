"""`spacequiz print`: sheets of a pack's questions for paper, and the key to them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from spacequiz.cli.completing import complete_pack
from spacequiz.errors import UsageError
from spacequiz.language import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.formats.sheets import Sheet
    from spacequiz.game.question import Question
    from spacequiz.packs.bank import Bank, PackInfo

_EXAMPLES = """\b
Examples:
  spacequiz print our-solar-system -o test.html   one sheet and its key
  spacequiz print our-solar-system -o test.html --versions 4 -n 20
                                                  four versions of the same 20
"""
_LEVELS = ("easy", "medium", "hard")
_MOST_QUESTIONS = 1000
_MOST_VERSIONS = 26


@click.command("print", epilog=_EXAMPLES)
@click.argument("pack", metavar="P", shell_complete=complete_pack)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to: a folder, or sheet.html for sheet.html (sheet-A.html and so on) and "
    "sheet-key.html.  [default: P.html]",
)
@click.option(
    "--versions",
    type=click.IntRange(1, _MOST_VERSIONS),
    default=1,
    show_default=True,
    help="How many versions, each with its own order of questions and options.",
)
@click.option(
    "--seed",
    default="1",
    metavar="S",
    show_default=True,
    help="Another seed gives other sheets; the same one the same.",
)
@click.option("--large", is_flag=True, help="Large print (18 points).")
@click.option("--explanations", is_flag=True, help="Put the explanations into the key.")
@click.option("--bubbles", is_flag=True, help="Print circles to fill in.")
@click.option(
    "-n",
    "--number",
    "count",
    type=click.IntRange(1, _MOST_QUESTIONS),
    help="How many questions, drawn by the seed.  [default: all]",
)
@click.option("--category", "categories", multiple=True, metavar="C", help="Only this category.")
@click.option(
    "--difficulty",
    "difficulties",
    multiple=True,
    type=click.Choice(_LEVELS),
    help="Only this difficulty.",
)
@click.option("--force", is_flag=True, help="Replace files without asking.")
def print(  # noqa: A001  # The command line looks for a command under its own name.
    pack: str,
    output: Path | None,
    versions: int,
    seed: str,
    large: bool,
    explanations: bool,
    bubbles: bool,
    count: int | None,
    categories: tuple[str, ...],
    difficulties: tuple[str, ...],
    force: bool,
) -> None:
    """Print questions of pack P (an id, a file or a folder) on sheets of paper.

    A file of another program is converted on the way.

    Writes HTML files; open them in a browser and print them there.
    """
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store
    from spacequiz.formats.sheets import Layout, make_sheets
    from spacequiz.packs.pictures import load_pictures

    info, questions = _load(pack, categories, difficulties, count, seed)
    layout = Layout(large=large, bubbles=bubbles, explanations=explanations)
    pictures = load_pictures(info.path, questions)
    sheets = make_sheets(
        info, questions, pictures=pictures, versions=versions, seed=seed, layout=layout
    )
    name = Path(f"{info.id}.html")
    output = name if output is None else output / name if output.is_dir() else output
    files = _name_files(sheets, output)
    if not may_write(files, force=force):
        return
    for path, data in files.items():
        store(path, data)
        click.echo(_shown(str(path)))
    if count is not None and len(questions) < count:
        told = say_count(
            len(questions), "Only {count} question fits.", "Only {count} questions fit."
        )
        click.echo(told, err=True)


def _load(
    name: str,
    categories: Sequence[str],
    difficulties: Sequence[str],
    count: int | None,
    seed: str,
) -> tuple[PackInfo, list[Question]]:
    """Return the pack and the questions to print."""
    from spacequiz.cli.incoming import settle
    from spacequiz.cli.opening import refresh_bank
    from spacequiz.packs.library import choose_packs, find_pack, open_bank
    from spacequiz.paths import find_places

    (name,) = settle([name])
    bank: Bank = open_bank(find_places(), [name])
    try:
        refresh_bank(bank)
        (pack,) = choose_packs(bank, [name])
        info = find_pack(bank.packs(), name)
        known = {category.casefold(): category for category in info.categories}
        chosen = [known.get(category.casefold(), category) for category in categories]
        pool = bank.pool([pack], [], chosen, difficulties)
        if count is None:
            candidates = pool.list_all()
        else:
            from spacequiz.game.drawing import draw

            candidates = draw(pool, count, {}, Random(f"print/{seed}"))
        questions = bank.questions([candidate.address for candidate in candidates])
    finally:
        bank.close()
    if not questions:
        names = ", ".join(map(_shown, info.categories))
        hint = say("The categories are: {categories}", categories=names)
        raise UsageError(say("No question fits."), hint=hint)
    return info, questions


def _name_files(sheets: Iterable[Sheet], output: Path) -> dict[Path, bytes]:
    """Return what goes into which file; a sheet that is alone needs no letter."""
    from spacequiz.formats.sheets import KEY

    found = list(sheets)
    ending = output.suffix or ".html"
    named = {}
    for sheet in found:
        alone = sheet.name != KEY and len(found) == 2
        tail = ending if alone else f"-{sheet.name}{ending}"
        named[output.with_name(output.stem + tail)] = sheet.data
    return named


def _shown(text: str) -> str:
    from spacequiz.text import escape

    return escape(text)
