"""The commands that keep a cluster safe: backup, restore and doctor."""

from __future__ import annotations

from pathlib import Path

import click

from flows.same_options import with_as_of, with_data, with_json, with_site


def add_to(commands: click.Group) -> None:
    """Make these known to the command line."""
    for command in (backup, restore, doctor):
        commands.add_command(command)


@click.command()
@click.argument("cluster")
@click.argument("file", metavar="DATEI.tar")
@with_site
@with_data
@with_as_of
def backup(cluster: str, file: str, site: str | None, data: str | None, as_of: str | None) -> None:
    """Sichert alles, was bewahrt werden muss, in eine Datei.

    Backs up into one file: the warehouse as Parquet, the stored pages, the cluster's folder with
    curation.toml, and the published release. »mintfeed restore« holt es zurück (brings it back).
    """
    from flows.errand import cluster_folder, errand
    from flows.keeping import back_up

    size = back_up(errand(cluster, data, site, as_of), cluster_folder(cluster), Path(file))
    click.echo(f"{file}: gesichert (backed up), {size / 1e6:.1f} MB")


@click.command()
@click.argument("cluster")
@click.argument("file", metavar="DATEI.tar")
@with_site
@with_data
def restore(cluster: str, file: str, site: str | None, data: str | None) -> None:
    """Holt zurück, was »mintfeed backup« gesichert hat.

    Brings back what was backed up, into a data folder without a warehouse. CLUSTER ist der Ordner des
    Clusters; fehlt er, kommt auch er zurück (if it is missing, it comes back as well). Nichts wird
    überschrieben (nothing is overwritten).
    """
    from flows.keeping import restore as bring_back
    from flows.restored_folders import folders_for
    from warehouse.data_folder import DataFolder

    folder, path = folders_for(cluster, data)
    back = bring_back(Path(file), folder, DataFolder(path), Path(site) if site else path / "site")
    click.echo(f"{back.cluster}: zurückgeholt nach (restored to) {path}")
    kept = "neu (new)" if back.is_folder_new else "war da und bleibt, wie er ist (was there and stays)"
    click.echo(f"{back.folder}: {kept}")
    click.echo(f"Weiter mit (go on with): mintfeed nightly {cluster}")


@click.command()
@click.argument("cluster")
@click.option("--offline", is_flag=True, help="Ohne Netz: keine Adresse prüfen (do not try any address).")
@with_json
@with_site
@with_data
@with_as_of
def doctor(
    cluster: str, offline: bool, as_json: bool, site: str | None, data: str | None, as_of: str | None
) -> None:
    """Prüft, ob hier alles ist, was ein Lauf braucht.

    Checks that everything a run needs is here: versions, folders, room, clock, holidays, the warehouse,
    and that every source's host answers. Endet mit 1, wenn etwas fehlt (ends with 1 if something is
    wrong). Ändert nichts (changes nothing).
    """
    from rich.console import Console

    from flows.diagnosis import document, show
    from flows.doctoring import examine
    from flows.doctoring_hosts import on_the_net
    from flows.errand import errand

    task = errand(cluster, data, site, as_of)
    found = [*examine(task), *([] if offline else on_the_net(task))]
    if as_json:
        click.echo(document(found))
    else:
        show(Console(), found)
    if any(each.is_wrong for each in found):
        raise SystemExit(1)
