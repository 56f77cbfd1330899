"""Typed answers: judged as a fair, well-read person would; docs/judging.md tells it to teachers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, NamedTuple

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.body import FULL, NOTHING, Body, Grade, Judgement, Outcome
from spacequiz.game.kinds.fields import LINE, Count, Line, OrOne, Remark, Says
from spacequiz.game.kinds.lexicon import find_lexicon
from spacequiz.game.kinds.names import (
    PARTICLES,
    TWO_SURNAMES,
    are_variants,
    find_country,
    is_called,
    is_calling,
    is_given_name,
    is_head,
    is_short_part,
    is_sort,
    rank_place,
    sound_alike,
    swap_keyboard,
)
from spacequiz.game.kinds.sameness import (
    LONGEST,
    TEXT_LIMIT,
    UMLAUT_LANGUAGES,
    Form,
    base_view,
    casefold,
    caseless_view,
    fold_accents,
    is_one_and_many,
    make_form,
    spell_out_umlauts,
    squeeze,
)
from spacequiz.game.kinds.slips import (
    CLOSE_EXTRA,
    CLOSE_FROM,
    FAR,
    FAR_OFF,
    Vocabulary,
    allow_edits,
    count_letters,
    find_refusal,
    is_slip,
    measure,
)
from spacequiz.game.kinds.tongues import Tongue, base_of, find_tongue

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from spacequiz.game.kinds.body import Asked, Response


class Strictness(StrEnum):
    """Say how much of a typed text counts, as packs write it under `match`."""

    LENIENT = "lenient"
    SPELLING = "spelling"
    """No slip is forgiven; all that counts as the same still does."""
    WRITTEN = "written"
    """Case, accents, articles, spaces and punctuation count."""


@dataclass(frozen=True, slots=True)
class Typed(Body):
    """The player types the answer."""

    kind = Kind.TYPED
    way = Way.TYPE

    answer: Annotated[
        Line,
        Says("The right answer as it is shown. Case, accents and articles make no difference."),
    ]
    key: Annotated[
        tuple[Line, ...],
        Count(0, 100),
        OrOne(LINE),
        Says("A phrase, or a list of phrases: saying one is enough, whatever stands around it."),
    ] = field(default=(), kw_only=True)
    accept: Annotated[
        tuple[Line, ...], Count(0, 100), Says("Other answers that are right as a whole.")
    ] = ()
    prompt: Annotated[
        tuple[tuple[Line, Remark], ...],
        Count(0, 100),
        Says(
            "What is on the way and not enough: a list, or text: what is asked back. The "
            "player may type once more."
        ),
    ] = field(default=(), kw_only=True)
    """Each with what is asked back; empty for the usual words."""
    reject: Annotated[
        tuple[Line, ...], Count(0, 100), Says("What is wrong all the same, even beside a key.")
    ] = ()
    match: Annotated[
        Strictness,
        Says(
            "lenient (left out: this one) forgives a slip in longer words; spelling forgives "
            "none; written lets case, accents, articles, spaces and punctuation count."
        ),
    ] = field(default=Strictness.LENIENT, kw_only=True)

    def grade(self, response: Response, asked: Asked) -> Grade:
        """Judge the one text that was typed."""
        if len(response) != 1:
            return Grade(NOTHING, answer=self.right)
        judged = self.judge_text(response[0], asked)
        remark, credit = "", NOTHING
        match judged.outcome:
            case Outcome.RIGHT:
                credit, remark = FULL, _tell_accents(response[0], judged.matched)
            case Outcome.SLIP:
                credit, remark = FULL, f"accepted as {judged.matched}"
            case Outcome.CLOSE:
                remark = "close"
        return Grade(
            credit,
            answer=self.right,
            remark=remark,
            typo=judged.outcome is Outcome.SLIP,
            rule=judged.rule,
            again=judged.back,
            near=judged.outcome is Outcome.CLOSE,
            unread=judged.outcome is Outcome.UNREADABLE,
        )

    @property
    def right(self) -> Response:
        """Return the answer that is shown."""
        return (self.answer,)

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return all that is right as a whole."""
        return (self.answer, *self.accept), ()

    def judge_text(self, text: str, asked: Asked) -> Judgement:
        """Return how a typed text is judged, and why."""
        return judge_typed(text, self, asked.language, ask=asked.ask, words=asked.words)


