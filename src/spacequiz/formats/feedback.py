"""Feedback of learning platforms: what of it explains a question to whoever answered it, right or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats.intake import shorten
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A word of praise or blame with which a text begins, up to the sign that ends it.
_VERDICT = re.compile(
    r"\W*(?:(?:that'?s|that is|this is|you(?:'re| are| got it)|your answer is|es|das ist|c'est)\s+)?"
    r"(?:in)?(?:correct|right|wrong|yes|yep|no|sorry|well done|good (?:job|work)|great"
    r"(?: job| work)?|nice(?: job| work)?|excellent|exactly|perfect|awesome|bravo|congratulations|not quite|"
    r"try again|correct[oa]|muy bien|exacto|sí|richtig|falsch|genau|gut|exact|oui|non|faux|"
    r"très bien)(?: answer)?\s*(?:[.!,:;–—-]+\s*|$)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:you (?:gave|got|have|chose|selected|picked)|that is|this is|it is|your answer is)\b.{0,20}"
    r"\b(?:right|correct|wrong|incorrect|it)\b.{0,12}",
    re.IGNORECASE | re.DOTALL,
)


def strip_verdict(text: str) -> str:
    """Return a feedback without the words that only say whether an answer was right."""
    text = text.strip()
    for _ in range(2):
        found = _VERDICT.match(text)
        text = text[found.end() :] if found else text
    text = text.strip()
    return "" if _REST.fullmatch(text) else text[:1].upper() + text[1:]


def choose(general: str, right: Sequence[str], tell: Callable[[str], None]) -> str:
    """Return the feedback that explains a question, and tell of each that is lost.

    What is said to whoever answered right is shown to all here, so praise is no explanation.
    """
    chosen = ""
    for text in dict.fromkeys((general, *right)):
        useful = text if text == general else strip_verdict(text)
        if useful.strip() and not chosen:
            chosen = useful
        elif text.strip():
            lose(text, tell)
    return chosen


def keep_reason(text: str) -> str:
    """Return the feedback of a wrong option, or nothing if it only says that it is wrong."""
    return text if strip_verdict(text) else ""


def lose(text: str, tell: Callable[[str], None]) -> None:
    """Tell of a feedback that is left out."""
    if text.strip():
        tell(say('left out a feedback: "{text}"', text=shorten(text)))
