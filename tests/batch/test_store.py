"""Writing into a bucket of a real S3 endpoint: what is built, what is left, two writers, pruning, faults."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
import threading

import pytest
from msgspec.structs import replace

from handouts.batch import manifest, store
from handouts.batch.output import Ending
from handouts.batch.store import Store
from handouts.batch.verify import prune, verify
from handouts.bucket import Bucket
from handouts.build import Shelf
from handouts.errors import ExitCode, OutputError
from tests.batch.servers import ROOT, Counted, S3Server

APPLE, BERRY, CHERRY = (f"ward/{name}.en.standard.pdf" for name in ("apple", "berry", "cherry"))
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def server():
    running = S3Server()
    running.make("handouts")
    yield running
    running.close()


@pytest.fixture
def address(server, monkeypatch, tmp_path):
    """Return the address of a prefix that no other test writes to."""
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    return f"s3://handouts/{tmp_path.name}"


def built(department, address, **more):
    """Build into a store, and return the topics that were not left as they are."""
    result = department.run(place=Store(Bucket(address)), **more)
    assert [outcome.ok for outcome in result.outcomes] == [True] * len(result.outcomes), result.outcomes
    assert result.findings == ()
    return [each.request.topic for each in result.outcomes if not each.unchanged]


def content(address, file=manifest.NAME):
    found = Bucket(address).read(file)
    assert found
    return found[0]


def version(address, file=manifest.NAME):
    found = Bucket(address).look(file)
    assert found
    return found


def entries(address):
    return {each["file"]: each for each in json.loads(content(address))["files"]}


def stored(address):
    bucket = Bucket(address)
    return {file: content(address, file) for file in bucket.listed() if file.endswith(".pdf")}


def looked(department, address, done=verify):
    shelf = Shelf()
    found = done(shelf.workspace(department.folder), shelf, Store(Bucket(address)), TODAY)
    codes = [(f.place.file.removeprefix(f"{address}/"), f.code) for f in found.findings if f.code != "H561"]
    return codes, list(found.pruned)


def test_store_when_built_into_then_holds_the_bytes_of_a_folder_and_a_second_run_builds_nothing(department, address):
    department.run()
    files = {p.relative_to(department.output).as_posix(): p.read_bytes() for p in department.output.rglob("*.pdf")}
    assert len(built(department, address)) == 3
    assert stored(address) == files
    before = Bucket(address).listed()
    again = department.run(place=Store(Bucket(address)))
    assert [outcome.unchanged for outcome in again.outcomes] == [True] * 3
    assert [outcome.address for outcome in again.outcomes] == [f"{address}/{file}" for file in sorted(files)]
    assert Bucket(address).listed() == before, "not even the manifest was written"
    assert looked(department, address) == ([], [])


def test_store_when_a_topic_changed_then_replaces_its_file_and_no_other(department, address):
    built(department, address)
    before = Bucket(address).listed()
    department.edit("content/ward/berry/en.yaml", "title: ", "title: New ")
    assert built(department, address) == ["ward/berry"]
    after = Bucket(address).listed()
    assert {file for file in after if after[file] != before[file]} == {BERRY, manifest.NAME}
    assert entries(address)[BERRY]["title"].startswith("New ")
    assert built(department, address) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda bucket: bucket.remove(BERRY),
        lambda bucket: bucket.put(BERRY, b"%PDF-mine", bucket.look(BERRY), "application/pdf"),
    ],
    ids=["gone", "changed"],
)
def test_store_when_a_file_is_gone_or_changed_then_verify_says_so_and_the_next_build_mends_it(
    department, address, damage
):
    built(department, address)
    whole = stored(address)
    damage(Bucket(address))
    codes, _ = looked(department, address)
    assert codes in ([(BERRY, "H556")], [(BERRY, "H557")])
    assert built(department, address) == ["ward/berry"]
    assert stored(address) == whole


def test_store_when_built_with_worker_processes_then_saves_from_all(many, address):
    assert len(built(many, address, workers=2)) == 12
    assert len(entries(address)) == len(stored(address)) == 12


def test_store_when_two_runs_of_one_department_write_at_once_then_both_end_well(many, address):
    words = [sys.executable, "-m", "handouts", "build", "--workspace", str(many.folder), "--output", address, "--json"]
    runs = [
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "HANDOUTS_TODAY": "2026-11-21"})
        for _ in range(2)
    ]
    told = [json.loads(each.communicate(timeout=60)[0]) for each in runs]
    assert [each.returncode for each in runs] == [0, 0], told
    assert {f["code"] for each in told for f in each["findings"]} == set()
    assert len(entries(address)) == len(stored(address)) >= 12
    assert built(many, address) == []


def test_store_when_many_runs_write_different_files_at_once_then_no_entry_is_lost(department, address):
    department.run()
    whole = manifest.read(department.output, "").entries
    files = [APPLE, BERRY, CHERRY]
    places = [Store(Bucket(address)) for _ in files]
    together, failed = threading.Barrier(len(files)), []

    def write(place, file):
        known = place.known(mend=True).manifest
        together.wait(30)
        for number in range(5):
            saved = place.save(b"%d" % number, file)
            place.objects = place.bucket.listed()
            entry = replace(whole[file], etag=saved.etag, size=1)
            ending = Ending({**known.entries, file: entry}, (entry,), (file,), whole=True, changed=True)
            failed.extend(place.end(ending))

    threads = [threading.Thread(target=write, args=pair) for pair in zip(places, files, strict=True)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    now = Bucket(address).listed()
    assert {file: entry["etag"] for file, entry in entries(address).items()} == {file: now[file].etag for file in files}


def test_store_when_another_run_wrote_a_newer_file_meanwhile_then_leaves_it_and_says_so(department, address):
    built(department, address)
    late = Store(Bucket(address))
    real, other = late.known, []

    def known(**more):
        found = real(**more)
        department.edit("content/ward/berry/en.yaml", "title: ", "title: Newest ")
        other.append(built(department, address))
        department.edit("content/ward/berry/en.yaml", "title: Newest ", "title: Late ")
        return found

    late.known = known  # type: ignore[method-assign]  # the other run comes between
    result = department.run(place=late)
    assert other == [["ward/berry"]]
    wrong = [outcome for outcome in result.outcomes if not outcome.ok]
    assert [(o.request.topic, o.findings[-1].code, o.exit_code) for o in wrong] == [
        ("ward/berry", "H606", ExitCode.OUTPUT)
    ]
    assert entries(address)[BERRY]["title"].startswith("Newest ")
    assert entries(address)[BERRY]["etag"] == version(address, BERRY).etag
    assert built(department, address) == ["ward/berry"], "the next run looks again"


def test_store_when_an_entry_is_of_a_version_that_was_replaced_then_keeps_the_other_runs_entry(department, address):
    built(department, address)
    mine = Store(Bucket(address))
    base = mine.known(mend=True).manifest.entries
    department.edit("content/ward/berry/en.yaml", "title: ", "title: Other ")
    built(department, address)
    theirs = entries(address)
    stale = replace(base[BERRY], etag='"0"', title="Mine")
    mine.rewrite({file: entry for file, entry in base.items() if file != CHERRY}, ())
    mine._record({BERRY: stale}, ())
    after = entries(address)
    assert after[BERRY] == theirs[BERRY]
    assert sorted(after) == [APPLE, BERRY]


def test_store_when_the_manifest_is_always_replaced_by_others_then_gives_up_in_plain_words(
    department, address, monkeypatch
):
    built(department, address)
    monkeypatch.setattr(store, "_PAUSE_SECONDS", 0.0)
    place = Store(Bucket(address))
    place.known(mend=True)
    real = place._read

    def read():
        found, seen = real()
        place.bucket.put(manifest.NAME, manifest.formed({}) + b" " * place_calls(), seen, "application/json")
        return found, seen

    calls = iter(range(1000))

    def place_calls():
        return next(calls)

    place._read = read  # type: ignore[method-assign]  # somebody is always faster
    with pytest.raises(OutputError) as raised:
        place.rewrite({}, ())
    assert raised.value.findings[0].code == "H607"


def test_store_when_a_topic_is_gone_then_prune_removes_what_was_written_and_nothing_else(department, address):
    built(department, address)
    bucket = Bucket(address)
    bucket.put("ward/mine.pdf", b"%PDF-mine", None, "application/pdf")
    bucket.put(CHERRY, b"%PDF-changed", bucket.look(CHERRY), "application/pdf")
    for name in ("berry", "cherry"):
        shutil.rmtree(department.folder / "content/ward" / name)
    orphaned = [(BERRY, "H558"), (CHERRY, "H557"), (CHERRY, "H558"), ("ward/mine.pdf", "H559")]
    assert looked(department, address) == (orphaned, [])
    codes, pruned = looked(department, address, prune)
    assert pruned == [BERRY]
    assert (CHERRY, "H562") in codes
    assert sorted(stored(address)) == [APPLE, CHERRY, "ward/mine.pdf"]
    assert sorted(entries(address)) == [APPLE, CHERRY]


def test_store_when_a_copy_is_personal_then_it_is_saved_and_not_recorded(department, address):
    built(department, address)
    assert built(department, address, appointment="2026-12-03 08:41", only=["ward/berry"]) == ["ward/berry"]
    assert sorted(entries(address)) == [APPLE, CHERRY]
    assert b"08:41" not in content(address)
    assert looked(department, address)[0] == [(BERRY, "H559")]
    assert built(department, address) == ["ward/berry"], "a personal copy never stands for the handout"


def test_store_when_a_run_is_cut_off_then_a_checkpoint_has_recorded_what_was_saved_before(
    department, address, monkeypatch
):
    monkeypatch.setattr(store, "CHECKPOINT", 2)
    monkeypatch.setattr("handouts.batch.rebuild._PROVEN_AT_ONCE", 1)

    class Killed(Store):
        def end(self, _):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        department.run(place=Killed(Bucket(address)))
    assert sorted(entries(address)) == [APPLE, BERRY]
    assert built(department, address) == ["ward/cherry"], "what was not recorded is built again, and replaced"


def test_store_when_the_manifest_is_damaged_or_newer_then_mends_it_or_touches_nothing(department, address):
    built(department, address)
    bucket = Bucket(address)
    text = content(address)
    bucket.put(manifest.NAME, text[:100], version(address), "application/json")
    result = department.run(place=Store(Bucket(address)))
    assert [finding.code for finding in result.findings] == ["H552"]
    assert sum(not outcome.unchanged for outcome in result.outcomes) == 3
    assert content(address) == text
    newer = text.replace(b'"schema": 2', b'"schema": 9')
    bucket.put(manifest.NAME, newer, version(address), "application/json")
    with pytest.raises(OutputError) as raised:
        department.run(place=Store(Bucket(address)), force=True)
    assert raised.value.findings[0].code == "H551"


class Cable:
    """A connection to a server that can be cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while some := one.recv(65536):
                other.sendall(some)
        except OSError:
            pass
        finally:
            other.close()

    def cut(self) -> None:
        """Cut it for good."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for each in self._open:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def test_store_when_the_network_is_cut_in_mid_run_then_names_each_file_and_the_next_run_goes_on(
    many, server, address, monkeypatch
):
    cable = Cable(server.port)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{cable.port}")
    monkeypatch.setattr("handouts.bucket._RETRIES", 1)
    monkeypatch.setattr(store, "_FAILED", 2)
    result = many.run(place=Store(Bucket(address)), workers=1, each=Counted(3, cable.cut))
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.port}")
    told = {outcome.request.topic: {f.code for f in outcome.findings} for outcome in result.outcomes if not outcome.ok}
    assert len(result.outcomes) == 12
    assert 1 <= len(told) <= 9
    assert all("H605" in codes for codes in told.values())
    assert {outcome.exit_code for outcome in result.outcomes if not outcome.ok} == {ExitCode.OUTPUT}
    assert [finding.code for finding in result.findings] == ["H605"], "the manifest could not be written either"
    assert sorted(entries(address) if manifest.NAME in Bucket(address).listed() else []) == []
    assert len(built(many, address)) == 12
    assert len(entries(address)) == 12


def command(*words, **more):
    return subprocess.run(
        [sys.executable, "-m", "handouts", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "HANDOUTS_TODAY": "2026-11-21", **more},
    )  # fmt: skip


def test_command_when_given_a_bucket_then_builds_verifies_and_shows_no_secret(department, address):
    words = ("--workspace", str(department.folder), "--output", address)
    planned = command("build", "ward/apple", "--dry-run", *words)
    assert f"{address}/{APPLE}  new" in planned.stdout, planned.stderr
    done = [command("build", "ward/apple", *words, "--json"), command("build", "ward/apple", *words)]
    done += [command("verify", *words), command("verify", *words, "--prune", "--json")]
    assert [each.returncode for each in done] == [0, 0, 0, 0], [each.stderr for each in done]
    assert json.loads(done[0].stdout)["outcomes"][0]["path"] == f"{address}/{APPLE}"
    assert "1 handout unchanged" in done[1].stdout
    assert "1 file as built" in done[2].stdout
    assert "nobody-may-see" not in "".join(each.stdout + each.stderr for each in done)
    assert not (department.folder / "output").exists()


@pytest.mark.parametrize(
    ("words", "code", "finding"),
    [
        (("build", "--output", "s3://no-such-bucket/x"), ExitCode.OUTPUT, "H603"),
        (("verify", "--output", "s3://no-such-bucket/x"), ExitCode.OUTPUT, "H603"),
        (("build", "--output", "s3://key:secret@handouts/x"), ExitCode.USAGE, "H601"),
        (("watch", "--output", "s3://handouts/x"), ExitCode.USAGE, "H608"),
        (("build", "--output", "s3://handouts/x", "--open"), ExitCode.USAGE, "H609"),
    ],
)
def test_command_when_the_bucket_or_its_use_is_wrong_then_says_so(department, address, words, code, finding):
    done = command(*words, "--workspace", str(department.folder))
    assert done.returncode == code, done.stderr
    assert finding in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret@" not in done.stderr
