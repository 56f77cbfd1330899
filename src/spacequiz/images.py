"""Pictures as bytes: known by how they begin, measured undecoded, and the limits on them."""

from __future__ import annotations

import struct
from typing import NamedTuple

SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp"))
MAX_BYTES = 5 * 1024 * 1024
MAX_SIDE, MAX_PIXELS = 10_000, 40_000_000
MAX_PICTURES = 400
"""How many pictures a pack may have, so that its zip holds no more files than may be added."""
MAX_TOTAL = 40 * 1024 * 1024

SUFFIX_OF = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The segments of a JPEG that tell its size."""


class Shape(NamedTuple):
    """Hold what the first bytes of a picture tell."""

    form: str
    """Its media type."""
    width: int
    height: int

    @property
    def is_too_large(self) -> bool:
        """Return whether it has more pixels than are shown."""
        return max(self.width, self.height) > MAX_SIDE or self.width * self.height > MAX_PIXELS


def measure(data: bytes) -> Shape | None:
    """Return what a picture is and how large, by its first bytes; None if it is none."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return _sized("image/png", *struct.unpack(">II", data[16:24]))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _sized("image/gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"\xff\xd8\xff"):
            return _sized("image/jpeg", *_measure_jpeg(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _sized("image/webp", *_measure_webp(data))
    except (struct.error, IndexError):
        return None
    return None


def _sized(form: str, width: int, height: int) -> Shape | None:
    return Shape(form, width, height) if width and height else None


def _measure_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            break
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def _measure_webp(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            return (
                int.from_bytes(data[24:27], "little") + 1,
                int.from_bytes(data[27:30], "little") + 1,
            )
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
    return 0, 0
