"""A teacher's way through the commands, each in a process of its own, as a new user goes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import run


@pytest.fixture(autouse=True)
def _desk(warm_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, as a teacher with a fresh installation."""
    desk = tmp_path / "my lessons"
    desk.mkdir()
    monkeypatch.chdir(desk)


def call(*arguments: str, stdin: str = "", code: int = 0) -> str:
    """Run a command that ends with a code, and return all that it says."""
    done = run(*arguments, stdin=stdin)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def read(name: str) -> str:
    return Path(name).read_text("utf-8")


def write(name: str, text: str) -> None:
    Path(name).write_text(text, "utf-8")


MISTAKES = [
    ("  answer: Jupiter\n", "  anwser: Jupiter\n", 'There is no key "anwser" here'),
    ("ask: Which of these planets", "ask: Rings: which of these planets", "A colon stands"),
    ("reject: [Buzz Aldrin]", "reject: [Buzz Aldrin", "A bracket or brace is opened"),
    ("answer: 384400", "answer: 384,400 km", "answer must be a number"),
    ("difficulty: hard", "difficulty: difficult", 'difficulty cannot be "difficult"'),
]


def test_from_an_empty_folder_to_a_report() -> None:
    said = call("new", "planets.yaml", "--title", "Our Planets")
    assert "  spacequiz check planets.yaml\n" in said
    assert "  spacequiz play --pack planets.yaml --watch\n" in said
    assert Path("spacequiz.schema.json").is_file()
    assert call("check", "planets.yaml") == "1 pack, 7 sound questions: 0 errors, 0 warnings\n"

    sound = text = read("planets.yaml")
    for right, wrong, _ in MISTAKES:
        assert right in text
        text = text.replace(right, wrong, 1)
    write("planets.yaml", text)
    said = call("check", "planets.yaml", code=3)
    for _, wrong, message in MISTAKES:
        line = text[: text.index(wrong)].count("\n") + 1
        told = [each for each in said.splitlines() if each.startswith(f"planets.yaml:{line}:")]
        assert any(message in each for each in told), (message, said)
    found = json.loads(call("check", "planets.yaml", "--format", "json", code=3))
    assert {each["code"] for each in found} >= {"syntax", "unknown-key", "not-a-number"}
    assert "::error file=planets.yaml" in call(
        "check", "planets.yaml", "--format", "github", code=3
    )
    assert "planets.yaml: The pack has " in call("packs", "add", "planets.yaml", code=3)

    write("planets.yaml", sound)
    assert ": 0 errors, 0 warnings" in call("check", "planets.yaml", "--strict")
    assert "Added Our Planets (planets): 7 questions." in call("packs", "add", "planets.yaml")
    assert "Our Planets" in call("packs")

    assert "\n✓ Right" in play("planets", "choice", "Jupiter")
    assert "\n✓ Right" in play("planets", "true-false", "True")
    assert "Right, accepted as Neil Armstrong" in play("planets", "typed", "neil armstrnog")
    assert "\n✗ Not quite" in play("planets", "number", "3,844")

    said = call("report", "planets")
    assert "1 student, 4 first answers to 4 of 7 questions" in said
    report = json.loads(call("report", "planets", "--json"))
    rights = {each["id"]: each["difficulty"] for each in report["questions"] if each["n"]}
    assert rights == {
        "biggest-planet": 1,
        "venus-hotter": 1,
        "first-on-the-moon": 1,
        "moon-distance": 0,
    }
    # A student's history, in a folder with other things, says the same.
    Path("class").mkdir()
    call("history", "export", "class/ann.json")
    write("class/notes.txt", "Ask Ann about the Moon.")
    assert "1 student, 4 first answers" in call("report", "planets", "--save", "class")

    assert "Written: planets.zip (7 questions)" in call("packs", "export", "planets")
    assert "Removed Our Planets" in call("packs", "remove", "planets", "--yes")
    assert "Added Our Planets" in call("packs", "add", "planets.zip")
    assert "1 student, 4 first answers" in call("report", "planets")


