"""Planted fraud: what each rule of an audit finds of it, and what it flags in honest months.

    python bench/fraud.py [--seeds 101-120] [--honest]

Each seed is a shop of its own. Its honest month has what honest shops have and rules might take
for fraud: few agents with most of the chats, part-time staff, a promotion day, resellers who keep
coming back and are led to the agent whom they know, a customer with an agent of her own, answering
machines, products for whole hundreds that some agents sell more of, notes that change hands when a
shift ends, and refunds that come in by waves. Then the same shop again with every kind of fraud
planted, each by another agent, on odd seeds weak, on even seeds strong.

A rule's recall is of the agents who did what it looks for; a false alarm is a flag of anybody else.
Limits were set while looking at seeds 1 to 20 and are measured on others.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from csperf.insight.audit.auditing import RULES, audited
from csperf.insight.audit.limits import limits_of
from csperf.insight.months import months_asked
from csperf.opening import Request

MONTHS = [f"2026-{month:02}" for month in range(2, 10)]
FIRST = datetime(2026, 9, 1)  # noqa: DTZ001 - the shop's own clock
HOURS = [1, 1, 0, 0, 0, 0, 1, 2, 5, 8, 9, 8, 7, 7, 8, 8, 7, 6, 6, 8, 10, 11, 9, 4]
NAMES = [*map("小{}".format, "美雨文雪琳敏雯娟芳"), *map("阿{}".format, "强杰龙凯辉涛斌")]
HEADS = {
    "订单": "订单编号 买家 下单时间 付款时间 实付金额 订单状态 商家备注",
    "接待": "会话编号 客服 买家 开始时间 结束时间 首次响应时间(秒) 买家消息数 客服消息数 客服字数",
    "退款": "退款编号 订单编号 退款总额 退款申请时间 退款状态",
    "排班": "客服 班次 上班时间 下班时间",
}
OF_RECORDS = (
    *("same-buyer", "own-orders", "told-twice", "round-amounts", "refund-burst", "note-moved"),
    *("note-against-chats", "impossible-replies", "round-seconds", "overlapping-shifts"),
)
OF_TABLES = (
    *("paid-over-asked", "same-figures", "perfect-on-little", "impossible-mean", "own-jump"),
    *("peer-jump", "last-digits", "round-figures"),
)
SEEN_BY = {
    "note-against-chats": ("note-moved",),
    "paid-over-asked": ("last-digits", "round-figures"),
    "own-jump": ("peer-jump", "paid-over-asked", "same-figures", "impossible-mean"),
    "peer-jump": (
        *("own-jump", "paid-over-asked", "same-figures", "impossible-mean"),
        *("impossible-replies", "round-amounts"),
    ),
    "last-digits": ("round-figures",),
    "round-figures": ("last-digits",),
}
"""Frauds of other kinds that a rule is right to flag: a moved note contradicts the chats too."""
FIGURES = (
    *("咨询人数", "接待人数", "询单人数", "最终下单人数", "最终付款人数", "销售额", "销售量"),
    *("总消息数", "客服消息数", "回复率", "首次响应时间"),
)


@dataclass
class Shop:
    """Rows of a month while they are made; `cheats` says who does what."""

    draw: Random
    agents: list[str]
    weights: list[float]
    strong: bool
    rows: dict[str, list[list[object]]] = field(default_factory=lambda: {one: [] for one in HEADS})
    cheats: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def size(self, weak: int, strong: int) -> int:
        """How much is planted."""
        return strong if self.strong else weak


def shop_of(seed: int) -> Shop:
    """A team whose few busiest agents take most, with part-time staff at the end."""
    draw = Random(seed)
    agents = draw.sample(NAMES, draw.randint(12, 16))
    weights = [1 / (rank + 1) ** 0.6 for rank in range(len(agents))]
    return Shop(draw, agents, [*weights[:-2], 0.04, 0.03], strong=seed % 2 == 0)


def moment(draw: Random) -> datetime:
    """A moment of the month: one in six on the promotion day."""
    day = 8 if draw.random() < 1 / 6 else draw.randrange(30)
    hour = draw.choices(range(24), HOURS)[0]
    return FIRST + timedelta(days=day, hours=hour, seconds=draw.randrange(3600))


def chat(shop: Shop, buyer: str, at: datetime, agent: str = "") -> str:
    """A chat, mostly with the agent whom the buyer spoke with before; who it was."""
    draw = shop.draw
    known = shop.last.get(buyer, "") if draw.random() < 0.6 else ""
    agent = agent or known or draw.choices(shop.agents, shop.weights)[0]
    shop.last[buyer] = agent
    machine = draw.random() < 0.01
    first = 0.4 if machine else max(2.0, draw.gammavariate(2, 8 + len(agent) + ord(agent[1]) % 7))
    if shop.cheats.get("impossible-replies") == agent and draw.random() < shop.size(8, 60) / 100:
        first = draw.uniform(0.1, 0.9)
    if shop.cheats.get("round-seconds") == agent and draw.random() < shop.size(25, 100) / 100:
        first = max(10, 5 * (first // 5))
    asked = 1 + draw.randrange(5)
    ended = at + timedelta(seconds=40 * asked + draw.randrange(400))
    number = f"{len(shop.rows['接待']) + 1:06}"
    wrote = 0 if draw.random() < 0.015 else round(asked * 1.7)
    row = [
        number,
        agent,
        buyer,
        at,
        ended,
        f"{first:.1f}" if wrote else "",
        asked,
        wrote,
        wrote * 14,
    ]
    shop.rows["接待"].append(row)
    return agent


def order(shop: Shop, buyer: str, at: datetime, amount: str = "", note: str = "") -> str:
    """A paid order; its number."""
    draw = shop.draw
    number = f"5{len(shop.rows['订单']) + 1:07}"
    if not amount:
        dear = shop.agents.index(shop.last.get(buyer, shop.agents[0])) % 3 == 0
        whole = draw.random() < (0.05 if dear else 0.03)
        amount = f"{draw.randint(1, 5)}00.00" if whole else f"{draw.randint(19, 399)}.90"
    paid = at + timedelta(seconds=20 + int(draw.expovariate(1 / 300)))
    shop.rows["订单"].append([number, buyer, at, paid, amount, "交易成功", note])
    shop.owners[number] = shop.last.get(buyer, "")
    return number


def refund(shop: Shop, number: str, amount: object, at: datetime) -> None:
    """A refund that was asked for and carried out."""
    shop.rows["退款"].append([f"R{number}", number, amount, at, "退款成功"])


def honest(shop: Shop) -> None:
    """A month in which nobody does anything wrong."""
    draw = shop.draw
    buyers = [f"买家{n:05}" for n in range(3000)]
    regulars = [f"批发{n}" for n in range(4)]
    for _ in range(3500):
        buyer = draw.choice(regulars) if draw.random() < 0.02 else draw.choice(buyers)
        at = moment(draw)
        agent = chat(shop, buyer, at)
        if draw.random() < 0.45:
            later = at + timedelta(seconds=60 + int(draw.expovariate(1 / 1500)))
            order(shop, buyer, later, note=note_of(shop, agent))
    for n in range(600):
        order(shop, f"静默{n:04}", moment(draw))
    if draw.random() < 0.25:
        for _ in range(6):
            at = moment(draw)
            chat(shop, "专属贵宾", at, shop.agents[1])
            order(shop, "专属贵宾", at + timedelta(minutes=9))
    _refunds(shop)
    for agent in shop.agents:
        for day in sorted(draw.sample(range(30), 22)):
            begins = FIRST + timedelta(days=day, hours=draw.choice((8, 16)))
            shop.rows["排班"].append([agent, "班", begins, begins + timedelta(hours=8)])


def _refunds(shop: Shop) -> None:
    """One in eleven comes back after days; a tenth of these in a wave after a holiday."""
    draw = shop.draw
    for number, _, created, _, amount, *_ in list(shop.rows["订单"]):
        if draw.random() < 0.09:
            later = timedelta(hours=1, days=draw.expovariate(1 / 6))
            at = (moment_in(created) + later).replace(microsecond=0)
            if draw.random() < 0.1:
                at = FIRST + timedelta(days=43, seconds=draw.randrange(4 * 86_400))
            refund(shop, str(number), amount, at)


def note_of(shop: Shop, agent: str) -> str:
    """What stands in a note: mostly nothing, or who served; seldom two, or somebody else."""
    draw = shop.draw
    other, chance = draw.choice(shop.agents), draw.random()
    if chance < 0.005:
        return f"{agent};{other}"
    if chance < 0.008:
        return other
    return agent if chance < 0.1 else "加急" if chance < 0.15 else ""


def plant(shop: Shop) -> None:
    """Every kind of fraud, each by its agent, beside the honest month."""
    for kind, agent in shop.cheats.items():
        if kind in PLANTS:  # the others are in the chats from the start
            PLANTS[kind](shop, agent)


def same_buyer(shop: Shop, agent: str) -> None:
    """A friend who buys all month."""
    for _ in range(shop.size(8, 20)):
        _made_up(shop, agent, "老朋友")


def own_orders(shop: Shop, agent: str) -> None:
    """Orders under the agent's own name."""
    for _ in range(shop.size(1, 5)):
        _made_up(shop, agent, agent)


