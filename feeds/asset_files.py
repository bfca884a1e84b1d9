"""What the pages need besides themselves: style, script and pictures, in the cluster's colours."""

from __future__ import annotations

from pathlib import Path

from feeds.colours import look_css
from feeds.publisher import Publisher

ASSETS = Path(__file__).with_name("assets")
STYLE = "assets/style.css"


def asset_files(publisher: Publisher) -> dict[str, bytes]:
    """By the path at which each is published."""
    files = {f"assets/{file.name}": file.read_bytes() for file in sorted(ASSETS.iterdir())}
    files[STYLE] += look_css(publisher.colour).encode()
    if publisher.logo:
        files[publisher.logo] = publisher.logo_content
    return files
