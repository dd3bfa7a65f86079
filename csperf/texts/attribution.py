"""Texts of attribution: whose an order is and why, and what could not be decided."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "note-two-agents": Message(
        "备注“{note}”里有 {names}，看不出是谁的单（{count} 单），没有按备注归人",
        "the note '{note}' names {names}, so it does not say whose the order is (orders: {count});"
        " notes decided nothing here",
        "请在备注里只留一个人，或在最后加一段只写一个人的备注；几个叫法是同一个人的，写进"
        " `agents`。",
        "Leave one agent in the note, or add a last part that names only one; where these are one"
        " person, say so under `agents`.",
    ),
    "note-stranger": Message(
        "备注“{note}”里的 {names} 不知道是谁（{count} 单），没有按备注归人",
        "nobody knows who {names} is in the note '{note}' (orders: {count}); notes decided nothing"
        " here",
        "请在 `attribution` 的 `note` 里用 `agents` 写明这个代码是谁，或在花名册里加上这个名字。",
        "Say whose code it is in `agents`, under `note` of `attribution`, or add the name to the"
        " roster.",
    ),
    "notes-more": Message(
        "还有 {count} 种备注也看不出是谁的单，从这里起没有逐条列出",
        "another {count} notes do not say whose the order is either; from here on they are not"
        " listed",
        "先改上面列出的，再运行一次。",
        "Mend those above and run it again.",
    ),
    "notes-name-nobody": Message(
        "{count} 单的备注里没有客服的名字或代码，如“{note}”；这些单没有按备注归人",
        "the notes of {count} orders name no agent, '{note}' for one; notes did not decide those",
        "如果里面有名字，请在 `attribution` 的 `note` 里写明 `agents`（代码是谁）或 `pattern`。",
        "If they do name somebody, say in `attribution`, under `note`, whose codes they are"
        " (`agents`) or what they look like (`pattern`).",
    ),
}
