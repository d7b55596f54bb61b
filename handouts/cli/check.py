"""``handouts check``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct, structs

from handouts.batch.run import Stop
from handouts.batch.survey import Department, check_all, check_words
from handouts.build import Outcome, Selection, Shelf, plan
from handouts.cli import console, options, report
from handouts.cli.running import interruptible
from handouts.errors import ExitCode, HandoutsError, UsageError
from handouts.findings import Finding, Place, Severity, errors, in_order
from handouts.workspace import Workspace

FILE_UNKNOWN = "H543"

EPILOG = """Examples:

\b
  handouts check
  handouts check chronic-total-occlusion
  handouts check --department cardiology --strict
  handouts check content/cardiology/chronic-total-occlusion/en.yaml
  handouts check content/clinic.yaml content/checks.yaml layouts/languages/en.yaml
  handouts check --layout all --language all --json
  handouts check --explain H110

Nothing is written. Topics that you name, and what is set with a layout, template, page size or appointment that you
name, are set page by page, as build does; departments, and everything, are checked by their words alone, which takes
a fraction of the time: --pages sets their pages too, --words sets none. Several handouts are also laid side by side,
so that they do not contradict each other. Warnings and suggestions do not change the exit code, unless --strict makes
errors of warnings. What is meant is allowed by a reason: “checks: allow:” in the content file, or
content/checks.yaml."""


def run(
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC|FILE",
            help="Topics as for build, or files: a topic's, the clinic's, the settings of the checks, a language's, "
            "a layout's.",
            show_default=False,
        ),
    ] = None,
    *,
    department: options.Departments = None,
    layout: options.Layouts = None,
    language: options.Languages = None,
    page_size: options.PageSize = None,
    appointment: options.Appointment = None,
    clinic: options.Clinic = None,
    workspace: options.Workspace = None,
    allow_expired: options.AllowExpired = False,
    pages: Annotated[
        bool | None,
        typer.Option(
            "--pages/--words",
            help="Set every page too, as build does, or check the words alone. [default: --pages for topics and "
            "layouts that you name, --words for departments]",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")] = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Say what a code means and what to do.", show_default=False),
    ] = None,
    json: options.Json = False,
    sarif: Annotated[
        bool, typer.Option("--sarif", help="Print findings as SARIF 2.1.0, for code hosts and editors.")
    ] = False,
    quiet: options.Quiet = False,
) -> None:
    """Check handouts, or single files, and print every problem with its file and line."""
    if json and sarif:
        message = "--json and --sarif cannot be given together"
        raise typer.BadParameter(message)
    if explain is not None:
        _explain(explain, json=json)
        return
    shelf = Shelf()
    space = shelf.workspace(workspace)
    names, files = _apart(topics or [], space)
    # Whether a template is right shows only in a handout that is set with it.
    used = [name for path in files if path.suffix == ".j2" for name in _layouts_of(path, shelf, space)]
    found = [finding for path in files if path.suffix != ".j2" for finding in _file_findings(path, shelf, space)]
    # Whoever names a layout, a page size or an appointment asks for what only a page shows.
    setting = bool(names or used or layout or page_size or appointment) if pages is None else pages
    # Whoever asks for words alone knows that there are no pages.
    end = "" if setting or pages is not None else "; pages were not set: add --pages"
    form = _Form(pages=setting, end=end, strict=strict, json=json, sarif=sarif, quiet=quiet)
    if names or used or not files:
        selection = Selection(
            tuple(names),
            today=options.today(),
            departments=tuple(department or ()),
            layouts=(*(layout or ()), *used) or ("standard",),
            languages=tuple(language or ()),
            page_size=page_size,
            appointment=appointment,
            clinic=clinic,
            workspace=workspace,
            allow_expired=allow_expired,
        )
        code = _carry_out(selection, shelf, form, found)
    else:
        code = form.tell((), form.judged(found))
        if not (json or sarif or quiet or found):
            console.good(f"{report.counted(len(files), 'file')} right")
    raise typer.Exit(code)


def _explain(code: str, *, json: bool) -> None:
    from handouts.cli import explain

    if json:
        console.document(explain.explain(code))
    else:
        explain.show(code)


class _Form(Struct, frozen=True):
    """How findings are taken and told."""

    pages: bool
    """Whether pages are set."""
    end: str
    """The end of the line that sums up."""
    strict: bool
    json: bool
    sarif: bool
    quiet: bool

    @property
    def silent(self) -> bool:
        return self.json or self.sarif or self.quiet

    def judged(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings as they count here: with ``--strict`` a warning is an error."""
        if not self.strict:
            return tuple(found)
        return tuple(
            structs.replace(each, severity=Severity.ERROR) if each.severity is Severity.WARNING else each
            for each in found
        )

    def outcome(self, outcome: Outcome) -> Outcome:
        """Return an outcome as it counts here."""
        found = self.judged(outcome.findings)
        code = outcome.exit_code or (ExitCode.CONTENT if errors(found) else ExitCode.OK)
        return structs.replace(outcome, findings=found, exit_code=code)

    def tell(self, outcomes: Sequence[Outcome], found: Sequence[Finding]) -> ExitCode:
        """Print findings in the form that was asked for, and return the exit code."""
        code = report.exit_code(outcomes, found)
        if self.json:
            console.document({**report.document(outcomes, found, code), "pages_set": self.pages})
        elif self.sarif:
            from handouts.cli.sarif import log

            console.document(log(found, code, Path.cwd()))
        else:
            console.findings(found, quiet=self.quiet)
            if not self.quiet:
                from handouts.cli.explain import reasons

                reasons(found)
        return code


