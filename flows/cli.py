"""The command `mintfeed`. Every mistake ends in one clear line: 1 nothing was published, 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from connectors.errors import ConfigurationError, MintfeedError, NightFailed
from flows import (
    decision_commands,
    keeping_commands,
    letter_commands,
    schedule_commands,
    serving_command,
    standing_commands,
)
from flows.same_options import accept_everywhere, with_as_of, with_data, with_json, with_site

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
        with_as_of,
        with_site,
        with_data,
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


decision_commands.add_to(commands)
keeping_commands.add_to(commands)
letter_commands.add_to(commands)
schedule_commands.add_to(commands)
serving_command.add_to(commands)
standing_commands.add_to(commands)


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
@click.argument("what", nargs=-1, required=True, metavar="URL… | CLUSTER [QUELLE…]")
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True)
@with_json
@with_as_of
def check(what: tuple[str, ...], language: str, as_json: bool, as_of: str | None) -> None:
    """Zeigt, was aus einer Quelle gelesen würde und was an ihr nicht stimmt.

    Reads addresses, or a cluster's sources, and shows what they give and what is wrong with them, in
    words that the page's webmaster can act on. Ändert nichts. Endet mit 0, wenn jede Quelle Termine
    gab, sonst mit 1.
    """
    from rich.console import Console

    from flows.checking import checked, document, show_all
    from flows.errand import moment

    now = moment(as_of)
    results = checked(what, now, Console(stderr=True))
    if as_json:
        click.echo(document(results, language, now))
    else:
        show_all(results, language, Console())
    if not all(each.seen.is_well for each in results):
        raise SystemExit(NOT_PUBLISHED)


@commands.command()
@click.argument("cluster")
@click.argument("url")
@click.option("--partner", default="", metavar="ID", help="Wessen Termine es sind (whose events these are).")
@click.option("--category", default="", metavar="ART", help="Legt einen neuen Partner an (a new partner's).")
@click.option("--name", default="", help="Wie die Quelle heißt (what to call the source).")
@click.option("--id", "id_", default="", metavar="ID", help="Wie ihre Datei heißt (what to call its file).")
@click.option("--kind", metavar="ART", help="Nur diese Art versuchen (try this kind only).")
@click.option("--yes", is_flag=True, help="Ohne Frage schreiben (write without asking).")
@with_as_of
def add(
    cluster: str,
    url: str,
    partner: str,
    category: str,
    name: str,
    id_: str,
    kind: str | None,
    yes: bool,
    as_of: str | None,
) -> None:
    """Findet heraus, wie eine Webseite zu lesen ist, zeigt es und schreibt die Quelle.

    Finds out how a site can be read, shows a preview, asks, and writes the source's TOML. Wo robots.txt
    oder ein Vorbehalt es verbietet, sagt es das und hört auf. Endet mit 0, wenn die Datei geschrieben ist.
    """
    from rich.console import Console

    from connectors.declared.cluster_folder import load_cluster
    from flows.adding import Order
    from flows.adding import add as add_source
    from flows.asking import Person, Proposed
    from flows.errand import cluster_folder, moment

    order = Order(
        cluster=load_cluster(cluster_folder(cluster)),
        url=url,
        now=moment(as_of),
        partner=partner,
        category=category,
        name=name,
        id=id_,
        kind=kind,
    )
    asking = Person() if sys.stdin.isatty() and not yes else Proposed(consent=yes)
    if not add_source(order, asking, Console(), Console(stderr=True)):
        raise SystemExit(NOT_PUBLISHED)


@commands.command()
@click.argument("cluster")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="ORDNER", help="Behalten in (keep it there)."
)
@click.option("--night", metavar="ZEIT", help="Nur bis zu dieser Nacht (up to this night: date or time).")
@click.option(
    "--restore", is_flag=True, help="Das verlorene Warehouse ersetzen (replace the lost warehouse)."
)
@with_json
@with_site
@with_data
def replay(
    cluster: str,
    into: Path | None,
    night: str | None,
    restore: bool,
    as_json: bool,
    site: str | None,
    data: str | None,
) -> None:
    """Spielt die gespeicherten Nächte noch einmal ab und zeigt, was heute anders veröffentlicht würde.

    Rebuilds the stored nights in order, without the network, with today's code and cluster folder, and
    shows what would be published differently. Ändert nichts, außer mit --restore: dann ersetzt es ein
    verlorenes warehouse.duckdb und veröffentlicht.
    """
    from rich.console import Console

    from connectors.workers import Workers
    from flows.errand import errand
    from flows.replay_order import ReplayOrder, carry_out
    from flows.replay_report import document, night_line, show

    order = ReplayOrder(until=night, into=into, restore=restore)
    task = errand(cluster, data, site, None)
    with Workers() as workers:
        result = carry_out(task, order, workers, lambda each: click.echo(night_line(each), err=True))
    if as_json:
        click.echo(document(result))
    else:
        show(Console(), result)


def _night(task: Errand, cluster: str, as_of: str | None) -> None:
    """Run the flow, show how far it is, and say in five lines how it ended."""
    from rich.console import Console

    from flows import prefect_quietly
    from flows.elsewhere import require_runner
    from flows.last_night import last_published
    from flows.progress import shown
    from flows.report import five_lines, standing

    with task.data.held():
        pass  # said at once, not after Prefect has started; the flow holds it again for the whole night
    require_runner(task.cluster)
    flow = prefect_quietly.nightly_flow()
    console = Console(stderr=True)
    with shown(console, len(task.cluster.sources)):
        state = prefect_quietly.run_night(
            flow,
            lambda line: click.echo(line, err=True),
            cluster=str(Path(task.cluster.folder).absolute()),
            data=str(task.data.path.absolute()),
            site=str(task.site.absolute()),
            as_of=task.night.as_of.isoformat(),
        )
    if state is None and last_published(task.site) == task.night.as_of:
        click.echo("Veröffentlicht; Prefect ging unterwegs verloren (published; Prefect went away)", err=True)
    elif state is None or not state.is_completed():
        raise NightFailed((state and state.message) or "Prefect ging unterwegs verloren (Prefect went away)")
    for line in five_lines(standing(task.site), task.site):
        click.echo(line)


accept_everywhere(commands)
