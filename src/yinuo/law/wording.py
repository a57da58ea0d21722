"""二（三） 可量化、易操作，不含模糊表述或兜底条款: finds such words in a field of a notice and proposes a rewrite.

The same words are right in one field and wrong in another: a statute quoted under 设定依据 may say 等材料, a demand
under 材料要求 may not. Titles of texts and words in quotation marks are names and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

CATCH_ALL = "catch-all"
VAGUE = "vague"
PERIOD = "unmeasured-period"
REFERENCE = "unnamed-reference"

BASIS_FIELD = "设定依据"


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that a citizen cannot act on.

    Attributes:
        start: index of the first character in the text.
        end: index after the last character.
        kind: ``"vague"``, ``"catch-all"``, ``"unmeasured-period"`` or ``"unnamed-reference"``.
        reason: why, in Chinese.
        rewrite: what to write instead, in Chinese.
    """

    start: int
    end: int
    kind: str
    reason: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A match with what stands around it, for the exceptions to look at."""

    words: str
    before: str
    after: str
    field: str

    @property
    def sentence(self) -> str:
        return self.before + self.words + self.after


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words to look for, what to say of them, where, and when they are harmless after all."""

    kind: str
    pattern: re.Pattern[str]
    reason: str
    rewrite: str
    fields: frozenset[str] = frozenset()
    harmless: Callable[[_Found], bool] = lambda _found: False


_MASK = "\ue000"
_NUMBER = r"[0-9０-９一二两三四五六七八九十百千]+"
_COUNT = rf"{_NUMBER}\s*(?:余|多)?\s*(?:个|种|项|份|类|部|家|件|户|人|名|处|方|款|条|张|本|次|级|省|市)"
_LENGTH = re.compile(rf"{_NUMBER}\s*个?\s*(?:工作日|自然日|日|天|小时|分钟|个?月|年|周岁|时)")
_CLOSED_LIST = re.compile(rf"等\s*{_COUNT}")
_ARTICLE = re.compile(r"第[^，。；\s]{1,9}条")
_FORBIDDEN = re.compile(r"不得|禁止|不再|无需|无须|不需要|不用|不另|不收")

_PAPER = r"(?:证明材料|证明文件|材料|资料|文件|证明|证件|证照|手续|单据|票据|凭证|证据|文书|附件|物品)"
_STATE = r"(?:情形|情况|条件|要求|事项|原因|方式|方法|渠道|途径|形式|内容|项目|因素|行为|时间|费用|标准|程序|措施|人员)"
_RULE = r"(?:法律法规|法律责任|法律规定|法律后果|法律|法规|规章|规定|政策|办法|制度|规范|协议|合同|后果|责任(?!人))"
_OPEN = rf"(?:{_PAPER}|{_STATE}|{_RULE})"


def _measured(found: _Found) -> bool:
    """A number of days or hours stands in the same sentence and seals the word."""
    return bool(_LENGTH.search(found.sentence))


def _named(found: _Found) -> bool:
    """An article is named in the same sentence."""
    return bool(_ARTICLE.search(found.sentence))


def _forbidding(found: _Found) -> bool:
    """The sentence forbids to ask: what is open there is open in the citizen's favour."""
    return bool(_FORBIDDEN.search(found.before))


def _enumerated(found: _Found) -> bool:
    """The things described are counted in the same sentence."""
    return bool(_CLOSED_LIST.search(found.sentence))


def _named_just_before(found: _Found) -> bool:
    return bool(re.search(r"(?:第[^，。；]{1,12}[条款项]|本办法|本条例|前款|本条)的?$", found.before))


def _compared(found: _Found) -> bool:
    return bool(re.match(r"(?:完全)?(?:不?一致|不?相符)", found.after))


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_LIST_IT = "请逐项写明名称和份数；确实没有别的，删去这几个字。"
_NAME_IT = "请写明是哪一份文件、哪一条，或者哪一种材料。"
_COUNT_IT = "请写出数字，如人数、金额、面积、次数。"
_DAY_IT = "请写明天数，如“3个工作日内”。"
_JUDGE_IT = "请写出可以核对的标准，或者列出是哪几种情况。"

