from __future__ import annotations

import datetime
import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest

from handouts.build import PacketRequest, Selection, Shelf, build_packet
from handouts.errors import ExitCode
from tests import completeness, proofs, shipped, structure
from tests.approvals import approved

TODAY = datetime.date(2026, 11, 21)
ROOT = shipped.ROOT
LAYOUTS = ("standard", "large-print")


def made(folder, *topics, packet=None, **selected):
    """Return the outcome of a packet of a workspace."""
    selection = Selection(topics, today=selected.pop("today", TODAY), workspace=folder, **selected)
    return build_packet(PacketRequest(selection, **(packet or {})), Shelf())


def codes(outcome):
    return sorted({finding.code for finding in outcome.findings})


def parts_of(data):
    """Return the parts of a packet, after proving its structure."""
    found = structure.read(data)
    assert found.problems == []
    return found.root.children()[0].children()


def add_language(folder, code, name):
    """Add a language with the words of English."""
    text = (ROOT / "layouts" / "languages" / "en.yaml").read_text("utf-8")
    (folder / "layouts" / "languages").mkdir(parents=True, exist_ok=True)
    text = text.replace("code: en\n", f"code: {code}\n").replace("name: English\n", f"name: {name}\n")
    text = text.replace("left blank on purpose.", f"left blank ({code}).")
    (folder / "layouts" / "languages" / f"{code}.yaml").write_text(text, "utf-8")


# ---------------------------------------------------------------- what ships


@pytest.mark.matrix
@pytest.mark.parametrize("page_size", ["letter", "a4"])
@pytest.mark.parametrize("duplex", [False, True])
def test_packet_of_all_that_ships_when_made_then_it_conforms_and_lacks_nothing(tmp_path, page_size, duplex):
    topics = [file for file in shipped.workspace().topics() if file.language == "en"]
    names = [f"{file.department}/{file.topic}" for file in topics]
    outcome = made(ROOT, *names, layouts=LAYOUTS, page_size=page_size, output=tmp_path,
                   packet={"cover": True, "duplex": duplex})  # fmt: skip
    assert outcome.ok, outcome.findings
    data = outcome.path.read_bytes()

    assert proofs.conformance(data) == []
    assert proofs.syntax(data) == []
    cover, contents, *handouts = parts_of(data)
    wanted = [shipped.Case(name, "en", layout, page_size) for name in names for layout in LAYOUTS]
    assert [(held.topic, held.layout) for held in outcome.handouts] == [(case.topic, case.layout) for case in wanted]
    for part, case in zip(handouts, wanted, strict=True):
        assert completeness.faults(part.lines(), completeness.expected(case)) == [], str(case)
    assert cover.lines()[0] == "Your information packet"
    assert f"{len(wanted)} handouts" in cover.lines()
    links = [line for e in contents.walk() if e.role == "Link" for line in e.lines()]
    assert links == [f"{held.title} Packet page {held.page}" for held in outcome.handouts]


