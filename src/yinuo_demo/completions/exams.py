"""Registration for professional qualification exams: two proofs for each exam, told and withdrawn by its own rules."""

from __future__ import annotations

from yinuo_demo.completions.shape import (
    ASSISTED_CHECK,
    CIVIL,
    CRIMINAL,
    DOCUMENT_CHECK,
    Completion,
    Text,
    ask,
    complete,
    fact,
)

EXAMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("注册设备监理师资格考试报名", "报考注册设备监理师", ("设备监理",)),
    ("注册测绘师资格考试报名", "报考注册测绘师", ("测绘",)),
    ("一级建造师资格考试报名", "报考一级建造师", ("一建", "建造师")),
    ("出版资格考试报名", "报考出版专业技术人员职业资格", ("编辑考试",)),
    ("注册城乡规划师资格考试报名", "报考注册城乡规划师", ("规划师",)),
    ("勘察设计注册工程师资格考试报名", "报考勘察设计注册工程师", ("结构工程师", "岩土工程师")),
    ("一级造价工程师资格考试报名", "报考一级造价工程师", ("一造", "造价师")),
    ("执业药师资格考试报名", "报考执业药师", ("药师",)),
    ("经济资格考试报名", "报考经济专业技术资格", ("经济师", "中级经济师")),
    ("一级注册消防工程师资格考试报名", "报考一级注册消防工程师", ("消防工程师", "一消")),
    ("注册安全工程师资格考试报名", "报考注册安全工程师", ("安全工程师", "注安")),
    ("翻译专业资格资格考试报名", "报考翻译专业资格（水平）", ("翻译考试", "口译", "笔译")),
)
DEGREE = "学历证明"
EXPERIENCE = "从事相关专业工作年限证明"

_LEVELS = ("中专", "大学专科", "大学本科", "硕士研究生", "博士研究生")
_UNTRUE = (
    "考试以前查明不实的，报名无效，已缴费用不退；考试以后查明不实的，当次全部科目成绩无效，已经取得的证书无效。"
    "提供虚假材料的，依照《专业技术人员资格考试违纪违规行为处理规定》第十条、第十二条处理。"
    "不实承诺记入信用记录，在信用修复以前不再适用告知承诺制"
)
_AGAIN = (
    "考前、考中、考后还会按随机抽取的名单各核查一次：打印准考证以前未按通知接受核查的，报名无效；考试结束后逾期未接受核查的，"
    "视为放弃考试资格"
)
_WITHDRAW = "没有缴费并且报名没有截止时，可以撤回承诺，改为提交证明。请注意：撤回以后，本年度这项考试不能再用承诺报名。"
_PLAIN_UNTRUE = (
    "考前查出来：报名作废，报名费不退；考后查出来：这次各科成绩作废，拿到的证书也作废，还会记入信用记录。"
)


def completions() -> dict[tuple[str, str], Completion]:
    """Matter and proof to what is added."""
    found = {}
    for matter, doing, keywords in EXAMS:
        words = {
            "summary": f"{doing}，学历和工作年限可以用承诺代替证明，不用到现场交材料。",
            "field": "QUALIFYING_EXAMS",
            "for_persons": True,
            "for_firms": False,
            "at_once": True,
            "days": 5,
        }
        found[matter, DEGREE] = complete(
            matter,
            DEGREE,
            _degree_text(),
            words=words,
            facts=_DEGREE_FACTS,
            inputs=_DEGREE_INPUTS,
            keywords=(*keywords, "报名", "毕业证"),
        )
        found[matter, EXPERIENCE] = complete(
            matter,
            EXPERIENCE,
            _experience_text(),
            words=words,
            facts=_EXPERIENCE_FACTS,
            inputs=_EXPERIENCE_INPUTS,
            keywords=(*keywords, "报名", "工龄", "工作年限"),
        )
    return found


def _degree_text() -> Text:
    return Text(
        content="申请人已经取得所填的学历，毕业院校、专业和毕业日期与学历证书一致，达到这项考试报考公告写明的学历条件",
        administrative=_UNTRUE,
        verification=f"{ASSISTED_CHECK.format(source='宿州市教育体育局')}，比对姓名、院校、专业、毕业日期四项；{_AGAIN}",
        promise="您填的学历是真的，和毕业证书上的一样。",
        check="签名后 3 个工作日内请教育体育局帮忙核对，不用您跑；考前、考中、考后还会随机抽查。",
        untrue=_PLAIN_UNTRUE,
        civil=CIVIL,
        criminal=CRIMINAL,
        withdraw=_WITHDRAW,
        same_round_bar=True,
    )


def _experience_text() -> Text:
    return Text(
        content="申请人从事这项考试所属专业工作的年数与所填一致，达到报考公告写明的年限；同一段时间不重复计算",
        administrative=_UNTRUE,
        verification=f"{DOCUMENT_CHECK}，比对劳动合同或者社会保险缴费记录所载的单位和起止年月；{_AGAIN}",
        promise="您在所填单位做这个专业的工作，年数没有多填。",
        check="签名后 10 个工作日内由工作人员对照劳动合同或者社保缴费记录；考前、考中、考后还会随机抽查。",
        untrue=_PLAIN_UNTRUE,
        civil=CIVIL,
        criminal=CRIMINAL,
        withdraw=_WITHDRAW,
        same_round_bar=True,
    )


_DEGREE_FACTS = (
    fact(
        "degree",
        "本人已经取得所填学历，院校、专业、毕业日期与学历证书一致",
        "《教育部学历证书电子注册备案表》或者学历证书所载姓名、院校、专业、毕业日期四项逐项一致",
        "学历证书原件，或者《教育部学历证书电子注册备案表》",
        source_name="宿州市教育体育局",
    ),
)
_DEGREE_INPUTS = (
    ask("level", "学历", "choice", choices=_LEVELS),
    ask("school", "毕业院校", hint="按毕业证书填写全称"),
    ask("major", "所学专业", hint="按毕业证书填写"),
    ask("graduated_on", "毕业日期", "date", hint="毕业证书上的日期"),
)
_EXPERIENCE_FACTS = (
    fact(
        "experience",
        "本人从事这项考试所属专业工作的年数与所填一致",
        "劳动合同或者社会保险缴费记录所载单位、起止年月与所填一致，累计年数不少于所填年数",
        "单位出具的从事专业工作年限证明",
    ),
)
_EXPERIENCE_INPUTS = (
    ask("employer", "现在的工作单位", hint="按劳动合同填写全称"),
    ask("experience_years", "从事这个专业工作的年数", "number", hint="满 1 年算 1 年，不满 1 年的不算"),
    ask("experience_from", "从什么时候开始", "date"),
)
