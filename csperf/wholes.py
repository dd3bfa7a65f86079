"""What the nodes that look at the whole team give: means, places, prizes, pools, grades by heads.

Why apart from the row by row nodes: each of these takes a column of the sheet and gives a column,
and its rule (ties, remainders, who is left out) is a policy that a reader looks for by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import assert_never

from csperf.exact import ONE, ZERO, RoundingMode, rounding
from csperf.formula import Aggregate, Distribution, Prize, Rank, Share, Value, Whole
from csperf.inputs import Cells

_UNKNOWN = Decimal("Infinity")  # an unknown key on a board, sorted after every known one


def as_number(value: Value) -> Decimal:
    """The number that a value is; raises TypeError for a text."""
    if isinstance(value, str):
        raise TypeError(value)
    return value


def aggregated(node: Aggregate, cells: Mapping[str, Cells], size: int) -> Cells:
    """One figure for everybody of a group; whoever is in no group has none."""
    groups: Cells = [""] * size if node.within is None else cells[node.within]
    members: dict[Value | None, list[Decimal]] = {}
    complete = [
        None not in row for row in zip(*(cells[name] for name in node.alongside), strict=True)
    ]
    counted = complete if node.alongside else [True] * size
    for group, value, counts in zip(groups, cells[node.column], counted, strict=True):
        if value is not None and counts:
            members.setdefault(group, []).append(as_number(value))
    totals: dict[Value | None, Decimal] = {}
    for group, found in members.items():
        totals[group] = whole_of(found, node.how)
    return [None if group is None else totals.get(group) for group in groups]


def whole_of(found: Sequence[Decimal], how: Whole) -> Decimal:
    """One figure of several people's; call inside `exactly()`."""
    match how:
        case "sum":
            return sum(found, ZERO)
        case "mean":
            return sum(found, ZERO) / len(found)
        case "min":
            return min(found)
        case "max":
            return max(found)
        case _:
            assert_never(how)


def ranked(node: Rank, cells: Mapping[str, Cells], size: int) -> Cells:
    """Whose key is unknown where it decides has an unknown place, and who may not take part."""
    asked: Cells = [ONE] * size if node.eligible is None else cells[node.eligible]
    eligible = [value == ONE for value in asked]
    first = cells[node.keys[0][0]]
    board = zip(*([_sortable(v, way) for v in cells[name]] for name, way in node.keys), strict=True)
    keys = [key if known is not None else None for known, key in zip(first, board, strict=True)]
    holders = Counter(key for key, able in zip(keys, eligible, strict=True) if able)
    places: dict[tuple[Decimal, ...] | None, Decimal | None] = {None: None}
    place = 1
    for key in sorted(key for key in holders if key is not None):
        places[key] = None if _undecided(key, holders) else Decimal(place)
        place += holders[key]
    return [
        None if known is None else places[key] if able else ZERO
        for key, able, known in zip(keys, eligible, asked, strict=True)
    ]


def _undecided(key: tuple[Decimal, ...], holders: Mapping[tuple[Decimal, ...] | None, int]) -> bool:
    """Whether others are equal up to the first unknown part of a key, so that it would decide."""
    if _UNKNOWN not in key:
        return False
    length = key.index(_UNKNOWN)
    alike = (n for other, n in holders.items() if other and other[:length] == key[:length])
    return sum(alike) > 1


def _sortable(value: Value | None, way: str) -> Decimal:
    if value is None:
        return _UNKNOWN
    return -as_number(value) if way == "higher" else as_number(value)


def prizes(node: Prize, cells: Mapping[str, Cells]) -> Cells:
    """The prize of everyone's place, unrounded."""
    places = cells[node.rank]
    amounts: dict[Value | None, Decimal | None] = {None: None}
    for place, tied in Counter(places).items():
        if place is not None:
            amounts[place] = prize_of(node, int(as_number(place)), tied)
    return [amounts[place] for place in places]


def shared(node: Share, pools: Cells, cells: Mapping[str, Cells]) -> Cells:
    """Each group's pool among its members; whose weight is unknown leaves all parts unknown."""
    groups: Cells = [""] * len(pools) if node.within is None else cells[node.within]
    members: dict[Value | None, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group, []).append(i)
    result: list[Value | None] = [None] * len(pools)
    for group, rows in members.items():
        weights = [cells[node.weight][i] for i in rows]
        pool = pools[rows[0]]
        if group is None or pool is None or None in weights:
            continue
        names = [str(cells[node.who][i]) for i in rows]
        numbers = [as_number(weight) for weight in weights if weight is not None]
        parts = shares(as_number(pool), numbers, names, node.to, node.mode)
        for i, part in zip(rows, parts, strict=True):
            result[i] = part
    return result


def shares(
    pool: Decimal, weights: Sequence[Decimal], names: Sequence[str], to: Decimal, mode: RoundingMode
) -> list[Decimal]:
    """The pool split by weight in multiples of `to`, which sum to it; call inside `exactly()`.

    >>> from csperf.exact import exactly
    >>> with exactly():
    ...     shares(Decimal(100), [Decimal(1)] * 3, ["b", "c", "a"], Decimal("0.01"), "half_up")
    [Decimal('33.33'), Decimal('33.33'), Decimal('33.34')]
    """
    whole = rounding(to, mode)(pool)
    total = sum(weights, ZERO)
    if not total:
        return [ZERO] * len(weights)
    down = rounding(to, "down")
    parts = [down(whole * weight / total) for weight in weights]
    # by products, since a remainder with endless digits could not be compared exactly
    behind = [whole * weight - part * total for weight, part in zip(weights, parts, strict=True)]
    left = int((whole - sum(parts, ZERO)) / to)
    step = to.copy_sign(left)
    order = sorted(range(len(weights)), key=lambda i: (-behind[i] * left, names[i]))
    for i in order[: abs(left)]:
        parts[i] += step
    return parts


def distributed(node: Distribution, cells: Mapping[str, Cells]) -> Cells:
    """The grade of everyone's place."""
    places = cells[node.rank]
    held = Counter(places)
    heads = sum(count for place, count in held.items() if place not in {None, ZERO})
    grades: dict[Value | None, Value | None] = {None: None}
    for place, tied in held.items():
        if place is not None:
            grades[place] = grade_of(node, int(as_number(place)), tied, heads)
    return [grades[place] for place in places]


def grade_of(node: Distribution, place: int, tied: int, number: int) -> Value:
    """The grade of a place that `tied` people hold together, of `number` people on the board."""
    if place == 0:
        return node.others.value
    position = place if node.ties == "better" else place + tied - 1
    heads = rounding(ONE, node.heads)
    for grade, share in node.shares[:-1]:
        if position <= heads(as_number(share.value) * number):
            return grade.value
    return node.shares[-1][0].value


def prize_of(node: Prize, place: int, tied: int) -> Decimal:
    """The unrounded prize of a place that `tied` people hold together; place 0 gets nothing."""
    if place == 0:
        return ZERO
    amounts = [as_number(constant.value) for constant in node.prizes]
    covered = [
        amounts[i] if i < len(amounts) else as_number(node.others.value)
        for i in range(place - 1, place - 1 + tied)
    ]
    match node.ties:
        case "share":
            return sum(covered, ZERO) / tied
        case "all_full":
            return covered[0]
        case "next_drops":
            return covered[-1]
        case _:
            assert_never(node.ties)
