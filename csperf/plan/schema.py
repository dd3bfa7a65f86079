"""The JSON Schema of plan files, built from the models, for editors that complete and underline.

    python -m csperf.plan.schema        # after a change of the models

Why it is tidied: an editor shows what it is given, so what a plan must never hold is left out
(empty values, the closed intervals that csperf reads only to refuse them), and what YAML may write
in two ways (one heading or a list of them) is allowed in both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from csperf.plan.line import PRORATED
from csperf.plan.model import PlanFile
from csperf.plan.vocabulary import every_part
from csperf.texts.vocabulary import CHOICES, chinese_key, in_chinese

Json = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "csperf 方案 / csperf plan"
FILE = Path(__file__).parents[1] / "schema" / "plan.schema.json"
CHINESE_FILE = FILE.with_name("plan.zh.schema.json")
_REFUSED = "不要用"
_ONE_OR_MORE = {"factor", "is", "is_not", "of"}  # one may stand there without a list around it
_EMPTY = {"type": "null"}
_YES_OR_NO = ["true", "false"]


def plan_schema() -> Json:
    """The schema of a plan file.

    >>> plan_schema()["properties"]["version"]["description"]
    "方案版本，如 2026-10 / the plan's version"
    """
    tidied: Json = _tidy(PlanFile.model_json_schema())
    parts = tidied["$defs"]
    tidied["properties"]["csperf"]["enum"] = [tidied["properties"]["csperf"].pop("const"), "1"]
    for named in ("MetricRule", "TableColumn"):
        _allow_also(parts[named]["properties"]["column"], {"type": "string"})
    for part in parts.values():
        fields = part.get("properties", {})
        for field in fields.values():
            if field.get("enum") == _YES_OR_NO:
                _allow_also(field, {"type": "boolean"})
        if "prorate" in fields:
            _allow_also(fields["prorate"], {"enum": list(PRORATED)})
        for key in _ONE_OR_MORE & fields.keys():
            items = fields[key].get("items")
            if items is not None:
                _allow_also(fields[key], items)
    return {"$schema": DRAFT, "title": TITLE, **tidied}


def chinese_schema() -> Json:
    """The schema of a plan file in Chinese keys.

    >>> chinese_schema()["required"]
    ['csperf', '方案', '版本']
    """
    keys = {model.__name__: model.keys() for part in every_part(PlanFile) for model in part.models}
    schema = plan_schema()
    parts = {name: _in_chinese(part, keys.get(name, [])) for name, part in schema["$defs"].items()}
    whole: Json = _in_chinese({**schema, "$defs": {}}, PlanFile.keys())
    return whole | {"$defs": parts}


def _in_chinese(node: Any, keys: list[str]) -> Any:
    """A part of the schema with the keys of its model, and all choices, in Chinese."""
    if isinstance(node, list):
        return [_in_chinese(part, keys) for part in node]
    if not isinstance(node, dict):
        return node
    found = {name: _in_chinese(part, keys) for name, part in node.items() if name != "properties"}
    if "properties" in node:
        fields = node["properties"].items()
        named = {chinese_key(key, keys): _in_chinese(part, keys) for key, part in fields}
        found["properties"] = named
        found["required"] = [chinese_key(key, keys) for key in node.get("required", ())]
    if "enum" in node:
        found["enum"] = list(dict.fromkeys(_choice(word) for word in node["enum"]))
    for name in {"const", "default"} & node.keys():
        found[name] = _choice(node[name])
    if "description" in node:
        found["description"] = in_chinese(node["description"].partition(" / ")[0])
    return found


def _choice(word: object) -> object:
    return CHOICES.get(word, word) if isinstance(word, str) else word


def schema_text(schema: Json) -> str:
    """A schema as the file that csperf ships."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _tidy(node: Any) -> Any:
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidy(value) for key, value in node.items() if not _is_noise(key, value)}
    choices = [choice for choice in kept.get("anyOf", ()) if choice != _EMPTY]
    if len(choices) == 1:
        del kept["anyOf"]
        return choices[0] | kept
    return kept | {"anyOf": choices} if choices else kept


def _is_noise(key: str, value: object) -> bool:
    """A title made from a field's name, a default of nothing, a key that plans must not use."""
    if isinstance(value, dict):
        return str(value.get("description", "")).startswith(_REFUSED)
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def _allow_also(node: Json, other: Json) -> None:
    """Moves what a node allows into one of two alternatives; its description stays."""
    said = {key: node.pop(key) for key in ("description",) if key in node}
    first = dict(node)
    node.clear()
    node |= {"anyOf": [first, other], **said}


if __name__ == "__main__":
    for path, made in ((FILE, plan_schema()), (CHINESE_FILE, chinese_schema())):
        path.write_text(schema_text(made), encoding="utf-8", newline="\n")
