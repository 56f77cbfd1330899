"""The command `play`: straight into a game, on the screen or as plain lines."""

from __future__ import annotations

import sys
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from spacequiz.cli.completing import complete_pack, complete_player
from spacequiz.game.kinds import Kind
from spacequiz.language import say, say_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.records import Setup
    from spacequiz.packs.preview import Preview
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.words import Glyphs

_EXAMPLES = """\b
Examples:
  spacequiz play                          ten questions from everything
  spacequiz play -n 5 --difficulty easy   five easy ones
  spacequiz play --pack my-pack.yaml      try a pack that is not installed
  spacequiz play --mode sprint            against the clock
  spacequiz play --pack my-pack.yaml --watch
                                          see it as players will
  spacequiz play --seed friday --plain    the same questions for everyone
"""
_MOST_QUESTIONS = 1000
_TIMER_RANGE = (5, 600)
_MODES = ("classic", "sprint", "survival", "ladder", "daily", "review", "missed")
_LEVELS = ("easy", "medium", "hard")
_KINDS = [kind.value for kind in Kind]


class _Options(NamedTuple):
    """Hold the options that say what to play."""

    packs: tuple[str, ...]
    mode: str
    number: int | None
    categories: tuple[str, ...]
    difficulties: tuple[str, ...]
    kinds: tuple[str, ...]
    seed: str
    code: str
    timer: int | None


