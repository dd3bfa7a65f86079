"""Texts about the engines that count: what they lack, and what stops them."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "engine-missing": Message(
        "引擎 {engine} 还没有装，缺的是：{package}。",
        "The engine {engine} is not installed; missing: {package}.",
        '请运行：pip install "csperf[{engine}]"，或者去掉 --engine，用自带的 Polars。',
        'Run: pip install "csperf[{engine}]", or leave out --engine to use Polars, '
        "which is always there.",
    ),
}
