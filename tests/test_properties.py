"""What holds whatever the plan and the data: order, cuts, bands, ladders, prizes, unknowns."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import CASES as ALL_CASES
from conftest import options_of, run_of
from formulas import NAMES, NUMBERS, formulas
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csperf.exact import RoundingMode, exactly, rounded
from csperf.formula import (
    Cell,
    Constant,
    Formula,
    Given,
    Ladder,
    Mode,
    Prize,
    Product,
    Quotient,
    Rank,
    Round,
    Sign,
    Tier,
    Ties,
    Value,
    WeightedMean,
)
from csperf.inputs import Agent, Inputs
from csperf.metrics.catalogue import catalogue
from csperf.payroll import Request, calculate
from csperf.plan.definitions import definitions
from csperf.plan.lower import lower
from csperf.plan.read import plan_of
from csperf.sheet import Sheet, evaluate, ladder_parts, values
from csperf.units import Unit

# Those with one row a person; what is given in several rows, or row by row, has its own tests.
CASES = [
    case
    for case in ALL_CASES
    if (case / "data.csv").exists() and not case.name.startswith(("combine_", "people_"))
    if "\ntables:" not in (case / "plan.yaml").read_text(encoding="utf-8")
]
Rows = list[list[str]]
Figures = dict[str, dict[str, Value | None]]
AMOUNTS = st.decimals(min_value=-(10**7), max_value=10**7, places=2)
POINTS = st.decimals(min_value=0, max_value=200, places=1)
RATES = st.decimals(min_value=0, max_value=1, places=4)


# Exports: their order and how they are cut into files say nothing.


def rows_of(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def written(folder: str, name: str, rows: Rows) -> str:
    file = Path(folder) / name
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)
    return str(file)


def figures(sheet: Sheet) -> Figures:
    return {
        agent.name: {column.name: sheet.value(position, column.name) for column in sheet.columns}
        for position, agent in enumerate(sheet.agents)
    }


def figures_from(case: Path, tables: Sequence[Rows], roster: Rows | None = None) -> Figures:
    """What the plan of a case gives for these exports."""
    with TemporaryDirectory() as folder:
        files = [written(folder, f"{i}.csv", rows) for i, rows in enumerate(tables)]
        people = case / "roster.csv"
        listed = str(people) if people.exists() else None
        if roster is not None:
            listed = written(folder, "roster.csv", roster)
        request = Request(str(case / "plan.yaml"), tuple(files), listed)
        return figures(calculate(replace(request, **options_of(case))).sheet)


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_people_changes_nothing(case: Path, chance: random.Random) -> None:
    heading, *people = rows_of(case / "data.csv")
    chance.shuffle(people)
    roster: Rows | None = None
    if (case / "roster.csv").exists():
        top, *listed = rows_of(case / "roster.csv")
        chance.shuffle(listed)
        roster = [top, *listed]
    assert figures_from(case, [[heading, *people]], roster) == figures(run_of(case).sheet)


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_an_export_cut_between_people_changes_nothing(case: Path, chance: random.Random) -> None:
    heading, *people = rows_of(case / "data.csv")
    assume(len(people) > 1)
    chance.shuffle(people)
    at = chance.randrange(1, len(people))
    tables = [[heading, *people[:at]], [heading, *people[at:]]]
    assert figures_from(case, tables) == figures(run_of(case).sheet)


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_an_export_cut_between_columns_changes_nothing(case: Path, chance: random.Random) -> None:
    assume("\ntables:" not in (case / "plan.yaml").read_text("utf-8"))  # a row is one thing there
    rows = rows_of(case / "data.csv")
    assume(len({row[0] for row in rows}) == len(rows))  # nothing but its columns tells a row apart
    columns = list(range(1, len(rows[0])))
    assume(len(columns) > 1)
    chance.shuffle(columns)
    at = chance.randrange(1, len(columns))
    tables = [
        [[row[0], *(row[i] for i in part)] for row in rows] for part in (columns[:at], columns[at:])
    ]
    assert figures_from(case, tables) == figures(run_of(case).sheet)


# Tables of points.


def sheet_of(plan: str, data: Mapping[str, Sequence[Value | None]]) -> Sheet:
    """The sheet of a plan's text for these columns of data."""
    read, problems = plan_of(plan, "plan.yaml")
    assert read is not None, problems
    known, found = definitions(read, catalogue())
    lowered, faults = lower(read, known, frozenset(data))
    assert not found
    assert not faults
    size = len(next(iter(data.values())))
    return evaluate(lowered.columns, Inputs(tuple(Agent(str(i)) for i in range(size)), data))


