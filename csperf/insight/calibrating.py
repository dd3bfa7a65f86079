"""A plan calibrated: its band tables drawn anew from past months, in the manager's own text.

Why the examples of a plan are computed anew with it: they say what the bands give, and would make
the new plan refuse itself. What a person wrote beside them is left alone, and a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from csperf.errors import CsperfError, Fact, Place, Problem, problem, stopping, warning
from csperf.exact import plain, rounded
from csperf.formula import Column
from csperf.insight.benchmarks import Peers
from csperf.insight.proposing import Proposal, propose
from csperf.insight.relation import relation
from csperf.insight.spread import FEWEST, Spread, spread
from csperf.insight.standards import Standard, standards_of, with_seen
from csperf.insight.weeks import Week
from csperf.output.run import Run
from csperf.plan.read import plan_of
from csperf.plan.rewriting import Edit, number_like, rewritten, texts_at
from csperf.texts import Lang, say
from csperf.units import Figure, Unit, figure_of, rounding_of, show
from csperf.validation import verdict_of

MARK = "csperf calibrate"
_LASTING = Decimal("0.5")
"""From this rank correlation on an order of people that lasts is at least likely."""


@dataclass(frozen=True)
class Window:
    """A stretch of past time that figures are looked at over: its name, and its periods."""

    name: str
    periods: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its periods in short."""
        return "~".join(dict.fromkeys((self.periods[0], self.periods[-1])))


@dataclass(frozen=True)
class Calibration:
    """Proposals for every band table of a plan, and the plan's text with them.

    `peers` are what other shops reach, for whoever wants to compare; nothing is drawn from them.
    """

    plan: str
    windows: tuple[Window, ...]
    base: Window
    uplift: Decimal
    proposals: tuple[Proposal, ...]
    before: str
    after: str
    peers: Peers = field(default_factory=dict)

    def over(self, window: Window, standard: Standard) -> Spread | None:
        """How the figures of a window are spread that a table has judged."""
        seen = [one for one in standard.seen if one.period in window.periods]
        return spread(seen, standard.way or "higher")


def windows_of(runs: Sequence[Run]) -> tuple[Window, ...]:
    """The last month, the last two, and all months where there are more; the base is the second."""
    periods = tuple(dict.fromkeys(run.period for run in runs))
    found = [Window("month", periods[-1:])]
    if len(periods) > 1:
        found.append(Window("two-months", periods[-2:]))
    if len(periods) > len(found):
        found.append(Window("all", periods))
    return tuple(found)


def calibrated(
    runs: Sequence[Run], text: str, file: str, uplift: Decimal, lang: Lang, week: Week | None = None
) -> tuple[Calibration, list[Problem]]:
    """The plan by the last two months (by the only one, where there is one).

    The week is looked at beside them; nothing is drawn from it.
    """
    standards = standards_of(runs)
    if not standards:
        raise CsperfError([problem("calibrate-no-bands", Place(file))])
    windows = windows_of(runs)
    base = windows[min(1, len(windows) - 1)]
    if week is not None:
        of_week = [one for one in standards_of([week.run]) if week.tells(one.judged)]
        standards = with_seen(standards, of_week)
        windows = (Window("week", (week.run.period,)), *windows)
    proposals = tuple(_proposal(one, base, uplift) for one in standards)
    after, problems = _text(text, file, proposals, base, uplift, lang)
    problems = [*_told(proposals, base), *_left(runs[-1], standards), *problems]
    return Calibration(file, windows, base, uplift, proposals, text, after), problems


def _proposal(standard: Standard, base: Window, uplift: Decimal) -> Proposal:
    """The proposal by the base, for a table that keeps its figures of all windows."""
    seen = tuple(one for one in standard.seen if one.period in base.periods)
    found = propose(replace(standard, seen=seen), uplift)
    return replace(found, standard=standard)


def _told(proposals: Sequence[Proposal], base: Window) -> Iterator[Problem]:
    """Tables that stay as they are, tables by few people, sentences that speak of old bounds."""
    for one in proposals:
        standard = one.standard
        seen = [each for each in standard.seen if each.period in base.periods]
        people = len({each.agent for each in seen})
        if one.kept is not None:
            facts: dict[str, Fact] = {"name": standard.name, "count": len(seen)}
            yield warning(one.kept, standard.place, **facts)
            continue
        yield from _luck(standard, base)
        yield from _apart(standard, base)
        if people < FEWEST:
            yield warning("calibrate-few-people", standard.place, name=standard.name, people=people)
        for bound, value in zip(standard.bounds, one.bounds, strict=True):
            old = show(bound.value, standard.judged.unit)
            if bound.value != value and old in standard.column.says.replace(" ", ""):
                yield warning(
                    "says-old-bound", standard.column.place, name=standard.name, bound=old
                )


def _left(run: Run, standards: Sequence[Standard]) -> Iterator[Problem]:
    """Indicators that are scored otherwise than by bands: nothing is drawn for them."""
    drawn = {one.column.name for one in standards}
    columns = run.sheet.of_kind("points", "part")
    whole = {_path(one).rpartition("/")[0] for one in columns}
    left = [one for one in columns if one.name not in drawn and _path(one) not in whole]
    if left:
        paths = tuple(map(_path, left))
        yield warning("calibrate-not-by-bands", left[0].place, names=paths)


