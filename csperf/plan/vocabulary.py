"""Plans in Chinese keys: what may stand where, by the models, and the English tree of a plan.

Why the models are walked: a key is a word of the language only where a model takes it, and a name
only where the writer names something, so an indicator may be called 提成 and stays 提成. The tree
that comes out has English keys and choices, each with the place and the spelling that was written,
and everything behind it (models, formulas, checks) knows one language.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

from csperf.errors import Keys, Problem, problem
from csperf.plan.conditions import JOINING, Conditions
from csperf.plan.fields import Model, Words
from csperf.texts.vocabulary import words_of
from csperf.yaml_text import Listing, Spelt, Table, Tree, Written


@dataclass
class Part:
    """What may stand at one place: parts with keys, named parts, items of a list, fixed words.

    Among the names of conditions stand the words that join them (`joins`).
    """

    models: list[type[Model]] = field(default_factory=list)
    named: list[Any] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    joins: bool = False

    def keys(self, table: Table) -> dict[str, str]:
        """The English keys that may stand in this table, by their Chinese words."""
        if self.names_in(table):
            return words_of(JOINING, JOINING) if self.joins else {}
        return {word: key for model in self.models for word, key in chinese_keys(model).items()}

    def names_in(self, table: Table) -> bool:
        """Whether the writer's own names stand in this table: below each is another table."""
        if not self.models or not self.named:
            return not self.models
        joining = {*JOINING, *words_of(JOINING, JOINING)}
        return bool(table) and all(
            isinstance(value, Table) or str(key) in joining for key, value in table.items()
        )

    def at(self, key: str) -> Part:
        """What may stand at a key."""
        return part_of(*(parts_of(one)[key] for one in self.models if key in parts_of(one)))

    def below(self) -> Part:
        """What may stand under a name."""
        return part_of(*self.named)

    def item(self) -> Part:
        """What may stand in the list."""
        return part_of(*self.items)


@cache
def chinese_keys(model: type[Model]) -> Mapping[str, str]:
    """The English keys of a model by their Chinese words."""
    keys = model.keys()
    return words_of(keys, keys)


@cache
def parts_of(model: type[Model]) -> Mapping[str, Any]:
    """The type that stands at each key of a model."""
    if any(isinstance(info.annotation, ForwardRef) for info in model.model_fields.values()):
        model.model_rebuild()
    fields = model.model_fields.items()
    return {
        info.alias or name: Annotated[info.annotation, *(info.metadata or [None])]
        for name, info in fields
    }


def part_of(*annotations: Any) -> Part:
    """What types allow, all of them taken together."""
    part = Part()
    for annotation in annotations:
        _add(annotation, part)
    return part


def _add(annotation: Any, part: Part) -> None:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        for mark in arguments[1:]:
            part.words += mark.words if isinstance(mark, Words) else ()
        _add(arguments[0], part)
    elif isinstance(annotation, ForwardRef | str) or annotation is Conditions:
        part.joins = True  # conditions are the one type that speaks of itself by name
        _add(Conditions.__value__, part)  # type: ignore[attr-defined]
    elif origin in {Union, types.UnionType}:
        for choice in arguments:
            _add(choice, part)
    elif origin is Literal:
        part.words += [word for word in arguments if isinstance(word, str)]
    elif origin is dict:
        part.named.append(arguments[1])
    elif origin in {list, tuple}:
        part.items.append(arguments[0])
        _add(arguments[0], part)  # one may stand there without a list around it
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        part.models.append(annotation)


def keys_of(tree: Table, whole: type[Model]) -> Keys:
    """The language that a plan is written in: that of most of its sections."""
    words = chinese_keys(whole)
    chinese = sum(key in words and key not in words.values() for key in tree)
    english = sum(key in words.values() and key not in words for key in tree)
    return "zh" if chinese > english else "en"


@dataclass
class _Reader:
    """Turns a tree into its English form, noting the keys of the other language."""

    keys: Keys
    problems: list[Problem] = field(default_factory=list)

    def tree(self, node: Tree, part: Part) -> Tree:
        if isinstance(node, Written):
            return self.scalar(node, part)
        if isinstance(node, Listing):
            listing = Listing(node.place)
            listing.extend(self.tree(item, part.item()) for item in node)
            return listing
        return self.table(node, part)

    def scalar(self, text: Written, part: Part) -> Written:
        """A fixed choice may be written in either language."""
        word = words_of(part.words).get(text)
        return text if word is None or word == text else Spelt(word, text.place, str(text))

    def table(self, node: Table, part: Part) -> Table:
        if part.items and not (part.models or part.named):
            part = part.item()  # one part where a list of them may stand
        names, words = part.names_in(node), part.keys(node)
        if names and self.keys == "en":  # 任一 is a name there
            words = {}
        table = Table(node.place)
        for key, value in node.items():
            english = self.key(key, words)
            below = part.below() if names else part.at(str(english))
            table.setdefault(english, self.tree(value, below))
        return table

    def key(self, key: Written, words: Mapping[str, str]) -> Written:
        """The English key; the other language's key is told with the word to write."""
        english = words.get(key)
        chinese = next((word for word, known in words.items() if known == key), None)
        if english == key or (english is None and chinese is None):
            return key
        if (self.keys == "en") == (chinese is None):
            instead = english if self.keys == "en" else chinese
            id_ = "key-in-other-language-en" if self.keys == "en" else "key-in-other-language-zh"
            self.problems.append(problem(id_, key.place, key=str(key), instead=str(instead)))
        return key if english is None else Spelt(english, key.place, str(key))


def in_english(tree: Table, whole: type[Model]) -> tuple[Table, Keys, list[Problem]]:
    """The plan's tree with English keys and choices, and the language that it is written in."""
    reader = _Reader(keys_of(tree, whole))
    return reader.table(tree, part_of(whole)), reader.keys, reader.problems


def every_part(whole: type[Model]) -> Iterator[Part]:
    """Every place of a plan, each type once: conditions hold conditions without end."""
    seen: set[int] = set()
    waiting: list[Any] = [whole]
    while waiting:
        annotation = waiting.pop()
        if id(annotation) in seen:
            continue
        seen.add(id(annotation))
        part = part_of(annotation)
        yield part
        waiting += [*part.named, *part.items]
        waiting += [one for model in part.models for one in parts_of(model).values()]
