"""Numbers in words: `nineteen eighty-four`, `zweihundert`, `quatre-vingt-dix`, `XIV`, `2nd`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import base_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro "
    "veinticinco veintiseis veintisiete veintiocho veintinueve",
    "de": "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn "
    "funfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix_sept dix_huit dix_neuf",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
    "quattordici quindici sedici diciassette diciotto diciannove",
    "pt": "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze "
    "dezesseis dezessete dezoito dezenove",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "el": "μηδεν ενα δυο τρια τεσσερα πεντε εξι επτα οκτω εννεα δεκα ενδεκα δωδεκα δεκατρια δεκατεσσερα δεκαπεντε δεκαεξι δεκαεπτα δεκαοκτω δεκαεννεα",
    "ar": "صفر واحد اثنان ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "de": "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante septante huitante nonante",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "el": "εικοσι τριαντα σαραντα πενηντα εξηντα εβδομηντα ογδοντα ενενηντα",
    "ar": "عشرون ثلاثون اربعون خمسون ستون سبعون ثمانون تسعون",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
}
_HUNDREDS = {
    "es": "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos",
    "pt": "duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
}
_MORE = {
    "en": {"nought": 0, "nil": 0, "fourty": 40},
    "es": {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21, "cien": 100, "ciento": 100},
    "de": {"ein": 1, "eine": 1, "zwo": 2},
    "fr": {"une": 1, "octante": 80},
    "it": {"un": 1, "una": 1},
    "pt": {"uma": 1, "duas": 2, "quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19}
    | {"cem": 100, "cento": 100},
    "ru": {
        "одна": 1,
        "одно": 1,
        "две": 2,
        "нуль": 0,
        "сто": 100,
        "двести": 200,
        "триста": 300,
        "пятьсот": 500,
        "двое": 2,
        "трое": 3,
        "четверо": 4,
        "пятеро": 5,
        "шестеро": 6,
        "семеро": 7,
    },
    "el": {"εφτα": 7, "οχτω": 8, "εννια": 9, "τρεισ": 3, "εκατο": 100, "ενασ": 1, "μια": 1},
    "ar": {
        "اثنين": 2,
        "ثلاث": 3,
        "اربع": 4,
        "خمس": 5,
        "ست": 6,
        "سبع": 7,
        "ثماني": 8,
        "تسع": 9,
        "عشر": 10,
    },
}
_SCALES = {
    "en": "hundred=2 thousand=3 million=6 millions=6 billion=9 billions=9 trillion=12 dozen=0 "
    "hundreds=2 thousands=3",
    "es": "mil=3 millon=6 millones=6 billon=12 billones=12",
    "de": "hundert=2 tausend=3 million=6 millionen=6 milliarde=9 milliarden=9 billion=12 "
    "billionen=12",
    "fr": "cent=2 cents=2 mille=3 million=6 millions=6 milliard=9 milliards=9 billion=12 "
    "billions=12",
    "it": "cento=2 mille=3 mila=3 milione=6 milioni=6 miliardo=9 miliardi=9",
    "pt": "mil=3 milhao=6 milhoes=6 bilhao=9 bilhoes=9 biliao=12 bilioes=12 trilhao=12 trilhoes=12",
    "ru": "тысяча=3 тысячи=3 тысяч=3 миллион=6 миллиона=6 миллионов=6 миллиард=9 миллиардов=9",
    "el": "χιλια=3 χιλιαδεσ=3 εκατομμυριο=6 εκατομμυρια=6",
    "ar": "مائه=2 مئه=2 الف=3 مليون=6 مليار=9",
    "nl": "honderd=2 duizend=3 miljoen=6 miljard=9",
}
_SCALE_SIGNS = {
    "": "k=3",
    "en": "m=6 mn=6 mio=6 bn=9 b=9 tn=12",
    "es": "m=6",
    "de": "tsd=3 mio=6 mrd=9 bio=12",
    "fr": "m=6 mds=9 md=9",
    "it": "mln=6 mld=9",
    "pt": "mi=6 bi=9 tri=12",
}
_JOINERS = {"en": "and", "es": "y", "fr": "et", "pt": "e", "it": "e", "de": "und"} | {
    "ru": "и",
    "el": "και",
    "ar": "و",
    "nl": "en",
}
# Endings of an ordinal, the one in the lists above first, and the others that it takes.
_ORDINAL_ENDINGS = {
    "es": "o=a",
    "it": "o=a",
    "pt": "o=a",
    "de": "e=er e=en e=es e=em",
    "ru": "ый=ая ый=ое ый=ого ый=ой ой=ая ой=ое ой=ого ий=ья ий=ье ий=ьего",
    "el": "οσ=η οσ=ο οσ=ου οσ=ησ",
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "es": "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo "
    "duodecimo decimotercero decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo "
    "decimonoveno vigesimo",
    "de": "erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte "
    "dreizehnte vierzehnte funfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste",
    "fr": "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme "
    "dixieme onzieme douzieme treizieme quatorzieme quinzieme seizieme dix_septieme dix_huitieme "
    "dix_neuvieme vingtieme",
    "it": "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo "
    "dodicesimo tredicesimo quattordicesimo quindicesimo sedicesimo diciassettesimo diciottesimo "
    "diciannovesimo ventesimo",
    "pt": "primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo decimo_primeiro "
    "decimo_segundo decimo_terceiro decimo_quarto decimo_quinto decimo_sexto decimo_setimo "
    "decimo_oitavo decimo_nono vigesimo",
    "ru": "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый",
    "el": "πρωτοσ δευτεροσ τριτοσ τεταρτοσ πεμπτοσ εκτοσ εβδομοσ ογδοοσ ενατοσ δεκατοσ",
    "ar": "اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر",
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde",
}
_TENTHS = {"de": "ste", "nl": "ste"}
"""What makes an ordinal of a number from 20 on, where that is one word."""
_MORE_ORDINALS = {
    "en": {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70}
    | {"eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000},
    "es": {"primer": 1, "primera": 1, "tercer": 3, "septima": 7},
    "fr": {"premiere": 1, "second": 2, "seconde": 2},
    "de": {"siebente": 7, "hundertste": 100, "dreissigste": 30},
}
NONE = {
    "en": "none nobody nothing no-one zilch nil",
    "es": "ninguno ninguna ningun nadie nada",
    "de": "keiner keine keines kein niemand nichts",
    "fr": "aucun aucune personne rien",
    "it": "nessuno nessuna niente nulla zero",
    "pt": "nenhum nenhuma ninguem nada",
}
"""Words that stand for 0 as the whole of an answer."""

# Patterns are compiled when they are first wanted, which is not before a first question.
_PLAIN_WORD = "[a-z]+"
_ROMAN = r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_ROMAN_SINGLE = frozenset("ivx")
_SMALL_ROMAN = frozenset("ivxl")
_ORDINAL_TAIL = (
    r"(\d+)(?:st|[nr]?d|th|[oa]|er|ere|re|i?eme|nde|e|te[rnsm]?|ste|de|d[oa]|r[oa]|[tvmn]a)"
    # Of Roman numerals fewer: via, livre and livro are words.
    r"|(?![vl]i[ao]$)([ivxl]{2,}|[vx]|i(?=er))(?:th|[oa]|er|ere|i?eme|nde|e)"
)
_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HUNDRED = 2
"""Its power of ten, the only scale that others multiply."""
_MOST_TOKENS = 4
"""Words of a number below 100, at most: quatre vingt dix sept."""
_Named = tuple[tuple[str, ...], int]
"""The words of a number, and it."""


class Numerals(NamedTuple):
    """Hold the number words of one language."""

    values: dict[tuple[str, ...], int]
    """Numbers below a hundred, and some hundreds, as words."""
    ordinals: dict[tuple[str, ...], int]
    scales: dict[str, int]
    signs: dict[str, int]
    joiner: str
    base: str


@lru_cache(maxsize=16)
def find_numerals(base: str) -> Numerals | None:
    """Return the number words of a language by its short name; None where none are known."""
    if base not in _SMALL:
        return None
    values: dict[tuple[str, ...], int] = {(word,): n for word, n in _MORE.get(base, {}).items()}
    small = [tuple(word.split("_")) for word in _SMALL[base].split()]
    tens = _TENS[base].split()
    values |= {words: n for n, words in enumerate(small)}
    values |= dict(_join_tens(base, small, tens))
    for n, word in enumerate(_HUNDREDS.get(base, "").split(), start=2):
        values[word,] = values[word[:-2] + "as",] = 100 * n
    ordinals = {tuple(w.split("_")): n for n, w in enumerate(_ORDINALS[base].split(), start=1)} | {
        (word,): n for word, n in _MORE_ORDINALS.get(base, {}).items()
    }
    if base in _TENTHS:
        ordinals |= {
            (w[0] + _TENTHS[base],): n for w, n in values.items() if len(w) == 1 and n > 19
        }
    for pair in _ORDINAL_ENDINGS.get(base, "").split():
        end, _, other = pair.partition("=")
        ordinals |= {
            (*words[:-1], words[-1].removesuffix(end) + other): n
            for words, n in ordinals.items()
            if words[-1].endswith(end)
        }
    scales = _read_scales(_SCALES[base])
    signs = _read_scales(_SCALE_SIGNS[""]) | _read_scales(_SCALE_SIGNS.get(base, ""))
    return Numerals(values, ordinals, scales, signs, _JOINERS[base], base)


def is_no_number(text: str, language: str) -> bool:
    """Return whether a text is surely no number, as far as that shows at a glance.

    That is a text of plain words none of which begins as a number word does.
    """
    if not text.isascii() or any(map(str.isdigit, text)):
        return False
    beginnings = _list_beginnings(base_of(language))
    return not any(word.startswith(beginnings) for word in re.findall(_PLAIN_WORD, text.lower()))


@lru_cache(maxsize=16)
def _list_beginnings(base: str) -> tuple[str, ...]:
    numerals = find_numerals(base)
    if numerals is None:
        return ()
    firsts = {words[0] for words in numerals.values} | {*numerals.scales, "dozen"}
    return *firsts, *(word.replace("u", "ue").replace("o", "oe") for word in firsts)


def _join_tens(base: str, small: list[tuple[str, ...]], tens: list[str]) -> Iterator[_Named]:
    """Yield the names of 20 to 99, tens and what is said with a unit."""
    for number, ten in enumerate(tens, start=2):
        yield (ten,), number * 10
        for unit, word in enumerate(small[1:10], start=1):
            for said in _join_unit(base, ten, unit, word):
                yield said, number * 10 + unit
    if base == "fr":
        yield from _join_scores(small)


def _join_unit(base: str, ten: str, unit: int, word: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield how a ten and a unit are said together."""
    match base:
        case "en" | "ru" | "el":
            yield ten, *word
        case "es" | "pt":
            yield from _link_unit(base, ten, unit, word)
        case "fr":
            yield ten, "et", *word
            yield ten, *word
            if unit == 1:
                yield ten, "et", "une"
        case "it":
            stem = ten[:-1] if unit in (1, 8) else ten
            yield (stem + word[0],)
            yield ten, *word
        case "de":
            lead = "ein" if unit == 1 else word[0]
            yield (f"{lead}und{ten}",)
            yield lead, "und", ten
        case "nl":
            yield (f"{word[0]}en{ten}",)


