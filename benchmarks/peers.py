"""How long other quizzes for a terminal take to start and to answer a key, beside spacequiz.

quizzical asks an online service for its questions, so that only its start can be compared. quiz of
mkdocs-quiz plays the same questions from a Markdown file. Both are installed into an environment
of their own with pip; without a network nothing is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from contextlib import closing
from functools import partial
from pathlib import Path

from answer import time_key
from pairs import (
    HOME_TEXT,
    QUESTION_TEXT,
    SPACEQUIZ,
    Figure,
    Terminal,
    compare,
    make_home,
    make_pack,
    pick,
    print_figures,
    time_to_paint,
)

PEERS = ("quizzical", "mkdocs-quiz")
QUESTIONS = 200
ANSWERED = 30
PAIRS = 7


def measure() -> list[Figure]:
    """Return our times over those of others; nothing if they cannot be installed."""
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as name:
        scripts = install(Path(name))
        if scripts is None:
            print("The other programs cannot be installed: they are not measured.", file=sys.stderr)
            return []
        # It waits for an answer to a question about the cursor that no terminal here gives.
        os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"
        with make_home(make_pack(QUESTIONS)) as home:
            return measure_peers(scripts, home)


def measure_peers(scripts: Path, home: Path) -> list[Figure]:
    page = home / "questions.md"
    page.write_text(write_markdown(QUESTIONS), "utf-8")
    quiz = (str(scripts / "quiz"), "run", str(page))
    play = (*SPACEQUIZ, "play", "--pack", "made-up", "-n", str(QUESTIONS))
    versions = ", ".join(f"{peer} {find_version(scripts, peer)}" for peer in PEERS)
    ours, theirs = (
        time_answers(play, "1", home),
        time_answers(quiz, "\r", home),
    )
    spread = f"median {pick(ours, 0.5):.0f} ms over {pick(theirs, 0.5):.0f} ms; {versions}"
    return [
        compare(
            "start to home, over quizzical",
            partial(time_to_paint, [str(scripts / "quizzical")], "All Questions", home),
            partial(time_to_paint, SPACEQUIZ, HOME_TEXT, home),
            1.0,
            PAIRS,
        ),
        compare(
            f"start to the first of {QUESTIONS} questions, over mkdocs-quiz",
            partial(time_to_paint, quiz, "Select your answer", home),
            partial(time_to_paint, play, QUESTION_TEXT, home),
            1.0,
            PAIRS,
        ),
        Figure(
            "key to explanation, over mkdocs-quiz, which saves no answer",
            pick(ours, 0.5) / pick(theirs, 0.5),
            1.0,
            spread=spread,
        ),
    ]


def time_answers(command: tuple[str, ...], key: str, home: Path) -> list[float]:
    """Return how many milliseconds each answer took to be explained."""
    with closing(Terminal(command, home)) as game:
        times = []
        for number in range(1, ANSWERED + 1):
            game.wait_for(f"{number} of {QUESTIONS}")
            game.wait_for_quiet()
            times.append(time_key(game, key, "because-"))
            game.wait_for_quiet()
            game.press("\r")
        game.press("\x03")
    return times


def write_markdown(count: int) -> str:
    """Return the questions of `make_pack` as mkdocs-quiz has them."""
    questions = []
    for number in range(count):
        wrong = "".join(f"- [ ] The wrong one {letter} to {number}\n" for letter in "abc")
        questions.append(
            f"<quiz>\nWhat is the answer to the made-up question with the number {number}?\n"
            f"- [x] The right one to {number}\n{wrong}\nEach question has one right answer, and a"
            f" reason to remember it by; this one ends with a word that stands nowhere else, which"
            f" is because-{number}.\n</quiz>\n"
        )
    return "\n".join(questions)


def install(folder: Path) -> Path | None:
    """Install the others and return where their programs are."""
    venv.create(folder / "peers", with_pip=True)
    scripts = folder / "peers" / "bin"
    command = [str(scripts / "python"), "-m", "pip", "install", "--quiet", *PEERS]
    done = subprocess.run(command, check=False, capture_output=True)
    return scripts if done.returncode == 0 else None


def find_version(scripts: Path, package: str) -> str:
    code = f"from importlib.metadata import version; print(version({package!r}))"
    found = subprocess.run([str(scripts / "python"), "-c", code], check=True, capture_output=True)
    return found.stdout.decode().strip()


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
