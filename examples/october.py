"""October of the example shop, chat by chat and order by order.

Every buyer, chat and order is invented backwards from `make.py`: as many enquiries, paid orders,
seconds of waiting and fen as its table says, agent by agent. What the table rounds has one of the
values that round to it; what no export tells (手工折扣率, 转出人数) is not made.

Moments are seconds since the 1st, money is fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import count, pairwise
from random import Random

from make import PEOPLE, Person, _row

DAYS, HOUR, DAY = 31, 3_600, 86_400
WINDOW = 3 * DAY
SHIFTS = {"早班": (8, 16), "晚班": (15, 23)}
SLOW = 100
LONGEST_PAUSE = 1_500


@dataclass(eq=False)
class Order:
    """One order; what it is worth is filled in later."""

    buyer: str
    created: int
    paid: int | None = None
    amount: int = 0
    postage: int = 0
    pieces: int = 1
    refunded: int = 0


@dataclass(eq=False)
class Talk:
    """One conversation of an agent with a buyer, of so many rounds; `said` is what was written."""

    nick: str
    buyer: str
    start: int
    answered: bool = True
    said: list[tuple[int, str]] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The moment of the last message."""
        return self.said[-1][0]


@dataclass(eq=False)
class Month:
    """What one agent did: who asked, and what came of it."""

    person: Person
    duty: tuple[int, ...]
    bought: list[tuple[Talk, Order]] = field(default_factory=list)
    unpaid: list[tuple[Talk, Order]] = field(default_factory=list)
    chased: list[tuple[Talk, Order]] = field(default_factory=list)
    followed: list[tuple[Talk, Order]] = field(default_factory=list)
    others: list[Talk] = field(default_factory=list)

    @property
    def talks(self) -> list[Talk]:
        """All conversations."""
        pairs = (*self.bought, *self.unpaid, *self.chased, *self.followed)
        return [talk for talk, _ in pairs] + self.others

    @property
    def sold(self) -> list[Order]:
        """All orders that are this agent's sales."""
        return [order for _, order in (*self.bought, *self.chased)]


