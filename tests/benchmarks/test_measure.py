"""The table says what was measured, and a run of wrong PDFs ends instead of being timed."""

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.measure import Row, data, refuse_wrong, table
from tests.benchmarks.words import Seen


def row(name, milliseconds, tagged=True):
    return Row(name, milliseconds, sizes=[80_000] * 3, pages=[4] * 3, tagged=tagged, peak=50.4)


def test_table_when_given_rows_shows_medians_of_ratios_within_rounds():
    lines = table([row("typst", [10, 20, 30]), row("handouts", [4, 10, 9]), row("fpdf2", [80, 90, 99], False)]).split(
        "\n"
    )
    assert lines[2] == "| this project, YAML to bytes | 9.00 | 0.40 | 1.00 | 50 | 80 | 4 | yes |"
    assert lines[3] == "| Typst, PDF/UA-1 | 20.00 | 1.00 | 2.50 | 50 | 80 | 4 | yes |"
    assert lines[4] == "| fpdf2, untagged | 90.00 | 4.50 | 11.00 | 50 | 80 | 4 | no |"


def test_table_when_a_reference_was_not_measured_leaves_the_ratio_out():
    assert "| 90.00 | – | – |" in table([row("fpdf2", [80, 90, 99])])
    assert data([row("fpdf2", [80, 90, 99])])[0]["ratio_to_typst"] is None


@pytest.mark.parametrize(
    ("fonts", "missing", "told"),
    [(["atkinson"], ("fever",), "lacks words.*fever"), (["times"], (), "other fonts: times"), ([], (), "none at all")],
)
def test_refuse_when_words_or_fonts_are_wrong_raises(fonts, missing, told):
    with pytest.raises(RuntimeError, match=told):
        refuse_wrong("Engine", Seen(4, True, frozenset(fonts), missing), ("atkinson",))


def test_refuse_when_all_is_right_is_silent():
    refuse_wrong("Engine", Seen(4, True, frozenset(["atkinsonbold"]), ()), ("atkinson",))


@pytest.mark.parametrize("words", [["--engines", "papyrus"], ["--rounds", "0"], ["--rounds", "29"]])
def test_main_when_called_wrongly_exits_with_2(words, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["benchmarks", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "error:" in capsys.readouterr().err
