"""The nodes that look at the whole team as spreadsheet formulas: means, places, prizes, pools.

Why COUNTIFS for places: it leaves out whoever's figure is unknown, which RANK answers with an error
for everybody. Why `fills`: a formula that asks something of each cell of a column must be entered
as an array formula, or old versions of Excel look at one cell only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from csperf.exact import ONE
from csperf.formula import (
    Aggregate,
    Cell,
    Constant,
    Difference,
    Distribution,
    Each,
    Formula,
    Prize,
    Product,
    Quotient,
    Rank,
    Round,
    Share,
)
from csperf.inputs import Cells
from csperf.output.live.bench import CLEAN_PLACES, Bench, Spot, cleaned
from csperf.output.live.pieces import (
    UNKNOWN,
    Piece,
    added,
    call,
    compared,
    constant,
    divided,
    less,
    literal,
    on_sheet,
    times,
)
from csperf.wholes import as_number

_FUNCTIONS = {"mean": "AVERAGE", "sum": "SUM", "min": "MIN", "max": "MAX"}
_HEADS = {"half_up": "ROUND", "up": "ROUNDUP", "down": "ROUNDDOWN"}
_ZERO, _ONE = Piece("0"), Piece("1")


def aggregated(node: Aggregate, bench: Bench) -> tuple[Piece, bool]:
    """One figure of a column, and whether it is an array formula: where not all rows count."""
    function, column = _FUNCTIONS[node.how], bench.spots[node.column].all
    plain = node.within is None and not node.alongside
    if plain and None not in bench.cells[node.column]:
        return call(function, column), False
    masks = [call("ISNUMBER", column)]
    masks += [call("NOT", call("ISNA", bench.spots[name].all)) for name in node.alongside]
    if node.within is not None:
        masks.insert(0, _same_group(bench, node.within))
    counted = times(_as_number(mask) for mask in masks)
    found = call(function, call("IF", compared(counted, ">", _ZERO), column))
    nobody = compared(call("SUM", counted), "=", _ZERO)
    piece = call("IF", nobody, UNKNOWN, found)
    return _if_in_group(bench, node.within, piece), True


def _same_group(bench: Bench, within: str) -> Piece:
    """For each person whether they are of the same group as the one in this row."""
    spot = bench.spots[within]
    return call("IFERROR", call("EXACT", spot.all, spot.cell), "FALSE")


def _as_number(mask: Piece) -> Piece:
    return times([mask, _ONE])


def _if_in_group(bench: Bench, within: str | None, piece: Piece) -> Piece:
    """Unknown for whoever is in no group."""
    if within is None or not bench.may_be_unknown(Cell(within)):
        return piece
    return call("IF", call("ISNA", bench.spots[within].cell), UNKNOWN, piece)


def ranked(node: Rank, bench: Bench) -> Piece:
    """One more than the number of people who come before."""
    able = bench.spots[node.eligible] if node.eligible is not None else None
    asked = [able.all, _ONE] if able else []
    place = _place(node.keys, asked, bench)
    if able is None:
        return _found_at_once(node.keys, place, bench)
    return call("IF", compared(able.cell, "=", _ONE), place, _ZERO)


def _found_at_once(keys: Sequence[tuple[str, str]], place: Piece, bench: Bench) -> Piece:
    """The place of whoever stands in the order of places, as everybody does until one types.

    There the first equal figure stands at the place itself, and nobody has to be compared with
    everybody, which would take the square of their number.
    """
    (name, way), *others = keys
    figures = [figure for figure in bench.cells[name] if figure is not None]
    if others or len(figures) < bench.size or bench.size == 1:
        return place
    spot = bench.spots[name]
    above = f"{spot.letters}${spot.first}:{spot.letters}${spot.last - 1}"
    below = f"{spot.letters}${spot.first + 1}:{spot.letters}${spot.last}"
    wrong = _as_number(compared(Piece(above), "<" if way == "higher" else ">", Piece(below)))
    test = call("IF", compared(call("SUMPRODUCT", wrong), "=", _ZERO), "1", "0")
    sign = 1 if way == "higher" else -1
    numbers = [sign * as_number(figure) for figure in figures]
    in_order = Decimal(all(one >= other for one, other in pairwise(numbers)))
    ordered = bench.once(test, in_order)
    at_once = call("MATCH", spot.cell, spot.all, "0")
    return call("IF", compared(ordered, "=", _ONE), at_once, place)


def _place(keys: Sequence[tuple[str, str]], asked: Sequence[Piece], bench: Bench) -> Piece:
    """Who is better in the first key, and then who is equal in it and better in the next."""
    spots = [bench.spots[name] for name, _ in keys]
    ahead: list[Piece] = [_ONE]
    for number, (spot, (_, way)) in enumerate(zip(spots, keys, strict=True)):
        equal = [piece for before in spots[:number] for piece in (before.all, before.cell)]
        sign = ">" if way == "higher" else "<"
        better = f'"{sign}"&{spot.cell.text}'
        ahead.append(call("COUNTIFS", *asked, *equal, spot.all, better))
    place = added(ahead)
    for number in range(len(keys) - 1, 0, -1):
        if None not in bench.cells[keys[number][0]]:
            continue
        equal = [piece for before in spots[:number] for piece in (before.all, before.cell)]
        alike = call("COUNTIFS", *asked, *equal)
        alone = call("IF", compared(alike, ">", _ONE), UNKNOWN, added(ahead[: number + 1]))
        place = call("IF", call("ISNA", spots[number].cell), alone, place)
    return place


def prized(node: Prize, bench: Bench) -> Piece:
    """The prize of a place; of tied people by the plan's rule."""
    rank = bench.spots[node.rank].cell
    amounts = [literal(one.value).text for one in node.prizes]
    others, count = constant(node.others), Piece(str(len(amounts)))
    if not amounts:
        prize = others
    elif node.ties == "share":
        prize = _shared_prize(node, rank, _tied(node.rank, bench))
    else:
        at = rank
        if node.ties == "next_drops":
            at = less(added([rank, _tied(node.rank, bench)]), _ONE)
        listed = call("INDEX", "{" + ",".join(amounts) + "}", "1", at)
        prize = call("IF", compared(at, "<=", count), listed, others)
    return call("IF", compared(rank, "=", _ZERO), "0", prize)


