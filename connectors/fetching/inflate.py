"""Removes a response's compression, piece by piece, so that a bomb never unfolds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 65_536
GZIP = 31  # zlib's number for "gzip header and trailer"
MAGIC = b"\x1f\x8b"


class Undecodable(Exception):
    """The coding is not one we asked for, or the data are not in it."""


class CutOff(Exception):
    """The data end before their own end mark."""


def decoded(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Pieces of at most 64 kB (uncompressed chunks pass as they are)."""
    match coding.strip().lower():
        case "" | "identity" | "none":
            return iter(chunks)
        case "gzip" | "x-gzip":
            return _gunzipped(chunks)
        case other:
            raise Undecodable(other)


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Members one after another (RFC 1952 §2.2); what follows the last one is padding."""
    member = zlib.decompressobj(GZIP)
    is_empty = True
    try:
        for chunk in chunks:
            data = chunk
            while data:
                is_empty = False
                if member.eof:
                    if not MAGIC.startswith(data[:2]):
                        return
                    member = zlib.decompressobj(GZIP)
                yield member.decompress(data, PIECE)
                data = member.unused_data if member.eof else member.unconsumed_tail
        while not (member.eof or is_empty):
            piece = member.decompress(b"", PIECE)  # output that the last piece had no room for
            if not piece:
                raise CutOff
            yield piece
    except zlib.error as error:
        raise Undecodable(f"gzip: {error}") from error
