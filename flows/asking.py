"""Who answers the questions of `add`: a person, the option --yes, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import click


class Asking(Protocol):
    """Gives answers; an empty default means that only a person can know."""

    def agrees(self, question: str) -> bool: ...

    def choice(self, question: str, choices: Sequence[str], default: str) -> str: ...

    def text(self, question: str, default: str) -> str: ...


class Person:
    """At the terminal."""

    def agrees(self, question: str) -> bool:
        return click.confirm(question, default=True)

    def choice(self, question: str, choices: Sequence[str], default: str) -> str:
        answer: str = click.prompt(question, type=click.Choice(choices), default=default or None)
        return answer

    def text(self, question: str, default: str) -> str:
        answer: str = click.prompt(question, default=default)
        return answer


@dataclass(frozen=True, slots=True)
class Proposed:
    """Takes what is proposed: with --yes to write it, without a terminal to say what would be written."""

    consent: bool

    def agrees(self, question: str) -> bool:
        return self.consent

    def choice(self, question: str, choices: Sequence[str], default: str) -> str:
        return default

    def text(self, question: str, default: str) -> str:
        return default
