"""What `spacequiz packs` says of packs: a table, an object for programs, a summary, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spacequiz.text import show_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.info import PackInfo

_FAULTS_SHOWN = 10


def as_object(info: PackInfo) -> dict[str, object]:
    """Return a pack for `--json`; scripts rely on the keys."""
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


def print_table(infos: Iterable[PackInfo]) -> None:
    """Print a line for each pack, then which of them cannot be played."""
    rows = [("id", "questions", "language", "title")]
    rows += [(i.id, str(i.questions), i.language, show_line(i.title)) for i in infos]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, count, language, title in rows:
        line = f"{name:<{widths[0]}}  {count:>{widths[1]}}  {language:<{widths[2]}}  {title}"
        click.echo(line.rstrip())
    print_complaints(infos)


def print_complaints(infos: Iterable[PackInfo]) -> None:
    """Say which packs cannot be played and how to find out why."""
    from spacequiz.packs.command import as_argument

    for info in infos:
        if not info.playable:
            count = "an error" if info.errors == 1 else f"{info.errors} errors"
            see = f"See: spacequiz check {as_argument(info.path)}"
            click.echo(f"{info.id} cannot be played: it has {count}. {see}", err=True)


def describe(info: PackInfo) -> Iterable[str]:
    """Yield the lines that sum up a pack."""
    yield f"Id:           {info.id}"
    yield f"Language:     {info.language}"
    yield f"Questions:    {info.questions}"
    yield f"Kinds:        {_list_counts(info.kinds)}"
    yield f"Categories:   {_list_counts(info.categories)}"
    yield f"Difficulties: {_list_counts(info.difficulties or {})}"
    if info.authors:
        yield f"Authors:      {show_line(', '.join(info.authors))}"
    if info.license:
        yield f"License:      {show_line(info.license)}"
    if info.translates:
        yield f"Translates:   {info.translates}"
    for document in info.documents:
        size = f", {document.paragraphs} paragraphs" if document.paragraphs else ""
        count = "1 question" if document.questions == 1 else f"{document.questions} questions"
        yield f"Document:     {show_line(document.title)} ({count}{size})"
    yield f"Bundled:      {'yes' if info.bundled else 'no'}"
    yield f"Path:         {show_line(str(info.path))}"
    if info.errors or info.warnings:
        yield f"Errors:       {info.errors}"
        yield f"Warnings:     {info.warnings}"


def _list_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{show_line(name)} {count}" for name, count in counts.items()) or "none"


def print_faults(found: Sequence[Diagnostic]) -> None:
    """Print the first faults in full, and how many more there are."""
    from spacequiz.packs.diagnostics import render_text

    for diagnostic in found[:_FAULTS_SHOWN]:
        click.echo(render_text(diagnostic), err=True)
    if len(found) > _FAULTS_SHOWN:
        click.echo(f"… and {tell_count(len(found) - _FAULTS_SHOWN, 'more error')}", err=True)


def tell_count(number: int, word: str) -> str:
    """Return a number with its word, as in `2 questions`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
