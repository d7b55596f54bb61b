from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts import yamlfile
from handouts.errors import ContentError, HandoutsError, WorkspaceError
from handouts.yamlfile import events
from handouts.yamlfile.file import _CONTROL

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.findings import Finding
    from handouts.yamlfile import YamlFile


@pytest.fixture(params=["c", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with PyYAML's C parser and with the one in Python."""
    if request.param == "python":
        monkeypatch.setattr(events, "PARSER", events.PureParser)
    else:
        assert events.PARSER is not events.PureParser
    return str(request.param)


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read_it(content: str | bytes) -> YamlFile:
        path = tmp_path / "x.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return yamlfile.read(path, "x.yaml")

    return read_it


@pytest.fixture
def refused(read: Any) -> Any:
    def refuse(content: str | bytes) -> list[Finding]:
        with pytest.raises(HandoutsError) as caught:
            read(content)
        assert caught.value.findings
        assert all(each.hint and not each.message.endswith(".") for each in caught.value.findings)
        return list(caught.value.findings)

    return refuse


def lines(findings: list[Finding]) -> list[str]:
    return [str(each) for each in findings]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    "value",
    [
        *("6:00", "no", "No", "yes", "on", "off", "0555", "1.10", "1e3", "~", "null", "true", "2026-01-05", "0x1F"),
        *("1_000", ".5", "+7", "-3", "=", "no smoking", "5 %", "a-b", "12:30:45", "<b>&amp;</b>"),
    ],
)
def test_read_when_a_value_is_plain_then_it_stays_as_written(parser: str, read: Any, value: str) -> None:
    assert read(f"a: {value}\nb:\n  - {value}\n").data == {"a": value, "b": [value]}


def test_read_when_values_are_empty_then_they_are_none_but_quoted_ones_are_text(parser: str, read: Any) -> None:
    file = read("a:\nb:  # a comment\nc:\n  -\n  - # another\n  - ''\nd: \"\"\n")
    assert file.data == {"a": None, "b": None, "c": [None, None, ""], "d": ""}


def test_read_when_text_is_folded_or_literal_then_it_keeps_its_words(parser: str, read: Any) -> None:
    file = read("a: >-\n  one #1\n  two\nb: |  # kept apart\n  one\n  - two\nc: one\n  two\nd: {e: [1, 2]}\n")
    assert file.data == {"a": "one #1 two", "b": "one\n- two\n", "c": "one two", "d": {"e": ["1", "2"]}}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_read_when_line_ends_and_byte_order_mark_differ_then_data_and_places_are_the_same(
    parser: str, read: Any, ends: str, mark: bytes
) -> None:
    file = read(mark + "title: Fever ≥ 38.5 °C\nlist:\n  - é\n".replace("\n", ends).encode())
    assert file.data == {"title": "Fever ≥ 38.5 °C", "list": ["é"]}
    assert str(file.place(("list", 0))) == "x.yaml:3:5"


# ---------------------------------------------------------------- places


def test_place_when_keys_and_values_are_asked_for_then_each_has_its_line_and_column(parser: str, read: Any) -> None:
    file = read("a: 1\nb:\n  - c: x\n    d: {e: y}\n  -   z\n")
    assert str(file.place(("a",))) == "x.yaml:1:4"
    assert str(file.key_place(("b",))) == "x.yaml:2:1"
    assert str(file.place(("b", 0, "c"))) == "x.yaml:3:8"
    assert str(file.key_place(("b", 0, "d"))) == "x.yaml:4:5"
    assert str(file.place(("b", 0, "d", "e"))) == "x.yaml:4:12"
    assert str(file.place(("b", 1))) == "x.yaml:5:7"
    assert str(file.key_place(("b", 1))) == "x.yaml:5:7"


def test_place_when_there_is_nothing_then_the_nearest_place_above_is_given(parser: str, read: Any) -> None:
    file = read("# first\na:\n  b: 1\n")
    assert str(file.place(("a", "b", "c", 0))) == "x.yaml:3:6"
    assert str(file.key_place(("a", "missing"))) == "x.yaml:2:1"
    assert str(file.place(("missing",))) == "x.yaml:2:1"


def test_source_when_a_value_is_quoted_then_the_quotes_are_there(parser: str, read: Any) -> None:
    assert read("a: 'b c'\n").source(("a",)) == "'b c'"


def test_find_when_a_character_stands_in_values_then_every_place_is_given(parser: str, read: Any) -> None:
    file = read("# ≥ in a comment\na≥: Fever ≥ 38\nb:\n  - x\n  - 2 ≥ 1 ≥ 0\n")
    assert [str(place) for place in file.find("≥")] == ["x.yaml:2:11", "x.yaml:5:7", "x.yaml:5:11"]


def test_find_when_words_go_over_lines_or_are_escaped_or_composed_then_they_are_found(parser: str, read: Any) -> None:
    file = read('a: >-\n  Stop eating\n  before noon\nb: "x \\u2265 y"\nc: cafe\u0301\n')
    assert [str(place) for place in file.find("eating before")] == ["x.yaml:2:8"]
    assert [str(place) for place in file.find("≥")] == ["x.yaml:4:4"]
    assert [str(place) for place in file.find("é")] == ["x.yaml:5:4"]
    assert file.find("absent") == []


def test_place_of_when_words_stand_later_in_a_value_then_their_own_place_is_given(parser: str, read: Any) -> None:
    file = read("a: one\nb: one two\n")
    assert str(file.place_of("two", ("b",))) == "x.yaml:2:8"
    assert str(file.place_of("three", ("b",))) == "x.yaml:2:4"


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.recursive(
            st.from_regex(r"[a-zé≥0-9]{1,6}( [a-z0-9./%][a-z0-9.:/%-]{0,4}[a-z0-9#]){0,3}", fullmatch=True),
            lambda inner: st.lists(inner, min_size=1, max_size=3),
            max_leaves=6,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_read_when_data_is_written_as_yaml_then_the_same_data_comes_back_from_both_parsers(
    data: dict[str, Any],
) -> None:
    def block(value: Any, indent: str) -> str:
        if isinstance(value, str):
            return f" {value}\n"
        return "\n" + "".join(f"{indent}-{block(each, indent + '  ')}" for each in value)

    text = "".join(f"{key}:{block(value, '  ')}" for key, value in data.items())
    fast = events.Composer(text, "x")
    slow = events.Composer(text, "x")
    fast.compose()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "PARSER", events.PureParser)
        slow.compose()
    assert fast.finish() == slow.finish() == data
    assert not fast.findings
    assert not slow.findings


# ---------------------------------------------------------------- guards


def test_read_when_a_comment_swallows_text_then_each_loss_is_an_error(parser: str, refused: Any) -> None:
    found = refused("a: Call room #5\nb:\n  - Take 2 #1 and\n  - ok\nc: first\n  second #2\nd: {e: x #3\n  }\n")
    assert lines(found) == [
        "x.yaml:1:14: H105 “#5” is lost: a “#” after a space begins a comment",
        "x.yaml:3:12: H105 “#1 and” is lost: a “#” after a space begins a comment",
        "x.yaml:6:10: H105 “#2” is lost: a “#” after a space begins a comment",
        "x.yaml:7:10: H105 “#3” is lost: a “#” after a space begins a comment",
    ]
    assert found[0].hint.startswith("Put the whole text in quotes")


def test_read_when_a_comment_cuts_a_text_in_two_then_the_rest_is_no_second_error(parser: str, refused: Any) -> None:
    assert lines(refused("a: Call room\n  now #5 and\n  then\n")) == [
        "x.yaml:2:7: H105 “#5 and” is lost: a “#” after a space begins a comment"
    ]


@pytest.mark.parametrize(
    "text",
    ["a: #5\n", "a:\n  - #5 is it\n", "a: room\n  #5 at noon\n", "a:\n  #5\nb: c\n", "a: >- #5\n  x\n", 'a: "x"#5\n'],
)
def test_read_when_text_begins_with_a_hash_then_it_is_an_error(parser: str, refused: Any, text: str) -> None:
    assert [each.code for each in refused(text)] == ["H105"]


def test_read_when_comments_stand_apart_then_they_are_fine(parser: str, read: Any) -> None:
    text = "# top\na: b#c  \n#: full line\nkey: # empty\nd: 'x #1' # why\ne:\n  # inside\n  - f\n  #- out\n  - g\n# end"
    assert read(text).data == {"a": "b#c", "key": None, "d": "x #1", "e": ["f", "g"]}


def test_read_when_a_dash_is_moved_in_then_the_lost_item_is_an_error(parser: str, refused: Any) -> None:
    assert lines(refused("a:\n  - one\n   - two\n  - three\n")) == [
        "x.yaml:3:4: H106 this “-” begins no list item; it became part of the text above"
    ]


def test_read_when_keys_stand_twice_then_every_one_names_the_first(parser: str, refused: Any) -> None:
    assert lines(refused("a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n")) == [
        "x.yaml:4:3: H102 the key “c” stands here a second time (first on line 3)",
        "x.yaml:5:1: H102 the key “a” stands here a second time (first on line 1)",
        "x.yaml:6:1: H102 the key “a” stands here a second time (first on line 1)",
    ]


def test_read_when_several_things_are_wrong_then_all_are_reported_in_order(parser: str, refused: Any) -> None:
    found = refused("a: 1\na: 2\nb: x #1\nc: *d\n<<: {e: f}\ng: !!str h\ni: &j k\n")
    assert [(each.place.line, each.code) for each in found] == [
        (2, "H102"), (3, "H105"), (4, "H103"), (5, "H103"), (6, "H103"), (7, "H103"),
    ]  # fmt: skip


def test_read_when_aliases_make_a_bomb_then_it_is_refused_at_once(parser: str, refused: Any) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    found = refused("l0: &l0 [x]\n" + levels)
    assert {each.code for each in found} == {"H103"}
    assert len(found) <= events.MOST_FINDINGS
    assert str(found[0]) == "x.yaml:1:5: H103 “&” makes this an anchor of YAML, which is not read here"


def test_read_when_lines_are_indented_with_tabs_then_each_is_named(parser: str, refused: Any) -> None:
    found = refused("a:\n\t- b\n  \t- c\n")
    assert lines(found) == [
        "x.yaml:2:1: H104 this line is indented with a tab",
        "x.yaml:3:3: H104 this line is indented with a tab",
    ]
    assert found[0].hint == "Use spaces: YAML counts them, and a tab has no width"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_read_when_nesting_is_deep_then_it_is_refused_quickly(parser: str, refused: Any, opening: str) -> None:
    found = refused(("a: " if opening != "- " else "") + opening * 50_000)
    assert [each.code for each in found] == ["H107"]
    assert "nested more than 20 deep" in found[0].message


def test_read_when_there_are_two_documents_then_the_second_is_refused(parser: str, refused: Any) -> None:
    assert lines(refused("---\na: b\n---\nc: d\n")) == ["x.yaml:3:1: H108 a second document begins here"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "x.yaml: H109 this file is empty"),
        ("# only a comment\n", "x.yaml: H109 this file is empty"),
        ("- a\n", "x.yaml:1:1: H109 this file must be made of keys and values, but it is a list"),
        ("\nhello\n", "x.yaml:2:1: H109 this file must be made of keys and values, but it is text"),
    ],
)
def test_read_when_the_top_is_no_mapping_then_it_says_so(parser: str, refused: Any, text: str, line: str) -> None:
    assert lines(refused(text)) == [line]


