"""The network as it was on a stored night: every URL of one source gives what it gave then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from connectors.errors import FetchFailed
from connectors.fetching import NotModified, Validators
from connectors.model import Page
from warehouse.night_journal import SourceJournal
from warehouse.page_files import PageFiles


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was asked for in vain on one night."""

    lost: list[str] = field(default_factory=list)  # URL and file of every page that should be there
    unknown: list[str] = field(default_factory=list)  # URLs that were not asked for that night


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """Bytes that were handed out once are not sent again to who knows the page: they lie in `pages`."""

    source: SourceJournal
    pages: PageFiles
    sent: set[str]  # digests of bytes handed out so far
    gaps: Gaps

    def fetch(
        self, url: str, validators: Validators | None = None, *, source_url: str = ""
    ) -> Page | NotModified:
        answer = self.source.answers.get(url)
        if answer is None:
            self.gaps.unknown.append(url)
            raise FetchFailed(f"{url}: in dieser Nacht nicht gefragt (was not asked for that night)")
        if answer.page is None:
            raise FetchFailed(answer.failure)
        if validators is not None and answer.page.sha256 in self.sent:
            return answer.page
        return self._with_body(answer.page)

    def _with_body(self, page: Page) -> Page:
        body = self.pages.body(page.sha256)
        if body is None:
            where = f"{page.url} ({self.pages.path(page.sha256)})"
            self.gaps.lost.append(where)
            raise FetchFailed(f"{where}: gespeicherte Seite fehlt (the stored page is missing)")
        self.sent.add(page.sha256)
        return replace(page, body=body)
