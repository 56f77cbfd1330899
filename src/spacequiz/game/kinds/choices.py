"""One right answer, several, true or false: the order of their options, and their grading."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.body import FULL, NOTHING, Grade, Part
from spacequiz.game.kinds.number import read_number
from spacequiz.game.kinds.sameness import normalise
from spacequiz.game.kinds.tongues import base_of

if TYPE_CHECKING:
    from decimal import Decimal
    from random import Random

    from spacequiz.game.kinds.body import Response


# What people type for true and for false, by language; letters alone are the first of a word.
_TRUTHS = {
    "en": ("true t yes y right correct", "false f no n wrong incorrect"),
    "es": ("verdadero verdad v si s cierto correcto", "falso f no n incorrecto"),
    "de": ("wahr w ja j richtig stimmt", "falsch f nein n unwahr"),
    "fr": ("vrai v oui o", "faux f non n"),
    "it": ("vero v si s giusto", "falso f no n sbagliato"),
    "pt": ("verdadeiro verdade v sim s certo", "falso f nao n errado"),
    "nl": ("waar w ja j", "onwaar o nee n"),
    "ca": ("cert veritable c si s", "fals f no n"),
    "ru": ("правда верно да д", "ложь неверно нет н"),
    "ar": ("صح صحيح نعم", "خطا خاطي لا"),
    "ja": ("はい 正しい 正", "いいえ 誤り 誤"),
}


def read_truth(text: str, *languages: str) -> str | None:
    """Return the option that a word for true or false stands for; None for other words.

    Args:
        text: What was typed.
        languages: Whose words count beside the English ones, the first first.
    """
    word = normalise(text, "")
    for language in (*languages, "en"):
        for option, words in zip(
            (TRUE, FALSE), _TRUTHS.get(base_of(language), ("", "")), strict=True
        ):
            if word and word in words.split():
                return option
    return None


class Wrong(NamedTuple):
    """Hold a wrong option and, if the pack says so, why it fails."""

    text: str
    why: str = ""


class Choice(NamedTuple):
    """One of the options is right."""

    answer: str
    wrong: tuple[Wrong, ...]
    keep_last: str | None = None


class Several(NamedTuple):
    """Exactly this set of the options is right."""

    answers: tuple[str, ...]
    wrong: tuple[Wrong, ...] = ()


class TrueFalse(NamedTuple):
    """The statement is true or false."""

    answer: bool


def _weigh_options(
    answers: tuple[str, ...], wrong: tuple[Wrong, ...], response: Response
) -> tuple[Part, ...]:
    return (
        *(Part(text, text in response, right=True) for text in answers),
        *(Part(option.text, option.text in response, False, option.why) for option in wrong),
    )


def _grade_choice(answer: str, wrong: tuple[Wrong, ...], response: Response) -> Grade:
    credit = FULL if response == (answer,) else NOTHING
    return Grade(credit, _weigh_options((answer,), wrong, response), (answer,))


def _grade_several(answers: tuple[str, ...], wrong: tuple[Wrong, ...], response: Response) -> Grade:
    """Credit right picks minus wrong picks over right ones, so that picking all brings little."""
    parts = _weigh_options(answers, wrong, response)
    known = {part.text for part in parts}.issuperset(response)
    hits = sum(part.right for part in parts if part.chosen)
    misses = sum(not part.right for part in parts if part.chosen)
    worth = known and hits > misses
    credit = Fraction(hits - misses, len(answers)) if worth else NOTHING
    return Grade(credit, parts, answers)


def _grade_true_false(truth: bool, response: Response) -> Grade:
    right = TRUE if truth else FALSE
    parts = tuple(Part(text, text in response, text == right) for text in (TRUE, FALSE))
    credit = FULL if response == (right,) else NOTHING
    return Grade(credit, parts, (right.capitalize(),))


TRUE, FALSE = "true", "false"
KEPT_BY_FIFTY_FIFTY = 2
REMEMBERED = 64
"""Questions whose options are kept: each step of a game asks for those of one question again."""

# One number among words: `$5`, `12 000 km`, `the 1960s`.
_FRAMED = re.compile(r"(\D*?)(\d(?:[\d.,'’ \xa0\u202f]*\d)?)(\D*)")
# The dash of `STS-107` is no minus, that of `-$5` is one.
_MINUS = re.compile(r"(?<!\w)[-−–](?=[^\w\s]?$)")


def _arrange(
    options: list[str], keep_last: str | None, language: str, random: Random
) -> tuple[str, ...]:
    """Sort numbers, shuffle all else."""
    movable = [option for option in options if option != keep_last]
    values = _read_numbers(movable, language)
    # Equal numbers have no order but the pack's, in which the right one comes first.
    if len(set(values.values())) == len(movable):
        movable.sort(key=values.__getitem__)
    else:
        random.shuffle(movable)
    return (*movable, keep_last) if keep_last in options and keep_last is not None else (*movable,)


def _read_numbers(options: list[str], language: str) -> dict[str, Decimal]:
    """Return each option's value if all are numbers, with the same words around them if any."""
    whole = {option: found[0] for option in options if (found := read_number(option, language))}
    if len(whole) == len(options):
        return whole
    framed = [_read_framed(option, language) for option in options]
    frames = {frame for frame, _ in framed}
    values = {o: value for o, (_, value) in zip(options, framed, strict=True) if value is not None}
    return values if len(frames) == 1 and len(values) == len(options) else {}


def _read_framed(option: str, language: str) -> tuple[tuple[str, str], Decimal | None]:
    """Return the words around the number of an option, without a plural s, and the number."""
    found = _FRAMED.fullmatch(option)
    readings = read_number(found[2], language) if found else ()
    if not found or not readings:
        return ("", ""), None
    before, minus = _MINUS.subn("", found[1])
    value = readings[0].copy_negate() if minus else readings[0]
    return (before, found[3].rstrip("s")), value
