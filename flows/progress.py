"""Shows how far a night is: a bar on a terminal, a line per source elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from warehouse.night import State

_listener: Callable[[str, State, str], None] | None = None
_speaker: Callable[[str], None] | None = None


def tell(source_id: str, state: State, message: str) -> None:
    """A source is done; whoever shows progress hears of it. Called from many threads."""
    if _listener is not None:
        _listener(source_id, state, message)


def say(message: str) -> None:
    """Something that whoever shows progress should hear at once."""
    if _speaker is not None:
        _speaker(message)


@contextmanager
def shown(console: Console, total: int) -> Iterator[None]:
    """Show what `tell` and `say` say until the end of the block."""
    global _listener, _speaker
    with _bar(console, total) if console.is_terminal else _lines(console) as listener:
        _listener = listener
        _speaker = lambda message: console.print(escape(message), soft_wrap=True, highlight=False)  # noqa: E731
        try:
            yield
        finally:
            _listener = _speaker = None


@contextmanager
def _bar(console: Console, total: int) -> Iterator[Callable[[str, State, str], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Quellen lesen (reading sources)", total=total)
        yield lambda source_id, state, message: progress.advance(bar)


@contextmanager
def _lines(console: Console) -> Iterator[Callable[[str, State, str], None]]:
    yield lambda source_id, state, message: console.print(
        escape(f"{source_id}: {state} {message}".rstrip()), soft_wrap=True, highlight=False
    )
