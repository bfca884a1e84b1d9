"""Reads sites that announce in running text, for the parsers of special sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from connectors.cluster import Source
from connectors.model import Link, Page, Problem, Record
from connectors.parsing import markup
from connectors.parsing.announcements import announcements, record_of, with_values
from connectors.parsing.page_lines import page_lines
from connectors.parsing.site_links import site_links
from connectors.parsing.told_dates import DAYS, told
from connectors.parsing.written_dates import as_of, is_stamp, written_on, year_in_path


def event_texts(
    page: Page, source: Source, *, follow: re.Pattern[str] | None = None, when: re.Pattern[str] = DAYS
) -> Iterator[Record | Link | Problem]:
    """The events in labelled lines; where there are none, those told in sentences that `when` finds.

    With `follow`, the source's first page also leads to its other pages that `follow` finds, but for those
    that lie in the folder of a year long past; what it tells in sentences are their teasers.
    """
    tree = markup.document(page)
    is_index = follow is not None and page.url == source.url
    if follow is not None and is_index:
        found = site_links(page, tree, follow)
        yield from (Link(address) for address in found if not _is_old(address, page.first_seen))
    zone = ZoneInfo(source.timezone)
    written = written_on(tree, zone) or year_in_path(page.final_url)
    lines = [line for line in with_values(page_lines(tree)) if not is_stamp(line.text)]
    for announcement in list(announcements(lines)) or ([] if is_index else told(lines, when)):
        yield from as_of(record_of(announcement, page.final_url), written, zone)


def _is_old(address: str, today: date | None) -> bool:
    """Written before last year; what is announced for this year may have been written in the last."""
    year = year_in_path(address)
    return today is not None and year is not None and year.year < today.year - 1
