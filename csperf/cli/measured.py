"""The commands that measure raw exports.

Why apart from the others: they read another kind of file, and share what an opened month is.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.app import (
    Dialects,
    Formats,
    Lang,
    Period,
    RosterFile,
    SheetName,
    Strict,
)
from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format
from csperf.cli.handing import check_output, hand_over
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.months import app
from csperf.cli.report import report
from csperf.errors import CsperfError, Exit, Problem, stopping
from csperf.texts import say

__all__ = ["app"]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csperf.raw_month import RawMonth, Wish


_OF_TABLES = {"metrics-no-table", "metrics-not-told"}  # matter to figures, not to lists


class By(StrEnum):
    """What a row of the measured table is about."""

    agent = "agent"
    day = "day"
    shop = "shop"
    product = "product"


class ListOf(StrEnum):
    """What is listed."""

    receptions = "receptions"
    deals = "deals"
    lost = "lost"
    service = "service"
    unpaid = "unpaid"


class SectionName(StrEnum):
    """The parts of an overview."""

    all = "all"
    enquiries = "enquiries"
    receptions = "receptions"
    conversion = "conversion"
    refunds = "refunds"
    workload = "workload"
    discounts = "discounts"
    cross_sales = "cross-sales"
    products = "products"
    chased = "chased"
    dedicated = "dedicated"
    shared = "shared"
    returning = "returning"
    targets = "targets"
    silent = "silent"
    by_product = "by-product"
    shifts = "shifts"
    trend = "trend"
    load = "load"
    losses = "losses"


class EngineName(StrEnum):
    """What counts the records."""

    polars = "polars"
    duckdb = "duckdb"
    spark = "spark"


_KEYS = {
    By.agent: ("agent",),
    By.day: ("agent", "day"),
    By.shop: ("agent", "shop"),
    By.product: ("agent", "product", "title"),
}
"""What a row of each is about."""
Raw = Annotated[
    list[str], typer.Argument(help=help_of("raw"), metavar="DATA...", show_default=False)
]
PlanFile = Annotated[
    str,
    typer.Option("--plan", help=help_of("measure-plan"), metavar="PLAN.yaml", show_default=False),
]
EngineChoice = Annotated[EngineName, typer.Option("--engine", help=help_of("engine"))]
Master = Annotated[
    str,
    typer.Option("--spark-master", help=help_of("spark-master"), metavar="URL", show_default=False),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help=help_of("measure-output"), metavar="FILE", show_default=False
    ),
]
Force = Annotated[bool, typer.Option("--force", help=help_of("force"), show_default=False)]


@app.command(cls=BilingualCommand, help=help_of("measure"))
def measure(
    data: Raw,
    plan: PlanFile = "",
    roster: RosterFile = None,
    period: Period = "",
    by: Annotated[By, typer.Option("--by", help=help_of("measure-by"))] = By.agent,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    dialect: Dialects = None,
    sheet: SheetName = None,
    engine: EngineChoice = EngineName.polars,
    spark_master: Master = "",
    force: Force = False,
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints the agent table that is measured from raw exports, and writes it where asked."""
    from csperf.by_product import sold_by_each
    from csperf.by_shop import counts_by
    from csperf.metrics.finality import in_short
    from csperf.output.measured_tables import at_first, measured_sections
    from csperf.wishes import Given, wish_of

    check_output(output, data, plan, roster)
    given = Given(
        tuple(data), plan, roster, period, tuple(dialect or ()), sheet, engine.value, spark_master
    )
    wish, problems = wish_of(given)
    with _opened(wish, problems) as month:
        from csperf.output.progress import progress

        with progress(say("cli.measuring", SPOKEN), sys.stderr) as told:
            counts, found = counts_by(month, _KEYS[by], told)
        problems += map(in_short, found)
        if stopping(problems):
            raise CsperfError(problems)
        keys = _KEYS[by]
        table = sold_by_each(month, told) if by is By.product else month.table(counts, keys)
        left = 0
        if output is None and format is Format.table:
            table, left = at_first(table)
        sections = measured_sections(table, keys, month.agents, SPOKEN)
    code = report(problems, machine=format is Format.json, strict=strict)
    if stopping(problems) or code == Exit.WARNED:
        raise typer.Exit(code)
    hand_over(sections, output, format, force=force)
    if left:
        sys.stdout.flush()  # what there is more comes below the table
        print(say("measured-more", SPOKEN, count=left), file=sys.stderr)


