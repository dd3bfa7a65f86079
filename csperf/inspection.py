"""Inspection: what csperf makes of any export, before anybody has written a plan.

Why nothing here decides anything: the files are opened, and their cells read, by the very functions
that `calc` uses, so what is shown is what would be paid from. What calc does not need to know (the
sheets it passed over, the nearest headings) is looked up afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csperf.errors import CsperfError, Place, Problem, about, problem, stopping
from csperf.formula import Column
from csperf.inputs import Policies, Wanted
from csperf.intake.days import month_of
from csperf.intake.dialect import read_dialects
from csperf.intake.entries import is_dated
from csperf.intake.exports import Exports, Reading, open_exports
from csperf.intake.files import open_file
from csperf.intake.paths import STDIN, STDIN_NAME, files_of
from csperf.intake.payees import read_inputs
from csperf.intake.titles import Look, look_at
from csperf.metrics.catalogue import catalogue
from csperf.opening import day_names, headings, policies, tables_of
from csperf.plan.combine import recomputed, spread
from csperf.plan.definitions import definitions, definitions_of
from csperf.plan.demand import demand_of
from csperf.plan.expression import names_in
from csperf.plan.lower import lower
from csperf.plan.period import check_period
from csperf.plan.read import Plan, read_plan
from csperf.supplied import not_supplied
from csperf.tables_seen import Knowing, SheetSeen, records_seen, sheet_not_read, table_listed

_USABLE = frozenset({"read", "other-level", "roster"})


@dataclass(frozen=True)
class Question:
    """What the user asked for: which files, and how calc would be told to read them."""

    files: tuple[str, ...]
    plan: str = ""
    sheet: str | None = None
    period: str = ""
    dialects: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileSeen:
    """A file: what it really is, its sheets, and what calc would say of it alone."""

    file: str
    look: Look
    read_as: str
    digest: str
    sheets: tuple[SheetSeen, ...]
    problems: tuple[Problem, ...]
    exports: Exports

    @property
    def refused(self) -> list[Problem]:
        """Why the file is of no use; nothing, if it holds a table of whatever level."""
        if any(one.state in _USABLE for one in self.sheets):
            return []
        return stopping(self.problems)


@dataclass(frozen=True, slots=True)
class Derived:
    """A metric that can be computed from what the files offer."""

    name: str
    formula: str


@dataclass(frozen=True)
class Inspection:
    """Everything seen: file by file, and what they offer together.

    `together` are the problems that calc has only with all files at once; `lacking`, with a plan,
    what it reads and no file has.
    """

    files: tuple[FileSeen, ...]
    knowing: Knowing
    offered: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    together: tuple[Problem, ...] = ()
    lacking: tuple[Problem, ...] = ()


def inspect(question: Question) -> tuple[Inspection, list[Problem]]:
    """What csperf makes of the files; the problems are those that make a file useless."""
    knowing = _knowing(question)
    names, problems = files_of(question.files)
    files = _without_gaps(tuple(_file(name, knowing) for name in names))
    problems += [fault for one in files for fault in one.refused]
    whole = _whole(files)
    lacking = _lacking(whole, knowing)
    offered, derived = _offered(whole, knowing)
    together = _together(files, whole, knowing)
    return Inspection(files, knowing, offered, derived, together, lacking), problems


def _knowing(question: Question) -> Knowing:
    """The plan's words, if one is named, else the catalogue's; raises what is wrong with them."""
    plan, problems = read_plan(question.plan) if question.plan else (None, [])
    if question.plan and plan is None:
        raise CsperfError(problems)
    known, found = (
        definitions(plan, catalogue()) if plan else (definitions_of(catalogue(), frozenset()), [])
    )
    own, faults = read_dialects(question.dialects, [d.name for d in known.values()])
    problems += found + faults + _period(question.period, plan)
    problems = about(problems, plan.keys if plan else "en")
    if stopping(problems):
        raise CsperfError(problems)
    stated = frozenset(d.name for d in known.values() if d.stated)
    rules, days = policies(plan) if plan else Policies(), day_names(known)
    tables = tables_of(plan) if plan else ()
    reading = Reading(question.sheet, question.period, own, stated, rules, days, tables=tables)
    return Knowing(known, reading, plan)


def _period(period: str, plan: Plan | None) -> list[Problem]:
    """Whether the month is written as one, and lies in the plan's time."""
    if plan is not None:
        return check_period(plan, period)
    try:
        month_of(period or "2026-10")
    except ValueError:
        return [problem("not-a-period", found=period)]
    return []


def _file(name: str, knowing: Knowing) -> FileSeen:
    exports, problems = open_exports([name], None, headings(knowing.definitions), knowing.reading)
    file = STDIN_NAME if name == STDIN else name
    look = look_at(file)
    sheets = tuple(_sheets(file, look, exports, knowing))
    read_as = next((one.table.table.grid.read_as for one in sheets if one.table), "")
    problems += _cells(exports, knowing)
    problems = list({str(fault): fault for fault in problems}.values())
    return FileSeen(
        file, look, read_as, exports.digests.get(file, ""), sheets, tuple(problems), exports
    )


