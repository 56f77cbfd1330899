"""What every kind of question can tell, what a response is, and what grading says of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from spacequiz.game.kinds import Kind, Way  # noqa: TC001  (fields are read from annotations)

if TYPE_CHECKING:
    from collections.abc import Container
    from decimal import Decimal
    from random import Random

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


class Rule(StrEnum):
    """Name what decides on a typed text."""

    SAME = "same"
    SAME_SAID = "same-said"
    SAME_SIGNS = "same-signs"
    """The same but for spaces and signs."""
    OTHER_WORDS = "other-words"
    """An answer with other small words, in another order, or shortened."""
    SMALL_WORDS = "small-words"
    """An answer among small words."""
    OTHER_FORM = "other-form"
    """One of many, many of one, or another form of a verb."""
    OTHER_NAME = "other-name"
    """Another name of a country."""
    KEY = "key"
    KEY_SLIP = "key-slip"
    KEY_BESIDE = "key-beside"
    """A key beside words that may say something else."""
    KEY_DENIED = "key-denied"
    OTHER_KEYBOARD = "other-keyboard"
    LATIN_LETTERS = "latin-letters"
    AS_READ = "as-read"
    SLIPS = "slips"
    ON_THE_WAY = "on-the-way"
    REJECTED = "rejected"
    REJECTED_SAID = "rejected-said"
    DENIED = "denied"
    SEVERAL = "several"
    NOTHING = "nothing"
    TOO_LONG = "too-long"
    ANOTHER_WORD = "another-word"
    ANOTHER_ARTICLE = "another-article"
    ANOTHER_MARK = "another-mark"
    """Another digit, numeral, single letter or negation."""
    OPPOSITE = "opposite"
    TOO_FAR = "too-far"
    NO_SLIPS = "no-slips"
    """A slip where the pack forgives none."""
    SOMETHING_ELSE = "something-else"
    WRITTEN = "written"
    NOT_WRITTEN = "not-written"
    """Not as written, where every sign counts."""
    NUMBER = "number"
    NEAR_NUMBER = "near-number"
    ANOTHER_NUMBER = "another-number"
    NO_NUMBER = "no-number"


class Reason(NamedTuple):
    """Say what decided on a typed text, with what there is to tell of it."""

    rule: Rule
    words: str = ""
    """What the player typed that it is about."""
    slips: int = 0
    letters: int = 0
    """In how many letters the slips are."""


class Again(StrEnum):
    """Name what a player is asked instead of a verdict."""

    SAY_MORE = "say-more"
    ASKED_MORE = "asked-more"
    """As above, where a game goes on and what was typed is gone."""
    ONCE_MORE = "once-more"
    ONE_ANSWER = "one-answer"
    IN_WORDS = "in-words"
    ONE_NUMBER = "one-number"


class Back(NamedTuple):
    """Say what is asked back, where the player types once more."""

    again: Again
    text: str = ""
    """The pack's own words for it; empty for the usual ones."""


class Judgement(NamedTuple):
    """Say what a typed text is worth, and why."""

    outcome: Outcome
    reason: Reason
    matched: str = ""
    """The text of the pack that decided."""
    back: Back | None = None


class PartVerdict(NamedTuple):
    """Judge one option, item or pair."""

    text: str
    """The option as a response names it, the item, or the left side."""
    chosen: bool
    """The player picked it; items and pairs always count as chosen."""
    right: bool
    """The option belongs to the answer, the item stands where it belongs, the pair is right."""
    note: str = ""
    """Why a wrong option fails, what a wrong pair's partner is."""
    given: str = ""
    """The partner that the player chose."""
    place: int = 0
    """Where a wrong item belongs, from 1."""


class Grade(NamedTuple):
    """Say what a response is worth, and why."""

    credit: Fraction
    """From 0 to 1."""
    parts: tuple[PartVerdict, ...] = ()
    """In the pack's order; none for typed answers and numbers."""
    answer: tuple[str, ...] = ()
    """The right answer, a line each."""
    judged: Judgement | None = None
    """What decided on a typed text."""
    accented: str = ""
    """How a word is written whose accents were forgiven."""

    @property
    def typo(self) -> bool:
        """Return whether it is right only because a typing mistake was forgiven."""
        return self.judged is not None and self.judged.outcome is Outcome.SLIP

    @property
    def near(self) -> bool:
        """Return whether it is wrong, and so near that it may be typed once more."""
        return self.judged is not None and self.judged.outcome is Outcome.CLOSE

    @property
    def unread(self) -> bool:
        """Return whether it is no answer, or two in one: asked again, as often as that happens."""
        return self.judged is not None and self.judged.outcome is Outcome.UNREADABLE

    @property
    def back(self) -> Back | None:
        """Return what is asked back instead of a verdict; None where there is one."""
        return self.judged.back if self.judged else None


class GradingContext(Protocol):
    """Tell what a response is judged by beside the body of its question."""

    @property
    def ask(self) -> str:
        """Return what is asked."""

    @property
    def language(self) -> str:
        """Return the language of the pack."""

    @property
    def words(self) -> Container[str]:
        """Return words and answers of the whole pack."""


class Body(ABC):
    """What a question of one kind is: its fields are the keys of a pack, its methods the rules.

    What no other kind needs has an answer here that suits all kinds without it.
    """

    __slots__ = ()

    kind: ClassVar[Kind]
    way: ClassVar[Way]
    distinct: ClassVar[tuple[str, ...]] = ()
    """The keys of a pack whose texts must all differ."""

    @abstractmethod
    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Judge a response, whatever is in it."""

    @property
    @abstractmethod
    def right(self) -> Response:
        """Return the response that is right."""

    @property
    def lefts(self) -> tuple[str, ...]:
        """Return the left sides, for which partners are to be found."""
        return ()

    @property
    def unit(self) -> str:
        """Return the unit that is shown beside the answer."""
        return ""

    def list_options(self) -> tuple[tuple[str, bool], ...]:
        """Return the options to pick from in the pack's order, and which of them are right."""
        return ()

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the texts of the pack that are right, and those that are offered and wrong."""
        options = self.list_options()
        right = tuple([text for text, is_right in options if is_right])
        return right, tuple([text for text, is_right in options if not is_right])

    def list_spare(self) -> tuple[str, ...]:
        """Return the wrong options of which fifty-fifty takes some away."""
        return ()

    def arrange(self, language: str, random: Random) -> tuple[str, ...]:
        """Return what there is to pick, arrange or pair, in the order of showing."""
        return ()

    def fits(self, response: Response) -> bool:
        """Return whether the question has all that a response names."""
        return True

    def judge_text(self, text: str, asked: GradingContext) -> Judgement:
        """Return how a typed text is judged, and why.

        Raises:
            TypeError: The question is not answered by typing.
        """
        raise TypeError(f"a {self.kind} question is not answered by typing")

    def measure(self, response: Response, language: str) -> Decimal | None:
        """Return how far a response is from the number asked for; None where it is none."""
        return None
