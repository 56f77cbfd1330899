"""A stage with the plain pack for every test of the screen; nothing on it moves by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input

from .packs import write_plain
from .stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.css.model import RuleSet

    from builders import Clock
    from spacequiz.paths import Places


@pytest.fixture(scope="session", autouse=True)
def _parsed_once() -> Iterator[None]:
    """Parse each style sheet once a theme, not once an app: it takes a tenth of a test's time."""
    kept: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, **where: Any) -> list[RuleSet]:
        key = (css, *where.items(), *sheet._variables.items())
        if key not in kept:
            kept[key] = parse(sheet, css, **where)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the cursor of text fields from blinking."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    """Return a stage whose only pack is the plain one."""
    write_plain(places.bundled)
    return Stage(places, clock)
