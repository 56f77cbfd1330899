"""Packs that mean harm: no crash, no hang, no escape sequence, no file outside the folder."""

from __future__ import annotations

import os
import time
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacequiz.packs.diagnostics import render_github, render_json, render_text
from spacequiz.packs.mend import parse_all
from spacequiz.packs.read import read_pack
from spacequiz.packs.source import MAX_BYTES, SourceText
from spacequiz.packs.tree import MAX_DEPTH, Plain

from .helpers import HEAD, list_codes, make_pack, make_question, read, write

if TYPE_CHECKING:
    from pathlib import Path

BILLION_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "base: &a0 {k: v}\n" + "".join(
    f"m{n}: &a{n + 1}\n  <<: [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9)
)


ODD_KEYS = "".join(f"key{number}: v\n" for number in range(20_000))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BILLION_LAUGHS, "alias"),
        (HEAD + BILLION_LAUGHS, "alias"),
        (MERGE_BOMB, "merge-key"),
        ("- " * 26_000, "too-deep"),
        (HEAD + "- " * 26_000, "too-deep"),
        ("[" * 50_000, "too-deep"),
        ("{a: " * 20_000, "too-deep"),
        ("? " * 20_000, "too-deep"),
        ("[" * 13, "too-deep"),
        ("- " * 6 + "{a: [" * 500, "too-deep"),
        (HEAD + "- ask: x\n  wrong: " + "[" * 1_100 + "]" * 1_100, "too-deep"),
        ("".join(" " * n + "a:\n" for n in range(1_200)), "too-deep"),
        (HEAD + "- ask: x\n  hint: " + "[" * 1_100 + "'", "too-deep"),
        (HEAD + "- ask: '" + "[" * 1_100, "syntax"),
        (HEAD + "- &a [*a]\n", "alias"),
        ("!!python/object/apply:os.system ['true']\n", "tag"),
        ("x" * 100_000, "no-keys"),
        (make_pack(make_question("ask: " + "x" * 100_000)), "too-long"),
        (make_pack(make_question("x" * 100_000 + ": y")), "syntax"),
        (make_pack(make_question("wrong: [" + "a, " * 100_000 + "b]")), "too-many"),
        (make_pack(make_question("hint: |\n" + "\n" * 100_000 + "    a")), None),
        (HEAD + "- x\n" * 100_000, "too-many-problems"),
        (HEAD + "\t- x\n" * 100_000, "tab"),
        (HEAD + "- ask: a: b\n" * 20_000, "syntax"),
        (HEAD + "- 'x\n- \"y\n" * 10_000, "syntax"),
        ("\x1b" * 500_000, "forbidden-character"),
        (make_pack(make_question("hint: e" + "\u0301" * 100_000)), "stacked-marks"),
        ("a: b\n" * 100_000, "duplicate-key"),
        (ODD_KEYS + HEAD, "unknown-key"),
        (HEAD.replace("  textbook:\n", indent(ODD_KEYS, "  ") + "  textbook:\n"), "wrong-form"),
        (HEAD.replace("  textbook:\n", "  textbook:\n" + indent(ODD_KEYS, "    ")), "unknown-key"),
        (make_pack(make_question(ODD_KEYS.rstrip())), "unknown-key"),
        ("%" * 100_000, "syntax"),
        ("#" * 500_000, "empty-file"),
        ("---\n" * 100_000, "second-document"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_bombs_end_within_a_second_a_megabyte(tmp_path: Path, text: str, code: str | None) -> None:
    began = time.process_time()
    pack = read(tmp_path, text)
    took = time.process_time() - began
    assert took < 1 + len(text) / 2**20
    assert code is None or code in list_codes(pack)
    assert len(pack.diagnostics) < 2500


def test_a_file_of_twenty_megabytes_is_not_read(tmp_path: Path) -> None:
    pack = read(tmp_path, b"#" * (20 * 2**20))
    assert list_codes(pack) == ["file-too-large"]
    assert MAX_BYTES == 16 * 2**20


def test_markup_stays_text(tmp_path: Path) -> None:
    pack = read(tmp_path, make_pack(make_question("ask: '[/] [bold]x[/bold] [@click=app.bell]'")))
    assert pack.questions[0].ask == "[/] [bold]x[/bold] [@click=app.bell]"


@pytest.mark.parametrize(
    "keys",
    [
        r'"\e[2J": x',
        r'difficulty: "\e[2J"',
        r'id: "\e]0;title\a"',
        r'wrong: ["\x9b31m", "\x9b31m"]',
        "hint: \u202e",
        "\U000e0041: x",
        "kind: \x1b[2J",
        r'source: {document: "\e[2J"}',
    ],
)
def test_no_escape_reaches_the_terminal(tmp_path: Path, keys: str) -> None:
    pack = read(tmp_path, make_pack(make_question(keys), make_question("id: two\nask: a: b")))
    assert pack.errors
    printed = "\n".join(
        [
            *map(render_text, pack.diagnostics),
            *map(render_github, pack.diagnostics),
            render_json(pack.diagnostics),
        ]
    )
    assert all(c == "\n" or c.isprintable() for c in printed)


def test_names_of_files_carry_no_escapes(tmp_path: Path) -> None:
    pack = read_pack(write(tmp_path / "\x1b[2Jx\udcff\n.yaml", make_pack("- x\n")))
    printed = render_text(pack.diagnostics[0]) + render_github(pack.diagnostics[0])
    assert "\\x1b[2Jx\\udcff\\x0a.yaml" in printed
    assert "\x1b" not in printed


def make_folder(tmp_path: Path) -> Path:
    write(tmp_path / "secret.yaml", "questions:\n" + make_question("id: secret"))
    write(tmp_path / "secret.md", "Secret\n")
    write(tmp_path / "pack" / "pack.yaml", make_pack())
    return tmp_path / "pack"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    (folder / "more.yaml").symlink_to(tmp_path / "secret.yaml")
    pack = read_pack(folder)
    assert list_codes(pack) == ["outside-file"]
    assert [q.id for q in pack.questions] == ["biggest-planet"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("../secret.md", "outside-file"),
        ("sub/../../secret.md", "outside-file"),
        ("/etc/hostname.md", "outside-file"),
        ("C:secret.md", "outside-file"),
        ("link.md", "outside-file"),
        ("linked/secret.md", "outside-file"),
        ("secret.yaml", "wrong-suffix"),
        ("nothing.md", "missing-file"),
        ("folder.md", "missing-file"),
        ("pipe.md", "missing-file"),
        ("latin.md", "not-utf8"),
    ],
)
def test_a_document_lies_in_the_folder(tmp_path: Path, file: str, code: str) -> None:
    folder = make_folder(tmp_path)
    (folder / "folder.md").mkdir()
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "latin.md").write_bytes(b"caf\xe9 au lait")
    os.mkfifo(folder / "pipe.md")
    head = HEAD.replace("    paragraphs: 12", f"    file: {file}")
    write(folder / "pack.yaml", make_pack(head=head))
    pack = read_pack(folder)
    assert [(d.line, d.column, d.code) for d in pack.diagnostics] == [(7, 11, code)]


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    os.mkfifo(folder / "a.yaml")
    (folder / "b.yaml").mkdir()
    (folder / "c.yml").write_text("questions: []")
    (folder / ".d.yaml").write_text("nonsense")
    pack = read_pack(folder)
    assert list_codes(pack) == ["not-a-file", "not-a-file", "yml-suffix"]
    assert list_codes(read_pack(tmp_path / "none.yaml")) == ["unreadable-file"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Unix permissions")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", make_pack())
    path.chmod(0)
    pack = read_pack(path)
    expected = [] if os.geteuid() == 0 else ["unreadable-file"]
    assert list_codes(pack) == expected


