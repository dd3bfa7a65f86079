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
        "Only the first {count} are drawn; the table below has all {all}.",
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
    "report.next": Message("下一档", "Next band"),
    "report.next-more": Message("{band}，应发 {change}", "{band}: {change} pay"),
    "report.told": Message("怎么算出来的", "How it came about"),
    "report.untold": Message(
        "人数超过 {count}，这里不写每个人的算式；请用 csperf explain 看某一个人。",
        "With more than {count} people the arithmetic is left out here; csperf explain shows anybody's.",
    ),
    "report.warnings": Message("提醒", "Warnings"),
    "report.rules": Message("规则与来源", "Rules and sources"),
    "report-library": Message(
        "报告里的图要用另外安装的组件来画，现在还没有装。",
        "the charts of a report are drawn by libraries that are not installed.",
        '请运行 pip install "csperf[report]"，或改写成 .xlsx。',
        'Run pip install "csperf[report]", or write .xlsx instead.',
    ),
}
