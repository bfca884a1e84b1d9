"""The commands with which people decide: hide, set, clear, pin, same, different, accept; and why."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any

import click

from flows.same_options import with_data, with_json

_EVENT = (
    "EVENT ist die Kennung, die Adresse oder Wörter des Titels (an id, an address or words of the title)."
)


def add_to(commands: click.Group) -> None:
    """Make these known to the command line."""
    for command in (why, hide, set_, clear, pin, same, different, accept):
        commands.add_command(command)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        with_data,
        click.option("--undo", is_flag=True, help="Nimmt es zurück (takes it back)."),
        click.option("--note", default="", help="Warum (why)."),
        click.option(
            "--author", default=_login, help="Wer (who); sonst der Anmeldename (default: login name)."
        ),
    ):
        command = option(command)
    return command


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user
        return ""


@click.command(epilog=_EVENT)
@click.argument("cluster")
@click.argument("event")
@_options
def hide(cluster: str, event: str, **how: Any) -> None:
    """Veröffentlicht einen Termin nicht (mehr).

    Does not publish an event. Steht in curation.toml und gilt, was immer die Quellen sagen.
    """
    _say(cluster, "hide", (event,), **how)


@click.command(name="set", epilog=_EVENT)
@click.argument("cluster")
@click.argument("event")
@click.argument("field")
@click.argument("value", default="")
@_options
def set_(cluster: str, event: str, field: str, value: str, **how: Any) -> None:
    """Berichtigt ein Feld, etwa title, start, end, place.name.

    Corrects a field, and it stays corrected. Zeiten als »2026-12-05 14:00« oder »5.12.2026 14:00«, ein
    Ende ohne Uhrzeit ist der letzte Tag, Listen durch Komma getrennt (lists are separated by commas).
    """
    _say(cluster, "set", (event,), field=field, value=value, **how)


@click.command(epilog=_EVENT)
@click.argument("cluster")
@click.argument("event")
@click.argument("field")
@_options
def clear(cluster: str, event: str, field: str, **how: Any) -> None:
    """Lässt ein Feld leer, weil nicht stimmt, was die Quellen sagen.

    Leaves a field empty, because what the sources say is wrong.
    """
    _say(cluster, "clear", (event,), field=field, **how)


@click.command(epilog=_EVENT)
@click.argument("cluster")
@click.argument("event")
@_options
def pin(cluster: str, event: str, **how: Any) -> None:
    """Veröffentlicht einen Termin, obwohl kein Thema gefunden wurde.

    Publishes an event of a mixed source although no topic was found.
    """
    _say(cluster, "pin", (event,), **how)


@click.command(epilog=_EVENT)
@click.argument("cluster")
@click.argument("event")
@click.argument("other")
@_options
def same(cluster: str, event: str, other: str, **how: Any) -> None:
    """Sagt, dass zwei Termine ein und derselbe sind.

    Says that two events are one. Der länger bekannte behält seine Kennung (the older id stays).
    """
    _say(cluster, "same", (event, other), **how)


@click.command(epilog=_EVENT)
@click.argument("cluster")
@click.argument("event")
@click.argument("other")
@_options
def different(cluster: str, event: str, other: str, **how: Any) -> None:
    """Sagt, dass zwei Termine verschiedene sind.

    Says that two events are two. Zusammengeführte nennt man bei den Kennungen oder Adressen ihrer
    Quellen, wie »mintfeed why« sie zeigt (merged ones by the ids or addresses that »why« shows).
    """
    _say(cluster, "different", (event, other), **how)


@click.command()
@click.argument("cluster")
@click.argument("source")
@with_data
def accept(cluster: str, source: str, data: str | None) -> None:
    """Glaubt einer Quelle, die zurückgehalten wird, beim nächsten Lauf.

    Believes a source that is held, at the next run, without waiting for the nights to pass.
    """
    from flows.accepting import accept_source
    from flows.errand import errand

    click.echo(accept_source(errand(cluster, data, None, None), source))


@click.command(epilog=_EVENT)
@click.argument("cluster")
@click.argument("event", nargs=-1, required=True)
@with_json
@with_data
def why(cluster: str, event: tuple[str, ...], as_json: bool, data: str | None) -> None:
    """Zeigt, woher jedes Feld eines Termins kommt und warum er so oder nicht im Kalender steht.

    Shows the sources of an event, where each field comes from, why it is published, hidden, held, merged
    or corrected, and how it changed. Auch für Termine, die nicht im Kalender stehen.
    """
    from rich.console import Console

    from flows.errand import errand
    from flows.explaining import document, told
    from flows.why_text import show

    task = errand(cluster, data, None, None)
    what = told(task, " ".join(event))
    if as_json:
        click.echo(document(what))
    else:
        show(Console(), what, task.cluster.zone)


def _say(
    cluster: str,
    verb: str,
    events: tuple[str, ...],
    *,
    data: str | None,
    author: str,
    note: str,
    undo: bool,
    field: str = "",
    value: str = "",
) -> None:
    from connectors.declared.curation import Verb
    from flows.deciding import Order, decide, take_back
    from flows.errand import errand

    task = errand(cluster, data, None, None)
    order = Order(verb=Verb(verb), events=events, field=field, value=value, author=author, note=note)
    click.echo(take_back(task, order) if undo else decide(task, order))
