"""What the codes of the item-writing rules mean."""

from __future__ import annotations

from spacequiz.packs.lesson import Lesson

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
