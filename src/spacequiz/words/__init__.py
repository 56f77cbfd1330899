"""The words and glyphs that all faces share; glyphs are one cell wide, with an ASCII set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.records import Aid, Verdict
from spacequiz.text import show_line
from spacequiz.words.modes import title_of_mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.question import Citation
    from spacequiz.game.records import SavedGame, Score
    from spacequiz.game.review import Due
    from spacequiz.game.scoring import Award
    from spacequiz.game.statistics import Today
    from spacequiz.game.summary import Summary
    from spacequiz.game.views import Played, Reveal


class Glyphs(NamedTuple):
    """Hold one set of glyphs."""

    right: str = "✓"
    wrong: str = "✗"
    partly: str = "◐"
    skipped: str = "–"
    cursor: str = "❯"
    picked: str = "■"
    free: str = "□"
    gone: str = "·"
    times: str = "×"
    star: str = "✦"
    line: str = "─"
    flown: str = "━"
    ahead: str = "╌"
    craft: str = "▶"
    home: str = "●"
    full: str = "█"
    empty: str = "░"
    eighths: str = "▁▂▃▄▅▆▇"
    shades: str = "·░▒▓█"
    dash: str = "–"
    dot: str = "·"
    ellipsis: str = "…"
    left: str = "‹"
    on: str = "›"
    held: str = "◆"
    to: str = "→"
    teams: str = "●▲■◆★▼○◇"
    """One for each team of a quiz night."""
    hidden: str = "•"
    joker: str = "★"
    quotes: str = "“”"
    frame: str = "┏━┓┃┗┛"

    def mark(self, verdict: Verdict) -> str:
        """Return the glyph of a verdict."""
        return {
            Verdict.RIGHT: self.right,
            Verdict.PARTLY: self.partly,
            Verdict.WRONG: self.wrong,
            Verdict.SKIPPED: self.skipped,
            Verdict.TIMED_OUT: self.skipped,
        }[verdict]


UNICODE = Glyphs()
ASCII = Glyphs(
    right="+",
    wrong="x",
    partly="~",
    skipped="-",
    cursor=">",
    picked="#",
    free="o",
    gone=".",
    times="x",
    star="*",
    line="-",
    flown="=",
    ahead=".",
    craft=">",
    home="o",
    full="#",
    empty=".",
    eighths="..::++#",
    shades=".-+*#",
    dash="-",
    dot="-",
    ellipsis="...",
    left="<",
    on=">",
    held="@",
    to="=",
    teams="o^#@*v+%",
    hidden="*",
    joker="*",
    quotes='""',
    frame="+-+|++",
)

KIND_WORDS = {
    Kind.CHOICE: "one right answer",
    Kind.SEVERAL: "several right answers",
    Kind.TRUE_FALSE: "true or false",
    Kind.TYPED: "typed answer",
    Kind.NUMBER: "number",
    Kind.ORDER: "put in order",
    Kind.MATCH: "match pairs",
}


HOW_SURE: dict[Aid | None, str] = {
    Aid.GUESSED: "Guess",
    None: "Fairly sure",
    Aid.SURE: "Certain",
}
"""How sure a player can be before the verdict; no two begin with the same letter."""


def local_minute(stamp: str, clock: Clock) -> str:
    """Return a moment of the save file in the time of this place, to the minute."""
    from datetime import datetime

    try:
        return clock.local(datetime.fromisoformat(stamp)).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return show_line(stamp)


def describe_due(due: Due) -> str:
    """Return what a review would bring, in words."""
    parts = [f"{due.due} due"] if due.due else []
    parts += [f"{due.new} new"] if due.new else []
    return ", ".join(parts) or "nothing due; practice instead"


def describe_daily(score: Score | None) -> str:
    """Return how today's ten stand, in words; None while they were not begun."""
    if score is None:
        return "ten questions, the same for everyone"
    done = f"{score.right} of {score.questions} right, {score.points:,} points"
    return f"done: {done}" if score.finished else f"{score.questions} answered"


def describe_saved(saved: SavedGame) -> str:
    """Return which game waits, and how far it came, in words."""
    from spacequiz.game.modes import MODES

    mode = MODES[saved.setup.mode]
    done, total = len(saved.answers), len(saved.addresses)
    count = f"{done} answered" if mode.open_ended or done > total else f"{done} of {total} answered"
    return f"{title_of_mode(mode.name)}, {count}"


def describe_today(today: Today, glyphs: Glyphs) -> str:
    """Return how far a player has come today, and the days in a row; empty where neither counts."""
    parts = []
    if today.goal and today.answers >= today.goal:
        parts.append(f"{glyphs.star} today's {today.goal} answers are given")
    elif today.goal:
        parts.append(f"today {today.answers} of {today.goal} answers")
    if today.days > 1:
        parts.append(f"{today.days} days in a row")
    return f" {glyphs.dot} ".join(parts)


def describe_missed(missed: Sequence[Played]) -> str:
    """Return a heading over what was missed, with how much of it was thought to be known."""
    from spacequiz.game.summary import is_sure

    sure = sum(map(is_sure, missed))
    said = f", {sure} of them though you were sure" if sure else ""
    return f"Worth another look: {len(missed)}{said}"


