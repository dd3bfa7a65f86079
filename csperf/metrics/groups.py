"""Groups of agents: whole tables in pieces that fit in memory, an agent's rows all in one of them.

Why by agent and not by day: how many chats run at midnight is told by those of the day before, and
nothing of one agent is told by another's rows. Each group is one more pass over the records, so
there are as few as memory allows; the rows of a single agent are never split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, NOBODY, Collect, Frame

_NAME = nw.col(AGENT).fill_null(NOBODY)


def in_groups(
    tables: Mapping[str, Frame], most: int | None, collect: Collect
) -> Iterator[Mapping[str, Frame]]:
    """The tables once for every group of agents, each of so many rows of talk and shifts at most.

    As they are, where no number is given or they have no more than that.
    """
    if most is None:
        yield tables
        return
    counts: Counter[str] = Counter()
    talk = "receptions" if "receptions" in tables else "messages"
    for sort in tables.keys() & {talk, "shifts"}:
        counts.update(_rows_of_each(tables[sort], collect))
    if counts.total() <= most:
        yield tables
        return
    for names in grouped(counts, most):
        yield {sort: _of(frame, names) for sort, frame in tables.items()}


def grouped(counts: Mapping[str, int], most: int) -> list[list[str]]:
    """The names in groups that count for so much at most, or are a single name.

    >>> grouped({"甲": 3, "乙": 9, "丙": 2, "丁": 4}, 6)
    [['乙'], ['丁', '丙'], ['甲']]
    """
    groups: list[list[str]] = []
    sizes: list[int] = []
    for name in sorted(counts, key=lambda one: (-counts[one], one)):
        at = next((at for at, size in enumerate(sizes) if size + counts[name] <= most), None)
        if at is None:
            groups.append([])
            sizes.append(0)
            at = -1
        groups[at].append(name)
        sizes[at] += counts[name]
    return groups


def _rows_of_each(table: Frame, collect: Collect) -> dict[str, int]:
    counted = table.select(_NAME).group_by(AGENT).agg(nw.len().alias("rows"))
    return {row[AGENT]: int(row["rows"]) for row in collect(counted)}


def _of(frame: Frame, agents: Collection[str]) -> Frame:
    """The rows of these agents; of a table that names none, all."""
    if AGENT not in frame.collect_schema().names():
        return frame
    return frame.filter(_NAME.is_in([*agents]))
