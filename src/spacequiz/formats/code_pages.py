"""Code pages: how a text that is no UTF-8 was saved, told by which reading gives likely letters."""

from __future__ import annotations

import locale
import re
from typing import NamedTuple

from spacequiz.errors import PackError
from spacequiz.formats.language import guess_language
from spacequiz.language import say, say_options


class Alphabet(NamedTuple):
    """Hold how a language is written."""

    letters: str
    """Its letters beyond ASCII, the commonest ones first."""
    odd: str = "(?!)"
    """What no word of it has, as a pattern for words in small letters."""


_VOWEL = "[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāăąēĕęěīįōőūůűųœıё]"
_GERMAN = Alphabet("üäößÄÖÜ", "^ß|[äöü]{2}")
_FRENCH = Alphabet(
    "éèàêçâîôûùïëœæüÿÉÀÊÈÇÂÎÔÙÛËÏŒ",
    f"(?<!o)ù|ç(?![aouâô])|[èê]{_VOWEL}|[êâîôûëïœæèç]{{2}}|.[èêâîôœç]$|[âîû]{_VOWEL}|à.|â[jkpwxz]|"
    "ê(?![tmlcvnpqr])|î(?![lntmc])|û(?![rtlcn]|$)|œ(?![uisndf])|æ[w-z]",
)
_SPANISH = Alphabet("óíáéñúüÁÉÍÑÓÚÜ", "ñ(?![aeiouáéíóú])|(?<!g)ü|[áéíóú].*[áéíóú]|íi|úu|aá|áe")
_PORTUGUESE = Alphabet(
    "ãçáéíóêõâàôúÁÀÂÃÇÉÊÍÓÔÕÚ",
    "ã(?![oeis]|$)|^ã|õ(?!e)|ç(?![aouâãáõóô])|[êâô][aeiou]|[áéíóúêâô].*[áéíóúêâô]|.à|aá|áe",
)
_ITALIAN = Alphabet("èàùòìéîóúíÈÀÉÌÒÙ", "[èàùòìéîóúí].|[aeo]ò")
_NORDIC = Alphabet("åäöøæéüÅÄÖØÆÉ", "[øæ].*[äö]|[äö].*[øæ]|[øæå]{2}|æ[aiouyw]|[aeiouy]æ")
_DUTCH = Alphabet("ëéïóèöüáíÉËÏÓÁ", "(?<![aeiou])[ëïöü]|[ïè]$|íi|aá|áe")
_ICELANDIC = Alphabet("áíðóéöúþæýÁÍÓÉÖÚÞÆÝ", ".þ|^[ðý]|íi|úu|aá|áe")
_POLISH = Alphabet(
    "łążęśćóńźŁŚŻĆÓĄĘŃŹ", f"[ńćśź]{_VOWEL}|^[ąęń]|[ąęó]{_VOWEL}|[aeouyąęó][ąę]|[ąę][ąęó]"
)
_CZECH = Alphabet(
    "íáéěřýžščůúňťďóČŘŠŽÁÍÉÚÝĎŇŤĚÓŮ",
    f"(?<![bpvmfdtn])ě|{_VOWEL}[ůě]|^[ůěý]|íi|aá|áe|[wqx]|ů.*ů|ů{_VOWEL}|[ďťň][ieíě]|[ďťň][a-z]*[ďť]|(?<!{_VOWEL})ň|"
    f"(?<={_VOWEL})ú|[fgjlmnqsšwxzž]ř|ř[lřw]",
)
_SLOVAK = Alphabet(
    "áíéčýžšúľťňôďäĺŕóČŠŽĽÁÍÉÚÝŤŇÔĎÄ",
    f"(?<![mpbv])ä|ĺ(?![bpcčdtkžnzg])|^[ĺŕý]|íi|aá|áe|[wqx]|ŕ(?![bdvčšskcmtnch])|ô(?![a-zňľščžťď])|[ďťňľ][ieíé]|ô{_VOWEL}|"
    f"(?<!{_VOWEL})ň",
)
_HUNGARIAN = Alphabet(
    "áéóöőíüúűÁÉÖÓÍÜŐÚŰ", "^[áéóöőíüúű]{2}|íi|aá|áe|[őű](?:[ei]?s|en?|u)$|[őű][aou]"
)
_ROMANIAN = Alphabet(
    "ăîâşţșțÎŞŢĂÂȘȚ", "ă[aeoâî]|ţ[kbpdgmt]|â$|^â|[a-zăâşţ]î[a-z]|[bcdfghjklmnpqrstvwxz]{4}"
)
_CROATIAN = Alphabet("čšžćđČŠŽĆĐ", "[čšžćđ]{2}|ć[bdfghjlmprstvz]|đ[bcfghjlmpstvz]")
_RUSSIAN = Alphabet(
    "оеаинтсрвлкмдбгжзйпуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ",
    "^[ьыъ]|[аеёиоуыэюяйьъ][ьъы]|[ьъ]$(?<!ь)|^[^аеёиоуыэюя]{4,}$|й[аеиоуыэюяьъ]|[гкх]ы|[жшчщ][ыюя]",
)
_UKRAINIAN = Alphabet(
    "оаниевтрслкімдбгґєжзиїйпуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ",
    "^ь|[аеєиіїоуюяй]ь|^[^аеєиіїоуюя]{4,}$|й[аеиуюя]",
)
_BULGARIAN = Alphabet(
    "аоеиънтрсвлкпмдзбугячжшщцхфйюьАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЮЯ",
    "ь(?!о)|ъъ|[аеиоуюя]ъ|ъ[аеиоуюя]|^[^аеиоуъюя]{4,}$|й[аеиуюя]",
)
_GREEK_LETTERS = Alphabet(
    "αοιετσνηυρπκμλςάίόβγδζθξφχψωέήύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ",
    "[άέήίόύώΐΰ].*[άέήίόύώΐΰ]|ς.|[^αεηιουωάέήίόύώςνϊϋΐΰσξψρ]$|^[^αεηιουωάέήίόύώϊϋΐΰ]{4,}$|[ΐΰϊϋ]{2}",
)
_TURKISH_LETTERS = Alphabet("ışüğçöâîûİŞÜĞÇÖ", f"(?<!{_VOWEL})ğ|^ğ|[ıüö].*[âîû]|[âîû].*[ıüöşğ]")
_LITHUANIAN = Alphabet("ėšąžųįūęčŠĖŽČĄĘĮŲŪ", f"^[ųū]|[ąęįų]{_VOWEL}|ė{_VOWEL}")
_LATVIAN = Alphabet("āīēšūņļķģčžĀĒĪŠŪŅĻĶĢČŽ", "[āēīū]{2}|[ķģļņ][aouāīū]?[bdfhklmpqrtvwxz]{2}|ū$")
_ESTONIAN = Alphabet("äõüöšžÄÕÖÜŠŽ", "[bcdfghjklmnprstv]{4}|õ$|[õ][oa]")

