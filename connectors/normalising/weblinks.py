"""Web addresses in one spelling, so that the same page has the same address, or none at all."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

MAX_LENGTH: Final = 2_000
_PORTS: Final = {"http": 80, "https": 443}
_INVISIBLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE: Final = "%/:@!$&'()*+,;=~-._"
_TRACKING: Final = re.compile(
    r"(?:utm_\w*|mtm_\w*|pk_(?:campaign|kwd|source|medium|content)|piwik_\w+|fbclid|gclid|gclsrc|dclid|gbraid"
    r"|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)|vero_id|wt_(?:mc|zmc)"
    r"|phpsessid|jsessionid|sessionid|fe_typo_user|__cf_chl_\w+)",
    re.IGNORECASE,
)
_ABSOLUTE: Final = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_HTTP: Final = re.compile(r"https?:", re.IGNORECASE)
_AMPERSAND: Final = re.compile(r"&(?:amp|#0*38|#x26);", re.IGNORECASE)  # as feeds escape it
_SESSION_PATH: Final = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


@lru_cache(maxsize=8192)
def canonical(url: str, base: str) -> str:
    """Absolute, http(s), host in lower-case ASCII, without default port, fragment and tracking.

    "" for what is no address of a page: mailto:, javascript:, credentials, more than 2,000 characters.
    The order and spelling of the parameters that stay (TYPO3's cHash signs them) are left alone.
    """
    url = _INVISIBLE.sub("", url).strip()
    if not url or url.startswith("#") or len(url) > 2 * MAX_LENGTH:
        return ""
    url = _AMPERSAND.sub("&", url)
    if url[:4].lower() == "www.":
        url = f"https://{url}"
    try:
        if not _ABSOLUTE.match(url):
            if _HTTP.match(url):  # "https:///x", to which urljoin would give the base's host
                return ""
            url = urljoin(base, url)
        return _spelled(urlsplit(url))
    except ValueError:  # brackets that hold no IPv6 address, a port that is no number, a name IDNA forbids
        return ""


def _spelled(parts: SplitResult) -> str:
    if parts.scheme not in _PORTS or "@" in parts.netloc:
        return ""
    host = _host(parts.hostname or "")
    if not host:
        return ""
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    path = _quoted(_SESSION_PATH.sub("", parts.path)) or "/"
    query = _quoted(_without_tracking(parts.query), "?[]")
    found = f"{parts.scheme}://{host}{port}{path}" + (f"?{query}" if query else "")
    return found if len(found) <= MAX_LENGTH else ""


def _host(name: str) -> str:
    """Raises ValueError (idna.IDNAError is one) for a name that is none."""
    name = name.lower().removesuffix(".")
    if ":" in name:
        try:
            return f"[{IPv6Address(name)}]"
        except AddressValueError:
            return ""
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    return name if _HOST.fullmatch(name) else ""


def _quoted(part: str, also_safe: str = "") -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_SAFE + also_safe, errors="replace")


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    return "&".join(
        part for part in query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])
    )
