"""The one place where templates become HTML: every text in them is escaped and made visible.

Why a page forbids itself everything but its own style and script, named by their hashes: it holds
what everybody earns, and whatever a name or a plan might smuggle in, no browser would run or fetch.

Why `finalize`: escaping keeps markup out, but a name may also hold characters that turn the line
around or cannot be seen; what is safe in a terminal must be safe on a page, and no template should
have to remember it. A fact that a template names and nobody gave is an error, never a blank.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from csperf.output.safe import safe_text
from csperf.texts import Lang, say

LANGUAGES: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}
"""What a page calls its language to the browser."""


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


def page(template: str, lang: Lang, title: str, scripts: Sequence[str], **facts: Any) -> bytes:
    """A page that asks nothing of a network, with these scripts of its own."""
    style, script = _source("report.css"), "".join(map(_source, scripts))
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    return rendered(
        template,
        lang=lang,
        language=LANGUAGES[lang],
        title=title,
        policy=f"{policy}; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704 - the same
        say=lambda id, **named: say(id, lang, **named),  # noqa: A006 - a text's id
        **facts,
    )


def _source(name: str) -> str:
    return (files("csperf.output.html") / "templates" / name).read_text(encoding="utf-8")


def _visible(value: Any) -> Any:
    """Text of the data without characters that steer or hide; markup made here stays."""
    return safe_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hash(text: str) -> str:
    """How a page names its own style or script to the browser."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"
