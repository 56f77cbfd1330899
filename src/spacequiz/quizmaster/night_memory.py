"""What stays of a quiz night: misses feed the players' cards, and can be reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz.errors import UsageError
from spacequiz.game.match.results import list_misses, list_results
from spacequiz.game.modes import MISSED
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.game.review import rate, review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from spacequiz.game.match.match import Match
    from spacequiz.game.match.results import Result, TeamAnswer
    from spacequiz.game.question import Question
    from spacequiz.game.records import SavedGame
    from spacequiz.save import Player, Save

_FED = "night-fed"
"""The setting that names the last evening that fed the players' cards, and with how many results."""


def remember_answers(save: Save, match: Match, night: int, now: datetime) -> None:
    """Feed what teams of one player answered to that player's cards.

    An end that was taken back is followed by another: what was fed then is not fed again.
    """
    evening, results = f"{save.night(night).started}/{night}", list_results(match.state)
    before: dict[str, Any] = save.setting(None, _FED, {})
    fed = before.get("results") if before.get("evening") == evening else 0
    fresh = results[fed:] if isinstance(fed, int) else ()
    save.set_setting(None, _FED, {"evening": evening, "results": len(results)})
    players = {player.name.casefold(): player for player in save.players()}
    for team in match.state.teams:
        player = players.get(team.name.casefold())
        if player is not None:
            _feed(save, match, fresh, team.id, player, now)


def _feed(
    save: Save,
    match: Match,
    results: Sequence[Result],
    team: str,
    player: Player,
    now: datetime,
) -> None:
    answers: list[tuple[TeamAnswer, Question]] = []
    for result in results:
        question = match.questions.get(result.address)
        found = [answer for answer in result.answers if answer.team == team]
        if question is not None and found and not result.skipped:
            answers.append((found[0], question))
    if not answers:
        return
    # A mode without points, so that the evening's score is on no leader board.
    setup = Setup(mode=MISSED.name, count=len(answers))
    drawn = [(question.address, question.progress_key) for _, question in answers]
    game = save.start_game(player, setup, match.setup.seed, drawn)
    for position, (given, question) in enumerate(answers):
        answer = _make_answer(given, question, position)
        memory = review(
            save.memory(player, question.progress_key),
            rate(answer, question.kind),
            now,
            fuzz=True,
        )
        save.show(game, position, question.address, question.progress_key)
        save.record(game, answer, memory, question.category)
    save.finish(game)


def _make_answer(given: TeamAnswer, question: Question, position: int) -> Answer:
    right = given.credit == 1
    verdict = Verdict.WRONG if given.verdict is Verdict.RIGHT and not right else given.verdict
    return Answer(
        position=position,
        address=question.address,
        progress_key=question.progress_key,
        response=given.response,
        verdict=verdict,
        credit=given.credit,
        points=0,
        seconds=given.seconds,
    )


def start_review(save: Save, player: Player, match: Match) -> SavedGame:
    """Return a new game that asks a player what anybody missed, until each was right once.

    Raises:
        UsageError: Nothing was missed.
    """
    missed = dict.fromkeys(a for addresses in list_misses(match.state).values() for a in addresses)
    questions = [match.questions[address] for address in missed if address in match.questions]
    if not questions:
        raise UsageError("Nothing was missed.")
    setup = Setup(mode=MISSED.name, count=len(questions))
    drawn = [(question.address, question.progress_key) for question in questions]
    return save.game(save.start_game(player, setup, match.setup.seed, drawn))
