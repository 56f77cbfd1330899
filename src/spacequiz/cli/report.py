"""`spacequiz report`: item analysis, from one save file or many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spacequiz.cli.scores import open_save
from spacequiz.errors import UsageError
from spacequiz.text import defuse, show_line
from spacequiz.words.advice import describe_concern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacequiz.game.analysis import ItemAnalysis, PackAnalysis
    from spacequiz.packs.bank import Bank, PackInfo


_EXAMPLES = """\b
Examples:
  spacequiz report our-solar-system               who played on this computer
  spacequiz report our-solar-system --save class/ a folder of save files
  spacequiz report our-solar-system --csv > items.csv
"""
_WIDTH = 80


@click.command(epilog=_EXAMPLES)
@click.argument("pack", metavar="P")
@click.option(
    "--save",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A save file, a history as JSON, or a folder of them. Can be repeated.  [default: yours]",
)
@click.option("--all", "everything", is_flag=True, help="Show the options of every question.")
@click.option("--json", "as_json", is_flag=True, help="Print what programs can read.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
def report(
    pack: str, files: tuple[Path, ...], everything: bool, as_json: bool, as_csv: bool
) -> None:
    """Tell from the answers which questions of pack P work: an id, a file or a folder."""
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other.")

    info, found = _analyse(pack, files)
    if as_json:
        import json

        click.echo(json.dumps(as_object(info, found), indent=2))
    elif as_csv:
        click.echo(as_table(found), nl=False)
    else:
        _print(info, found, everything=everything)


def _analyse(name: str, files: Sequence[Path]) -> tuple[PackInfo, PackAnalysis]:
    """Return the pack, and what the answers in the named files, or the user's own, say of it."""
    from spacequiz.cli.opening import CLOCK, refresh_bank
    from spacequiz.packs.library import choose_packs, find_pack, open_bank
    from spacequiz.paths import find_places
    from spacequiz.quizmaster.teaching import Shelf

    places = find_places()
    bank: Bank = open_bank(places, [name])
    try:
        refresh_bank(bank)
        choose_packs(bank, [name])
        info = find_pack(bank.packs(), name)
        if not files:
            # Opened first, so that it is repaired or brought up to date where needed.
            with open_save():
                pass
        shelf = Shelf(bank, places, CLOCK)
        found, notices = shelf.analyse(info, files)
    finally:
        bank.close()
    for notice in notices:
        click.echo(show_line(notice), err=True)
    return info, found


def _print(info: PackInfo, found: PackAnalysis, *, everything: bool) -> None:
    click.echo(show_line(info.title))
    if not found.replies:
        click.echo("\nNobody has answered a question of this pack yet.")
        click.echo("Students' save files are read with: --save FILE or --save FOLDER")
        return
    asked = sum(item.n > 0 for item in found.items)
    click.echo(
        f"{_count(found.students, 'student')}, {_count(found.replies, 'first answer')} "
        f"to {asked} of {_count(len(found.items), 'question')}"
    )
    click.echo(
        f"mean {_percent(found.mean)}   standard deviation {_percent(found.deviation)}   "
        f"Cronbach's α {_number(found.alpha, '.2f')}   n {found.students}"
    )
    for edition, count in found.editions.items():
        click.echo(f"{count} of these in the edition {edition}: not in the shares of the options.")
    if found.cautious:
        click.echo("Fewer than 30 students: take every number as a hint, not as a verdict.")
    click.echo()
    for line in _table(found.items):
        click.echo(line)
    _print_details([item for item in found.items if item.concerns or (everything and item.n)])


def _table(items: Iterable[ItemAnalysis]) -> Iterator[str]:
    """Yield the table: what it counts stands in columns that fit a narrow terminal."""
    yield f"{'question':<36}{'n':>6}{'right':>8}{'discr':>8}{'27%':>8}{'effic':>8}"
    few = False
    for item in items:
        if not item.n:
            continue
        few = few or item.cautious
        mark = "*" if item.cautious else " "
        yield (
            f"{_shorten(item.question.id, 35):<36}{item.n:>5}{mark}{_percent(item.difficulty):>8}"
            f"{_number(item.discrimination, '+.0f'):>8}{_number(item.upper_lower, '+.2f'):>8}"
            f"{_number(item.efficiency, '.0f'):>8}{'  !' if item.concerns else ''}"
        )
    yield ""
    if few:
        yield "* fewer than 30 answers: handle with care"
    yield "! see below" if any(item.concerns for item in items) else "Nothing stands out."


