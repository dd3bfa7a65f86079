"""A plan calibrated: its band tables drawn anew from past months, in the manager's own text.

Why the examples of a plan are computed anew with it: they say what the bands give, and would make
the new plan refuse itself. What a person wrote beside them is left alone, and a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from csperf.errors import CsperfError, Fact, Place, Problem, problem, stopping, warning
from csperf.exact import rounded
from csperf.insight.benchmarks import Peers
from csperf.insight.cautions import cautions, left
from csperf.insight.months import span_of
from csperf.insight.proposing import Proposal, propose
from csperf.insight.spread import Spread, spread
from csperf.insight.standards import Standard, standards_of, with_seen
from csperf.insight.weeks import Week
from csperf.output.run import Run
from csperf.plan.read import plan_of
from csperf.plan.rewriting import Edit, number_like, rewritten, texts_at
from csperf.texts import Lang, say
from csperf.units import Figure, Unit, figure_of, rounding_of, show
from csperf.validation import verdict_of

MARK = "csperf calibrate"


@dataclass(frozen=True)
class Window:
    """A stretch of past time that figures are looked at over: its name, and its periods."""

    name: str
    periods: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its periods in short."""
        return span_of(self.periods)


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
    problems = [*cautions(proposals, base.periods), *left(runs[-1], standards), *problems]
    return Calibration(file, windows, base, uplift, proposals, text, after), problems


def _proposal(standard: Standard, base: Window, uplift: Decimal) -> Proposal:
    """The proposal by the base, for a table that keeps its figures of all windows."""
    seen = tuple(one for one in standard.seen if one.period in base.periods)
    found = propose(replace(standard, seen=seen), uplift)
    return replace(found, standard=standard)


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
        "periods": base.text or say("periods.unsaid", lang),
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
