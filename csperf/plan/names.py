"""Names: what a plan may call csperf's own columns, and what csperf calls the columns it makes."""

from __future__ import annotations

from typing import Literal

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
SPOKEN = {  # how a plan says the mean and the sum of each
    "团队": ("团队平均", "团队合计"),
    "team": ("team_mean", "team_sum"),
    "组": ("组平均", "组合计"),
    "group": ("group_mean", "group_sum"),
    "班次": ("班次平均", "班次合计"),
    "shift": ("shift_mean", "shift_sum"),
    "级别": ("级别平均", "级别合计"),
    "level": ("level_mean", "level_sum"),
}
NAMED_SCOPES: dict[str, tuple[str, Literal["mean", "sum"] | None]] = {
    **{scope: (scope, None) for scope in SCOPES},
    **{mean: (scope, "mean") for scope, (mean, _) in SPOKEN.items()},
    **{total: (scope, "sum") for scope, (_, total) in SPOKEN.items()},
}
_DERIVED = {
    "points": ("分值", "points"),
    "rank": ("名次", "rank"),
    "points-rank": ("得分名次", "points rank"),
    "eligible": ("参评", "eligible"),
    "target": ("目标", "target"),
    "pooled": ("合并", "pooled"),
    "data": ("原值", "data"),
    "single": ("单行", "single row"),
    "weighted": ("加权和", "weighted sum"),
    "weights": ("权重和", "weights"),
    "row": ("每行", "each row"),
    "rows": ("各行合计", "sum of rows"),
}


def column_named(name: str) -> str:
    """The column that a name in an example means: `团队平均.X` is the column 团队.X."""
    scope, _, metric = name.partition(".")
    among, how = NAMED_SCOPES.get(scope, ("", None))
    return f"{among}.{metric}" if metric and how == "mean" else name


def metric_of(name: str) -> str:
    """The metric that a column made for several rows reads: 响应时间.加权和, 转化率.询单人数."""
    metric, _, what = name.rpartition(".")
    made = {word for words in _DERIVED.values() for word in words}
    return metric if what in made else what


def derived_name(name: str, what: str) -> str:
    """The name of a column that csperf makes of another, in the language of that name."""
    chinese, english = _DERIVED[what]
    return f"{name}.{english if name.isascii() else chinese}"
