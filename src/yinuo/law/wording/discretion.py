"""What the office keeps for itself: 原则上, 必要时, 视情况, 根据需要, and consequences that are not told."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import VAGUE, Mark, Place, any_of, look_for

_LIABILITY = frozenset({"法律责任"})
_CHECKING = frozenset({"核查方式"})

_GENERALLY = any_of(
    r"""
    应 采[取用] 实行 使用 不(?:超过|少于|得|低于|再|作|予|办) 为(?!“) 以 由 在 需 可 按 是 当[场日天] 每 于 不 情况 \d
    [一二两三四五六七八九十]+个?(?:工作日|日|天|月|年|周)
    """
)
_NOT_SEEING = r"[电监重轻忽歧巡注近短弱影探检透审逼正漠无藐蔑广]"
_NO_SIGHT = any_of("同 为 作 频 力 听 线 觉 窗(?!口) 察 野 讯 障 屏 网膜")
_SEEN = any_of(
    "情况 情节 情形 后果 要求 忙闲 需要? 程度 轻重 进度 状况 具体 实际 确定 而定 决定 工作 附送 安排 处理 给予 采取 作出"
)
_THEN = any_of(
    """
    [，。；、）)] $ 确定 决定 开展 对 可以? 进行 填 补 提 安排 由 下发 采取 组织 适当 增 调 设 给 收 选 为 依次 制定 划 配 办 要求
    """
)


def _which_exceptions(place: Place) -> str:
    """A rule with exceptions says which."""
    return f"请删去“{place.words}”；确有例外的，逐项列出例外和例外时怎么办。"


def _when(place: Place) -> str:
    """A condition that anybody can judge."""
    return f"请把“{place.words}”换成可以判断的条件，如“材料与登记信息不一致的”；不需要条件的，删去。"


_NOT_TOLD = "后果没有写出来：依据哪一条、什么处理、多重，都不知道。"
_SAY_THE_CONSEQUENCE = "请写明依据和幅度，如“依照《某某条例》第几条，处1000元以上5000元以下罚款”。"


def _kind_of_liability(place: Place) -> bool:
    """承担赔偿责任, 追究刑事责任 say which liability it is."""
    return bool(re.search(r"民事|刑事|行政|赔偿|连带|违约|侵权", place.clause))


DISCRETION: tuple[Mark, ...] = (
    Mark(
        "as a rule",
        VAGUE,
        look_for(
            rf"""
            原则上 通常(?:情况下?)? 正常情况下? 一般(?:情况下?|来说|而言) 一般(?={_GENERALLY}) 尽量 尽可能 力争 争取
            """
        ),
        "什么时候算例外，没有写明。",
        _which_exceptions,
        harmless=(
            lambda place: not place.field and place.after.startswith("应"),
            r.before(r"风险|等级为|程度|失信"),
            r.after(r"不(?:需要?|用|必)|无需"),
        ),
    ),
    Mark(
        "if necessary",
        VAGUE,
        look_for(
            """
            (?:必要|需要|适当)(?:时(?!间)|的时候|的情况下|的(?=，)) 必要的?情况下? 如有(?:需要|必要) 确有必要
            认为有?(?:必要|需要|不宜) (?:条件|情况)(?:允许|成熟|许可)(?:时|后|的情况下|的)? 需要进一步 看情况
            有条件的(?=地|单位|人|乡|县|部|企|学|机|村|，) 如无(?:意外|特殊) 顺利的话 不出意外
            """
        ),
        "由办事的人临时掌握，群众无从知道自己算不算。",
        _when,
        harmless=(r.explained,),
    ),
    Mark(
        "as the case may be",
        VAGUE,
        look_for(
            rf"""
            (?<!{_NOT_SEEING})视(?!{_NO_SIGHT})[^，。；]{{0,14}}?{_SEEN} 酌情 酌定 酌量 酌减 灵活(?!就业) 变通 机动处理
            放宽(?!至|到) 从宽 经[^，。；]{{1,8}}认可(?=[，。；]|$) 方便[^，。；]{{0,6}}的(?:方式|时间|地点) 掌握(?=[，。；]|$) 统筹安排 自由裁量
            由[^，。；]{{1,10}}(?:掌握|把握|斟酌|研究决定|自行(?:决定|确定))
            (?:根据|按照|按(?!照)|结合|依据|针对)(?!本|前|第|上述|下列)[^，。；、《第规]{{0,12}}?(?:(?:实际|具体|不同)的?(?:情况|需要|条件)|(?:实际|需要|情况)(?={_THEN}))
            (?:根据|按照?|依据)[^，。；、《第]{{1,12}}?(?:状况|程度|情节|轻重|大小|性质)(?:轻重|大小)?(?=确定|决定|给予|处以|，给|追究|分|采取)
            根据情节(?:轻重)?
            """
        ),
        "由办事的人临时掌握，群众无从知道自己算不算。",
        _when,
        harmless=(r.before(r"不得"),),
    ),
    Mark(
        "in general terms",
        VAGUE,
        look_for(
            """
            加[强大][^，。；]{0,12}(?:监管|核查|巡查|检查|力度|走访) 存疑 可疑 动态(?=复核|核查|管理|监管) 经常性
            重点(?=核查|走访|检查|抽查|监管|关注|审查|对象|单位|人员|区域)
            """
        ),
        "查谁、怎么查没有写明，没有可以照做的做法。",
        "请写明查谁、查什么、什么时候查、怎样算相符，如“每季度按承诺总数的3%随机抽取”。",
        _CHECKING,
        harmless=(r.numbered,),
    ),
    Mark(
        "a consequence not told",
        VAGUE,
        look_for(
            """
            依法(?:依规|依纪)?(?:予以|进行|给予|作出)?(?:严肃)?(?:处理|查处|惩处|处置|惩戒)(?!决定|结果) 依规(?:依纪)?处理
            (?:承担|负|追究|受到)(?:一切|全部|由此[^，。；]{0,8}|所有|其)?的?(?:法律)?的?(?:责任(?!人)|后果|制裁|惩处|严惩|惩罚|追究)(?!保险)
            (?:予以|给予)(?:惩处|惩戒|处理)(?=[，。；]|$) (?:一切)?(?:后果|责任)自负
            """
        ),
        _NOT_TOLD,
        _SAY_THE_CONSEQUENCE,
        _LIABILITY,
        harmless=(
            r.cited_beside,
            r.numbered,
            _kind_of_liability,
            r.before(r"不|未|未能|免予|连带|民事|刑事|行政"),
        ),
    ),
    Mark(
        "severity not told",
        VAGUE,
        look_for(
            """
            重罚 严惩 严办
            (?:严肃|从严|从重|从快|严厉)(?:从快)?(?:予以|进行)?(?:处理|追究|查处|处罚|惩处|惩戒|打击|追责|问责)
            """
        ),
        _NOT_TOLD,
        _SAY_THE_CONSEQUENCE,
        harmless=(r.cited_beside,),
    ),
)
