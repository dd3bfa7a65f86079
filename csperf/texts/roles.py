"""Texts about roles: several plans in one run, and who of the roster is paid by which."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_PLANS: Final[dict[str, Message]] = {
    "plans-of-two-changes": Message(
        "这份方案的 `changes` 是 {found}，而 {first} 的是 {other}：月中换岗的人会没人发，或者发两份。",
        "`changes` is {found} in this plan and {other} in {first}: who changes roles within the month"
        " would be paid by none of them, or twice.",
        "请在几份方案的 `data` 里写成一样的。",
        "Write the same under `data` in all plans.",
    ),
    "plans-of-two-attributions": Message(
        "这份方案的 `attribution` 和 {first} 的不一样：同一单会归两个人，付两次。",
        "`attribution` is another one than in {first}: one order would be two people's, and paid"
        " twice.",
        "请把其中一份的 `attribution` 抄到另一份里。",
        "Copy the `attribution` of one of them into the other.",
    ),
    "folder-no-plan": Message(
        "这个文件夹里没有方案",
        "there is no plan in this folder",
        "请换成放方案（.yaml）的文件夹，或直接写方案文件。",
        "Name the folder that holds the plans (.yaml), or the plan files themselves.",
    ),
    "plan-without-role": Message(
        "几份方案一起算，每份都要写明给哪个岗位，这份没有写 `role`",
        "of several plans each must say whom it pays, and this one has no `role`",
        "请加一行，例如 `role: 售前`，和花名册“岗位”一列的写法一致。",
        "Add a line such as role: presale, as the roster's column of roles has it.",
    ),
    "role-has-plan": Message(
        "岗位“{role}”已经有一份方案：{first}",
        "the role {role} has a plan already: {first}",
        "一个岗位一个月只能用一份方案，请只留当月有效的那份。",
        "A role is paid by one plan in a month: keep the one that is valid.",
    ),
    "plans-of-two-currencies": Message(
        "这份方案用 {currency}，{first} 用 {other}，合不到一张工资表里",
        "this plan pays in {currency} and {first} in {other}, which makes no one payroll",
        "请改成同一个币种，或分开算。",
        "Pay in one currency, or run them apart.",
    ),
    "roles-need-roster": Message(
        "几份方案一起算，要有花名册才知道谁是哪个岗位",
        "with several plans a roster must say who holds which role",
        "请加上 --roster 花名册.csv，里面要有“岗位”一列。",
        "Add --roster FILE with a column of roles (岗位, role).",
    ),
    "roster-without-roles": Message(
        "花名册里没有岗位，不知道谁按哪份方案发",
        "this roster has no roles, so nobody knows who is paid by which plan",
        "请加上“岗位”一列，写上每个人的岗位，例如 售前、售后。",
        "Add a column role (岗位) with everyone's role, e.g. presale, aftersale.",
    ),
    "role-blank": Message(
        "{name} 没有写岗位，不知道按哪份方案发",
        "{name} has no role here, so nobody knows which plan pays",
        "请填上岗位。",
        "Fill it in.",
    ),
    "roster-two-roles": Message(
        "{name} 在这里的岗位是“{role}”，在 {first} 是“{other}”",
        "the role of {name} is {role} here and {other} at {first}",
        "一个人一个月只按一个岗位发，请改成一样的。",
        "A person is paid by one role in a month: write the same in both.",
    ),
    "role-without-plan": Message(
        "岗位“{role}”没有方案，{names}（共 {count} 人）不知道怎么发；有方案的岗位：{known}",
        "no plan pays the role {role}, held by {names} ({count} in all); plans pay: {known}",
        "请加上这个岗位的方案；这次不给他们发的话，加上 --unpaid-role {role}。",
        "Add a plan for it; if they are not paid in this run, add --unpaid-role {role}.",
    ),
    "plan-pays-nobody": Message(
        "花名册里没有人的岗位是“{role}”，这份方案不发给任何人；花名册里的岗位：{roles}",
        "nobody of the roster holds the role {role}, so this plan pays nobody; roles there: {roles}",
        "岗位写法不同的话，请把 `role` 改成和花名册一致。",
        "If the roster has another word for it, write that as the plan's `role`.",
    ),
    "unpaid-role-unknown": Message(
        "--unpaid-role 写了“{role}”，花名册里没有这个岗位",
        "--unpaid-role names {role}, a role that nobody of the roster holds",
        "花名册里的岗位：{roles}。",
        "Roles of the roster: {roles}.",
    ),
    "unpaid-role-has-plan": Message(
        "--unpaid-role 说这次不发“{role}”，可这份方案正是给这个岗位的",
        "--unpaid-role says that {role} is not paid, and this is the plan that pays it",
        "请去掉其中一个。",
        "Leave one of them out.",
    ),
}

_ONE_PLAN: Final[dict[str, Message]] = {
    "other-roles": Message(
        "这份方案只发“{role}”；花名册里岗位是 {roles} 的这次不发：{names}（共 {count} 人）",
        "this plan pays {role} alone; the roster's {roles} are not paid: {names} ({count} in all)",
        "要一起发，请把各岗位的方案都写上；确实不发，加上 --unpaid-role 就不再提醒。",
        "To pay them too, name the plans of all roles; if they are not paid, --unpaid-role says so.",
    ),
    "role-differs": Message(
        "这份方案的岗位是“{role}”，花名册里的人都是“{other}”；仍按这份方案算了所有人",
        "this plan is for the role {role}, and everyone of the roster is {other}; all were paid by it",
        "方案没拿错的话，请把 `role` 改成和花名册一致。",
        "If it is the right plan, write the roster's word as its `role`.",
    ),
    "role-of-nobody": Message(
        "这份方案的岗位是“{role}”，花名册里没有这个岗位，只有 {roles}，不知道该发给谁",
        "this plan is for the role {role}, which nobody of the roster holds; roles there: {roles}",
        "请把 `role` 改成其中一个；要按这份方案发给所有人，就去掉 `role` 这一行。",
        "Write one of these as the plan's `role`; to pay everyone by it, leave the `role` out.",
    ),
}

_TOGETHER: Final[dict[str, Message]] = {
    "heading-role": Message("岗位", "Role"),
    "heading-people": Message("人数", "People"),
    "heading-of-role": Message("{name}（{role}）", "{name} ({role})"),
    "title-all-roles": Message("各岗位合计（{currency}）", "All roles ({currency})"),
}

MESSAGES: Final[dict[str, Message]] = _PLANS | _ONE_PLAN | _TOGETHER
