"""The page of the plan that paid a run, as `validate` prints it, for outputs that carry the rules.

Why the plan file is read again: a run keeps what was evaluated, not the plan's own words on
policies. If the file has changed since, there is no page: its rules are not those that paid.
"""

from __future__ import annotations

from csperf.output.plan_page import plan_page
from csperf.output.run import Run
from csperf.texts import Lang, quoting
from csperf.validation import validate_plan


def rules_page(run: Run, lang: Lang) -> list[str]:
    """The lines of the page, at most 80 cells wide; none if the plan cannot be read as it was."""
    verdict = validate_plan(run.plan_file, lang)
    if verdict.plan is None or verdict.plan.sha256 != run.plan_sha256:
        return []
    with quoting(verdict.plan.keys):
        rules = verdict.plan.rules
        return plan_page(rules, verdict.columns, verdict.tables, verdict.steps, lang)
