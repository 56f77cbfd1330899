"""Printed sheets: what each kind looks like, hostile texts, and real pages out of a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from builders import (
    BODIES,
    CHOICE,
    MATCH,
    NUMBER,
    ORDER,
    SEVERAL,
    TRUE_FALSE,
    TYPED,
    make_question,
)
from spacequiz.formats.sheets import Layout, Sheet, make_sheets
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.choices import Choice, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.game.question import Citation, arrange_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.question import Question

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
TOOLS = CHROMIUM and shutil.which("pdftotext")
needs_browser = pytest.mark.skipif(
    not TOOLS, reason="no chromium and pdftotext here (packages chromium and poppler-utils)"
)
PAPERS = ("A4", "letter")


@dataclass
class Head:
    title: str = "Planets"
    language: str = "en"
    authors: tuple[str, ...] = ("Ms. Rivera",)
    license: str = "CC-BY-4.0"


def make_test(count: int = 12) -> list[Question]:
    """Return questions of all kinds and levels."""
    levels = list(Difficulty)
    return [
        make_question(f"q{n}", BODIES[n % len(BODIES)], difficulty=levels[n % 3])
        for n in range(count)
    ]


def show(
    questions: Sequence[Question], head: Head | None = None, seed: str = "s", **layout: bool
) -> tuple[str, str]:
    """Return the one sheet and its key."""
    sheet, key = make_sheets(head or Head(), questions, seed=seed, layout=Layout(**layout))
    return sheet.data.decode(), key.data.decode()


def read_cells(key: str) -> list[list[str]]:
    """Return the key's answers, row by row."""
    rows = re.findall(r"<tr><th scope=\"row\".*?</th>(.*?)</tr>", key)
    return [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall("<td>(.*?)</td>", row)] for row in rows
    ]


def list_options(page: str) -> list[str]:
    return re.findall("<li><span[^>]*>[A-Z]+</span><span><bdi>(.*?)</bdi>", page)


# -- what is printed -----------------------------------------------------------------------------


def test_a_choice_has_letters_and_the_key_names_the_right_one() -> None:
    page, key = show([make_question("q", CHOICE)])
    options = list_options(page)
    assert sorted(options) == ["Jupiter", "Mars", "Neptune", "Saturn"]
    ((letter,),) = read_cells(key)
    assert options["ABCD".index(letter)] == "Jupiter"
    assert "Circle the right answer." in page


@pytest.mark.parametrize(
    ("options", "columns"),
    [
        (["Mars", "Moon", "Sun", "Io"], "four"),
        (["Mars", "Moon", "Sun"], "three"),
        (["Mars", "Moon"], "two"),
        (["Mars", "Moon", "Sun", "The moon Ganymede"], "two"),
        (["Mars", "Moon", "Sun", "The largest moon there is in the whole system"], ""),
    ],
)
def test_options_stand_in_as_many_columns_as_they_fit_into(
    options: list[str], columns: str
) -> None:
    body = Choice(options[0], tuple(Wrong(text) for text in options[1:]))
    page, _ = show([make_question("q", body)])
    (style,) = re.findall('<ul class="options ?([a-z]*)">', page)
    assert style == columns


def test_several_says_so_and_the_key_names_all() -> None:
    page, key = show([make_question("q", SEVERAL)])
    options = list_options(page)
    assert "Mark all that are right." in page
    ((letters,),) = read_cells(key)
    chosen = {options["ABCDE".index(letter)] for letter in letters.split(", ")}
    assert chosen == set(SEVERAL.answers)


def test_a_statement_offers_true_and_false() -> None:
    page, key = show([make_question("q", TRUE_FALSE)])
    assert re.findall("<li><span>(.*?)</span>", page) == ["True", "False"]
    assert read_cells(key) == [["True"]]


def test_typed_answers_and_numbers_have_a_line() -> None:
    page, key = show([make_question("a", TYPED)])
    assert '<p class="line"><i></i></p>' in page
    assert read_cells(key) == [["secret moon"]]
    assert "Also right: <bdi>secret luna</bdi>" in key
    assert "lune" not in key
    page, key = show([make_question("b", NUMBER)])
    assert '<i class="short"></i><bdi>km</bdi>' in page
    assert read_cells(key) == [["384,400 ± 600 km"]]
    assert "<h2>" not in key