def test_read_when_a_file_is_not_utf8_then_byte_and_line_are_named(refused: Any) -> None:
    assert lines(refused("a: b\nc: °\n".encode("latin-1"))) == ["x.yaml:2: H503 byte 9 (hexadecimal B0) is not UTF-8"]
    assert lines(refused("a: b\n".encode("utf-16"))) == ["x.yaml:1: H503 the file is UTF-16, not UTF-8"]
    assert lines(refused(b"\xef\xbb\xbfa: \xff"))[0] == "x.yaml:1: H503 byte 7 (hexadecimal FF) is not UTF-8"


def test_read_when_control_characters_are_there_then_each_is_named(refused: Any) -> None:
    assert lines(refused("a: x\x00y\nb: \x1b[31m\u2028\x85\n")) == [
        "x.yaml:1:5: H118 the file holds U+0000, a control character that shows nothing",
        "x.yaml:2:4: H118 the file holds U+001B, a control character that shows nothing",
        "x.yaml:2:9: H118 the file holds U+2028, a control character that shows nothing",
        "x.yaml:2:10: H118 the file holds U+0085, a control character that shows nothing",
    ]


def test_read_when_a_file_is_five_megabytes_then_it_is_refused_unread(refused: Any) -> None:
    assert lines(refused("a: " + "x" * 5_000_000)) == ["x.yaml: H502 the file is larger than 1 MB"]


