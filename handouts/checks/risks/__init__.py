"""Checks of risk wording: numbers of people, all counted alike, in sentences as in figures."""
