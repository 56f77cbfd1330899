"""Reading a history that comes from outside: every field checked before anything is written."""

from __future__ import annotations

import json
from typing import Any

from spacequiz.errors import SaveError
from spacequiz.game.records import Aid, Verdict
from spacequiz.save import memories
from spacequiz.save.evenings import read_night
from spacequiz.save.exchange import ANSWER, BOOLEANS, FORMAT, VERSION
from spacequiz.save.fields import MOST, Fields, Wrong, clean

_ENDINGS = frozenset({"", "finished", "abandoned"})


def read_history(data: object) -> dict[str, Any]:
    """Return the document with every field known to be sound.

    Raises:
        SaveError: It is no history, from a newer spacequiz, or damaged.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise SaveError(
            "This is not a history of spacequiz.",
            hint="Write one with: spacequiz history export FILE.json",
        )
    version = data.get("version")
    if type(version) is int and version > VERSION:
        raise SaveError(
            f"This history was written by a newer spacequiz ({clean(str(data.get('spacequiz')))}).",
            hint="Update spacequiz. Nothing was imported.",
        )
    try:
        document = Fields(data, "")
        document.whole("version", 1)
        return {
            "settings": document.mapping("settings"),
            "players": [_read_player(player) for player in document.objects("players")],
            # A history from before there were quiz nights has none.
            "nights": [read_night(night) for night in document.objects("nights")]
            if "nights" in data
            else [],
        }
    except (Wrong, RecursionError) as error:
        where = f"{error} is missing or wrong" if isinstance(error, Wrong) else "it is too deep"
        raise SaveError(
            f"This history is damaged: {where}.", hint="Nothing was imported."
        ) from error


def _read_player(player: Fields) -> dict[str, Any]:
    return {
        "name": player.text("name", lambda v: v.strip()),
        "created": player.stamp("created"),
        "settings": player.mapping("settings"),
        "games": [_read_game(game) for game in player.objects("games")],
        "seen": player.texts("seen"),
        "memories": [
            (memory.text("progress_key"), *_read_memory(memory))
            for memory in player.objects("memories")
        ],
        "notes": [
            (note.text("progress_key"), note.text("text")) for note in player.objects("notes")
        ],
        "flags": [
            (flag.text("address"), flag.line("reason"), flag.stamp("flagged"))
            for flag in player.objects("flags")
        ],
    }


def _read_memory(memory: Fields) -> tuple[float | str, ...]:
    return (
        memory.number("stability", memories.MOST_STABILITY),
        memory.number("difficulty", memories.MOST_DIFFICULTY),
        memory.whole("due", 0, memories.LAST_MOMENT),
        memory.whole("reviewed", 0, memories.LAST_MOMENT),
        memory.whole("answers", 0, memories.MOST_ANSWERS),
        memory.whole("lapses", 0, memories.MOST_ANSWERS),
        memory.line("category"),
    )


def _read_game(game: Fields) -> dict[str, Any]:
    asked = [_read_asked(question) for question in game.objects("asked")]
    if len({question["position"] for question in asked}) < len(asked):
        raise Wrong(f"{game.place}.asked")
    return {
        "uid": game.text("uid"),
        "mode": game.text("mode"),
        "seed": game.line("seed"),
        "code": game.line("code"),
        "started": game.stamp("started"),
        "ended": game.stamp("ended", optional=True),
        "ending": game.text("ending", _ENDINGS.__contains__),
        "day": game.day("day"),
        "setup": json.dumps(game.mapping("setup"), ensure_ascii=False),
        "drawn": json.dumps(game.texts("drawn"), ensure_ascii=False),
        "asked": asked,
    }


def _read_asked(question: Fields) -> dict[str, Any]:
    answer = question.object("answer")
    aids = question.texts("aids")
    if not {aid.value for aid in Aid}.issuperset(aids):
        raise Wrong(f"{question.place}.aids")
    return {
        "position": question.whole("position"),
        "address": question.text("address"),
        "progress_key": question.text("progress_key"),
        "aids": sorted(set(aids)),
        "answer": _read_answer(answer) if answer else None,
    }


def _read_answer(answer: Fields) -> dict[str, Any]:
    verdicts = {verdict.value for verdict in Verdict}
    before = answer.object("before")
    read = {
        "verdict": answer.text("verdict", verdicts.__contains__),
        "credit": answer.number("credit", 1),
        "points": answer.whole("points", -MOST),
        "seconds": answer.number("seconds"),
        "given": answer.stamp("given"),
        "day": answer.day("day"),
        "category": answer.line("category"),
        **{name: answer.truth(name) for name in BOOLEANS},
        "response": json.dumps(answer.texts("response"), ensure_ascii=False),
        "before": _pack_before(before),
    }
    return {"order": answer.whole("order"), **{n: read[n] for n in ("response", "before", *ANSWER)}}


def _pack_before(before: Fields | None) -> str | None:
    """Return the memory before an answer as the file has it."""
    if before is None:
        return None
    if not before.values:
        return ""
    return json.dumps(_read_memory(before), ensure_ascii=False)
