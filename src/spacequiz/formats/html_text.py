"""HTML to plain text: what a terminal can show of it, and what it cannot."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from spacequiz.language import say, say_number

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_HTML = 30_000
"""How many characters of one text are read, pictures not counted."""

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    )
)
_PICTURES = ("img", "image", "svg", "canvas")
_EMBEDDED = ("object", "embed")
_GONE = frozenset((*_PICTURES, *_EMBEDDED, "audio", "video", "iframe", "math", "table"))
_SILENT = frozenset(("script", "style", "title", "head", "template"))
_RAISED = str.maketrans("0123456789+-−=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣ")
_LOWERED = str.maketrans("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ")
_SHIFTS = {"sup": ("^", _RAISED), "sub": ("_", _LOWERED)}
_LINK = re.compile(r"""\bhref\s*=\s*["']?(?:https?://|@@PLUGINFILE@@)""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
# No part of a tag holds the sign that begins the next one, so an open tag is soon given up.
_TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<[!?][^<>]*>|([^<]+|<)"""
)

_TAG = re.compile(
    r"</?(?:a|b|br|blockquote|center|code|div|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|pre|s|small|span|"
    r"strike|strong|su[bp]|table|tbody|t[dhr]|tt|u|ul|audio|video|iframe|script|style)"
    r"(?:\s[^<>]*|\s*/)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_DATA = re.compile(r"""data:[a-z]+/[^"'\s>]*""")
_FORMULA = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$", re.DOTALL)
_KEPT = "\ue000"
"""Stands for a space of a program, until those that a browser drops are gone."""
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")


def has_entity(text: str) -> bool:
    """Return whether a text holds a sign that HTML spells out."""
    return bool(_ENTITY.search(text))


def has_html(text: str) -> bool:
    """Return whether a text that may hold HTML does."""
    return bool(_TAG.search(text))


def _tell_gone(tag: str) -> str:
    """Say what a tag shows that cannot be carried."""
    if tag in _PICTURES:
        return say("left out a picture")
    if tag in _EMBEDDED:
        return say("left out an embedded object")
    return {
        "audio": say("left out a sound"),
        "video": say("left out a video"),
        "iframe": say("left out a page inside the page"),
        "math": say("left out a formula"),
        "table": say("left out the lines of a table"),
    }[tag]


def reduce_html(text: str, tell: Callable[[str], None]) -> str:
    """Return the plain text of HTML, and tell what was dropped besides bold and the like."""
    text = _limit(_DATA.sub("data:", text), tell)
    # A text without brackets needs no parser; entities are all there is in it.
    if "<" not in text:
        plain = _SPACES.sub(" ", html.unescape(text)).strip()
    else:
        plain = _Reducer(tell).reduce(text)
    tell_formulas(plain, tell)
    return plain


def reduce_loose(text: str, tell: Callable[[str], None]) -> str:
    """Return the plain text of what may be HTML or not; its line breaks count."""
    text = _limit(text, tell)
    if has_html(text):
        return reduce_html(text.replace("\n", "<br>"), tell)
    tell_formulas(text, tell)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def tell_formulas(text: str, tell: Callable[[str], None]) -> None:
    """Tell that formulas in the manner of TeX are shown as they are written."""
    # More than a question can hold is not searched: many openings take long to fail.
    if _FORMULA.search(text[:2000]):
        tell(say("shows a formula as it is written"))


def _limit(text: str, tell: Callable[[str], None]) -> str:
    if len(text) <= MAX_HTML:
        return text
    tell(say("read only the first {limit} characters of a text", limit=say_number(MAX_HTML)))
    return text[:MAX_HTML]


def _drop_comments(text: str) -> str:
    parts, start = [], 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts.append(text[start:begin])
        start = end + 3
    return "".join((*parts, text[start:]))


class _Reducer:
    """Collect the text of HTML, with line breaks where a browser would break.

    The parser of the standard library takes a time that grows with the square of some texts.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._parts: list[str] = []
        self._silent = ""
        self._shift = ""
        self._shifted: list[str] = []
        self._preformatted = False

    def reduce(self, text: str) -> str:
        """Return the plain text."""
        for found in _TOKEN.finditer(_drop_comments(text)):
            slash, tag, attributes, data = found.groups()
            if data is not None:
                self._add_text(html.unescape(data))
            elif slash:
                self._close(tag.lower())
            elif tag and not self._silent:
                self._open(tag.lower(), attributes)
        self._end_shift()
        plain = _AROUND_BREAK.sub("\n", "".join(self._parts))
        plain = _MANY_BREAKS.sub("\n\n", re.sub(" {2,}", " ", plain)).strip()
        return plain.replace(_KEPT, " ")

    def _open(self, tag: str, attributes: str) -> None:
        """Break the line, remember what cannot be shown, or begin raised digits."""
        if tag in _GONE:
            self._tell(_tell_gone(tag))
        if tag == "img" and (found := _ALT.search(attributes)):
            self._parts.append(f"[{html.unescape(found[1] or found[2]).strip()}]")
        elif tag == "a" and _LINK.search(attributes):
            self._tell(say("left out a link"))
        elif tag in _SILENT:
            self._silent = tag
        elif tag in _SHIFTS:
            self._end_shift()
            self._shift = tag
        self._break(tag)
        self._preformatted = self._preformatted or tag == "pre"
        if tag == "li":
            self._parts.append("• ")

    def _close(self, tag: str) -> None:
        """Break the line, or end what the tag began."""
        if tag == self._silent:
            self._silent = ""
        elif tag in _SHIFTS:
            self._end_shift()
        elif tag == "pre":
            self._preformatted = False
        self._break(tag)
        if tag in ("td", "th"):
            self._parts.append("  ")

    def _add_text(self, text: str) -> None:
        """Keep the text, with its white space as a browser shows it."""
        if self._silent:
            return
        text = text.replace(_KEPT, "")
        if self._shift:
            self._shifted.append(text)
        elif self._preformatted:
            self._parts.append(text.expandtabs(4).replace(" ", _KEPT))
        else:
            self._parts.append(_SPACES.sub(" ", text))

    def _break(self, tag: str) -> None:
        if tag == "br":
            self._parts.append("\n")
        elif tag in _BLOCKS and self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n\n" if tag == "p" else "\n")

    def _end_shift(self) -> None:
        """Write x² and H₂O where Unicode can, and x^(a+b) where it cannot."""
        text = _SPACES.sub(" ", "".join(self._shifted)).strip()
        if self._shift and text:
            mark, table = _SHIFTS[self._shift]
            whole = all(ord(c) in table for c in text)
            self._parts.append(text.translate(table) if whole else f"{mark}({text})")
        self._shift = ""
        self._shifted = []
