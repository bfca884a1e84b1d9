"""Brings Prefect in as people want it: no chatter, nothing sent to its makers, patience with its server."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
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
    "PREFECT_CLIENT_MAX_RETRIES": "3",  # a server that goes away holds up the end for a minute, not four
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


def run_night(flow: Any, say: Callable[[str], None], **parameters: str) -> Any:
    """The state in which the night ended; None if Prefect's server went away before it could be told.

    A server that is away from the beginning is done without: readers want their calendar.
    """
    import httpx  # for its errors, which Prefect's client raises as they are
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with ExitStack() as stack:
        if (address := PREFECT_API_URL.value()) and not _answers():
            say(f"Prefect antwortet nicht unter {address}; die Nacht läuft ohne (no answer; running without)")
            stack.enter_context(temporary_settings(restore_defaults={PREFECT_API_URL}))
        try:
            return flow(**parameters, return_state=True)
        except httpx.HTTPError:
            return None


def _answers() -> bool:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return client.api_healthcheck() is None


def settle_for_service() -> None:
    """Before Prefect is imported: for a process that runs for months and logs lines."""
    _settle({**_ALWAYS, **_AS_A_SERVICE})


def _settle(wishes: Mapping[str, str]) -> None:
    """Where the environment does not say otherwise."""
    for name, value in wishes.items():
        os.environ.setdefault(name, value)
