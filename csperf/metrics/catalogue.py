"""The metrics csperf knows by itself: names in both languages, unit, formula and known headings.

Why a file of data: whoever knows the trade but no Python mends a heading or adds a metric there.
Why catalogue.json beside it: the same content, fifteen times as fast to read in every run;
`python -m csperf.metrics.catalogue` writes it anew, and a test holds that it is current.
Why a name, its English id and its label are headings too: a table made by hand, or from csperf's
own template, is titled with them, and nobody has to write each of them twice.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NotRequired, TypedDict, cast

from csperf.errors import Word
from csperf.texts import Lang
from csperf.units import Unit

Better = Literal["higher", "lower", "neutral"]
Combine = Literal["sum", "max", "min", "same", "parts", "weighted", "never"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A measured number (or a text fact) of an agent, a team or a shop in a period.

    `zh` and `en` say what it counts; `headings` are all titles under which tables carry it;
    `combine` says how the values of several rows of one agent become one, `weight` by which metric.
    """

    name: str
    english: str
    label: str
    unit: Unit
    better: Better
    formula: str | None
    zh: str
    en: str
    headings: tuple[str, ...]
    combine: Combine = "never"
    weight: str = ""


class _Entry(TypedDict):
    english: str
    label: str
    unit: str
    better: Better
    formula: NotRequired[str]
    combine: Combine
    weight: NotRequired[str]
    says: Mapping[Lang, str]
    headings: NotRequired[list[str]]


@cache
def catalogue() -> Mapping[str, Metric]:
    """All metrics by their Chinese name, in the order of the file."""
    return MappingProxyType({name: _metric(name, entry) for name, entry in _entries().items()})


def find(name: str) -> Metric | None:
    """The metric of this Chinese name or English id.

    >>> found = find("final_conversion")
    >>> found is find("询单转化率"), found.formula
    (True, '最终付款人数 / 询单人数')
    """
    return catalogue().get(name) or _by_english().get(name)


def spoken(names: Sequence[str], shown: int = 8) -> Word:
    """The first metrics of these names as readers call them, and how many all are.

    >>> spoken(["销售额", "退款率", "客单价"], 2).en
    'Sales, Refund rate … (3 in all)'
    """
    first = names[:shown]
    labels = (known.label if (known := find(name)) else name for name in first)
    zh, en = "、".join(first), ", ".join(labels)
    if len(names) > shown:
        return Word(f"{zh}……共 {len(names)} 个", f"{en} … ({len(names)} in all)")
    return Word(zh, en)


def search(words: str) -> list[Metric]:
    """The metrics in whose names, headings or explanations every one of the words occurs.

    >>> [metric.name for metric in search("PRICE item")]
    ['件均价']
    """
    wanted = _folded(words).split()
    return [metric for metric in catalogue().values() if _speaks_of(metric, wanted)]


def _metric(name: str, entry: _Entry) -> Metric:
    english, label = entry["english"], entry["label"]
    return Metric(
        name=name,
        english=english,
        label=label,
        unit=Unit(entry["unit"]),
        better=entry["better"],
        formula=entry.get("formula"),
        zh=entry["says"]["zh"],
        en=entry["says"]["en"],
        headings=(name, english, label, *entry.get("headings", ())),
        combine=entry["combine"],
        weight=entry.get("weight", ""),
    )


@cache
def _by_english() -> Mapping[str, Metric]:
    return {metric.english: metric for metric in catalogue().values()}


def _speaks_of(metric: Metric, words: list[str]) -> bool:
    # A line break keeps a word from matching across two headings.
    text = _folded("\n".join((*metric.headings, metric.zh, metric.en)))
    return all(word in text for word in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _entries() -> Mapping[str, _Entry]:
    text = files("csperf.metrics").joinpath("catalogue.json").read_text(encoding="utf-8")
    return cast("Mapping[str, _Entry]", json.loads(text))


def written() -> str:
    """What `catalogue.json` should hold: the entries of `catalogue.yaml`, one a line."""
    import yaml  # only here, and not in every run

    text = Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    lines = (json.dumps({name: entry}, ensure_ascii=False) for name, entry in entries.items())
    return "{\n" + ",\n".join(line[1:-1] for line in lines) + "\n}\n"


if __name__ == "__main__":
    Path(__file__).with_name("catalogue.json").write_text(written(), encoding="utf-8", newline="\n")