def test_read_when_a_word_has_three_thousand_characters_then_it_is_kept(read: Any) -> None:
    assert read("a: " + "x" * 3000).data == {"a": "x" * 3000}


def test_read_when_a_file_is_missing_or_a_folder_then_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="H501 there is no such file"):
        yamlfile.read(tmp_path / "none.yaml", "none.yaml")
    with pytest.raises(WorkspaceError, match="H501 this is a folder or a device, not a file"):
        yamlfile.read(tmp_path, "folder")
    with pytest.raises(WorkspaceError, match="H501 the file cannot be read: its name is not allowed"):
        yamlfile.read(tmp_path / "a\0b", "x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_read_bytes_when_the_file_is_a_pipe_then_it_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WorkspaceError, match="H501 this is a folder or a device, not a file"):
        yamlfile.read_bytes(tmp_path / "pipe", "pipe", 10)


def test_read_bytes_when_a_file_has_exactly_the_limit_then_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert yamlfile.read_bytes(path, "x", 5) == b"12345"
    with pytest.raises(WorkspaceError, match="H502"):
        yamlfile.read_bytes(path, "x", 4)


# ---------------------------------------------------------------- syntax


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: **bold** x\n", "x.yaml:1:4: H101 text must not begin with “*” unless it stands in quotes"),
        ("a:\n  - [[bile]] x\n", "x.yaml:2:5: H101 text must not begin with “[” unless it stands in quotes"),
        ("a: {{ clinic.phone }} x\n", "x.yaml:1:5: H101 text must not begin with “{” unless it stands in quotes"),
        ("a: %x\n", "x.yaml:1:4: H101 text must not begin with “%” unless it stands in quotes"),
        ("a: @x\n", "x.yaml:1:4: H101 text must not begin with “@” unless it stands in quotes"),
        ("a: Note: x\n", "x.yaml:1:8: H101 this “:” is not expected here"),
        ("a: 'Don't'\n", "x.yaml:1:9: H101 the text goes on after its closing quote mark"),
        ("a: 'never\nb: c\n", "x.yaml:1:4: H101 the quote mark that opens here is not closed where the text ends"),
        ('a: "x\nb: "y"\n', "x.yaml:1:4: H101 the quote mark that opens here is not closed where the text ends"),
        ('a: "\\q"\n', "x.yaml:1:5: H101 “\\q” has no meaning in double quotes"),
        ("a: b\nno colon here\nc: d\n", "x.yaml:2:1: H101 this line has no “:” after its key"),
        ("- a\nb: c\n", "x.yaml:2:1: H101 this line does not fit what stands above it"),
    ],
)
def test_read_when_the_syntax_is_wrong_then_the_slip_is_named(parser: str, refused: Any, text: str, line: str) -> None:
    assert lines(refused(text)) == [line]


@given(st.text(alphabet="ab:-#\"'[]{}|>*&! \n,%@é", max_size=40))
def test_compose_when_text_is_anything_then_it_gives_data_or_findings_in_the_file(text: str) -> None:
    composer = events.Composer(text, "x")
    composer.compose()
    data = composer.finish()
    assert composer.findings or isinstance(composer.root[0], dict)
    assert isinstance(data, dict)
    for finding in composer.findings:
        assert finding.message
        assert finding.hint
        assert 0 <= finding.place.line <= text.count("\n") + 2


def test_read_when_findings_stop_it_then_the_error_is_a_content_error(read: Any) -> None:
    with pytest.raises(ContentError):
        read("a: 1\na: 2\n")


def test_read_when_any_refused_character_stands_in_plain_text_then_no_quick_look_passes_it() -> None:
    refused = [chr(code) for code in range(0x110000) if _CONTROL.fullmatch(chr(code))]

    assert len(refused) == 67
    assert not any(f"a{each}\tb".replace("\n", "").isprintable() for each in (*refused, ""))
    assert not any(each.isprintable() for each in refused)
