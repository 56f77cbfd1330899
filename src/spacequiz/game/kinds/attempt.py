"""An attempt: one typed text beside its answer sheet, and how phrases of the two are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds import base_of
from spacequiz.game.kinds.body import Again, Back, Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.grammar import (
    are_cases,
    are_quality_forms,
    are_verb_forms,
    is_named,
    names_doing,
)
from spacequiz.game.kinds.names import rank_place, spelled_alike
from spacequiz.game.kinds.sameness import Form, caseless_view, is_one_and_many, make_form
from spacequiz.game.kinds.sheet import AnswerSheet, PackText, find_core
from spacequiz.game.kinds.slips import FAR, Vocabulary, is_slip, measure

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

LONG_NAME = 5
"""Letters of a name that may be spelled by its sound."""


class Attempt:
    """Hold one typed text beside its sheet, and find phrases of the sheet in it."""

    def __init__(self, text: str, sheet: AnswerSheet, pack: Container[str]) -> None:
        self.text = text
        self.sheet = sheet
        self.tongue = sheet.tongue
        self.language = sheet.language
        self.base = base_of(sheet.language)
        self.pack = pack
        """Words and answers of the pack, which are no slips of one another."""
        self.vocabulary = Vocabulary(sheet.language, pack, sheet.own)

    def find_core(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the tokens that say something here, where a small word may be part of a name."""
        kept = self.sheet.kept
        if kept and not kept.isdisjoint(tokens):
            small = self.sheet.small - kept
            return tuple(token for token in tokens if token not in small)
        return find_core(tokens, self.tongue)

    def is_negated(self, form: Form) -> bool:
        """Return whether a text says no, where no answer does."""
        told = self.sheet.own
        return any(token in self.tongue.negations and token not in told for token in form.tokens)

    def offers_several(self, text: str) -> bool:
        """Return whether a text has a word for or."""
        words = re.findall(r"\w+", caseless_view(text))
        return bool(self.tongue.alternatives.intersection(words))

    def rank(self, token: str) -> int:
        """Return how much of the world a place is; nothing where a word is no place."""
        return rank_place(token, self.base)

    def is_rival(self, token: str) -> bool:
        """Return whether a word is in the pack, and not in what is right here."""
        return token in self.pack and token not in self.sheet.own

    def is_another_year(self, token: str) -> bool:
        """Return whether a text tells a year and the answers tell another."""
        own = {word[:4] for word in self.sheet.own if is_year(word[:4])}
        return bool(own) and is_year(token) and token not in own

    def strip_small(self, part: str) -> tuple[str, ...]:
        """Return the tokens of a part of a text that are no small words."""
        tokens = make_form(part.strip(), self.language).tokens
        return tuple(token for token in tokens if token not in self.sheet.small)

    def are_links_alike(self, typed: Sequence[str], key: Sequence[str]) -> bool:
        """Return whether small words that point somewhere were put in, or left out, not changed."""
        ours = self.tongue.links.intersection(typed)
        theirs = self.tongue.links.intersection(key)
        if theirs & self.tongue.joins:
            ours = ours - self.tongue.joined
        return ours <= theirs or theirs <= ours

    def are_same_words(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        """Return whether two phrases are the same, word by word, in whatever form each word has."""
        if len(ours) != len(theirs):
            return False
        rivals, own = self.pack, self.sheet.own
        return all(
            one == other
            or (is_one_and_many(one, other, self.tongue) and (one in own or one not in rivals))
            or (one not in rivals and self._are_forms(one, other, alone=len(ours) == 1))
            or (len(ours) > 1 and one not in rivals and are_cases(one, other, self.base))
            for one, other in zip(ours, theirs, strict=True)
        )

    def _are_forms(self, one: str, other: str, *, alone: bool) -> bool:
        """Return whether a word is a form of one of the pack; alone, only of what names a doing."""
        base = self.base
        if alone and are_quality_forms(one, other, base):
            return True
        lower = base == "de" and one.endswith(("t", "te", "en"))
        lower = lower and any(each.written == other for each in self.sheet.right)
        doing = lower or names_doing(other, base) or (is_named(one, base) and is_named(other, base))
        return (not alone or doing) and are_verb_forms(one, other, base)

    def find_span(self, tokens: Sequence[str], phrase: Sequence[str]) -> int | None:
        """Return where a phrase begins among tokens."""
        length = len(phrase)
        if not length:
            return None
        # The singular and the plural of a word begin alike.
        begins = (phrase[0][:2], "ge") if self.base == "de" else phrase[0][:2]
        for at in range(len(tokens) - length + 1):
            if tokens[at].startswith(begins) and self.are_same_words(
                tokens[at : at + length], phrase
            ):
                return at
        return None

    def find_key(self, core: Sequence[str], phrase: Sequence[str]) -> tuple[int, bool] | None:
        """Return where a key begins among tokens, and whether a slip is in it."""
        if (at := self.find_span(core, phrase)) is not None:
            return at, False
        if not self.sheet.lenient or not phrase:
            return None
        key = " ".join(phrase)
        for at in range(len(core) - len(phrase) + 1):
            typed = " ".join(core[at : at + len(phrase)])
            distance = measure(typed, key)
            if distance == FAR or self._is_as_near_to_reject(typed, distance):
                continue
            if is_slip(typed, key, distance, self.vocabulary):
                return at, True
        return None

    def find_spelled(self, core: Sequence[str], name: str) -> tuple[int, bool] | None:
        """Find a name that is spelled by its sound, though that makes a word, too: Picaso."""
        if not self.sheet.lenient or len(name) < LONG_NAME or not name.isalpha():
            return None
        for at, token in enumerate(core):
            near = token != name and token not in self.pack and spelled_alike(token, name)
            if near and not self._is_as_near_to_reject(token, measure(token, name)):
                return at, True
        return None

    def _is_as_near_to_reject(self, typed: str, distance: int) -> bool:
        return any(measure(typed, " ".join(each.core)) <= distance for each in self.sheet.reject)

    def holds_reject(self, core: Sequence[str], at: int, length: int) -> bool:
        """Return whether a rejected phrase stands there that is no part of the key phrase."""
        for each in self.sheet.reject:
            place = self.find_span(core, each.core)
            if place is None:
                continue
            inside = at <= place and place + len(each.core) <= at + length
            if not inside:
                return True
        return False


def is_year(token: str) -> bool:
    """Return whether a word is a year in figures."""
    return len(token) == 4 and token.isdigit() and token[0] in "12"


def judge_by(outcome: Outcome, rule: Rule, each: PackText) -> Judgement:
    """Return what a text is worth that was matched with one of the pack."""
    back = Back(Again.SAY_MORE, each.back) if outcome is Outcome.PROMPT else None
    return Judgement(outcome, Reason(rule), each.shown, back)
