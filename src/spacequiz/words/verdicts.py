"""Verdicts in words: what an answer brought and why, and what is asked back instead of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.body import Again, Rule
from spacequiz.game.records import Aid, Verdict
from spacequiz.game.views import Remark
from spacequiz.language import say, say_count, say_in

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Back, Judgement
    from spacequiz.game.scoring import Award
    from spacequiz.game.views import Reveal


def name_verdict(verdict: Verdict, kind: Kind) -> str:
    """Return what a verdict on an answer to a kind of question is called."""
    match verdict:
        case Verdict.RIGHT:
            return say("Right")
        case Verdict.PARTLY:
            return say("Partly")
        case Verdict.WRONG:
            # Between true and false there is nothing to be near to.
            return say("Wrong") if kind is Kind.TRUE_FALSE else say("Not quite")
        case Verdict.SKIPPED:
            return say("Skipped")
        case Verdict.TIMED_OUT:
            return say("Time is up")


def name_confidence(confidence: Aid | None) -> str:
    """Return how sure a player is before the verdict; no two begin with the same letter."""
    match confidence:
        case Aid.GUESSED:
            return say("Guess")
        case Aid.SURE:
            return say("Certain")
    return say("Fairly sure")


def describe_remark(reveal: Reveal) -> str:
    """Return what is remarked beside a verdict; empty where nothing is."""
    judged = reveal.judged
    match reveal.remark:
        case Remark.OWN_CALL:
            return say("your own call")
        case Remark.NO_DOUBT:
            return say("known without doubt")
        case Remark.WANTED_AGAIN:
            return say("you want it again")
        case Remark.SEEN:
            return say("you had seen the answer")
        case Remark.WAS_SURE:
            return say("you were sure")
        case Remark.SLIP:
            return say("accepted as {answer}", answer=judged.matched if judged else "")
        case Remark.ACCENT:
            return say("written {word}", word=reveal.accented)
        case Remark.CLOSE:
            return say_in("verdict", "close")
    return ""


def describe_belonging(place: int) -> str:
    """Return where a wrong item belongs, counted from 1."""
    if place % 100 in (11, 12, 13):
        return say("belongs {place}th", place=place)
    match place % 10:
        case 1:
            return say("belongs {place}st", place=place)
        case 2:
            return say("belongs {place}nd", place=place)
        case 3:
            return say("belongs {place}rd", place=place)
    return say("belongs {place}th", place=place)


def describe_award(award: Award) -> str:
    """Return points and how they came about, in words; empty where there are none."""
    if not award.total:
        return ""
    earned, cost, bonus = f"{award.earned:+,}", award.aid_cost, award.bonus
    if cost and bonus:
        return say(
            "{earned} ({cost} less for the help) and {bonus} for the streak",
            earned=earned,
            cost=cost,
            bonus=bonus,
        )
    if cost:
        return say("{earned} ({cost} less for the help)", earned=earned, cost=cost)
    if bonus:
        return say("{earned} and {bonus} for the streak", earned=earned, bonus=bonus)
    return earned


def describe_credit(way: Way, reveal: Reveal) -> str:
    """Return what a credit below full stands for, in words; empty where nothing is counted."""
    pairs = len(reveal.parts)
    if not reveal.response or reveal.credit >= 1:
        return ""
    match way:
        case Way.ARRANGE if pairs > 1:
            return _describe_neighbors(round(reveal.credit * (pairs - 1)), pairs - 1)
        case Way.PAIR if pairs:
            return say_count(
                pairs,
                "{right} of {count} pair right",
                "{right} of {count} pairs right",
                right=round(reveal.credit * pairs),
            )
        case Way.PICK_MANY if not reveal.credit:
            return _describe_picks(reveal)
    return ""


def _describe_neighbors(kept: int, neighbors: int) -> str:
    if kept:
        return say_count(
            neighbors,
            "{right} of {count} neighbor right",
            "{right} of {count} neighbors right",
            right=kept,
        )
    return say_count(
        neighbors,
        "0 of {count} neighbor right: no item is followed by its own next one",
        "0 of {count} neighbors right: no item is followed by its own next one",
    )


def _describe_picks(reveal: Reveal) -> str:
    found = {
        "found": sum(part.chosen and part.right for part in reveal.parts),
        "right": sum(part.right for part in reveal.parts),
    }
    slips = sum(part.chosen and not part.right for part in reveal.parts)
    if not slips:
        return say("{found} of {right} found", **found)
    return say_count(
        slips,
        "{found} of {right} found, and the wrong pick takes one back",
        "{found} of {right} found, and each of the {count} wrong picks takes one back",
        **found,
    )


def ask_back(back: Back) -> str:
    """Return what a player is asked instead of a verdict."""
    if back.text:
        return back.text
    match back.again:
        case Again.SAY_MORE:
            return say("Can you say more?")
        case Again.ASKED_MORE:
            return say("You were asked to say more.")
        case Again.ONCE_MORE:
            return say("Close. Once more?")
        case Again.ONE_ANSWER:
            return say("Say one answer.")
        case Again.IN_WORDS:
            return say("Type the answer in words.")
        case Again.ONE_NUMBER:
            return say("Type one number, such as 5.")


def describe_rule(judgement: Judgement) -> str:
    """Return what decided on a typed text."""
    key, reason = judgement.matched, judgement.reason
    match reason.rule:
        case Rule.KEY:
            return say("holds the key {key}", key=key)
        case Rule.KEY_SLIP:
            return say("holds the key {key}, with a slip", key=key)
        case Rule.KEY_BESIDE:
            return say(
                "holds the key {key} beside other words: {words}", key=key, words=reason.words
            )
        case Rule.KEY_DENIED:
            return say("says that it is not {key}", key=key)
        case Rule.ANOTHER_WORD:
            return say("{word} is another word", word=reason.words)
        case Rule.SLIPS:
            return say_count(
                reason.slips,
                "a slip in {letters} letters",
                "{count} slips in {letters} letters",
                letters=reason.letters,
            )
    return _describe_plain_rule(reason.rule)


def _describe_plain_rule(rule: Rule) -> str:
    return {
        Rule.SAME: say("the same"),
        Rule.SAME_SAID: say("says the same"),
        Rule.SAME_SIGNS: say("the same but for spaces and signs"),
        Rule.OTHER_WORDS: say("says the same in other words"),
        Rule.SMALL_WORDS: say("says the same among small words"),
        Rule.OTHER_FORM: say("another form of it"),
        Rule.OTHER_NAME: say("another name of it"),
        Rule.OTHER_KEYBOARD: say("typed on the keys of another keyboard"),
        Rule.LATIN_LETTERS: say("typed in Latin letters"),
        Rule.AS_READ: say("typed as it is read"),
        Rule.ON_THE_WAY: say("asks for more"),
        Rule.REJECTED: say("rejected"),
        Rule.REJECTED_SAID: say("says what is rejected"),
        Rule.DENIED: say("says what it is not"),
        Rule.SEVERAL: say("several answers in one"),
        Rule.NOTHING: say("nothing was typed"),
        Rule.TOO_LONG: say("longer than any answer"),
        Rule.ANOTHER_ARTICLE: say("another article"),
        Rule.ANOTHER_MARK: say("another number, sign or no"),
        Rule.OPPOSITE: say("another word by its beginning or its end"),
        Rule.TOO_FAR: say("near, but not near enough"),
        Rule.NO_SLIPS: say("no slip is forgiven here"),
        Rule.SOMETHING_ELSE: say("says something else"),
        Rule.WRITTEN: say("written the same"),
        Rule.NOT_WRITTEN: say("not written the same, and every sign counts here"),
        Rule.NUMBER: say("the number"),
        Rule.NEAR_NUMBER: say("near enough"),
        Rule.ANOTHER_NUMBER: say("another number"),
        Rule.NO_NUMBER: say("no number, or more than one"),
    }[rule]
