"""The README's table of checks is the registry's; ``--update-golden`` writes it anew."""

from __future__ import annotations

import re

from handouts.checks.registry import checks
from tests import shipped

README = shipped.ROOT / "README.md"
TABLE = re.compile(r"(<!-- checks: [^\n]*-->\n)(.*?)(<!-- /checks -->)", re.DOTALL)


def _table() -> str:
    """Return a row for each check: its code, what it is about, how bad it is, and which languages it can judge."""
    rows = []
    for check in checks().values():
        rule = check.rule
        title = rule.title.replace("|", "\\|")
        languages = ", ".join(rule.languages) or "all"
        fixed = "" if not rule.guarded else ", fixed"
        rows.append(f"| {rule.code} | {title} | {rule.severity.value}{fixed} | {languages} |")
    return "\n".join(["", "| code | finds | severity | languages |", "|---|---|---|---|", *rows, "", ""])


def test_readme_when_it_lists_the_checks_then_the_list_is_the_registrys(request):
    text = README.read_text("utf-8")
    found = TABLE.search(text)
    assert found
    if request.config.getoption("--update-golden"):
        text = text[: found.start(2)] + _table() + text[found.end(2) :]
        README.write_text(text, "utf-8")

    shown = TABLE.search(text)
    assert shown
    assert shown[2] == _table(), "run “pytest tests/test_readme.py --update-golden” and read the difference"
