"""Every shipped topic × layout × page size: conformance, structure, completeness, syntax, size and the same bytes."""

from __future__ import annotations

import functools
import os
import subprocess
import sys

import pytest

from handouts.build import Request
from handouts.build.stages import build
from tests import completeness, proofs, shipped, structure

CASES = shipped.cases()

pytestmark = pytest.mark.matrix
each_case = pytest.mark.parametrize("case", CASES, ids=str)


@functools.cache
def _structure(case: shipped.Case) -> structure.Structure:
    return structure.read(shipped.pdf(case))


def test_cases_when_counted_then_every_topic_layout_and_size_is_there():
    topics = {case.topic for case in CASES}
    layouts = {case.layout for case in CASES}

    assert len(topics) >= 4
    assert {"standard", "large-print"} <= layouts
    assert {case.page_size for case in CASES} == {"letter", "a4"}
    assert sum(case.appointment is None for case in CASES) == len(topics) * len(layouts) * 2
    assert {case.layout for case in CASES if case.appointment} == layouts


@each_case
def test_pdf_when_finished_then_it_conforms_to_ua1_and_2a(case):
    assert proofs.conformance(shipped.pdf(case)) == []


@each_case
def test_pdf_when_finished_then_its_structure_is_sound(case):
    found = _structure(case)

    assert found.problems == []
    assert len(found.lines()) > 100


@each_case
def test_pdf_when_finished_then_it_holds_the_whole_content_in_order(case):
    assert completeness.faults(_structure(case).lines(), completeness.expected(case)) == []


@each_case
def test_pdf_when_finished_then_its_syntax_is_clean(case):
    assert proofs.syntax(shipped.pdf(case)) == []


@each_case
def test_pdf_when_finished_then_it_is_small(case):
    assert proofs.size(shipped.pdf(case)) == []


@each_case
def test_build_when_a_shipped_file_is_built_then_nothing_is_found_wrong(case):
    assert shipped.outcome(case).ok, shipped.outcome(case).findings


@each_case
def test_pdf_when_the_handout_is_a_draft_then_every_page_says_so_with_its_number_and_the_phone(case):
    shelf, workspace = shipped.shelf(), shipped.workspace()
    say = shelf.language(workspace, case.language).phrases
    clinic = shelf.clinic(workspace, None).clinic
    file = shelf.file(workspace, case.topic, case.language)
    assert file is not None
    assert shelf.handout(workspace, file).handout.review.status == "draft"
    phone = clinic.phones_of(file.department).questions
    pages = _structure(case).pages

    for number, marks in enumerate(pages, start=1):
        running = completeness.normal(" ".join(marks.artifacts))
        assert say.notices.draft_short in running, number
        assert say.notices.demo_short in running, number
        assert completeness.normal(say.foot.page.format(page=number, pages=len(pages))) in running
        assert phone in running, number


@pytest.mark.parametrize("page_size", ["letter", "a4"])
def test_build_when_run_in_another_process_and_order_then_the_bytes_are_the_same(page_size, tmp_path):
    plain = [case for case in CASES if case.page_size == page_size and not case.appointment]
    topics = sorted({case.topic for case in plain}, reverse=True)
    layouts = sorted({case.layout for case in plain}, reverse=True)
    command = [sys.executable, "-m", "handouts", "build", *topics, "--page-size", page_size, "--output", str(tmp_path)]
    for layout in layouts:
        command += ["--layout", layout]
    environment = os.environ | {
        "PYTHONHASHSEED": "4242",
        "HANDOUTS_TODAY": shipped.TODAY.isoformat(),
        "TZ": "Asia/Tokyo",
    }

    subprocess.run([*command, "--quiet"], cwd=shipped.ROOT, env=environment, check=True)

    assert len(plain) == len(list(tmp_path.rglob("*.pdf")))
    for case in plain:
        made = shipped.outcome(case).path
        assert made is not None
        again = tmp_path / made.relative_to(shipped.output() / page_size / "blank")
        assert again.read_bytes() == shipped.pdf(case), str(case)


def test_build_when_an_appointment_is_given_then_only_the_pages_know_it():
    filled = [case for case in CASES if case.appointment]

    assert filled
    for case in filled:
        made = shipped.outcome(case)
        assert made.path is not None
        assert not any(part in made.path.name for part in ("2026", "12-03", "0830"))
        assert shipped.APPOINTMENT not in repr(made)


NOTICES = {
    "en": "We have free language help. Call 555-0170.",
    "es": "Tenemos ayuda gratis en su idioma. Llame al 555-0170.",
}
CLINIC = f"""
name: Everything Clinic
phones: {{questions: 555-0142}}
emergency: {{number: "911", wording: Call 911 right away}}
rules: [us-general, hawaii-asc]
nearest_hospital: {{name: Springfield General, address: "200 River Street, Springfield", phone: 555-0190}}
fill_in:
  - {{about: medicines given, label: Medicines you were given}}
  - {{about: doctor, label: Your doctor's phone}}
  - {{about: back-up doctor, label: Phone of the doctor who stands in}}
  - {{about: check-up, label: "First check-up: date and place"}}
notices:
  - {{about: language, language: en, text: "{NOTICES["en"]}"}}
  - {{about: language, language: es, text: "{NOTICES["es"]}"}}
"""


@pytest.mark.parametrize("layout", shipped.shelf().layout_names(shipped.workspace()))
def test_pdf_when_the_clinic_prints_all_it_can_then_every_word_is_there_once_and_the_file_is_valid(layout, tmp_path):
    own = tmp_path / "clinic.yaml"
    own.write_text(CLINIC, "utf-8")
    topic = "cardiology/chronic-total-occlusion"
    request = Request(topic, today=shipped.TODAY, layout=layout, clinic=own, workspace=shipped.ROOT, output=tmp_path)

    outcome = build(request, shipped.shelf())

    assert outcome.findings == ()
    assert outcome.path is not None
    data = outcome.path.read_bytes()
    assert proofs.faults(data) == []
    text = completeness.page_text(structure.read(data).lines())
    hospital = "Nearest hospital: Springfield General, 200 River Street, Springfield. Phone 555-0190"
    labels = ("Medicines you were given", "Your doctor's phone", "Phone of the doctor who stands in", "First check-up:")
    for words in (hospital, *labels, *NOTICES.values()):
        assert text.count(words) == 1, words
