"""Code pages: files that were not saved as UTF-8 come in with the right letters, or not at all."""

from __future__ import annotations

import pytest

from spacequiz.errors import PackError, UsageError
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.decode import decode_text, recode
from spacequiz.formats.recognise import recognise

SAVED = [
    ("cp1252", "Größte Stadt?;Köln;Düren", "Windows-1252"),
    ("cp1252", "Où est l'école ?;là;là-bas", "Windows-1252"),
    ("cp1252", "¿Dónde está la montaña?;aquí;allí", "Windows-1252"),
    ("cp1250", "Które miasto?;Łódź;Kraków", "Windows-1250"),
    ("cp1250", "Který je největší?;Říp;Sněžka", "Windows-1250"),
    ("cp1250", "Melyik a legnagyobb?;Győr;Érd", "Windows-1250"),
    ("cp1251", "Столица России?;Москва;Омск", "Windows-1251"),
    ("cp1251", "Яка столиця України?;Київ;Львів", "Windows-1251"),
    ("cp1253", "Ποια είναι η πρωτεύουσα;Αθήνα;Πάτρα", "Windows-1253"),
    ("cp1254", "Başkent neresi?;Ankara;İstanbul", "Windows-1254"),
    ("cp1255", "מהי הבירה?;ירושלים;חיפה", "Windows-1255"),
    ("cp1256", "ما عاصمة مصر؟;القاهرة;دمشق", "Windows-1256"),
    ("cp1257", "Kas yra sostinė?;Vilnius;Šiauliai", "Windows-1257"),
    ("koi8_r", "Столица России?;Москва;Омск", "KOI8"),
    ("cp866", "Столица России?;Москва;Омск", "DOS 866"),
    ("cp850", "Wie heißt die größte Stadt?;Köln;Münster", "DOS 850"),
    ("mac_roman", "Où est l’école ?;là;là-bas", "Mac Roman"),
    ("cp932", "日本の首都は？;東京;大阪", "Shift-JIS"),
    ("gb18030", "中国的首都是？;北京;上海", "GB 18030"),
    ("big5", "中國的首都在哪裡？;台北;北京", "Big5"),
    ("cp949", "한국의 수도는 어디입니까?;서울;부산", "EUC-KR"),
    ("utf-16", "Что?;да;нет", "UTF-16"),
]


@pytest.mark.parametrize(("encoding", "row", "title"), SAVED)
def test_a_table_in_another_encoding(encoding: str, row: str, title: str) -> None:
    data = f"ask;answer;wrong 1\n{row}\n".encode(encoding)
    assert recognise(data) == "csv"
    found = read_questions(data, "csv")
    assert found.questions[0].ask == row.split(";")[0]
    assert found.losses[0].what.endswith(title)


WORDS = [
    ("cp1252", "España niño Köln größte Málaga été hôtel São coração città perché Malmö"),
    ("cp1250", "Gdańsk Poznań Łódź Częstochowa Wrocław Białystok České Řím Dvořák Žilina Braşov"),
    ("cp1251", "Москва Омск Казань Львів София"),
    ("cp1253", "Αθήνα Πάτρα Ελλάδα"),
    ("cp1254", "Türkiye Iğdır Diyarbakır"),
    ("cp1255", "ירושלים"),
    ("cp1257", "Panevėžys Šiauliai Rīga"),
]


@pytest.mark.parametrize(("encoding", "words"), WORDS)
def test_a_single_word_comes_in_right_or_not_at_all(encoding: str, words: str) -> None:
    right = 0
    for word in words.split():
        try:
            text = decode_text(word.encode(encoding))[0]
        except PackError:
            continue
        assert text == word
        right += 1
    assert right * 2 >= len(words.split()) or encoding in ("cp1254", "cp1255", "cp1257")


def test_plain_words_beside_it_tell_how_a_letter_was_saved() -> None:
    for encoding, text in (
        ("cp1252", "Quelle est la plus grande des ...;forêt"),
        ("cp1250", "Jaka jest stolica? Nie wiem, co to;mięso"),
        ("cp1254", "Bu nedir ve hangi;dağ"),
    ):
        assert decode_text(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    "data", [bytes(range(0x80, 0x100)), b"x\xff\xfe\xfd", "да".encode("cp1251")]
)
def test_what_gives_no_likely_letters_is_refused(data: bytes) -> None:
    with pytest.raises(PackError, match="cannot be told") as caught:
        decode_text(data)
    assert "--encoding" in caught.value.hint


def test_the_encoding_can_be_said() -> None:
    data = "ask,answer\nГде?,Там\n".encode("cp866")
    assert recode(data, "cp866").decode() == "ask,answer\nГде?,Там\n"
    with pytest.raises(PackError, match="not saved as ascii"):
        recode(data, "ascii")
    with pytest.raises(UsageError, match="no encoding klingon"):
        recode(data, "klingon")


def test_lines_saved_in_different_ways_are_recognised_all_the_same() -> None:
    lines = [
        ("#Q Who? “Al”", "utf-8"),
        ("^ José", "cp1252"),
        ("A José", "cp1252"),
        ("B “x”", "utf-8"),
    ]
    data = b"\n".join(line.encode(encoding) for line, encoding in lines) + b"\n"
    assert recognise(data) == "opentriviaqa"
    assert read_questions(data, "opentriviaqa").questions[0].body.answer == "José"  # type: ignore[attr-defined]