def points_by(rule: str, found: Sequence[Decimal], *, better: str = "higher") -> list[Decimal]:
    """The points that one indicator gives for each value."""
    plan = f"""
csperf: 1
plan: one indicator
version: "1"
metrics: {{m: {{unit: ratio, better: {better}}}}}
indicators: {{m: {{weight: 100%, {rule}}}}}
"""
    cells = sheet_of(plan, {"m": found}).cells["m.points"]
    return [cell for cell in cells if isinstance(cell, Decimal)]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Sign, list[Decimal], list[Decimal]]:
    """A bound word, its bounds in their order, and one result more than there are bounds."""
    sign: Sign = draw(st.sampled_from(("at_least", "over", "at_most", "under")))
    bound = st.decimals(min_value=-1000, max_value=1000, places=2)
    bounds = draw(st.lists(bound, min_size=1, max_size=6, unique=True))
    bounds.sort(reverse=sign in {"at_least", "over"})
    results = st.lists(POINTS, min_size=len(bounds) + 1, max_size=len(bounds) + 1, unique=True)
    return sign, bounds, sorted(draw(results), reverse=True)


def written_table(sign: Sign, bounds: list[Decimal], results: list[Decimal]) -> str:
    rows = [
        f"{{{sign}: {bound}, points: {result}}}"
        for bound, result in zip(bounds, results, strict=False)
    ]
    return f"bands: [{', '.join(rows)}, {{otherwise: {results[-1]}}}]"


def held(sign: Sign, bounds: list[Decimal], value: Decimal) -> list[int]:
    """The bands that hold a value, written as intervals with both of their ends."""
    ends: list[Decimal | None] = [None, *bounds, None]
    found: list[int] = []
    for band, (near, far) in enumerate(pairwise(ends)):
        match sign:
            case "at_least":
                inside = (near is None or value < near) and (far is None or value >= far)
            case "over":
                inside = (near is None or value <= near) and (far is None or value > far)
            case "at_most":
                inside = (near is None or value > near) and (far is None or value <= far)
            case _:
                inside = (near is None or value >= near) and (far is None or value < far)
        if inside:
            found.append(band)
    return found


@given(tables(), st.lists(st.decimals(-1100, 1100, places=3), min_size=1, max_size=8))
def test_every_number_falls_in_exactly_one_band(
    table: tuple[Sign, list[Decimal], list[Decimal]], found: list[Decimal]
) -> None:
    sign, bounds, results = table
    found += bounds
    for value, points in zip(found, points_by(written_table(*table), found), strict=True):
        (band,) = held(sign, bounds, value)
        assert points == results[band]


@given(tables(), st.lists(st.decimals(-1100, 1100, places=3), min_size=2, max_size=8))
def test_a_better_value_never_lowers_points_by_bands(
    table: tuple[Sign, list[Decimal], list[Decimal]], found: list[Decimal]
) -> None:
    found.sort(reverse=table[0] in {"at_most", "under"})
    points = points_by(written_table(*table), found)
    assert points == sorted(points)


@given(
    st.decimals(-1000, 1000, places=2),
    st.decimals(-1000, 1000, places=2),
    st.lists(st.decimals(-1100, 1100, places=3), min_size=2, max_size=8),
)
def test_linear_points_rise_from_nothing_to_a_hundred(
    low: Decimal, high: Decimal, found: list[Decimal]
) -> None:
    assume(low != high)
    found.sort(reverse=low > high)
    points = points_by(f"linear: {{from: {low}, to: {high}}}", [low, *found, high])
    assert points[0] == 0
    assert points[-1] == 100
    assert points[1:-1] == sorted(points[1:-1])
    assert all(0 <= point <= 100 for point in points)


