"""Which passwords open a file everywhere."""

from __future__ import annotations

import pytest

from handouts.batch.merge.passwords import fault


@pytest.mark.parametrize(
    "password", ["correct horse", "Größe-12345", "ab=+-@12", "x" * 126 + "y", "пароль-длинный", "אבגדהוזח"]
)
def test_password_when_every_viewer_takes_it_for_the_same_then_it_will_do(password):
    assert fault(password) == ""


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "is empty"),
        ("short-7", "fewer than 8"),
        (" leading-space", "space"),
        ("trailing-space\u00a0", "space"),
        ("xxxxxxxxxx", "over and over"),
        ("ä" * 63 + "bc", "longer than 127 bytes"),
        ("no\u00a0break-here", "not every viewer"),
        ("soft\u00adhyphen", "not every viewer"),
        ("ﬁnances-2026", "not every viewer"),
        ("tab\tinside-it", "not every viewer"),
        ("turned\u202e-round", "not every viewer"),
        ("smile-😀-smile", "not every viewer"),
        ("gro\u0308sse-12345", "not every viewer"),
        ("abcאבגדהde", "not every viewer"),
        ("null\0inside-it", "not every viewer"),
    ],
)
def test_password_when_it_will_not_do_then_says_why_without_it(password, says):
    told = fault(password)
    assert says in told
    assert not password.strip() or password.strip() not in told
