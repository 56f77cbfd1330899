"""Old Excel files (.xls): the formats of their cells, which tell 25 % from 0.25.

Only that is read here; what the cells hold, a library reads.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FREE = 0xFFFFFFF0
"""From this number on, a sector is none."""
_SMALL = 4096
"""What is smaller lies in parts of sectors."""
_BIFF8 = 0x0600
_BOF, _EOF, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _RK, _FORMULA, _MANY = 0x0203, 0x027E, 0x0006, 0x00BD


def list_formats(data: bytes, builtin: Mapping[int, str]) -> list[Mapping[tuple[int, int], str]]:
    """Return for each sheet the formats of its numbers, by row and column from 0.

    Of a file that is damaged, or older than Excel 97, there are none.

    Args:
        data: The file.
        builtin: The formats that have a number instead of words.
    """
    try:
        stream = _find_stream(data)
        return list(_read_book(stream, builtin)) if stream else []
    except (struct.error, IndexError, ValueError):
        return []


def _find_stream(data: bytes) -> bytes:
    """Return the book within the file, which is a small file system of its own."""
    size = 1 << min(_get(data, 30, "H"), 16)
    sectors = _Sectors(data, size)
    folder = sectors.read(_get(data, 48, "I"))
    root = b""
    for at in range(0, len(folder), 128):
        entry = folder[at : at + 128]
        name = entry[: max(0, _get(entry, 64, "H") - 2)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if at == 0:
            root = sectors.read(start)
        elif name in ("Workbook", "Book"):
            if length >= _SMALL:
                return sectors.read(start)[:length]
            small = 1 << min(_get(data, 32, "H"), 16)
            table = sectors.read(_get(data, 60, "I"))
            chain = _follow(table, start, len(root) // small + 1)
            parts = (root[n * small : (n + 1) * small] for n in chain)
            return b"".join(parts)[:length]
    return b""


class _Sectors:
    """Read chains of sectors."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = data, size
        places = list(struct.unpack_from("<109I", data, 76))
        # A chain that goes round must not be read more often than the file has sectors.
        self._most = left = len(data) // size + 1
        more = _get(data, 68, "I")
        while more < _FREE and left:
            sector = self._at(more)
            *found, more = struct.unpack(f"<{len(sector) // 4}I", sector)
            places += found[: self._most]
            left -= 1
        places = [place for place in places if place < _FREE][: self._most]
        self._table = b"".join(map(self._at, places))

    def read(self, start: int) -> bytes:
        """Return what a chain holds."""
        return b"".join(map(self._at, _follow(self._table, start, self._most)))

    def _at(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]


def _follow(table: bytes, start: int, most: int) -> Iterator[int]:
    """Yield the numbers of a chain, at most so many."""
    for _ in range(most):
        if start >= _FREE:
            return
        yield start
        start = _get(table, start * 4, "I")


def _read_book(
    stream: bytes, builtin: Mapping[int, str]
) -> Iterator[Mapping[tuple[int, int], str]]:
    formats, styles, sheets = dict(builtin), [], []
    for kind, body in _list_records(stream, 0):
        if kind == _BOF and _get(body, 0, "H") != _BIFF8:
            return
        if kind == _FORMAT:
            formats[_get(body, 0, "H")] = _read_text(body[2:])
        elif kind == _XF:
            styles.append(_get(body, 2, "H"))
        elif kind == _SHEET:
            sheets.append(_get(body, 0, "I"))
    for start in sheets:
        yield {
            place: formats[styles[style]]
            for place, style in _list_styles(stream, start)
            if style < len(styles) and styles[style] in formats
        }


def _list_styles(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the place and the style of each number of a sheet."""
    for kind, body in _list_records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body)
            yield (row, column), style
        elif kind == _MANY:
            row, column = struct.unpack_from("<HH", body)
            for n, at in enumerate(range(4, len(body) - 2, 6)):
                yield (row, column + n), _get(body, at, "H")


def _list_records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of a book, with what each holds."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        if kind == _EOF:
            return
        start += 4 + length


def _read_text(body: bytes) -> str:
    count, wide = struct.unpack_from("<HB", body)
    if wide & 1:
        return body[3 : 3 + 2 * count].decode("utf-16-le", "replace")
    return body[3 : 3 + count].decode("latin-1")


def _get(data: bytes, at: int, form: str) -> int:
    found: int = struct.unpack_from(f"<{form}", data, at)[0]
    return found
