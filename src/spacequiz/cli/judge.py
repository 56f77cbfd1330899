"""`spacequiz judge`: how a typed text would be judged, and by which rule."""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import BufferedReader, TextIOWrapper
from typing import TYPE_CHECKING

import click

from spacequiz.cli.completing import complete_pack
from spacequiz.errors import UsageError
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from spacequiz.game.kinds.body import Judgement
    from spacequiz.game.question import Question

_EXAMPLES = """\b
Examples:
  spacequiz judge my-pack.yaml --question king "Louis the 14th"
  spacequiz judge my-pack.yaml < answers.tsv        a line each: id, tab, text
  spacequiz judge my-pack.yaml --question king      each line a text
"""
UNKNOWN = "unknown"
_BELOW_ZERO = re.compile(r"-[\d.,]")


class _WithNumbers(click.Command):
    """Take what begins with a minus and a digit for a text, not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put such texts behind all options."""
        below = [arg for arg in args if _BELOW_ZERO.match(arg)]
        rest = [arg for arg in args if not _BELOW_ZERO.match(arg)]
        return super().parse_args(ctx, [*rest, *(["--", *below] if "--" not in rest else below)])


@click.command(cls=_WithNumbers, epilog=_EXAMPLES)
@click.argument("pack", shell_complete=complete_pack)
@click.argument("text", required=False)
@click.option("--question", "name", metavar="ID", help="The question that is answered.")
@click.option("--json", "as_json", is_flag=True, help="Write a list for programs.")
@click.pass_context
def judge(ctx: click.Context, pack: str, text: str | None, name: str | None, as_json: bool) -> None:
    """Show how TEXT would be judged as an answer to a question of a pack, and by which rule.

    PACK is an id, a file or a folder. Without TEXT, lines of `id<TAB>text` are read, and lines of
    `id<TAB>text<TAB>outcome<TAB>matched<TAB>rule` are written. The outcome is one of right, slip,
    prompt, close, wrong and unreadable.

    Ends with 2 if a question is not there.
    """
    questions = _load(pack)
    if name is None and len(questions) == 1:
        name = next(iter(questions))
    if name is not None and name not in questions:
        hint = say("Those that are typed: {questions}", questions=", ".join(list(questions)[:10]))
        raise UsageError(
            say("No typed question {question} is in this pack.", question=repr(name)), hint=hint
        )
    if text is not None:
        if name is None:
            raise UsageError(
                say("The pack has several questions."), hint=say("Name one: --question ID")
            )
        rows = iter([(name, text)])
    else:
        rows = _read_lines(sys.stdin.buffer, name)
    judged = ((key, said, _judge(questions.get(key), said)) for key, said in rows)
    if as_json:
        code = _write_json(judged)
    elif text is not None:
        code = _tell([judgement for _, _, judgement in judged])
    else:
        code = _write_lines(judged)
    ctx.exit(code)


def _load(name: str) -> Mapping[str, Question]:
    """Return the typed and number questions of a pack by their ids."""
    from spacequiz.cli.incoming import settle
    from spacequiz.cli.opening import refresh_bank
    from spacequiz.packs.library import choose_packs, open_bank
    from spacequiz.paths import find_places

    (name,) = settle([name])
    bank = open_bank(find_places(), [name])
    refresh_bank(bank)
    (pack,) = choose_packs(bank, [name])
    candidates = bank.candidates([pack], ["typed", "number"])
    questions = bank.questions([candidate.address for candidate in candidates])
    if not questions:
        raise UsageError(say("No question of this pack is answered by typing."))
    return {question.id: question for question in questions}


def _read_lines(stream: BinaryIO, name: str | None) -> Iterator[tuple[str, str]]:
    if name is None and sys.stdin.isatty():
        click.echo(say("Type lines of an id, a tab and a text; ctrl+d ends."), err=True)
    # Windows programs write UTF-16 as text, and say so in the first two bytes.
    seen = BufferedReader(stream)  # type: ignore[type-var]
    wide = seen.peek(2)[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
    for line in TextIOWrapper(seen, "utf-16" if wide else "utf-8-sig", "replace"):
        text = line.rstrip("\r\n")
        key, tab, said = text.partition("\t")
        if name is not None and (not tab or key != name):
            yield name, text
        elif text:
            yield key, said


def _judge(question: Question | None, text: str) -> Judgement | None:
    from spacequiz.game.question import judge_text

    return judge_text(question, text) if question is not None else None


def _tell(judgements: list[Judgement | None]) -> int:
    from spacequiz.text import show_line
    from spacequiz.words.verdicts import ask_back, describe_rule

    for judgement in filter(None, judgements):
        click.echo(f"{judgement.outcome}: {show_line(describe_rule(judgement))}")
        if judgement.matched:
            click.echo(say("matched: {answer}", answer=show_line(judgement.matched)))
        if judgement.back:
            click.echo(say("asked back: {question}", question=show_line(ask_back(judgement.back))))
    return 0


def _write_lines(judged: Iterable[tuple[str, str, Judgement | None]]) -> int:
    from spacequiz.text import show_line
    from spacequiz.words.verdicts import describe_rule

    code = 0
    for key, text, judgement in judged:
        if judgement is None:
            code = UsageError.exit_code
            cells = (key, text, UNKNOWN, "", say("no typed question has this id"))
        else:
            cells = (key, text, judgement.outcome, judgement.matched, describe_rule(judgement))
        click.echo("\t".join(show_line(cell.replace("\t", " ")) for cell in cells))
    return code


def _write_json(judged: Iterable[tuple[str, str, Judgement | None]]) -> int:
    import json

    from spacequiz.words.verdicts import ask_back, describe_rule

    rows = [
        {
            "id": key,
            "text": text,
            "outcome": str(judgement.outcome) if judgement else UNKNOWN,
            "matched": judgement.matched if judgement else "",
            "rule": describe_rule(judgement) if judgement else say("no typed question has this id"),
            "back": ask_back(judgement.back) if judgement and judgement.back else "",
        }
        for key, text, judgement in judged
    ]
    click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    return UsageError.exit_code if any(row["outcome"] == UNKNOWN for row in rows) else 0
