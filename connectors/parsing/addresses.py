"""Changes the query of a web address, for lists that are asked for page by page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def query_of(url: str) -> dict[str, str]:
    """The parameters by name; the last of several of one name."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def with_query(url: str, **parameters: str) -> str:
    """The address with these parameters changed or added, the others as they are."""
    parts = urlsplit(url)
    query = urlencode(query_of(url) | parameters, safe="/:")
    return urlunsplit(parts._replace(query=query, fragment=""))


def with_defaults(url: str, **parameters: str) -> str:
    """The address with those of these parameters that it does not have."""
    return with_query(url, **(parameters | query_of(url)))
