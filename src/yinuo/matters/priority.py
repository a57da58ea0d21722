"""Which of the fields of 二（一） the names of a list point to, where it does not say; no table is touched."""

from __future__ import annotations

import re

from yinuo.law.scope import PriorityField

_FIELDS: tuple[tuple[PriorityField, str], ...] = (
    (PriorityField.LEGAL_SERVICES, r"法律援助|律师|公证|法律服务|司法鉴定"),
    (PriorityField.QUALIFYING_EXAMS, r"考试报名|资格考试"),
    (PriorityField.HEALTH_EXAMINATION, r"体检|体格检查|健康检查|健康证明"),
    (PriorityField.SOCIAL_INSURANCE, r"社会保险|养老|失业|工伤|参保|生育补贴|生育津贴|医保|死亡待遇"),
    (PriorityField.SOCIAL_ASSISTANCE, r"救助|低保|最低生活保障|特困|困难|资助|残疾人.{0,4}补贴"),
    (PriorityField.HOUSEHOLD_REGISTRATION, r"户口|落户|分户|居住证|出生登记|居民身份证|变更民族"),
    (PriorityField.MARKET_ENTRY, r"公司|企业|市场主体|合作社|个体工商户|经营|娱乐场所|营业|特许"),
)


def priority_field(matter: str, proof: str) -> str:
    """The field of 二（一） that names point to, or the empty string: the matter decides before the proof.

    Args:
        matter, proof: as a catalogue names them.

    Returns:
        The name of a :class:`PriorityField`.
    """
    for text in (matter, proof):
        for field, words in _FIELDS:
            if re.search(words, text):
                return field.name
    return ""
