"""The judge: one typed text by one answer sheet, in steps from what stands there to what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds import base_of
from spacequiz.game.kinds.body import Again, Back, Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.grammar import (
    are_cases,
    are_doer_and_doing,
    are_quality_forms,
    are_verb_forms,
    find_verb,
    is_adjective,
    is_many_by_dots,
    is_named,
    is_placing,
    is_quality,
    names_doing,
)
from spacequiz.game.kinds.lexicon import find_lexicon
from spacequiz.game.kinds.measures import is_measure
from spacequiz.game.kinds.names import (
    COUNTRY,
    GENERATIONS,
    PARTICLES,
    PATRONYMIC_ENDS,
    PATRONYMICS,
    TWO_SURNAMES,
    are_variants,
    builds_name,
    find_called_too,
    find_country,
    is_called,
    is_calling,
    is_city,
    is_counted,
    is_given_name,
    is_head,
    is_short_part,
    is_sort,
    is_thing,
    is_town,
    rank_place,
    sound_alike,
    spelled_alike,
)
from spacequiz.game.kinds.numerals import is_scale, read_roman
from spacequiz.game.kinds.sameness import (
    LONGEST,
    UMLAUT_LANGUAGES,
    Form,
    bare_letters,
    base_view,
    caseless_view,
    count_accents,
    find_century,
    is_one_and_many,
    make_form,
    spell_out_umlauts,
    squeeze,
)
from spacequiz.game.kinds.sheet import (
    BRACKETS,
    MOST_INITIALS,
    SHARED,
    AnswerSheet,
    PackText,
    find_core,
    is_full_name,
    is_name,
)
from spacequiz.game.kinds.slips import (
    CLOSE_EXTRA,
    CLOSE_FROM,
    FAR,
    Vocabulary,
    allow_edits,
    count_letters,
    find_refusal,
    is_slip,
    measure,
)
from spacequiz.game.kinds.tongues import UNSURE

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

_SECOND_LOOKS = (Outcome.CLOSE, Outcome.WRONG, Outcome.UNREADABLE)
_DECIDED = (Rule.REJECTED, Rule.REJECTED_SAID, Rule.NOTHING, Rule.TOO_LONG)
MOST_TOKENS = 60
_SINGLE_NUMERALS = frozenset("VX")
MOST_OF = 5
"""Words that may follow a name to say of what it is."""
MOST_WORDS = 3
"""Words of an answer in a list; a part of a sentence has more."""
_COMMAS = r"[,;、]"
OTHER_SCRIPTS = frozenset(("ar", "el", "he", "ja", "ko", "ru", "zh"))
"""Languages with letters that players type in Latin ones, or on the keys of these."""
LONG_NAME = 5
"""Letters of a name that may be spelled by its sound."""
FEW = 20
"""Below it, a number says how many there are of what is meant: two typewriters."""
MOST_BESIDE = 100
"""Characters of the words beside a key that are told."""
MOST_PARTS = 6
"""Answers offered in one text that are tried one by one, to see whether all are right."""
NOTHING_TYPED = Judgement(Outcome.UNREADABLE, Reason(Rule.NOTHING), back=Back(Again.IN_WORDS))
_SEVERAL = Judgement(Outcome.UNREADABLE, Reason(Rule.SEVERAL), back=Back(Again.ONE_ANSWER))
# Compiled when they are needed, as few texts need them.
_SHORT_YEAR = r"['’](\d\d)"
_DATED = r"[12]\d{3}\.\d{1,2}\.(?:\d{1,2})?"
_SHORT_DATE = r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)()"
_LAST_OF_TWO = r"(.*?)['’]?\b(\d\d)\b(\D*)"
_YEAR_OF_TWO = r"\d\d\.\d{1,2}\.\d{1,2}"
_SHORT_DAY = r"(\d{1,2})([./-])(\d{1,2})\.?"
_DAY_ALONE = r"\.(\d{1,2})\.(\d{1,2})"
_SPELLED_UMLAUT = "([aou])e"
_ACRONYM = r"\b[A-Z]{3,5}\b(?= [^A-Z]*$)"
_OWNER = re.compile(r"\b[^\W\d_]+'s\b")


class Judge:
    """Judge one text by one sheet."""

    def __init__(self, text: str, sheet: AnswerSheet, words: Container[str]) -> None:
        self.text = text
        self.sheet = sheet
        self.tongue = sheet.tongue
        self.language = sheet.language
        self.vocabulary = Vocabulary(sheet.language, words, sheet.own)

    def judge(self) -> Judgement:
        """Return what the text is worth; what is not right is looked at a second time."""
        found = self._judge_as_typed() or self._judge_said()
        if found.outcome not in _SECOND_LOOKS or found.reason.rule in _DECIDED:
            return found
        for text, rule in self._list_second_looks():
            again = Judge(text, self.sheet, self.vocabulary.pack)
            second = again._judge_as_typed() or again._judge_said()
            if second.outcome not in _SECOND_LOOKS:
                return second._replace(reason=Reason(rule)) if rule else second
        return found

    def _list_second_looks(self) -> Iterator[tuple[str, Rule | None]]:
        """Yield what a text says without what was put in brackets or behind a comma, and on other keys."""
        for unsure in UNSURE.get(base_of(self.language), "").split("|"):
            guess = caseless_view(self.text).removeprefix(unsure).lstrip(",.;:- ")
            if (
                unsure
                and guess
                and caseless_view(self.text).startswith((f"{unsure} ", f"{unsure},"))
            ):
                yield guess, None
        form = make_form(self.text, self.language)
        if self._is_negated(form) or self._holds_reject(form.tokens, 0, 0):
            return
        bare = BRACKETS.sub(" ", self.text).strip()
        if bare not in ("", self.text.strip()) and not self._offers_several(self.text):
            yield bare, None
        head, comma, tail = self.text.partition(",")
        if comma and self._is_aside(head, tail):
            yield head, None
        yield from self._list_other_letters(form)
        if placed := self._find_placed():
            yield placed, None
        if country := find_called_too(self._find_core(form.tokens), base_of(self.language)):
            yield country, Rule.OTHER_NAME
        if year := self._find_year(form):
            yield year, None
        if umlauts := self._write_umlauts():
            yield umlauts, None
        if dated := self._find_century(form):
            yield dated, None
        for dated in self._list_days():
            yield dated, None
        if self.text.strip() in _SINGLE_NUMERALS:
            yield str(read_roman(self.text.strip().lower())), None

    def _list_other_letters(self, form: Form) -> Iterator[tuple[str, Rule]]:
        """Yield what a text says on other keys, in Latin letters, or as an answer is read."""
        base = base_of(self.language)
        if self.text.isascii() and base not in OTHER_SCRIPTS:
            return
        # Loaded only now: few texts are typed in letters of another script.
        from spacequiz.game.kinds.scripts import list_other_letters

        said = (self.text, caseless_view(self.text), form.plain)
        yield from list_other_letters(said, [each.shown for each in self.sheet.right], base)

    def _find_placed(self) -> str:
        """Return a text without the place that it is said to lie in: Kilimanjaro in Tanzania."""
        words = self.text.split()
        for at in range(len(words) - 1, 0, -1):
            if make_form(words[at], self.language).plain in self.tongue.within:
                told = make_form(" ".join(words[at + 1 :]), self.language).tokens
                placed = [token for token in told if token not in self.tongue.compass]
                return " ".join(words[:at]) if placed and all(map(self._rank, placed)) else ""
        return ""

    def _find_year(self, form: Form) -> str:
        """Return the year of the one date that a text tells, or of two digits behind an apostrophe."""
        short = re.fullmatch(_SHORT_YEAR, self.text.strip())
        if short:
            return str(find_century(int(short[1])))
        said = [token for token in form.tokens if not self._is_harmless(token)]
        return said[0][:4] if len(said) == 1 and re.fullmatch(_DATED, said[0]) else ""

    def _find_century(self, form: Form) -> str:
        """Return a date whose year has two digits with the century that an answer has."""
        short = re.fullmatch(_SHORT_DATE, self.text.strip())
        if not short:
            said = any(re.fullmatch(_YEAR_OF_TWO, token) for token in form.tokens)
            short = re.fullmatch(_LAST_OF_TWO, self.text.strip()) if said else None
        years = {word[:4] for word in self.sheet.own if _is_year(word[:4])} if short else set()
        return next(
            (short[1] + year + short[3] for year in years if short and year.endswith(short[2])), ""
        )

    def _list_days(self) -> Iterator[str]:
        """Yield a day and a month in figures as the date without a year that an answer has."""
        short = re.fullmatch(_SHORT_DAY, self.text.strip())
        own = [each for word in self.sheet.own if (each := re.fullmatch(_DAY_ALONE, word))]
        if not short or not own:
            return
        pairs = {(int(short[1]), int(short[3]))}
        if base_of(self.language) == "en" and short[2] != ".":
            pairs.add((int(short[3]), int(short[1])))
        names = {month: name for name, month in reversed(self.tongue.months.items())}
        for day, month in pairs:
            if any((day, month) == (int(each[2]), int(each[1])) for each in own):
                yield f"{day} {names[month]}"

    def _write_umlauts(self) -> str:
        """Return a German text without the e that stands for two dots: Baeume."""
        words = caseless_view(self.text).split()
        known = find_lexicon(base_of(self.language)) if base_of(self.language) == "de" else None
        if known is None or not re.search(_SPELLED_UMLAUT, self.text):
            return ""
        bare = [re.sub(_SPELLED_UMLAUT, r"\1", word) for word in words]
        changed = [one for one, other in zip(words, bare, strict=True) if one != other]
        return "" if any(word in known for word in changed) else " ".join(bare)

    def _offers_several(self, text: str) -> bool:
        words = re.findall(r"\w+", caseless_view(text))
        return bool(self.tongue.alternatives.intersection(words))

    def _is_aside(self, head: str, tail: str) -> bool:
        """Return whether what follows a comma tells where a place lies, when it was, or of what it is."""
        told = make_form(tail.strip(), self.language).tokens
        if " ".join(told) in self.tongue.tags:
            return True
        if any(self._is_another_year(token) for token in told):
            return False
        if told and len(told) < MOST_OF and self._says_what(told[-1]):
            return not any(token in self.vocabulary.pack for token in told)
        rank = max((self._rank(token) for token in self._strip_harmless(head)), default=0)
        if told and told[0] in self.tongue.titles and told[1:2] and told[1] in self.tongue.of:
            return True
        said = [token for token in told if not self._is_harmless(token)]
        if any(self._rank(token) > rank for token in said):
            said = [token for token in said if token not in self.tongue.compass]
        base = base_of(self.language)
        thing = any(is_thing(token, base) for token in make_form(head, self.language).tokens)
        return all(
            len(token) == 1
            or self._may_follow(token, rank, name=True)
            or (thing and is_city(token, base))
            for token in said
        )

    def _says_what(self, token: str) -> bool:
        known = self.tongue.titles | self.tongue.generic
        return token in known or is_calling(token, base_of(self.language))

    def _is_another_year(self, token: str) -> bool:
        """Return whether a text tells a year and the answers tell another."""
        own = {word[:4] for word in self.sheet.own if _is_year(word[:4])}
        return bool(own) and _is_year(token) and token not in own

    def _rank(self, token: str) -> int:
        return rank_place(token, base_of(self.language))

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
                        return _judge_by(outcome, rule, each)
        return None

    def _judge_said(self) -> Judgement:
        form = make_form(self.text, self.language)
        if not form.tokens:
            return NOTHING_TYPED
        if len(form.plain) > LONGEST or len(form.tokens) > MOST_TOKENS:
            return Judgement(Outcome.WRONG, Reason(Rule.TOO_LONG))
        found = self._judge_same(form)
        found = found or self._judge_alike(form)
        found = found or self._judge_several()
        found = found or self._judge_around(form)
        if found is None and self._is_negated(form):
            return Judgement(Outcome.WRONG, Reason(Rule.DENIED))
        return found or self._judge_slips(form)

    # -- what is the same -------------------------------------------------------------------

    def _judge_same(self, form: Form) -> Judgement | None:
        sheet = self.sheet
        forms = {form.squeezed}
        if (spelled := spell_out_umlauts(self.text)) != self.text:
            forms.add(make_form(spelled, self.language).squeezed)
        for comma in (", ", ","):
            last, found, first = self.text.partition(comma)
            if found and comma not in first:
                forms.add(make_form(f"{first} {last}", self.language).squeezed)
        for outcome, rule, candidates in (
            (Outcome.RIGHT, Rule.SAME_SAID, sheet.right),
            (Outcome.WRONG, Rule.REJECTED_SAID, sheet.reject),
            (Outcome.PROMPT, Rule.ON_THE_WAY, sheet.prompt),
        ):
            for each in candidates:
                if any(other.squeezed in forms for other in each.forms):
                    if outcome is Outcome.RIGHT and (word := self._find_other_word(each)):
                        reason = Reason(Rule.ANOTHER_WORD, word)
                        return Judgement(Outcome.WRONG, reason, each.shown)
                    if outcome is Outcome.RIGHT and self._has_another_gender(each):
                        return _judge_by(Outcome.CLOSE, Rule.ANOTHER_ARTICLE, each)
                    return _judge_by(outcome, rule, each)
        return None

    def _judge_alike(self, form: Form) -> Judgement | None:
        """Find an answer that is said with other small words, in another order, or shortened."""
        core = self._find_core(form.tokens)
        if self._offers_several(self.text) or self._is_negated(form):
            return None
        for each in self.sheet.right:
            for other, theirs in zip(each.forms, each.cores, strict=True):
                several = len(theirs) > 1
                if (
                    (is_name(each) and self._is_called_after(core, theirs))
                    or self._is_number_of(core, theirs)
                    or (several and self._is_turned(form.tokens, core, other.tokens, theirs))
                    or (several and self._are_variants(core, theirs))
                    or are_doer_and_doing(core, "".join(theirs), base_of(self.language))
                    or (is_name(each) and self._is_shortened(core, other, theirs))
                    or (is_full_name(each) and self._is_lengthened(core, theirs))
                ):
                    return _judge_by(Outcome.RIGHT, Rule.OTHER_WORDS, each)
        return None

    def _is_turned(
        self,
        typed: Sequence[str],
        core: tuple[str, ...],
        tokens: Sequence[str],
        theirs: tuple[str, ...],
    ) -> bool:
        """Return whether a name is said in another order: World War 2, 2nd world war."""
        if not self._are_links_alike(typed, tokens):
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
        base = base_of(self.language)
        ours = sorted(find_country(token, base) for token in core)
        doing = names_doing(theirs[0], base) or (base == "de" and theirs[-1].endswith("en"))
        if doing and len(theirs) == 2 and self._are_one_and_many(core, theirs[::-1]):
            return True  # Crop harvesting, and: sie pflückten Äpfel.
        mapped = sorted(find_country(token, base) for token in theirs)
        told = linked or mapped != sorted(theirs) or ours != sorted(core)
        return bool(told) and self._are_one_and_many(ours, mapped)

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
        base = base_of(self.language)
        named = tuple(find_country(token, base) for token in core if not is_called(token, base))
        mapped = tuple(find_country(token, base) for token in theirs)
        return named == mapped and len(named) < len(core) and not set(named) <= set(core)

    def _are_variants(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said with another form of the given one."""
        if len(core) != len(theirs) or any(one in self.vocabulary.pack for one in core):
            return False
        pairs = [(one, other) for one, other in zip(core, theirs, strict=True) if one != other]
        return 0 < len(pairs) < len(core) and all(are_variants(one, other) for one, other in pairs)

    def _is_shortened(self, core: tuple[str, ...], other: Form, theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said by its initials, or without what it is."""
        linked = other.tokens[1:2] and other.tokens[1] in self.tongue.of  # Rio de Janeiro.
        headless = (theirs[1:], (*theirs[1:], theirs[0]))
        if core in headless and is_head(theirs[0], base_of(self.language)) and not linked:
            return True
        pairs = list(zip(core, theirs, strict=False)) if len(core) == len(theirs) > 1 else []
        if pairs and core[-1] == theirs[-1] and all(_is_initial(*pair) for pair in pairs):
            return True
        if len(core) == 1 and is_short_part(core[0], "".join(theirs), base_of(self.language)):
            return True
        words = other.plain.split()
        full = [word for word in words if word not in self.sheet.small]
        shorts = {"".join(word[0] for word in each) for each in (words, full) if len(each) > 2}
        return len(core) == 1 and core[0] in shorts - self.sheet.asked

    def _is_lengthened(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said with a middle name, an initial or a second surname more."""
        more = [token for token in core if token not in theirs]
        new = len(more) == 1 and more[0].isalpha() and more[0] not in self.vocabulary.pack
        if new and is_given_name(theirs[0]):
            if len(theirs) == 2 and (core[0], *core[2:]) == theirs:
                return True
            if base_of(self.language) in TWO_SURNAMES and core[:-1] == theirs:
                return True
        middle = tuple(token for token in core[1:-1] if len(token) > 1 or not token.isalpha())
        return len(core) > len(theirs) and (core[0], *middle, core[-1]) == theirs

    def _find_other_word(self, each: PackText) -> str:
        """Return the word that a text says by leaving out dots or an apostrophe: its is not it's."""
        ours, theirs = caseless_view(self.text).split(), each.caseless.split()
        if len(ours) == len(theirs):
            known = (self.vocabulary.pack, find_lexicon(base_of(self.language)), self.tongue.free)
            for one, other in zip(ours, theirs, strict=True):
                if one != other and self._may_part(one, other) and any(one in k for k in known):
                    return one
        return ""

    def _has_another_gender(self, each: PackText) -> bool:
        """Return whether a German noun got der for die, where the pack writes its article."""
        genders = ("der", "die", "das") if base_of(self.language) == "de" else ()
        one, other = (text.split(" ", 1)[0] for text in (caseless_view(self.text), each.caseless))
        return one != other and one in genders and other in genders

    def _may_part(self, typed: str, word: str) -> bool:
        """Return whether two words differ in a mark that may part one word from another."""
        if is_many_by_dots(typed, bare_letters(word), base_of(self.language)):
            return False
        if "'" in typed.strip("'") or "'" in word.strip("'"):
            owned = word.endswith("'s") and typed not in self.tongue.free and " " in self.text
            alike = typed.replace("'", "") == word.replace("'", "")
            return alike and not owned and not word.endswith("n't")
        if count_accents(typed) == count_accents(word) > 0 and bare_letters(typed) == bare_letters(
            word
        ):
            return True  # Accents that were left out are forgiven, and other ones say another word.
        dotted = base_of(self.language) in UMLAUT_LANGUAGES and re.search("[äöüåøæ]", word)
        return bool(dotted) and typed == bare_letters(word)

    # -- several answers, and none -------------------------------------------------------------

    def _judge_several(self) -> Judgement | None:
        """Ask for one answer where a text offers several to choose from, unless all are right."""
        words = caseless_view(self.text)
        own = self.sheet.parted.split()
        ors = "|".join(map(re.escape, self.tongue.alternatives - set(own)))
        marks = [rf"\s(?:{ors})\s"] if ors else []
        if "/" not in self.sheet.parted:
            marks.append(r"(?<=[^\W\d_]{2})\s?/\s?(?=[^\W\d_]{2})")
        if self._is_list(words):
            marks.append(_COMMAS)
        parts = re.split("|".join(marks), words) if marks else [words]
        said = [part for part in parts if self._strip_harmless(part)]
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
        return all(len(self._strip_harmless(part)) <= MOST_WORDS for part in parts)

    def _strip_harmless(self, part: str) -> tuple[str, ...]:
        tokens = make_form(part.strip(), self.language).tokens
        return tuple(token for token in tokens if token not in self.sheet.small)

    def _judge_alone(self, part: str) -> Judgement | None:
        form = make_form(part.strip(), self.language)
        return self._judge_same(form) or self._judge_around(form)

    def _is_negated(self, form: Form) -> bool:
        told = self.sheet.own
        return any(token in self.tongue.negations and token not in told for token in form.tokens)

    # -- what stands around ---------------------------------------------------------------------

    def _judge_around(self, form: Form) -> Judgement | None:
        """Look for an answer among small words, and for a key phrase among harmless ones."""
        sheet = self.sheet
        core = self._find_core(form.tokens)
        small = sheet.small
        for each in sheet.reject:
            if self._is_around(form, core, each, small):
                return _judge_by(Outcome.WRONG, Rule.REJECTED_SAID, each)
        for each in sheet.right:
            if self._is_around(form, core, each, sheet.asked) and not (
                any(self._owns(said) for said in each.core[-1:])
                or any(self._belongs_to_title(form, said, each) for said in each.core)
            ):
                said = set(each.core) <= {*form.tokens} or squeeze(each.core) in form.squeezed
                rule = Rule.SMALL_WORDS if said else Rule.OTHER_FORM
                return _judge_by(Outcome.RIGHT, rule, each)
        found = self._judge_keys(form)
        if found is not None and found.outcome is not Outcome.CLOSE:
            return found
        for each in sheet.prompt:
            named = len(core) == len(each.core) == 1 and are_variants(core[0], each.core[0])
            if (
                named
                or self._is_around(form, core, each, sheet.asked | self.tongue.titles)
                or (
                    (at := self._find_span(core, each.core)) is not None
                    and not self._list_strange(
                        form, core[at : at + len(each.core)], each, name=True
                    )
                    and not self._is_negated(form)
                )
            ):
                return _judge_by(Outcome.PROMPT, Rule.ON_THE_WAY, each)
        return found

    def _is_around(
        self, form: Form, core: tuple[str, ...], each: PackText, asked: frozenset[str]
    ) -> bool:
        """Return whether a text says a candidate and else only small words, or the question's."""
        for other, theirs in zip(each.forms, each.cores, strict=True):
            if not self._are_links_alike(form.tokens, other.tokens):
                continue
            if squeeze(core) == squeeze(theirs) or self._are_one_and_many(core, theirs):
                return True
            if (
                theirs
                and theirs[-1] in self.sheet.small
                and theirs == find_core(form.tokens, self.tongue, whole=True)
            ):
                return True
            if self.sheet.small.issuperset(theirs):  # The whole of it says something: hers, his.
                core, theirs = form.tokens, other.tokens
            linked = self.tongue.links.intersection(other.tokens)
            if len(theirs) == 2 and linked and core == theirs[::-1]:
                return True
            if asked and (at := self._find_span(core, theirs)) is not None:
                rest = (*core[:at], *core[at + len(theirs) :])
                if all(token in asked for token in rest):
                    return True
        return False

    def _are_links_alike(self, typed: Sequence[str], key: Sequence[str]) -> bool:
        """Return whether small words that point somewhere were put in, or left out, not changed."""
        ours = self.tongue.links.intersection(typed)
        theirs = self.tongue.links.intersection(key)
        if theirs & self.tongue.joins:
            ours = ours - self.tongue.joined
        return ours <= theirs or theirs <= ours

    def _are_one_and_many(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        if len(ours) != len(theirs):
            return False
        rivals, own = self.vocabulary.pack, self.sheet.own
        return all(
            one == other
            or (is_one_and_many(one, other, self.tongue) and (one in own or one not in rivals))
            or (one not in rivals and self._are_forms(one, other, alone=len(ours) == 1))
            or (
                len(ours) > 1
                and one not in rivals
                and are_cases(one, other, base_of(self.language))
            )
            for one, other in zip(ours, theirs, strict=True)
        )

    def _are_forms(self, one: str, other: str, *, alone: bool) -> bool:
        """Return whether a word is a form of one of the pack; alone, only of what names a doing."""
        base = base_of(self.language)
        if alone and are_quality_forms(one, other, base):
            return True
        lower = base == "de" and one.endswith(("t", "te", "en"))
        lower = lower and any(each.written == other for each in self.sheet.right)
        doing = lower or names_doing(other, base) or (is_named(one, base) and is_named(other, base))
        return (not alone or doing) and are_verb_forms(one, other, base)

    def _find_span(self, tokens: Sequence[str], phrase: Sequence[str]) -> int | None:
        length = len(phrase)
        if not length:
            return None
        # The singular and the plural of a word begin alike.
        begins = (phrase[0][:2], "ge") if base_of(self.language) == "de" else phrase[0][:2]
        for at in range(len(tokens) - length + 1):
            if tokens[at].startswith(begins) and self._are_one_and_many(
                tokens[at : at + length], phrase
            ):
                return at
        return None

    def _judge_keys(self, typed: Form) -> Judgement | None:
        """Look for a key phrase; beside words that may say something else it is close."""
        close = None
        whole = self._find_core(typed.tokens)
        for each in self.sheet.keys:
            told = each.shown in self.sheet.told
            form = self._join_parts(typed, each) if told else typed
            core = self._find_core(form.tokens) if told else whole
            held = self._find_key(core, each.core)
            if held is None and each not in self.sheet.right and len(each.core) == 1:
                held = self._find_spelled(core, each.core[0])
            if held is None and told and len(each.core) > 1 and not is_name(each):
                core = self._drop_adjectives(core, each)
                held = self._find_key(core, each.core)
            if held is None or not (
                told or self._are_links_alike(form.tokens, each.forms[0].tokens)
            ):
                continue
            at, slipped = held
            if slipped and not told and len(core) == len(each.core) and each in self.sheet.right:
                break  # A slip in a whole answer, which `_judge_slips` tells as such.
            rest = (*core[:at], *core[at + len(each.core) :])
            if any(token in self.tongue.negations for token in rest):
                return _judge_by(Outcome.WRONG, Rule.KEY_DENIED, each)
            if self._holds_reject(core, at, len(each.core)):
                return _judge_by(Outcome.WRONG, Rule.REJECTED_SAID, each)
            said = core[at : at + len(each.core)]
            called = is_name(each) or len(each.core) > 1
            strange = self._list_strange(form, said, each, name=called)
            if told and (base_of(self.language) == "de" or not is_name(each)):
                strange = self._list_changing(form, said, strange)
            whole_answer = each.shown[:1].islower() and (told or each in self.sheet.right)
            modified = whole_answer and len(each.core) > 1 and len(strange) == 1
            if self._owns(each.core[-1]):
                continue
            if not told and self._says_another(form, core, at, each, slipped=slipped):
                continue
            if not told and not strange and self._is_of_several(form, each):
                return _judge_by(Outcome.PROMPT, Rule.ON_THE_WAY, each)
            if not strange or (modified and strange[0] not in self.vocabulary.pack):
                if slipped:
                    return _judge_by(Outcome.SLIP, Rule.KEY_SLIP, each)
                return _judge_by(Outcome.RIGHT, Rule.KEY, each)
            if told:
                beside = Reason(Rule.KEY_BESIDE, " ".join(strange[:3])[:MOST_BESIDE])
                close = close or Judgement(Outcome.CLOSE, beside, each.shown)
        return close

    def _drop_adjectives(self, core: tuple[str, ...], each: PackText) -> tuple[str, ...]:
        """Return a text without adjectives within a key: he broke his right leg."""
        base = base_of(self.language)
        return tuple(token for token in core if token in each.core or not is_adjective(token, base))

    @staticmethod
    def _join_parts(form: Form, each: PackText) -> Form:
        """Return a text with a key of one word joined that was typed as two: space suit."""
        tokens, key = form.tokens, each.core
        for at in range(len(tokens) - 1 if len(key) == 1 else 0):
            if tokens[at] + tokens[at + 1] == key[0]:
                return form._replace(tokens=(*tokens[:at], *key, *tokens[at + 2 :]))
        return form

    def _says_another(
        self, form: Form, core: Sequence[str], at: int, each: PackText, *, slipped: bool
    ) -> bool:
        """Return whether words around what the pack calls no key make somebody or something else of it.

        Somebody's (Einstein's teacher), several of a name (the Marx brothers), one of two things.
        """
        said = core[at + len(each.core) - 1]
        after = core[at + len(each.core) :]
        owners = _OWNER.findall(caseless_view(self.text))
        if after and any(said in (owner[:-2], owner.replace("'", "")) for owner in owners):
            return True
        if each not in self.sheet.right and (
            (not slipped and said not in each.core and not owners)
            or (after and self._follows_at_once(form, said, after[0]))
            or any(is_called(token, base_of(self.language)) for token in core[:at])
            or self._is_title_here(said)
        ):
            return True
        if self._belongs_to_title(form, said, each):
            return True
        rest = {*core[:at], *after}
        joined = self.tongue.joins.intersection(form.tokens) - {*each.forms[0].tokens}
        return bool(joined and rest - self.sheet.asked)

    def _owns(self, said: str) -> bool:
        """Return whether something of somebody is told, and no more than his name: his teacher's house."""
        text = caseless_view(self.text)
        told = f"{said}'s " in text and not any(
            f"{said}'s" in each.caseless for each in self.sheet.right
        )
        return told and any(
            token in self.tongue.titles
            for token in make_form(text.partition(f"{said}'s ")[2], self.language).tokens
        )

    def _is_title_here(self, said: str) -> bool:
        """Return whether a surname is a word or a title here: the bush, a king of Spain."""
        text = f" {caseless_view(self.text)} "
        surname = any(each.core[-1:] == (said,) for each in self.sheet.right)
        english = base_of(self.language) == "en"
        articles = [f" {article} {said} " for article in self.tongue.articles]
        slipped = (said,) not in {each.core[-1:] for each in self.sheet.keys}
        if ((surname and english) or slipped) and any(each in text for each in articles):
            return True
        after = text.partition(f" {said} ")[2].split(" ", 1)[0]
        return said in self.tongue.titles and after in self.tongue.of

    def _belongs_to_title(self, form: Form, said: str, each: PackText) -> bool:
        """Return whether a title and its place stand there: Duke of York, or Queen of England."""
        if len(each.core) != 1 or not is_name(each):
            return False
        tokens, titles, of = form.tokens, self.tongue.titles, self.tongue.of
        at = tokens.index(said) if said in tokens else 0
        owned = at > 1 and tokens[at - 1] in of and tokens[at - 2] in titles
        called = each.core[0] in titles and tokens[at + 1 : at + 2]
        return owned or bool(called and called[0] in of)

    def _follows_at_once(self, form: Form, said: str, token: str) -> bool:
        pairs = zip(form.tokens, form.tokens[1:], strict=False)
        more = len(token) == 1 or self._is_more_of_name(token)
        return token.isalpha() and not more and (said, token) in pairs

    def _is_of_several(self, form: Form, each: PackText) -> bool:
        """Return whether a surname alone is that of somebody else, too: in the pack, or a wife's."""
        if len(each.core) != 1:
            return False
        shared = f"{SHARED}{each.core[0]}" in self.vocabulary.pack
        surname = each not in self.sheet.right
        return shared or (surname and not self.tongue.ladies.isdisjoint(form.tokens))

    def _list_strange(
        self, form: Form, key: Sequence[str], each: PackText, *, name: bool
    ) -> list[str]:
        """Return the words beside a key phrase that may say something else.

        A name may be followed by what it is of (Louis XIV of France) and preceded by initials; what
        it is called may stand before it (the process of photosynthesis).
        """
        tokens, of = form.tokens, self.tongue.of
        start = next((n for n in range(len(tokens)) if tokens[n] == key[0]), 0)
        end = next((n for n in range(len(tokens), 0, -1) if tokens[n - 1] == key[-1]), len(tokens))
        counts = len(key) == 1 and key[0].isdigit()
        joins, full = self.tongue.within | PARTICLES, len(key) > 1
        rank = max(map(self._rank, key))
        if name and tokens[end:] and tokens[end] in joins and self._rank(tokens[-1]) > rank:
            joins, full = joins | self.tongue.of, True  # York in the north of England.
        strange = []
        for place, token in enumerate(tokens):
            builds = place == start - 1 and is_name(each) and self._builds_name(token)
            kind = place == start - 1 and self._makes_kind(token)
            if start <= place < end or (self._is_harmless(token) and not builds and not kind):
                continue
            if full and token in self.tongue.titles:
                continue
            if place < start:
                known = self._may_precede(token, tokens[place + 1], name=name)
                known = known and not (rank >= COUNTRY and is_town(token, base_of(self.language)))
            else:
                near = len(tokens) - end <= MOST_OF
                known = name and near and (tokens[end] in of or (full and tokens[end] in joins))
                known = known or self._may_follow(token, rank, name=name, counts=counts)
            if not known:
                strange.append(token)
        return strange

    def _list_changing(self, form: Form, key: Sequence[str], strange: list[str]) -> list[str]:
        """Return what of the words beside a key tells neither how nor where it is: a red barn on a farm."""
        base = base_of(self.language)
        owners = set(make_form(" ".join(_OWNER.findall(self.text)), self.language).tokens)
        tokens = form.tokens
        last = next((n for n in range(len(tokens), 0, -1) if tokens[n - 1] == key[-1]), len(tokens))
        places = (n for n in range(last, len(tokens)) if is_placing(tokens[n], base))
        behind = tokens[next(places, len(tokens)) :]
        if tokens[last : last + 1] and tokens[last] in self.tongue.of and not owners:
            # The keys of the car are keys, and a house of cards is none.
            behind = (
                tokens[last:]
                if "".join(tokens[last + 1 : last + 2]) in self.tongue.free
                else behind
            )
        signed = {word.casefold() for word in re.findall(_ACRONYM, self.text)}
        return [
            token
            for token in strange
            if self._is_rival(token)
            or not (
                token in owners
                or token in behind
                or token in signed
                or is_adjective(token, base)
                or find_country(token, base) != token
            )
        ]

    def _is_rival(self, token: str) -> bool:
        return token in self.vocabulary.pack and token not in self.sheet.own

    def _makes_kind(self, token: str) -> bool:
        """Return whether a form of a verb just before a key makes a kind of it: flying fish."""
        known = self.tongue.common | self.sheet.own
        return base_of(self.language) == "en" and token.endswith("ing") and token not in known

    def _builds_name(self, token: str) -> bool:
        return token not in self.sheet.own and builds_name(token, base_of(self.language))

    def _may_precede(self, token: str, after: str, *, name: bool) -> bool:
        """Return whether a word before a key says what it is, or is an initial or a form of a name."""
        base = base_of(self.language)
        if token in self.tongue.generic and (after in self.tongue.of or after in self.tongue.free):
            return True
        if self._are_initials(token) or (token in self.tongue.compass and after in self.tongue.of):
            return True
        if not name:
            few = token.isdigit() and 0 < int(token) < FEW
            return few or (is_quality(token, base) and not self._is_rival(token))
        if token in self._list_owners():
            return True
        if after in self.tongue.of - self.sheet.own and is_calling(token, base):
            return False
        return (
            (_is_year(token) and not self._is_another_year(token))
            or self._is_fathers(token)
            or token in PARTICLES
            or is_calling(token, base)
            or is_called(token, base)
            or (find_country(token, base) != token and self._tells_calling())
            or self._is_form_of_own(token)
        )

    def _tells_calling(self) -> bool:
        """Return whether a text tells what somebody is: the French writer Hugo."""
        words = make_form(self.text, self.language).tokens
        return any(is_calling(token, base_of(self.language)) for token in words)

    def _is_form_of_own(self, token: str) -> bool:
        """Return whether a word is another form of a name that an answer has."""
        if token in self.vocabulary.pack or token in self.tongue.titles:
            return False
        own = self.sheet.own
        initials = [word for word in own if len(word) <= MOST_INITIALS - 1 and word[0] == token[0]]
        return any(_are_forms(token, word) for word in own) or (
            bool(initials) and is_given_name(token)
        )

    def _are_initials(self, token: str) -> bool:
        """Return whether a word is the initials of an answer; some languages add the father's."""
        if len(token) > MOST_INITIALS or not token.isalpha():
            return False
        fathers = base_of(self.language) in PATRONYMICS and len(token) == MOST_INITIALS - 1
        return any(
            token in initials or (fathers and len(initials) > 1 and token[0] == initials[0])
            for initials in self.sheet.initials
        )

    def _list_owners(self) -> set[str]:
        """Return whose an answer is said to be, where no answer tells it: Homer's Iliad."""
        if any(_OWNER.search(each.caseless) for each in self.sheet.right):
            return set()
        return {found.replace("'", "") for found in _OWNER.findall(caseless_view(self.text))}

    def _may_follow(self, token: str, rank: int, *, name: bool, counts: bool = False) -> bool:
        """Return whether a word behind a key says where or when it is, or what it is."""
        base = base_of(self.language)
        if is_sort(token, base) or (counts and self._is_counted(token)):
            return True
        if not name:
            return False
        if any(is_short_part(token, part, base) for part in self.sheet.own):
            return True
        if is_called(token, base) or self._is_called_many(token):
            return rank < COUNTRY
        if is_calling(token, base) or self._is_more_of_name(token):
            return True
        return self._rank(token) > rank or (_is_year(token) and not self._is_another_year(token))

    def _is_more_of_name(self, token: str) -> bool:
        """Return whether a word behind a name is part of it: initials, the father's name, Junior."""
        return self._are_initials(token) or self._is_fathers(token) or token in GENERATIONS

    def _is_fathers(self, token: str) -> bool:
        """Return whether a word is a name made of the father's: Павлович."""
        return base_of(self.language) in PATRONYMICS and token.endswith(PATRONYMIC_ENDS)

    def _is_counted(self, token: str) -> bool:
        """Return whether a word behind a number says of what there are so many."""
        base = base_of(self.language)
        if not token.isalpha() or is_measure(token) or is_scale(token, base):
            return False
        many = token.endswith("s") or (base == "it" and token.endswith(("i", "e")))
        return many or is_counted(token, base)

    def _is_called_many(self, token: str) -> bool:
        return token.endswith("s") and is_called(token[:-1], base_of(self.language))

    def _is_harmless(self, token: str) -> bool:
        if token in self.sheet.harmless:
            return True
        alike = self.sheet.beginnings.get(token[:3], ())
        base = base_of(self.language)
        return find_verb(token, base) in self.sheet.harmless or any(
            is_one_and_many(token, other, self.tongue)
            or (other in self.tongue.common and are_verb_forms(token, other, base))
            for other in alike
        )

    def _find_key(self, core: Sequence[str], phrase: Sequence[str]) -> tuple[int, bool] | None:
        if (at := self._find_span(core, phrase)) is not None:
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

    def _find_spelled(self, core: Sequence[str], name: str) -> tuple[int, bool] | None:
        """Find a name that is spelled by its sound, though that makes a word, too: Picaso."""
        if not self.sheet.lenient or len(name) < LONG_NAME or not name.isalpha():
            return None
        for at, token in enumerate(core):
            near = (
                token != name and token not in self.vocabulary.pack and spelled_alike(token, name)
            )
            if near and not self._is_as_near_to_reject(token, measure(token, name)):
                return at, True
        return None

    def _is_as_near_to_reject(self, typed: str, distance: int) -> bool:
        return any(measure(typed, " ".join(each.core)) <= distance for each in self.sheet.reject)

    def _holds_reject(self, core: Sequence[str], at: int, length: int) -> bool:
        """Return whether a rejected phrase stands there that is no part of the key phrase."""
        for each in self.sheet.reject:
            place = self._find_span(core, each.core)
            if place is None:
                continue
            inside = at <= place and place + len(each.core) <= at + length
            if not inside:
                return True
        return False

    # -- slips -------------------------------------------------------------------------------------

    def _judge_slips(self, form: Form) -> Judgement:
        sheet = self.sheet
        typed = self._list_spellings(form, form.tokens)
        rival = min((self._measure(typed, each)[0] for each in sheet.reject), default=FAR)
        rights = [(*self._measure(typed, each), each) for each in sheet.right]
        prompts = [(*self._measure(typed, each), each) for each in sheet.prompt]
        marked = [(*found, Outcome.SLIP) for found in rights]
        marked += [(*found, Outcome.PROMPT) for found in prompts]
        found = Judgement(Outcome.WRONG, Reason(Rule.SOMETHING_ELSE))
        for distance, ours, theirs, each, outcome in sorted(marked, key=lambda f: (f[0], f[2])):
            if rival <= distance:
                break
            letters = count_letters(theirs)
            named = outcome is Outcome.PROMPT or (" " in theirs and is_full_name(each))
            refusal = find_refusal(ours, theirs, distance, self.vocabulary, named=named)
            if refusal is None and self._tells_another_number(form, each):
                refusal = Reason(Rule.ANOTHER_MARK)
            if sheet.lenient and refusal is None:
                if outcome is Outcome.PROMPT:
                    return _judge_by(outcome, Rule.ON_THE_WAY, each)
                rule = Rule.SLIPS if distance else Rule.SAME_SIGNS
                return Judgement(outcome, Reason(rule, "", distance, letters), each.shown)
            near = letters >= CLOSE_FROM and distance <= allow_edits(letters) + CLOSE_EXTRA
            if near and outcome is Outcome.SLIP and not found.matched:
                far = refusal is None or refusal.rule is Rule.TOO_FAR
                kind = Outcome.CLOSE if far else Outcome.WRONG
                found = Judgement(kind, refusal or Reason(Rule.NO_SLIPS), each.shown)
        return found

    @staticmethod
    def _tells_another_number(form: Form, each: PackText) -> bool:
        """Return whether a text and an answer tell numbers, in figures or in words, and not the same."""
        ours, theirs = (
            sorted(token for token in tokens if token[0].isdigit())
            for tokens in (form.tokens, each.forms[0].tokens)
        )
        return bool(ours) and len(ours) == len(theirs) and ours != theirs

    def _find_core(self, tokens: Sequence[str]) -> tuple[str, ...]:
        kept = self.sheet.kept
        if kept and not kept.isdisjoint(tokens):
            small = self.sheet.small - kept
            return tuple(token for token in tokens if token not in small)
        return find_core(tokens, self.tongue)

    def _list_spellings(self, form: Form, tokens: Sequence[str]) -> tuple[str, ...]:
        core = " ".join(self._find_core(tokens))
        return (form.plain,) if core == form.plain else (form.plain, core)

    def _measure(self, typed: tuple[str, ...], each: PackText) -> tuple[int, str, str]:
        """Return the least distance, and the two spellings that are so far apart."""
        plain, core = each.forms[0].plain, " ".join(each.core)
        theirs = (plain,) if core == plain else (plain, core)
        nearest = (FAR, typed[0], theirs[0])
        for one, other in (*zip(typed, theirs, strict=False), (typed[-1], theirs[-1])):
            distance = measure(one, other)
            if distance < nearest[0] and (distance or one == typed[0]):
                nearest = (distance, one, other)
        return nearest


def _are_forms(one: str, other: str) -> bool:
    """Return whether two words are forms of one given name, or one but for a slip."""
    if len(one) > MOST_INITIALS and one[0] == other[0] and measure(one, other) == 1:
        return True
    return are_variants(one, other) or (len(one) > MOST_INITIALS and sound_alike(one, other))


def _is_initial(one: str, other: str) -> bool:
    return one == other or (len(one) == 1 and one.isalpha() and other.startswith(one))


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and token[0] in "12"


def _judge_by(outcome: Outcome, rule: Rule, each: PackText) -> Judgement:
    """Return what a text is worth that was matched with one of the pack."""
    back = Back(Again.SAY_MORE, each.back) if outcome is Outcome.PROMPT else None
    return Judgement(outcome, Reason(rule), each.shown, back)
