"""A formula in words, without anybody's figures: what a plan pays, read from what pays people.

Why a walk over the nodes: the sentence about a line comes from the formula that is evaluated, so a
new kind of line has its sentence at once, and no sentence can say other numbers than the payslip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from csperf.exact import ONE, ZERO, plain
from csperf.formula import (
    Aggregate,
    AnyOf,
    Cell,
    Choose,
    Column,
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
    Row,
    Share,
    Sum,
    Test,
    WeightedMean,
    When,
)
from csperf.output.columns import heading_alone
from csperf.output.phrase import rounded_to
from csperf.output.phrases import SIGNS
from csperf.plan.rows import LEAVE_OUT
from csperf.texts import Lang, say
from csperf.units import Unit, show

_CLAUSES, _SUM, _PRODUCT, _ATOM = range(4)


@dataclass(frozen=True)
class Clause:
    """A formula in words, and how tightly it binds: a list of cases least of all."""

    text: str
    binds: int = _ATOM

    def within(self, binds: int) -> str:
        """The words inside something that binds tighter."""
        return self.text if self.binds >= binds else f"({self.text})"


@dataclass(frozen=True)
class Teller:
    """Puts a formula into words; a column that only others read is told in its place."""

    columns: Mapping[str, Column]
    lang: Lang
    tables: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)

    def tell(self, formula: Formula) -> Clause:  # noqa: C901, PLR0911, PLR0912 - one case a node
        """The formula in words."""
        match formula:
            case Constant(value=value, unit=unit):
                return Clause(self.figure(value, unit))
            case Cell(column=name):
                return self.cell(name)
            case Sum(terms=terms):
                return self.sum(terms)
            case Difference(left=Constant(value=left), right=right) if left == ZERO:
                return Clause(f"−{self.tell(right).within(_PRODUCT)}", _PRODUCT)
            case Difference(left=left, right=right):
                less = self.tell(right).within(_PRODUCT)
                return Clause(f"{self.tell(left).within(_SUM)} − {less}", _SUM)
            case Product(factors=factors):
                return self.product(factors)
            case Quotient(over=over, under=under):
                above, below = self.tell(over).within(_PRODUCT), self.tell(under).within(_ATOM)
                return Clause(f"{above} ÷ {below}", _PRODUCT)
            case Round(value=value, to=to) if to < ONE:  # as everything is that is printed
                return self.tell(value)
            case Round(value=value):
                how = rounded_to(formula, self.lang)
                inner = self.tell(value).within(_SUM)
                return Clause(self.words("rounded", value=inner, how=how), _CLAUSES)
            case Limit(value=value, at_least=low, at_most=high):
                ends = [(_lowest(value, low), low), ("at-most", high)]
                bounds = [self.end(word, end) for word, end in ends if end is not None]
                return Clause(f"{self.further(self.tell(value))}{self.listed(bounds)}", _CLAUSES)
            case Choose():
                return self.choice(formula)
            case When():
                return self.when(formula)
            case Ladder():
                return self.ladder(formula)
            case Aggregate(how=how, column=name, within=within):
                among = within or self.words("team")
                return Clause(self.words(f"whole-{how}", among=among, column=self.name(name)))
            case Each():
                return self.each(formula)
            case Rank():
                return self.rank(formula)
            case Prize():
                return self.prize(formula)
            case Share():
                return self.share(formula)
            case Distribution():
                return self.distribution(formula)
            case Given(value=value, otherwise=otherwise):
                told = self.tell(value).text, self.tell(otherwise).text
                return Clause(self.words("given", value=told[0], otherwise=told[1]), _CLAUSES)
            case WeightedMean():
                return Clause(self.words("weighted"), _CLAUSES)
            case _:
                assert_never(formula)

    def line(self, formula: Formula) -> str:
        """A pay line or points: the arithmetic below exceptions and the rounding that all have."""
        match ordinary(formula):
            case When(tests=tests, then=Round(value=value), otherwise=otherwise):
                return self.line(When(tests, value, otherwise))
            case Difference(left=Constant(value=left), right=right) if left == ZERO:
                return self.words("taken", value=self.tell(right).text)
            case inner:
                return self.tell(inner).text

    def words(self, id: str, **facts: str) -> str:  # noqa: A002 - a text's id
        """A clause's text."""
        return say(f"clause.{id}", self.lang, **facts)

    def listed(self, told: Sequence[str]) -> str:
        """Several clauses in one line."""
        return ("，" if self.lang == "zh" else ", ").join(told)

    def figure(self, value: Decimal | str, unit: Unit) -> str:
        """A number as a plan writes it."""
        if isinstance(value, Decimal) and unit in {Unit.MONEY, Unit.POINTS}:
            return plain(value)
        return show(value, unit, self.lang)

    def name(self, column: str) -> str:
        """What a column is called."""
        return heading_alone(self.columns[column], self.lang)

    def cell(self, name: str) -> Clause:
        """A column by its name; one that only this line reads by what it is made of."""
        column = self.columns[name]
        if column.kind == "aid" and column.formula is not None:
            return self.tell(column.formula)
        return Clause(heading_alone(column, self.lang))

    def sum(self, terms: Sequence[Formula]) -> Clause:
        """All terms; one with a negative factor is taken off."""
        told = self.tell(terms[0]).within(_SUM)
        for term in terms[1:]:
            match term:
                case Product(factors=(Constant(value=Decimal() as each, unit=unit), *others)) if (
                    each < ZERO
                ):
                    positive = Product((Constant(-each, unit), *others))
                    told += f" − {self.tell(positive).within(_PRODUCT)}"
                case _:
                    told += f" + {self.tell(term).within(_PRODUCT)}"
        return Clause(told, _SUM)

    def product(self, factors: Sequence[Formula]) -> Clause:
        """All factors; what is said in a list of cases first is then multiplied."""
        first = self.tell(factors[0])
        if first.binds > _CLAUSES:
            return Clause(" × ".join(self.tell(f).within(_PRODUCT) for f in factors), _PRODUCT)
        told = first.text
        for factor in factors[1:]:
            told += self.words("times", factor=self.tell(factor).text)
        return Clause(told, _CLAUSES)

    def end(self, word: str, end: Formula) -> str:
        """One bound; of one that leaves nothing as it is, what something is raised to."""
        raised = end.then if word != "at-most" and isinstance(end, When) else end
        return self.words(word, value=self.tell(raised).text)

    def further(self, clause: Clause) -> str:
        """The words, ready for one more clause."""
        between = ("；", "; ") if clause.binds == _CLAUSES else ("，", ", ")
        return clause.text + between[self.lang == "en"]

    def cases(self, node: Choose) -> list[tuple[str, str]]:
        """Each row of a table: its bound with its sign, and what it gives."""
        rows = [(self.bound(row), self.tell(row.result).within(_SUM)) for row in node.rows]
        if node.otherwise is None:
            return rows
        return [*rows, (self.words("otherwise"), self.tell(node.otherwise).within(_SUM))]

    def bound(self, row: Row) -> str:
        """`≥55%`; the name alone where a text is looked up."""
        sign = "" if row.sign in {"is", "like"} else SIGNS[row.sign]
        return f"{sign}{self.figure(row.bound.value, row.bound.unit)}"

    def choice(self, node: Choose) -> Clause:
        """A table in one line."""
        told = self.listed([f"{bound} → {result}" for bound, result in self.cases(node)])
        return Clause(self.words("by", name=self.tell(node.subject).text, cases=told), _CLAUSES)

    def when(self, node: When) -> Clause:
        """What is given under conditions, and what otherwise."""
        tests, then = self.tests(node.tests), self.tell(node.then).text
        match node.otherwise:
            case Constant(value=value) if value == ZERO:
                return Clause(self.words("only-when", value=then, tests=tests), _CLAUSES)
            case otherwise:
                rest = self.tell(otherwise).text
                told = self.words("when", value=then, tests=tests, otherwise=rest)
                return Clause(told, _CLAUSES)

    def tests(self, conditions: Sequence[Condition]) -> str:
        """Conditions that must all hold."""
        match conditions:
            case [AnyOf(groups=groups)]:
                return say("clause.or", self.lang).join(self.tests(group) for group in groups)
            case _:
                pass
        return say("clause.and", self.lang).join(self.condition(one) for one in conditions)

    def condition(self, condition: Condition) -> str:
        """One condition."""
        match condition:
            case Test(subject=Cell(column=name), bound=Constant(value=value)) if (
                self.columns[name].kind == "aid" and value == ONE
            ):
                return self.taking_part(name)
            case Test(subject=subject, sign=sign, bound=bound):
                return f"{self.tell(subject).text} {SIGNS[sign]} {self.tell(bound).text}"
            case Not(conditions=inner):
                return self.words("not", tests=self.tests(inner))
            case AnyOf(groups=groups):
                return f"({say('clause.or', self.lang).join(self.tests(g) for g in groups)})"
            case _:
                assert_never(condition)

    def taking_part(self, name: str) -> str:
        """The conditions under which somebody takes part in a board or a pool."""
        formula = self.columns[name].formula
        return self.tests(formula.tests) if isinstance(formula, When) else self.name(name)

    def ladder(self, node: Ladder) -> Clause:
        """What it is paid on, how, and each tier."""
        word = "from" if node.owns_start else "beyond"
        tiers = [
            self.words(word, start=self.tell(tier.start).text, rate=self.tell(tier.rate).text)
            for tier in node.tiers
        ]
        base = self.tell(node.base).text
        return Clause(self.words(node.mode, base=base, tiers=self.listed(tiers)), _CLAUSES)

    def each(self, node: Each) -> Clause:
        """What each row of a table pays."""
        columns = self.tables.get(node.table, {})
        row = columns[node.column].formula if node.column in columns else None
        teller = Teller(columns, self.lang)
        paid = node.column if row is None else teller.line(row)
        aside = columns[LEAVE_OUT].formula if LEAVE_OUT in columns else None
        left = teller.tests(aside.tests) if isinstance(aside, When) else ""
        table = node.table + (self.words("left-out", tests=left) if left else "")
        told = self.words("each", table=table, row=paid)
        if node.most is not None:
            told += self.words("most-rows", most=str(node.most))
        return Clause(told, _CLAUSES)

    def rank(self, node: Rank) -> Clause:
        """By what a board is ranked, and who stands on it."""
        keys = [self.words(way, column=self.name(name)) for name, way in node.keys]
        told = self.words("ranked", keys=self.words("then").join(keys))
        if node.eligible is not None:
            told += self.words("only", tests=self.taking_part(node.eligible))
        return Clause(told, _CLAUSES)

    def prize(self, node: Prize) -> Clause:
        """The board, the prizes of its places, and ties."""
        board = self.columns[node.rank].formula
        ranked = self.name(node.rank) if board is None else self.tell(board).text
        places = [
            self.words("place", place=str(place), prize=self.tell(prize).text)
            for place, prize in enumerate(node.prizes, start=1)
        ]
        if node.others.value != ZERO:
            places.append(self.words("others", prize=self.tell(node.others).text))
        ties = say(f"verdict.ties-{node.ties}", self.lang)
        return Clause(
            self.words("prizes", ranked=ranked, prizes=self.listed(places), ties=ties), _CLAUSES
        )

    def share(self, node: Share) -> Clause:
        """The pool, how it is split, and among whom."""
        pool, weight = self.pool(node.pool), self.columns[node.weight].formula
        told = self.words("pool", pool=pool)
        if node.within is not None:
            told += self.words("each-within", within=self.name(node.within))
        part = ""
        if isinstance(weight, When):
            part, weight = self.words("only", tests=self.tests(weight.tests)), weight.then
        if weight is None or isinstance(weight, Constant):
            how = self.words("equally")
        else:
            how = self.words("by-share", of=self.tell(weight).text)
        return Clause(self.listed([told, how]) + part, _CLAUSES)

    def pool(self, pool: Formula) -> str:
        """What is shared: an amount, or how the team's figure makes it."""
        if isinstance(pool, Cell) and (formula := self.columns[pool.column].formula) is not None:
            return self.tell(formula).within(_SUM)
        return self.tell(pool).within(_SUM)

    def distribution(self, node: Distribution) -> Clause:
        """The share of all heads that each grade has at most."""
        shares = [
            self.words("down-to", name=self.tell(name).text, share=self.tell(share).text)
            for name, share in node.shares
        ]
        board = self.columns[node.rank].formula
        ranked = self.name(node.rank) if board is None else self.tell(board).text
        ties = self.words(f"tied-{node.ties}")
        told = self.words("distribution", ranked=ranked, shares=self.listed(shares), ties=ties)
        outside = str(node.others.value)
        return Clause(told + (self.words("outside", name=outside) if outside else ""), _CLAUSES)


def ordinary(formula: Formula) -> Formula:
    """A formula below gates, vetoes and agreements with single people, and its last rounding."""
    while True:
        match formula:
            case Round(value=value):
                formula = value
            case When(reason=reason, otherwise=otherwise) if reason:
                formula = otherwise
            case Given(value=value, subject=subject) if subject is not None:
                formula = value
            case _:
                return formula


def exceptions(formula: Formula | None) -> Iterator[When]:
    """The gates, vetoes and agreements around a formula, the outermost first."""
    while formula is not None:
        match formula:
            case When(reason=reason, otherwise=otherwise) if reason:
                yield formula
                formula = otherwise
            case Round(value=value) | Given(value=value):
                formula = value
            case _:
                return


def _lowest(value: Formula, low: Formula | None) -> str:
    """Whether the lower bound leaves what is nothing as it is, as that of a row does."""
    spares_nothing = isinstance(low, When) and low.otherwise == value
    return "at-least-if-any" if spares_nothing else "at-least"
