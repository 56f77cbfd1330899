"""`spacequiz schema` as an editor's set-up meets it."""

from __future__ import annotations

import json

from click.testing import CliRunner

from spacequiz.cli.schema import schema


def test_the_schema_is_nothing_but_json() -> None:
    result = CliRunner().invoke(schema)
    assert result.exit_code == 0
    read = json.loads(result.stdout)
    assert read["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert read["$defs"]["choice"]["properties"]["wrong"]["description"]
