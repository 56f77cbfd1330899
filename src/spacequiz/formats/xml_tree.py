"""A small tree of an XML file: no document types, no entities of its own, no great depth."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from spacequiz.errors import PackError
from spacequiz.formats.decode import check_size, decode_text
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.formats.intake import Intake

MAX_DEPTH = 50
MAX_NODES = 3_000_000

_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

# What stands in CDATA is HTML already, and read as such.
_NAMED = re.compile(r"<!\[CDATA\[(?:.*?\]\]>|.*)|&(?P<name>[A-Za-z][A-Za-z0-9]*;)", re.DOTALL)


@dataclass(slots=True)
class Node:
    """Hold an element: its name, attributes, text and children."""

    name: str
    line: int
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    place: int = 0
    """How many of its parent's texts stand before it."""

    @property
    def text(self) -> str:
        """Return the text directly in it, without white space around it."""
        return "".join(self.texts).strip()

    def find(self, *path: str) -> Node | None:
        """Return the first element at a path below."""
        node: Node | None = self
        for name in path:
            node = next((c for c in node.children if c.name == name), None) if node else None
        return node

    def read(self, *path: str) -> str:
        """Return the text of the first element at a path below, or nothing."""
        node = self.find(*path)
        return node.text if node else ""

    def walk(self, *names: str) -> Iterator[Node]:
        """Yield all elements of these names below, in the order of the file."""
        # The depth is limited where the tree is built.
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.walk(*names)

    def mix(self) -> Iterator[str | Node]:
        """Yield texts and children as they follow one another."""
        done = 0
        for child in self.children:
            yield from self.texts[done : child.place]
            done = child.place
            yield child
        yield from self.texts[done:]

    def list(self, name: str) -> Iterator[Node]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)


class BrokenXml(Exception):  # noqa: N818  # What can be read of the file is read in parts.
    """Say where a file is no XML."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def find_encoding(data: bytes) -> str:
    """Return the encoding that a file declares, or nothing."""
    found = _DECLARATION.match(data[:400])
    return found[1].decode().lower() if found else ""


def decode_xml(data: bytes, intake: Intake) -> str:
    """Return the text of an XML file in the encoding that it declares.

    Raises:
        PackError: The file is too large, empty, or no text.
    """
    encoding = find_encoding(data)
    if encoding in ("iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "us-ascii"):
        check_size(data)
        # What is sound UTF-8 is not Latin letters by chance, whatever the file declares.
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
        return data.decode("windows-1252" if encoding == "us-ascii" else encoding, "replace")
    text, note = decode_text(data)
    intake.note("" if "UTF-16" in note and "utf-16" in text[:100].lower() else note)
    return text


def parse_xml(text: str, line: int = 1) -> Node:
    """Return the root of a text.

    Args:
        text: The text.
        line: The number of its first line within the file.

    Raises:
        PackError: The file declares a document type or entities, or is nested too deep.
        BrokenXml: It is no XML.
    """
    builder = _Builder(line)
    try:
        builder.parser.Parse(_name_by_number(text).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise BrokenXml(error.lineno + line - 1, message or say("no XML")) from None
    return builder.root


def _name_by_number(text: str) -> str:
    """Return a text in which the signs that HTML alone knows by name, as &nbsp;, stand plain."""

    def replace(found: re.Match[str]) -> str:
        sign = html5.get(found["name"] or "", "")
        return sign if sign and sign not in "&<>\"'" else found[0]

    return _NAMED.sub(replace, text) if _NAMED.search(text) else text


def list_elements(text: str, root: str, name: str, intake: Intake) -> Iterator[Node]:
    """Yield the elements of a name under the root; of a broken file, all those that are whole.

    Raises:
        PackError: The file has another root, or nothing of it can be read.
    """
    try:
        found = parse_xml(text.lstrip()).children[0]
    except BrokenXml as error:
        if f"</{name}>" not in text:
            message = say(
                "The file is no sound XML: line {line}: {error}", line=error.line, error=error
            )
            raise PackError(message) from None
        intake.note(say("The XML is broken in line {line}: {error}", line=error.line, error=error))
        yield from _list_whole(text, name, intake)
        return
    if found.name != root:
        raise PackError(
            say("The XML begins with <{name}>, not with <{root}>", name=found.name[:40], root=root)
        )
    yield from found.list(name)


def _list_whole(text: str, name: str, intake: Intake) -> Iterator[Node]:
    """Yield the elements of a broken file, each read on its own."""
    opening, closing = f"<{name} ", f"</{name}>"
    line, known = 1, 0
    start, end = text.find(opening), text.find(closing)
    while start >= 0:
        if 0 <= end < start:
            end = text.find(closing, start)
        following = text.find(opening, start + 1)
        line += text.count("\n", known, start)
        known = start
        if end < 0 or -1 < following < end:
            intake.leave_out(say("line {line}", line=line), say("its end is missing"))
        else:
            try:
                yield from parse_xml(text[start : end + len(closing)], line).children
            except BrokenXml as error:
                intake.leave_out(
                    say("line {line}", line=line),
                    say("its XML is broken in line {line}: {error}", line=error.line, error=error),
                )
        # Without any end further on, nothing that follows can be whole.
        start = following if end >= 0 else -1


def write_inner(node: Node) -> str:
    """Return what an element holds as XML, texts and elements as they follow one another."""
    parts = []
    for part in node.mix():
        if isinstance(part, str):
            parts.append(escape(part))
        else:
            named = "".join(f" {name}={quoteattr(text)}" for name, text in part.attributes.items())
            parts.append(f"<{part.name}{named}>{write_inner(part)}</{part.name}>")
    return "".join(parts)


class _Builder:
    """Build the tree from expat's events; what could blow it up ends it."""

    def __init__(self, line: int) -> None:
        self.root = Node("", line, {})
        self._open = [self.root]
        self._count = 0
        self._line = line
        # The text is decoded already, so what the file declares must not count.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > MAX_DEPTH or self._count > MAX_NODES:
            raise PackError(say("The XML is nested too deep, or holds too many elements"))
        node = Node(name, self.parser.CurrentLineNumber + self._line - 1, attributes)
        node.place = len(self._open[-1].texts)
        self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].texts.append(text)

    def _refuse(self, *_: object) -> int:
        raise PackError(
            say("The XML declares a document type or entities, which are not read"),
            hint=say("No program needs them. Remove the part that begins with <!DOCTYPE."),
        )
