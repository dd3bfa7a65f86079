"""A small made-up shop, stored in parts by buyer: chats, orders and refunds by chance, seeded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from engines import at, records

from csperf.intake.records.stored import Stored, part_folder

DAYS = (at("2026-10-01") // 86_400, at("2026-10-31") // 86_400)
_PARTS, _HOUR = 3, 3_600


def made_up_shop(folder: Path, seed: int = 6) -> Stored:
    """Buyers who chat with several agents, in the same second too, and order before and after."""
    draw = Random(seed)  # noqa: S311 - invented orders, no secrets
    for part in range(_PARTS):
        chats: list[dict[str, object]] = []
        orders: list[dict[str, object]] = []
        refunds: list[dict[str, object]] = []
        for number in range(40):
            buyer = f"tb{part}{number:03}"
            moments = [draw.randrange(31 * 24) * _HOUR for _ in range(draw.randint(1, 4))]
            chats += [_chat(draw, buyer, moment) for moment in moments]
            chats.append(_chat(draw, buyer, moments[0]))
            for moment in moments[: draw.randint(0, 3)]:
                order = _order(draw, f"5{part}{len(orders):04}", buyer, moment)
                orders.append(order)
                if order["paid"] and draw.random() < 0.2:
                    refunds.append(_refund(order))
        rows = {"receptions": chats, "orders": orders, "refunds": refunds}
        for sort, found in rows.items():
            _store(folder, sort, part, found)
    return Stored(folder)


def _chat(draw: Random, buyer: str, moment: int) -> dict[str, object]:
    started = at("2026-10-01") + moment
    answered = draw.random() < 0.9
    return {
        "agent": draw.choice(["小美", "阿强", "阿轩", "浩浩"]),
        "buyer": buyer,
        "started": started,
        "ended": started + draw.randint(0, 900),
        "first_reply": draw.randint(1, 300) * 1000 if answered else None,
        "buyer_messages": draw.randint(1, 5),
        "agent_messages": draw.randint(1, 9) if answered else 0,
    }


def _order(draw: Random, number: str, buyer: str, moment: int) -> dict[str, object]:
    created = at("2026-10-01") + moment + draw.randint(-80, 80) * _HOUR
    amount = draw.randint(100, 50_000)
    return {
        "order": number,
        "buyer": buyer,
        "created": created,
        "paid": created + draw.randint(0, 30) * _HOUR if draw.random() < 0.8 else None,
        "amount": amount,
        "due": amount + draw.choice([0, 0, 500]),
        "pieces": draw.randint(1, 4),
    }


def _refund(order: Mapping[str, object]) -> dict[str, object]:
    assert isinstance(order["amount"], int)
    assert isinstance(order["paid"], int)
    finished = order["paid"] + 50 * _HOUR
    amount = order["amount"] // 2
    return {"order": order["order"], "amount": amount, "finished": finished, "state": "done"}


def _store(folder: Path, sort: str, part: int, rows: Sequence[Mapping[str, object]]) -> None:
    target = part_folder(folder, sort, part)
    target.mkdir(parents=True)
    records(sort, rows).write_parquet(target / "0.parquet")
