"""Moodle XML: an export comes in with its HTML made plain, and goes out letter by letter."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from formats.helpers import CHOICE, HEAD, make, tell
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions, write_questions
from spacequiz.formats.html_text import reduce_html
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported

# Written after an export of Moodle 4: the same elements, in the same order.
EXPORT = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Default for Science/Planets</text>
    </category>
    <info format="moodle_auto_format">
      <text>The default category.</text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 8142  -->
  <question type="multichoice">
    <name>
      <text>Largest planet</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr">Which planet is the <strong>largest</strong>?<br></p>
<p><img src="@@PLUGINFILE@@/planets.png" alt="Eight planets" width="200"></p>]]></text>
<file name="planets.png" path="/" encoding="base64">iVBORw0KGgo=</file>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Jupiter is twice as massive as all the&nbsp;others.</p>]]></text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>PL-01</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
    <correctfeedback format="html">
      <text>Your answer is correct.</text>
    </correctfeedback>
    <incorrectfeedback format="html">
      <text><![CDATA[<p>Look it up.</p>]]></text>
    </incorrectfeedback>
    <shownumcorrect/>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>Jupiter</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="0" format="html">
      <text><![CDATA[<p>Saturn &lt;second&gt;</p>]]></text>
      <feedback format="html">
        <text><![CDATA[<p>It is the <em>second</em>.</p>]]></text>
      </feedback>
    </answer>
    <hint format="html">
      <text><![CDATA[<p>It has a red spot.</p>]]></text>
      <shownumcorrect/>
    </hint>
    <hint format="html">
      <text>Think.</text>
    </hint>
    <tags>
      <tag><text>gas giants</text>
</tag>
      <tag><text>difficulty:easy</text>
</tag>
    </tags>
  </question>

  <question type="truefalse">
    <name><text>Round</text></name>
    <questiontext format="moodle_auto_format"><text>The Earth is round &amp; blue.</text></questiontext>
    <generalfeedback format="moodle_auto_format"><text></text></generalfeedback>
    <defaultgrade>2.5000000</defaultgrade>
    <penalty>1.0000000</penalty>
    <answer fraction="0" format="moodle_auto_format"><text>false</text>
      <feedback><text>Look down.</text></feedback></answer>
    <answer fraction="100" format="moodle_auto_format"><text>true</text>
      <feedback><text></text></feedback></answer>
  </question>

  <question type="shortanswer">
    <name><text>Red one</text></name>
    <questiontext format="plain_text"><text>Which planet is &lt;red&gt;?</text></questiontext>
    <usecase>1</usecase>
    <answer fraction="100" format="plain_text"><text>Mars</text></answer>
    <answer fraction="80" format="plain_text"><text>The planet Mars</text></answer>
    <answer fraction="0" format="plain_text"><text>*</text>
      <feedback><text>No.</text></feedback></answer>
  </question>

  <question type="numerical">
    <name><text>Distance</text></name>
    <questiontext format="html"><text>How far is the Moon?</text></questiontext>
    <answer fraction="100"><text>384400</text><tolerance>600</tolerance></answer>
    <units>
      <unit><multiplier>1</multiplier><unit_name>km</unit_name></unit>
      <unit><multiplier>0.001</multiplier><unit_name>m</unit_name></unit>
    </units>
  </question>

  <question type="matching">
    <name><text>Colors</text></name>
    <questiontext format="html"><text>Which color?</text></questiontext>
    <subquestion format="html"><text>&lt;p&gt;Mars&lt;/p&gt;</text><answer><text>red</text></answer></subquestion>
    <subquestion format="html"><text>Earth</text><answer><text>blue</text></answer></subquestion>
    <subquestion format="html"><text>Sun</text><answer><text>white</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>green</text></answer></subquestion>
  </question>

  <question type="ordering">
    <name><text>Order</text></name>
    <questiontext format="html"><text>From the Sun?</text></questiontext>
    <answer fraction="1.0000000" format="html"><text>Mercury</text></answer>
    <answer fraction="2.0000000" format="html"><text>Venus</text></answer>
    <answer fraction="3.0000000" format="html"><text>Earth</text></answer>
  </question>

  <question type="multichoice">
    <name><text>Rocky</text></name>
    <questiontext format="html"><text>Which are rocky?</text></questiontext>
    <single>false</single>
    <answer fraction="50"><text>Mars</text></answer>
    <answer fraction="50"><text>Venus</text></answer>
    <answer fraction="-50"><text>Saturn</text></answer>
  </question>

  <question type="essay">
    <name><text>Essay</text></name>
    <questiontext format="html"><text>Write.</text></questiontext>
  </question>
  <question type="ddwtos">
    <name><text>Drag</text></name>
    <questiontext format="html"><text>Drag [[1]].</text></questiontext>
  </question>
</quiz>
"""


