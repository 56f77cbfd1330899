"""The command `serve`: the game in a browser."""

from __future__ import annotations

import click

from spacequiz.language import say

_EXAMPLES = """\b
Examples:
  spacequiz serve               play in a browser on this machine
  spacequiz serve --port 9000   on another port
  spacequiz serve --host 192.168.1.20   let others in this network play
"""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@click.command(epilog=_EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port."
)
@click.option(
    "--most",
    type=click.IntRange(1, 500),
    default=40,
    show_default=True,
    metavar="N",
    help="How many may play at once; each takes about 80 MB of memory.",
)
def serve(host: str, port: int, most: int) -> int:
    """Play in a browser. Every visitor has a save file of their own."""
    from spacequiz.errors import UsageError
    from spacequiz.paths import find_places
    from spacequiz.text import escape

    try:
        from spacequiz.web import GameServer
    except ImportError as error:
        raise UsageError(
            say("The browser needs one more package."),
            hint=say("Install it: pip install 'spacequiz[web]'"),
        ) from error
    if not host or not host.isprintable():
        raise UsageError(say("That is no address of a machine."), where=escape(host))
    if host not in _LOOPBACK:
        click.echo(
            say("Everybody who can reach this machine can play; nothing is encrypted."), err=True
        )
    places = find_places()
    homes = places.save.parent / "visitors"
    try:
        GameServer(homes, places.packs, host, port, most=most, tell=click.echo).serve()
    except (OSError, UnicodeError) as error:
        raise UsageError(
            say("The game cannot be served there: {reason}.", reason=_explain(error)),
            where=escape(f"{host}:{port}"),
            hint=say("Choose another --port, or an address of this machine."),
        ) from None
    return 0


def _explain(error: OSError | UnicodeError) -> str:
    """Say why nothing can listen there."""
    import os
    from socket import gaierror

    from spacequiz.errors import name_reason

    if isinstance(error, UnicodeError | gaierror):
        return say("that is no address")
    if error.errno is None:
        return name_reason(error)
    # asyncio wraps what the system says in words of its own.
    return name_reason(OSError(error.errno, os.strerror(error.errno)))
