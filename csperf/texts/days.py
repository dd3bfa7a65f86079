"""Texts of the days that rows are about."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