def told_twice(shop: Shop, agent: str) -> None:
    """Orders once more under other numbers."""
    own = [row for row in shop.rows["订单"] if shop.owners[str(row[0])] == agent]
    for row in own[: shop.size(1, 10)]:
        shop.rows["订单"].append([f"8{row[0]}", *row[1:]])
        shop.owners[f"8{row[0]}"] = agent


def round_amounts(shop: Shop, agent: str) -> None:
    """Made-up orders of whole hundreds."""
    for n in range(shop.size(12, 40)):
        _made_up(shop, agent, f"整百{n}", f"{shop.draw.randint(1, 9)}00.00")


def refund_burst(shop: Shop, agent: str) -> None:
    """Made-up orders that are sent back once the commission is paid, on the 15th."""
    for n in range(shop.size(8, 25)):
        number = _made_up(shop, agent, f"退货{n}")
        late = timedelta(days=44, seconds=shop.draw.randrange(5 * 86_400 - 3600))
        refund(shop, number, shop.rows["订单"][-1][4], FIRST + late)


def overlapping(shop: Shop, agent: str) -> None:
    """Shifts that begin before the last one is over."""
    own = [row for row in shop.rows["排班"] if row[0] == agent]
    for _, name, begins, _ in own[: shop.size(1, 5)]:
        again = moment_in(begins) + timedelta(hours=4)
        shop.rows["排班"].append([agent, name, again, again + timedelta(hours=8)])