_MARKS: tuple[_Mark, ...] = (
    # --- lists left open ---------------------------------------------------------------------------------
    _Mark(
        CATCH_ALL,
        _re(r"包括但不限于|包括不限于|等等|之类的?|…+|\.{3,}|诸如"),
        "列举没有列尽，群众不知道还要什么。",
        _LIST_IT,
    ),
    _Mark(
        CATCH_ALL,
        _re(
            rf"(?<![同对均相中高初优平劣何不特甲乙丙丁戊一二三四五上下])等(?![次级待候额同于价值第效距分比高身离差速])"
            rf"(?!\s*{_COUNT})(?!方面)"
            rf"(?:[^，。；：、]{{0,6}}?{_OPEN}|信息|系统|平台|网站|部门|单位|机构|(?=[，。；、）)]|$|向|进行|予以|对|到|在))"
        ),
        "“等”后面没有个数，列举没有封口。",
        "请把要的逐项写全，删去“等”；或者写明一共几项。",
        harmless=_compared,
    ),
    _Mark(
        CATCH_ALL,
        _re(r"等方面"),
        "“等方面”没有封口。",
        "请逐项写全，删去“等方面”。",
        frozenset({"材料要求", "许可条件", "适用条件", "证明内容", "核查方式", "法律责任"}),
    ),
    _Mark(
        CATCH_ALL,
        _re(
            rf"其[他它余](?!\s*{_COUNT})(?!组织|共有人|合伙人|股东|继承人|负责人|在场人员|未列明)"
            rf"(?:[^，。；：其]{{0,16}}?(?:{_PAPER}|{_STATE}|{_RULE}|登记|义务|位置|场所|地点)|各[类种]|违反[^，。；]{{0,10}}规定)"
        ),
        "“其他”后面没有写明是什么，属于兜底。",
        _LIST_IT,
        harmless=_forbidding,
    ),
    _Mark(
        CATCH_ALL,
        _re(
            rf"(?:机关|部门|机构|窗口|单位)(?:认可|认为|要求|规定|需要)(?:应当|需要|必须|可以)?"
            rf"(?:提交|提供|报送)?的?(?:其[他它])?(?:{_PAPER}|条件|方式|情形|事项|形式|[^，。；]{{0,6}}信息)"
        ),
        "要什么由机关临时决定，群众事先无从知道。",
        _LIST_IT,
        harmless=_forbidding,
    ),
    # --- texts and papers not named ------------------------------------------------------------------------
    _Mark(
        REFERENCE,
        _re(
            rf"(?:有关|相关(?!联)|相应)的?(?!人员|人(?!员))[^，。；：其]{{0,8}}?"
            rf"(?:{_PAPER}|{_RULE}|条件|要求|标准|程序|措施|部门|单位|网站|情况|范围|渠道|机构|内容|信息)"
        ),
        "没有写明是哪一份、哪一条、哪一个。",
        _NAME_IT,
        harmless=_named_just_before,
    ),
    _Mark(
        REFERENCE,
        _re(rf"(?:能够|可以|足以|有助于|用以)(?:证明|说明|反映)[^，。；]{{0,24}}?{_PAPER}"),
        "用目的代替了材料的名称，群众不知道交哪一种。",
        _NAME_IT,
    ),
    _Mark(
        REFERENCE,
        _re(rf"(?:所需|所需要|需要|必需|必备|必要)的[^，。；其]{{0,6}}?{_PAPER}"),
        "没有写明是哪些材料。",
        _NAME_IT,
    ),
    _Mark(
        REFERENCE,
        _re(r"(?<!其他)(?<!其它)有效的?(?:证明文件|证明材料|证明|证件|文件|材料|凭证)"),
        "没有写明哪一种证明算有效。",
        _NAME_IT,
    ),
    _Mark(
        REFERENCE,
        _re(r"(?<!不)符合(?:要求|条件|规定|标准)(?=的|[，。；、）)]|$)"),
        "没有写明要求是什么，无从对照。",
        "请写出要求的内容，或者写明见哪一份文件的哪一条。",
        harmless=_named,
    ),
    _Mark(
        REFERENCE,
        _re(r"(?:文件|上级|国家)?规定的(?:期限|时间|时限|比例|条件|标准|范围|要求|情形|程序|方式)"),
        "没有写明是哪里规定的。",
        "请写出规定的内容，或者写明见哪一份文件的哪一条。",
        harmless=lambda found: (
            _named_just_before(found) or found.before.endswith(("》", _MASK)) or _forbidding(found)
        ),
    ),
    _Mark(
        REFERENCE,
        _re(
            r"另行(?:通知|下发|规定|公布|告知|确定|制定)|以(?:实际|最新|当时|具体|通知|窗口|现场)[^，。；]{0,12}为准"
        ),
        "现在没有写明，要等以后才知道。",
        "请现在写明；以后变了再改。",
        harmless=_measured,
    ),
    # --- periods without a number ----------------------------------------------------------------------------
    _Mark(
        PERIOD,
        _re(
            r"及时|尽快(?!落实)|尽早|从速|限时|适时|抓紧(?!推行)|稍后|近期(?!建设规划|规划)|近日|不日|短期内|长期(?=公开|公示|保存)"
        ),
        "没有写明几天，群众不知道要等多久。",
        _DAY_IT,
        harmless=_measured,
    ),
    _Mark(
        PERIOD,
        _re(rf"(?<!工作)(?<![年月第])(?:{_NUMBER})\s*天"),
        "没有写明是工作日还是自然日。",
        "请写成“个工作日”或者“个自然日”。",
    ),
    _Mark(
        PERIOD,
        _re(rf"(?<![年月第0-9０-９一二三四五六七八九十])(?:{_NUMBER})\s*日(?=以?内|左右|办结|[，。；]|$)"),
        "没有写明是工作日还是自然日。",
        "请写成“个工作日”或者“个自然日”。",
        frozenset({"办理时限", "核查方式", "公开时限"}),
    ),
    _Mark(
        PERIOD,
        _re(
            rf"{_NUMBER}[^，。；]{{0,6}}左右|不定期|定期(?!存款|考核|限)(?=[^，。；]{{0,6}}(?:检查|核查|抽查|巡查|发布|公布|更新|报告))"
        ),
        "没有写明上限或者多久一次。",
        "请写明最长几日，或者每年几次。",
        harmless=lambda found: "左右" not in found.words and _measured(found),
    ),
    # --- words without a measure ------------------------------------------------------------------------------
    _Mark(
        VAGUE,
        _re(r"(?<![比相计])较(?:为)?(?:严重|[大高多小低长短好差强重轻])(?!、重大|事故|大?、特别)"),
        "“较”多少没有数。",
        _COUNT_IT,
        harmless=_enumerated,
    ),
    _Mark(
        VAGUE,
        _re(
            r"一定(?:的|(?=[^，。；、]{0,4}(?:能力|经验|资金|实力|基础))|数量|规模|比例|期限|时期|时间|范围|条件|程度|年限|金额)|若干|足够|充足|适量|大量|少量|大约|"
            r"约(?=[0-9０-９]+[^0-9，。；]{1,3}(?:[，。；]|$))"
        ),
        "多少没有数。",
        _COUNT_IT,
    ),
    _Mark(
        VAGUE,
        _re(
            r"相适应|充分的|(?<!不)合理(?!性|怀疑|用药)|适当|良好(?=的|[，。；、]|$)|完好|严肃(?:处理|追究|查处)"
        ),
        "够不够、好不好，没有标准可以对照。",
        _JUDGE_IT,
        harmless=_named,
    ),
    _Mark(
        VAGUE,
        _re(
            r"(?:系统|设施|设备|制度|手续)完整(?=[，。；、]|$)|(?:或者|为)主要(?!负责人|成员)|基本(?:具备|符合|满足|完整)"
        ),
        "到什么程度算，没有标准可以对照。",
        _JUDGE_IT,
        frozenset({"许可条件", "适用条件", "证明内容", "材料要求"}),
    ),
    _Mark(
        VAGUE,
        _re(
            r"原则上|一般(?:情况下|不超过|不少于|在|需要?|为(?!“))|必要时|必要的(?=情况|补充|说明|检查)|确需|确有|尽量|尽可能"
        ),
        "什么时候算例外，没有写明。",
        _JUDGE_IT,
    ),
    _Mark(
        VAGUE,
        _re(
            r"酌情|酌定|视情况?|视[^，。；]{1,12}?(?:确定|而定|决定)|特殊(?:情况|情形|原因|困难)|(?:支付|生活|经济)有困难|"
            r"根据(?:各地|具体|审核|工作|本地)?(?:实际|需要|情况)|需要进一步|情节(?:较重|严重|恶劣)|复杂(?:事项|情况|情形)"
        ),
        "由办事的人临时掌握，群众无从知道自己算不算。",
        _JUDGE_IT,
        harmless=_named,
    ),
)

