"""The history: a plain folder of closed months, with everything that each was computed from."""
