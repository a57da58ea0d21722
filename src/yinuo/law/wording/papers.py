"""Papers that are wanted but not named: 能够证明……的材料, 所需的材料, 有效证件, and whoever may issue them."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import REFERENCE, Mark, Place, any_of, look_for
from yinuo.law.wording.nouns import PAPER

_TO_SHOW = any_of("证明 说明 反映 体现 佐证 辨识 识别 表明 显示 证实 判断 确认")
_TO_BRING = any_of("提供 提交 报送 携带 具备 准备 出具")
_TRUE = any_of("书面 原始 真实 客观 有关 相关")
_GOOD = any_of("具有法律效力 真实有效 权威 齐全 完备 完整 充分 有力 正式 正规 重要 关键 特别")
_GOOD_ISSUER = any_of("权威 正规 知名 专业 专门 第三方 中介 所在 具备条件 有能力 有条件 符合条件")
_OF_A_TRADE = any_of("第三方 检测 鉴定 评估 医疗 检验")
_ISSUER = any_of("机构 组织 部门 医院 单位 公司 人士 人员")
_ISSUES = any_of("出具 开具 核发 提供 认定 鉴定 检测 评估 证明")


def name_the_paper(place: Place) -> str:
    """Which paper is to be named."""
    example = "居民户口簿复印件1份"
    return f"请把“{place.words}”换成材料的名称和份数，如“{example}”；几种都行的，写“下列几种之一”并列全。"


PAPERS: tuple[Mark, ...] = (
    Mark(
        "papers by their purpose",
        REFERENCE,
        look_for(
            rf"""
            (?:(?<![技职功])能够?|(?<!许)可以?|足以|有助于|用以|用于){_TO_SHOW}[^，。；]{{0,26}}?{PAPER}
            (?<!可以)(?:证明|反映|说明|体现|佐证)(?!材料|文件|书|人|的)[^，。；、的《]{{2,16}}的{_TRUE}?(?:材料|资料|凭据|凭证|证据|文件|文书|证件)
            佐证(?=[，。；]|$)
            """
        ),
        "用目的代替了材料的名称，群众不知道交哪一种。",
        name_the_paper,
        harmless=(r.not_demanded,),
    ),
    Mark(
        "papers by the need",
        REFERENCE,
        look_for(
            rf"""
            (?:所需要?|需要|必需|必备|必要){_TO_BRING}?的[^，。；、的其]{{0,8}}?{PAPER}
            (?:应当?|须|必须|需){_TO_BRING}的[^，。；、的其]{{0,8}}?{PAPER}
            (?:所需|所用|所要|要用的|用到的)[^，。；、的其]{{0,6}}?{PAPER} (?:种类|格式|形式)不限
            """
        ),
        "没有写明是哪些材料。",
        name_the_paper,
        harmless=(r.not_demanded, r.listed_after, r.before(r"下列|以下|上述|本表所列")),
    ),
    Mark(
        "valid papers",
        REFERENCE,
        re.compile(
            r"(?<!其他)(?<!其它)(?:有效(?!期|性)|合法(?!权益|性))(?:、?有效|、合法)?的?"
            r"(?:身份|合法|权属|资格|资质|使用|来源|收入|产权){0,2}"
            r"(?:证明文件|证明材料|证明|证件|文件|材料|凭证|凭据|票据|单据|手续)"
        ),
        "没有写明哪一种证明算有效。",
        name_the_paper,
        harmless=(
            r.not_demanded,
            r.listed_after,
            r.before(r"无|没有|未持|未取得"),
            r.after(r"包括|为|是|指"),
        ),
    ),
    Mark(
        "papers of some body",
        REFERENCE,
        re.compile(
            r"其[他它][^，。；、的]{0,6}?(?:机构|单位|部门|机关|组织)(?:出具|提供|开具|认可)的?"
            rf"[^，。；、]{{0,6}}?{PAPER}"
        ),
        "没有写明由谁出具。",
        "请写出可以出具的单位的名称，有几个写几个。",
        harmless=(r.not_demanded,),
    ),
    Mark(
        "papers by their quality",
        REFERENCE,
        look_for(
            rf"""
            {_GOOD}的?(?:书面)?{PAPER}(?=[，。；、）)须应]|$)
            (?:能够?|可以?|足以)(?:真实|客观|准确|全面)?(?:反映|说明|体现)(?:实际|真实|具体|有关|相关)?的?(?:情况|状况|事实|关系|水平)
            (?<![一-鿿])合格的(?:照片|材料|文件|证明) (?<=[交供带附])合格的(?:照片|材料|文件|证明)
            最近的(?=[^，。；]{{0,6}}(?:结果|证明|照片|报告|材料|记录)) 主要(?:理由|材料)(?!为|包括|：|如下|是)
            """
        ),
        "没有写明是哪一种、哪几项。",
        name_the_paper,
        harmless=(r.not_demanded, r.listed_after),
    ),
    Mark(
        "the main part",
        REFERENCE,
        re.compile(r"(?:主要|重点|核心|关键)(?:内容|信息|情况|部分)(?!为|包括|：|如下|是)"),
        "没有写明是哪几项。",
        "请逐项写出公开哪几项，如“只公开姓名和承诺事项两项”。",
        frozenset({"公开范围", "公开时限"}),
        harmless=(r.explained, r.listed_after),
    ),
    Mark(
        "an issuer by its quality",
        REFERENCE,
        look_for(
            rf"""
            {_GOOD_ISSUER}的?{_OF_A_TRADE}?{_ISSUER}(?={_ISSUES})
            有权的?(?:部门|机关|单位)(?=出具|开具|核发|认定)
            """
        ),
        "没有写明由谁出具。",
        "请写出可以出具的单位的名称或者资质等级。",
        harmless=(r.not_demanded, r.listed_after),
    ),
    Mark(
        "some qualification",
        REFERENCE,
        re.compile(r"(?<!无)(?:有|具有|具备|持有|符合)(?:合法|相当|一定)?(?:资质|资格)(?:条件)?的"),
        "没有写明要哪一种资质、哪一级。",
        "请写出资质的名称和等级，如“乙级以上测绘资质”。",
        harmless=(r.cited_beside, r.explained),
    ),
    Mark(
        "different for different cases",
        REFERENCE,
        look_for(
            r"""
            (?:根据|按照?|依据)[^，。；]{0,8}不同[^，。；]{0,10}(?:提供|提交|采取|确定|给予|适用|选择|办理|核查)
            采取不同 不同的?(?:频次|比例) 区[分别](?:不同)?情况 分别(?:不同)?情况 (?<![处部成])分情况
            """
        ),
        "不同情况各是什么、各要怎样，没有列出来。",
        "请分情况逐项写：什么情况，要什么、怎么办。",
        harmless=(r.explained, r.listed_after),
    ),
)
