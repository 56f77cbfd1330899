"""`spacequiz convert` as a teacher and a script meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from spacequiz.cli.convert import convert, tell_losses
from spacequiz.errors import PackError, SpacequizError, UsageError
from spacequiz.formats.common import Loss
from spacequiz.packs.read import read_pack

if TYPE_CHECKING:
    from click.testing import Result

GIFT = """\
$CATEGORY: Planets

::Biggest::Which planet is the largest?{~Saturn#It is second. =Jupiter ~Mars####It is.}

Which planet is {~blue =red} like rust?

Write about Mars.{}
"""
PACK = """\
spacequiz: 1
id: planets
title: Planets
questions:
- id: biggest
  ask: Which planet is the largest?
  answer: Jupiter
  wrong: [Saturn]
  explain: It is.
  hint: It has a spot.
- id: count
  kind: number
  ask: How many planets are there?
  answer: 8
  explain: Since 2006.
"""


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    path = tmp_path / "my planets.gift"
    path.write_text(GIFT, "utf-8")
    return path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "planets.yaml"
    path.write_text(PACK, "utf-8")
    return path


def run(*args: object, stdin: str | bytes | None = None) -> Result:
    return make_runner().invoke(convert, [str(arg) for arg in args], input=stdin)


def fail(*args: object, stdin: str | bytes | None = None) -> SpacequizError:
    error = run(*args, stdin=stdin).exception
    assert isinstance(error, SpacequizError), error
    return error


def test_gift_to_a_pack(gift: Path, tmp_path: Path) -> None:
    out = tmp_path / "our-planets.yaml"
    result = run(gift, out)
    assert result.exit_code == 0, result.exception
    assert result.output == (
        'line 7 "Write about Mars.": left out: it is an essay\n'
        "What came in:\n"
        "      2 choice\n"
        "Compare with your file (* is right):\n"
        "  Which planet is the largest?\n"
        "    * Jupiter\n"
        "    - Saturn\n"
        "    - Mars\n"
        "  Which planet is _____ like rust?\n"
        "    * red\n"
        "    - blue\n"
        f"Converted 2 of 3 questions from GIFT to a pack: {out}\n"
        "Left out: 1 question.\n"
        f"Still to be explained: 1 question. To see which: spacequiz check {out}\n"
    )
    found = read_pack(out)
    assert found.errors == 0
    assert (found.head.id, found.head.title) == ("our-planets", "My planets")
    assert not found.head.explanations_required
    assert [question.id for question in found.questions] == [
        *("biggest", "which-planet-is-like-rust")
    ]
    assert [d.code for d in found.diagnostics] == ["missing-explain"]


def test_a_pack_to_gift_and_back(pack: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "out.gift", tmp_path / "planets-again.yaml"
    result = run(pack, out)
    assert result.output == (
        "biggest: lost the hint\n"
        f"Converted 2 of 2 questions from a pack to GIFT: {out}\n"
        "Lost something: 1 question.\n"
    )
    assert run(out, back).exit_code == 0
    again = read_pack(back)
    assert again.head.explanations_required
    assert [q.body for q in again.questions] == [q.body for q in read_pack(pack).questions]


@pytest.mark.parametrize("suffix", [".gift", ".xml", ".txt", ".csv", ".tsv", ".xlsx", ".yaml"])
def test_every_suffix_is_written_and_read_again(pack: Path, tmp_path: Path, suffix: str) -> None:
    out, back = tmp_path / f"out{suffix}", tmp_path / "back.yaml"
    assert run(pack, out).exit_code == 0
    assert run(out, back).exit_code == 0
    assert read_pack(back).questions[0].ask == "Which planet is the largest?"


def test_how_the_keys_were_found_is_said_and_told_as_json(tmp_path: Path) -> None:
    source, out = tmp_path / "quiz.csv", tmp_path / "quiz.yaml"
    source.write_text("question,A,B,answer\nWho?,me,you,B\nWhy?,so,no,A\nStar?,,,Sun\n", "utf-8")
    shown = run(source, out).output
    assert "      2 choice, right answer told by its letter\n" in shown
    assert "  Who?\n    * you\n    - me\n" in shown
    told = json.loads(run(source, out, "--json", "--force").output)
    assert told["kinds"][0] == {"kind": "choice", "key": "by its letter", "count": 2}
    assert told["samples"][0] == {
        "ask": "Who?",
        "kind": "choice",
        "right": ["you"],
        "wrong": ["me"],
    }
    assert (told["found"], told["carried"], told["losses"]) == (3, 3, [])


def test_pairs_are_asked_the_other_way_on_wish(tmp_path: Path) -> None:
    source, out = tmp_path / "terms.txt", tmp_path / "terms.yaml"
    source.write_text("fog\tA low cloud\nhail\tFrozen rain\n", "utf-8")
    assert run(source, out).exit_code == 0
    assert read_pack(out).questions[0].ask == "A low cloud"
    assert run(source, out, "--swap", "--force").exit_code == 0
    assert read_pack(out).questions[0].ask == "fog"


def test_to_overrides_the_suffix(pack: Path, tmp_path: Path) -> None:
    out = tmp_path / "deck.txt"
    assert run(pack, out, "--to", "anki").exit_code == 0
    assert out.read_text("utf-8").startswith("#separator:tab\n")


def test_from_overrides_the_content(tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "a.yaml"
    source.write_text("Which is right?\nA) a {\nB) b =\nANSWER: B\n", "utf-8")
    assert run(source, out, "--from", "aiken").exit_code == 0
    assert read_pack(out).questions[0].ask == "Which is right?"
    assert "brace" in str(run(source, tmp_path / "b.yaml", "--from", "gift").output)


def test_a_bundled_pack_in_a_folder(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "questions" / "a-million-miles-away"
    result = run(folder, tmp_path / "out.xml")
    assert result.exit_code == 0, result.exception
    assert "lost the source" in result.output
    result = run(tmp_path / "out.xml", tmp_path / "out.yaml")
    assert result.exit_code == 0
    assert read_pack(tmp_path / "out.yaml").errors == 0
    result = run(folder, tmp_path / "copy.yaml")
    assert "are not copied" in result.output
    assert read_pack(tmp_path / "copy.yaml").head == read_pack(folder).head


def test_the_text_of_a_document_stays_behind(pack: Path, tmp_path: Path) -> None:
    documents = "documents:\n  book: {title: Our book, file: book.md}\nquestions:"
    pack.write_text(PACK.replace("questions:", documents), "utf-8")
    (tmp_path / "book.md").write_text("One.\n\nTwo.\n", "utf-8")
    result = run(pack, tmp_path / "copy.yaml")
    assert 'note: the text of the document "Our book" is not copied\n' in result.output
    assert read_pack(tmp_path / "copy.yaml").head.documents["book"].count == 2


def test_an_output_that_exists_is_asked_about(
    gift: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.yaml"
    out.write_text("mine", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
        for answer in ("n\n", ""):
            result = run(gift, out, stdin=answer)
            assert f"Replace {out}? [y/N]" in result.stderr
            assert result.stderr.endswith("Nothing was changed.\n")
            assert out.read_text("utf-8") == "mine"
        assert run(gift, out, stdin="y\n").exit_code == 0
    assert out.read_text("utf-8") != "mine"


def test_a_script_is_not_asked(gift: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    out.write_text("mine", "utf-8")
    # The input stays open and silent, as it does under a scheduler: waiting would last for ever.
    command = [sys.executable, "-m", "spacequiz", "convert", str(gift), str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.wait(30) == 2
        told = process.stderr.read().decode()
    assert "The file exists already." in told
    assert "hint: Replace with --force" in told
    assert out.read_text("utf-8") == "mine"
    out.write_text("mine", "utf-8")
    assert run(gift, out, "--force").exit_code == 0
    assert out.read_text("utf-8").startswith("spacequiz: 1\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my planets.gift", "out.yaml"]


def test_outputs_that_cannot_be_written(gift: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "none" / "out.yaml", tmp_path):
        error = fail(gift, out, "--to", "pack")
        assert isinstance(error, UsageError)
        assert "cannot be written" in error.message
        assert error.where == str(out)
    assert "same file" in fail(gift, gift, "--force").message
    assert gift.read_text("utf-8") == GIFT


def test_an_output_keeps_its_mode_and_its_link(gift: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("mine", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run(gift, link, "--force").exit_code == 0
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("spacequiz: 1\n")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", PackError, "The file is empty"),
        (b"PK\x03\x04 half a zip", PackError, "half of it may be missing"),
        (b"%PDF-1.7", PackError, "This is no text but a PDF"),
        (b"Dear parents,\n", PackError, "Nothing in the file looks like questions"),
        (b"Write about it.{}\n", PackError, "No question could be carried over"),
        (PACK.replace("wrong", "worng").encode(), PackError, "The pack has 2 errors."),
    ],
)
def test_inputs_that_cannot_be_read(
    tmp_path: Path, content: bytes, kind: type, message: str
) -> None:
    source, out = tmp_path / "in.gift", tmp_path / "out.yaml"
    source.write_bytes(content)
    error = fail(source, out)
    assert isinstance(error, kind)
    assert message in error.message
    assert error.where == str(source)
    assert not out.exists()


def test_wrong_use(gift: Path, pack: Path, tmp_path: Path) -> None:
    assert "cannot be read" in fail(tmp_path / "none", tmp_path / "a.yaml").message
    assert "belongs to no format" in fail(gift, tmp_path / "a.doc").message
    assert "needs a format" in fail(gift, "-").message
    assert run(gift, tmp_path / "a.yaml", "--to", "pdf").exit_code == 2
    only_number = PACK.replace(PACK[PACK.index("- id: big") : PACK.index("- id: count")], "")
    pack.write_text(only_number, "utf-8")
    error = fail(pack, tmp_path / "a.txt")
    assert error.message == "Aiken can hold none of the questions; nothing is written."


def test_what_is_shown_cannot_steer_the_terminal(tmp_path: Path) -> None:
    source, out = tmp_path / "in.gift", tmp_path / "out.yaml"
    source.write_text("Who\x1b[2J is it{}\n\nWho\u202e?{=a ~b}\n", "utf-8")
    output = run(source, out).output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in output


def test_the_pipe(pack: Path, tmp_path: Path) -> None:
    """The command has its own process here: a pipe carries the file, and errors the rest."""
    call = [sys.executable, "-c", "from spacequiz.cli.convert import convert; convert()"]
    first = subprocess.run(
        [*call, "-", "-", "--to", "csv"], input=PACK.encode(), capture_output=True, check=True
    )
    assert first.stdout.startswith(b"\xef\xbb\xbfid,kind,ask,answer,wrong 1,")
    assert first.stderr.decode().splitlines() == [
        "Converted 2 of 2 questions from a pack to a CSV table: the pipe"
    ]
    out = tmp_path / "piped.yaml"
    second = subprocess.run(
        [*call, "-", str(out)], input=first.stdout, capture_output=True, check=True
    )
    assert second.stderr == b""
    assert read_pack(out).head.id == "piped"
    assert [q.body for q in read_pack(out).questions] == [q.body for q in read_pack(pack).questions]


@pytest.mark.parametrize(
    "answers",
    ["{# =2:0 =%50%3:1#Nearly.}", "{=two =%50%pair =%0%three#Nearly.}"],
)
def test_what_is_said_of_a_wrong_answer_explains_no_right_one(tmp_path: Path, answers: str) -> None:
    path = tmp_path / "moons.gift"
    path.write_text(f"How many moons has Mars? {answers}\n", "utf-8")
    result = run(path, tmp_path / "moons.yaml")
    assert 'left out a feedback: "Nearly."' in result.output
    assert read_pack(tmp_path / "moons.yaml").questions[0].explain == ""
    path.write_text("How many moons has Mars? {=two =%0%*#Phobos and Deimos.}\n", "utf-8")
    run(path, tmp_path / "moons.yaml", "--force")
    assert read_pack(tmp_path / "moons.yaml").questions[0].explain == ""


def test_what_many_questions_lose_is_told_once() -> None:
    losses = [Loss(f"q{n}", "lost the hint") for n in range(1, 6)]
    losses.insert(2, Loss("q2", "lost the tags"))
    assert list(tell_losses([Loss("", "a note"), *losses])) == [
        "note: a note",
        "5 questions: lost the hint; first in q1",
        "q2: lost the tags",
    ]
