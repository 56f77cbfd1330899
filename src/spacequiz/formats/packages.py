"""Which program wrote a zip file, or a file of XML: told by what only it puts there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.formats.archive import ZipReader
from spacequiz.formats.qti import ROOTS, find_root, list_files

if TYPE_CHECKING:
    from collections.abc import Sequence

_OFFICE = ("xl/", "word/", "ppt/", "META-INF/", "mimetype")


def is_qti(data: bytes, text: str, names: Sequence[str]) -> bool:
    """Return whether a file is a QTI package, or one of the files in such a package.

    Args:
        data: What the file holds.
        text: How it begins, if it is text.
        names: The files in it, if it is a zip.

    Raises:
        PackError: The zip is damaged, or holds too much.
    """
    if not names:
        return find_root(text) in ROOTS
    if any(name.startswith(_OFFICE) for name in names):
        return False
    if any(name.rpartition("/")[2] == "imsmanifest.xml" for name in names):
        return True
    return bool(list_files(ZipReader(data)))
