"""Every code has a lesson, and every example shows what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import spacequiz.packs
from spacequiz.packs.lessons import LESSONS

from .helpers import HEAD, list_codes, make_pack, make_question, read, write

CODE = re.compile(
    r"(?:Problem\([^\"]*|Finding\((?:\(.*?\)|\w+), |Unreadable\(\s*|_report\(event, |return |Fault\()"
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
        assert code in list_codes(read(tmp_path, make_example(lesson.before, lesson.scope)))
        assert list_codes(read(tmp_path, make_example(lesson.after, lesson.scope))) == []
