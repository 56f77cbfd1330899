"""The quiz night on the screen: lobby, stage and podium."""
