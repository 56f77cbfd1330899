"""Packs as zip files: unpacked with distrust, and packed so that the same pack is the same bytes."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from spacequiz.errors import PackError
from spacequiz.images import SUFFIXES as PICTURES
from spacequiz.language import say
from spacequiz.packs.pack_files import HEAD, MAX_FILES
from spacequiz.packs.source import MAX_BYTES, Unreadable, read_bytes
from spacequiz.text import escape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


MAX_ZIP = 64 * 1024 * 1024
MAX_TOTAL = 64 * 1024 * 1024
"""How many bytes a zip may hold unpacked."""
MAX_ENTRIES = 2 * MAX_FILES
MAX_DIRECTORY = 512 * 1024
"""How many bytes the list of the entries may take: it is read as a whole."""
MAX_NAME = 120
MAX_LEVELS = 4

_SUFFIXES = frozenset((".yaml", ".md", ".txt")) | PICTURES
_STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_PUNCTUATION = frozenset(" -_.,'()+&")
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LARGE_MARK = b"PK\x06\x07"
_BLOCK = 1 << 16
_MADE = (1980, 1, 1, 0, 0, 0)


def _advise() -> str:
    return say("Ask for the pack again, or unpack it yourself and add the folder.")


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files of a pack in a zip, by their names below the folder of the pack.

    Nothing is written, and nothing is unpacked before the whole list of entries has passed:
    names, count, sizes, kinds.

    Raises:
        PackError: It is no sound zip, holds no pack, or something that no pack needs.
    """
    shown = escape(str(path))
    try:
        data = read_bytes(path, MAX_ZIP)
        _check_end(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _read_entries(archive, _list_entries(archive))
    except Unreadable as error:
        raise PackError(error.problem.sentence, where=shown, hint=_advise()) from None
    except Exception:  # A damaged zip can fail in any part that unpacks it.
        message = say("The zip is damaged, or not whole.")
        raise PackError(message, where=shown, hint=_advise()) from None
    return _find_root(files, shown)


def _check_end(data: bytes) -> None:
    """Refuse a zip by what its end says of the list of entries, before that list is read."""
    place = len(data) - _END.size
    if place < 0 or data[place : place + 4] != _END_MARK or data[-2:] != b"\0\0":
        place = data.rfind(_END_MARK, max(0, len(data) - _END.size - 0xFFFF))
    if place < 0 or place + _END.size > len(data):
        raise zipfile.BadZipFile
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, place)
    if data[place - 20 : place - 16] == _LARGE_MARK or count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise Unreadable("zip", say("The zip holds more than {most} files", most=MAX_ENTRIES))


def _list_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the entries that a pack needs, by name, after a look at all of them."""
    entries: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in archive.infolist():
        name = info.orig_filename
        wanted = _check_name(name)
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise Unreadable("zip", say("The zip holds {name} twice", name=_show(name)))
        seen.add(folded)
        mode = info.external_attr >> 16
        if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)):
            raise Unreadable("zip", say("{name} is a link, and no file", name=_show(name)))
        if info.flag_bits & 0x1:
            raise Unreadable("zip", say("{name} is locked with a password", name=_show(name)))
        if wanted:
            entries[name] = info
    _check_entries(entries)
    return entries


def _check_entries(entries: Mapping[str, zipfile.ZipInfo]) -> None:
    """Refuse entries that stand in each other's way, are too many or too large."""
    folders = {str(each) for name in entries for each in PurePosixPath(name).parents}
    if not folders.isdisjoint(entries):
        raise Unreadable("zip", say("The zip holds a file where it has a folder"))
    if len(entries) > MAX_FILES + 1:
        raise Unreadable(
            "zip", say("The zip holds more than {most} files of a pack", most=MAX_FILES)
        )
    if sum(info.file_size for info in entries.values()) > MAX_TOTAL:
        raise Unreadable("zip", say("The zip holds more than {size} MiB", size=MAX_TOTAL >> 20))
    for name, info in entries.items():
        if info.file_size > MAX_BYTES:
            raise Unreadable(
                "zip",
                say(
                    "{name} is larger than {size} MiB",
                    name=_show(name),
                    size=MAX_BYTES >> 20,
                ),
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("zip", say("{name} is packed in an unusual way", name=_show(name)))


def _check_name(name: str) -> bool:
    """Return whether an entry is a file that a pack can have; sounds and the like are not.

    Raises:
        Unreadable: The name leads out of its folder, or can steer a terminal.
    """
    parts = name.rstrip("/").split("/")
    if not all(map(_is_safe, parts)):
        raise Unreadable(
            "zip",
            say("The zip holds a file with a name that no pack has: {name}", name=_show(name)),
        )
    if name.endswith("/") or len(name) > MAX_NAME or len(parts) > MAX_LEVELS:
        return False
    return all(map(_is_plain, parts)) and _get_suffix(name) in _SUFFIXES


def _is_safe(part: str) -> bool:
    signs = any(c in "\\:" or unicodedata.category(c) in _STEERING for c in part)
    return part not in ("", ".", "..") and not signs


def _is_plain(part: str) -> bool:
    """Return whether a part of a name is one on every system: letters, digits, few signs."""
    if part.startswith((".", "__MACOSX")) or part != part.strip(" ") or part.endswith("."):
        return False
    if part.split(".")[0].casefold().strip() in _RESERVED:
        return False
    return all(c in _PUNCTUATION or unicodedata.category(c)[0] in "LMN" for c in part)


def _get_suffix(name: str) -> str:
    return PurePosixPath(name).suffix


def _read_entries(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
) -> dict[str, bytes]:
    """Return what the entries hold; their sizes are what comes out, whatever the list says."""
    files: dict[str, bytes] = {}
    total = 0
    for name, info in entries.items():
        found = bytearray()
        with archive.open(info) as file:
            while block := file.read(_BLOCK):
                found += block
                total += len(block)
                if len(found) > MAX_BYTES or total > MAX_TOTAL:
                    raise Unreadable("zip", say("{name} is larger than it says", name=_show(name)))
        files[name] = bytes(found)
    return files


def _find_root(files: dict[str, bytes], shown: str) -> dict[str, bytes]:
    """Return the files below the folder that holds the pack."""
    heads = [name for name in files if PurePosixPath(name).name == HEAD]
    if not heads:
        heads = [name for name in files if _get_suffix(name) == ".yaml"]
    if not heads:
        raise PackError(say("There is no pack in the zip."), where=shown, hint=_advise())
    if len(heads) > 1:
        message = say("There are {count} packs in the zip.", count=len(heads))
        hint = say("Unpack it, and add the one you want.")
        raise PackError(message, where=shown, hint=hint)
    root = heads[0].rpartition("/")[0]
    lead = f"{root}/" if root else ""
    return {name[len(lead) :]: data for name, data in files.items() if name.startswith(lead)}


def _show(name: str) -> str:
    return escape(name if len(name) <= MAX_NAME else name[:MAX_NAME] + "…")


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files; the same files give the same bytes, wherever and whenever."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _MADE)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, files[name], zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()
