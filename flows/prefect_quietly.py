"""Brings Prefect in for a person at a command line: no chatter, patience with its server's start."""

from __future__ import annotations

import os
from typing import Any

_WISHES = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the interface still gets every line
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}


def nightly_flow() -> Any:
    """The flow, with these settings where the environment does not say otherwise."""
    for name, value in _WISHES.items():
        os.environ.setdefault(name, value)
    from flows.nightly import nightly

    return nightly
