"""Texts of dialect files and the layouts of platforms."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
