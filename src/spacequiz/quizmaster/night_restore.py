"""Restoring an evening from what was saved of it, as far as it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz.game.match.journal import Entry, decode_entry
from spacequiz.game.match.match import Match
from spacequiz.game.match.phases import RefusedError
from spacequiz.game.match.setup import NightSetup, decode_setup
from spacequiz.quizmaster.night_plan import LobbySetup, read_setup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacequiz.game.question import Question
    from spacequiz.save.nights import SavedNight


def restore(
    saved: SavedNight,
    load: Callable[[NightSetup], Mapping[str, Question]],
    keep: Callable[[Entry], object],
) -> tuple[Match, LobbySetup]:
    """Return an evening up to the first entry that is damaged, and its set-up.

    Args:
        saved: The evening.
        load: Returns the questions of its plan.
        keep: Makes each further entry durable.

    Raises:
        ValueError: Not even its plan can be read.
    """
    setup = decode_setup(saved.plan.get("setup"))
    lobby = saved.plan.get("lobby")
    questions = load(setup)
    entries = _read_entries(saved.journal)
    while True:
        try:
            return Match(setup, questions, entries, keep=keep), read_setup(
                lobby if isinstance(lobby, dict) else {}
            )
        except RefusedError:
            entries = entries[:-1]


def _read_entries(lines: Iterable[Any]) -> list[Entry]:
    entries = []
    for line in lines:
        try:
            entries.append(decode_entry(line))
        except ValueError:
            break
    return entries
