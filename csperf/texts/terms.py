"""Words of csperf's own that stand inside messages and explanations."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "unit.percent": Message("百分比", "percent"),
    "unit.ratio": Message("比值", "a ratio"),
    "unit.seconds": Message("时长", "a duration"),
    "unit.money": Message("金额", "money"),
    "unit.count": Message("数量", "a count"),
    "unit.days": Message("天数", "days"),
    "unit.points": Message("分值", "points"),
    "unit.text": Message("文字", "a text"),
    "example.percent": Message("55%", "55%"),
    "example.ratio": Message("1.2", "1.2"),
    "example.seconds": Message("25s 或 1m30s", "25s or 1m30s"),
    "example.money": Message("80 或 80.50", "80 or 80.50"),
    "example.count": Message("100", "100"),
    "example.days": Message("22", "22"),
    "example.points": Message("90", "90"),
    "example.text": Message("{{is: 优秀}}", "{{is: good}}"),
    "character.colon": Message("英文冒号 :", "a plain colon (:)"),
    "character.comma": Message("英文逗号 ,", "a plain comma (,)"),
    "shape.list": Message("一个列表", "a list"),
    "shape.mapping": Message("一组“名称: 内容”", "names with values"),
    "shape.empty": Message("空的", "empty"),
    "sign.at_least": Message("at_least（≥）", "at_least (>=)"),
    "sign.over": Message("over（>）", "over (>)"),
    "sign.at_most": Message("at_most（≤）", "at_most (<=)"),
    "sign.under": Message("under（<）", "under (<)"),
    "order.falling": Message("从大到小", "from the largest down"),
    "order.rising": Message("从小到大", "from the smallest up"),
    "better.higher": Message("越高越好", "higher is better"),
    "better.lower": Message("越低越好", "lower is better"),
    "better.neutral": Message("中性", "neutral"),
}
