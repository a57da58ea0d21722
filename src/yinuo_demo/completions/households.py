"""Household registration, exit and entry papers of minors, marriage."""

from __future__ import annotations

from yinuo_demo.completions.shape import (
    CONFIRMATION_UNTRUE,
    CRIMINAL,
    DATA_CHECK,
    DOCUMENT_CHECK,
    RECORDED,
    Completion,
    Text,
    ask,
    complete,
    fact,
)

_METHOD = (
    "本人书面承诺：到派出所户籍窗口当场签字，或者登录后在网上签署电子承诺书。不能委托他人代办；"
    "无民事行为能力人、限制民事行为能力人由法定监护人签署"
)
_UNTRUE = (
    "作出登记以前查明不实的，终止办理；登记以后查明不实的，恢复原登记，依照《中华人民共和国户口登记条例》第二十条给予治安管理处罚。"
    f"{RECORDED}"
)
_PLAIN_UNTRUE = "登记改回原来的内容，可能受治安管理处罚，还会记入信用记录。"


def completions() -> dict[tuple[str, str], Completion]:
    """Matter and proof to what is added."""
    return {**_registration(), **_minors(), **_marriage()}


def _words(summary: str, *, field: str = "HOUSEHOLD_REGISTRATION", at_once: bool = True) -> dict[str, object]:
    return {
        "summary": summary,
        "field": field,
        "for_persons": True,
        "for_firms": False,
        "at_once": at_once,
        "days": 5,
    }


def _registration() -> dict[tuple[str, str], Completion]:
    schooling = "变更户口登记文化程度"
    found = {
        (schooling, "学历证明"): complete(
            schooling,
            "学历证明",
            Text(
                content="申请人的学历证明已经丢失，所填文化程度为大学以下（含大学）并且属实",
                administrative=_UNTRUE,
                verification=f"{DOCUMENT_CHECK}，核对毕业学校、毕业年份两项；变更后的登记注明“系本人承诺”",
                promise="您填的文化程度是真的，学历证书丢了。",
                check="签名后 10 个工作日内核对毕业学校和年份。",
                untrue=_PLAIN_UNTRUE,
                method=_METHOD,
            ),
            words=_words("户口本上的文化程度要改，毕业证丢了也可以承诺办理。"),
            facts=(
                fact(
                    "schooling",
                    "本人所填文化程度属实",
                    "毕业学校、毕业年份与学校毕业生名册一致",
                    "学历证书，或者毕业学校出具的学历证明",
                ),
            ),
            inputs=(
                ask(
                    "level",
                    "文化程度",
                    "choice",
                    choices=("小学", "初中", "高中", "中专", "大学专科", "大学本科"),
                ),
                ask("school", "毕业学校"),
                ask("graduated_year", "毕业年份", "number", hint="四位数字"),
            ),
            keywords=("户口本", "户籍", "学历变更"),
        ),
    }
    for matter, one, kind, choices in (
        ("变更户口登记血型", "血型", "choice", ("A", "B", "AB", "O")),
        ("变更户口登记身高", "身高", "number", ()),
    ):
        key = "blood_type" if one == "血型" else "height"
        found[matter, "卫生部门证明"] = complete(
            matter,
            "卫生部门证明",
            Text(
                content=f"申请人所填{one}属实",
                administrative=_UNTRUE,
                verification=(
                    f"{one}登记出错容易改正，免予核查；承诺列入随机抽查名单12个月，抽到的对照医疗机构检查报告核对"
                ),
                promise=f"您填的{one}是真的。",
                check="不用核查；一年之内可能随机抽到，抽到了请出示医院的检查报告。",
                untrue=_PLAIN_UNTRUE,
                method=_METHOD,
            ),
            words=_words(f"户口本上的{one}要改，不用去医院开证明。"),
            facts=(
                fact(
                    key,
                    f"本人所填{one}属实",
                    f"与医疗机构检查报告所载{one}一致",
                    "医疗机构出具的检查报告",
                    item_class="exempt",
                ),
            ),
            inputs=(ask(key, one, kind, choices=choices, hint="" if choices else "厘米，例如 170"),),
            keywords=("户口本", "户籍"),
        )
    return found


