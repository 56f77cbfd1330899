"""The pages: everything that the plain game prints, as text without color or cursor movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.choices import read_truth
from spacequiz.game.records import CONFIDENCE, Aid
from spacequiz.game.scoring import AID_COST
from spacequiz.game.summary import is_sure
from spacequiz.game.views import Played
from spacequiz.language import say, say_count
from spacequiz.plain.arranging import judge, list_sides
from spacequiz.text import as_argument, escape
from spacequiz.words.games import describe_arrival, describe_missed, describe_record
from spacequiz.words.guide import list_guide_of
from spacequiz.words.modes import title_of_mode
from spacequiz.words.questions import (
    describe_answer,
    describe_difficulty,
    describe_place,
    describe_source,
)
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
    from spacequiz.game.views import Card, Reveal, View
    from spacequiz.packs.bank import PackInfo
    from spacequiz.quizmaster.looking_back import Opened
    from spacequiz.words import Glyphs


def opening(summary: Summary, total: int) -> str:
    """Return what is printed first."""
    title, mode = summary.title, title_of_mode(summary.mode)
    if not total:
        return say("{title}, {mode}. Type ? for help.", title=title, mode=mode) + "\n"
    said = say_count(
        total,
        "{title}, {mode}, {count} question. Type ? for help.",
        "{title}, {mode}, {count} questions. Type ? for help.",
        title=title,
        mode=mode,
    )
    return said + "\n"


def left_out(broken: Sequence[PackInfo]) -> str:
    """Return which packs are not played because of their errors, on one line."""
    path = broken[0].path if len(broken) == 1 else broken[0].path.parent
    return say_count(
        len(broken),
        "The pack {name} has errors and is left out. See them with: {command}",
        "{count} packs have errors and are left out. See them with: {command}",
        name=escape(broken[0].id),
        command=f"spacequiz check {as_argument(path)}",
    )


def question(view: View, remaining: float | None = None) -> str:
    """Return a question with its options, and how the game stands where that can end it.

    Args:
        view: The game.
        remaining: Seconds left on the timer; None while none runs.
    """
    card = view.card
    assert card is not None
    lines = [" ".join([_head(view, card), *_list_stakes(view, remaining)]), card.ask]
    if card.reminder:
        lines.insert(1, card.reminder)
    if card.options:
        lines.append(options(card))
    return "\n".join(lines)


def _head(view: View, card: Card) -> str:
    said = {
        "number": card.position + 1,
        "category": card.category,
        "difficulty": describe_difficulty(card.difficulty),
    }
    if not view.total:
        return say("Question {number}. {category}, {difficulty}.", **said)
    return say("Question {number} of {total}. {category}, {difficulty}.", total=view.total, **said)


def _list_stakes(view: View, remaining: float | None) -> list[str]:
    """Return what is left and what can be won, a sentence each."""
    said = []
    if view.lives is not None:
        said.append(say_count(view.lives, "{count} life left.", "{count} lives left."))
    if view.prizes:
        prize = view.prizes[min(view.tally.right, len(view.prizes) - 1)]
        said.append(say_count(prize, "For {count} point.", "For {count} points."))
    if remaining is not None:
        seconds = round(remaining)
        said.append(say_count(seconds, "{count} second left.", "{count} seconds left."))
    return said


def options(card: Card) -> str:
    """Return the numbered options that can still be picked."""
    if card.way is Way.PAIR:
        return list_sides(card)
    return "\n".join(
        f"  {number}. {card.label(option)}"
        for number, option in enumerate(card.options, 1)
        if option not in card.removed
    )


def prompt(card: Card) -> str:
    """Return what stands before the player's answer."""
    match card.way:
        case Way.PICK_MANY:
            return say("Your answers, all that are right: ")
        case Way.ARRANGE:
            return say("Your order: ")
        case Way.PAIR:
            return say("Your pairs: ")
        case Way.TYPE if card.unit:
            return say("Your answer ({unit}): ", unit=card.unit)
    return say("Your answer: ")


def _say_how(card: Card) -> str:
    if card.kind is Kind.TRUE_FALSE:
        return say("Answer with 1 for true or 2 for false.")
    match card.way:
        case Way.PICK:
            return say("Answer with the number of one option.")
        case Way.PICK_MANY:
            return say("Answer with the numbers of all right options, such as: 1 3")
        case Way.ARRANGE:
            return say("Type the numbers in the right order, such as: 3 1 2")
        case Way.PAIR:
            return say("Type pairs such as: 1b 2a 3c")
        case Way.TYPE if card.kind is Kind.NUMBER:
            return say("Type the answer as a number.")
    return say("Type the answer in words.")