def test_order_has_boxes_and_the_key_the_numbers() -> None:
    question = make_question("q", ORDER)
    page, key = show([question])
    shown = arrange_options(question, "s/A")
    assert re.findall('class="box"></span><span><bdi>(.*?)<', page) == list(shown)
    ((numbers,),) = read_cells(key)
    assert [shown[numbers.split().index(str(n))] for n in (1, 2, 3, 4)] == list(ORDER.items)


def test_match_has_boxes_and_letters() -> None:
    page, key = show([make_question("q", MATCH)])
    assert re.findall('class="box"></span><span><bdi>(.*?)<', page) == ["Mars", "Neptune", "Venus"]
    rights = list_options(page)
    assert sorted(rights) == ["blue", "green", "red", "white"]
    ((letters,),) = read_cells(key)
    assert [rights["ABCD".index(x)] for x in letters.split()] == ["red", "blue", "white"]


def test_the_head_asks_for_name_and_date_and_tells_the_points() -> None:
    page, _ = show(make_test(9))
    for word in ("Name", "Date", "Score", "<span>/ 9</span>"):
        assert word in page
    assert "From the pack <bdi>Planets</bdi>, by <bdi>Ms. Rivera</bdi>, <bdi>CC-BY" in page
    # At the end it could come alone on a page that a class would be given.
    assert page.index("From the pack") < page.index("<main>")
    assert "From the pack" not in show(make_test(2), Head(authors=(), license=""))[0]


def test_a_sheet_gives_nothing_away() -> None:
    page, _ = show(make_test(), explanations=True)
    assert "secret" not in page.replace("secret moon", "")
    assert "secret moon" not in page


def test_explanations_stand_in_the_key_on_demand() -> None:
    cited = Citation("book", "Science 5", (4, 5))
    question = make_question("q", CHOICE, explain="It is big.", citation=cited)
    assert "It is big." not in show([question])[1]
    key = show([question], explanations=True)[1]
    assert "It is big." in key
    assert "<bdi>Science 5</bdi> ¶ 4, 5" in key


def test_bubbles_and_large_print_are_there_on_demand() -> None:
    plain, bubbles = show(make_test())[0], show(make_test(), bubbles=True)[0]
    assert 'class="bubble"' not in plain
    assert 'class="bubble"' in bubbles
    assert 'class="bubble square"' in bubbles
    assert "Fill in the circle" in bubbles
    assert "--size: 18pt" in show(make_test(), large=True)[0]
    wide = make_question("w", Choice("rather long", (Wrong("and another"),)))
    assert 'class="options two"' in show([wide])[0]
    assert 'class="options two"' in show([wide], large=True)[0]
    wider = make_question("w", Choice("much more than a dozen letters", (Wrong("b"), Wrong("c"))))
    assert 'class="options two"' in show([wider])[0]
    assert 'class="options"' in show([wider], large=True)[0]


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [
        ("en", "ltr", ">Name<"),
        ("es-MX", "ltr", ">Nombre<"),
        ("nl", "ltr", '><span lang="en" dir="ltr">Name</span><'),
        ("he", "rtl", '><span lang="en" dir="ltr">Name</span><'),
        ("ar-EG", "rtl", ""),
        ("az-Arab", "rtl", ""),
        ("ur_Latn", "ltr", ""),
    ],
)
def test_a_sheet_speaks_the_language_of_its_pack(language: str, direction: str, word: str) -> None:
    page, key = show(make_test(), Head(language=language))
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert word in page
    assert f'dir="{direction}">' in key


# -- versions ------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes_whatever_the_order() -> None:
    questions = make_test()
    first = make_sheets(Head(), questions, versions=3, seed="x")
    assert make_sheets(Head(), questions[::-1], versions=3, seed="x") == first
    assert make_sheets(Head(), questions, versions=3, seed="y") != first
    assert make_sheets(Head(), questions, versions=2, seed="x")[:2] == first[:2]


