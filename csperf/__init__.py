"""csperf: scores, ranks and pay of customer-service teams from a plan that a person can read."""

__version__ = "0.1.0"
