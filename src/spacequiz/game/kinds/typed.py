"""Typed answers: which spellings count as the same, and which typing mistakes are forgiven."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.body import FULL, NOTHING, Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.records import Response


class Strictness(StrEnum):
    """Say how much of a typed text counts, as packs write it under `match`."""

    LENIENT = "lenient"
    SPELLING = "spelling"
    """No slip is forgiven; all that counts as the same still does."""
    WRITTEN = "written"
    """Case, accents, articles, spaces and punctuation count."""


class Typed(NamedTuple):
    """The player types the answer."""

    answer: str
    accept: tuple[str, ...] = ()
    """Others that are right as a whole."""
    reject: tuple[str, ...] = ()
    """What is wrong all the same."""
    key: tuple[str, ...] = ()
    """Phrases of which one is enough, whatever harmless words stand around it."""
    prompt: tuple[tuple[str, str], ...] = ()
    """What is on the way and not enough, each with what is asked back; empty for the usual words."""
    match: Strictness = Strictness.LENIENT


def _grade_typed(body: Typed, response: Response, language: str) -> Grade:
    answer = (body.answer,)
    if len(response) != 1:
        return Grade(NOTHING, answer=answer)
    judgement = judge_typed(response[0], body, language)
    match judgement.outcome:
        case Outcome.EXACT:
            return Grade(FULL, answer=answer)
        case Outcome.TYPO:
            remark = f"accepted as {judgement.matched}"
            return Grade(FULL, answer=answer, remark=remark, typo=True)
        case Outcome.CLOSE:
            return Grade(NOTHING, answer=answer, remark="close")
        case Outcome.WRONG:
            return Grade(NOTHING, answer=answer)


TEXT_LIMIT = 1000  # characters of a typed text that are looked at; a pack's answer has at most 200
ONE_EDIT_FROM = 5  # letters from which one typing mistake is forgiven
TWO_EDITS_FROM = 9  # letters from which two are
CLOSE_FROM = 4  # letters from which a miss by CLOSE_EXTRA edits more is called close
CLOSE_EXTRA = 1
STEM_FROM = 3  # letters that must follow a prefix before it can turn a word into its opposite
_FAR = 2 + CLOSE_EXTRA + 1

_ARTICLES = {
    "ca": "el la els les un una uns unes l'",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "en": "the a an",
    "es": "el la los las un una unos unas",
    "fr": "le la les un une des l'",
    "it": "il lo la i gli le un uno una l' un'",
    "nl": "de het een",
    "pt": "o a os as um uma uns umas",
}
# Two prefixes, one edit or two apart, that make a word mean the opposite: a slip of the finger
# cannot be told from a mistake of substance, so none is forgiven.
_OPPOSITES = (
    *(("", prefix) for prefix in ("a", "an", "il", "im", "in", "ir", "un")),
    *(("in", "de"), ("in", "ex"), ("im", "ex"), ("as", "des"), ("ab", "ad"), ("pre", "pro")),
    *(("hyper", "hypo"), ("macro", "micro"), ("inter", "intra"), ("endo", "exo")),
)
_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛ʻʼʹ′´`‹›", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−⁃", "-")
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
    | {"ß": "ss", "ŧ": "t"}
)
_TERMINAL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DIGITS = re.compile(r"(?:(?<!\w)-)?\d+")
# Words that must be typed as they are: single letters, Roman numerals, negations.
_FIXED = re.compile(
    r".|m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
    r"|.+n't|no|not|non|never|none|nor|neither|without|cannot|ni|sin|nunca|jamas|ningun[oa]?"
    r"|ne|pas|sans|jamais|aucune?|senza|mai|nessun[oa]?|nao|nem|sem|nenhuma?"
    r"|nicht|keine?[mnrs]?|ohne|nie|niemals|geen|niet|nooit|zonder"
)


class Outcome(StrEnum):
    """Say how near a typed text came."""

    EXACT = "exact"
    TYPO = "typo"
    CLOSE = "close"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Say how near a typed text came, and to which of the pack's texts."""

    outcome: Outcome
    matched: str = ""


def judge_typed(text: str, body: Typed, language: str = "en") -> Judgement:
    """Judge a typed text against the answer, what is accepted too, and what is rejected.

    Texts are compared as typed, then without case, then in full: so a pack can reject `papa`
    where `papá` is right, although accents do not count otherwise.
    """
    typed = ""
    for view in (_view_as_typed, _view_caseless, normalise):
        typed = view(text, language)
        for candidate in (body.answer, *body.accept):
            if typed and typed == view(candidate, language):
                return Judgement(Outcome.EXACT, candidate)
        if typed in (view(reject, language) for reject in body.reject):
            return Judgement(Outcome.WRONG)
    return _judge_spelling(typed, body, language) if typed else Judgement(Outcome.WRONG)


def normalise(text: str, language: str = "en") -> str:
    """Return what of a text counts when it is compared: no case, accents, articles or trimmings."""
    base = re.split(r"[-_]", language, maxsplit=1)[0].casefold()
    articles = tuple(_ARTICLES.get(base, "").split())
    folded = _trim(_fold_accents(_casefold(_compatible(text)))[:TEXT_LIMIT])
    while (shorter := _trim(_drop_article(folded, articles))) != folded:
        folded = shorter
    return folded


def count_letters(text: str) -> int:
    """Count the letters that a typing mistake can hit; an ideograph is a word, not a letter."""
    return sum(c.isalpha() and not unicodedata.name(c, "").startswith("CJK") for c in text)


