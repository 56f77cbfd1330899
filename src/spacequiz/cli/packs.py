"""`spacequiz packs`: list the packs, show what one holds, add, remove and export them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spacequiz.text import show_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from spacequiz.game.statistics import Flag
    from spacequiz.packs.bank import Bank, PackInfo
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.shelf import Offer


_EXAMPLES = """\b
Examples:
  spacequiz packs                             what there is to play
  spacequiz packs show our-solar-system       what one pack holds
  spacequiz packs add our-solar-system.zip    from a zip, file or folder
  spacequiz packs remove our-solar-system     take it out again
  spacequiz packs export our-solar-system -o our-solar-system.zip
"""
_ADD_EXAMPLES = """\b
Examples:
  spacequiz packs add our-solar-system.yaml   a file
  spacequiz packs add our-solar-system.zip    what another teacher exported
  spacequiz packs add chapter-3 --force       a folder, again after a change
  spacequiz packs add canvas-export.zip       what another program exported
"""


@click.group(invoke_without_command=True, epilog=_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print a list that programs can read.")
@click.pass_context
def packs(ctx: click.Context, as_json: bool) -> None:
    """List the packs there are, or look after them."""
    if ctx.invoked_subcommand is not None:
        return
    infos = _read_library()
    if as_json:
        import json

        click.echo(json.dumps([as_object(info) for info in infos], indent=2))
    elif infos:
        print_table(infos)
    else:
        from spacequiz.paths import find_places

        click.echo(f"There are no packs. Put one into {show_line(str(find_places().packs))}")


_SHOW_EXAMPLES = """\b
Examples:
  spacequiz packs show our-solar-system
  spacequiz packs show our-solar-system --questions
  spacequiz packs show our-solar-system --search "red planet"
"""


@packs.command(epilog=_SHOW_EXAMPLES)
@click.argument("pack")
@click.option("--questions", is_flag=True, help="List the questions with answers and reasons.")
@click.option("--search", metavar="WORDS", default="", help="Only questions with all these words.")
@click.pass_context
def show(ctx: click.Context, pack: str, questions: bool, search: str) -> None:
    """Show what a PACK holds, and what is wrong with it.

    Name it by its id, its file or its folder. Ends with 3 if it cannot be played.
    """
    from spacequiz.packs.library import find_pack

    bank = _open_library([pack])
    info = find_pack(bank.packs(), pack)
    click.echo(show_line(info.title))
    if info.description:
        click.echo(show_line(info.description))
    click.echo()
    for line in [*describe(info), *_identify(info)]:
        click.echo(line)
    if not info.playable:
        click.echo()
        # Those of another pack that has the same id are not asked for.
        own = [d for d in bank.diagnostics(info.id) if d.path.startswith(show_line(str(info.path)))]
        print_faults([d for d in own if d.is_error])
        print_complaints([info])
        ctx.exit(3)
    if questions or search:
        _print_questions(bank, info.id, search)


def _print_questions(bank: Bank, pack: str, words: str) -> None:
    """Print the questions of a pack that have all the words, with answers and reasons."""
    from spacequiz.quizmaster.browsing import list_entries, search
    from spacequiz.quizmaster.looking_back import show_answer
    from spacequiz.words.questions import describe_answer, describe_difficulty, describe_kind

    found = search(list_entries(bank, pack), words)
    for question in bank.questions([entry.address for entry in found]):
        played = show_answer(question)
        click.echo()
        kind, level = describe_kind(question.kind), describe_difficulty(question.difficulty)
        click.echo(show_line(f"{question.id}  ({kind}, {question.category}, {level})"))
        click.echo(f"  {show_line(question.ask)}")
        click.echo(f"  {show_line(describe_answer(played.reveal.answer))}")
        if question.explain:
            click.echo(f"  {show_line(question.explain)}")
    if words:
        click.echo(f"\n{tell_count(len(found), 'question')} found.")


@packs.command(epilog=_ADD_EXAMPLES)
@click.argument("path", metavar="FILE|FOLDER")
@click.option("--force", is_flag=True, help="Replace a pack that has the same id without asking.")
@click.option(
    "--sha256", "digest", metavar="DIGITS", help="Add it only if it has this fingerprint."
)
def add(path: str, force: bool, digest: str | None) -> None:
    """Add a pack to the library, after a check: a file, a folder or a zip.

    A file of another program is converted on the way; its fingerprint is that of the file.
    """
    from pathlib import Path

    from spacequiz.cli.asking import confirm
    from spacequiz.cli.incoming import settle
    from spacequiz.cli.opening import CLOCK
    from spacequiz.errors import UsageError
    from spacequiz.packs.compare import check_fingerprint, show_fingerprint
    from spacequiz.packs.install import FaultyPackError, stage_pack
    from spacequiz.packs.library import looks_like_path
    from spacequiz.paths import find_places
    from spacequiz.text import as_argument

    named = path if looks_like_path(path) else f"./{path}"
    (found,) = settle([named])
    file_digest = _digest_file(named) if found != named else ""
    try:
        staged = stage_pack(Path(found).expanduser(), find_places(), _read_library())
    except FaultyPackError as error:
        print_faults(error.diagnostics)
        raise
    try:
        pack = staged.pack
        if digest is not None:
            check_fingerprint(file_digest or staged.fingerprint, digest, show_line(path))
        changes = staged.compare()
        for line in changes.tell() if changes else ():
            click.echo(show_line(line))
        if staged.existing is not None and not force:
            question = f"Replace {show_line(staged.existing.title)} ({pack.head.id})?"
            reason = f"A pack has the id {pack.head.id} already."
            hint = "Replace it with --force, or give the new one another id."
            if not confirm(question, UsageError(reason, where=show_line(path), hint=hint)):
                return
        target, kept = staged.install(CLOCK.utc())
    finally:
        staged.discard()
    count = tell_count(len(pack.questions), "question")
    click.echo(f"Added {show_line(pack.head.title)} ({pack.head.id}): {count}.")
    if kept is not None:
        click.echo(f"To have the old one back: spacequiz packs add {as_argument(kept)}")
    if file_digest:
        click.echo(f"Fingerprint of the file: {show_fingerprint(file_digest)}")
    if pack.diagnostics:
        told = _tell_warnings([diagnostic.code for diagnostic in pack.diagnostics])
        click.echo(f"{told} See: spacequiz check {as_argument(target)}")
    click.echo(f"Play it with: spacequiz play --pack {pack.head.id}")


def _tell_warnings(codes: Sequence[str]) -> str:
    """Return how much advice there is; where it is all the same, a long list is one thing."""
    if set(codes) == {"missing-explain"}:
        return f"{tell_count(len(codes), 'explanation')} could still be written."
    kinds = len(set(codes))
    of = f" of {tell_count(kinds, 'kind')}" if kinds < len(codes) else ""
    return f"It has {tell_count(len(codes), 'warning')}{of}."


def _digest_file(name: str) -> str:
    """Return the fingerprint of another program's file, of which the pack was made."""
    import hashlib
    from pathlib import Path

    return hashlib.sha256(Path(name).expanduser().read_bytes()).hexdigest()


