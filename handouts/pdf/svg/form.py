"""Form XObjects with resources of their own: what a drawing becomes in the file (ISO 32000-1 8.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.pdf.streams import flate_well
from handouts.pdf.svg.paths import number

if TYPE_CHECKING:
    from collections.abc import Callable

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge in the form's own space."""


class Form:
    """Operators and the resources that they name; nothing outside is named.

    Raises:
        SvgError: the box is too large.
    """

    def __init__(self, box: Box, *, group: bool = False) -> None:
        self.box = box
        self._edges = " ".join(number(edge, 4) for edge in box)
        self.group = group
        """Whether it is blended as one (a transparency group)."""
        self.code: list[str] = []
        self._entries: dict[str, dict[str, str]] = {}
        self._forms: list[Form] = []

    def resource(self, kind: str, prefix: str, body: str) -> str:
        """Return the name of a dictionary among the resources; equal ones are kept once."""
        names = self._entries.setdefault(kind, {})
        return names.setdefault(body, f"{prefix}{len(names)}")

    def inner(self, form: Form) -> str:
        """Return the name of a form within this one."""
        self._forms.append(form)
        return f"X{len(self._forms) - 1}"

    def body(self, add: Callable[[bytes], int]) -> bytes:
        """Return the stream object; `add` puts the body of an inner form into the file and returns its number."""
        inner = " ".join(f"/X{place} {add(form.body(add))} 0 R" for place, form in enumerate(self._forms))
        entries = dict(self._entries)
        resources = "".join(
            f"/{kind}<<{''.join(f'/{name} {body} ' for body, name in names.items())}>>"
            for kind, names in sorted(entries.items())
        )
        if inner:
            resources += f"/XObject<<{inner}>>"
        data = flate_well("\n".join(self.code).encode("ascii"))
        head = (
            f"/Type/XObject/Subtype/Form/BBox[{self._edges}]"
            f"{'/Group<</S/Transparency/CS/DeviceRGB/I true>>' if self.group else ''}"
            f"/Resources<<{resources}>>/Filter/FlateDecode/Length {len(data)}"
        )
        return b"<<%s>>\nstream\n%s\nendstream" % (head.encode("ascii"), data)