def _shared_prize(node: Prize, rank: Piece, tied: Piece) -> Piece:
    """The mean of the prizes of all places that tied people cover."""
    last = less(added([rank, tied]), _ONE)
    terms = [
        call("IF", call("AND", f"{rank.text}<={at}", f"{last.text}>={at}"), constant(one), "0")
        for at, one in enumerate(node.prizes, start=1)
    ]
    count = len(node.prizes)
    if as_number(node.others.value):
        inside = call("MAX", "0", less(call("MIN", str(count), last), less(rank, _ONE)))
        terms.append(times([constant(node.others), less(tied, inside)]))
    return divided(Piece(added(terms).text, 0), tied)


def _tied(rank: str, bench: Bench) -> Piece:
    """A column that counts who else has the same place."""
    places = bench.cells[rank]
    held = Counter(places)
    counted: Cells = [None if place is None else Decimal(held[place]) for place in places]
    spot = bench.spots[rank]
    return _kept(f"tied {rank}", call("COUNTIF", spot.all, spot.cell), counted, bench)


def _kept(mark: str, formula: Piece, cells: Cells, bench: Bench) -> Piece:
    """An aid that several formulas may ask for, laid once."""
    key = Constant(mark)
    if key not in bench.kept:
        before = bench.aid(formula, cells)
        bench.kept[key] = bench.columns[-1].name
        return before
    return bench.spots[bench.kept[key]].cell


def distributed(node: Distribution, bench: Bench) -> Piece:
    """The grade of a place, by so many heads of those on the board."""
    spot = bench.spots[node.rank]
    at = spot.cell
    if node.ties == "worse":
        at = less(added([at, _tied(node.rank, bench)]), _ONE)
    everybody = call("COUNTIF", spot.all, '">0"')
    piece = constant(node.shares[-1][0])
    for grade, share in reversed(node.shares[:-1]):
        heads = _heads(node, times([constant(share), everybody]))
        piece = call("IF", compared(at, "<=", heads), constant(grade), piece)
    return call("IF", compared(spot.cell, "=", _ZERO), constant(node.others), piece)


