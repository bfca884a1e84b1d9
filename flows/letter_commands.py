"""The commands that write to people: report for a partner, digest for a newsletter."""

from __future__ import annotations

import click

from flows.same_options import with_as_of, with_data

_html = click.option("--html", "as_html", is_flag=True, help="Als Webseite statt als Text (as a web page).")


def add_to(commands: click.Group) -> None:
    """Make these known to the command line."""
    for command in (report, digest):
        commands.add_command(command)


@click.command()
@click.argument("cluster")
@click.argument("partner")
@_html
@with_data
@with_as_of
def report(cluster: str, partner: str, as_html: bool, data: str | None, as_of: str | None) -> None:
    """Schreibt einem Partner, was wir von ihm lesen und was nicht stimmt.

    A report card for a partner, ready to be mailed: what is read, what is wrong with it and how to mend
    it, and a block of JSON-LD for its next event (German).
    """
    from feeds.publication import publisher_of
    from feeds.report_card import render_mail, render_page
    from flows.errand import errand
    from flows.reporting import report_card

    task = errand(cluster, data, None, as_of)
    card, render = report_card(task, partner), render_page if as_html else render_mail
    click.echo(render(card, publisher_of(task.cluster)), nl=False)


@click.command()
@click.argument("cluster")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 30), help="Wie viele Tage.")
@_html
@with_data
@with_as_of
def digest(cluster: str, days: int, as_html: bool, data: str | None, as_of: str | None) -> None:
    """Fasst für den Newsletter zusammen, was neu, verlegt oder abgesagt ist.

    What became new, moved or cancelled within the last days, for a newsletter: Markdown, or HTML.
    """
    from feeds.digest import render_html, render_markdown
    from feeds.publication import publisher_of
    from flows.digesting import digest_of
    from flows.errand import errand

    task = errand(cluster, data, None, as_of)
    found, render = digest_of(task, days), render_html if as_html else render_markdown
    click.echo(render(publisher_of(task.cluster), found.items, found.first, found.last), nl=False)
