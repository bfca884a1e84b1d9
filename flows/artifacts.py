"""What a night leaves in Prefect's interface: every source's health, what changed, where it is published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from prefect import task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.errand import Errand
from flows.report import WORST_FIRST
from flows.steps import Published
from warehouse.published import SourceHealth

MOST_ROWS: Final = 500  # of the health table; the worst come first
MOST_CHANGES: Final = 100


def leave_artifacts(errand: Errand, published: Published) -> None:
    """Never fails a night that is published: the task's own state tells if the server would not take them."""
    _artifacts(errand.cluster.id.replace("_", "-"), _Content(errand, published), return_state=True)


class _Content:
    """The texts; an object of its own, so that Prefect does not look into it."""

    def __init__(self, errand: Errand, published: Published) -> None:
        self.health = health_rows(published.health)
        self.counts = _counts(published.health)
        self.changes = changes_text(published, errand)
        self.link = errand.cluster.base_url + "/"
        self.release = f"{published.release.name}: {published.events} Termine (events), {errand.site}"


@task(name="artifacts", task_run_name="artifacts", persist_result=False)
def _artifacts(cluster: str, content: _Content) -> None:
    create_table_artifact(key=f"health-{cluster}", table=content.health, description=content.counts)
    create_markdown_artifact(
        key=f"changes-{cluster}", markdown=content.changes, description="Was sich änderte (what changed)"
    )
    create_link_artifact(
        key=f"release-{cluster}",
        link=content.link,
        link_text="Veröffentlicht (published)",
        description=content.release,
    )


def health_rows(health: tuple[SourceHealth, ...]) -> list[dict[str, Any]]:
    """Worst first, as `mintfeed status` has it."""
    ranked = sorted(health, key=lambda each: (WORST_FIRST.index(each.state), -each.problems, each.source_id))
    return [
        {
            "source": each.source_id,
            "partner": each.partner_id,
            "state": each.state,
            "events": each.events,
            "problems": each.problems,
            "last success": _day(each.last_success),
            "message": each.message,
        }
        for each in ranked[:MOST_ROWS]
    ]


def _counts(health: tuple[SourceHealth, ...]) -> str:
    states = Counter(each.state for each in health)
    counts = ", ".join(f"{states[state]} {state}" for state in WORST_FIRST if states[state])
    shown = f"; gezeigt (shown): {MOST_ROWS}" if len(health) > MOST_ROWS else ""
    return f"{len(health)} Quellen (sources): {counts}. Die schlechtesten zuerst (worst first){shown}."


def changes_text(published: Published, errand: Errand) -> str:
    """The night's own entries of v1/changes.json as a Markdown list."""
    told = json.loads((published.release / "v1/changes.json").read_bytes())["items"]
    tonight = [item for item in told if datetime.fromisoformat(item["modified"]) == errand.night.as_of]
    if not tonight:
        return "Nichts Neues in dieser Nacht (nothing changed)."
    kinds = Counter(item["kind"] for item in tonight)
    head = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    lines = [_line(item) for item in tonight[:MOST_CHANGES]]
    rest = len(tonight) - len(lines)
    more = [f"\n… und {rest} weitere (and {rest} more)"] if rest else []
    return "\n".join([f"**{len(tonight)} Änderungen (changes):** {head}\n", *lines, *more])


def _line(item: Mapping[str, Any]) -> str:
    event = item.get("data")
    if event is None:
        return f"- {item['kind']}: `{item['id']}`"
    return f"- {item['kind']}: {_plain(event['title'])} ({event['start'][:16].replace('T', ' ')})"


def _plain(text: str) -> str:
    """A partner's words as text: nothing in them is Markdown or HTML."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|~&" else sign for sign in text)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "nie (never)"
