from __future__ import annotations

import pytest
from msgspec.structs import replace

from handouts.pdf.measures import Measures
from tests.pdf.samples import theme


def test_measures_grow_with_the_body() -> None:
    small, large = Measures(theme()), Measures(theme(scale=1.5))

    assert small["list-indent"] == 15.0
    assert large["list-indent"] == 22.5


def test_measures_of_the_layout_come_first_and_are_not_scaled() -> None:
    own = Measures(replace(theme(scale=1.5), metrics={"list-indent": 40.0}))

    assert own["list-indent"] == 40.0
    assert own["radius"] == pytest.approx(9.75)


def test_measures_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        Measures(theme())["no-such-length"]
