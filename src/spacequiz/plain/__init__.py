"""The line: the same game over stdin and stdout, for screen readers, pipes and dumb terminals."""