@packs.command(epilog="Example: spacequiz packs remove our-solar-system")
@click.argument("pack")
@click.option("--yes", is_flag=True, help="Remove without asking.")
def remove(pack: str, yes: bool) -> None:
    """Take a PACK of your own out.

    It is kept beside the backups, from where it can be added again. What players have learned
    stays.
    """
    from spacequiz.cli.asking import confirm
    from spacequiz.cli.opening import CLOCK
    from spacequiz.errors import UsageError
    from spacequiz.packs.install import check_removable, remove_pack
    from spacequiz.packs.library import find_pack
    from spacequiz.paths import find_places
    from spacequiz.text import as_argument

    places = find_places()
    info = find_pack(_read_library([pack]), pack)
    check_removable(info, places)
    question = (
        f"Remove {show_line(info.title)} ({info.id}, {tell_count(info.questions, 'question')})?"
    )
    refusal = UsageError("A removal must be confirmed.", hint="Remove it with --yes.")
    if not yes and not confirm(question, refusal):
        return
    kept = remove_pack(info, places, CLOCK.utc())
    click.echo(f"Removed {show_line(info.title)} ({info.id}). What players have learned stays.")
    click.echo(f"To have it back: spacequiz packs add {as_argument(kept)}")


@packs.command(epilog="Example: spacequiz packs export our-solar-system -o for-ann.zip")
@click.argument("pack")
@click.option(
    "-o", "--output", metavar="ZIP", help="The file to write.  [default: the id and .zip]"
)
@click.option("--force", is_flag=True, help="Replace a file without asking.")
def export(pack: str, output: str | None, force: bool) -> None:
    """Write a PACK as a zip for others to add.

    The texts of its documents are in it, too.
    """
    from pathlib import Path

    from spacequiz.cli.asking import may_write
    from spacequiz.errors import UsageError
    from spacequiz.packs.compare import show_fingerprint
    from spacequiz.packs.install import FaultyPackError, export_pack
    from spacequiz.packs.library import find_pack

    info = find_pack(_read_library([pack]), pack)
    target = Path(output).expanduser() if output else Path(f"{info.id}.zip")
    shown = show_line(str(target))
    if target.is_dir():
        raise UsageError("This is a folder.", where=shown, hint="Name the zip file to write.")
    if not may_write([target], force=force):
        return
    try:
        digest = export_pack(info, target)
    except FaultyPackError as error:
        print_faults(error.diagnostics)
        raise
    click.echo(f"Written: {shown} ({tell_count(info.questions, 'question')})")
    click.echo(f"Fingerprint: {show_fingerprint(digest)}")


