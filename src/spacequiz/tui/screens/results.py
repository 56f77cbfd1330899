"""The results screen: score, accuracy, categories, and every missed question explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.choices import name_truth
from spacequiz.game.modes import DAILY, REVIEW
from spacequiz.game.summary import is_sure
from spacequiz.language import say, say_count
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.widgets.arrival import Arrival
from spacequiz.tui.widgets.charts import Bar, Bars
from spacequiz.tui.widgets.explanation import explain
from spacequiz.tui.widgets.hanging import HangingText
from spacequiz.words.games import describe_missed, describe_result
from spacequiz.words.modes import title_of_mode
from spacequiz.words.questions import describe_answer
from spacequiz.words.verdicts import name_verdict

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.summary import Summary
    from spacequiz.game.views import Played
    from spacequiz.words import Glyphs


class ResultsScreen(GameScreen[None]):
    """Show how a game went, just now or in the past."""

    COMMAND_LIST = (
        Command("enter", "again", "play again", "Play another game with the same set-up."),
        Command("m", "retry", "retry missed", "Ask the missed ones until each was right once."),
        Command("r", "review", "review", "Meet again what you are about to forget."),
        Command("x", "share", "share", "Copy the result to share; it gives no answer away."),
        Command("escape", "back", "back", "Go back."),
        Command("down,j", "scroll(1)", "scroll", "Read on.", footer=False),
        Command("up,k", "scroll(-1)", "scroll back", "Read back.", footer=False),
        Command("pagedown,space", "scroll(10)", "page", "Read on, a page.", footer=False),
        Command("pageup", "scroll(-10)", "page back", "Read back, a page.", footer=False),
    )

    # Whoever was still typing, or going on, is to see how it ended.
    pause_before_keys = 0.5

    def __init__(self, summary: Summary, *, fresh: bool = True) -> None:
        """Show a summary; only after a fresh game can the missed ones be asked again."""
        super().__init__()
        self._summary = summary
        self._fresh = fresh
        self._due = 0

    def compose_content(self) -> ComposeResult:
        """Lay out the figures, the categories, then what was missed."""
        summary, glyphs = self._summary, self.game.glyphs
        self._due = self.game.quizmaster.count_due().due if self._fresh else 0
        with VerticalScroll(id="results", can_focus=False):
            yield Arrival(summary, glyphs)
            with Vertical(id="columns"):
                with Vertical(classes="column"):
                    yield Static(_headline(summary, glyphs), id="headline")
                    if self._fresh:
                        yield self._suggest()
                    if summary.missed:
                        yield from self._list_categories()
                with Vertical(classes="column"):
                    yield _title(_missed_title(summary))
                    for played in summary.missed:
                        yield _missed(played, glyphs)
                    if not summary.missed:
                        yield from self._list_categories()

    def _list_categories(self) -> ComposeResult:
        categories = self._summary.categories
        if len(categories) > 1:
            yield _title(say("By category"))
            bars = [Bar(c.name, c.accuracy, _of(c.right, c.answered)) for c in categories]
            yield Bars(bars, self.game.glyphs)

    def on_mount(self) -> None:
        """Say which game this was, and what could come next."""
        self.set_context(
            f"{self._summary.title} {self.game.glyphs.dot} {title_of_mode(self._summary.mode)}"
        )
        self.refresh_bars()

    def on_resize(self) -> None:
        """Use the height there is."""
        self.query_one(Arrival).tall = self.has_class("-tall")

    def _suggest(self) -> HangingText:
        """Return what to do next, each with its key on a line of its own."""
        is_review, is_daily = self._mode == REVIEW.name, self._mode == DAILY.name
        notes = {
            "retry": say_count(
                len(self._summary.missed),
                "ask the {count} missed until each was right",
                "ask the {count} missed until each was right",
            ),
            "review": say_count(
                self._due, "review the {count} that is due", "review the {count} that are due"
            ),
            "again": say("another review") if is_review else say("another game like this"),
            "back": say("home; the next daily comes tomorrow") if is_daily else say("home"),
        }
        offered = {c.action: c for c in self.COMMAND_LIST if self.check_action(c.action, ())}
        parts = [
            Content.assemble((offered[action].label_for(), "bold $primary"), f" {note}")
            for action, note in notes.items()
            if action in offered
        ]
        return HangingText(
            Content.styled(f"{say('Next')}  ", "$quiet"), Content("\n").join(parts[:3])
        )

    @property
    def _mode(self) -> str:
        return self.game.quizmaster.setup.mode

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another game after a fresh one; the missed ones only if there are any."""
        if action == "again":
            return self._fresh and self._mode != DAILY.name
        if action == "review":
            return self._fresh and self._due > 0 and self._mode != REVIEW.name
        if action == "retry":
            return self._fresh and bool(self._summary.missed)
        return True

    def action_again(self) -> None:
        """Play another game with the same set-up."""
        self.game.start_again()

    def action_retry(self) -> None:
        """Ask the missed ones until each was right once."""
        self.game.start_missed()

    def action_review(self) -> None:
        """Review what is due."""
        self.game.start_review()

    def action_back(self) -> None:
        """Go back: home after a fresh game, else to the list of scores."""
        if self._fresh:
            self.game.go_home()
        else:
            self.dismiss(None)

    def action_share(self) -> None:
        """Copy the result through the terminal."""
        game = self.game
        game.share(describe_result(self._summary, game.player_name, game.glyphs))

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#results").scroll_relative(y=lines, animate=False)