_SECOND_LOOKS = (Outcome.CLOSE, Outcome.WRONG, Outcome.UNREADABLE)
_DECIDED = ("rejected", "says what is rejected", "nothing was typed", "longer than any answer")
MOST_TOKENS = 60
MOST_INITIALS = 3
MOST_OF = 5
"""Words that may follow a name to say of what it is."""
MOST_WORDS = 3
"""Words of an answer in a list; a part of a sentence has more."""
_COMMAS = r"[,;、]"
FEW = 20
"""Below it, a number says how many there are of what is meant: two typewriters."""
MOST_PARTS = 6
"""Answers offered in one text that are tried one by one, to see whether all are right."""
SAY_MORE = "Can you say more?"
SAY_ONE = "Say one answer."
SAY_SOMETHING = "Type the answer in words."


def judge_typed(
    text: str,
    body: Typed,
    language: str = "en",
    *,
    ask: str = "",
    words: Container[str] = frozenset(),
) -> Judgement:
    """Judge a typed text.

    Texts are compared as typed, then without case, then by what they say: so a pack can reject
    `papa` where `papá` is right, although accents do not count otherwise.

    Args:
        text: What was typed.
        body: What is right, rejected, and asked back.
        language: The pack's.
        ask: The question, whose own words say nothing new in an answer.
        words: Words and answers of the pack, which are no slips of one another.
    """
    text = text[:TEXT_LIMIT]
    if body.match is Strictness.WRITTEN:
        return _judge_written(text, body)
    return _Judge(text, _prepare(body, language, ask), words).judge()


def _judge_written(text: str, body: Typed) -> Judgement:
    typed = _as_written(text)
    if not typed:
        return Judgement(Outcome.UNREADABLE, rule="nothing was typed", back=SAY_SOMETHING)
    for candidate in (body.answer, *body.accept, *body.key):
        if typed == _as_written(candidate):
            return Judgement(Outcome.RIGHT, candidate, "written the same")
    for candidate, back in body.prompt:
        if typed == _as_written(candidate):
            return Judgement(Outcome.PROMPT, candidate, "asks for more", back or SAY_MORE)
    return Judgement(Outcome.WRONG, rule="not written the same, and every sign counts here")


