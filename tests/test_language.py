"""What the program says: messages with values, and counted things."""

import errno
import os
import sys

import pytest

from spacequiz.errors import name_reason
from spacequiz.language import say, say_count, say_list, say_options, spoken


def test_a_message_without_values_keeps_its_braces() -> None:
    assert say("Write {name} there") == "Write {name} there"


def test_values_are_filled_in_and_are_no_templates_themselves() -> None:
    assert say("{one} and {other}", one="{other}", other="b") == "{other} and b"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 packs in x"), (1, "1 pack in x"), (2, "2 packs in x"), (12_345, "12,345 packs in x")],
)
def test_counted_things_take_the_form_of_their_number(number: int, said: str) -> None:
    assert (
        say_count(number, "{count} pack in {place}", "{count} packs in {place}", place="x") == said
    )


@pytest.mark.parametrize(
    ("names", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "{c}"], "a, b and {c}")],
)
def test_names_are_listed_as_in_a_sentence(names: list[str], listed: str) -> None:
    assert say_list(names) == listed
    assert say_options(names) == listed.replace(" and ", " or ")


def test_without_a_catalogue_english_is_spoken() -> None:
    assert spoken() == "en"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has words of its own")
@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOENT, errno.EROFS, errno.ELOOP])
def test_what_the_system_refuses_is_told_as_the_end_of_a_sentence(code: int) -> None:
    assert name_reason(OSError(code, os.strerror(code))) == os.strerror(code).lower()


def test_a_reason_of_our_own_stays_and_none_is_unknown() -> None:
    assert name_reason(OSError(errno.EACCES, "it is Sunday")) == "it is sunday"
    assert name_reason(OSError()) == "unknown reason"
