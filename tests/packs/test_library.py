"""The library: where packs lie, and which one a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.errors import PackError, UsageError
from spacequiz.packs.library import choose_packs, expand, find_pack, find_sources, open_bank
from spacequiz.paths import Places

from .helpers import HEAD, make_pack, make_question, write

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.packs.bank import Bank


def make_named(name: str) -> str:
    return make_pack(head=HEAD.replace("id: example", f"id: {name}"))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    bundled, packs = tmp_path / "bundled", tmp_path / "packs"
    write(bundled / "stars" / "pack.yaml", make_named("stars"))
    write(bundled / "readme.txt", "no pack")
    write(packs / "mine.yaml", make_named("mine"))
    write(packs / ".hidden.yaml", "nonsense")
    write(packs / "broken.yaml", make_named("broken") + make_question("id: x\nhints: x"))
    write(packs / "notes" / "text.md", "no pack")
    return Places(
        save=tmp_path / "save.db",
        backups=tmp_path / "backups",
        packs=packs,
        bank=tmp_path / "bank.db",
        logs=tmp_path / "logs",
        bundled=bundled,
    )


def open_fresh(places: Places, *names: str) -> Bank:
    bank = open_bank(places, names)
    bank.refresh()
    return bank


def test_bundled_packs_come_before_the_users(places: Places) -> None:
    found = [(source.path.name, source.bundled) for source in find_sources(places)]
    assert found == [("stars", True), ("broken.yaml", False), ("mine.yaml", False)]


def test_folders_need_not_exist(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    places = Places(nowhere, nowhere, nowhere, nowhere / "bank.db", nowhere, nowhere)
    assert find_sources(places) == ()
    assert open_fresh(places).packs() == ()


def test_a_pack_is_named_by_id_or_path(places: Places, tmp_path: Path) -> None:
    extra = write(tmp_path / "extra.yaml", make_named("extra"))
    names = ["stars", str(extra), str(places.packs / "mine.yaml"), str(places.bundled / "stars")]
    bank = open_fresh(places, *names)
    assert choose_packs(bank, names) == ("stars", "extra", "mine")
    assert [info.bundled for info in bank.packs() if info.id == "stars"] == [True]


@pytest.mark.parametrize("name", ["pack.yaml", "more.yaml"])
def test_a_file_of_a_folder_means_the_folder(places: Places, name: str) -> None:
    folder = places.bundled / "stars"
    write(folder / "more.yaml", "questions:\n" + make_question("id: x"))
    bank = open_fresh(places, str(folder / name))
    assert choose_packs(bank, [str(folder / name)]) == ("stars",)


def test_a_named_file_wins_over_an_installed_pack_of_the_same_id(
    places: Places, tmp_path: Path
) -> None:
    draft = write(tmp_path / "draft.yaml", make_named("mine").replace("Jupiter", "Saturn?"))
    bank = open_fresh(places, str(draft))
    assert choose_packs(bank, [str(draft)]) == ("mine",)
    assert "Saturn?" in repr(bank.questions(["mine/biggest-planet"]))


def test_a_relative_path_and_a_bare_name(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "here" / "pack.yaml", make_named("elsewhere"))
    bank = open_fresh(places, "./here")
    assert choose_packs(bank, ["./here"]) == ("elsewhere",)
    with pytest.raises(UsageError) as caught:
        choose_packs(bank, ["here"])
    assert "./here" in caught.value.hint


def test_an_unknown_id_is_met_with_a_suggestion(places: Places) -> None:
    with pytest.raises(UsageError) as caught:
        find_pack(open_fresh(places).packs(), "star")
    assert caught.value.hint == "Did you mean stars?"


def test_a_path_that_leads_nowhere(places: Places, tmp_path: Path) -> None:
    for name in ("./nothing.yaml", str(places.packs / "notes"), "\x1b[2J"):
        with pytest.raises(UsageError) as caught:
            find_sources(places, [name])
        assert "\x1b" not in str(caught.value)


def test_a_pack_with_errors_cannot_be_chosen(places: Places) -> None:
    bank = open_fresh(places)
    assert find_pack(bank.packs(), "broken").errors == 1
    with pytest.raises(PackError) as caught:
        choose_packs(bank, ["broken"])
    assert caught.value.hint.startswith("See them with: spacequiz check ")


def test_a_folder_of_packs_is_expanded(places: Places) -> None:
    assert expand(places.packs) == [places.packs / "broken.yaml", places.packs / "mine.yaml"]
    assert expand(places.bundled / "stars") == [places.bundled / "stars"]
    for path in (places.packs / "notes", places.packs / "nothing.yaml"):
        with pytest.raises(UsageError):
            expand(path)
