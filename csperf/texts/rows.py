"""Texts of rows of one agent that are put together."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
