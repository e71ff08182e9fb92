"""Decoding: what came compressed is unpacked, in small pieces, and what cannot be is left or told."""

import gzip
import zlib
from collections.abc import Iterable

import pytest

from conformance.decoding import NotUnpacked, unpacked

BODY = b'{"success": true, "clients": []}' * 50
CODED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY),
    " GZIP ": gzip.compress(BODY),
    "deflate": zlib.compress(BODY),
    "": BODY,
    "identity": BODY,
}


def in_pieces(data: bytes, size: int) -> Iterable[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("coding", CODED)
def test_a_body_is_unpacked_as_it_was_packed(coding: str, size: int) -> None:
    assert b"".join(unpacked(in_pieces(CODED[coding], size), coding)) == BODY


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip"])
def test_a_coding_that_is_rarer_or_packed_twice_is_left_as_it_is(coding: str) -> None:
    assert b"".join(unpacked([CODED["gzip"]], coding)) == CODED["gzip"]


def test_bytes_that_are_of_no_such_coding_are_told() -> None:
    with pytest.raises(NotUnpacked, match="the body is no gzip"):
        list(unpacked([BODY], "gzip"))


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_several_packed_parts_are_one_body(size: int) -> None:
    assert b"".join(unpacked(in_pieces(CODED["gzip"] * 2, size), "gzip")) == BODY * 2


def test_a_packed_body_that_breaks_off_is_told() -> None:
    with pytest.raises(NotUnpacked, match="a gzip that breaks off"):
        list(unpacked([CODED["gzip"][:-20]], "gzip"))


def test_a_body_without_a_byte_is_empty_whatever_it_is_called() -> None:
    assert b"".join(unpacked([], "gzip")) == b""


def test_what_stands_after_a_packed_body_is_passed_over() -> None:
    assert b"".join(unpacked([CODED["gzip"] + b"more"], "gzip")) == BODY


def test_a_bomb_goes_off_in_small_pieces() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert max(len(each) for each in unpacked([bomb], "gzip")) <= 300_000
