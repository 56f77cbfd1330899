"""What the rules found, in words: each fact has a sentence, and each number its form."""

import pytest

from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.body import Again, Back, Judgement, Outcome, Reason, Rule
from spacequiz.game.kinds.typed import Strictness, Typed, judge_typed
from spacequiz.game.records import Verdict
from spacequiz.words.verdicts import ask_back, describe_belonging, describe_rule, name_verdict

TITAN = Typed(
    "titanium", key=("titanium",), reject=("titanium oxide",), prompt=(("metal", "Which?"),)
)


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_of_the_judge_has_words_of_its_own(rule: Rule) -> None:
    said = [describe_rule(Judgement(Outcome.WRONG, Reason(each, "x", 2, 9), "y")) for each in Rule]
    assert all(said)
    assert said.count(said[list(Rule).index(rule)]) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("titanium", "the same"),
        ("titanum", "holds the key titanium, with a slip"),
        ("the titanium, I think", "says the same among small words"),
        ("titanium oxide", "rejected"),
        ("not titanium", "says that it is not titanium"),
        ("titanium dust", "holds the key titanium beside other words: dust"),
        ("metal", "asks for more"),
        ("iron or gold", "several answers in one"),
        ("", "nothing was typed"),
    ],
)
def test_a_rule_is_told_with_the_words_it_is_about(typed: str, said: str) -> None:
    assert describe_rule(judge_typed(typed, TITAN)) == said


def test_another_word_is_named() -> None:
    assert describe_rule(judge_typed("million", Typed("billion"))) == "million is another word"


@pytest.mark.parametrize(
    ("slips", "said"), [(1, "a slip in 14 letters"), (2, "2 slips in 14 letters")]
)
def test_slips_are_counted_in_letters(slips: int, said: str) -> None:
    reason = Reason(Rule.SLIPS, slips=slips, letters=14)
    assert describe_rule(Judgement(Outcome.SLIP, reason, "Constantinople")) == said


def test_where_every_sign_counts_it_is_said() -> None:
    judged = judge_typed("papa", Typed("papá", match=Strictness.WRITTEN))
    assert describe_rule(judged) == "not written the same, and every sign counts here"


@pytest.mark.parametrize("again", Again)
def test_what_is_asked_back_has_usual_words_and_the_packs(again: Again) -> None:
    assert ask_back(Back(again)).endswith(("?", "."))
    assert ask_back(Back(again, "Which Louis?")) == "Which Louis?"


def test_places_are_told_by_their_ordinals() -> None:
    told = [describe_belonging(place).removeprefix("belongs ") for place in (1, 2, 3, 4, 11, 12)]
    assert told == ["1st", "2nd", "3rd", "4th", "11th", "12th"]


def test_each_verdict_has_a_name() -> None:
    for kind in Kind:
        assert len({name_verdict(verdict, kind) for verdict in Verdict}) == len(Verdict)


def test_only_between_true_and_false_nothing_is_not_quite() -> None:
    plain = [kind for kind in Kind if name_verdict(Verdict.WRONG, kind) != "Not quite"]
    assert plain == [Kind.TRUE_FALSE]
