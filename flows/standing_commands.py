"""The commands that show how things stand and what a person is asked: status and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.same_options import with_as_of, with_data, with_json, with_site

if TYPE_CHECKING:
    from flows.errand import Errand


def add_to(commands: click.Group) -> None:
    """Make these known to the command line."""
    for command in (status, doubts):
        commands.add_command(command)


@click.command()
@click.argument("cluster")
@click.option(
    "--left-out", is_flag=True, help="Statt dessen: Termine ohne Thema (instead: events without a topic)."
)
@with_json
@with_site
@with_data
@with_as_of
def status(
    cluster: str, left_out: bool, as_json: bool, site: str | None, data: str | None, as_of: str | None
) -> None:
    """Zeigt, wie es jeder Quelle geht, die schlechteste zuerst.

    Shows every source's health, worst first. Mit --left-out zeigt es die Termine gemischter Quellen, die
    nicht veröffentlicht sind, weil kein Thema gefunden wurde, und wie man einen veröffentlicht (events of
    mixed sources that were left out because no topic was found, and how to publish one).
    """
    from flows.errand import errand

    task = errand(cluster, data, site, as_of)
    if left_out:
        _show_left_out(task, cluster, data, as_json=as_json)
    else:
        _show_health(task, as_json=as_json)


def _show_health(task: Errand, *, as_json: bool) -> None:
    from rich.console import Console

    from connectors.dates.school_holidays import holidays_known_until
    from flows.report import figures_lines, holidays_line, standing, table

    now = standing(task.site)
    if as_json:
        click.echo(now.raw)
        return
    console = Console()
    console.print(table(now))
    for line in figures_lines(now):
        console.print(line, soft_wrap=True, markup=False, highlight=False)
    console.print(holidays_line(holidays_known_until(), task.night.today), soft_wrap=True)


def _show_left_out(task: Errand, cluster: str, data: str | None, *, as_json: bool) -> None:
    from rich.console import Console

    from flows.leaving_out import document, found, show
    from flows.typed_line import Deciding

    events = found(task)
    if as_json:
        click.echo(document(events))
    else:
        show(Console(), events, Deciding(cluster, data))


@click.command()
@click.argument("cluster")
@with_json
@with_data
@with_as_of
def doubts(cluster: str, as_json: bool, data: str | None, as_of: str | None) -> None:
    """Zeigt Paare von Terminen, die vielleicht derselbe sind, und wie man es entscheidet.

    Shows pairs of events that may be one, of which matching could not be sure, and the two commands that
    decide each. Entschiedene Paare und vergangene Termine fehlen (decided and past ones are not shown).
    """
    from rich.console import Console

    from flows.doubting import asked, document, show
    from flows.errand import errand
    from flows.typed_line import Deciding

    found, deciding = asked(errand(cluster, data, None, as_of)), Deciding(cluster, data)
    if as_json:
        click.echo(document(found, deciding))
    else:
        show(Console(), found, deciding)