@given(
    st.sampled_from(("higher", "lower")),
    st.decimals("0.01", 1000, places=2),
    st.lists(st.decimals("0.01", 2000, places=2), min_size=2, max_size=8),
)
def test_a_better_value_never_lowers_points_by_ratio(
    better: str, target: Decimal, found: list[Decimal]
) -> None:
    found.sort(reverse=better == "lower")
    rule = f"ratio_to: {{target: {target}, at_most: 120}}"
    points = points_by(rule, [*found, target], better=better)
    assert points[-1] == 100
    assert points[:-1] == sorted(points[:-1])


@given(
    st.sampled_from(("pro_rata", "whole_only")),
    st.lists(st.decimals(0, 1000, places=3), min_size=2, max_size=8),
)
def test_less_short_of_a_target_never_costs_more_points(
    fractions: str, found: list[Decimal]
) -> None:
    found.sort()
    rule = "start: 50, each: -2, per: 0.5, short_of: 900, at_least: 0"
    points = points_by(f"per_unit: {{{rule}, fractions: {fractions}}}", found)
    assert points == sorted(points)


# Ladders.


@st.composite
def ladders(draw: st.DrawFn, *, rising: bool = False) -> tuple[Tier, ...]:
    """Tiers from zero; with `rising` each rate at least the one before."""
    steps = draw(st.lists(st.decimals("0.01", 50000, places=2), max_size=5, unique=True))
    starts = [Decimal(0), *sorted(steps)]
    rates = draw(st.lists(RATES, min_size=len(starts), max_size=len(starts)))
    rates = sorted(rates) if rising else rates
    pairs = zip(starts, rates, strict=True)
    return tuple(Tier(Constant(start), Constant(rate)) for start, rate in pairs)


BASES = st.decimals(min_value=0, max_value=100000, places=2)


def paid(base: Decimal, tiers: tuple[Tier, ...], mode: Mode, *, owns_start: bool = True) -> Decimal:
    formula = Ladder(Constant(base), tiers, mode, owns_start)
    with exactly():
        (found,) = values(formula, {}, 1)
    assert isinstance(found, Decimal)
    return found


@given(ladders(), BASES)
def test_the_parts_of_a_graduated_ladder_make_up_the_base(
    tiers: tuple[Tier, ...], base: Decimal
) -> None:
    for owns_start in (True, False):
        pairs = ladder_parts(base, tiers, "graduated", owns_start=owns_start)
        assert sum(part for part, _ in pairs) == base


@given(ladders(), BASES, st.decimals(0, 1000, places=2))
def test_a_graduated_ladder_has_no_cliff(
    tiers: tuple[Tier, ...], base: Decimal, more: Decimal
) -> None:
    rates = [rate for tier in tiers if isinstance(rate := tier.rate.value, Decimal)]
    rise = paid(base + more, tiers, "graduated") - paid(base, tiers, "graduated")
    assert more * min(rates) <= rise <= more * max(rates)


@given(ladders(), BASES)
def test_who_owns_a_bound_is_worth_nothing_in_a_graduated_ladder(
    tiers: tuple[Tier, ...], base: Decimal
) -> None:
    for amount in (base, *(Decimal(tier.start.value) for tier in tiers)):
        owned = paid(amount, tiers, "graduated", owns_start=True)
        assert owned == paid(amount, tiers, "graduated", owns_start=False)


@given(ladders(rising=True), BASES)
def test_rising_rates_pay_at_least_as_much_on_the_whole_as_by_parts(
    tiers: tuple[Tier, ...], base: Decimal
) -> None:
    for owns_start in (True, False):
        whole = paid(base, tiers, "whole", owns_start=owns_start)
        assert whole >= paid(base, tiers, "graduated", owns_start=owns_start)


@given(ladders(), BASES)
def test_a_whole_ladder_pays_one_of_its_rates_on_everything(
    tiers: tuple[Tier, ...], base: Decimal
) -> None:
    reached = [tier.rate.value for tier in tiers if Decimal(tier.start.value) <= base]
    assert paid(base, tiers, "whole") == base * Decimal(reached[-1])


# Boards and prizes.


SALES = st.lists(st.integers(0, 4), min_size=1, max_size=8)
PRIZES = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=5)
BOARD = Rank((("sales", "higher"),))


