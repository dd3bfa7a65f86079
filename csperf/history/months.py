"""Closed months at hand again: the files that a closing keeps, asked for as they were then."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

from csperf.errors import CsperfError, Place, problem
from csperf.history.closing import inputs_of
from csperf.history.journal import RESULT, Entry, History, Month, periods
from csperf.history.kept import Asked, asked_of, on_shelf, unpacked


def again(history: History, period: str, stack: ExitStack) -> list[Asked]:
    """The month as it was closed, one for each closing; its files stay while `stack` does."""
    return [_asked(entry, stack) for entry in _closed(history, period).closings]


def _closed(history: History, period: str) -> Month:
    month = history.month(period)
    if not month.closings:
        known = tuple(one.period for one in history.months.values() if one.closings) or ("—",)
        place = Place(str(history.folder))
        raise CsperfError([problem("month-not-closed", place, period=period, known=known)])
    return month


def _asked(entry: Entry, stack: ExitStack) -> Asked:
    asked = asked_of(entry.facts["asked"])
    shelf = stack.enter_context(unpacked(entry.sealed, inputs_of(entry)))
    return Asked(asked.plans, on_shelf(asked.request, shelf), asked.results)


def past_of(history: History, asked: Asked, stack: ExitStack) -> Asked:
    """The month with each period among its past replaced by what the history keeps of it."""
    named, files = periods(asked.request.past)
    if not named:
        return asked
    exports, results = [*files], [*asked.results]
    shelf: dict[str, str] = {}
    for period in named:
        for entry in _closed(history, period).closings:
            kept = unpacked(entry.sealed, inputs_of(entry))
            found = stack.enter_context(kept)
            data = entry.facts["asked"]["data"]
            shelf |= {f"{period}/{name}": found[name] for name in data}
            exports += [f"{period}/{name}" for name in data]
            entry.sealed.read(RESULT)
            results.append(f"{period}/{entry.name}/{RESULT}")
            shelf[results[-1]] = str(entry.sealed.folder / RESULT)
    request = replace(asked.request, past=tuple(dict.fromkeys(exports)))
    return Asked(asked.plans, on_shelf(request, shelf), tuple(results))
