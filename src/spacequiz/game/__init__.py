"""The rules of the game: no screen, no disk, no clock, no global random."""