def column_of(formula: Formula, cells: Mapping[str, Sequence[Value | None]]) -> list[Decimal]:
    with exactly():
        found = values(formula, cells, len(next(iter(cells.values()))))
    assert all(isinstance(value, Decimal) for value in found)
    return [value for value in found if isinstance(value, Decimal)]


def prizes_for(
    sold: list[int], prizes: list[Decimal], others: Decimal, ties: Ties
) -> list[Decimal]:
    cells = {"sales": [Decimal(n) for n in sold]}
    board = {"place": column_of(BOARD, cells)}
    constants = tuple(Constant(prize) for prize in prizes)
    return column_of(Prize("place", constants, Constant(others), ties), board)


@given(SALES, PRIZES, st.decimals(0, 50, places=2))
def test_equal_shares_make_up_the_prizes(
    sold: list[int], prizes: list[Decimal], others: Decimal
) -> None:
    shares = prizes_for(sold, prizes, others, "share")
    due = [*prizes, *[others] * len(sold)][: len(sold)]
    with exactly():
        assert rounded(sum(shares, Decimal(0)), Decimal("1e-20")) == sum(due)


@given(SALES, PRIZES)
def test_a_share_lies_between_the_first_and_the_last_prize_of_a_tie(
    sold: list[int], prizes: list[Decimal]
) -> None:
    falling = sorted(prizes, reverse=True)
    low, share, high = (
        prizes_for(sold, falling, Decimal(0), ties) for ties in ("next_drops", "share", "all_full")
    )
    assert all(a <= b <= c for a, b, c in zip(low, share, high, strict=True))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1), st.randoms())
def test_places_do_not_depend_on_the_order_of_people(
    people: list[tuple[int, int]], chance: random.Random
) -> None:
    formula = Rank((("sales", "higher"), ("seconds", "lower")))

    def places(order: list[int]) -> dict[int, Decimal]:
        cells = {
            "sales": [Decimal(people[i][0]) for i in order],
            "seconds": [Decimal(people[i][1]) for i in order],
        }
        return dict(zip(order, column_of(formula, cells), strict=True))

    order = list(range(len(people)))
    shuffled = chance.sample(order, len(order))
    assert places(order) == places(shuffled)
    assert places(order) == {
        i: 1 + sum((-s, t) < (-people[i][0], people[i][1]) for s, t in people) for i in order
    }


# Means, rounding, unknowns.


@given(st.lists(st.tuples(st.none() | POINTS, st.integers(1, 100)), min_size=1, max_size=6))
def test_renormalised_weights_give_the_mean_of_what_is_known(
    parts: list[tuple[Decimal | None, int]],
) -> None:
    cells = {str(i): [points] for i, (points, _) in enumerate(parts)}
    weighted = tuple(
        (Cell(str(i)), Constant(Decimal(weight).scaleb(-2))) for i, (_, weight) in enumerate(parts)
    )
    with exactly():
        (found,) = values(WeightedMean(weighted, frozenset(range(len(weighted)))), cells, 1)
        (strict,) = values(WeightedMean(weighted), cells, 1)
    known = [(Fraction(points), weight) for points, weight in parts if points is not None]
    if not known:
        assert found is None
        return
    total = sum((points * weight for points, weight in known), Fraction(0))
    mean = total / sum(weight for _, weight in known)
    assert isinstance(found, Decimal)
    assert abs(Fraction(found) - mean) < Fraction(1, 10**40)
    assert strict == (found if len(known) == len(parts) else None)


def by_integers(value: Fraction, step: Fraction, mode: RoundingMode) -> Fraction:
    """Rounding done with whole numbers only."""
    steps = abs(value / step)
    over, under = steps.numerator, steps.denominator
    whole, rest = divmod(over, under)
    match mode:
        case "half_up":
            more = 2 * rest >= under
        case "half_even":
            more = 2 * rest > under or (2 * rest == under and whole % 2 == 1)
        case "up":
            more = rest > 0
        case "down":
            more = False
    return (whole + more) * step * (-1 if value < 0 else 1)


MODES: tuple[RoundingMode, ...] = ("half_up", "half_even", "up", "down")
STEPS = st.sampled_from([Decimal(step) for step in ("0.0001", "0.01", "0.05", "0.1", "0.5", "1")])


