"""A dialect file to start from: what an inspection found, written so that a person can go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from csperf.columns_seen import Seen
from csperf.inspection import Inspection
from csperf.intake.headings import Table
from csperf.intake.layout import Layout
from csperf.intake.spelling import fold, unit_of
from csperf.metrics.catalogue import catalogue, find
from csperf.output.safe import unsafe
from csperf.tables_seen import SheetSeen, TableSeen
from csperf.texts import Lang, say

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff()（）>/%.-]*")
_NOTHING = frozenset({"null", "Null", "NULL"})
_LONGEST = 300  # signs of a heading; what is longer is compared without its blanks, or left out
_LONGEST_KEY = 800  # signs of a key before its colon; YAML ends at 1024
_BLANKS = "\u00a0\u3000\u2028\u2029\u0085"
_SHORT, _MIDDLE = 0xFF, 0xFFFF
_COMMENT = 76


def quoted(text: str) -> str:
    r"""A text as YAML reads it back, whatever is in it; a plain word stays plain.

    >>> quoted("询单->最终付款人数"), quoted('a: "b"'), quoted("- x\n")
    ('询单->最终付款人数', '"a: \\"b\\""', '"- x\\n"')
    """
    if _PLAIN.fullmatch(text) and text not in _NOTHING:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign == "\n":
        return "\\n"
    if not unsafe(sign) and sign not in _BLANKS and (sign == " " or sign.isprintable()):
        return sign
    code = ord(sign)
    if code <= _SHORT:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _MIDDLE else f"\\U{code:08x}"


def startable(found: Inspection) -> list[SheetSeen]:
    """The sheets that a dialect can be started from: with agents, and a metric at least."""
    sheets = [sheet for one in found.files for sheet in one.sheets]
    return [
        sheet
        for sheet in sheets
        if sheet.table is not None
        and (sheet.state == "read" or sheet.table.guessed)
        and any(_metric(column) for column in sheet.table.columns if column.role == "metric")
        and _writable(sheet.table.table.agents[0].text)
    ]


def dialect_text(found: Inspection, file: str, lang: Lang) -> str:
    """The content of a dialect file called `file` for the tables of these exports."""
    sheets = startable(found)
    name = PurePath(file).stem.strip() or "my"
    lines = [*_comment("dialect-file.head", lang), f"dialect: {quoted(name)}"]
    layouts = [sheet.table.table.layout for sheet in sheets if sheet.table]
    lines += _common(next((one for one in layouts if one is not None), None))
    lines.append("tables:")
    seen: set[frozenset[str]] = set()
    titles: set[str] = set()
    for sheet in sheets:
        if sheet.table is None:
            continue
        kind = frozenset(fold(one.heading) for one in sheet.table.columns)
        if kind not in seen:
            seen.add(kind)
            title = _title(sheet, sheet.table.table, titles)
            lines += [f"  {_key(title, 2)}", *_table(sheet.table, lang)]
    return "\n".join(lines) + "\n"


def _comment(id: str, lang: Lang, indent: int = 0) -> list[str]:  # noqa: A002 - a text's id
    """A text as comment lines; its own line breaks stay."""
    return [f"{' ' * indent}# {line}".rstrip() for line in say(id, lang).split("\n")]


def _common(layout: Layout | None) -> Iterator[str]:
    """What a whole dialect says, taken from the one that the table was known by."""
    if layout is None:
        return
    yield f"platform: {quoted(layout.platform)}"
    if layout.nicks:
        yield f"nicks: [{', '.join(quoted(one.pattern) for one in layout.nicks)}]"
    if layout.not_people:
        yield f"not_people: [{', '.join(map(quoted, layout.not_people))}]"


def _title(sheet: SheetSeen, table: Table, taken: set[str]) -> str:
    """A name for the table that no other table of the file has."""
    layout = table.layout
    name = layout.name if layout and layout.name else sheet.title or PurePath(table.grid.file).stem
    name = name.strip() if len(name) <= _LONGEST else ""
    name = "table" if name in {"", "<<"} or not fold(name) else name
    number = next(
        i for i in range(1, len(taken) + 2) if (name if i == 1 else f"{name} {i}") not in taken
    )
    title = name if number == 1 else f"{name} {number}"
    taken.add(title)
    return title


def _key(text: str, indent: int) -> str:
    """A key with its colon; one too long for YAML's short form takes the long one."""
    written = quoted(text)
    if len(written) <= _LONGEST_KEY:
        return f"{written}:"
    return f"? {written}\n{' ' * indent}:"


