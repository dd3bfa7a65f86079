"""An inspection as text: what csperf makes of each file, sheet by sheet and column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from csperf.columns_seen import Meant, Seen
from csperf.dialect_text import quoted
from csperf.errors import Problem, Term
from csperf.inspection import FileSeen, Inspection
from csperf.intake.days import spoken
from csperf.intake.dialect import Dialect
from csperf.intake.spelling import unit_of
from csperf.metrics.catalogue import find
from csperf.metrics.records import SORTS
from csperf.output.safe import safe_text
from csperf.output.wrapping import cut, wrapped
from csperf.plan.expression import names_in
from csperf.tables_seen import People, SheetSeen, TableSeen
from csperf.texts import Lang, say, tell

_NAME = 40  # cells of a heading or a name
_NAMES = 8
_OWN = 8
_UNKNOWN = 40
_PROBLEMS = 20
_ROSTER = 500  # rows that a list of people may have
_MOST_ROWS = 62  # an agent, in a table by day of two shops; with more, a row is no day
_KILO, _MEGA = 1024, 1024 * 1024
_DIGEST = 12
_SUFFIXES = {
    "workbook": (".xlsx", ".xlsm"),
    "old-workbook": (".xls", ".et"),
    "open-document": (".ods",),
    "": (".csv", ".tsv", ".txt"),
}
_TOLD_ALONE = frozenset({"no-table", "other-level", "roster"})
_ENDS = dict.fromkeys(("never", "parts-lacking", "weight-lacking"), "refused")
_TABLES = frozenset(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)


class _Page:
    """Lines as they are collected, in one language and for one width."""

    def __init__(self, lang: Lang, width: int | None) -> None:
        self.lang = lang
        self.width = width
        self.lines: list[str] = []

    def put(self, text: str, depth: int = 1, hanging: int = 2) -> None:
        """Adds a text, wrapped; what came from a file is made harmless here."""
        blanks, more = "  " * depth, " " * hanging
        self.lines += wrapped(safe_text(text), self.width, blanks, more)

    def say(self, id: str, depth: int = 1, **facts: str | int | Term) -> None:  # noqa: A002 - its name
        """Adds a text by its id."""
        self.put(say(id, self.lang, **facts), depth)

    def join(self, texts: Sequence[str]) -> str:
        """Texts as a list in a sentence."""
        return ("、" if self.lang == "zh" else ", ").join(texts)


def inspection_text(found: Inspection, lang: Lang, width: int | None) -> str:
    """The whole inspection; `width` None is a pipe, which has no edge."""
    page = _Page(lang, width)
    for number, one in enumerate(found.files):
        if number:
            page.lines.append("")
        _put_file(page, one, found)
    _put_end(page, found)
    return "\n".join(page.lines) + "\n" if page.lines else ""


def metric_name(name: str, lang: Lang) -> str:
    """A metric as a plan of this language names it."""
    metric = find(name)
    return metric.english if metric is not None and lang == "en" else name


def sheet_told(sheet: SheetSeen, seen: FileSeen, lang: Lang) -> str:
    """What became of a sheet."""
    alone = [one for one in seen.sheets if one.state == "read"] == [sheet]
    others = [one for one in seen.sheets if one.state in _TOLD_ALONE]
    state = "read-only-one" if alone and others else sheet.state
    return say(f"inspect.state-{state}", lang)


def column_told(seen: TableSeen, column: Seen, lang: Lang) -> str:
    """What a column means, and whether it is hidden."""
    if seen.guessed is not None and column.letter == seen.guessed.letter:
        return say("inspect.role-guessed", lang)
    hidden = say("inspect.hidden", lang) if column.hidden else ""
    return hidden + _meaning(_Page(lang, None), column)


def _put_file(page: _Page, seen: FileSeen, found: Inspection) -> None:
    page.put(seen.file, 0)
    _put_look(page, seen)
    if len(seen.sheets) > 1:
        sheets = page.join([_sheet(page, one, seen) for one in seen.sheets])
        page.put(say("inspect.sheets", page.lang) + sheets)
    if seen.refused:
        page.say("inspect.useless")
    read = any(one.state == "read" for one in seen.sheets)
    for sheet in seen.sheets:
        if sheet.state == "read" or (not read and sheet.state in _TOLD_ALONE):
            _put_sheet(page, sheet, found)
    if not seen.refused and seen.exports.tables:
        heard = "inspect.says" if seen.problems else "inspect.says-nothing"
        when = say("inspect.says-plan" if found.knowing.plan else "inspect.says-all", page.lang)
        page.lines.append("")
        page.put(say(heard, page.lang, count=len(seen.problems), when=when))
        _put_problems(page, seen.problems)


def _put_look(page: _Page, seen: FileSeen) -> None:
    """What the file is from outside."""
    if seen.look.size is None and not seen.digest:
        return
    size = seen.look.size
    told = "" if size is None else _size(size)
    fact = say(
        "inspect.file", page.lang, kind=_kind(page, seen), size=told, digest=seen.digest[:_DIGEST]
    )
    if not seen.digest:
        fact = say("inspect.file-unread", page.lang, kind=_kind(page, seen), size=told)
    page.put(fact.replace("，，", "，").replace(", , ", ", "))
    suffix = PurePath(seen.file).suffix.lower()
    if (
        suffix in _TABLES
        and seen.exports.tables
        and suffix not in _SUFFIXES.get(seen.look.kind, (suffix,))
    ):
        page.say("inspect.misnamed", suffix=suffix)


def _kind(page: _Page, seen: FileSeen) -> str:
    if seen.look.kind.startswith("kind-"):
        return say(seen.look.kind, page.lang)
    if seen.read_as and seen.read_as != "xlsx":
        encoding = say(f"inspect.{seen.read_as}", page.lang)
        return say("inspect.kind-text", page.lang, encoding=encoding)
    kind = seen.look.kind or ("workbook" if seen.read_as == "xlsx" else "")
    return say(f"inspect.kind-{kind}", page.lang)


def _size(count: int) -> str:
    if count < _KILO:
        return f"{count} B"
    return f"{count // _KILO} KB" if count < _MEGA else f"{count // _MEGA} MB"


def _sheet(page: _Page, sheet: SheetSeen, seen: FileSeen) -> str:
    told = sheet_told(sheet, seen, page.lang)
    return say("inspect.sheet", page.lang, title=cut(sheet.title, _NAME), state=told)


def _put_sheet(page: _Page, sheet: SheetSeen, found: Inspection) -> None:
    """What is to be said of one sheet."""
    if sheet.state == "no-table" and sheet.table is None:
        return
    page.lines.append("")
    if sheet.title:
        page.say("inspect.table", sheet=cut(sheet.title, _NAME))
    if sheet.state == "other-level":
        _put_other_level(page, sheet)
        return
    if sheet.table is not None:
        _put_table(page, sheet, sheet.table, found)


def _put_other_level(page: _Page, sheet: SheetSeen) -> None:
    if sheet.fault is None:
        return
    level = sheet.fault.facts["level"]
    names = (sheet.layout.zh, sheet.layout.en) if sheet.layout else ("", "")
    name = names[page.lang == "en"] or str(sheet.fault.facts["table"])
    if isinstance(level, Term) and sheet.records:
        page.say("inspect.records", table=name, level=level)
    elif isinstance(level, Term):
        page.say("inspect.other-level", table=name, level=level)
    if sheet.layout and sheet.table:
        _put_layout(page, sheet.table, sheet.layout.dialect, sheet.layout.own, name)
        page.say("inspect.header", row=sheet.table.table.header, count=sheet.table.headings)
    comma = "、" if page.lang == "zh" else ", "
    for sort, headings in sheet.records.items():
        known = SORTS[sort]
        said = {one.name: one.zh if page.lang == "zh" else one.en for one in known.fields.values()}
        read = comma.join(f"{heading} → {said[name]}" for name, heading in headings.items())
        page.say(
            "inspect.record-fields", what=known.zh if page.lang == "zh" else known.en, fields=read
        )
        lacking = comma.join(text for name, text in said.items() if name not in headings)
        if lacking:
            page.say("inspect.record-lacks", fields=lacking)


def _put_table(page: _Page, sheet: SheetSeen, seen: TableSeen, found: Inspection) -> None:
    layout = seen.table.layout
    asked = [one.name for one in found.knowing.reading.dialects]
    if layout is not None:
        name = (layout.zh if page.lang == "zh" else layout.en) or layout.name
        _put_layout(page, seen, layout.dialect, layout.own, name)
    elif sheet.state == "read":
        if asked:
            page.say("inspect.dialect-unfit", names=page.join(asked))
        names = [
            one.name for one in found.knowing.dialects if _of_agents(one) and one.name not in asked
        ]
        page.say("inspect.layout-none", names=page.join(names))
    two = "inspect.header-two" if seen.two_rows else "inspect.header"
    page.say(two, row=seen.table.header, count=seen.headings)
    _put_columns(page, seen)
    small = len(seen.table.grid.frame) <= _ROSTER
    if sheet.fault is not None and sheet.fault.id == "header-no-metric" and small:
        page.say("inspect.maybe-roster")
    if seen.guessed is not None:
        heading = cut(seen.guessed.text, _NAME)
        page.say("inspect.guessed", letter=seen.guessed.letter, heading=heading)
    if sheet.state == "roster":
        page.say("inspect.roster")
    if seen.people is not None:
        _put_together(page, seen)
        _put_people(page, seen, seen.people, dated=sheet.state == "read")
    if sheet.state != "roster":
        _put_own(page, seen)


def _of_agents(dialect: Dialect) -> bool:
    return any(layout.level == "agent" for layout in dialect.layouts)


def _put_layout(page: _Page, seen: TableSeen, dialect: str, own: bool, name: str) -> None:  # noqa: FBT001 - a fact
    told = "inspect.layout-own" if own else "inspect.layout"
    page.say(told, table=name, dialect=dialect, known=seen.known, headings=seen.headings)


def _put_columns(page: _Page, seen: TableSeen) -> None:
    """One line a column; those of no use for pay together in one."""
    unknown = 0
    for column in seen.columns:
        unknown += column.role == "unknown"
        if column.role != "ignored" and (column.role != "unknown" or unknown <= _UNKNOWN):
            guessed = seen.guessed is not None and column.letter == seen.guessed.letter
            told = _guess(page, column) if guessed else _column(page, column)
            page.put(f"{column.letter}  {told}", 2, 5)
    if unknown > _UNKNOWN:
        page.say("inspect.more", 2, count=unknown - _UNKNOWN)
    rest = [one for one in seen.columns if one.role == "ignored"]
    if rest:
        shown = page.join([f"{one.letter} {cut(one.heading, _NAME)}" for one in rest])
        page.put(say("inspect.ignored", page.lang, count=len(rest)) + shown, 2)


def _guess(page: _Page, column: Seen) -> str:
    """The column that was taken for the agents because of its cells."""
    meaning = say("inspect.role-guessed", page.lang)
    return say("inspect.column", page.lang, heading=cut(column.heading, _NAME), meaning=meaning)


def _column(page: _Page, column: Seen) -> str:
    heading = cut(column.heading, _NAME)
    told = say("inspect.column", page.lang, heading=heading, meaning=_meaning(page, column))
    return (say("inspect.hidden", page.lang) if column.hidden else "") + told


def _meaning(page: _Page, column: Seen) -> str:
    meanings = [_metric(page, one, column.heading) for one in column.metrics]
    if column.role == "unknown" and column.near:
        near = [
            say(
                "inspect.near",
                page.lang,
                heading=one.heading,
                metric=metric_name(one.metric, page.lang),
            )
            for one in column.near
        ]
        return say("inspect.role-unknown-near", page.lang, near=page.join(near))
    if column.role != "metric":
        meanings = [say(f"inspect.role-{column.role}", page.lang), *meanings]
    return ("；" if page.lang == "zh" else "; ").join(meanings)


def _metric(page: _Page, meant: Meant, heading: str) -> str:
    """What a metric's column means: its unit, and other columns of the same."""
    lang = page.lang
    unit = say(f"unit.{meant.unit}", lang)
    told = [say("inspect.metric", lang, metric=metric_name(meant.name, lang), unit=unit)]
    if meant.bare and not unit_of(heading)[1]:
        told.append(say("inspect.bare", lang, unit=meant.bare))
    if meant.choice != "only":
        told.append(say(f"inspect.{meant.choice}", lang, other=meant.other))
    if meant.elsewhere:
        told.append(say("inspect.elsewhere", lang, listed=metric_name(meant.elsewhere, lang)))
    return ("；" if lang == "zh" else "; ").join(told)