_OPEN_BASIS = _re(
    r"等(?:有关|相关)?(?:法律|法规|规定|文件|政策|规章)[^，。；]{0,6}|(?:有关|相关)[^，。；《]{0,8}(?:规定|政策|文件|法规)"
)
_NAMED_TEXT = _re(r"《[^》]+》|〔\d{4}〕|第[^，。；]{1,12}条|法释|令第")


def check_wording(text: str, field: str = "") -> tuple[Remark, ...]:
    """What in a text a citizen could not act on.

    Args:
        text: one field of a notice, in Chinese.
        field: what the field is called (``"材料要求"``, ``"设定依据"``, ...); empty reads it as a demand of no
            particular field.

    Returns:
        Remarks that do not overlap, in the order of the text; none where nothing was found.
    """
    if field == BASIS_FIELD:
        return _check_basis(text)
    read = _without_names(text)
    found = [
        remark
        for mark in _MARKS
        if not mark.fields or field in mark.fields
        for remark in _remarks(mark, read, field)
    ]
    if field == "公开时限" and not found:
        found = _check_term(read)
    return _without_overlaps(found)


def _remarks(mark: _Mark, read: str, field: str) -> list[Remark]:
    remarks = []
    for match in mark.pattern.finditer(read):
        start = max(read.rfind(stop, 0, match.start()) for stop in "。；\n") + 1
        ends = [end for end in (read.find(stop, match.end()) for stop in "。；\n") if end >= 0]
        found = _Found(
            match[0], read[start : match.start()], read[match.end() : min(ends, default=len(read))], field
        )
        if not mark.harmless(found):
            remarks.append(Remark(match.start(), match.end(), mark.kind, mark.reason, mark.rewrite))
    return remarks


