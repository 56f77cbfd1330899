"""Pictures in files of other programs: found in their HTML, checked, and named by us."""

from __future__ import annotations

import binascii
import html
import re
from base64 import b64decode
from collections import Counter
from hashlib import sha256
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from spacequiz.errors import PackError
from spacequiz.game.kinds.fields import NOTE
from spacequiz.game.question import Picture
from spacequiz.images import MAX_BYTES, MAX_PICTURES, MAX_TOTAL, SUFFIX_OF, measure
from spacequiz.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spacequiz.formats.archive import ZipReader
    from spacequiz.game.question import Question

_IMAGE = re.compile(r"""<img\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DATA = re.compile(r"data:image/[a-z]+;base64,", re.IGNORECASE)
_MOST_BASE64 = MAX_BYTES * 3 // 2
"""So many letters may stand for the bytes of a picture, line breaks included."""


class Found(NamedTuple):
    """Hold a picture as a file of another program has it."""

    data: bytes
    alt: str
    """What the file says that it shows; often nothing."""


def decode_base64(text: str) -> bytes | None:
    """Return the bytes that a text stands for; None if it is too long, or stands for none."""
    if len(text) > _MOST_BASE64:
        return None
    try:
        return b64decode("".join(text.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def is_sound(data: bytes) -> bool:
    """Return whether bytes are a picture that a pack may have."""
    shape = measure(data)
    return shape is not None and not shape.is_too_large and len(data) <= MAX_BYTES


def take_picture(text: str, find: Callable[[str], bytes | None]) -> tuple[str, Found | None]:
    """Return HTML without its first picture that the file brings along, and that picture.

    Args:
        text: The HTML.
        find: Returns the bytes that an address stands for; None where the file has none.
    """
    for tag in _IMAGE.finditer(text):
        said = {name.lower(): html.unescape(a or b) for name, a, b in _ATTRIBUTE.findall(tag[1])}
        source = said.get("src", "")
        inside = _DATA.match(source)
        data = decode_base64(source[inside.end() :]) if inside else find(unquote(source))
        if data is not None and is_sound(data):
            return text[: tag.start()] + text[tag.end() :], Found(data, said.get("alt", ""))
    return text, None


def name_options(
    options: Sequence[tuple[str, Found | None]],
    pictured: dict[str, Found],
    tell: Callable[[str], None],
) -> list[str]:
    """Return the texts of options.

    One that is nothing but a picture is called by its description, or else by a letter: its answer
    is a text, and nobody can name what nobody described.

    Args:
        options: Each with its picture, if it has one.
        pictured: Takes the pictures, by those texts.
        tell: Takes what is lost.
    """
    bare = [picture for text, picture in options if picture and not text]
    alts = Counter(picture.alt.casefold() for picture in bare)
    # In the order of their bytes: in that of the file, the right one is often the first.
    nameless = sorted({p.data for p in bare if not p.alt or alts[p.alt.casefold()] > 1})
    if nameless:
        tell(say("its options are pictures that nothing describes: they are called by letters"))
    texts = []
    for text, picture in options:
        if picture is not None and not text:
            if picture.data in nameless:
                letter = ascii_uppercase[nameless.index(picture.data) % len(ascii_uppercase)]
                picture = picture._replace(alt=say("Picture {letter}", letter=letter))
            text = picture.alt
        if picture is not None:
            pictured[text] = picture._replace(alt=picture.alt or text)
        texts.append(text)
    return texts


class Package:
    """Find the pictures that a zip of another program brings along.

    Args:
        archive: The zip.
    """

    def __init__(self, archive: ZipReader) -> None:
        self._archive = archive
        self._named: dict[str, list[str]] = {}
        for name in archive.names:
            self._named.setdefault(name.rpartition("/")[2], []).append(name)

    def find(self, source: str) -> bytes | None:
        """Return the file that an address in a text stands for; None where there is none.

        Whether it is told from the root of the zip, from a folder of files or from the text's own
        place, its end is the same.
        """
        path = unquote(re.split("[?#]", source, maxsplit=1)[0])
        path = re.sub(r"^(?:\$[\w-]+\$/|\.{1,2}/|/)+", "", path)
        alike = self._named.get(path.rpartition("/")[2], [])
        fits = [name for name in alike if name == path or name.endswith(f"/{path}")]
        if not path or "://" in source or (len(fits) != 1 and path not in fits):
            return None
        try:
            return self._archive.read(path if path in fits else fits[0], MAX_BYTES)
        except PackError:
            return None


class Album:
    """Keep the pictures of a file under names of ours, within the limits of a pack."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}
        self._total = 0

    def take(self, found: Found | None, name: str, tell: Callable[[str], None]) -> Picture | None:
        """Keep a picture, or tell why not.

        Args:
            found: The picture, if there is one.
            name: What to call it: a question's id.
            tell: Takes what is lost.
        """
        file = self._keep(found.data, name, tell) if found is not None else ""
        if found is None or not file:
            return None
        alt = found.alt[: NOTE.most].strip()
        if not alt:
            tell(say("its picture has no description: write under alt what it shows"))
        return Picture(file, alt or say("A picture"))

    def _keep(self, data: bytes, name: str, tell: Callable[[str], None]) -> str:
        shape = measure(data)
        if shape is None or not is_sound(data):
            tell(say("left out a picture"))
            return ""
        key = sha256(data).digest()
        if key not in self._names:
            if len(self.files) >= MAX_PICTURES or self._total + len(data) > MAX_TOTAL:
                tell(say("left out a picture: the pack has too many"))
                return ""
            self._names[key] = f"{name}{SUFFIX_OF[shape.form]}"
            self.files[self._names[key]] = data
            self._total += len(data)
        return self._names[key]


Shown = dict[str, tuple[Picture, bytes]]
"""The pictures that are there, by the options that they belong to; by "" a question's own."""


def find_shown(question: Question, pictures: Mapping[str, bytes]) -> Shown:
    """Return the pictures of a question and of its options that are there."""
    own = (("", question.picture),) if question.picture else ()
    return {
        option: (picture, data)
        for option, picture in (*own, *question.pictured)
        if (data := pictures.get(picture.file))
    }


def name_shown(question: Question, shown: Shown) -> frozenset[str]:
    """Return which parts of a question are kept where these pictures are shown."""
    whole = all(option in shown for option, _ in question.pictured)
    return frozenset(("picture",) * ("" in shown) + ("pictures",) * whole)
