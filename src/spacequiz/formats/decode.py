"""Bytes to text: the encodings that other programs write, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from spacequiz.errors import PackError, UsageError
from spacequiz.formats.code_pages import find_page
from spacequiz.language import say
from spacequiz.text import escape

MAX_BYTES = 32 * 1024 * 1024

_BREAKS = re.compile("\r\n?")
START = 200_000
"""How many bytes are looked at to tell what a file is."""
# UTF-32 comes first: its little-endian mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", ""),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def check_size(data: bytes) -> None:
    """Refuse a file that is too large, or empty.

    Raises:
        PackError: It is.
    """
    if len(data) > MAX_BYTES:
        raise PackError(
            say("The file is larger than {limit} MiB", limit=MAX_BYTES // 1024 // 1024),
            hint=say("Export fewer questions at once, or without pictures."),
        )
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise PackError(say("The file is empty"))


def name_binary(data: bytes) -> str:
    """Return what the bytes are if they are no text, or nothing."""
    for start, name in _list_binary():
        if data.startswith(start):
            return name
    return ""


def _list_binary() -> tuple[tuple[bytes, str], ...]:
    return (
        (b"PK\x03\x04", say("a zip file, such as a spreadsheet")),
        (b"PK\x05\x06", say("an empty zip file")),
        (b"\xd0\xcf\x11\xe0", say("a document of an old office program")),
        (b"%PDF", say("a PDF")),
        (b"\x89PNG", say("a picture")),
        (b"\xff\xd8\xff", say("a picture")),
        (b"GIF8", say("a picture")),
        (b"SQLite format 3", say("a database")),
        (b"\x1f\x8b", say("a compressed file")),
        (b"{\\rtf", say("a document of an office program (RTF)")),
    )


def decode_text(data: bytes) -> tuple[str, str]:
    """Return the text of a file with plain line ends, and a note if it was no UTF-8.

    Raises:
        PackError: The file is too large, empty, or no text.
    """
    check_size(data)
    if name := name_binary(data):
        raise PackError(
            say("This is no text but {thing}", thing=name),
            hint=say("Export the questions as text."),
        )
    text, note = _decode(data)
    if "\0" in text:
        raise PackError(say("This is no text: it holds zero bytes"))
    return (_BREAKS.sub("\n", text) if "\r" in text else text), note


def decode_start(data: bytes) -> str:
    """Return how the text of a file begins, with plain line ends, whatever it is."""
    head = data[:START]
    if b"\0" in head or head.startswith(codecs.BOM_UTF8):
        return _BREAKS.sub("\n", _decode(data)[0][:START])
    # The cut may fall within a letter; one that is spoilt does not matter here.
    text = head.decode("utf-8", "replace")
    if text.count("\ufffd") > (1 if len(data) > START else 0):
        head = head[: head.rfind(b"\n") + 1] if len(data) > START else head
        try:
            text = _decode(head)[0]
        except PackError:
            # Its lines may be saved in different ways, as in OpenTriviaQA; its reader says so.
            text = decode_windows(head)
    return _BREAKS.sub("\n", text)


def recode(data: bytes, encoding: str) -> bytes:
    """Return the text of a file, of which the encoding is known, in UTF-8.

    Raises:
        UsageError: There is no such encoding.
        PackError: The file is in another one.
    """
    try:
        return data.decode(encoding).encode()
    except LookupError:
        raise UsageError(
            say("There is no encoding {encoding}.", encoding=escape(encoding)),
            hint=say(
                "Name it as in: --encoding cp1251 (others: cp1250, shift_jis, gb18030, mac_roman)"
            ),
        ) from None
    except UnicodeError:
        raise PackError(
            say("The file is not saved as {encoding}", encoding=escape(encoding))
        ) from None


def decode_line(line: bytes) -> tuple[str, bool]:
    """Return the text of one line, and whether it had to be read as Windows-1252."""
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return decode_windows(line), True


def decode_windows(data: bytes) -> str:
    """Return the text of Windows-1252 bytes; the five that mean nothing there are controls."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, say("The file is saved as {encoding}", encoding=name) if name else ""
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        # Every other byte of Western text is zero in UTF-16 without a mark.
        sample = data[at:2000:2]
        if len(sample) > 4 and sample.count(0) > len(sample) * 0.8:
            return data.decode(encoding, "replace"), say(
                "The file is saved as {encoding}", encoding="UTF-16"
            )
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    page = find_page(data)
    note = say("The file is not saved as UTF-8; it was read as {encoding}", encoding=page.title)
    return decode_windows(data) if page.name == "cp1252" else data.decode(
        page.name, "replace"
    ), note
