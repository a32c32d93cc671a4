"""How a command runs: refusals and being stopped are one line and exit 1; progress is told on stderr."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from crimemap.terms import Refusal


class Group(click.Group):
    """Refusals, a disk that refuses, and being stopped become one line on stderr and exit 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            said = str(refusal)
        except KeyboardInterrupt:
            said = "Stopped before it was done; what is served is as it was."
        except OSError as fault:
            if fault.errno == errno.EPIPE:
                raise  # the reader has gone: click's affair
            said = f"{fault.filename}: {fault.strerror}." if fault.filename else f"{fault}."
        click.echo(" ".join(said.split()), err=True)
        raise click.exceptions.Exit(1)


@contextmanager
def stoppable() -> Iterator[None]:
    """Being told to end (SIGTERM) is as Ctrl-C: what is half done is removed on the way out."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Teller:
    """Progress on a terminal as a bar, elsewhere as plain lines, all on stderr."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    @contextmanager
    def telling(self) -> Iterator[Teller]:
        """The bar, where there is a terminal."""
        if not self.console.is_terminal:
            yield self
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True) as bar:
            self._bar = bar
            self._task = bar.add_task("Starting", total=None)
            yield self

    def step(self, text: str) -> None:
        """A step begins."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=text, total=None, completed=0)
        else:
            click.echo(text, err=True)

    def count(self, done: int, total: int, text: str) -> None:
        """`done` of `total` are ready."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=f"Month {text}", total=total, completed=done)
        elif done < total:
            click.echo(f"Month {done + 1} of {total}: {text}", err=True)

    def letters(self, done: int, total: int) -> None:
        """`done` of `total` letters are dealt with."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description="Letters", total=total, completed=done)
        else:
            click.echo(f"Letters: {done:,} of {total:,}", err=True)

    def warn(self, text: str) -> None:
        """A line that stays."""
        if self._bar:
            self.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(text, err=True)
