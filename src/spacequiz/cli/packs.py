"""`spacequiz packs`: list the packs, show what one holds, add, remove and export them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from spacequiz.cli.completing import complete_pack
from spacequiz.language import say, say_count, say_in, say_number
from spacequiz.text import show_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from spacequiz.game.statistics import Flag
    from spacequiz.packs.bank import Bank, DocumentInfo, PackInfo
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.install import Installed, Staged
    from spacequiz.packs.pack import Pack
    from spacequiz.packs.shelf import Offer


_EXAMPLES = """\b
Examples:
  spacequiz packs                             what there is to play
  spacequiz packs show our-solar-system       what one pack holds
  spacequiz packs search "red planet"         which packs ask it
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

        folder = show_line(str(find_places().packs))
        click.echo(say("There are no packs. Put one into {folder}", folder=folder))


_SHOW_EXAMPLES = """\b
Examples:
  spacequiz packs show our-solar-system
  spacequiz packs show our-solar-system --questions
  spacequiz packs show our-solar-system --search "red planet"
"""


@packs.command(epilog=_SHOW_EXAMPLES)
@click.argument("pack", shell_complete=complete_pack)
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
    _print_facts([*_list_facts(info), *_identify(info)])
    if not info.playable:
        click.echo()
        # Those of another pack that has the same id are not asked for.
        own = [d for d in bank.diagnostics(info.id) if d.path.startswith(show_line(str(info.path)))]
        print_faults([d for d in own if d.is_error])
        print_complaints([info])
        ctx.exit(3)
    if questions or search:
        found = _search(bank, search, [info.id])
        _print_questions(bank, found)
        if search:
            _tell_found(len(found))


@packs.command(epilog='Example: spacequiz packs search "red planet"')
@click.argument("words", nargs=-1, required=True)
def search(words: Sequence[str]) -> None:
    """Search all packs for questions with all these WORDS.

    Questions, answers, explanations, categories and tags are searched. The beginning of a word
    finds it, and capital letters and accents make no difference.
    """
    bank = _open_library()
    found = _search(bank, " ".join(words), most=_MOST_FOUND + 1)
    _print_questions(bank, found[:_MOST_FOUND], whole=True)
    if len(found) > _MOST_FOUND:
        more = say_count(
            _MOST_FOUND,
            "More than {count} question found. Add a word.",
            "More than {count} questions found. Add a word.",
        )
        click.echo(f"\n{more}")
    else:
        _tell_found(len(found))


_MOST_FOUND = 100


def _search(
    bank: Bank, words: str, packs: Sequence[str] = (), most: int | None = None
) -> Sequence[int]:
    """Return the keys of what is found; on a terminal, say how far the index of words is."""
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        told = say(
            "Reading questions: {number} of {total}",
            number=say_number(done),
            total=say_number(total),
        )
        click.echo(f"\r{told} ", nl=done == total, err=True)

    return bank.search(words, packs, most=most, progress=progress if shown else None)


def _print_questions(bank: Bank, keys: Sequence[int], *, whole: bool = False) -> None:
    """Print questions with answers and reasons.

    Args:
        bank: Where they are.
        keys: Which they are.
        whole: Whether their pack is to be named, too.
    """
    from spacequiz.quizmaster.looking_back import show_answer
    from spacequiz.words.questions import describe_answer, describe_difficulty, describe_kind

    for start in range(0, len(keys), _AT_ONCE):
        for question in bank.questions_at(keys[start : start + _AT_ONCE]).values():
            played = show_answer(question)
            click.echo()
            kind, level = describe_kind(question.kind), describe_difficulty(question.difficulty)
            name = question.address if whole else question.id
            click.echo(show_line(f"{name}  ({kind}, {question.category}, {level})"))
            click.echo(f"  {show_line(question.ask)}")
            click.echo(f"  {show_line(describe_answer(played.reveal.answer))}")
            if question.explain:
                click.echo(f"  {show_line(question.explain)}")


_AT_ONCE = 500


def _tell_found(number: int) -> None:
    told = say_count(number, "{count} question found.", "{count} questions found.")
    click.echo(f"\n{told}")


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
    from spacequiz.cli.incoming import settle
    from spacequiz.cli.opening import CLOCK
    from spacequiz.packs.compare import check_fingerprint
    from spacequiz.packs.library import looks_like_path

    named = path if looks_like_path(path) else f"./{path}"
    (found,) = settle([named])
    file_digest = _digest_file(named) if found != named else ""
    staged = _stage(found)
    try:
        if digest is not None:
            check_fingerprint(file_digest or staged.fingerprint, digest, show_line(path))
        if not _may_replace(staged, path, force=force):
            return
        installed = staged.install(CLOCK.utc())
    finally:
        staged.discard()
    _tell_added(staged.pack, installed, file_digest)


def _stage(path: str) -> Staged:
    """Return the pack at a path, copied and checked; print what is wrong with a faulty one."""
    from pathlib import Path

    from spacequiz.packs.install import FaultyPackError, stage_pack
    from spacequiz.paths import find_places

    try:
        return stage_pack(Path(path).expanduser(), find_places(), _read_library())
    except FaultyPackError as error:
        print_faults(error.diagnostics)
        raise


