"""Every formula node as a piece of a spreadsheet formula, for one row of the sheet.

Unknown is `#N/A`, which goes through all arithmetic of a spreadsheet as None does through csperf's.
Only conditions need help: AND and OR give `#N/A` even where one known part decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from csperf.exact import ONE, ZERO
from csperf.formula import (
    Aggregate,
    AnyOf,
    Cell,
    Choose,
    Condition,
    Constant,
    Difference,
    Distribution,
    Each,
    Formula,
    Given,
    Ladder,
    Limit,
    Not,
    Prize,
    Product,
    Quotient,
    Rank,
    Round,
    Share,
    Sign,
    Sum,
    Test,
    Tier,
    WeightedMean,
    When,
)
from csperf.output.live.bench import (
    CLEAN_PLACES,
    DEEPEST,
    LONGEST,
    SURE,
    Bench,
    LiveColumn,
    cleaned,
    is_clean,
    places_in,
)
from csperf.output.live.pieces import (
    UNKNOWN,
    Piece,
    added,
    call,
    compared,
    constant,
    digits_of,
    divided,
    if_known,
    less,
    literal,
    places_of,
    times,
)
from csperf.output.live.team import aggregated, distributed, from_rows, prized, ranked, shared
from csperf.units import Unit
from csperf.wholes import as_number

_MOST_ROWS = 12  # of a table in one cell; a longer one goes on in the next column
_COMPARES = {"at_least": ">=", "over": ">", "at_most": "<=", "under": "<", "is": "="}
_TRUNCATED = {"half_up": "ROUND", "up": "ROUNDUP", "down": "ROUNDDOWN"}


def lay_column(bench: Bench, name: str, formula: Formula) -> None:
    """Lays a column of the sheet, its aids before it."""
    column = bench.sheet.column(name)
    if isinstance(formula, Each):
        cells = bench.cells.get(name, bench.sheet.cells[name])
        bench.lay(LiveColumn(name, cells, column, each=from_rows(formula, bench)), None)
        return
    piece, fills = _whole(formula, bench, is_text=column.unit is Unit.TEXT)
    cells = bench.sheet.cells[name]
    bench.lay(LiveColumn(name, cells, column, piece.text, fills=fills), _places(formula, bench))


def _places(formula: Formula, bench: Bench) -> int | None:
    known = places_in(formula, bench.places)
    return known if known is None or known < CLEAN_PLACES else CLEAN_PLACES


def _whole(formula: Formula, bench: Bench, *, is_text: bool = False) -> tuple[Piece, bool]:
    """The formula of a cell, cleaned at its end, and whether it looks at whole columns at once."""
    if isinstance(formula, Aggregate):
        piece, fills = aggregated(formula, bench)
    elif isinstance(formula, Share):
        piece, fills = shared(formula, bench, lambda node: ref(node, bench)), True
    else:
        piece, fills = _of(formula, bench), False
    if is_text or is_clean(formula):
        return piece, fills
    places = places_in(formula, bench.places)
    return cleaned(piece, CLEAN_PLACES if places is None else min(places, CLEAN_PLACES)), fills


def ref(node: Formula, bench: Bench) -> Piece:
    """A cell that holds what the node is worth: a column of the plan, or one laid for this."""
    if isinstance(node, Cell):
        return bench.spots[node.column].cell
    if isinstance(node, Constant):
        return constant(node)
    if node not in bench.kept:
        cells = bench.worth(node)
        if isinstance(node, Each):
            column = LiveColumn(bench.aid_name(), cells, None, each=from_rows(node, bench))
        else:
            piece, fills = _whole(node, bench)
            column = LiveColumn(bench.aid_name(), cells, None, piece.text, fills=fills)
        bench.kept[node] = bench.lay(column, _places(node, bench))
    return bench.spots[bench.kept[node]].cell


def of(node: Formula, bench: Bench) -> Piece:
    """The node as a piece; a part that would make it too long is a column of its own."""
    piece = _of(node, bench)
    if len(piece.text) > LONGEST or piece.depth > DEEPEST:
        return ref(node, bench)
    return piece


def _of(  # noqa: C901, PLR0911, PLR0912 - one case a node
    node: Formula, bench: Bench
) -> Piece:
    match node:
        case Constant():
            return constant(node)
        case Aggregate(within=None, alongside=()) if None not in bench.cells[node.column]:
            return aggregated(node, bench)[0]
        case Cell() | Aggregate() | Each() | Share():
            return ref(node, bench)
        case Sum(terms=terms):
            return added(of(term, bench) for term in terms)
        case Difference(left=left, right=right):
            return less(of(left, bench), of(right, bench))
        case Product(factors=factors):
            return times(of(factor, bench) for factor in factors)
        case Quotient(over=over, under=under):
            return _quotient(over, under, bench)
        case Round():
            return _rounded(node, bench)
        case Limit(value=value, at_least=low, at_most=high):
            piece = of(value, bench)
            piece = piece if low is None else call("MAX", piece, of(low, bench))
            return piece if high is None else call("MIN", piece, of(high, bench))
        case Choose():
            return _chosen(node, bench)
        case When(tests=tests, then=then, otherwise=otherwise):
            return call("IF", all_hold(tests, bench), of(then, bench), of(otherwise, bench))
        case Ladder():
            return _ladder(node, bench)
        case Rank():
            return ranked(node, bench)
        case Prize():
            return prized(node, bench)
        case Distribution():
            return distributed(node, bench)
        case Given(value=value, otherwise=other, subject=None):
            return if_known(of(value, bench), of(other, bench))
        case Given(value=value, otherwise=other, subject=subject) if subject is not None:
            known = call("ISNA", ref(subject, bench))
            return call("IF", known, of(other, bench), of(value, bench))
        case WeightedMean():
            return _weighted_mean(node, bench)
        case _:
            assert_never(node)  # type: ignore[arg-type] # Given has a subject or has none


def _clean(node: Formula, bench: Bench) -> Piece:
    """The node to be compared with something."""
    piece = of(node, bench)
    return piece if is_clean(node) else cleaned(piece, CLEAN_PLACES)


def _quotient(over: Formula, under: Formula, bench: Bench) -> Piece:
    below = ref(under, bench)
    quotient = divided(of(over, bench), below)
    if isinstance(under, Constant) and under.value != ZERO:
        return quotient
    return call("IF", compared(below, "=", Piece("0")), UNKNOWN, quotient)


def _rounded(node: Round, bench: Bench) -> Piece:
    """Rounded to a power of ten by the spreadsheet's own function, to anything else by division."""
    digits = digits_of(node.to)
    if digits is None or node.mode == "half_even":
        steps = Round(Quotient(node.value, Constant(node.to)), Decimal("1E-9"))
        found = ref(steps, bench)
        if node.mode == "half_even":
            half = compared(call("ABS", less(found, call("TRUNC", found))), "=", Piece("0.5"))
            even = times([Piece("2"), call("ROUND", divided(found, Piece("2")), "0")])
            number = call("IF", half, even, call("ROUND", found, "0"))
        else:
            number = call(_TRUNCATED[node.mode], found, "0")
        return cleaned(times([number, literal(node.to)]), places_of(node.to))
    piece = of(node.value, bench)
    if not is_clean(node.value):
        piece = cleaned(piece, digits + SURE)
    return call(_TRUNCATED[node.mode], piece, str(digits))


