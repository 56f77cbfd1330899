"""What all faces share: glyphs, one cell wide and with an ASCII set; and beside them, facts in words."""

from __future__ import annotations

from typing import NamedTuple

from spacequiz.game.records import Verdict


class Glyphs(NamedTuple):
    """Hold one set of glyphs."""

    right: str = "✓"
    wrong: str = "✗"
    partly: str = "◐"
    skipped: str = "–"
    cursor: str = "❯"
    picked: str = "■"
    free: str = "□"
    gone: str = "·"
    times: str = "×"
    star: str = "✦"
    line: str = "─"
    flown: str = "━"
    ahead: str = "╌"
    craft: str = "▶"
    home: str = "●"
    full: str = "█"
    empty: str = "░"
    eighths: str = "▁▂▃▄▅▆▇"
    shades: str = "·░▒▓█"
    dash: str = "–"
    dot: str = "·"
    ellipsis: str = "…"
    left: str = "‹"
    on: str = "›"
    held: str = "◆"
    to: str = "→"
    teams: str = "●▲■◆★▼○◇"
    """One for each team of a quiz night."""
    hidden: str = "•"
    joker: str = "★"
    quotes: str = "“”"
    frame: str = "┏━┓┃┗┛"

    def mark(self, verdict: Verdict) -> str:
        """Return the glyph of a verdict."""
        return {
            Verdict.RIGHT: self.right,
            Verdict.PARTLY: self.partly,
            Verdict.WRONG: self.wrong,
            Verdict.SKIPPED: self.skipped,
            Verdict.TIMED_OUT: self.skipped,
        }[verdict]


UNICODE = Glyphs()
ASCII = Glyphs(
    right="+",
    wrong="x",
    partly="~",
    skipped="-",
    cursor=">",
    picked="#",
    free="o",
    gone=".",
    times="x",
    star="*",
    line="-",
    flown="=",
    ahead=".",
    craft=">",
    home="o",
    full="#",
    empty=".",
    eighths="..::++#",
    shades=".-+*#",
    dash="-",
    dot="-",
    ellipsis="...",
    left="<",
    on=">",
    held="@",
    to="=",
    teams="o^#@*v+%",
    hidden="*",
    joker="*",
    quotes='""',
    frame="+-+|++",
)
