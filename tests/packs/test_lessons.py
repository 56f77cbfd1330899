"""Every code has a lesson, and every example shows what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import spacequiz.packs
from spacequiz.language import BY_LOCALE
from spacequiz.packs.lessons import load_lessons
from spacequiz.packs.lint import CODES, check_packs
from spacequiz.packs.read import read_closely

from .helpers import HEAD, make_pack, make_question, write

LESSONS = load_lessons()
CODE = re.compile(
    r"(?:Problem\([^\"]*|Flaw\(\s*(?:\(.*?\)|\w+), |Unreadable\(\s*|_report\(\s*event,\s*|return )"
    r"\"([a-z0-9]+(?:-[a-z0-9]+)+|alias|anchor|tag|directive|syntax|tab)\","
)


def find_codes() -> set[str]:
    folder = Path(spacequiz.packs.__file__).parent
    return {
        code
        for path in folder.glob("*.py")
        if path.stem != "codec"
        for code in CODE.findall(path.read_text())
    }


def test_every_code_has_a_lesson() -> None:
    found = find_codes()
    assert len(found) > 40
    assert found <= set(LESSONS)


@pytest.mark.parametrize("language", sorted(BY_LOCALE - {"en"}))
def test_every_lesson_is_told_in_each_language_that_a_locale_chooses(language: str) -> None:
    told = load_lessons(language)
    assert told.keys() == LESSONS.keys()
    assert [code for code in told if told[code].meaning == LESSONS[code].meaning] == []
    assert all(told[code].before == LESSONS[code].before for code in told)


def test_every_code_of_the_linter_is_a_lesson_and_in_the_guide() -> None:
    assert find_lint_codes() == CODES
    guide = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)`", guide, re.MULTILINE)) == CODES


def find_lint_codes() -> set[str]:
    folder = Path(spacequiz.packs.__file__).parent / "lint"
    text = "".join(path.read_text() for path in folder.glob("*.py"))
    return set(re.findall(r"\"([a-z]+(?:-[a-z]+)+)\"", text)) - {"missing-explain", "keep-last"}


def make_example(example: str, scope: str) -> str:
    if scope == "head":
        keys = "|".join(re.findall(r"^(\w+):", example, re.MULTILINE))
        kept = re.sub(rf"^({keys}):.*\n(  .*\n)*", "", HEAD, flags=re.MULTILINE)
        return f"{example}\n{kept}{make_question()}"
    return make_pack(make_question(example))


@pytest.mark.parametrize("code", [c for c, each in LESSONS.items() if each.scope != "file"])
def test_examples_show_the_mistake_and_its_mending(tmp_path: Path, code: str) -> None:
    lesson = LESSONS[code]
    write(tmp_path.parent / "handout.md", "Text\n")
    if lesson.before:
        assert code in check(tmp_path, make_example(lesson.before, lesson.scope))
        assert check(tmp_path, make_example(lesson.after, lesson.scope)) == []


def check(folder: Path, text: str) -> list[str]:
    """Return the codes of all that is wrong with a pack, advice included."""
    return [d.code for d in check_packs([read_closely(write(folder / "example.yaml", text))])]
