"""The look of printed sheets: calm, generous, and sparing with ink."""

from __future__ import annotations

_SERIF = (
    '"Charter", "Bitstream Charter", "Sitka Text", "Iowan Old Style", Cambria, "Source Serif 4", '
    '"Noto Serif", "Liberation Serif", Georgia, serif'
)
_SANS = (
    '"Segoe UI", "Helvetica Neue", Helvetica, Roboto, "Noto Sans", "Liberation Sans", Arial, '
    "sans-serif"
)

# No paper size is named: the sheet fills whatever paper is in the printer, A4 and Letter alike.
_PAGE = """
@page {{ margin: 17mm 18mm 19mm;
  @bottom-left {{ content: "{footer}"; font: {foot} {sans}; color: #555; }}
  @bottom-right {{ content: counter(page) " / " counter(pages); font: {foot} {sans}; color: #555; }} }}
:root {{ --text: {text}; --label: {label}; --size: {size}; --gap: {gap}; --stroke: {stroke}; }}
"""
_SHEET = """
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #fff; color: #000; }
body { font: var(--size)/1.42 var(--text); overflow-wrap: anywhere; }
@media screen { body { max-width: 178mm; margin: 14mm auto; padding: 0 6mm; } }
h1 { font: 600 1.75em/1.15 var(--text); text-wrap: balance; }
h2 { font: 600 1.15em/1.3 var(--text); margin: 2em 0 .7em; break-after: avoid; }
.label, th { font-family: var(--label); font-size: .8em; font-weight: 400; color: #333; }
.head { display: flex; justify-content: space-between; align-items: baseline; gap: 1.5em; }
.version { white-space: nowrap; text-align: end; }
.version b { font-size: 1.5em; font-weight: 600; color: #000; }
.fields { display: flex; gap: 1.6em; margin-top: 1.7em; align-items: baseline; }
.field { display: flex; gap: .6em; align-items: baseline; white-space: nowrap; }
.field i { border-bottom: var(--stroke) solid #666; flex: 1; min-width: 3.4em; height: 1.5em; }
.field.wide { flex: 3; } .field.middle { flex: 1.5; }
.hint { display: flex; justify-content: space-between; gap: 2em; margin-top: 1.4em;
  padding-bottom: .9em; border-bottom: .4pt solid #aaa; }
.hint p { flex-shrink: 0; } .hint .credit, .credit { flex-shrink: 1; color: #555; }
.hint .credit { margin-inline-start: auto; text-align: end; }
.question { display: grid; grid-template-columns: 2.1em 1fr; margin-top: var(--gap);
  break-inside: avoid; }
.number { font: 600 1em/1.42 var(--label); }
.ask { white-space: pre-wrap; break-after: avoid; }
.note { margin-top: .15em; }
ul { list-style: none; display: grid; gap: .34em 1.4em; margin-top: .5em; }
.two { grid-template-columns: 1fr 1fr; }
.three { grid-template-columns: repeat(3, 1fr); }
.four { grid-template-columns: repeat(4, 1fr); }
li { display: grid; grid-template-columns: auto 1fr; gap: .65em; align-items: baseline; }
.mark { font: 600 .86em/1 var(--label); min-width: .95em; }
.bubble { font: 500 .68em/1.75em var(--label); width: 1.85em; height: 1.85em; text-align: center;
  border: var(--stroke) solid #000; border-radius: 50%; color: #555; }
.bubble.square { border-radius: .3em; }
.box { width: 1.75em; height: 1.5em; border: var(--stroke) solid #000; border-radius: .12em; }
.boxes { gap: .5em 1.4em; }
.boxes li { align-items: center; }
.pairs { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2em; }
.pairs ul { align-content: start; }
.line { display: flex; gap: .6em; align-items: baseline; margin-top: .5em; }
.line i { border-bottom: var(--stroke) solid #666; height: 1.9em; width: 62%; }
.line i.short { width: 9em; }
"""
# Dates are written large, too: they need the name's line.
_LARGE = """
.fields { flex-wrap: wrap; }
.field.wide { flex: 0 0 100%; }
"""
_KEY = """
table { border-collapse: collapse; width: 100%; margin-top: 1.6em; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: start; vertical-align: baseline;
  padding: .16em 1.2em .16em 0; }
th b { font-size: 1.5em; font-weight: 600; color: #000; }
tr { border-bottom: .4pt solid #bbb; }
thead tr { border-bottom: var(--stroke) solid #000; }
tbody th, tbody td { vertical-align: top; }
.place { width: 5.5em; color: #333; font-family: var(--label); font-size: .85em; }
tbody .place { line-height: 1.67; }
.answer { break-inside: avoid; margin-top: 1.1em; }
.answer .right { font-weight: 600; margin-top: .15em; }
.answer p { white-space: pre-wrap; }
"""


def make_style(footer: str, *, large: bool, key: bool) -> str:
    """Return the style sheet of a page.

    Args:
        footer: What stands at the foot of each page, as plain text.
        large: Whether it is for readers who need large print (18 points, without serifs).
        key: Whether it is the key.
    """
    page = _PAGE.format(
        footer=_quote(footer),
        sans=_SANS,
        text=_SANS if large else _SERIF,
        label=_SANS,
        foot="12pt" if large else "8pt",
        size="18pt" if large else "11.5pt",
        gap="1.9em" if large else "1.55em",
        stroke="1.4pt" if large else ".7pt",
    )
    return page + _SHEET + (_LARGE if large else "") + (_KEY if key else "")


def _quote(text: str) -> str:
    """Return a text for a CSS string: all but letters and digits is written by its number."""
    plain = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ")
    return "".join(c if c in plain else f"\\{ord(c):X} " for c in text)
