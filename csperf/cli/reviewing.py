"""What `review` does between its options and its tables: the window, its months, the roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from csperf.cli.arguments import SPOKEN
from csperf.cli.handing import put
from csperf.cli.report import stop_on
from csperf.errors import CsperfError, Fact, Problem, problem, warning
from csperf.history.journal import is_history, read_history
from csperf.insight.months import months_asked, months_of
from csperf.insight.proposed_roster import Proposal, Roster, proposed
from csperf.insight.review_records import levels_of, measures_of, of_role, records_of, window_of
from csperf.insight.review_tables import review_sections
from csperf.insight.reviewing import Commended, Judged, commended, judged
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, headings
from csperf.output.sheets.list_book import list_bytes
from csperf.output.tables import Field, Section, Table
from csperf.plan.dates import first_and_last, is_day
from csperf.plan.definitions import definitions
from csperf.plan.promotion import Award, Promotion
from csperf.plan.read import Plan, read_plan
from csperf.project.settings import history_folder
from csperf.texts import Lang, say
from csperf.yaml_text import Written

_SHOWN = 8
_BEST = "3"


@dataclass(frozen=True)
class Wish:
    """What stands on the command line."""

    plan: str
    data: tuple[str, ...]
    history: Path | None
    window: str
    roster: str | None
    from_: str
    sheet: str | None
    dialects: tuple[str, ...]


@dataclass(frozen=True)
class Reviewed:
    """What a window says of everybody, and from which roster."""

    plan: Plan
    rules: Promotion
    people: tuple[Judged, ...]
    awards: tuple[Commended, ...]
    months: tuple[str, ...]
    day: str
    closed: bool
    request: Request
    problems: tuple[Problem, ...] = ()

    def sections(self, lang: Lang) -> list[Section]:
        """The tables."""
        count = [one.outcome for one in self.people].count
        about = {
            "review-window": "~".join(dict.fromkeys((self.months[0], self.months[-1]))),
            "review-people": str(len(self.people)),
            "promoted": str(count("promoted")),
            "kept": str(count("kept")),
            "at-risk": str(count("at-risk")),
            "levels-from": self.day,
            "review-read": say(f"review.read-{'closed' if self.closed else 'data'}", lang),
        }
        return review_sections(self.people, self.awards, about, lang)


@contextmanager
def reviewed(wish: Wish) -> Iterator[Reviewed]:
    """The review; the files of a history are at hand only inside."""
    plan, problems = read_plan(wish.plan)
    if plan is None:
        raise CsperfError(problems)
    rules = plan.rules.promotion
    if rules is None:
        raise CsperfError([problem("review-no-promotion", keys=plan.keys)])
    if wish.from_ and not is_day(wish.from_):
        raise CsperfError([problem("review-no-day", found=wish.from_)])
    window = wish.window or _latest(wish, int(rules.per_year.value))
    asked = Request("", wish.data, None, wish.sheet, dialects=wish.dialects)
    if wish.data:
        asked = replace(asked, plan=wish.plan, roster=wish.roster)
    with months_asked(asked, window, wish.history) as every:
        requests = of_role(every, str(plan.rules.role or ""))
        last = replace(requests[-1], roster=wish.roster or requests[-1].roster)
        yield _reviewed(plan, rules, requests, last, wish)


def _latest(wish: Wish, per_year: int) -> str:
    """The window of the last closed month."""
    folder = history_folder(wish.history)
    if wish.data or not is_history(folder):
        raise CsperfError([problem("review-no-window")])
    closed = [one.period for one in read_history(folder).months.values() if one.closings]
    if not closed:
        raise CsperfError([problem("review-no-window")])
    known, _ = months_of(window_of(max(closed), per_year))
    kept = [month for month in known if month in closed]
    return "~".join(dict.fromkeys((kept[0], kept[-1])))


def _reviewed(
    plan: Plan, rules: Promotion, requests: Sequence[Request], last: Request, wish: Wish
) -> Reviewed:
    awards = dict(rules.awards) or _best(plan)
    rules = rules.model_copy(update={"awards": awards})
    measures = measures_of(plan, rules)
    records = records_of(requests, measures, levels_of(last, plan, str(rules.by)))
    people = tuple(judged(rules, one, measures) for one in records)
    given = tuple(commended(str(n), one, records, measures) for n, one in awards.items())
    months = tuple(dict.fromkeys(one.period for one in requests))
    return Reviewed(
        plan,
        rules,
        people,
        given,
        months,
        wish.from_ or _day_after(months[-1]),
        closed=not wish.data,
        request=last,
        problems=tuple(_doubts(people, rules)),
    )


def _best(plan: Plan) -> dict[Written, Award]:
    """The highest scores, where the plan commends nobody by itself."""
    if not plan.rules.indicators:
        return {}
    name = Written(say("review.best", SPOKEN))
    return {name: Award.model_validate({"by": Written("score"), "top": Written(_BEST)})}


def _doubts(people: Sequence[Judged], rules: Promotion) -> Iterator[Problem]:
    unplaced = [one.record.agent.name for one in people if one.outcome == "unplaced"]
    if unplaced:
        names, levels = tuple(unplaced[:_SHOWN]), tuple(map(str, rules.ladder))
        yield warning("review-unplaced", count=len(unplaced), names=names, levels=levels)


def _day_after(period: str) -> str:
    ends = first_and_last(period)
    return (date.fromisoformat(ends[1]) + timedelta(days=1)).isoformat() if ends else ""


def propose_roster(found: Reviewed, path: Path, *, force: bool) -> None:
    """Writes the roster to approve, and says what is in it."""
    request = found.request
    if request.roster is None:
        raise CsperfError([problem("review-no-roster")])
    levels = {one.record.agent: one.proposed for one in found.people if one.outcome == "promoted"}
    known, _ = definitions(found.plan, catalogue())
    by = known[str(found.rules.by)].name
    proposal = Proposal(levels, found.day)
    at = request.at(request.roster)
    roster, problems = proposed(request.roster, at, headings(known), by, proposal)
    stop_on(problems)
    if roster is None:
        return
    content = _as_book(roster) if path.suffix.lower() == ".xlsx" else roster.text()
    facts: dict[str, Fact] = {"day": found.day, "count": len(levels)}
    put(path, content, force=force, written="review.proposed", **facts)


def _as_book(roster: Roster) -> bytes:
    """The rows as a workbook of texts."""
    heads, *rows = roster.rows[roster.header :]
    fields = tuple(Field(str(nth), head) for nth, head in enumerate(heads))
    filled = [tuple(row) + ("",) * (len(heads) - len(row)) for row in rows]
    return list_bytes(
        [Section("", (Table("roster", say("inspect.state-roster", SPOKEN), fields, filled),))],
        SPOKEN,
    )
