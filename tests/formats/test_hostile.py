"""Whatever a file holds: no crash, no hang, and never a pack that cannot be played."""

from __future__ import annotations

import base64
import io
import json
import tempfile
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.helpers import AWKWARD, HEAD, SIGNS, tell
from spacequiz.errors import PackError, SpacequizError
from spacequiz.formats import decode, intake, spreadsheet
from spacequiz.formats.catalogue import READ, read_questions
from spacequiz.formats.recognise import recognise
from spacequiz.packs import schema
from spacequiz.packs.read import read_pack
from spacequiz.packs.write import render_pack

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported

TEXT_FORMATS = [
    name for name in READ if name not in ("pack", "xlsx", "docx", "kahoot", "wayground")
]
GIFT = "Who is it? {=Yuri ~Neil}\n"
XML = "<quiz><question type='{}'><questiontext><text>{}</text></questiontext>{}</question></quiz>"
FRAMES = {
    "gift": "::a::{} {{={} ~b#{}\n####{}}}",
    "moodle-xml": XML.format(
        "multichoice",
        "<![CDATA[{}]]>",
        "<answer fraction='100'><text>{}</text></answer>"
        "<answer fraction='0'><text>{}</text><feedback><text>{}</text></feedback></answer>",
    ),
    "aiken": "{}\nA) {}\nB) {}\nC) {}\nANSWER: A",
    "csv": 'ask,answer,wrong 1,explain\n"{}","{}","{}","{}"',
    "tsv": "ask\tanswer\twrong 1\texplain\n{}\t{}\t{}\t{}",
    "opentriviaqa": "#Q {}\n^ {}\nA {}\nB {}\n",
}


def check_sound(found: Imported) -> None:
    """Check that what was read makes a pack without errors."""
    questions = [replace(question, pack=HEAD.id) for question in found.questions]
    if not questions:
        return
    text = render_pack(HEAD, questions)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.yaml"
        path.write_text(text, "utf-8")
        pack = read_pack(path)
    assert [d for d in pack.diagnostics if d.is_error] == []
    assert list(pack.questions) == questions


def read_or_refuse(data: bytes, form: str) -> None:
    try:
        found = read_questions(data, form)
    except SpacequizError:
        return
    check_sound(found)


noise = st.text(st.one_of(st.sampled_from(SIGNS + "\n\r"), st.characters()), max_size=60)


@pytest.mark.parametrize("form", TEXT_FORMATS)
@given(
    data=st.one_of(st.binary(max_size=80), noise.map(lambda text: text.encode("utf-8", "replace")))
)
@settings(max_examples=100)
def test_noise_in_any_format(form: str, data: bytes) -> None:
    read_or_refuse(data, form)


@pytest.mark.parametrize("form", FRAMES)
@given(parts=st.lists(st.one_of(noise, st.sampled_from(AWKWARD)), min_size=4, max_size=4))
@settings(max_examples=100)
def test_noise_within_a_question(form: str, parts: list[str]) -> None:
    read_or_refuse(FRAMES[form].format(*parts).encode("utf-8", "replace"), form)


@given(
    data=st.one_of(st.binary(max_size=80), noise.map(lambda text: text.encode("utf-8", "replace")))
)
@settings(max_examples=200)
def test_noise_is_recognised_or_refused(data: bytes) -> None:
    with suppress(SpacequizError):
        assert recognise(data) in READ


@pytest.mark.parametrize("form", TEXT_FORMATS)
@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0"])
def test_an_empty_file(form: str, data: bytes) -> None:
    with pytest.raises(PackError, match="empty"):
        read_questions(data, form)


@pytest.mark.parametrize("form", READ[1:])
def test_a_file_that_is_too_large(form: str) -> None:
    with pytest.raises(PackError, match="larger than 32 MiB"):
        read_questions(b"x" * (decode.MAX_BYTES + 1), form)


