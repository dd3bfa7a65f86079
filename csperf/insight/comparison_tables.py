"""Two plans compared, as tables: everybody, the lines with the rules behind them, the factors."""

from __future__ import annotations

from decimal import Decimal

from csperf.exact import HUNDRED, ZERO, exactly, plain
from csperf.insight.budget import Neutral
from csperf.insight.two_plans import TwoPlans, lines_of, people_of, reasons_of
from csperf.insight.weighed import columns, grown, money, notes_table, section_of, without
from csperf.output.columns import UNKNOWN
from csperf.output.safe import safe_text
from csperf.output.tables import Datum, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, show


def comparison_sections(plans: TwoPlans, factors: list[Neutral], lang: Lang) -> list[Section]:
    """Everything that differs between two plans."""
    old, new = plans.old[-1], plans.new[-1]
    names = [safe_text(say("title-plan", lang, plan=r.plan, version=r.version)) for r in (old, new)]
    title = say("title-compare", lang, before=names[0], after=names[1])
    tables = (
        _people(plans, lang),
        _lines(plans, lang),
        _reasons(plans, lang),
        _factors(factors, lang),
        notes_table(_notes(plans, factors, lang), lang),
    )
    return [section_of(title, tables)]


def _people(plans: TwoPlans, lang: Lang) -> Table:
    found = people_of(plans)
    rows = [[*map(safe_text, one.who), *_both(one.before, one.after)] for one in found]
    totals = [say("heading-sum", lang), "", *_both(*plans.totals)]
    fields = columns(lang, "agent", "id", "before", "after", "difference", "grown")
    table = Table("plan_people", say("title-compare-people", lang), fields, rows, totals)
    return table if any(one.who[1] for one in found) else without(table, "id")


def _both(before: Decimal, after: Decimal) -> list[str]:
    with exactly():
        change = after - before
    return [money(before), money(after), money(change), grown(before, after)]


def _lines(plans: TwoPlans, lang: Lang) -> Table:
    rows = [[safe_text(line), *_both(*pair)] for line, *pair in lines_of(plans)]
    totals = [say("heading-sum", lang), *_both(*plans.totals)]
    fields = columns(lang, "line", "before", "after", "difference", "grown")
    return Table("plan_lines", say("title-compare-lines", lang), fields, rows, totals)


def _reasons(plans: TwoPlans, lang: Lang) -> Table:
    heads: list[tuple[str, ...]] = []
    whys: list[tuple[str, ...]] = []
    for period, one in reasons_of(plans, lang):
        before, after = one.before or ZERO, one.after or ZERO
        with exactly():
            change = after - before
        named = (period, safe_text(one.name), safe_text(one.line))
        heads.append((*named, money(before), money(after), money(change)))
        whys.append(one.why)
    between = "；" if lang == "zh" else "; "
    rows = [(*head, between.join(why)) for head, why in zip(heads, whys, strict=True)]
    data: list[tuple[Datum, ...]] = [(*head, why) for head, why in zip(heads, whys, strict=True)]
    keys = ("period", "agent", "line", "before", "after", "difference", "reasons")
    title = say("title-compare-reasons", lang)
    table = Table("plan_reasons", title, columns(lang, *keys), rows, who=1, data=data)
    return table if len(plans.new) > 1 else without(table, "period")


def _factors(factors: list[Neutral], lang: Lang) -> Table:
    """By what each line would have to be multiplied for the new plan to cost what the old does."""
    data = [(one.lines, *_factor(one)) for one in factors]
    missed = [UNKNOWN if one.off is None else _signed(one.off) for one in factors]
    between = say("compare.and", lang)
    rows = [
        [between.join(map(safe_text, lines)), *cells, off]
        for (lines, *cells, _), off in zip(data, missed, strict=True)
    ]
    fields = columns(lang, "line", "amount", "factor", "after-factor", "total-after", "off")
    return Table("neutral", say("title-compare-neutral", lang), fields, rows, data=data)


def _signed(off: Decimal) -> str:
    """What is missed, as an amount: fen in a Chinese table could be points."""
    with exactly():
        return ("+" if off > ZERO else "") + money(off / HUNDRED)


def _factor(one: Neutral) -> tuple[str, str, str, str, str]:
    off = one.off
    told = show(None, Unit.COUNT) if off is None else ("+" if off > ZERO else "") + plain(off)
    factor = show(one.factor, Unit.PERCENT)
    return money(one.amount), factor, money(one.after), money(one.total), told


def _notes(plans: TwoPlans, factors: list[Neutral], lang: Lang) -> list[str]:
    notes = [say("compare.how", lang, total=money(plans.totals[0]))]
    stuck = [one for one in factors if one.factor is None]
    bound = [one for one in factors if not one.in_step]
    between = say("compare.and", lang)
    for told, found in (("compare.no-factor", stuck), ("compare.not-in-step", bound)):
        if found:
            names = tuple(between.join(map(safe_text, one.lines)) for one in found)
            notes.append(say(told, lang, lines=names))
    return notes
