"""The command line: arguments in, one call, one printer out."""
