"""Lists as people type them: text, Markdown, text2qti and Word; what is in doubt is left out."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from builders import draw_png
from formats.helpers import tell
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported

CIRRUS = ("Which cloud is highest?", Choice("Cirrus", (Wrong("Fog"), Wrong("Stratus"))))
HAIL = ("Which is frozen rain?", Choice("Hail", (Wrong("Dew"),)))


def read(text: str) -> Imported:
    return read_questions(text.encode(), recognise(text.encode()), guessed=True)


TWO = "1. Which cloud is highest?\n{}\n\n2. Which is frozen rain?\n{}\n"
LOOKS = [
    TWO.format("a) Fog\nb) Cirrus\nc) Stratus\nAnswer: b", "a) Hail\nb) Dew\nAnswer: a"),
    TWO.format("A. Fog\nB. Cirrus\nC. Stratus\nANSWER: B", "A. Hail\nB. Dew\nANSWER: A"),
    TWO.format("(a) Fog\n*(b) Cirrus\n(c) Stratus", "*(a) Hail\n(b) Dew"),
    TWO.format("a) Fog\nb) Cirrus *\nc) Stratus", "a) Hail*\nb) Dew"),
    TWO.format("a) Fog\nb) *Cirrus\nc) Stratus", "a) ✓ Hail\nb) Dew").replace("✓ Hail", "Hail ✓"),
    TWO.format("a) Fog\nb) **Cirrus**\nc) Stratus", "**a) Hail**\nb) Dew"),
    TWO.format("A) Fog\nB) Cirrus (correct)\nC) Stratus", "A) Hail <-\nB) Dew"),
    TWO.format("- [ ] Fog\n- [x] Cirrus\n- [ ] Stratus", "- [x] Hail\n- [ ] Dew"),
    TWO.format("☐ Fog\n☑ Cirrus\n☐ Stratus", "☑ Hail\n☐ Dew"),
    TWO.format("( ) Fog\n(x) Cirrus\n( ) Stratus", "(x) Hail\n( ) Dew"),
    TWO.format("- Fog\n- Cirrus\n- Stratus\nAnswer: Cirrus", "- Hail\n- Dew\nAnswer: Hail"),
    TWO.format("* Fog\n* Cirrus\n* Stratus\nAnswer: Cirrus", "* Hail\n* Dew\nAnswer: Hail"),
    TWO.format("a) Fog b) Cirrus c) Stratus\nAnswer: B", "a) Hail b) Dew\nAnswer: A"),
    TWO.format(
        "\n a) Fog\n\n b) Cirrus\n\n c) Stratus\n\nAnswer: b", "\na) Hail\n\nb) Dew\n\nAnswer: a"
    ),
    TWO.format("1) Fog\n2) Cirrus\n3) Stratus\nAnswer: 2", "1) Hail\n2) Dew\nAnswer: 1"),
    TWO.format("a) Fog\nb) Cirrus\nc) Stratus", "a) Hail\nb) Dew") + "\nAnswers: 1 b, 2 a\n",
    TWO.format("a) Fog\nb) Cirrus\nc) Stratus", "a) Hail\nb) Dew") + "\nAnswer key\n1. B\n2. A\n",
    TWO.format("a) Fog\nb) Cirrus\nc) Stratus", "a) Hail\nb) Dew") + "\n## Lösungen\n1b 2a\n",
    TWO.format("a) Fog\nb) Cirrus\nc) Stratus\nRespuesta: b", "a) Hail\nb) Dew\nRéponse : a"),
    TWO.format(
        "a) Fog\nb) Cirrus\nc) Stratus\nRichtige Antwort: b", "a) Hail\nb) Dew\nGabarito: A"
    ),
    TWO.format(
        "A) Fog\nB) Cirrus\nC) Stratus\nAnswer: B) Cirrus", "A) Hail\nB) Dew\nCorrect answer: Hail"
    ),
    (
        "Question 1: Which cloud is highest?\na) Fog\nb) Cirrus\nc) Stratus\nAns: b\n"
        "Question 2: Which is frozen rain?\na) Hail\nb) Dew\nAns: a\n"
    ),
    (
        "Which cloud is highest?\nA) Fog\nB) Cirrus\nC) Stratus\nANSWER: B\n"
        "Which is frozen rain?\nA) Hail\nB) Dew\nANSWER: A\n"
    ),
    (
        "Weather quiz\n\n1) Which cloud\n   is highest?\na) Fog\nb) Cirrus\nc) Stratus\nAnswer: b\n"
        "2) Which is frozen rain?\na) Hail\nb) Dew\nAnswer: a\n"
    ),
    (
        "# Weather quiz\n\n**1. Which cloud is highest?**\n\na) Fog\nb) Cirrus\nc) Stratus\n\n**Answer: b**\n\n"
        "### 2. Which is frozen rain?\n\na) Hail\nb) Dew\n\n**Answer:** a\n"
    ),
    (
        "1. Which cloud is highest? a) Fog b) Cirrus c) Stratus\nAnswer: b\n"
        "2. Which is frozen rain? a) Hail b) Dew\nAnswer: a\n"
    ),
    (
        "1. Which cloud is highest?\n  1. Fog\n  2. Cirrus\n  3. Stratus\nAnswer: 2\n"
        "2. Which is frozen rain?\n  1. Hail\n  2. Dew\nAnswer: 1\n"
    ),
]


@pytest.mark.parametrize("text", LOOKS)
def test_the_ways_to_type_a_list(text: str) -> None:
    found = read(text)
    assert tell(found) == []
    assert [(question.ask, question.body) for question in found.questions] == [CIRRUS, HAIL]


def test_what_else_a_list_holds() -> None:
    found = read(
        "Weather quiz\n\n1. Which fall?\na) Rain\nb) Snow that\n goes on\nc) Sand\nAnswer: A, B\n"
        "Explanation: They come from clouds,\nand sand does not.\n\n"
        "2. Fog is a cloud.\nAnswer: True\n\n3. What is frozen rain called?\nAnswer: hail\n\n"
        "4. Fog is dry (T/F)\nAnswer: F\n"
    )
    assert found.title == "Weather quiz"
    assert [question.body for question in found.questions] == [
        Several(("Rain", "Snow that goes on"), (Wrong("Sand"),)),
        TrueFalse(True),
        Typed("hail"),
        TrueFalse(False),
    ]
    assert found.questions[0].explain == "They come from clouds, and sand does not."


def test_text2qti() -> None:
    found = read(
        "Quiz title: Demo\nQuiz description: Of numbers\n\n1.  What is 2+3?\na)  6\nb)  1\n*c)  5\n"
        "... General feedback.\n\n2.  Which are prime?\n[*] 2\n[ ] 4\n[*] 5\n\n"
        "3.  What is sqrt 2?\n=   1.4142 +- 0.0001\n\n4.  Who?\n*   Ann\n*   Anna\n"
    )
    assert found.title == "Demo"
    assert [question.body for question in found.questions] == [
        Choice("5", (Wrong("6"), Wrong("1"))),
        Several(("2", "5"), (Wrong("4"),)),
        Number(Decimal("1.4142"), Decimal("0.0001")),
        Typed("Ann", ("Anna",)),
    ]
    assert found.questions[0].explain == "General feedback."


SAYS_NOWHERE = "says nowhere which option is right"
DOUBTS = [
    ("1. Which?\na) x\nb) y\n", SAYS_NOWHERE),
    ("1. Which?\na) *x\nb) *y\n", SAYS_NOWHERE),
    ("1. Which way?\na) Turn (left)\nb) Turn (right)\n", SAYS_NOWHERE),
    ("1. Which?\na) f(x)\nb) g(y)\n", SAYS_NOWHERE),
    ("1. Which?\na) *Homo sapiens*\nb) Homo erectus\n", SAYS_NOWHERE),
    ("1. Which?\n- [ ] Choose **File**\n- [ ] Choose Edit\n", SAYS_NOWHERE),
    ("1. Which?\n- [ ] **File**\n- [ ] Edit\n", SAYS_NOWHERE),
    ("1. Which?\n- [ ] Fog ✓\n- [ ] Dew\n", SAYS_NOWHERE),
    ("1. Which?\na) Choose **File**\nb) Choose Edit\n", SAYS_NOWHERE),
    ("1. Which?\na) Choose *File*\nb) Choose Edit\n", SAYS_NOWHERE),
    ("1. Which?\na) x\nb) y\nAnswer: c\n", "the answer C is none of its options"),
    ("1. Which?\na) x\nb) y\nAnswer: x or y\n", "none of its options"),
    ("1. Which?\na) x *\nb) y\nAnswer: b\n", "its mark and its answer name different options"),
    ("1. Which?\na) x *\nb) **y**\n", "its marks name different options"),
    ("1. Which?\na) x\nc) y\nd) z\nAnswer: a\n", "do not follow one another"),
    ("1. Which?\na) b\nb) a\nAnswer: a\n", "can be an option's letter or its text"),
    ("1. Which?\nx\ny\nAnswer: y\n", "its options stand in its text"),
    ("1. Which?\n*   x\n*   y\n", "can be options or answers"),
    ("1. Which?\nAnswer: b\n", "names an option, and it has none"),
    ("1. Which?\na) x\nb) y\nAnswer:\n", "its answer is empty"),
    (
        "1. Which?\na) x\nb) y\n\n1. Who?\na) x\nb) y\n\nAnswers: 1 a\n",
        "several questions have its number",
    ),
]


@pytest.mark.parametrize(("text", "why"), DOUBTS)
def test_what_is_in_doubt_is_left_out(text: str, why: str) -> None:
    found = read_questions(text.encode(), "list")
    assert found.questions == ()
    assert any(why in what for what in tell(found)), tell(found)


def test_a_list_without_keys_is_refused_with_the_first_reason() -> None:
    with pytest.raises(PackError, match="only 0 of 2 parts make sense") as caught:
        read("1. Which?\na) x\nb) y\n\n2. Who?\na) x\nb) y\n")
    assert SAYS_NOWHERE in caught.value.hint


def test_a_key_for_a_question_that_is_not_there_is_told() -> None:
    with pytest.raises(PackError, match="names question 2, which is not there"):
        read("1. Which?\na) x\nb) y\n\nAnswers: 1 a, 2 b\n")


# Word -------------------------------------------------------------------------------------------

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {SPACE}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def make_document(*paragraphs: tuple[str, str, str]) -> bytes:
    """Return a document of paragraphs: text, level of its list or nothing, looks of its run."""
    body = "".join(
        f"<w:p><w:pPr>{place}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"
        for text, level, look in paragraphs
        for place in [
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level else ""
        ]
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/numbering.xml", NUMBERING)
    return out.getvalue()


@pytest.mark.parametrize(
    "look",
    [
        "<w:b/>",
        '<w:highlight w:val="yellow"/>',
        '<w:u w:val="single"/>',
        '<w:color w:val="FF0000"/>',
    ],
)
def test_a_word_document_with_the_answer_marked(look: str) -> None:
    data = make_document(
        ("Which cloud is highest?", "0", "<w:b/>"),
        *(("Fog", "1", ""), ("Cirrus", "1", look), ("Stratus", "1", "")),
        ("Which is frozen rain?", "0", "<w:b/>"),
        *(("Hail", "1", look), ("Dew", "1", "")),
    )
    assert recognise(data) == "docx"
    found = read_questions(data, "docx", guessed=True)
    assert [(question.ask, question.body) for question in found.questions] == [CIRRUS, HAIL]


def test_a_word_document_typed_by_hand() -> None:
    lines = TWO.format("a) Fog\nb) Cirrus\nc) Stratus\nAnswer: b", "a) Hail\nb) Dew\nAnswer: a")
    found = read_questions(make_document(*((line, "", "") for line in lines.split("\n"))), "docx")
    assert [(question.ask, question.body) for question in found.questions] == [CIRRUS, HAIL]


def test_a_word_document_in_which_all_is_bold_marks_nothing() -> None:
    data = make_document(("Which?", "0", "<w:b/>"), ("x", "1", "<w:b/>"), ("y", "1", "<w:b/>"))
    with pytest.raises(PackError, match="only 0 of 1 parts"):
        read_questions(data, "docx", guessed=True)


def test_lines_of_a_paragraph_are_marked_each_for_itself_and_gray_marks_nothing() -> None:
    def run(text: str, color: str) -> str:
        broken = escape(text).replace("\n", "</w:t><w:br/><w:t>")
        look = f'<w:rPr><w:color w:val="{color}"/><w:shd w:fill="FDFDFD"/></w:rPr>'
        return f"<w:r>{look}<w:t>{broken}</w:t></w:r>"

    asked = run("1. Which cloud is highest?", "FF0000") + run("\na) Fog\n", "555555")
    data = make_illustrated(
        (
            "",
            asked + run("b) Cirrus", "9BBB59") + run("\nc) Stratus", "555555"),
        ),
    )
    (question,) = read_questions(data, "docx").questions
    assert (question.ask, question.body) == CIRRUS


RELATIONS = """<Relationships><Relationship Id="rId1" Target="media/a.png"/>
<Relationship Id="rId2" Target="media/b.png"/><Relationship Id="rId3" Target="media/c.emf"/>
<Relationship Id="rId4" TargetMode="External" Target="https://example.org/a.png"/></Relationships>"""
DRAWN = (
    'xmlns:wp="urn:wp" xmlns:a="urn:a" xmlns:r="urn:r" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


def draw(number: int, alt: str = "") -> str:
    told = f'<wp:docPr id="1" name="x" descr="{alt}"/>'
    return f'<w:r><w:drawing>{told}<a:blip r:embed="rId{number}"/></w:drawing></w:r>'


def make_illustrated(*paragraphs: tuple[str, str]) -> bytes:
    """Return a document of paragraphs: a text, and the drawings behind it."""
    body = "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r>{drawn}</w:p>" for t, drawn in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {DRAWN}>{body}</w:document>")
        archive.writestr("word/_rels/document.xml.rels", RELATIONS)
        archive.writestr("word/media/a.png", RED)
        archive.writestr("word/media/b.png", BLUE)
        archive.writestr("word/media/c.emf", b"emf")
    return out.getvalue()


RED, BLUE = (draw_png(4, 3, color, color) for color in ((200, 30, 40), (30, 60, 200)))


def test_pictures_of_a_word_document_come_with_questions_and_options() -> None:
    data = make_illustrated(
        ("Sky quiz", ""),
        ("1. Which cloud is this?", ""),
        ("", draw(1, "A feather")),
        ("a) Fog", ""),
        ("b) Cirrus ✓", draw(2, "Ice")),
        ("", draw(2)),
        ("2. Which is the Sun?", draw(3)),
        ("a)", draw(1, "A red disk")),
        ("b)", draw(2, "A blue disk")),
        ("Answer: a", ""),
    )
    found = read_questions(data, "docx", guessed=True)
    first, second = found.questions
    assert first.picture is not None
    assert second.picture is not None
    assert (first.picture.alt, found.pictures[first.picture.file]) == ("A feather", RED)
    assert first.body == Choice("Cirrus", (Wrong("Fog"),))
    assert [(o, p.alt, found.pictures[p.file]) for o, p in first.pictured] == [
        ("Cirrus", "Ice", BLUE)
    ]
    # One between two questions is of the second.
    assert found.pictures[second.picture.file] == BLUE
    assert second.body == Choice("A red disk", (Wrong("A blue disk"),))
    assert [found.pictures[picture.file] for _, picture in second.pictured] == [RED, BLUE]
    assert tell(found) == [
        "pictures of the document are left out that are no PNG, JPEG, GIF or WebP",
        "its picture has no description: write under alt what it shows",
    ]


def test_pictures_of_a_word_document_that_find_no_place_are_told() -> None:
    data = make_illustrated(
        ("Sky quiz", draw(1)),
        ("1. Which?", draw(1, "A") + draw(2, "B")),
        *(("*a) x", ""), ("b) y", ""), ("", draw(1)), ("", draw(4))),
    )
    found = read_questions(data, "docx", guessed=True)
    assert [question.picture is not None for question in found.questions] == [True]
    assert tell(found) == [
        *(
            "pictures of the document are left out that are no PNG, JPEG, GIF or WebP",
            "left out a picture",
        ),
        *("left out a picture", "left out a picture"),
    ]
