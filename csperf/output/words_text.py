"""An explanation as lines of text: the figure, its works, its reasons, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csperf.errors import Problem, problem
from csperf.next_band import next_band, standing
from csperf.output.columns import heading_alone, heading_among
from csperf.output.meter_lines import Canvas, meter_lines
from csperf.output.meters import Meter, meter
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.words import Told, explain
from csperf.plan.fields import near
from csperf.sheet import Sheet
from csperf.texts import Lang, say

_BANDED = frozenset({"points", "part", "pay"})


@dataclass(frozen=True)
class Explained:
    """Whose figure was asked for, and all that was told of it, with the bands that made it."""

    agent: str
    told: tuple[Told, ...]
    meters: tuple[Meter | None, ...]

    @property
    def title(self) -> str:
        """The figure that was asked for."""
        return self.told[0].title


def explained(
    run: Run, agent: str, line: str, lang: Lang
) -> tuple[Explained | None, list[Problem]]:
    """How the agent's figure came about; problems if agent or figure are not there."""
    who, found = find_agent(run.sheet, agent)
    if found:
        return None, found
    column, found = find_column(run.sheet, line, lang)
    if found:
        return None, found
    told = explain(run.sheet, who, column, lang)
    meters = tuple(_meter(run, who, one.column, lang) for one in told)
    return Explained(run.sheet.agents[who].name, tuple(told), meters), []


def explained_among(
    runs: Sequence[Run], agent: str, line: str, lang: Lang
) -> tuple[Explained | None, list[Problem]]:
    """The same from the run of the role on which the agent stands."""
    own = next((run for run in runs if not find_agent(run.sheet, agent)[1]), None)
    if own is not None:
        return explained(own, agent, line, lang)
    names = [person.name for run in runs for person in run.sheet.agents]
    return None, [problem("no-such-agent", name=agent, near=near(agent, names))]


def _meter(run: Run, agent: int, column: str, lang: Lang) -> Meter | None:
    """The bands that made a figure, if bands did."""
    stand = standing(run.sheet, agent, column)
    if stand is None or stand.column.kind not in _BANDED:
        return None
    return meter(run, agent, stand, next_band(run.sheet, agent, stand), lang)


def explanation_text(found: Explained, lang: Lang, canvas: Canvas | None = None) -> str:
    """The explanation for reading, with band meters where there is a canvas for them."""
    heading = say("words.heading", lang, agent=found.agent, line=found.title)
    pairs = list(zip(found.told, found.meters, strict=True))
    blocks = [
        "\n".join([*told_lines(told, lang), *_metered(bands, canvas)]) for told, bands in pairs
    ]
    aims = [say("payslip.aim", lang)] if any(bands and bands.aims for _, bands in pairs) else []
    return safe_lines("\n\n".join([heading, *blocks, *aims])) + "\n"


def _metered(bands: Meter | None, canvas: Canvas | None) -> list[str]:
    """The meter, and what the next band would have brought."""
    if bands is None:
        return []
    drawn = [] if canvas is None else meter_lines(bands, canvas, "    ")
    return [*drawn, *([f"  · {bands.ahead}"] if bands.ahead else [])]


def safe_lines(text: str) -> str:
    """Each line without characters that would move the cursor or hide text."""
    return "\n".join(safe_text(line) for line in text.split("\n"))


def told_lines(told: Told, lang: Lang) -> list[str]:
    """One figure: `title = value`, then its works and reasons, indented."""
    place = f"    [{told.place}]" if str(told.place) else ""
    lines = [f"{told.title} {told.value}{place}"]
    if told.works:
        lines.append(f"  = {told.works}" + (f"  ({told.rounding})" if told.rounding else ""))
    lines += [f"  · {reason}" for reason in told.reasons]
    lines += [f"    {row_line(row, lang)}" for row in told.rows]
    if told.says:
        lines.append("  · " + say("words.says", lang, says=told.says))
    return lines


def row_line(row: Sequence[Told], lang: Lang) -> str:
    """One row of a table: `23.50 = 783.33 × 3%（商品编码是A100）    [成交明细.csv!D2]`."""
    first, *below = row
    works = [_in_line(first, "", lang), *(_in_line(told, f"{told.title} ", lang) for told in below)]
    return ("；" if lang == "zh" else "; ").join(works) + f"    [{first.place}]"


def _in_line(told: Told, title: str, lang: Lang) -> str:
    reasons = tuple(reason for reason in (told.rounding, *told.reasons) if reason)
    text = f"{title}{told.value}" + (f" = {told.works}" if told.works else "")
    if not reasons:
        return text
    between, brackets = ("，", "（{}）") if lang == "zh" else (", ", " ({})")
    return text + brackets.format(between.join(reasons))


def find_agent(sheet: Sheet, wanted: str) -> tuple[int, list[Problem]]:
    """The position of the agent with this name, id or nick."""
    for position, agent in enumerate(sheet.agents):
        if wanted in (agent.name, agent.id, *agent.nicks):
            return position, []
    names = [agent.name for agent in sheet.agents]
    return -1, [problem("no-such-agent", name=wanted, near=near(wanted, names))]


def find_column(sheet: Sheet, wanted: str, lang: Lang) -> tuple[str, list[Problem]]:
    """The column that the reader means: by name, by heading, by default the total or the score."""
    names = [column.name for column in sheet.columns]
    if not wanted:
        return ("total" if "total" in names else "score"), []
    titles: dict[str, str] = {}
    for column in reversed(sheet.columns):
        titles[column.name] = column.name
    for column in sheet.columns:
        titles.setdefault(heading_alone(column, lang), column.name)
        titles.setdefault(heading_among(column, lang), column.name)
        if column.kind == "points":
            titles[column.label] = column.name
    for column in sheet.of_kind("part"):
        titles.setdefault(column.label, column.name)
    if wanted in titles:
        return titles[wanted], []
    known = [
        heading_alone(column, lang)
        for column in sheet.of_kind("score", "grade", "points", "pay", "total")
    ]
    nearest = near(wanted, titles)
    return "", [problem("no-such-line", name=wanted, near=nearest, known=tuple(known))]
