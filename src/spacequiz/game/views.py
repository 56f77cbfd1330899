"""The views: frozen pictures of a game that faces paint. No view shows an answer too early."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.choices import name_truth
from spacequiz.game.question import Question, arrange_options, choose_removed, find_way
from spacequiz.game.records import CONFIDENCE, Aid, Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from spacequiz.game.kinds import Difficulty
    from spacequiz.game.kinds.body import Back, Grade, Judgement, PartVerdict, Response
    from spacequiz.game.question import Citation, Picture
    from spacequiz.game.scoring import Award, Tally


class Phase(StrEnum):
    """Say what the game waits for."""

    ASKING = "asking"
    REVEALED = "revealed"
    FINISHED = "finished"


class Remark(StrEnum):
    """Name what is to be remarked on a verdict."""

    OWN_CALL = "own-call"
    """The player called it right."""
    NO_DOUBT = "no-doubt"
    """The player knew it without doubt."""
    WANTED_AGAIN = "wanted-again"
    SEEN = "seen"
    """The player had seen the answer."""
    WAS_SURE = "was-sure"
    SLIP = "slip"
    """A typing mistake was forgiven."""
    ACCENT = "accent"
    """An accent was forgiven."""
    CLOSE = "close"


class Card(NamedTuple):
    """Show a question without its answer."""

    position: int
    """How many questions were asked before it."""
    address: str
    kind: Kind
    ask: str
    """With what a picture shows, in words."""
    category: str
    difficulty: Difficulty
    language: str
    options: tuple[str, ...]
    """In the order of showing; see `arrange_options`."""
    lefts: tuple[str, ...]
    """The left sides of a match question."""
    unit: str
    removed: frozenset[str]
    """Options that fifty-fifty took away."""
    hint: str
    """Empty until it was taken."""
    aids: frozenset[Aid]
    """The help that can still be taken."""
    reminder: str = ""
    """The explanation beforehand, of a question that keeps being missed."""
    picture: Picture | None = None
    pictured: tuple[tuple[str, Picture], ...] = ()
    """The options that have a picture, each with it."""

    @property
    def ask_by_picture(self) -> str:
        """Return what is asked of who sees the picture."""
        return self.ask.removesuffix(self.picture.told) if self.picture else self.ask

    @property
    def pictures(self) -> tuple[tuple[str, Picture], ...]:
        """Return all pictures with the options that they belong to; none for the question's own."""
        own = (("", self.picture),) if self.picture else ()
        # In the order in which the options are shown: in the pack's, the right one comes first.
        return (*own, *sorted(self.pictured, key=lambda pair: self.options.index(pair[0])))

    def label(self, option: str) -> str:
        """Return an option as a player reads it: in words for true and false, with its picture."""
        if self.kind is Kind.TRUE_FALSE:
            return name_truth(option, self.language)
        picture = dict(self.pictured).get(option)
        return picture.tell_beside(option) if picture else option

    @property
    def way(self) -> Way:
        """Return how it is answered."""
        return find_way(self.kind)

    @property
    def takes_words(self) -> bool:
        """Return whether any text can be the answer."""
        return self.way is Way.TYPE and self.kind is not Kind.NUMBER


class Reveal(NamedTuple):
    """Show the verdict on an answer, and everything that explains it."""

    verdict: Verdict
    credit: float
    """From 0 to 1."""
    response: Response
    parts: tuple[PartVerdict, ...]
    """Each option, item or pair judged, in the order of showing."""
    answer: tuple[str, ...]
    """The right answer, a line each."""
    remark: Remark | None
    explain: str
    citation: Citation | None
    award: Award | None
    """None in modes without points."""
    seconds: float
    claimed: bool = False
    """Whether the player called it right."""
    sure: bool = False
    confidence: Aid | None = None
    """How sure the player was before the verdict, of `CONFIDENCE`."""
    judged: Judgement | None = None
    """What decided on a typed answer."""
    accented: str = ""
    """How a word is written whose accents were forgiven."""


class Played(NamedTuple):
    """Hold a question that was answered, with its verdict."""

    card: Card
    reveal: Reveal

    @property
    def whys(self) -> tuple[tuple[str, str], ...]:
        """Return each wrong option that was picked, with why it fails."""
        if not self.card.way.picks:
            return ()
        parts = self.reveal.parts
        return tuple((p.text, p.note) for p in parts if p.chosen and not p.right and p.note)

    @property
    def response(self) -> tuple[str, ...]:
        """Return what was answered as a player reads it, with both sides of pairs."""
        if self.card.way is not Way.PAIR:
            return self.reveal.response
        pairs = zip(self.card.lefts, self.reveal.response, strict=False)
        return tuple(f"{left} → {right}" for left, right in pairs if right)


