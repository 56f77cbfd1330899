"""Writing a pack: the text that a teacher would write by hand, which reads back the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.fields import OrOne, find_mark, holds_pairs, list_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.kinds.fields import Field
    from spacequiz.game.question import Citation, Picture, Question
    from spacequiz.packs.pack import Document, Head

_GENERAL = "General"
_SHORT_LIST = 70
"""How many characters of a list stand on one line."""

# What begins like this means something in YAML: a list, a comment, a quote, a block.
_MEANT = re.compile(r"-(?!\d)|[?:,\[\]{}#&*!|>'\"%@`=~]|<<|\.\.\.")
_MEANT_INSIDE = re.compile(r": | #|:$")
_MEANT_IN_FLOW = re.compile(r"[,\[\]{}?]")


def render_pack(
    head: Head, questions: Iterable[Question], files: Mapping[str, str] | None = None
) -> str:
    """Return the text of a pack file.

    Args:
        head: What the pack says about itself.
        questions: The questions, which keep their order.
        files: For each document whose text lies beside the pack, the name of that file.
    """
    lines = list(_list_head(head, files or {}))
    lines.append("questions:")
    first = True
    for question in questions:
        if not first:
            lines.append("")
        first = False
        keys = render_question(question).split("\n")
        lines.append(f"- {keys[0]}")
        lines += [f"  {line}" if line else "" for line in keys[1:]]
    if first:
        lines[-1] = "questions: []"
    return "\n".join(lines) + "\n"


def render_question(question: Question) -> str:
    """Return the keys of a question as a pack writes them, without the dash before the first."""
    return "\n".join(line for key in _list_keys(question) for line in key)


def _list_head(head: Head, files: Mapping[str, str]) -> Iterator[str]:
    yield "spacequiz: 1"
    yield from _entry("id", head.id)
    yield from _entry("title", head.title)
    if head.language != "en":
        yield from _entry("language", head.language)
    if head.description:
        yield from _entry("description", head.description)
    if head.authors:
        yield from _names("authors", head.authors)
    if head.license:
        yield from _entry("license", head.license)
    if head.version:
        yield from _entry("version", head.version)
    if head.home:
        yield from _entry("home", head.home)
    if head.translates:
        yield from _entry("translates", head.translates)
    if not head.explanations_required:
        yield "explanations: optional"
    if head.story:
        yield "order: story"
    if head.documents:
        yield "documents:"
        for document in head.documents.values():
            yield f"  {_key(document.id)}:"
            for line in _list_document(document, files.get(document.id, "")):
                yield f"    {line}"


def _list_document(document: Document, file: str) -> Iterator[str]:
    yield from _entry("title", document.title)
    for key in ("author", "publisher", "year", "url"):
        if value := getattr(document, key):
            yield from _entry(key, value)
    if file:
        yield from _entry("file", file)
    elif document.count:
        yield f"paragraphs: {document.count}"


def _list_keys(question: Question) -> Iterator[Iterable[str]]:
    """Yield the lines of each key of a question, in the order of the documentation."""
    yield _entry("id", question.id)
    if question.kind is not Kind.CHOICE:
        yield _entry("kind", question.kind)
    yield _entry("ask", question.ask)
    if question.picture is not None:
        yield _entry("image", question.picture.file)
        yield _entry("alt", question.picture.alt)
    yield _list_pictured(question) if question.pictured else _list_fields(question.body)
    if question.explain:
        yield _entry("explain", question.explain)
    if question.citation is not None:
        yield [_write_source(question.citation)]
    if question.category != _GENERAL:
        yield _entry("category", question.category)
    if question.difficulty is not Difficulty.MEDIUM:
        yield _entry("difficulty", question.difficulty)
    if question.hint:
        yield _entry("hint", question.hint)
    if question.tags:
        yield _names("tags", question.tags)


def _list_fields(owner: Body | NamedTuple) -> Iterator[str]:
    """Yield the lines of the fields of a kind, or of a part of one, but those that are left out."""
    for field in list_fields(type(owner)):
        value = getattr(owner, field.name)
        if field.required or value != field.default:
            yield from _list_field(field, value)


def _list_pictured(question: Question) -> Iterator[str]:
    """Yield the lines of the fields of a kind of which some options have pictures."""
    pictures = dict(question.pictured)
    for field in list_fields(type(question.body)):
        value = getattr(question.body, field.name)
        if field.key in ("answers", "wrong"):
            options = [(each, "") if isinstance(each, str) else each for each in value]
            yield f"{field.key}:"
            for text, why in options:
                first, *more = _show_option(text, why, pictures.get(text))
                yield f"- {first}"
                yield from (f"  {line}" if line else "" for line in more)
        elif field.key == "answer" and value in pictures:
            yield "answer:"
            yield from (f"  {line}" for line in _show_option(value, "", pictures[value]))
        elif field.required or value != field.default:
            yield from _list_field(field, value)


def _show_option(text: str, why: str, picture: Picture | None) -> list[str]:
    """Return the lines of an option: its text alone, or its keys."""
    keys = {"text": text}
    if picture is not None:
        keys |= {"image": picture.file, "alt": picture.alt}
    keys |= {"why": why} if why else {}
    return [_quote(text)] if len(keys) == 1 else [x for k, v in keys.items() for x in _entry(k, v)]


def _list_field(field: Field, value: Any) -> Iterator[str]:
    match value:
        case bool():
            return iter([f"{field.key}: {'true' if value else 'false'}"])
        case Decimal():
            return iter([f"{field.key}: {value:f}"])
        case str():
            return _entry(field.key, value)
        case (str(only),) if find_mark(field.hint, OrOne):
            return _entry(field.key, only)
        case (str(), *_):
            return _list(field.key, value)
        case _ if holds_pairs(field.hint):
            return _list_pairs(field.key, value)
        case _:
            return _list_parts(field.key, value)


def _list_parts(key: str, parts: Iterable[Any]) -> Iterator[str]:
    """Yield parts, those of which only the first field is filled in as its text alone."""
    if parts:
        yield f"{key}:"
    for part in parts:
        text, *others = part
        if not any(others):
            yield f"- {_quote(text)}"
            continue
        first, *more = _list_fields(part)
        yield f"- {first}"
        yield from (f"  {line}" if line else "" for line in more)


def _list_pairs(key: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not any(right for _, right in pairs):
        yield from _list(key, (left for left, _ in pairs))
        return
    yield f"{key}:"
    for left, right in pairs:
        yield f"  {_quote(left)}: {_quote(right)}"


def _list(key: str, texts: Iterable[str]) -> Iterator[str]:
    found = [f"- {_quote(text)}" for text in texts]
    if found:
        yield f"{key}:"
        yield from found


def _names(key: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a list of short names on one line, if they fit there."""
    names = list(names)
    line = f"{key}: [{', '.join(_quote(name, flow=True) for name in names)}]"
    if len(line) <= _SHORT_LIST:
        yield line
    else:
        yield from _list(key, names)


def _write_source(citation: Citation) -> str:
    numbers = ""
    if len(citation.paragraphs) == 1:
        numbers = f", paragraph: {citation.paragraphs[0]}"
    elif citation.paragraphs:
        numbers = f", paragraphs: [{', '.join(map(str, citation.paragraphs))}]"
    return f"source: {{document: {_quote(citation.document, flow=True)}{numbers}}}"


def _entry(key: str, text: str) -> Iterator[str]:
    """Yield a key with its text, which stands below the key if it has several lines."""
    if "\n" not in text:
        yield f"{key}: {_quote(text)}"
        return
    # A first line that is indented on purpose hides how far the block itself is.
    indent = "2" if text[0] == " " else ""
    yield f"{key}: |{indent}-"
    yield from (f"  {line}" if line else "" for line in text.split("\n"))


def _key(text: str) -> str:
    return _quote(text)


def _quote(text: str, *, flow: bool = False) -> str:
    """Return a text of one line as it is, or in quotes where YAML would read more into it."""
    meant = (
        not text
        or text != text.strip()
        or _MEANT.match(text)
        or _MEANT_INSIDE.search(text)
        or (flow and _MEANT_IN_FLOW.search(text))
    )
    if not meant:
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
