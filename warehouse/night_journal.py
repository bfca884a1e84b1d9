"""Writes down beside the pages what each night was given: enough to have it again without the warehouse."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from connectors.collection import Answer, Collection
from connectors.discovery import Finding
from connectors.errors import NightFailed
from connectors.model import Page

_VERSION: Final = 1
STAMP: Final = "%Y%m%dT%H%M%SZ"
_SPOILT: Final = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceJournal:
    """What one source's URLs gave that night. The pages are without their bytes; those lie in pages/."""

    answers: Mapping[str, Answer]  # by URL
    finding: Finding | None = None  # how a source of kind "auto" was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Everything from outside that decided a night, but for the cluster's folder."""

    as_of: datetime
    previous: datetime | None  # the night before it in the same warehouse; None: it was the first
    accepted: tuple[str, ...]  # sources whose change a person had accepted
    sources: Mapping[str, SourceJournal]


@dataclass(frozen=True, slots=True)
class NightJournals:
    """The folder pages/nights/: one file a night, `<as_of in UTC>.json.gz`.

    A night's file is written aside (.part) before its transaction and gets its name after the commit: a
    night that was killed or not published is none. One killed between the two gets it from the next run.
    """

    folder: Path

    def begin(
        self,
        as_of: datetime,
        collections: Iterable[Collection],
        *,
        previous: datetime | None,
        accepted: Sequence[str],
    ) -> None:
        """Write down what came in; the night counts once it is confirmed."""
        document = {
            "version": _VERSION,
            "as_of": as_of.astimezone(UTC).isoformat(),
            "previous": previous.astimezone(UTC).isoformat() if previous else None,
            "accepted": sorted(accepted),
            "sources": {each.source.id: _source_document(each) for each in collections},
        }
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self._aside(as_of).write_bytes(gzip.compress(text.encode(), compresslevel=6, mtime=0))

    def confirm(self, as_of: datetime) -> None:
        """The night is committed."""
        if self._aside(as_of).exists():
            self._aside(as_of).replace(self._path(as_of))

    def settle(self, committed: Container[datetime]) -> None:
        """Decide upon what an earlier run left behind, by the moments of the runs that were committed."""
        for aside in self.folder.glob("*.json.gz.part"):
            as_of = stamped(aside.name)
            if as_of in committed and not self._path(as_of).exists():
                self.confirm(as_of)
            aside.unlink(missing_ok=True)

    def nights(self) -> list[datetime]:
        """When the nights were that are stored, in order."""
        return sorted(stamped(path.name) for path in self.folder.glob("*.json.gz"))

    def read(self, as_of: datetime) -> Journal:
        """Raises NightFailed, naming the file, if it is spoilt."""
        path = self._path(as_of)
        try:
            document = json.loads(gzip.decompress(path.read_bytes()))
            if document["version"] != _VERSION:
                raise ValueError(f"Version {document['version']}")
            sources = {id_: _source_journal(each) for id_, each in document["sources"].items()}
            previous = document["previous"]
            return Journal(
                as_of=as_of,
                previous=datetime.fromisoformat(previous) if previous else None,
                accepted=tuple(document["accepted"]),
                sources=sources,
            )
        except _SPOILT as error:
            raise NightFailed(
                f"{path}: nicht lesbar (cannot be read): {error}; --night wählt eine frühere Nacht"
                " (--night chooses an earlier night)"
            ) from None

    def digests(self) -> set[str]:
        """Of all pages that a stored night had. A spoilt file names none: it cannot be replayed anyway."""
        return {digest for as_of in self.nights() for digest in self._digests(as_of)}

    def discard_before(self, as_of: datetime) -> None:
        for night in self.nights():
            if night < as_of:
                self._path(night).unlink(missing_ok=True)

    def _digests(self, as_of: datetime) -> Iterator[str]:
        try:
            journal = self.read(as_of)
        except NightFailed:
            return
        for source in journal.sources.values():
            yield from (answer.page.sha256 for answer in source.answers.values() if answer.page is not None)

    def _path(self, as_of: datetime) -> Path:
        return self.folder / f"{as_of.astimezone(UTC):{STAMP}}.json.gz"

    def _aside(self, as_of: datetime) -> Path:
        return self._path(as_of).with_suffix(".gz.part")


def stamped(name: str) -> datetime:
    """The night that a file's name tells."""
    return datetime.strptime(name.partition(".")[0], STAMP).replace(tzinfo=UTC)


def _source_document(collection: Collection) -> dict[str, Any]:
    document: dict[str, Any] = {"answers": [_answer_document(answer) for answer in collection.answers]}
    if (finding := collection.finding) is not None:
        document["finding"] = {"kind": finding.kind, "url": finding.url, "options": finding.options}
    return document


def _answer_document(answer: Answer) -> dict[str, Any]:
    page = answer.page
    if page is None:
        return {"url": answer.url, "failure": answer.failure}
    return {
        "url": answer.url,
        "final_url": page.final_url,
        "sha256": page.sha256,
        "media_type": page.media_type,
        "charset": page.charset,
        "etag": page.etag,
        "last_modified": page.last_modified,
        "first_seen": page.first_seen.isoformat() if page.first_seen else None,
    }


def _source_journal(document: Mapping[str, Any]) -> SourceJournal:
    answers = [_answer(each) for each in document["answers"]]
    finding = document.get("finding")
    return SourceJournal(
        answers={answer.url: answer for answer in answers},
        finding=Finding(**finding, reason="", events=0) if finding else None,
    )


def _answer(document: Mapping[str, Any]) -> Answer:
    if "failure" in document:
        return Answer(url=document["url"], failure=document["failure"])
    first_seen = document["first_seen"]
    page = Page(
        url=document["url"],
        final_url=document["final_url"],
        body=b"",
        sha256=document["sha256"],
        media_type=document["media_type"],
        charset=document["charset"],
        etag=document["etag"],
        last_modified=document["last_modified"],
        first_seen=date.fromisoformat(first_seen) if first_seen else None,
    )
    return Answer(url=page.url, page=page)
