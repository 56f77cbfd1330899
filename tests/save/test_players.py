"""Players: renamed, and deleted with all that is theirs, of which a copy is kept."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from spacequiz.errors import SaveError, UsageError
from spacequiz.save import Save

from .helpers import ask, begin, dump, play

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places


def live(save: Save, name: str) -> None:
    """Let a player have something in every table."""
    player = save.player(name)
    play(save, 3, name)
    begin(save, name)
    save.set_note(player, "pack/q1", f"note of {name}")
    save.flag(player, "pack/q1", "bad")
    save.set_setting(player, "theme", "nord")


def test_a_renamed_player_keeps_everything(save: Save, places: Places, clock: Clock) -> None:
    live(save, "Ann")
    ann = save.player("Ann")
    anna = save.rename_player(ann, "  Anna ")
    assert (anna.id, anna.name) == (ann.id, "Anna")
    save.close()
    again = Save.open(places, clock)
    assert [player.name for player in again.players()] == ["Anna"]
    assert len(again.scores(again.player("Anna"))) == 1
    again.close()


def test_a_name_that_somebody_has_is_refused(save: Save) -> None:
    ann, _ = save.player("Ann"), save.player("Bob")
    with pytest.raises(UsageError, match="There is a player Bob already"):
        save.rename_player(ann, "Bob")
    with pytest.raises(SaveError, match="needs a name"):
        save.rename_player(ann, " ")
    assert save.rename_player(ann, "Ann").name == "Ann"
    assert save.rename_player(ann, "ann").name == "ann"


def test_a_deleted_player_leaves_nothing_and_nobody_else_loses_anything(
    save: Save, places: Places
) -> None:
    live(save, "Bob")
    before = dump(places.save)
    live(save, "Ann")
    save.delete_player(save.player("Ann"))
    after = dump(places.save)
    counters = {"sqlite_sequence", "meta"}
    assert {t: rows for t, rows in after.items() if t not in counters} == {
        t: rows for t, rows in before.items() if t not in counters
    }


def test_the_copy_brings_everything_back(save: Save, places: Places) -> None:
    live(save, "Ann/../é")
    ann = save.player("Ann/../é")
    before = save.export_history(ann)
    kept = save.delete_player(ann)
    assert kept.parent == places.backups
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    save.import_history(json.loads(kept.read_text("utf-8")))
    assert save.export_history(save.player("Ann/../é")) == before


def test_without_a_copy_nothing_is_deleted(save: Save, places: Places) -> None:
    live(save, "Ann")
    places.backups.rename(places.backups.with_name("elsewhere"))
    places.backups.write_text("in the way")
    with pytest.raises(SaveError, match="Nothing was deleted"):
        save.delete_player(save.player("Ann"))
    assert len(save.scores(save.player("Ann"))) == 1


def test_another_player_goes_on_playing(save: Save) -> None:
    live(save, "Ann")
    bob = save.player("Bob")
    save.delete_player(save.player("Ann"))
    play(save, 2, "Bob")
    assert [score.right for score in save.scores(bob)] == [2]


def test_who_was_deleted_elsewhere_plays_on(save: Save, places: Places, clock: Clock) -> None:
    live(save, "Ann")
    game = begin(save, "Ann", count=3)
    ask(save, game, 0)
    other = Save.open(places, clock)
    other.delete_player(other.player("Ann"))
    other.close()
    for position in (1, 2):
        ask(save, game, position)
    assert not save.trouble
    assert "was deleted in another window" in " ".join(save.notices)
    save.finish(game)
    save.close()
    again = Save.open(places, clock)
    [score] = again.scores(again.player("Ann"))
    assert score.right == 3
    again.close()
