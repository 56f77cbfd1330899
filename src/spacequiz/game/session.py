"""The Session: one solo game from the first question to the last. It holds the truth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from spacequiz.game.grading import Grade, Part, grade
from spacequiz.game.options import arrange_options, choose_removed
from spacequiz.game.question import Kind, Match, Number, Question
from spacequiz.game.records import Aid, Answer, Response, Verdict
from spacequiz.game.scoring import Award, award_points, extend_streak
from spacequiz.game.views import Card, Phase, Played, Reveal, Tally, View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from spacequiz.game.modes import Mode


class Session:
    """Ask, judge and reveal, and hand out a fresh view after every step.

    Args:
        questions: In the order of asking.
        mode: What is counted, and whether missed questions come back.
        seed: Shuffles the options.
        clock: Returns seconds on a clock that never runs backwards.
        streaks: Whether answers right in a row bring extra points.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        *,
        mode: Mode,
        seed: str,
        clock: Callable[[], float],
        streaks: bool = True,
    ) -> None:
        self.mode = mode
        self._queue = list(questions)
        self._seed = seed
        self._clock = clock
        self._streaks = streaks
        self._aids: set[Aid] = set()
        self._tally = Tally()
        self._played: list[Played] = []
        self._phase = Phase.ASKING if questions else Phase.FINISHED
        self._thought = 0.0
        self._started: float | None = clock()

    @property
    def view(self) -> View:
        """Return the game as it stands, for a face to paint."""
        return View(
            phase=self._phase,
            total=len(self._queue) + self._tally.answered - len(self._played),
            tally=self._tally,
            card=None if self._phase is Phase.FINISHED else self._card(),
            reveal=self._played[-1].reveal if self._phase is Phase.REVEALED else None,
            last=self._index >= len(self._queue) - 1,
        )

    @property
    def played(self) -> tuple[Played, ...]:
        """Return every question answered so far, first to last."""
        return tuple(self._played)

    @property
    def question(self) -> Question:
        """Return the question that is asked or revealed now."""
        return self._queue[self._index]

    @property
    def position(self) -> int:
        """Return how many questions were asked before the present one."""
        return self._tally.answered - (self._phase is Phase.REVEALED)

    @property
    def _index(self) -> int:
        """Return the place of the present question in the queue.

        It lags behind the position where a restored game has lost questions.
        """
        return len(self._played) - (self._phase is Phase.REVEALED)

    def answer(self, response: Response) -> Answer:
        """Judge a response and return the record of it.

        Raises:
            RuntimeError: No question waits for an answer.
        """
        self._require(Phase.ASKING)
        graded = grade(self.question, response)
        verdict = _judge(graded)
        return self._close(response, verdict, graded.credit, typo=graded.typo)

    def skip(self) -> Answer:
        """Give the question up and return the record of it."""
        self._require(Phase.ASKING)
        return self._close((), Verdict.SKIPPED, Fraction(0))

    def take_aid(self, aid: Aid) -> bool:
        """Take help on the present question; False where there is none to take."""
        self._require(Phase.ASKING)
        if aid not in self._free_aids(self.question):
            return False
        self._aids.add(aid)
        return True

    def go_on(self) -> None:
        """Leave the reveal for the next question, or finish after the last."""
        self._require(Phase.REVEALED)
        self._phase = Phase.ASKING if len(self._played) < len(self._queue) else Phase.FINISHED
        self._aids.clear()
        self._thought, self._started = 0.0, self._clock()

    def pause(self) -> None:
        """Stop counting thinking time."""
        self._thought, self._started = self._seconds(), None

    def unpause(self) -> None:
        """Count thinking time again."""
        if self._started is None:
            self._started = self._clock()

    def restore(self, answers: Iterable[Answer], aids: Collection[Aid] = ()) -> None:
        """Replay recorded answers, so that a game goes on where it was left.

        The record stands: a question that was edited since is not judged again, and an answer
        whose question is gone counts all the same.
        """
        for answer in answers:
            if self._phase is Phase.ASKING and answer.address == self.question.address:
                self._apply(answer)
                self.go_on()
            else:
                self._count(answer)
        if self._phase is Phase.ASKING:
            self._aids |= set(aids) & self._free_aids(self.question)

    def _require(self, phase: Phase) -> None:
        if self._phase is not phase:
            raise RuntimeError(f"the game is {self._phase}, not {phase}")

    def _seconds(self) -> float:
        running = 0.0 if self._started is None else max(0.0, self._clock() - self._started)
        return self._thought + running

    def _close(
        self, response: Response, verdict: Verdict, credit: Fraction, *, typo: bool = False
    ) -> Answer:
        """Record the outcome of the present question."""
        question = self.question
        points = 0
        if self.mode.scored:
            streak = extend_streak(self._tally.streak, verdict)
            pays = self._streaks and verdict is Verdict.RIGHT
            points = award_points(question.difficulty, credit, self._aids, streak, pays=pays).total
        answer = Answer(
            position=self.position,
            address=question.address,
            progress_key=question.progress_key,
            response=response,
            verdict=verdict,
            credit=float(credit),
            points=points,
            seconds=round(self._seconds(), 3),
            aids=frozenset(self._aids),
            typo=typo,
        )
        self._apply(answer)
        return answer

    def _apply(self, answer: Answer) -> None:
        """Let a record count: the one way in for answers given now and answers replayed."""
        question = self.question
        self._aids = set(answer.aids)
        card = self._card()
        self._count(answer)
        self._played.append(Played(card, self._reveal(question, answer)))
        if self.mode.until_right and answer.verdict is not Verdict.RIGHT:
            self._queue.append(question)
        self._phase = Phase.REVEALED

    def _count(self, answer: Answer) -> None:
        tally = self._tally
        streak = extend_streak(tally.streak, answer.verdict)
        self._tally = Tally(
            points=tally.points + answer.points,
            streak=streak,
            best_streak=max(tally.best_streak, streak),
            right=tally.right + (answer.verdict is Verdict.RIGHT),
            partly=tally.partly + (answer.verdict is Verdict.PARTLY),
            answered=tally.answered + 1,
            credit=tally.credit + answer.credit,
        )

    def _card(self) -> Card:
        question = self.question
        body = question.body
        halved = Aid.FIFTY_FIFTY in self._aids
        return Card(
            position=self.position,
            address=question.address,
            kind=question.kind,
            ask=question.ask,
            category=question.category,
            difficulty=question.difficulty,
            language=question.language,
            options=arrange_options(question, self._seed),
            lefts=tuple(left for left, _ in body.pairs) if isinstance(body, Match) else (),
            unit=body.unit if isinstance(body, Number) else "",
            removed=choose_removed(question, self._seed) if halved else frozenset(),
            hint=question.hint if Aid.HINT in self._aids else "",
            aids=frozenset(self._free_aids(question)),
        )

    def _free_aids(self, question: Question) -> set[Aid]:
        """Return the help that the question offers and that was not taken yet."""
        offered = set()
        if question.hint:
            offered.add(Aid.HINT)
        if choose_removed(question, self._seed):
            offered.add(Aid.FIFTY_FIFTY)
        return offered - self._aids

    def _reveal(self, question: Question, answer: Answer) -> Reveal:
        graded = grade(question, answer.response)
        return Reveal(
            verdict=answer.verdict,
            credit=answer.credit,
            response=answer.response,
            parts=self._arrange_parts(question, graded.parts),
            answer=graded.answer,
            remark=graded.remark if answer.response else "",
            explain=question.explain,
            citation=question.citation,
            award=self._award(question, answer) if self.mode.scored else None,
            seconds=answer.seconds,
        )

    def _arrange_parts(self, question: Question, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Put judged options into the order of showing; items and pairs keep theirs."""
        if question.kind not in (Kind.CHOICE, Kind.SEVERAL):
            return parts
        by_text = {part.text: part for part in parts}
        return tuple(by_text[text] for text in arrange_options(question, self._seed))

    def _award(self, question: Question, answer: Answer) -> Award:
        """Explain the recorded points; they stand even where the rules have changed since."""
        pays = answer.verdict is Verdict.RIGHT and self._streaks
        streak = self._tally.streak
        credit = Fraction(answer.credit).limit_denominator(1000)
        award = award_points(question.difficulty, credit, answer.aids, streak, pays=pays)
        return replace(award, earned=answer.points - award.bonus)


def _judge(graded: Grade) -> Verdict:
    if graded.credit == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if graded.credit > 0 else Verdict.WRONG
