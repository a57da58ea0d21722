"""Times without a number: 及时, 7天 that may be working days or not, 左右, 定期, an extension without end."""

from __future__ import annotations

import re

from yinuo.law.wording import reading as r
from yinuo.law.wording.mark import PERIOD, Mark, Place, any_of, look_for
from yinuo.law.wording.nouns import NUMBER, TIMES

_DAY_IT = "请写明从哪一天起、几天以内，如“自受理之日起5个工作日内”；当场能办的，写“当场”。"
_OFTEN = "请写明多久一次，如“每季度1次”“每年3月和9月各1次”。"
_UNIT = any_of("工作日 自然日 日 天 周 个?月 小时 年")
_COUNTED_THINGS = r"[日天周月年旬号时元亩人名米次个件里分%度岁份户底初]"
_MONTH_OR_YEAR = any_of("月中 月初 月底 年初 年底 年中")
_NAMES_OF_THINGS = any_of(
    """
    存款 存单 储蓄 考核的?结果 会议 飞行 航班 船 检验(?:报告|证|合格|不合格|标志|有效) 票据 保险 年金 租船 刊物 报表 建设规划
    规划 护理 股权 融资 债 借款 投资 贷款 合同 居留 稳定 应收 应付 性(?:收入|支出|项目) 居住地 账户 项目 宣告 利率
    """
)


def _working_or_natural(place: Place) -> str:
    """The two ways to write the number found."""
    number = re.sub(r"\s*[天日].*$", "", place.words)
    return f"请写成“{number}个工作日”或者“{number}个自然日”。"


def _an_upper_limit(place: Place) -> str:
    """The number found as a limit."""
    number = re.search(rf"{NUMBER}\s*个?{_UNIT}?", place.words)
    return f"请写上限，如“不超过{number[0].strip() if number else '5个工作日'}”。"


# --- when the words are harmless -----------------------------------------------------------------------------


def _name_of_a_thing(place: Place) -> bool:
    """定期存款, 长期护理保险, 近期建设规划."""
    if place.words == "长期" and place.after.startswith("有效"):
        return True
    return bool(re.match(_NAMES_OF_THINGS, place.after))


def _often_enough(place: Place) -> bool:
    """How often is said in the sentence: 每季度, 每年两次, 按月."""
    often = rf"每[^，。；]{{0,4}}[年季月周日天]|按[年季月周]|{NUMBER}\s*次|改为|逐[年月日]"
    return bool(re.search(often, place.before[-20:] + place.after[:30])) or r.timed(place)


def _told_elsewhere(place: Place) -> bool:
    """A question that something else answers: 表里写明谁做、几天内做完."""
    asked = r"(?:写明|写清|写了|注明|载明|列明|标明|说明|告知)[^，。；]*$"
    return place.words.startswith("几") and bool(re.search(asked, place.before))


def _expires(place: Place) -> bool:
    """What follows when the limit has passed, or how much it costs, is told: 责令限期改正；逾期不改正的，处……元罚款."""
    return bool(re.search(r"\d|元|百分之|[一二三四五六七八九十百]倍|逾期|拒不|仍不|到期", place.rest))


def _kind_told(place: Place) -> bool:
    """20日（工作日）。"""
    return bool(re.match(r"[^，。；]{0,2}[（(][^（()）]{0,4}(?:工作日|自然日)", place.after))


def _latest_told(place: Place) -> bool:
    return bool(re.search(r"最长|最迟|最多|不超过", place.before + place.after))


def _of_every_week(place: Place) -> bool:
    """每周营业不少于六天 counts days of opening."""
    return "每周" in place.clause_before or "每月" in place.clause_before


