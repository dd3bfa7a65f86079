"""How far long work has come: a bar on a terminal, a line a step in a pipe.

Why on standard error: what a command finds may be piped on, and nobody pipes how long it took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TextIO

Told = Callable[[int, int], None]


@contextmanager
def progress(words: str, stream: TextIO) -> Iterator[Told]:
    """Hears how many steps are done, of how many; work of one step is not worth a word."""
    if stream.isatty():
        with _bar(words, stream) as told:
            yield told
        return

    def line(done: int, of: int) -> None:
        if of > 1:
            print(f"{words} {done}/{of}", file=stream, flush=True)

    yield line


@contextmanager
def _bar(words: str, stream: TextIO) -> Iterator[Told]:
    """A bar that begins with the first step of several, and leaves nothing behind."""
    with ExitStack() as open_ones:
        shown: list[Told] = []

        def told(done: int, of: int) -> None:
            if of > 1 and not shown:
                shown.append(_begun(words, stream, open_ones))
            for tell in shown:
                tell(done, of)

        yield told


def _begun(words: str, stream: TextIO, open_ones: ExitStack) -> Told:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(file=stream, markup=False)
    bars = open_ones.enter_context(Progress(*columns, console=console, transient=True))
    task = bars.add_task(words, total=None)
    return lambda done, of: bars.update(task, completed=done, total=of)
