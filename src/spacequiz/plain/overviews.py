"""The overviews: how a player is doing, which games were played, and what a pack holds, as lines."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from spacequiz.game.modes import name_mode
from spacequiz.language import say, say_count, say_number
from spacequiz.words.modes import title_of_mode
from spacequiz.words.moments import local_minute
from spacequiz.words.questions import describe_answer, describe_difficulty, list_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.records import Score
    from spacequiz.game.statistics import CategoryTotal, HardQuestion, Leader, Totals
    from spacequiz.game.views import Played
    from spacequiz.packs.bank import PackInfo
    from spacequiz.quizmaster.looking_back import Standing

MOST_SCORES = 10
_TOMORROW = 1


def statistics(standing: Standing, look_up: Callable[[str], Played | None]) -> str:
    """Return how a player is doing.

    Args:
        standing: The figures.
        look_up: Finds a question by its address.
    """
    totals, habit = standing.totals, standing.habit
    if not totals.answers:
        return say("Nothing to see yet. After your first answers you find here how you are doing.")
    lines = [
        _figures(totals),
        say_count(
            habit.streak,
            "{count} day in a row, best {best}.",
            "{count} days in a row, best {best}.",
            best=habit.best,
        ),
        _forecast(standing.forecast),
        say("By category:"),
        *(f"  {_category(total)}" for total in standing.categories if total.name),
    ]
    hardest = [_hard(hard, look_up) for hard in standing.hardest]
    if any(hardest):
        lines += [say("Hardest for you:"), *filter(None, hardest)]
    return "\n".join([*lines, *starmap(_leaders, standing.leaders.items())])


def _figures(totals: Totals) -> str:
    figures = (
        say_count(totals.answers, "{count} answer", "{count} answers"),
        say("{share} accuracy", share=f"{totals.credit / totals.answers:.0%}"),
        say_count(totals.games, "{count} game", "{count} games"),
    )
    return say(
        "{figures}. Best streak: {streak}.", figures=", ".join(figures), streak=totals.best_streak
    )


def _forecast(due: Sequence[int]) -> str:
    return say(
        "Due now: {now}. Tomorrow: {tomorrow}. In two weeks: {later}.",
        now=due[0],
        tomorrow=due[_TOMORROW],
        later=sum(due),
    )


def _leaders(mode: str, leaders: Sequence[Leader]) -> str:
    best = ", ".join(f"{each.rank}. {each.player} {say_number(each.points)}" for each in leaders)
    return say("Best on this machine, {mode}: {names}.", mode=title_of_mode(mode), names=best)


def _category(total: CategoryTotal) -> str:
    mature, firm = (round(share * total.known) for share in (total.mature, total.firm))
    share = total.credit / total.answers if total.answers else 0
    return say_count(
        total.answers,
        "{name}: {count} answer, {share} right; {seen} seen, {known} of them known, "
        "{mastered} mastered.",
        "{name}: {count} answers, {share} right; {seen} seen, {known} of them known, "
        "{mastered} mastered.",
        name=total.name,
        share=f"{share:.0%}",
        seen=total.known,
        known=firm,
        mastered=mature,
    )


def _hard(hard: HardQuestion, look_up: Callable[[str], Played | None]) -> str:
    played = look_up(hard.address)
    if played is None:
        return ""
    return say(
        "  {share} of {answers}: {ask}",
        share=f"{hard.credit / hard.answers:.0%}",
        answers=hard.answers,
        ask=played.card.ask,
    )


def scores(games: Sequence[Score], clock: Clock) -> str:
    """Return the newest games, a line each."""
    if not games:
        return say("No games yet.")
    many = len(games) > MOST_SCORES
    head = say("Your newest games, of {all}:", all=len(games)) if many else say("Your games:")
    return "\n".join([head, *(f"  {_score(game, clock)}" for game in games[:MOST_SCORES])])


def _score(game: Score, clock: Clock) -> str:
    mode = name_mode(game.mode)
    parts = [local_minute(game.started, clock), title_of_mode(mode.name)]
    parts.append(say("{right} of {judged} right", right=game.right, judged=game.questions))
    if mode.scored:
        parts.append(say_count(game.points, "{count} point", "{count} points"))
    if not game.finished:
        parts.append(say("not finished"))
    return ", ".join(parts)


def pack(info: PackInfo) -> str:
    """Return what a pack holds."""
    holds = say_count(
        info.questions,
        "{count} question, language {language}.",
        "{count} questions, language {language}.",
        language=info.language,
    )
    lines = [info.title, holds]
    if info.description:
        lines.insert(1, info.description)
    lines.append(say("Kinds: {kinds}.", kinds=list_kinds(info.kinds)))
    lines += [f"  {name}: {number}" for name, number in info.categories.items()]
    return "\n".join(lines)


def question(played: Played) -> str:
    """Return a question with its answer and the reason."""
    card, shown = played
    lines = [f"{card.category}, {describe_difficulty(card.difficulty)}.", card.ask]
    lines.append(say("The answer: {answer}", answer=describe_answer(shown.answer)))
    return "\n".join([*lines, *filter(None, [shown.explain])])
