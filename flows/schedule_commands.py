"""The command that runs a cluster's nights by themselves."""

from __future__ import annotations

import signal
from contextlib import suppress

import click

from flows.same_options import with_data, with_site


def add_to(commands: click.Group) -> None:
    """Make it known to the command line."""
    commands.add_command(schedule)


@click.command()
@click.argument("cluster")
@click.option("--at", metavar="HH:MM", help="Wann, nach der Uhr des Clusters (when; default: 03:15).")
@click.option("--cron", metavar="PLAN", help='Statt dessen, etwa "15 3 * * 1-5" (instead, as cron has it).')
@with_site
@with_data
@click.option(
    "--port", default=4200, show_default=True, help="Der Oberfläche, ohne PREFECT_API_URL (interface's port)."
)
def schedule(
    cluster: str, at: str | None, cron: str | None, site: str | None, data: str | None, port: int
) -> None:
    """Lässt jede Nacht von selbst laufen, bis es beendet wird.

    Registers the nightly deployment with Prefect and runs it on this machine until it is stopped (Ctrl-C
    or SIGTERM; ends with 0). Mit PREFECT_API_URL über jenen Server, sonst startet es einen eigenen, dessen
    Oberfläche im Browser zu sehen ist. Nach einem Ausfall wird einmal nachgeholt (after an outage one run
    makes up for all nights).
    """
    from flows.errand import errand, moment

    if at is not None and cron is not None:
        raise click.UsageError("--at oder --cron, nicht beides (not both)")
    task = errand(cluster, data, site, None)
    from flows import prefect_quietly

    prefect_quietly.settle_for_service()
    from flows.scheduling import plan_of, serve
    from flows.scheduling_server import prefect_server

    plan = plan_of(task, at, cron)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt), prefect_server(port) as server:
        serve(plan, server, lambda line: click.echo(line), lambda: moment(None))


def _stop(*_: object) -> None:
    """To be told to end is no failure, at whatever moment."""
    raise KeyboardInterrupt
