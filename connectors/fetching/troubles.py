"""Says what went wrong with one request, in words for people.

FetchFailed
 ├─ Refused           we say no: a private address, a port, a scheme, a certificate
 └─ TryAgain          may well work a little later
     └─ Unreachable   no connection at all
"""

from __future__ import annotations

from connectors.errors import FetchFailed

LONGEST_URL_SHOWN = 300


class Refused(FetchFailed):
    """It is not safe to ask, or to believe the answer."""


class TryAgain(FetchFailed):
    """Worth another try; `wait` is what the host asked for, in seconds."""

    host: str = ""
    wait: float | None = None


class Unreachable(TryAgain):
    """No connection came about."""


def say(url: object, german: str, english: str) -> str:
    return f"{shown(str(url))}: {german} [{english}]"


def reason(error: FetchFailed, url: object) -> str:
    """What `say` was told, without the URL."""
    return str(error).removeprefix(f"{shown(str(url))}: ")


def shown(text: str) -> str:
    """Safe for a terminal: a partner's words may hold control characters."""
    printable = "".join(c if c.isprintable() else "?" for c in text)
    return printable if len(printable) <= LONGEST_URL_SHOWN else printable[: LONGEST_URL_SHOWN - 1] + "…"


def timed_out(url: object, seconds: float) -> TryAgain:
    return TryAgain(
        say(
            url,
            f"Zeitüberschreitung nach {seconds:g} s; die Seite antwortet zu langsam",
            f"timed out after {seconds:g} s; the site answers too slowly",
        )
    )


def cut_off(url: object) -> TryAgain:
    return TryAgain(
        say(
            url,
            "Die Antwort ist abgeschnitten; die Verbindung endete vor ihrem Ende",
            "the response is truncated; the connection ended before it did",
        )
    )


def too_large(url: object, max_bytes: int) -> FetchFailed:
    size = f"{max_bytes / 1e6:g} MB"
    return FetchFailed(
        say(
            url,
            f"größer als {size}; eine kleinere Liste wählen oder max_bytes erhöhen",
            f"larger than {size}; choose a smaller list or raise max_bytes",
        )
    )


def bad_status(url: object, status: int, *, wait: float | None = None) -> FetchFailed:
    german, english = _meaning(status)
    message = say(url, f"HTTP {status} – {german}", f"HTTP {status}: {english}")
    if status != 429 and status < 500:
        return FetchFailed(message)
    trouble = TryAgain(message)
    trouble.wait = wait
    return trouble


def _meaning(status: int) -> tuple[str, str]:
    match status:
        case 401 | 403:
            return "Zugriff verweigert; den Partner um Freigabe bitten", "denied; ask the partner for access"
        case 404 | 410:
            return (
                "die Seite gibt es nicht (mehr); Adresse prüfen",
                "no such page (any more); check the address",
            )
        case 429:
            return "zu viele Anfragen; später erneut versuchen", "too many requests; try again later"
        case 304:
            return (
                "unverändert, obwohl nichts gespeichert ist; Fehler beim Partner",
                "not modified, though nothing is stored; the partner's server is wrong",
            )
        case _ if status >= 500:
            return (
                "Störung beim Partner; später erneut versuchen",
                "trouble at the partner's; try again later",
            )
        case _:
            return "keine Seite; Adresse prüfen", "not a page; check the address"
