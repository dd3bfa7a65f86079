"""Wording: what the words in exports mean, such as who sent a message or how a chat came in.

Why words are known here and not only in dialects: a mapping file made by hand should not have to
translate 买家 into `buyer`. A dialect's own `words` may still name the meaning itself.
Why an unknown sender is refused where records are read: such a message would be left out silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
