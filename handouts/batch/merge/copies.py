"""What is kept of personal copies: how many each list has, and their ids. Nothing else, and above all no digests.

A page differs from its neighbor by a date, a time and a name, so from the digest of an open file these can be guessed.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from handouts.batch.merge.rows import FOLDER
from handouts.batch.sources import combined
from handouts.build.request import SUFFIX
from handouts.save import save

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_JOURNAL = ".handouts/merge.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")
_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{12}\.tmp")


class Copies(Struct, frozen=True):
    """The copies of one list."""

    list: str
    """The folder below ``merge``."""
    ids: tuple[str, ...]
    """Sorted."""
    copies: int
    """Files; a person may have several, of one topic each."""

    def data(self) -> dict[str, Any]:
        """Return it as JSON data, with its seal."""
        plain = {"list": self.list, "copies": self.copies, "ids": list(self.ids)}
        return {**plain, "seal": _seal(plain)}

    @classmethod
    def read(cls, data: Any) -> Copies | None:
        """Return the copies of JSON data, or `None` if it is not whole and as it was written."""
        if not isinstance(data, dict) or set(data) != {"list", "copies", "ids", "seal"}:
            return None
        ids = data["ids"]
        if type(data["copies"]) is not int or not isinstance(ids, list):
            return None
        named = [data["list"], *ids]
        if not all(isinstance(each, str) and _NAME.fullmatch(each) for each in named):
            return None
        plain = {key: data[key] for key in ("list", "copies", "ids")}
        return cls(data["list"], tuple(ids), data["copies"]) if _seal(plain) == data["seal"] else None


def _seal(plain: dict[str, Any]) -> str:
    return combined([json.dumps(plain, sort_keys=True, ensure_ascii=True)])


def standing(output: Path, list_name: str) -> Iterator[tuple[str, str]]:
    """Yield id and name of each file in the folder of a list; links and folders are no copies."""
    with contextlib.suppress(OSError), os.scandir(output / FOLDER / list_name) as entries:
        for entry in entries:
            identity, _, rest = entry.name.removeprefix("_").partition(".")
            if rest.endswith(f".{SUFFIX}") and _NAME.fullmatch(identity) and entry.is_file(follow_symlinks=False):
                yield identity, entry.name


def counted(output: Path, list_name: str, ids: Collection[str]) -> Copies:
    """Return the copies of a list that stand in its folder, of those with known ids."""
    sought = frozenset(ids)
    found = [identity for identity, _ in standing(output, list_name) if identity in sought]
    return Copies(list_name, tuple(sorted(set(found))), len(found))


def begin(output: Path, list_name: str, ids: Iterable[str]) -> None:
    """Note what a run will make, so that the next one knows it if this one is killed.

    Raises:
        OutputError: it cannot be noted (H521 to H524).
    """
    data = {"list": list_name, "ids": sorted(ids)}
    save(json.dumps(data).encode("ascii"), output, _JOURNAL)


def end(output: Path) -> None:
    """Forget the note; the manifest says it all."""
    with contextlib.suppress(OSError):
        (output / _JOURNAL).unlink(missing_ok=True)


def cut_short(output: Path) -> tuple[str, frozenset[str]] | None:
    """Return list and ids of a run that was killed, or `None` if the last one came to its end."""
    path = output / _JOURNAL
    try:
        if path.is_symlink():
            return None
        data = json.loads(path.read_bytes())
        named = [data["list"], *data["ids"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(each, str) and _NAME.fullmatch(each) for each in named):
        return None
    return named[0], frozenset(named[1:])


def sweep(output: Path, list_name: str, ids: Collection[str]) -> None:
    """Remove half-written copies: temporary files that are named for one of the ids."""
    folder = output / FOLDER / list_name
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            identity = found[1].removeprefix("_").partition(".")[0] if found else ""
            if identity in ids and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    (folder / entry.name).unlink()


def known(copies: Iterable[Copies], output: Path) -> dict[str, Copies]:
    """Return the copies by list, with those of a run that was killed."""
    found = {each.list: each for each in copies}
    cut = cut_short(output)
    if cut:
        name, ids = cut
        found[name] = counted(output, name, {*ids, *(found[name].ids if name in found else ())})
    return found
