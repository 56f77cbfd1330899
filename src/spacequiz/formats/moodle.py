"""What GIFT and Moodle XML have in common: weighted answers and feedback become our kinds."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.formats.common import CannotCarry
from spacequiz.formats.intake import read_decimal, shorten
from spacequiz.game.kinds.choices import Choice, Several, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacequiz.game.kinds.body import Body

    Tell = Callable[[str], None]

FULL = 100.0
HALF = 50.0
"""A typed answer with at least so many percent counts as right."""

_WILDCARD = re.compile(r"(?<!\\)\*")
_WITHIN = re.compile(r"\w\*+\w")
_PATH = re.compile(r"(?<!/)/(?!/)")


class Option(NamedTuple):
    """Hold an answer as Moodle knows it."""

    text: str
    weight: float
    """In percent of the question's points."""
    feedback: str = ""
    tolerance: str = "0"


def build_choice(options: Sequence[Option], tell: Tell) -> Body:
    """Return a choice: the first answer with full credit, and all others as wrong ones."""
    right = [option for option in options if option.weight >= FULL]
    if not right:
        raise CannotCarry(say("none of its answers is fully right"))
    for option in right[1:]:
        tell(say('left out a second right answer: "{text}"', text=shorten(option.text)))
    wrong = []
    for option in options:
        if option.weight >= FULL:
            continue
        if option.weight > 0:
            tell(
                say(
                    'counts "{text}" as wrong; it was worth {weight}',
                    text=shorten(option.text),
                    weight=_percent(option),
                )
            )
        wrong.append(Wrong(option.text, option.feedback))
    if any(option.weight < 0 for option in options):
        tell(say("takes no points off for a wrong option"))
    return Choice(right[0].text, tuple(wrong))


def build_several(options: Sequence[Option], tell: Tell) -> Body:
    """Return a question with several right options, which all count the same."""
    right = [option for option in options if option.weight > 0]
    wrong = [option for option in options if option.weight <= 0]
    if not right:
        raise CannotCarry(say("none of its answers is right"))
    share = FULL / len(right)
    if any(abs(option.weight - share) > 0.01 for option in right):
        tell(say("counts all right options the same; they had weights of their own"))
    if any(abs(option.weight + share) > 0.01 for option in wrong):
        tell(
            say("a wrong option costs what a right one brings; in the file it costs more, or less")
        )
    return Several(
        tuple(option.text for option in right),
        tuple(Wrong(option.text, option.feedback) for option in wrong),
    )


def build_typed(options: Sequence[Option], tell: Tell) -> Typed:
    """Return a typed question; what earned less than half is rejected."""
    right: list[tuple[bool, str]] = []
    rejected: list[str] = []
    for option in options:
        text = _strip_wildcards(option.text, tell)
        if not text:
            if option.text and option.weight > 0:
                tell(_tell_any(option.text))
            continue
        if 0 < option.weight < FULL:
            values = {"text": shorten(text), "weight": _percent(option)}
            tell(
                say('counts "{text}" as right; it was worth {weight}', **values)
                if option.weight >= HALF
                else say('counts "{text}" as wrong; it was worth {weight}', **values)
            )
        if option.weight >= HALF:
            right.append((option.weight >= FULL, text))
        else:
            rejected.append(text)
    # An answer with full credit is the one to be shown.
    right.sort(key=lambda pair: not pair[0])
    if not right:
        raise CannotCarry(say("none of its answers is right"))
    return Typed(right[0][1], tuple(text for _, text in right[1:]), tuple(rejected))


def build_exact(options: Sequence[Option], exact: set[bool], tell: Tell) -> Body:
    """Return a typed question whose answers may say that capital and small letters differ.

    A star is a star in them.
    """
    typed = build_typed([o._replace(text=escape_wildcards(o.text)) for o in options], tell)
    if exact == {True}:
        return replace(typed, match=Strictness.WRITTEN)
    if True in exact:
        tell(say("takes capital and small letters for the same"))
    return typed


