"""Whole or not at all, and only below the output folder."""

from __future__ import annotations

import errno
import os
import sys

import pytest

from handouts.errors import ExitCode, OutputError
from handouts.save import name, save

RELATIVE = "cardiology/stent.en.standard.pdf"


def files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir())


def code_of(raised):
    (finding,) = raised.value.findings
    assert finding.hint
    assert not finding.message.endswith(".")
    return finding.code


def test_name_when_made_then_holds_department_topic_and_variant():
    assert name("cardiology", "stent", ("en", "standard"), "pdf") == RELATIVE
    assert name("cardiology", "stent", ("zh-Hans", "large-print", "a4"), "pdf") == (
        "cardiology/stent.zh-Hans.large-print.a4.pdf"
    )


def test_name_when_windows_keeps_the_word_then_gets_an_underscore():
    assert name("aux", "con", ("en", "standard"), "pdf") == "_aux/_con.en.standard.pdf"
    assert name("lpt1", "nul", ("en", "standard"), "pdf") == "_lpt1/_nul.en.standard.pdf"


@pytest.mark.parametrize("part", ["..", "", "a/b", "a\\b", "a:b", ".hidden", "a b", "a\n", "é", "x" * 101, "a.b"])
def test_name_when_a_part_is_not_safe_then_refuses(part):
    with pytest.raises(OutputError) as raised:
        name("cardiology", part, ("en", "standard"), "pdf")
    assert code_of(raised) == "H525"


def test_save_when_there_is_no_folder_then_makes_it_and_writes_every_byte(tmp_path):
    data = bytes(range(256)) * 5000
    path = save(data, tmp_path / "output", RELATIVE)
    assert path == tmp_path / "output" / RELATIVE
    assert path.read_bytes() == data
    assert files(tmp_path) == [f"output/{RELATIVE}"]


def test_save_when_the_file_is_there_then_replaces_it(tmp_path):
    save(b"old and longer", tmp_path, RELATIVE)
    save(b"new", tmp_path, RELATIVE)
    assert (tmp_path / RELATIVE).read_bytes() == b"new"
    assert files(tmp_path) == [RELATIVE]


@pytest.mark.skipif(os.name == "nt", reason="permission bits are POSIX")
def test_save_when_done_then_the_file_has_the_permissions_of_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        path = save(b"x", tmp_path, RELATIVE)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


def failing(number):
    def fail(*_arguments, **_keywords):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["os.write", "os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "H523"),
        (errno.EDQUOT, "H523"),
        (errno.EROFS, "H522"),
        (errno.EACCES, "H522"),
        (errno.EIO, "H522"),
    ],
)
def test_save_when_the_system_refuses_then_keeps_only_the_old_file(tmp_path, monkeypatch, call, number, code):
    save(b"old", tmp_path, RELATIVE)
    monkeypatch.setattr(call, failing(number))
    with pytest.raises(OutputError) as raised:
        save(b"new" * 1000, tmp_path, RELATIVE)
    monkeypatch.undo()
    assert code_of(raised) == code
    assert raised.value.exit_code == ExitCode.OUTPUT
    assert files(tmp_path) == [RELATIVE]
    assert (tmp_path / RELATIVE).read_bytes() == b"old"


def test_save_when_the_disk_fills_after_some_bytes_then_leaves_nothing(tmp_path, monkeypatch):
    real, calls = os.write, []

    def little(descriptor, data):
        calls.append(len(data))
        if len(calls) > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, bytes(data[:10]))

    monkeypatch.setattr("os.write", little)
    with pytest.raises(OutputError) as raised:
        save(b"x" * 100, tmp_path, RELATIVE)
    assert calls == [100, 90, 80]
    assert code_of(raised) == "H523"
    assert files(tmp_path) == []


