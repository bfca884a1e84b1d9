"""The one place where a text or an address leaves: nothing in it can inject, hide or break a line."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import idna

TITLE_LENGTH = 300
LINE_LENGTH = 500
TEXT_LENGTH = 20_000
URL_LENGTH = 2_000
KEPT = 2_048  # answers: names of partners and places come again with every event

# Every way Unicode knows to end a line: some calendar readers end a property there.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What has no business in a published text: controls (Cc), invisible and direction-changing
# characters (Cf), lone surrogates (Cs), private use (Co), the noncharacters and U+FFFC.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffc\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
PLAIN = re.compile(r"[\x20-\x7e]*")
HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")
MAIL = re.compile(r"[\w.!#$&'*+/=?^`{|}~-]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
PHONE = re.compile(r"\+?[0-9][0-9().-]{2,30}")
KEPT_IN_URLS = "/:?#[]@!$&'()*+,;=~%"  # RFC 3986 §2.2, and escapes already made
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
EMPTY_FRAGMENT = re.compile(r"^([^#]*)#$")
EMPTY_QUERY = re.compile(r"^([^?#]*)[?](?=#|$)")


def paragraphs(text: str, limit: int = TEXT_LENGTH) -> str:
    """The text in NFC, its lines ended by \\n, at most `limit` characters long."""
    if not PLAIN.fullmatch(text):
        text = UNWANTED.sub("", LINE_ENDS.sub("\n", text))
        text = unicodedata.normalize("NFC", text)
    return shortened(text.strip(), limit)


@lru_cache(KEPT)
def one_line(text: str, limit: int = LINE_LENGTH) -> str:
    """The text in NFC as one line with single spaces."""
    return shortened(" ".join(paragraphs(text, limit=len(text) * 4).split()), limit)


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning up to a word's end and "…", together at most `limit` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if not text[limit - 1].isspace():
        cut = max(head.rfind(" "), head.rfind("\n"))
        head = head[:cut] if cut > limit // 2 else head
    return head.rstrip(" \n\t,;:–-") + "…"


@lru_cache(KEPT)
def web_url(text: str) -> str:
    """An http or https address in ASCII (RFC 3986), or "" where it is none that may be published."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    host = _ascii_host(f"[{host}]" if ":" in host else host)
    if not host:
        return ""
    rest = parts._replace(scheme="", netloc="").geturl()
    url = f"{parts.scheme.lower()}://{host}{f':{port}' if port else ''}{_escaped(rest)}"
    return url if len(url) <= URL_LENGTH else ""


def contact_url(text: str) -> str:
    """As `web_url`, but mailto: and tel: pass too (without further fields)."""
    scheme, _, rest = text.strip().partition(":")
    rest = unquote(rest.partition("?")[0]).strip()
    match scheme.lower():
        case "mailto":
            return f"mailto:{rest}" if MAIL.fullmatch(rest) and len(rest) <= 254 else ""
        case "tel":
            number = re.sub(r"[\s/]", "", rest)
            return f"tel:{number}" if PHONE.fullmatch(number) else ""
    return web_url(text)


def _ascii_host(host: str) -> str:
    """The host name in lower case, IDNA-encoded; "" where it is not one."""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return ""
    return host if HOST.fullmatch(host) else ""


def _escaped(text: str) -> str:
    """What follows the host; a query or fragment of which nothing is left goes with its mark."""
    visible = UNWANTED.sub("", LINE_ENDS.sub("", text))
    visible = EMPTY_QUERY.sub(r"\1", EMPTY_FRAGMENT.sub(r"\1", visible))
    return quote(STRAY_PERCENT.sub("%25", visible), safe=KEPT_IN_URLS)
