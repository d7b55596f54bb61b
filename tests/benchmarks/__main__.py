"""``python -m tests.benchmarks``: one table of this project and its peers, from one run on the same document."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.installed import is_installed, version
from tests.benchmarks.worker import KINDS


def main() -> int:
    """Run the benchmark; returns the exit code."""
    options = _options()
    absent = [name for name in options.engines if not is_installed(name)]
    names = [name for name in options.engines if name not in absent]
    for name in absent:
        _tell(f"{name} is not installed and is left out; see CONTRIBUTING for what brings it")
    with tempfile.TemporaryDirectory() as folder:
        return _run(names, options.rounds, Path(folder), as_json=options.json)


def _run(names: list[str], rounds: int, scratch: Path, *, as_json: bool) -> int:
    # Imported here, for each engine's process imports this module once more and must not hold what it does not need.
    from tests.benchmarks import lower, measure, variants, words  # noqa: PLC0415  a missing engine is told first
    from tests.benchmarks.sample import FONTS  # noqa: PLC0415  a missing engine is told first
    from tests.benchmarks.with_handouts import Setup, Whole  # noqa: PLC0415  a missing engine is told first

    topic = variants.nearest(variants.AIM, scratch)
    _tell(f"{topic.file.department}/{topic.file.topic}, {topic.pages} pages")
    setup = Setup(scratch / "workspace", scratch / "output")
    topics = variants.make(topic, measure.WARM + measure.PER_ROUND * rounds, setup.workspace)
    whole = Whole(setup)
    made = [whole.document(whole.prepare(name)) for name in topics]
    look = lower.look(made[0][1], FONTS)
    cases = [measure.Case(name, lower.document(tree, look)) for name, (tree, _) in zip(topics, made, strict=True)]
    setups = {name: look if KINDS[name].factory == "Engine" else setup for name in names}
    rows = measure.run(names, cases, setups, (look.family, look.fallback_family), _tell)
    vocabularies = [set(words.expected(case.simple)) for case in cases]
    new = len(vocabularies[-1] - set().union(*vocabularies[:-1]))
    count = words.expected(cases[-1].simple).total()
    packages = {KINDS[name].package: version(name, KINDS[name].package) for name in names}
    if as_json:
        facts = {
            "topic": f"{topic.file.department}/{topic.file.topic}",
            "words": count,
            "different_words": len(vocabularies[-1]),
            "words_in_no_other_document": new,
            "rounds": rounds,
            "python": platform.python_version(),
            "versions": packages,
            "rows": measure.data(rows),
        }
        _write(json.dumps(facts, indent=2))
        return 0
    versions = ", ".join(f"{package} {version}" for package, version in packages.items())
    _write(
        f"{measure.table(rows)}\n\n{topic.file.topic}: {count} words, {len(vocabularies[-1])} different ones, of "
        f"which {new} stand in no other document. Medians of {rounds} rounds.\n"
        f"Python {platform.python_version()}, {versions}."
    )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="documents each engine is timed on, 1 to 28 (20)")
    parser.add_argument(
        "--engines",
        type=lambda text: [name.strip() for name in text.split(",")],
        default=list(KINDS),
        help=f"engines to measure, with commas: {', '.join(KINDS)} (all)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, with every round's value")
    options = parser.parse_args()
    unknown = [name for name in options.engines if name not in KINDS]
    if unknown:
        parser.error(f"no such engine: {', '.join(unknown)}")
    if not 1 <= options.rounds <= 28:
        parser.error("--rounds is between 1 and 28")
    return options


def _tell(line: str) -> None:
    if sys.stderr.isatty() or not line.startswith("round "):
        sys.stderr.write(f"{line}\n")


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
