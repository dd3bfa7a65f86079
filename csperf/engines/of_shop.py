"""One shop's records: an engine that hands over only what is of one shop.

What names no shop by nature, such as lines and refunds, finds its order by the order's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from csperf.engines.engine import Engine, Tables, Value
from csperf.metrics.measure import Frame
from csperf.metrics.records import SORTS

SHOP = "shop"
_OF_ORDERS = frozenset({"lines", "refunds"})


def names_shop(sort: str) -> bool:
    """Whether records of this sort can say which shop they are of."""
    return SHOP in SORTS[sort].fields


def shops_in(records: Frame) -> Frame:
    """The shops that these records name (`shop`), and the first file that names none."""
    return records.group_by(SHOP).agg(nw.col("file").min())


@dataclass(frozen=True, eq=False)
class OfShop:
    """The records of one shop on an engine that holds those of several."""

    engine: Engine
    shop: str

    @property
    def part_count(self) -> int:
        """As many as of all shops."""
        return self.engine.part_count

    @property
    def rows_at_once(self) -> int | None:
        """As many as of all shops."""
        return self.engine.rows_at_once

    def parts(self) -> Iterator[Tables]:
        """The parts, of this shop alone; what can name no shop is left out."""
        for part in self.engine.parts():
            yield {
                sort: self._own(sort, frame)
                for sort, frame in part.items()
                if names_shop(sort) or sort in _OF_ORDERS
            }

    def whole(self, sort: str) -> Frame:
        """All records of a sort that are this shop's."""
        return self._own(sort, self.engine.whole(sort))

    def small(self, columns: Mapping[str, Sequence[Value]]) -> Frame:
        """A small table of our own."""
        return self.engine.small(columns)

    def kept(self, frame: Frame) -> Frame:
        """The frame computed once."""
        return self.engine.kept(frame)

    def collect(self, frame: Frame) -> Iterable[Mapping[str, Any]]:
        """The rows of a frame."""
        return self.engine.collect(frame)

    def at_once(self, frames: Sequence[Frame]) -> Sequence[Iterable[Mapping[str, Any]]]:
        """The rows of several frames, what they have in common computed once."""
        return self.engine.at_once(frames)

    def _own(self, sort: str, frame: Frame) -> Frame:
        return frame.filter(nw.col(SHOP) == self.shop) if names_shop(sort) else frame
