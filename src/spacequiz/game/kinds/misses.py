"""Misses: by how little a text that says no answer misses one, and whether a slip explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds.attempt import Attempt, judge_by
from spacequiz.game.kinds.body import Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.sheet import PackText, is_full_name
from spacequiz.game.kinds.slips import (
    CLOSE_EXTRA,
    CLOSE_FROM,
    FAR,
    allow_edits,
    count_letters,
    find_refusal,
    measure,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.kinds.sameness import Form


def judge_slips(attempt: Attempt, form: Form) -> Judgement:
    """Return what a text is worth that says no answer: a slip away from one, close to one, or wrong."""
    found = Judgement(Outcome.WRONG, Reason(Rule.SOMETHING_ELSE))
    typed = _list_spellings(form.plain, attempt.find_core(form.tokens))
    rejects = attempt.sheet.reject
    rival = min((_measure(typed, each)[0] for each in rejects), default=FAR)
    for distance, ours, theirs, each, outcome in _list_nearest(attempt, typed):
        if rival <= distance:
            break
        named = outcome is Outcome.PROMPT or (" " in theirs and is_full_name(each))
        refusal = find_refusal(ours, theirs, distance, attempt.vocabulary, named=named)
        if refusal is None and _tells_another_number(form, each):
            refusal = Reason(Rule.ANOTHER_MARK)
        letters = count_letters(theirs)
        if attempt.sheet.lenient and refusal is None:
            if outcome is Outcome.PROMPT:
                return judge_by(outcome, Rule.ON_THE_WAY, each)
            rule = Rule.SLIPS if distance else Rule.SAME_SIGNS
            return Judgement(outcome, Reason(rule, "", distance, letters), each.shown)
        near = letters >= CLOSE_FROM and distance <= allow_edits(letters) + CLOSE_EXTRA
        if near and outcome is Outcome.SLIP and not found.matched:
            far = refusal is None or refusal.rule is Rule.TOO_FAR
            kind = Outcome.CLOSE if far else Outcome.WRONG
            found = Judgement(kind, refusal or Reason(Rule.NO_SLIPS), each.shown)
    return found


def _list_nearest(
    attempt: Attempt, typed: tuple[str, ...]
) -> list[tuple[int, str, str, PackText, Outcome]]:
    """Return what is right or asked back by its distance, with the two spellings that are compared."""
    right = [(*_measure(typed, each), each, Outcome.SLIP) for each in attempt.sheet.right]
    prompt = [(*_measure(typed, each), each, Outcome.PROMPT) for each in attempt.sheet.prompt]
    return sorted((*right, *prompt), key=lambda found: (found[0], found[2]))


def _tells_another_number(form: Form, each: PackText) -> bool:
    """Return whether a text and an answer tell numbers, in figures or in words, and not the same."""
    ours, theirs = (
        sorted(token for token in tokens if token[0].isdigit())
        for tokens in (form.tokens, each.forms[0].tokens)
    )
    return bool(ours) and len(ours) == len(theirs) and ours != theirs


def _list_spellings(plain: str, core: Sequence[str]) -> tuple[str, ...]:
    """Return a text as it stands, and without small words where it has some."""
    short = " ".join(core)
    return (plain,) if short == plain else (plain, short)


def _measure(typed: tuple[str, ...], each: PackText) -> tuple[int, str, str]:
    """Return the least distance, and the two spellings that are so far apart."""
    theirs = _list_spellings(each.forms[0].plain, each.core)
    nearest = (FAR, typed[0], theirs[0])
    for one, other in (*zip(typed, theirs, strict=False), (typed[-1], theirs[-1])):
        distance = measure(one, other)
        if distance < nearest[0] and (distance or one == typed[0]):
            nearest = (distance, one, other)
    return nearest
