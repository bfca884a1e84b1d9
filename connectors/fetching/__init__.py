"""Fetches pages: the only place that opens a socket to a partner."""

from __future__ import annotations

from connectors.fetching.client import Fetcher
from connectors.fetching.reservation import reserves_mining
from connectors.fetching.settings import FetchSettings, NotModified, Validators, build_user_agent

__all__ = ["FetchSettings", "Fetcher", "NotModified", "Validators", "build_user_agent", "reserves_mining"]
