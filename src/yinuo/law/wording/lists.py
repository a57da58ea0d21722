"""Lists left open: 等, 其他, 包括但不限于, examples in place of a list, and whatever the office may come to ask for."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import CATCH_ALL, Mark, Place, any_of, look_for
from yinuo.law.wording.nouns import CLOSED, COUNT, OPEN, PAPER

# Words with 等 inside. What the lookbehinds name makes the same letters two words: 合同等, 核对等, 水平等, 过程中等.
_WORD_ENDS = any_of(
    r"""
    (?<![合协相共不])同 (?<![核比应校查面针])对 均 相 (?<![过程其途集当高初])中 (?<![升提抬])高 (?<![以网线])上 (?<!以)下
    (?<![水公])平 初 (?<![评创争])优 劣 (?<!独)特 (?<!街)头 (?<![档批层名多人频])次 不 何 甲 乙 丙 丁 (?<![唯统])[一二三四五六七八九]
    """
)
_WORD_GOES_ON = any_of(
    r"""
    级 量(?!化) 次(?!要) 待(?!遇) 候(?!选|补) 额 于 同(?=于|样|对待|替代) 价(?!格|款|值) 值(?=的|于|人民币|外币|货)
    第(?![一二三]) 效(?![果益力应率]) 分(?=成|为) 距 比例?(?!较) 离子 外(?=品|耕|级|公路)
    """
)
_HEAD = any_of(
    rf"""
    (?:相关|有关|其他|各类|各种)?[^，。；：、等的（）()]{{0,6}}?{OPEN} 信息 系统 平台 网站 媒体 部门 单位 机构 组织 人员 方面
    """
)

_JUDGE = any_of("规定 认定 认为 要求 需要 依法 应当 指定 必需 必要 所需 明确")
_JUDGED = rf"{_JUDGE}[^，。；、]{{0,12}}?的$|(?:有关|相关)的$"
_ACT = any_of(
    "方式 方法 形式 手段 途径 渠道 行为 活动 措施 属于 使 致 造成 引起 导致 发生 违反 影响 妨碍 妨害 破坏 需要 能够 可以 可能 应当 不 未 由 被 给 具有 危及 危害"
)
_WITH_DUTIES = r"(?:负有|承担|行使|从事|参与|与|开展)[^，。；、]{2,18}的|(?:直接|主要)?负责的"
_NO_ROLE = any_of(f"{PAPER} 情况 要求 规定 条件 意见 事项 原因 费用")
_ROLE = re.compile(
    rf"的?(?:{_WITH_DUTIES})?(?:(?!{_ACT})[^，。；：、的其（(]){{0,8}}?{CLOSED}"
    rf"(?!{_NO_ROLE})"
)
_OFFICE = any_of(
    """
    机关 部门 机构 窗口 单位 人员 公证员 委员会 局 交易所 派出所 事务所 村委会 银行 学校 医院 公司 社区 街道
    """
)


def _close_the_list(place: Place) -> str:
    """How the list before 等 could be closed, with the things it names."""
    listed = re.split(r"[：:为有凭由向与]", place.clause_before)[-1]
    things = [thing for thing in re.split(r"、|和|及|以及|或者?", listed) if thing.strip(f"{r.MASK} ")]
    if 1 < len(things) <= 6 and all(len(thing) <= 12 and r.MASK not in thing for thing in things):
        closed = f"{'、'.join(things)}等{len(things)}项"
        return f"如果就是这{len(things)}项，写成“{closed}”，或者删去“{place.words}”；还有别的，逐项补上。"
    return f"请把要的逐项写全，删去“{place.words}”；或者在“等”后面写明一共几项，如“等3项”。"


def _name_the_rest(place: Place) -> str:
    """What to do with 其他 and what it stands for."""
    return f"请把“{place.words}”逐项写出名称和份数、条件；确实没有别的，删去这几个字。"


_LIST_IT = "请逐项写明名称和份数；确实没有别的，删去这几个字。"


# --- when 其他 is harmless -------------------------------------------------------------------------------------


def _closed_role(place: Place) -> bool:
    """其他 before people, bodies or places: a register or the sentence itself tells who they are."""
    following = place.words[2:] + place.after
    found = _ROLE.match(following)
    if not found or re.search(_JUDGED, place.before):
        return False
    return not (_opens_an_item(place) and re.match(r"的?(?:[。；]|$)", following[found.end() :]))


def _opens_an_item(place: Place) -> bool:
    """（七）其他……"""
    numeral = r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?\s*有?"
    return place.opens and bool(re.fullmatch(numeral, place.before))


def _is_the_item(place: Place) -> bool:
    """The item says nothing but that there are others: （六）其他因战致残的。"""
    return _opens_an_item(place) and bool(re.search(r"的\s*$|^[^，。；]{0,12}$", place.after))


def _at_the_end_of_a_list(place: Place) -> bool:
    """户口簿、身份证以及其他…… but not 养老金和其他待遇, which are two things."""
    if re.search(r"(?:或者?|以及|及|、|并|兼)者?$", place.before):
        return True
    return place.before.endswith("和") and "、" in place.clause_before[-30:]


def _ordinary(place: Place) -> bool:
    """其他 before a noun that is no head of demands, and not at the end of a list: 种植其他品种的玉米."""
    return not (_is_the_item(place) or _at_the_end_of_a_list(place) or re.search(_JUDGED, place.before))


def _beside(place: Place) -> bool:
    """What stands beside the thing: 与树木和其他设施保持距离."""
    return bool(
        re.search(r"[与同和跟][^，。；、]{0,10}$", place.clause_before)
        and re.match(r"[^，。；]{0,8}(?:保持|之间|相|一致|签订|达成|协商|平等|衔接|隔离|间距)", place.after)
    )


def _counted(place: Place) -> bool:
    """其他两名合伙人。"""
    return bool(re.match(rf"的?{COUNT}", place.words[2:] + place.after))


_HARMLESS_OTHERS = (
    _counted,
    _closed_role,
    _beside,
    r.forbidding,
    r.not_demanded,
    r.without,
    # 本法规定事项以外的其他出票事项
    r.before(r"(?:以外|之外|除外|外)的?"),
    # 不留存其他材料
    r.before(r"不(?!仅|但|限|论|管|可|能|存在|具备)[^，。；、的及或和]{1,4}"),
    # 其他信息不公开；其他材料无需提交
    r.after(
        r"[^，。；]{0,4}(?:一律|均|都)?(?:无需|无须|不再|不用|不必|免交|免予|不受|不因|可以?不)|"
        r"[^，。；]?(?:一律|均|都)?不(?!齐|全|符|实|足|合|清|详|真|明|适|宜)"
    ),
    # 其他信息由窗口从登记系统调取
    r.after(
        r"[^，。；]{0,6}由[^，。；]{0,8}(?:窗口|本机关|我局|本局|系统|工作人员)[^，。；]{0,12}(?:调取|查询|核对|打印|获取)"
    ),
)


def _example_of_writing(place: Place) -> bool:
    """An example of how to write, not of what to bring: 日期写成8位数字，例如20260101."""
    return not re.search(rf"(?:{PAPER}|方式|渠道|情形)[^，。；]{{0,4}}[，,（(]?$", place.before)


LISTS: tuple[Mark, ...] = (
    Mark(
        "for example",
        CATCH_ALL,
        look_for(
            r"""
            包括但?不(?:局|仅)?限于?此? 不(?:局|仅)限于(?!\d) 不以(?:此|上述[^，。；]{0,4})为限 仅[为是作](?:举例|示例)
            一切(?:有关|相关|必要|所需)?的?(?:材料|文件|手续|证件|证明|资料) 等等 之类的? 诸如 …+ \.{3,}
            (?:主要|一般|通常|大致|至少)(?:包括|包含)(?!下列|以下|[：:])
            """
        ),
        "列举没有列尽，群众不知道还要什么。",
        _LIST_IT,
        harmless=(r.not_demanded, r.before(r"免交|免收|免除|免予提交")),
    ),
    Mark(
        "an example for a list",
        CATCH_ALL,
        look_for(
            "例如 比如 譬如 (?<=[，,（(])如(?![有果需实期何下此数图遇因属为系未在按经不涉非发被已出申无是对由])"
        ),
        "只举了例子，没有列尽，群众不知道别的行不行。",
        "请把可以用的逐项写全，写成“下列几种之一”，删去举例的话。",
        harmless=(_example_of_writing,),
    ),
    Mark(
        "and so on",
        CATCH_ALL,
        re.compile(rf"等(?!{_WORD_GOES_ON})(?!{COUNT})(?:{_HEAD})?"),
        "“等”后面没有个数，列举没有封口。",
        _close_the_list,
        harmless=(
            r.before(_WORD_ENDS),
            # 等 is to wait.
            r.before(r"^|，|请|需要?|须|耐心|继续|排队"),
            r.compared,
            r.not_demanded,
            lambda place: place.words == "等方面" and not place.field,
        ),
    ),
    Mark(
        "other",
        CATCH_ALL,
        re.compile(
            rf"其[他它余](?!们|非)(?:的?[^，。；：（()）其等]{{0,18}}?{OPEN}(?!人)|各[类种]|违反[^，。；]{{0,10}}规定)"
        ),
        "“其他”后面没有写明是什么，属于兜底。",
        _name_the_rest,
        harmless=_HARMLESS_OTHERS,
    ),
    Mark(
        "others at the end of a list",
        CATCH_ALL,
        re.compile(r"其[他它余](?!们)"),
        "列举的最后留了“其他”，没有写明是什么，属于兜底。",
        _name_the_rest,
        harmless=(_ordinary, *_HARMLESS_OTHERS),
    ),
    Mark(
        "others alone",
        CATCH_ALL,
        re.compile(r"其[他它余](?=[。；，、）)]|$)"),
        "“其他”后面没有写明是什么，属于兜底。",
        _name_the_rest,
        harmless=(r.forbidding, r.without),
    ),
    Mark(
        "the like",
        CATCH_ALL,
        look_for(
            rf"""
            (?<![识特分区个级类])(?:别的|另外的)(?:可以|能够?)?[^，。；、的]{{0,8}}的?(?:东西|{PAPER})
            (?<=[一-鿿])一类的(?=材料|证件|证明) (?<![合协])同等的?(?:证明|材料|证件|文件) (?<!一)同类的?(?:证明|材料|证件|文件)
            (?:类似|相似)的?(?:[^，。；、的]{{0,4}}?{PAPER}|情形|情况|行为|事项|条件|原因)
            """
        ),
        "到哪里为止没有写明，群众不知道别的行不行。",
        _LIST_IT,
        harmless=(r.not_demanded,),
    ),
    Mark(
        "what the office asks for",
        CATCH_ALL,
        re.compile(
            rf"{_OFFICE}(?:另外|临时|另行)?(?:认可|认定|认为|要求|需要|提出)(?:有?必要|应当|需要|必须|可以|合适|不宜)?"
            rf"(?:提交|提供|报送|补充|具备|核查|办理)?的(?:其[他它])?"
            rf"(?:[^，。；、的]{{0,6}}?{PAPER}|[^，。；、]{{0,10}}?(?:条件|方式|形式|情形|事项|情况))"
        ),
        "要什么由机关临时决定，群众事先无从知道。",
        _LIST_IT,
        harmless=(r.forbidding, r.not_demanded),
    ),
)
