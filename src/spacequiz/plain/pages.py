"""The pages: everything that the plain game prints, as text without color or cursor movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.choices import name_truth, read_truth
from spacequiz.game.records import CONFIDENCE, Aid
from spacequiz.game.summary import is_sure
from spacequiz.game.views import Played
from spacequiz.language import say
from spacequiz.plain.arranging import judge, list_sides
from spacequiz.text import as_argument, escape
from spacequiz.words.games import describe_arrival, describe_missed, describe_record
from spacequiz.words.guide import list_guide_of
from spacequiz.words.modes import title_of_mode
from spacequiz.words.questions import describe_answer, describe_place, describe_source
from spacequiz.words.verdicts import (
    describe_award,
    describe_credit,
    describe_remark,
    name_confidence,
    name_verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.summary import Summary
    from spacequiz.game.views import Card, View
    from spacequiz.packs.bank import PackInfo
    from spacequiz.quizmaster.looking_back import Opened
    from spacequiz.words import Glyphs

_ASKS: dict[Kind | Way, str] = {
    Way.PICK: "Answer with the number of one option.",
    Way.PICK_MANY: "Answer with the numbers of all right options, such as: 1 3",
    Kind.TRUE_FALSE: "Answer with 1 for true or 2 for false.",
    Way.TYPE: "Type the answer in words.",
    Kind.NUMBER: "Type the answer as a number.",
    Way.ARRANGE: "Type the numbers in the right order, such as: 3 1 2",
    Way.PAIR: "Type pairs such as: 1b 2a 3c",
}
"""How to answer each kind that has words of its own, and each way."""


def opening(summary: Summary, total: int) -> str:
    """Return what is printed first."""
    parts = [summary.title, title_of_mode(summary.mode)]
    if total:
        parts.append(_count(total, "question"))
    return f"{', '.join(parts)}. Type ? for help.\n"


def left_out(broken: Sequence[PackInfo]) -> str:
    """Return which packs are not played because of their errors, on one line."""
    if len(broken) == 1:
        who, path = f"The pack {escape(broken[0].id)} has errors and is", broken[0].path
    else:
        who, path = f"{len(broken)} packs have errors and are", broken[0].path.parent
    return f"{who} left out. See them with: spacequiz check {as_argument(path)}"


def question(view: View, remaining: float | None = None) -> str:
    """Return a question with its options, and how the game stands where that can end it.

    Args:
        view: The game.
        remaining: Seconds left on the timer; None while none runs.
    """
    card = view.card
    assert card is not None
    total = f" of {view.total}" if view.total else ""
    head = f"Question {card.position + 1}{total}. {card.category}, {card.difficulty}."
    if view.lives is not None:
        head += f" {_count(view.lives, 'life', 'lives')} left."
    if view.prizes:
        head += f" For {view.prizes[min(view.tally.right, len(view.prizes) - 1)]:,} points."
    if remaining is not None:
        head += f" {_count(round(remaining), 'second')} left."
    lines = [head, card.ask]
    if card.reminder:
        lines.insert(1, card.reminder)
    if card.options:
        lines.append(options(card))
    return "\n".join(lines)


def options(card: Card) -> str:
    """Return the numbered options that can still be picked."""
    if card.way is Way.PAIR:
        return list_sides(card)
    return "\n".join(
        f"  {number}. {_label(card, option)}"
        for number, option in enumerate(card.options, 1)
        if option not in card.removed
    )


def prompt(card: Card) -> str:
    """Return what stands before the player's answer."""
    match card.way:
        case Way.PICK_MANY:
            return "Your answers, all that are right: "
        case Way.ARRANGE:
            return "Your order: "
        case Way.PAIR:
            return "Your pairs: "
        case Way.TYPE if card.unit:
            return f"Your answer ({card.unit}): "
    return "Your answer: "


def _say_how(card: Card) -> str:
    return _ASKS.get(card.kind) or _ASKS[card.way]


def advice(card: Card) -> str:
    """Return what to type instead of something that is no answer."""
    ask = _say_how(card)
    return f"{ask if ask.endswith('.') else ask + '.'} Type ? for help."