def allow_edits(letters: int) -> int:
    """Return how many typing mistakes are forgiven in a text of so many letters."""
    return (letters >= ONE_EDIT_FROM) + (letters >= TWO_EDITS_FROM)


def _view_as_typed(text: str, _language: str) -> str:
    return _trim(_compatible(text))


def _view_caseless(text: str, _language: str) -> str:
    return _trim(_casefold(_compatible(text)))


def _compatible(text: str) -> str:
    """Cut a text to the limit and make quotes, dashes, ligatures and invisible signs plain."""
    text = _TERMINAL.sub("", text[:TEXT_LIMIT])
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    plain = "".join(kept).translate(_PLAIN)
    return unicodedata.normalize("NFKC", plain).translate(_PLAIN)


def _casefold(text: str) -> str:
    """Fold case as the Unicode standard, section 3.13, does for identifiers."""
    folded = unicodedata.normalize("NFD", text).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return unicodedata.normalize("NFKC", folded).translate(_PLAIN)


def _fold_accents(text: str) -> str:
    """Take the marks off Latin letters alone: й is not и, and が is not か."""
    kept: list[str] = []
    latin = False
    for c in unicodedata.normalize("NFD", text):
        if unicodedata.category(c) != "Mn":
            latin = unicodedata.name(c, "").startswith("LATIN")
        elif latin:
            continue
        kept.append(c)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _trim(text: str) -> str:
    """Collapse spaces, and drop final punctuation and quotes around the whole."""
    text = " ".join(text.split())
    while True:
        inner = text.lstrip("¡¿ ").rstrip(".,;:!?。、 ")
        if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "'\"":
            inner = inner[1:-1].strip()
        if inner in ("", text):
            return text
        text = inner


def _drop_article(text: str, articles: tuple[str, ...]) -> str:
    """Drop one leading article, unless only articles remain or two lead: The The, La La Land."""
    rest = _split_article(text, articles)
    return text if rest in ("", *articles) or _split_article(rest, articles) else rest


def _split_article(text: str, articles: tuple[str, ...]) -> str:
    for article in articles:
        lead = article if article.endswith("'") else f"{article} "
        if text.startswith(lead):
            return text[len(lead) :].lstrip()
    return ""


def _judge_spelling(typed: str, body: Typed, language: str) -> Judgement:
    """Judge a normalised text that equals no answer: a typing mistake, close or wrong."""
    keys = [(normalise(shown, language), shown) for shown in (body.answer, *body.accept)]
    rivals = {normalise(text, language) for text in body.reject} - {key for key, _ in keys}
    rival = min((_measure(typed, text) for text in rivals), default=_FAR)
    close = Judgement(Outcome.WRONG)
    for distance, key, shown in sorted((_measure(typed, key), key, shown) for key, shown in keys):
        if rival <= distance:
            break
        if body.match is Strictness.LENIENT and _is_slip(typed, key, distance):
            return Judgement(Outcome.TYPO, shown)
        letters = count_letters(key)
        near = letters >= CLOSE_FROM and distance <= allow_edits(letters) + CLOSE_EXTRA
        if near and close.outcome is Outcome.WRONG:
            close = Judgement(Outcome.CLOSE, shown)
    return close


def _measure(one: str, other: str) -> int:
    """Return the optimal string alignment distance, or a number too great when it is far.

    Texts that differ in nothing but spaces, hyphens, apostrophes and points are no edit apart,
    as long as there is no digit: X-ray, xray.
    """
    if _squeeze(one) == _squeeze(other):
        return 0
    if abs(len(one) - len(other)) >= _FAR:
        return _FAR
    from rapidfuzz.distance import OSA  # 7 ms, and most answers need none of it

    return int(OSA.distance(one, other, score_cutoff=_FAR - 1))


def _squeeze(text: str) -> str:
    return text if _DIGITS.search(text) else re.sub(r"[ '.-]", "", text) or text


def _is_slip(typed: str, key: str, distance: int) -> bool:
    """Tell a slip of the finger from another answer.

    A second edit needs nine letters, less one, in what was typed too: Austria is not Australia.
    Digits, Roman numerals, words of one letter and negations must be the same, and no single
    word has more edits than its length allows (short ones: one): Vitamin C is not Vitamin D, and
    North Korea is not South Korea.
    """
    if distance == 0:
        return True
    if distance > allow_edits(min(count_letters(key), count_letters(typed) + 1)):
        return False
    if _marks(typed) != _marks(key):
        return False
    ours, theirs = _WORD.findall(typed), _WORD.findall(key)
    return len(ours) != len(theirs) or all(map(_is_same_word, ours, theirs))


def _marks(text: str) -> tuple[list[str], list[str]]:
    """Return the digits and the words of a text in which no mistake is forgiven."""
    return _DIGITS.findall(text), [w for w in _WORD.findall(text) if _FIXED.fullmatch(w)]


def _is_same_word(typed: str, word: str) -> bool:
    distance = _measure(typed, word)
    if distance > max(1, allow_edits(count_letters(word))):
        return False
    return typed == word or all(_measure(typed, other) >= distance for other in _opposites(word))


def _opposites(word: str) -> Iterator[str]:
    for pair in _OPPOSITES:
        for lead, other in (pair, pair[::-1]):
            if word.startswith(lead) and len(word) - len(lead) >= STEM_FROM:
                yield other + word[len(lead) :]