def test_versions_differ_in_order_but_keep_easy_questions_first() -> None:
    questions = make_test(30)
    sheets = make_sheets(Head(), questions, versions=4, seed="x")
    assert [sheet.name for sheet in sheets] == ["A", "B", "C", "D", "key"]
    level = {q.ask: list(Difficulty).index(q.difficulty) for q in questions}
    orders = []
    for sheet in sheets[:4]:
        asks = re.findall('class="ask"><bdi>(.*?)</bdi>', sheet.data.decode())
        assert sorted(asks) == sorted(level)
        assert [level[ask] for ask in asks] == sorted(level.values())
        orders.append(tuple(asks))
    assert len(set(orders)) == 4


def test_the_key_has_a_column_for_each_version_with_its_code() -> None:
    *sheets, key = make_sheets(Head(), make_test(20), versions=3, seed="x")
    rows = read_cells(key.data.decode())
    assert [len(row) for row in rows] == [3] * 20
    heads = re.findall('<th scope="col"><b>(.)</b> · ([0-9A-F]{4})</th>', key.data.decode())
    assert [letter for letter, _ in heads] == ["A", "B", "C"]
    for sheet, (letter, code) in zip(sheets, heads, strict=True):
        assert f"Version <b>{letter}</b> · {code}" in sheet.data.decode()


# -- hostile packs -------------------------------------------------------------------------------

HOSTILE = [
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><link rel=stylesheet href=//evil.example/x.css>",
    "<!-- ]]> &lt; &#x3c;script&#x3e;",
    '"; } * { display: none } @import url(//evil.example)',
    "\\22 \\} \n @page",
    "x" * 3000,
    "{footer} {0} %s",
]


