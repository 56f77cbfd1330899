"""Numbers as players type them: separators, fractions, powers of ten, percent and words; their grading."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds.body import FULL, NOTHING, Grade
from spacequiz.game.kinds.sameness import normalise
from spacequiz.game.kinds.tongues import writes_comma

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Response


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

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres "
    "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
}
_TENS = {
    "en": "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa "
    "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos "
    "ochocientos novecientos",
}
_OTHER = {"es": {"un": 1, "una": 1, "veintiun": 21, "ciento": 100}}
_SCALES = {
    "en": {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "es": {"mil": 3, "millon": 6, "millones": 6, "billon": 12, "billones": 12},
}


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
    base = re.split("[-_]", language)[0].casefold()
    scales = _SCALES.get(base, {})
    digits, words = re.fullmatch(r"([0-9.,' ]*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    tokens = [w for w in re.split("[ -]", normalise(words, base)) if w not in ("and", "y")]
    if digits:
        if not tokens or not all(token in scales for token in tokens):
            return ()
        exponent = sum(scales[token] for token in tokens)
        numbers = _read_digits(digits.strip(), language) if exponent <= EXPONENT_LIMIT else ()
        return tuple(EXACT.scaleb(number, exponent) for number in numbers)
    total = _sum_words(tokens, _name_numbers(base), scales)
    return () if total is None else (Decimal(total),)


def _name_numbers(base: str) -> dict[str, int]:
    small = {word: n for n, word in enumerate(_SMALL.get(base, "").split())}
    tens = enumerate(_TENS.get(base, "").split(), start=1)
    hundreds = {word: 10 * n if n < 10 else 100 * (n - 9) for n, word in tens}
    return small | hundreds | _OTHER.get(base, {})


def _sum_words(tokens: list[str], values: dict[str, int], scales: dict[str, int]) -> int | None:
    """Add up number words; None where a word is none or cannot follow: `twenty eleven`."""
    total = current = 0
    for token in tokens:
        if token in scales:
            scale = 10 ** scales[token]
            if scale == 100 and current < 10:
                current = max(current, 1) * scale
            elif scale > 100 and total % scale == total:
                total, current = (total + max(current, not total)) * scale, 0
            elif scale > 100 and current:
                total, current = total + current * scale, 0
            else:
                return None
        elif token not in values:
            return None
        else:
            value = values[token]
            taken = current % 10 ** len(str(value))
            if taken or (value < 10 and 10 <= current % 100 < 20) or (not value and tokens[1:]):
                return None
            current += value
    return total + current if tokens else None


class Number(NamedTuple):
    """The player types a number; right within `tolerance` on either side."""

    answer: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""
    spellings: tuple[str, ...] = ()
    """Other spellings of the unit."""


def _grade_number(body: Number, response: Response, language: str) -> Grade:
    unit = f" {body.unit}" if body.unit else ""
    answer = [format_number(body.answer, language) + unit]
    if body.tolerance:
        answer.append(f"± {format_number(body.tolerance, language)}")
    distance = _measure(body, response, language)
    if distance is None:
        typed = any(text.strip() for text in response)
        return Grade(NOTHING, answer=tuple(answer), remark="not a number" if typed else "")
    credit = FULL if distance <= body.tolerance else NOTHING
    return Grade(credit, answer=tuple(answer))


def _measure(body: Number, response: Response, language: str) -> Decimal | None:
    """Return the distance of the reading that is nearest, where a text can mean two numbers."""
    readings = read_number(response[0], language, body.unit) if len(response) == 1 else ()
    return min((EXACT.abs(EXACT.subtract(n, body.answer)) for n in readings), default=None)