def _heads(node: Distribution, number: Piece) -> Piece:
    number = cleaned(number, CLEAN_PLACES)
    if node.heads == "half_even":
        half = compared(call("MOD", number, _ONE), "=", Piece("0.5"))
        even = times([Piece("2"), call("ROUND", divided(number, Piece("2")), "0")])
        return call("IF", half, even, call("ROUND", number, "0"))
    return call(_HEADS[node.heads], number, "0")


def from_rows(node: Each, bench: Bench) -> list[str]:
    """For each person the sum of their own rows, which stand together on the table's page."""
    page = bench.pages.get(node.table)
    if page is None:
        return [UNKNOWN] * bench.size
    spot = page.bench.spots[node.column]
    texts = []
    for agent in range(bench.size):
        if agent not in page.rows:
            texts.append("0")
            continue
        first, last = page.rows[agent]
        cells = f"{on_sheet(page.title)}{spot.letters}{first}:{spot.letters}{last}"
        texts.append(_rows_added(cells, last - first + 1, node.most))
    return texts


def _rows_added(cells: str, count: int, most: int | None) -> str:
    """All rows, or the largest ones; those below zero always."""
    if most is None or count <= most:
        return f"SUM({cells})"
    largest = "{" + ",".join(map(str, range(1, most + 1))) + "}"
    top = f"LARGE({cells},{largest})"
    below = f'SUMIF({cells},"<0")'
    return f"SUMPRODUCT(({top}>0)*{top})+{below}+0*SUM({cells})"


def shared(node: Share, bench: Bench, ref: Callable[[Formula], Piece]) -> Piece:
    """One's part of a pool: rounded down, and a step more for those with the largest remainder."""

    def cell(of: Formula) -> Cell:
        ref(of)
        return Cell(bench.kept[of])

    pool = cell(Round(node.pool, node.to, node.mode))
    total = cell(Aggregate("sum", node.weight, node.within))
    exact = Quotient(Product((pool, Cell(node.weight))), total)
    part = cell(Round(exact, node.to, "down"))
    behind = cell(Round(Difference(exact, part), Decimal("1E-9")))
    given = cell(Aggregate("sum", part.column, node.within))
    left = cell(Round(Quotient(Difference(pool, given), Constant(node.to)), ONE))
    sums, steps = bench.spots[total.column].cell, bench.spots[left.column].cell
    place = _place_behind(node, bench, bench.spots[behind.column], times([sums, steps]))
    step = times([call("SIGN", steps), literal(node.to)])
    more = call("IF", compared(place, "<", call("ABS", steps)), step, _ZERO)
    got = cleaned(added([bench.spots[part.column].cell, more]), CLEAN_PLACES)
    piece = call("IF", compared(sums, "=", _ZERO), _ZERO, got)
    unknown = times([*_group(node, bench), call("ISNA", bench.spots[node.weight].all), _ONE])
    return call("IF", compared(call("SUM", unknown), ">", _ZERO), UNKNOWN, piece)


def _place_behind(node: Share, bench: Bench, behind: Spot, way: Piece) -> Piece:
    """How many of the same pool come before with a step more: larger remainders, then by name.

    `way` is below zero where the smallest remainders come first.
    """
    names = [str(name) for name in bench.cells[node.who]]
    by_name = sorted(range(bench.size), key=lambda agent: names[agent])
    places = {agent: Decimal(place) for place, agent in enumerate(by_name, start=1)}
    order = bench.constants([places[agent] for agent in range(bench.size)])
    apart = times([_in_brackets(less(behind.all, behind.cell)), call("SIGN", way)])
    equal = _in_brackets(compared(behind.all, "=", behind.cell))
    earlier = _in_brackets(compared(order.all, "<", order.cell))
    before = added([_in_brackets(compared(apart, ">", _ZERO)), times([equal, earlier])])
    return call("SUM", call("IFERROR", times([*_group(node, bench), before]), "0"))


def _group(node: Share, bench: Bench) -> list[Piece]:
    return [] if node.within is None else [_same_group(bench, node.within)]


def _in_brackets(piece: Piece) -> Piece:
    return Piece(f"({piece.text})")
