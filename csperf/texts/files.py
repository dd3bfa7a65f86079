"""Texts of what files and workbooks hold that cannot be read as they are."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
