"""The attribution section: whose an order is, for whoever is measured from raw orders and chats."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from csperf.metrics.attribution import Attribution, Evidence, NoteRule
from csperf.patterns import LONGEST, pattern_of
from csperf.plan.durations import Duration, seconds_of
from csperf.plan.fields import Model, Name, Text
from csperf.yaml_text import Written

_DEFAULT = Attribution()


def _pattern(text: Written) -> Written:
    """Refuses a pattern that cannot be run on every note, or that finds no agent."""
    pattern, why = pattern_of(text)
    if pattern is None and why:
        raise PydanticCustomError("note-pattern", "pattern", {"why": why})
    if pattern is None:
        raise PydanticCustomError("note-pattern-endless", "pattern", {"most": LONGEST})
    if "agent" not in pattern.groupindex:
        raise PydanticCustomError("note-pattern-finds-nobody", "pattern", {"group": "(?P<agent>…)"})
    return text


class NoteRules(Model):
    """How the seller's notes of this shop name agents."""

    agents: dict[Name, Name] = Field(
        default_factory=dict,
        description="备注里的代码是谁：代码 → 姓名；花名册里的姓名和账号不用写"
        " / whose a code in a note is; names and accounts of the roster need no entry",
    )
    pattern: Annotated[Text, AfterValidator(_pattern)] | None = Field(
        None,
        description="正则表达式，(?P<agent>…) 是姓名或代码，(?P<count>…) 是件数；"
        "不写则找备注里的整词"
        " / a regular expression with the groups agent and count; by default whole words are"
        " looked up",
    )
    which_part: Literal["newest", "oldest"] = Field(
        "newest",
        description="备注有几段（用 ; 隔开）时看哪段：newest 最新有名字的（默认），oldest 最早的"
        " / which part of a note decides: the newest that names somebody (default), or the oldest",
    )


class AttributionRules(Model):
    """Whose an order is: what counts as evidence, and which chat or payment decides."""

    judged_by: Literal["order", "payment", "order_first"] = Field(
        _DEFAULT.judged_by,
        description="判定方式：order 下单判定，payment 付款判定，order_first 下单优先（默认）：没人"
        "落实下单的归落实付款的人"
        " / the agent of the order, of the payment, or (default) of the payment where nobody"
        " secured the order",
    )
    chat: Literal["last", "first"] = Field(
        _DEFAULT.chat,
        description="时限内有几个人聊过时归谁：last 最后一个（默认），first 最早一个"
        " / which of several chats within the window counts: the last (default), or the first",
    )
    window: Duration | None = Field(
        None,
        description="下单（付款）前多久之内的聊天算，默认 72h，正好 72 小时也算"
        " / how long before the order (the payment) a chat counts, the limit included; default 72h",
    )
    evidence: list[Literal["note", "export", "chat"]] = Field(
        default_factory=lambda: list(_DEFAULT.evidence),
        min_length=1,
        description="依次看什么，先有名字的算：note 商家备注，export 平台导出的客服，chat 聊天；"
        "默认就是这个次序，写了 note 一节才看备注"
        " / what decides, in order of precedence; this is the default, notes only where `note`"
        " is given",
    )
    note: NoteRules | None = Field(
        None, description="备注归属：备注里怎么写客服 / how notes name agents"
    )
    talk: Literal["receptions", "messages"] = Field(
        _DEFAULT.talk,
        description="聊天看什么：receptions 接待，按开始时间（默认），messages 每条消息"
        " / what tells of chats: receptions by their start (default), or every message",
    )
    guessed: Literal["keep", "leave_out"] = Field(
        "keep",
        description="平台推算的客服：keep 算（默认），leave_out 不算"
        " / agents whom the platform guessed count (default), or do not",
    )
    followed: Literal["silent", "follower"] = Field(
        "silent",
        description="全静默、付款后才有人跟进的单：silent 仍是静默（默认），follower 归跟进的人"
        " / paid orders that somebody only served afterwards: silent (default), or the follower's",
    )
    shift_owner: Literal["true", "false"] = Field(
        "false",
        description="true：不当班的人替班做的单归当班的客服，要有排班表"
        " / true: what somebody sold while off duty is the agent's on duty; needs shifts",
    )
    outsourced_agents: list[Name] = Field(
        default_factory=list,
        description="外包客服：只算自己落实下单的，部分退款和静默的单不算"
        " / outsourced agents: only orders that they secured, without those refunded in part",
    )
    payment: Literal["rest", "deposit"] = Field(
        _DEFAULT.payment,
        description="分两次付款的单按哪次算付款：rest 尾款（默认），deposit 定金"
        " / which payment counts of an order paid in two: the rest (default), or the deposit",
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    @field_validator("evidence", mode="after")
    @classmethod
    def each_once(cls, evidence: list[Evidence]) -> list[Evidence]:
        """Refuses a source that stands twice."""
        twice = next((one for one in evidence if evidence.count(one) > 1), None)
        if twice is not None:
            raise PydanticCustomError("evidence-twice", "twice", {"source": str(twice)})
        return evidence

    @field_validator("note", mode="after")
    @classmethod
    def is_looked_at(cls, note: NoteRules | None, info: ValidationInfo) -> NoteRules | None:
        """Refuses a section about notes that decide nothing."""
        if note is not None and "note" not in info.data.get("evidence", ["note"]):
            raise PydanticCustomError("notes-unread", "unread")
        return note

    @property
    def settings(self) -> Attribution:
        """The section as what is measured follows it."""
        notes = self.note is not None or "evidence" in self.model_fields_set
        looked_at = notes and "note" in self.evidence
        return Attribution(
            judged_by=self.judged_by,
            chat=self.chat,
            window=seconds_of(self.window, _DEFAULT.window),
            evidence=tuple(one for one in self.evidence if one != "note" or looked_at),
            talk=self.talk,
            guessed=self.guessed == "keep",
            followed_counts=self.followed == "follower",
            shift_owner=self.shift_owner == "true",
            outsourced=frozenset(map(str, self.outsourced_agents)),
            payment=self.payment,
            note=_note_rule(self.note) if looked_at else None,
        )


def _note_rule(note: NoteRules | None) -> NoteRule:
    if note is None:
        return NoteRule()
    agents = {str(code): str(person) for code, person in note.agents.items()}
    return NoteRule(agents, str(note.pattern or ""), note.which_part)
