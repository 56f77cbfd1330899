"""What the codes mean that concern files, YAML and the head of a pack."""

from __future__ import annotations

from spacequiz.packs.lesson import Lesson

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
