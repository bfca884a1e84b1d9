"""The options that mean the same with every command; every command about a cluster takes the first three."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

FC = TypeVar("FC", bound=Callable[..., Any] | click.Command)

_METAVAR_AND_HELP = {
    "--data": ("ORDNER", "Was bewahrt werden muss (default: var/<Cluster>)."),
    "--site": ("ORDNER", "Der veröffentlichte Ordner (the published folder)."),
    "--as-of": ("ZEIT", "Als wäre es jetzt so spät (as if it were now, RFC 3339)."),
}


def _named(name: str) -> Callable[[FC], FC]:
    metavar, about = _METAVAR_AND_HELP[name]
    return click.option(name, metavar=metavar, help=about)


with_data = _named("--data")
with_site = _named("--site")
with_as_of = _named("--as-of")
with_json = click.option("--json", "as_json", is_flag=True, help="Für Programme (for programs).")


def accept_everywhere(commands: click.Group) -> None:
    """Add what a command lacks: there it changes nothing, since what is shown is neither time nor folder."""
    for command in commands.commands.values():
        taken = {name for parameter in command.params for name in parameter.opts}
        if "cluster" in taken:
            command.params += [_unused(name) for name in _METAVAR_AND_HELP if name not in taken]


def _unused(name: str) -> click.Option:
    metavar, about = _METAVAR_AND_HELP[name]
    return click.Option([name], metavar=metavar, help=about, expose_value=False)
