"""The parser without libyaml: slower, with the same limits and the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from spacequiz.packs import tree

from .helpers import HEAD, list_codes, list_places, make_pack, make_question, read
from .test_errors import QUESTION_ERRORS
from .test_hostile import BILLION_LAUGHS, MERGE_BOMB

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_Parser", yaml.SafeLoader)


@pytest.mark.parametrize(("keys", "places"), QUESTION_ERRORS)
def test_errors_stand_in_the_same_place(
    tmp_path: Path, keys: str, places: list[tuple[int, int, str]]
) -> None:
    found = list_places(read(tmp_path, make_pack(make_question(keys))))
    if places[0][2] == "syntax":
        assert [code for _, _, code in found] == ["syntax"]
    else:
        assert found == places


@pytest.mark.parametrize("parser", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", None)])
def test_what_goes_on_behind_a_quote_is_told_of(
    tmp_path: Path, parser: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_Parser", parser or yaml.SafeLoader)
    (found,) = read(tmp_path, make_pack(make_question('ask: "Jupiter" is large'))).diagnostics
    assert found.message == "Text goes on behind a closing quote"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BILLION_LAUGHS, "alias"),
        (MERGE_BOMB, "merge-key"),
        ("- " * 26_000, "too-deep"),
        ("[" * 26_000, "too-deep"),
        (HEAD + "- " * 2_000, "too-deep"),
        ("".join(" " * n + "a:\n" for n in range(1_200)), "too-deep"),
        (HEAD + "- ask: x\n  hint: " + "[" * 1_100 + "'", "too-deep"),
        ("%" * 1000, "syntax"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_bombs_are_stopped(tmp_path: Path, text: str, code: str) -> None:
    assert code in list_codes(read(tmp_path, text))
