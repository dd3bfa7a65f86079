"""The project file `csperf.toml`: what every month of a shop is computed from and written to."""
