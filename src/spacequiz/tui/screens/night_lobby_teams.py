"""The teams of a set-up: names, looks and keys for those that join, and what is still free."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacequiz.game.match.setup import MOST_TEAMS
from spacequiz.quizmaster.night_plan import NightTeam
from spacequiz.tui.widgets.night_keys import list_firsts, spread_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.quizmaster.night_plan import LobbySetup

NAMES = ("Monarchs", "Rockets", "Comets", "Harvesters", "Orbiters", "Larks", "Sparks", "Anchors")


def give_teams(setup: LobbySetup, names: Sequence[str]) -> LobbySetup:
    """Return the set-up with teams of these names, their keys spread over the keyboard."""
    known = {team.name: team for team in setup.teams}
    columns = spread_columns(len(names))
    free = [n for n in range(MOST_TEAMS) if n not in {t.glyph for t in setup.teams}]
    teams = []
    for number, name in enumerate(names):
        team = known.get(name)
        if team is None:
            look = free.pop(0) if free else number
            team = NightTeam(name, glyph=look, color=look)
        teams.append(replace(team, column=columns[number]))
    return replace(setup, teams=tuple(teams))


def add_team(setup: LobbySetup) -> LobbySetup:
    """Return the set-up with another team that has a name and keys of its own."""
    used = [team.name for team in setup.teams]
    name = next((name for name in NAMES if name not in used), f"Team {len(used) + 1}")
    return give_teams(setup, [*used, name])


def is_taken(name: str, teams: Iterable[NightTeam]) -> bool:
    """Return whether one of these teams has a name, in capitals or not."""
    return name.casefold() in {team.name.casefold() for team in teams}


def list_free(setup: LobbySetup, team: NightTeam) -> list[int]:
    """Return the columns of the keyboard that a team can have."""
    taken = {other.column for other in setup.teams if other is not team}
    return [n for n in list_firsts(len(setup.teams)) if n not in taken]
