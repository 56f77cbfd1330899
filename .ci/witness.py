"""See which tests run what is about to be changed, and run no others then.

In the copy of `.ci/mutate` this is `sitecustomize`: every Python that a test starts says what it
runs, and pytest, which loads it as a plugin, notes it test by test.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

SEEN, NOTES, WANTED = "WITNESS_SEEN", "WITNESS_NOTES", "WITNESS_WANTED"
"""The files, named in the environment: what was run since a test began; what each test ran, a
line each; the tests to run, in their order."""
_said: set[str] = set()
_seconds: dict[str, float] = {}
_failed: set[str] = set()


def reach(name: str) -> None:
    """Say that something was run."""
    if name not in _said:
        _said.add(name)
        with Path(os.environ[SEEN]).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")


sys.reach = reach if SEEN in os.environ else _said.add  # type: ignore[attr-defined]


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Keep the wanted tests, in the wanted order; or those of which nothing is noted yet."""
    by_name = {item.nodeid: item for item in items}
    if WANTED in os.environ:
        wanted = Path(os.environ[WANTED]).read_text("utf-8").splitlines()
        kept = [by_name[name] for name in wanted if name in by_name]
    elif NOTES in os.environ:
        noted = {note["test"] for note in read_notes(Path(os.environ[NOTES]))}
        kept = [item for name, item in by_name.items() if name not in noted]
    else:
        return
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def read_notes(path: Path) -> list[dict[str, Any]]:
    """Return what is noted of each test."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def pytest_runtest_logstart() -> None:
    """Forget what ran before the test."""
    _said.clear()
    if NOTES in os.environ:
        Path(os.environ[SEEN]).write_text("", "utf-8")


def pytest_runtest_logreport(report: Any) -> None:
    """Count how long a test takes, and whether it passes."""
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration
    if report.outcome != "passed":
        _failed.add(report.nodeid)


def pytest_runtest_logfinish(nodeid: str) -> None:
    """Note what the test ran."""
    if NOTES not in os.environ:
        return
    note = {
        "test": nodeid,
        "seconds": round(_seconds[nodeid], 3),
        "passed": nodeid not in _failed,
        "ran": sorted(set(Path(os.environ[SEEN]).read_text("utf-8").split())),
    }
    with Path(os.environ[NOTES]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(note) + "\n")
