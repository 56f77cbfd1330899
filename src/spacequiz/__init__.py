"""A quiz and trivia game for the terminal that explains every answer."""

__version__ = "0.1.0"