def build_number(options: Sequence[Option], unit: str, tell: Tell) -> Body:
    """Return a number and its tolerance; several exact ones, each of them right, are typed."""
    options = [option for option in options if option.text.strip() not in ("", "*")]
    right = [option for option in options if option.weight >= FULL]
    if not right:
        raise CannotCarry(say("none of its answers is fully right"))
    for option in options:
        if option.weight < FULL:
            tell(
                say(
                    'left out the answer "{text}", worth {weight}',
                    text=shorten(option.text),
                    weight=_percent(option),
                )
            )
    numbers = list(dict.fromkeys(_read_number(option, unit) for option in right))
    if len(numbers) == 1:
        return numbers[0]
    if unit or any(number.tolerance for number in numbers):
        raise CannotCarry(say("several ranges of numbers are right"))
    texts = [f"{number.answer:f}" for number in numbers]
    return Typed(texts[0], tuple(texts[1:]))


def _read_number(option: Option, unit: str) -> Number:
    units = (unit,) if unit else ()
    low, dots, high = option.text.partition("..")
    if dots:
        ends = read_decimal(low), read_decimal(high)
        middle = (ends[0] + ends[1]) / 2
        return Number(middle, abs(ends[1] - middle), units)
    return Number(read_decimal(option.text), read_decimal(option.tolerance or "0"), units)


def choose_explanation(
    general: str, right: Sequence[Option], others: Sequence[Option], tell: Tell
) -> str:
    """Return the explanation of a question: its own feedback, or else that of its right answers.

    What is said to those who gave another answer would mislead all the rest, so it is left out. Of
    several right answers each keeps its name before what is said of it.
    """
    said = {option.text: option.feedback for option in right if option.feedback.strip()}
    same = len(set(said.values())) == 1 and len(said) == len(right)
    lines = list(said.values())[:1] if same else [f"{a}: {b}" for a, b in said.items()]
    joined = "\n".join(lines)
    lost = [joined] if general.strip() and joined != general else []
    for text in dict.fromkeys([*lost, *(option.feedback for option in others)]):
        if text.strip():
            tell(say('left out a feedback: "{text}"', text=shorten(text)))
    return general if general.strip() else joined


def explain_by_answers(general: str, options: Sequence[Option], tell: Tell) -> str:
    """Return the explanation of a question whose answers are typed."""
    right = [option for option in options if option.weight >= FULL]
    return choose_explanation(general, right, [o for o in options if o.weight < FULL], tell)


def read_category(path: str) -> str:
    """Return the last name of a category's path; a slash within a name is doubled."""
    names = [name.strip() for name in _PATH.split(path)]
    names = [
        name for name in names if name and name != "top" and not re.fullmatch(r"\$\w+\$", name)
    ]
    return names[-1].replace("//", "/") if names else ""


def write_category(category: str) -> str:
    """Return the path of a category, directly under the one that is imported into."""
    return category.replace("/", "//")


def escape_wildcards(text: str) -> str:
    """Return a typed answer in which a star is a star."""
    return text.replace("*", "\\*")


def read_weight(text: str) -> float:
    """Return a weight that is written as a number, 0 if it is none."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e6 else 0.0


def write_share(count: int, sign: int = 1) -> str:
    """Return the weight of one of so many right options, as Moodle's list of weights has it."""
    share = (Decimal(100) / count).quantize(Decimal("1.00000"))
    return f"{sign * share.normalize():f}"


def _tell_any(text: str) -> str:
    """Say of an answer with a star that it is left out."""
    if _WITHIN.search(text):
        return say(
            'left out the answer "{text}", which has a wildcard in a word', text=shorten(text)
        )
    return say('left out the answer "{text}", which takes any text', text=text)


def _strip_wildcards(text: str, tell: Tell) -> str:
    """Return an answer without the stars that stand for any letters; nothing if one is in a word."""
    if _WITHIN.search(text):
        # What is left of Bras*lia is no word.
        return ""
    if _WILDCARD.search(text):
        bare = _WILDCARD.sub("", text).strip()
        if bare:
            tell(say('left out the wildcard in "{text}"', text=shorten(text)))
        text = bare
    return text.replace("\\*", "*")


def _percent(option: Option) -> str:
    return f"{option.weight:g} %"
