"""What the codes mean that concern the keys of a question."""

from __future__ import annotations

from spacequiz.packs.lesson import Lesson

QUESTION_LESSONS: dict[str, Lesson] = {
    "missing-key": Lesson(
        "A question or a pack lacks a key that it cannot do without.",
        "kind: order",
        "kind: order\nitems: [Mercury, Venus, Earth]",
    ),
    "missing-explain": Lesson(
        "Every question explains its answer, so that a player learns something. A pack with "
        "explanations: optional may leave it out.",
        "explain:",
        "explain: Jupiter has more than twice the mass of all the other planets together.",
    ),
    "unknown-key": Lesson(
        "Nobody knows the key. Most often it is a typing mistake.",
        "explan: It is large.",
        "explain: It is large.",
    ),
    "unknown-kind": Lesson(
        "There are seven kinds: choice, several, true-false, typed, number, order, match.",
        "kind: multiple-choice",
        "kind: choice",
    ),
    "unknown-value": Lesson(
        "The key knows only certain words.",
        "difficulty: esay",
        "difficulty: easy",
    ),
    "wrong-form": Lesson(
        "The key wants text and has a list, or the other way round.",
        "wrong: Saturn",
        "wrong:\n- Saturn",
    ),
    "empty-text": Lesson("The key has nothing after its colon.", "ask:", "ask: Which one?"),
    "too-long": Lesson(
        "A question and an explanation may have 2,000 characters, an answer 200, a hint 500, a "
        "name 80.",
        f"category: {'Planets ' * 12}",
        "category: Planets",
    ),
    "too-few": Lesson(
        "A list needs more entries: at least one wrong option, three items or pairs.",
        "wrong: []",
        "wrong: [Saturn]",
    ),
    "too-many": Lesson(
        "A list has more entries than a player can look through: at most seven wrong options, "
        "eight items or pairs.",
        "wrong: [a, b, c, d, e, f, g, h]",
        "wrong: [a, b, c]",
    ),
    "too-small": Lesson(
        "Paragraphs are counted from 1, and a tolerance is not below 0.",
        "kind: number\nanswer: 8\ntolerance: -1",
        "kind: number\nanswer: 8\ntolerance: 1",
    ),
    "bad-id": Lesson(
        "An id is made of small letters, digits and single dashes. It stays the same when the "
        "text is mended, since a player's progress hangs on it.",
        "id: Biggest Planet",
        "id: biggest-planet",
    ),
    "duplicate-id": Lesson(
        "Two questions of a pack have the same id; a player's progress hangs on it, so each needs "
        "its own.",
        scope="file",
    ),
    "bad-tag": Lesson(
        "A tag twin:NAME keeps questions that give each other away out of the same game; its name "
        "has no spaces.",
        "tags: ['twin:red spot']",
        "tags: ['twin:red-spot']",
    ),
    "not-true-or-false": Lesson(
        "The answer of a true-false question is true or false; yes and no are read as well.",
        "kind: true-false\nanswer: maybe",
        "kind: true-false\nanswer: true",
    ),
    "not-a-number": Lesson(
        "A number is written with digits and a point; its unit has a key of its own.",
        "kind: number\nanswer: 1,5 km",
        "kind: number\nanswer: 1.5\nunit: km",
    ),
    "duplicate-option": Lesson(
        "Two options look the same to a player.",
        "wrong: [Saturn, Saturn]",
        "wrong: [Saturn, Neptune]",
    ),
    "unknown-option": Lesson(
        "keep-last names the option that stays last, exactly as it is written.",
        "wrong: [None of these]\nkeep-last: None of them",
        "wrong: [None of these]\nkeep-last: None of these",
    ),
    "right-and-rejected": Lesson(
        "The same answer is listed as right and as wrong.",
        "kind: typed\nanswer: Jupiter\nreject: [jupiter]",
        "kind: typed\nanswer: Jupiter\nreject: [Juno]",
    ),
    "unknown-document": Lesson(
        "The source names a document that the pack's head does not list.",
        "source: {document: textbok}",
        "source: {document: textbook}",
    ),
    "unknown-paragraph": Lesson(
        "The document has fewer paragraphs.",
        "source: {document: textbook, paragraph: 99}",
        "source: {document: textbook, paragraph: 9}",
    ),
    "two-paragraphs": Lesson(
        "A source has one paragraph or a list of paragraphs, not both.",
        "source: {document: textbook, paragraph: 4, paragraphs: [5]}",
        "source: {document: textbook, paragraphs: [4, 5]}",
    ),
}
