"""The formulas of item analysis, for plain numbers; sums are exact, so order never matters."""

from __future__ import annotations

from math import floor, fsum, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXTREME_SHARE = 0.27
"""The share of the best and of the weakest that are compared (Kelley 1939)."""
NOTHING = 1e-12
"""A variance below this is what rounding left of none."""
_DIGITS = 9
"""Totals that agree in so many digits are the same: they were summed up in another order."""


def average(values: Sequence[float]) -> float | None:
    """Return the mean; None of nothing."""
    return fsum(values) / len(values) if values else None


def deviate(values: Sequence[float]) -> float | None:
    """Return the standard deviation with n - 1 below the line; None below two values."""
    return sqrt(_covary(values, values)) if len(values) > 1 else None


def correlate(marks: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return the discrimination: 100 · cov(x, rest) / √(var x · var rest), from -100 to 100.

    It is the point-biserial correlation of a question with the rest of the test, so that the
    question is not compared with itself (Crocker & Algina 1986, chapter 14; Moodle, "Quiz
    statistics calculations", discrimination index). None where either does not vary.

    Args:
        marks: What each student got for the question.
        rests: How each student did in the other questions, on any scale.
    """
    if len(marks) < 2:
        return None
    variances = _covary(marks, marks), _covary(rests, rests)
    if min(variances) < NOTHING:
        return None
    value = 100 * _covary(marks, rests) / (sqrt(variances[0]) * sqrt(variances[1]))
    return max(-100.0, min(100.0, value))


def measure_efficiency(marks: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return the discriminative efficiency: 100 · cov(x, rest) / its largest possible value.

    The covariance is largest when the same marks go to the students in the order of their
    rests, so both are sorted for it (Moodle, "Quiz statistics calculations"). At most 100; below
    -100 where marks and rests are skewed. None where either does not vary.
    """
    if correlate(marks, rests) is None:
        return None
    most = _covary(sorted(marks), sorted(rests))
    return min(100.0, 100 * _covary(marks, rests) / most) if most > NOTHING else None


def compare_extremes(
    marks: Sequence[float], totals: Sequence[float], share: float = EXTREME_SHARE
) -> float | None:
    """Return the mean credit of the best minus that of the weakest students, from -1 to 1.

    The groups are the upper and the lower share by total (Kelley 1939; Ebel 1965, index D). Of
    students with the same total at a group's edge, each counts in part. None where all totals are
    the same.
    """
    pairs = sorted((round(total, _DIGITS), x) for total, x in zip(totals, marks, strict=True))
    if not pairs or pairs[0][0] == pairs[-1][0]:
        return None
    size = max(1, min(len(pairs) // 2, floor(share * len(pairs) + 0.5)))
    value = _average_first(pairs[::-1], size) - _average_first(pairs, size)
    return max(-1.0, min(1.0, value))


def find_alpha(rows: Sequence[Mapping[str, float]]) -> float | None:
    """Return Cronbach's α of all questions that at least two students answered; at most 1.

    α = k·c / (v + (k - 1)·c) with k questions, their mean variance v and their mean covariance c
    (Cronbach 1951). Where all answered all, that is k/(k - 1) · (1 - Σ var x / var total). Where
    cells are missing, v and c are pooled over the cells and pairs of cells that exist. None where
    that tells nothing.

    Args:
        rows: For each student, the credit by question.
    """
    columns: dict[str, list[float]] = {}
    for row in rows:
        for name, credit in row.items():
            columns.setdefault(name, []).append(credit)
    means = {name: fsum(found) / len(found) for name, found in columns.items() if len(found) > 1}
    kept = [{n: credit - means[n] for n, credit in row.items() if n in means} for row in rows]
    variance, covariance = _pool(kept, len(means))
    whole = variance + (len(means) - 1) * covariance
    if len(means) < 2 or whole < NOTHING:
        return None
    alpha = len(means) * covariance / whole
    return alpha if alpha <= 1 + NOTHING else None


def _pool(rows: Sequence[Mapping[str, float]], count: int) -> tuple[float, float]:
    """Return the mean variance and the mean covariance of columns given as deviations.

    Products over all pairs of a row are summed as (square of the sum - sum of the squares) / 2, so
    that the time grows with the cells and not with their pairs.
    """
    squares = [fsum(value * value for value in row.values()) for row in rows]
    sums = [fsum(row.values()) for row in rows]
    cells = sum(map(len, rows)) - count
    pairs = sum(len(row) * (len(row) - 1) // 2 for row in rows) - _count_pairs(rows)
    products = fsum(a * a - b for a, b in zip(sums, squares, strict=True)) / 2
    variance = fsum(squares) / cells if cells > 0 else 0.0
    return variance, products / pairs if pairs > 0 else 0.0


def _count_pairs(rows: Sequence[Mapping[str, float]]) -> int:
    """Return how many pairs of columns have a row in common."""
    bits = {name: 1 << n for n, name in enumerate(dict.fromkeys(n for row in rows for n in row))}
    together = dict.fromkeys(bits, 0)
    for row in rows:
        mask = sum(bits[name] for name in row)
        for name in row:
            together[name] |= mask
    return sum(mask.bit_count() - 1 for mask in together.values()) // 2


def _covary(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return the covariance with n - 1 below the line."""
    a, b = fsum(xs) / len(xs), fsum(ys) / len(ys)
    return fsum((x - a) * (y - b) for x, y in zip(xs, ys, strict=True)) / (len(xs) - 1)


def _average_first(pairs: Sequence[tuple[float, float]], size: int) -> float:
    """Return the mean credit of the first pairs; those tied at the edge share the places left."""
    edge = pairs[size - 1][0]
    inside = [credit for total, credit in pairs[:size] if total != edge]
    tied = [credit for total, credit in pairs if total == edge]
    return (fsum(inside) + (size - len(inside)) * fsum(tied) / len(tied)) / size
