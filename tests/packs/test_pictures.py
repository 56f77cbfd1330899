"""Pictures beside a pack: taken along, measured undecoded, and never fetched."""

from __future__ import annotations

import struct
from base64 import b64decode
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from spacequiz.formats.sheets import make_sheets
from spacequiz.game.kinds.choices import Choice, Wrong
from spacequiz.game.question import Picture
from spacequiz.game.views import deal_card
from spacequiz.images import MAX_BYTES, Shape, measure
from spacequiz.packs.codec import decode, encode
from spacequiz.packs.compare import fingerprint
from spacequiz.packs.install import collect_files, export_pack, stage_pack
from spacequiz.packs.library import open_bank
from spacequiz.packs.pictures import load_pictures
from spacequiz.packs.read import read_pack
from spacequiz.packs.write import render_question

from .helpers import list_places, make_pack, make_png, make_question, read, write

NOW = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.paths import Places

SHOWN = make_question("image: spot.png\nalt: A striped disk")
OPTIONS = make_question(
    "answer: {text: Jupiter, image: spot.png, alt: A striped disk}\n"
    "wrong: [{text: Saturn, image: rings.png, alt: Rings, why: It is the second.}, Mars]"
)

JPEG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"ab\xff\xc2"
JPEG += struct.pack(">HBHH", 11, 8, 30, 40)
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (make_png(40, 30), Shape("image/png", 40, 30)),
        (b"GIF89a" + struct.pack("<HH", 40, 30), Shape("image/gif", 40, 30)),
        (JPEG, Shape("image/jpeg", 40, 30)),
        (WEBP + b"VP8X" + bytes(8) + b"\x27\0\0\x1d\0\0", Shape("image/webp", 40, 30)),
        (WEBP + b"VP8L" + bytes(5) + struct.pack("<I", 39 | 29 << 14), Shape("image/webp", 40, 30)),
        (WEBP + b"VP8 " + bytes(10) + struct.pack("<HH", 40, 30), Shape("image/webp", 40, 30)),
        (make_png(0, 30), None),
        (make_png(40, 30)[:20], None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\xff\xe0\0\0" * 3, None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, shape: Shape | None) -> None:
    assert measure(data) == shape


@pytest.mark.parametrize(
    ("keys", "data", "code"),
    [
        ("image: spot.png\nalt: x", None, "missing-file"),
        ("image: ../spot.png\nalt: x", make_png(1, 1), "outside-file"),
        ("image: https://example.org/spot.png\nalt: x", make_png(1, 1), "outside-file"),
        ("image: spot.svg\nalt: x", make_png(1, 1), "wrong-picture"),
        ("image: spot.png\nalt: x", b"<html>", "wrong-picture"),
        ("image: spot.png\nalt: x", make_png(30_000, 30_000), "picture-too-large"),
        ("image: spot.png\nalt: x", make_png(1, 1) + bytes(MAX_BYTES), "picture-too-large"),
        ("answer: {text: Jupiter, image: spot.png, alt: x}", None, "missing-file"),
        ("wrong: [Mars, {text: Saturn, image: spot.svg, alt: x}]", None, "wrong-picture"),
        ("image: spot.png", make_png(1, 1), "missing-alt"),
        ("alt: x", None, "missing-image"),
    ],
)
def test_what_cannot_be_shown_is_an_error(
    tmp_path: Path, keys: str, data: bytes | None, code: str
) -> None:
    if data is not None:
        write(tmp_path / "spot.png", data)
    (place,) = list_places(read(tmp_path, make_pack(make_question(keys))))
    assert place[2] == code


def test_a_picture_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "secret.png", make_png(1, 1))
    (tmp_path / "spot.png").symlink_to(tmp_path / "secret.png")
    assert [place[2] for place in list_places(read(tmp_path, make_pack(SHOWN)))] == ["outside-file"]


def test_a_picture_travels_with_its_pack(tmp_path: Path, places: Places) -> None:
    write(tmp_path / "spot.png", make_png(40, 30))
    staged = stage_pack(write(tmp_path / "planets.yaml", make_pack(SHOWN)), places, ())
    path = staged.install(NOW).path
    assert (path / "spot.png").read_bytes() == make_png(40, 30)
    bank = open_bank(places)
    bank.refresh()
    (info,) = bank.packs()
    (question,) = bank.questions([candidate.address for candidate in bank.candidates([info.id])])
    bank.close()
    assert question.picture == Picture("spot.png", "A striped disk")
    export_pack(info, tmp_path / "planets.zip")
    again = stage_pack(tmp_path / "planets.zip", places, ())
    assert again.fingerprint == fingerprint(collect_files(read_pack(path)))
    again.discard()


def test_where_no_picture_can_be_its_description_stands(tmp_path: Path) -> None:
    write(tmp_path / "spot.png", make_png(40, 30))
    pack = read(tmp_path, make_pack(SHOWN))
    (question,) = pack.questions
    assert decode(encode(question)) == question
    assert "image: spot.png\nalt: A striped disk\n" in render_question(question)
    card = deal_card(question, 0, "seed", taken=frozenset(), free=frozenset())
    assert card.ask == "Which planet is the largest?\n[A striped disk]"
    bare, _ = make_sheets(pack.head, [question])
    assert b"[A striped disk]" in bare.data
    pictures = load_pictures(pack.path, [question])
    sheet, _ = make_sheets(pack.head, [question], pictures=pictures)
    link = pictures["spot.png"]
    assert b64decode(link.removeprefix("data:image/png;base64,")) == make_png(40, 30)
    assert f'<img class="picture" src="{link}" alt="A striped disk">'.encode() in sheet.data
    assert b"[A striped disk]" not in sheet.data


def test_options_have_pictures(tmp_path: Path, places: Places) -> None:
    for name in ("spot.png", "rings.png"):
        write(tmp_path / name, make_png(40, len(name)))
    pack = read(tmp_path, make_pack(OPTIONS))
    assert [d.message for d in pack.diagnostics] == []
    (question,) = pack.questions
    assert question.body == Choice("Jupiter", (Wrong("Saturn", "It is the second."), Wrong("Mars")))
    assert question.pictured == (
        ("Jupiter", Picture("spot.png", "A striped disk")),
        ("Saturn", Picture("rings.png", "Rings")),
    )
    assert decode(encode(question)) == question
    again = read(tmp_path, make_pack("- " + render_question(question).replace("\n", "\n  ") + "\n"))
    assert again.questions == pack.questions
    card = deal_card(question, 0, "seed", taken=frozenset(), free=frozenset())
    assert {card.label(option) for option in card.options} == {
        *("Jupiter [A striped disk]", "Saturn [Rings]", "Mars")
    }
    # Nobody learns from the order of pictures which is right.
    assert [option for option, _ in card.pictures] == [o for o in card.options if o != "Mars"]
    sheet, _ = make_sheets(pack.head, [question], pictures=load_pictures(pack.path, [question]))
    assert sheet.data.count(b"<img") == 2
    assert b"[Rings]" in make_sheets(pack.head, [question])[0].data
    path = stage_pack(pack.path, places, ()).install(NOW).path
    assert {each.name for each in path.iterdir()} >= {"spot.png", "rings.png"}


def test_an_option_that_its_picture_only_repeats_is_told_once() -> None:
    assert Picture("a.png", "Red disk").tell_beside("red disk") == "red disk"