@click.command(epilog=_EXAMPLES)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="P",
    shell_complete=complete_pack,
    help="An installed pack's id, or a file (also of another program) or folder. Can be repeated.",
)
@click.option(
    "--mode", type=click.Choice(_MODES), default="classic", show_default=True, help="How to play."
)
@click.option(
    "-n",
    "--number",
    type=click.IntRange(1, _MOST_QUESTIONS),
    help="How many questions; in a review, at most.  [default: 10; in a review 50]",
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="C",
    help="Only this category. Can be repeated.",
)
@click.option(
    "--difficulty",
    "difficulties",
    multiple=True,
    type=click.Choice(_LEVELS),
    help="Only this difficulty. Can be repeated.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Only this kind of question. Can be repeated.",
)
@click.option("--seed", default="", metavar="S", help="Ask the same questions each time.")
@click.option(
    "--code", default="", metavar="CODE", help="Play the game of a code, instead of all the above."
)
@click.option(
    "--timer",
    type=click.IntRange(*_TIMER_RANGE),
    metavar="SECONDS",
    help="Seconds for each question, after the time to read it; for a sprint, in all.",
)
@click.option(
    "--player",
    default="",
    metavar="NAME",
    shell_complete=complete_player,
    help="Who plays.  [default: you]",
)
@click.option("--plain", is_flag=True, help="Play as plain lines of text, without a screen.")
@click.option(
    "--continue",
    "resume",
    is_flag=True,
    help="Go on with the newest game that was left.",
)
@click.option(
    "--watch", is_flag=True, help="Show the pack while you write it: it is read again when saved."
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
def play(
    player: str, plain: bool, resume: bool, watch: bool, ascii_only: bool, **options: Any
) -> int:
    """Play a game, on the screen or, with --plain, as lines of text."""
    from spacequiz.cli.opening import (
        open_quizmaster,
        prefers_plain,
        refresh_bank,
        require_terminal,
        run_screen,
    )
    from spacequiz.errors import UsageError

    wish = _Options(**options)
    if plain and watch:
        message = say("--watch shows a pack on the screen, and --plain has none.")
        raise UsageError(message, hint=say("Leave one of the two out."))
    _refuse_what_has_no_say(wish, watch=watch, resume=resume)
    if wish.packs and not watch:
        from spacequiz.cli.incoming import settle

        wish = wish._replace(packs=settle(wish.packs))
    kinds = tuple(Kind)
    with open_quizmaster(kinds, player=player, packs=wish.packs) as (quizmaster, places):
        plain = plain or (not watch and prefers_plain(quizmaster.save, quizmaster.player))
        if not plain:
            require_terminal()
        if watch:
            preview = _open_preview(wish.packs)
            return run_screen(quizmaster, places, preview=preview, ascii_only=ascii_only)
        refresh_bank(quizmaster.bank, in_place=not plain)
        setup = None if resume else _make_setup(quizmaster, wish)
        if plain:
            return _play_plain(quizmaster, setup, ascii_only=ascii_only)
        first = setup or quizmaster.find_newest()
        return run_screen(quizmaster, places, first, ascii_only=ascii_only)


def _refuse_what_has_no_say(wish: _Options, *, watch: bool, resume: bool) -> None:
    """Refuse options that the kind of game has no use for, rather than forget them in silence.

    Raises:
        UsageError: There is such an option.
    """
    from spacequiz.errors import UsageError

    useless = _find_useless(wish, watch=watch, resume=resume)
    wrong = [name for name in _list_given(wish) if name in useless]
    if wrong:
        names = say_list(wrong)
        reason = _explain(wish, watch=watch, resume=resume)
        raise UsageError(
            f"{reason} {say('{options} would change nothing.', options=names)}",
            hint=say("Leave {options} out.", options=names),
        )


_EVERY_OPTION = frozenset(
    (
        "--pack",
        "--category",
        "--difficulty",
        "--kind",
        "-n",
        "--seed",
        "--timer",
        "--mode",
        "--code",
    )
)


def _list_given(wish: _Options) -> Iterator[str]:
    """Yield the options that say something else than what is played without them."""
    given = {
        "--pack": bool(wish.packs),
        "--category": bool(wish.categories),
        "--difficulty": bool(wish.difficulties),
        "--kind": bool(wish.kinds),
        "-n": wish.number is not None,
        "--seed": bool(wish.seed),
        "--timer": wish.timer is not None,
        "--mode": wish.mode != "classic",
        "--code": bool(wish.code),
    }
    return (name for name, is_given in given.items() if is_given)


def _find_useless(wish: _Options, *, watch: bool, resume: bool) -> frozenset[str]:
    """Return the options that change nothing about what is asked for."""
    from spacequiz.game.modes import MODES

    if watch:
        return _EVERY_OPTION - {"--pack"}
    if resume:
        return _EVERY_OPTION
    if wish.code:
        # A code stands instead of all that was chosen before, as its help says.
        return frozenset()
    if wish.mode == "daily":
        return _EVERY_OPTION - {"--mode", "--pack"}
    mode = MODES[wish.mode]
    useless = set()
    if not mode.counts and wish.mode != "missed":
        useless.add("-n")
    if not mode.timed and not mode.seconds:
        useless.add("--timer")
    return frozenset(useless)


def _explain(wish: _Options, *, watch: bool, resume: bool) -> str:
    """Return why some options change nothing."""
    if watch:
        return say("--watch shows a pack, and plays no game.")
    if resume:
        return say("--continue goes on with a game as it was set up.")
    match wish.mode:
        case "daily":
            return say("The daily is the same for everyone.")
        case "sprint":
            return say("A sprint has as many questions as its clock allows.")
        case "survival":
            return say("A game of survival goes on as long as its lives last.")
        case "ladder":
            return say("A ladder has fifteen rungs.")
        case "review":
            return say("What you know decides what a review asks, and no clock runs.")
        case "missed":
            return say("What you missed decides what is asked again, and no clock runs.")
    return say("The mode decides that by itself.")


def _make_setup(quizmaster: Quizmaster, wish: _Options) -> Setup:
    """Return the game that the options ask for.

    Raises:
        UsageError: There is no such pack or category, or the code is none.
        PackError: A pack has errors.
    """
    from dataclasses import replace

    from spacequiz.game.kinds import Difficulty
    from spacequiz.game.modes import MODES
    from spacequiz.game.records import Setup
    from spacequiz.packs.library import choose_packs

    setup = Setup(
        packs=choose_packs(quizmaster.bank, wish.packs),
        mode=wish.mode,
        count=wish.number or MODES[wish.mode].count,
        categories=_choose_categories(quizmaster, wish.categories),
        difficulties=tuple(Difficulty(level) for level in wish.difficulties),
        kinds=tuple(Kind(kind) for kind in wish.kinds),
        seed=wish.seed,
    )
    if wish.code:
        setup = quizmaster.planner.read_code(wish.code)
    if wish.timer is None:
        return setup
    if setup.mode == "sprint":
        return replace(setup, timer=0, seconds=wish.timer)
    return replace(setup, timer=wish.timer, seconds=0)


def open_home(*, ascii_only: bool = False) -> int:
    """Open the game at home, or as a plain menu, and return the exit code."""
    from spacequiz.cli.opening import (
        open_quizmaster,
        prefers_plain,
        refresh_bank,
        require_terminal,
        run_screen,
    )

    with open_quizmaster(tuple(Kind)) as (quizmaster, places):
        if not prefers_plain(quizmaster.save, quizmaster.player):
            require_terminal()
            return run_screen(quizmaster, places, ascii_only=ascii_only)
        from spacequiz.plain.menu import PlainMenu

        refresh_bank(quizmaster.bank, in_place=False)
        return PlainMenu(quizmaster, *_open_lines(ascii_only=ascii_only)).run()


def _open_preview(packs: tuple[str, ...]) -> Preview:
    """Return the preview of the one pack that was named.

    Raises:
        UsageError: No pack was named by its path, or more than one.
    """
    from pathlib import Path

    from spacequiz.errors import UsageError
    from spacequiz.packs.library import looks_like_path
    from spacequiz.packs.preview import Preview

    if len(packs) != 1 or not looks_like_path(packs[0]):
        raise UsageError(
            say("A preview needs the one pack that you write."),
            hint=say("Write: spacequiz play --pack ./my-pack.yaml --watch"),
        )
    path = Path(packs[0]).expanduser().absolute()
    return Preview(path.parent if path.name == "pack.yaml" else path)


def _play_plain(quizmaster: Quizmaster, setup: Setup | None, *, ascii_only: bool) -> int:
    from spacequiz.plain.game import PlainGame

    return PlainGame(quizmaster, *_open_lines(ascii_only=ascii_only)).play(setup)


def _open_lines(*, ascii_only: bool) -> tuple[TextIO, TextIO, Glyphs]:
    """Return where plain lines are read and printed, and what the marks look like there."""
    from spacequiz.cli.opening import choose_glyphs, leave_on_signals

    leave_on_signals()
    # A program started without standard input has none.
    stdin = sys.stdin or StringIO()
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(errors="replace")
    return stdin, sys.stdout, choose_glyphs(sys.stdout, ascii_only=ascii_only)


def _choose_categories(quizmaster: Quizmaster, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the categories as the packs write them, whatever the case they were typed in.

    Raises:
        UsageError: No pack has such a category.
    """
    from difflib import get_close_matches

    from spacequiz.errors import UsageError
    from spacequiz.text import clean_line

    known = {name.casefold(): name for pack in quizmaster.bank.packs() for name in pack.categories}
    chosen = []
    for name in names:
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), known, 1)
            hint = say("See: spacequiz packs show P")
            if near:
                hint = say("Did you mean {other}?", other=known[near[0]])
            message = say("No pack has the category {category}.", category=clean_line(name, 80))
            raise UsageError(message, hint=hint)
        chosen.append(known[name.casefold()])
    return tuple(chosen)
