"""What GIFT and Moodle XML have in common: weighted answers and feedback become our kinds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.formats.common import CannotCarry
from spacequiz.formats.intake import read_decimal, shorten
from spacequiz.game.kinds.choices import Choice, Several, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacequiz.game.question import Body

    Tell = Callable[[str], None]

FULL = 100.0
HALF = 50.0
"""A typed answer with at least so many percent counts as right."""

_WILDCARD = re.compile(r"(?<!\\)\*")
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
        raise CannotCarry("none of its answers is fully right")
    for option in right[1:]:
        tell(f'left out a second right answer: "{shorten(option.text)}"')
    wrong = []
    for option in options:
        if option.weight >= FULL:
            continue
        if option.weight > 0:
            tell(f'counts "{shorten(option.text)}" as wrong; it was worth {_percent(option)}')
        wrong.append(Wrong(option.text, option.feedback))
    if any(option.weight < 0 for option in options):
        tell("takes no points off for a wrong option")
    return Choice(right[0].text, tuple(wrong))


def build_several(options: Sequence[Option], tell: Tell) -> Body:
    """Return a question with several right options, which all count the same."""
    right = [option for option in options if option.weight > 0]
    wrong = [option for option in options if option.weight <= 0]
    if not right:
        raise CannotCarry("none of its answers is right")
    share = FULL / len(right)
    if any(abs(option.weight - share) > 0.01 for option in right):
        tell("counts all right options the same; they had weights of their own")
    if any(abs(option.weight + share) > 0.01 for option in wrong):
        tell("takes off for a wrong option what a right one brings; it was another weight")
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
            continue
        if 0 < option.weight < FULL:
            verdict = "right" if option.weight >= HALF else "wrong"
            tell(f'counts "{shorten(text)}" as {verdict}; it was worth {_percent(option)}')
        if option.weight >= HALF:
            right.append((option.weight >= FULL, text))
        else:
            rejected.append(text)
    # An answer with full credit is the one to be shown.
    right.sort(key=lambda pair: not pair[0])
    if not right:
        raise CannotCarry("none of its answers is right")
    return Typed(right[0][1], tuple(text for _, text in right[1:]), tuple(rejected))


def build_number(options: Sequence[Option], unit: str, tell: Tell) -> Body:
    """Return a number: the first answer with full credit, and its tolerance."""
    options = [option for option in options if option.text.strip() not in ("", "*")]
    right = next((option for option in options if option.weight >= FULL), None)
    if right is None:
        raise CannotCarry("none of its answers is fully right")
    for option in options:
        if option is not right:
            tell(f'left out the answer "{shorten(option.text)}", worth {_percent(option)}')
    low, dots, high = right.text.partition("..")
    if dots:
        ends = read_decimal(low), read_decimal(high)
        middle = (ends[0] + ends[1]) / 2
        return Number(middle, abs(ends[1] - middle), unit)
    tolerance = read_decimal(right.tolerance or "0")
    return Number(read_decimal(right.text), tolerance, unit)


def choose_explanation(general: str, right: Sequence[str], other: Sequence[str], tell: Tell) -> str:
    """Return the first feedback that can serve as an explanation, and tell which is lost."""
    found = [text for text in dict.fromkeys([general, *right, *other]) if text.strip()]
    for text in found[1:]:
        tell(f'left out a feedback: "{shorten(text)}"')
    return found[0] if found else ""


def list_feedback(options: Sequence[Option], least: float) -> list[str]:
    """Return the feedback of the answers worth at least so much."""
    return [option.feedback for option in options if option.weight >= least]


def explain_by_answers(general: str, options: Sequence[Option], least: float, tell: Tell) -> str:
    """Return the explanation of a question whose answers are typed.

    What is said to whoever gave any other answer explains as well; what is said of one certain
    wrong answer would mislead all others.
    """
    least_of_all = [o for o in options if o.weight < least]
    others = [o.feedback for o in least_of_all if o.text.strip() in ("", "*")]
    found = choose_explanation(general, list_feedback(options, least), others, tell)
    for option in least_of_all:
        if option.text.strip() not in ("", "*") and option.feedback.strip():
            tell(f'left out a feedback: "{shorten(option.feedback)}"')
    return found


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


def _strip_wildcards(text: str, tell: Tell) -> str:
    if _WILDCARD.search(text):
        bare = _WILDCARD.sub("", text).strip()
        if bare:
            tell(f'left out the wildcard in "{shorten(text)}"')
        text = bare
    return text.replace("\\*", "*")


def _percent(option: Option) -> str:
    return f"{option.weight:g} %"
