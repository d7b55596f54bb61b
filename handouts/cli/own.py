"""Writing into a clinic's own workspace: where it is, and never over something that is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from handouts.errors import OutputError, UsageError
from handouts.findings import Finding, Place
from handouts.save import save
from handouts.workspace import Workspace, builtin

NO_OWN_WORKSPACE = "H544"
ALREADY_THERE = "H545"


def root(workspace: Workspace) -> Path:
    """Return the folder that belongs to the user.

    Raises:
        UsageError: there is only what ships with the program (H544).
    """
    own = workspace.roots[0]
    # Without a workspace the first root is what ships, and output goes to where the user is.
    if own == builtin() and workspace.output.parent.resolve() != own.resolve():
        raise UsageError(
            Finding(
                NO_OWN_WORKSPACE,
                "you have no workspace here, and what ships with the program is not for changing",
                Place(workspace.shown(Path.cwd())),
                "Make one with “handouts init my-clinic”, then go there or name it with --workspace",
            )
        )
    return own


def write_new(folder: Path, files: Mapping[str, bytes], workspace_shown: Path | None = None) -> None:
    """Write files that are not there yet, all or none.

    Args:
        folder: the workspace.
        files: bytes by path below it, with ``/``.
        workspace_shown: the folder as the user would type it; itself unless given.

    Raises:
        UsageError: one of them is there already (H545); holds a finding for each, and nothing was written.
        OutputError: one of them cannot be written.
    """
    shown = workspace_shown or folder
    there = [name for name in files if (folder / name).exists() or (folder / name).is_symlink()]
    if there:
        hint = "Nothing was written; rename or delete it first if you want to begin anew"
        raise UsageError(
            Finding(ALREADY_THERE, "this is there already and is not overwritten", Place(str(shown / name)), hint)
            for name in there
        )
    for name, data in files.items():
        try:
            save(data, folder, name, str(shown / name))
        except OutputError as error:
            # Nobody named this folder with an option.
            raise OutputError(
                replace(
                    each,
                    message=each.message.replace("the output folder", "the folder"),
                    hint=each.hint.replace(" with --output", ""),
                )
                for each in error.findings
            ) from error
