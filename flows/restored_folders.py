"""Where a restored cluster goes: its folder may be gone, so that its name is all there is."""

from __future__ import annotations

from pathlib import Path

from connectors.declared.cluster_folder import load_name
from connectors.errors import ConfigurationError
from flows.errand import cluster_folder


def folders_for(cluster: str, data: str | None) -> tuple[Path, Path]:
    """The cluster's folder and its data folder."""
    try:
        folder = cluster_folder(cluster)
        id_ = load_name(folder).id
    except ConfigurationError:
        folder = Path(cluster) if len(Path(cluster).parts) > 1 else Path("clusters") / cluster
        if folder.exists():
            raise
        id_ = folder.name
    return folder, Path(data) if data else Path("var") / id_
