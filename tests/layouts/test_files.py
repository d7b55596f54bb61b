from __future__ import annotations

import os

import pytest

from handouts.errors import WorkspaceError
from handouts.layouts.files import read_bytes, stamp


def test_file_when_it_has_not_changed_then_the_same_bytes_are_given(studio):
    path = studio.write("layouts/a.bin", "abc")

    first = read_bytes(studio.workspace, path, 100)

    assert first == b"abc"
    assert read_bytes(studio.workspace, path, 100) is first


def test_file_when_it_changes_then_it_is_read_again(studio):
    path = studio.write("layouts/a.bin", "abc")
    before = stamp(path)
    read_bytes(studio.workspace, path, 100)
    studio.write("layouts/a.bin", "abd")
    os.utime(path, ns=(1, 1))

    assert stamp(path) != before
    assert read_bytes(studio.workspace, path, 100) == b"abd"


def test_file_when_it_is_gone_then_it_has_a_stamp_and_no_bytes(studio):
    path = studio.folder / "layouts" / "gone.bin"

    assert stamp(path) == (str(path), 0, 0)
    with pytest.raises(WorkspaceError):
        read_bytes(studio.workspace, path, 100)


def test_file_when_it_is_too_large_then_it_is_refused(studio):
    path = studio.write("layouts/a.bin", "abcdef")

    with pytest.raises(WorkspaceError):
        read_bytes(studio.workspace, path, 5)