@pytest.mark.parametrize(
    "form", [name for name in TEXT_FORMATS if name not in ("opentdb", "qti", "h5p", "apkg")]
)
@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"\x89PNG"])
def test_another_kind_of_file_under_this_name(form: str, start: bytes) -> None:
    with pytest.raises(PackError, match="This is no text but"):
        read_questions(start + b"\r\n" + GIFT.encode(), form)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (GIFT.replace("Yuri", "José").encode("cp1252"), "Windows-1252"),
        (GIFT.replace("Yuri", "José").encode("utf-16"), "UTF-16"),
        (GIFT.replace("Yuri", "José").encode("utf-16-le"), "UTF-16"),
        (GIFT.replace("Yuri", "José").encode("utf-16-be"), "UTF-16"),
        (GIFT.replace("Yuri", "José").encode("utf-8-sig"), ""),
        (GIFT.replace("Yuri", "José").replace("\n", "\r\n").encode(), ""),
    ],
)
def test_encodings(data: bytes, note: str) -> None:
    assert recognise(data) == "gift"
    found = read_questions(data, "gift")
    assert found.questions[0].body.answer == "José"  # type: ignore[attr-defined]
    assert any(note in what for what in tell(found)) if note else tell(found) == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("json", '[{"question": "Who?", "options": ["José", "Neil"], "answer": "José"}]'),
        ("list", "1. Who?\na) José *\nb) Neil\n"),
        ("csv", "question,answer,wrong 1\nWho?,José,Neil\n"),
    ],
)
def test_an_encoding_is_told_whatever_the_format(form: str, text: str) -> None:
    data = text.encode("utf-16")
    assert recognise(data) == form
    found = read_questions(data, form)
    assert found.questions[0].body.answer == "José"  # type: ignore[attr-defined]
    assert any("UTF-16" in what for what in tell(found))


def test_smart_quotes_and_no_break_spaces_stay() -> None:
    found = read_questions("“Who”\xa0is ‘it’? {=Yuri ~Neil}".encode("cp1252"), "gift")
    assert found.questions[0].ask == "“Who”\xa0is ‘it’?"
    assert found.questions[0].id == "who-is-it"


def test_escape_sequences_and_direction_marks_are_dropped_and_said() -> None:
    found = read_questions("Who\x1b[31m is \u202eit? {=Yuri\x9b ~Neil}".encode(), "gift")
    assert found.questions[0].ask == "Who[31m is it?"
    assert len(tell(found)) == 3
    assert all(what.startswith("left out the character U+") for what in tell(found))


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
LEAK = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declaration", [BOMB, LEAK, "<!DOCTYPE quiz>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_document_types_are_refused(declaration: str, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    data = (head + declaration + XML.format("essay", "&a;", "")).encode(encoding)
    with pytest.raises(PackError, match="declares a document type or entities"):
        read_questions(data, "moodle-xml")


def test_deep_xml_is_refused() -> None:
    with pytest.raises(PackError, match="nested too deep"):
        read_questions(b"<quiz>" + b"<a>" * 100_000, "moodle-xml")


def test_broken_xml_gives_what_is_whole() -> None:
    right = "<answer fraction='100'><text>a</text></answer><answer><text>b</text></answer>"
    one, two, three = (XML.format("multichoice", f"Q{n}?", right)[6:-7] for n in range(3))
    data = f"<quiz>\n{one}\n{two.replace('</answer>', '', 1)}\n{three}\n".encode()
    found = read_questions(data, "moodle-xml")
    assert [question.ask for question in found.questions] == ["Q0?", "Q2?"]
    assert found.left_out == 1
    assert found.losses[0].what.startswith("The XML is broken in line 3")


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(xl__sheet_xml=b"0" * (spreadsheet.MAX_UNPACKED + 1)), "MiB when unpacked"),
        (zipped(xl__sheet_xml=BOMB.encode()), "XML entities"),
        (zipped(xl__sheet_xml=BOMB.encode("utf-16")), "XML entities"),
        (zipped(word__document_xml=b"<x/>"), "Word"),
        (zipped(content_xml=b"<x/>"), "OpenDocument"),
        (zipped(xl__workbook_xml=b"<x/>"), "damaged"),
        (zipped(xl__workbook_xml=b"<x/>")[:60], "damaged"),
        (b"PK\x05\x06" + bytes(18), "another kind of zip file"),
        (b"ask,answer\n", "no spreadsheet but text"),
        (
            zipped(**{"moons.yaml": b"spacequiz: 1"}),
            "a pack in a zip; add it with: spacequiz packs add",
        ),
    ],
    # The files hold the time at which they were made: as names they would differ from run to run.
    ids=[
        *("bomb", "entities", "utf-16", "word", "office", "damaged", "half", "zip", "text", "pack")
    ],
)
def test_bad_spreadsheets(data: bytes, message: str) -> None:
    with pytest.raises(PackError, match=message):
        read_questions(data, "xlsx")


