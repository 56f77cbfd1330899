"""OpenDocument spreadsheets: their tables row by row, each cell as it is shown."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.archive import ZipReader
from spacequiz.formats.cells import write_number
from spacequiz.formats.csv_table import NO_VALUE
from spacequiz.formats.intake import Intake
from spacequiz.formats.xml_tree import BrokenXml, Node, decode_xml, parse_xml
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROWS = 50_100
MAX_COLUMNS = 60

_CELLS = ("table:table-cell", "table:covered-table-cell")
_DIGITS = re.compile(r"\d[\d.,\u00a0\u202f’]*")
_PLAIN = re.compile(r"[-+\u2212]?\d[\d.,\u00a0\u202f ’]*")


class Table(NamedTuple):
    """Hold a table: its rows of texts, each with its number."""

    name: str
    rows: Iterator[tuple[int, list[str]]]
    hidden: bool


def list_tables(data: bytes) -> Iterator[Table]:
    """Yield the tables of a spreadsheet.

    Raises:
        PackError: The file is damaged.
    """
    try:
        root = parse_xml(decode_xml(ZipReader(data).read("content.xml"), Intake()))
    except (BrokenXml, KeyError):
        raise PackError(
            say("The spreadsheet is damaged"), hint=say("Save it again as .xlsx.")
        ) from None
    hidden = {
        style.attributes.get("style:name", "")
        for style in root.walk("style:style")
        for properties in style.list("style:table-properties")
        if properties.attributes.get("table:display") == "false"
    }
    for table in root.walk("table:table"):
        told = table.attributes
        is_hidden = told.get("table:style-name") in hidden
        yield Table(told.get("table:name", ""), _list_rows(table), is_hidden)


def _list_rows(table: Node) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in table.walk("table:table-row"):
        cells: list[str] = []
        for cell in row.children:
            if cell.name in _CELLS and len(cells) < MAX_COLUMNS:
                count = min(_count(cell, "columns"), MAX_COLUMNS - len(cells))
                cells += [_read_cell(cell)] * count
        filled = any(cells)
        # An empty row is repeated to the end of the sheet.
        for _ in range(_count(row, "rows") if filled else 1):
            number += 1
            if number > MAX_ROWS:
                return
            yield number, list(cells)
        number += 0 if filled else _count(row, "rows") - 1


def _count(node: Node, what: str) -> int:
    told = node.attributes.get(f"table:number-{what}-repeated", "1")
    return int(told) if re.fullmatch(r"[0-9]{1,7}", told) else 1


def _read_cell(cell: Node) -> str:
    told = cell.attributes
    kind = told.get("office:value-type", "")
    shown = "\n".join(_read_text(node) for node in cell.list("text:p")).strip()
    is_error = told.get("calcext:value-type") == "error"
    if is_error or ("table:formula" in told and not kind):
        return NO_VALUE
    match kind:
        case "boolean":
            return told.get("office:boolean-value", "")
        case "date":
            return told.get("office:date-value", shown).replace("T00:00:00", "").replace("T", " ")
        case "float" | "percentage" | "currency":
            return _read_number(told.get("office:value", ""), shown, 100 * (kind == "percentage"))
    return shown or told.get("office:string-value", "")


def _read_number(value: str, shown: str, times: int) -> str:
    """Return a number as it is shown, but with the digits that its format hides."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return shown
    places = _count_places(shown, exact)
    if _PLAIN.fullmatch(shown) or not _DIGITS.search(shown) or re.search(r"\d[eE][-+]?\d", shown):
        zeros = len(shown) if re.fullmatch(r"0\d+", shown) else 1
        form = "0" * zeros + ("." + "0" * places if places else "")
        return write_number(float(exact), form if places or zeros > 1 else "")
    seen = exact * times if times else exact
    if round(seen, places) != seen:
        hidden = f"{abs(seen).normalize():f}"
        return _DIGITS.sub(lambda _: hidden, shown, count=1)
    return shown


def _count_places(shown: str, exact: Decimal) -> int:
    """Return how many digits stand behind the point or comma of a number."""
    found = re.search(r"\d[.,](\d+)(?:\D*)$", shown)
    if not found:
        return 0
    is_thousand = len(found[1]) == 3 and abs(exact) >= 1000
    return 0 if is_thousand else len(found[1])


def _read_text(node: Node) -> str:
    """Return the text of a paragraph, whose spaces and breaks are elements."""
    parts = []
    for part in node.mix():
        if isinstance(part, str):
            parts.append(part)
        elif part.name == "text:s":
            told = part.attributes.get("text:c", "1")
            parts.append(" " * min(int(told), 100) if told.isdecimal() else " ")
        elif part.name in ("text:tab", "text:line-break"):
            parts.append("\t" if part.name == "text:tab" else "\n")
        elif part.name != "office:annotation":
            parts.append(_read_text(part))
    return "".join(parts)
