"""Games in words: what waits to be played, how one ended, and what there is to share of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.records import Aid
from spacequiz.language import say, say_count, say_number
from spacequiz.words.modes import title_of_mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.records import SavedGame, Score
    from spacequiz.game.review import Due
    from spacequiz.game.statistics import Today
    from spacequiz.game.summary import Summary
    from spacequiz.game.views import Played
    from spacequiz.words import Glyphs

_NEAR_ORBIT = 0.9


def name_aid(aid: Aid) -> str:
    """Return what help is called that can be taken; empty for what is none."""
    match aid:
        case Aid.HINT:
            return say("hint")
        case Aid.FIFTY_FIFTY:
            return say("fifty-fifty")
        case Aid.SWAP:
            return say("swap")
    return ""


# What waits ---------------------------------------------------------------------------------


def describe_due(due: Due) -> str:
    """Return what a review would bring, in words."""
    parts = [say_count(due.due, "{count} due", "{count} due")] if due.due else []
    parts += [say_count(due.new, "{count} new", "{count} new")] if due.new else []
    return ", ".join(parts) or say("nothing due; practice instead")


def describe_daily(score: Score | None) -> str:
    """Return how today's ten stand, in words; None while they were not begun."""
    if score is None:
        return say("ten questions, the same for everyone")
    if not score.finished:
        return say_count(score.questions, "{count} answered", "{count} answered")
    return say_count(
        score.points,
        "done: {right} of {questions} right, {count} point",
        "done: {right} of {questions} right, {count} points",
        right=score.right,
        questions=score.questions,
    )


def describe_points(score: Score) -> str:
    """Return the points of a game; empty where its answers bring none."""
    from spacequiz.game.modes import name_mode

    return say_number(score.points) if name_mode(score.mode).scored else ""


def describe_saved(saved: SavedGame) -> str:
    """Return which game waits, and how far it came, in words."""
    from spacequiz.game.modes import MODES

    mode = MODES[saved.setup.mode]
    title, done, total = title_of_mode(mode.name), len(saved.answers), len(saved.addresses)
    if mode.open_ended or done > total:
        return say_count(done, "{mode}, {count} answered", "{mode}, {count} answered", mode=title)
    return say_count(
        done,
        "{mode}, {count} of {total} answered",
        "{mode}, {count} of {total} answered",
        mode=title,
        total=total,
    )


def describe_today(today: Today, glyphs: Glyphs) -> str:
    """Return how far a player has come today, and the days in a row; empty where neither counts."""
    parts = [_describe_goal(today, glyphs)] if today.goal else []
    if today.days > 1:
        parts.append(say_count(today.days, "{count} day in a row", "{count} days in a row"))
    return f" {glyphs.dot} ".join(parts)


def _describe_goal(today: Today, glyphs: Glyphs) -> str:
    if today.answers >= today.goal:
        return say_count(
            today.goal,
            "{star} today's {count} answer is given",
            "{star} today's {count} answers are given",
            star=glyphs.star,
        )
    return say_count(
        today.goal,
        "today {answers} of {count} answer",
        "today {answers} of {count} answers",
        answers=today.answers,
    )


# How one ended ------------------------------------------------------------------------------


def describe_missed(missed: Sequence[Played]) -> str:
    """Return a heading over what was missed, with how much of it was thought to be known."""
    from spacequiz.game.summary import is_sure

    sure = sum(map(is_sure, missed))
    if not sure:
        return say("Worth another look: {missed}", missed=len(missed))
    return say_count(
        sure,
        "Worth another look: {missed}, {count} of them though you were sure",
        "Worth another look: {missed}, {count} of them though you were sure",
        missed=len(missed),
    )


def describe_arrival(summary: Summary) -> str:
    """Return how a game ended, in words."""
    from spacequiz.game.summary import Ending

    tally, ending = summary.tally, summary.ending
    if not tally.answered:
        return say("No question was answered")
    if ending is Ending.TIME_UP:
        return say("Time is up: {right} right", right=tally.right)
    if summary.rungs:
        return _describe_climb(summary)
    if ending is Ending.LOST:
        return say_count(
            tally.answered,
            "Out of lives after {count} question",
            "Out of lives after {count} questions",
        )
    if ending is Ending.LEFT:
        return _describe_leaving(summary)
    return _describe_flight(summary) if summary.scored else _describe_practice(summary)


def _describe_climb(summary: Summary) -> str:
    from spacequiz.game.summary import Ending

    rung = summary.tally.right
    if summary.ending is Ending.LOST:
        return _describe_fall(rung, summary.safe)
    if rung == summary.rungs:
        return say("The top of the ladder: all {rungs} rungs, and none missed", rungs=rung)
    if summary.ending is Ending.LEFT:
        return say("Walked away from rung {rung} of {rungs}", rung=rung, rungs=summary.rungs)
    return say("As high as there were questions: rung {rung}", rung=rung)


def _describe_fall(rung: int, safe: int) -> str:
    if not rung:
        return say("Fell at the first rung")
    if safe:
        return say("Fell from rung {rung}: caught by rung {safe}", rung=rung, safe=safe)
    return say("Fell from rung {rung}: no rung below was safe", rung=rung)


def _describe_leaving(summary: Summary) -> str:
    answered = summary.tally.answered
    if not summary.total:
        return say_count(answered, "Left after {count} question", "Left after {count} questions")
    return say_count(
        answered,
        "Left after {count} question of {total}",
        "Left after {count} questions of {total}",
        total=summary.total,
    )


def _describe_practice(summary: Summary) -> str:
    if summary.perfect:
        return say("All of it known")
    again = len(summary.missed)
    if not again:
        return say("Done")
    return say_count(
        again,
        "Done, and {count} that you meet again soon",
        "Done, and {count} that you meet again soon",
    )


def _describe_flight(summary: Summary) -> str:
    if summary.perfect:
        return say("A perfect flight: in orbit, and nothing missed")
    if summary.lives is not None:
        return say_count(
            summary.lives,
            "No question left, with {count} life to spare",
            "No question left, with {count} lives to spare",
        )
    share = f"{summary.distance:.0%}"
    if summary.distance >= _NEAR_ORBIT:
        return say("Orbit in sight: {share} of the way to orbit", share=share)
    if summary.distance:
        return say("Lift-off: {share} of the way to orbit", share=share)
    return say("Still on the ground, where flights begin")


def describe_record(summary: Summary) -> str:
    """Return how a game compares with the player's best one like it, in words."""
    best, points = summary.best, summary.tally.points
    if best is None or points <= 0:
        return ""
    if points > best:
        return say("new best: {points} more than ever", points=say_number(points - best))
    if points == best:
        return say("as good as your best")
    return say("your best: {points}", points=say_number(best))


def describe_result(summary: Summary, player: str, glyphs: Glyphs) -> str:
    """Return a game's result to share: it shows how it went, and gives no answer away."""
    lines = [f"spacequiz {glyphs.dot} {summary.title} {glyphs.dot} {title_of_mode(summary.mode)}"]
    lines.append(_describe_score(summary, player))
    lines.append("".join(glyphs.mark(verdict) for verdict in summary.verdicts))
    if summary.code:
        lines.append(f"spacequiz play --code {summary.code}")
    return "\n".join(lines)


def _describe_score(summary: Summary, player: str) -> str:
    tally = summary.tally
    score = {"player": player, "right": tally.right, "judged": tally.judged}
    if not summary.scored:
        return say("{player}: {right} of {judged}", **score)
    return say_count(
        tally.points,
        "{player}: {right} of {judged}, {count} point",
        "{player}: {right} of {judged}, {count} points",
        **score,
    )