def _may_replace(staged: Staged, path: str, *, force: bool) -> bool:
    """Say what differs from the pack that has the same id, and return whether it may be replaced."""
    from spacequiz.cli.asking import confirm
    from spacequiz.errors import UsageError

    changes = staged.compare()
    for line in changes.tell() if changes else ():
        click.echo(show_line(line))
    if staged.existing is None or force:
        return True
    name = staged.pack.head.id
    title = show_line(staged.existing.title)
    refusal = UsageError(
        say("A pack has the id {id} already.", id=name),
        where=show_line(path),
        hint=say("Replace it with --force, or give the new one another id."),
    )
    return confirm(say("Replace {title} ({id})?", title=title, id=name), refusal)


def _tell_added(pack: Pack, installed: Installed, file_digest: str) -> None:
    from spacequiz.packs.compare import show_fingerprint
    from spacequiz.text import as_argument

    click.echo(
        say(
            "Added {title} ({id}): {questions}.",
            title=show_line(pack.head.title),
            id=pack.head.id,
            questions=_count_questions(len(pack.questions)),
        )
    )
    if installed.kept is not None:
        kept = as_argument(installed.kept)
        click.echo(say("To have the old one back: spacequiz packs add {path}", path=kept))
    if file_digest:
        digits = show_fingerprint(file_digest)
        click.echo(say("Fingerprint of the file: {fingerprint}", fingerprint=digits))
    if pack.diagnostics:
        told = _tell_warnings([diagnostic.code for diagnostic in pack.diagnostics])
        see = say("See: spacequiz check {path}", path=as_argument(installed.path))
        click.echo(f"{told} {see}")
    click.echo(say("Play it with: spacequiz play --pack {id}", id=pack.head.id))


def _tell_warnings(codes: Sequence[str]) -> str:
    """Return how much advice there is; where it is all the same, a long list is one thing."""
    if set(codes) == {"missing-explain"}:
        return say_count(
            len(codes),
            "{count} explanation could still be written.",
            "{count} explanations could still be written.",
        )
    kinds = len(set(codes))
    if kinds == len(codes):
        return say_count(kinds, "It has {count} warning.", "It has {count} warnings.")
    return say(
        "It has {warnings} of {kinds}.",
        warnings=say_count(len(codes), "{count} warning", "{count} warnings"),
        kinds=say_count(kinds, "{count} kind", "{count} kinds"),
    )


def _digest_file(name: str) -> str:
    """Return the fingerprint of another program's file, of which the pack was made."""
    import hashlib
    from pathlib import Path

    return hashlib.sha256(Path(name).expanduser().read_bytes()).hexdigest()


@packs.command(epilog="Example: spacequiz packs remove our-solar-system")
@click.argument("pack", shell_complete=complete_pack)
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
    title = show_line(info.title)
    question = say(
        "Remove {title} ({id}, {questions})?",
        title=title,
        id=info.id,
        questions=_count_questions(info.questions),
    )
    refusal = UsageError(say("A removal must be confirmed."), hint=say("Remove it with --yes."))
    if not yes and not confirm(question, refusal):
        return
    kept = remove_pack(info, places, CLOCK.utc())
    click.echo(
        say("Removed {title} ({id}). What players have learned stays.", title=title, id=info.id)
    )
    click.echo(say("To have it back: spacequiz packs add {path}", path=as_argument(kept)))


@packs.command(epilog="Example: spacequiz packs export our-solar-system -o for-ann.zip")
@click.argument("pack", shell_complete=complete_pack)
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
        hint = say("Name the zip file to write.")
        raise UsageError(say("This is a folder."), where=shown, hint=hint)
    if not may_write([target], force=force):
        return
    try:
        digest = export_pack(info, target)
    except FaultyPackError as error:
        print_faults(error.diagnostics)
        raise
    questions = _count_questions(info.questions)
    click.echo(say("Written: {path} ({questions})", path=shown, questions=questions))
    click.echo(say("Fingerprint: {fingerprint}", fingerprint=show_fingerprint(digest)))


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

        click.echo(json.dumps([flag._asdict() for flag in found], ensure_ascii=False, indent=2))
    else:
        _print_flags(found)


def _store_flags(data: bytes, target: Path, number: int, *, force: bool) -> None:
    from spacequiz.cli.asking import may_write
    from spacequiz.files import store

    if may_write([target], force=force):
        store(target, data)
        reports = say_count(number, "{count} report", "{count} reports")
        path = show_line(str(target))
        click.echo(say("Written: {path} ({reports})", path=path, reports=reports))


