"""The command `mintfeed`. Every mistake ends in one clear line: 1 nothing was published, 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from connectors.errors import ConfigurationError, MintfeedError

if TYPE_CHECKING:
    from flows.errand import Errand

NOT_PUBLISHED, WRONG_USAGE = 1, 2


def main() -> None:
    """The console script."""
    try:
        commands()
    except ConfigurationError as error:
        _stop(error, WRONG_USAGE)
    except MintfeedError as error:
        _stop(error, NOT_PUBLISHED)


def _stop(error: MintfeedError, code: int) -> NoReturn:
    print(f"mintfeed: {error}", file=sys.stderr)
    raise SystemExit(code)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that mean the same everywhere."""
    for option in (
        click.option("--as-of", metavar="ZEIT", help="Als wäre es jetzt so spät (the run's now, RFC 3339)."),
        click.option("--site", metavar="ORDNER", help="Der veröffentlichte Ordner (the published folder)."),
        click.option("--data", metavar="ORDNER", help="Was bewahrt werden muss (default: var/<Cluster>)."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="mintfeed", message="mintfeed %(version)s")
def commands() -> None:
    """Ein Kalender und ein JSON-Feed aus den Webseiten aller Partner.

    One calendar and one JSON feed from the websites of a cluster's partners.
    CLUSTER ist ein Ordner oder der Name eines Ordners in clusters/.
    """


@commands.command()
@click.argument("cluster")
@_options
def nightly(cluster: str, data: str | None, site: str | None, as_of: str | None) -> None:
    """Liest alle Quellen und veröffentlicht Kalender, JSON und Seite.

    Reads every source and publishes. Eine Quelle in Not schadet keiner anderen: Ihre letzten guten
    Termine bleiben stehen. Endet mit 0, wenn veröffentlicht wurde, sonst mit 1.
    """
    from flows.errand import errand

    _night(errand(cluster, data, site, as_of), cluster, as_of)


@commands.command()
@click.option("--port", default=8471, show_default=True, help="Wo die Partnerseiten stehen (loopback port).")
@_options
def demo(port: int, data: str | None, site: str | None, as_of: str | None) -> None:
    """Dasselbe mit einem erfundenen Cluster, dessen Partnerseiten hier mitlaufen.

    The same with a sample cluster, whose partners' sites are served on this machine.
    """
    from flows.demo_run import served_demo
    from flows.errand import errand, moment

    now = moment(as_of)
    with served_demo(now, port) as folder:
        _night(errand(str(folder), data, site, now.isoformat()), str(folder), now.isoformat())


@commands.command()
@click.argument("cluster")
@click.option("--json", "as_json", is_flag=True, help="Für Programme (for programs).")
@click.option("--site", metavar="ORDNER", help="Der veröffentlichte Ordner (the published folder).")
@click.option("--data", metavar="ORDNER", help="Was bewahrt werden muss (default: var/<Cluster>).")
def status(cluster: str, as_json: bool, data: str | None, site: str | None) -> None:
    """Zeigt, wie es jeder Quelle geht, die schlechteste zuerst.

    Shows every source's health, worst first.
    """
    from rich.console import Console

    from flows.errand import errand
    from flows.report import standing, table

    now = standing(errand(cluster, data, site, None).site)
    if as_json:
        click.echo(now.raw)
    else:
        Console().print(table(now))


def _night(task: Errand, cluster: str, as_of: str | None) -> None:
    """Run the flow, show how far it is, and say in five lines how it ended."""
    from rich.console import Console

    from flows import prefect_quietly
    from flows.progress import shown
    from flows.report import five_lines, standing

    with task.data.held():
        pass  # said at once, not after Prefect has started; the flow holds it again for the whole night
    flow = prefect_quietly.nightly_flow()
    console = Console(stderr=True)
    with shown(console, len(task.cluster.sources)):
        state = flow(
            cluster=str(Path(task.cluster.folder).absolute()),
            data=str(task.data.path.absolute()),
            site=str(task.site.absolute()),
            as_of=task.night.as_of.isoformat(),
            return_state=True,
        )
    if not state.is_completed():
        raise MintfeedError(state.message or "die Nacht ist gescheitert (the night failed)")
    for line in five_lines(standing(task.site), task.site):
        click.echo(line)
