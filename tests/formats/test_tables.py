"""Tables as teachers have them: every way of telling what is right, and every doubt refused."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.helpers import tell
from spacequiz.errors import PackError
from spacequiz.formats.catalogue import read_questions
from spacequiz.formats.header import read_header
from spacequiz.formats.old_excel import list_formats
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.typed import Typed

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported
    from spacequiz.game.kinds.body import Body

CIRRUS = Choice("Cirrus", (Wrong("Stratus"), Wrong("Fog")))


def read(text: str | bytes, **options: Any) -> Imported:
    data = text.encode() if isinstance(text, str) else text
    return read_questions(data, recognise(data), guessed=True, **options)


def bodies(text: str) -> list[Body]:
    found = read(text)
    assert found.left_out == 0, tell(found)
    return [question.body for question in found.questions]


HEADS = [
    ("question,option A,option B,option C,correct", "B"),
    ("Question,Choice1,Choice2,Choice3,Answer", "2"),
    ("Question,Answer 1,Answer 2,Answer 3,Correct", "2"),
    ("Nr,Question,A,B,C,Answer", "b"),
    ("question,optionA,optionB,optionC,CorrectAnswer", "B)"),
    ("Question,Options,,,Correct answer", "Cirrus"),
    ("Question,Answers,,,Correct answer", "Cirrus"),
    ("Question,Answer,Answer,Answer,Correct answer", "B"),
    ("Question,Possible answers,,,Right one", "B"),
    ("question,optiona,optionb,optionc,correctanswer", "B"),
    ("Questions,A,B,C,Correct Answer Key", "B"),
    ("Pregunta,Respuestas,,,Respuesta correcta", "Cirrus"),
    ("Question,Réponses,,,Bonne réponse", "B"),
    ("Question,Réponses possibles,,,Réponse attendue", "B"),
    ("Frage,Antworten,,,Richtige Antwort", "B"),
    ("Frage,Mögliche Antworten,,,Richtig ist", "B"),
    ("Pergunta,Respostas,,,Resposta correta", "B"),
    ("Domanda,Risposte,,,Risposta corretta", "Cirrus"),
    ("Question,1,2,3,Key", "2"),
    ("Frage,Antwort A,Antwort B,Antwort C,Lösung", "b)"),
    ("Frage,Antwortmöglichkeit 1,Antwortmöglichkeit 2,Antwortmöglichkeit 3,Richtige Antwort", "2"),
    ("Pregunta,Opción A,Opción B,Opción C,Respuesta correcta", "B"),
    ("Énoncé,Réponse A,Réponse B,Réponse C,Bonne réponse", "B"),
    ("Pergunta,Alternativa A,Alternativa B,Alternativa C,Gabarito", "B"),
    ("Domanda,Opzione 1,Opzione 2,Opzione 3,Risposta corretta", "2"),
    ("Vraag,Antwoord A,Antwoord B,Antwoord C,Juiste antwoord", "B"),
    ("Question,Option A,Option B,Option C,Correct Option (A-D)", "Option B"),
    ("Question Text,Answer 1,Answer 2,Answer 3 (Optional),Correct Answer(s)", "2"),
    ("question_text,option_a,option_b,option_c,correct_option", "cirrus"),
]


@pytest.mark.parametrize(("head", "key"), HEADS)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_options_in_columns(head: str, key: str, mark: str) -> None:
    row = ["Which cloud is highest?", "Stratus", "Cirrus", "Fog", key]
    if head.startswith("Nr"):
        row = ["1", *row]
    text = head.replace(",", mark) + "\n" + mark.join(row) + "\n"
    assert bodies(text) == [CIRRUS]


@pytest.mark.parametrize(
    "head",
    [
        *("question,correct,incorrect1,incorrect2", "Frage,Antwort,Falsch 1,Falsch 2"),
        *("Pregunta,Respuesta correcta,Incorrecta 1,Incorrecta 2", "question,answer,Wrong,Wrong"),
        *(
            "Question,Bonne réponse,Mauvaise réponse 1,Mauvaise réponse 2",
            "ask,answer,wrong1,wrong2",
        ),
        *(
            "Domanda,Risposta corretta,Errata 1,Errata 2",
            "Question,Answer,Distractor 1,Distractor 2",
        ),
        "Pergunta,Resposta correta,Resposta errada 1,Resposta errada 2",
        *("Question,Correct answer,Wrong answers,", "Frage,Richtige Antwort,Falsche Antworten,"),
        *("Pregunta,Respuesta,Respuestas incorrectas,", "Domanda,Risposta,Risposte sbagliate,"),
    ],
)
def test_the_right_answer_and_the_wrong_ones_in_columns(head: str) -> None:
    assert bodies(f"{head}\nWhich cloud is highest?,Cirrus,Stratus,Fog\n") == [CIRRUS]


def test_several_keys_and_marks() -> None:
    text = "question,A,B,C,answer\nRocky?,Mars,Saturn,Venus,{}\n"
    rocky = Several(("Mars", "Venus"), (Wrong("Saturn"),))
    for key in ('"A, C"', "A;C", "AC", "A and C", "1 3", "Mars; Venus", "A C"):
        assert bodies(text.format(key)) == [rocky], key
    marked = "question,option 1,correct 1,option 2,correct 2,option 3,correct 3\n"
    assert bodies(marked + "Rocky?,Mars,TRUE,Saturn,FALSE,Venus,x\n") == [rocky]
    several = "question,correct answer 1,correct answer 2,wrong 1\nRocky?,Mars,Venus,Saturn\n"
    assert bodies(several) == [rocky]


def test_rows_of_other_kinds_among_options() -> None:
    text = "question,type,A,B,answer,explanation\n"
    text += "Round?,True/False,,,WAHR,It is.\nRound?,MC,True,False,B,\nStar?,short answer,,,Sun,\n"
    text += 'Rocky?,multiple,Mars,Venus,"A,B",\nBig?,single,Sun,Moon,A,\n'
    assert bodies(text) == [
        *(TrueFalse(True), TrueFalse(False), Typed("Sun"), Several(("Mars", "Venus"))),
        Choice("Sun", (Wrong("Moon"),)),
    ]
    assert read(text).questions[0].explain == "It is."


CELLS = [
    "a:Stratus.,b:Cirrus, high up.,c:Fog",
    "A) Stratus. B) Cirrus, high up. C) Fog",
    "a. Stratus.\nb. Cirrus, high up.\nc. Fog",
    "Stratus. | Cirrus, high up. | Fog",
    "Stratus.\nCirrus, high up.\nFog",
    "(a) Stratus.; (b) Cirrus, high up.; (c) Fog",
]


@pytest.mark.parametrize("cell", CELLS)
def test_options_in_one_cell(cell: str) -> None:
    told = bodies(f'question,options,correct answer\nWhich is highest?,"{cell}",b\n')
    assert [option.strip(".") for option in tell_options(told[0])] == [
        "Cirrus, high up",
        "Stratus",
        "Fog",
    ]


def tell_options(body: Body) -> list[str]:
    assert isinstance(body, Choice)
    return [body.answer, *(option.text for option in body.wrong)]


def test_options_in_one_cell_that_cannot_be_parted_for_sure() -> None:
    head = "question,options,answer\n"
    for cell in (
        "a:Plan b: go,b:Stay,c:Wait",
        "Stratus, Cirrus, Fog",
        "a:Stratus,c:Cirrus",
        "a:x,d:y,b:z,c:w",
    ):
        found = read_questions(f'{head}Which?,"{cell}",b\nWho?,"{cell}",c\n'.encode(), "csv")
        assert found.questions == (), cell


def test_letters_before_options_are_no_part_of_them() -> None:
    head = "question,A,B,C,answer\n"
    assert bodies(f"{head}Which is highest?,A) Stratus,B) Cirrus,C) Fog,B\n") == [CIRRUS]
    assert bodies(f"{head}Which is highest?,A) Stratus,Cirrus,C) Fog,B\n") == [
        Choice("Cirrus", (Wrong("A) Stratus"), Wrong("C) Fog")))
    ]


DOUBTS = [
    ("question,A,B,C,answer\nWhich?,a1,b1,c1,D\n", "none of its options"),
    ("question,A,B,C,answer\nWhich?,a1,b1,c1,\n", "names no right answer"),
    ("question,A,B,C,answer\nWhich?,a1,,c1,B\n", "empty option"),
    ("question,A,B,C,answer\nHow many?,2,3,4,2\n", "place or its text"),
    ("question,A,B,C,answer\nWhich?,a1,b1,c1,A) b1\n", "names one option and says another"),
    ("question,A,B,C,answer\nWhich, if any?,a1,b1,c1,B\n", "more cells than columns"),
    ("question,A,B,C,answer,note\nWhich, if any?,a1,b1,c1,B\n", "begins with a space"),
    ("question,A,B,answer,,\nWhich?,a1,b1,B,c1,\n", "column without a name"),
    ("question,A,B,answer\nWhich?,#REF!,b1,B\n", "holds an error"),
    ("question,A,B,C,answer\nWhich?,a1,b1,A1,A1 \nWhich?,a1,b1,a1,A\n", "stands there twice"),
    ("question,A,B,C,answer\nX?,a1,b1,c1,0\nY?,a1,b1,c1,3\n", "count from 0 and from 1"),
    ("question,answer\nWhich? A) Fog B) Rain,B\n", "its options stand in no column"),
    ("question,answer\nFirst?,B\nSecond?,C\n", "its options stand in no column"),
    ("question,A,B,C,D,answer\nX?,a1,b1,c1,d1,1\nY?,a1,b1,c1,d1,2\n", "from 0 or from 1"),
    ("question,choice 1,choice 2,choice 3,answer index\nX?,a1,b1,c1,2\n", "from 0 or from 1"),
    ("question,A,B,correct,answer\nX?,a1,b1,A,a1\nY?,a2,b2,A,b2\n", "name different options"),
    ("question,correct,answer\nX?,Lima,Lima\nY?,Peru,Chile\n", "right answers differ"),
    ("question,answer\nFog is low.,T\nHail is ice.,T\n", "true or false, or be a text"),
    ("question,answer\nVanadium?,V\nFluorine?,F\n", "true or false, or be a text"),
    ("question,type,answer\nFog is low.,T/F,W\n", "neither true nor false"),
    ('question,kind,answer,wrong 1\nRocky?,several,"Mars, Venus",Saturn\n', "put bars between"),
]


@pytest.mark.parametrize(("text", "why"), DOUBTS)
def test_what_is_in_doubt_is_left_out(text: str, why: str) -> None:
    found = read_questions(text.encode(), "csv")
    assert any(why in what for what in tell(found)), tell(found)
    assert len(found.questions) == text.count("\n") - 1 - found.left_out
    assert not any(question.body == Typed("B") for question in found.questions)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("question,answer,option one,option two", "not understood"),
        ("question,A,B,C", "no column says which"),
        ("question,option 1,option 3,answer", "not understood"),
        ("question,option 0,option 1,answer", "not understood"),
        ("question,answer,decoy answers", "not understood"),
    ],
)
def test_columns_that_look_like_options_stop_the_conversion(head: str, why: str) -> None:
    with pytest.raises(PackError, match=why) as caught:
        read_questions(f"{head}\nWhich?,a,b,c\n".encode(), "csv")
    assert "answer" in caught.value.hint


def test_a_column_of_keys_is_understood_as_a_whole() -> None:
    rows = "question,A,B,C,answer\nHow many?,2,3,4,2\nWhich?,a,b,c,3\nWho?,d,e,f,1\n"
    assert [q.body.answer for q in read(rows).questions] == ["3", "c", "d"]  # type: ignore[attr-defined]
    texts = "question,A,B,C,answer\nHow many?,2,3,4,2\nWhich?,10,20,30,30\nWho?,41,51,61,51\n"
    assert [q.body.answer for q in read(texts).questions] == ["2", "30", "51"]  # type: ignore[attr-defined]
    zero = "question,A,B,C,answer\nWho?,a,b,c,0\nWho else?,a,b,c,2\n"
    assert [q.body.answer for q in read(zero).questions] == ["a", "c"]  # type: ignore[attr-defined]
    blood = "question,A,B,C,answer\nX?,AB,B,A,A\nY?,x,y,z,B\nZ?,x,y,z,C\nV?,x,y,z,B\n"
    assert [q.body.answer for q in read(blood).questions] == ["AB", "y", "z", "y"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("keys", "right"),
    [
        ([("B", "b1"), ("A", "a2")], "b1 a2"),
        ([("1", "b1"), ("2", "c2")], "b1 c2"),
        ([("1", "a1"), ("2", "b2")], "a1 b2"),
        ([("2", "B"), ("1", "A")], "b1 a2"),
        ([("B", ""), ("A", "a2")], "b1 a2"),
        ([("", ""), ("", "")], ""),
    ],
)
@pytest.mark.parametrize("names", ["correct,answer", "answer,correct option", "answer,key"])
def test_two_columns_of_keys_tell_one_another(
    keys: list[tuple[str, str]], right: str, names: str
) -> None:
    rows = [f"W{n}?,a{n},b{n},c{n},{','.join(key)}" for n, key in enumerate(keys, 1)]
    found = read_questions("\n".join([f"question,A,B,C,{names}", *rows]).encode(), "csv")
    answers = [q.body.answer for q in found.questions if isinstance(q.body, Choice)]
    assert " ".join(answers) == right


def test_a_second_column_of_keys_that_names_no_option_stops_the_conversion() -> None:
    with pytest.raises(PackError, match='not understood: "Solution"'):
        read("question,A,B,answer,Solution\nWhich?,x,y,B,Because it is so\n")


@pytest.mark.parametrize(
    ("true", "false"),
    ["TF", "RF", "VF", "WF", "SN", ("richtig", "falsch"), ("vrai", "faux"), ("yes", "no")],
)
def test_short_forms_of_true_and_false(true: str, false: str) -> None:
    rows = f"question,answer\nFog is a cloud.,{true}\nHail is hot.,{false}\n"
    assert bodies(rows) == [TrueFalse(True), TrueFalse(False)]
    options = f"question,A,B,answer\nHail is hot.,{true},{false},B\n"
    if true not in ("S", "yes"):
        assert bodies(options) == [TrueFalse(False)]


def test_letters_among_texts_stay_texts() -> None:
    symbols = "question,answer\nSulfur?,S\nNitrogen?,N\nSodium?,Na\nOxygen?,O\n"
    assert all(isinstance(body, Typed) for body in bodies(symbols))


def test_options_that_never_hold_the_answer_are_wrong() -> None:
    text = "question,correct_answer,choice_1,choice_2\nRed?,Mars,Venus,Saturn\nBlue?,Earth,Sun,Io\n"
    assert bodies(text)[1] == Choice("Earth", (Wrong("Sun"), Wrong("Io")))
    assert (
        "none of its options"
        in tell(read_questions(text[: text.index("Blue")].encode(), "csv"))[-1]
    )


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("cumulus\tA heap cloud\nfog\tA cloud on the ground\n", [("A heap cloud", "cumulus")]),
        ("Capital of Peru?\tLima\nCapital of Chile?\tSantiago\n", [("Capital of Peru?", "Lima")]),
        ("Term,Definition\nfog,A cloud on the ground\n", [("A cloud on the ground", "fog")]),
        ("perro;dog\ngato;cat\nvaca;cow\n", [("perro", "dog")]),
        ("front,back\nCapital of Peru,Lima\n", [("Capital of Peru", "Lima")]),
        ("Q,A\nCapital of Peru?,Lima\n", [("Capital of Peru?", "Lima")]),
        ("Question;Réponse\nQui ?;Moi\n", [("Qui ?", "Moi")]),
        ("pregunta,respuesta\n¿Quién?,Yo\n", [("¿Quién?", "Yo")]),
    ],
)
def test_two_columns_are_typed(text: str, pairs: list[tuple[str, str]]) -> None:
    questions = read(text).questions
    assert [(q.ask, q.body.answer) for q in questions][:1] == pairs  # type: ignore[attr-defined]
    assert all(isinstance(question.body, Typed) for question in questions)


def test_pairs_can_be_turned_and_equal_sides_are_one_question() -> None:
    text = "fog\tA low cloud\nmist\tA low cloud\nhail\tFrozen rain\n"
    assert read(text).questions[0].body == Typed("fog", ("mist",))
    turned = read(text, swap=True).questions
    assert [(q.ask, q.body) for q in turned][2] == ("hail", Typed("Frozen rain"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Which cloud?,Cirrus,Stratus,Fog\nFrozen rain?,Hail,Fog,Dew\n", "table without a line"),
        (
            "Roses are red, violets too\nSugar is sweet, so they say\nand so, again, you\n",
            "looks like",
        ),
    ],
)
def test_what_is_no_table_of_questions(text: str, what: str) -> None:
    with pytest.raises(PackError, match=what):
        recognise(text.encode())


ANKI = [
    (
        "#separator:tab\n#html:true\n#tags column:3\nCapital of <b>Peru</b>?\t<div>Lima</div>\tgeo\n",
        "",
    ),
    ("#separator:Comma,,\nCapital of Peru?,Lima,geo::south\n", ""),
    (
        "#separator:tab\n#html:false\n#notetype column:1\n#deck column:2\nBasic\tMy deck\tX?\tLima\n",
        "",
    ),
    ("#separator:tab\nThe capital of Peru is {{c1::Lima::city}}.\t\n", ""),
    ("#separator:tab\n{{c1::Lima}} lies in {{c2::Peru}}.\t\n", "several gaps"),
    ('#separator:tab\nWhich?\t"a\nb"\n', "several lines"),
    ('#separator:tab\n"Which?\nA) x\nB) y"\tA\n', "options stand in its text"),
    ("#separator:tab\nOnly a front\n", "no back"),
]


@pytest.mark.parametrize(("text", "why"), ANKI)
def test_notes_of_anki(text: str, why: str) -> None:
    assert recognise(text.encode()) == "anki"
    found = read_questions(text.encode(), "anki")
    if why:
        assert why in tell(found)[-1]
    else:
        assert found.questions[0].body == Typed("Lima")
        assert "{" not in found.questions[0].ask


# Spreadsheets -----------------------------------------------------------------------------------


def make_book(rows: list[list[Any]], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, form in (formats or {}).items():
        book.active[place].number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        *((0.25, "0%", "25%"), (0.125, "0%", "12.5%"), (0.5, "0.00%", "50.00%")),
        *((5, "$0.00", "$5.00"), (5.5, '0.00" €"', "5.50 €"), (3, '0" km"', "3 km")),
        *((7, "000", "007"), (3, "General", "3"), (2.50, "0.00", "2.50"), (2.567, "0.0", "2.567")),
        *((5, '"$"#,##0.00', "$5.00"), (5, "[$€-407]0.00", "€5.00"), (-2, "0.0", "-2.0")),
        *((6.02e23, "0.00E+00", "6.02e+23"), (12, "@", "12"), (1234, "#,##0", "1234")),
    ],
)
def test_numbers_arrive_as_they_are_shown(value: float, form: str, shown: str) -> None:
    rows: list[list[Any]] = [["ask", "answer", "wrong 1"], ["How much?", value, "x"]]
    found = read(make_book(rows, {"B2": form}))
    assert found.questions[0].body == Choice(shown, (Wrong("x"),))


def test_a_formula_without_a_value_and_an_error_cost_their_row() -> None:
    rows: list[list[Any]] = [
        ["question", "A", "B", "answer"],
        *(["Sum?", "=1+1", "3", "B"], ["Error?", "x", "#N/A", "A"], ["Fine?", "x", "y", "A"]),
    ]
    found = read(make_book(rows))
    assert [question.ask for question in found.questions] == ["Fine?"]
    assert (
        tell(found)
        == ["left out: a cell holds an error, or a formula that was never worked out"] * 2
    )


def test_a_hidden_sheet_is_left_out() -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Old")):
        sheet.append(["question", "A", "B", "answer"])
        sheet.append([f"{sheet.title}?", "x", "y", "A"])
    book["Old"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert [question.ask for question in found.questions] == ["Sheet?"]
    assert tell(found) == ['the hidden sheet "Old" is left out']


MANIFEST = """\
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>
"""


def make_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def make_opendocument(*rows: str, style: str = "") -> bytes:
    names = ("office", "table", "text", "style")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    spaces += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    cells = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content {spaces}>{style}<office:body><office:spreadsheet>"
        f'<table:table table:name="One" table:style-name="ta1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return out.getvalue()


HEADER = "".join(map(make_cell, ("Frage", "A", "B", "C", "Lösung")))
EMPTY = '<table:table-cell table:number-columns-repeated="16000"/>'


def test_an_opendocument() -> None:
    row = "".join(map(make_cell, ("Höchste?", "Stratus", "Cirrus", "Fog", "B")))
    data = make_opendocument(HEADER + EMPTY, EMPTY, row)
    assert recognise(data) == "xlsx"
    assert [question.body for question in read(data).questions] == [CIRRUS]


@pytest.mark.parametrize(
    ("told", "shown", "text"),
    [
        ('office:value-type="percentage" office:value="0.25"', "25%", "25%"),
        ('office:value-type="percentage" office:value="0.125"', "13 %", "12.5 %"),
        ('office:value-type="currency" office:value="5"', "$5.00", "$5.00"),
        ('office:value-type="currency" office:value="1234.5"', "1.234,50 €", "1.234,50 €"),
        ('office:value-type="float" office:value="3"', "3 km", "3 km"),
        ('office:value-type="float" office:value="7"', "007", "007"),
        ('office:value-type="float" office:value="0.5"', "0,5", "0.5"),
        ('office:value-type="float" office:value="2.567"', "2.6", "2.567"),
        ('office:value-type="float" office:value="1234"', "1,234", "1234"),
        ('office:value-type="time" office:time-value="PT12H30M00S"', "12:30", "12:30"),
        ('office:value-type="date" office:date-value="1969-07-20"', "20.07.69", "1969-07-20"),
        ('office:value-type="boolean" office:boolean-value="true"', "WAHR", "true"),
        ('office:value-type="string"', "a<text:s text:c='2'/>b", "a b"),
    ],
)
def test_cells_of_an_opendocument_arrive_as_they_are_shown(
    told: str, shown: str, text: str
) -> None:
    cell = f"<table:table-cell {told}><text:p>{shown}</text:p></table:table-cell>"
    rest = "".join(map(make_cell, ("x", "y", "A")))
    (question,) = read(make_opendocument(HEADER, make_cell("Which?") + cell + rest)).questions
    assert question.body == Choice(text, (Wrong("x"), Wrong("y")))


def test_errors_and_hidden_tables_of_an_opendocument() -> None:
    bad = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A'
    row = make_cell("Which?") + bad + "</text:p></table:table-cell>"
    row += "".join(map(make_cell, ("x", "y", "A")))
    found = read_questions(make_opendocument(HEADER, row), "xlsx")
    assert "holds an error" in tell(found)[-1]
    style = (
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    with pytest.raises(PackError, match="No sheet"):
        read_questions(make_opendocument(HEADER, style=style), "xlsx")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "old Word"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>question</td></tr></table></html>", "web page"),
    ],
)
def test_what_only_has_the_name_of_a_spreadsheet(data: bytes, what: str) -> None:
    with pytest.raises(PackError, match=what):
        read_questions(data, recognise(data))


def test_headers_of_prose_are_none() -> None:
    for row in (["Dear parents", "please come"], ["question"], ["a", "b", "c"], ["Term", "x"], []):
        assert read_header(row) is None, row


# An old Excel file as xlwt 1.3 writes it, its table from row 4 on: 25 % and 50 %, dollars, times.
OLD_EXCEL = (
    "c-rk)O=uHA6#h2ZB%A)kv`wR}8bj*8MI&Ck=xRlKQfn0y5j1MhP)#+hi1pxakAmPy@gmfUJ@|9+2Nm=tC@6Xm6rt"
    "6lCqco3Hh%N68(X^zEvR7G7v}A}Z)U!EGy7)Wke4rN2Cv+19Kvt15`GL9!w8PRG?uV!M8WoAQC01y!BX_(zml-Q7"
    "a0uTLG|;HdWY(L55b39`V(s41IrE^!iLU#Hu(>wMSRF;%7+!y8ZHxwph3K<6}?Avo#>m=^P%Wff}9h*f_(?I?Ra5"
    "sSh(DZ;%&Z^v_+tJ@5-3Bf-FTno~kH5ab7F+4PbR4mpR}ycn#%-gkFU{@VK;Q^Vx#3qqvGnAT>MH)ZEmRUYt%R^h"
    ")%r)09pnI}WB2x`Au_q#~V84<g2fK71`EfiL#=^l{R||1GY8__xt`$OSi;_?+;t3tr)ZS29qX@G2L)+69lWIN?)V"
    "@Td!3<Fejb7rahBnPc%7gWU<QcfsR44Zq_Td^&Iv#a;5b@8w?kBqjN=F`xa8b}kOwSh;5$K9cR~&UNN_Fjup*u&m"
    ")>%jCO`W(%xr-k&LCO;*|pxjk7k0Bp$}ECB~HxxC4l)@2H&Vk>39=%@@>Ez7K;-pg54y+-mwlyiT-{`uAV-EHPhK"
    "~Bo8r*t=(qZWW7PN@+b98m|}x-roMER+$8M4uMc=~8bL9b+Fp=eE^bm33#N&sk}m%XyZGyf){JsLyA;_tU0(iQbR"
    "q0@iP|4)w%tyfLpJ#hLeVy!xF%v(~I#x~Sy7X+Je9kG>b(FeaxOzNoAqfTDE)oPr;G0}87Vpk%4t(aM(3+N+Y~r{"
    "ynOIxXE|)*YC2VOD$fh`#Ai9_|x=o>BYY=bq~1iP=G8mPYB82Z}e~z#9<Wpzuzkr7<w$wBlIA5SWUDgjuPlZuzgc"
    "f(~3k;ZmWZya|$P8s63S4-5<pn#$`SM>mMqjaZ`DyundEh8%c9!fRMQh9o*7v}WKq-JeNjn=2$-ev8X+;4*|OY;h"
    "UnN(k31^iU^9tk)>}wbECMJ8I#)KmC#lc;bmCo_I1DMU%V=$tJpWPf-~zWc{!6gJszJn`F{TJ39I6=AB?I@_ZI>Y"
    "(nu9M?kZ=v~iBH|1VUsm9rPnf!*Rq$AsgTH&|`tdd594`sa?&MCTu#h@XFX{-39na5n"
)


def test_cells_of_an_old_excel_file_arrive_as_they_are_shown() -> None:
    found = read(zlib.decompress(base64.b85decode(OLD_EXCEL)))
    options = [
        {question.body.answer, *(wrong.text for wrong in question.body.wrong)}
        for question in found.questions
        if isinstance(question.body, Choice)
    ]
    assert options == [
        {"25%", "50%", "12.5%"},
        {"$5.00", "$6.50", "$7.00"},
        {"12:30", "6:00", "18:00"},
        {"3", "3.5", "4.00"},
        {"3 km", "30 km", "007"},
    ]


@given(st.integers(0, 5631), st.integers(0, 255))
@settings(max_examples=150)
def test_formats_of_a_damaged_old_excel_file_are_given_up(place: int, byte: int) -> None:
    data = bytearray(zlib.decompress(base64.b85decode(OLD_EXCEL)))
    data[place] = byte
    assert len(list_formats(bytes(data), {})) <= 1
    list_formats(bytes(data[:place]), {})


@pytest.mark.parametrize(
    ("head", "keys", "told"),
    [
        ("option 1,option 2,option 3,answer", "12", True),
        ("option 1,option 2,option 3,answer", "13", False),
        ("option 1,option 2,option 3,answer", "02", False),
        ("option 1,option 2,option 3,answer", "AB", False),
    ],
)
def test_that_nothing_but_the_options_tells_from_where_keys_count_is_told(
    head: str, keys: str, *, told: bool
) -> None:
    rows = "".join(f"Which {key}?,a,b,c,{key}\n" for key in keys)
    found = read_questions(f"question,{head}\n{rows}".encode(), "csv")
    assert len(found.questions) == 2
    assert any("keys count from 1" in what for what in tell(found)) == told