def _carry_out(selection: Selection, shelf: Shelf, form: _Form, beside: Sequence[Finding]) -> ExitCode:
    """Plan and check a selection, print what came of it, and return the exit code.

    Args:
        selection: what to check.
        shelf: keeps what the handouts share.
        form: how findings are taken and told.
        beside: findings of other files, to be told along with these.
    """
    planned = plan(selection, shelf)
    requests = planned.requests
    strays = shelf.workspace(selection.workspace).strays() if not selection.topics else ()
    seen, stop = 0, Stop()

    def each(_: Outcome) -> None:
        nonlocal seen
        seen += 1
        if form.silent:
            return
        console.progress("")
        if seen < len(requests):
            console.progress(f"{seen + 1}/{len(requests)} {requests[seen].topic}")

    with interruptible(stop):
        survey = (check_all if form.pages else check_words)(requests, shelf, each, stop)
        together = _side_by_side(survey.department)
    outcomes = [form.outcome(outcome) for outcome in survey.outcomes]
    found = form.judged([*beside, *planned.findings, *strays, *together])
    told = in_order([*found, *(finding for outcome in outcomes for finding in outcome.findings)])
    code = form.tell(outcomes, told)
    for outcome in outcomes:
        if outcome.fault:
            console.fault(outcome.fault, report.name_of(outcome))
    if not form.silent:
        report.sum_up(outcomes, told, "right", "with errors", form.end)
    return ExitCode.INTERRUPTED if stop.asked else code


def _side_by_side(laid_out: Department | None) -> tuple[Finding, ...]:
    """Return what shows only when handouts lie side by side, and what is doubtful in the settings of the checks."""
    from handouts.checks.settings import doubts

    return (*doubts(laid_out.settings), *laid_out.examine().findings) if laid_out else ()


def _apart(words: list[str], workspace: Workspace) -> tuple[list[str], list[Path]]:
    """Part the names of topics (and their files) from files that belong to no topic."""
    if not words:
        return [], []
    topic_files = {file.path.resolve() for file in workspace.topics()}
    names, files = [], []
    for word in words:
        path = Path(word)
        if word.endswith((".yaml", ".j2")) and path.is_file() and path.resolve() not in topic_files:
            files.append(path)
        else:
            names.append(word)
    return names, files


def _file_findings(path: Path, shelf: Shelf, workspace: Workspace) -> list[Finding]:
    """Return the findings of a clinic, settings, language or layout file.

    Raises:
        UsageError: it is none of these (H543).
    """
    parts = path.resolve().parts
    if not ("layouts" in parts or path.name.startswith("clinic") or path.name == "checks.yaml"):
        raise _of_no_kind(path, workspace)
    try:
        if path.name == "checks.yaml":
            from handouts.checks.settings import doubts, verified
            from handouts.content.load import load_settings

            return doubts(verified(load_settings(workspace, path)))
        if "languages" in parts[-2:-1]:
            shelf.language(workspace, path.stem)
        elif "layouts" in parts:
            for name in _layouts_of(path, shelf, workspace):
                shelf.layout(workspace, name)
        else:
            shelf.clinic(workspace, path)
    except HandoutsError as error:
        return in_order(error.findings)
    return []


def _layouts_of(path: Path, shelf: Shelf, workspace: Workspace) -> list[str]:
    """Return the layout that a file belongs to, or every layout for what they share.

    Raises:
        UsageError: it belongs to none (H543).
    """
    parts = path.resolve().parts
    if "layouts" not in parts[:-1]:
        raise _of_no_kind(path, workspace)
    folder = parts[len(parts) - parts[::-1].index("layouts")]
    return shelf.layout_names(workspace) if folder == "shared" else [folder]


def _of_no_kind(path: Path, workspace: Workspace) -> UsageError:
    hint = "Content stands in content/<department>/<topic>/<language>.yaml, a clinic in a file named clinic….yaml"
    message = "this file is neither a topic of the workspace, nor a clinic, checks.yaml, a language or a layout"
    return UsageError(Finding(FILE_UNKNOWN, message, Place(workspace.shown(path)), hint))
