"""What travels to another computer, that it is built there as here, and what never leaves."""

from __future__ import annotations

import pickle  # noqa: TID251  as a cluster sends it
import shutil
from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING

import pytest

from handouts.batch import carried, run
from handouts.batch.carried import Parcel, Refusal, work_away
from handouts.batch.sources import CODE
from handouts.errors import ClusterError, ExitCode
from handouts.findings import Finding, Place
from handouts.workspace import builtin

if TYPE_CHECKING:
    from handouts.build import Outcome


class Elsewhere:
    """A cluster of one: everything is sent as bytes, and built in this process with nothing but what was sent."""

    def __init__(self, answer=None) -> None:
        self.sent: list[bytes] = []
        self.names: set[str] = set()
        self.asked = 0
        self._answer = answer

    def workers(self):
        return 2

    def submit(self, errand, parcels):
        self.asked += len(errand.requests)
        self.sent.append(pickle.dumps((errand, parcels)))
        self.names |= {name for parcel in parcels for name, _ in parcel.files}
        future: Future[list[Outcome] | Refusal] = Future()
        try:
            future.set_result((self._answer or work_away)(*pickle.loads(self.sent[-1])))
        except BaseException as error:  # noqa: BLE001  the caller gets it, as from a worker
            future.set_exception(error)
        return future


@pytest.fixture(autouse=True)
def _leave_nothing():
    yield
    carried.close()


def both(department, **more):
    """Build here and elsewhere; return both results and the cluster."""
    there = Elsewhere()
    here = department.run(output=department.folder / "here", **more)
    away = department.run(output=department.folder / "away", cluster=there, **more)
    return here, away, there


def told(result):
    return [(o.request.topic, o.ok, o.exit_code, o.findings) for o in result.outcomes]


def same_files(department):
    folders = [department.folder / name for name in ("here", "away")]
    found = [{p.relative_to(f): p.read_bytes() for p in f.rglob("*.*") if p.is_file()} for f in folders]
    for each in found:
        each.pop(next(path for path in each if path.name == "files.json"), None)
    return found[0] == found[1] and len(found[0]) > 1


def test_carrier_when_a_department_is_built_elsewhere_then_files_and_records_are_the_same(many):
    shutil.copytree(builtin() / "layouts/standard", many.folder / "layouts/ours")
    here, away, there = both(many, layouts=("ours", "large-print"))
    assert told(away) == told(here)
    assert [outcome.ok for outcome in away.outcomes] == [True] * 24
    assert there.asked == 24
    assert same_files(many)
    assert [outcome.request.output for outcome in away.outcomes] == [many.folder / "away"] * 24


def test_carrier_when_it_packs_then_only_what_the_handouts_are_made_of_travels(many):
    (many.folder / "content/ward/secret.txt").write_text("not yours")
    (many.folder / "letters").mkdir()
    (many.folder / "letters/mine.txt").write_text("not yours")
    there = Elsewhere()
    many.run(cluster=there, only=["ward/apple"])
    parts = {"/".join(name.split("/")[1:4]) for name in there.names}
    assert parts == {"content/clinic.yaml", "content/logo.svg", "content/ward/apple"}
    assert not any(b"not yours" in sent for sent in there.sent)


def test_carrier_when_findings_come_home_then_they_name_the_files_of_this_computer(department, monkeypatch):
    department.edit("content/ward/berry/en.yaml", "title:", "titel:")
    department.add("ward/apple", **{"status: draft": "status: approved", "title: ": "title: CHANGE ME "})
    shutil.copytree(builtin() / "layouts/standard", department.folder / "layouts/ours")
    department.edit("layouts/ours/page.xml.j2", "{%", "{% nonsense %}{%")
    for start in (department.folder, department.folder / "content/ward"):
        monkeypatch.chdir(start)
        here, away, there = both(department, layouts=("standard", "ours"), force=True)
        assert told(away) == told(here)
        assert {f.code for _, _, _, found in told(here) for f in found} >= {"H110", "H192"}
        assert there.asked == 6


