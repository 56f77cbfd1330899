"""Other letters: a text typed as it is read, in Latin letters, or on the keys of another keyboard."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from spacequiz.game.kinds.body import Rule
from spacequiz.game.kinds.han import simplify
from spacequiz.game.kinds.lexicon import find_lexicon, read_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacequiz.game.kinds.lexicon import Lexicon

# Letters of a script as they are written in Latin ones, the longest first.
_ROMANISED = {
    "ru": "shch=щ sch=щ zh=ж kh=х ts=ц ch=ч sh=ш yu=ю ju=ю ya=я ja=я yo=ё a=а b=б v=в w=в g=г d=д e=е "
    "z=з i=и y=ы k=к l=л m=м n=н o=о p=п r=р s=с t=т u=у f=ф h=х '=ь",
}
# Greek letters by their sound, and how else Latin letters write it, in this order.
_GREEK_SOUNDS = tuple(
    each.split("=")
    for each in [
        "ου=u",
        "αι=e",
        "ει=i",
        "οι=i",
        "αυ=av",
        "ευ=ev",
        "μπ=b",
        "ντ=d",
        "γγ=ng",
        "γκ=g",
        "α=a",
        "β=v",
        "γ=g",
        "δ=d",
        "ε=e",
        "ζ=z",
        "η=i",
        "θ=th",
        "ι=i",
        "κ=k",
        "λ=l",
        "μ=m",
        "ν=n",
        "ξ=x",
        "ο=o",
        "π=p",
        "ρ=r",
        "σ=s",
        "τ=t",
        "υ=i",
        "φ=f",
        "χ=h",
        "ψ=ps",
        "ω=o",
    ]
)
_LATIN_SOUNDS = tuple(
    each.split("=")
    for each in [
        "ou=u",
        "ai=e",
        "ei=i",
        "oi=i",
        "ph=f",
        "ch=h",
        "kh=h",
        "ks=x",
        "c=k",
        "y=i",
        "w=o",
        "b=v",
    ]
)
# What the keys of these keyboards type, by rows from q, a and z.
_ROWS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYBOARDS = {
    "ru": "йцукенгшщзхъфывапролджэячсмитьбю",
    "el": ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,.",
    "he": "/'קראטוןםפ[]שדגכעיחלךף,זסבהנמצתץ",
    "ar": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوز",
}


def list_other_letters(
    said: Sequence[str], answers: Sequence[str], base: str
) -> Iterator[tuple[str, Rule]]:
    """Yield what a text says on other keys, in Latin letters, or as an answer is read.

    Args:
        said: The text as it was typed, without capitals, and as it is compared.
        answers: What is right.
        base: The language.
    """
    text = said[0]
    if swapped := swap_keyboard(text, base):
        yield swapped, Rule.OTHER_KEYBOARD
    if written := write_in_script(text, base):
        yield written, Rule.LATIN_LETTERS
    for answer in answers:
        if sounds_romanised(text, answer, base):
            yield answer, Rule.LATIN_LETTERS
        folded = answer.casefold()
        if any(reads_as(each, folded, base) for each in dict.fromkeys(said)):
            yield answer, Rule.AS_READ


def write_in_script(text: str, base: str) -> str:
    """Return a text in Latin letters as the script of a language writes it; nothing for other texts."""
    if base not in _ROMANISED or not text.isascii():
        return ""
    written = text.casefold()
    for latin, _, letter in (each.partition("=") for each in _ROMANISED[base].split()):
        written = written.replace(latin, letter)
    return written


def sounds_romanised(text: str, answer: str, base: str) -> bool:
    """Return whether a text in Latin letters is an answer in Greek ones, as it sounds."""
    if base != "el" or not text.isascii() or answer.isascii():
        return False
    plain = unicodedata.normalize("NFD", answer.casefold())
    greek = "".join(c for c in plain if not unicodedata.combining(c)).replace("ς", "σ")
    latin = text.casefold()
    for letter, other in _GREEK_SOUNDS:
        greek = greek.replace(letter, other)
    for letters, other in _LATIN_SOUNDS:
        latin = latin.replace(letters, other)
    return " ".join(latin.split()) == " ".join(greek.split())


def swap_keyboard(text: str, base: str) -> str:
    """Return what the same keys type on the keyboard of a language, or on the Latin one; else nothing."""
    folded = text.casefold()
    if base in _KEYBOARDS:
        swapped = dict(zip(_ROWS, _KEYBOARDS[base], strict=True)) if folded.isascii() else {}
        return "".join(swapped.get(c, c) for c in folded) if swapped else ""
    for row in _KEYBOARDS.values():
        keys = dict(zip(row, _ROWS, strict=True))
        if folded and all(c in keys or c.isspace() for c in folded) and not folded.isascii():
            return "".join(keys.get(c, c) for c in folded)
    return ""


# As it is read -----------------------------------------------------------------------------------

READINGS = "ja-readings"
"""The list of Japanese words, each with a reading behind it, and of last words, behind `LAST`."""
LAST = "+"
_LONGEST_WORD = 6
_LONGEST_READING = 12
_LONGEST_READ = 40
"""Letters of a text that is looked at: names and titles are shorter."""
_MOST_LONG = 5
"""Vowels of a text that may be long ones, which Latin letters leave out: Tokyo."""
_IDEOGRAPHS = "\u3400-\u9fff々"
_KANA = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
}
_KANA_MORE = (
    "sh=し ch=ち j=じ ky=き gy=ぎ ny=に hy=ひ by=び py=ぴ my=み ry=り sy=し ty=ち zy=じ jy=じ cy=ち"
)
_KANA_ALONE = (
    "ya=や yu=ゆ yo=よ wa=わ wo=を n=ん fu=ふ tsu=つ shi=し chi=ち ji=じ fa=ふぁ fi=ふぃ fe=ふぇ fo=ふぉ "
    "vu=ゔ she=しぇ che=ちぇ je=じぇ ti=てぃ di=でぃ"
)
# The parts of a syllable of Hangul in Latin letters, as the Revised Romanization and names write
# them, without what these mix up: g and k, d and t, b and p, j and ch, r and l.
_HANGUL = (
    "k k n t t l m p p s s - c c c k t p h",
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
    "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t",
)
_MIXED = (
    ("ch", "c"),
    ("j", "c"),
    ("ck", "k"),
    ("g", "k"),
    ("d", "t"),
    ("b", "p"),
    ("r", "l"),
    ("sh", "s"),
    ("eu", "u"),
)


def reads_as(text: str, answer: str, base: str) -> bool:
    """Return whether a text is an answer in another script as it is read: とうきょう, Běijīng, Seoul."""
    if base not in ("ja", "ko", "zh") or len(text) > _LONGEST_READ or text == answer:
        return False
    latin = _find_latin(text)
    if base == "ja":
        spoken = _list_kana(latin) if latin else [_fold_kana(text)]
        if spoken and spoken[0].startswith("お") and len(spoken[0]) > 2:  # A polite o: おすし.
            spoken += [kana[1:] for kana in spoken]
        return any(_read_kana(kana, _fold_kana(answer), loose=bool(latin)) for kana in spoken)
    if not latin or answer.isascii():
        return False
    return latin in _read_han(answer, latin) if base == "zh" else _read_hangul(answer, latin)


def _find_latin(text: str) -> str:
    """Return the Latin letters of a text without marks, tones and spaces; nothing for other texts."""
    plain = unicodedata.normalize("NFD", text.casefold())
    bare = re.sub(r"[\W\d_]|[\u0300-\u036f]", "", plain)
    return bare if bare.isascii() else ""


def _fold_kana(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded if c.isalpha() or c == "ー"
    )


def _list_kana(latin: str) -> list[str]:
    """Return Latin letters as kana, with each o and u short and long, in every way."""
    sounds = _index_kana()
    parts: list[tuple[str, ...]] = []
    at = long = 0
    while at < len(latin):
        if latin[at : at + 2] in ("kk", "pp", "ss", "tt", "cc", "tc"):
            parts.append(("っ",))
            at += 1
            continue
        left = len(latin) - at
        size = next((n for n in (3, 2, 1) if n <= left and latin[at : at + n] in sounds), 0)
        if not size and latin[at : at + 2] in ("mb", "mp", "mm"):
            size, kana = 1, "ん"
        elif not size:
            return []
        else:
            kana = sounds[latin[at : at + size]]
        at += size
        vowel = latin[at - 1]
        if vowel in "ou" and latin[at : at + 1] not in ("o", "u") and long < _MOST_LONG:
            long += 1
            parts.append((kana, f"{kana}う", f"{kana}お") if vowel == "o" else (kana, f"{kana}う"))
        else:
            parts.append((kana,))
    return ["".join(each) for each in product(*parts)]


@lru_cache(maxsize=1)
def _index_kana() -> dict[str, str]:
    found = {
        f"{lead}{vowel}": kana
        for lead, row in _KANA.items()
        for vowel, kana in zip("aiueo", row, strict=True)
    }
    for lead, _, kana in (each.partition("=") for each in _KANA_MORE.split()):
        found |= {
            f"{lead}{vowel}": kana + small for vowel, small in zip("auo", "ゃゅょ", strict=True)
        }
    alone = (each.partition("=") for each in _KANA_ALONE.split())
    return found | {letters: kana for letters, _, kana in alone}


def _read_kana(kana: str, answer: str, *, loose: bool) -> bool:
    """Return whether kana are how a Japanese answer is read, word by word."""
    if not re.search(f"[{_IDEOGRAPHS}]", answer):
        spoken = {_shorten(_draw_out(answer)), _shorten(answer.replace("ー", ""))}
        return loose and _shorten(kana) in spoken
    known = find_lexicon(READINGS)
    reached = {(0, 0)}
    for at in range(len(answer)):
        for place in [spoken for word, spoken in reached if word == at]:
            reached.update(_step(kana, answer, at, place, known))
    return (len(answer), len(kana)) in reached


def _step(kana: str, answer: str, at: int, place: int, known: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where the words of an answer that begin at a place end, in it and in its reading."""
    if not re.match(f"[{_IDEOGRAPHS}]", answer[at]):
        if kana[place : place + 1] == answer[at]:
            yield at + 1, place + 1
        return
    for end in range(at + 1, min(at + _LONGEST_WORD, len(answer)) + 1):
        word = answer[at:end]
        for spoken in range(place + 1, min(place + _LONGEST_READING, len(kana)) + 1):
            read = word + kana[place:spoken]
            whole = end - at > 1 or len(answer) == 1
            if (whole and read in known) or (at and end == len(answer) and LAST + read in known):
                yield end, spoken


