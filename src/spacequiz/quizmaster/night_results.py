"""The results of an evening, to share as text or to take along as CSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.night.results import list_contenders, list_results
from spacequiz.language import say, say_count, say_list, say_number
from spacequiz.text import defuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacequiz.game.night.match import Match

_COLUMNS = ("number", "round", "question", "team", "answer", "verdict", "points", "seconds")


SUDDEN = "sudden death"
_MOST_NAMES = 4


class SeasonPlace(NamedTuple):
    """Sum up what a team of one name did over several evenings."""

    name: str
    evenings: int
    wins: int
    """Evenings on which it was first, alone or with others."""
    points: int


def sum_season(matches: Iterable[Match]) -> list[SeasonPlace]:
    """Return every team over all evenings, by name, the one that won most first."""
    places: dict[str, SeasonPlace] = {}
    for match in matches:
        view = match.view
        for standing in view.standings:
            name = view.team(standing.team).team.name
            before = places.get(name.casefold(), SeasonPlace(name, 0, 0, 0))
            won, points = standing.rank == 1, before.points + standing.score
            after = SeasonPlace(before.name, before.evenings + 1, before.wins + won, points)
            places[name.casefold()] = after
    return sorted(places.values(), key=lambda place: (-place.wins, -place.points, place.name))


def share_text(match: Match, day: str) -> str:
    """Return the standings as text; it gives no answer away."""
    view = match.view
    lines = [say("spacequiz · Quiz night · {day}", day=day)]
    for standing in view.standings:
        shared = "=" if standing.shared else ""
        name = view.team(standing.team).team.name
        lines.append(f"{shared}{standing.rank}. {name}  {say_number(standing.score)}")
    return "\n".join([*lines, *describe_tie(match), *describe_awards(match)])


def describe_tie(match: Match) -> list[str]:
    """Return how a shared first place was decided, or that it was not; nothing where none was."""
    if not match.state.sudden:
        return []
    names = {team.id: team.name for team in match.state.teams}
    left = list_contenders(match.state)
    if len(left) > 1:
        tied = _join([names[team] for team in left])
        return [say("Sudden death: a tie to the end for {teams}", teams=tied)]
    return [say("Sudden death: {team} came closest", team=names[left[0]])]


def _join(names: Sequence[str]) -> str:
    """Return names as a list; of many only the first."""
    if len(names) > _MOST_NAMES:
        return say_count(
            len(names) - _MOST_NAMES + 1,
            "{names} and {count} more",
            "{names} and {count} more",
            names=", ".join(names[: _MOST_NAMES - 1]),
        )
    return say_list(names)


def describe_awards(match: Match) -> list[str]:
    """Return the awards of the evening, a line each."""
    awards = match.view.awards
    if awards is None:
        return []
    names = {team.id: team.name for team in match.state.teams}
    lines = []
    if awards.streak is not None:
        who = _join([names[team] for team in awards.streak.teams])
        lines.append(
            say_count(
                awards.streak.length,
                "Longest streak: {teams}, {count} in a row",
                "Longest streak: {teams}, {count} in a row",
                teams=who,
            )
        )
    if awards.comeback is not None:
        who = _join([names[team] for team in awards.comeback.teams])
        lines.append(
            say_count(
                awards.comeback.places,
                "Best comeback: {teams}, up {count} place",
                "Best comeback: {teams}, up {count} places",
                teams=who,
            )
        )
    hardest = match.questions.get(awards.hardest.address) if awards.hardest else None
    if hardest is not None:
        lines.append(say("Hardest question: {question}", question=hardest.ask))
    return lines


def write_csv(match: Match) -> str:
    """Return every answer of the evening as CSV, a line each."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    names = {team.id: team.name for team in match.state.teams}
    for number, result in enumerate(list_results(match.state), 1):
        question = match.questions.get(result.address)
        for answer in result.answers:
            row = (
                *(number, SUDDEN if result.sudden else result.round + 1),
                question.ask if question else result.address,
                *(names.get(answer.team, answer.team), ", ".join(answer.response)),
                *(answer.verdict.value, answer.points, f"{answer.seconds:.1f}"),
            )
            writer.writerow([defuse(c) if isinstance(c, str) else c for c in row])
    return out.getvalue()
