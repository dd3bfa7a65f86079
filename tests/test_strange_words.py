"""Words of conversations that nobody knows: told once, with what to write; nothing stops."""

from __future__ import annotations

from pathlib import Path

from csperf.intake.exports import Reading
from csperf.raw_month import Wish, raw_month
from csperf.texts import tell

CHATS = """客服,买家,开始时间,接待类型,接待发起
小美,甲,2026-10-01 09:00:00,直接接待,买家发起
小美,乙,2026-10-01 09:10:00,电话,买家发起
小美,丙,2026-10-01 09:20:00,电话,
"""
ZH = (
    "接待.csv: 接待类型：不认识 电话（共 2 行），直接接待、转入、谁先发起等数字里没有这些接待。"
    "如果要计入，请在对应表里说明，例如 words: {电话: direct}。"
)
EN = (
    "接待.csv: Way in: 电话 (in 2 rows) are not known; such conversations are in no figure of how "
    "they came in or who began. To count them, say in a mapping what they mean, as in words: "
    "{电话: direct}."
)


def said(folder: Path, text: str) -> dict[str, int]:
    """What was told, and how many conversations came directly."""
    (folder / "接待.csv").write_text(text, encoding="utf-8")
    wish = Wish((str(folder / "接待.csv"),), reading=Reading())
    with raw_month(wish) as (month, problems):
        assert month is not None
        assert not problems
        counts, told = month.counts()
        words = [one for one in told if one.id == "records-words-unknown"]
        for one in words:
            assert tell(one, "zh").replace(f"{folder}/", "") == ZH
            assert tell(one, "en").replace(f"{folder}/", "") == EN
        ((_, numbers),) = counts.over(["agent"]).items()
    return {"told": len(words), "direct": numbers["直接接待量"], "all": numbers["接待量"]}


def test_words_nobody_knows_are_told_and_counted_nowhere(tmp_path: Path) -> None:
    assert said(tmp_path, CHATS) == {"told": 1, "direct": 1, "all": 3}


def test_known_words_are_not_spoken_of(tmp_path: Path) -> None:
    known = CHATS.replace("电话", "直接")
    assert said(tmp_path, known) == {"told": 0, "direct": 3, "all": 3}
