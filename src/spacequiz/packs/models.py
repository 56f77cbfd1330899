"""The keys of a pack as pydantic models: what each may hold, and nothing about how it is said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

TEXT = 2000
"""The limit of a question, an explanation, a description."""
ANSWER = 200
NOTE = 500
"""The limit of a hint and of the reason why an option is wrong."""
NAME = 80
"""The limit of an id, a category, a tag, a unit."""
DOCUMENTS = 200
"""How many documents a head may have."""
KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def _read_truth(value: Any) -> Any:
    truth = _TRUTH.get(value.lower()) if isinstance(value, str) else None
    if truth is None:
        raise PydanticCustomError("truth", "not true or false")
    return truth


def _read_number(value: Any) -> Any:
    text = value.replace("\u2212", "-") if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text):
        raise PydanticCustomError("number", "not a number")
    return Decimal(text)


def _read_whole(value: Any) -> Any:
    if not isinstance(value, str) or not value.isdecimal() or len(value) > 6:
        raise PydanticCustomError("whole", "not a whole number")
    return int(value)


Prose = Annotated[str, Field(min_length=1, max_length=TEXT)]
Answer = Annotated[str, Field(min_length=1, max_length=ANSWER)]
Note = Annotated[str, Field(max_length=NOTE)]
Name = Annotated[str, Field(min_length=1, max_length=NAME)]
Id = Annotated[str, Field(pattern=KEBAB, max_length=NAME)]
Truth = Annotated[bool, BeforeValidator(_read_truth)]
Figure = Annotated[Decimal, BeforeValidator(_read_number)]
Whole = Annotated[int, BeforeValidator(_read_whole), Field(ge=1)]


class Part(BaseModel):
    """Refuse keys that nobody knows: one of them is a typing mistake in another."""

    model_config = ConfigDict(extra="forbid")


class WrongOption(Part):
    """Describe a wrong option with the reason why it is wrong."""

    text: Answer
    why: Note = ""


def _tell_form(value: Any) -> str:
    return "#keys" if isinstance(value, dict) else "#text"


Wrong = Annotated[
    Annotated[Answer, Tag("#text")] | Annotated[WrongOption, Tag("#keys")],
    Discriminator(_tell_form),
]


class Source(Part):
    """Describe where a fact stands."""

    document: Id
    paragraph: Whole | None = None
    paragraphs: Annotated[list[Whole], Field(min_length=1, max_length=50)] | None = None


class Common(Part):
    """Describe the keys that all questions share."""

    id: Id
    ask: Prose
    explain: Annotated[str, Field(max_length=TEXT)] = ""
    source: Source | None = None
    category: Name = "General"
    difficulty: Literal["easy", "medium", "hard"] = "medium"
    hint: Note = ""
    tags: Annotated[list[Name], Field(max_length=20)] = Field(default_factory=list)
    allow: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list)


class Choice(Common):
    """Describe a question with one right option."""

    kind: Literal["choice"] = "choice"
    answer: Answer
    wrong: Annotated[list[Wrong], Field(min_length=1, max_length=7)]
    keep_last: Answer | None = Field(default=None, alias="keep-last")


class Several(Common):
    """Describe a question with several right options."""

    kind: Literal["several"]
    answers: Annotated[list[Answer], Field(min_length=1, max_length=10)]
    wrong: Annotated[list[Wrong], Field(max_length=10)] = Field(default_factory=list)


class TrueFalse(Common):
    """Describe a statement that is true or false."""

    kind: Literal["true-false"]
    answer: Truth


Answers = Annotated[list[Answer], Field(max_length=100)]


def _tell_one_or_list(value: Any) -> str:
    return "#list" if isinstance(value, list) else "#text"


def _tell_list_or_keys(value: Any) -> str:
    return "#keys" if isinstance(value, dict) else "#list"


OneOrMore = Annotated[
    Annotated[Answer, Tag("#text")] | Annotated[Answers, Tag("#list")],
    Discriminator(_tell_one_or_list),
]
Prompts = Annotated[
    Annotated[Answers, Tag("#list")]
    | Annotated[dict[Answer, Note], Field(max_length=100), Tag("#keys")],
    Discriminator(_tell_list_or_keys),
]
Unit = Annotated[
    Annotated[str, Field(max_length=NAME), Tag("#text")]
    | Annotated[list[Name], Field(max_length=20), Tag("#list")],
    Discriminator(_tell_one_or_list),
]


class Typed(Common):
    """Describe a question whose answer is typed."""

    kind: Literal["typed"]
    answer: Answer
    key: OneOrMore = Field(default_factory=list)
    accept: Answers = Field(default_factory=list)
    prompt: Prompts = Field(default_factory=list)
    reject: Answers = Field(default_factory=list)
    match: Literal["lenient", "spelling", "written"] = "lenient"


class Number(Common):
    """Describe a question whose answer is a number."""

    kind: Literal["number"]
    answer: Figure
    tolerance: Annotated[Figure, Field(ge=0)] = Decimal(0)
    unit: Unit = ""


class Order(Common):
    """Describe items to be put in order."""

    kind: Literal["order"]
    items: Annotated[list[Answer], Field(min_length=3, max_length=8)]


class Match(Common):
    """Describe pairs to be found."""

    kind: Literal["match"]
    pairs: Annotated[dict[Answer, Answer], Field(min_length=3, max_length=8)]
    extra: Annotated[list[Answer], Field(max_length=8)] = Field(default_factory=list)


class Document(Part):
    """Describe what questions are built from."""

    title: Annotated[str, Field(min_length=1, max_length=ANSWER)]
    author: Annotated[str, Field(max_length=ANSWER)] = ""
    publisher: Annotated[str, Field(max_length=ANSWER)] = ""
    year: Annotated[str, Field(max_length=NAME)] = ""
    url: Annotated[str, Field(max_length=TEXT)] = ""
    paragraphs: Whole | None = None
    file: Annotated[str, Field(min_length=1, max_length=ANSWER)] | None = None


class Head(Part):
    """Describe the head of a pack."""

    spacequiz: Literal["1"]
    id: Id
    title: Annotated[str, Field(min_length=1, max_length=ANSWER)]
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] = "en"
    description: Annotated[str, Field(max_length=TEXT)] = ""
    authors: Annotated[list[Name], Field(max_length=50)] = Field(default_factory=list)
    license: Annotated[str, Field(max_length=NAME)] = ""
    version: Annotated[str, Field(max_length=NAME)] = ""
    home: Annotated[str, Field(pattern=r"^https?://[!-~]+$", max_length=ANSWER)] | None = None
    translates: Id | None = None
    explanations: Literal["required", "optional"] = "required"
    allow: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list)
    documents: Annotated[dict[Id, Document], Field(max_length=DOCUMENTS)] = Field(
        default_factory=dict
    )


Question = Choice | Several | TrueFalse | Typed | Number | Order | Match

KINDS: dict[str, type[Common]] = {
    "choice": Choice,
    "several": Several,
    "true-false": TrueFalse,
    "typed": Typed,
    "number": Number,
    "order": Order,
    "match": Match,
}


def list_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model as packs write them."""
    return [field.alias or name for name, field in model.model_fields.items()]