def test_carrier_when_the_clinic_is_elsewhere_then_it_travels_with_its_logo(department, tmp_path):
    other = tmp_path / "somewhere" / "other-clinic.yaml"
    other.parent.mkdir()
    shutil.copy(department.folder / "content/logo.svg", other.parent)
    text = (department.folder / "content/clinic.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("name: ", "name: Other "), encoding="utf-8")
    here, away, there = both(department, clinic=other)
    assert told(away) == told(here)
    assert same_files(department)
    assert any(name.endswith("/other-clinic.yaml") for name in there.names)
    assert there.asked == 3


def test_carrier_when_something_cannot_travel_then_it_is_built_here_with_the_same_findings(department, tmp_path):
    outside = tmp_path / "outside.png"
    outside.write_bytes(b"nobody sends this")
    for picture in (department.folder / "content/ward/berry").glob("*.png"):
        picture.unlink()
        picture.symlink_to(outside)
    here, away, there = both(department)
    assert told(away) == told(here)
    assert {f.code for f in away.outcomes[1].findings} >= {"H506"}
    assert there.asked == 2
    assert not any(b"nobody sends this" in sent for sent in there.sent)


def test_carrier_when_the_clinic_is_broken_then_all_is_told_as_here(department):
    department.edit("content/clinic.yaml", "name: ", "nam: ")
    here, away, there = both(department)
    assert told(away) == told(here)
    assert there.asked == 0


def test_carrier_when_personal_then_no_word_of_it_is_printed_on_the_way(department):
    seen = []

    def answer(errand, parcels):
        seen.append(f"{errand!r} {errand} {parcels!r} {errand.requests!r}")
        return work_away(errand, parcels)

    result = department.run(cluster=Elsewhere(answer), appointment="2026-12-03 08:41", only=["ward/berry"])
    alone = department.run(appointment="2026-12-03 08:41", only=["ward/berry"], output=department.folder / "here")
    assert result.outcomes[0].path.read_bytes() == alone.outcomes[0].path.read_bytes()
    assert "08:41" not in seen[0]


def _raise(error):
    raise error


@pytest.mark.parametrize(
    ("answer", "code", "exit_code"),
    [
        (lambda *_: Refusal(("reportlab is 4.0.1, not 5.1.0",), "tcp://10.0.0.7:1"), "H565", ExitCode.OUTPUT),
        (lambda *_: _raise(ModuleNotFoundError("no module")), "H566", ExitCode.OUTPUT),
        (lambda *_: _raise(BrokenExecutor("killed")), "H554", ExitCode.INTERNAL),
    ],
    ids=["other versions", "no program", "lost again and again"],
)
def test_carrier_when_a_worker_cannot_do_it_then_each_handout_says_so_by_name(department, answer, code, exit_code):
    result = department.run(cluster=Elsewhere(answer))
    assert [[f.code for f in outcome.findings] for outcome in result.outcomes] == [[code]] * 3
    assert {outcome.exit_code for outcome in result.outcomes} == {exit_code}
    assert department.built() == ["ward/apple", "ward/berry", "ward/cherry"]


def test_carrier_when_something_fails_beside_a_handout_once_then_it_is_tried_alone_and_done(department):
    asked = []

    def answer(errand, parcels):
        asked.append(errand)
        return work_away(errand, parcels) if len(asked) > 1 else _raise(RuntimeError("what it was made of is lost"))

    result = department.run(cluster=Elsewhere(answer))
    assert [outcome.ok for outcome in result.outcomes] == [True] * 3
    assert len(asked) > 3


@pytest.mark.parametrize("first", ["what was done", "the loss"])
def test_carrier_when_the_cluster_is_lost_then_the_run_ends_with_what_it_has(many, monkeypatch, first):
    def told(futures, **_):
        return sorted(futures, key=lambda each: (each.exception() is None) == (first == "the loss")), ()

    monkeypatch.setattr(run, "wait", told)
    lost = ClusterError(Finding("H596", "gone", Place("tcp://10.0.0.7:1")))
    asked = []

    def answer(errand, parcels):
        asked.append(errand)
        return work_away(errand, parcels) if len(asked) < 4 else _raise(lost)

    result = many.run(cluster=Elsewhere(answer))
    assert [finding.code for finding in result.findings] == ["H596"]
    assert len(result.outcomes) == 3
    assert len(many.built()) == 12 - len(result.outcomes) == result.left


def test_facts_when_another_computer_has_less_then_each_difference_is_named():
    home = carried.facts()
    here = {**home, "reportlab": "4.0.1", carried.SHIPPED: "0", CODE: "0"}
    del here["zlib"]
    assert sorted(carried.differences(home, here)) == sorted(
        [
            "the code of handouts differs",
            "the content and layouts that come with handouts differ",
            f"reportlab is 4.0.1, not {home['reportlab']}",
            f"zlib is not there, not {home['zlib']}",
        ]
    )
    assert carried.differences(home, home) == ()


def test_parcel_when_packed_then_its_digest_is_of_names_and_content():
    one = Parcel.of([("a", b"1"), ("b", b"2")])
    assert one == Parcel.of([("b", b"2"), ("a", b"1")])
    assert one.digest != Parcel.of([("a", b"2"), ("b", b"1")]).digest
    assert one.is_whole()
    assert "\\x" not in repr(one)
