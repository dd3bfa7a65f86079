"""What other shops of the trade reach: rows of a benchmark file, and of the exports themselves."""

from __future__ import annotations

from collections.abc import Mapping

from csperf.errors import CsperfError, Place, problem
from csperf.intake.exports import open_exports
from csperf.intake.peers import Among, Peer, peers_in
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, headings, raw_wish, reading_of
from csperf.plan.definitions import definitions
from csperf.plan.read import read_plan

Peers = Mapping[tuple[str, Among], Peer]


def peers_of(request: Request, benchmark: str = "") -> Peers:
    """By metric the figures of other shops; those of the benchmark file go before the exports'.

    Raises CsperfError, if the file has none.
    """
    plan, problems = read_plan(request.plan, request.at(request.plan))
    if plan is None:
        raise CsperfError(problems)
    known, _ = definitions(plan, catalogue())
    reading, _ = reading_of(request, plan, known)
    units = {one.name: one.unit for one in known.values()}
    _, ready = raw_wish(request, plan, reading)
    exports, _ = open_exports(ready, None, headings(known), reading)
    found = peers_in([one.table for one in exports.tables], units)
    if benchmark:
        own, problems = open_exports((benchmark,), None, headings(known), reading)
        peers = peers_in([one.table for one in own.tables], units)
        if not peers:
            told = [one for one in problems if one.stops]
            raise CsperfError(told or [problem("benchmark-none", Place(benchmark))])
        found |= peers
    return found
