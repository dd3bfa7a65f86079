"""Texts of what files and workbooks hold that cannot be read as they are."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_AGAIN_ZH = "请重新导出；如果 Excel 或 WPS 还能打开，请另存一份再试。"
_AGAIN_EN = "Export it again; if Excel or WPS still opens it, save a copy and use that."

MESSAGES: Final[dict[str, Message]] = {
    "workbook-cut": Message(
        "工作簿只有一半：文件的结尾不见了，可能没有下载完。",
        "This is only part of a workbook: its end is missing, so the download may have stopped.",
        "请重新下载或重新导出。",
        "Download or export it again.",
    ),
    "workbook-part-rotten": Message(
        "工作簿里的“{part}”已损坏，和它的校验码对不上。",
        "The part {part!r} of the workbook is damaged: it does not match its checksum.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-part-twice": Message(
        "工作簿里有两个“{part}”，看不出该用哪一个。",
        "The workbook has two parts named {part!r}, so it is unclear which one counts.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-part-missing": Message(
        "工作簿里缺“{part}”，别处却用到了它。",
        "The workbook lacks the part {part!r}, which another part needs.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-xml": Message(
        "工作簿里的“{part}”写得不合格式，读不下去。",
        "The part {part!r} of the workbook is not written as it should be and cannot be read.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-doctype": Message(
        "工作簿里的“{part}”含有文档类型声明（DTD），正常的表格没有它，为安全起见没有读取。",
        "The part {part!r} of the workbook declares a document type (DTD), which no proper "
        "workbook does, so it was not read.",
        "请把需要的表复制到新工作簿，保存后重试。",
        "Copy the sheet you need into a new workbook, save it, and try again.",
    ),
    "workbook-cell-twice": Message(
        "这个单元格在文件里写了两次，看不出该用哪一个值。",
        "This cell is written twice in the file, so it is unclear which value counts.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-cell-misplaced": Message(
        "第 {row} 行里有一个单元格的地址写着“{address}”，位置不对。",
        "Row {row} holds a cell that says its address is {address!r}, which cannot be.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-cell-kind": Message(
        "这个单元格的类型写着“{kind}”，没有这种类型。",
        "This cell says it is of the kind {kind!r}, which does not exist.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-number": Message(
        "这个单元格应是数字，文件里写的却是“{text}”。",
        "This cell should hold a number, but the file has {text!r}.",
        "请在 Excel 或 WPS 里重新填写这一格，保存后重试。",
        "Fill in the cell again in Excel or WPS, save, and try again.",
    ),
    "workbook-string-missing": Message(
        "这个单元格要取第 {text} 条文字，工作簿里却没有这一条。",
        "This cell refers to text number {text}, which the workbook does not have.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
    "workbook-style-missing": Message(
        "这个单元格的格式在工作簿里找不到，看不出“{text}”是百分比、日期还是普通数字。",
        "The format of this cell is missing from the workbook, so it is unclear whether {text!r} "
        "is a percentage, a date or a plain number.",
        _AGAIN_ZH,
        _AGAIN_EN,
    ),
}
