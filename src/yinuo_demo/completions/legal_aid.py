"""Legal aid under 法律援助法 41 (sincere promise or shared data), 42 (no check of hardship), 48 and 64 (untrue)."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo_demo.completions.shape import (
    ASSISTED_CHECK,
    CRIMINAL_WITH_FRAUD,
    DATA_CHECK,
    DOCUMENT_CHECK,
    RECORDED,
    Completion,
    Text,
    ask,
    complete,
    fact,
)

LAW = "《中华人民共和国法律援助法》"
HARDSHIP_MATTER, HARDSHIP_PROOF = "申请法律援助", "经济困难证明"
_CITIZENS_MATTER = "公民申请法律援助"
_CITIZENS_PROOF = "有关证明和经济困难申报材料"

_UNTRUE = (
    f"作出决定以前查明不实的，终止办理；作出决定以后查明不实的，依照{LAW}第四十八条第一款第（一）项终止法律援助，"
    f"依照该法第六十四条责令支付已经实施法律援助的费用，并处三千元以下罚款。{RECORDED}"
)
_PLAIN_UNTRUE = "法律援助会停下来，要付回已经花掉的律师费用，可能罚款三千元以下，还会记入信用记录。"
_KEYWORDS = ("法援", "请律师", "打官司没钱", "免费律师")
_CAUSES = (
    "请求给付赡养费、抚养费、扶养费",
    "请求支付劳动报酬或者确认劳动关系",
    "请求工伤事故、交通事故、医疗事故人身损害赔偿",
    "请求社会保险待遇或者社会救助",
    "请求发给抚恤金",
    "依法请求国家赔偿",
    "请求认定公民无民事行为能力或者限制民事行为能力",
    "请求环境污染、生态破坏损害赔偿",
)
_CAUSE = ask(
    "cause", "请求事项", "choice", choices=_CAUSES, hint="选最接近的一项，案情到窗口或者由律师再细问"
)
_MATERIALS = "本人居民身份证1份，现场或者网上核验后退还；与所请求事项有直接联系的案件材料复印件1套"
_LOW_INCOME = "民政部门低收入人口信息"


@dataclass(frozen=True, slots=True)
class _Situation:
    """One situation of the source's list: the fact promised, who can tell, what else proves it."""

    name: str
    promise: str
    alternative: str
    item_class: str = "ordinary"
    source_name: str = ""
    by_register: bool = False
    why_exempt: str = ""


_ASSISTED = "社会救助对象"
_CARED = "优抚对象"
_SITUATIONS: tuple[_Situation, ...] = (
    _Situation(
        "享受特困供养待遇",
        "本人正在享受特困人员救助供养待遇",
        "特困人员救助供养证",
        "exempt",
        why_exempt=_ASSISTED,
    ),
    _Situation("领取最低生活保障金", "本人家庭正在领取最低生活保障金", "最低生活保障证", by_register=True),
    _Situation(
        "家庭被认定为低收入困难家庭",
        "本人家庭已经被认定为低收入家庭并且认定仍在继续",
        "低收入家庭认定书",
        by_register=True,
    ),
    _Situation(
        "因意外事件、自然灾害或者其他特殊原因生活暂时困难，正在接受政府临时救济",
        "本人正在接受政府临时救助",
        "临时救助审批表",
        "exempt",
        why_exempt=_ASSISTED,
    ),
    _Situation(
        "由政府出资供养或者慈善机构出资供养",
        "本人由政府或者慈善机构出资供养",
        "供养机构出具的证明",
        source_name="宿州市民政局",
    ),
    _Situation(
        "困难残疾人家庭、重度残疾且无固定生活来源或者一户多残",
        "本人属于困难残疾人家庭、重度残疾且无固定生活来源、一户多残三种情形之一",
        "残疾人证和家庭收入证明",
        "exempt",
        why_exempt="无固定生活来源的残疾人",
    ),
    _Situation(
        "因民事诉讼向人民法院申请司法救助且获得批准",
        "本人在同一民事诉讼中申请司法救助并且已经获得人民法院批准",
        "人民法院准予司法救助的文书",
        "exempt",
        why_exempt="司法救助对象",
    ),
    _Situation(
        "因经济困难申请并获得法律援助之日起一年内再次申请",
        "本人在一年以内因经济困难获得过法律援助，家庭经济状况没有改善",
        "上一次给予法律援助决定书",
    ),
    _Situation(
        "刑满释放、解除强制隔离戒毒后未就业、生活无着",
        "本人刑满释放或者解除强制隔离戒毒后没有就业，没有生活来源",
        "释放证明书或者解除强制隔离戒毒决定书",
        source_name="宿州市司法局",
    ),
    _Situation(
        "义务兵、供给制学员及军属",
        "本人是义务兵、供给制学员或者他们的家属",
        "部队团级以上单位出具的证明",
        "exempt",
        why_exempt=_CARED,
    ),
    _Situation(
        "执行作战、重大非战争军事行动任务的军人及军属",
        "本人是正在执行作战或者重大非战争军事行动任务的军人或者其家属",
        "部队团级以上单位出具的证明",
        "exempt",
        why_exempt=_CARED,
    ),
    _Situation(
        "烈士、因公牺牲军人、病故军人的遗属",
        "本人是烈士、因公牺牲军人或者病故军人的遗属",
        "烈士证明书或者军人因公牺牲、病故证明书",
        "exempt",
        why_exempt=_CARED,
    ),
    _Situation(
        "军队中的文职人员、非现役公勤人员、在编职工",
        "本人是军队文职人员、非现役公勤人员或者在编职工",
        "所在部队出具的在编证明",
    ),
    _Situation("由军队管理的离退休人员", "本人由军队管理的离休、退休人员", "离休证或者退休证"),
)


