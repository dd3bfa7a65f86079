"""Texts of looking back: which months are meant."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.months": Message(
        "看哪几个月，如 2026-05~2026-10；看历史时默认是全部已关账的月份",
        "which months, such as 2026-05~2026-10; of a history all closed ones by default",
    ),
    "help.months-data": Message(
        "导出表，文件名里可以写 {{period}}、{{year}}、{{month}}，每个月各取各的",
        "exports; names may hold {{period}}, {{year}} or {{month}}, filled in for each month",
    ),
    "help.months-history": Message(
        "没有 --data 时看哪个历史文件夹，默认是当前文件夹下的 history",
        "the history to read where there is no --data; by default ./history",
    ),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "not-months": Message(
        "“{found}”不是一段月份",
        "{found!r} is no range of months",
        "请写成 2026-05~2026-10，或一个月 2026-10。",
        "Write 2026-05~2026-10, or a single month such as 2026-10.",
    ),
    "months-not-named": Message(
        "数据 {data} 的名字里有空要填，却没说是哪几个月",
        "the names of the data ({data}) have blanks to fill, but no months were named",
        "请加上 --months 2026-05~2026-10。",
        "Add --months 2026-05~2026-10.",
    ),
    "months-nowhere": Message(
        "没有给数据，这里也没有历史文件夹",
        "no data was given, and there is no history here",
        "请用 --data 给出导出表，或用 --history 指出历史文件夹。",
        "Name exports after --data, or a history after --history.",
    ),
    "months-not-closed": Message(
        "历史里没有这些月份：{periods}；已关账的有：{known}",
        "these months are not in the history: {periods}; closed are: {known}",
        "请改 --months，或先用 csperf close 关账。",
        "Change --months, or close them first with csperf close.",
    ),
}

MESSAGES: Final[dict[str, Message]] = {**_HELP, **_PROBLEMS}
