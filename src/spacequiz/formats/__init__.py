"""Other people's files: each format reads questions and losses, or writes bytes and losses."""
