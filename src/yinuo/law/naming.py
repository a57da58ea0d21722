"""Names in a catalogue, read for what they mean: the same proof written two ways, papers that are no proof, bodies.

Names are compared only; nothing is renamed. Each table says what it recognises, and what looks like it and is not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REMEMBERED = lru_cache(maxsize=20_000)
"""A city's list repeats the same names and bodies over and over; each is read once."""
_SIGNS = re.compile(r"[\s\u3000，,、；;。．.·:：“”\"'‘’《》〈〉<>（）()\[\]【】\-—_/]+")
_TAIL = re.compile(
    r"(?:的?(?:证明材料|证明文件|证明书|证明|材料|文件|资料|原件|复印件|原件及复印件)(?:之一)?)+$"
)
_HEAD = re.compile(r"^(?:有关|相关|本人|申请人|当事人)+(?:的)?")
_MATTER_HEAD = re.compile(r"^(?:申请|办理|申领|申报|申办)")

_LICENCES = (
    "居民身份证",
    "身份证",
    "户口簿",
    "户口本",
    "结婚证",
    "离婚证",
    "出生医学证明",
    "营业执照",
    "驾驶证",
    "行驶证",
    "营运证",
    "护照",
    "通行证",
    "居住证",
    "房产证",
    "房屋所有权证",
    "不动产权属证书",
    "不动产权证书",
    "不动产权证",
    "土地使用证",
    "毕业证书",
    "毕业证",
    "学位证书",
    "学位证",
    "资格证书",
    "资格证",
    "执业证书",
    "执业证",
    "上岗证",
    "许可证",
    "合格证",
    "登记证书",
    "登记证",
    "残疾人证",
    "残疾证",
    "最低生活保障证",
    "低保证",
    "军官证",
    "退役证",
    "退休证",
    "社会保障卡",
    "社保卡",
)
# 居住证明 is no 居住证, 资格证明 no 资格证: what goes on with 明 is a proof.
_LICENCE = re.compile("(?:" + "|".join(sorted(_LICENCES, key=len, reverse=True)) + ")(?!明)")
_ABOUT_A_LICENCE = re.compile(
    r"遗失|丢失|补办|挂失|没有|未|无|不|注销|吊销|撤销|真实|有效|一致|取得|核发|领取|申领"
)

_OWN_PAPERS = re.compile(
    r"(?:申请书|申请表|申请报告|申报表|登记表|审批表|承诺书|声明书|委托书|自述|简历|保证书|情况说明|申请函)(?:原件|复印件)?$"
)
_MADE_BY_OTHERS = re.compile(r"出具|开具|盖章|单位|机关|部门|机构|学校|医院")

_BODIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公安", ("公安", "派出所", "出入境管理")),
    ("民政", ("民政", "婚姻登记机关", "收养登记机关")),
    ("教育", ("教育", "教体局")),
    ("人力资源社会保障", ("人力资源", "人社", "社会保险经办", "社保经办", "人才中心", "人事考试")),
    ("司法行政", ("司法局", "司法厅", "司法部", "司法行政", "法律援助")),
    ("税务", ("税务", "地税")),
    ("市场监管", ("市场监", "工商行政", "工商局", "质量技术监督")),
    ("卫生健康", ("卫生健康", "卫健", "卫生局", "卫生部门", "卫生行政")),
    ("医疗保障", ("医疗保障", "医保")),
    ("住房城乡建设", ("住房和城乡", "住房城乡", "住建", "房地产主管", "房产管理", "房屋管理", "房管")),
    ("自然资源", ("自然资源", "不动产登记", "国土")),
    ("文化和旅游", ("文化和旅游", "文化行政", "文化主管", "文旅")),
    ("交通运输", ("交通运输", "交通局")),
    ("消防救援", ("消防",)),
    ("应急管理", ("应急管理", "安全生产监督")),
    ("农业农村", ("农业",)),
    ("退役军人", ("退役军人",)),
    ("残疾人联合会", ("残疾人联合会", "残联")),
    ("人民法院", ("法院",)),
    ("人民检察院", ("检察院",)),
    ("村（居）民委员会", ("村民委员会", "居民委员会", "村委会", "居委会", "村（居）", "村(居)", "社区")),
    ("乡镇、街道", ("乡镇", "乡、镇", "乡（镇", "镇人民政府", "乡人民政府", "街道")),
    ("用人单位", ("用人单位", "所在单位", "工作单位", "原单位")),
    ("学校", ("学校", "院校", "高校")),
    ("医疗机构", ("医院", "医疗机构")),
    ("银行", ("银行",)),
    ("公证机构", ("公证",)),
    ("公积金", ("公积金",)),
)
"""A body as its kind, and the words by which names of such bodies are known."""
_FOLDED_BODIES = tuple(
    (kind, tuple(unicodedata.normalize("NFKC", word) for word in words)) for kind, words in _BODIES
)
VILLAGE = "村（居）民委员会"


