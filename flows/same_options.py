"""The options that mean the same with every command."""

from __future__ import annotations

import click

with_data = click.option("--data", metavar="ORDNER", help="Was bewahrt werden muss (default: var/<Cluster>).")
with_site = click.option(
    "--site", metavar="ORDNER", help="Der veröffentlichte Ordner (the published folder)."
)
with_as_of = click.option(
    "--as-of", metavar="ZEIT", help="Als wäre es jetzt so spät (the run's now, RFC 3339)."
)
with_json = click.option("--json", "as_json", is_flag=True, help="Für Programme (for programs).")
