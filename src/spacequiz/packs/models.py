"""The keys of a pack as pydantic models: what each may hold, and nothing about how it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError

from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.fields import LINE, NAME, NOTE, PROSE, TAGS
from spacequiz.game.question import KINDS as BODIES
from spacequiz.packs.forms import ONE, PARTS, Form, make_fields

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Body

TEXT = PROSE.most
"""The limit of a question, an explanation, a description."""
DOCUMENTS = 200
"""How many documents a head may have."""
KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _read_whole(value: Any) -> Any:
    if not isinstance(value, str) or not value.isdecimal() or len(value) > 6:
        raise PydanticCustomError("whole", "not a whole number")
    return int(value)


Prose = Annotated[str, Field(min_length=1, max_length=TEXT)]
Answer = Annotated[str, Field(min_length=1, max_length=LINE.most)]
Note = Annotated[str, Field(max_length=NOTE.most)]
Name = Annotated[str, Field(min_length=1, max_length=NAME.most)]
Id = Annotated[str, Field(pattern=KEBAB, max_length=NAME.most)]
Whole = Annotated[int, BeforeValidator(_read_whole), Field(ge=1)]


class SourceKeys(Form):
    """Hold the keys that say where a fact stands."""

    document: Id
    paragraph: Whole | None = None
    paragraphs: Annotated[list[Whole], Field(min_length=1, max_length=50)] | None = None


Image = Annotated[str, Field(min_length=1, max_length=LINE.most)]


class PictureKeys(Form):
    """Hold the keys of an option's picture."""

    image: Image | None = None
    alt: Note = ""


class OptionKeys(PictureKeys):
    """Hold the keys of a right option that has a picture."""

    text: Answer


class CommonKeys(Form):
    """Hold the keys that all questions share."""

    id: Id
    ask: Prose
    image: Image | None = None
    alt: Note = ""
    explain: Annotated[str, Field(max_length=TEXT)] = ""
    source: SourceKeys | None = None
    category: Name = "General"
    difficulty: Literal["easy", "medium", "hard"] = "medium"
    hint: Note = ""
    tags: Annotated[list[Name], Field(max_length=TAGS.most), ONE] = Field(default_factory=list)
    allow: Annotated[list[Id], Field(max_length=50), ONE] = Field(default_factory=list)


class DocumentKeys(Form):
    """Hold the keys of what questions are built from."""

    title: Annotated[str, Field(min_length=1, max_length=LINE.most)]
    author: Annotated[str, Field(max_length=LINE.most)] = ""
    publisher: Annotated[str, Field(max_length=LINE.most)] = ""
    year: Annotated[str, Field(max_length=NAME.most)] = ""
    url: Annotated[str, Field(max_length=TEXT)] = ""
    paragraphs: Whole | None = None
    file: Annotated[str, Field(min_length=1, max_length=LINE.most)] | None = None


class HeadKeys(Form):
    """Hold the keys of a pack's head."""

    spacequiz: Literal["1"]
    id: Id
    title: Annotated[str, Field(min_length=1, max_length=LINE.most)]
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] = "en"
    description: Annotated[str, Field(max_length=TEXT)] = ""
    authors: Annotated[list[Name], Field(max_length=50), ONE] = Field(default_factory=list)
    license: Annotated[str, Field(max_length=NAME.most)] = ""
    version: Annotated[str, Field(max_length=NAME.most)] = ""
    home: Annotated[str, Field(pattern=r"^https?://[!-~]+$", max_length=LINE.most)] | None = None
    translates: Id | None = None
    explanations: Literal["required", "optional"] = "required"
    order: Literal["any", "story"] = "any"
    allow: Annotated[list[Id], Field(max_length=50), ONE] = Field(default_factory=list)
    documents: Annotated[dict[Id, DocumentKeys], Field(max_length=DOCUMENTS)] = Field(
        default_factory=dict
    )


def _make_kind(body: type[Body]) -> type[CommonKeys]:
    """Return the keys of a question of a kind: those of all questions, and its own."""
    kind: Any = (Literal[body.kind.value], ... if body.kind is not Kind.CHOICE else body.kind.value)
    made: type[CommonKeys] = create_model(
        body.__name__, __base__=CommonKeys, kind=kind, **make_fields(body)
    )
    return made


KINDS: dict[str, type[CommonKeys]] = {kind.value: _make_kind(body) for kind, body in BODIES.items()}
INNER: dict[str, type[Form]] = {"documents": DocumentKeys, "source": SourceKeys, **PARTS}
"""The keys that hold keys of their own."""


def list_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model as packs write them."""
    return [field.alias or name for name, field in model.model_fields.items()]
