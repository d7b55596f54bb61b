"""Which engines are on this machine, and in which version."""

from __future__ import annotations

import ctypes.util
import importlib.metadata
import importlib.util
import shutil
import subprocess

MODULES = {
    "platypus": "reportlab",
    "typst": "typst",
    "weasyprint": "weasyprint",
    "fpdf2": "fpdf",
    "libreoffice": "docx",
}
"""What an engine is imported as, or what makes its documents."""
COMMANDS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "chrome"),
    "libreoffice": ("soffice", "libreoffice"),
}
"""Commands that start a program, the first of which is taken."""
_VERSION_SECONDS = 60


def command(name: str) -> str | None:
    """Return the path of an engine that is a program, or `None` if it is not there."""
    return next(filter(None, map(shutil.which, COMMANDS[name])), None)


def is_installed(name: str) -> bool:
    """Tell whether an engine is there."""
    if name in COMMANDS and command(name) is None:
        return False
    return name not in MODULES or importlib.util.find_spec(MODULES[name]) is not None


def version(name: str, package: str) -> str:
    """Return the version of an engine that is there; ``package`` is its distribution."""
    if name in COMMANDS:
        told = subprocess.run(
            [str(command(name)), "--version"], capture_output=True, text=True, check=False, timeout=_VERSION_SECONDS
        )
        return next((word for word in told.stdout.split() if word[0].isdigit()), "of unknown version")
    try:
        found = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        # A checkout that is run without being installed.
        return "of this checkout"
    # WeasyPrint subsets fonts with HarfBuzz where the system has that part of it, else with fontTools, which is slower.
    slower = package == "weasyprint" and not ctypes.util.find_library("harfbuzz-subset")
    return f"{found} (without libharfbuzz-subset, which would make it faster)" if slower else found
