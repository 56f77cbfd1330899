"""Reading packs in the background, while home tells how far that is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from spacequiz.packs.library import look_again
from spacequiz.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.paths import Places
    from spacequiz.tui.app import SpacequizApp


def read_packs(app: SpacequizApp, places: Places, then: Callable[[], None] | None) -> None:
    """Read what has changed on disk in a thread, unless that is under way."""
    if app.reading:
        return
    look_again(app.quizmaster.bank, places)
    _report(app, app.glyphs.ellipsis)
    app.run_worker(partial(_read, app, then), thread=True, exit_on_error=True)


def _read(app: SpacequizApp, then: Callable[[], None] | None) -> None:
    def progress(done: int, total: int) -> None:
        app.call_from_thread(_report, app, f"{done} of {total}")

    app.quizmaster.bank.refresh(progress, lambda: not app.is_running)
    app.call_from_thread(_finish, app, then)


def _report(app: SpacequizApp, progress: str) -> None:
    app.reading = progress
    for screen in app.screen_stack:
        if isinstance(screen, HomeScreen) and screen.is_mounted:
            screen.refresh_news()


def _finish(app: SpacequizApp, then: Callable[[], None] | None) -> None:
    _report(app, "")
    refresh = getattr(app.screen, "refresh_packs", None)
    if refresh is not None:
        refresh()
    if then is not None:
        then()
