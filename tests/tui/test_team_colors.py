"""The teams' colors: eight that differ, and can be read on every theme."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from spacequiz.game.night.setup import MOST_TEAMS
from spacequiz.tui.themes import READABLE, THEMES, color_of, complete, measure_contrast
from spacequiz.words import ASCII, UNICODE

ALL = {**BUILTIN_THEMES, **{theme.name: theme for theme in THEMES}}


@pytest.mark.parametrize("name", sorted(ALL))
def test_eight_teams_differ_and_can_be_read_on_every_theme(name: str) -> None:
    theme = ALL[name]
    colors = theme.to_color_system().generate() | complete(theme) | theme.variables
    teams = [Color.parse(colors[color_of(n).removeprefix("$")]) for n in range(MOST_TEAMS)]
    assert len(set(teams)) == MOST_TEAMS
    if Color.parse(colors["background"]).ansi is not None:
        return  # The terminal chooses what these look like.
    for ground in ("background", "surface", "panel"):
        for team in teams:
            assert measure_contrast(team, Color.parse(colors[ground])) >= READABLE


def test_the_formula_is_the_one_of_wcag() -> None:
    assert measure_contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert measure_contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(
        4.48, abs=0.01
    )


def test_every_team_has_a_glyph_of_its_own() -> None:
    for glyphs in (ASCII, UNICODE):
        assert len(set(glyphs.teams)) == MOST_TEAMS
