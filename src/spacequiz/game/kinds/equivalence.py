"""Equivalence: a text that as a whole is an answer, in other words, another order, or at another length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds.attempt import Attempt, judge_by
from spacequiz.game.kinds.body import Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.grammar import are_doer_and_doing, is_many_by_dots, names_doing
from spacequiz.game.kinds.lexicon import find_lexicon
from spacequiz.game.kinds.names import (
    TWO_SURNAMES,
    are_variants,
    find_country,
    is_called,
    is_given_name,
    is_head,
    is_short_part,
)
from spacequiz.game.kinds.sameness import (
    UMLAUT_LANGUAGES,
    Form,
    bare_letters,
    caseless_view,
    count_accents,
    is_one_and_many,
    make_form,
    spell_out_umlauts,
)
from spacequiz.game.kinds.sheet import PackText, is_full_name, is_name

if TYPE_CHECKING:
    from collections.abc import Sequence


class Equivalence:
    """Hold a text against each answer, all of it against all of it."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.text = attempt.text
        self.sheet = attempt.sheet
        self.language = attempt.language
        self.tongue = attempt.tongue
        self.base = attempt.base
        self.pack = attempt.pack

    def judge_same(self, form: Form) -> Judgement | None:
        """Find a text of the pack that says the same, however it is written."""
        sheet, written = self.sheet, self._list_written(form)
        for outcome, rule, candidates in (
            (Outcome.RIGHT, Rule.SAME_SAID, sheet.right),
            (Outcome.WRONG, Rule.REJECTED_SAID, sheet.reject),
            (Outcome.PROMPT, Rule.ON_THE_WAY, sheet.prompt),
        ):
            for each in candidates:
                if any(other.squeezed in written for other in each.forms):
                    if outcome is Outcome.RIGHT and (word := self._find_other_word(each)):
                        reason = Reason(Rule.ANOTHER_WORD, word)
                        return Judgement(Outcome.WRONG, reason, each.shown)
                    if outcome is Outcome.RIGHT and self._has_another_gender(each):
                        return judge_by(Outcome.CLOSE, Rule.ANOTHER_ARTICLE, each)
                    return judge_by(outcome, rule, each)
        return None

    def _list_written(self, form: Form) -> set[str]:
        """Return a text as it is compared, with umlauts for two letters, and turned round at a comma."""
        written = {form.squeezed}
        if (spelled := spell_out_umlauts(self.text)) != self.text:
            written.add(make_form(spelled, self.language).squeezed)
        for comma in (", ", ","):
            last, found, first = self.text.partition(comma)
            if found and comma not in first:
                written.add(make_form(f"{first} {last}", self.language).squeezed)
        return written

    def judge_alike(self, form: Form) -> Judgement | None:
        """Find an answer that is said with other small words, in another order, or shortened."""
        core = self.attempt.find_core(form.tokens)
        if self.attempt.offers_several(self.text) or self.attempt.is_negated(form):
            return None
        for each in self.sheet.right:
            for other, theirs in zip(each.forms, each.cores, strict=True):
                several = len(theirs) > 1
                if (
                    (is_name(each) and self._is_called_after(core, theirs))
                    or self._is_number_of(core, theirs)
                    or (several and self._is_turned(form.tokens, core, other.tokens, theirs))
                    or (several and self._are_variants(core, theirs))
                    or are_doer_and_doing(core, "".join(theirs), self.base)
                    or (is_name(each) and self._is_shortened(core, other, theirs))
                    or (is_full_name(each) and self._is_lengthened(core, theirs))
                ):
                    return judge_by(Outcome.RIGHT, Rule.OTHER_WORDS, each)
        return None

    def _is_turned(
        self,
        typed: Sequence[str],
        core: tuple[str, ...],
        tokens: Sequence[str],
        theirs: tuple[str, ...],
    ) -> bool:
        """Return whether a name is said in another order: World War 2, 2nd world war."""
        if not self.attempt.are_links_alike(typed, tokens):
            return False
        if core == theirs:
            return True
        family = core[::-1] == theirs and len(theirs) == 2 and is_given_name(theirs[0])
        if family and not is_given_name(theirs[1]):
            return True  # Colombo Cristoforo.
        counted = theirs[0].isdigit() or theirs[-1].isdigit()
        if counted and core in ((*theirs[1:], theirs[0]), (theirs[-1], *theirs[:-1])):
            return True
        linked = self.tongue.links.intersection((*tokens, *typed))
        base = self.base
        ours = sorted(find_country(token, base) for token in core)
        doing = names_doing(theirs[0], base) or (base == "de" and theirs[-1].endswith("en"))
        if doing and len(theirs) == 2 and self.attempt.are_same_words(core, theirs[::-1]):
            return True  # Crop harvesting, and: sie pflückten Äpfel.
        mapped = sorted(find_country(token, base) for token in theirs)
        told = linked or mapped != sorted(theirs) or ours != sorted(core)
        return bool(told) and self.attempt.are_same_words(ours, mapped)

    def _is_number_of(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a text is the number of an answer that says, too, of what: the question's words."""
        said = [token for token in theirs if token not in core]
        asked = self.sheet.asked - self.sheet.small
        counted = len(core) == 1 and core[0].isdigit() and core[0] in theirs and bool(said)
        return counted and all(
            any(token == word or is_one_and_many(token, word, self.tongue) for word in asked)
            for token in said
        )

    def _is_called_after(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said by what comes from it, and what it is: African continent."""
        base = self.base
        named = tuple(find_country(token, base) for token in core if not is_called(token, base))
        mapped = tuple(find_country(token, base) for token in theirs)
        return named == mapped and len(named) < len(core) and not set(named) <= set(core)

    def _are_variants(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said with another form of the given one."""
        if len(core) != len(theirs) or any(one in self.pack for one in core):
            return False
        pairs = [(one, other) for one, other in zip(core, theirs, strict=True) if one != other]
        return 0 < len(pairs) < len(core) and all(are_variants(one, other) for one, other in pairs)

    def _is_shortened(self, core: tuple[str, ...], other: Form, theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said by its initials, or without what it is."""
        linked = other.tokens[1:2] and other.tokens[1] in self.tongue.of  # Rio de Janeiro.
        headless = (theirs[1:], (*theirs[1:], theirs[0]))
        if core in headless and is_head(theirs[0], self.base) and not linked:
            return True
        pairs = list(zip(core, theirs, strict=False)) if len(core) == len(theirs) > 1 else []
        if pairs and core[-1] == theirs[-1] and all(_is_initial(*pair) for pair in pairs):
            return True
        if len(core) == 1 and is_short_part(core[0], "".join(theirs), self.base):
            return True
        words = other.plain.split()
        full = [word for word in words if word not in self.sheet.small]
        shorts = {"".join(word[0] for word in each) for each in (words, full) if len(each) > 2}
        return len(core) == 1 and core[0] in shorts - self.sheet.asked

    def _is_lengthened(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said with a middle name, an initial or a second surname more."""
        more = [token for token in core if token not in theirs]
        new = len(more) == 1 and more[0].isalpha() and more[0] not in self.pack
        if new and is_given_name(theirs[0]):
            if len(theirs) == 2 and (core[0], *core[2:]) == theirs:
                return True
            if self.base in TWO_SURNAMES and core[:-1] == theirs:
                return True
        middle = tuple(token for token in core[1:-1] if len(token) > 1 or not token.isalpha())
        return len(core) > len(theirs) and (core[0], *middle, core[-1]) == theirs

    def _find_other_word(self, each: PackText) -> str:
        """Return the word that a text says by leaving out dots or an apostrophe: its is not it's."""
        ours, theirs = caseless_view(self.text).split(), each.caseless.split()
        if len(ours) == len(theirs):
            known = (self.pack, find_lexicon(self.base), self.tongue.free)
            for one, other in zip(ours, theirs, strict=True):
                if one != other and self._may_part(one, other) and any(one in k for k in known):
                    return one
        return ""

    def _has_another_gender(self, each: PackText) -> bool:
        """Return whether a German noun got der for die, where the pack writes its article."""
        genders = ("der", "die", "das") if self.base == "de" else ()
        one, other = (text.split(" ", 1)[0] for text in (caseless_view(self.text), each.caseless))
        return one != other and one in genders and other in genders

    def _may_part(self, typed: str, word: str) -> bool:
        """Return whether two words differ in a mark that may part one word from another."""
        if is_many_by_dots(typed, bare_letters(word), self.base):
            return False
        if "'" in typed.strip("'") or "'" in word.strip("'"):
            owned = word.endswith("'s") and typed not in self.tongue.free and " " in self.text
            alike = typed.replace("'", "") == word.replace("'", "")
            return alike and not owned and not word.endswith("n't")
        if count_accents(typed) == count_accents(word) > 0 and bare_letters(typed) == bare_letters(
            word
        ):
            return True  # Accents that were left out are forgiven, and other ones say another word.
        dotted = self.base in UMLAUT_LANGUAGES and re.search("[äöüåøæ]", word)
        return bool(dotted) and typed == bare_letters(word)


def _is_initial(one: str, other: str) -> bool:
    return one == other or (len(one) == 1 and one.isalpha() and other.startswith(one))
