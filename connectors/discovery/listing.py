"""Finds the repeating listing of a page, and the selectors that read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from bs4 import Tag

from connectors.discovery import american, entries, extras, fields
from connectors.discovery.candidates import Candidate, candidates, fewest
from connectors.discovery.evidence import MOST_READ, Listed, Weight, weigh
from connectors.discovery.following import with_details
from connectors.discovery.headed import naming
from connectors.discovery.outline import Outline
from connectors.discovery.setting import Setting
from connectors.discovery.single import Single, single
from connectors.kinds.from_html import records as read
from connectors.model import Record
from connectors.parsing.css import ITSELF
from connectors.parsing.html_items import items

_MOST_RELATED: Final = 6  # events that a page about one event may name beside it


@dataclass(frozen=True, slots=True)
class Listing:
    """The selectors, how many events they give, and what speaks for them."""

    options: Mapping[str, Any]
    events: int
    weight: Weight
    titles: frozenset[str]  # case and white space left out


def listings(page: Outline, setting: Setting) -> list[Listing]:
    """The believed ones, best first."""
    about = single(page)
    alone = _of_single(page, about, setting) if about else None
    found = [listing for each in candidates(page) if (listing := _listing(page, each, setting))]
    found.sort(key=_rank, reverse=True)
    if alone is None or about is None:
        return found
    is_list = any(each.events > _MOST_RELATED or _is_inside(page, each, about) for each in found)
    return [*found, alone] if is_list else [alone, *found]


def _is_inside(page: Outline, listing: Listing, about: Single) -> bool:
    """Whether the list is what stands under the page's heading."""
    listed = (each for each, _ in items(page.tree, listing.options))
    return any(parent is about.element for each in listed for parent in each.parents)


def bare(title: str) -> str:
    return " ".join(title.casefold().split())


def _rank(listing: Listing) -> float:
    """What surely are events counts for more than what is many."""
    return float(listing.events**0.4 * min(6.0, listing.weight.points) ** 2)


def _of_single(page: Outline, about: Single, setting: Setting) -> Listing | None:
    return _believed(page, [about.element], about.element, about.options, setting, least=1)


def _listing(page: Outline, candidate: Candidate, setting: Setting) -> Listing | None:
    members = list(candidate.members)
    options = dict(candidate.options)
    options = _fields(page, members, options) | options
    if not {"title", "title_above"} & set(options):
        return None
    options = _tightened(page, options)
    if setting.following:
        options["next"] = setting.following
    return _believed(page, members, candidate.place, options, setting)


def _believed(
    page: Outline,
    members: list[Tag],
    place: Tag,
    options: Mapping[str, Any],
    setting: Setting,
    least: int | None = None,
) -> Listing | None:
    """Whether most of what the selectors give has a title and a date, and is about events."""
    records: list[Record] = list(islice(read(page.tree, options, setting.base), MOST_READ))
    options = american.with_order(options, records, is_american=setting.is_american)
    weight = weigh(page, Listed(members, place, records, options), setting)
    share = weight.readable / max(1, weight.looked_at)
    if not weight.is_believed or share < 0.5 or weight.dates < (least or fewest(members)):
        return None
    many = len(list(items(page.tree, options))) if len(records) == MOST_READ else len(records)
    options = with_details(options, records, page, setting)
    titles = frozenset(bare(record.title) for record in records)
    return Listing(options, round(share * many), weight, titles)


def _fields(page: Outline, members: list[Tag], options: Mapping[str, str]) -> dict[str, str]:
    dated = [each for each in members if entries.look(page, each).has_date] or members
    found = fields.parts(dated)
    chosen = {} if "title_above" in options else _title(page, found, dated)
    is_above = "when_above" in options and not any(entries.look(page, each).has_date for each in members)
    is_timed = not is_above or any(entries.look(page, each).has_clock for each in members)
    chosen |= {"when": fields.when(page, found, is_above=is_above)} if is_timed else {}
    taken = {part for value in chosen.values() for part in value.split(", ")}
    chosen |= extras.others(page, found, chosen.get("title", ""), taken)
    if url := extras.url(dated, chosen.get("title", "")):
        chosen["url"] = url
    return chosen


def _title(page: Outline, found: list[fields.Part], members: list[Tag]) -> dict[str, str]:
    """Set apart within the item; for rows without one, the heading above; else the item's own words."""
    title = fields.title(page, found, members)
    if title == ITSELF and members[0].name == "tr" and (heading := naming(page, members[0])):
        return {"title_above": heading}
    return {"title": title} if title else {}


def _tightened(page: Outline, options: dict[str, str]) -> dict[str, str]:
    """With `:has(…)`, if some items have no date: headers, separators, fillers."""
    date_part = options.get("when", "").partition("@")[0].partition(", ")[0].rpartition(" ")[2]
    if "item" not in options or not date_part or date_part == ITSELF:
        return options
    item = f"{options['item']}:has({date_part})"
    before = [each for each, _ in items(page.tree, options)]
    after = [each for each, _ in items(page.tree, options | {"item": item})]
    dated = [each for each in before if entries.look(page, each).has_date]
    is_better = len(before) > len(after) >= 0.95 * len(dated)
    return options | {"item": item} if is_better else options
