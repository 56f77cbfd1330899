"""What grading says of any kind: the parts of a response, and the grade."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

Response = tuple[str, ...]
"""What a player answered, as text, whatever the kind.

choice and several: the options picked; true-false: `true` or `false`; typed and number: the one
text; order: the items as the player put them; match: for each left side in the pack's order the
right side chosen, "" for none. Empty: no answer.
"""

NOTHING, FULL = Fraction(0), Fraction(1)


class Outcome(StrEnum):
    """Say what a typed text is worth."""

    RIGHT = "right"
    SLIP = "slip"
    """Right, with a typing mistake that was forgiven."""
    PROMPT = "prompt"
    """On the way: the player is asked for more."""
    CLOSE = "close"
    """Wrong, and nearly right."""
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    """No answer, or two in one: the player is asked again."""


class Judgement(NamedTuple):
    """Say what a typed text is worth, and why."""

    outcome: Outcome
    matched: str = ""
    """The text of the pack that decided."""
    rule: str = ""
    """What decided, in words."""
    back: str = ""
    """What is asked back, where the player types once more."""


class Part(NamedTuple):
    """Judge one option, item or pair."""

    text: str
    """The option as a response names it, the item, or the left side."""
    chosen: bool
    """The player picked it; items and pairs always count as chosen."""
    right: bool
    """The option belongs to the answer, the item stands where it belongs, the pair is right."""
    note: str = ""
    """Why a wrong option fails, where a wrong item belongs, what a wrong pair's partner is."""
    given: str = ""
    """The partner that the player chose."""


class Grade(NamedTuple):
    """Say what a response is worth, and why."""

    credit: Fraction
    """From 0 to 1."""
    parts: tuple[Part, ...] = ()
    """In the pack's order; none for typed answers and numbers."""
    answer: tuple[str, ...] = ()
    """The right answer, a line each."""
    remark: str = ""
    typo: bool = False
    """Right only because a typing mistake was forgiven."""
    rule: str = ""
    """What decided on a typed text, in words."""
    again: str = ""
    """What is asked back instead of a verdict; empty where there is one."""
    near: bool = False
    """Wrong, and so near that it may be typed once more."""
    unread: bool = False
    """No answer at all, or two in one: it is asked again, as often as that happens."""