def _minors() -> dict[tuple[str, str], Completion]:
    matter, proof = "未成年人办理出入境证件", "未成年监护关系证明"
    return {
        (matter, proof): complete(
            matter,
            proof,
            Text(
                content="申请人是所填未成年人的父亲、母亲或者法定监护人",
                administrative=CONFIRMATION_UNTRUE,
                verification=f"{DOCUMENT_CHECK}，核对户口登记中两人的关系",
                promise="您是这个孩子的父母或者法定监护人。",
                check="由公安机关自己查户口登记，不用您跑。",
                untrue="证件作废，还会记入信用记录。",
                materials="申请人居民身份证1份、未成年人居民身份证或者户口簿1份，现场核验后退还",
            ),
            words=_words("给孩子办护照、通行证；监护关系可以承诺。", field="", at_once=False),
            facts=(
                fact(
                    "guardian",
                    "本人是所填未成年人的父亲、母亲或者法定监护人",
                    "户口登记中两人为父母子女关系，或者有生效的监护文书",
                    "出生医学证明，或者户口簿，或者确定监护人的文书",
                ),
            ),
            inputs=(
                ask("child_name", "未成年人姓名"),
                ask("relation", "与您的关系", "choice", choices=("子女", "被监护人")),
            ),
            keywords=("护照", "港澳通行证", "孩子出国"),
        ),
    }


def _marriage() -> dict[tuple[str, str], Completion]:
    matter, proof = "内地居民结婚登记", "无配偶及无直系血亲、三代以内旁系血亲关系的证明"
    return {
        (matter, proof): complete(
            matter,
            proof,
            Text(
                content="申请人没有配偶，与对方没有直系血亲和三代以内旁系血亲关系",
                materials="双方居民身份证各1份，现场核验后退还",
                administrative=f"依照《中华人民共和国民法典》第一千零五十一条，有重婚或者禁止结婚的亲属关系的，婚姻无效。{RECORDED}",
                verification=(
                    f"{DATA_CHECK.format(source='公安机关户口登记信息')}，比对婚姻状况；亲属关系由工作人员在10个工作日内核对户口登记"
                ),
                promise="您现在没有配偶，和对方不是近亲。",
                check="登记当天由系统查婚姻状况；亲属关系由工作人员查户口登记。",
                untrue="婚姻无效；重婚的要承担刑事责任，还会记入信用记录。",
                basis="来源目录所列：《婚姻登记条例》第五条第一款第（二）项（2003年文本）；该条例2025年修订，条文序号待按现行文本核对",
                method="男女双方到婚姻登记机关当面签字声明，不能由他人代签",
                criminal="重婚的，依照《中华人民共和国刑法》第二百五十八条追究刑事责任；" + CRIMINAL,
                withdraw="登记以前都可以撤回声明，改为提交证明。",
            ),
            words=_words("结婚登记；没有配偶、不是近亲由双方签字声明，不用开单身证明。", field=""),
            facts=(
                fact(
                    "no_spouse",
                    "本人没有配偶",
                    "公安机关户口登记信息中婚姻状况为未婚、离婚或者丧偶",
                    "离婚证，或者户口簿婚姻状况页",
                    source_key="household",
                    expects={"marital_status": ["未婚", "离婚", "丧偶"]},
                ),
                fact(
                    "not_related",
                    "本人与对方没有直系血亲和三代以内旁系血亲关系",
                    "双方户口登记和档案中没有所列亲属关系",
                    "双方户口簿及父母户口信息",
                ),
            ),
            inputs=(ask("partner_name", "对方姓名"),),
            keywords=("结婚证", "领证", "单身证明", "无配偶证明"),
        ),
    }
