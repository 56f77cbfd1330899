"""Rules about the stem, the hint and the explanation: what they give away, and what they owe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse
from spacequiz.game.kinds.figures import read_number
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Typed
from spacequiz.language import say
from spacequiz.packs.lint.item import Finding
from spacequiz.packs.lint.speech import find_meaning, find_stem, list_meanings, split_words
from spacequiz.packs.tree import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from spacequiz.packs.lint.item import Item


SHORTEST_ECHO = 4
"""Letters of a word that can point from the stem to the answer."""
SHORTEST_ANSWER = 3
"""Letters of an answer that is looked for in the stem: shorter ones stand there by chance."""

SAME_ROOT = 6
"""Letters with which two words begin that are heard as one: disclosed, disclosure."""
WIDEST_CATEGORY = 100
"""Questions of a category of which the name still says something about each."""
MOST_HEADING = 2
"""Words of a stem that may be a mere heading."""
FEWEST_SHARED = 2
"""Words with a meaning that all options share, from which they say what the stem should."""

_ASK = ("ask",)
_QUOTED = re.compile("\".*?\"|“.*?”|«.*?»|„.*?“|(?<!\\w)['‘].*?['’](?!\\w)", re.DOTALL)
_SENTENCE = re.compile(r"[.!?:;]\s+|\n")
_BREAK = re.compile(r"[,;:()—–]")
_OR = frozenset(("or", "o", "u", "oder", "ou"))
_SUM = re.compile(r"\d\W*[=×÷*+/]\W*\d")
"""A calculation, which shows the way from figures to the answer."""
_VALUE = re.compile(r"[\d.,]+ ?\w{1,2}")
"""A number with its unit: 1.5 A."""
_ARTICLE = re.compile(r"(?<![.\w])(an?)\Z")
"""An article, and not the letter of a vitamin or of S.p.A."""
_TAIL = "_.…:? \n\xa0\u202f"
_VOWEL = re.compile(r"(?:[aeio]|u(?!ni(?!n|m)|s[aeiu]|t[ei]|ra|k))|hour|heir|hono|honest")
_CONSONANT = re.compile(
    r"(?!hour|heir|hono|honest)[b-df-hj-np-tv-z]|eu|one|once|uni(?!n|m)|us[aeu]"
)


def check_negation(item: Item) -> Iterator[Finding]:
    """Find a stem that asks for what is not so, without saying it aloud (H&D&R 17, NBME)."""
    speech = item.speech
    if not speech.negations or not isinstance(item.question.body, Choice | Several):
        return
    if speech.negations.isdisjoint(item.ask) and speech.exceptions.isdisjoint(item.ask):
        return
    for sentence in _SENTENCE.split(_QUOTED.sub(" ", item.question.ask)):
        word = _find_negation(sentence, item)
        if word:
            message = say(
                "The question asks for the exception, and {word} is easily missed",
                word=shorten(word),
            )
            hint = say(
                "Ask for what is so; or write {word}, so that everyone sees it.", word=word.upper()
            )
            yield Finding(_ASK, "negative-stem", message, hint)
            return


def _find_negation(sentence: str, item: Item) -> str:
    """Return the word in small letters that turns a question around, or nothing."""
    speech = item.speech
    asking, found = False, ""
    # A clause of its own that begins behind a comma says something about a part of the question.
    words = [] if speech.reasons.search(sentence) else _BREAK.split(sentence)[0].split()
    for word in words:
        plain = word.strip("¿?¡!.…\"'“”")
        lower = plain.casefold().replace("’", "'")
        if asking and lower in speech.turning:
            # What somebody chooses not to do is a thing like any other.
            found = "" if lower == "to" else found
            break
        if asking and lower in speech.negations and not plain.isupper():
            found = found or plain
        asking = asking or lower in speech.asking
    if found:
        return found
    for word in split_words(sentence):
        if word in speech.exceptions and word in sentence:
            return word
    return ""


def check_substance(item: Item) -> Iterator[Finding]:
    """Find a stem that leaves the whole question to its options (H&D&R 15, NBME)."""
    if not item.is_choice:
        return
    if item.speech.saying_nothing.fullmatch(item.question.ask) or _is_heading(item):
        message = say("The question says nothing of its own: all of it is in the options")
        hint = say(
            "Ask so that those who know can answer with the options covered; or use true-false."
        )
        yield Finding(_ASK, "empty-stem", message, hint)


def _is_heading(item: Item) -> bool:
    """Return whether a stem of a word or two only names what all options then speak of."""
    if len(item.ask) > MOST_HEADING or "?" in item.question.ask:
        return False
    shared = set.intersection(*(set(item.find_meanings(t)) for t in (*item.keys, *item.wrong)))
    return sum(word.isalpha() for word in shared) >= FEWEST_SHARED


def check_single(item: Item) -> Iterator[Finding]:
    """Find a stem that asks for two facts at once (H&D&R 1)."""
    if not isinstance(item.question.body, Choice | Several | Typed | Number):
        return
    if item.speech.two_asked.search(_QUOTED.sub(" ", item.question.ask)):
        message = say("The question asks for two things at once")
        hint = say("Make two questions of it, so that you see which of the two was missed.")
        yield Finding(_ASK, "two-questions", message, hint)


def check_pointing(item: Item) -> Iterator[Finding]:
    """Find a stem that points to options where none are shown."""
    kind = item.question.kind
    if kind not in (Kind.TYPED, Kind.NUMBER):
        return
    found = item.speech.pointing.search(item.question.ask)
    if found and not _OR & set(item.ask) and ":" not in item.question.ask:
        message = say(
            "{words} points to options, and the kind {kind} shows none",
            words=shorten(found[0]),
            kind=kind,
        )
        yield Finding(_ASK, "no-options-shown", message, say("Reword it, or make it kind: choice."))


def check_giveaway(item: Item) -> Iterator[Finding]:
    """Find a stem that contains its answer and none of the wrong ones (H&D&R 28, clang)."""
    body = item.question.body
    if not isinstance(body, Choice | Several | Typed):
        return
    if isinstance(body, Typed) and not _OR.isdisjoint(item.ask):
        return
    found = find_text(item, item.question.ask)
    if _VALUE.fullmatch(found):
        return  # That it stays the same can be what is asked.
    # In quotes stands what the question is about: a word to be translated, a title.
    if found and find_text(item, _QUOTED.sub(" | ", item.question.ask)):
        message = say("The question itself holds the answer {answer}", answer=shorten(found))
        yield Finding(
            _ASK, "answer-in-stem", message, say("Say it in other words in the question.")
        )


def check_category(item: Item) -> Iterator[Finding]:
    """Find an answer that alone repeats a word of its category, which stands above the question."""
    if not item.is_choice or len(item.wrong) < 2:
        return
    words = split_words(item.question.category)
    telling = [w for w in words if w.isalpha() and w not in item.speech.common_words]
    # What the question says, too, is an echo of the question.
    shown = set(list_meanings(telling, item.language)).difference(item.meanings)
    echoed = shown.intersection(item.find_meanings(item.keys[0]))
    if not echoed or any(shown.intersection(item.find_meanings(text)) for text in item.wrong):
        return
    category = item.question.category
    if sum(each.category == category for each in item.pack.questions) > WIDEST_CATEGORY:
        return
    message = say(
        "Only the right answer repeats a word of the category {category}",
        category=shorten(category),
    )
    hint = say("The category stands above the question. Say the answer in other words.")
    yield Finding(("answer",), "answer-in-category", message, hint)


def find_text(item: Item, text: str) -> str:
    """Return a right answer that stands in a text, unless a wrong one stands there too."""
    words = split_words(text)
    line = f" {' '.join(words)} "
    for key in item.keys:
        run = _trim(split_words(key), item)
        if f" {run} " not in line or not _is_telling(run, item):
            continue
        if _is_name(key, item) and key not in text:
            continue
        others = (_trim(split_words(text), item) for text in item.wrong)
        return "" if any(other and f" {other} " in line for other in others) else key
    return ""


def _is_name(key: str, item: Item) -> bool:
    """Return whether a typed answer is a name: Young is not young."""
    return isinstance(item.question.body, Typed) and key[0].isupper() and key.isalpha()


def _trim(words: list[str], item: Item) -> str:
    return " ".join(words[1:] if words and words[0] in item.speech.articles else words)


def _is_telling(run: str, item: Item) -> bool:
    """Return whether a text is more than a number, a letter or a function word."""
    if len(run) < SHORTEST_ANSWER or run.replace(" ", "").isdecimal():
        return False
    return any(word not in item.speech.function_words for word in run.split())


def check_echo(item: Item) -> Iterator[Finding]:
    """Find an answer that alone repeats a word of the stem (H&D&R 28, clang associations)."""
    if not item.is_choice or len(item.wrong) < 2 or not item.speech.function_words:
        return
    function, common = item.speech.function_words, item.speech.common_words
    asked = {
        find_stem(word, item.language)
        for word in item.ask
        if len(word) >= SHORTEST_ECHO and word not in function and word not in common
    }
    echoed = asked.intersection(item.find_meanings(item.keys[0]))
    roots = {word[:SAME_ROOT] for word in asked}
    heard = {word[:SAME_ROOT] for text in item.wrong for word in item.find_meanings(text)}
    if not echoed or roots & heard:
        return
    if find_text(item, item.question.ask):
        return  # What stands there whole has a code of its own.
    word = next(w for w in split_words(item.keys[0]) if find_meaning(w, item.language) in asked)
    message = say("Only the right answer repeats {word} from the question", word=shorten(word))
    hint = say(
        "Say it in another way in the question or the answer, or let a wrong option echo it too."
    )
    yield Finding(("answer",), "answer-echoes-stem", message, hint)


def check_article(item: Item) -> Iterator[Finding]:
    """Find an `a` or `an` at the end of the stem that fits some options alone (H&D&R 28, grammar)."""
    if item.language != "en" or not item.is_choice:
        return
    found = _ARTICLE.search(item.question.ask.rstrip(_TAIL))
    if not found:
        return
    options = (*item.keys, *(t for t in item.wrong if not item.speech.none_of_them.fullmatch(t)))
    fitting = {text: _fits(found[1].lower(), text) for text in options}
    if None in fitting.values() or len(set(fitting.values())) == 1:
        return
    word = shorten(found[1])
    if not fitting[item.keys[0]]:
        message = say(
            "{word} at the end of the question fits only options that are wrong", word=word
        )
    elif not any(fitting[text] for text in options[1:]):
        message = say("{word} at the end of the question fits the right answer alone", word=word)
    else:
        message = say("{word} at the end of the question fits some of the options alone", word=word)
    hint = say("Ask a whole question, write a(n), or move the article into the options.")
    yield Finding(_ASK, "article-cue", message, hint)


def _fits(article: str, text: str) -> bool | None:
    """Return whether an English article fits before a text; None where only the ear can tell."""
    word = text.split()[0] if text.split() else ""
    if not word.isalpha() or word.isupper():
        return None
    word = word.lower()
    if _CONSONANT.match(word):
        return article == "a"
    return article == "an" if _VOWEL.match(word) else None


MANY_WORDS = 40
"""Words of an explanation that is not a bare repetition, whatever they are."""


def check_explanation(item: Item) -> Iterator[Finding]:
    """Find an explanation that says nothing beyond the question and the answer."""
    question = item.question
    if not question.explain:
        return
    said = split_words(question.explain)
    if len(said) > MANY_WORDS or (_SUM.search(question.explain) and not _SUM.search(question.ask)):
        return
    known = set(item.meanings)
    # Other spellings of a typed answer are not what a player reads.
    for text in item.keys[:1] if question.kind == "typed" else item.keys:
        known.update(item.find_meanings(text))
    empty = item.speech.empty_words
    for word in said:
        stem = find_stem(word, item.language)
        if stem not in known and word not in empty and word not in item.speech.function_words:
            return
    if isinstance(question.body, TrueFalse):
        message = say("The explanation only repeats the statement")
    else:
        message = say("The explanation only repeats the question and the answer")
    hint = say("Add a reason, a picture or a link: what would you say to a pupil who asks why?")
    yield Finding(("explain",), "explanation-says-nothing", message, hint)


def check_hint(item: Item) -> Iterator[Finding]:
    """Find a hint that contains the answer and none of the wrong ones."""
    question = item.question
    if not question.hint:
        return
    if isinstance(question.body, Number):
        found = _find_number(question.body.answer, question.hint, question.language)
    elif question.kind in ("choice", "typed"):
        found = find_text(item, question.hint)
    else:
        return
    if found:
        message = say("The hint says the answer {answer}", answer=shorten(found))
        hint = say("Point to a way of thinking, rule out a direction, or give a first letter.")
        yield Finding(("hint",), "hint-tells-answer", message, hint)


def _find_number(value: Decimal, text: str, language: str) -> str:
    """Return the word of a text that says a number, in digits or in letters."""
    for word in text.split():
        plain = word.strip(".,;:!?¡¿()\"'“”«»")
        # One and un are more often articles than numbers.
        if read_number(plain, language) == (value,) and (value != 1 or plain.isdecimal()):
            return plain
    return ""


def check_hint_words(item: Item) -> Iterator[Finding]:
    """Find a hint that repeats a word of one option alone, and so points at it or away from it."""
    hint = item.question.hint
    if not hint or not item.is_choice or find_text(item, hint):
        return
    passed = {*item.meanings, *(find_stem(w, item.language) for w in item.speech.common_words)}
    said = [word for word in item.find_meanings(hint) if len(word) >= SHORTEST_ANSWER]
    options = (item.keys[0], *item.wrong)
    meant = [set(item.find_meanings(text)) for text in options]
    for word in said:
        holders = [n for n, words in enumerate(meant) if word in words]
        if len(holders) == 1 and word not in passed:
            shown = shorten(options[holders[0]])
            message = say("The hint repeats a word of one option alone: {option}", option=shown)
            advice = say("Say it in other words, or let it fit two options.")
            yield Finding(("hint",), "hint-names-option", message, advice)
            return


RULES = (
    check_negation,
    check_substance,
    check_single,
    check_pointing,
    check_giveaway,
    check_category,
    check_echo,
    check_article,
    check_explanation,
    check_hint,
    check_hint_words,
)
