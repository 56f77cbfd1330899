"""What each code of a diagnostic means, with an example before and after mending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.packs.lessons_file import FILE_LESSONS
from spacequiz.packs.lessons_lint import LINT_LESSONS
from spacequiz.packs.lessons_question import QUESTION_LESSONS

if TYPE_CHECKING:
    from spacequiz.packs.lesson import Lesson

LESSONS: dict[str, Lesson] = {**FILE_LESSONS, **QUESTION_LESSONS, **LINT_LESSONS}
