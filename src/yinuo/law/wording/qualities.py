"""How good, how bad, how special without a criterion: 良好, 适当, 情节严重, 特殊情况, 生活困难."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import VAGUE, Mark, Place, any_of, look_for
from yinuo.law.wording.nouns import QUALITIES as DEGREES

_CONDITIONS = frozenset({"许可条件", "适用条件", "证明内容", "材料要求", ""})

_GRAVE_THINGS = any_of(
    """
    安全隐患(?!的?判定) 损失 影响 变故 变化 改变 变更 调整 违法 违规 违反 贡献 利害 缺陷 情况 问题 事件 失误 后果 风险 困难
    原因 意外 分歧 争议 瑕疵 遗漏 修改 利益 差异 过错
    """
)
_HAS = any_of("确有 有 十分 特别 较为? 比较 存在 确实")
_CASES = any_of("情况 情形 原因 困难 需要 贡献 群体 人群 事由 要求 条件 事项 因素 时期 项目 理由")
_UNKNOWN_THINGS = any_of("情况 情形 材料 人员 事项 单位 申请人 内容 条件 项目 地区 时候 业务")


def _judge_it(place: Place) -> str:
    """A quality is replaced by what can be checked."""
    return f"请把“{place.words}”换成可以核对的标准（数字、等级、标准号），或者列出是哪几种情况。"


def _which_cases(place: Place) -> str:
    """A class of cases is replaced by the cases."""
    return f"请写出哪几种情况算“{place.words}”，逐项列出；或者写明依照哪一部法律第几条认定。"


# --- when the words are harmless -----------------------------------------------------------------------------


def _grade(place: Place) -> bool:
    """优秀、良好、合格 as names of grades."""
    beside = place.before[-20:] + place.after[:12]
    return bool(re.search(r"等次|等级|等第|档次|分为|评为|评定|为“", beside))


def _told_in_days(place: Place) -> bool:
    """合理期限（30日）。"""
    return (
        place.words == "合理" and bool(re.match(r"期[限间]", place.after)) and r.numbered_close_after(place)
    )


def _said_already(place: Place) -> bool:
    """认为必要 is another mark's."""
    return (
        place.words in {"必要", "必需"}
        and bool(re.match(r"[，。；]|$", place.after))
        and "认为" in place.before
    )


def _below_a_number(place: Place) -> bool:
    """家庭人均月收入低于780元的困难家庭."""
    return r.numbered(place) and "低于" in place.before + place.after


