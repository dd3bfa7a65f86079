"""Prizes for the first places of a board."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from csperf.errors import problem
from csperf.exact import ZERO
from csperf.formula import (
    Column,
    Constant,
    Formula,
    Prize,
    Rank,
)
from csperf.plan.boards import direction, taking_part
from csperf.plan.conditions import Conditions
from csperf.plan.desk import Desk
from csperf.plan.fields import (
    Model,
    Money,
    Name,
)
from csperf.plan.line import PayLine
from csperf.plan.names import derived_name
from csperf.plan.scales import constant_of
from csperf.units import Unit
from csperf.yaml_text import Written


class RankPrize(Model):
    """Prizes for the first places of a board."""

    by: Name = Field(description="按什么排名 / ranked by what")
    prizes: list[Money] = Field(
        min_length=1, description="第 1、2、3… 名的奖金 / prizes of places 1, 2, 3 ..."
    )
    others: Money | None = Field(
        None, description="其余名次，默认 0 / every other place, default 0"
    )
    ties: Literal["share", "all_full", "next_drops"] = Field(
        "share",
        description="并列：share 平分所占名次奖金（默认），all_full 各得全额，"
        "next_drops 各得所占最后名次的奖金"
        " / ties: share the places' prizes (default), all get the full prize, or the last place's",
    )
    then_by: list[Name] = Field(
        default_factory=list, description="并列时再比 / compared next in a tie"
    )
    eligible: Conditions = Field(default_factory=dict, description="参评条件 / who takes part")
    better: Literal["higher", "lower"] | None = Field(
        None, description="哪头好 / which end is better"
    )


class RankPrizeLine(PayLine):
    """Rank prize."""

    rank_prize: RankPrize = Field(description="排名奖 / rank prize")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The board as a column, then the prize of each place on it."""
        rule = self.rank_prize
        keys = self.keys_of_board(desk)
        eligible = taking_part(name, rule.eligible, desk)
        if keys is None or eligible is None:
            return None
        board = derived_name(str(name), "rank")
        rank = Rank(keys, eligible or None)
        cell = desk.add(Column(board, "rank", Unit.COUNT, rank, name.place)).cell
        prizes = tuple(Constant(p.value, Unit.MONEY, p.place) for p in rule.prizes)
        others = constant_of(rule.others, Unit.MONEY) or Constant(ZERO, Unit.MONEY)
        return Prize(cell.column, prizes, others, rule.ties, name.place)

    def keys_of_board(
        self, desk: Desk
    ) -> tuple[tuple[str, Literal["higher", "lower"]], ...] | None:
        """The column ranked by and those that decide ties, with their directions."""
        keys: list[tuple[str, Literal["higher", "lower"]]] = []
        for key in (self.rank_prize.by, *self.rank_prize.then_by):
            reading = desk.read(key)
            if reading is None:
                return None
            if reading.unit is Unit.TEXT:
                desk.note(problem("text-not-number", key.place, name=str(key)))
                return None
            way = direction(self.rank_prize.better if not keys else None, reading, key, desk)
            if way is None:
                return None
            keys.append((reading.cell.column, way))
        return tuple(keys)
