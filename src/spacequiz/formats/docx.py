"""Word documents: their paragraphs as lines, with numbers, letters and what is bold or marked."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from spacequiz.errors import PackError
from spacequiz.formats.archive import ZipReader
from spacequiz.formats.intake import Intake
from spacequiz.formats.lists import PICTURE, read_text
from spacequiz.formats.pictures import Found, Package, is_sound
from spacequiz.formats.xml_tree import BrokenXml, Node, decode_xml, parse_xml
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacequiz.formats.common import Imported

MAIN = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_LABEL = re.compile(r"\s*[*(\[]*\w{1,3}[.)\]]+\s*")
_LEAST_COLOR = 0x28
"""By how much the shades of a color differ at least."""


def read(data: bytes) -> Imported:
    """Return the questions of a document, read as a list that somebody typed.

    Raises:
        PackError: It is damaged, or no text document.
    """
    archive = ZipReader(data)
    if MAIN not in archive.names:
        raise PackError(say("This is no text document"), hint=say("Save it as .docx, or as text."))
    intake = Intake()
    root = _parse(archive, MAIN, intake)
    intake.find_file = Package(archive).find
    files = _read_relations(archive, intake)
    numbering = _Numbering(archive, intake)
    lines: list[str] = []
    pictures: dict[int, list[Found]] = {}
    is_lost = False
    for paragraph in root.walk("w:p"):
        found, lost = _find_pictures(paragraph, files, intake)
        is_lost = is_lost or lost
        if found:
            pictures[len(lines) + 1] = found
        lines += numbering.list_lines(paragraph, PICTURE if found else "")
    if is_lost:
        intake.note(say("pictures of the document are left out that are no PNG, JPEG, GIF or WebP"))
    return read_text("\n".join(lines), intake, pictures)


def _read_relations(archive: ZipReader, intake: Intake) -> dict[str, str]:
    """Return the files that the document names, by the names that it gives them."""
    if _RELATIONS not in archive.names:
        return {}
    return {
        node.attributes.get("Id", ""): f"word/{node.attributes.get('Target', '')}"
        for node in _parse(archive, _RELATIONS, intake).walk("Relationship")
        if node.attributes.get("TargetMode") != "External"
    }


def _find_pictures(
    paragraph: Node, files: Mapping[str, str], intake: Intake
) -> tuple[list[Found], bool]:
    """Return the pictures of a paragraph, and whether it has others that cannot be shown."""
    found, lost = [], False
    for drawing in paragraph.walk("w:drawing", "w:pict"):
        about = next(drawing.walk("wp:docPr"), None)
        for image in drawing.walk("a:blip", "v:imagedata"):
            name = image.attributes.get("r:embed") or image.attributes.get("r:id", "")
            data = intake.find_file(files.get(name, ""))
            if data is not None and is_sound(data):
                found.append(Found(data, about.attributes.get("descr", "") if about else ""))
            else:
                lost = True
    return found, lost


def _parse(archive: ZipReader, name: str, intake: Intake) -> Node:
    try:
        return parse_xml(decode_xml(archive.read(name), intake))
    except BrokenXml:
        raise PackError(
            say("The document is damaged"), hint=say("Save it again as .docx.")
        ) from None


class _Numbering:
    """Write out the numbers and letters that Word keeps beside the text."""

    def __init__(self, archive: ZipReader, intake: Intake) -> None:
        self._levels: dict[tuple[str, str], str] = {}
        self._counts: dict[tuple[str, str], int] = {}
        if _NUMBERING not in archive.names:
            return
        root = _parse(archive, _NUMBERING, intake)
        abstract: dict[str, list[tuple[str, str]]] = {}
        for node in root.walk("w:abstractNum"):
            abstract[_value(node, "w:abstractNumId")] = [
                (_value(level, "w:ilvl"), _value(level.find("w:numFmt")))
                for level in node.list("w:lvl")
            ]
        for node in root.walk("w:num"):
            number = _value(node, "w:numId")
            for level, form in abstract.get(_value(node.find("w:abstractNumId")), []):
                self._levels[number, level] = form

    def list_lines(self, paragraph: Node, picture: str) -> list[str]:
        """Return the lines of a paragraph, a blank one where it is empty.

        Args:
            paragraph: The paragraph.
            picture: What stands where there is nothing but a picture, or a letter before it.
        """
        text = _read_paragraph(paragraph)
        if picture and (not text.strip() or _LABEL.fullmatch(text)):
            text = f"{text.strip()} {picture}".strip()
        return (self._begin(paragraph) + text).split("\n") if text.strip() else [""]

    def _begin(self, paragraph: Node) -> str:
        place = paragraph.find("w:pPr", "w:numPr")
        if place is None:
            return ""
        number, level = _value(place.find("w:numId")), _value(place.find("w:ilvl")) or "0"
        form = self._levels.get((number, level), "decimal")
        count = self._counts[number, level] = self._counts.get((number, level), 0) + 1
        for deeper in range(int(level) + 1 if level.isdecimal() else 1, 10):
            self._counts.pop((number, str(deeper)), None)
        if form == "bullet":
            return "- "
        if form in ("lowerLetter", "upperLetter") or level != "0":
            return f"{ascii_lowercase[(count - 1) % 26]}) "
        return f"{count}. "


_Parts = list[tuple[str, bool, bool]]
"""Pieces of text, each with whether it is bold and whether it is marked otherwise."""


def _read_paragraph(paragraph: Node) -> str:
    """Return the lines of a paragraph, each with what its looks say."""
    lines: list[_Parts] = [[]]
    for run in paragraph.walk("w:r"):
        look = run.find("w:rPr")
        looks = _is_on(look, "w:b"), _is_marked(look)
        first, *others = "".join(_read_run(run)).split("\n")
        lines[-1].append((first, *looks))
        lines += [[(text, *looks)] for text in others]
    return "\n".join(map(_read_line, lines))


def _read_line(parts: _Parts) -> str:
    """Return the text; all in bold stands between stars, all marked otherwise has a tick."""
    text = "".join(part for part, _, _ in parts).strip()
    filled = [
        part for part in parts if part[0].strip() and not re.fullmatch(r"\W*\w?[.)]\s*", part[0])
    ]
    if text and filled and all(bold for _, bold, _ in filled):
        found = re.fullmatch(r"([(\[]?\w{1,3}[.)\]]\s+)?(.*)", text, re.DOTALL)
        text = f"{found[1] or ''}**{found[2]}**" if found else text
    if text and filled and all(marked for _, _, marked in filled):
        text += " ✓"
    return text


def _read_run(run: Node) -> Iterator[str]:
    for node in run.children:
        if node.name == "w:t":
            yield "".join(node.texts)
        elif node.name == "w:tab":
            yield " "
        elif node.name in ("w:br", "w:cr"):
            yield "\n"


def _is_on(look: Node | None, name: str) -> bool:
    node = look.find(name) if look else None
    return node is not None and _value(node) not in ("0", "false", "none")


def _is_marked(look: Node | None) -> bool:
    if look is None:
        return False
    color = look.find("w:color")
    shade = look.find("w:shd")
    return (
        _is_on(look, "w:highlight")
        or _is_on(look, "w:u")
        or _is_colorful(_value(color))
        or _is_colorful(_value(shade, "w:fill"))
    )


def _is_colorful(color: str) -> bool:
    """Return whether a color stands out; grays are what texts out of web pages come in."""
    if not re.fullmatch("[0-9a-fA-F]{6}", color):
        return False
    shades = [int(color[at : at + 2], 16) for at in (0, 2, 4)]
    return max(shades) - min(shades) >= _LEAST_COLOR


def _value(node: Node | None, name: str = "w:val") -> str:
    return node.attributes.get(name, "") if node else ""
