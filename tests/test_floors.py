"""Who may import whom: arrows point down, one library has one owner, start-up stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "csperf").rglob("*.py"))
FLOORS = (
    ("errors", "texts"),
    ("metrics", "exact", "units", "patterns", "yaml_text", "yaml_faults", "scratch"),
    ("intake", "formula", "inputs"),
    ("plan", "sheet", "wholes", "checks", "details", "corrections", "engines"),
    (
        "payroll",
        "opening",
        "supplied",
        "month_before",
        "past_results",
        "roles",
        "ready",
        "law",
        "validation",
        "output",
        "next_band",
        "inspection",
        "tables_seen",
        "columns_seen",
        "dialect_text",
        "agent_table",
        "measuring",
        "by_product",
        "by_shop",
        "shop_columns",
        "overview",
        "early_exports",
        "targets",
        "row_lists",
        "behind",
        "held",
        "raw_month",
        "not_told",
        "unknown_words",
        "raw_exports",
        "shop_settings",
        "wishes",
    ),
    ("history", "project"),
    ("insight",),
    ("cli", "__main__"),
)
OWNERS = {
    "typer": {"cli/"},
    "rich": {"output/table.py", "output/progress.py"},
    "xlsxwriter": {"output/sheets/paper.py"},
    "jinja2": {"output/html/"},
    "altair": {"output/html/charts.py"},
    "vl_convert": {"output/html/charts.py"},
    "markupsafe": {"output/html/"},
    "openpyxl": set(),  # only tests read with it: the oracle for what csperf reads itself
    "defusedxml": {"intake/"},
    "xlrd": {"intake/biff.py"},
    "polars": {"intake/", "engines/streaming.py", "history/tables.py", "insight/relation.py"},
    "narwhals": {"metrics/", "engines/"},
    "duckdb": {"engines/duck.py"},
    "pyspark": {"engines/spark.py"},
    "filelock": {"project/locks.py"},
    "pyarrow": {"engines/own_tables.py"},
    "yaml": {"yaml_text.py", "metrics/catalogue.py"},
    "pydantic": {"plan/"},
    "pydantic_core": {"plan/"},
}
LATE = {
    *("polars", "narwhals", "openpyxl", "xlsxwriter", "rich"),
    *("jinja2", "markupsafe", "altair", "vl_convert", "duckdb", "pyspark"),
}


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT / "csperf").as_posix()


def imports(file: Path) -> Iterator[str]:
    """Everything a file imports, inside functions too, but not for the type checker alone."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_of(module: str) -> int:
    """The floor of `csperf.x.y`; the package itself (its version) stands below all."""
    part = module.split(".")[1] if "." in module else ""
    return next((number for number, names in enumerate(FLOORS, 1) if part in names), 0)


def known(module: str) -> bool:
    path = ROOT / module.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_arrows_point_down(file: Path) -> None:
    own = "csperf." + name_of(file).removesuffix(".py").replace("/", ".")
    upward = {
        module
        for module in imports(file)
        if module.startswith("csperf.") and known(module) and floor_of(module) > floor_of(own)
    }
    assert own == "csperf.__init__" or floor_of(own), "this module stands on no floor"
    assert not upward


def test_no_circle_of_imports() -> None:
    arrows = {
        "csperf." + name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", "."): {
            module for module in imports(file) if module.startswith("csperf.") and known(module)
        }
        for file in FILES
    }
    while free := {module for module, below in arrows.items() if not below & arrows.keys()}:
        arrows = {module: below for module, below in arrows.items() if module not in free}
    assert not arrows, "these modules import each other in a circle"


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_has_one_owner(library: str) -> None:
    users = {name_of(file) for file in FILES if library in {m.split(".")[0] for m in imports(file)}}
    assert all(any(user.startswith(owner) for owner in OWNERS[library]) for user in users), users


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_float_and_no_built_in_rounding(file: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"float", "round"}


def loaded(*arguments: str) -> set[str]:
    """The top-level modules in memory after a command has run."""
    code = (
        "import sys\n"
        "from csperf.cli.main import run\n"
        "run(sys.argv[1:])\n"
        "print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(ran.stdout.splitlines()[-1].split())


def test_help_loads_no_library_but_the_parser_of_the_command_line() -> None:
    assert not loaded("--help") & (LATE | {"pydantic", "yaml"})


def test_validate_loads_no_library_of_tables_and_workbooks() -> None:
    assert not loaded("validate", "plans/presale.yaml") & LATE
