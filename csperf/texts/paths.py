"""Texts of what a path given to `--data` is, and old kinds of files."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
