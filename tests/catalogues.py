"""The catalogues of all languages: what the source says, what is translated, and how to renew them.

Run it after a message was added, changed or taken out:

    .venv/bin/python tests/catalogues.py

It brings every `.po` up to date (a new message stands there empty, to be translated) and compiles
it to the `.mo` that the program reads.
"""

from __future__ import annotations

import ast
import sys
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import click
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from spacequiz import language
from spacequiz.cli import spacequiz

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE = Path(language.__file__).parent
TRANSLATED = tuple(code for code in language.LANGUAGES if code != "en")
_SAID = {"say": (0,), "say_later": (0,), "say_count": (1, 2), "say_in": (1,), "Says": (0,)}
"""The functions that a message is handed to, and in which places."""
_COMMAND = ("key", "action", "title", "help")
"""What a command of a screen is made of."""


CLICK: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "default: {default}",
    "Aborted!",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing parameter: {param_name}",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    "Choose from:\n\t{choices}",
    "{value} is not in the range {range}.",
    "{value!r} is not a valid {number_type}.",
    "Error: invalid input",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    ),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""What click says by itself."""


class Said(NamedTuple):
    """Name a message, or the two forms of one that counts, and where it is said."""

    message: str | tuple[str, str]
    file: str
    context: str | None = None


def find_catalogue(code: str) -> Path:
    """Return where the translation into a language stands."""
    return PACKAGE / "locales" / code / "LC_MESSAGES" / "spacequiz.po"


def list_said() -> Iterator[Said]:
    """Yield every message that the program can say."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _list_in_call(node, node.func.id, name)
    yield from (Said(text, "cli") for text in _list_help(spacequiz))
    yield from (Said(text, "click") for text in CLICK)


def _list_help(command: click.Command) -> Iterator[str]:
    """Yield what the help of a command says, and of all its own commands."""
    options = [param.help for param in command.params if isinstance(param, click.Option)]
    yield from filter(None, (cleandoc(command.help or ""), command.epilog, *options))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _list_help(cast("click.Command", command.get_command(context, name)))


def _list_in_call(call: ast.Call, function: str, file: str) -> Iterator[Said]:
    if function == "Command":
        given = [
            *zip(_COMMAND, call.args, strict=False),
            *((k.arg, k.value) for k in call.keywords),
        ]
        found = {name: _read(value) for name, value in given}
        yield Said(found["title"], file, found.get("context"))
        yield Said(found["help"], file)
        return
    texts = [_read(call.args[place]) for place in _SAID.get(function, ()) if place < len(call.args)]
    if all(texts) and len(texts) == 2:
        yield Said((texts[0], texts[1]), file)
    elif all(texts) and texts:
        yield Said(texts[0], file, _read(call.args[0]) if function == "say_in" else None)


def _read(node: ast.expr) -> str:
    """Return the text that stands there as it is; empty where it is made."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def make_template() -> Catalog:
    """Return a catalogue of all that is said, without translations."""
    template = Catalog()
    for each in list_said():
        template.add(each.message, locations=[(each.file, 1)], context=each.context)
    return template


def read_catalogue(code: str) -> Catalog:
    """Return a translation as it stands; an empty one for a language that has none yet."""
    path = find_catalogue(code)
    if not path.exists():
        return Catalog(code)
    with path.open("rb") as file:
        return read_po(file, code)


def compile_catalogue(catalogue: Catalog) -> bytes:
    """Return what the program reads of a translation."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def renew(code: str) -> int:
    """Bring a translation up to date, and return how many of its messages are to be translated."""
    catalogue = read_catalogue(code)
    catalogue.update(make_template(), no_fuzzy_matching=True)
    catalogue.project, catalogue.version = "spacequiz", ""
    path = find_catalogue(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            ignore_obsolete=True,
            include_lineno=False,
            omit_header=True,
        )
    text = path.read_text("utf-8")
    path.write_text(_write_head(catalogue) + text, "utf-8")
    path.with_suffix(".mo").write_bytes(compile_catalogue(read_catalogue(code)))
    return sum(not all(list_forms(each.string)) for each in catalogue if each.id)


def _write_head(catalogue: Catalog) -> str:
    """Return the head of a translation, without the dates and versions that change by themselves."""
    lines = (
        f"Language: {catalogue.locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
    )
    return "".join(['msgid ""\nmsgstr ""\n', *(f'"{line}\\n"\n' for line in lines), "\n"])


def list_forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a message, or of its translation: one, or as many as the language has."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


if __name__ == "__main__":
    for each in TRANSLATED:
        sys.stdout.write(f"{each}: {renew(each)} messages are to be translated\n")
