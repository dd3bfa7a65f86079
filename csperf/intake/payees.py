"""Payees: the rows of the month, who they belong to, and who of the roster is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from csperf.errors import Fact, Place, Problem, stopping, warning
from csperf.inputs import Agent, Divided, Inputs, RowTable, TableRows, Wanted
from csperf.intake.complete import not_in_all, of_other_rows, on_one_platform
from csperf.intake.days import Days
from csperf.intake.details import read_rows
from csperf.intake.employment import Counted, days_employed, days_of_period
from csperf.intake.exports import Exports, Listed
from csperf.intake.joined import read_columns
from csperf.intake.parts import cannot_leave_out
from csperf.intake.people import Placed, in_shops, place_rows, placed, shops_of
from csperf.intake.periods import gaps, other_month, within, without, without_period
from csperf.intake.roster import Roster
from csperf.intake.rows import WHO, Rows
from csperf.intake.strangers import look_alikes
from csperf.intake.tables import absent
from csperf.intake.team import team

_SHOWN = 8
_ABOUT_DAYS = ("date-", "rows-")
_EXPLAINS_ABSENCE = {  # who is not recognised in one place is missing in another
    *("agents-all-unknown", "agent-unknown", "agent-misspelt", "agent-look-alike"),
    *("nick-handed-on", "nick-between-owners"),
}


def read_inputs(
    exports: Exports,
    wanted: Sequence[Wanted],
    together: Sequence[Divided] = (),
    rows: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[Inputs | None, list[Problem]]:
    """One value per agent for each wanted column whose metric some table offers.

    Wanted metrics that are not in `exports.supplied` are left out: the plan says if it can do
    without them. `together` are the metrics that formulas divide by one another, `rows` the columns
    to read of each table of rows.
    """
    supplied = exports.supplied
    counted = [one.name for one in wanted if one.metric in exports.counted]
    wanted = [one for one in wanted if one.counted or one.metric in supplied - exports.counted]
    used, problems = _used(exports, wanted, rows)
    details, faults = _details(exports, rows)
    problems += faults
    everything = [*used, *(listed for _, listed in details)]
    roster, faults = _people(exports, everything)
    problems += faults
    if roster is None:
        return None, problems
    agents, tables, faults = _placed(exports, everything, roster, wanted)
    problems += faults
    tables, parts = tables[: len(tables) - len(details)], tables[len(tables) - len(details) :]
    if not stopping(problems):
        others = _unused(exports, used, roster, agents)
        problems += _unseen(exports, others, roster)
        problems += not_in_all([*tables, *others], agents, wanted)
        problems += of_other_rows(tables, agents, together)
        problems += on_one_platform([*tables, *others], agents, wanted)
    number = 0 if exports.roster is not None else None
    problems += cannot_leave_out(
        tables[number is not None :], wanted, exports.reading.policies.left_out
    )
    undated = any(fault.stops and fault.id.startswith(_ABOUT_DAYS) for fault in problems)
    columns, sources, faults = read_columns(
        tables, agents, wanted, roster=number, days_known=not undated
    )
    problems += faults
    owned = [(declared, placed) for (declared, _), placed in zip(details, parts, strict=True)]
    found, faults = _read_details(owned, rows)
    problems += faults
    if stopping(problems):
        return None, problems
    days = _days(exports, tables, agents, counted)
    columns |= {name: found.values() for name, found in days.items()}
    return Inputs(agents, columns, sources | days, found), problems


def _people(exports: Exports, used: Sequence[Listed]) -> tuple[Roster | None, list[Problem]]:
    """The roster's people, or everyone who stands in these tables."""
    if exports.roster is None:
        return team([listed.rows for listed in used])
    return exports.people, list(exports.roster.problems)


def _details(
    exports: Exports, rows: Mapping[str, tuple[str, ...]]
) -> tuple[list[tuple[RowTable, Listed]], list[Problem]]:
    """The tables of rows that lines are paid by, with their rows of the month alone."""
    used = [(declared, listed) for declared, listed in exports.details if declared.name in rows]
    problems = [
        warning("table-unused", listed.table.grid.whole)
        for declared, listed in exports.details
        if declared.name not in rows and not declared.daily
    ]
    kept, faults = _of_month(exports, [listed for _, listed in used])
    pairs = [(declared, one) for (declared, _), one in zip(used, kept, strict=True)]
    return pairs, problems + faults


