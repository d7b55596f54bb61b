"""What is built again and what is not, and that the records stay true."""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import shutil
from pathlib import Path

import pytest

from handouts.batch import manifest
from handouts.batch.pool import InProcess
from handouts.batch.rebuild import Desk
from handouts.batch.run import Stop
from handouts.build import Selection, plan
from handouts.errors import OutputError
from tests.approvals import approved
from tests.batch.conftest import listed

TODAY = datetime.date(2026, 11, 21)
ALL = ["ward/apple", "ward/berry", "ward/cherry"]


def test_rebuild_when_nothing_changed_then_builds_nothing_and_tells_the_same(department):
    first = department.run()
    assert [outcome.ok for outcome in first.outcomes] == [True] * 3
    second = department.run()
    assert [outcome.unchanged for outcome in second.outcomes] == [True] * 3
    told = [[(o.path, o.pages, o.size, o.findings, o.facts) for o in result.outcomes] for result in (first, second)]
    assert told[0] == told[1]


def test_rebuild_when_done_then_the_manifest_says_what_is_there(department):
    result = department.run()
    entries = listed(department)
    assert [entry["file"] for entry in entries] == [f"{topic}.en.standard.pdf" for topic in ALL]
    for entry, outcome in zip(entries, result.outcomes, strict=True):
        data = (department.output / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert (entry["size"], entry["pages"]) == (len(data), outcome.pages)
        assert entry["title"]
        assert len(entry["fingerprint"]) == 64


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda d: d.edit("content/ward/berry/en.yaml", "title: Opening", "title: Closing"), ["ward/berry"]),
        (lambda d: (d.folder / "content/ward/berry/duct.png").write_bytes(b"no picture"), ["ward/berry"]),
        (lambda d: (d.folder / "content/ward/berry/es.yaml").write_text("another language"), []),
        (lambda d: approved(d.folder, "ward/berry"), ["ward/berry"]),
        (lambda d: (d.folder / "content/ward/berry/es.approvals").write_text("another language"), []),
        (lambda d: d.edit("content/clinic.yaml", "page_size: letter", "page_size: letter "), ALL),
        (lambda d: d.edit("content/logo.svg", "<svg", "<svg "), ALL),
        (lambda d: (d.folder / "content/checks.yaml").write_text("target_grade: 6\n"), ALL),
        (lambda d: (d.output / "ward/berry.en.standard.pdf").unlink(), ["ward/berry"]),
        (lambda d: (d.output / "ward/berry.en.standard.pdf").write_bytes(b"%PDF"), ["ward/berry"]),
    ],
    ids=[
        "content",
        "picture",
        "other language",
        "approval",
        "approval of another language",
        "clinic",
        "logo",
        "settings",
        "file gone",
        "file changed",
    ],
)
def test_rebuild_when_one_thing_changed_then_builds_what_is_made_of_it(department, change, again):
    department.run()
    change(department)
    assert department.built() == again


@pytest.mark.parametrize("name", ["layouts/standard/page.xml.j2", "layouts/shared/sections/title.xml.j2"])
def test_rebuild_when_a_template_is_laid_over_the_shipped_one_then_builds_all(department, name):
    from handouts.workspace import builtin  # noqa: PLC0415  only here

    department.run()
    target = department.folder / name
    target.parent.mkdir(parents=True)
    shutil.copy(builtin() / name, target)
    assert department.built() == ALL
    assert department.built() == []


def test_rebuild_when_forced_then_builds_the_same_bytes_again(department):
    department.run()
    before = {path: path.read_bytes() for path in department.output.rglob("*.pdf")}
    assert len(before) == 3
    assert department.built(force=True) == ALL
    assert {path: path.read_bytes() for path in department.output.rglob("*.pdf")} == before


