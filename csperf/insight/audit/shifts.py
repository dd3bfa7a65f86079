"""Shifts of one person that overlap: paid twice for the same hours, or in two shops at once."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, Row
from csperf.metrics.records import moment_of
from csperf.metrics.suspects import SHIFTS


def overlapping(material: Material, _limits: Limits) -> Look:
    """Shifts that begin before an earlier one of the same person is over."""
    return each_of(material.records, _overlaps, "audit-why.no-records")


def _overlaps(facts: Facts) -> Look:
    shifts = facts.of(SHIFTS)
    if not shifts:
        return Look(why="audit-why.no-shifts")
    flags: list[Flag] = []
    for agent, own in groupby(shifts, key=lambda row: str(row["agent"])):
        pairs = _pairs(list(own))
        if pairs:
            rows = tuple(_shift(facts, row) for pair in pairs for row in pair)
            count = len(pairs)
            flags.append(Flag("seen.overlapping", facts.period, agent, {"count": count}, rows))
    return Look(tuple(flags))


def _pairs(shifts: list[Row]) -> list[tuple[Row, Row]]:
    """Every shift that begins before the longest of the earlier ones is over, with that one."""
    found: list[tuple[Row, Row]] = []
    longest = shifts[0]
    for shift in shifts[1:]:
        if shift["since"] < longest["until"]:
            found.append((longest, shift))
        if shift["until"] > longest["until"]:
            longest = shift
    return found


def _shift(facts: Facts, row: Row) -> Evidence:
    place = facts.place(row["file"], row["row"])
    about = str(row["shift"] or row["shop"] or "")
    return Evidence(place, about, moment_of(row["since"]), f"~{moment_of(row['until'])}")


RULES: Final = (Rule("overlapping-shifts", (), overlapping),)