def guide(mode: str) -> str:
    """Return how a game of a mode is played."""
    return "\n".join(f"{title}: {text}" for title, text in list_guide_of(mode))


def help_for(view: View, *, scored: bool, waits: bool = False) -> str:
    """Return what can be typed at this question.

    Args:
        view: The game.
        scored: Whether help costs points.
        waits: Whether a verdict waits for a line.
    """
    card = view.card
    assert card is not None
    lines = [_say_how(card)]
    hint, half = (
        (", for a quarter of the points", ", for half of the points") if scored else ("", "")
    )
    if view.prizes:
        hint = half = ", once a game"
    if Aid.HINT in card.aids:
        lines.append(f"h  hint{hint}")
    if Aid.FIFTY_FIFTY in card.aids:
        lines.append(f"f  fifty-fifty{half}")
    if Aid.SWAP in card.aids:
        lines.append("x  another question instead, once a game")
    if view.prizes:
        lines.append("w  walk away with what you have")
    # In some languages s is the first letter of yes.
    says_yes = card.kind is Kind.TRUE_FALSE and read_truth("s", card.language)
    skip = "skip" if says_yes else "s"
    lines += [f"{skip}  skip the question and see its answer", "q  quit; the game can be continued"]
    if view.can_undo and not card.takes_words:
        lines.append("u  take your last answer back; one that you have seen brings no points")
    if card.way is Way.PAIR:
        lines.insert(1, "To leave a number without a partner, type it with a dash, such as: 2-")
    if waits:
        lines.append("After the verdict you can also undo, note and report; ? there says how.")
    if card.takes_words:
        lines.append("To answer with one of these letters, put a period after it.")
    return "\n".join(lines)


def reveal(view: View, glyphs: Glyphs, remarks: Sequence[str] = ()) -> str:
    """Return the verdict, the right answer, the reason, the source, and the player's remarks."""
    card, shown = view.card, view.reveal
    assert card is not None
    assert shown is not None
    remark = f", {describe_remark(shown)}" if shown.remark else ""
    head = f"{glyphs.mark(shown.verdict)} {name_verdict(shown.verdict)}{remark}."
    counted = describe_credit(card.way, shown)
    if counted and card.way is not Way.PICK_MANY:
        head += f" {counted}."
    if shown.award is not None and shown.award.total:
        head += f" {describe_award(shown.award)}"
    lines = ["", head, f"The answer: {describe_answer(shown.answer)}"]
    judged = judge(card, shown, glyphs)
    lines[2:2] = judged
    if counted and card.way is Way.PICK_MANY:
        lines.append(f"{counted[:1].upper()}{counted[1:]}.")
    lines += [f"{_label(card, text)}: {why}" for text, why in Played(card, shown).whys]
    if shown.explain:
        lines.append(shown.explain)
    if shown.citation is not None:
        lines.append(f"({describe_source(shown.citation, glyphs)})")
        if shown.citation.passage:
            lines.append(shown.citation.passage)
    return "\n".join([*lines, *remarks, ""])


def score(view: View, *, scored: bool) -> str:
    """Return how the game stands, in words."""
    tally = view.tally
    parts = [f"{tally.right} of {tally.judged} right"]
    if scored:
        parts.append(f"{tally.points:,} points")
    if tally.streak > 1:
        parts.append(f"{tally.streak} in a row")
    return f"So far: {', '.join(parts)}."


def whys(view: View) -> str:
    """Return why each wrong answer that was not picked is wrong; empty where nothing says so."""
    card, shown = view.card, view.reveal
    assert card is not None
    assert shown is not None
    if card.way in (Way.ARRANGE, Way.PAIR):
        return ""
    return "\n".join(
        f"{_label(card, part.text)}: {part.note}"
        for part in shown.parts
        if part.note and not part.right and not part.chosen
    )


def document(opened: Opened) -> str:
    """Return what a question is built from, or where that can be read."""
    place = describe_place(opened.reference, opened.cited, shipped=bool(opened.paragraphs))
    text = [f"{number}. {paragraph}" for number, paragraph in enumerate(opened.paragraphs, 1)]
    return "\n".join([opened.title, *place, *text])