def play(pack: str, kind: str, answer: str) -> str:
    """Play a question of a kind as plain lines, and answer it as somebody who reads the options."""
    command = [sys.executable, "-m", "spacequiz", "play", "--plain", "--pack", pack, "--kind", kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said = b""
        while b"Your answer" not in said and (more := os.read(process.stdout.fileno(), 4096)):
            said += more
        for line in said.decode().splitlines():
            number, dot, option = line.strip().partition(". ")
            answer = number if dot and option == answer else answer
        process.stdin.write(f"{answer}\n\n".encode())
        process.stdin.close()
        said += process.stdout.read()
        assert process.wait(60) == 0
    return said.decode()


# What other programs have ------------------------------------------------------------------------

GIFT = """\
// question: 0  name: Switch category to $course$/top/Science 5/Planets
$CATEGORY: $course$/top/Science 5/Planets

// question: 12  name: Biggest planet [id:big] [tag:giants]
::Biggest planet::[html]<p>Which planet is the <b>largest</b>?</p>{
\t=<p>Jupiter</p>
\t~<p>Saturn</p>#<p>Saturn is second.</p>
\t~%50%<p>Uranus</p>
\t####<p>Jupiter outweighs all others.</p>
}

::Sun::The Sun \\= a star\\: {TRUE####It burns hydrogen.}

::Moons::How many moons has Mars? {#2:0####Phobos and Deimos.}

::Red::Which planet is red? {=Mars =the red planet =%0%Venus####Rust colors it.}

::Colors::Match the colors. {=Mars -> red =Neptune -> blue =Venus -> white -> }

::Rocky::Which two are rocky? {~%50%Mars ~%50%Venus ~%-50%Saturn####They have solid ground.}

::Essay::Write about Mars.{}

::Broken::Which is {=open ~never
"""
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Planets &amp; moons</text></category></question>
<question type="multichoice">
  <name><text>Biggest</text></name>
  <questiontext format="html"><text><![CDATA[<p>Which is the <b>largest</b>?
  <img src="@@PLUGINFILE@@/a.png" alt="planets"></p>]]></text>
  <file name="a.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext>
  <generalfeedback format="html"><text><![CDATA[<p>It outweighs the others.</p>]]></text>
  </generalfeedback>
  <idnumber>big</idnumber><single>true</single>
  <answer fraction="100" format="html"><text>Jupiter</text></answer>
  <answer fraction="0" format="html"><text>Saturn</text>
    <feedback format="html"><text>Saturn is second.</text></feedback></answer>
  <hint format="html"><text>It has a red spot.</text></hint>
  <tags><tag><text>giants</text></tag></tags>
</question>
<question type="numerical">
  <name><text>Moon</text></name>
  <questiontext format="html"><text>How far is the Moon?</text></questiontext>
  <answer fraction="100"><text>384400</text><tolerance>1000</tolerance></answer>
  <units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>
</question>
<question type="cloze"><questiontext><text>The {1:SA:=Sun} shines.</text></questiontext></question>
</quiz>
"""


def test_a_gift_export_comes_in_and_goes_out_again() -> None:
    write("export.gift", GIFT)
    said = call("convert", "export.gift", "science.yaml")
    for lost in ('counts "Uranus" as wrong', "it is an essay", "a brace is missing"):
        assert lost in said
    assert "Converted 6 of 8 questions from GIFT to a pack: science.yaml" in said
    assert "Left out: 2 questions." in said
    pack = read("science.yaml")
    for kept in (
        *("id: big", "tags: [giants]", "category: Planets", "why: Saturn is second."),
        *("explain: Rust colors it.", "The Sun = a star:", "kind: several", "kind: match"),
    ):
        assert kept in pack
    assert "explanations: optional" in pack
    assert "explanations: optional" in call("check", "--explain", "missing-explain")
    assert "1 pack, 6 sound questions: 0 errors" in call("check", "science.yaml")
    # Nobody is there to be asked, and nothing is lost.
    assert "hint: Replace with --force" in call("convert", "export.gift", "science.yaml", code=2)
    assert read("science.yaml") == pack
    go_out_and_in("science.yaml", "gift")
    go_out_and_in("science.yaml", "xml")
    go_out_and_in("science.yaml", "csv")


def test_a_moodle_xml_export_comes_in_and_goes_out_again() -> None:
    write("export.xml", XML)
    said = call("convert", "export.xml", "moons.yaml")
    for lost in ('left out the file "a.png"', "left out a picture", "a text with gaps"):
        assert lost in said
    assert "Converted 2 of 3 questions from Moodle XML to a pack: moons.yaml" in said
    assert "Still to be explained: 1 question." in said
    pack = read("moons.yaml")
    for kept in (
        *("id: big", "category: Planets & moons", "hint: It has a red spot.", "tags: [giants]"),
        *("explain: It outweighs the others.", "tolerance: 1000", "unit: km"),
    ):
        assert kept in pack
    assert "missing-explain" in call("check", "moons.yaml")
    call("check", "moons.yaml", "--strict", code=3)
    go_out_and_in("moons.yaml", "xml")
    # GIFT knows neither hints nor units, and each loss is told by its question.
    told = call("convert", "moons.yaml", "moons.gift")
    assert "big: lost the hint\n" in told
    assert "moon: lost the unit\n" in told


def go_out_and_in(pack: str, ending: str) -> None:
    """Write a pack in another format and read it back: the same questions, and nothing lost."""
    out, again = f"out.{ending}", f"again-{ending}.yaml"
    said = call("convert", pack, out)
    assert "lost" not in said.lower()
    assert "lost" not in call("convert", out, again).lower()
    # The head names the pack for its file.
    assert read(again).partition("questions:")[2] == read(pack).partition("questions:")[2]


# The teacher's language --------------------------------------------------------------------------

SPANISH = """\
spacequiz: 1
id: el-sistema
title: El sistema solar
language: es
questions:
- id: luna
  kind: number
  ask: ¿A cuántos kilómetros está la Luna?
  answer: 384400
  unit: km
  explain: La luz tarda poco más de un segundo.
- id: tierra
  kind: typed
  ask: ¿En qué planeta vivimos?
  answer: la Tierra
  explain: Es el tercero desde el Sol.
- id: caliente
  kind: true-false
  ask: Venus es más caliente que Mercurio.
  answer: yes
  explain: Su aire espeso guarda el calor.
"""


def test_a_spanish_pack_is_played_by_spanish_rules() -> None:
    write("sistema.yaml", SPANISH)
    assert ": 0 errors, 0 warnings" in call("check", "sistema.yaml")
    call("packs", "add", "sistema.yaml")
    # A point and a space part thousands there; in an English pack the point is a decimal point.
    for typed in ("384.400", "384 400", "384400,0"):
        said = play("el-sistema", "number", typed)
        assert "\n✓ Right" in said, typed
    assert "\n✗ Not quite" in play("el-sistema", "number", "384,400")
    for typed in ("tierra", "La Tierra", "tiera"):
        assert "\n✓ Right" in play("el-sistema", "typed", typed), typed
    assert "\n✗ Not quite" in play("el-sistema", "typed", "Marte")
    write("falso.yaml", SPANISH.replace("answer: yes", "answer: sí"))
    assert "hint: Write: answer: true" in call("check", "falso.yaml", code=3)
