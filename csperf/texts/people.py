"""Texts of who the rows belong to: rosters, nicks, joiners and leavers."""

from __future__ import annotations

from csperf.texts import Message

MESSAGES: dict[str, Message] = {}
