"""One right answer, several, true or false: the order of their options, and their grading."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, NamedTuple

from spacequiz.game.kinds import Kind, Way, base_of
from spacequiz.game.kinds.body import FULL, NOTHING, Body, Grade, PartVerdict
from spacequiz.game.kinds.fields import Count, Line, Note, Says
from spacequiz.game.kinds.numerals import is_no_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from random import Random

    from spacequiz.game.kinds.body import GradingContext, Response


TRUE, FALSE = "true", "false"

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
    from spacequiz.game.kinds.sameness import normalise

    word = normalise(text, "")
    for language in (*languages, "en"):
        for option, words in zip(
            (TRUE, FALSE), _TRUTHS.get(base_of(language), ("", "")), strict=True
        ):
            if word and word in words.split():
                return option
    return None


def name_truth(option: str, language: str) -> str:
    """Return true or false as a player of a language reads it; other words as they are."""
    options = (TRUE, FALSE)
    if option.casefold() not in options:
        return option
    words = _TRUTHS.get(base_of(language), _TRUTHS["en"])
    return words[options.index(option.casefold())].split()[0].capitalize()


class Wrong(NamedTuple):
    """Hold a wrong option and, if the pack says so, why it fails."""

    text: Annotated[Line, Says("The option itself.")]
    why: Annotated[Note, Says("Why it is wrong; players who chose it read that.")] = ""


@dataclass(frozen=True, slots=True)
class Choice(Body):
    """One of the options is right."""

    kind = Kind.CHOICE
    way = Way.PICK
    distinct = ("answer", "wrong")

    answer: Annotated[Line, Says("The right option.")]
    wrong: Annotated[
        tuple[Wrong, ...],
        Count(1, 7),
        Says("One to seven wrong options; each text alone, or text and why it is wrong."),
    ]
    keep_last: Annotated[
        Line | None, Says("The option that stays last; the others are shuffled.")
    ] = None

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Give full credit for the right option alone."""
        credit = FULL if response == self.right else NOTHING
        return Grade(credit, _weigh_options(self, response), self.right)

    @property
    def right(self) -> Response:
        """Return the one option that is right."""
        return (self.answer,)

    def list_options(self) -> tuple[tuple[str, bool], ...]:
        """Return the right option and the wrong ones."""
        return ((self.answer, True), *((option.text, False) for option in self.wrong))

    def list_spare(self) -> tuple[str, ...]:
        """Return all wrong options."""
        return tuple(option.text for option in self.wrong)

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        """Let numbers ascend, shuffle all else, and leave `keep_last` at the end."""
        return _arrange([text for text, _ in self.list_options()], self.keep_last, language, random)

    def fits(self, response: Response) -> bool:
        """Return whether all that was picked is among the options."""
        return {text for text, _ in self.list_options()}.issuperset(response)


@dataclass(frozen=True, slots=True)
class Several(Body):
    """Exactly this set of the options is right."""

    kind = Kind.SEVERAL
    way = Way.PICK_MANY
    distinct = ("answers", "wrong")

    answers: Annotated[tuple[Line, ...], Count(1, 10), Says("All options that are right.")]
    wrong: Annotated[
        tuple[Wrong, ...],
        Count(0, 10),
        Says("The options that are wrong; each text alone, or text and why it is wrong."),
    ] = ()

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Credit right picks minus wrong picks over right ones, so that picking all brings little."""
        parts = _weigh_options(self, response)
        hits = sum(part.right for part in parts if part.chosen)
        misses = sum(not part.right for part in parts if part.chosen)
        worth = self.fits(response) and hits > misses
        credit = Fraction(hits - misses, len(self.answers)) if worth else NOTHING
        return Grade(credit, parts, self.answers)

    @property
    def right(self) -> Response:
        """Return all options that are right."""
        return self.answers

    def list_options(self) -> tuple[tuple[str, bool], ...]:
        """Return the right options and the wrong ones."""
        wrong = ((option.text, False) for option in self.wrong)
        return (*((text, True) for text in self.answers), *wrong)

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        """Let numbers ascend, and shuffle all else."""
        return _arrange([text for text, _ in self.list_options()], None, language, random)

    def fits(self, response: Response) -> bool:
        """Return whether all that was picked is among the options."""
        return {text for text, _ in self.list_options()}.issuperset(response)


@dataclass(frozen=True, slots=True)
class TrueFalse(Body):
    """The statement is true or false."""

    kind = Kind.TRUE_FALSE
    way = Way.PICK

    answer: Annotated[bool, Says("Whether the statement is true: true or false, yes or no.")]

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Give full credit for the right word alone."""
        credit = FULL if response == self.right else NOTHING
        answer = name_truth(self.right[0], asked.language)
        return Grade(credit, _weigh(self.list_options(), response), (answer,))

    @property
    def right(self) -> Response:
        """Return the word that is right."""
        return (TRUE if self.answer else FALSE,)

    def list_options(self) -> tuple[tuple[str, bool], ...]:
        """Return both words, and which is right."""
        return ((TRUE, self.answer), (FALSE, not self.answer))

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return nothing: both words are the game's."""
        return (), ()

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        """Return true before false."""
        return (TRUE, FALSE)


def _weigh(options: Iterable[tuple[str, bool]], response: Response) -> tuple[PartVerdict, ...]:
    return tuple([PartVerdict(text, text in response, right) for text, right in options])


def _weigh_options(body: Choice | Several, response: Response) -> tuple[PartVerdict, ...]:
    whys = {option.text: option.why for option in body.wrong}
    parts = _weigh(body.list_options(), response)
    return tuple([part if part.right else part._replace(note=whys[part.text]) for part in parts])


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
    """Return each option's value if all are numbers."""
    if any(is_no_number(option, language) for option in options):
        return {}
    # Loaded only now: most options are no numbers, and show so at a glance.
    from spacequiz.game.kinds.figures import read_numbers

    return read_numbers(options, language)
