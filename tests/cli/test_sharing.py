"""Packs between teachers: what changed, whose changes are at stake, fingerprints, shelves, reports."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from builders import Clock, make_runner
from spacequiz.cli.packs import packs
from spacequiz.errors import PackError, UsageError
from spacequiz.packs.compare import fingerprint, recall_added, show_fingerprint
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

HEAD = "spacequiz: 1\nid: moons\ntitle: Moons\nexplanations: optional\n"


def question(name: str, ask: str) -> str:
    return f"- id: {name}\n  ask: {ask}\n  answer: x\n  wrong: [y]\n"


def write(path: Path, *questions: str, head: str = HEAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}questions:\n{''.join(questions)}", "utf-8")
    return path


OLD = (question("a", "First?"), question("b", "Second?"), question("c", "Third?"))
NEW = (question("a", "First?"), question("b", "Mended?"), question("d", "Fourth?"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*args: object, stdin: str = "") -> Result:
    return make_runner().invoke(packs, [str(arg) for arg in args], input=stdin)


def test_adding_over_a_pack_tells_what_differs(tmp_path: Path) -> None:
    run("add", write(tmp_path / "old.yaml", *OLD))
    found = run("add", write(tmp_path / "new.yaml", *NEW), "--force")
    assert "Questions: 1 new, 1 mended, 1 gone, 1 as they are." in found.stdout
    assert "New: d.\nMended: b.\nGone: c.\n" in found.stdout
    assert "right now" not in found.stdout
    assert "To have the old one back: spacequiz packs add" in found.stdout
    assert "You changed" not in found.stdout
    found = run("add", tmp_path / "new.yaml", "--force")
    assert "no question differs" in found.stdout


def test_another_right_answer_is_said_before_anything_is_replaced(tmp_path: Path) -> None:
    run("add", write(tmp_path / "old.yaml", *OLD))
    swapped = question("b", "Second?").replace("x", "y").replace("[y]", "[x]")
    found = run("add", write(tmp_path / "new.yaml", OLD[0], swapped, OLD[2]))
    assert "Another answer is right now in b (was x; now y).\n" in found.stdout
    assert isinstance(found.exception, UsageError)
    assert "kept" not in found.stdout
    assert "old one" not in found.stdout


def test_the_fingerprint_of_another_programs_file_is_that_of_the_file(
    tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "sky.csv"
    path.write_text("question,answer,wrong 1\nBigger?,Sun,Moon\n", "utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = run("add", path, "--sha256", "0000-0000-0000-0000")
    assert f"its fingerprint is {show_fingerprint(digest)}" in str(found.exception)
    assert list((home / "packs").iterdir()) == []
    found = run("add", path, "--sha256", digest)
    assert f"Fingerprint of the file: {show_fingerprint(digest)}\n" in found.stdout


def test_what_the_owner_changed_is_named_before_it_is_replaced(tmp_path: Path, home: Path) -> None:
    run("add", write(tmp_path / "old.yaml", *OLD))
    installed = home / "packs" / "moons.yaml"
    text = installed.read_text("utf-8")
    installed.write_text(f"# my note\n{text}".replace("First?", "My first?"), "utf-8")
    found = run("add", write(tmp_path / "new.yaml", *NEW), "--force")
    assert "You changed 1 question since you added it, and would lose that: a." in found.stdout
    # From now on the new words are what was added.
    found = run("add", write(tmp_path / "newer.yaml", *NEW[:2]), "--force")
    assert "You changed" not in found.stdout


def test_without_a_memory_of_what_was_added_nobody_is_blamed(tmp_path: Path, home: Path) -> None:
    run("add", write(tmp_path / "old.yaml", *OLD))
    for content in (b"{", b"[]", b'{"a": 1}', b"\xff"):
        (home / "added" / "moons.json").write_bytes(content)
        assert recall_added("moons", find_places()) == {}
    found = run("add", write(tmp_path / "new.yaml", *NEW), "--force")
    assert "You changed" not in found.stdout


def test_a_fingerprint_is_the_same_wherever_the_pack_lies(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.yaml", *OLD)
    run("add", path)
    wanted = show_fingerprint(fingerprint({"any.yaml": path.read_bytes()}))
    assert f"Fingerprint:  {wanted}\n" in run("show", "moons").stdout
    exported = run("export", "moons", "-o", tmp_path / "moons.zip")
    assert f"Fingerprint: {wanted}\n" in exported.stdout
    for spelled in (wanted, wanted.upper().replace("-", " "), f"sha256:{wanted}"):
        found = run("add", tmp_path / "moons.zip", "--force", "--sha256", spelled)
        assert found.exit_code == 0, found.exception


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("0000-0000-0000-0000", "The pack is another one: its fingerprint is"),
        ("4f2a", "no fingerprint"),
        ("moons", "no fingerprint"),
    ],
)
def test_another_pack_is_not_added(tmp_path: Path, home: Path, given: str, message: str) -> None:
    found = run("add", write(tmp_path / "mine.yaml", *OLD), "--sha256", given)
    assert isinstance(found.exception, UsageError)
    assert message in str(found.exception)
    assert list((home / "packs").iterdir()) == []


def test_version_and_home_are_shown(tmp_path: Path) -> None:
    head = f"{HEAD}version: 2026-09\nhome: https://example.org/moons\n"
    run("add", write(tmp_path / "mine.yaml", *OLD, head=head))
    shown = run("show", "moons").stdout
    assert "Version:      2026-09\n" in shown
    assert "Home:         https://example.org/moons\n" in shown


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_a_home_is_a_link_and_nothing_else(tmp_path: Path, link: str) -> None:
    found = run("add", write(tmp_path / "mine.yaml", *OLD, head=f'{HEAD}home: "{link}"\n'))
    assert isinstance(found.exception, PackError)


def test_a_shelf_lists_what_is_new_or_newer_and_is_remembered(tmp_path: Path, home: Path) -> None:
    shelf = tmp_path / "stick"
    run("add", write(tmp_path / "old.yaml", *OLD))
    write(shelf / "moons.yaml", *NEW)
    write(shelf / "stars.yaml", *OLD, head=HEAD.replace("moons", "stars") + "version: 3\n")
    write(shelf / "broken.yaml", "- id: a\n")
    run("export", "moons", "-o", shelf / "same.zip")
    before = sorted(path.name for path in (home / "packs").iterdir())
    found = run("from", shelf)
    assert "moons  (differs): Moons, 3 questions" in found.stdout
    assert "1 new, 1 mended, 1 gone" in found.stdout
    assert "moons  (installed): Moons, 3 questions" in found.stdout
    assert "stars  (new): Moons, 3 questions, version 3" in found.stdout
    assert f"spacequiz packs add {shelf / 'stars.yaml'}" in found.stdout
    assert "broken.yaml: The pack has" in found.stdout
    assert sorted(path.name for path in (home / "packs").iterdir()) == before
    assert run("from").stdout == found.stdout


ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse>
<value>b</value></correctResponse></responseDeclaration><itemBody><choiceInteraction
responseIdentifier="R"><prompt>Highest?</prompt><simpleChoice identifier="a">Fog</simpleChoice>
<simpleChoice identifier="b">Cirrus</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""


def test_a_shelf_shows_what_other_programs_exported(tmp_path: Path) -> None:
    shelf = tmp_path / "stick"
    shelf.mkdir()
    with zipfile.ZipFile(shelf / "canvas.zip", "w") as target:
        target.writestr("imsmanifest.xml", "<manifest/>")
        target.writestr("item.xml", ITEM)
    with zipfile.ZipFile(shelf / "photos.zip", "w") as target:
        target.writestr("a.png", b"x")
    found = run("from", shelf).stdout
    assert "canvas  (new): Canvas, 1 question\n" in found
    assert "canvas.zip is a QTI package: 1 of 1 question converted." in found
    assert "photos.zip: There is no pack in the zip." in found
    run("add", shelf / "canvas.zip")
    assert "canvas  (installed): Canvas, 1 question\n" in run("from", shelf).stdout


def test_a_shelf_that_is_not_there(tmp_path: Path) -> None:
    for args in (["from"], ["from", tmp_path / "nowhere"]):
        found = run(*args)
        assert isinstance(found.exception, UsageError)
    (tmp_path / "empty").mkdir()
    assert "There are no packs in" in run("from", tmp_path / "empty").stdout


def test_reports_travel_back_without_names(tmp_path: Path) -> None:
    save = Save.open(find_places(), Clock())
    save.flag(save.player("Ana"), "moons/a", "Saturn \x1b[2J too")
    save.flag(save.player("Ana"), "stars/b", "wrong")
    save.close()
    target = tmp_path / "back.json"
    found = run("flags", "--pack", "moons", "-o", target)
    assert "(1 report)" in found.stdout
    assert "Ana" not in target.read_text("utf-8")
    shown = run("flags", "--read", target)
    assert "moons/a" in shown.stdout
    assert "Saturn" in shown.stdout
    assert "\x1b" not in shown.stdout
    assert "stars" not in shown.stdout


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"reports": []}', '{"spacequiz-flags": 1}', "[" * 50_000, "x" * 5_000_000],
)
def test_what_holds_no_reports(tmp_path: Path, content: str) -> None:
    (tmp_path / "back.json").write_text(content, "utf-8")
    found = run("flags", "--read", tmp_path / "back.json")
    assert isinstance(found.exception, PackError)


def test_reports_of_a_stranger_are_cleaned(tmp_path: Path) -> None:
    report = {"question": "a\x1b/b", "reason": 7, "answered": ["x\x9b", 1], "when": "now"}
    content = {"spacequiz-flags": 1, "reports": [report, 5]}
    (tmp_path / "back.json").write_text(json.dumps(content), "utf-8")
    found = run("flags", "--read", tmp_path / "back.json")
    assert found.exit_code == 0
    assert "\x1b" not in found.stdout
    assert "\x9b" not in found.stdout