def read(text: str) -> Imported:
    return read_questions(text.encode(), "moodle-xml")


def test_an_export() -> None:
    found = read(EXPORT)
    first = found.questions[0]
    assert first.ask == "Which planet is the largest?\n\n[Eight planets]"
    assert first.id == "pl-01"
    assert first.body == Choice("Jupiter", (Wrong("Saturn <second>", "It is the second."),))
    assert first.explain == "Jupiter is twice as massive as all the\xa0others."
    assert (first.category, first.hint, first.tags) == (
        "Planets",
        "It has a red spot.",
        ("gas giants",),
    )
    assert first.difficulty is Difficulty.EASY
    assert [question.body for question in found.questions[1:]] == [
        TrueFalse(True),
        Typed("Mars", ("The planet Mars",), match=Strictness.WRITTEN),
        Number(Decimal(384400), Decimal(600), ("km",)),
        Matching((("Mars", "red"), ("Earth", "blue"), ("Sun", "white")), ("green",)),
        Order(("Mercury", "Venus", "Earth")),
        Several(("Mars", "Venus"), (Wrong("Saturn"),)),
    ]
    assert found.questions[1].ask == "The Earth is round & blue."
    assert found.questions[1].explain == ""
    assert found.questions[2].ask == "Which planet is <red>?"
    assert [question.id for question in found.questions[1:]] == [
        *("round", "red-one", "distance", "colors", "order", "rocky")
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("Your answer is partially correct.", "Votre réponse est correcte.", "Respuesta correcta"),
        *("Die Antwort ist teilweise richtig.", "Ihre Antwort ist falsch.", "Risposta errata."),
        *("Sua resposta está parcialmente correta.", "Votre réponse est partiellement correcte."),
    ],
)
def test_feedback_that_moodle_writes_by_itself_is_no_loss(text: str) -> None:
    found = read(EXPORT.replace("<p>Look it up.</p>", text))
    assert not [loss for loss in found.losses if text[:20] in loss.what]
    assert [loss for loss in read(EXPORT).losses if "Look it up." in loss.what]


def test_what_an_export_loses() -> None:
    losses: dict[str, list[str]] = {}
    for loss in read(EXPORT).losses:
        losses.setdefault(loss.question.partition('"')[2][:12], []).append(loss.what)
    assert losses == {
        "Which planet": [
            'left out the file "planets.png"',
            "left out a picture",
            "kept the first of 2 hints",
            'left out a feedback: "Look it up."',
            'left out a feedback: "No."',
            'counts "The planet Mars" as right; it was worth 80 %',
        ],
        "The Earth is": [
            'left out a feedback: "Look down."',
            "counts as one question; it was worth 2.5",
        ],
        "How far is t": ['left out the unit "m"'],
        'Write."': ["left out: it is an essay"],
        'Drag [[1]]."': ["left out: there is no such kind here: ddwtos"],
    }