def how_sure() -> str:
    """Return what asks how sure the player is."""
    names = map(name_confidence, CONFIDENCE)
    choices = ", ".join(f"{number} {name.lower()}" for number, name in enumerate(names, 1))
    return say("How sure are you? {choices}, enter for 2: ", choices=choices)


def go_on(view: View) -> str:
    """Return what stands at the end of a verdict that waits, and may be disputed."""
    letters = "n note, ! report, z set aside, ? more"
    if view.can_ask_again:
        letters = f"- again, {'+ easy, ' if view.can_be_sure else ''}{letters}"
    if whys(view):
        letters = f"w why not, {letters}"
    if view.can_undo:
        letters = f"u undo, {letters}"
    claim = "Type = if you were right. " if view.can_claim else ""
    return f"{claim}Press enter to go on ({letters}): "


def help_for_verdict(view: View, *, can_read: bool) -> str:
    """Return what can be typed at this verdict.

    Args:
        view: The game.
        can_read: Whether what the question cites can be opened.
    """
    lines = ["Press enter to go on, or type one of these and press enter:"]
    if view.can_claim:
        lines.append("=  your answer was right all the same")
    if view.can_be_sure:
        lines.append("+  you knew it without doubt: ask it much later")
    if view.can_ask_again:
        lines.append("-  you did not know it after all: ask it again")
    if view.can_undo:
        lines.append("u  take your answer back; one that you have seen brings no points")
    if whys(view):
        lines.append("w  why each of the other wrong answers is wrong")
    if view.reveal is not None and view.reveal.judged:
        lines.append("v  how your typed answer was judged")
    if can_read:
        lines.append("p  read what the question is built from, or where that can be read")
    lines += [
        "n  write yourself a note, such as: n ask about this; n - takes it away",
        "z  set the question aside: reviews leave it out; again takes it back",
        "!  report the question as bad, such as: ! two are right; again takes it back",
        "q  quit; the game can be continued",
    ]
    return "\n".join(lines)


BY_COMMAND = "go on with: spacequiz play --plain --continue"


def stopped(trouble: str, way_on: str) -> str:
    """Return what is printed when a game stops before its end.

    Args:
        trouble: Why answers cannot be written; empty when they are.
        way_on: How the game goes on another time.
    """
    if trouble:
        return f"The game stops here. {trouble}"
    return f"The game stops here. Every answer is saved; {way_on}"


def results(summary: Summary, glyphs: Glyphs) -> str:
    """Return the score, the categories, and what was missed."""
    tally = summary.tally
    if not tally.answered:
        return "No question was answered."
    lines = [f"{tally.right} of {tally.judged} right, {summary.accuracy:.0%} accuracy."]
    if summary.skipped:
        lines[0] += f" {summary.skipped} skipped."
    if summary.scored:
        record = describe_record(summary)
        record = f" {record[:1].upper()}{record[1:]}." if record else ""
        lines.append(f"{tally.points:,} points. Best streak: {tally.best_streak}.{record}")
    if summary.perfect or summary.rungs or summary.lives is not None:
        lines.insert(0, f"{describe_arrival(summary)}.")
    lines += [f"  {c.name}: {c.right} of {c.answered}" for c in summary.categories]
    if summary.missed:
        lines += ["", describe_missed(summary.missed)]
        lines += [_missed(played, glyphs) for played in summary.missed]
    if summary.code:
        lines += ["", f"The same questions for others: spacequiz play --code {summary.code}"]
    return "\n".join(lines)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _missed(played: Played, glyphs: Glyphs) -> str:
    answer = describe_answer(played.reveal.answer)
    sure = " (you were sure)" if is_sure(played) else ""
    return f"  {glyphs.mark(played.reveal.verdict)} {played.card.ask}{sure}\n    {answer}"


def _label(card: Card, option: str) -> str:
    return name_truth(option, card.language) if card.kind is Kind.TRUE_FALSE else option
