"""How much without a number: 较大, 一定数量, 若干, 部分, 相适应, 附近."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import VAGUE, Mark, Place, any_of, look_for

_EXAMPLES = (
    (r"面积|场地|场所|规模", "如“使用面积不少于30平方米”“从业人员不少于5人”"),
    (r"收入|资金|金额|数额|财产|损失|价|费|经济", "如“不低于3万元”"),
    (r"人|技术力量|专业", "如“不少于3名”"),
    (r"时间|期限|时期|年限|经验|久|年", "如“满12个月”“连续2年”"),
    (r"比例|率", "如“不低于20%”"),
    (r"", "如人数、金额、面积、次数、等级"),
)
"""What stands beside the words, and a number that would do."""

_DEGREE = rf"(?<![比相计]){any_of('较为? 比较 十分 非常 极其 极为 很 过于 太 颇 更为')}"
_NO_DEGREE = any_of("重大 程序 法人 行政 困难 规定 处理 是 提款 授权 许可 账户 代理 决议 管制 防护")
_DEGREES = rf"(?:{_DEGREE}|(?<![比相计])特别(?!{_NO_DEGREE}))"
_ADJECTIVE = any_of(
    """
    严重 完善 完整 丰富 充足 充分 稳定 良好 合理 复杂 困难 集中 明显 突出 优秀 熟练 轻微 恶劣 规范 频繁 偏远 可靠 先进
    适宜 密切 齐全 健全 [大高多小低长短好差强弱重轻少快慢远近深浅广宽窄优坏早晚新旧贵久密] 为
    """
)
_MERIT = any_of("成绩 成效 效果 贡献 效益 影响 价值 差异 业绩 事迹")
_SOME_OF = any_of(
    """
    数量 规模 比例 期限 时期 时间 范围 条件 程度 年限 金额 额度 面积 周期 能力 经验 资金 实力 基础 奖励 补助 影响 水平 区域
    距离 场合 措施 关系 成效 价值 损失 幅度 高度 权限 补偿 作用 方式 形式 后果 义务 贡献 责任 限制 优惠 照顾 支持
    """
)
_MEASURABLE = any_of(
    """
    风险 信誉 信用 负担 程度 水平 能力 实力 素质 质量 难度 强度 密度 频次 收入 价值 影响 关注度 危害性? 危险性 规模 数量
    金额 成本 效果 态度 条件 状况 材料 环节 距离 身体 成绩 业绩 口碑 知名度 产量 流动性 经验
    """
)


def count_it(place: Place) -> str:
    """Which kind of number would do."""
    beside = place.words + place.clause_after[:10]
    example = next(example for pattern, example in _EXAMPLES if re.search(pattern, beside))
    return f"请把“{place.words}”换成数字，{example}。"


def _compares_two(place: Place) -> bool:
    """The lower of two is known: 按照资质等级较低的供应商确定."""
    return bool(
        re.search(r"按照?|以|从|取|就", place.clause_before)
        and re.match(r"的?[^，。；]{0,10}(?:确定|计算|为准|执行|核定|规定)|者", place.after)
    )


def _statutory_degree(place: Place) -> bool:
    """较大事故, 较大、重大或者特别重大……事故 are degrees that a regulation counts."""
    of_what = any_of("生产安全 安全 火灾 交通 电力 质量 环境 突发 道路交通 水上交通")
    degree = rf"的?{of_what}?事故|数额罚款|、重大|或者重大|、特别|以上[^，。；]{{0,6}}(?:事故|突发)|突发"
    return bool(re.match(degree, place.after))


QUANTITIES: tuple[Mark, ...] = (
    Mark(
        "rather",
        VAGUE,
        look_for(
            rf"{_DEGREES}{_ADJECTIVE} 偏[高低大小多少差重轻] (?<![通经超不])过[高低大小多少长短重轻](?!种|样|次|方) 稍[长短大多高低] 不[大小长短多少高低深远](?=的|[，。；]|$) 可观"
        ),
        "到什么程度没有数。",
        count_it,
        harmless=(
            r.counted,
            _statutory_degree,
            _compares_two,
            r.cited_after,
            r.after(r"大?部分|的?分部分项"),
            r.before(r"[格价者项]中|孰"),
        ),
    ),
    Mark(
        "clearly",
        VAGUE,
        look_for(
            rf"""
            (?:明显|显著|大幅|大大|远远)地?(?:低于|高于|超过|少于|多于|优于|不当|改善|改进|优化|增强|提高|下降|增加|减少|降低)
            (?:明显|显著|大幅)地?(?:好转|不足|成绩|成效|贡献|效果|偏) {_MERIT}(?:明显|显著|突出|巨大)
            (?:突出|重要|特别|卓越|杰出)的?(?:贡献|成就|成绩|表现|业绩|作用|影响)
            (?:无|没有|有|存在)(?:明显|显著)(?!的?(?:标志|标识|位置|提示|警示|区别))
            """
        ),
        "到什么程度没有数。",
        count_it,
    ),
    Mark(
        "some",
        VAGUE,
        look_for(
            rf"(?<!不)一定的 (?<!不)有?一定(?!要|会|能|得|是|不)[^，。；、的]{{0,6}}?{_SOME_OF} 有一定(?!的)"
        ),
        "多少没有数。",
        count_it,
        harmless=(r.numbered_close_after,),
    ),
    Mark(
        "a number of",
        VAGUE,
        look_for(
            r"""
            若干(?!个?(?:工作日|天)) 足够 充足 适量 大量 少量 足量 充裕 大批 少许 些许 巨大
            大部分 绝大部分 绝大多数 大多数 少数(?!民族|服从|意见) 相当(?:的|数量|比例|规模|多|一部分)
            (?<![\d一二两三四五六七八九十百])数(?:名|份|件|次|人|种|户)(?!单|额)
            (?<![\d一二两三四五六七八九十百许众诸繁大至最])(?:好几|多)(?:年|名|份|人|处|项|户|种|家)(?!来自|龄|式|元|次|级|层|功|少)
            [大高巨]额(?!(?:可转让)?存单|医疗|支付系统|医保|附加) 小额(?!(?:担保|信用)?贷款|诉讼|工程|支付)
            """
        ),
        "多少没有数。",
        count_it,
        harmless=(r.numbered_close_after, r.before(r"余额|数额|总数|人数|或者?")),
    ),
    Mark(
        "a part of it",
        VAGUE,
        re.compile(
            r"(?<!组成)(?<!全部或)(?<!全部或者)(?<!专有)(?<!共有)(?<!第.)部分的?"
            r"(?=承诺|内容|信息|申请|人员|事项|材料|对象|项目|字段|个人)"
        ),
        "哪一部分、占多少没有写明。",
        "请写明是哪几项，或者占百分之几。",
        frozenset({"核查方式", "公开范围", "公开时限", "办理时限", "材料要求", "适用条件"}),
        harmless=(r.numbered,),
    ),
    Mark(
        "suited",
        VAGUE,
        look_for("相适应 相匹配 相配套 相称 与[^，。；]{1,16}匹配 相当(?=的|[，。；]|$)"),
        "够不够没有数可以对照。",
        count_it,
        harmless=(r.cited_beside,),
    ),
    Mark(
        "high or low",
        VAGUE,
        re.compile(rf"{_MEASURABLE}[高低大小强弱好差重轻多少近远广足](?=的|者|[，。；、]|$)"),
        "到什么程度没有数。",
        count_it,
        harmless=(r.counted, r.numbered, _compares_two),
    ),
    Mark(
        "near or far",
        VAGUE,
        look_for("远离 靠近 邻近 临近(?!期限|届满) 附近"),
        "多远没有数。",
        "请写出距离，如“不少于50米”，以及怎样量。",
        frozenset({"许可条件", "适用条件"}),
        harmless=(r.cited_beside, r.numbered),
    ),
)