def advice(card: Card) -> str:
    """Return what to type instead of something that is no answer."""
    ask = _say_how(card)
    return f"{ask if ask.endswith('.') else ask + '.'} {say('Type ? for help.')}"


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
    if card.way is Way.PAIR:
        lines.append(say("To leave a number without a partner, type it with a dash, such as: 2-"))
    lines += [*_list_aids(view, card, scored=scored), *_list_ways_out(view, card)]
    if waits:
        lines.append(say("After the verdict you can also undo, note and report; ? there says how."))
    if card.takes_words:
        lines.append(say("To answer with one of these letters, put a period after it."))
    return "\n".join(lines)


def _list_aids(view: View, card: Card, *, scored: bool) -> list[str]:
    lines = []
    once = bool(view.prizes)
    if Aid.HINT in card.aids:
        cost = f"{float(AID_COST[Aid.HINT]):.0%}"
        priced = say("h  hint, for {cost} of the points", cost=cost) if scored else say("h  hint")
        lines.append(say("h  hint, once a game") if once else priced)
    if Aid.FIFTY_FIFTY in card.aids:
        cost = f"{float(AID_COST[Aid.FIFTY_FIFTY]):.0%}"
        told = say("f  fifty-fifty, for {cost} of the points", cost=cost)
        priced = told if scored else say("f  fifty-fifty")
        lines.append(say("f  fifty-fifty, once a game") if once else priced)
    if Aid.SWAP in card.aids:
        lines.append(say("x  another question instead, once a game"))
    return lines


def _list_ways_out(view: View, card: Card) -> list[str]:
    lines = [say("w  walk away with what you have")] if view.prizes else []
    # In some languages s is the first letter of yes.
    says_yes = card.kind is Kind.TRUE_FALSE and read_truth("s", card.language)
    letters = "skip" if says_yes else "s"
    lines.append(say("{letters}  skip the question and see its answer", letters=letters))
    lines.append(say("q  quit; the game can be continued"))
    if view.can_undo and not card.takes_words:
        lines.append(say("u  take your last answer back; one that you have seen brings no points"))
    return lines


def reveal(view: View, glyphs: Glyphs, remarks: Sequence[str] = ()) -> str:
    """Return the verdict, the right answer, the reason, the source, and the player's remarks."""
    card, shown = view.card, view.reveal
    assert card is not None
    assert shown is not None
    counted = describe_credit(card.way, shown)
    heads = [glyphs.mark(shown.verdict), _name_verdict(card.kind, shown)]
    if counted and card.way is not Way.PICK_MANY:
        heads.append(f"{counted}.")
    if shown.award is not None and shown.award.total:
        heads.append(describe_award(shown.award))
    lines = ["", " ".join(heads), *judge(card, shown, glyphs), _answer(shown)]
    if counted and card.way is Way.PICK_MANY:
        lines.append(f"{counted[:1].upper()}{counted[1:]}.")
    lines += [f"{card.label(text)}: {why}" for text, why in Played(card, shown).whys]
    if shown.explain:
        lines.append(shown.explain)
    if shown.citation is not None:
        lines.append(f"({describe_source(shown.citation, glyphs)})")
        if shown.citation.passage:
            lines.append(shown.citation.passage)
    return "\n".join([*lines, *remarks, ""])


def _name_verdict(kind: Kind, shown: Reveal) -> str:
    verdict, remark = name_verdict(shown.verdict, kind), describe_remark(shown)
    return say("{verdict}, {remark}.", verdict=verdict, remark=remark) if remark else f"{verdict}."


def _answer(shown: Reveal) -> str:
    return say("The answer: {answer}", answer=describe_answer(shown.answer))


def score(view: View, *, scored: bool) -> str:
    """Return how the game stands, in words."""
    tally = view.tally
    parts = [say("{right} of {judged} right", right=tally.right, judged=tally.judged)]
    if scored:
        parts.append(say_count(tally.points, "{count} point", "{count} points"))
    if tally.streak > 1:
        parts.append(say_count(tally.streak, "{count} in a row", "{count} in a row"))
    return say("So far: {parts}.", parts=", ".join(parts))


