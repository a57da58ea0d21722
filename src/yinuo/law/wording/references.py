"""Texts and bodies that are meant but not named: 有关规定, 规定的期限, 符合要求, 另行通知, 以……为准."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import REFERENCE, Mark, Place, any_of, look_for
from yinuo.law.wording.nouns import PAPER, RULE, TIMES
from yinuo.law.wording.papers import name_the_paper

_AUTHORITY = re.compile(
    any_of(
        r"""
        国家 国务院 [省市县区州] 自治区 直辖市 当地 地方 各地 上级 中央 军队 行业 部门 机关 机构 政府 单位 委员会 系统
        现行 有关 相关 法律 法规 规章 政策 (?<!招标)(?<!采购)文件
        """
    )
    + r"(?:的|和|或者?|及)*$"
)
_FOLLOWING = any_of(r"按照 按(?!照) 依照 依(?![照据法]) 依据 根据 参照 (?<![意主看听会常])见 符合 达到 满足")
_GOVERNING = any_of("规定 政策 标准(?!化) 规范(?!化) 要求 制度 规程 程序 通知 精神")
_FIXED = any_of(
    """
    期限 时间 时限 时段 比例 条件 标准 范围 要求 情形 程序 方式 格式 路线 数量 质量 权限 天数 频次 资格 内容 图件 优惠 税费
    距离 规格 数额 限额 额度 用途 地点 位置 方法 渠道 名称
    """
)
_CONCERNED = any_of(
    f"""
    {PAPER} {RULE} 条件 措施 部门 机关 机构 单位 人民政府 政府 网站 媒体 平台 情况 事项 范围 渠道 内容 责任 后果 手续 人员
    权利人 负责人 当事人 组织 企业 费用 证照 资质 资格 能力 专业 科室 方面 情形 工作 问题 知识 经验 技能 设施 设备 车辆 处理
    处罚 惩戒 待遇 业务 任务 形式 方式 时间 区域 场所 专家
    """
)
_ADJECTIVE_OF = any_of(
    """
    的 法律 法规 规章 规定 政策 部门 主管 机关 机构 单位 人民政府 地方 政府 企业 个人 人员 当事人 材料 资料 证明 证件 文件
    手续 行政 情况 信息 标准 要求 程序 责任 费用 事项 问题 方面 权利人 行业 国家 证据 设施 工具 场所 条件 技术 组织 专业
    负责人
    """
)
_NOT_YET_KNOWN = any_of(
    "实际 最新 当时 具体 通知 窗口 现场 短信 届时 公告 有关 相关 主管 部门 上级 政策 文件 各地"
)


# --- rewrites ----------------------------------------------------------------------------------------------------


def _name_the_text(place: Place) -> str:
    """Which text is to be named."""
    return f"请把“{place.words}”换成文件的名称和条，如“《某某办法》第几条”；或者把要求直接写出来。"


def _name_it(place: Place) -> str:
    """What the adjective 有关 stands for."""
    noun = re.sub(r"^(?:有关|相关|相应)的?", "", place.words)
    if not noun:
        return "请写明是哪一份文件、哪一条，或者哪一种材料。"
    if re.search(rf"{PAPER}$", noun):
        return name_the_paper(place)
    if re.search(rf"{RULE}$", noun):
        return _name_the_text(place)
    return f"请写明是哪一个{noun}：写出名称，或者列出来。"


# --- when the words are harmless -----------------------------------------------------------------------------


def _about(place: Place) -> bool:
    """有关 as a preposition: 有关船舶碰撞的材料 says which materials; what governs it must still be named."""
    following = place.words[2:] + place.clause_after
    if not place.words.startswith("有关") or re.match(_ADJECTIVE_OF, following):
        return False
    if re.search(r"(?:按照?|依照?|依据|根据|符合|遵守)[^，。；]{0,10}$", place.before):
        return bool(re.match(r"[^，。；、]{2,14}?的(?!规定|要求)(?=[^，。；、])", following))
    return bool(re.match(r"[^，。；、]{2,14}?的(?=[^，。；、])|[^，。；、]{3,14}?说明", following))


def _related(place: Place) -> bool:
    """与……有关的活动 tells by itself which; only papers must still be named."""
    if place.words in {"有关", "相关"} and re.search(r"密切|直接|息息|利害|高度|紧密|不$", place.before[-4:]):
        return True
    if not re.search(r"[与同和跟][^，。；]{1,30}$", place.clause_before):
        return False
    whole = place.words + place.after
    paper = rf"(?:有关|相关)的?[^，。；、的]{{0,6}}(?:{PAPER}|财物)"
    return bool(re.match(r"(?:有关|相关)(?:的|[，。；、]|$)", whole)) and not re.match(paper, whole)


def _predicate(place: Place) -> bool:
    """……与申请人有关。"""
    return place.words in {"有关", "相关"} and bool(re.match(r"[，。；、）)]|$", place.after))


def _reckoned(place: Place) -> bool:
    """相应顺延 is a rule by which everybody can reckon."""
    return place.words.startswith("相应") and bool(
        re.match(r"顺延|扣除|扣减|核减|折算|抵扣|退还", place.after)
    )


def _by_no_authority(place: Place) -> bool:
    """按照合同的要求 names what governs; 按照规定, 按照国家规定 do not."""
    middle = re.sub(rf"^{_FOLLOWING}|{_GOVERNING}$", "", place.words)
    return bool(middle) and not _AUTHORITY.search(middle)


def _told_in_the_words(place: Place) -> bool:
    """符合GB 50016, 符合合同约定的要求, 符合两项条件."""
    named = r"\d|[写载列]明|公告|本(?:条例|办法|法|规定)|[^律]法规定|合同|约定|招标文件|章程|下列|两项|[一二三四五六七八九]项"
    return bool(re.search(named, place.words))


REFERENCES: tuple[Mark, ...] = (
    Mark(
        "concerned",
        REFERENCE,
        re.compile(
            r"(?:有关|相关(?!联|性|系数)|相应)的?"
            rf"(?:(?:(?!相应|相关|有关)[^，。；：、的其《{r.MASK}（(]){{0,10}}?{_CONCERNED})?"
        ),
        "没有写明是哪一份、哪一条、哪一个。",
        _name_it,
        harmless=(
            r.article_before,
            r.not_demanded,
            _about,
            _related,
            _predicate,
            _reckoned,
            lambda place: place.words == "有关人员" and place.after.startswith("身份"),
        ),
    ),
    Mark(
        "as prescribed",
        REFERENCE,
        re.compile(rf"{_FOLLOWING}[^，。；《第{r.MASK}]{{0,24}}?{_GOVERNING}"),
        "没有写明是哪里的规定、什么要求，无从对照。",
        _name_the_text,
        harmless=(
            _by_no_authority,
            r.violated,
            r.not_demanded,
            r.before(r"不|未|未能"),
            r.after(rf"[^，。；]{{0,4}}[《{r.MASK}第]"),
        ),
    ),
    Mark(
        "what a rule says",
        REFERENCE,
        re.compile(
            rf"规定(?:的[^，。；、的第《{r.MASK}]{{0,12}}?|[^，。；、的第《{r.MASK}]{{0,2}}?){_FIXED}"
        ),
        "没有写明是哪里规定的。",
        _name_the_text,
        harmless=(
            r.named_before,
            r.violated,
            r.not_demanded,
            r.forbidding,
            r.numbered_close_after,
            r.before(r"不|未|没有|除"),
        ),
    ),
    Mark(
        "up to requirements",
        REFERENCE,
        re.compile(
            r"(?<!不)(?:(?:符合|合乎|达到|满足|适应)(?!下列|以下|上述|[上所前]列|这[些两几]|前[款条项]|本(?:条|办|法|规|细|章|指)|法定形式|该)"
            rf"[^，。；《第{r.MASK}]{{0,24}}?|具备(?:规定|基本|法定)?)"
            r"(?:要求|条件|标准|规定|需要|需求|所需)(?=的|[，。；、）)]|$|和|并)|"
            r"合乎规范|[与同][^，。；]{1,10}匹配(?=[，。；]|$)"
        ),
        "没有写明要求是什么，无从对照。",
        "请把要求的内容写出来，或者写明见哪一份文件的哪一条、哪一个标准号。",
        harmless=(
            r.cited_beside,
            r.violated,
            _told_in_the_words,
            # A period may speak of conditions that another field tells.
            lambda place: place.field in TIMES and place.words.endswith("条件"),
        ),
    ),
    Mark(
        "told later",
        REFERENCE,
        look_for(
            rf"""
            另行(?:通知|下发|规定|公布|告知|确定|制定|公告|发布) 再行(?:通知|公布|告知|确定|办理)
            以{_NOT_YET_KNOWN}[^，。；]{{0,12}}为准
            以(?!本)[^，。；]{{0,10}}(?:解释|通知|核实的?|答复)为准 待定 另议
            (?:时间|时限|期限|费用|标准|地点|方式)另[计定议行] [待等][^，。；]{{1,8}}后?再[定议说]
            [详具]体?见(?:通知|公告|文件|相关|有关)
            """
        ),
        "现在没有写明，要等以后才知道。",
        "请现在写明；以后变了再改。",
        harmless=(r.timed, r.before(r"不再|无需|不得?")),
    ),
    Mark(
        "appointed by someone",
        REFERENCE,
        re.compile(r"指定的?[^，。；、的]{0,4}?(?:医院|医疗机构|银行|地点|场所|网站|媒体|窗口|账户|时间)"),
        "没有写明指定的是哪一个。",
        "请写出名称和地址。",
        harmless=(
            r.listed_after,
            r.explained,
            r.not_demanded,
            r.named_before,
            r.after(r"的?(?:名单|名称)"),
        ),
    ),
    Mark(
        "from above",
        REFERENCE,
        look_for(
            rf"""
            上级(?:主管)?(?:部门|机关|单位)?的?(?:{RULE}|文件|部署|安排)
            上级(?:主管)?(?:部门|机关|单位)(?=出具|批准|要求|确定|认可|核发|的(?:批准|批复|同意|证明|文件))
            (?:现行|最新)的?(?:规定|政策|标准|要求|制度|版本|法规|文件) 政策规定
            """
        ),
        "没有写明是哪一级、哪一份文件。",
        "请写出发文机关、文件名称和文号。",
    ),
)
