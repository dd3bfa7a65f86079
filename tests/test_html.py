"""What every page of HTML owes its reader: text shown as it is, and no blank where a fact lacks."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from csperf.output.html.environment import environment

HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "{{7*7}}",
    "{% include 'secret' %}",
    "&lt;b&gt;",
    "<!--",
    "]]>",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_and_never_becomes_markup(text: str) -> None:
    page = environment().from_string('<p title="{{ text }}">{{ text }}</p>').render(text=text)
    inner = page.removeprefix('<p title="').removesuffix("</p>")
    assert not set(inner.replace('">', "", 1)) & set("<>\"'")
    assert "49" not in page


def test_signs_that_turn_the_line_around_are_seen() -> None:
    assert environment().from_string("{{ text }}").render(text="\u202e9.00") == "\\u202e9.00"


def test_a_fact_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ amount }}").render()
