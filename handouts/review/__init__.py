"""Review: the worksheet of a handout for PEMAT-P and the CDC Clear Communication Index.

`instruments` holds the items. `material` gathers what the program knows of a handout: its words, what the checks say of
them, and the page as its layout arranges it. `understandable`, `actionable` and `clear` judge item by item: what a
machine can decide is decided, what it can flag is flagged, the rest is open for a person, each with its evidence.
`scores` counts, and never more than what is decided. `worksheet` is the file beside the content, `reading` reads back
what a person wrote into it, `signing` puts a role below it, and `printed` makes it a document.
"""

from handouts.review.judging import Judged, judge
from handouts.review.material import Material, material
from handouts.review.scoring import Score, Scores, scores

__all__ = ["Judged", "Material", "Score", "Scores", "judge", "material", "scores"]
