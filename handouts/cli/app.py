"""The commands by name, and what becomes of every error."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

# pydantic looks through every installed package for plugins of its own, on each start; nothing here has one.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from handouts.cli import console
from handouts.errors import ExitCode, HandoutsError, UsageError
from handouts.findings import Finding, Place

NOWHERE = "H564"
_NOWHERE = Finding(
    NOWHERE, "the folder that this command runs in was removed", Place("."), "Change to a folder that exists"
)
COMMANDS = {
    "build": "Write handouts into the output folder.",
    "merge": "Write one personal copy for each row of a list.",
    "check": "Check handouts without writing them.",
    "packet": "Bind several handouts into one file for the printer.",
    "report": "Show how each handout of a department stands.",
    "review": "Rate a handout by PEMAT-P and the CDC index, in a worksheet.",
    "verify": "Check what is in the output folder.",
    "watch": "Build again whenever a file is saved.",
    "approve": "Record that a clinician has approved a handout.",
    "diff": "Show what changed in a handout since its approval.",
    "trace": "Say what a printed page is by the ID at its foot.",
    "list": "List every topic with its languages, status and review date.",
    "find": "Find topics by words or by a code.",
    "init": "Make a workspace for a clinic.",
    "new": "Begin a new topic from a commented starter file.",
    "copy": "Copy a shipped topic or layout into the workspace.",
    "schema": "Print the JSON Schema of a content or clinic file.",
    "preview": "Draw the pages of a handout as pictures.",
}
"""Commands in the order of the help page, with their short help."""

_MODULES = {"list": "listing", "schema": "schemas", "report": "overview"}

EPILOG = """Examples:

\b
  handouts build                                  every handout, standard layout
  handouts build cardiology/chronic-total-occlusion --layout large-print
  handouts check                                  every problem, with file and line
  handouts verify                                 is everything in the output folder as it must be?
  handouts init my-clinic                         a workspace of your own

\b
Exit codes:
  0  done        2  content or layout has errors    4  a file could not be saved
  1  a bug       3  the command makes no sense      130  interrupted

\b
Environment:
  NO_COLOR=1                  no color on a terminal
  HANDOUTS_TODAY=2026-11-21   the day to take for today, for builds that can be repeated
  HANDOUTS_DEBUG=1            log each stage, and show where a bug happened"""


class Commands(TyperGroup):
    """The group of commands; a command's module is imported when the command is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, text in COMMANDS.items():
            self.add_command(TyperCommand(name, help=text, rich_markup_mode=None))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the real command in place of the entry that the help page shows."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else command, rest


def load(name: str) -> Any:
    """Return the command of a name; its module holds a function `run` and an `EPILOG`."""
    module = importlib.import_module(f"handouts.cli.{_MODULES.get(name, name)}")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, epilog=module.EPILOG, context_settings=_CONTEXT)(module.run)
    command: Any = typer.main.get_command(alone)
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            # The help page would say “<list[str]>”, which tells nobody what to type.
            parameter.display_type_rich = _no_type
    return command


def _no_type(ctx: Any) -> str:  # noqa: ARG001  typer's signature
    return ""


# A shell that completes words calls the command without any, and asks by this variable.
_COMPLETION = "_HANDOUTS_COMPLETE"
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    cls=Commands,
    name="handouts",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_CONTEXT,
    epilog=EPILOG,
)


def _show_version(value: bool) -> None:
    if value:
        from handouts import __version__

        console.result(f"handouts {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Plain-language handouts about medical procedures: content in, accessible printable PDF out."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; prints every error as people can use it."""
    console.prepare(debug=bool(os.environ.get("HANDOUTS_DEBUG")))
    if not arguments and _COMPLETION not in os.environ:
        console.note(typer.main.get_command(app).get_help(_bare_context()))
        return ExitCode.USAGE
    try:
        code = typer.main.get_command(app).main(list(arguments), prog_name="handouts", standalone_mode=False)
    except typer.TyperException as error:
        _explain_usage(error)
        return ExitCode.USAGE
    except HandoutsError as error:
        _explain(error, arguments)
        return error.exit_code
    except SystemExit as leaving:
        # typer leaves with 1 when the reader of a help page has gone away.
        code = ExitCode.OK if isinstance(leaving.__context__, BrokenPipeError) else leaving.code
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except FileNotFoundError as fault:
        if _is_somewhere():
            console.fault(fault)
            return ExitCode.INTERNAL
        _explain(UsageError(_NOWHERE), arguments)
        return ExitCode.USAGE
    except Exception as fault:  # noqa: BLE001  the last door: a bug is told in one line, never as a traceback
        console.fault(fault)
        return ExitCode.INTERNAL
    if code == ExitCode.INTERRUPTED:
        console.note("interrupted")
    return code if isinstance(code, int) else ExitCode.OK


def _is_somewhere() -> bool:
    """Tell whether the working folder still exists."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def _bare_context() -> Any:
    command = typer.main.get_command(app)
    return command.make_context("handouts", [], resilient_parsing=True)


def _explain(error: HandoutsError, arguments: Sequence[str]) -> None:
    """Print the findings of an error that ended the command, in the form that was asked for."""
    if "--json" in arguments:
        report = importlib.import_module("handouts.cli.report")
        console.document(report.document((), error.findings, error.exit_code))
    elif "--sarif" in arguments:
        sarif = importlib.import_module("handouts.cli.sarif")
        console.document(sarif.log(error.findings, error.exit_code, Path.cwd()))
    else:
        console.findings(error.findings)


def _explain_usage(error: typer.TyperException) -> None:
    """Print what is wrong with the words of the command: what, and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "handouts"
    near: Sequence[str] = sorted(getattr(error, "possibilities", None) or ())
    message = (error.message if near else error.format_message()).strip().rstrip(".")
    message = " ".join(message.replace("Value error, ", "").split())
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    console.note(f"{command}: {message[:1].lower()}{message[1:]}", error=True)
    console.note(f"    {hint}“{command} --help” shows what can be written")


def main() -> int:
    """Run the command of this process and return its exit code."""
    code = run(sys.argv[1:])
    whole = console.close()
    return code if code or whole else ExitCode.OUTPUT
