"""From what the writer could not set back to the places in the files where it stands."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from handouts.errors import PdfError
from handouts.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handouts.yamlfile import YamlFile

_NOWHERE = "handout"


def located(error: PdfError, files: Sequence[YamlFile]) -> PdfError:
    """Return the writer's error with places in the files that the handout was made of.

    The writer knows no file. A character without a glyph is looked up in every file; where it
    stands in none (a template may have made it) the handout's own file is named as a whole.

    Args:
        error: what the writer raised.
        files: the handout's file first, then the clinic's and the language's.
    """
    characters: tuple[str, ...] = getattr(error, "characters", ())
    by_character = dict(zip(characters, error.findings, strict=False))
    findings: list[Finding] = []
    for character, finding in by_character.items():
        places = [place for file in files for place in file.find(character)]
        findings += [
            Finding(finding.code, f"no font has the character {_named(character)}", place, finding.hint)
            for place in places
        ] or [finding]
    findings += [finding for finding in error.findings if finding not in by_character.values()]
    return PdfError(finding.at(files[0].shown) if finding.place.file == _NOWHERE else finding for finding in findings)


def _named(cluster: str) -> str:
    points = " ".join(f"U+{ord(each):04X} {unicodedata.name(each, 'without a name')}" for each in cluster)
    return f"“{cluster}” ({points})" if cluster.isprintable() else points
