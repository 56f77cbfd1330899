"""Zips from strangers: what no pack needs never reaches the disk, and ends nothing but the adding."""

from __future__ import annotations

import io
import stat
import time
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.errors import PackError
from spacequiz.packs.source import MAX_BYTES
from spacequiz.packs.zip import read_archive, write_archive

from .helpers import make_pack, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PACK = make_pack().encode()


def pack_zip(entries: Mapping[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    target = io.BytesIO()
    listed = list(entries.items()) if not isinstance(entries, list) else entries
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in listed:
            made.writestr(name, data)
    return target.getvalue()


def unpack(folder: Path, data: bytes) -> dict[str, bytes]:
    return read_archive(write(folder / "pack.zip", data))


def make_entry(name: str, **fields: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("placeholder")
    info.filename = info.orig_filename = name
    for key, value in fields.items():
        setattr(info, key, value)
    return info


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ({"planets.yaml": b"1"}, {"planets.yaml": b"1"}),
        ({"a/pack.yaml": b"1", "a/b.yaml": b"2"}, {"pack.yaml": b"1", "b.yaml": b"2"}),
        ({"pack.yaml": b"1", "texts/Übung (1).md": b"2"}, {"pack.yaml": b"1", "texts/Übung (1).md": b"2"}),
        ({"a/pack.yaml": b"1", "other.md": b"2"}, {"pack.yaml": b"1"}),
        ({"__MACOSX/._p.yaml": b"x", "p.yaml": b"1", ".DS_Store": b"x"}, {"p.yaml": b"1"}),
        ({"p.yaml": b"1", "moon!.jpg": b"x", "~$x.docx": b"x", "run.sh": b"x"}, {"p.yaml": b"1"}),
    ],
)  # fmt: skip
def test_what_a_pack_needs_is_taken(
    tmp_path: Path, entries: dict[str, bytes], found: dict[str, bytes]
) -> None:
    assert unpack(tmp_path, pack_zip(entries)) == found


def test_a_zip_may_end_with_a_comment(tmp_path: Path) -> None:
    target = io.BytesIO(pack_zip({"p.yaml": b"1"}))
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"Made for class"
    assert unpack(tmp_path, target.getvalue()) == {"p.yaml": b"1"}


NAMES = [
    *("../evil.yaml", "a/../../evil.yaml", "/etc/evil.yaml", "//host/evil.yaml", "a//b.yaml"),
    *("..", "a/./b.yaml", "C:/evil.yaml", "C:evil.yaml", "..\\evil.yaml", "a\\b.yaml"),
    *("\x1b[31m.yaml", "a\x00.yaml", "a\u202ey.yaml", "a\nb.yaml", "\x9b.yaml"),
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_astray_are_refused(tmp_path: Path, name: str) -> None:
    data = pack_zip([("pack.yaml", PACK), (make_entry(name), PACK)])
    with pytest.raises(PackError, match="a name that no pack has") as caught:
        unpack(tmp_path, data)
    assert str(caught.value).replace("\n", "").isprintable()


@pytest.mark.parametrize("name", ["con.yaml", "LPT1.yaml", "nul .md", "a .md", " b.yaml"])
def test_names_that_some_system_cannot_write_stay_in_the_zip(tmp_path: Path, name: str) -> None:
    found = unpack(tmp_path, pack_zip({"pack.yaml": PACK, name: b"x"}))
    assert set(found) <= {"pack.yaml", "a .md"}


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = make_entry("handout.md", create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16)
    with pytest.raises(PackError, match="is a link"):
        unpack(tmp_path, pack_zip([("pack.yaml", PACK), (link, b"/etc/passwd")]))


@pytest.mark.parametrize("second", ["pack.yaml", "PACK.yaml"])
def test_a_name_that_stands_twice_is_refused(tmp_path: Path, second: str) -> None:
    with pytest.raises(PackError, match="twice"):
        unpack(tmp_path, pack_zip([("pack.yaml", PACK), (second, b"x")]))


def test_a_file_that_is_a_folder_too_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="a file where it has a folder"):
        unpack(tmp_path, pack_zip({"pack.yaml": PACK, "a.md": b"x", "a.md/b.md": b"x"}))


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(pack_zip({"pack.yaml": PACK}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PackError, match="locked with a password"):
        unpack(tmp_path, bytes(data))


def test_a_bomb_is_refused_by_what_it_says(tmp_path: Path) -> None:
    data = pack_zip({"pack.yaml": PACK, "bomb.md": bytes(MAX_BYTES + 1)})
    with pytest.raises(PackError, match="larger than 16 MiB"):
        unpack(tmp_path, data)


def test_many_large_files_are_refused(tmp_path: Path) -> None:
    large = bytes(MAX_BYTES)
    data = pack_zip({"pack.yaml": PACK, **{f"{n}.md": large for n in range(5)}})
    with pytest.raises(PackError, match="more than 64 MiB"):
        unpack(tmp_path, data)


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    data = bytearray(pack_zip({"bomb.yaml": bytes(MAX_BYTES * 2)}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    began = time.process_time()
    with pytest.raises(PackError):
        unpack(tmp_path, bytes(data))
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("files", "size"), [(1, MAX_BYTES + 1), (5, MAX_BYTES)])
def test_what_comes_out_is_counted_where_python_believes_what_a_zip_says(
    files: int, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pythons of today stop at what the list says; ours does not hang on that."""
    data = pack_zip({f"{n}.md": b"short" for n in range(files)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: io.BytesIO(bytes(size)))
    with pytest.raises(PackError, match="larger than it says"):
        unpack(tmp_path, data)


def test_a_hundred_thousand_entries_are_refused_at_once(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for number in range(100_000):
            made.writestr(zipfile.ZipInfo(f"{number}.md"), b"")
    path = write(tmp_path / "many.zip", target.getvalue())
    began = time.process_time()
    with pytest.raises(PackError, match="more than 1000 files"):
        read_archive(path)
    assert time.process_time() - began < 1


def test_too_many_files_of_a_pack_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="more than 500 files of a pack"):
        unpack(tmp_path, pack_zip({f"{n}.md": b"" for n in range(600)}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(PackError):
        unpack(tmp_path, data)


def test_half_a_zip_is_refused(tmp_path: Path) -> None:
    data = pack_zip({"pack.yaml": PACK, "handout.md": bytes(1000)})
    for length in range(0, len(data) - 1, 7):
        with pytest.raises(PackError):
            unpack(tmp_path, data[:length])


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"handout.md": b"x"}, "no pack in the zip"),
        ({}, "no pack in the zip"),
        ({"a/pack.yaml": b"x", "b/pack.yaml": b"x"}, "2 packs in the zip"),
        ({"a.yaml": b"x", "b.yaml": b"x"}, "2 packs in the zip"),
    ],
)
def test_a_zip_holds_one_pack(tmp_path: Path, entries: dict[str, bytes], message: str) -> None:
    with pytest.raises(PackError, match=message):
        unpack(tmp_path, pack_zip(entries))


@given(st.integers(0), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_met_calmly(
    tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes
) -> None:
    data = bytearray(pack_zip({"pack.yaml": PACK, "handout.md": b"text" * 50}))
    place %= len(data)
    data[place : place + len(noise)] = noise
    try:
        found = unpack(tmp_path_factory.getbasetemp(), bytes(data))
    except PackError:
        return
    assert all(len(each) < 10_000 for each in found.values())


names = st.text("abcäß019-_ ()", min_size=1, max_size=12).map(lambda text: f"x{text}x.md")


@given(st.dictionaries(names, st.binary(max_size=200), max_size=5))
def test_what_is_packed_is_unpacked_the_same(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    files = {"pack.yaml": PACK, **files}
    data = write_archive({f"example/{name}": text for name, text in files.items()})
    assert unpack(tmp_path_factory.getbasetemp(), data) == files
    again = dict(reversed(files.items()))
    assert write_archive({f"example/{name}": text for name, text in again.items()}) == data
