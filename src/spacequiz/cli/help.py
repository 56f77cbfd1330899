"""`spacequiz help`: the pages of the guide, and what each command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spacequiz.errors import UsageError
from spacequiz.language import say, say_later, say_list, spoken
from spacequiz.text import escape

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = {
    "playing": say_later("your first game"),
    "learning": say_later("coming back: reviews, statistics, the daily"),
    "modes": say_later("other ways to play"),
    "packs": say_later("question packs"),
    "teaching": say_later("with a class: write, check, print, analyze"),
    "hosting": say_later("a quiz night"),
    "phones": say_later("with everybody's phone"),
    "everyone": say_later("language, screen readers, colors, keys"),
}
"""The pages of the guide, and what they are about."""
_EXAMPLES = """\b
Examples:
  spacequiz help            what there is to read
  spacequiz help hosting    a page of the guide
  spacequiz help play       what a command does
"""


@click.command("help", epilog=_EXAMPLES)
@click.argument("topic", required=False)
@click.pass_context
def help(ctx: click.Context, topic: str | None) -> None:  # noqa: A001  # Its name on the command line.
    """Read a page of the guide, or what a command does.

    Without a TOPIC, the pages are listed.
    """
    if topic is None:
        _list_topics()
    elif topic in TOPICS:
        _show_page(topic)
    else:
        click.echo(_describe_command(ctx, topic))


def find_page(topic: str) -> Path:
    """Return the page of a topic, in the language that is spoken if there is one."""
    from spacequiz.paths import find_shipped

    guide = find_shipped("guide", "docs/guide")
    page = guide / spoken() / f"{topic}.md"
    return page if page.is_file() else guide / "en" / page.name


def _list_topics() -> None:
    click.echo(say("Pages of the guide:"))
    width = max(map(len, TOPICS))
    for name, told in TOPICS.items():
        click.echo(f"  spacequiz help {name:{width}}  {say(told)}")


def _show_page(topic: str) -> None:
    """Print a page for the terminal; its pictures are for those who read it elsewhere."""
    from rich.console import Console
    from rich.markdown import Markdown

    lines = find_page(topic).read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("!["))
    console = Console(width=min(100, Console().width))
    with console.capture() as captured:
        console.print(Markdown(text))
    click.echo_via_pager(captured.get())


def _describe_command(ctx: click.Context, name: str) -> str:
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    command = group.get_command(ctx, name)
    if command is None:
        raise UsageError(
            say("There is no page and no command {name}.", name=escape(name)),
            hint=say("The pages are {topics}.", topics=say_list(list(TOPICS))),
        )
    return command.get_help(click.Context(command, ctx.parent, info_name=name))