def _headline(summary: Summary, glyphs: Glyphs) -> Content:
    tally = summary.tally
    lines = []
    accuracy = say("{percent} accuracy", percent=f"{summary.accuracy:.0%}")
    right = say("{right} of {judged} right", right=tally.right, judged=tally.judged)
    lines.append(Content(f"{right}   {accuracy}"))
    extras = []
    if summary.skipped:
        extras.append(say_count(summary.skipped, "{count} skipped", "{count} skipped"))
    if tally.partly:
        extras.append(say_count(tally.partly, "{count} partly right", "{count} partly right"))
    if tally.best_streak > 1:
        stars = glyphs.star * min(5, tally.best_streak)
        extras.append(f"{say('best streak {streak}', streak=tally.best_streak)} {stars}")
    if summary.code:
        extras.append(say("code {code}", code=summary.code))
    if extras:
        lines.append(Content.styled("   ".join(extras), "$quiet"))
    return Content("\n").join(lines)


def _of(number: int, total: int) -> str:
    return say("{number} of {total}", number=number, total=total)


def _title(text: str) -> Static:
    return Static(Content.styled(text, "bold $secondary"), classes="title")


def _missed_title(summary: Summary) -> str:
    if not summary.tally.answered:
        return say("No question was answered")
    if not summary.missed:
        all_right = summary.tally.right == summary.tally.judged
        if all_right:
            return say("Nothing missed: every answer was right")
        return say("What you missed is no longer in its pack")
    return describe_missed(summary.missed)


def _missed(played: Played, glyphs: Glyphs) -> HangingText:
    card, reveal = played.card, played.reveal
    lines = [Content.styled(card.ask, "bold")]
    said = name_verdict(reveal.verdict, card.kind)
    if played.response:
        response = describe_answer(played.response)
        if card.kind is Kind.TRUE_FALSE:
            response = name_truth(response, card.language)
        said += f": {response}"
    if is_sure(played):
        said += f" {glyphs.dash} {say('you were sure')}"
    answer = describe_answer(reveal.answer)
    lines.append(Content.styled(said, "$error"))
    lines.append(Content.styled(say("The answer: {answer}", answer=answer), "bold $success"))
    lines += [Content.styled(why, "$quiet") for _, why in played.whys]
    text = Content("\n").join([*lines, explain(reveal, glyphs)])
    return HangingText(Content.styled(f"{glyphs.mark(reveal.verdict)} ", "bold $error"), text)