def moment_in(cell: object) -> datetime:
    """A cell that holds a moment."""
    if not isinstance(cell, datetime):
        raise TypeError(cell)
    return cell


def _made_up(shop: Shop, agent: str, buyer: str, amount: str = "") -> str:
    at = moment(shop.draw)
    chat(shop, buyer, at, agent)
    return order(shop, buyer, at + timedelta(minutes=3), amount)


def _moved(shop: Shop, kind: str, agent: str) -> None:
    """Orders of the busiest colleague that a note gives to this agent."""
    from_ = shop.agents[0]
    served = {str(row[2]) for row in shop.rows["接待"] if row[1] == agent}
    left = shop.size(4, 12)
    for row in shop.rows["订单"]:
        if left and not row[6] and shop.owners[str(row[0])] == from_ and row[1] not in served:
            row[6] = f"{from_};{agent}" if kind == "note-moved" else agent
            left -= 1


PLANTS: dict[str, Callable[[Shop, str], None]] = {
    "same-buyer": same_buyer,
    "own-orders": own_orders,
    "told-twice": told_twice,
    "round-amounts": round_amounts,
    "refund-burst": refund_burst,
    "note-moved": lambda shop, agent: _moved(shop, "note-moved", agent),
    "note-against-chats": lambda shop, agent: _moved(shop, "note-against-chats", agent),
    "overlapping-shifts": overlapping,
}


def month_of(seed: int, folder: Path, *, frauds: bool) -> tuple[list[str], dict[str, str]]:
    """The files of a shop's month, and who does what."""
    shop = shop_of(seed)
    if frauds:
        shop.cheats = dict(zip(OF_RECORDS, shop.agents[1:-1], strict=False))
    honest(shop)
    plant(shop)
    return [
        written(folder / f"{name}.csv", HEADS[name].split(), rows)
        for name, rows in shop.rows.items()
    ], shop.cheats


def tables_of(seed: int, folder: Path, *, frauds: bool) -> dict[str, str]:
    """Eight months of ready tables, and who does what in the last month (digits: in all)."""
    shop = shop_of(seed)
    draw, cheats = shop.draw, dict[str, str]()
    if frauds:
        cheats = dict(zip(OF_TABLES, shop.agents[1:], strict=False))
    skill = {agent: draw.uniform(0.35, 0.55) for agent in shop.agents}
    for at, month in enumerate(MONTHS):
        season = {4: 2.5}.get(at, draw.uniform(0.8, 1.2))  # June: a promotion
        rows = {
            a: figures(shop, a, w * season, skill[a])
            for a, w in zip(shop.agents, shop.weights, strict=True)
        }
        for kind, agent in cheats.items():
            cheat(shop, kind, agent, rows, last=month == MONTHS[-1])
        table = [[agent, *row] for agent, row in rows.items()]
        written(folder / f"{month}.csv", ["客服", *FIGURES], table)
    return cheats


def figures(shop: Shop, agent: str, weight: float, skill: float) -> list[object]:
    """An honest month of one agent: counts by chance around what the agent can."""
    draw = shop.draw
    served = max(8, int(draw.gauss(1, 0.1) * weight * 900))
    enquired = many(draw, served, 0.7)
    ordered = many(draw, enquired, skill + draw.uniform(0, 0.06))
    paid = many(draw, ordered, 0.92)
    value = 90 + 10 * skill
    money = sum(draw.gammavariate(2, value / 2) for _ in range(paid))
    said = sum(4 + draw.randrange(9) for _ in range(served))
    replied = many(draw, served, 0.985)
    rate = f"{100 * replied / served:.2f}%"
    seconds = draw.gauss(18 + ord(agent[1]) % 15, 1.5)
    pieces = paid + many(draw, paid, 0.3)
    asked = served + many(draw, served, 0.03)
    return [
        asked,
        served,
        enquired,
        ordered,
        paid,
        f"{money:.2f}",
        pieces,
        said,
        many(draw, said, 0.6),
        rate,
        f"{seconds:.1f}秒",
    ]