def _print_flags(found: Sequence[Flag]) -> None:
    from spacequiz.cli.opening import CLOCK
    from spacequiz.words.moments import local_minute

    if not found:
        click.echo(say("No question was reported. Players report one with ! after answering it."))
    for flag in found:
        who = f"{show_line(flag.player)}, " if flag.player else ""
        when = local_minute(flag.flagged, CLOCK)
        click.echo(f"{show_line(flag.address)}  ({who}{when})")
        if flag.reason:
            click.echo(f"  {show_line(flag.reason)}")
        if flag.response:
            response = show_line(", ".join(flag.response))
            click.echo("  " + say("answered: {answer}", answer=response))


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
            hint = say("Name one: spacequiz packs from /media/stick/quizzes")
            raise UsageError(say("No shelf was named yet."), hint=hint)
        offers = list(list_offers(Path(path), find_places(), _read_library(), _bring_zip))
        if folder:
            save.set_setting(None, _SHELF, path)
    if not offers:
        click.echo(say("There are no packs in {folder}", folder=show_line(path)))
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
    facts = [show_line(offer.head.title), _count_questions(offer.questions)]
    if offer.head.version:
        facts.append(say("version {version}", version=show_line(offer.head.version)))
    yield f"{offer.head.id}  ({_name_state(offer)}): {', '.join(facts)}"
    if offer.note:
        yield f"  {show_line(offer.note)}"
    if offer.is_installed:
        return
    for line in offer.changes.tell() if offer.changes else ():
        yield f"  {line}"
    yield f"  spacequiz packs add {as_argument(offer.path)}"


def _name_state(offer: Offer) -> str:
    """Return how a pack on a shelf stands to what is installed."""
    if offer.is_installed:
        return say("installed")
    return say("new") if offer.changes is None else say("differs")


def _read_library(names: Iterable[str] = ()) -> tuple[PackInfo, ...]:
    """Return all packs, after those that have changed were read."""
    return _open_library(names).packs()


def _open_library(names: Iterable[str] = ()) -> Bank:
    from spacequiz.cli.opening import refresh_bank
    from spacequiz.packs.library import open_bank
    from spacequiz.paths import find_places

    bank = open_bank(find_places(), names)
    refresh_bank(bank)
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
    rows = [(say("id"), say("questions"), say("language"), say("title"))]
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
            told = say_count(
                info.errors,
                "{id} cannot be played: it has an error.",
                "{id} cannot be played: it has {count} errors.",
                id=info.id,
            )
            see = say("See: spacequiz check {path}", path=as_argument(info.path))
            click.echo(f"{told} {see}", err=True)


def _print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print what there is to know of a pack, one fact a line, below one another."""
    width = max(len(name) for name, _ in facts) + 1
    for name, value in facts:
        click.echo(f"{name + ':':<{width}} {value}".rstrip())


def _list_facts(info: PackInfo) -> Iterator[tuple[str, str]]:
    """Yield what sums up a pack, each with its name."""
    yield say("Id"), info.id
    yield say("Language"), info.language
    yield say("Questions"), str(info.questions)
    yield say("Kinds"), _list_counts(info.kinds)
    yield say("Categories"), _list_counts(info.categories)
    yield say("Difficulties"), _list_counts(info.difficulties or {})
    if info.authors:
        yield say("Authors"), show_line(", ".join(info.authors))
    if info.license:
        yield say("License"), show_line(info.license)
    if info.translates:
        yield say("Translates"), info.translates
    for document in info.documents:
        yield say("Document"), f"{show_line(document.title)} ({_sum_up(document)})"
    yield say("Bundled"), say("yes") if info.bundled else say("no")
    yield say("Path"), show_line(str(info.path))
    if info.errors or info.warnings:
        yield say("Errors"), str(info.errors)
        yield say("Warnings"), str(info.warnings)


def _sum_up(document: DocumentInfo) -> str:
    questions = _count_questions(document.questions)
    if not document.paragraphs:
        return questions
    return say(
        "{questions}, {paragraphs}",
        questions=questions,
        paragraphs=say_count(document.paragraphs, "{count} paragraph", "{count} paragraphs"),
    )


def _identify(info: PackInfo) -> Iterator[tuple[str, str]]:
    """Yield what tells one state of a pack from another, each with its name."""
    from spacequiz.errors import PackError
    from spacequiz.packs.compare import fingerprint, show_fingerprint
    from spacequiz.packs.install import collect_files
    from spacequiz.packs.read import read_pack

    if not info.playable:
        return
    pack = read_pack(info.path)
    if pack.head.version:
        yield say("Version"), show_line(pack.head.version)
    if pack.head.home:
        yield say_in("pack", "Home"), show_line(pack.head.home)
    try:
        yield say("Fingerprint"), show_fingerprint(fingerprint(collect_files(pack)))
    except PackError:  # Its files were changed or removed a moment ago.
        return


def _list_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{show_line(name)} {count}" for name, count in counts.items()) or say("none")


def print_faults(found: Sequence[Diagnostic]) -> None:
    """Print the first faults in full, and how many more there are."""
    from spacequiz.packs.diagnostics import render_text

    for diagnostic in found[:_FAULTS_SHOWN]:
        click.echo(render_text(diagnostic), err=True)
    if len(found) > _FAULTS_SHOWN:
        more = say_count(
            len(found) - _FAULTS_SHOWN, "… and {count} more error", "… and {count} more errors"
        )
        click.echo(more, err=True)


def _count_questions(number: int) -> str:
    return say_count(number, "{count} question", "{count} questions")
