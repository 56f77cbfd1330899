"""QTI: what Canvas, Blackboard, Brightspace and Moodle export comes in right, or is refused."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from formats.helpers import HEAD, make, tell
from spacequiz.errors import PackError
from spacequiz.formats import archive
from spacequiz.formats.catalogue import read_questions, write_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported


def material(text: str, form: str = "text/html") -> str:
    return f'<material><mattext texttype="{form}">{escape(text)}</mattext></material>'


def options(*texts: str) -> str:
    labels = (
        f'<response_label ident="{"abcdefgh"[n]}">{material(text)}</response_label>'
        for n, text in enumerate(texts)
    )
    return f"<render_choice>{''.join(labels)}</render_choice>"


def equal(value: str, response: str = "r") -> str:
    return f'<varequal respident="{response}">{value}</varequal>'


def condition(test: str, points: str = "", link: str = "", rest: str = ' continue="Yes"') -> str:
    score = f'<setvar action="Set" varname="SCORE">{points}</setvar>' if points else ""
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{link}"/>' if link else ""
    return f"<respcondition{rest}><conditionvar>{test}</conditionvar>{score}{shown}</respcondition>"


def item(response: str, scoring: str, kind: str = "", after: str = "", ask: str = "Which?") -> str:
    field = f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    return (
        f'<item ident="i" title="Question"><itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata>'
        f"<presentation>{material(f'<p>{ask}</p>')}{response}</presentation>"
        f'<resprocessing><outcomes><decvar maxvalue="100" varname="SCORE"/></outcomes>{scoring}'
        f"</resprocessing>{after}</item>"
    )


def choose(*texts: str, cardinality: str = "Single") -> str:
    return f'<response_lid ident="r" rcardinality="{cardinality}">{options(*texts)}</response_lid>'


TYPE = '<response_str ident="r" rcardinality="Single"><render_fib/></response_str>'


def quiz(*items: str, title: str = "Weather") -> str:
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment title="{title}"><section ident="root_section">{"".join(items)}</section>'
        "</assessment></questestinterop>"
    )


def feedback(**texts: str) -> str:
    return "".join(
        f'<itemfeedback ident="{name}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'
        for name, text in texts.items()
    )


def row(name: str, left: str, *rights: str) -> str:
    return f'<response_lid ident="{name}">{material(left)}{options(*rights)}</response_lid>'


def add(test: str, points: str = "33.33", action: str = "Add") -> str:
    score = f'<setvar action="{action}" varname="SCORE">{points}</setvar>'
    return f"<respcondition><conditionvar>{test}</conditionvar>{score}</respcondition>"


def read_one(text: str) -> Imported:
    return read_questions(quiz(text).encode(), "qti")


RIGHTS = ("mammal", "insect", "amphibian")
ROWS = "".join(
    row(name, left, *RIGHTS) for name, left in (("1", "cat"), ("2", "ant"), ("3", "newt"))
)
BODIES = {
    "canvas choice": (
        item(choose("Stratus", "Cirrus", "Cumulus"), condition(equal("b"), "100")),
        Choice("Cirrus", (Wrong("Stratus"), Wrong("Cumulus"))),
    ),
    "points of any size": (
        item(
            choose("Stratus", "Cirrus"), condition(equal("a"), "0") + condition(equal("b"), "0.5")
        ),
        Choice("Cirrus", (Wrong("Stratus"),)),
    ),
    "all points by name": (
        item(
            choose("Stratus", "Cirrus"),
            condition(equal("b"), "SCORE.max", rest="") + condition("<other/>", "0.0", rest=""),
        ),
        Choice("Cirrus", (Wrong("Stratus"),)),
    ),
    "true-false": (item(choose("True", "False"), condition(equal("b"), "100")), TrueFalse(False)),
    "canvas several": (
        item(
            choose("2", "3", "4", cardinality="Multiple"),
            condition(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>", "100"),
        ),
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "brightspace several": (
        item(
            choose("2", "3", "4", "5", cardinality="Multiple"),
            condition(f"{equal('a')}{equal('c')}<not>{equal('b')}{equal('d')}</not>", "1"),
        ),
        Several(("2", "4"), (Wrong("3"), Wrong("5"))),
    ),
    "several by sums": (
        item(
            choose("2", "3", "4", cardinality="Multiple"),
            add(equal("a"), "50") + add(equal("b"), "-50") + add(equal("c"), "50"),
        ),
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "all but those named": (
        item(choose("2", "3"), condition(equal("a"), "0") + condition("<other/>", "100")),
        Choice("3", (Wrong("2"),)),
    ),
    "several by sums and differences": (
        item(
            choose("2", "3", "4", cardinality="Multiple"),
            add(equal("a"), "50") + add(equal("b"), "50", "Subtract") + add(equal("c"), "50"),
        ),
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "blackboard several, said to be single": (
        item(
            choose("2", "3", "4"),
            condition(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>", "100"),
            "Multiple Answer",
        ),
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "short answer": (
        item(
            TYPE,
            condition(equal("Illinois") + equal("IL"), "100")
            .replace("><varequal", "><or><varequal", 1)
            .replace("</conditionvar", "</or></conditionvar"),
        ),
        Typed("Illinois", ("IL",)),
    ),
    "canvas short answer": (
        item(TYPE, condition(f"{equal('Illinois')}", "100") + condition(equal("IL"), "100")),
        Typed("Illinois", ("IL",)),
    ),
    "one gap of several texts": (
        item(
            row("r", "cloud", "Cirrus", "cirrus cloud"),
            add(equal("a"), "100"),
            "fill_in_multiple_blanks_question",
            ask="Which? [cloud]",
        ),
        Typed("Cirrus", ("cirrus cloud",)),
    ),
    "one dropdown": (
        item(
            row("r", "cloud", "Stratus", "Cirrus"),
            add(equal("b"), "100"),
            "multiple_dropdowns_question",
            ask="Which? [cloud]",
        ),
        Choice("Cirrus", (Wrong("Stratus"),)),
    ),
    "number with a margin": (
        item(
            TYPE,
            condition(
                f'<or>{equal("77.0")}<and><vargte respident="r">70.0</vargte>'
                '<varlte respident="r">84.0</varlte></and></or>',
                "100",
            ),
            "numerical_question",
        ),
        Number(Decimal(77), Decimal(7)),
    ),
    "two right numbers": (
        item(
            TYPE, condition(equal("-7"), "100") + condition(equal("4"), "100"), "numerical_question"
        ),
        Typed("-7", ("4",), match=Strictness.SPELLING),
    ),
    "match": (
        item(ROWS, add(equal("a", "1")) + add(equal("b", "2")) + add(equal("c", "3"))),
        Matching((("cat", "mammal"), ("ant", "insect"), ("newt", "amphibian"))),
    ),
    "order": (
        item(
            choose("b", "a", "c", cardinality="Ordered"),
            condition(f"<and>{equal('b')}{equal('a')}{equal('c')}</and>", "100"),
        ),
        Order(("a", "b", "c")),
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_kinds(name: str) -> None:
    text, body = BODIES[name]
    found = read_one(text)
    assert [question.body for question in found.questions] == [body], found.losses
    gap = " _____" if "[cloud]" in text else ""
    assert found.questions[0].ask == f"Which?{gap}"
    assert (found.title, found.left_out) == ("Weather", 0)


REFUSED = {
    "two right options": (
        item(choose("a", "b", "c"), condition(equal("a"), "100") + condition(equal("b"), "100")),
        "two of its options are right",
    ),
    "no key": (item(choose("a", "b"), condition(equal("a"), "0")), "none of its answers is right"),
    "a key that is no option": (
        item(
            choose("a", "b", cardinality="Multiple"),
            condition(f"<and>{equal('a')}{equal('z')}</and>", "100"),
        ),
        "an option that is not there",
    ),
    "a picture as an option": (
        item(choose("Cirrus", "<img src='x.png'>"), condition(equal("a"), "100")),
        "empty, or a picture",
    ),
    "options that read the same": (
        item(choose("a<br>b", "a b"), condition(equal("a"), "100")),
        "read the same",
    ),
    "several gaps": (
        item(
            row("1", "one", "x", "y") + row("2", "two", "p", "q"),
            add(equal("a", "1")) + add(equal("a", "2")),
            ask="[one] and [two]",
        ),
        "several gaps",
    ),
    "an essay": (item(TYPE, "", "essay_question"), "an essay"),
    "an essay without a name": (item(TYPE, ""), "it may be an essay"),
    "a formula": (
        item(TYPE, condition(equal("1"), "100"), "calculated_question"),
        "anew each time",
    ),
    "a factor": (
        item(choose("a", "b"), condition(equal("a"), "2").replace('"Set"', '"Multiply"')),
        "multiplies",
    ),
    "a row with two partners": (
        item(ROWS, add(equal("a", "1")) + add(equal("b", "1")) + add(equal("c", "3"))),
        "no partner, or several",
    ),
    "half an order": (
        item(
            choose("b", "a", "c", cardinality="Ordered"), condition(equal("b") + equal("a"), "100")
        ),
        "order of its items",
    ),
    "two ranges": (
        item(
            TYPE,
            "".join(
                condition(
                    f'<vargte respident="r">{n}</vargte><varlte respident="r">{n + 1}</varlte>',
                    "100",
                )
                for n in (1, 5)
            ),
        ),
        "several ranges",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_in_doubt_is_left_out_with_a_reason(name: str) -> None:
    text, why = REFUSED[name]
    found = read_one(text)
    assert (found.questions, found.left_out) == ((), 1)
    assert why in found.losses[0].what


def test_feedback_explains_only_what_it_was_said_of() -> None:
    scoring = (
        condition("<other/>", link="general_fb")
        + condition(equal("a"), link="a_fb")
        + condition(equal("b"), link="b_fb")
        + condition(equal("b"), "100", "correct_fb", rest=' continue="No"')
        + condition("<other/>", link="general_incorrect_fb")
    )
    texts = feedback(
        general_fb="Clouds are named by height.",
        correct_fb="Well done!",
        general_incorrect_fb="Read page 5.",
        a_fb="It is the lowest.",
        b_fb="Yes, it is made of ice.",
    )
    found = read_one(item(choose("Stratus", "Cirrus", "Cumulus"), scoring, after=texts))
    question = found.questions[0]
    assert question.explain == "Clouds are named by height."
    assert question.body == Choice(
        "Cirrus", (Wrong("Stratus", "It is the lowest."), Wrong("Cumulus"))
    )
    assert [what.partition('"')[2].rstrip('"') for what in tell(found)] == [
        "Well done!",
        "Yes, it is made of ice.",
        "Read page 5.",
    ]


def test_praise_is_taken_off_an_explanation() -> None:
    scoring = condition(equal("b"), "100", "fb")
    found = read_one(
        item(choose("a", "b"), scoring, after=feedback(fb="Correct! Ice clouds are the highest."))
    )
    assert found.questions[0].explain == "Ice clouds are the highest."


BLACKBOARD = """<questestinterop><assessment title="Pool"><section><item><itemmetadata>
<bbmd_questiontype>Matching</bbmd_questiontype></itemmetadata><presentation><flow class="Block">
<flow class="QUESTION_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">Classify.
</mat_formattedtext></mat_extension></material></flow><flow class="RESPONSE_BLOCK">{lefts}</flow>
<flow class="RIGHT_MATCH_BLOCK">{rights}</flow></flow></presentation><resprocessing>{conditions}
<respcondition><conditionvar><other/></conditionvar><setvar variablename="SCORE">0</setvar>
<displayfeedback linkrefid="incorrect"/></respcondition></resprocessing></item></section>
</assessment></questestinterop>"""


def test_blackboard_matches_by_place() -> None:
    lefts = rights = conditions = ""
    for number, (left, right, partner) in enumerate(
        (("cat", "insect", 1), ("ant", "mammal", 0), ("newt", "amphibian", 2))
    ):
        labels = "".join(f'<response_label ident="{number}{n}"/>' for n in range(3))
        lefts += (
            f'<flow class="Block"><flow>{material(left)}</flow><response_lid ident="r{number}">'
            f"<render_choice>{labels}</render_choice></response_lid></flow>"
        )
        rights += f"<flow>{material(right)}</flow>"
        conditions += condition(equal(f"{number}{partner}", f"r{number}"), link="correct", rest="")
    text = BLACKBOARD.format(lefts=lefts, rights=rights, conditions=conditions)
    found = read_questions(text.encode(), "qti")
    assert found.questions[0].body == Matching(
        (("cat", "mammal"), ("ant", "insect"), ("newt", "amphibian"))
    )


POOL = """<?xml version='1.0'?><POOL><TITLE value='Exam 3'/><QUESTIONLIST/>
<QUESTION_MULTIPLECHOICE id='q1'><BODY><TEXT><![CDATA[<b>Between</b> orange and green?]]></TEXT></BODY>
<ANSWER id='a1'><TEXT>red</TEXT></ANSWER><ANSWER id='a2'><TEXT>yellow</TEXT></ANSWER>
<GRADABLE><CORRECTANSWER answer_id='a2'/><FEEDBACK_WHEN_CORRECT>You gave the right answer.
</FEEDBACK_WHEN_CORRECT></GRADABLE></QUESTION_MULTIPLECHOICE>
<QUESTION_FILLINBLANK id='q2'><BODY><TEXT>Name an amphibian: ____</TEXT></BODY>
<ANSWER id='b1'><TEXT>frog</TEXT></ANSWER><GRADABLE/></QUESTION_FILLINBLANK>
<QUESTION_MULTIPLECHOICE id='q3'><BODY><TEXT>No key?</TEXT></BODY><ANSWER id='c1'><TEXT>x</TEXT></ANSWER>
<GRADABLE/></QUESTION_MULTIPLECHOICE>
<QUESTION_MATCH id='q5'><BODY><TEXT>Where does it live?</TEXT></BODY>
<ANSWER id='d1'><TEXT>frog</TEXT></ANSWER><ANSWER id='d2'><TEXT>camel</TEXT></ANSWER>
<ANSWER id='d3'><TEXT>seal</TEXT></ANSWER><CHOICE id='e3'><TEXT>ice</TEXT></CHOICE>
<CHOICE id='e1'><TEXT>desert</TEXT></CHOICE><CHOICE id='e2'><TEXT>pond</TEXT></CHOICE>
<GRADABLE><CORRECTANSWER answer_id='d1' choice_id='e2'/><CORRECTANSWER answer_id='d2' choice_id='e1'/>
<CORRECTANSWER answer_id='d3' choice_id='e3'/></GRADABLE></QUESTION_MATCH>
<QUESTION_MATCH id='q6'><BODY><TEXT>Half a key</TEXT></BODY>
<ANSWER id='d1'><TEXT>frog</TEXT></ANSWER><ANSWER id='d2'><TEXT>camel</TEXT></ANSWER>
<CHOICE id='e1'><TEXT>desert</TEXT></CHOICE>
<GRADABLE><CORRECTANSWER answer_id='d2' choice_id='e1'/></GRADABLE></QUESTION_MATCH>
<QUESTION_ORDER id='q7'><BODY><TEXT>From small to large</TEXT></BODY>
<ANSWER id='f1'><TEXT>cat</TEXT></ANSWER><ANSWER id='f2'><TEXT>ant</TEXT></ANSWER>
<ANSWER id='f3'><TEXT>mouse</TEXT></ANSWER><GRADABLE><CORRECTANSWER answer_id='f1' order='11'/>
<CORRECTANSWER answer_id='f2' order='9'/><CORRECTANSWER answer_id='f3' order='10'/></GRADABLE></QUESTION_ORDER>
<QUESTION_ESSAY id='q4'><BODY><TEXT>Write.</TEXT></BODY></QUESTION_ESSAY></POOL>"""


def test_an_old_blackboard_pool() -> None:
    assert recognise(POOL.encode()) == "qti"
    found = read_questions(POOL.encode(), "qti")
    assert [q.body for q in found.questions] == [
        Choice("yellow", (Wrong("red"),)),
        Typed("frog"),
        Matching((("frog", "pond"), ("camel", "desert"), ("seal", "ice"))),
        Order(("ant", "mouse", "cat")),
    ]
    assert found.questions[0].explain == ""
    assert (found.title, found.left_out) == ("Exam 3", 3)
    assert found.losses[-1].what == "left out: it is an essay"


def second(body: str, declared: str, cardinality: str = "single", base: str = "identifier") -> str:
    return (
        '<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" '
        f'identifier="i" title="Clouds"><responseDeclaration identifier="R" cardinality="{cardinality}" '
        f'baseType="{base}">{declared}</responseDeclaration><itemBody>{body}</itemBody></assessmentItem>'
    )


def correct(*values: str) -> str:
    return f"<correctResponse>{''.join(f'<value>{v}</value>' for v in values)}</correctResponse>"


def simple(*texts: str, name: str = "choiceInteraction") -> str:
    found = "".join(
        f'<simpleChoice identifier="{"abcdefgh"[n]}">{text}</simpleChoice>'
        for n, text in enumerate(texts)
    )
    return f'<{name} responseIdentifier="R"><prompt>Which?</prompt>{found}</{name}>'


ASSOCIATED = "".join(
    "<simpleMatchSet>"
    + "".join(
        f'<simpleAssociableChoice identifier="{side}{n}">{text}</simpleAssociableChoice>'
        for n, text in enumerate(texts)
    )
    + "</simpleMatchSet>"
    for side, texts in (
        ("l", ("cat", "ant", "newt")),
        ("r", ("insect", "mammal", "amphibian", "fish")),
    )
)
SECOND = {
    "choice": (
        second(simple("Stratus", "Cir<b>rus</b>"), correct("b")),
        Choice("Cirrus", (Wrong("Stratus"),)),
    ),
    "several": (
        second(simple("2", "3", "4"), correct("a", "c"), "multiple"),
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "several by points": (
        second(
            simple("2", "3", "4"),
            '<mapping><mapEntry mapKey="a" mappedValue="1"/><mapEntry mapKey="b" mappedValue="-1"/>'
            '<mapEntry mapKey="c" mappedValue="1"/></mapping>',
            "multiple",
        ),
        Several(("2", "4"), (Wrong("3"),)),
    ),
    "true-false": (second(simple("True", "False"), correct("b")), TrueFalse(False)),
    "typed": (
        second(
            '<p>Which? <textEntryInteraction responseIdentifier="R"/></p>',
            correct("York")
            + '<mapping><mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="Yorck" mappedValue="1"/></mapping>',
            base="string",
        ),
        Typed("York", ("Yorck",)),
    ),
    "number": (
        second(
            '<p>Which?</p><textEntryInteraction responseIdentifier="R"/>',
            correct("8.5"),
            base="float",
        ),
        Number(Decimal("8.5")),
    ),
    "order": (
        second(simple("b", "a", "c", name="orderInteraction"), correct("b", "a", "c"), "ordered"),
        Order(("a", "b", "c")),
    ),
    "match": (
        second(
            f'<matchInteraction responseIdentifier="R"><prompt>Which?</prompt>{ASSOCIATED}</matchInteraction>',
            correct("l0 r1", "l1 r0", "l2 r2"),
            "multiple",
            "directedPair",
        ),
        Matching((("cat", "mammal"), ("ant", "insect"), ("newt", "amphibian")), ("fish",)),
    ),
}


@pytest.mark.parametrize("name", SECOND)
def test_kinds_of_version_2(name: str) -> None:
    text, body = SECOND[name]
    assert recognise(text.encode()) == "qti"
    found = read_questions(text.encode(), "qti")
    assert [question.body for question in found.questions] == [body], found.losses
    assert found.questions[0].ask.startswith("Which?")


def test_version_3_has_other_names_for_the_same() -> None:
    text = (
        '<qti-assessment-item xmlns="x" identifier="i"><qti-response-declaration identifier="R" '
        'cardinality="single" base-type="identifier"><qti-correct-response><qti-value>b</qti-value>'
        "</qti-correct-response></qti-response-declaration><qti-item-body><qti-choice-interaction "
        'response-identifier="R"><qti-prompt>Which?</qti-prompt><qti-simple-choice identifier="a">x'
        '</qti-simple-choice><qti-simple-choice identifier="b">y</qti-simple-choice>'
        "</qti-choice-interaction></qti-item-body></qti-assessment-item>"
    )
    assert recognise(text.encode()) == "qti"
    found = read_questions(text.encode(), "qti")
    assert found.questions[0].body == Choice("y", (Wrong("x"),))


REFUSED_SECOND = {
    "key and points that differ": (
        second(
            simple("x", "y"),
            correct("b") + '<mapping><mapEntry mapKey="a" mappedValue="1"/></mapping>',
        ),
        "contradict each other",
    ),
    "a key that is no option": (second(simple("x", "y"), correct("z")), "not there"),
    "no key": (second(simple("x", "y"), ""), "no right answer"),
    "two keys": (second(simple("x", "y", "z"), correct("a", "b")), "two of its options are right"),
    "two interactions": (second(simple("x", "y") * 2, correct("a")), "several things"),
    "steps": (
        second(simple("x", "y"), correct("a")).replace(' title="', ' adaptive="true" title="'),
        "steps",
    ),
    "random numbers": (
        second(f"<templateBlock/>{simple('x', 'y')}", correct("a")),
        "anew each time",
    ),
    "an essay": (second('<extendedTextInteraction responseIdentifier="R"/>', ""), "essay"),
}


@pytest.mark.parametrize("name", REFUSED_SECOND)
def test_what_is_in_doubt_in_version_2(name: str) -> None:
    text, why = REFUSED_SECOND[name]
    found = read_questions(text.encode(), "qti")
    assert (found.questions, found.left_out) == ((), 1)
    assert why in found.losses[0].what


def pack(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


ONE = quiz(item(choose("Stratus", "Cirrus"), condition(equal("b"), "100")))


def test_a_package_names_the_quiz_as_the_category() -> None:
    other = ONE.replace("Weather", "Animals").replace("Stratus", "Cat").replace("Cirrus", "Dog")
    data = pack(imsmanifest_xml="<manifest/>", a__a_xml=ONE, b__b_xml=other, a__meta_xml="<quiz/>")
    assert recognise(data) == "qti"
    found = read_questions(data, "qti")
    assert [question.category for question in found.questions] == ["Weather", "Animals"]


def test_canvas_writes_a_quiz_twice_and_the_fuller_one_is_read() -> None:
    poor = quiz(item(choose("Stratus", "Cirrus"), condition(equal("b"), "100"), "essay_question"))
    files = {"imsmanifest.xml": "<manifest/>", "gab/assessment_qti.xml": poor}
    data = pack(**files, **{"non_cc_assessments/gab.xml.qti": ONE})
    found = read_questions(data, "qti")
    assert (len(found.questions), found.left_out) == (1, 0)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("zipped", [True, False])
def test_utf_16(encoding: str, zipped: bool) -> None:
    one = quiz(item(choose("Fog", "Zürich"), condition(equal("b"), "100")))
    data = one.replace('"1.0"', '"1.0" encoding="UTF-16"', 1).encode(encoding)
    data = pack(quiz_xml=data, imsmanifest_xml="<manifest/>") if zipped else data
    assert recognise(data) == "qti"
    assert read_questions(data, "qti").questions[0].body == Choice("Zürich", (Wrong("Fog"),))


def test_one_broken_file_costs_itself_alone() -> None:
    data = pack(imsmanifest_xml="<manifest/>", a_xml=ONE, b_xml=ONE[:-40])
    found = read_questions(data, "qti")
    assert (len(found.questions), found.left_out) == (1, 1)
    assert "no sound XML" in found.losses[0].what


def test_a_document_type_that_names_a_file_is_passed_over_and_not_fetched() -> None:
    named = '<?xml version="1.0"?><!DOCTYPE questestinterop SYSTEM "file:///etc/hostname">'
    data = ONE.replace('<?xml version="1.0"?>', named).encode()
    assert recognise(data) == "qti"
    assert len(read_questions(data, "qti").questions) == 1


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE q SYSTEM "x.dtd" [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    data = ONE.replace('<?xml version="1.0"?>', declared).replace("Stratus", "&a;").encode()
    with pytest.raises(PackError, match="document type or entities"):
        read_questions(data, "qti")
    found = read_questions(pack(imsmanifest_xml="<manifest/>", a_xml=ONE, b_xml=data), "qti")
    assert (len(found.questions), found.left_out) == (1, 1)


def test_a_bomb_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000_000)
    data = pack(imsmanifest_xml="<manifest/>", a_xml="<questestinterop>" + " " * 2_000_000)
    assert len(data) < 10_000
    with pytest.raises(PackError, match="more than is unpacked"):
        read_questions(data, "qti")


def test_a_list_of_too_many_files_is_refused_before_it_is_read() -> None:
    data = bytearray(pack(imsmanifest_xml="<manifest/>", a_xml=ONE))
    data[-12:-10] = (60_000).to_bytes(2, "little")
    with pytest.raises(PackError, match=r"more than 5,000 files"):
        read_questions(bytes(data), "qti")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_half_a_package_is_refused(part: float) -> None:
    data = pack(imsmanifest_xml="<manifest/>", a_xml=ONE)
    with pytest.raises(PackError, match="damaged, or not whole"):
        read_questions(data[: int(len(data) * part)], "qti")


def test_depth_is_limited() -> None:
    deep = ONE.replace("<presentation>", "<presentation>" + "<flow>" * 60)
    with pytest.raises(PackError, match=r"nested too deep|no sound XML"):
        read_questions(deep.encode(), "qti")


def test_a_package_without_questions_says_so() -> None:
    data = pack(imsmanifest_xml="<manifest/>", wiki_xml="<page/>")
    assert recognise(data) == "qti"
    with pytest.raises(PackError, match="no questions in the package"):
        read_questions(data, "qti")


def test_latin_letters_that_are_utf_8_are_not_garbled() -> None:
    text = ONE.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>')
    text = text.replace("Cirrus", "Föhn")
    for encoding in ("utf-8", "latin-1"):
        assert read_questions(text.encode(encoding), "qti").questions[0].body.answer == "Föhn"  # type: ignore[attr-defined]


def test_a_quiz_for_canvas_is_the_same_bytes_each_time_and_says_what_it_lost() -> None:
    order = make(Order(("a", "b", "c")), id="o")
    written = write_questions([make(explain="It is."), order], HEAD, "qti")
    assert written.data == write_questions([make(explain="It is."), order], HEAD, "qti").data
    assert [(loss.question, loss.what) for loss in written.losses] == [
        ("o", "left out: Canvas has no such kind: an order question")
    ]
    with zipfile.ZipFile(io.BytesIO(written.data)) as target:
        names = target.namelist()
        manifest = target.read("imsmanifest.xml").decode()
    assert names[0] == "imsmanifest.xml"
    assert all(f'href="{name}"' in manifest for name in names[1:])


def test_several_right_texts_of_one_gap_are_alternatives() -> None:
    found = read_one(item(TYPE, condition(equal("Illinois") + equal("IL"), "100")))
    assert found.questions[0].body == Typed("Illinois", ("IL",))


def test_letters_that_count_as_written() -> None:
    exact = equal("NaCl").replace("<varequal", '<varequal case="Yes"')
    found = read_one(item(TYPE, condition(exact, "100")))
    assert found.questions[0].body == Typed("NaCl", match=Strictness.WRITTEN)


@pytest.mark.parametrize("body", [Typed("star", ("*", "a*b")), Typed("*")])
def test_a_star_is_a_star(body: Typed) -> None:
    written = write_questions([make(body)], HEAD, "qti")
    found = read_questions(written.data, "qti")
    assert [question.body for question in found.questions] == [body]
    assert tell(found) == []
