"""The overviews: how a player is doing, which games were played, and what a pack holds, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.modes import name_mode
from spacequiz.words.modes import title_of_mode
from spacequiz.words.moments import local_minute
from spacequiz.words.questions import describe_answer, describe_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.records import Score
    from spacequiz.game.statistics import CategoryTotal, HardQuestion
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
        return "Nothing to see yet. After your first answers you find here how you are doing."
    due = standing.forecast
    accuracy = f"{totals.credit / totals.answers:.0%} accuracy"
    answers, games = count(totals.answers, "answer"), count(totals.games, "game")
    lines = [
        f"{answers}, {accuracy}, {games}. Best streak: {totals.best_streak}.",
        f"{count(habit.streak, 'day')} in a row, best {habit.best}.",
        f"Due now: {due[0]}. Tomorrow: {due[_TOMORROW]}. In two weeks: {sum(due)}.",
        "By category:",
        *(f"  {_category(total)}" for total in standing.categories if total.name),
    ]
    hardest = [_hard(hard, look_up) for hard in standing.hardest]
    if any(hardest):
        lines += ["Hardest for you:", *filter(None, hardest)]
    for mode, leaders in standing.leaders.items():
        best = ", ".join(f"{each.rank}. {each.player} {each.points:,}" for each in leaders)
        lines.append(f"Best on this machine, {title_of_mode(mode)}: {best}.")
    return "\n".join(lines)


def _category(total: CategoryTotal) -> str:
    mature, firm = (round(share * total.known) for share in (total.mature, total.firm))
    stages = f"{total.known} seen, {firm} of them known, {mature} mastered"
    right = total.credit / total.answers if total.answers else 0
    return f"{total.name}: {count(total.answers, 'answer')}, {right:.0%} right; {stages}."


def _hard(hard: HardQuestion, look_up: Callable[[str], Played | None]) -> str:
    played = look_up(hard.address)
    return (
        f"  {hard.credit / hard.answers:.0%} of {hard.answers}: {played.card.ask}" if played else ""
    )


def scores(games: Sequence[Score], clock: Clock) -> str:
    """Return the newest games, a line each."""
    if not games:
        return "No games yet."
    lines = (
        [f"Your newest games, of {len(games)}:"] if len(games) > MOST_SCORES else ["Your games:"]
    )
    lines += [f"  {_score(game, clock)}" for game in games[:MOST_SCORES]]
    return "\n".join(lines)


def _score(game: Score, clock: Clock) -> str:
    mode = name_mode(game.mode)
    parts = [f"{local_minute(game.started, clock)}, {title_of_mode(mode.name)}"]
    parts.append(f"{game.right} of {game.questions} right")
    if mode.scored:
        parts.append(f"{game.points:,} points")
    if not game.finished:
        parts.append("not finished")
    return ", ".join(parts)


def pack(info: PackInfo) -> str:
    """Return what a pack holds."""
    kinds = [f"{number} {describe_kind(kind)}" for kind in Kind if (number := info.kinds.get(kind))]
    lines = [info.title, f"{count(info.questions, 'question')}, language {info.language}."]
    if info.description:
        lines.insert(1, info.description)
    lines.append(f"Kinds: {', '.join(kinds)}.")
    lines += [f"  {name}: {number}" for name, number in info.categories.items()]
    return "\n".join(lines)


def question(played: Played) -> str:
    """Return a question with its answer and the reason."""
    card, shown = played
    lines = [f"{card.category}, {card.difficulty}.", card.ask]
    lines.append(f"The answer: {describe_answer(shown.answer)}")
    return "\n".join([*lines, *filter(None, [shown.explain])])


def count(number: int, word: str) -> str:
    """Return a number with its word, in the plural where it should be."""
    return f"{number:,} {word if number == 1 else word + 's'}"
