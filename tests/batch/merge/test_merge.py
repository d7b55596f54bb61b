"""Merge as a whole: personal values reach the page and nothing else."""

from __future__ import annotations

import io
import json
import logging
import re
import sys

import page
import pikepdf
import pytest

from handouts import document
from handouts.errors import ExitCode
from tests import structure
from tests.batch.merge.conftest import text_of

SECRETS = ["Northgate annex 93", "Dr. Quilla Ovrebo", "xylophone-tango-88"]
ROW = f"2027-03-09,13:47,12:52,{SECRETS[0]},{SECRETS[1]}"
WAYS = ["March 9, 2027", "1:47", "13:47", "12:52", "2027-03-09", "20270309"]
"""The values as they stand in the list and on the page."""


def _strings(thing, seen: set[tuple[int, int]], depth: int = 0):
    """Yield every string and name of a PDF but those of page content."""
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        if thing.objgen in seen:
            return
        seen.add(thing.objgen)
    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        for key, value in thing.items():
            yield key
            if key != "/Contents" or thing.get("/Type") == "/Annot":
                yield from _strings(value, seen, depth + 1)
        if isinstance(thing, pikepdf.Stream):
            yield thing.read_bytes().decode("latin-1")
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _strings(value, seen, depth + 1)
    elif isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)


def _told_by(pdf: pikepdf.Pdf) -> str:
    sys.setrecursionlimit(20_000)
    return "\n".join(_strings(pdf.trailer, set()))


def _leaks(data: bytes, values) -> list[str]:
    """Return the values that stand in bytes, in any way that text is written there."""
    forms = {
        value: [value.encode(coding) for coding in ("utf-8", "utf-16-be", "utf-16-le", "latin-1")] for value in values
    }
    hexed = {value: [form.hex().encode() for form in written] for value, written in forms.items()}
    lower = data.lower()
    return [v for v in values if any(f in data for f in forms[v]) or any(h in lower for h in hexed[v])]


@pytest.mark.parametrize("way", [{"workers": 1}, {"workers": 2}], ids=["one process", "two"])
def test_run_when_over_then_personal_values_stand_on_the_page_and_nowhere_else(lists, way, caplog, capfd, monkeypatch):
    caplog.set_level(logging.DEBUG, "handouts")
    given = "MRN-55120077"
    rows = [f"{given if n == 0 else ''},apple,{ROW}" for n in range(9)]
    rows.append(f",apple,{ROW.replace('Quilla', 'Quilla 名')}")
    path = lists.write(*rows, head="id,topic,date,time,arrive,place,clinician")
    plan, checked, tally = lists.make(path, way=way)
    assert (tally.made, tally.failed) == (9, 1)
    values = [*SECRETS[:2], "Quilla", "Northgate", *WAYS]
    names = "\n".join(str(p.relative_to(lists.output)) for p in lists.output.rglob("*"))
    printed = capfd.readouterr()
    told = repr((plan, list(plan.rows), checked, tally, lists.told)) + caplog.text + printed.out + printed.err + names
    assert "load ward/apple en standard" in caplog.text
    assert _leaks(told.encode(), values) == []
    assert given not in told.replace(f"{given}.ward.apple.pdf", "").replace(str(lists.output), "")
    seen = 0
    for left in (each for each in lists.output.rglob("*") if each.is_file()):
        data = left.read_bytes()
        if left.suffix != ".pdf":
            assert _leaks(data, values) == [], left
            continue
        seen += 1
        assert _leaks(data, values) == []
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert _leaks(_told_by(pdf).encode(), values) == []
            assert "Draft" in _told_by(pdf), "the search sees the title"
        words = text_of(data)
        assert all(value in words for value in (*SECRETS[:2], "March 9, 2027", "1:47 PM"))
    assert seen == 9
    listed = json.loads((lists.output / "manifest.json").read_text())["merged"]
    assert [(each["list"], each["copies"], len(each["ids"])) for each in listed] == [("list", 9, 9)]
    assert set(listed[0]) == {"list", "copies", "ids", "seal"}
    assert not (lists.output / ".handouts/merge.json").exists()


def test_search_when_a_value_is_in_metadata_then_it_is_found(lists):
    lists.make(lists.write("a1,apple", head="id,topic"))
    with pikepdf.open(lists.output / "merge/list/a1.ward.apple.pdf") as pdf:
        pdf.docinfo["/Subject"] = SECRETS[0]
        assert _leaks(_told_by(pdf).encode(), SECRETS) == [SECRETS[0]]
        pdf.docinfo["/Subject"] = "x"
        pdf.Root.StructTreeRoot.K.Alt = SECRETS[1]
        assert _leaks(_told_by(pdf).encode(), SECRETS) == [SECRETS[1]]
    assert _leaks(SECRETS[2].encode("utf-16-be"), SECRETS) == [SECRETS[2]]
    assert _leaks(SECRETS[2].encode("utf-16-be").hex().upper().encode(), SECRETS) == [SECRETS[2]]


