"""`spacequiz packs`: list the packs and show what one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacequiz.packs.info import PackInfo


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a list that programs can read.")
@click.pass_context
def packs(ctx: click.Context, as_json: bool) -> None:
    """List the packs there are, or show what one holds."""
    if ctx.invoked_subcommand is not None:
        return
    infos = _read_library()
    if as_json:
        import json

        click.echo(json.dumps([_as_object(info) for info in infos], indent=2))
    elif infos:
        _print_table(infos)
    else:
        from spacequiz.paths import find_places

        click.echo(f"There are no packs. Put one into {_shown(str(find_places().packs))}")


@packs.command()
@click.argument("pack")
def show(pack: str) -> None:
    """Show what a PACK holds; name it by its id, its file or its folder."""
    from spacequiz.packs.library import find_pack

    infos = _read_library([pack])
    info = find_pack(infos, pack)
    click.echo(_shown(info.title))
    if info.description:
        click.echo(_shown(info.description))
    click.echo()
    for line in _describe(info):
        click.echo(line)
    _print_complaints([info])


def _read_library(names: Iterable[str] = ()) -> tuple[PackInfo, ...]:
    """Return all packs, after those that have changed were read."""
    from spacequiz.packs.library import open_bank
    from spacequiz.paths import find_places

    bank = open_bank(find_places(), names)
    bank.refresh()
    return bank.packs()


def _as_object(info: PackInfo) -> dict[str, object]:
    return {
        "id": info.id,
        "title": info.title,
        "language": info.language,
        "questions": info.questions,
        "kinds": dict(info.kinds),
        "categories": dict(info.categories),
        "documents": [document._asdict() for document in info.documents],
        "path": str(info.path),
        "bundled": info.bundled,
        "errors": info.errors,
    }


def _print_table(infos: Iterable[PackInfo]) -> None:
    rows = [("id", "questions", "language", "title")]
    rows += [(i.id, str(i.questions), i.language, _shown(i.title)) for i in infos]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, count, language, title in rows:
        line = f"{name:<{widths[0]}}  {count:>{widths[1]}}  {language:<{widths[2]}}  {title}"
        click.echo(line.rstrip())
    _print_complaints(infos)


def _print_complaints(infos: Iterable[PackInfo]) -> None:
    """Say which packs cannot be played and how to find out why."""
    for info in infos:
        if not info.playable:
            count = "an error" if info.errors == 1 else f"{info.errors} errors"
            path = _shown(str(info.path))
            click.echo(
                f"{info.id} cannot be played: it has {count}. See: spacequiz check {path}", err=True
            )


def _describe(info: PackInfo) -> Iterable[str]:
    """Yield the lines that sum up a pack."""
    yield f"Id:           {info.id}"
    yield f"Language:     {info.language}"
    yield f"Questions:    {info.questions}"
    yield f"Kinds:        {_list_counts(info.kinds)}"
    yield f"Categories:   {_list_counts(info.categories)}"
    yield f"Difficulties: {_list_counts(info.difficulties or {})}"
    if info.authors:
        yield f"Authors:      {_shown(', '.join(info.authors))}"
    if info.license:
        yield f"License:      {_shown(info.license)}"
    if info.translates:
        yield f"Translates:   {info.translates}"
    for document in info.documents:
        size = f", {document.paragraphs} paragraphs" if document.paragraphs else ""
        count = "1 question" if document.questions == 1 else f"{document.questions} questions"
        yield f"Document:     {_shown(document.title)} ({count}{size})"
    yield f"Bundled:      {'yes' if info.bundled else 'no'}"
    yield f"Path:         {_shown(str(info.path))}"
    if info.errors or info.warnings:
        yield f"Errors:       {info.errors}"
        yield f"Warnings:     {info.warnings}"


def _list_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{_shown(name)} {count}" for name, count in counts.items()) or "none"


def _shown(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    from spacequiz.text import collapse, escape

    return escape(collapse(text.replace("\xa0", " ")))
