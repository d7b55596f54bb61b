"""Metadata: XMP with the PDF/A and PDF/UA marks, the output intent, the document information.

The only date is the content's, so that equal inputs give equal bytes.
"""

from __future__ import annotations

import functools
import html
import struct
from collections.abc import Iterable  # noqa: TC003  annotations stay readable at run time
from typing import NamedTuple

from handouts.document.nodes import Document  # noqa: TC001  annotations stay readable at run time
from handouts.pdf.streams import flate_well
from handouts.pdf.structure import text_string

PRODUCER = "handouts"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
{claims}
</rdf:Description>
{schemas}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

_SCHEMAS = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


class Claims(NamedTuple):
    """The standards that a file says it keeps."""

    archival: str
    """The level of PDF/A-2: ``A`` with tags, ``B`` without; empty for a file that will be protected (PDF/A-2 6.1.3)."""
    accessible: bool
    """Whether it is PDF/UA-1."""


TAGGED = Claims("A", True)
PRINT_ONLY = Claims("B", False)
PROTECTED = Claims("", True)


def xmp(document: Document, claims: Claims = TAGGED, languages: Iterable[str] = ()) -> bytes:
    """Return the XMP packet (PDF/A-2 6.6.2 and 6.6.4, PDF/UA-1 clause 5), plain UTF-8.

    Args:
        document: says what the file says of itself.
        claims: the standards that the file keeps.
        languages: of its text, the document's own first; that one alone unless given.
    """
    archival = f"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{claims.archival}</pdfaid:conformance>"
    marks = [archival] if claims.archival else []
    marks += ["<pdfuaid:part>1</pdfuaid:part>"] if claims.accessible else []
    values = {
        "title": document.title,
        "author": document.author,
        "subject": document.subject,
        "keywords": document.keywords,
        "producer": PRODUCER,
        "date": f"{document.created}T00:00:00+00:00",
    }
    escaped = {key: html.escape(value, quote=False) for key, value in values.items()}
    schemas = _SCHEMAS if claims.accessible else ""
    listed = "".join(f"<rdf:li>{each}</rdf:li>" for each in languages or (document.language,))
    return _XMP.format(**escaped, languages=listed, claims="\n".join(marks), schemas=schemas).encode("utf-8")


def information(document: Document) -> str:
    """Return the document information dictionary, equal to the XMP (PDF/A-2 6.6.3)."""
    date = document.created.replace("-", "")
    return (
        f"<</Title{text_string(document.title)}/Author{text_string(document.author)}"
        f"/Subject{text_string(document.subject)}/Keywords{text_string(document.keywords)}"
        f"/Producer({PRODUCER})/Creator({PRODUCER})"
        f"/CreationDate(D:{date}000000+00'00')/ModDate(D:{date}000000+00'00')>>"
    )


@functools.cache
def srgb_profile() -> bytes:
    """Return an ICC v2 sRGB profile, deflated; built from IEC 61966-2-1's numbers, so it is nobody's file."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    steps = 1024
    curve = b"curv\0\0\0\0" + struct.pack(">I", steps)
    curve += b"".join(struct.pack(">H", round(linear(i / (steps - 1)) * 65535)) for i in range(steps))
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"sRGB\0" + b"\0" * 78
    tags: list[tuple[bytes, bytes | None]] = [
        (b"desc", description),
        (b"cprt", b"text\0\0\0\0CC0\0"),
        (b"wtpt", xyz(0.9505, 1.0, 1.0891)),
        (b"rXYZ", xyz(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", xyz(0.14307, 0.06061, 0.71410)),
        (b"rTRC", curve),
        (b"gTRC", None),
        (b"bTRC", None),
    ]
    offset = 128 + 4 + 12 * len(tags)
    table, data, last = struct.pack(">I", len(tags)), b"", (0, 0)
    for signature, value in tags:
        if value is not None:
            padded = value + b"\0" * (-len(value) % 4)
            last = (offset + len(data), len(padded))
            data += padded
        table += signature + struct.pack(">II", *last)
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI",
        *(offset + len(data), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ "),
        *(2020, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", b"\0\0\0\0", 0, 0),
    )
    head += fixed(0.9642) + fixed(1.0) + fixed(0.8249) + b"\0\0\0\0"
    return flate_well(head.ljust(128, b"\0") + table + data)
