"""The one place where templates become HTML: every text in them is escaped and made visible.

Why `finalize`: escaping keeps markup out, but a name may also hold characters that turn the line
around or cannot be seen; what is safe in a terminal must be safe on a page, and no template should
have to remember it. A fact that a template names and nobody gave is an error, never a blank.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from csperf.output.safe import safe_text


@cache
def environment() -> Environment:
    """Reads templates/*.html of this package, wherever it is installed."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_source),
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def rendered(template: str, **facts: Any) -> bytes:
    """The page that a template makes of these facts."""
    return environment().get_template(template).render(facts).encode("utf-8")


def _source(name: str) -> str:
    return (files("csperf.output.html") / "templates" / name).read_text(encoding="utf-8")


def _visible(value: Any) -> Any:
    """Text of the data without characters that steer or hide; markup made here stays."""
    return safe_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
