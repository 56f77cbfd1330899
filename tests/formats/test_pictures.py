"""Pictures of questions in files of other programs: taken in, named by us, and written back."""

from __future__ import annotations

import json
import zipfile
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from builders import draw_png, make_runner
from spacequiz.cli.convert import convert
from spacequiz.formats.catalogue import read_questions, write_questions
from spacequiz.formats.pictures import Album, Found, take_picture
from spacequiz.game.kinds.choices import Choice, Wrong
from spacequiz.game.question import Picture
from spacequiz.images import MAX_PICTURES
from spacequiz.packs.pictures import open_picture
from spacequiz.packs.read import read_pack
from spacequiz.quizmaster.incoming import bring

from .helpers import HEAD

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.formats.common import Imported
    from spacequiz.paths import Places

PNG = draw_png(4, 3, (200, 30, 40), (30, 60, 200))
ALT = 'A "red" disk & a sea'
MOODLE = """<quiz><question type="multichoice"><name><text>disk</text></name>
<questiontext format="html"><text><![CDATA[{html}]]></text>{files}</questiontext>
<answer fraction="100"><text>Jupiter</text></answer>
<answer fraction="0"><text>Mars</text></answer><single>true</single></question></quiz>"""
FILE = '<file name="{}" path="/" encoding="base64">{}</file>'


def read_moodle(html: str, *files: tuple[str, bytes]) -> Imported:
    told = "".join(FILE.format(name, b64encode(data).decode()) for name, data in files)
    return read_questions(MOODLE.format(html=html, files=told).encode(), "moodle-xml")


def list_losses(found: Imported) -> list[str]:
    return [loss.what for loss in found.losses]


@pytest.mark.parametrize(
    "html",
    [
        f'<p><img src="@@PLUGINFILE@@/my%20disk.png" alt="{ALT.replace(chr(34), "&quot;")}"></p>Which?',
        f"Which?<img alt='{ALT}' width=40 src='data:image/png;base64,{b64encode(PNG).decode()}' />",
    ],
)
def test_a_picture_comes_from_moodle(html: str) -> None:
    found = read_moodle(html, *([("my disk.png", PNG)] if "PLUGIN" in html else []))
    (question,) = found.questions
    assert question.ask == "Which?"
    assert question.picture == Picture("disk.png", ALT)
    assert found.pictures == {"disk.png": PNG}
    assert list_losses(found) == []


def test_a_picture_without_words_is_told_of() -> None:
    found = read_moodle('<img src="@@PLUGINFILE@@/jupiter.png">Which?', ("jupiter.png", PNG))
    # The name of the file may be the answer.
    assert found.questions[0].picture == Picture("disk.png", "A picture")
    assert list_losses(found) == ["its picture has no description: write under alt what it shows"]


@pytest.mark.parametrize(
    "data", [b"<svg/>", PNG[:20], draw_png(1, 1, (0, 0, 0), (0, 0, 0)) + bytes(6 << 20)]
)
def test_what_is_no_picture_of_a_pack_stays_words(data: bytes) -> None:
    found = read_moodle('<img src="@@PLUGINFILE@@/a.png" alt="A disk">Which?', ("a.png", data))
    (question,) = found.questions
    assert (question.ask, question.picture, dict(found.pictures)) == ("[A disk]Which?", None, {})
    assert list_losses(found) == ['left out the file "a.png"', "left out a picture"]


def test_of_two_pictures_the_second_stays_words() -> None:
    both = '<img src="@@PLUGINFILE@@/a.png" alt="A"> and <img src="@@PLUGINFILE@@/b.png" alt="B">'
    found = read_moodle(f"{both} which?", ("a.png", PNG), ("b.png", PNG))
    assert found.questions[0].ask == "and [B] which?"
    assert list_losses(found) == ['left out the file "b.png"', "left out a picture"]


def test_a_picture_goes_back_to_moodle() -> None:
    found = read_moodle('<img src="@@PLUGINFILE@@/a.png" alt="A disk">1 &lt; 2?', ("a.png", PNG))
    written = write_questions(found.questions, HEAD, "moodle-xml", found.pictures)
    assert [loss.what for loss in written.losses] == []
    again = read_questions(written.data, "moodle-xml")
    assert again.questions == found.questions
    assert again.pictures == found.pictures


def test_a_format_without_pictures_says_so() -> None:
    found = read_moodle('<img src="@@PLUGINFILE@@/a.png" alt="A disk">Which?', ("a.png", PNG))
    written = write_questions(found.questions, HEAD, "gift", found.pictures)
    assert [loss.what for loss in written.losses] == ["lost its picture: [A disk]"]


