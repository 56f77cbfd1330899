"""A language that is chosen once all is loaded: it reaches tables, and nothing hangs on English words."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from spacequiz import language
from spacequiz.cli.convert import convert
from spacequiz.formats.catalogue import FORMATS
from spacequiz.quizmaster.settings import GOAL, SETTINGS, find_setting

if TYPE_CHECKING:
    from pathlib import Path


class Marked(NullTranslations):
    """A language in which every sentence stands between marks."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


@pytest.fixture(autouse=True)
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", Marked())


def test_settings_are_told_and_typed_in_it() -> None:
    assert all(s.title.startswith("«") and s.about.startswith("«") for s in SETTINGS)
    assert [GOAL.name_value(n).words for n in (0, 1, 2)] == ["«none»", "«1 answer»", "«2 answers»"]
    assert find_setting("motion").parse("«off»") is find_setting("motion").parse("off") is False


def test_formats_are_named_in_it_unless_they_have_a_name_of_their_own() -> None:
    assert (FORMATS["apkg"].title, FORMATS["gift"].title) == ("«an Anki deck»", "GIFT")


def test_a_question_that_is_left_out_has_not_merely_lost_something(tmp_path: Path) -> None:
    source = tmp_path / "moons.gift"
    source.write_text("How many? {=two ~one ~none}\n\nWrite. {}\n", "utf-8")
    told = make_runner().invoke(convert, [str(source), str(tmp_path / "moons.yaml")]).output
    assert "«left out: «it is an essay»»" in told
    assert "Left out:" in told
    assert "Lost something:" not in told