QUALITIES: tuple[Mark, ...] = (
    Mark(
        "fit",
        VAGUE,
        look_for(
            r"""
            充分(?=的|[，。；、）)]|$|证据|证明|理由|说明|揭示|材料|担保|时间|条件)
            (?<!不)合理(?!性|怀疑|用药|使用年限|化建议|注意|使用|低价|膳食|回报) 适当(?!性) 适度 (?<!不)适宜 恰当 妥善 妥当
            合适 (?<![正常])得当 必要(?!时|性|的?情况) 必需(?!品) 必备 (?<!不)科学(?=合理|、合理|规范|布局|设置|安排)
            """
        ),
        "够不够、好不好，没有标准可以对照。",
        _judge_it,
        harmless=(r.before(r"没有|非|不|是否|无|此|之"), _told_in_days, _said_already),
    ),
    Mark(
        "good",
        VAGUE,
        look_for(
            r"""
            (?:良好|优良|优异|过硬|扎实|雄厚|优越|端正)(?=的|[，。；、）)]|$|[一-鿿]{2})
            相对(?:独立|集中|固定|稳定|完整)(?=的|[，。；、]|$)
            (?:完善|健全|完备|齐备|完好|先进|丰富|成熟|熟练|优秀|可行|严密)的 稳定的(?=[^，。；、]{2}) (?<=[有、，的得])规范的
            (?:填写|书写|文字|名称|格式|用语)(?:须|应当?|要)?规范(?=[，。；、]|$)
            (?<!建立)(?<!不断)(?<!补充)(?<!修改)(?:完善|健全|完备|齐备|完好|先进|丰富|成熟|雄厚|可行)(?=[，。；）)]|$|、(?!健全|完善|规范))
            (?:制度|设施|设备|机构|系统|手续|体系)(?:完整|齐全)(?=[，。；、]|$) 品学兼优 遵纪守法
            (?<![民众者会业])(?<!保障)(?<!促进)(?<!危害)(?<!损害)身体健康 (?<!真实)(?<!安全)可靠(?=[，。；]|$)
            素质[好高] 表现(?:好|突出|优秀)
            """
        ),
        "好到什么程度，没有标准可以对照。",
        _judge_it,
        harmless=(_grade, r.before(r"营造|形成|培育|弘扬|树立|创造|养成|倡导|促进"), r.cited_beside),
    ),
    Mark(
        "of a degree",
        VAGUE,
        re.compile(rf"{DEGREES}(?=的[^，。；、]|者|[，。；、）)]|$)"),
        "好到什么程度、到哪里为止，没有标准可以对照。",
        _judge_it,
        _CONDITIONS | {"核查方式", "承诺方式", "法律责任"},
        harmless=(
            r.cited_beside,
            r.numbered,
            r.counted,
            _grade,
            # 人员密集 is a class of places; what follows 保障, 公平 is a principle.
            r.before(
                "不|未|人员|人口|安全|公平|公正|真实|准确|和|以及|促进|维护|保障|确保|影响|破坏|不够|建设|推动|实现"
            ),
        ),
    ),
    Mark(
        "grave",
        VAGUE,
        look_for(
            rf"""
            情节(?:特别|比较|较为?|十分|显著)?(?:严重|较重|较轻|轻微|恶劣|重大)
            严重(?!失信主体|违法失信|精神|残疾|失信名单|、一般) 重大{_GRAVE_THINGS} 轻微(?!失信|、一般)
            (?:影响|手段|后果|性质|态度)(?:极其|特别|较为?|十分)?恶劣 恶劣影响 不良的?(?:影响|后果|行为|记录|信用|嗜好)
            (?:影响|后果)[较很]?坏 (?:恶劣|不利)的?(?:后果|影响) (?:关系|身份|地位|情形|原因)特殊
            """
        ),
        "多重算重、多轻算轻，没有标准可以对照。",
        _which_cases,
        harmless=(r.cited_after, r.explained, r.before(r"特别")),
    ),
    Mark(
        "in need",
        VAGUE,
        look_for(
            rf"""
            (?:确有|有|存在|遇到|面临)(?:一定|实际|暂时|特殊|生活|经济|资金|缴费)?的?困难
            (?:生活|经济|家庭|支付|缴费|缴纳|资金|就医|本人)(?:状况|上)?{_HAS}?困难(?!残疾人|学生认定|补助|补贴|等级|的?标准|证明|状况|获得)
            困境 困难(?:群众|群体|家庭|人员|职工)(?!生活补贴)
            """
        ),
        "什么算困难，没有收入、财产的标准可以对照。",
        "请写出标准，如“家庭人均月收入低于当地最低生活保障标准”，或者写明以哪一份认定为准。",
        harmless=(r.cited_beside, r.before(r"就业|认定为(?:家庭)?"), _below_a_number),
    ),
    Mark(
        "special",
        VAGUE,
        look_for(
            rf"""
            特殊的?{_CASES} 特别(?:情况|情形|需要|原因) 紧急的?(?:情况|情形|需要) 情况(?:特别|十分|较为?)?(?:紧急|特殊|复杂) 疑难
            (?:案情|事项|项目|工程|关系|问题)(?:较为?|比较|特别|重大|疑难、?)?复杂 复杂的?(?:情况|情形|事项|项目|案件|工程|问题)
            """
        ),
        "哪些算特殊，没有列出来。",
        _which_cases,
        harmless=(r.explained, r.listed_after, r.cited_beside, r.before(r"非")),
    ),
    Mark(
        "for good reason",
        VAGUE,
        look_for(
            """
            (?<!无)(?<!没有)(?:正当|合理|客观|充分|特定|某种|不可抗拒)的?(?:理由|原因|事由)
            (?:确有|确因|确属|确需|确实需要|确无|确系)[^，。；]{0,8}?(?:理由|原因|需要|必要|能力)?
            """
        ),
        "哪些理由算数，没有列出来。",
        _which_cases,
        harmless=(r.explained, r.cited_beside),
    ),
    Mark(
        "able",
        VAGUE,
        re.compile(
            r"(?:具有|具备|有)[^，。；、]{0,12}?(?<!行为)(?<!责任)(?<!责任的)(?<!劳动)(?<!繁殖)(?<!监护)能力(?=的|[，。；、]|$)"
        ),
        "能力怎样算有，没有标准可以对照。",
        "请换成可以核对的条件，如证书、学历、从业年限。",
        harmless=(r.cited_beside, r.numbered),
    ),
    Mark(
        "of a kind",
        VAGUE,
        look_for(
            rf"""
            (?:有|采取|通过)?(?:行之)?(?:有效|有力|得力)的?(?:措施|手段|管理|途径|办法|监督) 有针对性[的地]
            代表性(?=的|[，。；、]|$) 影响力 知名度 特长 (?<![（(])专长 拔尖 熟悉 (?<!不)适合(?=经营|居住|使用|办理|开展)
            公道正派 作风正派 责任心强 热心(?=公益|公共|服务|本) 奉公守法 到位(?=[，。；、]|$) 达标(?=的|[，。；、]|$) 得体
            贫寒 拮据 窘迫 (?<!特)贫困(?=的|[，。；、]|$|学生|家庭|人员) 年事已高 年迈 行动不便 体弱 不太?(?:固定|稳定|理想) 公认 名望 声望 过关 强有力
            (?:运转|运行|状态|功能|状况)正常(?=[，。；、]|$)
            不(?:适合|宜|便)(?=的|承诺|适用|公开|办理|到场) 不佳 欠佳 (?<!过半)(?<!表决)多数(?=子女|成员|村民|家庭|股东|业主)
            (?:存在|有)(?:疑问|疑点|疑义) 疑点 公众关心 群众关心 社会关注
            (?:基本|起码|必备)的?[^，。；、]{{0,4}}?(?:条件|要求|素质|能力)(?!如下|：) (?:个别|某些|有些|一些)的?{_UNKNOWN_THINGS}
            特定的?(?:人群|对象|情形|情况|范围|条件|场合)
            """
        ),
        "算不算、够不够，没有标准可以对照。",
        _judge_it,
        harmless=(r.cited_beside, r.explained, r.listed_after),
    ),
    Mark(
        "mainly",
        VAGUE,
        look_for(
            """
            唯一(?:或者?|及)主要 主要(?:依靠|靠) 大致 (?<!重)大体(?!制|系|育|积) 差不多 关系密切
            基本(?:具备|符合|满足|完整|合格|完备|齐全|达标|一致|相符|正常|健全|完好)
            """
        ),
        "到什么程度算，没有标准可以对照。",
        _judge_it,
        _CONDITIONS | {"核查方式", "法律责任"},
        harmless=(_grade,),
    ),
)
