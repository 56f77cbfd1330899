"""`spacequiz report`: item analysis, from one save file or many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spacequiz.cli.completing import complete_pack
from spacequiz.cli.scores import open_save
from spacequiz.errors import UsageError
from spacequiz.language import say, say_count, say_in
from spacequiz.text import defuse, show_line
from spacequiz.words.advice import describe_concern, name_option

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
@click.argument("pack", metavar="P", shell_complete=complete_pack)
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
        raise UsageError(say("--json and --csv exclude each other."))

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
        click.echo("\n" + say("Nobody has answered a question of this pack yet."))
        click.echo(say("Students' save files are read with: --save FILE or --save FOLDER"))
        return
    for line in _sum_up(found):
        click.echo(line)
    click.echo()
    for line in _table(found.items):
        click.echo(line)
    _print_details([item for item in found.items if item.concerns or (everything and item.n)])


def _sum_up(found: PackAnalysis) -> Iterator[str]:
    """Yield the lines that tell of all answers together."""
    questions = say_count(
        len(found.items),
        "{number} of {count} question",
        "{number} of {count} questions",
        number=sum(item.n > 0 for item in found.items),
    )
    yield say(
        "{students}, {answers} to {questions}",
        students=say_count(found.students, "{count} student", "{count} students"),
        answers=say_count(found.replies, "{count} first answer", "{count} first answers"),
        questions=questions,
    )
    yield say(
        "mean {mean}   standard deviation {deviation}   Cronbach's α {alpha}   n {students}",
        mean=_percent(found.mean),
        deviation=_percent(found.deviation),
        alpha=_number(found.alpha, ".2f"),
        students=found.students,
    )
    for edition, count in found.editions.items():
        yield say_count(
            count,
            "{count} of these in the edition {edition}: not in the shares of the options.",
            "{count} of these in the edition {edition}: not in the shares of the options.",
            edition=edition,
        )
    if found.cautious:
        yield say("Fewer than 30 students: take every number as a hint, not as a verdict.")


def _table(items: Iterable[ItemAnalysis]) -> Iterator[str]:
    """Yield the table: what it counts stands in columns that fit a narrow terminal."""
    heads = ("n", say_in("column", "right"), say("discr"), "27%", say("effic"))
    yield _pad(say("question"), 36) + f"{heads[0]:>6}" + "".join(f"{each:>8}" for each in heads[1:])
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
        yield "* " + say("fewer than 30 answers: handle with care")
    if any(item.concerns for item in items):
        yield "! " + say("see below")
    else:
        yield say("Nothing stands out.")


def _print_details(items: Sequence[ItemAnalysis]) -> None:
    for item in items:
        click.echo()
        for line in _wrap(f"{item.question.id}: {item.question.ask}", "", "  "):
            click.echo(line)
        for concern in item.concerns:
            for line in _wrap(describe_concern(concern), "  ! ", "    "):
                click.echo(line)
        for option in item.options:
            mark = say("right") if option.right else say("hardly anyone") if option.idle else ""
            bar = "█" * round(20 * option.share)
            name = name_option(item.question, option.text)
            text = _pad(_shorten(show_line(name), 30), 30)
            click.echo(f"    {text} {option.share:>5.0%}  {bar:<20} {mark}".rstrip())
        if item.blank:
            text = _pad(f"({say('no answer')})", 30)
            click.echo(f"    {text} {item.blank / item.n:>5.0%}")


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
    right = f" ({say('right')})"
    yield "; ".join(f"{o.text}{right if o.right else ''} {o.share:.0%}" for o in item.options)
    yield " ".join(describe_concern(concern) for concern in item.concerns)