_WESTERN = (_GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _NORDIC, _DUTCH, _ICELANDIC)
_CENTRAL = (_POLISH, _CZECH, _HUNGARIAN, _ROMANIAN, _CROATIAN, _SLOVAK)
_CYRILLIC = (_RUSSIAN, _UKRAINIAN, _BULGARIAN)
_GREEK = (_GREEK_LETTERS,)
_TURKISH = (_TURKISH_LETTERS,)
_HEBREW = (Alphabet("יוהלאתרבמשנכדעחפקגסטזצםןךףץ", "[םןךףץ][א-ת]|[כמנפצ]$"),)
_ARABIC = (Alphabet("الينمتروبهعدسفكقءآأؤإئةثجحخذزشصضطظغىيپچژگ،؟؛ـًٌٍَُِّْ", "[ةى][ا-ي]"),)
_BALTIC = (_LITHUANIAN, _LATVIAN, _ESTONIAN)
_EITHER_WAY = frozenset("“”‘’„‚«»‹›–—…•€°·§´\xa0¿¡²³½¼×±№")


class Page(NamedTuple):
    """Hold a code page: its name in Python, how it is called, and how its languages are written."""

    name: str
    title: str
    alphabets: tuple[Alphabet, ...] = ()
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
    Page("cp1257", "Windows-1257", _BALTIC, -0.2),
    Page("cp850", "DOS 850", _WESTERN, -0.25),
    Page("cp852", "DOS 852", _CENTRAL, -0.25),
    Page("cp866", "DOS 866", _CYRILLIC, -0.25),
    Page("koi8_u", "KOI8", _CYRILLIC, -0.25),
    Page("mac_roman", "Mac Roman", _WESTERN, -0.25),
    Page("cp932", "Shift-JIS", (), -0.1),
    Page("euc_jp", "EUC-JP", (), -0.1),
    Page("gb18030", "GB 18030"),
    Page("big5", "Big5"),
    Page("cp949", "EUC-KR"),
)
_OF_LANGUAGE = {
    **dict.fromkeys(("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "is"), "cp1252"),
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
_MARGINS = (0.26, 0.26, 0.26, 0.2, 0.1, 0.05)
"""By how much the likeliest reading must lead, by how many letters tell: a few tell little."""
_SYSTEM_BONUS, _WORDS_BONUS = 0.15, 0.4
_SAMPLE = 40_000


def find_page(data: bytes) -> Page:
    """Return how a text was saved that is no UTF-8.

    Raises:
        PackError: Nothing gives likely letters, or two ways do that differ.
    """
    sample = _take_sample(data)
    own, told = _find_system_page(), _find_page_of_words(data)
    read: list[tuple[float, float, str, Page]] = []
    for page in PAGES:
        try:
            text = sample.decode(page.name)
        except UnicodeDecodeError:
            continue
        likely = _rate(text, page)
        bonus = _SYSTEM_BONUS if page.name == own else page.bonus
        bonus += _WORDS_BONUS if page.name == told else 0
        read.append((likely + bonus, likely, text, page))
    read.sort(key=lambda each: -each[0])
    best = read[0] if read else None
    letters = len(re.findall(r"[^\x00-\x7f]", best[2])) if best else 0
    margin = _MARGINS[min(letters, len(_MARGINS) - 1)]
    rivals = [r for r in read[1:] if best and r[2] != best[2] and r[0] > best[0] - margin]
    if best is None or best[1] < LEAST or rivals:
        near = [each[3].name for each in (read[:1] + rivals)][:3] or ["cp1251"]
        ways = say_options([f"--encoding {name}" for name in near])
        raise PackError(
            say("It cannot be told how the letters of the file are saved"),
            hint=say(
                "Save it as UTF-8 (in Excel: CSV UTF-8); or say it to convert, as in: {options}",
                options=ways,
            ),
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


def _find_page_of_words(data: bytes) -> str:
    """Return the page that goes with the language of the words in plain letters."""
    text = re.sub(r"\w*[^\x00-\x7f]\w*", " ", data[:_SAMPLE].decode("latin-1"))
    return _OF_LANGUAGE.get(guess_language([text]), "")


def _rate(text: str, page: Page) -> float:
    """Return how likely the letters are: at most 1, less for each that no language has."""
    if not page.alphabets:
        return _rate_east(text, page.name)
    return max(_rate_by(text, alphabet) for alphabet in page.alphabets)


def _rate_by(text: str, alphabet: Alphabet) -> float:
    letters = frozenset(alphabet.letters)
    is_latin = alphabet.letters[0] < "\u0250"
    common = frozenset(alphabet.letters[: _COMMON_LATIN if is_latin else _COMMON_OTHERS].lower())
    odd = _find_odd(text, alphabet)
    total = count = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = found[0], found.start()
        before = text[at - 1 : at]
        after = text[at + 1 : at + 2]
        count += 1
        if at in odd:
            total -= 1
        elif sign in letters and is_latin:
            total += 1 if sign.lower() in common else _RARE
        elif sign in letters:
            total += _rate_foreign(before, sign.lower() in common, after)
        elif sign in _EITHER_WAY and not (
            before.isalpha() and after.isalpha() and sign not in "’·"
        ):
            total += 0.75
        else:
            total -= 1
    return total / count if count else 0.0


def _rate_foreign(before: str, common: bool, after: str) -> float:
    """Rate a letter of another script: beside Latin ones it is no word, alone it tells little."""
    if _is_ascii_letter(before) or _is_ascii_letter(after):
        return -1.0
    if not before.isalpha() and not after.isalpha():
        return 0.5
    return 1.0 if common else _RARE


_WORD = re.compile(r"[^\W\d_]+")


def _find_odd(text: str, alphabet: Alphabet) -> set[int]:
    """Return where the letters of words stand that no word of the language has."""
    pattern = re.compile(alphabet.odd)
    odd: set[int] = set()
    for word in _WORD.finditer(text):
        if word[0].isascii():
            continue
        small, large = word[0].lower(), word[0].upper()
        is_even = word[0] in (small, large) or word[0].istitle()
        if not is_even or pattern.search(small):
            odd.update(range(*word.span()))
    return odd


def _is_ascii_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _rate_east(text: str, name: str) -> float:
    """Return the same for a page of Chinese, Japanese or Korean: what everybody writes is likely."""
    total = count = 0.0
    for before, sign, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if sign.isascii():
            continue
        count += 1
        if _is_ascii_letter(before) or _is_ascii_letter(after):
            total -= 1
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
