"""Wording: what the words in exports mean, such as who sent a message or how a chat came in.

Why words are known here and not only in dialects: a mapping file made by hand should not have to
translate 买家 into `buyer`. A dialect's own `words` may still name the meaning itself.
Why a word nobody knows is asked for: a message of an unknown sender would be left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import narwhals.stable.v2 as nw

from csperf.metrics.measure import Frame

_WORDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "messages": {
        "sender": {
            "buyer": "买家 顾客 客户 用户 访客 customer user visitor client",
            "agent": "客服 人工 人工客服 商家 卖家 坐席 seller staff operator",
            "robot": "机器人 智能客服 自动回复 店小蜜 bot chatbot auto",
            "system": "系统 系统消息 平台 notice",
        },
    },
    "receptions": {
        "way": {
            "direct": "直接接待 直接 分流",
            "transferred": "转入 转接 转接接待 转入接待 transfer",
            "left": "留言 离线留言 留言接待 offline",
        },
        "opener": {
            "buyer": "买家发起 顾客发起 客户发起 用户发起 买家 顾客 客户 customer",
            "agent": "客服发起 客服主动跟进 主动跟进 客服 卖家发起",
        },
    },
}
WORDS: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        sort: {
            field: {code: (code, *words.split()) for code, words in meanings.items()}
            for field, meanings in fields.items()
        }
        for sort, fields in _WORDS.items()
    }
)
"""By sort and field: the words of every meaning, in lower case; the meaning is one of them."""


def means(sort: str, field: str, *codes: str) -> nw.Expr:
    """Whether a field of such records says one of these; null where it is blank or absent."""
    words = [word for code in codes for word in WORDS[sort][field][code]]
    return _folded(field).is_in(words)


def strange_words(tables: Mapping[str, Frame]) -> Iterator[tuple[str, str, Frame]]:
    """Sort, field and the words in it whose meaning nobody knows (`word`, and how many `rows`)."""
    for sort, fields in WORDS.items():
        if sort not in tables:
            continue
        for field, meanings in fields.items():
            known = [word for words in meanings.values() for word in words]
            odd = tables[sort].filter(~nw.col(field).is_null(), ~_folded(field).is_in(known))
            yield sort, field, odd.group_by(nw.col(field).alias("word")).agg(nw.len().alias("rows"))


def _folded(field: str) -> nw.Expr:
    return nw.col(field).str.strip_chars().str.to_lowercase()