def _link_unit(base: str, ten: str, unit: int, word: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    link = "y" if base == "es" else "e"
    yield ten, link, *word
    if unit == 1:
        yield ten, link, "un" if base == "es" else "uma"
        yield ten, link, "una"
    if unit == 2:
        yield ten, link, "duas"


def _join_scores(small: list[tuple[str, ...]]) -> Iterator[_Named]:
    """Yield the French names of 70 to 99, which count on from sixty and in twenties."""
    for twenty in ("vingt", "vingts"):
        for unit in range(20):
            yield ("quatre", twenty, *(small[unit] if unit else ())), 80 + unit
    for unit in range(10, 20):
        yield ("soixante", *small[unit]), 60 + unit
    yield ("soixante", "et", "onze"), 71


def _read_scales(text: str) -> dict[str, int]:
    return {word: int(power) for word, _, power in (each.partition("=") for each in text.split())}


def read_roman(word: str) -> int:
    """Return the value of a Roman numeral in small letters, 0 for what is none."""
    if not word or not re.fullmatch(_ROMAN, word):
        return 0
    values = [_LETTERS[c] for c in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < two else one for one, two in pairs)


def is_numbering(word: str) -> bool:
    """Return whether a Roman numeral may number what stands before it, and is no CV, CD or MD."""
    if len(word) > 2:
        return True
    return word in _ROMAN_SINGLE or (len(word) > 1 and _SMALL_ROMAN.issuperset(word))


def is_scale(word: str, base: str) -> bool:
    """Return whether a word multiplies the number before it."""
    numerals = find_numerals(base)
    return numerals is not None and (word in numerals.scales or word in numerals.signs)


def strip_ordinal(token: str) -> int:
    """Return the number of `2nd`, `3º` or `xxe`, 0 for what is no such thing."""
    match = re.fullmatch(_ORDINAL_TAIL, token)
    if not match:
        return 0
    return int(match[1]) if match[1] else read_roman(match[2])


def read_run(
    tokens: Sequence[str], start: int, numerals: Numerals, *, cardinal: bool = False
) -> tuple[Decimal, int] | None:
    """Return the number that begins at a place of a text, and how many words it takes.

    Args:
        tokens: The words and digits of the text.
        start: Where to begin.
        numerals: The number words of the language.
        cardinal: Whether ordinals, and signs such as k, are left alone.
    """
    return _Run(tokens, start, numerals, cardinal=cardinal).read()


class _Run:
    """Add up the words of one number, from left to right."""

    def __init__(
        self, tokens: Sequence[str], start: int, numerals: Numerals, *, cardinal: bool
    ) -> None:
        self._tokens, self._start, self._numerals = tokens, start, numerals
        self._cardinal = cardinal
        self._at = self._used = start
        self._total = Decimal(0)
        self._chunk: Decimal | None = None
        """What a scale such as thousand has not multiplied yet."""
        self._top = 0
        """The power of the largest scale so far."""
        self._is_year = False

    def read(self) -> tuple[Decimal, int] | None:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token == self._numerals.joiner and self._used == self._at > self._start:
                self._at += 1
            elif not self._take(token):
                break
        if self._used == self._start:
            return None
        return self._total + (self._chunk or 0), self._used - self._start

    def _take(self, token: str) -> bool:
        """Take a word, or several, into the number; return whether they belong to it."""
        if token == "dozen":  # noqa: S105
            self._chunk = (Decimal(1) if self._chunk is None else self._chunk) * 12
            return self._move(1)
        power = self._find_power(token)
        if power is None:
            return self._take_small()
        return self._take_scale(power) and self._move(1)

    def _move(self, length: int) -> bool:
        self._at += length
        self._used = self._at
        return True

    def _find_power(self, token: str) -> int | None:
        """Return the power of ten of a scale; of a sign such as k only behind digits."""
        power = self._numerals.scales.get(token)
        if power is None and not self._cardinal and self._used == self._at > self._start:
            behind_digits = self._tokens[self._at - 1][-1].isdigit()
            return self._numerals.signs.get(token) if behind_digits else None
        return power

    def _take_scale(self, power: int) -> bool:
        chunk, total = self._chunk, self._total
        behind = self._used == self._at > self._start
        stuck = chunk is None and (not total or power <= self._top) and behind
        if stuck or chunk == 0:
            return False
        if power == _HUNDRED:
            if chunk is not None and chunk >= 100:
                return False
            self._chunk = (chunk or Decimal(1)) * 100
            return True
        return self._multiply(power)

    def _multiply(self, power: int) -> bool:
        """Multiply by thousand and more: what was said since the last scale, or all so far."""
        chunk, total, scale = self._chunk, self._total, Decimal(10) ** power
        if total and power >= self._top and (chunk is None or self._top):
            if chunk is None and power == self._top:
                return False
            self._total = (total + (chunk or 0)) * scale
        else:
            self._total = total + (1 if chunk is None else chunk) * scale
        self._chunk = None
        self._top = max(self._top, power)
        return True

    def _take_small(self) -> bool:
        found = _read_small(self._tokens, self._at, self._numerals, cardinal=self._cardinal)
        if found is None:
            return False
        value, length = found
        chunk = self._chunk
        if chunk is None:
            self._chunk = value
        elif chunk >= 100 and not chunk % 100 and value < 100:
            self._chunk = chunk + value
        elif self._says_year(chunk, value):
            self._chunk, self._is_year = chunk * 100 + value, True
        else:
            return False
        return self._move(length)

    def _says_year(self, first: Decimal, second: Decimal) -> bool:
        """Return whether two numbers are a year in English: nineteen eighty-four."""
        if self._numerals.base != "en" or self._is_year or self._at != self._used:
            return False
        said = self._tokens[self._at].isalpha() and self._tokens[self._at - 1].isalpha()
        whole = first == first.to_integral_value()
        return said and 10 <= first <= 99 and 10 <= second <= 99 and whole


def _read_small(
    tokens: Sequence[str], at: int, numerals: Numerals, *, cardinal: bool
) -> tuple[Decimal, int] | None:
    """Return a number below a thousand in words or digits, the longest that there is."""
    token = tokens[at]
    if token[0].isdigit() and token.replace(".", "", 1).isdigit():
        return Decimal(token), 1
    tables = (numerals.values,) if cardinal else (numerals.values, numerals.ordinals)
    if not cardinal and numerals.base == "en" and at + 1 < len(tokens):
        ten, unit = numerals.values.get((token,), 0), numerals.ordinals.get((tokens[at + 1],), 0)
        if ten >= 20 and not ten % 10 and 0 < unit < 10:
            return Decimal(ten + unit), 2
    for length in range(min(_MOST_TOKENS, len(tokens) - at), 0, -1):
        words = tuple(tokens[at : at + length])
        for table in tables:
            if words in table:
                return Decimal(table[words]), length
    glued = _read_glued(token, numerals)
    return None if glued is None else (Decimal(glued), 1)


def _read_glued(word: str, numerals: Numerals) -> int | None:
    """Return the number of a word that German or Italian writes in one: `zweihundertzehn`."""
    if numerals.base not in ("de", "it") or len(word) < 5:
        return None
    word = word.replace("fuenf", "funf").replace("zwoelf", "zwolf").replace("dreiß", "dreiss")
    if (word,) in numerals.values:
        return numerals.values[word,]
    marks = ("tausend", "hundert") if numerals.base == "de" else ("mila", "mille", "cento")
    for mark in marks:
        head, found, tail = word.partition(mark)
        if not found:
            continue
        times = _value_of(head, numerals) if head else 1
        rest = _value_of(tail.removeprefix("und"), numerals) if tail else 0
        if times is None or rest is None or len(head) + len(tail) == 0:
            return None
        return times * (100 if mark in ("hundert", "cento") else 1000) + rest
    return None


def _value_of(word: str, numerals: Numerals) -> int | None:
    found = numerals.values.get((word,))
    return _read_glued(word, numerals) if found is None else found
