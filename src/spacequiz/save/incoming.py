"""Reading a history that comes from outside: every field checked before anything is written."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from spacequiz.errors import SaveError
from spacequiz.game.records import Aid, Verdict
from spacequiz.language import say
from spacequiz.save import memories
from spacequiz.save.exchange import ANSWER, FORMAT, GAME, VERSION
from spacequiz.save.values import clean, clean_value, pack

MOST = 1_000_000_000
"""The largest count, sum of points or number of seconds that is believed."""
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = f"{_DAY}(T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z)?"


def _need_ink(text: str) -> str:
    if not text.strip():
        raise ValueError("nothing to be seen")
    return text


def _need_day(text: str) -> str:
    if text and date.fromisoformat(text).isoformat() != text:
        raise ValueError("no day")
    return text


# Cleaned first: a text that Python can hold may have halves of letters, which pydantic refuses.
_CLEAN = BeforeValidator(clean_value)
Line = Annotated[str, _CLEAN]
"""A text that may be empty."""
Text = Annotated[str, _CLEAN, Field(min_length=1)]
Name = Annotated[str, _CLEAN, AfterValidator(_need_ink)]
Day = Annotated[str, _CLEAN, AfterValidator(_need_day)]
"""A day, or an empty text."""
Stamp = Annotated[str, _CLEAN, Field(pattern=f"^{_MOMENT}$")]
"""A moment as the file has it."""
Ended = Annotated[str, _CLEAN, Field(pattern=f"^({_MOMENT})?$")]
Ending = Literal["", "finished", "abandoned"]
Mapping = Annotated[dict[str, Any], _CLEAN]
Count = Annotated[int, Field(ge=0, le=MOST)]
Moment = Annotated[int, Field(ge=0, le=memories.LAST_MOMENT)]


class Record(BaseModel):
    """Take nothing for what it is not, and pass over what a later version may have added."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)


class MemoryPart(Record):
    """What was remembered of a question."""

    stability: float = Field(ge=0, le=memories.MOST_STABILITY)
    difficulty: float = Field(ge=0, le=memories.MOST_DIFFICULTY)
    due: Moment
    reviewed: Moment
    answers: Count
    lapses: Count
    category: Line

    def flatten(self) -> memories.Row:
        """Return the numbers as the file has them."""
        strength = self.stability, self.difficulty
        return (*strength, self.due, self.reviewed, self.answers, self.lapses)


class AnswerPart(Record):
    """An answer, and what was remembered before it."""

    order: Count
    response: list[Line]
    verdict: Annotated[Verdict, Field(strict=False)]
    credit: float = Field(ge=0, le=1)
    points: int = Field(ge=-MOST, le=MOST)
    seconds: float = Field(ge=0, le=MOST)
    given: Stamp
    day: Day
    typo: bool
    sure: bool
    claimed: bool
    copied: bool
    category: Line
    before: MemoryPart | None = None
    first: bool
    """Whether there was no memory yet, which the document has as an empty object."""

    @model_validator(mode="before")
    @classmethod
    def _tell_first(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        first = values.get("before") == {}
        return {**values, "first": first, "before": None if first else values.get("before")}

    def flatten(self) -> tuple[object, ...]:
        """Return the values as the file has them, in the order of `exchange.ANSWER`."""
        before = None
        if self.first or self.before:
            before = pack((*self.before.flatten(), self.before.category)) if self.before else ""
        return (pack(self.response), before, *(getattr(self, name) for name in ANSWER))


class AskedPart(Record):
    """A question that was asked, and the answer to it."""

    position: Count
    address: Text
    progress_key: Text
    aids: list[Annotated[Aid, Field(strict=False)]]
    answer: AnswerPart | None = None


def _need_places(asked: list[AskedPart]) -> list[AskedPart]:
    if len({each.position for each in asked}) < len(asked):
        raise ValueError("two questions in one place")
    return asked


class GamePart(Record):
    """A game with its questions and answers."""

    uid: Text
    mode: Text
    seed: Line
    code: Line
    started: Stamp
    ended: Ended
    ending: Ending
    day: Day
    setup: Mapping
    drawn: list[Line]
    asked: Annotated[list[AskedPart], AfterValidator(_need_places)]

    def flatten(self) -> tuple[object, ...]:
        """Return the values as the file has them, in the order of `exchange.GAME`, and the rest."""
        return (*(getattr(self, name) for name in GAME), pack(self.setup), pack(self.drawn))


class KnownPart(MemoryPart):
    """What is remembered of a question now."""

    progress_key: Text


class NotePart(Record):
    """A note on a question."""

    progress_key: Text
    text: Text


class FlagPart(Record):
    """A complaint about a question."""

    address: Text
    reason: Line
    flagged: Stamp


class PlayerPart(Record):
    """All that is known of a player."""

    name: Name
    created: Stamp
    settings: Mapping
    games: list[GamePart]
    seen: list[Line]
    memories: list[KnownPart]
    notes: list[NotePart]
    flags: list[FlagPart]


class EntryPart(Record):
    """A line of the journal of an evening; what it means is the rules' business."""

    entry: Annotated[Any, _CLEAN]
    written: Stamp


class NightPart(Record):
    """An evening with its whole journal."""

    uid: Text
    started: Stamp
    ended: Ended
    ending: Ending
    plan: Mapping
    journal: list[EntryPart]


class HistoryDocument(Record):
    """A history."""

    version: int = Field(ge=1)
    settings: Mapping
    players: list[PlayerPart]
    nights: list[NightPart] = []
    """A history from before there were quiz nights has none."""


def read_history(data: object) -> HistoryDocument:
    """Return the document with every field known to be sound.

    Raises:
        SaveError: It is no history, from a newer spacequiz, or damaged.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise SaveError(
            say("This is not a history of spacequiz."),
            hint=say("Write one with: spacequiz history export FILE.json"),
        )
    version = data.get("version")
    if type(version) is int and version > VERSION:
        raise SaveError(
            say(
                "This history was written by a newer spacequiz ({version}).",
                version=clean(str(data.get("spacequiz"))),
            ),
            hint=say("Update spacequiz. Nothing was imported."),
        )
    try:
        return HistoryDocument.model_validate(data)
    except ValidationError as error:
        message = say("This history is damaged: {place} is missing or wrong.", place=_locate(error))
    except RecursionError:
        message = say("This history is damaged: it is too deep.")
    raise SaveError(message, hint=say("Nothing was imported."))


def _locate(error: ValidationError) -> str:
    """Return where the first fault is, as in `players[0].name`."""
    [first, *_] = error.errors(include_url=False, include_context=False, include_input=False)
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
    return "".join(parts).removeprefix(".")
