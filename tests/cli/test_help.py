"""`spacequiz help`: the guide in the terminal, in the reader's language."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from spacequiz import cli
from spacequiz.cli.help import TOPICS

if TYPE_CHECKING:
    from click.testing import Result


def ask(*args: str) -> Result:
    return make_runner().invoke(cli.spacequiz, ["help", *args])


def test_without_a_topic_all_are_listed() -> None:
    said = ask().output
    assert all(f"spacequiz help {topic}" in said for topic in TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_reads_well_in_a_terminal(topic: str) -> None:
    result = ask(topic)
    assert result.exit_code == 0
    assert "](" not in result.output
    assert "**" not in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_a_command_is_explained_like_by_its_own_help() -> None:
    said = ask("judge").output
    assert said.startswith("Usage: spacequiz judge ")
    assert said.strip() == make_runner().invoke(cli.spacequiz, ["judge", "--help"]).output.strip()


def test_what_is_neither_is_refused() -> None:
    result = ask("\x1bnonsense")
    assert result.exit_code != 0


def test_a_spanish_reader_gets_spanish_pages() -> None:
    code = (
        "import sys; from spacequiz import language; language.choose('es')\n"
        "from spacequiz.cli.help import find_page; print(find_page('playing').read_text('utf-8'))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert "Tu primera partida" in said.stdout.decode("utf-8")
