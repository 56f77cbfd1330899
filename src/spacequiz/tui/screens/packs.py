"""The packs screen: what there is to play, and what is wrong with what is not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from spacequiz.errors import SpacequizError
from spacequiz.language import say, say_count, say_number
from spacequiz.quizmaster.planner import EVERYTHING
from spacequiz.text import as_argument, show_path
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import LONG_SECONDS, GameScreen
from spacequiz.tui.screens.dialogs import YES, AskScreen, ask_whether
from spacequiz.words.questions import list_kinds

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.packs.bank import PackInfo
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.install import Staged

MOST_DIAGNOSTICS = 50
MOST_PATH = 400
MOST_FAULTS = 3


class PacksScreen(GameScreen[None]):
    """Show each pack with its content or its errors."""

    COMMAND_LIST = (
        Command("enter,p", "play", "play this", "Set up a game from this pack."),
        Command("b", "browse", "browse", "Read and search the questions of this pack."),
        Command("v", "review", "review", "Review what you know of this pack."),
        Command("i", "report", "report", "See which questions of this pack work."),
        Command(
            "a",
            "add",
            "add",
            "Add a pack from a file, a folder or a zip; other programs' files are converted.",
        ),
        Command("d", "remove", "remove", "Take this pack out of the library; it is kept aside."),
        Command("r", "reload", "reload", "Read the packs again, after a change on disk."),
        Command("escape", "back", "back", "Go back home."),
        Command("pagedown", "scroll(10)", "page", "Read on in the details.", footer=False),
        Command("pageup", "scroll(-10)", "page back", "Read back in the details.", footer=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._added = ""

    def compose_content(self) -> ComposeResult:
        """Lay out the list beside the details."""
        with Horizontal(id="packs"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="detail")

    def on_mount(self) -> None:
        """List the packs."""
        self.set_context(say("Packs"))
        self.refresh_packs()
        self.set_focus(self.query_one(OptionList))

    def refresh_packs(self) -> None:
        """List the packs anew; the cursor stays where it is, or goes to a pack just added."""
        packs = self.query_one(OptionList)
        at = packs.highlighted or 0
        packs.clear_options()
        for number, pack in enumerate(self.game.packs):
            packs.add_option(Option(self._prompt(pack), id=pack.id))
            if pack.id == self._added:
                at, self._added = number, ""
        if self.game.packs:
            packs.highlighted = min(at, len(self.game.packs) - 1)
        else:
            self.query_one("#detail", Static).update(Content(self._where()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to play only a pack that can be played."""
        if action in ("play", "browse", "review"):
            pack = self._pack
            return pack is not None and not pack.errors and pack.questions > 0
        if action == "report":
            return self._pack is not None and not self._pack.errors
        if action == "remove":
            return self._pack is not None and not self._pack.bundled
        return True

    @property
    def _pack(self) -> PackInfo | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or at >= len(self.game.packs) else self.game.packs[at]

    def _prompt(self, pack: PackInfo) -> Content:
        if pack.errors:
            errors = say_count(pack.errors, "{count} error", "{count} errors")
            note = (f"{self.game.glyphs.wrong} {errors}", "bold $error")
        else:
            note = (_count_questions(pack.questions), "$quiet")
        return Content.assemble((pack.title or pack.id, "bold"), "\n", note)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        pack = self._pack
        if pack is not None:
            self.query_one("#detail", Static).update(self._detail(pack))
            self.query_one("#details").scroll_home(animate=False)
        self.refresh_bars()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if self.check_action("play", ()):
            self.action_play()

    def _detail(self, pack: PackInfo) -> Content:
        lines = [Content.styled(pack.title or pack.id, "bold")]
        if pack.description:
            lines.append(Content(pack.description))
        lines.append(Content(""))
        if pack.errors:
            lines += self._errors(pack)
        else:
            lines += _contents(pack)
        origin = say("ships with the game") if pack.bundled else show_path(pack.path)
        lines += [
            Content(""),
            Content.styled(f"{pack.id} {self.game.glyphs.dot} {origin}", "$quiet"),
        ]
        if self.game.playable_packs:
            lines += [Content(""), Content.styled(self._where(), "$quiet")]
        return Content("\n").join(lines)

    def _errors(self, pack: PackInfo) -> list[Content]:
        diagnostics = self.game.quizmaster.bank.diagnostics(pack.id)
        lines = [
            Content.styled(say("This pack is not played until its errors are mended."), "$warning"),
            Content(f"spacequiz check {as_argument(pack.path)}"),
        ]
        for diagnostic in diagnostics[:MOST_DIAGNOSTICS]:
            lines += _describe(diagnostic)
        if len(diagnostics) > MOST_DIAGNOSTICS:
            lines.append(Content(_count_rest(len(diagnostics) - MOST_DIAGNOSTICS)))
        return lines

    def _where(self) -> str:
        return say("Your own packs go into {folder}", folder=show_path(self.game.places.packs))

    def action_play(self) -> None:
        """Set up a game from the pack at the cursor."""
        if self._pack is not None:
            self.game.once_read(partial(self.game.open_setup, self._pack.id))

    def action_report(self) -> None:
        """Show which questions of the pack work."""
        if self._pack is None:
            return
        from spacequiz.tui.screens.report import ReportScreen

        try:
            analysis, _ = self.game.shelf.analyse(self._pack)
        except SpacequizError as error:
            self.game.warn(error)
            return
        self.app.push_screen(ReportScreen(self._pack.title, analysis))

    def action_browse(self) -> None:
        """Read and search the questions of the pack at the cursor."""
        from spacequiz.tui.screens.browse import BrowseScreen

        if self._pack is not None:
            self.app.push_screen(BrowseScreen(self._pack))

    def action_review(self) -> None:
        """Review the pack at the cursor."""
        if self._pack is not None:
            self.game.start(replace(EVERYTHING, packs=(self._pack.id,)))

    def action_add(self) -> None:
        """Ask for a pack and add it."""
        self._ask(say("The path of a file, a folder or a zip"))

    def _ask(self, prompt: str, value: str = "") -> None:
        ask = AskScreen(say("Add a pack"), prompt, value, MOST_PATH, mend=True)
        self.app.push_screen(ask, self._add)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        try:
            staged = self.game.shelf.stage(text)
        except SpacequizError as error:
            # Asked once more: a slip in a long path is mended, not typed again.
            self._ask(_explain(error), text)
            return
        if staged.existing is None:
            self._install(staged, agreed=True)
            return
        changes = staged.compare()
        told = " ".join(changes.tell(most=2)) if changes else ""
        question = say(
            "Replace {pack}? {changes} The pack that is there is kept aside.",
            pack=staged.existing.title,
            changes=told,
        )
        ask = ask_whether(question, say("Replace it"), say("Leave it"))
        self.app.push_screen(ask, lambda said: self._install(staged, agreed=said == YES))

    def _install(self, staged: Staged, *, agreed: bool) -> None:
        try:
            if agreed:
                target = self.game.shelf.install(staged)
                self._added = staged.pack.head.id
                self.notify(_tell_added(staged, target), markup=False)
                self.game.read_packs()
        except SpacequizError as error:
            self.notify(str(error), severity="error", markup=False)
        finally:
            staged.discard()

    def action_remove(self) -> None:
        """Ask, and take the pack out of the library."""
        pack = self._pack
        if pack is not None:
            question = say("Take {pack} out of the library?", pack=pack.title or pack.id)
            ask = ask_whether(question, say("Take it out"), say("Leave it"))
            self.app.push_screen(ask, lambda said: self._remove(pack, agreed=said == YES))

    def _remove(self, pack: PackInfo, *, agreed: bool) -> None:
        if not agreed:
            return
        try:
            kept = self.game.shelf.remove(pack)
        except SpacequizError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        text = say(
            "{pack} was taken out. To have it back, add {path}",
            pack=pack.title or pack.id,
            path=show_path(kept),
        )
        self.notify(text, markup=False, timeout=LONG_SECONDS)
        self.game.read_packs()

    def action_reload(self) -> None:
        """Read the packs again."""
        self.game.read_packs()

    def action_scroll(self, lines: int) -> None:
        """Read on or back in the details."""
        self.query_one("#details").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)


