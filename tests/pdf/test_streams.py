from __future__ import annotations

import hashlib
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.streams import deflated, flate, flate_well, stream

PAGE = b"".join(
    b"BT 1 0 0 1 %d.00 %d.25 Tm <%04X%04X%04X>Tj ET\n" % (54 + n, 700 - n, n, n * n, 7 * n) for n in range(250)
)
OBJECTS = b"".join(b"<</Type/StructElem/S/LBody/P %d 0 R/Pg 11 0 R/K %d>>\n" % (n // 3, n) for n in range(900))


@pytest.mark.parametrize("inside", [b"", b"abc", b"ends in a line\n", b"ends in CR\r", b"endstream"])
def test_stream_length_counts_the_data_alone(inside: bytes) -> None:
    body = stream("/Type/X", inside)
    length = int(re.search(rb"/Length (\d+)", body)[1])  # type: ignore[index]  # it is there

    assert length == len(inside)
    assert body.split(b"stream\n", 1)[1][:length] == inside
    assert body.endswith(b"\nendstream")


def test_deflated_data_are_read_back() -> None:
    body = deflated("/Type/X", b"words " * 100)

    assert b"/FlateDecode" in body
    assert zlib.decompress(body.split(b"stream\n", 1)[1].rsplit(b"\r\nendstream", 1)[0]) == b"words " * 100


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.one_of(st.binary(max_size=3000), st.lists(st.sampled_from([b"0041", b"<", b"Tj ET\n", b"\0"])).map(b"".join)))
def test_flate_when_another_inflates_it_then_no_byte_is_lost(data: bytes) -> None:
    assert zlib.decompress(flate(data)) == data
    assert zlib.decompress(flate_well(data)) == data


@pytest.mark.parametrize("size", [0, 1, 4, 5, 255, 32_768, 65_535, 65_536, 300_000])
def test_flate_at_the_edges_of_windows_and_blocks_then_no_byte_is_lost(size: int) -> None:
    noise = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(size // 32 + 1))[:size]
    for data in (noise, b"a" * size, (OBJECTS * (size // len(OBJECTS) + 1))[:size]):
        assert zlib.decompress(flate(data)) == data
        assert zlib.decompress(flate_well(data)) == data


def test_flate_when_given_a_page_or_objects_then_is_no_longer_than_what_zlib_makes_in_its_hurry() -> None:
    for data in (PAGE, OBJECTS):
        assert len(flate_well(data)) <= len(flate(data)) <= len(zlib.compress(data, 1))


def test_flate_makes_the_same_bytes_on_every_computer() -> None:
    made = [hashlib.sha256(flate(data) + flate_well(data)).hexdigest()[:16] for data in (PAGE, OBJECTS)]

    # A new libdeflate may make others: then these change, and every handout is built anew.
    assert made == ["02785d75d1d53caa", "d05721179ae4d008"]
