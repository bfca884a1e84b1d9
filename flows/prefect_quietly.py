"""Brings Prefect in as people want it: no chatter, nothing sent to its makers, patience with its server."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

_ALWAYS: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}
_AT_A_COMMAND: Final = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the interface still gets every line
}
_AS_A_SERVICE: Final = {
    "PREFECT_LOGGING_COLORS": "false",
    "PREFECT_RUNNER_POLL_FREQUENCY": "20",  # three polls in vain end it: Prefect may be away for a minute
}


def nightly_flow() -> Any:
    """The flow, for a person at a command line."""
    _settle({**_ALWAYS, **_AT_A_COMMAND})
    from flows.nightly import nightly

    return nightly


def settle_for_service() -> None:
    """Before Prefect is imported: for a process that runs for months and logs lines."""
    _settle({**_ALWAYS, **_AS_A_SERVICE})


def _settle(wishes: Mapping[str, str]) -> None:
    """Where the environment does not say otherwise."""
    for name, value in wishes.items():
        os.environ.setdefault(name, value)
