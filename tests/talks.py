"""Messages as a person would note them down: who speaks with whom, and what was sent when."""

from __future__ import annotations

from engines import at


def talk(agent: str, buyer: str, day: str, *lines: str) -> list[dict[str, object]]:
    """Messages such as `10:10:15 买家`; a line such as `2026-11-01` begins another day."""
    found: list[dict[str, object]] = []
    for line in lines:
        moment, _, sender = line.partition(" ")
        if not sender:
            day = moment
            continue
        sent = {"agent": agent, "buyer": buyer, "at": at(f"{day} {moment}"), "sender": sender}
        found.append(sent)
    return found
