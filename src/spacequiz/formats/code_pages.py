"""Code pages: how a text that is no UTF-8 was saved, told by which reading gives likely letters."""

from __future__ import annotations

import locale
import re
from typing import NamedTuple

from spacequiz.errors import PackError

# The letters of each language beyond ASCII, the commonest ones first.
_WESTERN = (
    *("üäößÄÖÜ", "éèàêçâîôûùïëœæüÿÉÀÊÈÇÂÎÔÙÛËÏŒ", "óíáéñúüÁÉÍÑÓÚÜ", "ãçáéíóêõâàôúÁÀÂÃÇÉÊÍÓÔÕÚ"),
    *("èàùòìéîóúíÈÀÉÌÒÙ", "åäöøæéüÅÄÖØÆÉ", "ëéïóèöüáíÉËÏÓÁ"),
)
_CENTRAL = (
    *("łążęśćóńźŁŚŻĆÓĄĘŃŹ", "íáéěřýžščůúňťďóČŘŠŽÁÍÉÚÝĎŇŤĚÓŮ", "áéóöőíüúűÁÉÖÓÍÜŐÚŰ"),
    *("ăîâşţșțÎŞŢĂÂ", "čšžćđČŠŽĆĐ", "áíéčýžšúľťňôďäĺŕóČŠŽĽÁÍÉÚÝŤŇÔĎÄ"),
)
_CYRILLIC = (
    "оеаинтсрвлкмдбгжзйпуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ",
    "оаниевтрслкімдбгґєжзиїйпуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ",
)
_GREEK = ("αοιετσνηυρπκμλςάίόβγδζθξφχψωέήύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ",)
_TURKISH = ("ışüğçöâîûİŞÜĞÇÖ",)
_HEBREW = ("יוהלאתרבמשנכדעחפקגסטזצםןךףץ",)
_ARABIC = ("الينمتروبهعدسفكقءآأؤإئةثجحخذزشصضطظغىيپچژگ،؟؛ـًٌٍَُِّْ",)
_BALTIC = ("ėšąžųįūęčŠĖŽČĄĘĮŲŪ", "āīēšūņļķģčžĀĒĪŠŪŅĻĶĢČŽ", "äõüöšžÄÕÖÜŠŽ")
_EITHER_WAY = frozenset("“”‘’„‚«»‹›–—…•€°·§´\xa0¿¡²³½¼×±№")


class Page(NamedTuple):
    """Hold a code page: its name in Python, how it is called, and the letters of its languages."""

    name: str
    title: str
    letters: tuple[str, ...] = ()
    bonus: float = 0.0
    """How much likelier it is than others before anything was read."""


PAGES = (
    Page("cp1252", "Windows-1252", _WESTERN, 0.1),
    Page("cp1250", "Windows-1250", _CENTRAL, 0.05),
    Page("cp1251", "Windows-1251", _CYRILLIC, 0.05),
    Page("cp1253", "Windows-1253", _GREEK, 0.05),
    Page("cp1254", "Windows-1254", _TURKISH, 0.05),
    Page("cp1255", "Windows-1255", _HEBREW, 0.05),
    Page("cp1256", "Windows-1256", _ARABIC, 0.05),
    Page("cp1257", "Windows-1257", _BALTIC),
    Page("cp850", "DOS 850", _WESTERN),
    Page("cp852", "DOS 852", _CENTRAL),
    Page("cp866", "DOS 866", _CYRILLIC),
    Page("koi8_u", "KOI8", _CYRILLIC),
    Page("mac_roman", "Mac Roman", _WESTERN),
    Page("cp932", "Shift-JIS"),
    Page("euc_jp", "EUC-JP"),
    Page("gb18030", "GB 18030"),
    Page("big5", "Big5"),
    Page("cp949", "EUC-KR"),
)
_OF_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl"), "cp1250"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be"), "cp1251"),
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "ja": "cp932",
    "zh": "gb18030",
    "ko": "cp949",
}
_COMMON_LATIN, _COMMON_OTHERS = 6, 13
"""How many letters of a language are its common ones."""
_RARE = 0.8
"""What a letter counts that its language has and seldom writes."""
_MANY = 10
"""So many signs that are all common in Korean are no chance."""
LEAST = 0.7
"""What a reading must reach: one is a text of nothing but likely letters."""
_MARGIN = 0.05
_SYSTEM_BONUS = 0.15
_SAMPLE = 40_000


