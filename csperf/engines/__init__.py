"""What counts the records: Polars on this machine, DuckDB, or Spark on many machines."""
