"""The manual page: of today's commands, and sound."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from manual import PAGE, make_page


def test_it_is_of_todays_commands() -> None:
    assert PAGE.read_text("utf-8") == make_page(), "python tests/manual.py writes it anew"


def test_the_formatter_has_nothing_to_say() -> None:
    if shutil.which("groff") is None:
        pytest.skip("there is no groff on this machine")
    command = ["groff", "-man", "-Tutf8", "-ww", "-K", "utf8", str(PAGE)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    shown = done.stdout.decode("utf-8")
    assert "spacequiz" in shown
    assert "convert" in shown