def _chosen(node: Choose, bench: Bench) -> Piece:
    """The rows one by one; the rows that are too many for a cell go on in a column of their own."""
    if len(node.rows) > _MOST_ROWS:
        rest = Choose(node.subject, node.rows[_MOST_ROWS:], node.otherwise)
        otherwise = ref(rest, bench)
    else:
        otherwise = Piece(UNKNOWN) if node.otherwise is None else of(node.otherwise, bench)
    subject = ref(node.subject, bench)
    piece = otherwise
    for row in reversed(node.rows[:_MOST_ROWS]):
        test = _meets(subject, row.sign, row.bound, bench)
        piece = call("IF", test, of(row.result, bench), piece)
    return piece


def all_hold(conditions: Sequence[Condition], bench: Bench) -> Piece:
    """Whether every condition holds; unknown where an unknown figure would decide."""
    pieces = [_holds(condition, bench) for condition in conditions]
    if len(pieces) == 1:
        return pieces[0]
    if not any(_undecided(condition, bench) for condition in conditions):
        return call("AND", *pieces)
    none_fails = call("AND", *(if_known(piece, Piece("TRUE")) for piece in pieces))
    return call("IF", none_fails, call("AND", *pieces), "FALSE")


def _holds(condition: Condition, bench: Bench) -> Piece:
    match condition:
        case Test(subject=subject, sign=sign, bound=bound):
            return _meets(_clean(subject, bench), sign, bound, bench)
        case Not(conditions=inner):
            return call("NOT", all_hold(inner, bench))
        case AnyOf(groups=groups):
            pieces = [all_hold(group, bench) for group in groups]
            if not any(_undecided(one, bench) for group in groups for one in group):
                return call("OR", *pieces)
            one_holds = call("OR", *(if_known(piece, Piece("FALSE")) for piece in pieces))
            return call("IF", one_holds, "TRUE", call("OR", *pieces))
        case _:
            assert_never(condition)


