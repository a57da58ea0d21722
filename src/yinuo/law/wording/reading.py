"""How a text is read: names are blanked out, sentences found, and the words around a mark asked what they seal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yinuo.law.wording.mark import Mark, Place, Remark, Test
from yinuo.law.wording.nouns import COUNT, LENGTH, NUMBER

MASK = "\ue000"
WINDOW = 120
"""So many characters of a sentence are looked at on each side of a mark; it keeps reading linear."""

_STOPS = re.compile(r"[。；;！？\n]")
_TITLE = re.compile(r"《[^《》]*》")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|\"[^\"\n]{1,60}\"")


def without_names(text: str) -> str:
    """The text with titles and quoted words blanked out, character for character."""
    for _ in range(2):  # a title may hold a title
        text = _TITLE.sub(_blank, text)
    return _QUOTED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return MASK * len(match[0])


def remarks(mark: Mark, read: str, field: str) -> Iterator[Remark]:
    """The remarks of one mark on a text without its names."""
    for match in mark.pattern.finditer(read):
        place = _place(match, read, field)
        if not any(harmless(place) for harmless in mark.harmless):
            yield mark.remark(place, match.start())


def _place(match: re.Match[str], read: str, field: str) -> Place:
    start, end = match.span()
    before, rest = read[max(0, start - WINDOW) : start], read[end : end + WINDOW]
    after = rest
    opens = start <= WINDOW
    stops = list(_STOPS.finditer(before))
    if stops:
        before, opens = before[stops[-1].end() :], True
    if stop := _STOPS.search(after):
        after = after[: stop.start()]
    return Place(match[0], before, after, field, opens, rest)


# --- questions about the words around ---------------------------------------------------------------------------

_LENGTH = re.compile(LENGTH)
_NUMBER_OF = re.compile(
    rf"{NUMBER}\s*(?:元|万元|倍|%|％|人|名|次|个|项|户|平方米|公里|米|吨|株|亩|周岁|年|个?月|日)"
)
_CITED = re.compile(
    rf"(?:依照|按照?|依据|根据|适用|参照|符合)[^，。；]{{0,30}}(?:第[^，。；\s]{{1,12}}条|{MASK})"
)
_ARTICLE = re.compile(r"第[^，。；\s]{1,9}条")
_OWN_TEXT = r"(?:本(?:条例|办法|法|规定|条|款|章|细则|规则|指南|通知|告知书|清单|解释|附件)|前[款条项]|前[一二三四五]款|上款|该[条款法项]|上述|前述|下列|以下|上列|附件|附表)"
_NAMED = re.compile(
    rf"(?:{MASK}|〕\d+号|GB|DB|[条款项]|[^、，。；律规及或家]{{2,10}}(?<!办)法|{_OWN_TEXT}|合同|协议|章程|规约|公约|约定|条例|细则|规则|公告|文件|"
    r"许可证|通行证|证书|方案|设计|说明书|决定书|通知书|清单|指南)(?:的|所|中|上|内|（[^（）]*）)*$"
)
_ARTICLE_BEFORE = re.compile(
    r"(?:第[^，。；]{1,14}[条款项](?:规定|出具|列明|所列)?|本办法|本条例|本规定|[前上本][款条])的?$"
)
_NO_DEMAND = re.compile(
    r"(?:不得|禁止|不再|不|无需|无须|不必|不用|不要|免于?|免予|严禁)(?:再次?|另|另行|重复|以[^，。；]{1,12}|向[^，。；]{1,10}|随意|擅自)*"
    r"(?:要求|索要|索取|收取|收|提交|提供|出具|携带|带|交|要|附|增设|附加|设置)"
)
_DEMAND_DENIED = re.compile(
    r"(?:不得|不再|无需|无须|不必|不用|免予?)(?:再|重复|另行|要求[^，。；]{0,12}?)*(?:提供|提交|收取|索要)(?=[，。；]|$|纸质|复印|原件)"
)
_FORBIDDING = re.compile(r"不得|禁止|不再|严禁|无需|无须|不需要|不必|不用|不另|不收|不要")
_WITHOUT = re.compile(r"(?:无|没有|未有|未发现|不涉及|不存在|不含|不属于|未被|除)(?:任何)?$")
_VIOLATED = re.compile(rf"违反[^。；]{{0,40}}(?:第[^。；]{{1,14}}[条款项]|{MASK})")
_COUNTED = re.compile(rf"等{COUNT}")


def timed(place: Place) -> bool:
    """A length of time or a day stands beside the words and seals them."""
    return bool(_LENGTH.search(place.before[-14:]) or _LENGTH.search(place.after[:26]))


def bounded(place: Place) -> bool:
    """A length of time stands somewhere in the sentence."""
    return bool(_LENGTH.search(place.before) or _LENGTH.search(place.after))


def numbered_close_after(place: Place) -> bool:
    """A number with its unit follows at once: 一定期限（3年）."""
    return bool(_NUMBER_OF.search(place.clause_after[:14]))


def numbered(place: Place) -> bool:
    """A number with its unit stands somewhere in the sentence."""
    return bool(_NUMBER_OF.search(place.before) or _NUMBER_OF.search(place.after))


def explained(place: Place) -> bool:
    """What is meant follows at once, in brackets or after a colon."""
    return bool(
        re.match(r"\s*(?:[（(][^（()）]*?(?:指|即|包括|为|见|：)|[：:]|，?(?:是指|即指|指的是))", place.after)
    )


def listed_after(place: Place) -> bool:
    """A list follows in brackets or after a colon, and it is closed."""
    found = re.match(r"\s*(?:[（(]([^（()）]+)[）)]|[：:](.+))", place.after)
    return bool(found) and not re.search(
        r"等(?:$|[）)])|其他|…", (found[1] or found[2] or "") if found else ""
    )


def cited_after(place: Place) -> bool:
    """What follows from the words is taken from an article that is named after them."""
    return bool(_CITED.search(place.after))


def cited_beside(place: Place) -> bool:
    """An article is named in the same clause."""
    return bool(_ARTICLE.search(place.clause))


def named_before(place: Place) -> bool:
    """The text or the contract meant is named just before."""
    return bool(_NAMED.search(place.before[-24:]))


def article_before(place: Place) -> bool:
    """The article meant is named just before: 第三十二条的有关规定."""
    return bool(_ARTICLE_BEFORE.search(place.before[-24:]))


def violated(place: Place) -> bool:
    """The words describe how an article that is named was violated; the article says the rest."""
    return bool(_VIOLATED.search(place.before))


def not_demanded(place: Place) -> bool:
    """The sentence forbids to ask: what is open there is open in the citizen's favour."""
    return bool(_NO_DEMAND.search(place.before[-40:]) or _DEMAND_DENIED.search(place.after[:40]))


def forbidding(place: Place) -> bool:
    """A prohibition or an exemption goes before."""
    return bool(_FORBIDDING.search(place.before[-30:]))


def without(place: Place) -> bool:
    """There is said to be none: 名下无其他住房."""
    return bool(_WITHOUT.search(place.before))


def counted(place: Place) -> bool:
    """The things described are counted in the same sentence."""
    return bool(_COUNTED.search(place.before + place.words + place.after))


def compared(place: Place) -> bool:
    """The words are a criterion of comparison: 姓名、生日等信息一致."""
    return bool(re.match(r"(?:均|完全|都)?(?:不?一致|不?相符)", place.after))


def before(pattern: str) -> Test:
    """A question: do these words stand just before?"""
    compiled = re.compile(rf"(?:{pattern})$")
    return lambda place: bool(compiled.search(place.before[-30:]))


def after(pattern: str) -> Test:
    """A question: do these words follow at once?"""
    compiled = re.compile(pattern)
    return lambda place: bool(compiled.match(place.after))