@given(st.decimals(-(10**9), 10**9, places=5), STEPS, st.sampled_from(MODES))
def test_rounding_is_that_of_whole_numbers(
    value: Decimal, step: Decimal, mode: RoundingMode
) -> None:
    expected = by_integers(Fraction(value), Fraction(step), mode)
    assert Fraction(rounded(value, step, mode)) == expected


@given(st.integers(0, 10**6), st.integers(1, 200), st.integers(1, 200), st.sampled_from(MODES))
@settings(max_examples=300)
def test_a_quotient_multiplied_again_is_still_rounded_at_its_half(
    many: int, days: int, half: int, mode: RoundingMode
) -> None:
    """Part of a month of an amount that comes out at exactly half a fen."""
    share = Fraction(days, 2 * half)
    assume(share.denominator % 2 == 0)
    fen = share.denominator // 2 * (2 * many + 1)
    amount = Constant(Decimal(fen).scaleb(-2))
    part = Quotient(Constant(Decimal(days)), Constant(Decimal(2 * half)))
    (found,) = column_of(Round(Product((amount, part)), Decimal("0.01"), mode), {"": [None]})
    exact = Fraction(fen, 100) * share
    assert exact * 200 % 2 == 1
    assert Fraction(found) == by_integers(exact, Fraction(1, 100), mode)


FORMULAS = formulas()
PEOPLE = st.fixed_dictionaries({name: st.none() | NUMBERS for name in NAMES})
FILLED = st.fixed_dictionaries(dict.fromkeys(NAMES, NUMBERS))


def one(formula: Formula, person: Mapping[str, Decimal | None]) -> Value | None:
    with exactly():
        return values(formula, {name: [value] for name, value in person.items()}, 1)[0]


@given(FORMULAS, PEOPLE, FILLED)
@settings(max_examples=400)
def test_a_figure_never_comes_from_what_is_unknown(
    formula: Formula, person: dict[str, Decimal | None], other: dict[str, Decimal]
) -> None:
    """If there is a figure although something is unknown, the unknown could be anything."""
    found = one(formula, person)
    if found is not None:
        filled = {name: other[name] if v is None else v for name, v in person.items()}
        assert one(formula, filled) == found


@given(FORMULAS, st.lists(FILLED, min_size=1, max_size=4), PEOPLE)
@settings(max_examples=200)
def test_an_unknown_of_one_person_changes_no_other_figure(
    formula: Formula, people: list[dict[str, Decimal]], blank: dict[str, Decimal | None]
) -> None:
    with exactly():
        alone = values(formula, {n: [p[n] for p in people] for n in NAMES}, len(people))
        cells = {n: [*(p[n] for p in people), blank[n]] for n in NAMES}
        together = values(formula, cells, len(people) + 1)
    assert list(alone) == list(together)[:-1]


@given(FORMULAS, PEOPLE)
def test_only_given_puts_a_figure_for_the_unknown(
    formula: Formula, person: dict[str, Decimal | None]
) -> None:
    found = one(formula, person)
    instead = one(Given(formula, Constant(Decimal(7))), person)
    assert instead == (Decimal(7) if found is None else found)


@given(
    st.lists(st.none() | AMOUNTS, min_size=1, max_size=6),
    st.sampled_from(("zero", "skip", "renormalise")),
)
def test_a_policy_for_missing_data_leaves_no_pay_unknown(
    found: list[Decimal | None], policy: str
) -> None:
    plan = f"""
csperf: 1
plan: two indicators
version: "1"
metrics: {{m: {{unit: points}}, n: {{unit: points}}}}
indicators: {{m: {{weight: 50%, points: as_is}}, n: {{weight: 50%, points: as_is}}}}
score: {{missing: {policy}}}
pay: {{bonus: {{bonus: {{per_point: 1}}}}}}
"""
    whole: list[Value | None] = [Decimal(80)] * len(found)
    sheet = sheet_of(plan, {"m": found, "n": whole})
    for points, score, bonus in zip(found, sheet.cells["score"], sheet.cells["bonus"], strict=True):
        assert bonus is not None
        if points is None:
            assert score == {"zero": 40, "skip": None, "renormalise": 80}[policy]
            assert bonus == (score or 0)
        assert sheet.column("bonus").unit is Unit.MONEY