def _table(seen: TableSeen, lang: Lang) -> Iterator[str]:
    """The lines of one table."""
    table, layout = seen.table, seen.table.layout
    if layout and (layout.zh or layout.en):
        yield f"    says: {{zh: {quoted(layout.zh)}, en: {quoted(layout.en)}}}"
    if layout and layout.sheet:
        yield f"    sheet: {quoted(layout.sheet)}"
    if layout and layout.dates:
        yield f"    dates: {layout.dates}"
    if layout and layout.file:
        yield f"    file: {quoted(layout.file.pattern)}"
    told: set[str] = set()
    yield from _comment("dialect-file.guessed" if seen.guessed else "dialect-file.agent", lang, 4)
    agents = _new([one.text for one in table.agents], told)
    yield f"    agent: [{', '.join(map(quoted, agents))}]"
    for role, heading in (("date", table.date), ("shop", table.shop)):
        for text in _new([heading.text] if heading else [], told):
            yield f"    {role}: {quoted(text)}"
    yield from _columns(seen.columns, told, lang, table)
    yield from _rest(seen.columns, told, lang)


def _writable(heading: str) -> str:
    """The heading as it can be written, '' if it cannot; blanks make no difference to csperf."""
    text = heading if len(heading) <= _LONGEST else fold(heading)
    return text if fold(text) and len(text) <= _LONGEST else ""


def _new(headings: Sequence[str], told: set[str]) -> list[str]:
    """The headings that were not written yet, in any spelling; they count as written now."""
    found: list[str] = []
    for heading in map(_writable, headings):
        if heading and fold(heading) not in told:
            told.add(fold(heading))
            found.append(heading)
    return found


def _columns(columns: Sequence[Seen], told: set[str], lang: Lang, table: Table) -> Iterator[str]:
    yield from _comment("dialect-file.columns", lang, 4)
    yield "    columns:"
    for column in columns:
        metric = _metric(column)
        if column.role == "metric" and metric:
            for text in _new([column.heading], told):
                yield f"      {_key(text, 6)} {_meaning(column, metric, table, lang)}"
    asked = [one for one in columns if one.role == "unknown" and one.near]
    if asked:
        yield from _comment("dialect-file.near", lang, 6)
    for column in asked:
        for text in _new([column.heading], told):
            yield f"      # {quoted(text)}:{_suggested(column, lang)}"


def _suggested(column: Seen, lang: Lang) -> str:
    """The nearest metric to take, and others to choose from; what is not close is not proposed.

    Whoever takes the mark off such a line without choosing is refused, and not paid by a guess.
    """
    first = column.near[0]
    close = f" {_named(first.metric, lang)}" if first.close else ""
    others = [_named(one.metric, lang) for one in column.near if not (close and one == first)]
    if not others:
        return close
    said = "dialect-file.or" if close else "dialect-file.perhaps"
    return close + say(said, lang, others=", ".join(others))


def _meaning(column: Seen, metric: str, table: Table, lang: Lang) -> str:
    """The metric, with the unit and the weight where the heading itself does not tell them."""
    unit = next((one.bare for one in column.metrics if one.name == metric), "")
    more = {
        "unit": "" if unit_of(column.heading)[1] else unit,
        "weight": table.weights.get(metric, ""),
    }
    parts = [f"{key}: {quoted(_named(value, lang))}" for key, value in more.items() if value]
    named = quoted(_named(metric, lang))
    return f"{{{', '.join([f'metric: {named}', *parts])}}}" if parts else named


def _metric(column: Seen) -> str:
    """The metric of the catalogue that a column carries; a plan's own stands in the plan."""
    return next((one.name for one in column.metrics if one.name in catalogue()), "")


def _named(metric: str, lang: Lang) -> str:
    found = find(metric)
    return found.english if found is not None and lang == "en" else metric


def _rest(columns: Sequence[Seen], told: set[str], lang: Lang) -> Iterator[str]:
    """The columns that nothing is read from."""
    for role in ("ignored", "unknown"):
        headings = [one.heading for one in columns if one.role == role]
        texts = _new(headings, told)
        if not texts:
            continue
        if role == "ignored" or not any(one.role == "ignored" for one in columns):
            yield from _comment("dialect-file.ignored", lang, 4)
            yield "    ignored:"
        if role == "unknown":
            yield from _comment("dialect-file.unknown", lang, 6)
        yield from (f"      - {quoted(text)}" for text in texts)
