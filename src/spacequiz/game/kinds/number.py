"""Numbers to type, right within a tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from spacequiz.game.kinds import Kind, Way
from spacequiz.game.kinds.body import (
    FULL,
    NOTHING,
    Again,
    Back,
    Body,
    Grade,
    Judgement,
    Outcome,
    Reason,
    Rule,
)
from spacequiz.game.kinds.fields import NAME, AtLeast, Count, Name, OrOne, Says

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import GradingContext, Response


@dataclass(frozen=True, slots=True)
class Number(Body):
    """The player types a number; right within `tolerance` on either side."""

    kind = Kind.NUMBER
    way = Way.TYPE

    answer: Annotated[Decimal, Says("The number, in digits with a point.")]
    tolerance: Annotated[
        Decimal,
        AtLeast(0),
        Says("How far off is still right, in either direction. Left out: 0."),
    ] = Decimal(0)
    units: Annotated[
        tuple[Name, ...],
        Count(0, 20),
        OrOne(NAME._replace(least=0)),
        Says("The unit, shown beside the answer: km. Of a list, the first is shown.", key="unit"),
    ] = ()
    """The unit in all its spellings, the one that is shown first."""

    @property
    def unit(self) -> str:
        """Return the unit as it is shown, if there is one."""
        return self.units[0] if self.units else ""

    def grade(self, response: Response, asked: GradingContext) -> Grade:
        """Give full credit within the tolerance."""
        answer = _show(self, asked.language)
        if len(response) != 1:
            return Grade(NOTHING, answer=answer)
        judged = self.judge_text(response[0], asked)
        return Grade(
            FULL if judged.outcome is Outcome.RIGHT else NOTHING,
            answer=answer,
            judged=judged,
        )

    @property
    def right(self) -> Response:
        """Return the number."""
        return (str(self.answer),)

    def list_texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the number with its unit."""
        return (f"{self.answer:f} {self.unit}".strip(),), ()

    def judge_text(self, text: str, asked: GradingContext) -> Judgement:
        """Return how a text is judged as a number, and why."""
        shown = _show(self, asked.language)[0]
        distance = self.measure((text,), asked.language)
        if distance is None:
            back = Back(Again.ONE_NUMBER)
            return Judgement(Outcome.UNREADABLE, Reason(Rule.NO_NUMBER), back=back)
        if distance > self.tolerance:
            return Judgement(Outcome.WRONG, Reason(Rule.ANOTHER_NUMBER))
        rule = Rule.NEAR_NUMBER if distance else Rule.NUMBER
        return Judgement(Outcome.RIGHT, Reason(rule), shown)

    def measure(self, response: Response, language: str) -> Decimal | None:
        """Return the distance of the reading that is nearest, where a text can mean two numbers."""
        # Loaded only now: a question is asked without what reads its answer.
        from spacequiz.game.kinds.figures import EXACT, find_number

        readings = find_number(response[0], self.units, language) if len(response) == 1 else ()
        return min((EXACT.abs(EXACT.subtract(n, self.answer)) for n in readings), default=None)


def _show(body: Number, language: str) -> tuple[str, ...]:
    from spacequiz.game.kinds.figures import format_number

    unit = f" {body.unit}" if body.unit else ""
    answer = format_number(body.answer, language) + unit
    return (answer, f"± {format_number(body.tolerance, language)}") if body.tolerance else (answer,)
