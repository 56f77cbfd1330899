"""`spacequiz check`: find every mistake in packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spacequiz.language import say, say_count, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from spacequiz.errors import UsageError
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.pack import Pack
    from spacequiz.packs.read import Reading


_EXAMPLES = """\b
Examples:
  spacequiz check my-pack.yaml            everything that is wrong, and advice
  spacequiz check my-packs/               all packs of a folder, side by side
  spacequiz check --explain longest-answer  what a code means
  spacequiz check my-pack.yaml --strict   fail on advice, too
"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for GitHub's pages.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("--explain", metavar="CODE", help="Say what a code means, with an example.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str,
    strict: bool,
    explain: str | None,
) -> None:
    """Find every mistake in packs; a PATH is a file, a pack's folder, or a folder of packs.

    A file of another program is converted on the way; lines are those of the pack made of it.

    Ends with 3 if there are errors, and with 1 if a rule failed by a mistake of spacequiz's own.
    """
    from spacequiz.errors import UsageError

    if explain is not None:
        _explain(explain)
        return
    if not paths:
        raise UsageError(say("No path was given."), hint=say("Write: spacequiz check my-pack.yaml"))
    settled, made = _settle(paths)
    readings = _read_packs(settled)
    packs = [reading.pack for reading in readings]
    found = [_rename(each, made) for each in _find_all(readings) + _compare_ids(packs)]
    _print(found, packs, form)
    ctx.exit(_judge(found, strict=strict))


def _judge(found: Sequence[Diagnostic], *, strict: bool) -> int:
    """Return the exit code: a rule that failed is no fault of a pack, and no sound check either."""
    from spacequiz.packs.lint import FAILED

    if any(d.is_error or (strict and d.code != FAILED) for d in found):
        return 3
    return int(any(d.code == FAILED for d in found))


def _settle(paths: Sequence[str]) -> tuple[Sequence[str], dict[str, str]]:
    """Return the paths, and for each pack made of another program's file what it is called here."""
    from pathlib import PurePath

    from spacequiz.cli.incoming import settle

    # A path that could be an id is none here: no pack is looked for by id.
    settled = [settle([path])[0] for path in paths]
    made = {
        new: PurePath(new).name for path, new in zip(paths, settled, strict=True) if new != path
    }
    return settled, made


def _rename(diagnostic: Diagnostic, made: dict[str, str]) -> Diagnostic:
    """Return a finding in which a pack that was made has the name that it would be given."""
    name = made.get(diagnostic.path)
    return diagnostic._replace(path=name) if name else diagnostic


def _read_packs(paths: Sequence[str]) -> list[Reading]:
    from pathlib import Path

    from spacequiz.packs.library import expand
    from spacequiz.packs.read import read_closely

    each: dict[Path, None] = {}
    for path in paths:
        each.update(dict.fromkeys(expand(Path(path))))
    return [read_closely(path) for path in each]


def _find_all(readings: Sequence[Reading]) -> list[Diagnostic]:
    from spacequiz.packs.lint import check_packs

    return check_packs(readings)


def _compare_ids(packs: Sequence[Pack]) -> list[Diagnostic]:
    """Return a warning for each pack with the id of another: only one of them can be installed."""
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.text import escape

    first: dict[str, Pack] = {}
    found = []
    for pack in packs:
        other = first.setdefault(pack.head.id, pack)
        if other is not pack and pack.files:
            line, column, quote = pack.id_place
            message = say(
                "The id {id} is taken by another pack: {path}",
                id=pack.head.id,
                path=escape(str(other.path)),
            )
            hint = say("Only one of the two can be installed.")
            path = escape(str(pack.files[0]))
            found.append(
                Diagnostic(
                    path, line, column, "warning", "duplicate-pack", message, hint, quote=quote
                )
            )
    return found


def _print(found: Sequence[Diagnostic], packs: Sequence[Pack], form: str) -> None:
    from spacequiz.packs.diagnostics import render_github, render_grouped, render_json

    if form == "json":
        click.echo(render_json(found))
        return
    for text in render_grouped(found) if form == "text" else map(render_github, found):
        click.echo(text)
    click.echo(_sum_up(found, packs))


def _sum_up(found: Sequence[Diagnostic], packs: Sequence[Pack]) -> str:
    from spacequiz.packs.diagnostics import count_severities

    errors, warnings = count_severities(found)
    questions = sum(len(pack.questions) for pack in packs)
    return say(
        "{packs}, {questions}: {errors}, {warnings}",
        packs=say_count(len(packs), "{count} pack", "{count} packs"),
        questions=say_count(questions, "{count} sound question", "{count} sound questions"),
        errors=say_count(errors, "{count} error", "{count} errors"),
        warnings=say_count(warnings, "{count} warning", "{count} warnings"),
    )


def _explain(code: str) -> None:
    """Print what a code means, with an example of the mistake and of its mending."""
    from spacequiz.packs.lessons import load_lessons

    lessons = load_lessons(spoken())
    lesson = lessons.get(code)
    if lesson is None:
        raise _refuse_code(code, lessons)
    click.echo(f"{code}: {lesson.meaning}")
    for title, example in ((say("Before:"), lesson.before), (say("After:"), lesson.after)):
        if example:
            lines = "\n".join(f"    {line}" for line in example.splitlines())
            click.echo(f"\n{title}\n{lines}")


def _refuse_code(code: str, known: Iterable[str]) -> UsageError:
    """Return the error for a code that there is not."""
    import difflib

    from spacequiz.errors import UsageError
    from spacequiz.text import escape

    near = difflib.get_close_matches(code, list(known), 1, 0.5)
    if near:
        hint = say("Did you mean {other}?", other=near[0])
    else:
        hint = say("Codes: {codes}", codes=", ".join(sorted(known)))
    return UsageError(say("There is no code {code}.", code=escape(code)), hint=hint)