def _put_together(page: _Page, seen: TableSeen) -> None:
    """What becomes of several rows of one agent, a line for each way."""
    metrics = {one.name: one for column in seen.columns for one in column.metrics}
    ways: dict[tuple[str, str], list[str]] = {}
    for one in metrics.values():
        way = _ENDS.get(one.together, one.together)
        weight = metric_name(one.weight, page.lang) if way == "weighted" else ""
        ways.setdefault((way, weight), []).append(_joined(page, one))
    if ways:
        page.say("inspect.rows")
    for (way, weight), told in sorted(ways.items(), key=lambda pair: pair[0][0] == "refused"):
        page.put(say(f"inspect.together-{way}", page.lang, weight=weight) + page.join(told), 2)


def _joined(page: _Page, meant: Meant) -> str:
    """A metric with what is told of it beside its name."""
    name = metric_name(meant.name, page.lang)
    match meant.together:
        case "parts":
            return f"{name} = {formula_told(meant.formula, page.lang)}"
        case "parts-lacking":
            parts = [metric_name(one, page.lang) for one in names_in(meant.formula)]
            return say("inspect.together-lacking", page.lang, metric=name, parts=page.join(parts))
        case "weight-lacking":
            weight = metric_name(meant.weight, page.lang)
            return say("inspect.together-lacking", page.lang, metric=name, parts=weight)
        case _:
            return name