def _read_details(
    parts: Sequence[tuple[RowTable, Placed]], rows: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, TableRows], list[Problem]]:
    """The needed cells of every table of rows, over all files that are parts of it."""
    found: dict[str, TableRows] = {}
    problems: list[Problem] = []
    for declared in {one.name: one for one, _ in parts}.values():
        own = [placed for one, placed in parts if one.name == declared.name]
        found[declared.name], faults = read_rows(declared, rows[declared.name], own)
        problems += faults
    return found, problems


def _days(
    exports: Exports, tables: Sequence[Placed], agents: Sequence[Agent], names: Sequence[str]
) -> dict[str, Counted]:
    """The days of employment and of the month, of those that are counted and not read."""
    period, days = exports.reading.month, exports.reading.days
    found: dict[str, Counted] = {}
    if period is not None and days.period in names:
        found[days.period] = days_of_period(agents, period)
    if period is not None and days.employed in names:
        found[days.employed] = days_employed(agents, tables[0], period)
    return found


def _used(
    exports: Exports, wanted: Sequence[Wanted], rows: Mapping[str, tuple[str, ...]]
) -> tuple[list[Listed], list[Problem]]:
    """The tables that hold something wanted, with their rows of the month alone."""
    names = {name for one in wanted for name in one.metrics}
    everyone = not names and not rows
    used = [one for one in exports.tables if everyone or names & one.table.columns.keys()]
    serving = {listed.table.grid.whole for one, listed in exports.details if one.name in rows}
    problems = [
        warning("table-unused", one.table.grid.whole)
        for one in exports.tables
        if one not in used and one.table.grid.whole not in serving
    ]
    kept, faults = _of_month(exports, used)
    return kept, problems + faults + gaps([one.rows for one in kept], *_days_due(exports))


def _days_due(exports: Exports) -> tuple[Days | None, frozenset[date]]:
    """The month, and those of its days that nobody misses."""
    return exports.reading.month, exports.reading.policies.left_out


def _of_month(exports: Exports, listed: Sequence[Listed]) -> tuple[list[Listed], list[Problem]]:
    """The rows of the month of these tables; without a month, all of them if they are of one."""
    problems = [fault for one in listed for fault in one.problems]
    period = exports.reading.month
    if period is None:
        return list(listed), problems + without_period([one.rows for one in listed])
    kept: list[Listed] = []
    for one in listed:
        rows, faults = within(one.rows, period, exports.reading.policies)
        rows, told = without(rows, exports.reading.policies.left_out)
        problems += faults + told
        if not any(rows.days):
            problems += other_month(one.table, period)
        kept.append(Listed(rows))
    return kept, problems


def _unused(
    exports: Exports, used: Sequence[Listed], roster: Roster, agents: Sequence[Agent]
) -> list[Placed]:
    """The tables that hold nothing wanted, for what they should have held."""
    taken = {id(one.table) for one in used}
    paid = {agent: number for number, agent in enumerate(agents)}
    places = {old: paid[agent] for old, agent in enumerate(roster.agents) if agent in paid}
    found: list[Placed] = []
    for listed in exports.tables:
        if id(listed.table) not in taken:
            one, _ = place_rows(
                listed.rows,
                roster,
                exports.reading.policies,
                None,
                names_only=exports.roster is None,
            )
            found.append(_renumbered(one, places))
    return found


def _unseen(exports: Exports, others: Sequence[Placed], roster: Roster) -> list[Problem]:
    """Without a roster: who stands only in tables that hold nothing wanted is not paid."""
    problems: list[Problem] = []
    for table in others if exports.roster is None else ():
        names = [name for name in table.rows.frame[WHO].to_list() if name not in roster.keys]
        shown = tuple(dict.fromkeys(names))
        if shown:
            facts: dict[str, Fact] = {"names": shown[:_SHOWN], "count": len(shown)}
            problems.append(Problem("agents-unseen", table.table.grid.whole, facts, stops=False))
    return problems