def find_page(data: bytes) -> Page:
    """Return how a text was saved that is no UTF-8.

    Raises:
        PackError: Nothing gives likely letters, or two ways do that differ.
    """
    sample = _take_sample(data)
    own = _find_system_page()
    read: list[tuple[float, float, str, Page]] = []
    for page in PAGES:
        try:
            text = sample.decode(page.name)
        except UnicodeDecodeError:
            continue
        likely = _rate(text, page)
        bonus = _SYSTEM_BONUS if page.name == own else page.bonus
        read.append((likely + bonus, likely, text, page))
    read.sort(key=lambda each: -each[0])
    best = read[0] if read else None
    rivals = [r for r in read[1:] if best and r[2] != best[2] and r[0] > best[0] - _MARGIN]
    if best is None or best[1] < LEAST or rivals:
        near = [each[3].name for each in (read[:1] + rivals)][:3] or ["cp1251"]
        ways = " or ".join(f"--encoding {name}" for name in near)
        raise PackError(
            "It cannot be told how the letters of the file are saved",
            hint=f"Save it as UTF-8 (in Excel: CSV UTF-8); or say it to convert, as in: {ways}",
        )
    return best[3]


def _take_sample(data: bytes) -> bytes:
    """Return the lines that hold more than ASCII, as many as tell enough."""
    lines = [line for line in data[: _SAMPLE * 50].splitlines(keepends=True) if not line.isascii()]
    found = bytearray()
    for line in lines:
        if found and len(found) + len(line) > _SAMPLE:
            break
        found += line
    return bytes(found) or data[:_SAMPLE]


def _find_system_page() -> str:
    try:
        language = locale.getlocale()[0] or ""
    except ValueError:
        return ""
    return _OF_LANGUAGE.get(language[:2].lower(), "")


def _rate(text: str, page: Page) -> float:
    """Return how likely the letters are: at most 1, less for each that no language has."""
    if not page.letters:
        return _rate_east(text, page.name)
    return max(_rate_by(text, letters) for letters in page.letters)


def _rate_by(text: str, alphabet: str) -> float:
    letters = frozenset(alphabet)
    is_latin = alphabet[0] < "\u0250"
    common = frozenset(alphabet[: _COMMON_LATIN if is_latin else _COMMON_OTHERS])
    total = count = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = found[0], found.start()
        before = text[at - 1 : at]
        after = text[at + 1 : at + 2]
        count += 1
        if sign in letters:
            total += 1 if sign.lower() in common else _RARE
            # A capital within a word, or letters of two scripts in one, is no word.
            if sign.isupper() and before.islower():
                total -= 2
            if sign == "ς" and after.isalpha():
                total -= 2
            if not is_latin and (_is_ascii_letter(before) or _is_ascii_letter(after)):
                total -= 2
        elif sign in _EITHER_WAY and not (
            before.isalpha() and after.isalpha() and sign not in "’·"
        ):
            total += 0.75
        else:
            total -= 1
    return total / count if count else 0.0


def _is_ascii_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _rate_east(text: str, name: str) -> float:
    """Return the same for a page of Chinese, Japanese or Korean: what everybody writes is likely."""
    total = count = 0.0
    for sign in text:
        if sign.isascii():
            continue
        count += 1
        code = ord(sign)
        if 0x3000 <= code <= 0x3002 or 0xFF01 <= code <= 0xFF5E or code in (0x300C, 0x300D):
            total += 1
        elif name in ("cp932", "euc_jp"):
            kana = 0x3041 <= code <= 0x30FE
            total += 1 if kana or _is_level(sign, "shift_jis", 0x88, 0x97) else -1
        elif name == "cp949":
            total += 1 if 0xAC00 <= code <= 0xD7A3 and _is_level(sign, "euc_kr", 0xB0, 0xC8) else -1
        elif name == "gb18030":
            total += 1 if _is_level(sign, "gb2312", 0xB0, 0xD7) else -1
        else:
            total += 1 if _is_level(sign, "big5", 0xA4, 0xC6) else -1
    sure = name == "cp949" and count >= _MANY and total == count
    return total / count + (0.1 if sure else 0) if count else 0.0


def _is_level(sign: str, name: str, low: int, high: int) -> bool:
    try:
        code = sign.encode(name)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and low <= code[0] <= high
