"""What a shop wants (conversion, satisfaction), and which metrics contain it by definition.

Why those are left out: the loss rate is what conversion leaves, and whoever is told that both go
together has been told nothing. Why one family a kind: platforms define conversion seven ways, and
each of them is the others with other days or people.
Why sales and their shares are of the family: sales are enquiries times conversion times what a
buyer spends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from csperf.errors import Problem, problem
from csperf.formula import Cell, Formula, Quotient, Round, names
from csperf.metrics.catalogue import catalogue, find, spoken
from csperf.plan.expression import parse
from csperf.plan.indicators import AnyIndicator, CompositeIndicator
from csperf.yaml_text import Written

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "conversion": (
        *("询单转化率", "最终下单转化率", "次日付款转化率", "当日付款转化率", "拼多多询单转化率"),
        *("京东询单转化率", "抖音询单转化率", "快手询单转化率", "询单下单转化率"),
        *("询单出库转化率", "咨询转化率", "咨询下单转化率", "咨询出库转化率"),
    ),
    "satisfaction": (
        *("满意率", "评价满意率", "好评率", "好评率人维度", "好评率会话维度", "全天满意率"),
        *("邀请满意率", "自主满意率", "满意评分"),
    ),
}
"""The metrics that tell an outcome, the one that is looked at first before the others."""
_WITH_THEM: Final[Mapping[str, tuple[str, ...]]] = {
    "conversion": (
        *("下单付款成功率", "订单支付率", "全店成交转化率", "静默转化率", "个人销售额占比"),
        *("个人出库金额占比", "客服销售占比", "销售完成率", "销售额", "净销售额"),
    ),
    "satisfaction": (
        *("差评率人维度", "差评率会话维度", "IM不满意率", "全天不满意率", "低评分率"),
        *("一般数", "不满意数", "很不满意数", "差评数", "中差评数"),
    ),
}


def outcomes_in(known: Collection[str], *kinds: str) -> list[str]:
    """The first metric of each of these families that is known."""
    firsts = (next((one for one in FAMILIES[kind] if one in known), None) for kind in kinds)
    return [one for one in firsts if one is not None]


def asked_for(names: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The outcomes of these names (a family, or a metric), and which of them are not known.

    Without names, those that are known of all families.
    """
    found = outcomes_in(known, *(one for one in FAMILIES if one in names or not names))
    others, problems = known_of([one for one in names if one not in FAMILIES], known)
    if not (found or others or problems):
        problems.append(problem("drivers-no-outcome", known=spoken(known)))
    return list(dict.fromkeys((*found, *others))), problems


def known_of(names: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The metrics of these names, in either language, and those that are not known."""
    metrics = [find(name) for name in names]
    found = [one.name if one else name for name, one in zip(names, metrics, strict=True)]
    missing = [name for name, one in zip(names, found, strict=True) if one not in known]
    problems = [problem("drivers-no-metric", name=one, known=spoken(known)) for one in missing]
    return [one for one in found if one in known], problems


def judged_by(indicators: Mapping[Written, AnyIndicator]) -> set[str]:
    """The metrics that a plan's indicators judge, those of composites among them."""
    found: set[str] = set()
    for name, one in indicators.items():
        if isinstance(one, CompositeIndicator):
            found |= judged_by(one.made_of)
            continue
        metric = find(str(one.metric or name))
        found.add(metric.name if metric else str(one.metric or name))
    return found


def contains(outcome: str, known: Sequence[str]) -> set[str]:
    """Those of the known metrics that contain the outcome by definition, itself among them.

    They are its family, whatever is counted in the numerator of one of these, and whatever is
    computed of that; by their names those that only the trade's own formula connects with it.

    >>> sorted(contains("询单转化率", ["询单流失率", "客单价", "最终付款人数", "平均响应时间"]))
    ['最终付款人数', '询单流失率']
    """
    kind = next((kind for kind, every in FAMILIES.items() if outcome in every), "")
    family = {outcome, *FAMILIES.get(kind, ())}
    counted = {name for one in family for name in _leaves(one, _numerator)}
    named = {*family, *_WITH_THEM.get(kind, ())}
    return {one for one in known if one in named or counted & _leaves(one)}


def _leaves(metric: str, part: Callable[[Formula], Formula] = lambda whole: whole) -> set[str]:
    """The metrics that nothing is made of, in a part of what a metric is computed of."""
    formula = _formula(metric)
    if formula is None:
        return {metric}
    return {leaf for name in names(part(formula)) for leaf in _leaves(name)}


def _numerator(formula: Formula) -> Formula:
    while isinstance(formula, Quotient | Round):
        formula = formula.over if isinstance(formula, Quotient) else formula.value
    return formula


def _formula(metric: str) -> Formula | None:
    known = catalogue().get(metric)
    if known is None or known.formula is None:
        return None
    return parse(Written(known.formula), lambda name: Cell(str(name)))[0]