_FLAG_EXAMPLES = """\b
Examples:
  spacequiz packs flags                           what players here reported
  spacequiz packs flags --pack moons -o back.json a file for the author
  spacequiz packs flags --read back.json          as the author reads it
"""


@packs.command(epilog=_FLAG_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print a list that programs can read.")
@click.option("--pack", metavar="ID", help="Only those of this pack.")
@click.option("-o", "--output", metavar="FILE", help="Write them as a file for the pack's author.")
@click.option(
    "--read", "source", metavar="FILE", help="List those of a file that came back to you."
)
@click.option("--force", is_flag=True, help="Replace a file without asking.")
def flags(
    as_json: bool, pack: str | None, output: str | None, source: str | None, force: bool
) -> None:
    """List what players reported as bad.

    Each question comes with the player's words and answer. A file for the author names no player.
    """
    from pathlib import Path

    from spacequiz.cli.scores import open_save
    from spacequiz.packs.flags import read_flags, write_flags
    from spacequiz.packs.library import find_pack

    if source is not None:
        found = read_flags(Path(source).expanduser())
    else:
        with open_save() as save:
            found = save.flags()
    if pack is not None:
        found = [flag for flag in found if flag.address.partition("/")[0] == pack]
        if not found and source is None:
            # Where nothing is to be told, the name may be wrong.
            find_pack(_read_library([pack]), pack)
    if output is not None:
        _store_flags(write_flags(found), Path(output).expanduser(), len(found), force=force)
    elif as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(flag) for flag in found], ensure_ascii=False, indent=2))
    else:
        _print_flags(found)


def _store_flags(data: bytes, target: Path, number: int, *, force: bool) -> None:
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store

    if may_write([target], force=force):
        store(target, data)
        click.echo(f"Written: {show_line(str(target))} ({tell_count(number, 'report')})")


def _print_flags(found: Sequence[Flag]) -> None:
    from spacequiz.cli.opening import CLOCK
    from spacequiz.words.moments import local_minute

    if not found:
        click.echo("No question was reported. Players report one with ! after answering it.")
    for flag in found:
        who = f"{show_line(flag.player)}, " if flag.player else ""
        when = local_minute(flag.flagged, CLOCK)
        click.echo(f"{show_line(flag.address)}  ({who}{when})")
        if flag.reason:
            click.echo(f"  {show_line(flag.reason)}")
        if flag.response:
            click.echo(f"  answered: {show_line(', '.join(flag.response))}")


@packs.command("from", epilog="Example: spacequiz packs from /media/stick/quizzes")
@click.argument("folder", metavar="[DIR]", required=False)
def from_(folder: str | None) -> None:
    """List what is new or newer on a shelf: a folder, a stick or a share.

    DIR is remembered; left out, it is the one that was named last. Nothing is added by this.
    """
    from pathlib import Path

    from spacequiz.cli.scores import open_save
    from spacequiz.errors import UsageError
    from spacequiz.packs.shelf import list_offers
    from spacequiz.paths import find_places

    with open_save() as save:
        path = (
            str(Path(folder).expanduser().absolute()) if folder else save.setting(None, _SHELF, "")
        )
        if not path:
            hint = "Name one: spacequiz packs from /media/stick/quizzes"
            raise UsageError("No shelf was named yet.", hint=hint)
        offers = list(list_offers(Path(path), find_places(), _read_library(), _bring_zip))
        if folder:
            save.set_setting(None, _SHELF, path)
    if not offers:
        click.echo(f"There are no packs in {show_line(path)}")
    for offer in offers:
        for line in _tell_offer(offer):
            click.echo(line)


_SHELF = "shelf"


def _bring_zip(path: Path) -> tuple[Path, str] | None:
    """Return the pack made of another program's zip, and what the zip is; None if it is a pack's."""
    from spacequiz.paths import find_places
    from spacequiz.quizmaster.incoming import bring

    found = bring(path, find_places()) if path.suffix.lower() == ".zip" else None
    return (found.path, found.tell(path.name)) if found else None


