"""What an editor says of each key while a teacher writes."""

from __future__ import annotations

HEAD_WORDS: dict[str, str] = {
    "spacequiz": "Version of the format: 1.",
    "id": "Name of the pack for the game: small letters, digits and single dashes. Keep it.",
    "title": "Name of the pack for people.",
    "language": "Short name of the language, such as en, es or pt-BR. Left out: en.",
    "description": "A few sentences for those who choose what to play.",
    "authors": "Who wrote the questions.",
    "license": "Short name of the license, such as CC-BY-4.0.",
    "translates": "Id of the pack that this one translates. Its questions have the same ids.",
    "explanations": "Write optional if some questions have no explain yet.",
    "allow": "Codes of advice from spacequiz check that apply to none of the questions.",
    "documents": "What the questions are built from: a short name for each, and its title below.",
    "questions": "The questions, one dash for each.",
}
QUESTION_WORDS: dict[str, str] = {
    "id": "Name of the question in the pack: small letters, digits and single dashes. Keep it: "
    "what players have learned hangs on it.",
    "kind": "choice (left out: this one), several, true-false, typed, number, order or match.",
    "ask": "The question itself, up to 2,000 characters; 120 are read at one glance.",
    "explain": "Why the answer is right. It is shown after every answer, right or wrong.",
    "source": "Where the fact stands: {document: textbook, paragraph: 4}",
    "category": "What the question is about; players can choose categories. Left out: General.",
    "difficulty": "easy, medium (left out: this one) or hard.",
    "hint": "What a player may read before answering, at a price. It does not say the answer.",
    "tags": "Words of your own. twin:NAME keeps questions that give each other away apart.",
    "allow": "Codes of advice from spacequiz check that do not apply to this question.",
}
KIND_WORDS: dict[str, dict[str, str]] = {
    "choice": {
        "answer": "The right option.",
        "wrong": "One to seven wrong options; each text alone, or text and why it is wrong.",
        "keep-last": "The option that stays last; the others are shuffled.",
    },
    "several": {
        "answers": "All options that are right.",
        "wrong": "The options that are wrong; each text alone, or text and why it is wrong.",
    },
    "true-false": {"answer": "Whether the statement is true: true or false, yes or no."},
    "typed": {
        "answer": "The right answer as it is shown. Case, accents and articles make no difference.",
        "accept": "Other answers that are right, too.",
        "reject": "Answers that are close, and wrong all the same.",
        "typos": "allow (left out: this one) forgives a slip in longer words; exact forgives none.",
    },
    "number": {
        "answer": "The number, in digits with a point.",
        "tolerance": "How far off is still right, in either direction. Left out: 0.",
        "unit": "The unit, shown beside the answer: km.",
    },
    "order": {"items": "Three to eight items, in the right order."},
    "match": {
        "pairs": "Three to eight pairs, left: right.",
        "extra": "Right sides that fit nothing.",
    },
}
WORDS: dict[str, dict[str, str]] = {
    "source": {
        "document": "The short name of the document, as it stands under documents in the head.",
        "paragraph": "The paragraph, counted from 1.",
        "paragraphs": "Several paragraphs, counted from 1: [4, 5]",
    },
    "document": {
        "title": "What the document is called; players read it after the answer.",
        "author": "Who wrote it.",
        "publisher": "Who published it.",
        "year": "When it was published.",
        "url": "Where it can be found. It is shown, and never opened by itself.",
        "paragraphs": "How many paragraphs it has. Leave it out if the text lies beside the pack.",
        "file": "The file of its text beside the pack, such as handout.md; players read it.",
    },
    "wrong-option": {
        "text": "The option itself.",
        "why": "Why it is wrong; players who chose it read that.",
    },
}
