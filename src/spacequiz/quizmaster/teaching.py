"""What a teacher does with installed packs: add, remove, analyse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from spacequiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.clock import Clock
    from spacequiz.game.analysis import PackAnalysis
    from spacequiz.game.question import Question
    from spacequiz.packs.bank import Bank, PackInfo
    from spacequiz.packs.install import Staged
    from spacequiz.paths import Places


MOST_PATH = 400


class Shelf:
    """Add, remove and analyse packs.

    Args:
        bank: Knows what is installed.
        places: Where packs, backups and the save file lie.
        clock: Tells when a pack is put away.
    """

    def __init__(self, bank: Bank, places: Places, clock: Clock) -> None:
        self._bank = bank
        self._places = places
        self._clock = clock

    def stage(self, path: str) -> Staged:
        """Copy a pack beside the installed ones and check it.

        A file of another program is converted on the way.

        Raises:
            SpacequizError: There is no such pack, it has errors, or it cannot be copied.
        """
        from spacequiz.packs.install import stage_pack
        from spacequiz.quizmaster.incoming import bring

        found = Path(_strip_quotes(clean_line(path, MOST_PATH))).expanduser()
        brought = bring(found, self._places)
        staged = stage_pack(brought.path if brought else found, self._places, self._bank.packs())
        return replace(staged, note=brought.tell(found.name)) if brought else staged

    def install(self, staged: Staged) -> Path:
        """Put a staged pack among the player's own.

        Raises:
            UsageError: The disk cannot be written.
        """
        return staged.install(self._clock.utc()).path

    def remove(self, pack: PackInfo) -> Path:
        """Take a pack out of the library and return where it is kept.

        Raises:
            SpacequizError: It is none of the player's own, or it cannot be moved.
        """
        from spacequiz.packs.install import remove_pack

        return remove_pack(pack, self._places, self._clock.utc())

    def analyse(self, pack: PackInfo, files: Sequence[Path] = ()) -> tuple[PackAnalysis, list[str]]:
        """Return how the questions of a pack did, and which files of a folder could not be read.

        Answers to its editions in other languages count, too.

        Args:
            pack: A pack that can be played.
            files: Save files, histories, or folders of both; none for the save file of this
                machine.

        Raises:
            UsageError: There is nothing at a path.
            SaveError: A save file cannot be read.
        """
        from spacequiz.game.analysis import analyse
        from spacequiz.packs.read import read_pack
        from spacequiz.save.responses import read_responses

        editions = [p.id for p in self._bank.packs() if p.origin == pack.origin]
        others = [name for name in editions if name != pack.id]
        found = read_responses(files or [self._places.save], pack.id, pack.translates)
        questions, translated = self._list_questions([pack.id]), self._list_questions(others)
        # The bank knows no order; a teacher looks for the pack's.
        order = {question.id: n for n, question in enumerate(read_pack(pack.path).questions)}
        questions.sort(key=lambda question: order.get(question.id, len(order)))
        return analyse(questions, found.replies, translated), list(found.notices)

    def _list_questions(self, packs: Sequence[str]) -> list[Question]:
        candidates = self._bank.candidates(packs) if packs else []
        return self._bank.questions([candidate.address for candidate in candidates])


def _strip_quotes(path: str) -> str:
    """Return a path without the quotes that a file has when it is dropped on a terminal."""
    quoted = len(path) > 2 and path[0] == path[-1] and path[0] in "\"'"
    return path[1:-1] if quoted else path.replace("\\ ", " ")
