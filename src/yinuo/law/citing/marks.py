"""How texts and places are written: the patterns of titles, numbers and places, on folded characters."""

from __future__ import annotations

import re

from yinuo.law.citing.numerals import MARKS

_ALIKE = {
    **dict.fromkeys("　\t\xa0\u200b\ufeff", " "),
    **dict.fromkeys("[［【﹝", "〔"),
    **dict.fromkeys("]］】﹞", "〕"),
    "≪": "《",
    "≫": "》",
    "﹙": "(",
    "﹚": ")",
}
FOLD = str.maketrans({**{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, **_ALIKE})
"""One character for each, so that places in the folded text are places in the source."""

HAN = "\u4e00-\u9fff"
_S = " {0,4}"  # some spaces, never a long run of them: what is read comes from outside
_N = rf"{_S}\(?{_S}[{MARKS}]{{1,12}}{_S}\)?{_S}"
TO = r"(?:至|到|-|—|–|~|～){1,3}"
UNIT = re.compile(
    rf"{_S}第(?P<numbers>{_N}(?:(?:[、,和及与]|{TO})第?{_N}){{0,40}})(?P<kind>条|款|项|目|分编|编|章|节|部分)"
    rf"(?:{_S}之{_S}(?P<sub>[{MARKS}]{{1,4}}))?"
)
"""第二、三款; 第（一）至（三）项; 第十七条之一."""
ONE_NUMBER = re.compile(rf"(?P<between>[^{MARKS}]*)(?P<number>[{MARKS}]+)")
TO_MARK = re.compile(TO)
RANGE_ON = re.compile(rf" {{0,4}}{TO}(?= {{0,4}}第)")
ATTACHED = re.compile(
    r" {0,4}(?P<what>附件|附表|附录) {0,4}(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?(?![\d〔])"
)
DAY = re.compile(r"(?:19|20)\d\d {0,4}年 {0,4}\d{1,2} {0,4}月 {0,4}\d{1,2} {0,4}日")
HEADING = re.compile(
    r" {0,4}(?P<first>[一二三四五六七八九十]{1,3})[、.]? {0,4}\((?P<second>[一二三四五六七八九十]{1,3})\)"
)
"""How a notice counts its parts: 二（二）, 三、（一）."""

YEARED = re.compile(
    rf"(?P<body>[A-Za-z{HAN}]{{1,24}}) {{0,4}}[〔(] {{0,4}}(?P<year>(?:19|20)\d\d) {{0,4}}年? {{0,4}}[〕)] {{0,4}}第? {{0,4}}(?P<serial>\d{{1,5}}) {{0,4}}号"
)
DECREE = re.compile(
    rf"(?P<body>[{HAN}]{{0,30}}?)令 {{0,4}}[〔(]? {{0,4}}(?:(?P<year>(?:19|20)\d\d) {{0,4}}年? {{0,4}}[〕)]?)? {{0,4}}第 {{0,4}}(?P<serial>[{MARKS}]+) {{0,4}}号"
)
DECREE_LAST = re.compile(
    rf"(?P<body>[{HAN}]{{0,30}}?)(?:(?P<year>(?:19|20)\d\d) {{0,4}}年? {{0,4}})?第 {{0,4}}(?P<serial>[{MARKS}]+) {{0,4}}号令"
)
ANNOUNCED = re.compile(
    rf"(?P<body>[{HAN}]{{0,30}}?(?:公告|通告)) {{0,4}}[〔(]? {{0,4}}(?P<year>(?:19|20)\d\d) {{0,4}}年? {{0,4}}[〕)]? {{0,4}}第 {{0,4}}(?P<serial>\d{{1,5}}) {{0,4}}号"
)
BARE = re.compile(
    rf"(?P<title>[{HAN}〈〉]{{1,40}}?(?:法典|法|条例|办法|规定|细则|决定|规则|规程|解释|通知|意见|方案|准则))"
    rf"(?= {{0,4}}第{_N}(?:条|款|项|编|章|节|部分))"
)
"""A title without book marks is one only where a place follows."""

LED_BY = re.compile(
    r"^(?:以及|及|和(?![县平政田])|与|或者|或|、|依照|依据|根据|按照|按|参照|参见|详见|见|依(?!法))+"
)
LAST_LEAD = re.compile(r".*(?:依照|依据|根据|按照|参照|适用|详见|参见|符合|违反)")
"""What stands in front of a title and is no part of it."""
LAST_LEAD_OF_A_NUMBER = re.compile(rf"(?:{LAST_LEAD.pattern}|.*[以按为])")
"""In front of a number stands still less: 本市以宿政办秘〔2021〕7号为依据."""
PUNCTUATION = re.compile(r"[\s、,;。.:/|]")
TO_PLACE = re.compile(r" {0,4}(?:中的|文件|之|的|中|文)? {0,4}(?=第|附)")
BRACKETS = re.compile(r" {0,4}\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)")
SHORT_NAME = re.compile(r"简称[:为]? {0,4}[“\"《〈]?(?P<name>[^”\"》〉)]{1,40})")
MARKED = re.compile(r"试行|暂行")
DATED = re.compile(r"公布|发布|施行|实施|通过|修正|修订|修改|(?:19|20)\d\d {0,4}年?|版")
QUOTED = re.compile(r" {0,4}(?:的?规定)? {0,4}[:,]? {0,4}[“「\"][^”」\"]*[”」\"]")
"""The wording of an article, quoted behind it: no reference of this basis, whatever it names."""
GENERIC = frozenset(
    {"法", "条例", "办法", "规定", "细则", "决定", "规则", "规程", "通知", "意见", "方案", "准则"}
)
OWN = re.compile(rf"^(?:本|该|同|上述)(?P<what>{'|'.join(sorted(GENERIC, key=len, reverse=True))})$")
BETWEEN = re.compile(
    r"(?:[\s、,;。.:/|]|以及|及|和|与|或者|或|并|依照|依据|根据|按照|参照|(?:的|之)?(?:有关|相关)?规定|"
    r"(?:宪法|法律|行政法规|地方性法规|部门规章|地方政府规章|规章|规范性文件|国务院决定|设定依据|法律依据)(?=\s*:)|"
    r"(?:(?<=^)|(?<=[;。\n]))\s*\(?\d{1,2}[.、)]|[①-⑳])"
)
"""What stands between references and names nothing."""