def whys(view: View) -> str:
    """Return why each wrong answer that was not picked is wrong; empty where nothing says so."""
    card, shown = view.card, view.reveal
    assert card is not None
    assert shown is not None
    if card.way in (Way.ARRANGE, Way.PAIR):
        return ""
    return "\n".join(
        f"{card.label(part.text)}: {part.note}"
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
    offered = [
        say("u undo") if view.can_undo else "",
        say("w why not") if whys(view) else "",
        say("- again") if view.can_ask_again else "",
        say("+ easy") if view.can_ask_again and view.can_be_sure else "",
        *(say("n note"), say("! report"), say("z set aside"), say("? more")),
    ]
    letters = ", ".join(filter(None, offered))
    if view.can_claim:
        return say("Type = if you were right. Press enter to go on ({letters}): ", letters=letters)
    return say("Press enter to go on ({letters}): ", letters=letters)


def help_for_verdict(view: View, *, can_read: bool) -> str:
    """Return what can be typed at this verdict.

    Args:
        view: The game.
        can_read: Whether what the question cites can be opened.
    """
    lines = [say("Press enter to go on, or type one of these and press enter:")]
    lines += _list_ways_to_dispute(view)
    if whys(view):
        lines.append(say("w  why each of the other wrong answers is wrong"))
    if view.reveal is not None and view.reveal.judged:
        lines.append(say("v  how your typed answer was judged"))
    if can_read:
        lines.append(say("p  read what the question is built from, or where that can be read"))
    lines += [
        say("n  write yourself a note, such as: n ask about this; n - takes it away"),
        say("z  set the question aside: reviews leave it out; again takes it back"),
        say("!  report the question as bad, such as: ! two are right; again takes it back"),
        say("q  quit; the game can be continued"),
    ]
    return "\n".join(lines)


def _list_ways_to_dispute(view: View) -> list[str]:
    lines = []
    if view.can_claim:
        lines.append(say("=  your answer was right all the same"))
    if view.can_be_sure:
        lines.append(say("+  you knew it without doubt: ask it much later"))
    if view.can_ask_again:
        lines.append(say("-  you did not know it after all: ask it again"))
    if view.can_undo:
        lines.append(say("u  take your answer back; one that you have seen brings no points"))
    return lines


def stopped(trouble: str, *, in_menu: bool) -> str:
    """Return what is printed when a game stops before its end.

    Args:
        trouble: Why answers cannot be written; empty when they are.
        in_menu: Whether it was played from the menu, which goes on with it.
    """
    if trouble:
        return say("The game stops here. {trouble}", trouble=trouble)
    if in_menu:
        return say("The game stops here. Every answer is saved; Play in the menu goes on with it.")
    return say(
        "The game stops here. Every answer is saved; go on with: {command}",
        command="spacequiz play --plain --continue",
    )


def results(summary: Summary, glyphs: Glyphs) -> str:
    """Return the score, the categories, and what was missed."""
    tally = summary.tally
    if not tally.answered:
        return say("No question was answered.")
    lines = []
    if summary.perfect or summary.rungs or summary.lives is not None:
        lines.append(f"{describe_arrival(summary)}.")
    lines += [_share(summary), *([_points(summary)] if summary.scored else [])]
    lines += [
        say("  {name}: {right} of {answered}", name=c.name, right=c.right, answered=c.answered)
        for c in summary.categories
    ]
    if summary.missed:
        lines += ["", describe_missed(summary.missed)]
        lines += [_missed(played, glyphs) for played in summary.missed]
    if summary.code:
        command = f"spacequiz play --code {summary.code}"
        lines += ["", say("The same questions for others: {command}", command=command)]
    return "\n".join(lines)


def _share(summary: Summary) -> str:
    said = say(
        "{right} of {judged} right, {share} accuracy.",
        right=summary.tally.right,
        judged=summary.tally.judged,
        share=f"{summary.accuracy:.0%}",
    )
    if not summary.skipped:
        return said
    return f"{said} {say_count(summary.skipped, '{count} skipped.', '{count} skipped.')}"


def _points(summary: Summary) -> str:
    tally, record = summary.tally, describe_record(summary)
    said = say_count(
        tally.points,
        "{count} point. Best streak: {streak}.",
        "{count} points. Best streak: {streak}.",
        streak=tally.best_streak,
    )
    return f"{said} {record[:1].upper()}{record[1:]}." if record else said


def _missed(played: Played, glyphs: Glyphs) -> str:
    answer, ask = describe_answer(played.reveal.answer), played.card.ask
    asked = say("{ask} (you were sure)", ask=ask) if is_sure(played) else ask
    return f"  {glyphs.mark(played.reveal.verdict)} {asked}\n    {answer}"
