"""What each code of a diagnostic means, with an example before and after mending."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Lesson(NamedTuple):
    """Explain a code; the examples are keys of a question, of a pack's head, or whole lines."""

    meaning: str
    before: str = ""
    after: str = ""
    scope: Literal["question", "head", "file"] = "question"


FILE_LESSONS: dict[str, Lesson] = {
    "alias": Lesson(
        "A word that begins with a star repeats another part of a YAML file; packs do not use it.",
        "answer: *Jupiter",
        'answer: "*Jupiter"',
    ),
    "anchor": Lesson(
        "A word that begins with & names a part of a YAML file; packs do not use it.",
        "answer: &Co",
        'answer: "&Co"',
    ),
    "tag": Lesson(
        "A word that begins with ! has a meaning in YAML that packs do not use.",
        "answer: !Ay caramba",
        'answer: "!Ay caramba"',
    ),
    "directive": Lesson(
        "A line that begins with % is an order to the YAML parser; packs do not use it.",
        "%YAML 1.2\n---\nspacequiz: 1",
        "spacequiz: 1",
        "file",
    ),
    "second-document": Lesson(
        "A line of three dashes begins a second document; a file holds one.",
        "spacequiz: 1\n---\nid: more",
        "spacequiz: 1\nid: more",
        "file",
    ),
    "merge-key": Lesson(
        "The key << copies keys from elsewhere; packs write them out.",
        "<<: {hint: It is red.}",
        "hint: It is red.",
    ),
    "duplicate-key": Lesson(
        "A key stands twice in the same place, so that one of the two would be lost.",
        "hint: It is red.\nhint: It is large.",
        "hint: It is red and large.",
    ),
    "bad-key": Lesson(
        "A key is text before a colon; here a list or a group of keys stands in its place.",
        "[hint]: It is red.",
        "hint: It is red.",
    ),
    "syntax": Lesson(
        "The file cannot be read as YAML. Most often a text with a colon, a quote or a bracket "
        "needs quotes around it, or a line is not indented like its neighbours.",
        "ask: Pluto: a planet?",
        'ask: "Pluto: a planet?"',
    ),
    "no-break-space": Lesson(
        "Spaces that keep words on one line look like ordinary ones and mean something else around "
        "the keys of a pack. They come with text from web pages and word processors.",
        "answer:\u00a0Jupiter",
        "answer: Jupiter",
    ),
    "tab": Lesson(
        "Lines are indented with spaces; a tab looks the same and means something else.",
        "wrong:\n\t- Saturn",
        "wrong:\n  - Saturn",
    ),
    "too-deep": Lesson(
        "Lists and keys stand inside one another more than 12 levels deep; a pack needs five.",
        "tags: [[[[[[[[[[[[a]]]]]]]]]]]]",
        "tags: [a]",
    ),
    "too-many-values": Lesson(
        "The file holds more values than any pack needs. Split it.", scope="file"
    ),
    "too-many-problems": Lesson(
        "There are so many problems that the rest is not read. Mend the first ones: they may "
        "all have the same cause.",
        scope="file",
    ),
    "forbidden-character": Lesson(
        "The text holds a character that steers a terminal or reverses the direction of a line. "
        "It is invisible; delete the word and type it again.",
        r'hint: "It is \e[31mred."',
        "hint: It is red.",
    ),
    "stacked-marks": Lesson(
        "A letter carries more than three marks, which would run into the lines above it.",
        r'hint: "e\u0301\u0301\u0301\u0301"',
        "hint: é",
    ),
    "invisible-character": Lesson(
        "A character that nobody can see was left out. It often comes with text copied from a "
        "web page; delete the place and type it again.",
        r'hint: "It is\u200b red."',
        "hint: It is red.",
    ),
    "not-utf8": Lesson(
        "The file is saved in an old encoding, so that letters such as é can be misread. Save it "
        "again and choose UTF-8.",
        scope="file",
    ),
    "not-text": Lesson(
        "The file is made by another program, such as a word processor. Save it as plain text.",
        scope="file",
    ),
    "empty-file": Lesson("There is nothing in the file.", scope="file"),
    "file-too-large": Lesson(
        "A file may have 16 MiB. Make a folder of several files.", scope="file"
    ),
    "unreadable-file": Lesson("The system does not let the file be read.", scope="file"),
    "not-a-file": Lesson("A folder, a pipe or a device stands where a file should.", scope="file"),
    "missing-file": Lesson(
        "The pack names the text of a document, and no such file lies beside the pack.",
        "documents:\n  handout:\n    title: Our handout\n    file: lost.md",
        "documents:\n  handout:\n    title: Our handout",
        "head",
    ),
    "outside-file": Lesson(
        "A pack reads only files in its own folder, and follows no links.",
        "documents:\n  handout:\n    title: Our handout\n    file: ../handout.md",
        "documents:\n  handout:\n    title: Our handout",
        "head",
    ),
    "wrong-suffix": Lesson(
        "The text of a document is a file whose name ends in .md or .txt.",
        "documents:\n  handout:\n    title: Our handout\n    file: handout.docx",
        "documents:\n  handout:\n    title: Our handout",
        "head",
    ),
    "wrong-paragraphs": Lesson(
        "The head says how many paragraphs a document has, and its file has another number. "
        "Leave the number out: they are counted.",
        scope="head",
    ),
    "yml-suffix": Lesson("Only files whose names end in .yaml are read. Rename it.", scope="file"),
    "too-many-files": Lesson("A folder may hold 500 files of questions.", scope="file"),
    "too-many-questions": Lesson("A pack may hold 50,000 questions. Split it.", scope="file"),
    "no-keys": Lesson(
        "A pack begins with keys: spacequiz, id, title, questions.",
        "Which planet is the largest?",
        "spacequiz: 1\nid: planets\ntitle: Planets",
        "file",
    ),
    "no-questions": Lesson("The pack has a head and no questions.", scope="file"),
    "duplicate-pack": Lesson(
        "Two packs have the same id. The first one is played; give the other one a new id.",
        scope="file",
    ),
    "unknown-format": Lesson(
        "The pack is written for another version of the format than this game reads.",
        "spacequiz: 2",
        "spacequiz: 1",
        "head",
    ),
    "bad-language": Lesson(
        "The language is written as its short name.",
        "language: English (UK)",
        "language: en-GB",
        "head",
    ),
    "translates-itself": Lesson(
        "A pack that translates another one names the other one's id, not its own.",
        "translates: example",
        "translates: ejemplo",
        "head",
    ),
}

