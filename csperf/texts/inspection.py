"""Texts of what `csperf inspect` prints."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
