"""Questions as packs hold them, for any format to carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from spacequiz.formats.intake import Fitter
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.fields import list_fields
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.game.question import Question
from spacequiz.packs.pack import Head

if TYPE_CHECKING:
    from spacequiz.formats.common import Imported, Loss
    from spacequiz.game.kinds.body import Body

HEAD = Head("planets", "The planets -- and more", explanations_required=False)
CHOICE = Choice("Jupiter", (Wrong("Saturn", "It is second."), Wrong("Neptune"), Wrong("Mars")))

# What means something in one of the formats.
SIGNS = "ab =~#:{}\\%*|->[]'\"<&;,$/.()_\t^@+!?"
AWKWARD = [
    *(
        "=",
        "~%50%x",
        "a -> b",
        "[html]x",
        "[plain]",
        "::x::",
        "// x",
        "\\n",
        "a\\",
        "{=x}",
        "####x",
    ),
    *("<b>x</b>", "&lt;", "&amp;amp;", "]]>", "<![CDATA[", "'=1", "=cmd|'/C calc'!A0", "A) x"),
    *("x;=cmd|calc!A0;y", "x;'=1;-5", "＝1+1", "'＠x"),
    *(
        "%100%",
        "*x*",
        "\\*",
        "ANSWER: B",
        "x | y",
        "x = y",
        "-5",
        "@x",
        "é",
        "漢字",
        "🚀",
        "0",
        "#",
    ),
    *("&&058;", "Q#", "TRUE", "T", "1:2", "1..2", "a,b;c", '"', "'", "x_____y", "$CATEGORY: x"),
]

_fitter = Fitter(lambda _: None)
words = st.one_of(st.sampled_from(AWKWARD), st.text(SIGNS, max_size=10), st.text(max_size=12))
lines = words.map(_fitter.line).filter(bool)
texts = st.lists(words, min_size=1, max_size=3).map("\n".join).map(_fitter.clean).map(str.strip)
texts = texts.filter(bool)
maybe = st.one_of(st.just(""), texts)
options = st.lists(lines, min_size=5, max_size=7, unique_by=str.casefold)
names = lines.filter(lambda text: not text.startswith(("twin:", "difficulty:")))


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Draw a body of any kind."""
    kind = draw(st.integers(0, 6))
    first, second, third, *others = draw(options)
    wrong = tuple(Wrong(text, draw(maybe)) for text in (third, *others))
    if kind == 0:
        return Choice(first, wrong, draw(st.sampled_from([None, first, third])))
    if kind == 1:
        return Several((first, second), wrong)
    if kind == 2:
        return TrueFalse(draw(st.booleans()))
    if kind == 3:
        return Typed(
            first,
            (second, third),
            tuple(others[2:]),
            key=(second,),
            prompt=((others[0], ""), (others[-1] + "!", draw(lines))),
            match=draw(st.sampled_from(Strictness)),
        )
    if kind == 4:
        number, tolerance = (draw(st.decimals(-99999, 99999, places=3)) for _ in range(2))
        units = st.sampled_from([(), ("km",), ("°C",), ("=",)])
        return Number(number, abs(tolerance), draw(units))
    if kind == 5:
        return Order((first, second, third, *others))
    rights = draw(st.lists(lines, min_size=4, max_size=5, unique=True))
    return Matching(tuple(zip((first, second, third), rights, strict=False)), tuple(rights[3:]))


@st.composite
def packs(draw: st.DrawFn) -> list[Question]:
    """Draw the questions of a small pack."""
    return [
        Question(
            pack="planets",
            id=f"q{number}",
            ask=draw(texts),
            body=draw(bodies()),
            explain=draw(maybe),
            category=draw(st.one_of(st.just("General"), names)),
            difficulty=draw(st.sampled_from(Difficulty)),
            hint=draw(maybe),
            tags=tuple(draw(st.lists(names, max_size=2, unique=True))),
        )
        for number in range(draw(st.integers(1, 3)))
    ]


def make(body: Body = CHOICE, **fields: Any) -> Question:
    """Return a question."""
    return Question(body=body, **({"pack": "planets", "id": "q", "ask": "What?"} | fields))


def bare(question: Question, **fields: Any) -> Question:
    """Return a question without pack, and with the wrong options in the order of the alphabet."""
    body = question.body
    if isinstance(body, Choice | Several):
        body = replace(body, wrong=tuple(sorted(body.wrong, key=lambda option: option.text)))
    return replace(question, pack="", body=body, **fields)


def strip_body(body: Body, **fields: Any) -> Body:
    """Return a body in which those of the fields that it has are set."""
    own = {field.name for field in list_fields(type(body))}
    given = {name: value for name, value in fields.items() if name in own}
    return replace(body, **given)  # type: ignore[type-var]


def list_left_out(losses: tuple[Loss, ...]) -> set[str]:
    """Return the questions of which it was said that they could not be carried."""
    return {loss.question for loss in losses if loss.what.startswith("left out: ")}


def tell(found: Imported) -> list[str]:
    """Return what was lost, without where."""
    return [loss.what for loss in found.losses]
