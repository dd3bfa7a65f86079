"""The columns of a sheet as columns of a spreadsheet, with the aids that their formulas need.

Why aids: a spreadsheet has no names for parts of a formula, and allows 64 brackets in one another
and 8192 signs. What a formula needs twice, or what makes it too long, becomes a column of its own
before it, which a person can look at too.

Why numbers are cleaned: a spreadsheet computes with binary numbers of 15 to 17 digits, in which
89.99999999999999 may stand for 90. So a column that is not rounded by the plan is rounded to nine
places, and a number is before it is compared or rounded to less; no pay depends on the tenth place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from csperf.exact import exactly
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Difference,
    Distribution,
    Formula,
    Given,
    Limit,
    Rank,
    Round,
    Sum,
    Value,
    When,
)
from csperf.inputs import Cells
from csperf.output.live.pieces import ROW, Piece, call, digits_of, letters, places_of
from csperf.sheet import Sheet, values

SURE = 7
"""How many places more than asked for are kept when a number is cleaned before it is rounded."""
CLEAN_PLACES = 9
LONGEST, DEEPEST = 1200, 12


@dataclass(frozen=True)
class Spot:
    """Where the cells of a column stand: its letters, and its first and last row counted from 1."""

    letters: str
    first: int
    last: int

    @property
    def cell(self) -> Piece:
        """The cell in the row of the formula."""
        return Piece(f"{self.letters}{ROW}")

    @property
    def all(self) -> Piece:
        """All cells of the column."""
        return Piece(f"{self.letters}${self.first}:{self.letters}${self.last}")


@dataclass(frozen=True)
class LiveColumn:
    """A column of the spreadsheet: data where it has no formula, an aid where it is of no column.

    `formula` has `ROW` for the number of the row; `each` are formulas that differ otherwise.
    `fills` says that it must be entered as an array formula, since it looks at whole columns.
    """

    name: str
    cells: Cells
    of: Column | None
    formula: str = ""
    each: Sequence[str] = ()
    fills: bool = False

    def in_row(self, position: int, row: int) -> str:
        """The formula of the person at this position, who stands in this row; '' of data."""
        return self.each[position] if self.each else self.formula.replace(ROW, str(row))


@dataclass(eq=False)
class Bench:
    """The spreadsheet's columns as far as they are laid out, on which the next one is built.

    `rows` are, for each table of rows and each person by position, the first and last row on that
    table's own page, and `pages` the bench of each.
    """

    sheet: Sheet
    first_row: int
    first_column: int
    pages: Mapping[str, Page] = field(default_factory=dict)
    columns: list[LiveColumn] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    cells: dict[str, Cells] = field(default_factory=dict)
    kept: dict[Formula, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.sheet.agents)

    def worth(self, node: Formula) -> Cells:
        """The exact value of a node in every row."""
        with exactly():
            return values(node, self.cells, self.size, self.sheet.details)

    def may_be_unknown(self, node: Formula) -> bool:
        """Whether the node is unknown for anybody this month."""
        return None in self.worth(node)

    def lay(self, column: LiveColumn, places: int | None) -> str:
        """Puts a column after the others and gives its name."""
        at = letters(self.first_column + len(self.columns))
        self.spots[column.name] = Spot(at, self.first_row, self.first_row + self.size - 1)
        self.cells[column.name] = column.cells
        if places is not None:
            self.places[column.name] = places
        self.columns.append(column)
        return column.name

    def aid_name(self) -> str:
        """A name that no column of the plan can have."""
        return f"\n{len(self.columns)}"

    def aid(self, formula: Piece, cells: Cells, *, fills: bool = False) -> Piece:
        """Lays a column that only formulas need; gives its cell in the row of the formula."""
        name = self.lay(LiveColumn(self.aid_name(), cells, None, formula.text, fills=fills), None)
        return self.spots[name].cell

    def once(self, formula: Piece, value: Value) -> Piece:
        """Lays a column with a formula that looks at no row of its own: the others copy the first.

        Gives its cell in the row of the formula.
        """
        name = self.aid_name()
        at = letters(self.first_column + len(self.columns))
        copies = [f"{at}${self.first_row}"] * (self.size - 1)
        cells: Cells = [value] * self.size
        self.lay(LiveColumn(name, cells, None, formula.text, [formula.text, *copies]), None)
        return self.spots[name].cell

    def constants(self, cells: Cells) -> Spot:
        """Lays a column of numbers that nobody computes; gives where it stands."""
        return self.spots[self.lay(LiveColumn(self.aid_name(), cells, None), 0)]


@dataclass(frozen=True)
class Page:
    """The page of a table of rows: its bench, the sheet's name, and each person's own rows.

    `rows` are the first and last row of every person who has any, by position.
    """

    title: str
    bench: Bench
    rows: Mapping[int, tuple[int, int]]


def cleaned(piece: Piece, places: int) -> Piece:
    """The number without what binary arithmetic adds at its end."""
    return call("ROUND", piece, str(places))


def is_clean(node: Formula) -> bool:
    """Whether a node gives a number that is stored as exactly as a spreadsheet can."""
    match node:
        case Constant() | Cell() | Rank() | Distribution():
            return True
        case Round(to=to):
            return digits_of(to) is not None
        case Choose(rows=rows, otherwise=otherwise):
            results = [*(row.result for row in rows), *([otherwise] if otherwise else [])]
            return all(map(is_clean, results))
        case When(then=then, otherwise=otherwise):
            return is_clean(then) and is_clean(otherwise)
        case Given(value=value, otherwise=otherwise):
            return is_clean(value) and is_clean(otherwise)
        case Limit(value=value, at_least=low, at_most=high):
            return all(is_clean(one) for one in (value, low, high) if one is not None)
        case _:
            return False


def places_in(node: Formula, places: Mapping[str, int]) -> int | None:
    """How many digits after the point a number can have at most; None if nobody knows."""
    match node:
        case Constant(value=Decimal() as value):
            return places_of(value)
        case Cell(column=column):
            return places.get(column)
        case Round(to=to):
            return places_of(to)
        case Rank():
            return 0
        case Sum(terms=terms):
            return _most([places_in(term, places) for term in terms])
        case Difference(left=left, right=right):
            return _most([places_in(left, places), places_in(right, places)])
        case Limit(value=value, at_least=low, at_most=high):
            limits = [one for one in (value, low, high) if one is not None]
            return _most([places_in(one, places) for one in limits])
        case When(then=then, otherwise=otherwise) | Given(value=then, otherwise=otherwise):
            return _most([places_in(then, places), places_in(otherwise, places)])
        case Choose(rows=rows, otherwise=otherwise):
            results = [*(row.result for row in rows), *([otherwise] if otherwise else [])]
            return _most([places_in(one, places) for one in results])
        case _:
            return None


def _most(found: Sequence[int | None]) -> int | None:
    known = [one for one in found if one is not None]
    return max(known, default=0) if len(known) == len(found) else None
