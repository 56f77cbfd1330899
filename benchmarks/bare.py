"""The measure of all things here: the smallest app that Textual can paint."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("This is Textual, and nothing but this line.")

    def on_key(self, event: events.Key) -> None:
        self.query_one(Static).update(f"This is the key {event.key}.")


if __name__ == "__main__":
    Bare().run()
