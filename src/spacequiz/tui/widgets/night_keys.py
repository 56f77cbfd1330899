"""The keys of a quiz night: a column of the keyboard for each team, shown as a picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.wording import Glyphs

LAYOUTS = {
    "qwerty": ("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"),
    "qwertz": ("1234567890", "qwertzuiop", "asdfghjklö", "yxcvbnm,.-"),
    "azerty": ("&é\"'(-è_çà", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
    "dvorak": ("1234567890", "',.pyfgcrl", "aoeuidhtns", ";qjkxbmwvz"),
}
"""Ten columns of four keys on each sort of keyboard."""
COLUMNS = 10
MOST_WITH_TWO = 5
"""Up to so many teams have two columns each, and so eight answers."""
HOME_ROW = 2
"""The row on which the fingers rest, where a team's buzzer is."""
_SPREAD = {
    2: (0, 8),
    3: (0, 4, 8),
    4: (0, 2, 6, 8),
    5: (0, 2, 4, 6, 8),
    6: (0, 2, 4, 5, 7, 9),
    7: (0, 1, 3, 5, 6, 8, 9),
    8: (0, 1, 3, 4, 5, 6, 8, 9),
}
_CELL = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """Say who holds a column of keys, and how the team is drawn."""

    columns: tuple[int, ...]
    glyph: str
    style: str
    buzzer: int = HOME_ROW


def spread_columns(teams: int) -> tuple[int, ...]:
    """Return a column for each team, as far from one another as the keyboard allows."""
    return _SPREAD.get(teams, tuple(range(teams)))


def list_columns(column: int, teams: int) -> tuple[int, ...]:
    """Return the columns of the team that has its first answers on this one."""
    return (column, column + 1) if teams <= MOST_WITH_TWO and column + 1 < COLUMNS else (column,)


def list_firsts(teams: int) -> range:
    """Return the columns that a team's first answers can be on."""
    return range(0, COLUMNS, 2 if teams <= MOST_WITH_TWO else 1)


def list_keys(layout: str, columns: Sequence[int]) -> tuple[str, ...]:
    """Return the keys of columns, each from top to bottom: the answers from A on."""
    rows = LAYOUTS.get(layout, LAYOUTS["qwerty"])
    return tuple(row[column] for column in columns for row in rows)


def find_key(layout: str, character: str) -> tuple[int, int] | None:
    """Return the column and row of a key; None where no team can have it."""
    for row, keys in enumerate(LAYOUTS.get(layout, LAYOUTS["qwerty"])):
        if character and character in keys:
            return keys.index(character), row
    return None


class Keyboard(Widget):
    """Show whose keys are where."""

    DEFAULT_CSS = "Keyboard { height: 5; width: 40; }"

    holders: reactive[tuple[Holder, ...]] = reactive(())
    layout_name: reactive[str] = reactive("qwerty")
    buzzers_only: reactive[bool] = reactive(False)

    def __init__(self, glyphs: Glyphs, holders: Sequence[Holder] = ()) -> None:
        super().__init__()
        self._glyphs = glyphs
        self.set_reactive(Keyboard.holders, tuple(holders))

    def render(self) -> Content:
        """Return the four rows of keys under the glyphs of the teams."""
        by_column = {column: holder for holder in self.holders for column in holder.columns}
        lines = [self._heads(by_column)]
        for row, keys in enumerate(LAYOUTS.get(self.layout_name, LAYOUTS["qwerty"])):
            cells = [self._key(key, row, n, by_column.get(n)) for n, key in enumerate(keys)]
            lines.append(Content(" " * (row + 2)) + Content("").join(cells))
        return Content("\n").join(lines)

    def _heads(self, by_column: dict[int, Holder]) -> Content:
        firsts = {holder.columns[0]: holder for holder in by_column.values()}
        cells = [
            Content.styled(f" {firsts[n].glyph} ", f"bold {firsts[n].style}")
            if n in firsts
            else Content(" " * _CELL)
            for n in range(COLUMNS)
        ]
        return Content(" ") + Content("").join(cells)

    def _key(self, key: str, row: int, column: int, holder: Holder | None) -> Content:
        if holder is None:
            return Content.styled(f" {self._glyphs.gone} ", "$quiet")
        buzzer = row == holder.buzzer and column == holder.columns[0]
        if self.buzzers_only and not buzzer:
            return Content.styled(f" {key} ", "$quiet")
        text = f"[{key}]" if buzzer and self.buzzers_only else f" {key} "
        return Content.styled(text, f"bold {holder.style}")
