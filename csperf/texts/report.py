"""Texts of the report for the shop owner: headings, what each picture shows, its search box."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "report.title": Message("客服绩效与薪资报告", "Performance and pay report"),
    "report.contents": Message("目录", "Contents"),
    "report.all-roles": Message("全部岗位", "All roles"),
    "report.boards": Message("排行榜", "Rankings"),
    "report.board-overall": Message("总排名", "Overall"),
    "report.board-by": Message("按{name}", "by {name}"),
    "report.board-by-lowest": Message("按{name}，低的在前", "by {name}, the lowest first"),
    "report.board-more": Message(
        "后面还有 {count} 人，见下面的表", "{count} more, in the table below"
    ),
    "report.pictures": Message("图", "Charts"),
    "report.composition": Message("薪资构成", "What pay is made of"),
    "report.composition-says": Message(
        "每人一条，由{lines}组成；右边是应发合计。",
        "One bar a person, made of {lines}; the total stands on the right.",
    ),
    "report.others": Message("其余各项", "all other lines"),
    "report.first": Message(
        "只画出前 {count} 人，全部 {all} 人在下面的表里。",
        " Only the first {count} are drawn; the table below has all {all}.",
    ),
    "report.scatter": Message("{across}与{up}", "{across} against {up}"),
    "report.scatter-says": Message(
        "横轴是{across}，纵轴是{up}，一点一人，共 {count} 人。",
        "{across} across, {up} upward; one dot a person, {count} in all.",
    ),
    "report.distribution-says": Message(
        "{count} 人，从 {low} 到 {high}。", "From {low} to {high}, {count} in all."
    ),
    "report.bands-differ": Message(
        "各人适用的区间不同，没有画在图上。",
        " Not everybody has the same bands, so none are drawn.",
    ),
    "report.band-people": Message("{band} → {gives}：{count} 人", "{band} → {gives}: {count}"),
    "report.sort": Message(
        "点表头排序，再点一次反过来。", "Click a heading to sort, again to reverse."
    ),
    "report.people": Message("每个人", "Everyone"),
    "report.find": Message("找人：姓名、工号、旺旺、岗位", "Find by name, staff ID, nick or role"),
    "report.found": Message("找到 {count} 人", "{count} found"),
    "report.found-none": Message("没有找到", "nobody found"),
    "report.lines": Message("薪资", "Pay"),
    "report.judged": Message("考核", "Indicators"),
    "report.figure": Message("实际", "Figure"),
    "report.band": Message("所在区间", "Band"),
    "report.points": Message("分值", "Points"),
    "report.next-band": Message("下一档", "Next band"),
    "report.next": Message("{band} → {gives}", "{band} → {gives}"),
    "report.next-more": Message(
        "{band} → {gives}，应发 {change}", "{band} → {gives}, {change} pay"
    ),
    "report.told": Message("怎么算出来的", "How it came about"),
    "report.untold": Message(
        "人数超过 {count}，这里不写每个人的算式；请用 csperf explain 看某一个人。",
        "With more than {count} people the arithmetic is left out here; csperf explain shows anybody's.",
    ),
    "report.warnings": Message("提醒", "Warnings"),
    "report.rules": Message("规则与来源", "Rules and sources"),
    "report.trend-total": Message("各月{total}", "{total} by month"),
    "report.trend-score": Message("各月{score}", "{score} by month"),
    "report.trend-score-says": Message(
        "一条线一个人，从 {first} 到 {last}，共 {count} 人。",
        "One line a person, from {first} to {last}, {count} in all.",
    ),
    "report.month-told": Message("{period}：{amount}", "{period}: {amount}"),
    "report.months": Message("各月", "By month"),
    "past-result-unread": Message(
        "打不开以前的结果：{reason}。",
        "this earlier result cannot be opened: {reason}.",
        "请检查 --past 后面的文件名。",
        "Check the file's name after --past.",
    ),
    "past-result-strange": Message(
        "这不是 csperf 写出的结果，读不出以前的得分和应发。",
        "this is no result that csperf wrote, so no earlier scores and pay can be read from it.",
        "往月的结果要用当时 calc -o 写出的 .json；上月的导出表请保持原来的格式（.xlsx、.csv）。",
        "Give the .json that calc -o wrote in that month; exports of last month stay as they are "
        "(.xlsx, .csv).",
    ),
    "past-result-undated": Message(
        "不知道这份结果和这次各是哪个月，排不出先后。",
        "it is not known which months this result and this run are, so they have no order.",
        "请两次都写 --period，如 2026-10。",
        "Give --period both times, e.g. 2026-10.",
    ),
    "past-result-not-before": Message(
        "这份结果是 {found} 的，不早于这次的 {period}。",
        "this result is of {found}, which is not before {period}.",
        "--past 请只给以前各月的结果。",
        "Give --past results of earlier months only.",
    ),
    "past-result-currency": Message(
        "这份结果的币种是 {found}，这次是 {currency}，不能画在一起。",
        "this result is in {found} and this run in {currency}; they cannot be drawn together.",
        "请去掉这个文件。",
        "Leave this file out.",
    ),
    "past-result-role": Message(
        "这份结果里没有这次的岗位：{roles}。",
        "this result has none of the roles of this run: {roles}.",
        "请给同一岗位往月的结果。",
        "Give earlier results of the same role.",
    ),
    "past-result-twice": Message(
        "{period} 的结果给了两份，另一份是 {other}。",
        "{period} is there twice; the other is {other}.",
        "请只留当月真正发的那一份。",
        "Keep the one that was paid.",
    ),
    "past-result-unused": Message(
        "以前的结果只用在报告里，这次没有写报告，所以没有用到。",
        "earlier results stand in a report alone, and none is written, so this was not used.",
        "要看各月走势，请加 -o 报告.html。",
        "Add -o report.html to see the months side by side.",
    ),
    "report-library": Message(
        "报告里的图要用另外安装的组件来画，现在还没有装。",
        "the charts of a report are drawn by libraries that are not installed.",
        '请运行 pip install "csperf[report]"，或改写成 .xlsx。',
        'Run pip install "csperf[report]", or write .xlsx instead.',
    ),
}