def _path(column: Column) -> str:
    """An indicator, of a part with what it is a part of before it."""
    return column.name.rpartition(".")[0]


def _luck(standard: Standard, base: Window) -> Iterator[Problem]:
    """Whether who was good in one month was so in the next; else bands may reward luck."""
    if len(base.periods) < 2:  # noqa: PLR2004 - a month before and a month after
        return
    before, after = (
        {one.agent: one.value for one in standard.seen if one.period == period}
        for period in base.periods
    )
    both = [who for who in before if who in after]
    found = relation([before[who] for who in both], [after[who] for who in both])
    if found.rho is not None and found.rho < _LASTING and found.direction <= 0:
        facts: dict[str, Fact] = {"name": standard.name, "count": found.size}
        facts |= {"before": base.periods[0], "after": base.periods[1], "rho": plain(found.rho)}
        yield warning("calibrate-luck", standard.place, **facts)


def _apart(standard: Standard, base: Window) -> Iterator[Problem]:
    """Whether the two months differ more than people do: a season, or another way to count."""
    spreads = [
        spread([one for one in standard.seen if one.period == period], "higher")
        for period in base.periods
    ]
    known = [(one.quartiles, one) for one in spreads if one is not None and one.quartiles]
    if len(known) < 2:  # noqa: PLR2004 - as above
        return
    (low, middle, high), (lower, median, upper) = (quartiles for quartiles, _ in known)
    if high < lower or upper < low:
        facts: dict[str, Fact] = {"before": base.periods[0], "after": base.periods[1]}
        facts |= {"median": _shown(middle, standard, "zh"), "then": _shown(median, standard, "zh")}
        yield warning("calibrate-months-apart", standard.place, name=standard.name, **facts)


def _text(
    text: str, file: str, proposals: Sequence[Proposal], base: Window, uplift: Decimal, lang: Lang
) -> tuple[str, list[Problem]]:
    """The plan's text with the new tables, and with its examples computed by them."""
    edits: list[Edit] = []
    comments: dict[int, list[str]] = {}
    for one in proposals:
        own = [*_edits(text, one)]
        if own:
            edits += own
            told = comments.setdefault(one.standard.place.line, [])
            told.append(_comment(one, base, uplift, lang))
    if not edits:
        return text, []
    new, problems = rewritten(text, file, edits, comments, MARK)
    if problems:
        return "", problems
    return _with_examples(new, file, lang)


def _edits(text: str, proposal: Proposal) -> Iterator[Edit]:
    """The numbers that change."""
    one = proposal.standard
    pairs = [*zip(one.bounds, proposal.bounds, strict=True)]
    pairs += [*zip(one.points, proposal.points, strict=True)]
    changed = [(old, value) for old, value in pairs if old.value != value]
    for (old, value), written in zip(
        changed, texts_at(text, [old.place for old, _ in changed]), strict=True
    ):
        new = number_like(written, Figure(value, _unit_of(written)))
        yield Edit(old.place.line, old.place.col, new)


def _unit_of(written: str) -> Unit | None:
    figure = figure_of(written)
    return figure.unit if figure else None


def _comment(proposal: Proposal, base: Window, uplift: Decimal, lang: Lang) -> str:
    """What a table was made from, for whoever reads the plan: no names, for it is on the wall."""
    one = proposal.standard
    seen = [each for each in one.seen if each.period in base.periods]
    figures = spread(seen, one.way or "higher")
    assert figures is not None  # noqa: S101 - nothing is proposed by nobody
    assert figures.quartiles is not None  # noqa: S101 - as above
    quartile = figures.quartiles[2 if one.way == "higher" else 0]
    assert figures.mean is not None  # noqa: S101 - as above
    facts: dict[str, Fact] = {
        "periods": base.text,
        "count": figures.count,
        "best": _shown(figures.best.value, one, lang),
        "quartile": _shown(quartile, one, lang),
        "mean": _shown(figures.mean, one, lang),
        "worst": _shown(figures.worst.value, one, lang),
        "uplift": show(uplift, Unit.PERCENT),
    }
    return say("calibrate.comment", lang, **facts)


def _shown(value: Decimal, standard: Standard, lang: Lang) -> str:
    unit = standard.judged.unit
    return show(rounded(value, rounding_of(unit)), unit, lang)


def _with_examples(text: str, file: str, lang: Lang) -> tuple[str, list[Problem]]:
    """The text with what its examples expect, as the new tables give it."""
    plan, problems = plan_of(text, file)
    if plan is None:
        return "", problems
    verdict = verdict_of(plan, lang)
    differing = [one for one in verdict.problems if one.id == "example-differs"]
    left = [one for one in stopping(verdict.problems) if one not in differing]
    if left or not differing:
        return ("", left) if left else (text, [])
    edits = [Edit(one.place.line, one.place.col, str(one.facts["found"])) for one in differing]
    first: dict[object, int] = {}
    for one in differing:
        first.setdefault(one.facts["example"], one.place.line)
    told = say("calibrate.example", lang)
    new, problems = rewritten(text, file, edits, {line: [told] for line in first.values()}, MARK)
    plan, problems = (None, problems) if problems else plan_of(new, file)
    problems = problems if plan is None else stopping(verdict_of(plan, lang).problems)
    if problems:
        return "", problems
    return new, [warning("calibrate-examples", Place(file), count=len(first))]
