"""Records stored as Parquet: where the parts of each sort stand in a folder.

`FOLDER/orders/part=007/*.parquet`. All records of one buyer stand in parts of one number, in every
sort, so that a part can be measured without the others; records without a buyer stand where their
order stands. A sort that knows no buyer, such as shifts, has one part and belongs to every other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from csperf.metrics.records import SORTS

_PART = "part="
_PATTERN = "*.parquet"


@dataclass(frozen=True)
class Stored:
    """A folder of stored records."""

    folder: Path

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of records that are stored."""
        return tuple(sort for sort in SORTS if self.whole(sort))

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of the parts; each can be measured alone."""
        split = [sort for sort in self.sorts if "buyer" in SORTS[sort].fields]
        numbers = {_number(file) for sort in split for file in self.whole(sort)}
        return tuple(sorted(numbers)) or (0,)

    def whole(self, sort: str) -> Sequence[Path]:
        """All files of a sort."""
        return sorted((self.folder / sort).glob(f"{_PART}*/{_PATTERN}"))

    def part(self, sort: str, number: int) -> Sequence[Path]:
        """The files of one part; of a sort that knows no buyer, all of them."""
        if "buyer" not in SORTS[sort].fields:
            return self.whole(sort)
        return sorted(part_folder(self.folder, sort, number).glob(_PATTERN))


def part_folder(folder: Path, sort: str, number: int) -> Path:
    """Where the files of one part of a sort stand."""
    return folder / sort / f"{_PART}{number:03}"


def _number(file: Path) -> int:
    return int(file.parent.name.removeprefix(_PART))
