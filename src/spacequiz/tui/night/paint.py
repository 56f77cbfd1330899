"""How a quiz night is painted: large where there is room, generous everywhere, plain if need be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from math import ceil
from typing import TYPE_CHECKING

from textual.content import Content

from spacequiz.language import say, say_number
from spacequiz.tui.widgets.hanging import hang
from spacequiz.words import ASCII

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.words import Glyphs


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARGIN = 4
_LINE = 72
"""How wide a text in plain type becomes: longer lines are hard to follow from a sofa."""


@dataclass(frozen=True, slots=True)
class TeamMark:
    """Say how a team is drawn."""

    name: str
    glyph: str
    style: str
    points: int = 0
    note: str = ""
    """What there is to say of it just now, such as that it has locked in."""
    noted: bool = False
    """Whether the note is good news, and stands out."""
    keys: tuple[str, ...] = ()
    """The keys that the team has a use for just now, each with what it stands for."""

    def tag(self, limit: int = 40) -> Content:
        """Return glyph and name."""
        name = Content(self.name).truncate(limit, ellipsis=True)
        return Content.styled(f"{self.glyph} ", f"bold {self.style}") + name.stylize("bold")


@dataclass(frozen=True, slots=True)
class Row:
    """Describe an answer on the stage."""

    text: str
    mark: str = ""
    style: str = ""
    note: Content | None = None
    """Who chose it."""


def center(line: Content, width: int) -> Content:
    """Return a line in the middle of the width."""
    return Content(" " * max(0, (width - line.cell_length) // 2)) + line


def middle(lines: list[Content], height: int) -> list[Content]:
    """Return lines in the middle of the height."""
    above = max(0, (height - len(lines)) // 2)
    return [Content("")] * above + lines + [Content("")] * max(0, height - above - len(lines))


def paint_headline(text: str, width: int, height: int, glyphs: Glyphs, style: str) -> list[Content]:
    """Return a few words, in large letters where they fit."""
    drawn = None if glyphs is ASCII else draw_text(text, width - _MARGIN, height)
    if drawn is None:
        lines = Content.styled(text, f"bold {style}".strip()).wrap(max(8, width - _MARGIN))
        return [center(line, width) for line in lines]
    return [Content.styled("  " + line, style) for line in drawn]


def paint_question(text: str, width: int, height: int, glyphs: Glyphs) -> list[Content]:
    """Return a question that fills its room: large, or plain with air around it."""
    if glyphs is not ASCII and "\n" not in text:
        drawn = draw_text(text, width - _MARGIN, height)
        if drawn is not None:
            return middle([Content.styled("  " + line, "$foreground") for line in drawn], height)
    lines = Content.styled(text, "bold").wrap(max(8, min(_LINE, width - _MARGIN)))
    if len(lines) * 2 - 1 <= height - 2:
        lines = [each for line in lines for each in (line, Content(""))][:-1]
    return middle([center(line, width) for line in lines], height)


def plan_answers(count: int, height: int, asked: int) -> int:
    """Return how many lines each answer gets, so that the question has enough left."""
    for lines in (HEIGHT + 1, 2):
        if height - count * lines >= max(3, asked):
            return lines
    return 1


def paint_answers(rows: Sequence[Row], width: int, lines: int, glyphs: Glyphs) -> list[Content]:
    """Return the answers, each with its letter; `lines` is the room of each.

    Either all of them stand in large letters or none: one alone would look like the right one.
    """
    widest = max((Content(row.text).cell_length for row in rows), default=0)
    indent = max(2, (width - min(widest + 10, _LINE)) // 2)
    large = lines > HEIGHT and glyphs is not ASCII
    drawn = large and all(can_draw(row.text) and measure(row.text) <= width - 18 for row in rows)
    if drawn:
        widest = max(map(measure, (row.text for row in rows)), default=0)
        indent = max(4, (width - widest - 14) // 2)
    paint, room = (_large, HEIGHT + 1) if drawn else (_plain, min(lines, 2))
    painted: list[Content] = []
    for index, row in enumerate(rows):
        body = paint(index, row, width, indent)
        painted += body + [Content("")] * max(0, min(lines, room) - len(body))
    return painted


def _plain(index: int, row: Row, width: int, indent: int) -> list[Content]:
    head = Content.assemble(
        (" " * indent + f"{row.mark or ' '} ", row.style),
        (f" {LETTERS[index]} ", f"bold {row.style or '$primary'}"),
        "  ",
    )
    lines = hang(head, Content.styled(row.text, f"bold {row.style}".strip()), width - 2)
    if row.note is not None and lines:
        room = width - lines[-1].cell_length - 2
        if row.note.cell_length + 3 <= room:
            lines[-1] += Content("   ") + row.note
        else:
            lines += hang(Content(" " * head.cell_length), row.note, width - 2)
    return lines


def _large(index: int, row: Row, width: int, indent: int) -> list[Content]:
    lines = []
    for number, part in enumerate(draw_line(LETTERS[index])):
        mark = row.mark if number == 1 else ""
        head = Content.styled(
            " " * (indent - 2) + f"{mark:<2}{part:<5}   ", f"bold {row.style or '$primary'}"
        )
        lines.append(head + Content.styled(draw_line(row.text)[number], row.style or "$foreground"))
    if row.note is not None:
        room = width - lines[1].cell_length - 3
        if row.note.cell_length <= room:
            lines[1] += Content("   ") + row.note
        else:
            lines.append(
                Content(" " * (indent + 8)) + row.note.truncate(max(1, width - indent - 8))
            )
    return lines


def paint_clock(left: float, total: float, width: int, glyphs: Glyphs, *, reading: bool) -> Content:
    """Return the clock as a bar that empties, with the seconds."""
    if reading:
        return Content.styled(f"{say('read')} {glyphs.ellipsis}", "$quiet")
    share = max(0.0, min(1.0, left / total)) if total else 0.0
    style = "bold $warning" if left <= 5 else "$primary"
    seconds = f" {ceil(left):>2} s"
    room = max(4, width - len(seconds))
    full = round(share * room)
    return Content.assemble(
        (glyphs.flown * full, style), (glyphs.ahead * (room - full), "$faint"), (seconds, style)
    )


def paint_strip(teams: Sequence[TeamMark], width: int, most: int = 99) -> list[Content]:
    """Return all teams with their points and what there is to say of them, in even columns.

    Their keys stand beside, or below where that is too narrow, or in short where it is too high.
    """
    per_line = min(len(teams), max(1, (width - 2) // 19), 4) or 1
    room = (width - 2) // per_line
    beside = all(_cell(team, 1 << 10, _tell_keys(team, 99)).cell_length < room for team in teams)
    below = not beside and any(team.keys for team in teams)
    brief = below and 2 * ceil(len(teams) / per_line) > most
    lines = []
    for start in range(0, len(teams), per_line):
        part = teams[start : start + per_line]
        said = [_tell_keys(team, 0 if brief else 99) * (beside or brief) for team in part]
        rows = [[_cell(*each) for each in zip(part, repeat(room), said, strict=False)]]
        if below and not brief:
            rows.append([Content.styled(f"  {_tell_keys(t, room - 3)}", t.style) for t in part])
        for cells in rows:
            cut = [cell.truncate(room - 1, ellipsis=True) for cell in cells]
            padded = [cell + Content(" " * (room - cell.cell_length)) for cell in cut]
            lines.append(Content(" ") + Content("").join(padded))
    return lines


def _tell_keys(team: TeamMark, room: int) -> str:
    """Return a team's keys with what they stand for, or in as few characters as there is room."""
    brief = [key.partition("=")[2] or key for key in team.keys]
    forms = (" ".join(team.keys), " ".join(brief))
    return next((text for text in forms if len(text) <= room), "".join(brief))


