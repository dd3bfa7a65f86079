"""Names: what a plan may call csperf's own columns, and what csperf calls the columns it makes."""

from __future__ import annotations

from typing import Literal

from csperf.formula import Whole

RESERVED = {
    "score": "score",
    "得分": "score",
    "grade": "grade",
    "等级": "grade",
    "total": "total",
    "应发合计": "total",
    "rank": "rank",
    "名次": "rank",
}
SCOPES = {
    "团队": None,
    "team": None,
    "组": "组",
    "group": "组",
    "班次": "班次",
    "shift": "班次",
    "级别": "级别",
    "level": "级别",
}
HOWS: dict[Whole | Literal["pooled"], tuple[str, str]] = {
    "mean": ("平均", "_mean"),
    "sum": ("合计", "_sum"),
    "min": ("最低", "_min"),
    "max": ("最高", "_max"),
    "pooled": ("合并", "_pooled"),
}
NAMED_SCOPES: dict[str, tuple[str, Whole | Literal["pooled"] | None]] = {
    **{scope: (scope, None) for scope in SCOPES},
    **{
        f"{scope}{suffix[1] if scope.isascii() else suffix[0]}": (scope, how)
        for scope in SCOPES
        for how, suffix in HOWS.items()
    },
}
SPOKEN = {  # how a plan says the mean and the sum of each
    scope: tuple(f"{scope}{HOWS[how][1 if scope.isascii() else 0]}" for how in ("mean", "sum"))
    for scope in SCOPES
}
PAST = ("上月", "last_month")  # before a metric and a point: what it was in the month before
OWN_PAST = "own_past"  # to compare with it
_DERIVED = {
    "points": ("分值", "points"),
    "rank": ("名次", "rank"),
    "points-rank": ("得分名次", "points rank"),
    "eligible": ("参评", "eligible"),
    "target": ("目标", "target"),
    "data": ("原值", "data"),
    "due": ("应得", "due"),
    "carried": ("结转", "carried"),
    "balance": ("余额", "balance"),
    "streak": ("连续", "streak"),
    "weight": ("分配", "weight"),
    "veto": ("一票否决", "veto"),
    "parts": ("分配合计", "parts"),
    "pool": ("奖金池", "pool"),
    "single": ("单行", "single row"),
    "weighted": ("加权和", "weighted sum"),
    "weights": ("权重和", "weights"),
    "row": ("每行", "each row"),
    "rows": ("各行合计", "sum of rows"),
    "worth": ("应为", "worth"),
    "paid": ("已付", "paid"),
}


def column_named(name: str) -> str:
    """The column that a name in an example means: `团队平均.X` is the column 团队.X."""
    scope, _, metric = name.partition(".")
    among, how = NAMED_SCOPES.get(scope, ("", None))
    return f"{among}.{metric}" if metric and how == "mean" else name


def named_whole(scope: str, how: Whole | Literal["pooled"], metric: str) -> str:
    """The column of a whole: 团队.X is the mean, 团队合计.X the sum."""
    suffix = HOWS[how][1 if scope.isascii() else 0]
    return f"{scope}.{metric}" if how == "mean" else f"{scope}{suffix}.{metric}"


def metric_of(name: str) -> str:
    """The metric that a column made for several rows reads: 响应时间.加权和, 转化率.询单人数."""
    metric, _, what = name.rpartition(".")
    made = {word for words in _DERIVED.values() for word in words}
    return metric if what in made else what


def derived_name(name: str, what: str) -> str:
    """The name of a column that csperf makes of another, in the language of that name."""
    chinese, english = _DERIVED[what]
    return f"{name}.{english if name.isascii() else chinese}"


def of_last_month(metric: str) -> str:
    """The name of a metric's value in the month before, in the language of its name.

    >>> of_last_month("客单价"), of_last_month("sales")
    ('上月.客单价', 'last_month.sales')
    """
    return f"{PAST[1] if metric.isascii() else PAST[0]}.{metric}"


def metric_before(name: str) -> str:
    """The metric whose past a name means; '' if it means none.

    >>> metric_before("上月.客单价"), metric_before("上月结转")
    ('客单价', '')
    """
    prefix, _, metric = name.partition(".")
    return metric if prefix in PAST else ""
