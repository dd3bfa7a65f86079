"""Sections: which metrics stand together when a shop is looked at as a whole.

The five of the shop (询单, 接待, 转化, 退款, 工作量), the three more of its agents (议价, 关联销售,
特定商品), unpaid orders that were chased, and customers of one agent and of several.
"""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "enquiries": ("咨询人数", "接待人数", "询单人数", "询单流失人数", "询单流失率"),
    "receptions": (
        *("接待量", "首次响应时间", "平均响应时间", "回复率", "三分钟人工响应率"),
        *("慢响应人数", "长接待人数", "未回复人数", "评价满意率"),
    ),
    "conversion": (
        *("最终下单人数", "最终付款人数", "询单转化率", "次日付款转化率", "下单付款成功率"),
        *("销售额", "客服销售占比", "销售人数", "客单价", "客件数"),
    ),
    "refunds": (
        *("退款金额", "退款人数", "退款件数", "金额退款率", "件数退款率", "订单退款率"),
        "净销售额",
    ),
    "workload": (
        *("客服消息数", "客服字数", "最大同时接待量", "平均接待时长", "接待时长"),
        *("排班时长", "班内接待量", "外呼量", "处理量", "挽回金额"),
    ),
    "discounts": ("手工折扣订单数", "手工折扣金额", "应付金额", "手工折扣率"),
    "cross-sales": (
        *("关联订单数", "关联人数", "关联销售额", "关联订单占比"),
        *("多件订单数", "多件订单占比"),
    ),
    "products": ("特定商品人数", "特定商品订单数", "特定商品销售量", "特定商品销售额"),
    "chased": (
        *("咨询未付款订单数", "咨询未付款金额", "催付订单数", "催付成功订单数"),
        *("催付成功金额", "催付成功率"),
    ),
    "dedicated": (
        *("专属客户数", "专属客户销售额", "专属客户订单数", "专属客户件数"),
        *("专属客户笔单价", "专属客户件均价", "专属客户购买次数"),
    ),
    "shared": (
        *("非专属客户数", "非专属客户销售额", "非专属客户订单数", "非专属客户件数"),
        *("非专属客户笔单价", "非专属客户件均价", "非专属客户购买次数"),
    ),
    "returning": ("成交客户数", "回购客户数", "回购率"),
}
SILENT = ("静默销售额", "静默销售人数", "静默订单数", "静默退款金额")
"""What the shop sold by itself, in the one line that the shop has for each section."""
TRENDS = ("接待人数", "询单人数", "询单转化率", "销售额", "客单价", "平均响应时间", "退款金额")
"""What is shown day by day."""
KEY = (
    *("接待人数", "询单转化率", "销售额", "客单价", "客件数"),
    *("平均响应时间", "回复率", "金额退款率"),
)
"""What is shown of everybody where there is room for one line."""
