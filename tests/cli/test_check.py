"""`spacequiz check` as a teacher and a build server meet it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from spacequiz.cli.check import check
from spacequiz.errors import UsageError
from spacequiz.packs import lint

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

GOOD = """\
spacequiz: 1
id: planets
title: Planets
questions:
- id: biggest
  ask: Which planet is the largest?
  answer: Jupiter
  wrong: [Saturn]
  explain: It has more than twice the mass of all the others.
"""
BAD = GOOD.replace("wrong:", "worng:")
WARNED = GOOD.replace("others.", "others\u200b.")


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*args: str) -> Result:
    return make_runner().invoke(check, args)


def test_a_sound_pack(tmp_path: Path) -> None:
    result = run(write(tmp_path / "good.yaml", GOOD))
    assert result.exit_code == 0
    assert result.output == "1 pack, 1 sound question: 0 errors, 0 warnings\n"


def test_errors_are_quoted_with_a_caret_and_a_hint(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.yaml", BAD)
    result = run(path)
    assert result.exit_code == 3
    assert result.output == (
        f"{path}:5:3: error missing-key The key wrong is missing\n"
        "    - id: biggest\n"
        "      ^\n"
        "    hint: List what is wrong, one line with a dash for each.\n"
        f'{path}:8:3: error unknown-key There is no key "worng" here\n'
        "      worng: [Saturn]\n"
        "      ^\n"
        "    hint: Did you mean wrong?\n"
        "1 pack, 0 sound questions: 2 errors, 0 warnings\n"
    )


def test_two_broken_places_are_both_reported_with_what_stands_between(tmp_path: Path) -> None:
    broken = GOOD.split("questions:\n")[1].replace("ask: Which", "ask: Well: which")
    parts = [broken.replace("biggest", name) for name in ("one", "three")]
    between = BAD.split("questions:\n")[1].replace("biggest", "two")
    text = f"{GOOD}{parts[0]}{between}{parts[1]}"
    found = json.loads(run(write(tmp_path / "bad.yaml", text), "--format", "json").stdout)
    assert [(d["line"], d["code"], d["question"]) for d in found if d["severity"] == "error"] == [
        (11, "syntax", "one"),
        (15, "missing-key", "two"),
        (18, "unknown-key", "two"),
        (21, "syntax", "three"),
    ]


def test_warnings_fail_only_when_strict(tmp_path: Path) -> None:
    path = write(tmp_path / "warned.yaml", WARNED)
    assert run(path).exit_code == 0
    assert run(path, "--strict").exit_code == 3


def test_json_is_nothing_but_json(tmp_path: Path) -> None:
    result = run(write(tmp_path / "bad.yaml", BAD), "--format", "json")
    found = json.loads(result.stdout)
    assert [(d["line"], d["column"], d["code"], d["question"]) for d in found] == [
        (5, 3, "missing-key", "biggest"),
        (8, 3, "unknown-key", "biggest"),
    ]
    keys = "path line column severity code message hint question"
    assert list(found[0]) == keys.split()
    assert result.exit_code == 3


def test_github_shows_errors_beside_the_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.yaml", BAD)
    result = run(path, "--format", "github")
    assert f"::error file={path},line=8,col=3,title=unknown-key::" in result.output


def test_a_folder_of_packs_is_checked_whole(tmp_path: Path) -> None:
    write(tmp_path / "one.yaml", GOOD)
    write(
        tmp_path / "two" / "pack.yaml",
        GOOD.replace("id: planets", "id: two")
        .replace("largest", "smallest")
        .replace("Jupiter", "Mercury"),
    )
    write(tmp_path / "notes.txt", "no pack")
    result = run(str(tmp_path))
    assert result.exit_code == 0
    assert result.output.startswith("2 packs, 2 sound questions:")


def test_a_part_of_a_pack_means_the_pack(tmp_path: Path) -> None:
    write(tmp_path / "pack.yaml", GOOD)
    part = GOOD.split("questions:")[1].replace("biggest", "x").replace("wrong", "worng")
    path = write(tmp_path / "more.yaml", "questions:" + part)
    result = run(path, str(tmp_path / "pack.yaml"))
    assert f"{path}:5:3: error unknown-key" in result.output
    assert result.output.count("unknown-key") == 1


def test_two_packs_with_one_id_are_warned_of(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, GOOD) for name in ("one.yaml", "two.yaml")]
    result = run(*paths)
    assert result.exit_code == 0
    assert f"{paths[1]}:2:5: warning duplicate-pack" in result.output


def test_a_file_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    for args in ([str(tmp_path / "nothing.yaml")], []):
        assert isinstance(run(*args).exception, UsageError)


def test_a_code_is_explained_with_an_example() -> None:
    result = run("--explain", "unknown-key")
    assert result.exit_code == 0
    assert "Before:\n    explan:" in result.output
    assert "After:\n    explain:" in result.output


def test_an_unknown_code_is_met_with_a_suggestion() -> None:
    error = run("--explain", "unknown-keys").exception
    assert isinstance(error, UsageError)
    assert error.hint == "Did you mean unknown-key?"


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_output_holds_no_escapes(tmp_path: Path, form: str) -> None:
    text = GOOD.replace("ask: Which", 'ask: "\\e]0;x\\a" #').replace("wrong:", '"\\e[2J":')
    result = run(write(tmp_path / "\x1b[31m.yaml", text), "--format", form)
    assert result.exit_code == 3
    assert result.output.replace("\n", "").isprintable()


def test_check_never_loads_textual(tmp_path: Path) -> None:
    path = write(tmp_path / "good.yaml", GOOD)
    script = (
        "import sys\n"
        "from spacequiz.cli.check import check\n"
        "assert not {'pydantic', 'yaml', 'spacequiz.packs.read'} & set(sys.modules)\n"
        "check.main([sys.argv[1]], standalone_mode=False)\n"
        "assert not {'textual', 'rich'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True, timeout=60)


# What teachers type ------------------------------------------------------------------------------


def find(tmp_path: Path, text: str) -> list[tuple[int, int, str, str]]:
    """Return line, column, message and hint of everything that is wrong with a pack."""
    result = run("--format", "json", write(tmp_path / "typed.yaml", text))
    return [(d["line"], d["column"], d["message"], d["hint"]) for d in json.loads(result.output)]


def test_spaces_from_web_pages_are_named_and_hide_nothing(tmp_path: Path) -> None:
    text = GOOD.replace("- id: ", "-\u00a0id: ").replace("answer: ", "answer:\u202f")
    text = text.replace("  explain", "\u00a0\u00a0explian")
    message = "A no-break space stands where only ordinary spaces can be"
    found = find(tmp_path, text)
    assert [(line, column) for line, column, said, _ in found if said == message] == [
        (5, 2),
        (7, 10),
        (9, 1),
    ]
    assert 'There is no key "explian" here' in [said for _, _, said, _ in found]
    # Within a text they are welcome.
    assert find(tmp_path, GOOD.replace("twice the", "twice\u00a0the")) == []


def test_a_broken_title_is_not_a_missing_head(tmp_path: Path) -> None:
    text = GOOD.replace("title: Planets", "title: Planets: all of them").replace("wrong", "worng")
    assert [(line, said) for line, _, said, _ in find(tmp_path, text)] == [
        (3, "A colon stands where no key can be"),
        (5, "The key wrong is missing"),
        (8, 'There is no key "worng" here'),
    ]


def test_two_broken_lines_of_a_head_are_both_told(tmp_path: Path) -> None:
    text = GOOD.replace("title: Planets", "title: Planets: all\ndescription: 'For class")
    assert [line for line, _, _, _ in find(tmp_path, text)] == [3, 4]


def test_an_open_bracket_is_shown_where_it_is_opened(tmp_path: Path) -> None:
    ((line, column, said, _),) = find(tmp_path, GOOD.replace("[Saturn]", "[Saturn"))
    assert (line, column) == (8, 10)
    assert said.startswith("A bracket or brace is opened and not closed")


def test_typographic_quotes_are_no_quotes(tmp_path: Path) -> None:
    text = GOOD.replace("Which planet is the largest?", "“Giants: which is the largest?”")
    ((line, _, _, hint),) = find(tmp_path, text)
    assert line == 6
    assert hint.startswith("Typographic quotes are a part of the text; use straight ones")


def test_a_quote_that_closes_too_early(tmp_path: Path) -> None:
    ((_, _, said, hint),) = find(tmp_path, GOOD.replace("Jupiter", '"Jupiter" (the giant)'))
    assert said == "Text goes on behind a closing quote"
    assert hint == "Put quotes of the other kind around all of it: '\"Neil\" Armstrong'"


def test_a_dash_without_an_option(tmp_path: Path) -> None:
    text = GOOD.replace("wrong: [Saturn]", "wrong:\n  - Saturn\n  -")
    ((line, _, said, hint),) = find(tmp_path, text)
    assert (line, said) == (10, "An entry of wrong is empty")
    assert hint == "Write something behind the dash, or delete the line."


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "spacequiz new my-pack.yaml"),
        (b"PK\x03\x04" + b"\0" * 40, "spacequiz packs add"),
        (b"::Q1::Who? {=She ~He}\n", "spacequiz convert IN my-pack.yaml"),
    ],
)
def test_a_file_that_is_no_pack_leads_to_the_right_command(
    tmp_path: Path, data: bytes, hint: str
) -> None:
    path = tmp_path / "other.yaml"
    path.write_bytes(data)
    result = run(str(path))
    assert result.exit_code == 3
    assert hint in result.output


@pytest.mark.parametrize("title", ["title: Planets", "title: Planets: all"])
def test_a_head_of_a_hundred_thousand_strange_keys_is_no_burden(tmp_path: Path, title: str) -> None:
    strange = "".join(f"key-{number}: x\n" for number in range(100_000))
    begin = time.process_time()
    found = find(tmp_path, GOOD.replace("title: Planets", strange + title))
    assert time.process_time() - begin < 10
    assert 10 < len(found) < 100


def fail(_: object) -> list[object]:
    raise IndexError


def test_a_rule_that_fails_is_told_as_our_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint.run, "RULES", (fail,))
    path = write(tmp_path / "good.yaml", GOOD)
    result = run(path)
    assert result.exit_code == 1
    assert "warning failed-rule spacequiz made a mistake of its own: its rule on fail" in (
        result.output
    )
    assert "Nothing is wrong here" in result.output
    assert run(path, "--strict").exit_code == 1
    found = json.loads(run(path, "--format", "json").stdout)
    assert [(d["code"], d["question"]) for d in found] == [("failed-rule", "biggest")]
    assert run(write(tmp_path / "bad.yaml", BAD), path).exit_code == 3
