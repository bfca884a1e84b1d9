"""What can go wrong as a whole, each naming what it is about.

MintfeedError
 ├─ ConfigurationError    a cluster's folder is wrong: file, key, what to do
 ├─ CollectionError       one source could not be read to its end; caught once, in `collect`
 │   ├─ FetchFailed       network, status, too large, too slow, not what it says it is
 │   ├─ Forbidden         robots.txt or a reservation says no
 │   ├─ ParseFailed       the page cannot be read as its kind
 │   │   └─ ParserStopped its parser hung, died or ran out of memory; another night may do better
 │   └─ EmptySource       nothing found where something always is
 └─ NightFailed           nothing is published tonight
     ├─ AlreadyRunning    another run holds the data folder
     └─ CheckFailed       a check before publishing found something
"""

from __future__ import annotations


class MintfeedError(Exception):
    """Whatever is told to a person in one line, without a traceback."""


class ConfigurationError(MintfeedError):
    """A cluster's folder is wrong; the message names the file and the key."""


class CollectionError(MintfeedError):
    """One source could not be read to its end."""


class FetchFailed(CollectionError):
    """A page could not be had: network, status, size, time or type."""


class Forbidden(CollectionError):
    """robots.txt or a text-and-data-mining reservation forbids reading."""


class ParseFailed(CollectionError):
    """The page cannot be read as its kind: its structure is not what the source says."""


class ParserStopped(ParseFailed):
    """The parser hung, died or ran out of memory; with the same bytes another night may do better."""


class EmptySource(CollectionError):
    """The source was read to its end and held no event, though it always has some."""


class NightFailed(MintfeedError):
    """Nothing is published tonight; the last release stands."""


class AlreadyRunning(NightFailed):
    """Another run holds the data folder."""


class CheckFailed(NightFailed):
    """A check before publishing found something; the message lists it."""
