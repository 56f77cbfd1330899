"""Large letters, five dots high and drawn with half blocks, to be read from a sofa."""

from __future__ import annotations

import unicodedata
from functools import cache

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
    if lines is None or len(lines) * HEIGHT > height:
        return None
    return [row.center(width) for line in lines for row in draw_line(line)]