def completions() -> dict[tuple[str, str], Completion]:
    """Matter and proof to what is added."""
    found = {(HARDSHIP_MATTER, HARDSHIP_PROOF): _hardship()}
    for situation in _SITUATIONS:
        matter = f"{_CITIZENS_MATTER}（{situation.name}）"
        proof = f"{_CITIZENS_PROOF}（{situation.name}）"
        found[matter, proof] = _situation(matter, proof, situation)
    return found


def _hardship() -> Completion:
    text = Text(
        content="申请人家庭正在享受民政部门认定的低收入人口救助待遇，登记状态为“在享”",
        materials=_MATERIALS,
        administrative=_UNTRUE,
        verification=f"{DATA_CHECK.format(source=_LOW_INCOME)}；查不到记录或者不一致的，请申请人在10个工作日内说明",
        promise="您家现在是民政部门登记的低收入家庭（低保、特困、低保边缘），还在享受，没有停发。",
        check="签名当天由系统到民政部门查，不用您跑；查到的不一样，会先请您说明，不会直接拒绝。",
        untrue=_PLAIN_UNTRUE,
        basis=f"来源目录所列：《湖南省法律援助条例》第十三条第（二）项；本市适用{LAW}第四十一条",
        criminal=CRIMINAL_WITH_FRAUD,
    )
    return complete(
        HARDSHIP_MATTER,
        HARDSHIP_PROOF,
        text,
        words={
            "summary": "打官司请不起律师时，由政府出钱请律师帮您；家庭困难可以承诺，不用到乡镇、街道开证明。",
            "field": "LEGAL_SERVICES",
            "for_persons": True,
            "for_firms": False,
            "at_once": True,
            "days": 5,
        },
        facts=(
            fact(
                "low_income",
                "本人家庭正在享受低收入人口救助待遇",
                "民政部门低收入人口信息中登记状态为“在享”",
                "乡镇人民政府、街道办事处出具的经济困难证明，或者最低生活保障证",
                source_key="low-income",
                expects={"status": "在享"},
            ),
        ),
        inputs=(_CAUSE,),
        keywords=(*_KEYWORDS, "低保", "贫困证明", "家庭困难"),
    )


def _situation(matter: str, proof: str, situation: _Situation) -> Completion:
    text = Text(
        content=f"{situation.promise.replace('本人', '申请人', 1)}",
        materials=_MATERIALS,
        administrative=_UNTRUE,
        verification=_verification(situation),
        promise=f"{situation.promise.replace('本人', '您', 1)}。",
        check=_plain_check(situation),
        untrue=_PLAIN_UNTRUE,
        basis=f"来源目录所列：《广东省法律援助条例》（来源未写到条）；本市适用{LAW}第四十一条、第四十二条",
        criminal=CRIMINAL_WITH_FRAUD,
    )
    return complete(
        matter,
        proof,
        text,
        words={
            "summary": f"申请法律援助，适用于“{situation.name}”的人。",
            "field": "LEGAL_SERVICES",
            "for_persons": True,
            "for_firms": False,
            "at_once": False,
            "days": 5,
        },
        facts=(
            fact(
                "situation",
                situation.promise,
                f"{_LOW_INCOME}中登记状态为“在享”"
                if situation.by_register
                else f"与{situation.alternative}所载一致",
                situation.alternative,
                item_class=situation.item_class,
                source_name=situation.source_name,
                source_key="low-income" if situation.by_register else "",
                expects={"status": "在享"} if situation.by_register else None,
            ),
        ),
        inputs=(_CAUSE,),
        keywords=(*_KEYWORDS, *(("低保",) if "最低生活" in situation.name else ())),
    )


def _verification(situation: _Situation) -> str:
    if situation.item_class == "exempt":
        return (
            f"依照{LAW}第四十二条，属于{situation.why_exempt}的，免予核查经济困难状况；承诺列入随机抽查名单12个月，"
            f"抽到的对照{situation.alternative}核对"
        )
    if situation.by_register:
        return f"{DATA_CHECK.format(source=_LOW_INCOME)}；查不到记录或者不一致的，请申请人在10个工作日内说明"
    if situation.source_name:
        return f"{ASSISTED_CHECK.format(source=situation.source_name)}，与{situation.alternative}比对"
    return f"{DOCUMENT_CHECK}，与{situation.alternative}比对"


def _plain_check(situation: _Situation) -> str:
    if situation.item_class == "exempt":
        return "法律规定免予核查您的经济困难状况；一年之内可能随机抽到，抽到了请您出示证件。"
    if situation.by_register:
        return "签名当天由系统到民政部门查，不用您跑；查到的不一样，会先请您说明。"
    if situation.source_name:
        return f"签名后 3 个工作日内由我们请{situation.source_name}核对，不用您跑。"
    return "签名后 10 个工作日内由工作人员核对，需要时请您出示材料。"
