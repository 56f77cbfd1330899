"""The sky: a wordmark among quiet stars, over the curve of the earth."""

from __future__ import annotations

from random import Random

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from spacequiz.wording import ASCII, Glyphs

WORDMARK = (
    "█▀▀ █▀█ ▄▀█ █▀▀ █▀▀ █▀█ █ █ █ ▀▀█",
    "▀▀█ █▀▀ █▀█ █   █▀▀ █ █ █ █ █ ▄▀ ",
    "▀▀▀ ▀   ▀ ▀ ▀▀▀ ▀▀▀ ▀▀█ ▀▀▀ ▀ ▀▀▀",
)
PLAIN_WORDMARK = ("", "s p a c e q u i z", "")
STARS = "··.·+"
DENSITY = 0.025


class Sky(Widget):
    """Draw the wordmark and as many stars as there is room for."""

    DEFAULT_CSS = "Sky { width: 1fr; height: 1fr; min-height: 3; }"

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the sky; the same size has the same stars."""
        width, height = self.size
        rows = [self._stars(width, y) for y in range(height)]
        plain = self._glyphs is ASCII or width < len(WORDMARK[0]) + 4
        mark = PLAIN_WORDMARK if plain else WORDMARK
        top = max(0, (height - len(mark)) // 2)
        left = max(0, (width - len(mark[1])) // 2)
        for offset, text in enumerate(mark):
            y = top + offset
            if y < height and text:
                rows[y] = (
                    rows[y][: max(0, left - 2)]
                    + "  "
                    + Content.styled(text, "bold $primary")
                    + "  "
                    + rows[y][left + len(text) + 2 :]
                )
        return Content("\n").join(rows)

    def _stars(self, width: int, y: int) -> Content:
        random = Random(f"sky/{y}")
        text = "".join(
            random.choice(STARS) if random.random() < DENSITY else " " for _ in range(width)
        )
        if self._glyphs is ASCII:
            text = text.replace("·", ".")
        return Content.styled(text, "$faint")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the least height that the wordmark needs."""
        return len(WORDMARK)
