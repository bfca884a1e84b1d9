"""What a run is asked to do: which cluster, where its data and its site lie, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from connectors.cluster import Cluster
from connectors.declared.cluster_folder import load_cluster, load_name
from connectors.errors import ConfigurationError
from warehouse.data_folder import DataFolder
from warehouse.night import Night, night_of

BUNDLED = Path(__file__).resolve().parents[1] / "clusters"


@dataclass(frozen=True, slots=True)
class Errand:
    """One run's task, checked."""

    cluster: Cluster
    data: DataFolder
    site: Path  # the published folder: a link to the current release
    night: Night


def errand(cluster: str, data: str | None, site: str | None, as_of: str | None) -> Errand:
    """From the words of a command line. Raises ConfigurationError."""
    loaded = load_cluster(cluster_folder(cluster))
    folder = Path(data) if data else Path("var") / loaded.id
    return Errand(
        cluster=loaded,
        data=DataFolder(folder),
        site=Path(site) if site else folder / "site",
        night=night_of(loaded, moment(as_of)),
    )


def night_name(cluster: str, as_of: str | None) -> str:
    """What to call the run of a night: "bochum Nacht 2026-11-25, 03:15", in the cluster's own time."""
    try:
        name = load_name(cluster_folder(cluster))
        local = moment(as_of).astimezone(name.zone)
    except ConfigurationError:
        return f"{Path(cluster).name} {as_of or ''}".strip()  # the run itself will say what is wrong
    return f"{name.id} Nacht {local:%Y-%m-%d, %H:%M}"


def cluster_folder(name: str) -> Path:
    """A folder, or the name of one in clusters/ (here, else the bundled ones)."""
    candidates = (Path(name), Path("clusters") / name, BUNDLED / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    known = ", ".join(sorted(path.name for path in BUNDLED.iterdir() if path.is_dir()))
    raise ConfigurationError(
        f"{name}: kein solcher Cluster-Ordner (no such cluster folder; bundled: {known})"
    )


def moment(text: str | None) -> datetime:
    """The run's now: the words after --as-of, or the clock. Aware, whole seconds."""
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        raise ConfigurationError(
            f"--as-of {text}: Zeit mit Zone nötig, etwa 2026-12-05T03:15:00+01:00 (needs an RFC 3339 time)"
        )
    return parsed.replace(microsecond=0)
