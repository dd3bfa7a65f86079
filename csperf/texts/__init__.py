"""What csperf says, in Chinese and in English: look a text up by its id and fill in the facts.

Why not gettext: every message needs a stable id anyway (JSON output, the scoreboard of tests), both
languages should be read side by side when one is changed, and a plain module needs no compile step
and costs nothing at start-up. A test holds that no id lacks a language or a placeholder.
"""

from __future__ import annotations

import locale
import os
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from importlib import import_module
from typing import Literal, NamedTuple, cast

from csperf.errors import Fact, Keys, Place, Problem, Term, Word

Lang = Literal["zh", "en"]

_LONGEST = 600
_MARK = "`"  # around plan text
_MODULES = (
    *("terms", "plan", "intake", "files", "paths", "dialect", "days", "rows", "people"),
    *(
        "items",
        "seasons",
        "payroll",
        "roles",
        "law",
        "page",
        "output",
        "payslip",
        "sheets",
        "tables",
        "records",
        "inspection",
        "engines",
        "attribution",
        "finality",
        "selling",
        "measured",
        "report",
        "history",
        "insight",
        "audit",
        "designing",
        "weighing",
        "drivers",
        "review",
        "project",
        "cli",
    ),
)


class Message(NamedTuple):
    """One text in both languages; `*_hint` names the way out of a problem.

    Plan text stands between backticks, which are not printed: its keys and choices are given in the
    language of the reader's plan (`weight: 20%` is 权重: 20% to whoever writes Chinese keys).
    """

    zh: str
    en: str
    zh_hint: str = ""
    en_hint: str = ""


def messages(*modules: str) -> dict[str, Message]:
    """All texts of the named modules of this package (of all of them, if none is named)."""
    found: dict[str, Message] = {}
    for module in modules or _MODULES:
        found |= cast("dict[str, Message]", import_module(f"csperf.texts.{module}").MESSAGES)
    return found


_quoted: ContextVar[Keys] = ContextVar("quoted", default="en")


@contextmanager
def quoting(keys: Keys) -> Iterator[None]:
    """Whatever is said inside is about a plan with keys in this language.

    Why not a parameter of all that a page of a plan is put together from: none of it reads the
    keys, and each would only hand them on.
    """
    before = _quoted.set(keys)
    try:
        yield
    finally:
        _quoted.reset(before)


def say(id: str, lang: Lang, /, **facts: Fact) -> str:  # noqa: A002 - its name
    """The text of this id, e.g. a heading or a term."""
    message = _find(id)
    return _fill(message.zh if lang == "zh" else message.en, facts, lang, _quoted.get())


def tell(problem: Problem, lang: Lang) -> str:
    """One line for one problem: place, what is wrong, the way out."""
    message = _find(problem.id)
    says = message.zh if lang == "zh" else _capital(message.en)
    place = f"{problem.place}: " if str(problem.place) else ""
    filled = _fill(says, problem.facts, lang, problem.keys)
    return (place + _closed(filled, lang) + hint_of(problem, lang)).rstrip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _closed(text: str, lang: Lang) -> str:
    """The text closed as a sentence, ready for another one."""
    if lang == "zh":
        return text if text.endswith(("。", "：", "？", "！")) else f"{text}。"
    return f"{text} " if text.endswith((".", ":", "?", "!")) else f"{text}. "


def hint_of(problem: Problem, lang: Lang) -> str:
    """The way out alone, for machine-readable output."""
    message = _find(problem.id)
    hint = message.zh_hint if lang == "zh" else message.en_hint
    if not _known(hint, problem.facts):
        return ""
    return _fill(hint, problem.facts, lang, problem.keys)


def language(
    arguments: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    project: Callable[[], str] | None = None,
) -> Lang:
    """The reader's language: `--lang`, else CSPERF_LANG, else the project's, else the locale.

    A POSIX locale without a language (`C`) means English: its terminal may show no Chinese.
    """
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return "en" if arguments[position + 1].lower().startswith("en") else "zh"
        if argument.startswith("--lang="):
            return "en" if argument[7:].lower().startswith("en") else "zh"
    own = "" if environment.get("CSPERF_LANG") or project is None else project()
    usual = [environment.get(name) for name in ("CSPERF_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    spoken = next(filter(None, (own, *usual)), "") or locale.getlocale()[0] or ""
    return "zh" if spoken.lower().startswith(("zh", "chinese")) else "en"


def _find(id: str) -> Message:  # noqa: A002 - its name
    for module in _MODULES:
        known = cast("dict[str, Message]", import_module(f"csperf.texts.{module}").MESSAGES)
        if id in known:
            return known[id]
    raise KeyError(id)


def _known(template: str, facts: Mapping[str, Fact]) -> bool:
    """A hint is given only when every fact it speaks of is there and not empty."""
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    return bool(template) and all(facts.get(name, "") not in ("", ()) for name in names)


def _fill(template: str, facts: Mapping[str, Fact], lang: Lang, keys: Keys) -> str:
    shown = {name: _show(fact, lang, keys) for name, fact in facts.items()}
    parts = [part.format_map(shown) for part in template.split(_MARK)]
    if keys == "zh":
        from csperf.texts.vocabulary import in_chinese  # only plans in Chinese need it

        parts[1::2] = [in_chinese(part) for part in parts[1::2]]
    return "".join(parts)


def _show(fact: Fact, lang: Lang, keys: Keys) -> str:
    match fact:
        case Term():
            message = _find(fact.id)
            return _fill(message.zh if lang == "zh" else message.en, {}, lang, keys)
        case Word():
            return _cut(fact.zh if lang == "zh" else fact.en)
        case tuple():
            return _cut(("、" if lang == "zh" else ", ").join(fact))
        case Decimal():
            return format(fact, "f")
        case str():
            return _cut(fact)
        case Place() | int():
            return str(fact)


def _cut(text: str) -> str:
    """A name can be a megabyte long; a message cannot."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
