"""A payroll of several roles as one JSON, as one CSV and as one TSV."""

from __future__ import annotations

from csperf.output.delimited import csv_word, written_csv
from csperf.output.joint import joint_columns
from csperf.output.run import Payroll
from csperf.output.safe import safe_text
from csperf.output.summary import summarise, summarise_all
from csperf.output.text_files import (
    CSV_GROUPS,
    SCHEMA,
    Json,
    Written,
    agents_json,
    csv_rows,
    laid_out,
    one_line,
    plan_json,
    summary_json,
)
from csperf.texts import Lang, say


def roles_json(payroll: Payroll) -> str:
    """Each role's result as it would be alone, under one object with the sums of all."""
    first = payroll.runs[0]
    results = [
        laid_out(
            {
                "plan": plan_json(run),
                "agents": agents_json(run.sheet),
                "summary": summary_json(summarise(run)),
            },
            indent="    ",
        ).rstrip()
        for run in payroll.runs
    ]
    sums = summary_json(summarise_all(payroll))
    facts: dict[str, Json] = {"csperf": first.csperf, "schema": SCHEMA}
    facts |= {"period": first.period, "currency": first.currency}
    lines = [f'  "{key}": {one_line(value)}' for key, value in facts.items()]
    lines.append('  "results": [\n' + ",\n".join(results) + "\n  ]")
    known = {key: value for key, value in sums.items() if key not in {"sales", "share"}}
    lines.append(f'  "summary": {one_line(known)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def roles_csv(payroll: Payroll, lang: Lang, written: Written = written_csv) -> str:
    """Everyone of all roles, one row an agent, with the columns of every plan.

    A column that a person's plan does not have is an empty cell, never 0. Places are those within
    the role.
    """
    runs = payroll.runs
    joint = joint_columns(runs, CSV_GROUPS, lang)
    words = [say(f"heading-{word}", lang) for word in ("name", "id", "role")]
    rows = [
        (name, number, csv_word(safe_text(run.role)), *cells)
        for position, run in enumerate(runs)
        for name, number, *cells in csv_rows(run, [one.columns[position] for one in joint])
    ]
    return written([*words, *(one.heading for one in joint)], rows)
