"""Which language a list of questions is in: told by its commonest words, or left open."""

from __future__ import annotations

import pytest

from spacequiz.formats.language import guess_language


@pytest.mark.parametrize(
    ("text", "header", "language"),
    [
        ("Welche Stadt ist die größte?", "", "de"),
        ('Was ist "The Moon" und wer war der Autor?', "", "de"),
        ("A heap cloud\nA cloud of ice\nA cloud on the ground", "", "en"),
        ("Der Mars", "", ""),
        ("Der Mars", "fr", "fr"),
        ("der und the what", "", ""),
        ("Столица?", "en", "ru"),
    ],
)
def test_words_or_letters_tell_a_language_and_a_single_word_does_not(
    text: str, header: str, language: str
) -> None:
    assert guess_language([text], header) == language
