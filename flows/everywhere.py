"""The options that every command about a cluster takes, so that one habit fits all of them."""

from __future__ import annotations

import click

_HELP = {
    "data": ("ORDNER", "Was bewahrt werden muss (default: var/<Cluster>)."),
    "site": ("ORDNER", "Der veröffentlichte Ordner (the published folder)."),
    "as_of": ("ZEIT", "Als wäre es jetzt so spät (as if it were now, RFC 3339)."),
}


def accept_everywhere(commands: click.Group) -> None:
    """Add what a command lacks: there it changes nothing, since what is shown is neither time nor folder."""
    for command in commands.commands.values():
        names = {parameter.name for parameter in command.params}
        if "cluster" in names:
            command.params += [_unused(name) for name in _HELP if name not in names]


def _unused(name: str) -> click.Option:
    metavar, about = _HELP[name]
    return click.Option([f"--{name.replace('_', '-')}"], metavar=metavar, help=about, expose_value=False)
