"""What a plan lays down for measuring: whose an order is, how the shop serves and sells."""

from __future__ import annotations

from csperf.metrics.views import Settings
from csperf.plan.read import Plan


def settings_of(plan: Plan | None) -> Settings:
    """The plan's settings; without a plan, the defaults."""
    if plan is None:
        return Settings()
    rules = plan.rules
    return Settings(rules.attribution.settings, rules.selling.settings, rules.service.settings)
