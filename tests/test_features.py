"""The table of features: every file that it names is there, and every command and option."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from csperf.cli.judging import app

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "features.md"
CODE = re.compile(r"`csperf ([^`]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def test_every_row_names_where_it_is() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if "| " in line]
    assert len(rows) > 80
    assert [row for row in rows if len(row) != 3 or not all(cell.strip("| ") for cell in row)] == []


def test_links_lead_to_what_is_there() -> None:
    links = LINK.findall(PAGE.read_text("utf-8"))
    assert len(links) > 60
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_commands_and_options_are_those_of_the_program() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    known = {
        name: {word for one in command.params for word in one.opts}
        for name, command in commands.items()
    }
    said = [one.split() for one in CODE.findall(PAGE.read_text("utf-8"))]
    assert {words[0] for words in said} - known.keys() == set()
    options = [(words[0], word) for words in said for word in words if word.startswith("-")]
    assert [(name, word) for name, word in options if word not in known[name]] == []
