"""The tables of keys in plans/README.md, filled in from the models.

    python -m csperf.plan.reference     # after a change of the models

Why only the tables: the keys, their choices and their meaning stand once, in the fields of the
models, where the schema for editors takes them from as well; what a field cannot say (when to use
a kind, an example of it) is written in the README by hand, around the tables.
"""

from __future__ import annotations

import re
from pathlib import Path

from csperf.plan.indicators import Indicator
from csperf.plan.line import PayLine
from csperf.plan.schema import Json, plan_schema
from csperf.texts.vocabulary import CHOICES, chinese_key

FILE = Path(__file__).parents[2] / "plans" / "README.md"
_TABLE = re.compile(r"(<!-- keys of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_HEADING = re.compile(r'<a id="(\w+)"></a>\n\n### (.+?) ·')


def with_tables(text: str) -> str:
    """The text with every table of keys as the models have it now."""
    titles = dict(_HEADING.findall(text))
    tables = _tables(titles)
    return _TABLE.sub(lambda found: f"{found[1]}{tables[found[2]]}{found[3]}", text)


def told(text: str) -> set[str]:
    """The models whose keys the text has a table of."""
    return {model for _, model, _ in _TABLE.findall(text)}


def models() -> dict[str, Json]:
    """The schema of every model that can stand in a plan, the whole plan among them."""
    schema = plan_schema()
    below = {name: model for name, model in schema["$defs"].items() if "properties" in model}
    return {"PlanFile": schema, **below}


def _tables(titles: dict[str, str]) -> dict[str, str]:
    """A table of keys for each model; what all indicators or all lines share has its own."""
    found = models()
    tables = {
        "Indicator": _table(found["BandsIndicator"], Indicator.keys(), titles),
        "PayLine": _table(found["BaseLine"], PayLine.keys(), titles),
    }
    for name, model in found.items():
        common = Indicator.keys() if name.endswith("Indicator") else []
        common = PayLine.keys() if name.endswith("Line") else common
        own = [key for key in model["properties"] if key not in common]
        tables[name] = _table(model, own, titles)
    return tables


def _table(model: Json, keys: list[str], titles: dict[str, str]) -> str:
    rows = ["| 键 key | 中文键 | 写什么 value | 说明 meaning |", "|---|---|---|---|"]
    for key in keys:
        field = model["properties"][key]
        star = "（必填 required）" if key in model.get("required", ()) else ""
        meaning = str(field.get("description", "")).replace("|", "\\|")
        chinese = chinese_key(key, model["properties"])
        rows.append(f"| `{key}` | `{chinese}` | {_value(field, titles)} | {meaning}{star} |")
    return "\n".join(rows) + "\n"


def _value(field: Json, titles: dict[str, str]) -> str:
    """What may stand at a key, as short as can be."""
    if choices := field.get("anyOf") or field.get("oneOf"):
        choices = [choice for choice in choices if choice.get("type") != "boolean"]
        return " / ".join(dict.fromkeys(_value(choice, titles) for choice in choices))
    if "$ref" in field:
        name = str(field["$ref"]).rpartition("/")[2]
        if name == "Conditions":
            return "[条件 conditions](#Comparison)"
        return f"[{titles.get(name, name)}](#{name})"
    if words := field.get("enum", [field["const"]] if "const" in field else []):
        return " ".join(_word(word) for word in dict.fromkeys(map(str, words)))
    if field.get("type") == "array":
        return f"列表 list: {_value(field['items'], titles)}"
    if "additionalProperties" in field:
        return f"名字 name → {_value(field['additionalProperties'], titles)}"
    return _scalar(field)


def _word(word: str) -> str:
    """A fixed choice in both languages."""
    return f"`{word}` {CHOICES[word]}" if word in CHOICES else f"`{word}`"


def _scalar(field: Json) -> str:
    pattern = str(field.get("pattern", ""))
    if "%" in pattern:
        return "百分比 percent"
    if "{4}" in pattern:
        return "日期 date"
    if pattern:
        return "数 number"
    return "文字 text" if field.get("type") == "string" else "数或文字 number or text"


if __name__ == "__main__":
    FILE.write_text(with_tables(FILE.read_text("utf-8")), encoding="utf-8", newline="\n")
