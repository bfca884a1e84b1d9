"""The command that serves what is published."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from flows.same_options import with_data, with_site


def add_to(commands: click.Group) -> None:
    """Make it known to the command line."""
    commands.add_command(serve)


@click.command()
@click.argument("cluster")
@click.option("--host", default="127.0.0.1", show_default=True, help="Wo gelauscht wird (where to listen).")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Prozesse (processes)."
)
@with_site
@with_data
def serve(cluster: str, host: str, port: int, workers: int, site: str | None, data: str | None) -> None:
    """Stellt den veröffentlichten Ordner bereit, auch nach Wunsch gefiltert.

    Serves the published folder, and feeds filtered by query: /calendar.ics?topic=physik&level=sek1. Folgt
    jeder neuen Veröffentlichung von selbst (follows each new release by itself). Endet mit Strg-C.
    """
    from flows.errand import errand
    from flows.report import standing

    task = errand(cluster, data, site, None)
    events = standing(task.site).events
    from flows.serving.server import serve as run

    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    line = f"{task.cluster.name}: {address} – {events} Termine (events); Ende mit Strg-C (stop: Ctrl-C)"
    run(Path(task.cluster.folder), task.site, host, port, workers, partial(click.echo, line))
