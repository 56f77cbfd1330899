"""Sameness: which typed texts say the same, whatever letters, signs and numbers they say it with."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from spacequiz.game.kinds import base_of
from spacequiz.game.kinds.measures import spell_unit
from spacequiz.game.kinds.numerals import (
    find_numerals,
    is_numbering,
    read_roman,
    read_run,
    strip_ordinal,
)
from spacequiz.game.kinds.tongues import (
    CHAT_SIGNS,
    CHATTER,
    SAID_AROUND,
    Tongue,
    find_articles,
    find_tongue,
    writes_comma,
)

LONGEST = 400
"""Characters of a text that can be an answer: twice what a pack may write."""
TEXT_LIMIT = 1000
"""Characters of a typed text that are looked at; a pack's answer has at most 200."""

_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛ʻʼʹ′´`‹›׳＇", "'")
    | dict.fromkeys("“”„‟«»″״「」『』《》〈〉＂", '"')
    | dict.fromkeys("‐‑‒–—―−⁃", "-")
    | dict.fromkeys("〜～∼˜", "~")
    | dict.fromkeys("×✕∙·⋅・", "×")
    | {"⁄": "/", "∕": "/", "÷": "/"}
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
    | {"ß": "ss", "ŧ": "t", "ё": "е", "ґ": "г"}
    # Arabic alef and yeh in all their forms, and what Persian keyboards type.
    | dict.fromkeys("أإآٱ", "ا")
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ـ": None}
)
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"}
)
UMLAUT_LANGUAGES = frozenset(("de", "sv", "da", "nb", "nn", "no", "fi", "is", "et", "lb"))
_BARE = ("LATIN", "GREEK", "HEBREW", "ARABIC")
"""Scripts whose marks make no difference: й is not и, and が is not か."""
_SHIFTED = r"(?<=!)1+$"
"""What stands at the end of a text where shift was let go too early: !!1."""
_TERMINAL = r"\x1b\[[0-?]*[ -/]*[@-~]"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_THAI_AM = r"([\u0e48-\u0e4b])\u0e4d"
_ENDS = ".,;:!?。、।؟،…"


def base_view(text: str, _language: str = "") -> str:
    """Return a text as it was typed, without what no keyboard means."""
    return _trim(compatible(text))


def caseless_view(text: str, _language: str = "") -> str:
    """Return a text without capitals, and with its accents."""
    return _trim(casefold(compatible(text)))


def normalise(text: str, language: str = "en") -> str:
    """Return what of a text counts when it is compared: no case, accents, articles or trimmings."""
    articles = find_articles(base_of(language))
    folded = _trim(fold_accents(casefold(compatible(text)))[:TEXT_LIMIT])
    while (shorter := _trim(_drop_article(folded, articles))) != folded:
        folded = shorter
    return folded


def spell_out_umlauts(text: str) -> str:
    """Return a text with ae for ä and the like, as keyboards without these letters write them."""
    return unicodedata.normalize("NFC", text[:TEXT_LIMIT]).translate(_UMLAUTS)


def compatible(text: str) -> str:
    """Cut a text to the limit and make quotes, dashes, ligatures and invisible signs plain."""
    text = text[:TEXT_LIMIT]
    if "\x1b" in text:
        text = re.sub(_TERMINAL, "", text)
    if "º" in text:
        text = re.sub(_DEGREES, "°", text)
    if text.endswith("1") and "!" in text:
        text = re.sub(_SHIFTED, "", text)
    if text.isascii() and text.isprintable():
        return text.translate(_PLAIN)
    kept = [c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")]
    plain = "".join(kept).translate(_PLAIN)
    plain = unicodedata.normalize("NFKC", plain).translate(_PLAIN)
    if not plain.isascii():
        plain = "".join([_write_digit(c) for c in plain if not "\ufe00" <= c <= "\ufe0f"])
        plain = re.sub(_THAI_AM, "\u0e4d\\1", plain)
    return plain


def _write_digit(c: str) -> str:
    """Return a digit of any script as 0 to 9."""
    if c.isascii() or not c.isdecimal():
        return c
    return str(unicodedata.decimal(c))


def casefold(text: str) -> str:
    """Fold case as the Unicode standard, section 3.13, does for identifiers."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFD", text).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return unicodedata.normalize("NFKC", folded).translate(_PLAIN)


def fold_accents(text: str) -> str:
    """Take the marks off the letters of some scripts, and write one letter for its variants."""
    if text.isascii():
        return text
    kept: list[str] = []
    bare = False
    for c in unicodedata.normalize("NFD", text.translate(_LETTERS)):
        if unicodedata.category(c) != "Mn":
            bare = unicodedata.name(c, "").startswith(_BARE)
        elif bare:
            continue
        kept.append(c)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def fold_kana(text: str) -> str:
    """Write katakana as hiragana."""
    return "".join([chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text])


def _trim(text: str) -> str:
    """Collapse spaces, and drop final punctuation and quotes around the whole."""
    text = " ".join(text.split())
    while True:
        inner = text.lstrip("¡¿ ").rstrip(_ENDS + " ")
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


# Tokens --------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?<![\w.])-(?=\d)\d+(?:\.\d+)?|\d+(?:\.\d+)+|\d+(?=(?:st|[nr]?d|th|[oa]|er|nde|i?eme|[ée]|te[rnsm]?|d[oa]|r[oa]|[tvmn]a)\b)[a-zé]+"
    r"|\d+|[^\W\d_]+(?:'[^\W\d_]+)*'?|[^\w\s]"
)
_SILENT = frozenset("\"'`-,.:;!?()[]{}…_^¡¿。、।؟،~")
"""Signs that say nothing between words; all others must be there."""
# What only texts with dots or figures ask for is compiled then.
_DOTTED = r"\b(?:[^\W\d_]\.\s?)+[^\W\d_]\b\.?"
_DEGREES = r"º(?=\s?[CFcf]\b)"
_ORDINAL_SIGN = r"(?<=\d)°(?!\s?[cfk]\b)"
_ORDINAL_LANGUAGES = frozenset(("es", "it", "pt", "ca"))
_GROUP = {",": r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])"}
_GROUP["."] = r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.])"
_SPACED_GROUP = r"(?<![\d.,])\d{1,3}(?:[ '\u00a0\u202f]\d{3})+(?![\d])"
_DECIMAL_COMMA = r"(?<=\d),(?=\d)"
_ZEROS = r"(?<![\d.])0+(?=\d)"
_ISO_DATE = r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
_DATE = r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d./-])"
_THIS_CENTURY = 40
"""Years of two digits below it belong to this century."""
_TIMES = r"(?<=\d) ?[×*x] ?(?=\d)"
_SCRIPTED = r"(?<=\S)\^"
_DRAWN = r"([^\W\d_])\1{2,}"
_CURRENCIES = frozenset("$€£¥")
_DATE_SMALL = frozenset(["the", "of", "de", "del", "von", "der", "am", "le", "el", "il", "den"])


