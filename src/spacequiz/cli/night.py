"""The command `night`: straight into a quiz night's lobby."""

from __future__ import annotations

import click

from spacequiz.cli.completing import complete_pack
from spacequiz.language import say

_EXAMPLES = """\b
Examples:
  spacequiz night                       go on, or begin as last time
  spacequiz night --teams Ann,Bob,"Mum and Dad"
  spacequiz night --phones              everybody joins by QR code
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
    shell_complete=complete_pack,
    help="An installed pack's id, or a file (also of another program) or folder. Can be repeated.",
)
@click.option("--teams", default="", metavar="A,B,…", help="The names of two to eight teams.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="How to play.  [default: as last time]"
)
@click.option("--phones", is_flag=True, help="Let everybody join by phone; see docs/phones.md.")
@click.option(
    "--address", default="", metavar="A", help="Let phones in on this address of the machine."
)
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    help="Let phones in on this port.  [default: 7777]",
)
@click.option(
    "--per-address",
    type=click.IntRange(1, 500),
    metavar="N",
    help="How many phones may share one address, as in some schools.  [default: 8]",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
def night(
    packs: tuple[str, ...],
    teams: str,
    form: str | None,
    phones: bool,
    address: str,
    port: int | None,
    per_address: int | None,
    ascii_only: bool,
) -> int:
    """Play a quiz night: teams around one screen, by one keyboard or by phone."""
    from spacequiz.cli.incoming import settle
    from spacequiz.cli.opening import open_quizmaster, refresh_bank, require_terminal, run_screen
    from spacequiz.game.kinds import Kind
    from spacequiz.packs.library import choose_packs
    from spacequiz.quizmaster.night_draw import NightWish
    from spacequiz.quizmaster.room import RoomWish

    names = _read_names(teams)
    require_terminal()
    packs = settle(packs)
    with open_quizmaster(tuple(Kind), packs=packs) as (quizmaster, places):
        refresh_bank(quizmaster.bank)
        wish = NightWish(
            packs=choose_packs(quizmaster.bank, packs), teams=names, form=form or "", phones=phones
        )
        room = RoomWish(_read_address(address), port or 0, per_address or 0)
        return run_screen(quizmaster, places, wish, ascii_only=ascii_only, room=room)


def _read_address(text: str) -> str:
    """Return an address as it is listened on; empty for the likeliest.

    Raises:
        UsageError: It is none.
    """
    from ipaddress import IPv4Address

    from spacequiz.errors import UsageError

    try:
        return str(IPv4Address(text)) if text else ""
    except ValueError as error:
        raise UsageError(
            say("That is no address of a machine."),
            hint=say("Write it as in {address}", address="192.168.1.5"),
        ) from error


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
            say("A quiz night has two to eight teams."),
            hint=say("Write: spacequiz night --teams Ann,Bob"),
        )
    if len({name.casefold() for name in names}) < len(names):
        raise UsageError(
            say("Two teams have the same name."), hint=say("Give each a name of its own.")
        )
    return tuple(names)
