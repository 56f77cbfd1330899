"""The Session: one solo game from the first question to the last. It holds the truth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Way
from spacequiz.game.kinds.body import Again, Back
from spacequiz.game.records import FREE_AIDS, Aid, Answer, Verdict
from spacequiz.game.scoring import Ledger
from spacequiz.game.stopwatch import Stopwatch, reading_pause
from spacequiz.game.views import (
    Card,
    Phase,
    Played,
    Timer,
    View,
    deal_card,
    list_aids,
    reveal_answer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from spacequiz.game.kinds.body import Grade, Response
    from spacequiz.game.modes import Mode
    from spacequiz.game.question import Question

_ASKED = {Aid.PROMPTED: Back(Again.ASKED_MORE), Aid.CLOSE: Back(Again.ONCE_MORE)}
"""What stands there again when a game goes on whose question was asked again."""


class Terms(NamedTuple):
    """Say under which terms a game is played, beside its mode."""

    seed: str = ""
    """Shuffles the options."""
    streaks: bool = True
    """Whether answers right in a row bring extra points."""
    limit: int = 0
    """Seconds for each question after the time to read it; 0 for no timer."""
    seconds: int = 0
    """Seconds of thinking for the whole game; 0 for no end."""
    leeches: frozenset[str] = frozenset()
    """Progress keys of questions whose explanation comes first."""
    once_more: bool = False
    """Whether a typed answer that is near may be typed once more."""
    aside: frozenset[str] = frozenset()
    """Progress keys of questions that were set aside: a miss does not come back."""


class Session:
    """Ask, judge and reveal, and hand out a fresh view after every step.

    Args:
        questions: In the order of asking.
        mode: What ends the game, what is counted, what help there is.
        terms: The seed, the timers and the like.
        clock: Returns seconds on a clock that never runs backwards.
        reserve: Questions to swap in.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        mode: Mode,
        terms: Terms,
        clock: Callable[[], float],
        reserve: Sequence[Question] = (),
    ) -> None:
        self.mode = mode
        self.terms = terms
        self._planned = tuple(questions)
        self._reserve = tuple(reserve)
        self._watch = Stopwatch(clock)
        self._seen: set[tuple[int, str]] = set()
        """The places and addresses of questions whose answer was shown and then taken back."""
        self._left: dict[tuple[int, str], frozenset[Aid]] = {}
        """The help had on questions that were left by taking the answer before them back."""
        self._backs: dict[tuple[int, str], Back] = {}
        """What was asked back last at a place, which stands there again after an undo."""
        self._aside = set(terms.aside)
        self._begin()

    def _begin(self) -> None:
        self._queue = list(self._planned)
        self._aids: set[Aid] = set()
        self._again: Back | None = None
        self._tries = 0
        self._ledger = Ledger(self.mode, streaks=self.terms.streaks)
        self._played: list[Played] = []
        self._phase = Phase.ASKING if self._queue else Phase.FINISHED
        self._watch.restart()

    # -- how it stands -----------------------------------------------------------------------

    @property
    def view(self) -> View:
        """Return the game as it stands, for a face to paint."""
        asked = len(self._queue) + self._ledger.tally.answered - len(self._played)
        revealed = self._phase is Phase.REVEALED
        return View(
            phase=self._phase,
            total=0 if self.mode.open_ended else asked,
            tally=self._ledger.tally,
            card=None if self._phase is Phase.FINISHED else self._card(),
            reveal=self._played[-1].reveal if revealed else None,
            last=self.is_over if revealed else self._index == len(self._queue) - 1,
            lives=self._ledger.lives,
            most_lives=self.mode.lives,
            aids_left=self._list_aids_left(),
            safe=self.mode.safe,
            priced=self.mode.scored and not self.mode.aids_once,
            timer=self._timer,
            prizes=self.mode.prizes,
            can_undo=self.mode.undoable and self._last_is_known(),
            can_claim=revealed and self._can_claim(self._last),
            can_be_sure=revealed and self._can_be_sure(self._last),
            can_ask_again=revealed and self._can_ask_again(self._last),
            again=self._again,
            tries=self._tries,
        )

    @property
    def played(self) -> tuple[Played, ...]:
        """Return every question answered so far, first to last."""
        return tuple(self._played)

    @property
    def _place(self) -> tuple[int, str]:
        return self.position, self.question.address

    @property
    def question(self) -> Question:
        """Return the question that is asked or revealed now."""
        return self._queue[self._index]

    @property
    def position(self) -> int:
        """Return how many questions were asked before the present one."""
        return self._ledger.tally.answered - (self._phase is Phase.REVEALED)

    @property
    def aids(self) -> frozenset[Aid]:
        """Return the help had on the present question."""
        seen = (self.position, self.question.address) in self._seen
        return frozenset(self._aids | {Aid.SEEN} if seen else self._aids)

    @property
    def is_repeated(self) -> bool:
        """Return whether the present question was answered in this game before."""
        return self.question.address in (q.address for q in self._queue[: self._index])

    @property
    def is_finished(self) -> bool:
        """Return whether nothing more is asked."""
        return self._phase is Phase.FINISHED

    @property
    def is_lost(self) -> bool:
        """Return whether misses have ended the game."""
        return self._ledger.is_lost

    @property
    def remaining(self) -> float | None:
        """Return the seconds left on the timer; None while none runs."""
        if self._phase is not Phase.ASKING or self._timer is None:
            return None
        thought = self._watch.seconds
        if self.terms.seconds:
            return max(0.0, self.terms.seconds - self._ledger.seconds - thought)
        card = self._card()
        characters = len(card.ask) + sum(map(len, (*card.options, *card.lefts)))
        return max(0.0, self.terms.limit - max(0.0, thought - reading_pause(characters)))

    @property
    def _timer(self) -> Timer | None:
        if self.terms.seconds:
            return Timer(self.terms.seconds, whole_game=True)
        return Timer(self.terms.limit, whole_game=False) if self.terms.limit else None

    @property
    def _index(self) -> int:
        """Return the place of the present question in the queue.

        It lags behind the position where a restored game has lost questions.
        """
        return len(self._played) - (self._phase is Phase.REVEALED)

    @property
    def _last(self) -> Answer:
        return self._ledger.answers[-1]

    def _last_is_known(self) -> bool:
        """Return whether there is a last answer whose question can be asked again."""
        last = self._played[-1].card.position if self._played else -1
        return last == self._ledger.tally.answered - 1 >= 0

    @property
    def is_over(self) -> bool:
        """Return whether no question follows the one that was answered last."""
        return len(self._played) >= len(self._queue) or self._has_ended

    @property
    def _has_ended(self) -> bool:
        """Return whether misses, or the clock of the whole game, have ended it."""
        answers = self._ledger.answers
        timed_out = bool(answers) and answers[-1].verdict is Verdict.TIMED_OUT
        return self._ledger.is_lost or (bool(self.terms.seconds) and timed_out)

    # -- answering ---------------------------------------------------------------------------

    def answer(self, response: Response, confidence: Aid | None = None) -> Answer:
        """Judge a response and return the record of it.

        Args:
            response: What the player gave.
            confidence: How sure the player is, of `CONFIDENCE`.

        Raises:
            RuntimeError: No question waits for an answer.
        """
        from spacequiz.game.question import grade

        self._require(Phase.ASKING)
        graded = grade(self.question, response)
        if confidence is not None:
            self._aids.add(confidence)
        return self._close(response, _judge(graded), graded.credit, typo=graded.typo)

    def ask_again(self, response: Response) -> bool:
        """Return whether the player is to type once more, at no cost, before anything is judged.

        What cannot be read is asked again as often as it comes; what is on the way to the answer,
        and what is near, once each.
        """
        from spacequiz.game.question import grade

        self._require(Phase.ASKING)
        if self.question.body.way is not Way.TYPE or not response:
            return False
        graded = grade(self.question, response)
        if graded.unread:
            self._ask_back(graded.back)
            return True
        near = graded.near and self.terms.once_more and not self.terms.seconds
        given = Aid.PROMPTED if graded.back else Aid.CLOSE if near else None
        if given is None or given in self._aids:
            return False
        self._aids.add(given)
        self._ask_back(graded.back or Back(Again.ONCE_MORE))
        return True

    def _ask_back(self, back: Back | None) -> None:
        self._again, self._tries = back, self._tries + 1
        if back is not None:
            self._backs[self._place] = back

    def skip(self) -> Answer:
        """Give the question up and return the record of it; a free skip leads straight on."""
        self._require(Phase.ASKING)
        answer = self._close((), Verdict.SKIPPED)
        if self.mode.free_skip:
            self.go_on()
        return answer

    def time_out(self) -> Answer:
        """End the question whose time is up, or the time of the game, and return its record."""
        self._require(Phase.ASKING)
        return self._close((), Verdict.TIMED_OUT)

    def take_aid(self, aid: Aid) -> bool:
        """Take help on the present question; False where there is none to take."""
        self._require(Phase.ASKING)
        if aid not in self._free_aids():
            return False
        if aid is Aid.SWAP:
            self._queue[self._index] = self._spare()[0]
            self._again = None
            self._watch.restart()
        self._aids.add(aid)
        return True

    def go_on(self) -> None:
        """Leave the reveal for the next question, or finish after the last."""
        self._require(Phase.REVEALED)
        self._phase = Phase.FINISHED if self.is_over else Phase.ASKING
        self._aids = set()
        self._again = None
        self._watch.restart()
        if self._phase is Phase.ASKING:
            self._take_again(self._left.pop(self._place, frozenset()))

    def walk_away(self) -> None:
        """End the game with what it has brought."""
        self._phase = Phase.FINISHED

    def pause(self) -> None:
        """Stop counting thinking time."""
        self._watch.pause()

    def unpause(self) -> None:
        """Count thinking time again."""
        self._watch.unpause()

    # -- taking back -------------------------------------------------------------------------

    def undo(self) -> Answer:
        """Take the last answer back, ask its question again, and return what was recorded.

        Raises:
            RuntimeError: There is nothing to take back.
        """
        if not self.view.can_undo:
            raise RuntimeError("there is no answer to take back")
        last = self._last
        if self._phase is Phase.ASKING:
            self._left[self._place] = frozenset(self._aids)
        if last.verdict is not Verdict.RIGHT:
            self._seen.add((last.position, last.address))
        self._aside.discard(last.progress_key)
        self._rewind(last.aids)
        self._drop_aside()
        return last

    def claim(self) -> Answer:
        """Let the last answer count as right, on the player's word, and return its new record.

        Raises:
            RuntimeError: The answer is none that can be claimed.
        """
        self._require(Phase.REVEALED)
        last = self._last
        if not self._can_claim(last):
            raise RuntimeError("this answer cannot be claimed")
        self._rewind(last.aids)
        points = self._points(Verdict.RIGHT, Fraction(1))
        right = replace(last, verdict=Verdict.RIGHT, credit=1.0, points=points)
        return self._apply(replace(right, claimed=True))

    def be_sure(self) -> Answer:
        """Mark the last answer as known without doubt, or not any more; return its new record.

        Raises:
            RuntimeError: The answer is none that can be marked.
        """
        self._require(Phase.REVEALED)
        last = self._last
        if not self._can_be_sure(last):
            raise RuntimeError("this answer cannot be marked")
        self._rewind(last.aids)
        return self._apply(replace(last, sure=not last.sure, aids=last.aids - {Aid.AGAIN}))

    def want_again(self) -> Answer:
        """Mark the last answer as not known after all, or not any more; return its new record.

        Raises:
            RuntimeError: The answer is none that can be marked.
        """
        self._require(Phase.REVEALED)
        last = self._last
        if not self._can_ask_again(last):
            raise RuntimeError("this answer cannot be marked")
        self._rewind(last.aids)
        return self._apply(replace(last, sure=False, aids=last.aids ^ {Aid.AGAIN}))

    def set_aside(self, *, aside: bool) -> None:
        """Let the present question not come back in this game, or come back again."""
        self._require(Phase.REVEALED)
        last = self._last
        (self._aside.add if aside else self._aside.discard)(last.progress_key)
        self._rewind(last.aids)
        self._apply(last)

    def restore(self, answers: Iterable[Answer], aids: Collection[Aid] = ()) -> None:
        """Replay recorded answers, so that a game goes on where it was left.

        The record stands: a question that was edited since is not judged again, and an answer
        whose question is gone counts all the same.
        """
        self._replay(answers)
        self._drop_aside()
        if self.is_over:
            self._phase = Phase.FINISHED
        if self._phase is Phase.ASKING:
            self._take_again(aids)

    def _replay(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            self._pass_over(answer.address)
            if self._phase is Phase.ASKING and Aid.SWAP in answer.aids:
                self._take_again((Aid.SWAP,))
            if self._phase is Phase.ASKING and answer.address == self.question.address:
                self._count(answer)
                self.go_on()
            else:
                self._ledger.count(answer)
        if self._has_ended:
            self._phase = Phase.FINISHED

    def _rewind(self, aids: Collection[Aid]) -> None:
        """Go back to the question of the last answer, with the help taken on it."""
        *answers, last = self._ledger.answers
        self._begin()
        self._replay(answers)
        self._pass_over(last.address)
        self._take_again(aids)

    def _take_again(self, aids: Collection[Aid]) -> None:
        # A swap leads to the question that the other help was had on.
        for aid in sorted(aids, key=lambda aid: aid is not Aid.SWAP):
            if aid is Aid.SEEN:
                self._seen.add((self.position, self.question.address))
            elif aid in _ASKED:
                self._aids.add(aid)
                self._again = self._backs.get(self._place, _ASKED[aid])
            else:
                self.take_aid(aid)

    def _can_claim(self, answer: Answer) -> bool:
        typed = self.question.body.way is Way.TYPE and bool(answer.response)
        return typed and answer.verdict is Verdict.WRONG

    def _can_be_sure(self, answer: Answer) -> bool:
        """Return whether an answer may be called easy: in practice any, else what was typed."""
        helped = answer.aids - FREE_AIDS or answer.typo or answer.claimed
        offered = self.question.body.way is Way.TYPE or not self.mode.scored
        return offered and answer.verdict is Verdict.RIGHT and not helped

    def _can_ask_again(self, answer: Answer) -> bool:
        return not self.mode.scored and answer.verdict is Verdict.RIGHT

    # -- recording ---------------------------------------------------------------------------

    def _require(self, phase: Phase) -> None:
        if self._phase is not phase:
            raise RuntimeError(f"the game is {self._phase}, not {phase}")

    def _close(
        self,
        response: Response,
        verdict: Verdict,
        credit: Fraction = Fraction(0),
        *,
        typo: bool = False,
    ) -> Answer:
        """Record the outcome of the present question."""
        question = self.question
        return self._apply(
            Answer(
                position=self.position,
                address=question.address,
                progress_key=question.progress_key,
                response=response,
                verdict=verdict,
                credit=float(credit),
                points=self._points(verdict, credit),
                seconds=round(self._watch.seconds, 3),
                aids=self.aids,
                typo=typo,
            )
        )

    def _apply(self, answer: Answer) -> Answer:
        """Let the newest record count."""
        self._count(answer)
        self._drop_aside()
        return answer

    def _pass_over(self, address: str) -> None:
        """Leave out what would come back before a question, had it not been set aside by then."""
        while (
            self._index < len(self._queue)
            and self.question.address != address
            and self.question.progress_key in self._aside
            and self.is_repeated
        ):
            del self._queue[self._index]

    def _drop_aside(self) -> None:
        """Let no question come back that was set aside."""
        asked = len(self._played)
        done = {question.progress_key for question in self._queue[:asked]} & self._aside
        self._queue[asked:] = [q for q in self._queue[asked:] if q.progress_key not in done]

    def _count(self, answer: Answer) -> None:
        """Let a record count: the one way in for answers given now and answers replayed."""
        question = self.question
        self._aids, self._again = set(answer.aids - {Aid.SEEN}), None
        card, award = self._card(), self._ledger.explain(question.difficulty, answer)
        self._ledger.count(answer)
        reveal = reveal_answer(question, answer, self.terms.seed, award)
        self._played.append(Played(card, reveal))
        if self.mode.until_right and not answer.known:
            self._queue.append(question)
        self._phase = Phase.REVEALED

    def _points(self, verdict: Verdict, credit: Fraction) -> int:
        award = self._ledger.reckon(self.question.difficulty, verdict, credit, self.aids)
        return award.total if award else 0

    # -- dealing -----------------------------------------------------------------------------

    def _card(self) -> Card:
        question = self.question
        return deal_card(
            question,
            self.position,
            self.terms.seed,
            taken=self._aids,
            free=self._free_aids(),
            reminded=self.mode.leeches_first and question.progress_key in self.terms.leeches,
        )

    def _free_aids(self) -> set[Aid]:
        """Return the help that can be taken on the present question."""
        offered = set(list_aids(self.question, self.terms.seed))
        if self.mode.aids_once:
            if not self._aids and self._spare():
                offered.add(Aid.SWAP)
            offered = offered.difference(*(answer.aids for answer in self._ledger.answers))
        return offered - self._aids

    def _list_aids_left(self) -> frozenset[Aid]:
        """Return the help that is left in the whole game, whether this question offers it or not."""
        if not self.mode.aids_once:
            return frozenset()
        left = {Aid.HINT, Aid.FIFTY_FIFTY}
        if self._phase is not Phase.FINISHED and self._spare():
            left.add(Aid.SWAP)
        return frozenset(left.difference(self._aids, *(a.aids for a in self._ledger.answers)))

    def _spare(self) -> list[Question]:
        """Return what can be swapped in, questions of the same difficulty first."""
        asked = {question.address for question in self._queue}
        level = self.question.difficulty
        spare = [question for question in self._reserve if question.address not in asked]
        return sorted(spare, key=lambda question: question.difficulty is not level)


def _judge(graded: Grade) -> Verdict:
    if graded.credit == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if graded.credit > 0 else Verdict.WRONG
