"""Zip files of other programs: listed and read within limits, and nothing of them is ever written."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

from spacequiz.errors import PackError
from spacequiz.formats.decode import check_size
from spacequiz.language import say, say_number

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 5_000
MAX_MEMBER = 32 * 1024 * 1024
"""How many bytes are unpacked of one file."""
MAX_UNPACKED = 96 * 1024 * 1024
"""How many bytes are unpacked in all."""
MAX_DIRECTORY = 2 * 1024 * 1024

_BLOCK = 1 << 16
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"


class ZipReader:
    """Read a zip file; what it says of its sizes is not believed.

    Args:
        data: The whole file.

    Raises:
        PackError: It is no sound zip, or holds too much.
    """

    def __init__(self, data: bytes) -> None:
        check_size(data)
        self._left = MAX_UNPACKED
        try:
            _check_end(data)
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except PackError:
            raise
        except Exception:  # A damaged zip can fail in any part that reads it.
            raise _damaged() from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise PackError(
                say("The zip holds more than {limit} files", limit=say_number(MAX_MEMBERS))
            )
        self._members = {member.filename: member for member in members if not member.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the files, in the order of the zip."""
        return tuple(self._members)

    def list(self, *endings: str) -> Iterator[str]:
        """Yield the names with one of these endings, but for the litter of other systems."""
        for name in self._members:
            parts = name.split("/")
            if name.lower().endswith(endings) and "__MACOSX" not in parts and parts[-1][:1] != ".":
                yield name

    def read(self, name: str, limit: int = MAX_MEMBER) -> bytes:
        """Return what a file holds.

        Raises:
            PackError: It is damaged, locked, or holds too much.
            KeyError: There is none of this name.
        """
        member = self._members[name]
        if member.flag_bits & 0x1:
            raise PackError(
                say("The zip is locked with a password"), hint=say("Export it without one.")
            )
        found = bytearray()
        try:
            with self._zip.open(member) as file:
                while block := file.read(_BLOCK):
                    found += block
                    self._left -= len(block)
                    if len(found) > limit or self._left < 0:
                        raise PackError(
                            say("The zip holds more than is unpacked here"),
                            hint=say("Export fewer questions at once, or without pictures."),
                        )
        except PackError:
            raise
        except Exception:  # As above.
            raise _damaged() from None
        return bytes(found)

    def peek(self, name: str, length: int = 4096) -> bytes:
        """Return how a file begins, or nothing if that cannot be read."""
        try:
            with self._zip.open(self._members[name]) as file:
                return file.read(length)
        except Exception:  # As above; whoever reads the whole of it will hear why.
            return b""


def _check_end(data: bytes) -> None:
    """Refuse a zip by what its end says of the list of files, before that list is read."""
    place = data.rfind(_END_MARK, max(0, len(data) - _END.size - 0xFFFF))
    if place < 0 or place + _END.size > len(data):
        raise zipfile.BadZipFile
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, place)
    if count > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise PackError(say("The zip holds more than {limit} files", limit=say_number(MAX_MEMBERS)))


def _damaged() -> PackError:
    return PackError(
        say("The zip is damaged, or not whole"),
        hint=say("Export it again. If it came by mail or download, half of it may be missing."),
    )
