"""Every example of docs/pack-format.md is what it claims to be: a pack, or questions of one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spacequiz.packs.lessons import load_lessons
from spacequiz.packs.lint import check_packs
from spacequiz.packs.read import read_closely, read_pack

from .helpers import HEAD, list_codes, make_png, make_question, write

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "pack-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[1].strip()[:30])
def test_examples_are_sound(tmp_path: Path, example: str) -> None:
    if example.startswith("- id:"):
        example = HEAD + example
    if example.startswith("questions:"):
        example = HEAD.replace("questions:\n", "") + example
    write(tmp_path / "handout.md", "One.\n\nTwo.\n")
    for name in re.findall(r"image: ([\w.]+)", example):
        write(tmp_path / name, make_png(1, 1))
    pack = read_pack(write(tmp_path / "example.yaml", example))
    without = "explanations: optional" in example
    assert list_codes(pack) == (["missing-explain"] if without else [])
    assert len(pack.questions) == 1


def test_every_kind_has_an_example() -> None:
    kinds = set(re.findall(r"^  kind: (\S+)", "".join(EXAMPLES), re.MULTILINE))
    assert kinds == {"choice", "several", "true-false", "typed", "number", "order", "match"}


def test_the_codes_named_exist() -> None:
    table = GUIDE.partition("## Common mistakes")[2]
    assert set(re.findall(r"^\| `([a-z0-9-]+)`", table, re.MULTILINE)) <= set(load_lessons())


def test_the_example_of_what_may_be_allowed_is_allowed(tmp_path: Path) -> None:
    text = (DOCS / "check.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert check_packs([read_closely(write(tmp_path / "a.yaml", HEAD + example))]) == []


WRITING = re.findall(
    r"^```yaml\n(.*?)^```",
    (DOCS / "writing-questions.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
WARNED = [
    ("two-questions", "Who taught José and where did she want the family to live?", ""),
    ("empty-stem", "Which of these is correct about plants?", ""),
    ("empty-stem", "ask: Water", ""),
    ("negative-stem", "Which of these is not a mammal?", ""),
    ("article-cue", "plants and meat is an …", ""),
    ("longest-answer", "does not lose heart, and keeps on applying", ""),
    (
        "answer-echoes-stem",
        "because he wants to go into space?",
        "wrong: [A flight school, A loan]",
    ),
    ("hint-tells-answer", "so five.", "kind: number\nanswer: 5"),
]


def test_the_whole_pack_of_the_writing_guide_is_sound(tmp_path: Path) -> None:
    (whole,) = [example for example in WRITING if example.startswith("spacequiz: 1")]
    assert check_packs([read_closely(write(tmp_path / "my-pack.yaml", whole))]) == []


@pytest.mark.parametrize(("code", "line", "rest"), WARNED)
def test_what_the_writing_guide_mends_is_warned_of(
    tmp_path: Path, code: str, line: str, rest: str
) -> None:
    (example,) = [example for example in WRITING if line in example]
    before = re.sub(r"^  |^# before.*\n", "", example.partition("# after")[0], flags=re.MULTILINE)
    pack = HEAD + make_question(f"{before}{rest}")
    found = check_packs([read_closely(write(tmp_path / "a.yaml", pack))])
    assert code in [each.code for each in found]
