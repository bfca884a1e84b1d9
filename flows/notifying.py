"""Sends what a night has to say to those whom the cluster names, by Apprise; never at the night's expense."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from connectors.dates.school_holidays import holidays_known_until
from connectors.declared.notifying import Notify
from connectors.errors import AlreadyRunning, MintfeedError
from flows.errand import Errand
from flows.steps import Published
from flows.telling import Message, Told, after_failure, after_published, read_told, write_told

_BETWEEN: Final = re.compile(r"\s+")
_LOG: Final = logging.getLogger("mintfeed.notify")


def tell_published(task: Errand, published: Published) -> None:
    """What a published night has to say."""
    if task.cluster.notify.is_wanted:
        told = read_told(_file(task))
        link = f"{task.cluster.base_url}/status/"
        message, known = after_published(
            told, task.cluster.name, published.health, task.night.today, holidays_known_until(), link
        )
        _tell(task, message, told, known)


def tell_failure(task: Errand, error: MintfeedError) -> None:
    """That nothing was published; a second run beside another is no trouble."""
    if task.cluster.notify.is_wanted and not isinstance(error, AlreadyRunning):
        told = read_told(_file(task))
        message, known = after_failure(told, task.cluster.name, str(error), task.night.today)
        _tell(task, message, told, known)


def _tell(task: Errand, message: Message | None, told: Told, known: Told) -> None:
    """What could not be delivered to anybody is said again tomorrow."""
    is_known = message is None or send(message, task.cluster.notify)
    if is_known and known != told:
        try:
            write_told(_file(task), known)
        except OSError as error:
            _LOG.warning("%s: nicht zu schreiben (cannot be written): %s", _file(task), error.strerror)


def send(message: Message, notify: Notify) -> bool:
    """Whether it was delivered to anybody. Addresses hold passwords, so only their names are logged."""
    from apprise import Apprise

    delivered = False
    for name, addresses in _addresses(notify):
        service = Apprise()
        if not addresses or not all(service.add(address) for address in addresses):
            _LOG.warning("[notify] %s: keine Adressen, die Apprise kennt (no usable addresses)", name)
        elif service.notify(title=message.title, body=message.body):
            delivered = True
        else:
            _LOG.warning("[notify] %s: nicht zugestellt (not delivered)", name)
    return delivered


def _addresses(notify: Notify) -> Iterator[tuple[str, list[str]]]:
    """The Apprise URLs by the name of what holds them."""
    for name in notify.variables:
        yield name, _BETWEEN.split(os.environ.get(name, "").strip()) if os.environ.get(name) else []
    for name in notify.blocks:
        yield name, _BETWEEN.split(_secret(name).strip())


def _secret(block: str) -> str:
    """The value of a Secret block of Prefect; nothing if there is none."""
    from prefect.blocks.system import Secret

    try:
        return str(Secret.load(block, _sync=True).get())  # type: ignore[call-arg, union-attr]  # Prefect's own
    except ValueError:  # no such block
        return ""


def _file(task: Errand) -> Path:
    return task.data.path / "told.json"
