"""The five stages in a row, on real content."""

from __future__ import annotations

import datetime
import gc
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

import handouts
from handouts import layouts
from handouts.build import PLACEHOLDER, Outcome, Request, Shelf, build, build_all, check
from handouts.checks import registry
from handouts.errors import ExitCode
from handouts.findings import Severity
from handouts.workspace import builtin
from tests.approvals import approved
from tests.made_up_checks import GUARDED, WARNED

TODAY = datetime.date(2026, 11, 21)
OLD = {
    "written_on: 2026-11-20": "written_on: 2025-11-20",
    "reviewed_on: 2026-11-20": "reviewed_on: 2025-11-20",
}


@pytest.fixture
def request_for(folder):
    """Return a function that makes a request in the workspace."""

    def made(topic, **settings):
        return Request(topic, today=TODAY, workspace=folder, **settings)

    return made


def test_build_when_done_leaves_nothing_that_only_a_search_for_garbage_finds(request_for, tmp_path):
    shelf = Shelf()
    first = build(request_for("cardiology/valve", language="en", output=tmp_path / "out"), shelf)
    assert first.ok
    gc.collect()
    gc.disable()
    try:
        assert build(request_for("cardiology/valve", language="en", output=tmp_path / "out"), shelf).ok
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert build(request_for("cardiology/valve", language="en", output=tmp_path / "out"), shelf).ok
    assert gc.isenabled()


def bytes_of(outcome):
    """Return the saved file's bytes; a handout that failed tells why."""
    assert outcome.path is not None, outcome.findings
    return outcome.path.read_bytes()


def codes(findings):
    return {finding.code for finding in findings}


def saved(folder):
    output = folder / "output"
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())


def test_build_when_all_is_right_then_saves_one_file(request_for, folder):
    outcome = build(request_for("valve"))
    assert outcome.ok
    assert outcome.findings == ()
    assert outcome.exit_code == ExitCode.OK
    assert (outcome.request.topic, outcome.request.language) == ("cardiology/valve", "en")
    assert outcome.path == folder / "output" / "cardiology" / "valve.en.standard.pdf"
    data = bytes_of(outcome)
    assert data.startswith(b"%PDF-")
    assert outcome.size == len(data)
    assert outcome.pages >= 2
    assert saved(folder) == ["cardiology/valve.en.standard.pdf"]


def test_build_when_two_departments_have_the_topic_then_the_files_never_meet(request_for, folder):
    for department in ("cardiology", "radiology"):
        assert build(request_for("stent", department=department)).ok
    assert saved(folder) == ["cardiology/stent.en.standard.pdf", "radiology/stent.en.standard.pdf"]


def test_build_when_the_page_size_is_not_the_clinics_then_is_in_the_name(request_for, folder):
    for size in ("letter", "a4"):
        assert build(request_for("valve", page_size=size)).ok
    assert saved(folder) == ["cardiology/valve.en.standard.a4.pdf", "cardiology/valve.en.standard.pdf"]


def test_build_when_called_as_the_package_then_is_the_same(request_for):
    from handouts import build as door  # noqa: PLC0415  what the test is about

    outcome = door(request_for("valve"))
    assert outcome.ok
    assert outcome == handouts.build.build(request_for("valve"))  # type: ignore[attr-defined]  # module and function
    assert door(replace(request_for("valve"), layout="nope"), Shelf()).exit_code == ExitCode.USAGE


def test_door_when_listed_then_every_name_is_there_and_unknown_ones_are_not():
    assert len(handouts.__all__) > 10
    assert [name for name in handouts.__all__ if getattr(handouts, name, None) is None] == []
    with pytest.raises(AttributeError, match="nope"):
        _ = handouts.nope
    with pytest.raises(AttributeError, match="nope"):
        _ = sys.modules["handouts.build"].nope


