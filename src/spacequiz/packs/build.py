"""Building the game's questions from what the schema has accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz.game import kinds
from spacequiz.game import question as game
from spacequiz.packs import models
from spacequiz.packs.pack import Head
from spacequiz.text import collapse

if TYPE_CHECKING:
    from collections.abc import Callable

_LEVELS = {str(level): level for level in kinds.Difficulty}


def make_head(head: models.Head) -> Head:
    """Return the head as the rest of the game knows it, still without documents."""
    return Head(
        id=head.id,
        title=collapse(head.title),
        language=head.language,
        description=head.description,
        authors=tuple(collapse(name) for name in head.authors),
        license=head.license,
        translates=head.translates or "",
        explanations_required=head.explanations == "required",
    )


class Builder:
    """Build the questions of one pack."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._passages: dict[tuple[str, tuple[int, ...]], game.Citation] = {}

    def make_question(self, model: Any) -> game.Question:
        """Return the question of a model that the schema has accepted."""
        source = model.source
        return game.Question(
            self._head.id,
            model.id,
            model.ask,
            _BODIES[model.__class__](model),
            model.explain,
            self._cite(source) if source is not None else None,
            collapse(model.category),
            _LEVELS[model.difficulty],
            model.hint,
            tuple(map(collapse, model.tags)) if model.tags else (),
            self._head.language,
            self._head.translates,
        )

    def _cite(self, source: models.Source) -> game.Citation:
        """Return the citation, the same one for all questions that cite the same paragraphs."""
        numbers = tuple(source.paragraphs or ())
        if source.paragraph is not None:
            numbers = (source.paragraph,)
        known = self._passages.get((source.document, numbers))
        if known is None:
            document = self._head.documents[source.document]
            known = game.Citation(source.document, document.title, numbers, document.cite(numbers))
            self._passages[source.document, numbers] = known
        return known


def _collapse_all(texts: list[str]) -> tuple[str, ...]:
    return tuple(map(collapse, texts)) if texts else ()


def _make_wrong(options: list[Any]) -> tuple[game.Wrong, ...]:
    return tuple(
        [
            game.Wrong(collapse(option))
            if option.__class__ is str
            else game.Wrong(collapse(option.text), option.why)
            for option in options
        ]
    )


def _make_choice(model: models.Choice) -> game.Body:
    last = None if model.keep_last is None else collapse(model.keep_last)
    return game.Choice(collapse(model.answer), _make_wrong(model.wrong), last)


def _make_several(model: models.Several) -> game.Body:
    return game.Several(_collapse_all(model.answers), _make_wrong(model.wrong))


def _make_true_false(model: models.TrueFalse) -> game.Body:
    return game.TrueFalse(model.answer)


def _make_typed(model: models.Typed) -> game.Body:
    accept, reject = _collapse_all(model.accept), _collapse_all(model.reject)
    return game.Typed(collapse(model.answer), accept, reject, model.typos == "allow")


def _make_number(model: models.Number) -> game.Body:
    return game.Number(model.answer, model.tolerance, collapse(model.unit))


def _make_order(model: models.Order) -> game.Body:
    return game.Order(_collapse_all(model.items))


def _make_match(model: models.Match) -> game.Body:
    pairs = tuple([(collapse(left), collapse(right)) for left, right in model.pairs.items()])
    return game.Match(pairs, _collapse_all(model.extra))


_BODIES: dict[type, Callable[[Any], game.Body]] = {
    models.Choice: _make_choice,
    models.Several: _make_several,
    models.TrueFalse: _make_true_false,
    models.Typed: _make_typed,
    models.Number: _make_number,
    models.Order: _make_order,
    models.Match: _make_match,
}