def formula_told(formula: str, lang: Lang) -> str:
    """A formula as a plan of this language writes it."""
    return " ".join(metric_name(word, lang) for word in formula.split(" "))


def _put_people(page: _Page, seen: TableSeen, people: People, *, dated: bool) -> None:
    names = page.join([cut(name, _NAME) for name in people.names[:_NAMES]])
    if len(people.names) > _NAMES:
        names = say("inspect.and-more", page.lang, shown=names)
    page.say("inspect.people", count=len(people.names), names=names)
    if people.several:
        page.say("inspect.several", several=people.several, most=people.most)
    elif people.names:
        page.say("inspect.once")
    if people.rows > _MOST_ROWS * len(people.names):
        page.say("inspect.like-events")
    if people.skipped:
        told = [_skipped(page, one.row, "" if one.again else one.text) for one in people.skipped]
        page.say("inspect.skipped", count=len(told), rows=_first(page, told))
    if people.blank:
        page.say("inspect.blank", count=people.blank)
    if people.hidden:
        rows = _first(page, [str(row) for row in people.hidden])
        page.say("inspect.hidden-rows", count=len(people.hidden), rows=rows)
    if dated:
        _put_days(page, seen, people)


def _skipped(page: _Page, row: int, text: str) -> str:
    if not text:
        return say("inspect.skipped-again", page.lang, row=row)
    return say("inspect.skipped-row", page.lang, row=row, text=cut(text, _NAME))


