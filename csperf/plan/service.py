"""The service section: when a shop serves, and when an answer is late, slow or a talk long."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from csperf.metrics.service import Hours, Service
from csperf.plan.durations import CLOSED, Duration, Span, hours_of, seconds_of
from csperf.plan.fields import Model, Number, Text
from csperf.units import Figure
from csperf.yaml_text import Written

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORKDAYS = 5
_DEFAULT = Service()
_MILLISECONDS = 1_000
_RATINGS = range(1, 6)


def _rating(figure: Figure) -> Figure:
    """Refuses what is no rating of 1 to 5."""
    if figure.value not in _RATINGS:
        raise PydanticCustomError("rating-out-of-range", "rating")
    return figure


Rating = Annotated[Number, AfterValidator(_rating)]


def _day(chinese: str, english: str) -> Span | None:
    found: Span | None = Field(
        None, description=f"{chinese}，如 9:00-23:00，closed 不服务 / {english}; closed: none"
    )
    return found


class ServiceHours(Model):
    """Service hours by weekday; a day of its own goes before workdays, these before every day."""

    every_day: Span | None = _day("每天", "every day")
    workdays: Span | None = _day("周一到周五", "Monday to Friday")
    weekend: Span | None = _day("周六和周日", "Saturday and Sunday")
    monday: Span | None = _day("周一", "Monday")
    tuesday: Span | None = _day("周二", "Tuesday")
    wednesday: Span | None = _day("周三", "Wednesday")
    thursday: Span | None = _day("周四", "Thursday")
    friday: Span | None = _day("周五", "Friday")
    saturday: Span | None = _day("周六", "Saturday")
    sunday: Span | None = _day("周日", "Sunday")

    @property
    def week(self) -> tuple[Hours | None, ...]:
        """The hours of Monday to Sunday."""
        return tuple(self._of(number, day) for number, day in enumerate(WEEK))

    def _of(self, number: int, day: str) -> Hours | None:
        several = self.workdays if number < _WORKDAYS else self.weekend
        own: Written | None = getattr(self, day) or several or self.every_day
        if own is None:
            return _DEFAULT.hours[number]
        return None if own == CLOSED else hours_of(own)


class ServiceRules(Model):
    """What counts as served in time, slow, long, and as a conversation of its own."""

    hours: ServiceHours = Field(
        default_factory=ServiceHours,
        description="服务时间，只有这段时间里的提问计入回复率，默认每天 8:00-23:00"
        " / service hours; only what is asked in them counts for reply rates; default 8:00-23:00",
    )
    reply_within: Duration | None = Field(
        None,
        description="多久之内算及时回复，默认 3m / answered in time within; default 3m",
    )
    quick_within: Duration | None = Field(
        None, description="多久之内算秒回，默认 30s / answered quickly within; default 30s"
    )
    slow_after: Duration | None = Field(
        None, description="超过多久算慢响应，默认 100s / slow after; default 100s"
    )
    long_after: Duration | None = Field(
        None,
        description="超过多久算长接待，不写则不统计 / a long talk after; not measured by default",
    )
    gap: Duration | None = Field(
        None,
        description="隔多久没说话，再来就是另一个会话，默认 30m"
        " / the silence after which another conversation begins; default 30m",
    )
    robots: Literal["true", "false"] = Field(
        "false",
        description="true：机器人的回复也算回复 / true: answers of robots count as answers",
    )
    good_from: Rating | None = Field(
        None, description="几分起算好评（1 到 5），默认 4 / ratings that are good; default from 4"
    )
    bad_to: Rating | None = Field(
        None, description="几分及以下算差评，默认 2 / ratings that are bad; default up to 2"
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    @field_validator("bad_to", mode="after")
    @classmethod
    def is_below_good(cls, bad: Figure | None, info: ValidationInfo) -> Figure | None:
        """Refuses ratings that are good and bad."""
        good = info.data.get("good_from")
        first = _DEFAULT.good_from if good is None else good.value
        if bad is not None and bad.value >= first:
            raise PydanticCustomError("ratings-overlap", "ratings", {"good": str(first)})
        return bad

    @property
    def settings(self) -> Service:
        """The section as what is measured follows it."""
        return Service(
            hours=self.hours.week,
            reply_within=_milliseconds(self.reply_within, _DEFAULT.reply_within),
            quick_within=_milliseconds(self.quick_within, _DEFAULT.quick_within),
            slow_after=_milliseconds(self.slow_after, _DEFAULT.slow_after or 0),
            long_after=_milliseconds(self.long_after, 0) if self.long_after else None,
            gap=_milliseconds(self.gap, _DEFAULT.gap),
            robots=self.robots == "true",
            good_from=int(self.good_from.value) if self.good_from else _DEFAULT.good_from,
            bad_to=int(self.bad_to.value) if self.bad_to else _DEFAULT.bad_to,
        )


def _milliseconds(duration: Figure | None, default: int) -> int:
    return seconds_of(duration, default // _MILLISECONDS) * _MILLISECONDS