def _sheets(file: str, look: Look, exports: Exports, knowing: Knowing) -> Iterator[SheetSeen]:
    """The sheets in their order; those that gave no table are looked at once more."""
    read = {listed.table.grid.sheet: listed for listed in exports.tables}
    shown = [title.text for title in look.titles if title.visible]
    rest: dict[str, SheetSeen] = {}
    if file != STDIN_NAME and (not read or len(shown) > len(read)):
        opened = open_file(file, knowing.reading.sheet)
        left = [grid for grid in opened.grids if grid.sheet not in read]
        rest = {grid.sheet: sheet_not_read(grid, knowing) for grid in left}
    titles = look.titles or [*read, *rest]
    for title in titles:
        text = title if isinstance(title, str) else title.text
        if text in read and (records := records_seen(read[text].table.grid, knowing)):
            yield records
        elif text in read:
            yield SheetSeen(text, "read", table=table_listed(read[text], knowing))
        elif not isinstance(title, str) and not title.visible:
            yield SheetSeen(text, "hidden")
        elif text in rest:
            yield rest[text]
        else:
            asked = knowing.reading.sheet
            yield SheetSeen(text, "unasked" if asked is not None else "without-cells")


def _whole(files: Sequence[FileSeen]) -> Exports:
    """The tables of all files as calc would have them if it were given all at once."""
    if not files:
        return Exports()
    tables = tuple(listed for one in files for listed in one.exports.tables)
    digests = {name: digest for one in files for name, digest in one.exports.digests.items()}
    return replace(files[0].exports, tables=tables, digests=digests)


def _cells(exports: Exports, knowing: Knowing) -> list[Problem]:
    """What calc says of these tables when it reads every figure (or those that the plan needs).

    A roster with dated rows is left to calc: which of them count depends on the month.
    """
    exports = replace(exports, tables=tuple(t for t in exports.tables if not is_dated(t.table)))
    if not exports.tables:
        return []
    return read_inputs(exports, _wanted(exports, knowing))[1]


def _wanted(exports: Exports, knowing: Knowing) -> tuple[Wanted, ...]:
    known, repeated = knowing.definitions, exports.repeated
    again = recomputed(known, exports.supplied, repeated)
    supplied = exports.supplied - again
    if knowing.plan is not None:
        lowered, _ = lower(knowing.plan, known, supplied)
        return demand_of(knowing.plan, known, lowered, supplied, repeated, again).wanted
    every = {d.name: d for d in known.values() if d.name in supplied}
    columns = [Column(d.name, "metric", d.unit, place=d.place) for d in every.values()]
    return spread(columns, known, repeated, again, "half_up")[1]


def _lacking(exports: Exports, knowing: Knowing) -> tuple[Problem, ...]:
    """What the plan reads and no table has."""
    if knowing.plan is None or not exports.tables:
        return ()
    known = knowing.definitions
    again = recomputed(known, exports.supplied, exports.repeated)
    lowered, _ = lower(knowing.plan, known, exports.supplied - again)
    counted = knowing.reading.days.both  # from dates and the month, which calc asks for
    missing = (one for one in lowered.missing if one.name not in counted)
    return tuple(not_supplied(one, exports) for one in missing)


def _offered(exports: Exports, knowing: Knowing) -> tuple[tuple[str, ...], tuple[Derived, ...]]:
    """The metrics that a plan could read, and those that can be computed from them."""
    by_name = {d.name: d for d in knowing.definitions.values()}
    offered = [name for name in by_name if name in exports.supplied - exports.counted]
    have = set(offered)
    derived: list[Derived] = []
    found = True
    while found:
        found = False
        for d in by_name.values():
            if d.name not in have and d.formula and {*_parts(d.formula, knowing)} <= have:
                have.add(d.name)
                derived.append(Derived(d.name, str(d.formula)))
                found = True
    return tuple(offered), tuple(derived)


def _parts(formula: str, knowing: Knowing) -> list[str]:
    known = knowing.definitions
    return [known[name].name if name in known else name for name in names_in(formula)]


def _together(files: Sequence[FileSeen], whole: Exports, knowing: Knowing) -> tuple[Problem, ...]:
    """What calc would say of all files at once and of none alone."""
    if len(files) < 2:  # noqa: PLR2004 - one file alone is told already
        return ()
    first: dict[str, FileSeen] = {}
    twice = [
        problem("file-twice", Place(one.file), first=first[one.digest].file)
        for one in files
        if one.digest and first.setdefault(one.digest, one) is not one
    ]
    if twice:
        return tuple(twice)
    alone = {str(fault) for one in files for fault in one.problems}
    return tuple(fault for fault in _cells(whole, knowing) if str(fault) not in alone)


def _without_gaps(files: tuple[FileSeen, ...]) -> tuple[FileSeen, ...]:
    """Of several files none need have all days of the month; only together must they."""
    if len(files) < 2:  # noqa: PLR2004 - one file alone must
        return files
    return tuple(
        replace(one, problems=tuple(p for p in one.problems if not p.id.startswith("days-missing")))
        for one in files
    )