def describe_arrival(summary: Summary) -> str:
    """Return how a game ended, in words."""
    from spacequiz.game.summary import Ending

    tally, ending = summary.tally, summary.ending
    if not tally.answered:
        return "No question was answered"
    if ending is Ending.TIME_UP:
        return f"Time is up: {tally.right} right"
    if summary.rungs:
        return _describe_climb(summary)
    if ending is Ending.LOST:
        return f"Out of lives after {_count(tally.answered, 'question')}"
    if ending is Ending.LEFT:
        whole = f" of {summary.total}" if summary.total else ""
        return f"Left after {_count(tally.answered, 'question')}{whole}"
    if not summary.scored:
        again = len(summary.missed)
        if summary.perfect:
            return "All of it known"
        return f"Done, and {again} that you meet again soon" if again else "Done"
    if summary.perfect:
        return "A perfect flight: in orbit, and nothing missed"
    if summary.lives is not None:
        return f"No question left, with {_count(summary.lives, 'life', 'lives')} to spare"
    share = f"{summary.distance:.0%} of the way to orbit"
    if summary.distance >= _NEAR_ORBIT:
        return f"Orbit in sight: {share}"
    return f"Lift-off: {share}" if summary.distance else "Still on the ground, where flights begin"


_NEAR_ORBIT = 0.9


def _describe_climb(summary: Summary) -> str:
    from spacequiz.game.summary import Ending

    rung = summary.tally.right
    if summary.ending is Ending.LOST:
        caught = f"caught by rung {summary.safe}" if summary.safe else "no rung below was safe"
        return f"Fell from rung {rung}: {caught}" if rung else "Fell at the first rung"
    if rung == summary.rungs:
        return f"The top of the ladder: all {rung} rungs, and none missed"
    if summary.ending is Ending.LEFT:
        return f"Walked away from rung {rung} of {summary.rungs}"
    return f"As high as there were questions: rung {rung}"


def describe_record(summary: Summary) -> str:
    """Return how a game compares with the player's best one like it, in words."""
    best, points = summary.best, summary.tally.points
    if best is None or points <= 0:
        return ""
    if points > best:
        return f"new best: {points - best:,} more than ever"
    if points == best:
        return "as good as your best"
    return f"your best: {best:,}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def describe_result(summary: Summary, player: str, glyphs: Glyphs) -> str:
    """Return a game's result to share: it shows how it went, and gives no answer away."""
    tally = summary.tally
    score = f"{tally.right} of {tally.judged}"
    if summary.scored:
        score += f", {tally.points:,} points"
    lines = [f"spacequiz {glyphs.dot} {summary.title} {glyphs.dot} {title_of_mode(summary.mode)}"]
    lines.append(f"{player}: {score}")
    lines.append("".join(glyphs.mark(verdict) for verdict in summary.verdicts))
    if summary.code:
        lines.append(f"spacequiz play --code {summary.code}")
    return "\n".join(lines)


def describe_source(citation: Citation, glyphs: Glyphs) -> str:
    """Return where a fact stands, in words."""
    title = citation.title.join(glyphs.quotes)
    numbers = [str(number) for number in citation.paragraphs]
    if not numbers:
        return f"from {title}"
    word = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"from {title}, {word} {', '.join(numbers)}"


def describe_place(reference: str, cited: Sequence[int], *, shipped: bool) -> list[str]:
    """Return where a document can be read, in lines; a link is text, and leads nowhere by itself.

    Args:
        reference: What the pack says of where it is.
        cited: The paragraphs that a question is built from.
        shipped: Whether its text comes with the pack.
    """
    lines = [f"To be found at: {reference}"] if reference else []
    if not shipped:
        word = "paragraph" if len(cited) == 1 else "paragraphs"
        built = f" The question is built from {word} {', '.join(map(str, cited))}." if cited else ""
        lines.append(f"Its text does not come with the pack.{built}")
    return lines


def describe_award(award: Award) -> str:
    """Return points and how they came about, in words; empty where there are none."""
    if not award.total:
        return ""
    text = f"{award.earned:+,}"
    if award.aid_cost:
        text += f" ({award.aid_cost} less for the help)"
    if award.bonus:
        text += f" and {award.bonus} for the streak"
    return text


def describe_credit(way: Way, reveal: Reveal) -> str:
    """Return what a credit below full stands for, in words; empty where nothing is counted."""
    pairs = len(reveal.parts)
    if not reveal.response or reveal.credit >= 1:
        return ""
    match way:
        case Way.ARRANGE if pairs > 1:
            kept = round(reveal.credit * (pairs - 1))
            counted = f"{kept} of {pairs - 1} neighbors right"
            return counted if kept else f"{counted}: no item is followed by its own next one"
        case Way.PAIR if pairs:
            return f"{round(reveal.credit * pairs)} of {pairs} pairs right"
        case Way.PICK_MANY if not reveal.credit:
            return _describe_picks(reveal)
    return ""


def _describe_picks(reveal: Reveal) -> str:
    hits = sum(part.chosen and part.right for part in reveal.parts)
    slips = sum(part.chosen and not part.right for part in reveal.parts)
    counted = f"{hits} of {sum(part.right for part in reveal.parts)} found"
    if not slips:
        return counted
    who = "the wrong pick" if slips == 1 else f"each of the {slips} wrong picks"
    return f"{counted}, and {who} takes one back"


def describe_answer(answer: tuple[str, ...]) -> str:
    """Return the right answer, or a response, on one line."""
    return ", ".join(answer)