def _print_details(items: Sequence[ItemAnalysis]) -> None:
    for item in items:
        click.echo()
        for line in _wrap(f"{item.question.id}: {item.question.ask}", "", "  "):
            click.echo(line)
        for concern in item.concerns:
            for line in _wrap(describe_concern(concern), "  ! ", "    "):
                click.echo(line)
        for option in item.options:
            mark = "right" if option.right else "hardly anyone" if option.idle else ""
            bar = "█" * round(20 * option.share)
            text = _pad(_shorten(show_line(option.text), 30), 30)
            click.echo(f"    {text} {option.share:>5.0%}  {bar:<20} {mark}".rstrip())
        if item.blank:
            click.echo(f"    {_pad('(no answer)', 30)} {item.blank / item.n:>5.0%}")


def _wrap(text: str, first: str, later: str) -> list[str]:
    from textwrap import wrap

    return wrap(show_line(text), _WIDTH, initial_indent=first, subsequent_indent=later)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _measure(text))


def _shorten(text: str, width: int) -> str:
    """Return a text that takes no more columns of a terminal than these."""
    if _measure(text) <= width:
        return text
    while _measure(text) >= width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _measure(text: str) -> int:
    from unicodedata import combining, east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _number(value: float | None, form: str) -> str:
    """Return a number without a minus before what is rounded to nothing."""
    if value is None:
        return "–"
    text = format(value, form)
    return text.replace("-", "+" if "+" in form else "") if float(text) == 0 else text


_CSV_HEAD = (
    *("question", "text", "kind", "n", "difficulty", "standard deviation", "discrimination"),
    *("upper minus lower 27%", "efficiency", "compared", "no answer", "took help"),
    *("called right by the player", "options", "advice"),
)


def as_object(info: PackInfo, found: PackAnalysis) -> dict[str, object]:
    """Return an analysis for JSON; scripts rely on the keys."""
    return {
        "pack": info.id,
        "title": info.title,
        "students": found.students,
        "answers": found.replies,
        "editions": dict(found.editions),
        "mean": found.mean,
        "standard_deviation": found.deviation,
        "alpha": found.alpha,
        "caution": found.cautious,
        "questions": [_describe(item) for item in found.items],
    }


def _describe(item: ItemAnalysis) -> dict[str, object]:
    return {
        "id": item.question.id,
        "ask": item.question.ask,
        "kind": item.question.kind.value,
        "n": item.n,
        "here": item.here,
        "difficulty": item.difficulty,
        "standard_deviation": item.deviation,
        "compared": item.compared,
        "discrimination": item.discrimination,
        "upper_lower": item.upper_lower,
        "efficiency": item.efficiency,
        "blank": item.blank,
        "helped": item.helped,
        "claimed": item.claimed,
        "caution": item.cautious,
        "options": [
            {
                "text": o.text,
                "count": o.count,
                "share": o.share,
                "right": o.right,
                "idle": o.idle,
                "pull": o.pull,
            }
            for o in item.options
        ],
        "flags": [
            {"code": concern.fact.value, "advice": describe_concern(concern)}
            for concern in item.concerns
        ],
    }


def as_table(found: PackAnalysis) -> str:
    """Return an analysis as CSV, a line for each question."""
    import csv
    import io

    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_CSV_HEAD)
    for item in found.items:
        writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in _row(item)])
    return file.getvalue()


def _row(item: ItemAnalysis) -> Iterator[str | float]:
    yield from (item.question.id, item.question.ask, item.question.kind.value, item.n)
    numbers = (item.difficulty, item.deviation, item.discrimination, item.upper_lower)
    for number in (*numbers, item.efficiency):
        yield "" if number is None else round(number, 3)
    yield from (item.compared, item.blank, item.helped, item.claimed)
    yield "; ".join(f"{o.text}{' (right)' if o.right else ''} {o.share:.0%}" for o in item.options)
    yield " ".join(describe_concern(concern) for concern in item.concerns)
