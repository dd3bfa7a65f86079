"""Audit: rules that look through months and flag what is worth a look, with the rows behind it."""
