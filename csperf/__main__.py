"""`python -m csperf`, and the console script."""

from csperf.cli.main import main

if __name__ == "__main__":
    main()
