"""Before a night: a lost warehouse comes back from the stored nights, so that no event gets another id."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from connectors.collect import Reader
from connectors.errors import MintfeedError, NightFailed
from flows.errand import Errand
from flows.replay_order import ReplayOrder, carry_out
from flows.stored_nights import stored_nights, stretch


def recover(
    task: Errand, readers: Callable[[], AbstractContextManager[Reader]], say: Callable[[str], None]
) -> None:
    """Raises NightFailed where something was published before and cannot be brought back as it was."""
    data = task.data
    if data.warehouse.exists() and data.warehouse.stat().st_size:
        return
    nights = data.journals.nights()
    if not nights and not data.releases.is_dir():
        return  # there has been no night
    try:
        if not nights or not stretch(task, stored_nights(task, None)).is_whole:
            raise NightFailed(
                "die ersten Nächte sind nicht mehr da (the first nights are not stored any more)"
            )
        data.warehouse.unlink(missing_ok=True)  # empty: a run was killed when it was about to begin
        say(
            f"{data.warehouse}: fehlt; wird aus {len(nights)} gespeicherten Nächten wiederhergestellt "
            f"(is missing; restored from {len(nights)} stored nights)"
        )
        with readers() as reader:
            carry_out(task, ReplayOrder(restore=True), reader, lambda night: None)
    except MintfeedError as error:
        raise NightFailed(_advice(task, error)) from None


def _advice(task: Errand, error: MintfeedError) -> str:
    return (
        f"{task.data.warehouse}: fehlt und kommt nicht von selbst zurück: {error}. Eine Sicherung holt "
        f"»mintfeed restore« zurück; sonst stellt »mintfeed replay {task.cluster.folder} --restore« her, was "
        f"noch da ist. Ganz neu, mit neuen Kennungen, beginnt, wer {task.data.path} beiseite legt (is "
        "missing and does not come back by itself: bring back a backup; else `mintfeed replay … --restore` "
        "brings back what is left; to begin anew, with new ids, move the folder away)"
    )
