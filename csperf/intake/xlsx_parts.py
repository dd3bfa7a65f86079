"""What a workbook's small parts say: its visible sheets, its number formats, how it counts days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import split
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from csperf.errors import CsperfError, Place, Problem, problem
from csperf.intake.xlsx_package import Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # only its name: the safe parser makes them

# Both spellings of each kind of workbook: the usual one and "Strict Open XML".
SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_TRUE = {"1", "true", "on"}

# ECMA-376 18.8.30: formats that a workbook names by number only, 27 to 36 and 50 to 58 as they are
# in Chinese. A file made in China has dates of these numbers without saying what they look like.
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_MORNING = '上午/下午h"时"mm"分"'
_FROM_0 = (
    *("General", "0", "0.00", "#,##0", "#,##0.00", '"¥"#,##0', '"¥"#,##0', '"¥"#,##0.00'),
    *('"¥"#,##0.00', "0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??", "mm-dd-yy", "d-mmm-yy"),
    *("d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", "m/d/yy h:mm"),
)
_FROM_27 = (
    *(_YEAR_MONTH, _MONTH_DAY, _MONTH_DAY, "m-d-yy", 'yyyy"年"m"月"d"日"', 'h"时"mm"分"'),
    *('h"时"mm"分"ss"秒"', _MORNING, _MORNING + 'ss"秒"', _YEAR_MONTH, "#,##0", "#,##0"),
    *("#,##0.00", "#,##0.00", "#,##0", '"¥"#,##0', "#,##0.00", '"¥"#,##0.00', "mm:ss"),
    *("[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", _YEAR_MONTH, _MONTH_DAY, _YEAR_MONTH, _MONTH_DAY),
    *(_MONTH_DAY, _MORNING, _MORNING + 'ss"秒"', _YEAR_MONTH, _MONTH_DAY),
)
_BUILT_IN = dict(enumerate(_FROM_0)) | dict(enumerate(_FROM_27, start=27))


@dataclass(frozen=True)
class Sheet:
    """A visible worksheet: its title, and the part that holds its cells."""

    title: str
    part: str


@dataclass(frozen=True)
class Parts:
    """A workbook without its cells: `formats` has the number format of each style.

    `stale`: the program that wrote the file left the results of formulas to the reader; some then
    write 0 for every formula, which would be paid out as a figure.
    """

    sheets: tuple[Sheet, ...]
    formats: tuple[str, ...] = ("General",)
    strings: str | None = None
    since_1904: bool = False
    stale: bool = False


def read_parts(package: Package) -> Parts:
    """What the small parts say; a fault in one of them is raised."""
    book = _of_kind(_relations(package, ""), "officeDocument") or "xl/workbook.xml"
    book = _needed(package, book, "")
    base, name = split(book)
    relations = _relations(package, base, name)
    tree, styles = parse(package, book), _of_kind(relations, "styles")
    strings = _of_kind(relations, "sharedStrings")
    return Parts(
        tuple(_sheets(package, tree, relations, base)),
        _formats(parse(package, _needed(package, styles, base))) if styles else ("General",),
        _needed(package, strings, base) if strings else None,
        since_1904=any(_is(e, "date1904") for e in children(tree, "workbookPr")),
        stale=any(_is(e, "fullCalcOnLoad") for e in children(tree, "calcPr")),
    )


def parse(package: Package, part: str) -> Element:
    """The root of a small part."""
    try:
        root: Element = fromstring(package.read(part), forbid_dtd=True)
    except DefusedXmlException as failure:
        raise CsperfError([_at(package, "workbook-doctype", part)]) from failure
    except (ParseError, ValueError, LookupError) as failure:
        raise CsperfError([_at(package, "workbook-xml", part)]) from failure
    return root


def _at(package: Package, fault: str, part: str) -> Problem:
    return problem(fault, Place(package.file), part=package.parts[part].filename)


def children(parent: Element, *names: str) -> Iterator[Element]:
    """The elements that `names` lead to, one step down a name."""
    found = (e for e in parent if e.tag in {f"{{{space}}}{names[0]}" for space in SPREADSHEET})
    for element in found:
        if names[1:]:
            yield from children(element, *names[1:])
        else:
            yield element


def _is(element: Element, attribute: str) -> bool:
    return element.get(attribute, "").strip().lower() in _TRUE


@dataclass(frozen=True)
class _Relation:
    """A link from one part to another: what the other is, and its name as it is written."""

    id: str
    kind: str
    target: str


def _relations(package: Package, base: str, name: str = "") -> list[_Relation]:
    part = package.find(f"_rels/{name}.rels", base)
    if part is None:
        return []
    return [
        _Relation(e.get("Id", ""), e.get("Type", "").rpartition("/")[2], e.get("Target", ""))
        for e in parse(package, part)
        if e.get("TargetMode") != "External"
    ]


def _of_kind(relations: Sequence[_Relation], kind: str) -> str | None:
    return next((one.target for one in relations if one.kind == kind), None)


def _needed(package: Package, target: str, base: str) -> str:
    """The part that a relationship names; reading on without it would lose what it holds."""
    part = package.find(target, base)
    if part is None:
        raise CsperfError([problem("workbook-part-missing", Place(package.file), part=target)])
    return part


def _sheets(
    package: Package, book: Element, relations: Sequence[_Relation], base: str
) -> Iterator[Sheet]:
    """The visible worksheets in their order; sheets of charts and macros hold no cells."""
    known = {one.id: one for one in relations}
    for element in children(book, "sheets", "sheet"):
        relation = known.get(_link(element), _Relation("", "worksheet", _link(element)))
        if element.get("state", "visible") == "visible" and relation.kind == "worksheet":
            title = element.get("name", "")
            yield Sheet(title, _needed(package, relation.target, base))


def _link(element: Element) -> str:
    """The id by which a sheet names its part; its attribute is spelt in two ways."""
    found = (value for name, value in element.items() if name.endswith("/relationships}id"))
    return next(found, "")


def _formats(styles: Element) -> tuple[str, ...]:
    """The number format of each style of cells."""
    own = {
        int(e.get("numFmtId", "")): e.get("formatCode", "General")
        for e in children(styles, "numFmts", "numFmt")
    }
    known = {**_BUILT_IN, **own}
    used = (int(e.get("numFmtId", "0")) for e in children(styles, "cellXfs", "xf"))
    return tuple(known.get(number, "General") for number in used) or ("General",)