def _first(page: _Page, texts: Sequence[str]) -> str:
    shown = page.join(texts[:_NAMES])
    return shown if len(texts) <= _NAMES else say("inspect.and-more", page.lang, shown=shown)


def _put_days(page: _Page, seen: TableSeen, people: People) -> None:
    days = page.join([spoken(one) for one in people.days])
    if people.gaps:
        gaps = _first(page, [spoken(one) for one in people.gaps])
        page.say("inspect.days-gaps", days=days, gaps=gaps)
    elif days:
        page.say("inspect.days", days=days)
    elif seen.table.date is not None:
        page.say("inspect.days-unread", heading=cut(seen.table.date.text, _NAME))
    elif seen.table.layout and seen.table.layout.file:
        page.say("inspect.days-not-in-name")
    else:
        page.say("inspect.days-none")


def _put_own(page: _Page, seen: TableSeen) -> None:
    """How a plan takes columns that csperf does not understand, ready to paste."""
    own = [one for one in seen.columns if one.role == "unknown" and one.unit]
    own = [one for one in own if len(one.heading) <= _NAME]
    if not own or seen.guessed is not None:
        return
    page.say("inspect.own")
    page.lines.append("    metrics:")
    for one in own[:_OWN]:
        name = quoted(one.heading)
        page.lines.append(f"      {name}: {{column: {name}, unit: {one.unit}}}")
    if len(own) > _OWN:
        page.say("inspect.own-more", 3, count=len(own) - _OWN)


def _put_end(page: _Page, found: Inspection) -> None:
    """What all files offer together."""
    if not any(one.exports.tables for one in found.files):
        return
    page.lines.append("")
    if not found.offered:
        page.say("inspect.no-metric", 0)
        return
    page.say("inspect.offered", 0, count=len(found.offered))
    page.put(page.join([metric_name(name, page.lang) for name in found.offered]), 1, 0)
    if found.derived:
        page.say("inspect.derived", 0, count=len(found.derived))
    for one in found.derived:
        formula = formula_told(one.formula, page.lang)
        page.say("inspect.derived-one", 1, name=metric_name(one.name, page.lang), formula=formula)
    if found.knowing.plan is not None:
        told = "inspect.lacking" if found.lacking else "inspect.nothing-lacking"
        page.say(told, 0, count=len(found.lacking))
        _put_problems(page, found.lacking)
    if found.together:
        page.say("inspect.together", 0, count=len(found.together))
        _put_problems(page, found.together)


def _put_problems(page: _Page, problems: Sequence[Problem]) -> None:
    """Problems in the words and the order in which calc tells them."""
    for one in _in_order(problems[:]):
        kind = say("cli.error" if one.stops else "cli.warning", page.lang)
        page.put(f"{kind}[{one.id}] {tell(one, page.lang)}")
    if len(problems) > _PROBLEMS:
        page.say("inspect.more", count=len(problems) - _PROBLEMS)


def _in_order(problems: Sequence[Problem]) -> Iterator[Problem]:
    yield from sorted(problems, key=lambda p: (not p.stops, p.place))[:_PROBLEMS]
