"""The tables of a run: scores, pay, the team's summary; of several roles, the sums of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.formula import Column
from csperf.output.columns import (
    OVERALL_RANK,
    balances,
    boards,
    cell_text,
    column_sum,
    evidence,
    headings,
    in_order,
    is_number,
    money_columns,
    money_text,
)
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.summary import Summary, summarise, summarise_all, summary_lines
from csperf.output.tables import Field, Section, Table
from csperf.texts import Lang, say


def sections_of(result: Run | Payroll, lang: Lang) -> list[Section]:
    """Everything that `calc` shows, in its order."""
    if isinstance(result, Run):
        tables = (*_tables(result, lang), summary_table(result, lang))
        return [Section(run_title(result, lang, [result.period]), tables)]
    every = [
        Section(run_title(run, lang, [run.role, run.period]), _tables(run, lang))
        for run in result.runs
    ]
    return [*every, Section("", (roles_table(result, lang),))]


def _tables(run: Run, lang: Lang) -> tuple[Table, ...]:
    return score_tables(run, lang)[0], pay_table(run, lang)


def run_title(run: Run, lang: Lang, after: Sequence[str]) -> str:
    """Which plan paid, and what else is to be said of the run."""
    named = say("title-plan", lang, plan=run.plan, version=run.version)
    return safe_text(" · ".join(part for part in (named, *after) if part))


def score_tables(run: Run, lang: Lang) -> tuple[Table, Table]:
    """The scores with the metrics they were read from, and without."""
    full = evidence(run.sheet, "metric", "points")
    return _scores(run, lang, full), _scores(run, lang, run.sheet.of_kind("points"))


def _scores(run: Run, lang: Lang, judged_by: Sequence[Column]) -> Table:
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = [*judged_by, *sheet.of_kind("score", "grade"), *boards(sheet)]
    return _people(run, lang, ("scores", say("title-scores", lang)), overall, judged)


def pay_table(run: Run, lang: Lang) -> Table:
    """What everybody is paid, and the sums; what next month reads has none."""
    money, left = money_columns(run.sheet), balances(run.sheet)
    title = say("title-pay", lang, currency=safe_text(run.currency))
    sums = [money_text(column_sum(run.sheet, column)) for column in money]
    totals = [say("heading-sum", lang), *sums, *("" for _ in left)]
    return replace(_people(run, lang, ("pay", title), [], [*money, *left]), totals=totals)


def _people(
    run: Run, lang: Lang, named: tuple[str, str], before: Sequence[Column], after: Sequence[Column]
) -> Table:
    """One row an agent: the columns before the name, the name, the columns after it."""
    name, title = named
    columns, who = [*before, *after], len(before)
    words = zip(columns, headings(columns, lang), strict=True)
    fields = [Field(column.name, word, is_number(column)) for column, word in words]
    fields.insert(who, Field("agent", say("heading-agent", lang)))
    rows = []
    for agent in in_order(run.sheet) if columns else ():
        row = [cell_text(run.sheet.value(agent, c.name), c, lang) for c in columns]
        rows.append([*row[:who], safe_text(run.sheet.agents[agent].name), *row[who:]])
    judged = {at + (at >= who): c for at, c in enumerate(columns) if c.kind in {"score", "total"}}
    bars = {at: _numbers(run, column) for at, column in judged.items()}
    return Table(name, title, tuple(fields), rows, who=who, bars=bars)


def _numbers(run: Run, column: Column) -> list[Decimal | None]:
    """A column's numbers in the order in which people are shown."""
    values = (run.sheet.value(agent, column.name) for agent in in_order(run.sheet))
    return [value if isinstance(value, Decimal) else None for value in values]


def summary_table(run: Run, lang: Lang) -> Table:
    """The team in one row."""
    lines = summary_lines(run, lang)
    fields = tuple(Field(label, label, is_number=True) for label, _ in lines)
    title = say("title-summary", lang)
    return Table("summary", title, fields, [[text for _, text in lines]], who=None)


def roles_table(payroll: Payroll, lang: Lang) -> Table:
    """A row a role, and the sums of all of them."""
    currency = safe_text(payroll.runs[0].currency)
    fields = [
        Field("role", say("heading-role", lang)),
        Field("people", say("heading-people", lang), is_number=True),
    ]
    fields += [
        Field(name, say(f"summary-{name}", lang), is_number=True)
        for name in ("total", "mean", "highest", "lowest")
    ]
    return Table(
        "roles",
        say("title-all-roles", lang, currency=currency),
        tuple(fields),
        [[safe_text(run.role), *_sums(summarise(run))] for run in payroll.runs],
        [say("heading-sum", lang), *_sums(summarise_all(payroll))],
    )


def _sums(found: Summary) -> list[str]:
    amounts = (found.total, found.mean, found.highest, found.lowest)
    return [str(found.people), *map(money_text, amounts)]