def test_build_when_done_in_any_order_and_process_then_the_bytes_are_the_same(request_for, folder):
    requests = [request_for("valve"), request_for("radiology/stent"), request_for("cardiology/stent")]
    first = {outcome.request.topic: bytes_of(outcome) for outcome in build_all(requests)}
    second = {outcome.request.topic: bytes_of(outcome) for outcome in build_all(reversed(requests))}
    assert len(first) == 3
    assert first == second
    code = (
        "import datetime, pathlib, sys; from handouts import Request, build;"
        "r = Request('cardiology/valve', today=datetime.date(2026, 11, 21), workspace=pathlib.Path(sys.argv[1]));"
        "sys.stdout.buffer.write(build(r).path.read_bytes())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            cwd=handouts.__path__[0] + "/..",
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stdout == first["cardiology/valve"]


def test_build_when_an_appointment_is_given_then_it_is_on_the_page_and_nowhere_else(request_for, folder, caplog):
    caplog.set_level(logging.DEBUG, "handouts")
    outcome = build(request_for("valve", appointment="2026-12-03 08:30"))
    assert outcome.ok
    assert outcome.path is not None
    assert saved(folder) == ["cardiology/valve.en.standard.pdf"]
    assert len(caplog.messages) == 5
    for text in (*caplog.messages, repr(outcome), str(outcome.path)):
        assert "2026-12" not in text
        assert "08:30" not in text
    assert bytes_of(outcome) != bytes_of(build(request_for("valve")))


def test_build_when_logged_then_names_the_five_stages_in_order(request_for, caplog):
    caplog.set_level(logging.DEBUG, "handouts")
    build(request_for("valve"))
    assert caplog.messages == [
        f"{stage} cardiology/valve en standard" for stage in ("load", "render", "parse", "write", "save")
    ]


def test_build_when_the_appointment_is_wrong_then_nothing_is_saved(request_for, folder):
    outcome = build(request_for("valve", appointment="2026-02-30 08:30"))
    assert (codes(outcome.findings), outcome.exit_code) == ({"H537"}, ExitCode.USAGE)
    assert saved(folder) == []


def test_build_when_the_appointment_is_past_then_warns_and_builds(request_for):
    outcome = build(request_for("valve", appointment="2020-12-03 08:30"))
    assert outcome.ok
    assert codes(outcome.findings) == {"H538"}


def test_build_when_several_files_are_wrong_then_tells_all_at_once(request_for, folder, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    (folder / "content" / "clinic.yaml").write_text("nmae: x\n")
    (folder / "layouts" / "broken").mkdir(parents=True)
    (folder / "layouts" / "broken" / "layout.yaml").write_text("x: [\n")
    outcome = build(request_for("cardiology/valve", language="en", layout="broken", appointment="soon"))
    assert not outcome.ok
    files = {finding.place.file.rpartition("/")[2] for finding in outcome.findings}
    assert files == {"en.yaml", "clinic.yaml", "layout.yaml", "--appointment"}
    assert outcome.path is None
    assert saved(folder) == []


def test_build_when_an_approved_handout_is_expired_then_refuses_unless_allowed(request_for, folder, add_topic):
    add_topic("cardiology/valve", **OLD)
    year_ago, yesterday = datetime.date(2025, 11, 20), datetime.date(2026, 11, 20)
    approved(folder, "cardiology/valve", on=year_ago, review_by=yesterday)
    refused = build(request_for("valve"))
    assert not refused.ok
    (finding,) = refused.findings
    assert (finding.code, finding.place.line) == ("H215", 4)
    assert "2026-11-20" in finding.message
    assert finding.place.file.endswith("valve/en.approvals")
    assert saved(folder) == []
    allowed = build(request_for("valve", allow_expired=True))
    assert allowed.ok
    assert saved(folder) == ["cardiology/valve.en.standard.pdf"]


def test_build_when_a_draft_has_placeholders_then_warns_at_each(request_for, folder, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": f'title: "{PLACEHOLDER}: Opening', "tube\n": 'tube"\n'})
    outcome = build(request_for("valve"))
    assert outcome.ok
    (finding,) = outcome.findings
    assert (finding.code, finding.severity, finding.place.line) == ("H192", Severity.WARNING, 2)


def test_build_when_a_logo_cannot_be_drawn_then_names_its_file(request_for, folder):
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0 L"/></svg>'
    (folder / "content" / "logo.svg").write_text(logo, encoding="utf-8")

    outcome = build(request_for("valve", language="en"))

    (finding,) = outcome.findings
    assert finding.code == "H405"
    assert finding.place.file.endswith("content/logo.svg")


def test_build_when_the_clinic_lacks_what_placeholders_name_then_each_is_told(request_for, folder, add_topic):
    clinic = folder / "content" / "clinic.yaml"
    lines = clinic.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("address:", "web:"))]
    assert len(kept) == len(lines) - 2
    clinic.write_text("".join(kept), encoding="utf-8")
    add_topic("cardiology/valve", **{"You may feel": "At {{ clinic.address }}, see {{ clinic.web }}, you may feel"})

    outcome = build(request_for("valve", language="en"))

    assert [finding.code for finding in outcome.findings] == ["H146", "H146"]
    assert not outcome.ok


@pytest.mark.parametrize("character", ["≧", "漢", "\u0e01", "☃"])
def test_build_when_no_font_has_a_character_then_names_it_and_every_place(request_for, folder, add_topic, character):
    add_topic(
        "cardiology/valve", **{"Belly pain": f"Belly {character} pain", "You may feel": f"You {character} may feel"}
    )
    clinic = folder / "content" / "clinic.yaml"
    text = clinic.read_text(encoding="utf-8").replace("100 River Street", f"100 {character} Street")
    clinic.write_text(text, encoding="utf-8")
    outcome = build(request_for("valve", language="en"))
    assert {finding.code for finding in outcome.findings} == {"H401"}
    assert len(outcome.findings) == 3
    assert {finding.place.file.rpartition("/")[2] for finding in outcome.findings} == {"en.yaml", "clinic.yaml"}
    for finding in outcome.findings:
        assert f"U+{ord(character):04X}" in finding.message
        lines = Path(finding.place.file).read_text(encoding="utf-8").splitlines()
        assert lines[finding.place.line - 1][finding.place.column - 1] == character
    assert saved(folder) == []


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"topic": "vlave"}, "H531"),
        ({"topic": "stent"}, "H532"),
        ({"topic": "valve", "department": "nope"}, "H533"),
        ({"topic": "valve", "layout": "standrad"}, "H534"),
        ({"topic": "valve", "language": "xx"}, "H535"),
        ({"topic": "valve", "page_size": "a5"}, "H536"),
        ({"topic": "cardiology/stent", "language": "es"}, "H540"),
    ],
)
def test_build_when_the_request_makes_no_sense_then_says_so(request_for, folder, settings, code):
    outcome = build(request_for(**settings))
    assert (codes(outcome.findings), outcome.exit_code) == ({code}, ExitCode.USAGE)
    assert outcome.findings[0].hint
    assert saved(folder) == []


