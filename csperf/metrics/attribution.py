"""Attribution: what a shop lays down about whose an order is.

An order secured (落实下单) is that of the agent whose chat led to it, a payment secured (落实付款)
that of the one whose chat led to the payment; `judged_by` says which of the two owns the sale.

A chat counts by its start: one that began before the order and ended after it is a chat before the
order. It may begin in the same second, and `window` seconds before, not a second more. Which of
two chats in one second is the last is told in `csperf.metrics.chats`. A shop whose conversations
last for days counts messages instead, each by its own time.

Why the default is the order first: of the three ways that the exports know (下单判定, 付款判定,
下单优先判定) it is the only one by which no sale with a chat before it is nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from csperf.metrics.records import DAY

Part = Literal["rest", "deposit"]
Judged = Literal["order", "payment", "order_first"]
Chat = Literal["last", "first"]
Evidence = Literal["note", "export", "chat"]
Talk = Literal["receptions", "messages"]
REASONS = (
    *("chat-before-order", "chat-before-payment", "chat-after-order", "note", "export", "shift"),
    *("silent", "silent-order", "silent-payment", "unpaid", "no-buyer", "outsourced"),
)
"""What can decide; the second line says why an order is nobody's."""
KINDS = ("one", "two", "ordered", "chased", "followed", "silent", "unpaid")
"""How an order came about.

- `one`: one agent secured order and payment (本人下单本人付款).
- `two`: an agent each (本人下单他人付款, and for the second 他人下单本人付款).
- `ordered`: the order alone was secured, the payment came by itself.
- `chased`: the payment of a silent order was secured (静默下单本人落实付款).
- `followed`: all silent, but somebody spoke with the buyer afterwards (全静默本人跟进).
- `silent`: all silent (全静默).
- `unpaid`: the order was secured and is not paid.
"""


@dataclass(frozen=True)
class NoteRule:
    """How a shop's notes name agents.

    `agents` says whose a code is, by name or nick, beside the names and nicks of the roster.
    `pattern` is a regular expression whose group `agent` is the name or code, `count` the pieces.
    """

    agents: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    history: Literal["newest", "oldest"] = "newest"


@dataclass(frozen=True)
class Attribution:
    """What a shop lays down about whose an order is.

    `evidence` stands in order of precedence: the first that names somebody decides. `chat` is
    which of several chats within `window` seconds before the order, or the payment, counts, and
    `talk` what tells of chats: receptions by their start, or messages, each by its own time.
    `guessed`: whether an agent counts whom the export marks as guessed (推算).
    `followed_counts` gives paid silent orders to whoever spoke with the buyer first afterwards.
    `shift_owner` binds what somebody sold while not on duty to the agent who was, by the shifts.
    Agents in `outsourced` own only what they themselves secured the order of, unless a part of
    it was refunded. `payment` says which of two payments of an order counts. `note` is how notes
    name agents; without it they are not read.
    """

    judged_by: Judged = "order_first"
    chat: Chat = "last"
    window: int = 3 * DAY
    evidence: tuple[Evidence, ...] = ("note", "export", "chat")
    talk: Talk = "receptions"
    guessed: bool = True
    followed_counts: bool = False
    shift_owner: bool = False
    outsourced: frozenset[str] = frozenset()
    payment: Part = "rest"
    note: NoteRule | None = None
