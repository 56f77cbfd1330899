"""What all formats share: the draft of a question, what is lost of it, and the two results."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.kinds.arranged import Matching
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacequiz.formats.pictures import Found
    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question


T = TypeVar("T")

TRUTHS = {
    "en": ("True", "False"),
    "es": ("Verdadero", "Falso"),
    "de": ("Wahr", "Falsch"),
    "fr": ("Vrai", "Faux"),
    "it": ("Vero", "Falso"),
    "pt": ("Verdadeiro", "Falso"),
}
"""How formats that know only options name the two sides of a statement, by language."""

STATEMENTS = (
    *((true.casefold(), false.casefold()) for true, false in TRUTHS.values()),
    *(("richtig", "falsch"), ("t", "f"), ("r", "f"), ("v", "f"), ("w", "f")),
)
"""How the two sides are written where they stand beside one another."""

TAG_OF_DIFFICULTY = "difficulty:"
"""How formats that know tags, but no difficulty, carry the difficulty."""


class Loss(NamedTuple):
    """Say what could not be carried over, and of which question."""

    question: str
    """Its id, or its place in the file; empty if the whole file is meant."""
    what: str


class LeftOut(Loss):
    """Say why a whole question could not be carried over."""


@dataclass(slots=True)
class Draft:
    """Hold a question as another format tells it: not yet cleaned, measured or named."""

    ask: str
    body: Body
    name: str = ""
    """What the other format calls it; its id is made of that, or else of its text."""
    explain: str = ""
    category: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    hint: str = ""
    tags: list[str] = field(default_factory=list)
    how: str | None = None
    """How its key was found, if there was more than one way."""
    picture: Found | None = None
    pictured: dict[str, Found] = field(default_factory=dict)
    """The pictures of options, by the texts of these."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold what a file of another format brought; the questions belong to no pack yet."""

    questions: tuple[Question, ...]
    losses: tuple[Loss, ...] = ()
    left_out: int = 0
    """How many questions could not be carried at all."""
    strange: int = 0
    """How many of those make no sense as this format: perhaps the file has another one."""
    title: str = ""
    license: str = ""
    language: str = ""
    """What the names of columns are in, if they are in a language other than English."""
    hows: tuple[str, ...] = ()
    """For each question how its key was found; empty where the format leaves no choice."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures of the questions, by the names that these give them."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold the file that questions were written to."""

    data: bytes
    losses: tuple[Loss, ...] = ()
    left_out: int = 0


@dataclass(slots=True)
class Export:
    """Collect what could not be written of a pack's questions."""

    losses: list[Loss] = field(default_factory=list)
    left_out: int = 0

    def write_each(
        self, questions: Iterable[Question], write: Callable[[Question], T]
    ) -> Iterator[tuple[Question, T]]:
        """Yield each question with what was written of it, and note those that cannot be carried."""
        for question in questions:
            try:
                written = write(question)
            except CannotCarry as error:
                self.losses.append(leave_out(question.id, error))
                self.left_out += 1
            else:
                yield question, written

    def lose(self, question: Question, kept: frozenset[str], more: Iterable[str] = ()) -> None:
        """Note what a question loses in a format that keeps only these parts of one."""
        self.losses += [Loss(question.id, what) for what in (*more, *find_losses(question, kept))]

    def finish(self, data: bytes) -> Exported:
        """Return the file with all that was noted."""
        return Exported(data, tuple(self.losses), self.left_out)


class Heading(Protocol):
    """Know what a pack says about itself; a pack's head does."""

    @property
    def id(self) -> str:
        """Return the pack's id."""

    @property
    def title(self) -> str:
        """Return the pack's title."""

    @property
    def language(self) -> str:
        """Return the pack's language."""


class CannotCarry(Exception):  # noqa: N818  # It ends one question, not the conversion.
    """Say why a question cannot be carried at all."""


class MakesNoSense(CannotCarry):
    """Say why a part of a file is no question of the format that it is read as."""


def name_truths(language: str) -> tuple[str, str]:
    """Return the words for true and false in a language, or else in English."""
    return TRUTHS.get(language.split("-")[0].lower(), TRUTHS["en"])


def make_choice(answer: str, wrong: Iterable[Wrong]) -> Body:
    """Return a choice; a statement, if the two options say no more than true and false."""
    options = tuple(wrong)
    if len(options) == 1 and not options[0].why:
        words = (answer.strip().casefold(), options[0].text.strip().casefold())
        for sides in STATEMENTS:
            if words in (sides, sides[::-1]):
                return TrueFalse(words == sides)
    return Choice(answer, options)


