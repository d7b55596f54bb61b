"""Make ``syllables-en.txt`` from a copy of the CMU Pronouncing Dictionary.

    python -m tests.tools.make_syllables cmudict.dict

Only words on which the rules of `handouts.checks.reading.syllables` go wrong are kept. Of two pronunciations the one
with fewer syllables counts (Flesch 1979). Names of letters ("abc") are left out: abbreviations are counted as one.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

from handouts.checks.reading.syllables import by_rules

TABLE = Path(__file__).parents[2] / "handouts" / "checks" / "reading" / "data" / "syllables-en.txt"
HEAD = """\
# English words and their syllables where the rules of syllables.py go wrong: a number, then the words that have it.
# Made by tests/tools/make_syllables.py from the CMU Pronouncing Dictionary; licence in LICENSE.
"""


def exceptions(dictionary: str) -> dict[str, int]:
    """Return the words of a dictionary on which the rules go wrong, and their syllables."""
    shortest: dict[str, int] = {}
    for line in dictionary.splitlines():
        word, _, sounds = line.partition(" ")
        word = re.sub(r"\(\d+\)$", "", word)
        if re.fullmatch(r"[a-z]{2,}", word) and re.search("[aeiouy]", word):
            count = len(re.findall(r"\d", sounds.partition("#")[0]))
            shortest[word] = min(count, shortest.get(word, count))
    return {word: count for word, count in shortest.items() if count and count != by_rules(word)}


def table(words: dict[str, int]) -> str:
    """Return the text of the file."""
    lines = [
        f"{count} {line}"
        for count in sorted(set(words.values()))
        for line in textwrap.wrap(" ".join(sorted(w for w in words if words[w] == count)), 117)
    ]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(exceptions(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="ascii")