def _as_written(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


class _Candidate(NamedTuple):
    """Hold a text of the pack as it is compared."""

    shown: str
    written: str
    caseless: str
    forms: tuple[Form, ...]
    """The whole of it, and what is left without brackets."""
    cores: tuple[tuple[str, ...], ...]
    """The tokens of each without small words."""
    back: str = ""

    @property
    def core(self) -> tuple[str, ...]:
        """Return the tokens of the whole without small words."""
        return self.cores[0]


class _Sheet(NamedTuple):
    """Hold all that a question knows of its answer."""

    right: tuple[_Candidate, ...]
    keys: tuple[_Candidate, ...]
    reject: tuple[_Candidate, ...]
    prompt: tuple[_Candidate, ...]
    own: frozenset[str]
    """Words and texts that are right."""
    harmless: frozenset[str]
    """Words that may stand around a key phrase."""
    beginnings: dict[str, list[str]]
    """The same words by their first letters."""
    initials: frozenset[str]
    """The first letters of what is right."""
    asked: frozenset[str]
    """Words that may stand around a whole answer."""
    parted: str
    """The marks and words for or that an answer itself has."""
    small: frozenset[str]
    """Words that say nothing by themselves."""
    kept: frozenset[str]
    """Small words that are part of a name here: São Paulo."""
    tongue: Tongue
    language: str
    lenient: bool


@lru_cache(maxsize=256)
def _prepare(body: Typed, language: str, ask: str) -> _Sheet:
    tongue = find_tongue(base_of(language))

    def make(texts: Iterable[str]) -> tuple[_Candidate, ...]:
        return tuple(_make_candidate(text, language, tongue) for text in dict.fromkeys(texts))

    keys = make(body.key)
    right = make((body.answer, *body.accept, *body.key))
    own = [form for each in right for form in each.forms]
    told = {token for form in own for token in form.tokens}
    asked = set(make_form(ask, language).tokens) - tongue.negations
    small = tongue.free | tongue.links
    entitled = any(form.tokens and form.tokens[0] in tongue.titles for form in own)
    titles = frozenset() if entitled else tongue.titles
    initials = {"".join(token[0] for token in form.tokens) for form in own}
    said = {token for each in keys for token in each.forms[0].tokens}
    against = {two for one, two in tongue.opposites if one in said}
    against |= {one for one, two in tongue.opposites if two in said}
    common = tongue.common - against
    harmless = (frozenset(told | asked) | small | common | titles) - tongue.alternatives
    beginnings: dict[str, list[str]] = {}
    for word in harmless:
        beginnings.setdefault(word[:3], []).append(word)
    all_texts = [*body.accept, *body.key, body.answer, *(text for text, _ in body.prompt)]
    return _Sheet(
        right=right,
        keys=keys,
        reject=make(body.reject),
        prompt=tuple(
            _make_candidate(text, language, tongue)._replace(back=back or SAY_MORE)
            for text, back in body.prompt
        ),
        own=frozenset({word for form in own for word in form.plain.split()} | told)
        | {form.plain for form in own},
        harmless=harmless,
        beginnings=beginnings,
        initials=frozenset(initials),
        asked=(frozenset(asked) | small | titles) - tongue.alternatives,
        parted=" ".join(caseless_view(text) for text in all_texts),
        small=small,
        kept=frozenset(
            token for each in right if _is_titled(each.shown, tongue) for token in each.core
        ),
        tongue=tongue,
        language=language,
        lenient=body.match is Strictness.LENIENT,
    )


_TITLED = re.compile(r"(\w{2,}) \w+")
_OWNER = re.compile(r"\b[^\W\d_]+'s\b")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


def _make_candidate(text: str, language: str, tongue: Tongue) -> _Candidate:
    forms = [make_form(text, language)]
    bare = _BRACKETS.sub(" ", text).strip()
    if bare not in ("", text.strip()):
        forms.append(make_form(bare, language))
    if (spelled := spell_out_umlauts(text)) != text:
        forms.append(make_form(spelled, language))
    if _is_titled(text, tongue):
        cores = tuple(form.tokens for form in forms)
    else:
        cores = tuple(_find_core(form.tokens, tongue, whole=True) for form in forms)
    return _Candidate(text, base_view(text), caseless_view(text), tuple(forms), cores)


def _is_titled(text: str, tongue: Tongue) -> bool:
    """Return whether a small word is part of a name: São is no verb in São Paulo."""
    titled = _TITLED.fullmatch(text)
    return (
        titled is not None
        and text.istitle()
        and fold_accents(casefold(titled[1])) not in tongue.articles
    )


def _find_core(tokens: Sequence[str], tongue: Tongue, *, whole: bool = False) -> tuple[str, ...]:
    """Return the tokens that say something; all of them where none would be left.

    Args:
        tokens: Of a text.
        tongue: The language.
        whole: Whether the last token counts in any case: Hepatitis A, turn on.
    """
    if any(one == other for one, other in pairwise(tokens)):
        return tuple(tokens)
    small = tongue.free | tongue.links
    last = tokens[-1:] if whole or (tokens and len(tokens[-1]) == 1) else ()
    head = tokens[: len(tokens) - len(last)]
    return (*(token for token in head if token not in small), *last) or tuple(tokens)


class _Judge:
    """Judge one text by one sheet."""

    def __init__(self, text: str, sheet: _Sheet, words: Container[str]) -> None:
        self.text = text
        self.sheet = sheet
        self.tongue = sheet.tongue
        self.language = sheet.language
        self.vocabulary = Vocabulary(sheet.language, words, sheet.own)

    def judge(self) -> Judgement:
        found = self._judge_as_typed() or self._judge_said()
        if found.outcome not in _SECOND_LOOKS or found.rule in _DECIDED:
            return found
        for text, rule in self._list_second_looks():
            again = _Judge(text, self.sheet, self.vocabulary.pack)
            second = again._judge_as_typed() or again._judge_said()
            if second.outcome not in _SECOND_LOOKS:
                return second._replace(rule=rule or second.rule)
        return found

    def _list_second_looks(self) -> Iterator[tuple[str, str]]:
        """Yield what a text says without what was put in brackets or behind a comma, and on other keys."""
        form = make_form(self.text, self.language)
        if self._is_negated(form) or self._holds_reject(form.tokens, 0, 0):
            return
        bare = _BRACKETS.sub(" ", self.text).strip()
        if bare not in ("", self.text.strip()) and not self._offers_several(self.text):
            yield bare, ""
        head, comma, tail = self.text.partition(",")
        if comma and self._is_aside(head, tail):
            yield head, ""
        if swapped := swap_keyboard(self.text, base_of(self.language)):
            yield swapped, "typed on the keys of another keyboard"

    def _offers_several(self, text: str) -> bool:
        words = re.findall(r"\w+", caseless_view(text))
        return bool(self.tongue.alternatives.intersection(words))

    def _is_aside(self, head: str, tail: str) -> bool:
        """Return whether what follows a comma tells where a place lies, when it was, or of what it is."""
        told = make_form(tail.strip(), self.language).tokens
        rank = max((self._rank(token) for token in self._strip_harmless(head)), default=0)
        if told and told[0] in self.tongue.titles and told[1:2] and told[1] in self.tongue.of:
            return True
        said = [token for token in told if not self._is_harmless(token)]
        return all(len(token) == 1 or self._may_follow(token, rank, name=True) for token in said)

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
                (Outcome.RIGHT, "the same", sheet.right),
                (Outcome.WRONG, "rejected", sheet.reject),
                (Outcome.PROMPT, "asks for more", sheet.prompt),
            ):
                for each in candidates:
                    if typed == getattr(each, name):
                        return Judgement(outcome, each.shown, rule, each.back)
        return None

    def _judge_said(self) -> Judgement:
        form = make_form(self.text, self.language)
        if not form.tokens:
            return Judgement(Outcome.UNREADABLE, rule="nothing was typed", back=SAY_SOMETHING)
        if len(form.plain) > LONGEST or len(form.tokens) > MOST_TOKENS:
            return Judgement(Outcome.WRONG, rule="longer than any answer")
        found = self._judge_same(form)
        found = found or self._judge_alike(form)
        found = found or self._judge_several()
        found = found or self._judge_around(form)
        if found is None and self._is_negated(form):
            return Judgement(Outcome.WRONG, rule="says what it is not")
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
            (Outcome.RIGHT, "says the same", sheet.right),
            (Outcome.WRONG, "says what is rejected", sheet.reject),
            (Outcome.PROMPT, "asks for more", sheet.prompt),
        ):
            for each in candidates:
                if any(other.squeezed in forms for other in each.forms):
                    if outcome is Outcome.RIGHT and (word := self._find_other_word(each)):
                        return Judgement(Outcome.WRONG, each.shown, f"{word} is another word")
                    if outcome is Outcome.RIGHT and self._has_another_gender(each):
                        return Judgement(Outcome.CLOSE, each.shown, "another article")
                    return Judgement(outcome, each.shown, rule, each.back)
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
                    (several and self._is_turned(form.tokens, core, other.tokens, theirs))
                    or (several and self._are_variants(core, theirs))
                    or (_is_name(each) and self._is_shortened(core, other, theirs))
                    or (_is_full_name(each) and self._is_lengthened(core, theirs))
                ):
                    return Judgement(Outcome.RIGHT, each.shown, "says the same in other words")
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
        counted = theirs[0].isdigit() or theirs[-1].isdigit()
        if counted and core in ((*theirs[1:], theirs[0]), (theirs[-1], *theirs[:-1])):
            return True
        linked = self.tongue.links.intersection((*tokens, *typed))
        base = base_of(self.language)
        ours = sorted(find_country(token, base) for token in core)
        return bool(linked) and self._are_one_and_many(
            ours, sorted(find_country(token, base) for token in theirs)
        )

    def _are_variants(self, core: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said with another form of the given one."""
        if len(core) != len(theirs) or any(one in self.vocabulary.pack for one in core):
            return False
        pairs = [(one, other) for one, other in zip(core, theirs, strict=True) if one != other]
        return 0 < len(pairs) < len(core) and all(are_variants(one, other) for one, other in pairs)

    def _is_shortened(self, core: tuple[str, ...], other: Form, theirs: tuple[str, ...]) -> bool:
        """Return whether a name is said by its initials, or without what it is."""
        if core and core == theirs[1:] and is_head(theirs[0], base_of(self.language)):
            return True
        if len(core) == 1 and is_short_part(core[0], "".join(theirs), base_of(self.language)):
            return True
        if not self.sheet.keys and len(theirs) == 2 and core == theirs[1:]:
            return is_given_name(theirs[0])  # A surname alone, where no key asks for more.
        words = [word for word in other.plain.split() if word not in self.sheet.small]
        letters = "".join(word[0] for word in words)
        return len(words) >= MOST_WORDS and core == (letters,) and letters not in self.sheet.asked

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

    def _find_other_word(self, each: _Candidate) -> str:
        """Return the word that a text says by leaving out dots or an apostrophe: its is not it's."""
        ours, theirs = caseless_view(self.text).split(), each.caseless.split()
        if len(ours) == len(theirs):
            known = (self.vocabulary.pack, find_lexicon(base_of(self.language)), self.tongue.free)
            for one, other in zip(ours, theirs, strict=True):
                if one != other and self._may_part(one, other) and any(one in k for k in known):
                    return one
        return ""

    def _has_another_gender(self, each: _Candidate) -> bool:
        """Return whether a German noun got der for die, where the pack writes its article."""
        genders = ("der", "die", "das") if base_of(self.language) == "de" else ()
        one, other = (text.split(" ", 1)[0] for text in (caseless_view(self.text), each.caseless))
        return one != other and one in genders and other in genders

    def _may_part(self, typed: str, word: str) -> bool:
        """Return whether two words differ in a mark that may part one word from another."""
        if "'" in typed.strip("'") or "'" in word.strip("'"):
            return typed.replace("'", "") == word.replace("'", "") and not word.endswith("n't")
        if _count_accents(typed) == _count_accents(word) > 0 and _bare(typed) == _bare(word):
            return True  # Accents that were left out are forgiven, and other ones say another word.
        dotted = base_of(self.language) in UMLAUT_LANGUAGES and re.search("[äöüåøæ]", word)
        return bool(dotted) and typed == _bare(word)

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
            return Judgement(Outcome.UNREADABLE, rule="several answers in one", back=SAY_ONE)
        alone = [self._judge_alone(part) for part in said]
        first = alone[0]
        if first and all(each and each.outcome is Outcome.RIGHT for each in alone):
            return first
        return Judgement(Outcome.UNREADABLE, rule="several answers in one", back=SAY_ONE)

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
                return Judgement(Outcome.WRONG, each.shown, "says what is rejected")
        for each in sheet.right:
            if self._is_around(form, core, each, sheet.asked):
                return Judgement(Outcome.RIGHT, each.shown, "says the same among small words")
        found = self._judge_keys(form)
        if found is not None and found.outcome is not Outcome.CLOSE:
            return found
        for each in sheet.prompt:
            named = len(core) == len(each.core) == 1 and are_variants(core[0], each.core[0])
            if (
                named
                or self._is_around(form, core, each, sheet.asked)
                or (
                    (at := self._find_span(core, each.core)) is not None
                    and not self._list_strange(
                        form, core[at : at + len(each.core)], each, name=True
                    )
                    and not self._is_negated(form)
                )
            ):
                return Judgement(Outcome.PROMPT, each.shown, "asks for more", each.back)
        return found

    def _is_around(
        self, form: Form, core: tuple[str, ...], each: _Candidate, asked: frozenset[str]
    ) -> bool:
        """Return whether a text says a candidate and else only small words, or the question's."""
        for other, theirs in zip(each.forms, each.cores, strict=True):
            if not self._are_links_alike(form.tokens, other.tokens):
                continue
            if squeeze(core) == squeeze(theirs) or self._are_one_and_many(core, theirs):
                return True
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
        return ours <= theirs or theirs <= ours

    def _are_one_and_many(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        if len(ours) != len(theirs):
            return False
        rivals, own = self.vocabulary.pack, self.sheet.own
        return all(
            one == other
            or (is_one_and_many(one, other, self.tongue) and (one in own or one not in rivals))
            for one, other in zip(ours, theirs, strict=True)
        )

    def _find_span(self, tokens: Sequence[str], phrase: Sequence[str]) -> int | None:
        length = len(phrase)
        if not length:
            return None
        # The singular and the plural of a word begin alike.
        begin = phrase[0][:2]
        for at in range(len(tokens) - length + 1):
            if tokens[at][:2] == begin and self._are_one_and_many(tokens[at : at + length], phrase):
                return at
        return None

    def _judge_keys(self, form: Form) -> Judgement | None:
        """Look for a key phrase; beside words that may say something else it is close."""
        close = None
        core = self._find_core(form.tokens)
        for each in self.sheet.keys:
            held = self._find_key(core, each.core)
            if held is None:
                continue
            at, slipped = held
            rest = (*core[:at], *core[at + len(each.core) :])
            if any(token in self.tongue.negations for token in rest):
                return Judgement(Outcome.WRONG, each.shown, f"says that it is not {each.shown}")
            if self._holds_reject(core, at, len(each.core)):
                return Judgement(Outcome.WRONG, each.shown, "says what is rejected")
            said = core[at : at + len(each.core)]
            called = _is_name(each) or len(each.core) > 1
            strange = self._list_strange(form, said, each, name=called)
            modified = each.shown[:1].islower() and len(each.core) > 1 and len(strange) == 1
            if not strange or (modified and strange[0] not in self.vocabulary.pack):
                if slipped:
                    rule = f"holds the key {each.shown}, with a slip"
                    return Judgement(Outcome.SLIP, each.shown, rule)
                return Judgement(Outcome.RIGHT, each.shown, f"holds the key {each.shown}")
            rule = f"holds the key {each.shown} beside other words: {' '.join(strange[:3])}"
            close = close or Judgement(Outcome.CLOSE, each.shown, rule[:200])
        return close

    def _list_strange(
        self, form: Form, key: Sequence[str], each: _Candidate, *, name: bool
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
        strange = []
        for place, token in enumerate(tokens):
            if start <= place < end or self._is_harmless(token):
                continue
            if place < start:
                known = self._may_precede(token, tokens[place + 1], name=name)
            else:
                near = len(tokens) - end <= MOST_OF
                known = name and near and (tokens[end] in of or (full and tokens[end] in joins))
                known = known or self._may_follow(token, rank, name=name, counts=counts)
            if not known:
                strange.append(token)
        return strange

    def _may_precede(self, token: str, after: str, *, name: bool) -> bool:
        """Return whether a word before a key says what it is, or is an initial or a form of a name."""
        base = base_of(self.language)
        if token in self.tongue.generic and after in self.tongue.of:
            return True
        short = len(token) <= MOST_INITIALS and token.isalpha()
        if short and any(token in initials for initials in self.sheet.initials):
            return True
        if token in self._list_owners():
            return True
        if not name:
            return token.isdigit() and 1 < int(token) < FEW
        told = self.sheet.own
        return (
            token in PARTICLES
            or is_calling(token, base)
            or is_called(token, base)
            or (token not in self.vocabulary.pack and any(_are_forms(token, o) for o in told))
        )

    def _list_owners(self) -> set[str]:
        """Return whose an answer is said to be, where no answer tells it: Homer's Iliad."""
        if any(_OWNER.search(each.caseless) for each in self.sheet.right):
            return set()
        return {found.replace("'", "") for found in _OWNER.findall(caseless_view(self.text))}

    def _may_follow(self, token: str, rank: int, *, name: bool, counts: bool = False) -> bool:
        """Return whether a word behind a key says where or when it is, or what it is."""
        base = base_of(self.language)
        if is_sort(token, base) or (counts and token.endswith("s") and token.isalpha()):
            return True
        if not name:
            return False
        if any(is_short_part(token, part, base) for part in self.sheet.own):
            return True
        if is_called(token, base) or self._is_called_many(token):
            return not rank
        if is_calling(token, base) or any(token in known for known in self.sheet.initials):
            return True
        return self._rank(token) > rank or _is_year(token)

    def _is_called_many(self, token: str) -> bool:
        return token.endswith("s") and is_called(token[:-1], base_of(self.language))

    def _is_harmless(self, token: str) -> bool:
        if token in self.sheet.harmless:
            return True
        alike = self.sheet.beginnings.get(token[:3], ())
        return any(is_one_and_many(token, other, self.tongue) for other in alike)

    def _find_key(self, core: Sequence[str], phrase: Sequence[str]) -> tuple[int, bool] | None:
        if (at := self._find_span(core, phrase)) is not None:
            return at, False
        if not self.sheet.lenient or not phrase:
            return None
        key = " ".join(phrase)
        for at in range(len(core) - len(phrase) + 1):
            typed = " ".join(core[at : at + len(phrase)])
            distance = measure(typed, key)
            if distance < FAR and is_slip(typed, key, distance, self.vocabulary):
                return at, True
        return None

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
        found = Judgement(Outcome.WRONG, rule="says something else")
        for distance, ours, theirs, each, outcome in sorted(marked, key=lambda f: (f[0], f[2])):
            if rival <= distance:
                break
            letters = count_letters(theirs)
            named = outcome is Outcome.PROMPT or (" " in theirs and _is_full_name(each))
            refusal = find_refusal(ours, theirs, distance, self.vocabulary, named=named)
            if sheet.lenient and not refusal:
                if outcome is Outcome.PROMPT:
                    return Judgement(outcome, each.shown, "asks for more", each.back)
                return Judgement(outcome, each.shown, _tell_slip(distance, letters))
            near = letters >= CLOSE_FROM and distance <= allow_edits(letters) + CLOSE_EXTRA
            if near and outcome is Outcome.SLIP and not found.matched:
                far = refusal in ("", FAR_OFF)
                kind = Outcome.CLOSE if far else Outcome.WRONG
                found = Judgement(kind, each.shown, refusal or "no slip is forgiven here")
        return found

    def _find_core(self, tokens: Sequence[str]) -> tuple[str, ...]:
        kept = self.sheet.kept
        if kept and not kept.isdisjoint(tokens):
            small = self.sheet.small - kept
            return tuple(token for token in tokens if token not in small)
        return _find_core(tokens, self.tongue)

    def _list_spellings(self, form: Form, tokens: Sequence[str]) -> tuple[str, ...]:
        core = " ".join(self._find_core(tokens))
        return (form.plain,) if core == form.plain else (form.plain, core)

    def _measure(self, typed: tuple[str, ...], each: _Candidate) -> tuple[int, str, str]:
        """Return the least distance, and the two spellings that are so far apart."""
        plain, core = each.forms[0].plain, " ".join(each.core)
        theirs = (plain,) if core == plain else (plain, core)
        nearest = (FAR, typed[0], theirs[0])
        for one, other in (*zip(typed, theirs, strict=False), (typed[-1], theirs[-1])):
            distance = measure(one, other)
            if distance < nearest[0] and (distance or one == typed[0]):
                nearest = (distance, one, other)
        return nearest


def _is_name(each: _Candidate) -> bool:
    """Return whether a text of the pack is written as a name; scripts without capitals say nothing."""
    return each.shown[:1].isalpha() and not each.shown[:1].islower()


def _is_full_name(each: _Candidate) -> bool:
    """Return whether a text is several words, and each but the smallest has a capital letter."""
    words = each.shown.split()
    return len(words) > 1 and all(
        len(word) <= MOST_INITIALS or word[:1].isupper() for word in words
    )


def _are_forms(one: str, other: str) -> bool:
    """Return whether two words are forms of one given name, or one but for a slip."""
    if len(one) > MOST_INITIALS and one[0] == other[0] and measure(one, other) == 1:
        return True
    return are_variants(one, other) or (len(one) > MOST_INITIALS and sound_alike(one, other))


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and token[0] in "12"


def _tell_slip(distance: int, letters: int) -> str:
    if not distance:
        return "the same but for spaces and signs"
    slips = "a slip" if distance == 1 else f"{distance} slips"
    return f"{slips} in {letters} letters"


def _tell_accents(text: str, matched: str) -> str:
    """Return how a word is written whose accents were forgiven."""
    typed = set(_list_words(text))
    for word in _list_words(matched):
        if word not in typed and _count_accents(word) and _bare(word) in map(_bare, typed):
            return f"written {word}"
    return ""


def _list_words(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFC", text[:TEXT_LIMIT])
    return (word.casefold() for word in re.findall(r"[^\W\d_]+", plain))


def _count_accents(word: str) -> int:
    return sum(
        bool(unicodedata.decomposition(c)) and unicodedata.name(c, "").startswith("LATIN")
        for c in word
    )


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
