"""Metrics: which ones csperf knows, and what is measured from the tables of a month."""