@_REMEMBERED
def plain_name(text: str) -> str:
    """A name for comparison: one width, small letters, no spaces and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


@_REMEMBERED
def proof_stem(name: str) -> str:
    """What a proof's name is about, however it is written: ``经济困难的证明材料`` and ``经济困难证明`` are one.

    Args:
        name: of a proof.

    Returns:
        The name without 有关, 本人 and what only says that it is a paper; the plain name where nothing else is left.
    """
    plain = plain_name(name)
    stem = _HEAD.sub("", _TAIL.sub("", plain))
    stem = re.sub(r"的|情况", "", stem)
    return stem or plain


@_REMEMBERED
def matter_stem(name: str) -> str:
    """What a matter's name is about: ``申请法律援助`` and ``法律援助`` are one."""
    plain = plain_name(name)
    return _MATTER_HEAD.sub("", plain) or plain


@_REMEMBERED
def licences_in(name: str) -> tuple[str, ...]:
    """The licences and certificates a name asks for, which the person holds already.

    Args:
        name: of a proof; may list several papers.

    Returns:
        In the order of the name; a paper about a licence (遗失, 没有, 注销 …) asks for none.
    """
    found = []
    for part in papers_in(name):
        match = _LICENCE.search(part)
        if match is None:
            continue
        rest = part[: match.start()] + part[match.end() :]
        # 证 stands in the name of the paper itself: 身份证, 父母居民身份证, 户口簿原件; not 身份证遗失证明.
        if not _ABOUT_A_LICENCE.search(rest):
            found.append(match[0])
    return tuple(found)


def shown_by_identity_card(name: str) -> bool:
    """Whether a proof is only of who somebody is, which an identity card or a firm's licence shows."""
    return bool(
        re.search(r"身份(?:的)?(?:证明|证明材料|证明文件)$", papers_in(name)[-1] if papers_in(name) else "")
    )


def papers_in(name: str) -> tuple[str, ...]:
    """The papers a name lists, without what stands in brackets."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", name)
    return tuple(part.strip() for part in re.split(r"[、，,；;]|以及|或者", bare) if part.strip())


@_REMEMBERED
def own_papers_in(name: str) -> tuple[str, ...]:
    """The papers of a name that the applicant writes himself; a 证明 comes from somebody else."""
    return tuple(
        part for part in papers_in(name) if _OWN_PAPERS.search(part) and not _MADE_BY_OTHERS.search(part)
    )


@_REMEMBERED
def bodies_in(text: str) -> frozenset[str]:
    """The kinds of bodies a text names.

    Args:
        text: the issuer or the asker as a catalogue writes it.

    Returns:
        Kinds of :data:`_BODIES`; none where the text names no body that is known.
    """
    if "取消" in text or "不得由" in text:
        return frozenset()
    folded = unicodedata.normalize("NFKC", text)
    return frozenset(kind for kind, words in _FOLDED_BODIES if any(word in folded for word in words))
