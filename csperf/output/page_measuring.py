"""What a plan's page says about measuring: whose an order is, what counts as sold and as served.

Only where the plan has such a section: whoever pays by ready tables is asked nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from csperf.metrics.attribution import Attribution, NoteRule
from csperf.metrics.records import DAY
from csperf.metrics.selling import Selling
from csperf.metrics.service import Hours, Service
from csperf.output.page_lines import Part, listed, put, section
from csperf.plan.model import PlanFile
from csperf.texts import Lang, say
from csperf.yaml_text import Written

_HOUR, _MINUTE, _MILLISECONDS = 3_600, 60, 1_000


def measuring(rules: PlanFile, lang: Lang) -> Iterator[Part]:
    """The sections about attribution, selling and service, if the plan has them."""
    if "attribution" in rules.model_fields_set:
        yield from section(say("page.attribution", lang))
        yield from _told(
            _attribution(rules.attribution.settings, lang), rules.attribution.says, lang
        )
    if "selling" in rules.model_fields_set:
        yield from section(say("page.selling", lang))
        yield from _told(_selling(rules.selling.settings, lang), rules.selling.says, lang)
    if "service" in rules.model_fields_set:
        yield from section(say("page.service", lang))
        yield from _told(_service(rules.service.settings, lang), rules.service.says, lang)


def _told(told: Iterator[str], says: Written | None, lang: Lang) -> Iterator[Part]:
    for sentence in told:
        yield from put(sentence, 2)
    if says:
        yield from put(say("words.says", lang, says=str(says)), 4)


def _attribution(stated: Attribution, lang: Lang) -> Iterator[str]:
    yield say(f"page.judged-{stated.judged_by}", lang)
    if "chat" in stated.evidence:
        window, talk = lasting(stated.window, lang), say(f"page.talk-{stated.talk}", lang)
        yield say(f"page.chat-{stated.chat}", lang, window=window, talk=talk)
    if len(stated.evidence) > 1:
        sources = [say(f"page.by-{source}", lang) for source in stated.evidence]
        yield say("page.evidence", lang, sources=listed(sources, lang))
    if stated.note is not None:
        yield from _notes(stated.note, lang)
    if not stated.guessed:
        yield say("page.not-guessed", lang)
    if stated.followed_counts:
        yield say("page.followed", lang)
    if stated.shift_owner:
        yield say("page.shift-owner", lang)
    if stated.outsourced:
        yield say("page.outsourced", lang, names=listed(sorted(stated.outsourced), lang))
    if stated.payment == "deposit":
        yield say("page.deposit", lang)


def _notes(note: NoteRule, lang: Lang) -> Iterator[str]:
    yield say(f"page.notes-{note.history}", lang)
    if note.agents:
        codes = [f"{code} {person}" for code, person in note.agents.items()]
        yield say("page.note-codes", lang, listed=listed(codes, lang))
    if note.pattern:
        yield say("page.note-pattern", lang, pattern=note.pattern)


def _selling(stated: Selling, lang: Lang) -> Iterator[str]:
    yield say("page.quiet", lang, quiet=lasting(stated.quiet, lang))
    yield say("page.windows", lang, order=stated.order_days, pay=stated.pay_days)
    yield say("page.success-own" if stated.result == "own" else "page.success-all", lang)
    yield say("page.with-postage" if stated.postage else "page.without-postage", lang)
    if stated.less_refunds:
        yield say("page.less-refunds", lang)
    yield say("page.many", lang, many=stated.many)
    of_orders = stated.refunds_by == "order"
    yield say("page.refunds-of-orders" if of_orders else "page.refunds-finished", lang)
    if stated.products:
        yield say("page.products", lang, names=listed(list(stated.products), lang))


def _service(stated: Service, lang: Lang) -> Iterator[str]:
    yield say("page.hours", lang, listed=listed(list(_week(stated.hours, lang)), lang))
    reply, quick = (_lasting(one, lang) for one in (stated.reply_within, stated.quick_within))
    yield say("page.in-time", lang, reply=reply, quick=quick)
    if stated.slow_after is not None:
        yield say("page.slow", lang, slow=_lasting(stated.slow_after, lang))
    if stated.long_after is not None:
        yield say("page.long", lang, long=_lasting(stated.long_after, lang))
    yield say("page.gap", lang, gap=_lasting(stated.gap, lang))
    if stated.robots:
        yield say("page.robots", lang)
    yield say("page.ratings", lang, good=stated.good_from, bad=stated.bad_to)


def _week(week: Sequence[Hours | None], lang: Lang) -> Iterator[str]:
    """Days in a row with the same hours, together."""
    for hours, group in groupby(enumerate(week), key=lambda day: day[1]):
        days = [say(f"page.weekday-{number}", lang) for number, _ in group]
        named = days[0]
        if len(days) > 1:
            named = say("page.weekdays", lang, first=days[0], last=days[-1])
        yield say("page.hours-of", lang, days=named, hours=_span(hours, lang))


def _span(hours: Hours | None, lang: Lang) -> str:
    if hours is None:
        return say("page.closed", lang)
    until = _clock(hours.until)
    if hours.until > DAY:
        until = say("page.next-day", lang, clock=_clock(hours.until - DAY))
    return f"{_clock(hours.since)}–{until}"


def _clock(second: int) -> str:
    hour, rest = divmod(second, _HOUR)
    minute, second = divmod(rest, _MINUTE)
    return f"{hour}:{minute:02}" + (f":{second:02}" if second else "")


def _lasting(milliseconds: int, lang: Lang) -> str:
    return lasting(milliseconds // _MILLISECONDS, lang)


def lasting(seconds: int, lang: Lang) -> str:
    """A length of time as a person says it.

    >>> lasting(259_200, "en"), lasting(90, "zh")
    ('72 h', '1分钟30秒')
    """
    hours, rest = divmod(seconds, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    parts = zip("hms", (hours, minutes, left), strict=True)
    told = (say(f"page.lasting-{unit}", lang, number=n) for unit, n in parts if n)
    return ("" if lang == "zh" else " ").join(told)
