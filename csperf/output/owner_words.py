"""Why an order is whose, and how it came about, in the words of the trade."""

from __future__ import annotations

from csperf.texts import Lang, say


def reason(why: str, lang: Lang) -> str:
    """What decided whose an order is.

    >>> reason("chat-before-order", "zh"), reason("silent", "en")
    ('下单前聊过', 'silent')
    """
    return say(f"why.{why}", lang)


def way(kind: str, lang: Lang) -> str:
    """How an order came about.

    >>> way("chased", "zh")
    '静默下单本人落实付款'
    """
    return say(f"kind.{kind}", lang)
