"""Compression is removed in small pieces, and what is cut or broken is noticed."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.fetching.inflate import PIECE, CutOff, Undecodable, decoded


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50), st.binary(max_size=5))
def test_gzip_members_in_any_pieces_give_the_whole(members: list[bytes], size: int, padding: bytes) -> None:
    packed = b"".join(gzip.compress(member) for member in members) + b"\0" + padding
    chunks = [packed[n : n + size] for n in range(0, len(packed), size)]

    assert b"".join(decoded(chunks, "gzip")) == b"".join(members)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_gzip_that_is_cut_anywhere_is_noticed(content: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(content)
    cut = packed[: data.draw(st.integers(1, len(packed) - 1))]

    with pytest.raises(CutOff):
        list(decoded([cut], "gzip"))


@given(st.binary(max_size=300))
def test_any_bytes_unpack_or_are_refused(data: bytes) -> None:
    try:
        pieces = list(decoded([data], "gzip"))
    except (CutOff, Undecodable):
        return
    assert all(len(piece) <= PIECE for piece in pieces)


def test_a_large_member_comes_in_small_pieces() -> None:
    packed = gzip.compress(b"\0" * 5_000_000)

    sizes = [len(piece) for piece in decoded([packed], "gzip")]

    assert sum(sizes) == 5_000_000
    assert max(sizes) <= PIECE