def _undecided(condition: Condition, bench: Bench) -> bool:
    """Whether somebody lacks a figure that the condition looks at."""
    match condition:
        case Test(subject=subject, bound=bound):
            return bench.may_be_unknown(subject) or bench.may_be_unknown(bound)
        case Not(conditions=inner):
            return any(_undecided(one, bench) for one in inner)
        case AnyOf(groups=groups):
            return any(_undecided(one, bench) for group in groups for one in group)
        case _:
            assert_never(condition)


def _meets(subject: Piece, sign: Sign, bound: Formula, bench: Bench) -> Piece:
    """A comparison; texts are compared sign by sign, since `=` takes P1 and p1 for the same."""
    if sign == "like" and isinstance(bound, Constant):
        return _like(subject, str(bound.value))
    piece = _clean(bound, bench)
    if sign == "is" and not _is_number(bound, bench):
        return call("EXACT", subject, piece)
    return compared(subject, _COMPARES[sign], piece)


def _is_number(bound: Formula, bench: Bench) -> bool:
    return any(isinstance(value, Decimal) for value in bench.worth(bound))


def _like(subject: Piece, pattern: str) -> Piece:
    """A text in which `*` stands for anything: its start, its end, and what stands between."""
    first, *between = pattern.split("*")
    if not between:
        return call("EXACT", subject, literal(pattern))
    *between, last = between
    length = str(len(first) + len(last))
    tests = [compared(call("LEN", subject), ">=", Piece(length))]
    if first:
        tests.append(call("EXACT", call("LEFT", subject, str(len(first))), literal(first)))
    if last:
        tests.append(call("EXACT", call("RIGHT", subject, str(len(last))), literal(last)))
    start = Piece(str(len(first) + 1))
    inside = call("LEFT", subject, less(call("LEN", subject), Piece(str(len(last)))))
    for text in filter(None, between):
        found = call("FIND", literal(text), inside, start)
        tests.append(call("ISNUMBER", found))
        start = added([found, Piece(str(len(text)))])
    return tests[0] if len(tests) == 1 else call("AND", *tests)


def _ladder(node: Ladder, bench: Bench) -> Piece:
    base = ref(node.base, bench)
    if not node.tiers:
        return times([base, Piece("0")])
    if node.mode == "whole":
        sign = ">=" if node.owns_start else ">"
        piece = times([base, Piece("0")])
        for tier in node.tiers:
            reached = compared(base, sign, constant(tier.start))
            piece = call("IF", reached, times([base, constant(tier.rate)]), piece)
        return piece
    following: list[Tier | None] = [*node.tiers[1:], None]
    pairs = zip(node.tiers, following, strict=True)
    return added(_tier(base, tier, after) for tier, after in pairs)


def _tier(base: Piece, tier: Tier, after: Tier | None) -> Piece:
    """What one tier pays on the part of the base inside it."""
    inside = base if after is None else call("MIN", base, constant(after.start))
    over = inside if tier.start.value == ZERO else less(inside, constant(tier.start))
    return times([call("MAX", "0", over), constant(tier.rate)])


def _weighted_mean(node: WeightedMean, bench: Bench) -> Piece:
    full = sum((as_number(weight.value) for _, weight in node.parts), ZERO)
    if not full:
        return Piece(UNKNOWN)
    left_out = {i for i in node.optional if bench.may_be_unknown(node.parts[i][0])}
    terms, weights = [], []
    for position, (points, weight) in enumerate(node.parts):
        term, own = times([of(points, bench), constant(weight)]), constant(weight)
        if position in left_out:
            unknown = call("ISNA", ref(points, bench))
            term, own = call("IF", unknown, "0", term), call("IF", unknown, "0", own)
        terms.append(term)
        weights.append(own)
    if not left_out:
        return added(terms) if full == ONE else divided(added(terms), literal(full))
    share = added(weights)
    quotient = divided(added(terms), Piece(share.text, 0))
    return call("IF", compared(share, "=", Piece("0")), UNKNOWN, quotient)
