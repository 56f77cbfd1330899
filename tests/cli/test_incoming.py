"""Files of other programs wherever a pack is named: converted on the way, and that is said."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from spacequiz.cli.check import check
from spacequiz.cli.packs import packs
from spacequiz.cli.play import play
from spacequiz.cli.print import print as print_command
from spacequiz.errors import PackError
from spacequiz.paths import find_places
from spacequiz.quizmaster import incoming
from spacequiz.quizmaster.incoming import bring, load

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

AIKEN = "Which planet is the largest?\nA) Jupiter\nB) Saturn\nANSWER: A\n"
LEFT_OUT = "\nWhich is red?\nA) Mars\nB) Venus\nANSWER: Z\n"
QTI = """<questestinterop><item><presentation><material><mattext>Which planet is the largest?</mattext>
</material><response_lid ident="r"><render_choice><response_label ident="a"><material><mattext>Jupiter
</mattext></material></response_label><response_label ident="b"><material><mattext>Saturn</mattext>
</material></response_label></render_choice></response_lid></presentation><resprocessing><respcondition>
<conditionvar><varequal respident="r">a</varequal></conditionvar><setvar>100</setvar></respcondition>
</resprocessing></item></questestinterop>"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def write_files(folder: Path) -> None:
    (folder / "my planets.txt").write_text(AIKEN, "utf-8")
    with zipfile.ZipFile(folder / "canvas.zip", "w") as target:
        target.writestr("imsmanifest.xml", "<manifest/>")
        target.writestr("quiz/quiz.xml", QTI)


def run(command: object, *args: str, stdin: str = "") -> Result:
    return make_runner().invoke(command, args, input=stdin)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "told", "made"),
    [
        ("my planets.txt", "my planets.txt is Aiken: 1 of 1 question converted.", "my-planets"),
        ("canvas.zip", "canvas.zip is a QTI package: 1 of 1 question converted.", "canvas"),
    ],
)
def test_every_command_takes_the_file(tmp_path: Path, name: str, told: str, made: str) -> None:
    write_files(tmp_path)
    found = run(check, name)
    assert found.exit_code == 0
    assert f"{made}.yaml:" in found.stdout
    assert "1 pack, 1 sound question: 0 errors" in found.stdout
    results = [
        found,
        run(print_command, f"./{name}", "-o", "sheet.html"),
        run(play, "--pack", f"./{name}", "--plain", stdin="1\n"),
        run(packs, "add", name),
    ]
    for result in results:
        assert result.exit_code == 0, result.output
        assert told in result.stderr
        assert "for example: Which planet is the largest? Right: Jupiter" in result.stderr
    assert "Jupiter" in (tmp_path / "sheet.html").read_text("utf-8")
    assert f"({made}): 1 question" in results[-1].stdout
    assert (tmp_path / "home" / "packs" / f"{made}.yaml").is_file()


def test_what_is_left_out_is_said_with_the_command_that_says_more(tmp_path: Path) -> None:
    (tmp_path / "quiz.txt").write_text(AIKEN + LEFT_OUT, "utf-8")
    found = run(packs, "add", "quiz.txt")
    assert "1 of 2 questions converted; 1 left out." in found.stderr
    assert "spacequiz convert quiz.txt quiz.yaml" in found.stderr


def test_a_few_that_are_left_out_are_named_with_the_reason(tmp_path: Path) -> None:
    rows = [f"Question {n}?,x{n},y{n},{'C' if n < 7 else 'A'}" for n in range(20)]
    (tmp_path / "quiz.csv").write_text("question,A,B,answer\n" + "\n".join(rows), "utf-8")
    said = run(packs, "add", "quiz.csv").stderr
    assert 'line 2 "Question 0?": left out: its answer "C" is none of its options' in said
    assert said.count("left out: ") == 5


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"Dear all, thank you for coming.\n", "Nothing in the file looks like questions"),
        ("a.tex", b"\\documentclass{exam}\n\\begin{questions}\n", "LaTeX"),
        ("a.txt", (AIKEN.replace("ANSWER: A", "ANSWER: Z")).encode(), "make sense"),
        ("a.txt", b"", "empty"),
    ],
)
def test_what_nobody_reads_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = run(packs, "add", name)
    assert isinstance(found.exception, PackError)
    assert message in str(found.exception)
    assert found.exception.where == name


def test_packs_are_left_to_those_who_read_packs(tmp_path: Path) -> None:
    places = find_places()
    (tmp_path / "pack.yaml").write_text("spacequiz: 1\n", "utf-8")
    (tmp_path / "half.zip").write_bytes(b"PK\x03\x04")
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as target:
        target.writestr("pack.yaml", "spacequiz: 1")
        target.writestr("notes.xml", QTI)
    (tmp_path / "link.txt").symlink_to(tmp_path / "pack.yaml")
    for name in ("pack.yaml", "half.zip", "pack.zip", "link.txt", "nothing.txt", "."):
        assert bring(tmp_path / name, places) is None, name


def test_the_same_file_is_the_same_pack_and_few_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_KEPT", 3)
    path, places = tmp_path / "quiz.txt", find_places()
    made = []
    for number in range(6):
        path.write_text(AIKEN.replace("largest", f"largest of {number}"), "utf-8")
        found = bring(path, places)
        assert found is not None
        made.append(found.path)
    again = bring(path, places)
    assert again is not None
    assert again.path == made[-1]
    assert made[-1].is_file()
    assert sum(each.is_file() for each in made) <= 3


def test_a_cache_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "quiz.txt").write_text(AIKEN, "utf-8")
    (tmp_path / "home").write_text("a file where the folder should be", "utf-8")
    found = run(print_command, "./quiz.txt")
    assert found.exception is not None
    assert "cannot be written" in str(found.exception)


@pytest.mark.parametrize(
    ("table", "language"),
    [
        ("Frage,Antwort\nWelche Wolke ist hoch?,Zirrus\n", "de"),
        ("Frage,Antwort\n2 + 2,vier\n", "de"),
        ("pregunta,respuesta\n¿Cuál es la nube más alta?,Cirro\n", "es"),
        ("question,answer\nСтолица России?,Москва\n", "ru"),
        ("question,answer\nWhich cloud is the highest?,Cirrus\n", "en"),
    ],
)
def test_the_pack_has_the_language_of_its_questions(
    tmp_path: Path, table: str, language: str
) -> None:
    path = tmp_path / "quiz.csv"
    path.write_text(table, "utf-8")
    assert load(str(path)).head.language == language
