"""Every error of the pack format, with its exact line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.game.kinds.choices import Choice, Wrong

from .helpers import HEAD, list_places, make_pack, make_question, read

if TYPE_CHECKING:
    from pathlib import Path

# The head of the pack in these tests takes 8 lines; the question begins in line 9, its keys at 3.
# What stands after `id`, `ask`, `answer`, `wrong` and `explain` begins in line 14.
QUESTION_ERRORS = [
    ("hints: It is red.", [(14, 3, "unknown-key")]),
    ("hint: a\nhint: b", [(15, 3, "duplicate-key")]),
    ("difficulty: esay", [(14, 15, "unknown-value")]),
    ("difficulty: [easy]", [(14, 15, "wrong-form")]),
    ("category: {a: b}", [(14, 13, "wrong-form")]),
    ("kind: chioce", [(13, 9, "unknown-kind")]),
    ("kind: [choice]", [(13, 9, "unknown-kind")]),
    ("id: Biggest Planet", [(13, 7, "bad-id")]),
    ("id: -x-", [(13, 7, "bad-id")]),
    ("ask:", [(13, 3, "empty-text")]),
    ('ask: "  "', [(13, 3, "empty-text")]),
    (f"ask: {'x' * 2001}", [(13, 8, "too-long")]),
    (f"explain: {'x' * 2001}", [(13, 12, "too-long")]),
    (f"answer: {'x' * 201}", [(13, 11, "too-long")]),
    ("answer: [Jupiter]", [(13, 11, "wrong-form")]),
    ("wrong: Saturn, Mars", [(13, 10, "wrong-form")]),
    ("wrong: []", [(13, 10, "too-few")]),
    ("wrong: [a, b, c, d, e, f, g, h]", [(13, 10, "too-many")]),
    ("wrong: [Saturn, '']", [(13, 19, "empty-text")]),
    ("wrong: [Saturn, [x]]", [(13, 19, "wrong-form")]),
    ("wrong: [{text: Saturn, wy: small}]", [(13, 26, "unknown-key")]),
    ("wrong: [{why: small}]", [(13, 11, "missing-key")]),
    ("wrong: [Saturn, Saturn]", [(13, 19, "duplicate-option")]),
    ("wrong: [Saturn, Jupiter]", [(13, 19, "duplicate-option")]),
    ("wrong: [Saturn, {text: Jupiter}]", [(13, 26, "duplicate-option")]),
    ("wrong:\n- Big  one\n- |\n  Big\n  one", [(15, 5, "duplicate-option")]),
    ("keep-last: None of these", [(14, 14, "unknown-option")]),
    ("accept: [Jove]", [(14, 3, "unknown-key")]),
    ("explain:", [(13, 3, "missing-explain")]),
    ("explain: ''", [(13, 3, "missing-explain")]),
    ("source: textbook", [(14, 11, "wrong-form")]),
    ("source: {paragraph: 4}", [(14, 11, "missing-key")]),
    ("source: {document: textbok}", [(14, 22, "unknown-document")]),
    ("source: {document: textbook, paragraph: 13}", [(14, 43, "unknown-paragraph")]),
    ("source: {document: textbook, paragraphs: [4, 13]}", [(14, 48, "unknown-paragraph")]),
    ("source: {document: textbook, paragraph: 0}", [(14, 43, "too-small")]),
    ("source: {document: textbook, paragraph: four}", [(14, 43, "not-a-number")]),
    ("source: {document: textbook, page: 4}", [(14, 32, "unknown-key")]),
    (
        "source: {document: textbook, paragraph: 4, paragraphs: [5]}",
        [(14, 43, "two-paragraphs")],
    ),
    ("tags: red; round", [(14, 9, "wrong-form")]),
    ("tags: 'twin:a b'", [(14, 9, "bad-tag")]),
    ("tags: ['twin:a b']", [(14, 10, "bad-tag")]),
    ("answer: {text: Jupiter, image: j.png}", [(13, 34, "missing-alt")]),
    ("wrong: [{text: Saturn, alt: A disk}]", [(13, 31, "missing-image")]),
    (
        "answer: {text: Jupiter, imge: j.png, alt: x}",
        [(13, 27, "unknown-key"), (13, 45, "missing-image")],
    ),
    ("answer: {image: j.png, alt: x}", [(13, 11, "missing-key"), (13, 11, "wrong-form")]),
    ("kind: typed\nanswer: {text: Jupiter, image: j.png, alt: x}", [(13, 11, "wrong-form")]),
    ("allow: [Longest Answer]", [(14, 11, "bad-id")]),
    (f"hint: {'x' * 501}", [(14, 9, "too-long")]),
    ("kind: several\nanswers: []", [(13, 12, "too-few")]),
    ("kind: several\nanswers: [a, b]\nwrong: [b]", [(14, 11, "duplicate-option")]),
    ("kind: true-false\nanswer: maybe", [(13, 11, "not-true-or-false")]),
    ("kind: true-false\nanswer: 1", [(13, 11, "not-true-or-false")]),
    ("kind: true-false\nanswer: true\nwrong: [false]", [(14, 3, "unknown-key")]),
    ("kind: typed\nanswer: a\nreject: [a]", [(14, 12, "right-and-rejected")]),
    ("kind: typed\nanswer: a b\nkey: b\nreject: [b]", [(15, 12, "right-and-rejected")]),
    ("kind: typed\nanswer: a\nprompt: [a]", [(14, 12, "judged-and-prompted")]),
    ("kind: typed\nanswer: a\nprompt: {a: Which}", [(14, 15, "judged-and-prompted")]),
    ("kind: typed\nanswer: a\nprompt: {b: [c]}", [(14, 15, "wrong-form")]),
    ("kind: typed\nanswer: a\nkey: {b: c}", [(14, 8, "wrong-form")]),
    ("kind: typed\nanswer: a\nmatch: deny", [(14, 10, "unknown-value")]),
    ("kind: typed\nanswer: a\ntypos: exact", [(14, 3, "unknown-key")]),
    ("kind: number\nanswer: 1,5", [(13, 11, "not-a-number")]),
    ("kind: number\nanswer: 1e5", [(13, 11, "not-a-number")]),
    ("kind: number\nanswer: nan", [(13, 11, "not-a-number")]),
    ("kind: number\nanswer: 5 km", [(13, 11, "not-a-number")]),
    ("kind: number\nanswer: 5\ntolerance: -1", [(14, 14, "too-small")]),
    ("kind: order\nitems: [a, b]", [(13, 10, "too-few")]),
    ("kind: order\nitems: [a, b, c, d, e, f, g, h, i]", [(13, 10, "too-many")]),
    ("kind: order\nitems: [a, b, a]", [(13, 17, "duplicate-option")]),
    ("kind: match\npairs: {a: b, c: d}", [(13, 10, "too-few")]),
    ("kind: match\npairs: {a: 1, b: 2, c: 1}", [(13, 26, "duplicate-option")]),
    ("kind: match\npairs: {a: 1, b: 2, c: 3}\nextra: [3]", [(14, 11, "duplicate-option")]),
    ("kind: match\npairs: {a: 1, b: 2, c: []}", [(13, 26, "wrong-form")]),
    ("kind: match\npairs: [a, b, c]", [(13, 10, "wrong-form")]),
    ("kind: match\npairs: {a: 1, a: 2, b: 3, c: 4}", [(13, 17, "duplicate-key")]),
    ("hint: &a red", [(14, 9, "anchor")]),
    ("hint: *a", [(14, 9, "alias")]),
    ("hint: !red", [(14, 9, "tag")]),
    ("tags: !!set {a, b}", [(14, 9, "tag"), (14, 9, "wrong-form")]),
    ("<<: {hint: red}", [(14, 3, "merge-key")]),
    ("[hint]: red", [(14, 3, "bad-key")]),
    ("{a: b}: red", [(14, 3, "bad-key")]),
    (r'hint: "a\e[2J"', [(14, 9, "forbidden-character")]),
    (r'hint: "a\x9b31m"', [(14, 9, "forbidden-character")]),
    (r'hint: "a\0b"', [(14, 9, "forbidden-character")]),
    ("hint: abc\u202edef", [(14, 12, "forbidden-character")]),
    ("hint: abc\x1bdef", [(14, 12, "forbidden-character")]),
    ("hint: abc\x9bdef", [(14, 12, "forbidden-character")]),
    ("hint: e" + "\u0323" * 4, [(14, 10, "stacked-marks")]),
    ("hint: abc\u200bdef", [(14, 12, "invisible-character")]),
    ("tags: [[[[[[[[[[[[a]]]]]]]]]]]]", [(14, 18, "too-deep")]),
    ("ask: Pluto: a planet?", [(13, 13, "syntax")]),
    ('ask: "Pluto', [(13, 8, "syntax")]),
    ("ask: [Pluto", [(13, 8, "syntax")]),
    ("hint: 'It's red'", [(14, 13, "syntax")]),
    (r'hint: "C:\dir"', [(14, 12, "syntax")]),
    ("hint: @home", [(14, 9, "syntax")]),
    ("hint: %5", [(14, 9, "syntax")]),
    ("hint: - red", [(14, 9, "syntax")]),
    ("  hint: red", [(14, 9, "syntax")]),
]


@pytest.mark.parametrize(("keys", "places"), QUESTION_ERRORS)
def test_error_in_a_question(tmp_path: Path, keys: str, places: list[tuple[int, int, str]]) -> None:
    pack = read(tmp_path, make_pack(make_question(keys)))
    assert list_places(pack) == places
    assert all(d.question == "biggest-planet" for d in pack.diagnostics if d.code != "bad-id")
    warned = [d.severity for d in pack.diagnostics] == ["warning"]
    assert bool(pack.questions) == (warned or places[-1][2] in UNSEEN_BY_THE_SCHEMA)


UNSEEN_BY_THE_SCHEMA = frozenset(
    [
        "duplicate-key",
        "anchor",
        "alias",
        "tag",
        "merge-key",
        "bad-key",
        "forbidden-character",
        "stacked-marks",
    ]
)

HEAD_ERRORS = [
    ("title: Example", "titel: Example", [(1, 1, "missing-key"), (3, 1, "unknown-key")]),
    ("id: example\n", "", [(1, 1, "missing-key")]),
    ("id: example", "id: My Pack", [(2, 5, "bad-id")]),
    ("spacequiz: 1\n", "", [(1, 1, "missing-key")]),
    ("spacequiz: 1", "spacequiz: 2", [(1, 12, "unknown-format")]),
    ("title: Example", "title: [a]", [(3, 8, "wrong-form")]),
    ("title: Example", "title: Example\nlanguage: english please", [(4, 11, "bad-language")]),
    ("title: Example", "title: Example\ntranslates: example", [(4, 13, "translates-itself")]),
    ("title: Example", "title: Example\nexplanations: never", [(4, 15, "unknown-value")]),
    ("title: Example", "title: Example\norder: random", [(4, 8, "unknown-value")]),
    ("title: Example", "title: Example\nauthors: [[me]]", [(4, 11, "wrong-form")]),
    ("title: Example", "title: Example\nicon: x.png", [(4, 1, "unknown-key")]),
    ("    title: Science 5\n", "", [(6, 5, "missing-key")]),
    ("paragraphs: 12", "paragraphs: many", [(7, 17, "not-a-number")]),
    ("paragraphs: 12", "pages: 12", [(7, 5, "unknown-key")]),
    ("  textbook:", "  Text book:", [(5, 3, "bad-id")]),
    ("spacequiz: 1", "%YAML 1.1\n---\nspacequiz: 1", [(1, 1, "directive")]),
]


@pytest.mark.parametrize(("old", "new", "places"), HEAD_ERRORS)
def test_error_in_the_head(
    tmp_path: Path, old: str, new: str, places: list[tuple[int, int, str]]
) -> None:
    assert old in HEAD
    pack = read(tmp_path, make_pack(head=HEAD.replace(old, new)))
    assert list_places(pack) == places
    assert len(pack.questions) == 1, "an error in the head does not hide the questions"


WHOLE_FILES: list[tuple[str | bytes, list[tuple[int, int, str]]]] = [
    ("", [(1, 1, "empty-file")]),
    ("\ufeff\n\n", [(1, 1, "empty-file")]),
    ("# nothing but words\n", [(1, 1, "empty-file")]),
    ("just words\n", [(1, 1, "no-keys")]),
    ("- a\n- b\n", [(1, 1, "no-keys")]),
    ("a\0b", [(1, 1, "not-utf8")]),
    ("abc\nd\0b", [(1, 1, "not-text")]),
    (make_pack().encode("utf-16"), [(1, 1, "not-utf8")]),
    (make_pack().encode("utf-16-le"), [(1, 1, "not-utf8")]),
    (make_pack().encode("utf-16-be"), [(1, 1, "not-utf8")]),
    (b"PK\x03\x04....", [(1, 1, "not-text")]),
    (HEAD.replace("questions:\n", ""), [(1, 1, "no-questions")]),
    (HEAD, [(8, 1, "no-questions")]),
    (HEAD.replace("questions:", "questions: []"), [(8, 12, "no-questions")]),
    (HEAD.replace("questions:", "questions: none"), [(8, 12, "wrong-form")]),
    (HEAD + "- just words\n", [(9, 3, "wrong-form")]),
    (make_pack() + "---\nid: more\n", [(14, 1, "second-document")]),
    (make_pack() + "...\n", []),
    ("---\n" + make_pack(), []),
    ("\ufeff" + make_pack(), []),
    (make_pack().replace("\n", "\r\n"), []),
    (make_pack().replace("\n", "\r"), []),
]


@pytest.mark.parametrize(("data", "places"), WHOLE_FILES)
def test_whole_file(tmp_path: Path, data: str | bytes, places: list[tuple[int, int, str]]) -> None:
    assert list_places(read(tmp_path, data)) == places


def test_windows_1252_names_line_and_byte(tmp_path: Path) -> None:
    text = make_pack(make_question("hint: It’s red"), make_question("id: other\nhint: caf\xe9"))
    pack = read(tmp_path, text.replace("\n", "\r\n").encode("cp1252"))
    assert list_places(pack) == [(14, 11, "not-utf8")]
    assert "Line 14" in pack.diagnostics[0].message
    assert "0x92" in pack.diagnostics[0].message


def test_columns_count_characters_after_wide_ones_and_line_ends_of_windows(tmp_path: Path) -> None:
    text = make_pack(make_question("wrong: [土星, 海王星, 土星]"))
    for data in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert list_places(read(tmp_path, data)) == [(13, 20, "duplicate-option")]


@pytest.mark.parametrize(
    ("line", "column"), [("\t- Saturn", 1), ("  \t- Saturn", 3), ("  -\tSaturn", 4)]
)
def test_a_tab_is_named_and_the_rest_still_read(tmp_path: Path, line: str, column: int) -> None:
    question = make_question("id: two\nwrong:\n@").replace("  @", line)
    pack = read(tmp_path, make_pack(make_question("id: one\nhints: x"), question))
    assert list_places(pack) == [(14, 3, "unknown-key"), (20, column, "tab")]
    assert [d.question for d in pack.diagnostics] == ["one", "two"]


def test_a_tab_within_a_text_is_a_space(tmp_path: Path) -> None:
    pack = read(tmp_path, make_pack(make_question("hint: red\tspot")))
    assert list_places(pack) == []
    assert pack.questions[0].hint == "red spot"


def test_columns_behind_a_tab_are_those_of_the_file(tmp_path: Path) -> None:
    pack = read(tmp_path, make_pack(make_question("source:\t{document: nix}")))
    assert list_places(pack) == [(14, 10, "tab"), (14, 22, "unknown-document")]
    assert pack.diagnostics[1].quote == "  source:\t{document: nix}"


def test_the_same_id_twice(tmp_path: Path) -> None:
    pack = read(tmp_path, make_pack(make_question(), make_question()))
    assert list_places(pack) == [(14, 7, "duplicate-id")]


def test_all_errors_of_all_questions_at_once(tmp_path: Path) -> None:
    pack = read(
        tmp_path,
        make_pack(
            make_question("id: one\nask: Pluto: a planet?"),
            make_question("id: two\nhints: red\ndifficulty: esay\nwrong: [Jupiter]"),
            make_question('id: three\nask: "Not closed'),
            make_question("id: four\nkind: number\nanswer: big"),
            make_question("id: five"),
        ),
    )
    found = [(d.question, d.code) for d in pack.diagnostics]
    assert found == [
        ("one", "syntax"),
        ("two", "unknown-key"),
        ("two", "unknown-value"),
        ("two", "duplicate-option"),
        ("three", "syntax"),
        ("four", "not-a-number"),
    ]
    assert [q.id for q in pack.questions] == ["five"]


def test_optional_explanations_only_warn(tmp_path: Path) -> None:
    head = HEAD.replace("title: Example", "title: Example\nexplanations: optional")
    pack = read(tmp_path, make_pack(make_question("explain:"), head=head))
    assert [(d.severity, d.code) for d in pack.diagnostics] == [("warning", "missing-explain")]
    assert pack.errors == 0
    assert len(pack.questions) == 1


def test_one_text_counts_as_a_list_of_one(tmp_path: Path) -> None:
    head = HEAD.replace("title: Example", "title: Example\nauthors: Ms. Brook")
    pack = read(tmp_path, make_pack(make_question("wrong: Mars\ntags: gas giants"), head=head))
    assert [d.message for d in pack.diagnostics] == []
    assert pack.head.authors == ("Ms. Brook",)
    (question,) = pack.questions
    assert question.tags == ("gas giants",)
    assert question.body == Choice("Jupiter", (Wrong("Mars"),))


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ("explan: x", "Did you mean explain?"),
        ("id: Q3", "Use small letters, digits and dashes: q3"),
        ("tags: gas, ice", 'A list of one is written in brackets: tags: ["gas, ice"]'),
        (
            "answer: x\n hint: y",
            "Let it begin where they begin; or put quotes around the text above, if it belongs to it.",
        ),
        ("answers: [a]", "Did you mean answer?"),
        ("pairs: {a: b}", "It belongs to the kind match."),
        ("difficulty: hrad", "Did you mean hard?"),
        ("kind: true_false", "Did you mean true-false?"),
        ("source: {document: texbook}", "Did you mean textbook?"),
        ("keep-last: Neptun", "Did you mean Neptune?"),
        ('wrong: [Mars, ""]', "Write something behind the dash, or delete the line."),
    ],
)
def test_did_you_mean(tmp_path: Path, keys: str, hint: str) -> None:
    pack = read(tmp_path, make_pack(make_question(keys)))
    assert hint in [d.hint for d in pack.diagnostics]