def _without_names(text: str) -> str:
    """The text with titles and quoted words blanked out, character for character."""

    def blank(match: re.Match[str]) -> str:
        return _MASK * len(match[0])

    text = re.sub(r"《[^》]*(?:〈[^〉]*〉[^》]*)*》", blank, text)
    return re.sub(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」", blank, text)


def _check_basis(text: str) -> tuple[Remark, ...]:
    """A basis must name a text; what it quotes is the law's own wording and is not read."""
    if not text.strip():
        return ()
    if not _NAMED_TEXT.search(text):
        reason = "没有写出一部法律、法规或者文件的名称。"
        return (Remark(0, len(text), REFERENCE, reason, "请写明《某某法》第几条，或者文号和第几项。"),)
    quoted = re.search(r"[条款项][：:]", text)
    read = _without_names(text[: quoted.end()] if quoted else text)
    return tuple(
        Remark(
            m.start(),
            m.end(),
            CATCH_ALL if m[0].startswith("等") else REFERENCE,
            "依据没有列全或者没有写到条。",
            _NAME_IT,
        )
        for m in _OPEN_BASIS.finditer(read)
    )


def _check_term(read: str) -> list[Remark]:
    """A term of publication says how long or until when."""
    if not read.strip() or _LENGTH.search(read) or re.search(r"[至到自].{1,20}(?:日|止)|不公开", read):
        return []
    return [Remark(0, len(read), PERIOD, "没有写明公开多久、到哪一天为止。", "请写明，如“公开20个自然日”。")]


def _without_overlaps(found: list[Remark]) -> tuple[Remark, ...]:
    """The remarks in the order of the text; of two that overlap the earlier, and of those the longer stays."""
    kept: list[Remark] = []
    for remark in sorted(found, key=lambda remark: (remark.start, -remark.end, remark.kind)):
        if not kept or remark.start >= kept[-1].end:
            kept.append(remark)
    return tuple(kept)