def _cell(team: TeamMark, room: int, keys: str) -> Content:
    said = Content.styled(f" {keys}", team.style) if keys else Content("")
    tail = Content.styled(f" {say_number(team.points)}", "$quiet")
    if team.note:
        style = f"bold {team.style}" if team.noted else "$quiet"
        tail += Content.styled(f" {team.note}", style)
    return team.tag(max(3, room - said.cell_length - tail.cell_length - 4)) + said + tail


def paint_standings(
    teams: Sequence[TeamMark], ranks: Sequence[str], grown: float, width: int, glyphs: Glyphs
) -> list[Content]:
    """Return a bar for each team; `grown` says how much of the bars is drawn, from 0 to 1."""
    most = max((team.points for team in teams), default=0)
    longest = max((Content(team.name).cell_length for team in teams), default=0)
    name_width = max(6, min(longest, width // 3))
    bar_width = max(6, width - name_width - 26)
    lines = []
    for team, rank in zip(teams, ranks, strict=True):
        share = max(0, team.points) / most if most > 0 else 0.0
        full = round(share * grown * bar_width)
        name = Content(team.name).truncate(name_width, ellipsis=True).stylize("bold")
        pad = Content(" " * (name_width - name.cell_length + 1))
        line = Content.assemble(
            (f"  {rank:>3}  ", "$quiet"), (f"{team.glyph} ", f"bold {team.style}"), name, pad
        )
        bar = Content.assemble(
            (glyphs.full * full, team.style), (f" {say_number(team.points)}", "bold")
        )
        note = Content.styled(f"  {team.note}", "$success" if team.noted else "$quiet")
        lines.append(line + bar + (note if team.note else Content("")))
    return lines


HEIGHT = 3
"""How many lines of the terminal a line of large letters takes."""
_DOTS = 6
"""One row for accents, five for the letter."""
_SPACE = 2
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}

_DRAWN = """
A .##. #..# #### #..# #..#|B ###. #..# ###. #..# ###.|C .### #... #... #... .###
D ###. #..# #..# #..# ###.|E #### #... ###. #... ####|F #### #... ###. #... #...
G .### #... #.## #..# .###|H #..# #..# #### #..# #..#|I ### .#. .#. .#. ###
J ..## ...# ...# #..# .##.|K #..# #.#. ##.. #.#. #..#|L #... #... #... #... ####
M #...# ##.## #.#.# #...# #...#|N #...# ##..# #.#.# #..## #...#|O .##. #..# #..# #..# .##.
P ###. #..# ###. #... #...|Q .##.. #..#. #..#. #..#. .##.#|R ###. #..# ###. #.#. #..#
S .### #... .##. ...# ###.|T ##### ..#.. ..#.. ..#.. ..#..|U #..# #..# #..# #..# .##.
V #...# #...# .#.#. .#.#. ..#..|W #...# #...# #.#.# ##.## #...#|X #...# .#.#. ..#.. .#.#. #...#
Y #...# .#.#. ..#.. ..#.. ..#..|Z #### ...# .##. #... ####
0 .##. #.## #### ##.# .##.|1 .#. ##. .#. .#. ###|2 ###. ...# .##. #... ####
3 ###. ...# .##. ...# ###.|4 #..# #..# #### ...# ...#|5 #### #... ###. ...# ###.
6 .##. #... ###. #..# .##.|7 #### ...# ..#. .#.. .#..|8 .##. #..# .##. #..# .##.
9 .##. #..# .### ...# .##.|. . . . . #|, .. .. .. .# #.|? ###. ...# .##. .... .#..
! # # # . #|: . # . # .|; .. .# .. .# #.|' # # . . .|" #.# #.# ... ... ...
- ... ... ### ... ...|+ ... .#. ### .#. ...|= ... ### ... ### ...|/ ...# ..#. ..#. .#.. #...
( .# #. #. #. .#|) #. .# .# .# #.|& .##.. #.... .##.# #..#. .##.#|% #..# ..#. .#.. #... #..#
$ .### #.#. .##. .#.# ###.|# .#.#. ##### .#.#. ##### .#.#.|* #.# .#. #.# ... ...
… ..... ..... ..... ..... #.#.#|¿ .#.. .... .##. #... .###|¡ # . # # #
"""
_SAME = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "×": "x", "\xa0": " "}
_ACCENTS = {
    "\u0300": "#..",
    "\u0301": "..#",
    "\u0302": ".#.",
    "\u0303": "#.#",
    "\u0308": "#.#",
    "\u030c": ".#.",
    "\u030a": ".#.",
}


