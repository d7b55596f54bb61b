"""Checks of one voice: what a handout says twice, what its clinic says, what its neighbors and translations say."""