def test_rebuild_when_a_text_changed_in_the_same_instant_and_size_then_builds_it(department):
    file = department.folder / "content/ward/berry/en.yaml"
    department.age()
    department.run()
    assert department.built() == []
    before = file.stat()
    text = file.read_bytes()
    file.write_bytes(text.replace(b"title: Opening", b"title: Closing"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert department.built() == ["ward/berry"]


def test_rebuild_when_the_review_date_passes_then_builds_again_only_if_that_is_allowed(department):
    approved(department.folder, "ward/berry")
    late = datetime.date(2099, 1, 1)
    result = department.run()
    assert all(outcome.ok for outcome in result.outcomes), result.outcomes
    assert department.built(today=datetime.date(2026, 11, 22)) == [], "the day alone changes nothing"
    refused = department.run(today=late)
    assert [o.ok for o in refused.outcomes] == [True, False, True]
    assert department.built(today=late, allow_expired=True) == ["ward/berry"]
    assert department.built(today=late, allow_expired=True) == []
    assert [entry["expired"] for entry in listed(department)] == [False, True, False]
    assert department.built() == ["ward/berry"], "the clock was set back"


def test_rebuild_when_a_source_is_touched_during_the_run_then_builds_it_again_next_time(department, monkeypatch):
    file = department.folder / "content/ward/berry/en.yaml"
    text = file.read_bytes()

    class Editing(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            if args[0][0].topic == "ward/berry":
                # Read with other words, and put back before anybody looks again.
                file.write_bytes(text.replace(b"title: Opening", b"title: Closing"))
                future = super().submit(fn, *args, **kwargs)
                file.write_bytes(text)
                return future
            return super().submit(fn, *args, **kwargs)

    result = department.run(make=lambda _: Editing())
    assert all(outcome.ok for outcome in result.outcomes)
    assert [entry["title"][:7] for entry in listed(department)] == ["Opening", "Closing", "Opening"]
    assert department.built() == ["ward/berry"]
    assert [entry["title"][:7] for entry in listed(department)] == ["Opening"] * 3


@pytest.mark.parametrize(("at_once", "again"), [(16, ["apple", "berry", "cherry"]), (1, ["berry", "cherry"])])
def test_rebuild_when_what_handouts_share_is_touched_during_the_run_then_builds_those_of_then_again(
    department, monkeypatch, at_once, again
):
    clinic = department.folder / "content/clinic.yaml"
    text = clinic.read_bytes()
    monkeypatch.setattr("handouts.batch.rebuild._PROVEN_AT_ONCE", at_once)

    class Editing(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            future = super().submit(fn, *args, **kwargs)
            if args[0][0].topic == "ward/berry":
                clinic.write_bytes(text + b"\n")
                clinic.write_bytes(text)
            return future

    department.run(make=lambda _: Editing())
    entries = {entry["topic"]: entry["fingerprint"] for entry in listed(department)}
    assert {topic for topic, fingerprint in entries.items() if not fingerprint} == set(again)
    assert [topic.removeprefix("ward/") for topic in department.built()] == again
    assert all(entry["fingerprint"] for entry in listed(department))


def test_rebuild_when_a_topic_is_deleted_during_the_run_then_tells_it_and_builds_the_others(department):
    class Deleting(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            shutil.rmtree(department.folder / "content/ward/berry", ignore_errors=True)
            return super().submit(fn, *args, **kwargs)

    result = department.run(make=lambda _: Deleting())
    assert [outcome.ok for outcome in result.outcomes] == [True, False, True]
    (found,) = result.outcomes[1].findings
    assert (found.code, Path(found.place.file).parts[-2:]) == ("H501", ("berry", "en.yaml"))


def test_rebuild_when_personal_then_always_builds_and_records_nothing(department):
    department.run()
    personal = department.run(appointment="2026-12-03 08:30", only=["ward/berry"])
    assert [outcome.unchanged for outcome in personal.outcomes] == [False]
    assert [entry["topic"] for entry in listed(department)] == ["apple", "cherry"]
    assert len(department.run(appointment="2026-12-03 08:30", only=["ward/berry"]).outcomes) == 1
    kept = [path for path in department.output.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert len(kept) >= 2
    assert not any(words in path.read_bytes() for path in kept for words in (b"2026-12-03", b"08:30", b"8:30"))
    assert department.built() == ["ward/berry"], "a personal copy never stands for the handout"


@pytest.mark.parametrize(
    ("damage", "again"),
    [
        (lambda text: text[: len(text) // 2], ALL),
        (lambda _: "", ALL),
        (lambda _: "[" * 100_000, ALL),
        (lambda _: '{"schema": 1, "files": "none"}', ALL),
        (lambda text: text.replace('"topic": "berry"', '"topic": "other"'), ["ward/berry"]),
        (lambda text: text.replace("ward/berry.en", "../../berry.en"), ["ward/berry"]),
    ],
    ids=["truncated", "empty", "nested", "another form", "edited", "pointing out"],
)
def test_rebuild_when_the_manifest_is_damaged_then_warns_mends_it_and_trusts_nothing(department, damage, again):
    department.run()
    path = department.output / "manifest.json"
    before = path.read_text()
    path.write_text(damage(before))
    assert path.read_text() != before
    result = department.run()
    assert [finding.code for finding in result.findings] == ["H552"]
    assert [o.request.topic for o in result.outcomes if not o.unchanged] == again
    assert path.read_text() == before


def test_rebuild_when_a_newer_version_wrote_the_manifest_then_touches_nothing(department):
    department.run()
    path = department.output / "manifest.json"
    path.write_text(path.read_text().replace('"schema": 2', '"schema": 3'))
    before = {each: each.read_bytes() for each in department.output.rglob("*.*") if each.is_file()}
    with pytest.raises(OutputError) as raised:
        department.run(force=True)
    assert raised.value.findings[0].code == "H551"
    assert {each: each.read_bytes() for each in department.output.rglob("*.*") if each.is_file()} == before


def test_rebuild_when_the_output_folder_is_removed_during_the_run_then_says_so_and_the_next_run_mends_it(department):
    class Removing(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            if args[0][0].topic == "ward/cherry":
                shutil.rmtree(department.output)
            return super().submit(fn, *args, **kwargs)

    result = department.run(make=lambda _: Removing())
    assert [finding.code for finding in result.findings] == ["H555", "H555"]
    assert [entry["topic"] for entry in listed(department)] == ["cherry"]
    assert department.built() == ["ward/apple", "ward/berry"]


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "H523"), (errno.EROFS, "H522")])
def test_rebuild_when_the_disk_refuses_in_mid_run_then_tells_each_and_the_next_run_goes_on(
    department, monkeypatch, number, code
):
    monkeypatch.setattr("handouts.batch.rebuild._PROVEN_AT_ONCE", 1)
    real = os.write
    refusing = False

    class Filling(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            nonlocal refusing
            refusing = args[0][0].topic != "ward/apple"
            return super().submit(fn, *args, **kwargs)

    def write(descriptor, data):
        if refusing:
            raise OSError(number, os.strerror(number))
        return real(descriptor, data)

    monkeypatch.setattr("os.write", write)
    result = department.run(make=lambda _: Filling())
    assert [outcome.ok for outcome in result.outcomes] == [True, False, False]
    assert {f.code for o in result.outcomes for f in o.findings if f.severity == "error"} == {code}
    assert [finding.code for finding in result.findings] == [code] * 2, "the ledger and the manifest too"
    monkeypatch.undo()
    assert department.built() == ["ward/berry", "ward/cherry"], "the journal knows the first"
    assert not list(department.output.rglob("*.tmp"))
    assert len(listed(department)) == 3


def test_rebuild_when_links_are_planted_then_follows_none_out(department, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("mine")
    department.run()
    for name in ("ward/berry.en.standard.pdf", "manifest.json", ".handouts/files.json", ".handouts/journal.jsonl"):
        (department.output / name).unlink(missing_ok=True)
        (department.output / name).symlink_to(outside / "letter.txt")
    assert "ward/berry" in department.built()
    assert (outside / "letter.txt").read_text() == "mine"
    assert not (department.output / "ward/berry.en.standard.pdf").is_symlink()
    assert department.built() == []
    shutil.rmtree(department.output / ".handouts")
    (department.output / ".handouts").symlink_to(outside)
    with pytest.raises(OutputError) as raised:
        department.run()
    assert raised.value.findings[0].code == "H524"
    assert [path.name for path in outside.iterdir()] == ["letter.txt"]


def test_rebuild_when_stopped_then_finishes_what_is_under_way_and_the_next_run_goes_on(department):
    stop = Stop()

    class Stopping(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            stop.ask()
            return super().submit(fn, *args, **kwargs)

    result = department.run(stop=stop, make=lambda _: Stopping())
    assert ([outcome.request.topic for outcome in result.outcomes], result.left) == (["ward/apple"], 2)
    assert [entry["topic"] for entry in listed(department)] == ["apple"]
    assert department.built() == ["ward/berry", "ward/cherry"]


def test_rebuild_when_interrupted_at_once_then_keeps_what_is_done(department):
    class Interrupted(InProcess):
        def submit(self, fn, /, *args, **kwargs):
            if args[0][0].topic == "ward/cherry":
                raise KeyboardInterrupt
            return super().submit(fn, *args, **kwargs)

    with pytest.raises(KeyboardInterrupt):
        department.run(make=lambda _: Interrupted())
    assert [entry["topic"] for entry in listed(department)] == ["apple", "berry"]
    assert department.built() == ["ward/cherry"]


@pytest.mark.parametrize("page_size", ["letter", "a4"])
@pytest.mark.parametrize("workers", [1, 2])
def test_rebuild_when_built_alone_in_batch_in_another_order_or_by_workers_then_the_same_bytes(
    many, tmp_path, workers, page_size
):
    def sums(folder):
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*.pdf")
        }

    ways = {"layouts": ("all",), "page_size": page_size}
    alone = tmp_path / "alone"
    for topic in [*ALL, *(f"ward/topic-{number}" for number in range(9))]:
        many.run(output=alone, only=[topic], workers=1, **ways)
    batch = tmp_path / f"batch-{workers}"
    many.run(output=batch, workers=workers, **ways)
    turned = tmp_path / f"turned-{workers}"
    many.run(output=turned, workers=workers, order=lambda requests: requests[::-1], **ways)
    expected = sums(alone)
    assert len(expected) == 24
    assert sums(batch) == expected
    assert sums(turned) == expected
    listed_ = [(folder / "manifest.json").read_text() for folder in (alone, batch, turned)]
    assert listed_[0] == listed_[1] == listed_[2]


def test_rebuild_when_a_workspace_has_ten_thousand_topics_then_plans_them_and_names_each_once(department):
    text = (department.folder / "content/ward/apple/en.yaml").read_text()
    for number in range(10_000):
        folder = department.folder / f"content/ward/many-{number}"
        folder.mkdir()
        (folder / "en.yaml").write_text(text)
    stop = Stop()
    stop.ask()
    result = department.run(stop=stop, workers=1)
    assert (len(result.outcomes), result.left) == (0, 10_003)
    desk = Desk(department.folder, None)
    requests = plan(Selection(today=TODAY, workspace=department.folder), desk.shelf).requests
    files = {job.file for job in desk.jobs(requests, manifest.Manifest({}))}
    assert len(files) == len(requests) >= 10_003