def _unchecked(roster: Roster, rows: Sequence[Rows]) -> bool:
    """Whether the roster's first and last days say nothing, because nobody said the month."""
    dated = any(agent.joined or agent.left for agent in roster.agents)
    return dated and not any(any(one.days) for one in rows)


def _placed(
    exports: Exports, used: Sequence[Listed], roster: Roster, wanted: Sequence[Wanted]
) -> tuple[tuple[Agent, ...], list[Placed], list[Problem]]:
    """The agents who are paid, and every table with the agent that each of its rows belongs to."""
    policies, own = exports.reading.policies, exports.roster
    period = exports.reading.month
    tables: list[Placed] = []
    problems: list[Problem] = []
    for listed in used:
        rows = listed.rows
        found, faults = place_rows(rows, roster, policies, period, names_only=own is None)
        tables.append(found)
        problems += faults
    nowhere = own.table.grid.whole if own else used[0].table.grid.whole if used else Place("")
    if policies.look_alikes == "error":
        problems += look_alikes(roster, nowhere)
    if own is None:
        problems += in_shops(tables, roster)
        problems += absent(tables, wanted, dict(enumerate(roster.agents)))
        return roster.agents, tables, problems
    problems += shops_of(tables, roster)
    if period is None and _unchecked(roster, [listed.rows for listed in used]):
        problems.append(warning("employment-unchecked", own.table.grid.whole))
    kept, faults = _who_is_paid(exports, roster, tables, own.table.grid.whole)
    if any(fault.id in _EXPLAINS_ABSENCE for fault in problems):
        faults = [fault for fault in faults if fault.id != "agent-without-data"]
    tables = [placed(own.rows, roster.rows, len(roster.agents)), *tables]
    places = {agent: new for new, agent in enumerate(kept)}
    tables = [_renumbered(one, places) for one in tables]
    agents = tuple(roster.agents[agent] for agent in kept)
    present = {agent for one in tables[1:] for agent in one.agents}
    working = {i: agent for i, agent in enumerate(agents) if i in present}
    return agents, tables, problems + faults + absent(tables, wanted, working)


def _who_is_paid(
    exports: Exports, roster: Roster, tables: Sequence[Placed], place: Place
) -> tuple[list[int], list[Problem]]:
    """The people of the roster who worked in the month; who has no data is a matter of policy."""
    period = exports.reading.month
    everyone = [i for i in range(len(roster.agents)) if exports.paid is None or i in exports.paid]
    present = {agent for one in tables for agent in one.agents}
    gone = [
        i
        for i in everyone
        if i not in present and period and not roster.employed[i].overlaps(period)
    ]
    monthly = any(not exports.is_detail(one.table) for one in tables)
    idle = [i for i in everyone if i not in present and i not in gone] if monthly else []
    problems = _about(roster, gone, place, "agents-gone", stops=False)
    match exports.reading.policies.without_data:
        case "error":
            problems += _about(roster, idle, place, "agent-without-data", stops=True)
            idle = []
        case "leave_out":
            problems += _about(roster, idle, place, "agents-idle-left-out", stops=False)
        case "keep":
            problems += _about(roster, idle, place, "agents-idle-kept", stops=False)
            idle = []
    return [i for i in everyone if i not in {*gone, *idle}], problems


def _about(
    roster: Roster,
    people: Sequence[int],
    place: Place,
    id: str,  # noqa: A002 - its name
    *,
    stops: bool,
) -> list[Problem]:
    if not people:
        return []
    names = tuple(roster.agents[i].name for i in people[:_SHOWN])
    return [Problem(id, place, {"names": names, "count": len(people)}, stops=stops)]


def _renumbered(table: Placed, places: Mapping[int, int]) -> Placed:
    agents = [None if agent is None else places.get(agent) for agent in table.agents]
    numbers = placed(table.rows, agents, len(places)).numbers
    return replace(table, agents=tuple(agents), numbers=numbers)
