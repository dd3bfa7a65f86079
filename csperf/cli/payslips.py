"""Writing payslips: a file a person into one folder, all of them or none that could go wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from csperf.cli.arguments import SPOKEN
from csperf.errors import Exit, Fact, Place, Problem, problem, warning
from csperf.inputs import Inputs
from csperf.output.payslip import Payslip, payslips_of
from csperf.output.payslip_names import file_names
from csperf.output.run import Payroll, Run
from csperf.output.write import (
    blocked,
    check_folder,
    differing,
    holds,
    make_folder,
    write_result,
)
from csperf.plan.fields import near
from csperf.texts import say

_SUFFIXES = (".html", ".xlsx")
_SHOWN = 8


@dataclass(frozen=True)
class Wish:
    """What the user asked for: where to, whose (nobody named: everybody's), in which form."""

    folder: Path
    agents: tuple[str, ...] = ()
    suffix: str = ".html"
    company: str = ""
    force: bool = False
    sources: tuple[Path, ...] = ()
    protected: bool = False


@dataclass(frozen=True)
class _Sheet:
    """One payslip: its file and how its content is made, when it is needed."""

    path: Path
    content: Callable[[], bytes]


def check_wish(wish: Wish) -> list[Problem]:
    """Everything about the folder that can be known to be wrong before the calculation."""
    return check_folder(wish.folder)


def of_nobody(result: Run | Payroll, folder: Path) -> list[Problem]:
    """A warning for payslips of the period in the folder that are of nobody in this result.

    They are never removed: whoever left or is called otherwise may still have to get theirs.
    """
    runs = result.runs if isinstance(result, Payroll) else (result,)
    people = [agent for run in runs for agent in run.sheet.agents]
    period = runs[0].period
    own = {*file_names(people, period, "")}
    names = _names_in(folder) if period else []
    left = [
        one.name
        for one in map(Path, names)
        if one.stem.startswith(f"{period} ") and one.suffix in _SUFFIXES and one.stem not in own
    ]
    if not left:
        return []
    facts: dict[str, Fact] = {"names": tuple(sorted(left)[:_SHOWN]), "count": len(left)}
    return [warning("payslips-of-nobody", Place(str(folder)), **facts)]


def _names_in(folder: Path) -> list[str]:
    """What stands in a folder, spelt as csperf spells names, whatever the system makes of them."""
    try:
        return [unicodedata.normalize("NFC", one.name) for one in folder.iterdir()]
    except OSError:  # it is still to be made, or writing will tell
        return []


def write_payslips(result: Run | Payroll, wish: Wish) -> tuple[str, list[Problem]]:
    """Writes them; how many there are, or why none was written."""
    runs = result.runs if isinstance(result, Payroll) else (result,)
    chosen, problems = _chosen(runs, wish.agents)
    if problems:
        return "", problems
    slips = list(_slips(runs, chosen, wish))
    if problems := _in_the_way(slips, wish):
        return "", problems
    if problems := make_folder(wish.folder):
        return "", problems
    return _written(slips, wish)


def _written(slips: Sequence[_Sheet], wish: Wish) -> tuple[str, list[Problem]]:
    same = 0
    for slip in slips:
        content = slip.content()
        same += holds(slip.path, content)
        if problems := write_result(slip.path, content, force=wish.force):
            return "", problems
    count, folder = len(slips), str(wish.folder)
    facts: dict[str, Fact] = {"count": count, "written": count - same, "same": same}
    return say("payslips.written", SPOKEN, folder=folder, **facts), []


def _in_the_way(slips: Sequence[_Sheet], wish: Wish) -> list[Problem]:
    """What would stop one of them half-way, known before any is written."""
    if not wish.folder.is_dir():
        return []
    found = [told for slip in slips for told in blocked(slip.path, wish.sources)]
    if found or wish.force:
        return found
    there = (slip for slip in slips if slip.path.exists())
    other = differing((slip.path, slip.content()) for slip in there)
    if not other:
        return []
    facts: dict[str, Fact] = {"count": len(other), "example": Path(other[0].place.file).name}
    return [Problem("payslips-differ", Place(str(wish.folder)), facts, exit=Exit.DIFFERS)]


def _slips(runs: Sequence[Run], chosen: Sequence[frozenset[int]], wish: Wish) -> Iterator[_Sheet]:
    """The files of the chosen people, named apart from all, so that a name never changes."""
    people = [agent for run in runs for agent in run.sheet.agents]
    names = iter(file_names(people, runs[0].period, wish.suffix))
    for run, own in zip(runs, chosen, strict=True):
        slips = payslips_of(run, SPOKEN, wish.company) if own else None
        for agent in range(len(run.sheet.agents)):
            path = wish.folder / next(names)
            if slips is not None and agent in own:
                yield _Sheet(path, partial(_content, partial(slips.of, agent), wish))


def _content(make: Callable[[], Payslip], wish: Wish) -> bytes:
    """The file of one payslip; the library that makes it is loaded only now."""
    if wish.suffix == ".xlsx":
        from csperf.output.sheets.payslip_sheet import payslip_workbook

        return payslip_workbook(make(), SPOKEN, protected=wish.protected)
    from csperf.output.html.payslip import payslip_html

    return payslip_html(make(), SPOKEN)


def _chosen(
    runs: Sequence[Run], wanted: Sequence[str]
) -> tuple[list[frozenset[int]], list[Problem]]:
    """Of each run the positions of those who are meant; who is unknown is told with a near name."""
    if not wanted:
        return [frozenset(range(len(run.sheet.agents))) for run in runs], []
    called = [_called(run) for run in runs]
    found = [frozenset(at for at, names in enumerate(own) if names & set(wanted)) for own in called]
    known = {name for own in called for names in own for name in names}
    strangers = [name for name in dict.fromkeys(wanted) if name not in known]
    return found, [problem("no-such-agent", name=one, near=near(one, known)) for one in strangers]


def _called(run: Run) -> list[set[str]]:
    """Everything that each person of a run is called by: name, id, nicks, name with id."""
    agents = run.sheet.agents
    apart = Inputs(agents, {}).names
    return [
        {agent.name, agent.id, *agent.nicks, name} - {""}
        for agent, name in zip(agents, apart, strict=True)
    ]
