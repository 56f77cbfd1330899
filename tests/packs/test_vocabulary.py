"""The words of a pack, which count as no typing mistakes of one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.packs.vocabulary import list_words

from .helpers import make_pack, make_question, read

if TYPE_CHECKING:
    from pathlib import Path


def test_answers_and_options_are_words_of_a_pack_that_has_something_to_type(tmp_path: Path) -> None:
    typed = make_question("id: two\nkind: typed\nanswer: Callisto")
    assert list_words(read(tmp_path, make_pack(make_question()))) == frozenset()
    found = list_words(read(tmp_path, make_pack(make_question(), typed)))
    assert {"callisto", "jupiter"} <= found
