"""The results of an evening, to share as text or to take along as CSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from spacequiz.game.night.results import list_results
from spacequiz.text import defuse

if TYPE_CHECKING:
    from spacequiz.game.night.match import Match

_COLUMNS = ("number", "round", "question", "team", "answer", "verdict", "points", "seconds")


def share_text(match: Match, day: str) -> str:
    """Return the standings as text; it gives no answer away."""
    view = match.view
    lines = [f"spacequiz · Quiz night · {day}"]
    for standing in view.standings:
        shared = "=" if standing.shared else ""
        name = view.team(standing.team).team.name
        lines.append(f"{shared}{standing.rank}. {name}  {standing.score:,}")
    return "\n".join([*lines, *describe_awards(match)])


def describe_awards(match: Match) -> list[str]:
    """Return the awards of the evening, a line each."""
    awards = match.view.awards
    if awards is None:
        return []
    names = {team.id: team.name for team in match.state.teams}
    lines = []
    if awards.streak is not None:
        who = " and ".join(names[team] for team in awards.streak.teams)
        lines.append(f"Longest streak: {who}, {awards.streak.length} in a row")
    if awards.comeback is not None:
        who = " and ".join(names[team] for team in awards.comeback.teams)
        places = "place" if awards.comeback.places == 1 else "places"
        lines.append(f"Best comeback: {who}, up {awards.comeback.places} {places}")
    hardest = match.questions.get(awards.hardest.address) if awards.hardest else None
    if hardest is not None:
        lines.append(f"Hardest question: {hardest.ask}")
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
                *(number, result.round + 1, question.ask if question else result.address),
                *(names.get(answer.team, answer.team), ", ".join(answer.response)),
                *(answer.verdict.value, answer.points, f"{answer.seconds:.1f}"),
            )
            writer.writerow([defuse(c) if isinstance(c, str) else c for c in row])
    return out.getvalue()
