"""Closed months at hand again: the files that a closing keeps, asked for as they were then."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import fields, replace

from csperf.errors import CsperfError, Place, problem
from csperf.history.closing import inputs_of
from csperf.history.due import paid_by
from csperf.history.journal import RESULT, Entry, History, Month, periods, roles_of
from csperf.history.kept import Asked, asked_of, on_shelf, unpacked
from csperf.intake.paths import files_of
from csperf.opening import Request

_TYPED = frozenset({"roster", "sheet", "dialects", "known_on", "scenario", "unpaid_roles", "past"})


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
    request = replace(on_shelf(asked.request, shelf), due=tuple(paid_by(entry)))
    return Asked(asked.plans, request, asked.results)


def latest(history: History, period: str, stack: ExitStack) -> Asked | None:
    """The month as it was last corrected or closed; None where its roles were closed apart."""
    month = _closed(history, period)
    if len(month.closings) > 1:
        return None
    asked = [one for one in month.corrections if {*roles_of(one)} >= {*roles_of(month.closings[0])}]
    return _asked([month.closings[0], *asked][-1], stack)


def filled(asked: Asked, plans: Sequence[str], request: Request) -> Asked:
    """A month in which only what is typed is different; typed files go before kept ones."""
    known = asked.request
    data = tuple(files_of(request.data, request.roster or known.roster)[0])
    typed = {one.name: getattr(request, one.name) for one in fields(Request) if one.name in _TYPED}
    typed = {name: value for name, value in typed.items() if value}
    typed |= {"data": data} if data else {}
    names = {*plans, *data, *filter(None, [request.roster]), *request.dialects, *request.past}
    shelf = {name: at for name, at in known.shelf.items() if name not in names}
    used = tuple(plans) or asked.plans
    base = replace(known, plan=used[0], shelf={}, due=())
    return Asked(used, replace(on_shelf(base, shelf), **typed), asked.results)


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
