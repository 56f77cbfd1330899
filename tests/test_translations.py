"""The catalogues: they have what the program says today, and no translation can break it."""

from __future__ import annotations

import string
from gettext import GNUTranslations
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from builders import make_runner
from catalogues import (
    TRANSLATED,
    compile_catalogue,
    find_catalogue,
    list_forms,
    list_said,
    make_template,
    read_catalogue,
)
from spacequiz import language
from spacequiz.cli.settings import settings
from spacequiz.language import say
from spacequiz.paths import find_places, recall_language
from spacequiz.quizmaster.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages import Catalog, Message

RENEW = "run: python tests/catalogues.py"
CHOSEN = sorted(language.BY_LOCALE - {"en"})
every_language = pytest.mark.parametrize("code", TRANSLATED)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.choose("en")


def list_messages(catalogue: Catalog) -> dict[tuple[object, object], Message]:
    return {(each.context, each.id): each for each in catalogue if each.id}


def list_holes(text: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@every_language
def test_a_catalogue_has_what_is_said_today_and_nothing_else(code: str) -> None:
    said, known = set(list_messages(make_template())), set(list_messages(read_catalogue(code)))
    assert sorted(map(str, said ^ known)) == [], RENEW


@every_language
def test_what_the_program_reads_is_what_the_translators_wrote(code: str) -> None:
    written = read_catalogue(code)
    assert not any(each.fuzzy for each in written if each.id)
    compiled = GNUTranslations(BytesIO(compile_catalogue(written)))
    path = find_catalogue(code).with_suffix(".mo")
    with path.open("rb") as file:
        read = GNUTranslations(file)
    assert {k: v for k, v in vars(read)["_catalog"].items() if k} == {
        k: v for k, v in vars(compiled)["_catalog"].items() if k
    }, RENEW
    assert read.info()["language"] == code


@every_language
def test_a_translation_fills_in_what_the_original_does(code: str) -> None:
    wrong = []
    for each in list_messages(read_catalogue(code)).values():
        said = list_forms(each.id)
        wanted = set().union(*map(list_holes, said))
        for form in filter(None, list_forms(each.string)):
            holes = list_holes(form) if wanted else set()
            # Of one thing, the number may be left out or be written as a word.
            if holes - wanted or (len(said) == 1 and wanted - holes):
                wrong.append(form)
    assert wrong == []


@every_language
def test_what_stands_in_columns_has_room(code: str) -> None:
    from spacequiz.tui.night.lobby import FIELDS, TEAM_FIELDS
    from spacequiz.tui.screens.setup import FILTERS
    from spacequiz.tui.widgets.forms import LABEL_WIDTH

    catalogue = read_catalogue(code)
    examples = [
        line
        for each in catalogue
        if str(each.id).startswith("\b")
        for form in list_forms(each.string)
        for line in form.splitlines()
    ]
    # Click indents them.
    assert [line for line in examples if len(line) > 80 - 2] == []
    language.choose(code)
    labels = [*(setting.title for setting in SETTINGS), *(say(label) for _, label in FIELDS)]
    labels += [say(label) for _, label in TEAM_FIELDS]
    labels += [say(part.label) for part in FILTERS]
    assert [label for label in labels if len(label) >= LABEL_WIDTH] == []


@pytest.mark.parametrize("code", CHOSEN)
def test_a_language_that_a_locale_chooses_is_whole(code: str) -> None:
    messages = list_messages(read_catalogue(code)).values()
    assert [each.id for each in messages if not all(list_forms(each.string))] == []


def test_no_two_counted_messages_share_their_form_for_one() -> None:
    counted = {each.message for each in list_said() if not isinstance(each.message, str)}
    ones = [one for one, _ in counted]
    assert sorted(one for one in set(ones) if ones.count(one) > 1) == []


@pytest.mark.parametrize(
    ("environment", "known"),
    [
        ({"LC_ALL": "es_MX.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ({"LC_ALL": "", "LC_MESSAGES": "es", "LANG": "de_DE"}, "es"),
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_system_says_its_language(
    environment: dict[str, str], known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.find_system_language() == known


def test_a_language_that_we_do_not_have_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "tlh")
    language.choose()
    assert language.spoken() == "en"


def test_whoever_chose_a_language_gets_it_and_gives_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def call(*arguments: str) -> str:
        done = make_runner().invoke(settings, arguments, catch_exceptions=False)
        return str(done.stdout)

    call("set", "language", "Español")
    assert (language.spoken(), recall_language(find_places())) == ("es", "es")
    assert call("get", "language") == "es\n"
    call("reset", "language")
    assert (language.spoken(), recall_language(find_places())) == ("en", "")


@pytest.mark.parametrize(
    ("number", "english", "spanish"),
    [(7, "7", "7"), (1250, "1,250", "1250"), (-12_500, "-12,500", "-12\xa0500")],
)
def test_thousands_stand_apart_as_the_language_has_it(
    number: int, english: str, spanish: str
) -> None:
    assert language.say_number(number) == english
    language.choose("es")
    assert language.say_number(number) == spanish