class Shop:
    """October of the whole shop, made once."""

    def __init__(self, seed: int = 10) -> None:
        self.random = Random(seed)  # noqa: S311 - invented chats, no secrets
        self.buyers = map("tb{:07}".format, count(1_000_001, 7))
        self.months = [self._month(person) for person in PEOPLE]
        for number, month in enumerate(self.months):
            self._helping(month, self.months[(number + 4) % len(self.months)])
            self._after_sales(month)
        for month in self.months:
            self._money(month)
            self._speech(month)
        self.silent = list(self._silent())

    def _month(self, person: Person) -> Month:
        """Enquiries with and without an order, and silent orders that were chased or followed."""
        off = DAYS - person.days
        days = range(off, DAYS) if off > DAYS // 3 else self.random.sample(range(DAYS), person.days)
        month = Month(person, tuple(sorted(days)))
        late = person.paid // 25
        for number in range(person.ordered):
            talk = self._talk(month, last=DAYS - 5 if number < late else DAYS - 1)
            created = talk.start + self.random.randint(240, 3_000)
            order = Order(talk.buyer, created)
            paid = number < person.paid
            (month.bought if paid else month.unpaid).append((talk, order))
            if paid:
                days_on = self.random.randint(2, 4) * DAY if number < late else 0
                order.paid = created + days_on + self.random.randint(20, 600)
        for _ in range(person.silent):
            talk = self._talk(month)
            created = talk.start - self.random.randint(600, 7 * HOUR)
            paid = talk.start + self.random.randint(200, 1_800)
            month.chased.append((talk, Order(talk.buyer, created, paid)))
        for _ in range(person.silent // 2 + 3):
            talk = self._talk(month)
            created = talk.start - self.random.randint(600, 7 * HOUR)
            month.followed.append((talk, Order(talk.buyer, created, created + 45)))
        lost = person.asked - person.ordered - person.asked // 67
        month.others += [self._talk(month) for _ in range(lost)]
        return month

    def _talk(self, month: Month, last: int = DAYS - 1) -> Talk:
        """A conversation with somebody new."""
        day = self.random.choice([day for day in month.duty if day <= last])
        since, until = (day * DAY + hour * HOUR for hour in SHIFTS[month.person.shift])
        return Talk(self._nick(month), next(self.buyers), self.random.randrange(since, until))

    def _nick(self, month: Month) -> str:
        """Of the nicks of one who has two, either."""
        return self.random.choice(month.person.nicks.split("、"))

    def _helping(self, month: Month, other: Month) -> None:
        """Chats with a colleague's buyers: before their order, and after they had paid."""
        asked, followed = month.person.asked // 67, month.person.served // 41
        for talk, order in other.bought:
            if order.paid is None or order.paid - order.created > HOUR:
                continue
            before = self._near(month, talk.buyer, order.created - WINDOW + HOUR, talk.start - 60)
            after = self._near(month, talk.buyer, order.paid + 60, order.paid + WINDOW - HOUR)
            if asked and before:
                asked -= 1
                month.others.append(before)
            elif followed and after:
                followed -= 1
                month.others.append(after)
        if asked or followed:
            raise SystemExit(f"{month.person.name} finds nobody to help")

    def _after_sales(self, month: Month) -> None:
        """Buyers who come back on later days, within the three days after their order."""
        wanted = month.person.served - len(month.talks)
        returns = [
            again
            for talk, order in (*month.bought, *month.unpaid)
            for day in month.duty
            if day > order.created // DAY
            for again in [self._on(month, talk.buyer, day, (0, order.created + WINDOW - HOUR))]
            if again
        ]
        if not 0 <= wanted <= len(returns):
            raise SystemExit(f"{month.person.name} finds nobody who comes back")
        month.others += self.random.sample(returns, wanted)

    def _near(self, month: Month, buyer: str, since: int, until: int) -> Talk | None:
        """A conversation between two moments, if the agent was there."""
        days = self.random.sample(month.duty, len(month.duty))
        return next(filter(None, (self._on(month, buyer, d, (since, until)) for d in days)), None)

    def _on(self, month: Month, buyer: str, day: int, span: tuple[int, int]) -> Talk | None:
        """A conversation of a day's shift between two moments, if there is room for one."""
        first, last = (day * DAY + hour * HOUR for hour in SHIFTS[month.person.shift])
        first, last = max(first, span[0]), min(last, span[1])
        return (
            Talk(self._nick(month), buyer, self.random.randrange(first, last))
            if first < last
            else None
        )

    def _money(self, month: Month) -> None:
        """Amounts, pieces, postage and refunds that add up to the agent's row."""
        person, row = month.person, _row(month.person)
        chased = fen(row["静默下单本人落实付款-金额"])
        buyers = len(month.sold)
        pieces = int((Decimal(person.items) * buyers).to_integral_value(ROUND_HALF_UP))
        for order in self.random.choices(month.sold, k=pieces - buyers):
            order.pieces += 1
        self._shared(fen(person.sales) - chased, [order for _, order in month.bought])
        self._shared(chased, [order for _, order in month.chased])
        self._shared(sum(40 * fen(o.pieces) for _, o in month.unpaid), [o for _, o in month.unpaid])
        self._shared(
            sum(40 * fen(o.pieces) for _, o in month.followed), [o for _, o in month.followed]
        )
        self._postage(fen(row["邮费总额"]), month.sold)
        self._refunds(fen(Decimal(person.sales) * Decimal(person.refund) / 100), month.sold)

    def _shared(self, total: int, orders: Sequence[Order]) -> None:
        """The amount shared over the orders by their pieces and by chance, to the fen."""
        parts = [order.pieces * self.random.uniform(0.6, 1.6) for order in orders]
        for order, part in zip(orders, parts, strict=True):
            order.amount = int(total * part / sum(parts))
        orders[0].amount += total - sum(order.amount for order in orders)

    def _postage(self, total: int, orders: Sequence[Order]) -> None:
        for order in self.random.sample(orders, len(orders)):
            order.postage = min(total, 600, order.amount // 2)
            total -= order.postage

    def _refunds(self, total: int, orders: Sequence[Order]) -> None:
        """Whole orders come back, of the last one a part; all within the month."""
        early = [order for order in orders if (order.paid or 0) < (DAYS - 4) * DAY]
        for order in self.random.sample(early, len(early)):
            order.refunded = min(total, order.amount)
            total -= order.refunded

    def _speech(self, month: Month) -> None:
        """What was written: as many rounds, seconds and messages as the agent's row says."""
        person, talks = month.person, month.talks
        self.random.shuffle(talks)
        never = person.served - int(
            (person.served * Decimal(person.reply) / 100).to_integral_value(ROUND_HALF_UP)
        )
        lost = [talk for talk in month.others if talk.buyer not in _returning(month)]
        for talk in lost[:never]:
            talk.answered = False
        answered = [talk for talk in talks if talk.answered]
        firsts = self._waits(person.first * len(answered), len(answered), 3, SLOW)
        seconds = self._second_waits(person, len(answered))
        rounds = [[wait, *seconds[n : n + 1]] for n, wait in enumerate(firsts)]
        asks, answers = self._messages(person, rounds, never)
        for talk, waits, more, said in zip(answered, rounds, asks, answers, strict=True):
            talk.said = list(_spoken(talk.start, waits, more, said))
        for talk in talks:
            talk.said = talk.said or [(talk.start, "买家")]
        self._lengths(talks, person.minutes * person.served)

    def _second_waits(self, person: Person, answered: int) -> list[int]:
        """The waits of second rounds: they make the mean of all, and hold the slow ones."""
        slow = person.served * person.response // 900
        late = self._waits(slow * 120, slow, SLOW + 1, 160)
        rest = range(answered // 3, answered)
        for number in rest:  # the least number of rounds that can hold it
            total = person.response * (answered + slow + number) - person.first * answered
            left = total - sum(late)
            if 5 * number <= left <= 80 * number:
                return late + self._waits(left, number, 3, SLOW)
        raise SystemExit(f"{person.name} answers too slowly")

    def _waits(self, total: int, size: int, least: int, most: int) -> list[int]:
        """So many whole numbers between two, with this sum."""
        mean = total / size
        found = [
            min(most, max(least, int(self.random.triangular(least, 2 * mean - least, mean))))
            for _ in range(size)
        ]
        while left := total - sum(found):
            step = 1 if left > 0 else -1
            for at in self.random.sample(range(size), min(size, abs(left))):
                if least <= found[at] + step <= most:
                    found[at] += step
        return found

    def _messages(
        self, person: Person, rounds: Sequence[Sequence[int]], never: int
    ) -> tuple[list[int], list[int]]:
        """Further questions and answers of every conversation, which make the ratio of the row."""
        ratio = Decimal(str(_row(person)["客服答问比"]).rstrip("%")) / 100
        least = sum(map(len, rounds))
        for asked in range(least + never + least // 9, 3 * least):
            said = int((ratio * asked).to_integral_value(ROUND_HALF_UP))
            if (Decimal(said) / asked).quantize(Decimal("0.0001"), ROUND_HALF_UP) == ratio:
                break
        asks, answers = [0] * len(rounds), [0] * len(rounds)
        for at in self.random.sample(range(len(rounds)), asked - least - never):
            asks[at] += 1
        singles = [at for at, waits in enumerate(rounds) if len(waits) == 1]
        for number in range(said - least):
            at = singles[number] if number < len(singles) else self.random.randrange(len(rounds))
            answers[at] += 1
        return asks, answers

    def _lengths(self, talks: Sequence[Talk], total: int) -> None:
        """Pauses, so that all conversations together last as long as the row says."""
        able = [talk for talk in talks if len(talk.said) > 2]  # noqa: PLR2004 - the last can wait
        left = total - sum(talk.end - talk.start for talk in talks)
        pauses = self._waits(left, len(able), 0, LONGEST_PAUSE)
        for talk, pause in zip(able, pauses, strict=True):
            at = _pause(talk.said)
            talk.said = [
                (moment + (pause if number >= at else 0), side)
                for number, (moment, side) in enumerate(talk.said)
            ]

    def _silent(self) -> Iterator[Order]:
        """Orders of buyers who never spoke with anybody."""
        for _ in range(900):
            created = self.random.randrange(DAYS * DAY - HOUR)
            order = Order(next(self.buyers), created, created + self.random.randint(20, 1_800))
            order.amount = self.random.randint(1_990, 29_900)
            yield order


def _returning(month: Month) -> set[str]:
    """The buyers of whom somebody has an order: their conversations are all answered."""
    return {order.buyer for _, order in (*month.bought, *month.unpaid)}


def _spoken(start: int, waits: Sequence[int], more: int, said: int) -> Iterator[tuple[int, str]]:
    """Questions and their answers; further ones stand in the first and the last round."""
    at = start
    for number, wait in enumerate(waits):
        last = number == len(waits) - 1
        yield at, "买家"
        if number == 0:
            yield from ((at + 1 + one, "买家") for one in range(more))
        yield at + wait, "客服"
        at += wait
        if last:
            yield from ((at + 1 + one, "客服") for one in range(said))
        at += 5


def _pause(said: Sequence[tuple[int, str]]) -> int:
    """Where a conversation may pause without anybody waiting: before what follows an answer."""
    return next(
        number for number, (before, _) in enumerate(pairwise(said), 1) if before[1] == "客服"
    )


def fen(yuan: Decimal | str | int) -> int:
    """An amount in fen, half up."""
    return int((Decimal(yuan) * 100).to_integral_value(ROUND_HALF_UP))