LINT_LESSONS: dict[str, Lesson] = {
    "negative-stem": Lesson(
        'A "not" or "except" in a question is easily overlooked; then the question measures '
        "reading, not knowing. Ask for what is so. If it must be, write NOT in capitals.",
        "ask: Which of these planets does not have a moon?\nanswer: Venus\nwrong: [Mars, Earth]",
        "ask: Which of these planets has no moon?\nanswer: Venus\nwrong: [Mars, Earth]",
    ),
    "empty-stem": Lesson(
        "Whoever covers the options should still see a question. One that only asks which "
        "statement is true hides several questions in its options.",
        "ask: Which of these statements is true?\nanswer: Jupiter is a gas giant\n"
        "wrong: [Mars is a gas giant, Venus is a gas giant]",
        "ask: Which planet is a giant made of gas?",
    ),
    "no-options-shown": Lesson(
        "The question says which of these, and its kind shows no options to choose from.",
        "kind: typed\nask: Which of these planets is the largest?",
        "kind: typed\nask: Which planet is the largest?",
    ),
    "answer-in-stem": Lesson(
        "The question itself contains the right answer and none of the wrong ones.",
        "ask: Which planet has moons such as Io that are named after the loves of Jupiter?",
        "ask: Around which planet does the moon Io travel?",
    ),
    "answer-echoes-stem": Lesson(
        "A word of the question stands in the right answer alone, and points to it. Test takers "
        "call it a clang.",
        "ask: What is the storm on Jupiter called?\nanswer: The Great Storm Spot\n"
        "wrong: [The Dark Eye, The White Oval]",
        "ask: What is the oldest storm on Jupiter called?\nanswer: The Great Red Spot\n"
        "wrong: [The Dark Eye, The White Oval]",
    ),
    "article-cue": Lesson(
        'The "a" or "an" that ends the question fits some of the options alone.',
        "ask: A body that travels around a star is called a\nanswer: planet\n"
        "wrong: [asteroid, orbit]",
        "ask: What is a large body that travels around a star called?\nanswer: planet\n"
        "wrong: [asteroid, orbit]",
    ),
    "options-look-alike": Lesson(
        "Two options differ only in capital letters, an article or a final stop. A player takes "
        "them for the same, and knows that both are wrong.",
        "wrong: [Saturn, saturn.]",
        "wrong: [Saturn, Neptune]",
    ),
    "all-of-the-above": Lesson(
        "Whoever knows two of the options knows this one. The game shuffles options, too, so that "
        '"above" may be below.',
        "answer: All of the above\nwrong: [Jupiter, Saturn]",
        "kind: several\nanswers: [Jupiter, Saturn]\nwrong: [Mars]",
    ),
    "none-of-the-above": Lesson(
        "Who picks it shows only that something is wrong, not that the right answer is known. "
        "Leave it out. If you want it all the same, keep-last keeps it in its place.",
        "wrong: [Saturn, None of the above]",
        "wrong: [Saturn, Neptune]",
    ),
    "option-by-place": Lesson(
        "The option names others by their letters, and the game shuffles them.",
        "answer: Both A and B\nwrong: [Mars, Venus]",
        "kind: several\nanswers: [Mars, Venus]\nwrong: [Saturn]",
    ),
    "longest-answer": Lesson(
        "The right answer is by a third longer than every other option. Test takers who know "
        "nothing pick the longest, since we want the right one to be exact.",
        "answer: Jupiter, which has more than seventy moons\nwrong: [Saturn, Neptune]",
        "answer: Jupiter\nwrong: [Saturn, Neptune]",
    ),
    "absolute-option": Lesson(
        "A wrong option says always or never, and the right one does not. Test takers know that "
        "such options are mostly wrong.",
        "ask: When can Venus be seen?\nanswer: At dusk and at dawn\n"
        "wrong: [Always at midnight, Only in winter]",
        "ask: When can Venus be seen?\nanswer: At dusk and at dawn\n"
        "wrong: [In the middle of the night, Only in winter]",
    ),
    "options-overlap": Lesson(
        "Two ranges of numbers share a part, so that both can be right.",
        "ask: How many moons has Mars?\nanswer: 1-3\nwrong: [3-5, 6-9]",
        "ask: How many moons has Mars?\nanswer: 1-3\nwrong: [4-5, 6-9]",
    ),
    "unsorted-numbers": Lesson(
        "The game puts numbers in ascending order by itself; keep-last holds one of them back, "
        "which makes it stand out.",
        "ask: How many planets are there?\nanswer: '8'\nwrong: ['9', '10']\nkeep-last: '8'",
        "ask: How many planets are there?\nanswer: '8'\nwrong: ['9', '10']",
    ),
    "options-repeat": Lesson(
        "Every option begins with the same words. In the question they are read once.",
        "ask: What is Jupiter?\nanswer: A planet made of gas\n"
        "wrong: [A planet made of rock, A planet made of ice]",
        "ask: What is Jupiter made of?\nanswer: Gas\nwrong: [Rock, Ice]",
    ),
    "parted-entry": Lesson(
        "Between [ and ] a comma parts two entries, also within quotation marks that stand in the "
        "middle of a text. Put quotes of the other sort around all of the entry.",
        'wrong: [He said "Mars, or Venus", Saturn]',
        "wrong: ['He said \"Mars, or Venus\"', Saturn]",
    ),
    "explanation-says-nothing": Lesson(
        "The explanation repeats the question and the answer, and nobody learns anything from it. "
        "Give a reason, a picture, a link to something known.",
        "explain: The right answer is Jupiter, the largest planet.",
        "explain: It has more than twice the mass of all the others.",
    ),
    "hint-tells-answer": Lesson(
        "The hint contains the right answer and none of the wrong ones.",
        "hint: It begins like Jupiter Hall, where we have lunch.",
        "hint: It has a great red spot.",
    ),
    "source-lacks-answer": Lesson(
        "The text of the document is shipped with the pack, and the paragraph that the question "
        "names does not hold the answer. Most often the number is wrong.",
        scope="file",
    ),
    "duplicate-question": Lesson(
        "Two questions have the same words and the same answer. One of them is enough.",
        scope="file",
    ),
    "near-duplicate": Lesson(
        "Two questions have the same answer and nearly the same words. Remove one; or give both "
        "the same tag twin:NAME, so that they never come up in one game.",
        scope="file",
    ),
    "contradicting-answers": Lesson(
        "Two questions have the same words, and what is right in one is wrong in the other.",
        scope="file",
    ),
    "answers-confusable": Lesson(
        "The answer to another question of the category is so near to this one that the game "
        "would take it for a typing mistake. List it under reject.",
        scope="file",
    ),
    "length-bias": Lesson(
        "The longest option is right much more often than chance would have it, or the shortest "
        "is. A player who only looks at lengths would win.",
        scope="file",
    ),
    "truth-bias": Lesson(
        "Nearly all statements of the pack are true, or nearly all are false.", scope="file"
    ),
    "one-difficulty": Lesson(
        "All questions have the same difficulty, so that nobody can choose and no mode can climb. "
        "About a third easy and a fifth hard is a good mix.",
        scope="file",
    ),
    "one-kind": Lesson(
        "All questions are of one kind. Recalling an answer teaches more than recognizing it, and "
        "a change keeps a class awake.",
        scope="file",
    ),
    "unknown-allow": Lesson(
        "The key allow lists codes of advice that do not apply. This one is none.",
        "allow: [longest-answr]",
        "tags: [moons]",
    ),
    "unused-allow": Lesson(
        "The key allow lists advice that is not given for this question. It may have been once.",
        "allow: [longest-answer]",
        "tags: [moons]",
    ),
    "failed-rule": Lesson(
        "One of the rules failed by a mistake of spacequiz's own. Nothing is wrong with what it "
        "looked at, but what this rule would have found there is not told. The check then ends "
        "with 1, unless there are errors.",
        scope="file",
    ),
}

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

LESSONS: dict[str, Lesson] = {**FILE_LESSONS, **QUESTION_LESSONS, **LINT_LESSONS}
