"""Tells a full or forbidden disk as a failed night: one line that says where, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from connectors.errors import NightFailed

_OF_THE_DISK: Final = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
)
_ADVICE: Final = (
    "Platz schaffen oder Schreibrecht geben, dann erneut starten; nichts ist verloren "
    "(make room or give the right to write, then run again; nothing is lost)"
)


@contextmanager
def told_as_failed_night(folder: Path) -> Iterator[None]:
    """Trouble in writing to the data folder is a NightFailed; any other error is what it is."""
    try:
        yield
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        raise _failed(str(error.filename or folder), error.strerror or str(error)) from error
    except duckdb.IOException as error:
        raise _failed(str(folder), str(error).splitlines()[0]) from error


def _failed(where: str, reason: str) -> NightFailed:
    return NightFailed(f"{where}: nicht zu schreiben (cannot be written): {reason}. {_ADVICE}")
