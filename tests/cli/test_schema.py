"""`spacequiz schema` as an editor's set-up meets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from builders import make_runner
from spacequiz.cli.schema import schema
from spacequiz.errors import UsageError
from spacequiz.packs.json_schema import render_schema

if TYPE_CHECKING:
    from pathlib import Path


def test_the_schema_is_nothing_but_json() -> None:
    result = make_runner().invoke(schema)
    assert result.exit_code == 0
    read = json.loads(result.stdout)
    assert read["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert read["$defs"]["choice"]["properties"]["wrong"]["description"]


def test_the_schema_is_written_where_an_editor_finds_it(tmp_path: Path) -> None:
    path = tmp_path / "spacequiz.schema.json"
    result = make_runner().invoke(schema, ["-o", str(path)])
    assert result.output == f"Written: {path}\n"
    assert path.read_text("utf-8") == render_schema()
    path.write_text("mine")
    error = make_runner().invoke(schema, ["-o", str(path)]).exception
    assert isinstance(error, UsageError)
    assert path.read_text() == "mine"
    assert make_runner().invoke(schema, ["-o", str(path), "--force"]).exit_code == 0
    assert path.read_text("utf-8") == render_schema()