def test_build_when_the_output_cannot_be_written_then_tells_how_to_go_on(request_for, folder):
    (folder / "output").write_text("in the way")
    outcome = build(request_for("valve"))
    assert (codes(outcome.findings), outcome.exit_code) == ({"H521"}, ExitCode.OUTPUT)
    assert outcome.path is None


def test_build_when_the_install_is_read_only_then_works(request_for, folder, monkeypatch):
    shipped = builtin()
    real_open = open

    def guarded(file, mode="r", *more, **options):
        if set(mode) & set("wax+"):
            assert not str(file).startswith(str(shipped)), f"{file} was opened for writing"
        return real_open(file, mode, *more, **options)

    monkeypatch.setattr("builtins.open", guarded)
    monkeypatch.setattr("io.open", guarded)
    assert build(request_for("valve")).ok
    assert saved(folder) == ["cardiology/valve.en.standard.pdf"]


def test_build_all_when_one_is_wrong_then_builds_the_others_and_tells_each_problem(request_for, folder, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    requests = [request_for("cardiology/stent"), request_for("cardiology/valve", language="en"), request_for("nope")]
    seen: list[Outcome] = []
    outcomes = build_all([*requests, request_for("radiology/stent")], each=seen.append)
    assert [outcome.ok for outcome in outcomes] == [True, False, False, True]
    assert seen == outcomes
    assert saved(folder) == ["cardiology/stent.en.standard.pdf", "radiology/stent.en.standard.pdf"]


def test_build_all_when_the_clinic_is_wrong_then_every_handout_tells_the_same(request_for, folder):
    (folder / "content" / "clinic.yaml").write_text("nmae: x\n")
    topics = ("cardiology/stent", "radiology/stent")
    outcomes = build_all([request_for(topic, language="en") for topic in topics])
    assert len(outcomes) == 2
    assert outcomes[0].findings
    assert outcomes[0].findings == outcomes[1].findings


def test_build_all_when_the_program_is_wrong_then_keeps_the_fault_and_goes_on(request_for, folder, monkeypatch):
    real = layouts.render

    def sometimes(loaded, *more):
        if loaded.department == "cardiology":
            raise ZeroDivisionError
        return real(loaded, *more)

    monkeypatch.setattr(layouts, "render", sometimes)
    outcomes = build_all([request_for("cardiology/stent"), request_for("radiology/stent")])
    assert [outcome.ok for outcome in outcomes] == [False, True]
    assert isinstance(outcomes[0].fault, ZeroDivisionError)
    assert outcomes[0].exit_code == ExitCode.INTERNAL
    with pytest.raises(ZeroDivisionError):
        build(request_for("cardiology/stent"))


def test_check_when_run_then_saves_nothing_and_finds_what_build_finds(request_for, folder, add_topic):
    assert check(request_for("valve")) == []
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    found = check(request_for("valve", language="en"))
    assert found == list(build(request_for("valve", language="en")).findings)
    assert codes(found) == {"H110"}
    assert saved(folder) == []


def test_build_when_a_check_finds_an_error_then_refuses_and_tells_errors_only(made_up, request_for, folder, add_topic):
    add_topic("cardiology/valve", **{"A doctor opens": "A gizmo and a widget open"})
    outcome = build(request_for("valve", language="en"))
    assert (outcome.ok, outcome.exit_code) == (False, ExitCode.CONTENT)
    assert codes(outcome.findings) == {GUARDED}
    assert codes(check(request_for("valve", language="en"))) == {GUARDED, WARNED}
    assert saved(folder) == []


def test_build_when_a_file_allows_it_with_a_reason_then_it_is_saved(made_up, request_for, folder, add_topic):
    file = add_topic("cardiology/valve", **{"A doctor opens": "A gizmo opens"})
    entry = f"    - code: {GUARDED}\n      words: gizmo\n      reason: It is the name of a song\n"
    file.write_text(f"{file.read_text('utf-8')}checks:\n  allow:\n{entry}", "utf-8")
    assert build(request_for("valve", language="en")).ok


def test_check_when_words_and_page_are_wrong_then_tells_of_both(made_up, request_for, folder, add_topic):
    add_topic("cardiology/valve", **{"A doctor opens": "A gizmo \N{COPTIC SMALL LETTER ALFA} opens"})
    request = request_for("valve", language="en")
    assert codes(check(request)) == {GUARDED, "H401"}
    (outcome,) = build_all([request], saving=False)
    assert outcome.exit_code == ExitCode.CONTENT


def test_build_when_the_settings_of_the_checks_are_wrong_then_every_handout_tells_the_same(request_for, folder):
    (folder / "content" / "checks.yaml").write_text("target_grade: 9\n")
    outcomes = build_all([request_for(topic, language="en") for topic in ("cardiology/stent", "radiology/stent")])
    assert [codes(outcome.findings) for outcome in outcomes] == [{"H305"}] * 2
    assert outcomes[0].findings == outcomes[1].findings


def test_build_all_when_one_topic_has_two_layouts_then_its_words_are_checked_once(
    made_up, request_for, folder, monkeypatch
):
    seen: list[str] = []

    def look(subject):
        seen.append(subject.name)
        return ()

    monkeypatch.setitem(registry._CHECKS, WARNED, replace(registry.checks()[WARNED], of_one=look))
    build_all([request_for("cardiology/stent", layout=name) for name in ("standard", "large-print")], saving=False)
    assert seen == ["cardiology/stent"]
