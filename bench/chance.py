"""False alarms of `drivers`: how many intervals exclude 0 where nothing goes together.

    python bench/chance.py [--shops 2000] [--seed 7] [--metrics 1] [--sizes 6x30 15x30 8x1]

Every figure of an agent is what is the agent's own and what is the day's, both drawn from a normal
distribution of variance 1, and no figure has to do with another. What `drivers` promises of one
interval is 5% divided by the number of looks; of a shop, that at most 5% have any false alarm.
"""

from __future__ import annotations

import argparse
from collections import Counter
from decimal import Decimal
from random import Random

from csperf.insight.drivers import Driver, drivers
from csperf.insight.figures import Measured
from csperf.insight.observations import Observations, Row
from csperf.insight.relation import DOUBT
from csperf.units import Unit

OUTCOME, VOLUME = "询单转化率", "接待人数"


def shop(chance: Random, agents: int, days: int, metrics: list[str]) -> Observations:
    """Agents by days, each figure by itself."""
    names = [OUTCOME, VOLUME, *metrics]
    rows = []
    for who in range(agents):
        own = [chance.gauss() for _ in names]
        for day in range(days):
            drawn = (Decimal(int(1000 * (one + chance.gauss()))) for one in own)
            rows.append(Row(str(who), str(day), dict(zip(names, drawn, strict=True))))
    return Observations("day", tuple(Measured(one, Unit.RATIO) for one in names), tuple(rows))


def alarms(one: Driver) -> dict[str, bool]:
    """Of every look that has an interval, whether 0 is outside."""
    looks = {"same agent": one.by_agent, "between": one.between, "same volume": one.by_volume}
    told = {
        name: look.direction != 0 for name, look in looks.items() if look and look.rho is not None
    }
    return told | ({"halves": one.halves.direction != 0} if one.halves else {})


def main() -> None:
    """Prints the shares of false alarms for each size of shop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shops", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--metrics", type=int, default=1)
    parser.add_argument("--sizes", nargs="+", default=["6x30", "15x30", "8x1"])
    asked = parser.parse_args()
    metrics = [f"m{at}" for at in range(asked.metrics)]
    for size in asked.sizes:
        agents, days = map(int, size.split("x"))
        chance = Random(asked.seed)
        seen, false = Counter[str](), Counter[str]()
        looks = 0
        for _ in range(asked.shops):
            found = drivers(shop(chance, agents, days, metrics), [OUTCOME], metrics)
            looks = found.looks
            told = [alarms(one) for one in found.outcomes[0].drivers]
            for each in told:
                seen.update(each.keys())
                false.update(name for name, alarm in each.items() if alarm)
            seen["any"] += 1
            false["any"] += any(alarm for each in told for alarm in each.values())
        shares = ", ".join(f"{name} {false[name] / seen[name]:.4f}" for name in seen)
        print(f"{size}, {looks} looks, promised {DOUBT / looks:.4f} each: {shares}", flush=True)


if __name__ == "__main__":
    main()