def test_an_album_holds_what_a_pack_may_have() -> None:
    album, told = Album(), list[str]()
    for n in range(MAX_PICTURES + 1):
        album.take(Found(PNG + bytes([n % 256, n // 256]), "A"), f"q{n}", told.append)
    assert len(album.files) == MAX_PICTURES
    assert told == ["left out a picture: the pack has too many"]
    # What is there already costs nothing.
    assert album.take(Found(PNG + bytes(2), "B"), "again", told.append) == Picture("q0.png", "B")


def write_moodle(folder: Path) -> Path:
    html = '<img src="@@PLUGINFILE@@/a.png" alt="A disk">Which?'
    file = FILE.format("a.png", b64encode(PNG).decode())
    path = folder / "my quiz.xml"
    path.write_text(MOODLE.format(html=html, files=file), "utf-8")
    return path


def test_pictures_lie_beside_the_converted_pack(tmp_path: Path) -> None:
    source, target = write_moodle(tmp_path), tmp_path / "there" / "planets.yaml"
    target.parent.mkdir()
    there = target.with_name("planets-pictures") / "disk.png"
    there.parent.mkdir()
    there.write_bytes(b"mine")
    runner = make_runner()
    refused = runner.invoke(convert, [str(source), str(target)])
    assert "disk.png" in str(refused.exception)
    assert (there.read_bytes(), target.exists()) == (b"mine", False)
    assert runner.invoke(convert, [str(source), str(target), "--force"]).exit_code == 0
    assert there.read_bytes() == PNG
    pack = read_pack(target)
    assert pack.errors == 0
    assert pack.questions[0].picture == Picture("planets-pictures/disk.png", "A disk")
    # From pack to pack, and back to Moodle, they go along.
    again = tmp_path / "again.yaml"
    assert runner.invoke(convert, [str(target), str(again)]).exit_code == 0
    assert (tmp_path / "planets-pictures" / "disk.png").read_bytes() == PNG
    back = tmp_path / "back.xml"
    assert "lost" not in runner.invoke(convert, [str(again), str(back)]).output
    assert read_questions(back.read_bytes(), "moodle-xml").pictures == {"disk.png": PNG}
    piped = runner.invoke(convert, [str(again), "-", "--to", "pack"])
    assert "lost its picture" in piped.stderr
    assert "image:" not in piped.stdout


def test_a_file_that_is_played_as_it_is_has_its_pictures(tmp_path: Path, places: Places) -> None:
    brought = bring(write_moodle(tmp_path), places)
    assert brought is not None
    (question,) = read_pack(brought.path).questions
    assert open_picture(brought.path, question.picture)


@pytest.mark.parametrize("text", ["<img " * 20_000, "<img src='" * 20_000, '<img alt="' * 20_000])
def test_open_tags_take_no_time(text: str) -> None:
    assert take_picture(text, lambda _: PNG) == (text, None)


def make_zip(files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


QTI1 = """<questestinterop><item ident="a" title="disk"><presentation>{ask}
<response_lid ident="r" rcardinality="Single"><render_choice>
<response_label ident="1"><material><mattext>Jupiter</mattext></material></response_label>
<response_label ident="2"><material><mattext>Mars</mattext></material></response_label>
</render_choice></response_lid></presentation><resprocessing><outcomes><decvar/></outcomes>
<respcondition><conditionvar><varequal respident="r">1</varequal></conditionvar>
<setvar action="Set">100</setvar></respcondition></resprocessing></item></questestinterop>"""
HTML1 = '<material><mattext texttype="text/html">&lt;img src="{}" alt="A disk"&gt;Which?</mattext></material>'
IMAGE1 = (
    '<material><mattext>Which?</mattext><matimage uri="images/a.png" label="A disk"/></material>'
)
QTI2 = """<assessmentItem identifier="disk" title="disk"><responseDeclaration identifier="R"
cardinality="single" baseType="identifier"><correctResponse><value>1</value></correctResponse>
</responseDeclaration><itemBody><p><img src="{}" alt="A disk"/></p><choiceInteraction
responseIdentifier="R"><prompt>Which?</prompt><simpleChoice identifier="1">Jupiter</simpleChoice>
<simpleChoice identifier="2">Mars</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""
PLACES = (
    ("%24IMS-CC-FILEBASE%24/images/a.png", "images/a.png"),
    ("$IMS-CC-FILEBASE$/My%20files/a.png?canvas_download=1", "web_resources/My files/a.png"),
    ("../images/a.png", "quiz/images/a.png"),
)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        *((QTI1.format(ask=HTML1.format(source)), name) for source, name in PLACES),
        (QTI1.format(ask=IMAGE1), "images/a.png"),
        *((QTI2.format(source), name) for source, name in PLACES),
    ],
)
def test_a_picture_comes_with_a_package(item: str, name: str) -> None:
    found = read_questions(make_zip({"quiz/quiz.xml": item.encode(), name: PNG}), "qti")
    (question,) = found.questions
    assert question.ask == "Which?"
    assert question.picture is not None
    assert question.picture.alt == "A disk"
    assert found.pictures == {question.picture.file: PNG}
    assert list_losses(found) == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a.png", ()),
        ("a.png", ("one/a.png", "two/a.png")),
        ("https://x.org/images/a.png", ("images/a.png",)),
        ("../../etc/passwd", ("a.png",)),
    ],
)
def test_what_is_not_in_the_package_is_not_looked_for(source: str, names: tuple[str, ...]) -> None:
    files = {"quiz.xml": QTI1.format(ask=HTML1.format(source)).encode()}
    found = read_questions(make_zip(files | dict.fromkeys(names, PNG)), "qti")
    assert [(q.ask, q.picture) for q in found.questions] == [("[A disk]Which?", None)]
    assert list_losses(found) == ["left out a picture"]


def test_a_picture_goes_to_canvas_and_comes_back() -> None:
    found = read_moodle(
        '<img src="@@PLUGINFILE@@/a.png" alt="A &quot;disk&quot;">1 &lt; 2?', ("a.png", PNG)
    )
    written = write_questions(found.questions, HEAD, "qti", found.pictures)
    assert written.losses == ()
    with zipfile.ZipFile(BytesIO(written.data)) as archive:
        assert archive.read("images/disk.png") == PNG
        assert b'href="images/disk.png"' in archive.read("imsmanifest.xml")
    again = read_questions(written.data, "qti")
    assert again.questions == found.questions
    assert again.pictures == found.pictures


H5P = {
    "library": "H5P.MultiChoice 1.16",
    "params": {
        "question": "<p>Which?</p>",
        "media": {
            "type": {
                "library": "H5P.Image 1.1",
                "params": {"file": {"path": "images/a.png"}, "alt": "A &amp; B"},
            }
        },
        "answers": [{"text": "Jupiter", "correct": True}, {"text": "Mars", "correct": False}],
    },
}
CARD = {
    "library": "H5P.Flashcards 1.5",
    "params": {
        "cards": [
            {
                "text": "Which?",
                "answer": "Jupiter",
                "image": {"path": "images/a.png"},
                "imageAltText": "A &amp; B",
            }
        ]
    },
}


@pytest.mark.parametrize("part", [H5P, CARD])
@pytest.mark.parametrize("data", [PNG, b"\0\0\0\x18ftypmp42"])
def test_a_picture_comes_with_h5p(part: dict[str, object], data: bytes) -> None:
    files = {
        "h5p.json": b"{}",
        "content/content.json": json.dumps({"questions": [part]}).encode(),
        "content/images/a.png": data,
    }
    found = read_questions(make_zip(files), "h5p")
    (question,) = found.questions
    if data is PNG:
        assert question.picture == Picture("which.png", "A & B")
        assert found.pictures == {"which.png": PNG}
        assert list_losses(found) == []
    else:
        assert (question.picture, dict(found.pictures)) == (None, {})
        assert "picture" in list_losses(found)[0]


BLUE = draw_png(4, 3, (30, 60, 200), (30, 60, 200))
GREEN = draw_png(4, 3, (30, 200, 60), (30, 200, 60))
OPTIONS = """<quiz><question type="multichoice"><name><text>disk</text></name>
<questiontext format="html"><text>Which?</text></questiontext><single>true</single>
<answer fraction="100" format="html"><text><![CDATA[{right}]]></text>{files}</answer>
<answer fraction="0" format="html"><text><![CDATA[{wrong}]]></text></answer>
<answer fraction="0"><text>Mars</text></answer></question></quiz>"""


def inline(data: bytes, alt: str = "") -> str:
    told = f' alt="{alt}"' if alt else ""
    return f'<img src="data:image/png;base64,{b64encode(data).decode()}"{told}>'


def read_options(right: str, wrong: str, files: str = "") -> Imported:
    return read_questions(
        OPTIONS.format(right=right, wrong=wrong, files=files).encode(), "moodle-xml"
    )


def test_options_bring_their_pictures() -> None:
    file = FILE.format("a.png", b64encode(PNG).decode())
    found = read_options('<img src="@@PLUGINFILE@@/a.png" alt="A disk">Jupiter', "Saturn", file)
    (question,) = found.questions
    assert question.body == Choice("Jupiter", (Wrong("Saturn"), Wrong("Mars")))
    assert question.pictured == (("Jupiter", Picture("disk-1.png", "A disk")),)
    assert found.pictures == {"disk-1.png": PNG}
    assert list_losses(found) == []


def test_options_that_are_pictures_are_called_by_what_these_show() -> None:
    (question,) = read_options(inline(PNG, "A disk"), inline(BLUE, "A sea")).questions
    assert question.body == Choice("A disk", (Wrong("A sea"), Wrong("Mars")))
    assert [option for option, _ in question.pictured] == ["A disk", "A sea"]


@pytest.mark.parametrize("alt", ["", "graph"])
def test_options_that_nothing_tells_apart_are_called_by_letters(alt: str) -> None:
    names = set()
    for right, wrong in ((PNG, BLUE), (BLUE, PNG)):
        found = read_options(inline(right, alt), inline(wrong, alt))
        (question,) = found.questions
        assert isinstance(question.body, Choice)
        assert {question.body.answer, question.body.wrong[0].text} == {"Picture A", "Picture B"}
        names.add(question.body.answer)
        assert found.pictures[dict(question.pictured)[question.body.answer].file] == right
        assert "its options are pictures that nothing describes" in list_losses(found)[0]
    # Where it stands in the file tells nothing.
    assert len(names) == 2


@pytest.mark.parametrize("form", ["moodle-xml", "qti"])
def test_pictures_of_options_go_there_and_back(form: str) -> None:
    found = read_options(inline(PNG, "A disk") + "Jupiter", inline(BLUE, "A & sea"))
    written = write_questions(found.questions, HEAD, form, found.pictures)
    assert [loss.what for loss in written.losses] == []
    again = read_questions(written.data, form)
    assert [loss.what for loss in again.losses] == []
    (one,), (two,) = found.questions, again.questions
    assert dict(two.pictured).keys() == dict(one.pictured).keys()
    for option, picture in two.pictured:
        before = dict(one.pictured)[option]
        assert picture.alt == before.alt
        assert again.pictures[picture.file] == found.pictures[before.file]


def test_a_format_without_pictures_of_options_says_so() -> None:
    found = read_options(inline(PNG, "A disk"), "Saturn")
    for form in ("gift", "csv", "anki"):
        written = write_questions(found.questions, HEAD, form, found.pictures)
        assert "lost the pictures of its options" in [loss.what for loss in written.losses]


ITEM = """<assessmentItem identifier="i" title="t"><responseDeclaration identifier="R"
cardinality="single" baseType="identifier"><correctResponse><value>a</value></correctResponse>
</responseDeclaration><itemBody><choiceInteraction responseIdentifier="R"><prompt>Which?
<img src="ask.png" alt="A map"/></prompt><simpleChoice identifier="a"><img src="a.png" alt="A disk"/>
</simpleChoice><simpleChoice identifier="b">Saturn <img src="b.png" alt="A sea"/><img src="ask.png"/>
</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""


def pack_zip(**files: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def test_qti_2_brings_pictures_of_prompts_and_options() -> None:
    data = pack_zip(item_xml=ITEM, a_png=PNG, b_png=BLUE, ask_png=GREEN)
    found = read_questions(data, "qti")
    (question,) = found.questions
    assert question.picture is not None
    assert found.pictures[question.picture.file] == GREEN
    assert question.body == Choice("A disk", (Wrong("Saturn"),))
    assert [found.pictures[picture.file] for _, picture in question.pictured] == [PNG, BLUE]
    assert list_losses(found) == ["left out a picture"]


def test_h5p_brings_choices_among_pictures() -> None:
    def show(file: str, alt: str) -> dict[str, object]:
        return {"library": "H5P.Image 1.1", "params": {"file": {"path": file}, "alt": alt}}

    params = {
        "question": "<p>Which?</p>",
        "options": [
            {"media": show("images/a.png", "A disk"), "correct": False},
            {"media": show("images/b.png", "A sea"), "correct": True},
        ],
    }
    data = pack_zip(
        h5p_json=json.dumps({"mainLibrary": "H5P.MultiMediaChoice", "title": "Sky"}),
        content__content_json=json.dumps(params),
        content__images__a_png=PNG,
        content__images__b_png=BLUE,
    )
    (question,) = (found := read_questions(data, "h5p")).questions
    assert question.body == Choice("A sea", (Wrong("A disk"),))
    assert [found.pictures[picture.file] for _, picture in question.pictured] == [PNG, BLUE]
    assert list_losses(found) == []
