"""Damaged files of every format that is read: right, refused in our words, or told of."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest

from builders import describe_all_kinds, make_pack, run, write_pack
from formats.helpers import HEAD, make
from formats.test_apkg import deck
from formats.test_hostile import check_sound
from formats.test_json import SET, ask, pack_h5p
from formats.test_lists import make_document
from formats.test_qbreader import PACKET
from save.helpers import play
from spacequiz.errors import PackError, SaveError, UsageError
from spacequiz.formats.catalogue import FORMATS, READ, read_questions, write_questions
from spacequiz.formats.recognise import recognise
from spacequiz.game.kinds.choices import Choice, Wrong
from spacequiz.packs.read import read_pack
from spacequiz.packs.zip import read_archive, write_archive
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places

DAMAGES = 120
"""How often a file is damaged, each time in another way and from the whole file again."""
RESULT = {
    "category": "Science",
    "difficulty": "easy",
    "question": "Which planet is it?",
    "correct_answer": "Jupiter",
    "incorrect_answers": ["Saturn", "Mars"],
}


def hurt(data: bytes, chance: Random) -> bytes:
    """Return the data with a damage as disks, wires and mail programs do it."""
    hurt = bytearray(data)
    place = chance.randrange(len(hurt))
    size = chance.choice((1, 1, 1, 4, 60, 512))
    match chance.randrange(6):
        case 0 | 1:
            for at in range(place, min(place + size, len(hurt))):
                hurt[at] ^= 1 << chance.randrange(8)
        case 2:
            hurt[place : place + size] = bytes(len(hurt[place : place + size]))
        case 3:
            del hurt[place:]
        case 4:
            del hurt[place : place + size]
        case 5:
            hurt[place:place] = hurt[: size * 4] if size > 1 else chance.randbytes(1)
    return bytes(hurt)


def hurt_within(data: bytes, chance: Random) -> bytes:
    """Return a zip that is sound, and holds a file that is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, hurt(content, chance) if name == chosen else content)
    return out.getvalue()


def make_file(form: str) -> bytes:
    """Return a sound file of a format."""
    if form == "opentdb":
        return json.dumps({"response_code": 0, "results": [RESULT] * 5}).encode()
    if form == "opentriviaqa":
        return b"#Q Which planet is it?\n^ Jupiter\nA Jupiter\nB Saturn\nC Mars\n\n" * 5
    if form == "xlsx":
        import openpyxl  # type: ignore[import-untyped]

        book = openpyxl.Workbook()
        for row in [
            ["ask", "answer", "wrong 1"],
            *([f"Which is {n}?", "a", "b"] for n in range(9)),
        ]:
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    if form == "list":
        return b"".join(b"%d. Which?\na) x\nb) y\nAnswer: b\n\n" % number for number in range(1, 6))
    if form == "docx":
        return make_document(
            *(
                line
                for n in range(5)
                for line in [(f"{n}. Which?", "", ""), ("x", "1", "<w:b/>"), ("y", "1", "")]
            )
        )
    if form == "qbreader":
        return json.dumps(PACKET).encode()
    if form == "h5p":
        return pack_h5p(SET)
    if form == "json":
        return json.dumps([ask(options=["a", "b"], answer="b", explanation="It is.")] * 5).encode()
    if form == "apkg":
        return deck(*[(1, f"Which is {n}?\x1fIt is {n}.") for n in range(5)])
    writer = form if FORMATS[form].writer else "kahoot"
    wrong = (Wrong("Saturn", "It is second."), Wrong("Mars"))
    questions = [make(Choice("Jupiter", wrong), id=f"q{n}", ask=f"Which {n}?") for n in range(5)]
    return write_questions(questions, HEAD, writer).data


def attempt(data: bytes, form: str | None) -> bool:
    """Return whether a file can be read; what is read of it is sound."""
    try:
        found = read_questions(data, form or recognise(data))
    except PackError:
        return False
    check_sound(found)
    return True


@pytest.mark.parametrize("form", READ[1:])
def test_a_damaged_file_is_read_or_refused(form: str) -> None:
    data = make_file(form)
    assert attempt(data, form)
    zipped = data.startswith(b"PK")
    refused = 0
    for seed in range(DAMAGES):
        chance = Random(f"{form}/{seed}")
        damage = hurt_within if zipped and seed % 3 == 0 else hurt
        refused += not attempt(damage(data, chance), form)
    assert refused or not zipped


@pytest.mark.parametrize("form", READ[1:])
def test_a_damaged_file_is_recognised_or_refused(form: str) -> None:
    data = make_file(form)
    for seed in range(DAMAGES):
        damaged = hurt(data, Random(f"recognise/{form}/{seed}"))
        with suppress(PackError, UsageError):
            assert recognise(damaged) in READ


def test_a_damaged_pack_is_read_or_refused(tmp_path: Path) -> None:
    path = write_pack(tmp_path, describe_all_kinds())
    data = path.read_bytes()
    assert not read_pack(path).errors
    for seed in range(DAMAGES):
        path.write_bytes(hurt(data, Random(f"pack/{seed}")))
        pack = read_pack(path)
        assert pack.questions or pack.errors


@pytest.mark.parametrize("damage", [hurt, hurt_within])
def test_a_damaged_zip_is_read_or_refused(
    tmp_path: Path, damage: Callable[[bytes, Random], bytes]
) -> None:
    text = make_pack(describe_all_kinds()).encode()
    data = write_archive({"pack/pack.yaml": text, "pack/handout.md": text})
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    whole = read_archive(path)
    for seed in range(2 * DAMAGES):
        path.write_bytes(damage(data, Random(f"zip/{seed}")))
        try:
            files = read_archive(path)
        except PackError:
            continue
        # What bears no sum of its own is the name alone.
        changed = [each for each in files.values() if each not in whole.values()]
        assert damage is hurt_within or not changed


def test_a_damaged_history_is_taken_in_or_refused(places: Places, clock: Clock) -> None:
    save = Save.open(places, clock)
    play(save)
    data = json.dumps(save.export_history()).encode()
    for seed in range(DAMAGES):
        damaged = hurt(data, Random(f"history/{seed}"))
        try:
            document = json.loads(damaged)
        except ValueError:
            continue
        with suppress(SaveError):
            save.import_history(document)
    save.close()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(("convert", "x.xlsx", "out.yaml"), "x.xlsx"), (("packs", "add", "x.zip"), "x.zip")],
)
def test_a_damaged_archive_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = make_pack(describe_all_kinds()).encode() * 20
    data = make_file("xlsx") if name == "x.xlsx" else write_archive({"pack/pack.yaml": text})
    archive = zipfile.ZipFile(io.BytesIO(data))
    member = max(archive.infolist(), key=lambda each: each.compress_size)
    begin = member.header_offset + 30 + len(member.filename) + 40
    broken = bytearray(data)
    broken[begin : begin + 60] = (byte ^ 0x55 for byte in data[begin : begin + 60])
    (tmp_path / name).write_bytes(broken)
    result = run(*arguments)
    said = result.stderr.decode()
    assert result.returncode == 3
    assert said.startswith(f"spacequiz: {name}: The ")
    assert "damaged" in said.splitlines()[0]
    assert "mistake of its own" not in said
