"""Reading: how hard the words of a handout are, measured, and what would make them easier.

``grades(subject)`` measures; the checks H310 to H329 say what to change. English and Spanish are measured by formulas
of their own; checks of words and style are about English.
"""

from handouts.checks.reading.levels import FileGrades, Scores, SectionLevel, SentenceLevel, grades

__all__ = ["FileGrades", "Scores", "SectionLevel", "SentenceLevel", "grades"]
