"""QTI: packages and files of Canvas, Blackboard, Brightspace, Moodle and others, told apart and read."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from spacequiz.errors import PackError
from spacequiz.formats import blackboard, qti1, qti2
from spacequiz.formats.archive import ZipReader
from spacequiz.formats.common import name_line
from spacequiz.formats.intake import Intake
from spacequiz.formats.pictures import Package
from spacequiz.formats.xml_tree import BrokenXml, Node, decode_xml, parse_xml
from spacequiz.language import say

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported, Locate

ROOTS = ("questestinterop", "assessmentItem", "qti-assessment-item", "POOL")
"""The elements that a file with questions begins with."""

_ENDINGS = (".xml", ".qti", ".dat")
_HEAD = 8_192
# A document type that only names a file is passed over: the file is never looked for.
_DOCTYPE = re.compile(
    r"""<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC(?:\s+(?:"[^"]*"|'[^']*')))"""
    r"""\s+(?:"[^"]*"|'[^']*'))?\s*>"""
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_BEFORE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)*", re.DOTALL)


def find_root(text: str) -> str:
    """Return the name of the first element of XML, without its prefix, or nothing."""
    start = _BEFORE.match(text[:_HEAD])
    found = _ROOT.match(text, start.end() if start else 0)
    return found[1] if found else ""


def list_files(archive: ZipReader) -> list[str]:
    """Return the files of a package that hold questions, each quiz once."""
    names = [
        name
        for name in archive.list(*_ENDINGS)
        if find_root(_decode_head(archive.peek(name, _HEAD))) in ROOTS
    ]
    # Canvas writes a quiz twice; the one for other programs lacks half of it.
    full = {name.rpartition("/")[2].partition(".")[0] for name in names if "non_cc_ass" in name}
    return [n for n in names if n.rpartition("/assessment_qti")[0].rpartition("/")[2] not in full]


def _decode_head(head: bytes) -> str:
    """Return how a file begins, which is in UTF-16 where every other byte of a tag is zero."""
    bare = head.lstrip(b"\xff\xfe")
    ways = (("utf-16-be", b"\0<"), ("utf-16-le", b"<\0"))
    encoding = next((name for name, start in ways if bare.startswith(start)), "utf-8")
    return head.decode(encoding, "ignore").lstrip("\ufeff")


def read(data: bytes) -> Imported:
    """Return the questions of a QTI package or of one of its files.

    Raises:
        PackError: It is neither, or damaged.
    """
    intake = Intake()
    if not data.startswith(b"PK"):
        title = _read_document(decode_xml(data, intake), intake, name_line, alone=True)
        return intake.finish(title)
    archive = ZipReader(data)
    intake.find_file = Package(archive).find
    names = list_files(archive)
    if not names:
        raise PackError(
            say("There are no questions in the package"),
            hint=say("Export a quiz or a question bank as QTI, not a page or a whole course."),
        )
    titles = []
    for number, name in enumerate(names, 1):
        locate = name_line if len(names) == 1 else partial(_name_line_of_file, number)
        try:
            text = decode_xml(archive.read(name), intake)
            titles.append(_read_document(text, intake, locate, alone=len(names) == 1))
        except PackError as error:
            if len(names) == 1:
                raise
            intake.leave_out(
                say("file {number}, {name}", number=number, name=name[-60:]),
                say("the file cannot be read: {error}", error=error),
            )
    titles = list(dict.fromkeys(filter(None, titles)))
    return intake.finish(titles[0] if len(titles) == 1 else "")


def _name_line_of_file(file: int, line: int) -> str:
    return say("file {file}, line {line}", file=file, line=line)


def _read_document(text: str, intake: Intake, locate: Locate, *, alone: bool) -> str:
    """Read one XML file, and return its title."""
    text = text.lstrip("\ufeff \n\t")
    text = _DOCTYPE.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    try:
        root = parse_xml(text).children[0]
    except BrokenXml as error:
        message = say(
            "The file is no sound XML: line {line}: {error}", line=error.line, error=error
        )
        raise PackError(message) from None
    _simplify(root)
    match root.name:
        case "questestinterop":
            return qti1.read_tree(root, intake, locate, alone=alone)
        case "assessmentItem":
            qti2.read_item(root, intake, locate)
            return ""
        case "POOL":
            return blackboard.read_pool(root, intake, locate)
    raise PackError(
        say(
            "The XML begins with <{name}>, which is no part of QTI that holds questions",
            name=root.name[:40],
        ),
        hint=say("Convert the whole zip that the program exported."),
    )


def _simplify(node: Node) -> None:
    """Drop prefixes from names, and give those of QTI 3 the names that they had in QTI 2."""
    node.name = _rename(node.name)
    node.attributes = {
        name.rpartition(":")[2] if "-" not in name else _rename(name): value
        for name, value in node.attributes.items()
    }
    for child in node.children:
        _simplify(child)


def _rename(name: str) -> str:
    name = name.rpartition(":")[2]
    if "-" not in name or name.startswith("data-"):
        return name
    first, *others = name.removeprefix("qti-").split("-")
    return first + "".join(map(str.capitalize, others))
