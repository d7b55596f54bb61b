"""Validate every PDF below a folder: PDF/UA-1, PDF/A-2a, structure, syntax and size.

Usage: ``python .ci/validate.py FOLDER``. Exits with 1 and one line a fault if any file has one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import proofs


def faults(path: Path, qpdf: str | None) -> list[str]:
    """Return every fault of one file."""
    found = proofs.faults(path.read_bytes())
    if qpdf:
        run = subprocess.run([qpdf, "--check", str(path)], capture_output=True, text=True, check=False)
        if run.returncode or "WARNING" in run.stderr:
            found.append(f"qpdf: {(run.stderr or run.stdout).strip()}")
    return found


def main(folder: Path) -> int:
    """Validate the files, print what is wrong, return the exit code."""
    files = sorted(folder.rglob("*.pdf"))
    qpdf = shutil.which("qpdf")
    bad = 0
    for path in files:
        for fault in faults(path, qpdf):
            bad += 1
            print(f"{path.relative_to(folder)}: {fault}")
    reader = "qpdf and pikepdf" if qpdf else "pikepdf"
    print(f"{len(files)} files read by page-validation (ua1, 2a), the structure check and {reader}: {bad} faults")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