YAML_WORDS = st.sampled_from(
    [
        "- ",
        "? ",
        ": ",
        "a",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!t ",
        "|\n",
        ">\n",
        '"',
        "'",
        "#",
        "\t",
        "<<",
        "---\n",
        "...\n",
        "%",
        "questions:\n",
        "\\e",
        "é",
        "\x85",
        "\x1b",
    ]
)
YAML_TEXT = st.lists(YAML_WORDS, max_size=60).map("".join)


def measure_depth(node: Plain) -> int:
    if isinstance(node, str):
        return 0
    children = node if isinstance(node, list) else node.values()
    return 1 + max(map(measure_depth, children), default=0)


def list_texts(node: Plain) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node if isinstance(node, list) else [*node, *node.values()]
    return [text for child in children for text in list_texts(child)]


@given(YAML_TEXT | st.text(max_size=200) | YAML_TEXT.map(lambda text: HEAD + text))
@settings(max_examples=400, deadline=2000)
def test_any_text_becomes_a_tree_within_the_limits(text: str) -> None:
    source = SourceText("x", text.replace("\r", "\n"))
    source.prepare()
    tree = parse_all(source.text)
    assert measure_depth(tree.root) <= MAX_DEPTH
    for string in list_texts(tree.root):
        assert all(
            c.isprintable() or c in "\n\xa0\u202f\u200c\u200d" or c.isspace() for c in string
        )
        assert "\x1b" not in string
    for diagnostic in source.diagnose(source.problems + tree.problems):
        lines = source.text.split("\n")
        assert 1 <= diagnostic.line <= len(lines)
        assert diagnostic.column >= 1
        assert render_text(diagnostic).isprintable() or "\n" in render_text(diagnostic)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@given(st.binary(max_size=300) | YAML_TEXT.map(lambda text: (HEAD + text).encode()))
@settings(max_examples=200, deadline=2000)
def test_any_bytes_become_a_pack_or_an_error(scratch: Path, data: bytes) -> None:
    pack = read(scratch, data)
    assert pack.questions or pack.errors


@given(st.lists(st.tuples(st.integers(0, 400), YAML_WORDS), max_size=4))
@settings(max_examples=200, deadline=2000)
def test_a_few_slips_never_hide_the_head(scratch: Path, slips: list[tuple[int, str]]) -> None:
    text = make_pack(make_question("hint: red"), make_question("id: two"))
    body = text[len(HEAD) :]
    for place, word in slips:
        body = body[:place] + word + body[place:]
    pack = read(scratch, HEAD + body)
    assert pack.head.title == "Example" or pack.errors
    assert len(pack.questions) == 2 or pack.errors or slips
