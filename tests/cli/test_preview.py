"""``handouts preview``."""

from __future__ import annotations

import errno

from PIL import Image

from handouts.errors import ExitCode

NAME = "output/preview/cardiology/chronic-total-occlusion.en.standard"


def test_preview_when_drawn_then_prints_the_path_of_each_page(handouts, tmp_path):
    called = handouts("preview", "chronic-total-occlusion", "--dpi", "36")
    assert (called.code, called.err) == (0, "")
    paths = called.out.splitlines()
    assert len(paths) >= 2
    assert paths == [f"{NAME}.{number}.png" for number in range(1, len(paths) + 1)]
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == sorted(paths)
    with Image.open(tmp_path / paths[0]) as picture:
        assert picture.size == (306, 396)
        assert len(set(picture.convert("L").tobytes())) > 10


def test_preview_when_the_topic_is_wrong_then_draws_nothing(handouts, mine, add_topic):
    add_topic("cardiology/valve", **{"title: Opening": "tilte: Opening"})
    called = handouts("preview", "valve")
    assert (called.code, called.codes(), called.out) == (ExitCode.CONTENT, {"H110"}, "")
    assert list((mine / "output").iterdir()) == []


def test_preview_when_there_is_no_such_topic_then_exit_3(handouts):
    assert handouts("preview", "chronic").codes() == {"H531"}


def test_preview_when_the_disk_is_full_then_exit_4(handouts, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    called = handouts("preview", "chronic-total-occlusion", "--dpi", "36")
    assert (called.code, called.codes()) == (ExitCode.OUTPUT, {"H523"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