def _tell_offer(offer: Offer) -> Iterable[str]:
    from spacequiz.text import as_argument

    if offer.head is None:
        yield f"{show_line(offer.path.name)}: {show_line(offer.problem)}"
        return
    version = f", version {show_line(offer.head.version)}" if offer.head.version else ""
    count = tell_count(offer.questions, "question")
    state = "installed" if offer.is_installed else "new" if offer.changes is None else "differs"
    yield f"{offer.head.id}  ({state}): {show_line(offer.head.title)}, {count}{version}"
    if offer.note:
        yield f"  {show_line(offer.note)}"
    if offer.is_installed:
        return
    for line in offer.changes.tell() if offer.changes else ():
        yield f"  {line}"
    yield f"  spacequiz packs add {as_argument(offer.path)}"


def _read_library(names: Iterable[str] = ()) -> tuple[PackInfo, ...]:
    """Return all packs, after those that have changed were read."""
    return _open_library(names).packs()


def _open_library(names: Iterable[str] = ()) -> Bank:
    from spacequiz.packs.library import open_bank
    from spacequiz.paths import find_places

    bank = open_bank(find_places(), names)
    bank.refresh()
    return bank


_FAULTS_SHOWN = 10


def as_object(info: PackInfo) -> dict[str, object]:
    """Return a pack for `--json`; scripts rely on the keys."""
    return {
        "id": info.id,
        "title": info.title,
        "language": info.language,
        "questions": info.questions,
        "kinds": dict(info.kinds),
        "categories": dict(info.categories),
        "documents": [document._asdict() for document in info.documents],
        "path": str(info.path),
        "bundled": info.bundled,
        "errors": info.errors,
    }


def print_table(infos: Iterable[PackInfo]) -> None:
    """Print a line for each pack, then which of them cannot be played."""
    rows = [("id", "questions", "language", "title")]
    rows += [(i.id, str(i.questions), i.language, show_line(i.title)) for i in infos]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, count, language, title in rows:
        line = f"{name:<{widths[0]}}  {count:>{widths[1]}}  {language:<{widths[2]}}  {title}"
        click.echo(line.rstrip())
    print_complaints(infos)


def print_complaints(infos: Iterable[PackInfo]) -> None:
    """Say which packs cannot be played and how to find out why."""
    from spacequiz.text import as_argument

    for info in infos:
        if not info.playable:
            count = "an error" if info.errors == 1 else f"{info.errors} errors"
            see = f"See: spacequiz check {as_argument(info.path)}"
            click.echo(f"{info.id} cannot be played: it has {count}. {see}", err=True)


def describe(info: PackInfo) -> Iterable[str]:
    """Yield the lines that sum up a pack."""
    yield f"Id:           {info.id}"
    yield f"Language:     {info.language}"
    yield f"Questions:    {info.questions}"
    yield f"Kinds:        {_list_counts(info.kinds)}"
    yield f"Categories:   {_list_counts(info.categories)}"
    yield f"Difficulties: {_list_counts(info.difficulties or {})}"
    if info.authors:
        yield f"Authors:      {show_line(', '.join(info.authors))}"
    if info.license:
        yield f"License:      {show_line(info.license)}"
    if info.translates:
        yield f"Translates:   {info.translates}"
    for document in info.documents:
        size = f", {document.paragraphs} paragraphs" if document.paragraphs else ""
        count = "1 question" if document.questions == 1 else f"{document.questions} questions"
        yield f"Document:     {show_line(document.title)} ({count}{size})"
    yield f"Bundled:      {'yes' if info.bundled else 'no'}"
    yield f"Path:         {show_line(str(info.path))}"
    if info.errors or info.warnings:
        yield f"Errors:       {info.errors}"
        yield f"Warnings:     {info.warnings}"


def _identify(info: PackInfo) -> Iterable[str]:
    """Yield what tells one state of a pack from another."""
    from spacequiz.errors import PackError
    from spacequiz.packs.compare import fingerprint, show_fingerprint
    from spacequiz.packs.install import collect_files
    from spacequiz.packs.read import read_pack

    if not info.playable:
        return
    pack = read_pack(info.path)
    if pack.head.version:
        yield f"Version:      {show_line(pack.head.version)}"
    if pack.head.home:
        yield f"Home:         {show_line(pack.head.home)}"
    try:
        yield f"Fingerprint:  {show_fingerprint(fingerprint(collect_files(pack)))}"
    except PackError:  # Its files were changed or removed a moment ago.
        return


def _list_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{show_line(name)} {count}" for name, count in counts.items()) or "none"


def print_faults(found: Sequence[Diagnostic]) -> None:
    """Print the first faults in full, and how many more there are."""
    from spacequiz.packs.diagnostics import render_text

    for diagnostic in found[:_FAULTS_SHOWN]:
        click.echo(render_text(diagnostic), err=True)
    if len(found) > _FAULTS_SHOWN:
        click.echo(f"… and {tell_count(len(found) - _FAULTS_SHOWN, 'more error')}", err=True)


def tell_count(number: int, word: str) -> str:
    """Return a number with its word, as in `2 questions`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
