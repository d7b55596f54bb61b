"""Digests, and when one from memory will do."""

from __future__ import annotations

import hashlib
import os

import pytest

from handouts.batch.files import ALWAYS_READ_BYTES, SETTLED_NS, Files, below, stamp

LARGE = b"x" * (ALWAYS_READ_BYTES + 1)


def known(path, words="from memory"):
    return {str(path): (stamp(path), words)}


@pytest.mark.parametrize(
    ("data", "always", "expected"),
    [(LARGE, True, True), (b"small", True, False), (b"small", False, True)],
    ids=["large", "small", "small and not to be read"],
)
def test_digest_when_nothing_changed_then_memory_will_do_for_large_files(tmp_path, data, always, expected):
    path = tmp_path / "file"
    path.write_bytes(data)
    found = Files(known(path)).digest(str(path), always=always)[1]
    assert found == ("from memory" if expected else hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("size", [0, 1, ALWAYS_READ_BYTES, ALWAYS_READ_BYTES + 1, 3 * ALWAYS_READ_BYTES])
def test_digest_when_a_file_has_any_size_then_it_is_that_of_all_its_bytes(tmp_path, size):
    data = bytes(range(251)) * (size // 251 + 1)
    (tmp_path / "file").write_bytes(data[:size])
    assert Files().digest(str(tmp_path / "file"))[1] == hashlib.sha256(data[:size]).hexdigest()


def test_digest_when_a_large_file_is_replaced_with_the_same_time_and_size_then_is_read(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(LARGE)
    before, memory = path.stat(), known(path)
    path.write_bytes(b"y" * len(LARGE))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert Files(memory).digest(str(path))[1] == hashlib.sha256(b"y" * len(LARGE)).hexdigest()


@pytest.mark.parametrize(("age_ns", "kept"), [(SETTLED_NS, True), (SETTLED_NS - 1, False), (-(10**15), False)])
def test_remembered_when_a_file_is_younger_than_the_clock_can_tell_then_is_not_kept(tmp_path, age_ns, kept):
    path = tmp_path / "file"
    path.write_bytes(LARGE)
    files = Files(clock_ns=max(stamp(path)[:2]) + age_ns)
    files.digest(str(path))
    assert (str(path) in (files.remembered() or {})) is kept


def test_digest_when_there_is_no_file_then_is_empty(tmp_path):
    assert Files().digest(str(tmp_path / "nothing")) == ((0, 0, 0, 0), "")


def test_below_when_a_folder_links_to_itself_then_comes_to_an_end(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_text("x")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    names = [name for name, _, _ in below(tmp_path)]
    assert names[:2] == ["a", "a/again"]
    assert "a/file" in names
    assert len(names) < 10
