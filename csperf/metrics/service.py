"""Service settings: when a shop serves, and from when an answer is late, slow or a talk long.

Why they are settings: the platforms judge by other hours (Taobao 8 to 24, 9 to 23 or 8 to 23, by
the source asked; Pinduoduo 8 to 23; Douyin 8:00:00 to 22:59:59; JD 9 to 23; Kuaishou 8 to 23), and
what a shop calls slow or long is its own choice. The default is what most of them state, 8 to 23.
Why nothing is long by itself: no platform publishes a threshold, so long talks are measured only
where one is stated; slow has the only published one, Taobao's reminder after 100 seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

HOUR = 3_600
WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """The service hours of a day: from `since` up to `until`, which is no longer in them.

    Both in seconds after midnight; `until` may lie in the next day (26:00 is 2 at night).
    """

    since: int
    until: int


EIGHT_TO_ELEVEN = Hours(8 * HOUR, 23 * HOUR)


@dataclass(frozen=True, slots=True)
class Service:
    """What a shop states about its service. Durations are milliseconds, as in records.

    `hours` are those of Monday to Sunday, None where nobody serves. An answer is in time within
    `reply_within` and quick within `quick_within`, the limit itself included; slow after
    `slow_after` and a talk long after `long_after`, the limit itself not included; None: not
    measured. `gap` is the silence after which a buyer's message opens another conversation.
    `robots`: whether messages of robots answer. Ratings from `good_from` on are good, up to
    `bad_to` bad, of 1 to 5.
    """

    hours: tuple[Hours | None, ...] = (EIGHT_TO_ELEVEN,) * WEEK
    reply_within: int = 180_000
    quick_within: int = 30_000
    slow_after: int | None = 100_000
    long_after: int | None = None
    gap: int = 1_800_000
    robots: bool = False
    good_from: int = 4
    bad_to: int = 2