@cache
def _table() -> dict[str, tuple[str, ...]]:
    glyphs = {}
    for drawn in _DRAWN.strip().replace("\n", "|").split("|"):
        letter, *rows = drawn.split(" ")
        glyphs[letter] = tuple(rows)
    return glyphs


def can_draw(text: str) -> bool:
    """Return whether a text stays what it is in large letters, which are all capitals."""
    return not any(map(_is_mixed, text.split())) and all(
        c == " " or _draw(c) is not None for c in text
    )


def _is_mixed(word: str) -> bool:
    """Return whether capitals within a word say something, as in `mRNA`."""
    letters = [c for c in word if c.isalpha()]
    return any(c.isupper() for c in letters[1:]) and not all(c.isupper() for c in letters)


def _draw(character: str) -> list[str] | None:
    """Return the six rows of a letter; None where there is none."""
    plain = _SAME.get(character, character).upper()
    parts = unicodedata.normalize("NFD", plain)
    base, marks = parts[:1], parts[1:]
    rows = _table().get(base)
    if rows is None or len(marks) > 1 or not _ACCENTS.keys() >= set(marks):
        return None
    width = len(rows[0])
    top = _ACCENTS[marks[0]].center(width, ".") if marks else "." * width
    return [top, *rows]


def measure(text: str) -> int:
    """Return how many cells a text takes in one line of large letters."""
    widths = [_SPACE if c == " " else len((_draw(c) or ["..."])[0]) for c in text]
    return sum(widths) + max(0, len(widths) - 1)


def wrap(text: str, width: int) -> list[str] | None:
    """Return a text in lines that fit; None where a word alone is too wide."""
    lines: list[str] = []
    for word in text.split():
        if measure(word) > width:
            return None
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def draw_line(text: str) -> list[str]:
    """Return a line of large letters as three lines for the terminal."""
    rows = [""] * _DOTS
    for index, character in enumerate(text):
        drawn = ["." * _SPACE] * _DOTS if character == " " else _draw(character)
        for row, dots in enumerate(drawn or ["..."] * _DOTS):
            rows[row] += ("." if index else "") + dots
    return [
        "".join(_BLOCKS[a == "#", b == "#"] for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def draw_text(text: str, width: int, height: int) -> list[str] | None:
    """Return a text in large letters, each line centered; None where it does not fit or differs."""
    if not can_draw(text):
        return None
    lines = wrap(text, width)
    drawn: list[str] = []
    for line in lines or ():
        # An accent right below a letter would be a part of that: É below O looks like Q.
        drawn += [""] * (bool(drawn) and _is_accented(line)) + draw_line(line)
    return [row.center(width) for row in drawn] if drawn and len(drawn) <= height else None


def _is_accented(line: str) -> bool:
    return any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", line))
