"""The command `night`: straight into a quiz night's lobby."""

from __future__ import annotations

import click

_EXAMPLES = """\b
Examples:
  spacequiz night                       go on, or begin as last time
  spacequiz night --teams Ann,Bob,"Mum and Dad"
  spacequiz night --format buzzer       the first to press answers
  spacequiz night --pack my-pack.yaml   from one pack
"""
_FORMATS = ("rounds", "board", "buzzer")


@click.command(epilog=_EXAMPLES)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="P",
    help="An installed pack's id, or a file (also of another program) or folder. Can be repeated.",
)
@click.option("--teams", default="", metavar="A,B,…", help="The names of two to eight teams.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="How to play.  [default: as last time]"
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
def night(packs: tuple[str, ...], teams: str, form: str | None, ascii_only: bool) -> int:
    """Play a quiz night: teams around one screen and one keyboard."""
    from spacequiz.cli.incoming import settle
    from spacequiz.cli.opening import open_quizmaster, refresh_bank, require_terminal, run_screen
    from spacequiz.game.kinds import Kind
    from spacequiz.packs.library import choose_packs
    from spacequiz.quizmaster.night_draw import NightWish

    names = _read_names(teams)
    require_terminal()
    packs = settle(packs)
    with open_quizmaster(tuple(Kind), packs=packs) as (quizmaster, places):
        refresh_bank(quizmaster.bank)
        wish = NightWish(packs=choose_packs(quizmaster.bank, packs), teams=names, form=form or "")
        return run_screen(quizmaster, places, wish, ascii_only=ascii_only)


def _read_names(teams: str) -> tuple[str, ...]:
    """Return the names of the teams, clean.

    Raises:
        UsageError: There are too few or too many, or two are the same.
    """
    from spacequiz.errors import UsageError
    from spacequiz.game.night.setup import clean_name

    if not teams:
        return ()
    names = [name for name in (clean_name(part) for part in teams.split(",")) if name]
    if not 2 <= len(names) <= 8:
        raise UsageError(
            "A quiz night has two to eight teams.", hint="Write: spacequiz night --teams Ann,Bob"
        )
    if len({name.casefold() for name in names}) < len(names):
        raise UsageError("Two teams have the same name.", hint="Give each a name of its own.")
    return tuple(names)
