"""An item analysis as programs read it: JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.text import defuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.game.analysis import ItemAnalysis, PackAnalysis
    from spacequiz.packs.info import PackInfo

_CSV_HEAD = (
    *("question", "text", "kind", "n", "difficulty", "standard deviation", "discrimination"),
    *("upper minus lower 27%", "efficiency", "compared", "no answer", "took help"),
    *("called right by the player", "options", "advice"),
)


def as_object(info: PackInfo, found: PackAnalysis) -> dict[str, object]:
    """Return an analysis for JSON; scripts rely on the keys."""
    return {
        "pack": info.id,
        "title": info.title,
        "students": found.students,
        "answers": found.replies,
        "editions": dict(found.editions),
        "mean": found.mean,
        "standard_deviation": found.deviation,
        "alpha": found.alpha,
        "caution": found.cautious,
        "questions": [_describe(item) for item in found.items],
    }


def _describe(item: ItemAnalysis) -> dict[str, object]:
    return {
        "id": item.question.id,
        "ask": item.question.ask,
        "kind": item.question.kind.value,
        "n": item.n,
        "here": item.here,
        "difficulty": item.difficulty,
        "standard_deviation": item.deviation,
        "compared": item.compared,
        "discrimination": item.discrimination,
        "upper_lower": item.upper_lower,
        "efficiency": item.efficiency,
        "blank": item.blank,
        "helped": item.helped,
        "claimed": item.claimed,
        "caution": item.cautious,
        "options": [
            {"text": o.text, "count": o.count, "share": o.share, "right": o.right, "idle": o.idle}
            for o in item.options
        ],
        "flags": [flag._asdict() for flag in item.flags],
    }


def as_table(found: PackAnalysis) -> str:
    """Return an analysis as CSV, a line for each question."""
    import csv
    import io

    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_CSV_HEAD)
    for item in found.items:
        writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in _row(item)])
    return file.getvalue()


def _row(item: ItemAnalysis) -> Iterator[str | float]:
    yield from (item.question.id, item.question.ask, item.question.kind.value, item.n)
    numbers = (item.difficulty, item.deviation, item.discrimination, item.upper_lower)
    for number in (*numbers, item.efficiency):
        yield "" if number is None else round(number, 3)
    yield from (item.compared, item.blank, item.helped, item.claimed)
    yield "; ".join(f"{o.text}{' (right)' if o.right else ''} {o.share:.0%}" for o in item.options)
    yield " ".join(flag.advice for flag in item.flags)
