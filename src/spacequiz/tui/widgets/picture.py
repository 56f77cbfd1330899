"""The picture of a question: in pixels where the terminal can, in blocks where it has colors."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from textual import constants
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from spacequiz.words import ASCII

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from textual.app import App
    from textual.geometry import Size

    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.words import Glyphs

_MOST_PIXELS = (1600, 1000)
_CELL = (10, 20)
"""How large a cell is taken to be where the terminal does not tell."""
_KITTY = ("xterm-kitty", "xterm-ghostty")
_SIXEL = 4
"""The attribute by which terminals say that they draw sixels."""
_MANY_COLORS = ("256", "truecolor")


class PictureStyle(StrEnum):
    """Say how a picture is drawn."""

    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "half blocks"
    SHADES = "shades"


def choose_drawing(app: App[None], glyphs: Glyphs) -> PictureStyle | None:
    """Return how the terminal shows pictures best; None where it shows none."""
    if glyphs is ASCII or find_spec("textual_image") is None:
        return None
    colors = app.console.color_system
    here = bool(sys.__stdout__ and sys.__stdout__.isatty()) and not constants.DRIVER
    if here and not app.is_headless:
        if os.environ.get("TERM") in _KITTY and colors == "truecolor" and not app.no_color:
            return PictureStyle.KITTY
        driver = getattr(app, "_driver", None)
        if _SIXEL in getattr(driver, "attributes", ()):
            return PictureStyle.SIXEL
    return (
        PictureStyle.BLOCKS if colors in _MANY_COLORS and not app.no_color else PictureStyle.SHADES
    )


class PictureBox(Widget):
    """Show a picture as large as the lines that it is given allow."""

    DEFAULT_CSS = "PictureBox { height: auto; }"

    least_lines = 6
    """With fewer, a picture shows less than the words that describe it."""
    lines = 0
    """How many it has. It is decided during a layout."""

    class Failed(Message):
        """Say that the picture cannot be drawn."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs
        self._opened: OpenedPicture | None = None
        self._image: Image | None = None
        self._drawn: tuple[int, int] = (0, 0)

    def open(self, opened: OpenedPicture | None) -> None:
        """Show another picture, or none."""
        if opened is self._opened:
            return
        self._opened, self._image, self._drawn = opened, None, (0, 0)
        self.remove_children()
        if opened is not None:
            self.run_worker(partial(self._decode, opened.data), thread=True, exclusive=True)

    def give(self, lines: int) -> None:
        """Give it so many lines; one more stays empty below."""
        if lines != self.lines:
            self.lines = lines
            self.refresh(layout=True)
            # Not only from the next layout on.
            self._layout_updates += 1
            self.call_after_refresh(self._draw)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines that it was given."""
        return self.lines + 1 if self.lines else 0

    def on_resize(self) -> None:
        """Fit the picture in."""
        self._draw()

    def _decode(self, data: bytes) -> None:
        """Read the pixels, which takes a while, beside the game."""
        worker = get_current_worker()
        image = decode(data)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, data, image)

    def _take(self, data: bytes, image: Image | None) -> None:
        if self._opened is None or self._opened.data is not data:
            return
        self._image = image
        if image is None:
            self.post_message(self.Failed())
        self._draw()

    def _draw(self) -> None:
        """Put the picture into its lines, as wide as its shape wants."""
        if self._image is None or not self.lines or not self.is_attached:
            return
        size = fit(self._image.size, (self.size.width, self.lines))
        drawing = choose_drawing(self.app, self._glyphs)
        if drawing is None or size == self._drawn or not all(size):
            return
        self._drawn = size
        widget = make_widget(drawing, self._image)
        widget.styles.width, widget.styles.height = size
        self.remove_children()
        self.mount(widget)


def fit(pixels: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """Return how many cells a picture takes within a room, without being stretched."""
    cell = _measure_cell()
    wide = pixels[0] / cell[0]
    high = pixels[1] / cell[1]
    scale = min(room[0] / wide, room[1] / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def decode(data: bytes) -> Image | None:
    """Return the pixels of a picture on white, upright, and no more than a screen has."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            image.thumbnail(_MOST_PIXELS)
            picture = ImageOps.exif_transpose(image).convert("RGBA")
    except Exception:  # noqa: BLE001, RUF100  # Each format fails on broken files in its own way.
        return None
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")


def make_widget(drawing: PictureStyle, image: Image) -> Widget:
    """Return what draws a picture. What that takes is loaded with the first one."""
    with _unasked():
        from textual_image import widget

    makers = {
        PictureStyle.KITTY: widget.TGPImage,
        PictureStyle.SIXEL: widget.SixelImage,
        PictureStyle.BLOCKS: widget.HalfcellImage,
        PictureStyle.SHADES: widget.UnicodeImage,
    }
    made: Widget = makers[drawing](image)
    return made


def _measure_cell() -> tuple[int, int]:
    """Return how many pixels wide and high a cell of the terminal is."""
    try:
        import fcntl
        import struct
        import termios

        told = fcntl.ioctl(2, termios.TIOCGWINSZ, bytes(8))
        rows, columns, width, height = struct.unpack("HHHH", told)
        cell = width // columns, height // rows
    except (ImportError, OSError, ZeroDivisionError):
        return _CELL
    return cell if all(cell) else _CELL


@contextmanager
def _unasked() -> Iterator[None]:
    """Keep textual-image from asking the terminal as it is loaded: the answers would be keys here.

    What is no terminal it does not ask, and takes the size of cells from the environment.
    """
    width, height = map(str, _measure_cell())
    told = {"TEXTUAL_CELL_WIDTH": width, "TEXTUAL_CELL_HEIGHT": height}
    before = sys.__stdout__
    setattr(sys, "__stdout__", StringIO())  # noqa: B010  # it is typed as final
    added = [name for name, value in told.items() if os.environ.setdefault(name, value) == value]
    try:
        yield
    finally:
        setattr(sys, "__stdout__", before)  # noqa: B010
        for name in added:
            os.environ.pop(name, None)