def _shorten(kana: str) -> str:
    """Return kana with short o and u for long ones, which Latin letters often do not tell apart."""
    return re.sub(
        "(?<=[うくすつぬふむゆるぐずぶぷゅこそとのほもよろごぞどぼぽょお])う|(?<=[おこそとのほもよろごぞどぼぽょ])お",
        "",
        kana,
    )


def _draw_out(kana: str) -> str:
    """Return kana with the vowel that a long one has for its sign: コーヒー is written koohii."""
    written = ""
    for c in kana:
        row = next((n for row in _KANA.values() if (n := row.find(written[-1:])) >= 0), -1)
        small = "ゃ ゅ ょ".find(written[-1:]) if written else -1
        vowel = "あいうえお"[row] if row >= 0 else "あいうえお"[small] if small >= 0 else ""
        written += vowel if c == "ー" else c
    return written


def _read_han(answer: str, latin: str) -> set[str]:
    """Return what of Latin letters is read by the characters of an answer, one by one."""
    reached = {0}
    for c in simplify(answer):
        if c.isalnum():
            ends = (c.casefold(),) if c.isascii() else _index_han().get(c, ())
            reached = {at + len(end) for at in reached for end in ends if latin.startswith(end, at)}
    return {latin[:at] for at in reached}


@lru_cache(maxsize=1)
def _index_han() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in read_list("zh-readings.txt").decode().split():
        spoken = line.rstrip(line.lstrip("abcdefghijklmnopqrstuvwxyz"))
        for c in line[len(spoken) :]:
            found.setdefault(c, []).append(spoken)
    return found


def _read_hangul(answer: str, latin: str) -> bool:
    """Return whether Latin letters are Hangul as it is romanised, in one of the ways of names."""
    leads, vowels, lasts = (part.replace("-", "").split(" ") for part in _HANGUL)
    written = ""
    for c in unicodedata.normalize("NFC", answer):
        code = ord(c) - 0xAC00
        if 0 <= code < 11172:
            lead, vowel, last = code // 588, code // 28 % 21, code % 28
            written += leads[lead] + vowels[vowel] + lasts[last]
        elif not c.isspace():
            return False
    for letters, other in _MIXED:
        latin, written = latin.replace(letters, other), written.replace(letters, other)
    return latin == written
