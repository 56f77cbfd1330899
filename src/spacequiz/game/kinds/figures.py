"""Figures: numbers as players type them, with separators, fractions, powers of ten, percent and words."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from spacequiz.game.kinds import base_of
from spacequiz.game.kinds.measures import SORTS
from spacequiz.game.kinds.numerals import NONE, find_numerals, read_roman, read_run
from spacequiz.game.kinds.sameness import ARTICLE_NUMBERS, fold_accents, normalise
from spacequiz.game.kinds.tongues import find_tongue, writes_comma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


LENGTH_LIMIT = 100  # characters; what is longer is no number
DIGIT_LIMIT = 40  # digits; so a pasted flood makes no giant
EXPONENT_LIMIT = 30  # of ten, written or shown
GROUP_FROM = 5  # digits from which a shown number is grouped, so that a year is not
PLURAL_FROM = 3  # letters from which a unit may be typed with or without a final s

EXACT = Context(prec=200, traps=[])
"""Enough digits that adding and comparing never rounds, and nothing is raised."""

_SIGNS = str.maketrans(
    dict.fromkeys("−–‒‑‐﹣－", "-")
    | dict.fromkeys("’‘ʼ′٬", "'")
    | {"×": "x", "*": "x", "·": "x", "⋅": "x", "٫": ".", "⁄": "/"}
)
_LEADS = {"<fraction": " ", "<super": "^", "<sub": "_"}
_GROUPS = "[1-9]\\d{{0,2}}(?:{0}\\d{{3}})+|[1-9]\\d?(?:{0}\\d\\d)+{0}\\d{{3}}"
_SPACED = re.compile(r"\d{1,3}([ '])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_FRACTION = re.compile(r"(?:(\d{1,9}) )?(\d{1,9})/(\d{1,9})")
_POWER = re.compile(r"(?:(.+?) ?(?:x ?10\^|e)|10\^)([+-]?\d{1,2})")
_SIGN = re.compile(r"(?:([+-])|(?:minus|negative|menos)\b) ?")


def parse_number(text: str, language: str = "en") -> Decimal | None:
    """Return the number a text stands for, as the language writes numbers, or None."""
    return next(iter(read_number(text, language)), None)


def read_number(text: str, language: str = "en", unit: str = "") -> tuple[Decimal, ...]:
    """Return what a text can stand for, the likeliest first; nothing when it is no number.

    A comma before exactly three digits groups thousands in English and is the decimal mark in
    Spanish or German, where `1.234` is 1234. Since packs and calculators write a decimal point
    everywhere, that text can mean 1.234 there too, and the player has the benefit of the doubt.
    """
    text = " ".join(text[: LENGTH_LIMIT * 10].replace("º", "°").split())
    if len(text) > LENGTH_LIMIT:
        return ()
    return _read(_strip_unit(text, unit), language) or _read(text, language)


def format_number(value: Decimal, language: str = "en") -> str:
    """Write a number as the language does; long ones grouped by commas or no-break spaces."""
    if not value.is_finite() or abs(value.adjusted()) > EXPONENT_LIMIT:
        return str(value)
    whole, _, fraction = f"{value.copy_abs():f}".partition(".")
    comma = writes_comma(language)
    if len(whole) >= GROUP_FROM:
        whole = f"{int(whole):,}".replace(",", "\xa0" if comma else ",")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}{',' if comma else '.'}{fraction}" if fraction else f"{sign}{whole}"


def _strip_unit(text: str, unit: str) -> str:
    """Take the unit off the end or the beginning: `12 km`, `$5`."""
    key = _unit_key(unit)
    units = {key}
    if len(key) >= PLURAL_FROM:
        units |= {f"{key}s", key.removesuffix("s")}
    for at in range(1, len(text)) if key else ():
        if _unit_key(text[at:]) in units:
            return text[:at].rstrip()
        if _unit_key(text[:at]) in units:
            return text[at:].lstrip()
    return text


def _unit_key(unit: str) -> str:
    return normalise(unit.replace("º", "°"), "").replace(" ", "")


def _read(text: str, language: str) -> tuple[Decimal, ...]:
    plain = _make_plain(text).rstrip(" .,;:!?%")
    sign = _SIGN.match(plain)
    if sign:
        plain = plain[sign.end() :]
    numbers = _read_positive(plain, language) or _read_words(plain, language)
    return tuple(n.copy_negate() for n in numbers) if sign and sign[1] != "+" else numbers


def _make_plain(text: str) -> str:
    """Write digits of all scripts as 0 to 9, ½ as 1/2 and ² as ^2, so that 10² is not 102."""
    plain: list[str] = []
    raised = False
    for c in text:
        kind = unicodedata.decomposition(c).partition(">")[0]
        if kind in ("<fraction", "<sub") or raised != (kind == "<super"):
            plain.append(_LEADS.get(kind, "_" if c.isdecimal() else ""))
        raised = kind == "<super"
        decimal = unicodedata.decimal(c, None)
        plain.append(unicodedata.normalize("NFKC", c if decimal is None else str(decimal)))
    return " ".join("".join(plain).casefold().translate(_SIGNS).split())


def _read_positive(text: str, language: str) -> tuple[Decimal, ...]:
    if match := _FRACTION.fullmatch(text):
        whole, top, bottom = (Decimal(part or 0) for part in match.groups())
        return (EXACT.add(whole, EXACT.divide(top, bottom)),) if bottom else ()
    exponent = 0
    if match := _POWER.fullmatch(text):
        text, exponent = match[1] or "1", int(match[2])
    if abs(exponent) > EXPONENT_LIMIT:
        return ()
    return tuple(EXACT.scaleb(n, exponent) for n in _read_digits(text, language))


def _read_digits(text: str, language: str) -> tuple[Decimal, ...]:
    """Read digits with points, commas, spaces and apostrophes between them."""
    if not re.fullmatch(r"[0-9.,' ]*[0-9]", text) or len(re.sub(r"\D", "", text)) > DIGIT_LIMIT:
        return ()
    if _SPACED.fullmatch(text):
        text = re.sub("[ ']", "", text)
    head, mark, tail = text.rpartition("." if text.rfind(".") > text.rfind(",") else ",")
    if not mark:
        return (Decimal(text),) if text.isdigit() else ()
    other = "," if mark == "." else "."
    if mark in head:
        grouped = other not in text and re.fullmatch(_GROUPS.format(re.escape(mark)), text)
        return (Decimal(text.replace(mark, "")),) if grouped else ()
    if other in head and not re.fullmatch(_GROUPS.format(re.escape(other)), head):
        return ()
    whole = head.replace(other, "") or "0"
    if not (whole + tail).isdigit():
        return ()
    decimal, joined = Decimal(f"{whole}.{tail}"), Decimal(whole + tail)
    if other in head or not re.fullmatch(r"[1-9]\d{0,2},\d{3}", f"{whole},{tail}"):
        return (decimal,)
    if writes_comma(language):
        return (joined, decimal) if mark == "." else (decimal,)
    return (joined,) if mark == "," else (decimal,)


def _read_words(text: str, language: str) -> tuple[Decimal, ...]:
    """Read number words, or digits and a scale: `six`, `1.5 million`, `treinta y uno`."""
    base = base_of(language)
    numerals = find_numerals(base)
    digits, words = re.fullmatch(r"([0-9.,' ]*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    tokens = re.split("[ -]+", normalise(words, base)) if words else []
    if numerals is None or not tokens or not all(map(str.isalpha, tokens)):
        return ()
    if digits:
        return tuple(
            found[0]
            for number in _read_digits(digits.strip(), language)
            if (found := read_run([f"{number:f}", *tokens], 0, numerals, cardinal=True))
            and found[1] == len(tokens) + 1
            and found[0].adjusted() <= EXPONENT_LIMIT
        )
    found = read_run(tokens, 0, numerals, cardinal=True)
    return (found[0],) if found and found[1] == len(tokens) else ()


_LITERAL = re.compile(
    r"(?:(?<![\w.,/])(?P<sign>[+-]) ?)?"
    r"(?:(?P<power>\d[\d.,]* ?x ?10\^[+-]?\d{1,2}|\d+(?:\.\d+)?e[+-]?\d{1,2}(?!\w))"
    r"|(?P<fraction>(?:\d{1,9} )?\d{1,9}/\d{1,9}(?![\d/]))"
    r"|(?P<number>\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|[.,]?\d+(?:[.,]\d+)*))"
)
_METERS = re.compile(r"(?<=\d) ?m\b")  # 5 M are five million, and 5 m are not.
_RAISED = re.compile(r"(?<=[^\W\d_])[\^_]-?\d+")
_PER_CENT = re.compile(
    r"%|\bper ?cent|\bpor ?ciento|\bprozent|\bpour ?cent|\bpor ?cento|\bpercento"
)
_MINUS = frozenset(("minus", "negative", "menos", "moins", "meno"))
_HALVES = frozenset(
    [
        "half",
        "medio",
        "media",
        "mitad",
        "halb",
        "halbe",
        "halfte",
        "demi",
        "moitie",
        "meta",
        "mezzo",
        "metade",
        "meio",
    ]
)
_MISTYPED = re.compile(r"(?<![^\W_])\d*(?:\d[\d.,]*O|[oOlI][\d.,]*\d)[\doOI]*(?![^\W_])")
"""A letter that was taken for the digit beside it: `1O`, `l5`. `2o` is an ordinal, `5l` a volume."""
_MARK = "\0"


def find_number(
    text: str, units: tuple[str, ...] = (), language: str = "en"
) -> tuple[Decimal, ...]:
    """Return what the one number in a text can stand for; nothing where there is none, or several.

    `10 years old`, `STS-128`, `about 25 °C`, `the second`, `nobody`: what stands around the number
    is not looked at. A percentage is a hundredth too where the unit is not percent, and where the
    unit is millions of something, a number of millions is that number. Of several units the first
    is the one that is shown.
    """
    units = units or ("",)
    readings: tuple[Decimal, ...] = ()
    for unit in units:
        readings = readings or read_number(text, language, unit)
    if not readings and _is_in_another_unit(text[:LENGTH_LIMIT], " ".join(units)):
        return ()
    rest = _drop_units(text[: LENGTH_LIMIT * 10], units)
    if not readings and _MISTYPED.search(rest):
        return ()
    readings = readings or _find_one(rest, language)
    joined = " ".join(units)
    if _PER_CENT.search(text.casefold()) and not _PER_CENT.search(joined.casefold()):
        readings = (*(EXACT.divide(n, Decimal(100)) for n in readings), *readings)
    if scale := _find_scale(units[0], language):
        readings = (*readings, *(EXACT.divide(n, scale) for n in readings))
    return readings


def _list_units(text: str) -> set[str]:
    # The s of it's is no second.
    return set(re.findall(r"(?<!['’])[^\W\d_]+|[$€£]", fold_accents(text.casefold())))


_SMALL_IN = r"\bin\b(?!\W*$)|(?<!\d)(?<!\d )\bin\b"
"""What is no inch: four in all, in four."""


def _is_in_another_unit(text: str, units: str) -> bool:
    """Return whether a text names a unit of the same sort as ours, and not ours: miles for km."""
    text = re.sub(_SMALL_IN, " ", text, flags=re.IGNORECASE)
    ours, theirs = _list_units(units), _list_units(text)
    for sort in SORTS:
        own = [names for names in sort if names & ours]
        if own and any(names & theirs for names in sort):
            return not any(names & theirs for names in own)
    return False


def _find_scale(unit: str, language: str) -> Decimal | None:
    """Return what a unit such as million km multiplies by."""
    numerals, words = find_numerals(base_of(language)), normalise(unit, language).split()
    power = numerals.scales.get(words[0], 0) if numerals and words else 0
    return Decimal(10) ** power if power else None


def _drop_units(text: str, units: tuple[str, ...]) -> str:
    """Take units out of a text: their own digits and letters are no part of a number."""
    for unit in units:
        for each in {unit, unit.replace("²", "^2")} - {""}:
            text = re.sub(rf"(?<![^\W\d_]){re.escape(each)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _find_one(text: str, language: str) -> tuple[Decimal, ...]:
    """Return the readings of the one number among the words of a text."""
    base = base_of(language)
    plain = _make_plain(_METERS.sub(" ", text))
    plain = _PER_CENT.sub(" ", _RAISED.sub("", plain))
    literals: list[tuple[Decimal, ...]] = []

    def take(match: re.Match[str]) -> str:
        shown = match["power"] or match["fraction"] or match["number"]
        found = _read_positive(shown.strip(" ,."), language)
        if not found:
            literals.extend([(), ()])  # Digits that are no number, such as 1.2.3: as good as two.
            return " "
        literals.append(tuple(n.copy_negate() for n in found) if match["sign"] == "-" else found)
        return f" {_MARK}{len(literals) - 1} "

    marked = _LITERAL.sub(take, plain)
    tokens = re.findall(rf"{_MARK}\d+|[^\W\d_]+", fold_accents(marked.replace("-", " ")))
    numbers = list(_list_numbers(tokens, literals, base))
    if len(numbers) > 1 and any(token in ARTICLE_NUMBERS for token in tokens):
        # Un total de tres is three.
        bare = [token for token in tokens if token not in ARTICLE_NUMBERS]
        numbers = list(_list_numbers(bare, literals, base)) or numbers
    if not numbers and not any(not each for each in literals):
        content = [t for t in tokens if t not in find_tongue(base).free]
        if content and set(content) <= set(NONE.get(base, "").split()):
            return (Decimal(0),)
        roman = [w for w in re.findall(r"\b[IVXLCDM]{2,}\b", text) if read_roman(w.lower())]
        numbers = [(Decimal(read_roman(word.lower())),) for word in roman]
    if not numbers or any(not each for each in literals):
        return ()
    return numbers[0] if all(each == numbers[0] for each in numbers) else ()


def _list_numbers(
    tokens: list[str], literals: list[tuple[Decimal, ...]], base: str
) -> Iterator[tuple[Decimal, ...]]:
    numerals = find_numerals(base)
    written = [
        f"{literals[int(token[1:])][0]:f}".lstrip("-") if token[0] == _MARK else token
        for token in tokens
    ]
    counted = all(token[0] != _MARK for token in tokens)
    at = 0
    while at < len(tokens):
        token, start = tokens[at], at
        readings: tuple[Decimal, ...] = ()
        if token[0] == _MARK:
            readings, at = literals[int(token[1:])], at + 1
        if numerals is not None and (token not in ARTICLE_NUMBERS or counted):
            found = read_run(written, start, numerals)
            if found and (not readings or found[1] > 1):
                value = found[0].copy_negate() if readings and readings[0] < 0 else found[0]
                readings, at = (value,), start + found[1]
                if at == len(tokens) - 1 and tokens[at] == numerals.joiner:
                    readings = ()
        if not readings and token in _HALVES:
            readings, at = (Decimal("0.5"),), at + 1
        if readings:
            ors = find_tongue(base).alternatives
            # Más o menos tres is three.
            minus = start and tokens[start - 1] in _MINUS and not ors.intersection(tokens[:start])
            yield tuple(n.copy_negate() for n in readings) if minus else readings
        at = max(at, start + 1)


# One number among words: `$5`, `12 000 km`, `the 1960s`.
_FRAMED = re.compile(r"(\D*?)(\d(?:[\d.,'’ \xa0\u202f]*\d)?)(\D*)")
# The dash of `STS-107` is no minus, that of `-$5` is one.
_DASH = re.compile(r"(?<!\w)[-−–](?=[^\w\s]?$)")


def read_numbers(texts: Sequence[str], language: str) -> dict[str, Decimal]:
    """Return the value of each text if all are numbers, with the same words around them if any."""
    whole = {text: found[0] for text in texts if (found := read_number(text, language))}
    if len(whole) == len(texts):
        return whole
    framed = [_read_framed(text, language) for text in texts]
    frames = {frame for frame, _ in framed}
    values = {
        text: value for text, (_, value) in zip(texts, framed, strict=True) if value is not None
    }
    return values if len(frames) == 1 and len(values) == len(texts) else {}


def _read_framed(text: str, language: str) -> tuple[tuple[str, str], Decimal | None]:
    """Return the words around the number of a text, without a plural s, and the number."""
    found = _FRAMED.fullmatch(text)
    readings = read_number(found[2], language) if found else ()
    if not found or not readings:
        return ("", ""), None
    before, minus = _DASH.subn("", found[1])
    value = readings[0].copy_negate() if minus else readings[0]
    return (before, found[3].rstrip("s")), value