class Form(NamedTuple):
    """Hold a text as it is compared."""

    plain: str
    """In small letters, without accents and articles."""
    tokens: tuple[str, ...]
    """Its words, numbers as digits, short forms spelled out."""
    squeezed: str
    """The tokens in one, with a space between digits alone."""


@lru_cache(maxsize=4096)
def make_form(text: str, language: str = "en") -> Form:
    """Return a text as it is compared."""
    plain = _drop_chatter(normalise(text, language))
    base = base_of(language)
    if said := SAID_AROUND.get(base):
        # Loaded only now: few packs are in these languages.
        from spacequiz.game.kinds.han import simplify, write_han

        plain = write_han(simplify(re.sub(said, "", plain)))
    if base == "ja":
        plain = re.sub(_LONG_END, "", fold_kana(plain))
    elif base == "ar":
        plain = " ".join(_drop_al(word) for word in plain.split())
    if len(plain) > LONGEST:
        return Form(plain, tuple(plain.split()), plain)
    tokens = _tokenise(plain, language, find_tongue(base))
    return Form(plain, tokens, squeeze(tokens))


def _drop_chatter(plain: str) -> str:
    """Return a text without laughter and smileys, where anything else stands in it."""
    drawn = not plain.isascii() and any(c >= "☀" and unicodedata.category(c) == "So" for c in plain)
    if drawn or any(sign in plain for sign in CHAT_SIGNS):
        return " ".join(re.sub(CHATTER, " ", plain).split()).strip(",. ") or plain
    return plain


_LONG_END = r"(?<=[ぁ-ゖー]{3})ー(?![ぁ-ゖー])"
"""A last long vowel, which JIS Z 8301 leaves out in words of three sounds and more."""