def test_packet_when_made_in_another_process_then_the_bytes_are_the_same(tmp_path):
    words = ["chronic-total-occlusion", "vascular-embolization", "--cover", "--duplex", "--copies", "2", "--name", "x"]
    command = [sys.executable, "-m", "handouts", "packet", *words, "--quiet", "--output", str(tmp_path / "other")]
    environment = os.environ | {"PYTHONHASHSEED": "4242", "HANDOUTS_TODAY": TODAY.isoformat(), "TZ": "Asia/Tokyo"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    packet = {"cover": True, "duplex": True, "copies": 2, "name": "x"}
    outcome = made(ROOT, *words[:2], output=tmp_path, packet=packet)

    assert (tmp_path / "other/packets/x.pdf").read_bytes() == outcome.path.read_bytes()


def test_packet_when_bound_then_each_handout_has_as_many_pages_as_alone(tmp_path):
    cases = [case for case in shipped.cases() if case.page_size == "letter" and not case.appointment]
    cases = [case for case in cases if case.layout == "standard"]
    outcome = made(ROOT, *(case.topic for case in cases), page_size="letter", output=tmp_path)
    begins = [*(held.page for held in outcome.handouts), outcome.pages + 1]

    counts = [after - before for before, after in itertools.pairwise(begins)]
    assert counts == [shipped.outcome(case).pages for case in cases]


@pytest.mark.parametrize("page_size", ["letter", "a4"])
def test_booklet_when_made_then_it_says_that_it_is_for_printing_and_is_archival(tmp_path, page_size):
    outcome = made(ROOT, "chronic-total-occlusion", page_size=page_size, output=tmp_path,
                   packet={"booklet": True, "cover": True, "title": "Your heart"})  # fmt: skip
    data = outcome.path.read_bytes()

    assert outcome.path.name.endswith(".booklet.pdf")
    assert 0.71 < outcome.scale < 0.72
    assert outcome.sheets == -(-outcome.pages // 4)
    assert page.validate_pdf_bytes(data, profile="2b").is_compliant
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Booklet, for printing only: Draft: Your heart"
        assert len(pdf.pages) == 2 * outcome.sheets


# ---------------------------------------------------------------- languages, notices


def test_packet_when_languages_differ_then_each_part_names_its_own_and_the_contents_say_it(folder):
    add_language(folder, "es", "Español")
    outcome = made(folder, "valve", languages=("es", "en"), packet={"duplex": True})
    data = outcome.path.read_bytes()
    contents, spanish, english = parts_of(data)

    assert proofs.faults(data) == []
    assert (contents.language, english.language, spanish.language) == ("", "", "es")
    spans = [(e.language, e.text()) for e in contents.walk() if e.role == "Span"]
    assert [language for language, _ in spans] == ["es", "es"]
    assert spans[1][1] == "Español"
    pages = [one.artifacts for one in structure.read(data).pages]
    assert [page[-1] for page in pages if len(page) == 1] == ["Packet page 2This page is left blank on purpose."]


def test_packet_when_all_handouts_are_in_one_language_then_cover_and_contents_are_too(folder):
    add_language(folder, "es", "Español")
    outcome = made(folder, "valve", languages=("es",), packet={"cover": True, "duplex": True})
    data = outcome.path.read_bytes()

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "es"
    assert {part.language for part in parts_of(data)} == {""}
    assert any("left blank (es)" in "".join(one.artifacts) for one in structure.read(data).pages)


def test_packet_when_nothing_differs_then_the_contents_name_neither_layout_nor_language(folder):
    lines = parts_of(made(folder, "valve", "cardiology/stent").path.read_bytes())[0].lines()
    both = parts_of(made(folder, "valve", layouts=LAYOUTS).path.read_bytes())[0].lines()

    assert not [line for line in lines if "ayout" in line or "English" in line]
    assert [line for line in both if "Layout: large-print" in line]


def test_packet_when_one_handout_is_a_draft_then_cover_title_and_every_front_page_say_so(folder, add_topic):
    add_topic("cardiology/stent")
    approved(folder, "cardiology/stent")
    outcome = made(folder, "cardiology/stent", "valve", packet={"cover": True})
    signed = made(folder, "cardiology/stent", packet={"cover": True})
    found = structure.read(outcome.path.read_bytes())
    cover, contents, *_ = parts_of(outcome.path.read_bytes())

    with pikepdf.open(outcome.path) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Draft: ")
    assert any(line.startswith("This packet holds drafts.") for line in cover.lines())
    assert ["Draft" in e.text() for e in contents.walk() if e.role == "TOCI"] == [False, True]
    for one in found.pages[:2]:
        assert "Draft: not for patients" in " ".join(one.artifacts)
    with pikepdf.open(signed.path) as pdf:
        assert "Draft" not in str(pdf.docinfo["/Title"])
    assert not any("draft" in line.lower() for line in parts_of(signed.path.read_bytes())[0].lines())


def test_packet_when_a_handout_is_past_its_date_then_it_is_made_only_if_asked_for_and_says_so(folder, add_topic):
    add_topic("cardiology/stent")
    approved(folder, "cardiology/stent")
    late = datetime.date(2099, 1, 1)
    refused = made(folder, "cardiology/stent", "valve", today=late)
    assert not (folder / "output").exists()
    allowed = made(folder, "cardiology/stent", today=late, allow_expired=True, packet={"cover": True})

    assert (refused.path, refused.exit_code) == (None, ExitCode.CONTENT)
    assert "H215" in codes(refused)
    assert [held.expired for held in allowed.handouts] == [True]
    cover, contents, _ = parts_of(allowed.path.read_bytes())
    assert any("due for a check" in line for line in cover.lines())
    assert any("Past its review date" in line for line in contents.lines())


def test_packet_when_nobody_has_a_logo_web_page_or_night_phone_then_the_cover_leaves_no_label(folder):
    clinic = folder / "content" / "clinic-plain.yaml"
    clinic.write_text(
        "name: Plain\nphones: {questions: 555-0142}\nemergency: {number: '911', wording: Call 911 now}\n", "utf-8"
    )
    outcome = made(folder, "valve", clinic=clinic, packet={"cover": True})
    lines = parts_of(outcome.path.read_bytes())[0].lines()

    assert "Questions" in lines
    assert not {"Nights and weekends", "Address", "Web page", "Department"} & set(lines)


# ---------------------------------------------------------------- what is wrong


def test_packet_when_handouts_have_errors_then_all_are_told_and_none_is_written(folder, add_topic):
    add_topic("cardiology/stent", **{"title:": "titel:"})
    add_topic("cardiology/valve", **{"summary:": "sumary:"})
    outcome = made(folder, "cardiology/stent", "valve", "radiology/stent")

    assert outcome.exit_code is ExitCode.CONTENT
    wrong = {Path(f.place.file).parent.name for f in outcome.findings if f.severity.value == "error"}
    assert wrong == {"stent", "valve"}
    assert outcome.path is None
    assert not (folder / "output").exists()


def test_packet_when_characters_lack_in_a_handout_and_in_the_title_then_each_has_its_place(folder, add_topic):
    file = add_topic("cardiology/valve", **{"summary: ": "summary: 名 "})
    both = made(folder, "cardiology/stent", "valve", packet={"title": "字", "cover": True})

    places = {(f.code, Path(f.place.file).name, f.place.line > 0) for f in both.findings if f.code == "H401"}
    assert places == {("H401", "--title", False), ("H401", file.name, True)}
    assert both.path is None


def test_packet_when_a_title_in_the_contents_lacks_characters_then_the_handout_is_named(folder, add_topic):
    add_topic("cardiology/valve", **{"title: ": "title: 名 "})
    outcome = made(folder, "cardiology/stent", "valve")

    assert {Path(f.place.file).parent.name for f in outcome.findings if f.code == "H401"} == {"valve"}


@pytest.mark.parametrize("layouts", [("large-print",), ("standard", "large-print")])
def test_booklet_when_a_layout_is_large_print_then_it_is_refused(folder, layouts):
    outcome = made(folder, "valve", layouts=layouts, packet={"booklet": True})

    assert (outcome.path, outcome.exit_code) == (None, ExitCode.USAGE)
    assert codes(outcome)[-1] == "H575"


def test_packet_when_the_output_cannot_be_written_then_it_is_told(folder):
    (folder / "output").write_text("in the way")
    outcome = made(folder, "valve")

    assert (outcome.path, outcome.exit_code) == (None, ExitCode.OUTPUT)
    assert "H521" in codes(outcome)


def test_packet_when_a_template_of_the_clinic_is_wrong_then_its_line_is_told(folder):
    own = folder / "layouts" / "shared" / "packet"
    own.mkdir(parents=True)
    (own / "contents.xml.j2").write_text("<handout>\n{{ packet.nothing }}\n</handout>", "utf-8")
    outcome = made(folder, "valve")

    (finding,) = [f for f in outcome.findings if f.severity.value == "error"]
    assert finding.code == "H211"
    assert finding.place.file.endswith("packet/contents.xml.j2")
    assert finding.place.line == 2