class Timer(NamedTuple):
    """Describe a clock; how much of it is left is asked of the Session."""

    seconds: int
    whole_game: bool
    """Whether it runs through the game rather than for each question anew."""


class View(NamedTuple):
    """Show a game between two steps."""

    phase: Phase
    total: int
    """How many questions the game has, as far as is known; 0 in an open-ended game."""
    tally: Tally
    card: Card | None
    """None once the game is finished."""
    reveal: Reveal | None
    """Only while the phase is REVEALED."""
    last: bool
    """Whether the game ends with this question."""
    lives: int | None = None
    """How many misses are left; None where misses cost no life."""
    most_lives: int = 0
    aids_left: frozenset[Aid] = frozenset()
    """The help that is left where each can be taken once a game."""
    safe: tuple[int, ...] = ()
    """The rungs of a ladder that are kept after a fall."""
    priced: bool = False
    """Whether help costs points."""
    timer: Timer | None = None
    """The clock that runs while a question is asked; None where none does."""
    prizes: tuple[int, ...] = ()
    """What the player owns after each right answer, in a game that is a ladder."""
    can_undo: bool = False
    """Whether there is an answer to take back."""
    can_claim: bool = False
    """Whether the player may call the revealed answer right."""
    can_be_sure: bool = False
    """Whether the player may mark the revealed answer as known without doubt."""
    can_ask_again: bool = False
    """Whether the player may want the question again though its answer was right."""
    again: Back | None = None
    """What is asked back instead of a verdict."""
    tries: int = 0
    """How often an answer of this game was asked again."""


def list_aids(question: Question, seed: str) -> frozenset[Aid]:
    """Return the help that a question offers by itself."""
    aids = set()
    if question.hint:
        aids.add(Aid.HINT)
    if choose_removed(question, seed):
        aids.add(Aid.FIFTY_FIFTY)
    return frozenset(aids)


def deal_card(
    question: Question,
    position: int,
    seed: str,
    *,
    taken: AbstractSet[Aid],
    free: AbstractSet[Aid],
    reminded: bool = False,
) -> Card:
    """Return a question as it is asked.

    Args:
        question: What is asked.
        position: How many questions were asked before it.
        seed: Shuffles the options.
        taken: The help taken on it.
        free: The help that can still be taken.
        reminded: Whether its explanation comes first.
    """
    body = question.body
    return Card(
        position=position,
        address=question.address,
        kind=question.kind,
        ask=question.told,
        category=question.category,
        difficulty=question.difficulty,
        language=question.language,
        options=arrange_options(question, seed),
        lefts=body.lefts,
        unit=body.unit,
        removed=choose_removed(question, seed) if Aid.FIFTY_FIFTY in taken else frozenset(),
        hint=question.hint if Aid.HINT in taken else "",
        aids=frozenset(free),
        reminder=question.explain if reminded else "",
        picture=question.picture,
        pictured=question.pictured,
    )


def reveal_answer(question: Question, answer: Answer, seed: str, award: Award | None) -> Reveal:
    """Return everything that explains an answer.

    The recorded verdict stands, even where the question was edited since.
    """
    from spacequiz.game.question import grade

    graded = grade(question, answer.response)
    counts = bool(answer.response) and not answer.claimed
    return Reveal(
        verdict=answer.verdict,
        credit=answer.credit,
        response=answer.response,
        parts=_arrange_parts(question, graded.parts, seed),
        answer=graded.answer,
        remark=_remark(graded, answer),
        explain=question.explain,
        citation=question.citation,
        award=award,
        seconds=answer.seconds,
        claimed=answer.claimed,
        sure=answer.sure,
        confidence=next((c for c in CONFIDENCE if c in answer.aids), None),
        judged=graded.judged if counts else None,
        accented=graded.accented if counts else "",
    )


def _remark(graded: Grade, answer: Answer) -> Remark | None:
    if answer.claimed:
        return Remark.OWN_CALL
    if answer.sure:
        return Remark.NO_DOUBT
    if Aid.AGAIN in answer.aids:
        return Remark.WANTED_AGAIN
    if Aid.SEEN in answer.aids and answer.credit:
        return Remark.SEEN
    if Aid.SURE in answer.aids and answer.verdict is not Verdict.RIGHT:
        return Remark.WAS_SURE
    return _remark_on_typing(graded) if answer.response else None


def _remark_on_typing(graded: Grade) -> Remark | None:
    if graded.typo:
        return Remark.SLIP
    if graded.near:
        return Remark.CLOSE
    return Remark.ACCENT if graded.accented else None


def _arrange_parts(
    question: Question, parts: tuple[PartVerdict, ...], seed: str
) -> tuple[PartVerdict, ...]:
    """Put judged options into the order of showing; items and pairs keep theirs."""
    if not question.body.way.picks:
        return parts
    by_text = {part.text: part for part in parts}
    return tuple(by_text[text] for text in arrange_options(question, seed))
