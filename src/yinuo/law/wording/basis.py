"""What a basis must name; what it quotes is the law's own wording and is not read."""

from __future__ import annotations

import re

from yinuo.law.wording.mark import CATCH_ALL, REFERENCE, Remark
from yinuo.law.wording.nouns import COUNT
from yinuo.law.wording.reading import without_names

_NAMED_TEXT = re.compile(r"《[^《》]{1,120}》|〔\d{4}〕|第[^，。；]{1,12}条|法释|令第")
_QUOTATION = re.compile(r"[条款项][：:]")
_OPEN_LIST = re.compile(
    rf"等(?!{COUNT})(?:有关|相关|其他)?(?:法律|法规|规定|文件|政策|规章|条款)?[^，。；]{{0,6}}|其他(?:有关|相关)?(?:法律|法规|规定|文件|政策|规章)[^，。；]{{0,4}}"
)
_OPEN_TEXT = re.compile(
    r"(?:有关|相关|现行|上级|国家|配套)[^，。；《]{0,8}?(?:法律法规|法律|法规|规定|政策|文件|通知|规范|要求)|法律法规(?:规章)?(?:和政策)?(?:的)?规定"
)


def check_basis(text: str) -> tuple[Remark, ...]:
    """The remarks on a basis.

    Args:
        text: the field 设定依据.

    Returns:
        Remarks in order: on the whole where no text is named, else on what stands beside the named texts.
    """
    if not text.strip():
        return ()
    if not _NAMED_TEXT.search(text):
        reason = "没有写出一部法律、法规或者文件的名称。"
        return (Remark(0, len(text), REFERENCE, reason, "请写明《某某法》第几条，或者文号和第几项。"),)
    quoted = _QUOTATION.search(text)
    read = without_names(text[: quoted.end()] if quoted else text)
    lists = [
        Remark(
            m.start(),
            m.end(),
            CATCH_ALL,
            "依据没有列全，后面还有哪些不知道。",
            f"请删去“{m[0]}”；还有别的依据，逐部写出名称和条。",
        )
        for m in _OPEN_LIST.finditer(read)
    ]
    texts = [
        Remark(
            m.start(),
            m.end(),
            REFERENCE,
            "没有写出是哪一部、哪一条。",
            f"请把“{m[0]}”换成文件的名称和条；没有的，删去。",
        )
        for m in _OPEN_TEXT.finditer(read)
    ]
    return tuple(lists + texts)
