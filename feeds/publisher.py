"""Who publishes: the cluster's name, addresses, zone and licence, as the renderers need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LICENCES = {
    "DL-DE-BY-2.0": "https://www.govdata.de/dl-de/by-2-0",
    "DL-DE-ZERO-2.0": "https://www.govdata.de/dl-de/zero-2-0",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Publisher:
    """The cluster as the publishing side. Compared by identity, so that what is made for it can be kept."""

    id: str
    name: str
    homepage: str
    base_url: str  # where the published folder is served
    licence: str  # an SPDX identifier
    timezone: str  # IANA name
    contact: str = ""
    language: str = "de"  # of what the partners write
    partners: Mapping[str, str] = field(default_factory=dict)  # their names by id
    colour: str = field(default="#005f5e", repr=False)  # in the style alone
    logo: str = ""  # its path below the site's root; "" for ours
    logo_content: bytes = field(default=b"", repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)  # imprint and so on, by page

    @property
    def host(self) -> str:
        """The host of base_url; every UID ends in it."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def licence_url(self) -> str:
        """Where the licence stands; "" for one that is not known here."""
        return LICENCES.get(self.licence, "")

    def url(self, path: str) -> str:
        """The canonical address of a published file."""
        return f"{self.base_url.rstrip('/')}/{path}"