class Elements(HTMLParser):
    """List all elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def list_elements(pages: Sequence[Sheet]) -> tuple[set[str], set[str]]:
    parser = Elements()
    for page in pages:
        parser.feed(page.data.decode())
    return parser.tags, parser.attributes


def make_hostile(text: str) -> tuple[Head, list[Question]]:
    bodies: list[Body] = [
        Choice(text, (Wrong(f"{text} 2", text), Wrong(f"{text} 3"))),
        Typed(text, (f"{text} 2",)),
        Number(Decimal(8), units=(text,)),
        *BODIES,
    ]
    cited = Citation("d", text, (1,), text)
    questions = [
        make_question(f"q{n}", body, ask=text, explain=text, citation=cited, category=text)
        for n, body in enumerate(bodies)
    ]
    return Head(text, text, (text,), text), questions


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_pack_adds_nothing_to_the_page(text: str) -> None:
    layout = Layout(explanations=True, bubbles=True)
    usual = make_sheets(Head(), make_hostile("sound")[1], versions=2, layout=layout)
    tags, attributes = list_elements(usual)
    head, questions = make_hostile(text)
    pages = make_sheets(head, questions, versions=2, layout=layout)
    found = list_elements(pages)
    assert found[0] <= tags
    assert found[1] <= attributes
    for page in pages:
        content = page.data.decode()
        style = content[content.index("<style>") : content.index("</style>")]
        # Only the style's own words: of the text, no sign comes through that could end a string.
        assert "evil.example" not in style
        assert style.count('"') == usual_quotes(usual, page)


def usual_quotes(usual: Sequence[Sheet], page: Sheet) -> int:
    content = next(u.data.decode() for u in usual if u.name == page.name)
    return content[content.index("<style>") : content.index("</style>")].count('"')


def test_nothing_is_loaded_from_anywhere() -> None:
    tags, attributes = list_elements(make_sheets(Head(), make_test(), versions=2))
    assert not tags & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not attributes & {"src", "href", "srcset", "style", "onload"}
    for page in make_sheets(Head(), make_test()):
        assert b"default-src 'none'" in page.data
        assert b"url(" not in page.data
        assert b"http" not in page.data.replace(b"http-equiv", b"")


def test_a_lone_surrogate_does_not_stop_the_press() -> None:
    assert "?" in show([make_question("q", Typed("a"), ask="\ud800")])[0]


def test_more_options_than_letters_are_printed() -> None:
    wrong = tuple(Wrong(f"option {n}") for n in range(30))
    page, _ = show([make_question("q", Choice("right", wrong))])
    assert len(list_options(page)) == 31
    assert ">AE<" in page


# -- in a browser --------------------------------------------------------------------------------


def print_pages(folder: Path, data: bytes, paper: str) -> list[str]:
    """Print a sheet as a browser does, and return the text of each page."""
    assert CHROMIUM
    file, pdf = folder / "sheet.html", folder / "sheet.pdf"
    file.write_bytes(data.replace(b"@page {", f"@page {{ size: {paper};".encode(), 1))
    flags = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}"),
    )
    command = [CHROMIUM, *flags, f"--print-to-pdf={pdf}", file.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    told = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, timeout=60, check=True
    )
    return told.stdout.decode().split("\f")[:-1]


def make_long_test() -> list[Question]:
    """Return questions whose beginning and end can be told apart on a page."""
    questions = []
    for n in range(40):
        texts = (*(f"wrong option {m} of question {n}, a long one" for m in "123"), f"END{n:02}")
        body = Choice("the right one", tuple(map(Wrong, texts)), keep_last=texts[-1])
        ask = f"BEGIN{n:02} " + "a line of a stem that is rather long, " * (n % 7)
        questions.append(make_question(f"q{n:02}", body, ask=ask))
    return questions


@needs_browser
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("large", [False, True])
def test_no_question_is_broken_over_pages(tmp_path: Path, paper: str, large: bool) -> None:
    questions = make_long_test()
    sheet, _ = make_sheets(Head(), questions, layout=Layout(large=large, bubbles=True))
    pages = print_pages(tmp_path, sheet.data, paper)
    assert len(pages) > 3
    for n in range(len(questions)):
        begin = [place for place, page in enumerate(pages) if f"BEGIN{n:02}" in page]
        end = [place for place, page in enumerate(pages) if f"END{n:02}" in page]
        assert len(begin) == 1
        assert begin == end
    for place, page in enumerate(pages, start=1):
        assert "".join(page.split()).endswith(f"{place}/{len(pages)}")
        assert "Planets · " in page


@needs_browser
def test_all_kinds_and_the_key_come_out_whole(tmp_path: Path) -> None:
    code = make_question("code", ask="What is printed?\n\nif True:\n    print(1)")
    questions = [*make_test(13), code]
    sheet, _, key = make_sheets(Head(), questions, versions=2, layout=Layout(explanations=True))
    text = "\n".join(print_pages(tmp_path, sheet.data, "A4"))
    outer, inner = re.findall(r"^( *)(?:if True|print.1)", text, re.MULTILINE)
    assert len(inner) > len(outer)
    for words in ("Name", "/ 14", "Jupiter", "True", "km", "green", "Version A"):
        assert words in text
    text = "\n".join(print_pages(tmp_path, key.data, "letter"))
    for words in ("Answer key", "384,400 ± 600 km", "secret explanation of q3", "Mars → red"):
        assert words in text


@needs_browser
@pytest.mark.parametrize("large", [False, True])
def test_short_options_stay_in_one_piece(tmp_path: Path, large: bool) -> None:
    words = ["w" * n for n in range(3, 34)]
    questions = [make_question("t", TRUE_FALSE)] + [
        make_question(word, Choice(f"{word}a", (Wrong(f"{word}b"), Wrong(f"{word}c"))))
        for word in words
    ]
    layout = Layout(large=large, bubbles=True)
    sheet, _ = make_sheets(Head(language="pt"), questions, layout=layout)
    text = "".join(print_pages(tmp_path, sheet.data, "letter"))
    assert "Verdadeiro" in text
    # As wide as letters get: nothing that long stands in a language, so the last ones may break.
    for word in words[: 12 if large else 20]:
        assert f"{word}a" in text


@needs_browser
def test_a_hostile_sheet_is_printed_as_text(tmp_path: Path) -> None:
    text = "".join(HOSTILE[:5])
    head, questions = make_hostile(text)
    head.language = "en"
    pages = print_pages(tmp_path, make_sheets(head, questions)[0].data, "A4")
    assert "<script>alert(1)</script>" in "".join(pages)
    assert "".join(pages[0].split()).endswith(f"1/{len(pages)}")
