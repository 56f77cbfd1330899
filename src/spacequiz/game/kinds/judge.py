"""The judge: one typed text by one answer sheet, in steps from what stands there to what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds.attempt import Attempt, judge_by
from spacequiz.game.kinds.body import Again, Back, Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.equivalence import Equivalence
from spacequiz.game.kinds.keys import Keys
from spacequiz.game.kinds.misses import judge_slips
from spacequiz.game.kinds.sameness import LONGEST, base_view, caseless_view, make_form
from spacequiz.game.kinds.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Container

    from spacequiz.game.kinds.sheet import AnswerSheet

_SECOND_LOOKS = (Outcome.CLOSE, Outcome.WRONG, Outcome.UNREADABLE)
_DECIDED = (Rule.REJECTED, Rule.REJECTED_SAID, Rule.NOTHING, Rule.TOO_LONG)
MOST_TOKENS = 60
MOST_WORDS = 3
"""Words of an answer in a list; a part of a sentence has more."""
_COMMAS = r"[,;、]"
MOST_PARTS = 6
"""Answers offered in one text that are tried one by one, to see whether all are right."""
NOTHING_TYPED = Judgement(Outcome.UNREADABLE, Reason(Rule.NOTHING), back=Back(Again.IN_WORDS))
_SEVERAL = Judgement(Outcome.UNREADABLE, Reason(Rule.SEVERAL), back=Back(Again.ONE_ANSWER))


class Judge:
    """Judge one text by one sheet."""

    def __init__(self, text: str, sheet: AnswerSheet, pack: Container[str]) -> None:
        self.text = text
        self.sheet = sheet
        self.attempt = Attempt(text, sheet, pack)
        self.equivalence = Equivalence(self.attempt)
        self.surroundings = Surroundings(self.attempt)
        self.keys = Keys(self.attempt, self.surroundings)

    def judge(self) -> Judgement:
        """Return what the text is worth; what is not right is looked at a second time."""
        found = self._judge_once()
        if found.outcome not in _SECOND_LOOKS or found.reason.rule in _DECIDED:
            return found
        # Loaded only now: a right answer is told at first sight.
        from spacequiz.game.kinds.second_looks import SecondLooks

        for text, rule in SecondLooks(self.attempt, self.surroundings).list_readings():
            again = Judge(text, self.sheet, self.attempt.pack)
            second = again._judge_once()
            if second.outcome not in _SECOND_LOOKS:
                return second._replace(reason=Reason(rule)) if rule else second
        return found

    def _judge_once(self) -> Judgement:
        return self._judge_as_typed() or self._judge_said()

    def _judge_as_typed(self) -> Judgement | None:
        """Compare the text as it was typed, and without its capitals."""
        sheet = self.sheet
        for name, view in (("written", base_view), ("caseless", caseless_view)):
            typed = view(self.text)
            if not typed:
                break
            for outcome, rule, candidates in (
                (Outcome.RIGHT, Rule.SAME, sheet.right),
                (Outcome.WRONG, Rule.REJECTED, sheet.reject),
                (Outcome.PROMPT, Rule.ON_THE_WAY, sheet.prompt),
            ):
                for each in candidates:
                    if typed == getattr(each, name):
                        return judge_by(outcome, rule, each)
        return None

    def _judge_said(self) -> Judgement:
        """Compare what the text says: first all of it, then what stands in it, at last by slips."""
        form = make_form(self.text, self.sheet.language)
        if not form.tokens:
            return NOTHING_TYPED
        if len(form.plain) > LONGEST or len(form.tokens) > MOST_TOKENS:
            return Judgement(Outcome.WRONG, Reason(Rule.TOO_LONG))
        found = self.equivalence.judge_same(form)
        found = found or self.equivalence.judge_alike(form)
        found = found or self._judge_several()
        found = found or self.keys.judge_around(form)
        if found is None and self.attempt.is_negated(form):
            return Judgement(Outcome.WRONG, Reason(Rule.DENIED))
        return found or judge_slips(self.attempt, form)

    def _judge_several(self) -> Judgement | None:
        """Ask for one answer where a text offers several to choose from, unless all are right."""
        words = caseless_view(self.text)
        own = self.sheet.parted.split()
        ors = "|".join(map(re.escape, self.sheet.tongue.alternatives - set(own)))
        marks = [rf"\s(?:{ors})\s"] if ors else []
        if "/" not in self.sheet.parted:
            marks.append(r"(?<=[^\W\d_]{2})\s?/\s?(?=[^\W\d_]{2})")
        if self._is_list(words):
            marks.append(_COMMAS)
        parts = re.split("|".join(marks), words) if marks else [words]
        said = [part for part in parts if self.attempt.strip_small(part)]
        if len(said) < 2:
            return None
        if len(said) > MOST_PARTS:
            return _SEVERAL
        alone = [self._judge_alone(part) for part in said]
        first = alone[0]
        if first and all(each and each.outcome is Outcome.RIGHT for each in alone):
            return first
        return _SEVERAL

    def _is_list(self, words: str) -> bool:
        """Return whether commas part short answers here: no sentence, no date, as no answer has them."""
        if any(c in self.sheet.parted for c in ",;") or any(map(str.isdigit, words)):
            return False
        parts = re.split(_COMMAS, words)
        return all(len(self.attempt.strip_small(part)) <= MOST_WORDS for part in parts)

    def _judge_alone(self, part: str) -> Judgement | None:
        form = make_form(part.strip(), self.sheet.language)
        return self.equivalence.judge_same(form) or self.keys.judge_around(form)
