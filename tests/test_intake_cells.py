"""One cell: what is shown reads back, what is no figure is refused, and nothing raises."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csperf.exact import exactly
from csperf.intake.cells import Bare, Fault, folded_text, is_nothing, read_cell
from csperf.intake.columns import Asked, read_column
from csperf.intake.grid import DISGUISED
from csperf.intake.shown import shown
from csperf.units import Unit, show

UNITS = st.sampled_from(list(Unit))
NUMBERS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)
LIKELY = st.text(
    st.sampled_from("0123456789.,-+%％ 秒分钟小时万亿元¥￥()eEhms:：－—#N/A=\"'"), max_size=14
)

MISSING = (
    *("", "-", "--", "—", "——", "–", "--%", "-%", "--分--秒", "--小时--分--秒", "NaN", "nan"),
    *("null", "NULL", "N/A", "n/a", "无", "　", "－－"),
)
READ = {
    Unit.SECONDS: {
        "11秒": "11",
        "2分30秒": "150",
        "7小时41分52秒": "27712",
        "1分钟": "60",
        "00:01:23": "83",
        "36:00:00": "129600",
        "0.37 分钟": "22.2",
        "25s": "25",
        "1m30s": "90",
        "1h 2m": "3720",
        "1天2小时": "93600",
        "2 分 30 秒": "150",
        "９秒": "9",
    },
    Unit.MONEY: {
        "4,723.22": "4723.22",
        "4，723.22 元": "4723.22",
        "¥99": "99",
        "￥ 1,000.5": "1000.5",
        "-¥5.20": "-5.20",
        "¥-5.20": "-5.20",
        "3.2万": "32000",
        "1.5亿元": "150000000",
        "-1.5": "-1.5",
        "−1.5": "-1.5",
        ".5": "0.5",
        '="12.50"': "12.50",
    },
    Unit.COUNT: {"438": "438", "12.0": "12", "1,301": "1301", "12人": "12", "1.2万": "12000"},
    Unit.DAYS: {"25.5": "25.5", "26天": "26"},
    Unit.POINTS: {"95": "95", "92.5分": "92.5"},
    Unit.PERCENT: {"97.41 %": "0.9741", "100%": "1", "-3.5％": "-0.035", "0%": "0"},
    Unit.RATIO: {"125%": "1.25"},
}
REFUSED = {
    Unit.MONEY: (
        *("(1)", "1-", "1.234,56", "1.2E+18", "0x10", "一万二", "1 234", "12,34", "5²", "①"),
        *("--5", "1,2345", "#DIV/0!", "12a", "¥", "元", "1.2.3", "٣"),
    ),
    Unit.DAYS: ("-2", "-0.5天"),
    Unit.COUNT: ("-3", "-1人", "12.5", "0x10", "¥5", "5元", "1e3", "½"),
    Unit.SECONDS: ("1:05", "-5", "-5秒", "1.5分30秒", "00:61:00", "00:00:60", "快", "30秒2分"),
    Unit.PERCENT: ("%", "四成", "1/2", "50%%", "50‰"),
    Unit.TEXT: ("#N/A", "#REF!"),
}


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.TEXT])
@pytest.mark.parametrize("text", MISSING)
def test_a_mark_for_nothing_is_unknown_and_never_zero(text: str, unit: Unit) -> None:
    assert read_cell(text, unit) is None


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [(unit, text, value) for unit, forms in READ.items() for text, value in forms.items()],
)
def test_a_figure_in_any_of_its_forms_is_read(unit: Unit, text: str, value: str) -> None:
    assert read_cell(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("unit", "text"), [(unit, text) for unit, texts in REFUSED.items() for text in texts]
)
def test_what_could_be_misread_is_refused(unit: Unit, text: str) -> None:
    assert isinstance(read_cell(text, unit), Fault)


@given(NUMBERS, UNITS)
def test_what_csperf_shows_it_reads_back(number: Decimal, unit: Unit) -> None:
    with exactly():
        value = {
            Unit.COUNT: abs(number.to_integral_value()),
            Unit.DAYS: abs(number),
            Unit.SECONDS: abs(number),
            Unit.PERCENT: number / 100,
        }.get(unit, number)
    for lang in ("zh", "en"):
        text = show(value, unit, lang)
        read = read_cell(text, unit)
        assert read == (text if unit is Unit.TEXT else Bare(value) if unit is Unit.RATIO else value)


@pytest.mark.parametrize("unit", Unit)
def test_a_long_row_of_dashes_takes_no_time(unit: Unit) -> None:
    assert isinstance(read_cell("-" * 5000 + "x", unit), Fault | str)


@given(st.text(max_size=30) | LIKELY, UNITS)
def test_no_text_raises(text: str, unit: Unit) -> None:
    read = read_cell(text, unit)
    assert read is None or isinstance(read, Decimal | Bare | Fault | str)
    assert (read is None) == is_nothing(folded_text(text)) or isinstance(read, Fault)


@given(LIKELY)
def test_a_number_that_is_read_has_the_digits_that_were_written(text: str) -> None:
    read = read_cell(text, Unit.POINTS)
    if isinstance(read, Decimal):
        written = [c for c in folded_text(text) if c.isdigit()]
        assert "".join(written).strip("0") == "".join(map(str, read.as_tuple().digits)).strip("0")


@given(st.lists(LIKELY | st.sampled_from(["12.5%", "0.5", "30", "--"]), max_size=6), UNITS)
def test_a_column_reads_its_cells_as_they_are_read_alone(texts: list[str], unit: Unit) -> None:
    values, findings = read_column(pl.Series(texts, dtype=pl.String), Asked(unit))
    if any(finding.stops for finding in findings):
        assert values == []
        return
    for text, value in zip(texts, values, strict=True):
        alone = read_cell(text, unit)
        if isinstance(alone, Bare):
            assert value in {alone.number, alone.number / 100}
        else:
            assert value == alone


@pytest.mark.parametrize(
    ("texts", "asked", "values"),
    [
        (["36.99", "0"], Asked(Unit.PERCENT), ["0.3699", "0"]),
        (["0", "0.0"], Asked(Unit.PERCENT), ["0", "0"]),
        (["50%", "0"], Asked(Unit.PERCENT), ["0.5", "0"]),
        (["0.5", "1"], Asked(Unit.PERCENT, "%"), ["0.005", "0.01"]),
        (["0.5", "1.05"], Asked(Unit.PERCENT, fraction=True), ["0.5", "1.05"]),
        (["1.25", "0.8"], Asked(Unit.RATIO), ["1.25", "0.8"]),
        (["125", "80"], Asked(Unit.RATIO, "%"), ["1.25", "0.8"]),
        (["2.5", "0.37 分钟", "9秒"], Asked(Unit.SECONDS, "分钟"), ["150", "22.2", "9"]),
        (["500"], Asked(Unit.SECONDS, "毫秒"), ["0.5"]),
        (["3.2", "500元"], Asked(Unit.MONEY, "万元"), ["32000", "500"]),
    ],
)
def test_a_column_decides_what_bare_numbers_mean(
    texts: list[str], asked: Asked, values: list[str]
) -> None:
    assert read_column(pl.Series(texts), asked) == ([Decimal(value) for value in values], [])


@pytest.mark.parametrize(
    ("texts", "unit", "fault"),
    [
        (["36.99%", "41.2"], Unit.PERCENT, "column-mixed-percent"),
        (["0.36", "1"], Unit.PERCENT, "column-ambiguous-percent"),
        (["0.95", "1.05"], Unit.PERCENT, "column-ambiguous-percent"),
        (["120%", "1.2"], Unit.RATIO, "column-mixed-percent"),
        (["9秒", "0.37"], Unit.SECONDS, "column-mixed-duration"),
        (["9", "8"], Unit.SECONDS, "column-seconds-assumed"),
        (["55", "0.55"], Unit.PERCENT, "column-small-percent"),
        (["55%", "5500%"], Unit.PERCENT, "column-huge-percent"),
        (["55", "5500"], Unit.PERCENT, "column-huge-percent"),
        (["3", "无"], Unit.COUNT, "column-says-none"),
    ],
)
def test_a_column_that_leaves_doubt_says_so(texts: list[str], unit: Unit, fault: str) -> None:
    _, findings = read_column(pl.Series(texts), Asked(unit))
    assert [finding.id for finding in findings] == [fault]


def test_bare_percents_that_are_declared_or_large_enough_raise_no_doubt() -> None:
    for asked in (Asked(Unit.PERCENT, fraction=False), Asked(Unit.PERCENT, "%")):
        assert not read_column(pl.Series(["55", "1.5", "0"]), asked)[1]
    declared = Asked(Unit.PERCENT, fraction=False)
    assert not read_column(pl.Series(["55", "0.55"]), declared)[1]
    assert not read_column(pl.Series(["55", "900"]), Asked(Unit.PERCENT))[1]
    assert not read_column(pl.Series(["3", "-"]), Asked(Unit.COUNT))[1]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (32000, '0!.0000"万"', "3.2万"),
        (32000, '0\\.0000"万元"', "3.2万元"),
        (32000, '0"."0000"万"', "3.2万"),
        (32000, '0!.0,"万"', "3.2万"),
        (32000, '[>=10000]0!.0000"万";0"元"', "3.2万"),
        (320, '[>=10000]0!.0000"万";0"元"', "320元"),
        (-32000, '0!.0000"万";-0!.0000"万"', "-3.2万"),
        (3.2, '0.0"万"', "3.2万"),
        (3.2, '0.0_)"万"', "3.2万"),
        (3.2, 'General"万"', "3.2万"),
        (-3.2, '0.0"万";-0.0"万"', "-3.2万"),
        (0, '0.0"万";-0.0"万";0', "0"),
        (32000, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "32000"),
        (32000, "0.00E+00", "32000"),
        (1.5, '0.0"h"', "1.5h"),
        (0.55, "0.0%", "55%"),
        (55, '0.0"%"', "55%"),
        *((32000, trick, DISGUISED) for trick in ('0!.00"元"', "0!.0000", '0,.0"万"', "#,##0,")),
        *((230, trick, DISGUISED) for trick in ('0"分"00"秒"', '0!-00"元"', '0"百万"', '0"K"')),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(
    value: float, number_format: str, text: str
) -> None:
    assert shown(value, number_format) == text
