"""An explanation as lines of text: the figure, its works, its reasons, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csperf.errors import Problem, problem
from csperf.output.columns import heading_alone, heading_among
from csperf.output.safe import safe_text
from csperf.output.words import Told, explain
from csperf.plan.fields import near
from csperf.sheet import Sheet
from csperf.texts import Lang, say


@dataclass(frozen=True)
class Explained:
    """Whose figure was asked for, and all that was told of it."""

    agent: str
    told: tuple[Told, ...]

    @property
    def title(self) -> str:
        """The figure that was asked for."""
        return self.told[0].title


def explained(
    sheet: Sheet, agent: str, line: str, lang: Lang
) -> tuple[Explained | None, list[Problem]]:
    """How the agent's figure came about; problems if agent or figure are not there."""
    who, found = find_agent(sheet, agent)
    if found:
        return None, found
    column, found = find_column(sheet, line, lang)
    if found:
        return None, found
    return Explained(sheet.agents[who].name, tuple(explain(sheet, who, column, lang))), []


def explained_among(
    sheets: Sequence[Sheet], agent: str, line: str, lang: Lang
) -> tuple[Explained | None, list[Problem]]:
    """The same from the sheet of the role on which the agent stands."""
    own = next((sheet for sheet in sheets if not find_agent(sheet, agent)[1]), None)
    if own is not None:
        return explained(own, agent, line, lang)
    names = [person.name for sheet in sheets for person in sheet.agents]
    return None, [problem("no-such-agent", name=agent, near=near(agent, names))]


def explanation_text(found: Explained, lang: Lang) -> str:
    """The explanation for reading."""
    heading = say("words.heading", lang, agent=found.agent, line=found.title)
    blocks = [heading, *("\n".join(told_lines(one, lang)) for one in found.told)]
    return safe_lines("\n\n".join(blocks)) + "\n"


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
