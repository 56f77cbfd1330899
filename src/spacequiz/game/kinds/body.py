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


class Asked(Protocol):
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
    def grade(self, response: Response, asked: Asked) -> Grade:
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

    def judge_text(self, text: str, asked: Asked) -> Judgement:
        """Return how a typed text is judged, and why.

        Raises:
            TypeError: The question is not answered by typing.
        """
        raise TypeError(f"a {self.kind} question is not answered by typing")

    def measure(self, response: Response, language: str) -> Decimal | None:
        """Return how far a response is from the number asked for; None where it is none."""
        return None
