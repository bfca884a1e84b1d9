"""`python -m tests.audit`: known vulnerabilities of the locked versions, as osv.dev knows them.

Ends with 1 where one is known; where there is no network it says so and ends well, for nothing was found.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

import httpx

from tests.licences import LOCK, locked

SERVICE: Final = "https://api.osv.dev/v1/querybatch"
SECONDS: Final = 30
MOST: Final = 1_000  # queries that the service takes at once


def queries(versions: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"package": {"ecosystem": "PyPI", "name": name}, "version": version}
        for name, version in versions.items()
    ]


def known(versions: Mapping[str, str], client: httpx.Client) -> dict[str, list[str]]:
    """The ids of what is known, by "name version". Raises httpx.HTTPError and ValueError."""
    asked = queries(versions)
    assert len(asked) <= MOST
    answer = client.post(SERVICE, json={"queries": asked}).raise_for_status().json()
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list) or len(results) != len(asked):
        raise ValueError("not one result for each package")
    found = {
        f"{name} {version}": [str(each["id"]) for each in result.get("vulns", ())]
        for (name, version), result in zip(versions.items(), results, strict=True)
    }
    return {package: ids for package, ids in found.items() if ids}


def audit(versions: Mapping[str, str], client: httpx.Client) -> tuple[int, str]:
    """The exit code, and what to say."""
    try:
        found = known(versions, client)
    except (httpx.HTTPError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        return 0, f"audit: not checked, {SERVICE} cannot be asked ({reason})"
    if not found:
        return 0, f"audit: nothing known against {len(versions)} locked packages"
    lines = [f"{package}: {', '.join(ids)}" for package, ids in found.items()]
    advice = "audit: known vulnerabilities; see https://osv.dev/ID, and renew with `make lock`"
    return 1, "\n".join([advice, *lines])


def main() -> int:
    with httpx.Client(timeout=SECONDS) as client:
        code, words = audit(locked(LOCK.read_text("utf-8")), client)
    print(words, file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