PERIODS: tuple[Mark, ...] = (
    Mark(
        "soon",
        PERIOD,
        look_for(
            rf"""
            (?<!不)及时(?!性) 尽快(?!落实) 尽早 尽速 从速 从快 限时(?!限量) 适时 抓紧(?!推行) 稍后 近期 近日 不日 短期内?
            第一时间 赶快 早日 择日 择期 届时 加快(?=[办审处核发，。；]|$) 如期 不久 随到随办 逐步 逐渐 陆续 常年 长年 偶尔
            旺季 淡季 高峰期 {_MONTH_OR_YEAR}(?:前后|左右) 短时间 (?<!最)长时间
            (?:较短|较长|(?<!同)一段|一定)的?(?:时间|时期) 近年来?
            """
        ),
        "没有写明几天，群众不知道要等多久。",
        _DAY_IT,
        harmless=(
            r.timed,
            _name_of_a_thing,
            lambda place: place.words == "短期" and place.after.startswith("内"),
        ),
    ),
    Mark(
        "at best",
        PERIOD,
        re.compile(rf"(?:最快|最早|最短|至少)(?:需要?)?(?={NUMBER}\s*个?{_UNIT})"),
        "只写了最早，没有写最迟。",
        "请写明最迟几天，如“最迟5个工作日”。",
        TIMES,
        harmless=(_latest_told,),
    ),
    Mark(
        "for long",
        PERIOD,
        re.compile(r"(?<![中延生成最])长期(?!性|限|间)"),
        "多久算长期没有写明。",
        "请写出期限，如“满12个月”“公开至2026年12月31日”。",
        harmless=(_often_enough, r.numbered_close_after, _name_of_a_thing),
    ),
    Mark(
        "within a limit not told",
        PERIOD,
        re.compile(r"限期(?!届满|内|为|是|的|限|满)"),
        "期限是多少没有写明。",
        "请写明期限，如“10个工作日内”。",
        harmless=(r.bounded, r.numbered, _expires),
    ),
    Mark(
        "some days",
        PERIOD,
        re.compile(
            r"(?:数|几|若干|多|不少|一两|两三|三四|三五|十来|十几|几十|来)个?"
            r"(?:工作日|自然日|日|天|周|月|小时|年)(?:内|后|以内)?"
        ),
        "多少天没有数。",
        _DAY_IT,
        harmless=(
            _told_elsewhere,
            r.before(
                r"[\d一二三四五六七八九十百千许众大至最户人日次不件份票字参系指金总无]",
            ),
        ),
    ),
    Mark(
        "days of no kind",
        PERIOD,
        re.compile(rf"(?<!工作)(?<![年月第每全])(?:{NUMBER}[-—~～至到])?{NUMBER}\s*天(?!后重新|线|然)"),
        "没有写明是工作日还是自然日。",
        _working_or_natural,
        harmless=(_kind_told, r.before(r"[当每同前后第]"), _of_every_week),
    ),
    Mark(
        "days of law",
        PERIOD,
        re.compile(
            rf"(?<![年月第\d０-９一二三四五六七八九十])(?:{NUMBER}[-—~～至到])?{NUMBER}\s*日"
            r"(?=以?内|之内|左右|办结|完成|答复|[，。；]|$)"
        ),
        "没有写明是工作日还是自然日。",
        _working_or_natural,
        TIMES | {"核查方式", "公开时限"},
        harmless=(_kind_told,),
    ),
    Mark(
        "about",
        PERIOD,
        look_for(
            rf"""
            (?:{NUMBER}[^，。；、左上前]{{0,7}})?(?<={_COUNTED_THINGS})(?:左右(?![岸侧手两转邻方])|上下(?=[，。；）)]|$))
            日前后 {_MONTH_OR_YEAR}前后 大约 大概 (?:大致|约)(?=[需为在是]?(?:\d|{NUMBER}\s*个?{_UNIT}))
            """
        ),
        "没有写明上限。",
        _an_upper_limit,
        harmless=(r.before(r"[合契协预制节条公租签违履特简]"),),
    ),
    Mark(
        "from time to time",
        PERIOD,
        look_for(
            """
            不定期 (?<![不规限约固特指法确核选])定期 经常(?!务|委)性? 不时 不定时 时常 常态化 每?隔一段时间
            随时(?=[^，。；]{0,6}(?:检查|核查|抽查|巡查|走访|回访|核实)) (?<!一年)(?<!两年)多次 反复(?=核查|检查|抽查)
            """
        ),
        "没有写明多久一次。",
        _OFTEN,
        harmless=(_name_of_a_thing, _often_enough, r.before(r"[\d一二两三四五六七八九十次]|年内")),
    ),
    Mark(
        "an extension without end",
        PERIOD,
        look_for(
            """
            (?:可以?|予以|准予|申请|进行|需要?)(?:适当|相应|酌情|再)?(?:延长|延期|顺延)(?:期限|时限|时间|办理|审批)*
            延长(?:办理|审批|审查|核查)(?:时间|期限|时限)
            """
        ),
        "最多延长几天没有写明。",
        "请写明什么情况下延长、最多几个工作日，如“经本机关负责人批准可延长10个工作日”。",
        TIMES,
        harmless=(r.bounded, r.after(r"至其?后第")),
    ),
)