@pytest.mark.parametrize(
    ("encoding", "declared", "note"),
    [
        ("cp1252", "UTF-8", True),
        ("cp1252", "windows-1252", False),
        ("latin-1", "ISO-8859-1", False),
        ("utf-16", "UTF-16", False),
        ("utf-8-sig", "UTF-8", False),
    ],
)
def test_the_encodings_of_exports(encoding: str, declared: str, note: bool) -> None:
    text = EXPORT.replace("UTF-8", declared).replace("Jupiter is", "Jupiter é")
    found = read_questions(text.encode(encoding), "moodle-xml")
    assert found.questions[0].explain.startswith("Jupiter é")
    assert any("Windows-1252" in what for what in tell(found)) is note


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html><body>Log in</body></html>", "begins with <html>, not with <quiz>"),
        ("just text", "no sound XML: line 1"),
        ("<quiz>", "no sound XML"),
    ],
)
def test_other_xml(text: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        read(text)


PROGRAM = "a\n\nif x:\n    y  = 1\n    z\nb c"


def test_signs_that_html_knows_by_name() -> None:
    question = "<question type='truefalse'><questiontext format='plain_text'><text>{}</text>"
    question += "</questiontext><answer fraction='100'><text>true</text></answer></question>"
    texts = "a&nbsp;&eacute;&lt;&hellip;", "<![CDATA[&eacute;]]>", "&nosuch;"
    found = read("<quiz>" + "\n".join(question.format(text) for text in texts) + "</quiz>")
    assert [q.ask for q in found.questions] == ["a\xa0é<…", "&eacute;"]
    assert "its XML is broken in line 3: undefined entity" in "".join(tell(found))


@pytest.mark.parametrize(
    ("source", "plain", "told"),
    [
        ("a &lt;b&gt; &eacute; &#233; &amp;amp;", "a <b> é é &amp;", []),
        ("<p>a</p>\n<p>b<br>c</p>", "a\n\nb\nc", []),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b", []),
        ("x<sup>2</sup> x<sup>a+b</sup> CO<sub>2</sub>", "x² x^(a+b) CO₂", []),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b", ["left out the lines of a table"]),
        ("<a href='https://x.org'>here</a>", "here", ["left out a link"]),
        ("<script>alert(1)</script>a<style>b</style>", "a", []),
        ("a<!-- <b>no</b> -->b<!-- c", "ab<!-- c", []),
        ("1 < 2 <b>and</b> 3 > 2", "1 < 2 and 3 > 2", []),
        ("<img alt='a > b' src='data:image/png;base64,AAAA'>", "[a > b]", ["left out a picture"]),
        ("<audio src='a.mp3'></audio>a", "a", ["left out a sound"]),
        ("  a \n\t b  ", "a b", []),
        ("<p>a</p><pre><code>if x:\n    y  = 1\n\tz</code></pre> b  c", PROGRAM, []),
        ("<pre>a\ue000b", "ab", []),
        ("<b", "<b", []),
    ],
)
def test_html_becomes_plain(source: str, plain: str, told: list[str]) -> None:
    heard: list[str] = []
    assert reduce_html(source, heard.append) == plain
    assert heard == told


def test_written_xml() -> None:
    questions = [
        make(CHOICE, id="big", ask="Is 1 < 2 & 3?", explain="]]>", hint="Yes.", tags=("a",)),
        make(Number(Decimal("8.5"), Decimal(1), ("km",)), id="far", category="A/B"),
    ]
    written = write_questions(questions, HEAD, "moodle-xml")
    assert written.losses == ()
    assert (
        written.data.decode()
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- The planets - - and more -->
<quiz>
  <question type="category">
    <category><text>General</text></category>
  </question>
  <question type="multichoice">
    <name><text>big</text></name>
    <questiontext format="plain_text"><text>Is 1 &lt; 2 &amp; 3?</text></questiontext>
    <generalfeedback format="plain_text"><text>]]&gt;</text></generalfeedback>
    <defaultgrade>1</defaultgrade>
    <idnumber>big</idnumber>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answer fraction="0" format="plain_text"><text>Saturn</text><feedback format="plain_text">\
<text>It is second.</text></feedback></answer>
    <answer fraction="100" format="plain_text"><text>Jupiter</text></answer>
    <answer fraction="0" format="plain_text"><text>Neptune</text></answer>
    <answer fraction="0" format="plain_text"><text>Mars</text></answer>
    <hint format="plain_text"><text>Yes.</text></hint>
    <tags>
      <tag><text>a</text></tag>
    </tags>
  </question>
  <question type="category">
    <category><text>A//B</text></category>
  </question>
  <question type="numerical">
    <name><text>far</text></name>
    <questiontext format="plain_text"><text>What?</text></questiontext>
    <generalfeedback format="plain_text"><text></text></generalfeedback>
    <defaultgrade>1</defaultgrade>
    <idnumber>far</idnumber>
    <answer fraction="100" format="plain_text"><text>8.5</text><tolerance>1</tolerance></answer>
    <units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>
  </question>
</quiz>
"""
    )