def test_save_when_writes_are_short_then_goes_on_to_the_end(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr("os.write", lambda descriptor, data: real(descriptor, bytes(data[:7])))
    data = bytes(range(100))
    assert save(data, tmp_path, RELATIVE).read_bytes() == data


def test_save_when_interrupted_then_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(b"x", tmp_path, RELATIVE)
    assert files(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_save_when_the_folder_cannot_be_made_then_says_so(tmp_path, monkeypatch, number):
    monkeypatch.setattr("pathlib.Path.mkdir", failing(number))
    with pytest.raises(OutputError) as raised:
        save(b"x", tmp_path / "output", RELATIVE)
    assert code_of(raised) == ("H523" if number == errno.ENOSPC else "H521")
    assert "folder cannot be made" in raised.value.findings[0].message


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_save_when_the_folder_is_read_only_then_says_so(tmp_path):
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError) as raised:
            save(b"x", tmp_path, RELATIVE)
    finally:
        tmp_path.chmod(0o755)
    assert code_of(raised) == "H521"


def test_save_when_a_file_stands_where_the_folder_must_be_then_says_so(tmp_path):
    (tmp_path / "cardiology").write_text("in the way")
    with pytest.raises(OutputError) as raised:
        save(b"x", tmp_path, RELATIVE)
    assert code_of(raised) == "H521"
    assert "a file stands" in raised.value.findings[0].message


def test_save_when_a_folder_has_the_name_of_the_file_then_says_so(tmp_path):
    (tmp_path / RELATIVE).mkdir(parents=True)
    with pytest.raises(OutputError) as raised:
        save(b"x", tmp_path, RELATIVE)
    assert code_of(raised) == "H522"
    assert files(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_save_when_the_file_is_a_link_then_replaces_the_link_not_what_it_names(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("keep me")
    output = tmp_path / "output"
    (output / "cardiology").mkdir(parents=True)
    (output / RELATIVE).symlink_to(secret)
    save(b"new", output, RELATIVE)
    assert secret.read_text() == "keep me"
    assert not (output / RELATIVE).is_symlink()
    assert (output / RELATIVE).read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_save_when_the_department_is_a_link_out_of_the_folder_then_refuses(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    output = tmp_path / "output"
    output.mkdir()
    (output / "cardiology").symlink_to(elsewhere)
    with pytest.raises(OutputError) as raised:
        save(b"x", output, RELATIVE)
    assert code_of(raised) == "H524"
    assert files(elsewhere) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_save_when_the_output_folder_itself_is_a_link_then_writes_there(tmp_path):
    (tmp_path / "big-disk").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "big-disk")
    save(b"x", tmp_path / "output", RELATIVE)
    assert files(tmp_path / "big-disk") == [RELATIVE]


@pytest.mark.parametrize("relative", ["../out.pdf", "../../out.pdf", "/out.pdf"])
def test_save_when_the_name_leads_out_of_the_folder_then_refuses_and_makes_nothing(tmp_path, relative):
    output = tmp_path / "a" / "output"
    with pytest.raises(OutputError) as raised:
        save(b"x", output, relative)
    assert code_of(raised) == "H524"
    assert list(tmp_path.iterdir()) == []


def test_save_when_told_what_to_show_then_shows_that_path(tmp_path):
    (tmp_path / RELATIVE).mkdir(parents=True)
    with pytest.raises(OutputError) as raised:
        save(b"x", tmp_path, RELATIVE, shown="output/stent.pdf")
    assert str(raised.value.findings[0]).startswith("output/stent.pdf: H522 ")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_save_when_private_then_the_file_is_for_those_whom_the_folder_lets_in(tmp_path):
    path = save(b"x", tmp_path, "a/b/c.pdf", private=True)
    assert [each.stat().st_mode & 0o777 for each in (path, path.parent)] == [0o600, 0o700]
    path.parent.chmod(0o750)
    assert save(b"y", tmp_path, "a/b/c.pdf", private=True).stat().st_mode & 0o777 == 0o640
    assert save(b"y", tmp_path, "a/b/open.pdf").stat().st_mode & 0o077