@app.command(cls=BilingualCommand, help=help_of("overview"))
def overview(
    data: Raw,
    plan: PlanFile = "",
    roster: RosterFile = None,
    period: Period = "",
    section: Annotated[
        list[SectionName] | None,
        typer.Option("--section", help=help_of("section"), metavar="NAME", show_default=False),
    ] = None,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    dialect: Dialects = None,
    sheet: SheetName = None,
    engine: EngineChoice = EngineName.polars,
    spark_master: Master = "",
    force: Force = False,
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints the shop and its agents on one screen."""
    from csperf.cli.listing import overview_of, unseen
    from csperf.metrics.finality import in_short
    from csperf.output.progress import progress
    from csperf.overview import overview as seen
    from csperf.wishes import Given, targets_in, wish_of

    check_output(output, data, plan, roster)
    given = Given(
        tuple(data), plan, roster, period, tuple(dialect or ()), sheet, engine.value, spark_master
    )
    wish, problems = wish_of(given)
    with (
        _opened(wish, problems) as month,
        progress(say("cli.measuring", SPOKEN), sys.stderr) as told,
    ):
        counts, found = month.counts(told)
        problems += [in_short(one) for one in found if one.id not in _OF_TABLES]
        whole = seen(month, counts, targets_in(given), told)
        in_full = format is not Format.table or output is not None
        names = [one.value for one in section or ([SectionName.all] if in_full else [])]
        sections = overview_of(whole, month, names)
        problems += unseen(names, sections)
    code = report(problems, machine=format is Format.json, strict=strict)
    if stopping(problems) or code == Exit.WARNED:
        raise typer.Exit(code)
    hand_over(sections, output, format, force=force)


@app.command(cls=BilingualCommand, help=help_of("details"))
def details(
    what: Annotated[
        ListOf, typer.Argument(help=help_of("details-what"), metavar="WHAT", show_default=False)
    ],
    data: Raw,
    agent: Annotated[
        str,
        typer.Option(
            "--agent", "-a", help=help_of("details-agent"), metavar="NAME", show_default=False
        ),
    ] = "",
    product: Annotated[
        str,
        typer.Option("--product", help=help_of("product"), metavar="CODE", show_default=False),
    ] = "",
    day: Annotated[
        str, typer.Option("--day", help=help_of("day"), metavar="DATE", show_default=False)
    ] = "",
    from_: Annotated[
        str, typer.Option("--from", help=help_of("from"), metavar="DATE", show_default=False)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", help=help_of("until"), metavar="DATE", show_default=False)
    ] = "",
    slow_after: Annotated[
        str,
        typer.Option(
            "--slow-after", help=help_of("slow-after"), metavar="TIME", show_default=False
        ),
    ] = "",
    long_after: Annotated[
        str,
        typer.Option(
            "--long-after", help=help_of("long-after"), metavar="TIME", show_default=False
        ),
    ] = "",
    plan: PlanFile = "",
    roster: RosterFile = None,
    period: Period = "",
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    dialect: Dialects = None,
    sheet: SheetName = None,
    engine: EngineChoice = EngineName.polars,
    spark_master: Master = "",
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Lists receptions, deals, losses, faults of service or unpaid orders."""
    from csperf.cli.listing import Filters, list_of, within
    from csperf.wishes import Given, wish_of

    check_output(output, data, plan, roster)
    given = Given(
        tuple(data), plan, roster, period, tuple(dialect or ()), sheet, engine.value, spark_master
    )
    wish, problems = wish_of(given)
    filters = Filters(agent, product, day or from_, day or until, slow_after, long_after)
    wish, wanted, found = within(wish, filters)
    problems += found
    with _opened(wish, problems) as month:
        sections = list_of(month, what.value, filters, wanted)
    report([one for one in problems if one.id not in _OF_TABLES], machine=format is Format.json)
    if not sections[0].tables:
        print(say("list-empty", SPOKEN), file=sys.stderr)
        return
    hand_over(sections, output, format, force=force)


@app.command(cls=BilingualCommand, help=help_of("ingest"))
def ingest(
    files: Raw,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help=help_of("ingest-output"), metavar="FOLDER", show_default=False
        ),
    ],
    dialect: Dialects = None,
    sheet: SheetName = None,
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Converts raw exports into a folder that is measured without reading them again."""
    from csperf.cli.converting import convert

    told, problems = convert(tuple(files), output, tuple(dialect or ()), sheet)
    code = report(problems, strict=strict)
    if stopping(problems) or code == Exit.WARNED:
        raise typer.Exit(code)
    print(told)


@contextmanager
def _opened(wish: Wish | None, problems: list[Problem]) -> Iterator[RawMonth]:
    """The month while it is open; the problems of opening join the others."""
    from csperf.raw_month import raw_month

    if wish is None:
        raise CsperfError(problems)
    from csperf.output.progress import progress

    with (
        progress(say("cli.reading", SPOKEN), sys.stderr) as told,
        raw_month(wish, told) as (month, found),
    ):
        problems += found
        if month is None:
            raise CsperfError(problems)
        yield month
