"""The messages themselves: what each names is filled in, and nothing is filled in that none names."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import spacequiz

if TYPE_CHECKING:
    from collections.abc import Iterator

SAYING = ("say", "say_count")


def list_calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call that says a message, and where it stands."""
    package = Path(spacequiz.__file__).parent
    for path in sorted(package.rglob("*.py")):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)) if "say" in source else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
                yield f"{path.relative_to(package)}:{node.lineno}", node


def list_names(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def check(call: ast.Call) -> str:
    """Return what is wrong with the values of a call, if anything is."""
    given = {keyword.arg or "**" for keyword in call.keywords}
    counts = getattr(call.func, "id", "") == "say_count"
    texts = [a.value for a in call.args[counts:] if isinstance(a, ast.Constant)]
    # Without values, braces are only braces; values that come in one piece are not seen here.
    if "**" in given or not (given or counts):
        return ""
    named = [list_names(str(text)) for text in texts]
    missing = set().union(*named) - given - ({"count"} if counts else set())
    unused = given - set().union(*named) if texts else set()
    return f"{sorted(missing)} {sorted(unused)}" if missing or unused else ""


def test_every_message_gets_the_values_that_it_names_and_no_others() -> None:
    found = [f"{place} {wrong}" for place, call in list_calls() if (wrong := check(call))]
    assert found == []
    assert sum(1 for _ in list_calls()) > 1000