def split_difficulty(tags: Sequence[str]) -> tuple[list[str], Difficulty]:
    """Return the tags without the one that carries the difficulty, and the difficulty."""
    left: list[str] = []
    difficulty = Difficulty.MEDIUM
    for tag in tags:
        name = tag.strip().lower().removeprefix(TAG_OF_DIFFICULTY)
        if name != tag.strip().lower() and name in list(Difficulty):
            difficulty = Difficulty(name)
        else:
            left.append(tag)
    return left, difficulty


def join_difficulty(question: Question) -> list[str]:
    """Return the tags with one more that carries the difficulty, unless it is medium."""
    if question.difficulty is Difficulty.MEDIUM:
        return list(question.tags)
    return [*question.tags, f"{TAG_OF_DIFFICULTY}{question.difficulty}"]


def spread(question: Question, answer: str, wrong: list[str], last: str | None = None) -> list[str]:
    """Return the options with the right one in a place that only the question's id decides.

    Programs that do not shuffle would otherwise show it first each time.
    """
    place = zlib.crc32(question.id.encode()) % (len(wrong) + 1)
    options = [*wrong[:place], answer, *wrong[place:]]
    if last in options:
        options.remove(last)
        options.append(last)
    return options


def flatten(text: str) -> str:
    """Return a text on one line with single spaces."""
    return " ".join(text.split())


Locate: TypeAlias = "Callable[[int], str]"
"""Says where a question stands, by the number of its line or row."""


def name_line(number: int) -> str:
    """Return what the place of a question in a text is called."""
    return say("line {number}", number=number)


def name_row(number: int) -> str:
    """Return what the place of a question in a sheet is called."""
    return say("row {number}", number=number)


def leave_out(question: str, why: str | CannotCarry) -> LeftOut:
    """Return the loss of a whole question."""
    return LeftOut(question, say("left out: {reason}", reason=why))


def name_kind(kind: Kind) -> str:
    """Return what a question of a kind is called where a format cannot hold it."""
    return {
        Kind.CHOICE: say("a question with one right option"),
        Kind.SEVERAL: say("a question with several right options"),
        Kind.TRUE_FALSE: say("a true-false question"),
        Kind.TYPED: say("a typed question"),
        Kind.NUMBER: say("a number question"),
        Kind.ORDER: say("an order question"),
        Kind.MATCH: say("a match question"),
    }[kind]


def find_losses(question: Question, kept: frozenset[str]) -> list[str]:
    """Return what a question loses in a format that keeps only these parts of one."""
    return [_tell_loss(part, question) for part in _list_parts(question) if part not in kept]


def _tell_loss(part: str, question: Question) -> str:
    """Say that a question loses one of its parts."""
    if part == "picture" and question.picture is not None:
        return say("lost its picture: [{alternative}]", alternative=question.picture.alt)
    return {
        "pictures": say("lost the pictures of its options"),
        "explain": say("lost the explanation"),
        "why": say("lost why wrong options are wrong"),
        "keep-last": say("lost which option stays last"),
        "accept": say("lost the other answers that are right"),
        "reject": say("lost the answers that are close, but wrong"),
        "key": say("lost the phrases that are enough"),
        "prompt": say("lost the answers that ask for more"),
        "tolerance": say("lost the tolerance"),
        "unit": say("lost the unit"),
        "spellings": say("lost the other spellings of the unit"),
        "extra": say("lost the extra options"),
        "hint": say("lost the hint"),
        "category": say("lost the category"),
        "difficulty": say("lost the difficulty"),
        "tags": say("lost the tags"),
        "source": say("lost the source"),
    }.get(part) or say("lost how exact the spelling must be")


def _list_parts(question: Question) -> Iterator[str]:
    """Yield the name of each part of a question that not every format can hold."""
    body = question.body
    if question.picture is not None:
        yield "picture"
    if question.pictured:
        yield "pictures"
    if question.explain:
        yield "explain"
    if isinstance(body, Choice | Several) and any(option.why for option in body.wrong):
        yield "why"
    if isinstance(body, Choice) and body.keep_last is not None:
        yield "keep-last"
    if isinstance(body, Typed):
        if body.accept:
            yield "accept"
        if body.reject:
            yield "reject"
        if body.key:
            yield "key"
        if body.prompt:
            yield "prompt"
        if body.match is not Strictness.LENIENT:
            yield body.match
    if isinstance(body, Number):
        if body.tolerance:
            yield "tolerance"
        if body.unit:
            yield "unit"
        if len(body.units) > 1:
            yield "spellings"
    if isinstance(body, Matching) and body.extra:
        yield "extra"
    if question.hint:
        yield "hint"
    if question.category != "General":
        yield "category"
    if question.difficulty is not Difficulty.MEDIUM:
        yield "difficulty"
    if question.tags:
        yield "tags"
    if question.citation is not None:
        yield "source"