def squeeze(tokens: tuple[str, ...]) -> str:
    """Join tokens, so that spaces and hyphens do not count but between digits."""
    joined = ""
    for token in tokens:
        if joined and joined[-1].isdigit() and (token[0].isdigit() or token[0] == "-"):
            joined += " "
        joined += token
    return joined


def _drop_al(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _tokenise(plain: str, language: str, tongue: Tongue) -> tuple[str, ...]:
    for signs, pattern, other in tongue.respelled:
        if any(sign in plain for sign in signs):
            plain = re.sub(pattern, other, plain)
    plain = _write_numbers(plain, language)
    if "^" in plain:
        plain = re.sub(_SCRIPTED, "", plain)
    if "." in plain:
        plain = re.sub(_DOTTED, lambda m: m[0].replace(".", "").replace(" ", "") + " ", plain)
    tokens = [t for t in _TOKEN.findall(plain) if t not in _SILENT]
    tokens = [part for t in tokens for part in _split_word(_shorten(t, tongue), tongue)]
    tokens = _join_phrases(tokens, tongue)
    short = tongue.short
    tokens = [
        word if _is_numeral(tokens, at, tongue) else short.get(word, word)
        for at, word in enumerate(tokens)
    ]
    tokens = _number(_turn_sums(tokens), base_of(language), tongue)
    for at in range(1, len(tokens)):
        if tokens[at - 1][0].isdigit():
            tokens[at] = spell_unit(tokens[at])
    return tuple(_join_dates(tokens, tongue))


def _is_numeral(tokens: list[str], at: int, tongue: Tongue) -> bool:
    """Return whether v is no versus: it numbers what stands before it, or is an initial: Charles V."""
    return tokens[at] == "v" and (at in (0, len(tokens) - 1) or tokens[at + 1] in tongue.links)


def _shorten(token: str, tongue: Tongue) -> str:
    """Return a small word without the letters by which it was drawn out: ummm, sooo."""
    if len(token) <= SHORTEST_PLURAL or len(set(token)) > len(token) - 2:
        return token
    short = re.sub(_DRAWN, r"\1", token)
    return short if short in tongue.free else token


def _split_word(token: str, tongue: Tongue) -> tuple[str, ...]:
    """Part an elided article from its word, and drop other apostrophes: l'eau, don't, bosses'."""
    if "'" not in token:
        return (token,)
    head, _, tail = token.partition("'")
    if tail and f"{head}'" in tongue.articles:
        return (tail.replace("'", ""),)
    if tail and (f"{head}'" in tongue.free or f"{head}'" in tongue.links):
        return (f"{head}'", tail.replace("'", ""))
    return (token.replace("'", ""),)


def _join_phrases(tokens: list[str], tongue: Tongue) -> list[str]:
    for words, short in tongue.phrases:
        if words[0] in tokens:
            for at in range(len(tokens) - len(words), -1, -1):
                if tuple(tokens[at : at + len(words)]) == words:
                    tokens[at : at + len(words)] = [short]
    return tokens


def _turn_sums(tokens: list[str]) -> list[str]:
    """Write a currency behind its number, wherever it stood."""
    for at in range(len(tokens) - 1):
        if tokens[at] in _CURRENCIES and tokens[at + 1][0].isdigit():
            tokens[at : at + 2] = tokens[at + 1], tokens[at]
    return tokens


def _write_numbers(plain: str, language: str) -> str:
    """Write dates year first, and take the marks of thousands out of numbers."""
    if not any(c.isdigit() for c in plain):
        return plain
    plain = re.sub(_TIMES, "×", plain)
    plain = re.sub(_ISO_DATE, lambda m: f" {_date(m[1], m[2], m[3])} ", plain)
    plain = re.sub(_DATE, lambda m: _turn_date(m, language), plain)
    if base_of(language) in _ORDINAL_LANGUAGES:
        plain = re.sub(_ORDINAL_SIGN, "o", plain)
    comma = writes_comma(language)
    mark = "." if comma else ","
    plain = re.sub(_GROUP[mark], lambda m: m[0].replace(mark, ""), plain)
    plain = re.sub(_SPACED_GROUP, lambda m: re.sub(r"\D", "", m[0]), plain)
    if comma:
        plain = re.sub(_DECIMAL_COMMA, ".", plain)
    return re.sub(_ZEROS, "", plain)


def _turn_date(match: re.Match[str], language: str) -> str:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year = find_century(year)
    regions = language.upper().replace("_", "-").split("-")
    american = regions[0] == "EN" and (len(regions) == 1 or regions[1] == "US")
    month_first = american and match[2] != "."
    day, month = (second, first) if month_first else (first, second)
    if month > 12 >= day:
        day, month = month, day
    return f" {_date(year, month, day)} " if 1 <= month <= 12 and 1 <= day <= 31 else match[0]


def find_century(year: int) -> int:
    """Return the year that two digits stand for."""
    return year + (2000 if year < _THIS_CENTURY else 1900)


def _date(year: str | int, month: str | int, day: str | int) -> str:
    return f"{int(year)}.{int(month)}.{int(day)}"


def _join_dates(tokens: list[str], tongue: Tongue) -> list[str]:
    """Join day, month and year, in any order, to one token."""
    months = [at for at, token in enumerate(tokens) if token in tongue.months]
    if len(months) != 1:
        return tokens
    at = months[0]
    start, end = at, at + 1
    numbers: list[int] = []
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(tokens) and len(numbers) < 2:
            token = tokens[place]
            number = int(token) if token.isdigit() and len(token) < 5 else strip_ordinal(token)
            if number:
                numbers.append(number)
                start, end = min(start, place), max(end, place + 1)
            elif token not in _DATE_SMALL and token not in tongue.links:
                break
            place += step
    days = [n for n in numbers if n <= 31]
    years = [n for n in numbers if n > 31]
    if not numbers or len(days) > 1 or len(years) > 1:
        return tokens
    joined = f"{years[0] if years else ''}.{tongue.months[tokens[at]]}.{days[0] if days else ''}"
    while start and tokens[start - 1] in _DATE_SMALL:
        start -= 1
    return [*tokens[:start], joined, *tokens[end:]]


def _number(tokens: list[str], base: str, tongue: Tongue) -> list[str]:
    """Write numbers in words, ordinals and Roman numerals as digits."""
    numerals = find_numerals(base)
    written: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found = (
            read_run(tokens, at, numerals) if numerals and token not in ARTICLE_NUMBERS else None
        )
        if found is not None and (found[1] > 1 or not token[0].isdigit()):
            value, length = found
            written.append(f"{value.normalize():f}")
            at += length
            continue
        if ordinal := strip_ordinal(token):
            token = str(ordinal)
        elif n := _read_numbering(tokens, at, tongue):
            token = str(n)
        elif token[0].isdigit() and token.count(".") == 1:
            token = token.rstrip("0").rstrip(".")
        written.append(token)
        at += 1
    return written


def _read_numbering(tokens: list[str], at: int, tongue: Tongue) -> int:
    """Return the value of a Roman numeral that numbers something; 0 for what is none."""
    token, after = tokens[at], tokens[at + 1 : at + 2]
    if not is_numbering(token) or (len(token) == 1 and not at):
        return 0
    if len(token) == 1 and after and after[0] not in tongue.links:
        return 0
    return read_roman(token) if at or len(tokens) == 1 or _FIRST.fullmatch(token) else 0


_FIRST = re.compile("[ivx]{2,}")
"""What is a numeral at the beginning, too: II guerra mondiale, but not DC Comics."""
ARTICLE_NUMBERS = frozenset(["un", "una", "ein", "eine", "une", "um", "uma"])


# One and many --------------------------------------------------------------------------------

SHORTEST_PLURAL = 3


def is_one_and_many(one: str, other: str, tongue: Tongue) -> bool:
    """Return whether two words are the singular and the plural of one, by the language's rules."""
    for single, many in ((one, other), (other, one)):
        if len(single) < SHORTEST_PLURAL or (single, many) in tongue.no_pairs:
            continue
        for end, plural in tongue.plurals:
            stem = single[: len(single) - len(end)] if end else single
            if single.endswith(end) and many == stem + plural:
                doubled = plural == "s" and stem[-1:] in "sxz"
                hard = (end, plural) == ("a", "e") and stem[-1:] in "cg"
                if not doubled and not hard:
                    return True
    return False


# Accents ------------------------------------------------------------------------------------


def count_accents(word: str) -> int:
    """Count the Latin letters of a word that have a mark."""
    return sum(
        bool(unicodedata.decomposition(c)) and unicodedata.name(c, "").startswith("LATIN")
        for c in word
    )


def bare_letters(word: str) -> str:
    """Return a word without marks on its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
