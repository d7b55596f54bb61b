"""Packets: several handouts in one file for the printer, behind a cover and a page of contents.

A packet that silently lacks a handout is dangerous, so one handout with an error keeps the whole packet from being
written.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Literal

from msgspec import structs

from handouts import document, layouts, yamlfile
from handouts.build.packet_request import Held, PacketRequest, plan_packet
from handouts.build.shelf import Shelf
from handouts.build.sources import located
from handouts.build.stages import Prepared, prepare
from handouts.errors import ExitCode, HandoutsError, PdfError, UsageError
from handouts.findings import Finding, Place, errors, in_order
from handouts.layouts import packet as packets
from handouts.save import save

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.approval.printed import Printed
    from handouts.language import Language
    from handouts.pdf import Part, PartsFailed
    from handouts.theme import Theme

LARGE_PRINT_FOLDED = "H575"

_LARGE_PRINT = 16.0
"""Points from which type is large print (UK Association for Accessible Formats, "Large print": 16 to 18 and above)."""

_log = logging.getLogger("handouts")


@dataclass(frozen=True, slots=True)
class PacketOutcome:
    """What came of a packet."""

    packet: PacketRequest
    file: str
    """The name below the output folder, with ``/``."""
    _: KW_ONLY
    path: Path | None = None
    """The saved file; `None` when there are errors."""
    pages: int = 0
    """Pages of the packet, of one copy."""
    sheets: int = 0
    """Sheets of paper of one booklet; 0 for a packet that is not folded."""
    scale: float = 1.0
    """Size of the type of a booklet to its usual size."""
    size: int = 0
    """In bytes."""
    sha256: str = ""
    handouts: tuple[Held, ...] = ()
    printed: tuple[Printed, ...] = ()
    """What its pages are a print of."""
    findings: tuple[Finding, ...] = ()
    exit_code: ExitCode = ExitCode.OK

    @property
    def ok(self) -> bool:
        """Tell whether the packet is right; warnings do not count."""
        return not errors(self.findings)


@dataclass(frozen=True, slots=True)
class _Front:
    """What leads to the handouts is made of."""

    packet: PacketRequest
    prepared: list[Prepared]
    language: Language

    def parts(self) -> list[Part]:
        """Return cover and contents as parts of the file."""
        from handouts import pdf  # noqa: PLC0415  the slowest import of all

        packet, first = self.packet, self.prepared[0].loaded
        pages: list[tuple[Literal["cover", "contents"], str]] = [("contents", packets.numbering_words(self.language))]
        if packet.cover:
            pages.insert(0, ("cover", ""))
        asked = packets.Asked(packet.selection.today, packet.title, packet.cover, packet.booklet)
        members = [
            packets.Member(each.loaded.handout, each.loaded.language, each.loaded.layout.name) for each in self.prepared
        ]
        facts = packets.packet_facts(members, first.clinic.clinic, self.language, asked)
        theme = first.layout.theme(first.clinic.clinic, first.page_size, self.language)
        assets = {layouts.LOGO: first.clinic.logo} if first.clinic.logo is not None else {}
        parts = []
        for page, numbering in pages:
            markup = packets.render_packet(page, facts, first.clinic, self.language, first.layout)
            tree = document.parse(markup, f"layouts/{first.layout.name}/packet", assets)
            parts.append(pdf.Part(tree, theme, pdf.PacketWords(numbering, packets.blank_words(self.language))))
        return parts

    def located(self, error: PdfError) -> list[Finding]:
        """Return the findings of cover or contents with places in the files that they are made of."""
        title, characters = self.packet.title or "", getattr(error, "characters", ())
        first = self.prepared[0].loaded
        path = first.workspace.find(f"layouts/languages/{self.language.code}.yaml")
        files = [yamlfile.read(path, first.workspace.shown(path)), first.clinic.file]
        files += [each.loaded.handout.file for each in self.prepared]
        findings = [
            structs.replace(finding, place=Place("--title"))
            for character, finding in zip(characters, error.findings, strict=False)
            if character in title
        ]
        return findings or list(located(error, files).findings)


def build_packet(packet: PacketRequest, shelf: Shelf | None = None) -> PacketOutcome:
    """Make a packet and save it; what is wrong with content, layout or output is told by the outcome.

    Args:
        packet: what to make.
        shelf: keeps what its handouts share; a new one unless given.

    Raises:
        UsageError: the packet makes no sense; see `plan_packet`.
    """
    shelf = shelf or Shelf()
    plan = plan_packet(packet, shelf)
    findings, code, prepared = list(plan.findings), ExitCode.OK, []
    for request in plan.requests:
        each, outcome = prepare(request, shelf)
        findings += outcome.findings
        code = code or outcome.exit_code
        prepared += [each] if each else []
    outcome_of = PacketOutcome(packet, plan.file)
    try:
        if len(prepared) == len(plan.requests):
            outcome_of = _bound(outcome_of, prepared, shelf)
    except HandoutsError as error:
        findings += error.findings
        code = code or error.exit_code
    return replace(outcome_of, findings=tuple(in_order(findings)), exit_code=code)


def _bound(outcome: PacketOutcome, prepared: list[Prepared], shelf: Shelf) -> PacketOutcome:
    """Write a packet whose handouts are all there, and save it."""
    from handouts import pdf  # noqa: PLC0415  as above

    packet, first = outcome.packet, prepared[0].loaded
    codes = {each.loaded.language.code for each in prepared}
    code = codes.pop() if len(codes) == 1 else first.clinic.clinic.language
    front = _Front(packet, prepared, shelf.language(first.workspace, code))
    _log.debug("render %s", outcome.file)
    leading = front.parts()
    parts = [_part(each) for each in prepared]
    _log.debug("write %s", outcome.file)
    sheets, scale = 0, 1.0
    try:
        if packet.booklet:
            scale = _folded([part.theme for part in (*leading, *parts)])
            booklet = pdf.write_booklet(leading, parts, duplex=packet.duplex, copies=packet.copies)
            data, pages, begins, sheets = booklet
        else:
            words = packets.copy_words(front.language, packet.copies)
            binding = pdf.Binding(duplex=packet.duplex, copies=packet.copies, copy=words)
            data, pages, begins = pdf.write_packet(leading, parts, binding)
    except pdf.PartsFailed as error:
        raise PdfError(_places(error, front, prepared, len(leading))) from error
    _log.debug("save %s", outcome.file)
    output = packet.selection.output or first.workspace.output
    path = save(data, output, outcome.file, first.workspace.shown(output / outcome.file))
    return replace(
        outcome,
        path=path,
        pages=pages,
        sheets=sheets,
        scale=scale,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        printed=tuple(each.loaded.printed for each in prepared),
        handouts=tuple(_held(each, page, packet) for each, page in zip(prepared, begins, strict=True)),
    )


def _part(each: Prepared) -> Part:
    from handouts import pdf  # noqa: PLC0415  as above

    language = each.loaded.language
    words = pdf.PacketWords(packets.numbering_words(language), packets.blank_words(language))
    return pdf.Part(each.document, each.theme, words)


def _folded(themes: list[Theme]) -> float:
    """Return the scale of a booklet.

    Raises:
        UsageError: a layout is large print, which the scale would undo (H575).
    """
    from handouts import pdf  # noqa: PLC0415  as above

    scale = pdf.fold(themes).scale
    size = max(theme.style("body").size for theme in themes)
    if size >= _LARGE_PRINT:
        message = f"a booklet shrinks large print: {size:g} point type would be {size * scale:.0f} point"
        hint = "Leave out --booklet, or take another layout"
        raise UsageError(Finding(LARGE_PRINT_FOLDED, message, Place("--booklet"), hint))
    return scale


def _places(error: PartsFailed, front: _Front, prepared: list[Prepared], leading: int) -> list[Finding]:
    findings: list[Finding] = []
    for at, one in error.errors.items():
        findings += front.located(one) if at < leading else prepared[at - leading].loaded.located(one).findings
    return findings


def _held(each: Prepared, page: int, packet: PacketRequest) -> Held:
    loaded = each.loaded
    review = loaded.handout.handout.review
    return Held(
        topic=f"{loaded.handout.department}/{loaded.handout.topic}",
        language=loaded.handout.language,
        layout=loaded.layout.name,
        title=loaded.handout.handout.title,
        version=review.version,
        status=review.status,
        next_review=review.next_review.isoformat(),
        expired=review.expired(packet.selection.today),
        page=page,
    )
