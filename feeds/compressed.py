"""Compresses published texts once, so that a web server need not do it for every reader (gzip, RFC 1952)."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

SMALLEST = 1_024  # bytes; what fits into one packet gains nothing
LEVEL = 6
GZIP = zlib.MAX_WBITS | 16
TEXTS = frozenset(
    (".atom", ".css", ".geojson", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml"),
)


def is_compressible(path: Path, size: int) -> bool:
    """Whether the file gets a compressed one beside it."""
    return size > SMALLEST and path.suffix in TEXTS


def beside(path: Path) -> Path:
    """Where the compressed file stands, as nginx (gzip_static) and Apache look for it."""
    return path.with_name(f"{path.name}.gz")


def write_beside(path: Path, content: bytes) -> Path:
    """The same bytes for the same content, of the same time as the file: some servers compare."""
    target = beside(path)
    target.write_bytes(gzip.compress(content, LEVEL, mtime=0))
    times = path.stat()
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    return target


def compressed_problem(compressed: Path) -> str:
    """What is wrong with a compressed file beside its own; "" if nothing."""
    plain = compressed.with_suffix("")
    if not plain.is_file():
        return "nothing that it compresses"
    try:
        content = zlib.decompress(compressed.read_bytes(), wbits=GZIP)
    except (OSError, zlib.error) as error:
        return f"cannot be unpacked: {error}"
    return "" if content == plain.read_bytes() else f"is not {plain.name} compressed"