@pytest.mark.parametrize(
    "template",
    [
        "{{ appointment.place * 3 }}",
        "{{ appointment.place | number }}",
        '<p style="{{ appointment.place }}">x</p>',
        "<{{ appointment.clinician }}/>",
        '<a href="{{ appointment.place }}" title="x">x</a>',
        "{% include appointment.place %}",
    ],
)
def test_template_when_it_stumbles_over_a_value_then_the_message_does_not_repeat_it(lists, template):
    folder = lists.department.folder / "layouts/shared/sections"
    folder.mkdir(parents=True)
    (folder / "purpose.xml.j2").write_text(
        f"<h2>Purpose</h2>{{% if appointment and appointment.place %}}{template}{{% endif %}}"
    )
    path = lists.write(f"a1,apple,{ROW}", "a2,apple,,,,,", head="id,topic,date,time,arrive,place,clinician")
    _, checked, tally = lists.make(path)
    assert (checked.findings, tally.made, tally.failed) == ([], 1, 1)
    assert {(f.code, f.place.line) for f in tally.findings} == {("H592", 2)}
    told = "".join(f"{f.message} {f.hint}" for f in tally.findings)
    assert _leaks(told.encode(), [*SECRETS, "Northgate", "Quilla"]) == []


def test_program_when_it_fails_over_a_value_then_neither_message_nor_trace_repeats_it(lists, monkeypatch):
    real = document.parse

    def failing(markup, *more):
        if SECRETS[0] in markup:
            raise ValueError(markup[markup.index(SECRETS[0]) :][:60])
        return real(markup, *more)

    monkeypatch.setattr(document, "parse", failing)
    path = lists.write(f"a1,apple,{ROW}", "a2,apple,,,,,", head="id,topic,date,time,arrive,place,clinician")
    _, _, tally = lists.make(path, way={"workers": 1})
    assert (tally.made, tally.codes) == (1, {ExitCode.INTERNAL})
    fault = next(made.fault for made in lists.told if made.fault)
    assert fault.kind == "FaultInCopy"
    assert "stages.py" in str(fault)
    assert "ValueError" in str(fault)
    assert _leaks(str(fault).encode(), SECRETS) == []


def test_copy_when_protected_then_opens_with_its_password_alone(lists):
    path = lists.write(
        f"a1,apple,{ROW},{SECRETS[2]}", f"a2,apple,{ROW},short", head="id,topic,date,time,arrive,place,clinician,pin"
    )
    plan, _, tally = lists.make(path, password_column="pin")
    assert (plan.skipped, tally.made) == (1, 1)
    assert [(f.code, f.place.line) for f in plan.findings] == [("H590", 3)]
    data = (lists.output / "merge/list/a1.ward.apple.pdf").read_bytes()
    for wrong in ("", "xylophone-tango-89", SECRETS[2].upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data), password=wrong)
    assert _leaks(data, [*SECRETS, *WAYS]) == []
    with pikepdf.open(io.BytesIO(data), password=SECRETS[2]) as pdf:
        assert (pdf.encryption.R, pdf.encryption.V) == (6, 5)
        assert (pdf.encryption.stream_method.name, pdf.encryption.string_method.name) == ("aesv3", "aesv3")
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        assert pdf.allow.print_highres
        assert not pdf.allow.modify_other
        assert not pdf.owner_password_matched
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert "pdfaid:part" not in packet
        assert "<pdfuaid:part>1</pdfuaid:part>" in packet
        opened = io.BytesIO()
        pdf.save(opened, encryption=False)
    plain = opened.getvalue()
    result = page.validate_pdf_bytes(plain, profile="ua1")
    assert result.is_compliant, result.failures
    assert structure.read(plain).problems == []
    assert SECRETS[0] in text_of(data, SECRETS[2])


def test_copy_when_protected_then_nothing_outside_the_lock_tells_of_the_page(lists):
    rows = [f"a{n},apple,East wing,{SECRETS[2]}" for n in range(2)]
    lists.make(
        lists.write(*rows, "a2,apple,East wing,another-password", head="id,topic,place,pin"), password_column="pin"
    )
    marks = set()
    for name in lists.files():
        data = (lists.output / "merge/list" / name).read_bytes()
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(data))
        found = re.findall(rb"/ID\s*\[\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>", data)
        assert found
        marks |= set(found[0])
    lists.make(lists.write("a0,apple,East wing", head="id,topic,place"))
    with pikepdf.open(lists.output / "merge/list/a0.ward.apple.pdf") as pdf:
        open_mark = bytes(pdf.trailer.ID[0]).hex().encode()
    assert open_mark not in marks, "the digest of the open page would prove what it says"
    assert len(marks) >= 3