def many(draw: Random, of: int, share: float) -> int:
    """How many of so many, each by chance."""
    return sum(draw.random() < share for _ in range(of))


def cheat(shop: Shop, kind: str, agent: str, rows: dict[str, list[object]], *, last: bool) -> None:
    """A month's row as the agent hands it in."""
    draw, row = shop.draw, rows[agent]
    numbers = [n for n, value in enumerate(row) if isinstance(value, int)]
    share = shop.size(35, 100) / 100
    match kind:
        case "last-digits":
            for n in (n for n in numbers if draw.random() < share):
                row[n] = (
                    int(str(row[n])) // 10 * 10
                    + draw.choices(range(10), [0, 1, 2, 4, 1, 1, 3, 6, 4, 1])[0]
                )
        case "round-figures":
            for n in (n for n in numbers if draw.random() < share):
                row[n] = (int(str(row[n])) + 5) // 10 * 10
        case _ if not last:
            return
        case "paid-over-asked":
            row[4] = int(str(row[2])) + shop.size(1, 40)
        case "same-figures":
            rows[agent] = list(rows[shop.agents[0]])
        case "perfect-on-little":
            rows[agent] = [*figures(shop, agent, 0.02, 0.45)[:9], "100%", row[10]]
        case "impossible-mean":
            row[10] = "0.5秒"
        case "own-jump" | "peer-jump":
            row[4] = min(int(str(row[2])), int(int(str(row[4])) * shop.size(130, 200) / 100))
            row[3] = max(int(str(row[3])), int(str(row[4])))
        case _:
            raise ValueError(kind)


def written(path: Path, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table as a file; its name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return path.name


def flagged(data: Sequence[str], months: str) -> Iterator[tuple[str, str]]:
    """Each rule with each agent whom it flags."""
    limits, _ = limits_of([])
    with months_asked(Request("", tuple(data)), months, None) as requests:
        found, _ = audited(requests, limits)
    for one in found.looked:
        yield from ((one.rule.id, flag.agent) for flag in one.look.flags)


def counted(seeds: Sequence[int]) -> dict[str, Counter[str]]:
    """Of every rule: how many frauds there were and were found, and its false alarms."""
    totals: dict[str, Counter[str]] = {rule.id: Counter() for rule in RULES}
    for seed in seeds:
        for frauds in (False, True):
            for kind in ("records", "tables"):
                _count(totals, seed, kind, frauds=frauds)
    return totals


def _count(totals: dict[str, Counter[str]], seed: int, kind: str, *, frauds: bool) -> None:
    strength = "strong" if seed % 2 == 0 else "weak"
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        if kind == "records":
            data, cheats = month_of(seed, Path(name), frauds=frauds)
            found = Counter(flagged(data, "2026-09"))
        else:
            cheats = tables_of(seed, Path(name), frauds=frauds)
            found = Counter(flagged(["{period}.csv"], f"{MONTHS[0]}~{MONTHS[-1]}"))
        os.chdir("/")
    for rule, agent in cheats.items():
        totals[rule][f"planted {strength}"] += 1
        totals[rule][f"found {strength}"] += (rule, agent) in found
    for (rule, agent), count in found.items():
        if agent not in {cheats.get(kind) for kind in (rule, *SEEN_BY.get(rule, ()))}:
            totals[rule]["among frauds" if frauds else "honest"] += count
            print(
                f"seed {seed}, {kind}, {'frauds' if frauds else 'honest'}: {rule} {agent}",
                flush=True,
            )


def main() -> None:
    """Prints the table."""
    words = argparse.ArgumentParser()
    words.add_argument("--seeds", default="101-120")
    first, _, last = words.parse_args().seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    totals = counted(seeds)
    print(
        "| rule | weak frauds found | strong frauds found | false alarms, honest | among frauds |"
    )
    print("|---|---|---|---|---|")
    for rule, sums in totals.items():
        cells = [
            f"{sums[f'found {one}']} of {sums[f'planted {one}']}" if sums[f"planted {one}"] else ""
            for one in ("weak", "strong")
        ]
        print(f"| `{rule}` | {' | '.join(cells)} | {sums['honest']} | {sums['among frauds']} |")


if __name__ == "__main__":
    main()