def test_deep_json_is_refused() -> None:
    with pytest.raises(PackError, match="no sound JSON"):
        read_questions(b'{"results":' + b"[" * 100_000, "opentdb")


MEGABYTE = 1_000_000
SLOW = {
    "open braces": ("gift", "a {" * (MEGABYTE // 3)),
    "one block": ("gift", "a {=b ~c}\n" * (MEGABYTE // 10)),
    "many options": ("gift", "a {=b " + "~c " * (MEGABYTE // 3) + "}"),
    "many formulas": ("gift", "\\\\( {=b ~" + "\\\\(" * (MEGABYTE // 3) + "}"),
    "the same text": ("gift", "a {=b ~c}\n\n" * (MEGABYTE // 50)),
    "open tags": ("gift", "[html]" + "<a " * (MEGABYTE // 3) + "{=b ~c}"),
    "open declarations": ("gift", ("[html]" + "<!" * 15_000 + "{=b ~c}\n\n") * 30),
    "open comments": ("gift", ("[html]" + "<!--" * 7_000 + "{=b ~c}\n\n") * 30),
    "marks on a letter": ("gift", "a" + "\u0301" * MEGABYTE + "{=b ~c}"),
    "unclosed questions": ("moodle-xml", "<quiz></question>" + "<question >" * (MEGABYTE // 11)),
    "a data picture": (
        "moodle-xml",
        XML.format("essay", f"<![CDATA[<img src='data:image/png;base64,{'A' * MEGABYTE}'>]]>", ""),
    ),
    "an open quote": ("csv", 'ask,answer,wrong 1\n"' + "a,b,c\n" * (MEGABYTE // 30)),
    "bars": ("csv", "ask,answer,kind\na,|" + "\\|" * 60_000 + ",several"),
    "letters": ("aiken", "a\nA) b\n" * (MEGABYTE // 8)),
    "many conditions": (
        "qti",
        "<questestinterop><item><presentation><response_lid ident='r' rcardinality='Multiple'>"
        + "".join(f"<response_label ident='{n}'/>" for n in range(40))
        + "</response_lid></presentation><resprocessing>"
        + "<respcondition><conditionvar><varequal respident='r'>1</varequal></conditionvar>"
        "<setvar>1</setvar></respcondition>" * 400 + "</resprocessing></item></questestinterop>",
    ),
    "many items": (
        "qti",
        "<questestinterop>"
        + "<item><presentation/></item>" * (MEGABYTE // 28)
        + "</questestinterop>",
    ),
    "question marks": ("opentriviaqa", "#Q a\n" * (MEGABYTE // 5)),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_megabyte_takes_about_a_second(name: str) -> None:
    form, text = SLOW[name]
    data = text.encode()
    begin = time.process_time()
    with suppress(PackError):
        read_questions(data, form)
    # Generous, since other work may share the machine; a hang is a minute or more.
    assert time.process_time() - begin < 10 * max(1, len(data) / MEGABYTE)


def test_more_questions_than_a_pack_holds() -> None:
    data = b"a {T}\n\n" * 50_003
    found = read_questions(data, "gift")
    assert len(found.questions) == 50_000
    assert found.left_out == 3
    assert len({question.id for question in found.questions}) == 50_000


def test_base64_that_is_none_stays_as_it_is() -> None:
    sound = base64.b64encode(b"multiple").decode()
    result = {
        "type": sound,
        "question": "QQ==",
        "correct_answer": "Qg==",
        "incorrect_answers": ["%%"],
    }
    found = read_questions(json.dumps({"results": [result]}).encode(), "opentdb")
    assert [found.questions[0].ask, found.questions[0].body.wrong[0].text] == ["A", "%%"]  # type: ignore[attr-defined]


def test_a_file_may_hold_as_many_questions_as_a_pack() -> None:
    assert intake.MAX_QUESTIONS == schema.MAX_QUESTIONS
