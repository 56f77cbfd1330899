"""The command `completion`: the script that lets a shell complete what is typed."""

from __future__ import annotations

import click

_SHELLS = ("bash", "zsh", "fish")
_EXAMPLES = """\b
Examples:
  bash   echo 'eval "$(spacequiz completion bash)"' >> ~/.bashrc
  zsh    echo 'eval "$(spacequiz completion zsh)"' >> ~/.zshrc
  fish   spacequiz completion fish > ~/.config/fish/completions/spacequiz.fish
"""


@click.command(epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a SHELL: bash, zsh or fish."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(ctx.find_root().command, {}, "spacequiz", "_SPACEQUIZ_COMPLETE")
    click.echo(script.source())
