"""The charts: bars, columns and a calendar, drawn with characters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from spacequiz.language import say, say_later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.geometry import Size

    from spacequiz.words import Glyphs

BAR_WIDTH = 20
NAME_WIDTH = 28
COLUMN_HEIGHT = 5
COLUMN_WIDTH = 3
WEEKDAYS = (say_later("Mon"), "", say_later("Wed"), "", say_later("Fri"), "", say_later("Sun"))
MONTHS = (
    *(
        say_later("Jan"),
        say_later("Feb"),
        say_later("Mar"),
        say_later("Apr"),
        say_later("May"),
        say_later("Jun"),
    ),
    *(
        say_later("Jul"),
        say_later("Aug"),
        say_later("Sep"),
        say_later("Oct"),
        say_later("Nov"),
        say_later("Dec"),
    ),
)
CALENDAR_MARGIN = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """Describe a line of a bar chart."""

    name: str
    share: float
    """From 0 to 1."""
    note: str
    stages: tuple[float, ...] = ()
    """Further shares, from 0 to 1 and each at least as large, that stand fainter behind it."""


class Bars(Widget):
    """Draw a bar a line."""

    DEFAULT_CSS = "Bars { height: auto; }"

    def __init__(self, bars: Sequence[Bar], glyphs: Glyphs) -> None:
        super().__init__()
        self._bars = tuple(bars)
        self._glyphs = glyphs

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line a bar."""
        return len(self._bars)

    def render(self) -> Content:
        """Return name, bar and note of each line."""
        longest = max((len(bar.name) for bar in self._bars), default=0)
        note_width = max((len(bar.note) for bar in self._bars), default=0)
        name_width = max(8, min(longest, NAME_WIDTH, self.size.width - note_width - 10))
        bar_width = max(4, min(BAR_WIDTH, self.size.width - name_width - note_width - 4))
        return Content("\n").join(self._line(bar, name_width, bar_width) for bar in self._bars)

    def _line(self, bar: Bar, name_width: int, bar_width: int) -> Content:
        glyphs = self._glyphs
        ends = [round(share * bar_width) for share in (bar.share, *bar.stages)]
        shades: tuple[str, ...] = (glyphs.full, glyphs.shades[3], glyphs.shades[2])
        rest = glyphs.empty
        if not bar.stages:
            # Bars as tall as their lines run together.
            shades, rest = (glyphs.flown,), glyphs.ahead
        pieces = [
            (shade * (end - start), "$primary" if shade is shades[0] else "$secondary")
            for shade, start, end in zip(shades, [0, *ends], ends, strict=False)
        ]
        name = Content(bar.name).truncate(name_width, ellipsis=True)
        return Content.assemble(
            name.pad_right(max(0, name_width - name.cell_length)),
            "  ",
            *pieces,
            (rest * (bar_width - ends[-1]), "$faint"),
            f"  {bar.note}",
        )


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a column of a chart."""

    value: float
    label: str
    note: str = ""
    """What stands over the column."""


class Columns(Widget):
    """Draw columns side by side, the latest at the right; what does not fit is left out."""

    DEFAULT_CSS = "Columns { height: auto; }"

    def __init__(self, columns: Sequence[Column], glyphs: Glyphs, *, top: float = 0.0) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._glyphs = glyphs
        self._top = top or max((column.value for column in columns), default=0.0) or 1.0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of columns, notes and labels."""
        return COLUMN_HEIGHT + 2

    def render(self) -> Content:
        """Return the chart."""
        most = max(1, self.size.width // (COLUMN_WIDTH + 1))
        shown = self._columns[:most] if self._leading else self._columns[-most:]
        rows = [self._row(shown, level) for level in range(COLUMN_HEIGHT, -1, -1)]
        labels = " ".join(column.label[:COLUMN_WIDTH].rjust(COLUMN_WIDTH) for column in shown)
        return Content("\n").join([*rows, Content.styled(labels, "$quiet")])

    @property
    def _leading(self) -> bool:
        """Return whether the first columns are the ones that matter."""
        return False

    def _row(self, shown: Sequence[Column], level: int) -> Content:
        """Return one line of all columns; a note stands where its column ends."""
        cells = []
        for column in shown:
            eighths = round(column.value / self._top * COLUMN_HEIGHT * 8)
            full, rest = divmod(eighths, 8)
            top = full + bool(rest)
            if level == top:
                cells.append(Content.styled(column.note[:4].rjust(COLUMN_WIDTH), "$quiet"))
            elif level < full:
                cells.append(Content.styled(self._glyphs.full * COLUMN_WIDTH, "$primary"))
            elif level < top:
                part = self._glyphs.eighths[rest - 1] * COLUMN_WIDTH
                cells.append(Content.styled(part, "$primary"))
            else:
                cells.append(Content(" " * COLUMN_WIDTH))
        return Content(" ").join(cells)


class LeadingColumns(Columns):
    """Draw columns side by side, the first at the left; later ones are left out."""

    @property
    def _leading(self) -> bool:
        return True


class Calendar(Widget):
    """Draw the weeks up to today, a cell a day, the fuller the more was answered."""

    DEFAULT_CSS = "Calendar { height: 8; }"

    def __init__(self, answers: Mapping[date, int], today: date, glyphs: Glyphs) -> None:
        super().__init__()
        self._answers = answers
        self._today = today
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return a line for each weekday, and one for the months."""
        weeks = max(1, min(53, (self.size.width - CALENDAR_MARGIN) // 2))
        monday = self._today - timedelta(days=self._today.weekday(), weeks=weeks - 1)
        starts = [monday + timedelta(weeks=week) for week in range(weeks)]
        lines = [Content.styled(" " * CALENDAR_MARGIN + _months(starts), "$quiet")]
        for weekday, name in enumerate(WEEKDAYS):
            cells = [self._cell(start + timedelta(days=weekday)) for start in starts]
            head = Content.styled(say(name).ljust(CALENDAR_MARGIN), "$quiet")
            lines.append(head + Content(" ").join(cells))
        return Content("\n").join(lines)

    def _cell(self, day: date) -> Content:
        if day > self._today:
            return Content(" ")
        count = self._answers.get(day, 0)
        shades = self._glyphs.shades
        if not count:
            return Content.styled(shades[0], "$faint")
        most = max(self._answers.values())
        return Content.styled(shades[1 + min(3, 4 * (count - 1) // max(1, most))], "$primary")


def _months(starts: Sequence[date]) -> str:
    """Return the names of the months over the weeks in which they begin."""
    line = ""
    for week, start in enumerate(starts):
        begins = start.day <= 7
        if begins and 2 * week >= len(line):
            line = line.ljust(2 * week) + f"{say(MONTHS[start.month - 1])} "
    return line[: 2 * len(starts)]