def _tell_added(staged: Staged, target: Path) -> str:
    pack = staged.pack
    text = say(
        "Added {pack}: {questions}.",
        pack=pack.head.title,
        questions=_count_questions(len(pack.questions)),
    )
    if pack.diagnostics:
        more = say_count(
            len(pack.diagnostics),
            "It has {count} warning. See: {command}",
            "It has {count} warnings. See: {command}",
            command=f"spacequiz check {as_argument(target)}",
        )
        text = f"{text} {more}"
    return f"{staged.note} {text}".strip()


def _explain(error: SpacequizError) -> str:
    """Return an error with the first things that are wrong with a pack."""
    from spacequiz.packs.install import FaultyPackError

    lines = [str(error)]
    found = error.diagnostics if isinstance(error, FaultyPackError) else ()
    lines += [
        say("line {line}: {message}", line=d.line, message=d.message) for d in found[:MOST_FAULTS]
    ]
    if len(found) > MOST_FAULTS:
        lines.append(_count_rest(len(found) - MOST_FAULTS))
    return "\n".join(lines)


def _count_questions(number: int) -> str:
    return say_count(number, "{count} question", "{count} questions")


def _count_rest(number: int) -> str:
    return say_count(number, "and {count} more", "and {count} more")


def _contents(pack: PackInfo) -> list[Content]:
    told = say(
        "{questions}, language {language}",
        questions=_count_questions(pack.questions),
        language=pack.language,
    )
    lines = [Content(told)]
    lines += [Content.styled(list_kinds(pack.kinds), "$quiet"), Content("")]
    lines += [Content(f"{say_number(count):>6}  {name}") for name, count in pack.categories.items()]
    return lines


def _describe(diagnostic: Diagnostic) -> list[Content]:
    where = say("line {line}, column {column}", line=diagnostic.line, column=diagnostic.column)
    lines = [
        Content(""),
        Content.assemble(
            (f"{Path(diagnostic.path).name}, {where}: ", "$quiet"), diagnostic.message
        ),
    ]
    if diagnostic.hint:
        lines.append(Content.styled(diagnostic.hint, "$quiet"))
    return lines
