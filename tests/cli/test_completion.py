"""Completion in real shells: modes, packs and players, and nothing that a shell would obey."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from builders import Clock, describe_choice, write_pack
from spacequiz.cli.completing import complete_player
from spacequiz.paths import find_places
from spacequiz.save import Save

pexpect = pytest.importorskip("pexpect")

SHELLS = {
    "bash": ("--norc --noprofile -i", 'eval "$(spacequiz completion bash)"'),
    "zsh": (
        "-f -i",
        'autoload -Uz compinit && compinit -u -D; eval "$(spacequiz completion zsh)"',
    ),
    "fish": ("--no-config -i", "spacequiz completion fish | source"),
}
"""How each is started, and what its user puts into its start file."""
TYPED = {"play --mode sur": "vival", "--pack zeb": "ras", "--player Jos": "é"}
"""What is typed on one line, and what the tab key adds to it."""


@pytest.fixture(autouse=True)
def _things_to_complete() -> None:
    places = find_places()
    write_pack(places.packs, [describe_choice("one")], "zebras")
    save = Save.open(places, Clock())
    for name in ("José", "$(reboot)", "Jo;reboot"):
        save.player(name)
    save.close()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_tab_key_completes(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} on this machine")
    options, setup = SHELLS[shell]
    here = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    child = pexpect.spawn(
        f"{shell} {options}",
        env={**os.environ, **here, "fish_features": "no-query-term"},
        encoding="utf-8",
        timeout=30,
        dimensions=(24, 200),
    )
    try:
        child.sendline(f"{setup}; echo 'ready to' complete")
        child.expect_exact("ready to complete")
        child.send("spacequiz ")
        for typed, completed in TYPED.items():
            child.send(f"{typed}\t")
            child.expect_exact(completed)
    finally:
        child.close(force=True)


def test_no_name_is_offered_that_a_shell_would_obey() -> None:
    offered = [item.value for item in complete_player(None, None, "")]  # type: ignore[arg-type]
    assert offered == ["José"]
    assert complete_player(None, None, "x") == []  # type: ignore[arg-type]
