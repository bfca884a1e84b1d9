"""`python -m tests.licences`: writes docs/licences.md, names, versions and licences of what is locked."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCK: Final = ROOT / "requirements.lock"
PAGE: Final = ROOT / "docs" / "licences.md"
HEAD: Final = """\
# Licences of what is installed

Everything in `requirements.lock`, and the licence that each package declares in its own metadata. Written by
`python -m tests.licences`; a test holds the names and versions against the lock file.

| package | version | licence |
|---|---|---|
"""
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_GENERIC: Final = "License :: OSI Approved"


def locked(lock: str) -> dict[str, str]:
    """Versions by name, as the lock file pins them."""
    return dict(_PIN.findall(lock))


def licence(package: Distribution) -> str:
    """By its expression, else its classifiers, else the first line of its own words."""
    about = package.metadata
    if "License-Expression" in about:
        return about["License-Expression"]
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::") and line != _GENERIC
    ]
    words = about["License"].strip().splitlines() if "License" in about else []
    return ", ".join(classified) or (words[0][:80] if words else "see its files")


def page(versions: dict[str, str]) -> str:
    return HEAD + "".join(
        f"| {name} | {version} | {_licence_of(name)} |\n" for name, version in sorted(versions.items())
    )


def _licence_of(name: str) -> str:
    try:
        return licence(distribution(name)).replace("|", "/")
    except PackageNotFoundError:
        return "not installed on this platform"


if __name__ == "__main__":
    PAGE.write_text(page(locked(LOCK.read_text("utf-8"))), "utf-8")
