"""Deed tax on homes, and the seat of a company."""

from __future__ import annotations

from yinuo_demo.completions.shape import (
    ASSISTED_CHECK,
    CRIMINAL,
    DATA_CHECK,
    NO_BASIS,
    RECORDED,
    Completion,
    Text,
    ask,
    complete,
    fact,
)

_BASIS = (
    "《税收征收管理法》第二十五条；《税收征收管理法实施细则》第三十二条；《契税暂行条例》第六条；财税〔2016〕23号第一条"
    "（来源目录所列；《契税暂行条例》已由《中华人民共和国契税法》自2021年9月1日起取代）"
)
_UNTRUE = (
    "办结以前查明不实的，请纳税人提供佐证材料后再办理；办结以后查明不实的，依照《税收征收管理法》第六十三条追缴少缴的税款和滞纳金，"
    f"并处少缴税款百分之五十以上五倍以下罚款。{RECORDED}"
)
_PLAIN_UNTRUE = "补缴少缴的税款和滞纳金，并可能被处以少缴部分 0.5 倍到 5 倍的罚款，还会记入信用记录。"
_FAMILY = "出生医学证明、户口簿、结婚证（已婚的提供）等家庭成员信息证明"
_HOUSING = "宿州市住房和城乡建设局"


def completions() -> dict[tuple[str, str], Completion]:
    """Matter and proof to what is added."""
    home = "个人购买家庭唯一住房、第二套改善性住房，申报享受减征契税政策"
    shanty = "棚户区被征收人首次购买改造安置住房，申报享受减征契税政策"
    housing = "个人购买家庭唯一住房、第二套改善性住房申报享受减征契税"
    return {
        (home, _FAMILY): _family(home, "买第一套、第二套住房少缴契税；家庭成员情况可以承诺。"),
        (shanty, _FAMILY): _family(shanty, "棚户区改造后买安置房少缴契税；家庭成员情况可以承诺。"),
        (housing, "家庭住房情况书面查询结果"): _housing(housing),
        **_seat(),
    }


def _words(summary: str) -> dict[str, object]:
    return {
        "summary": summary,
        "field": "",
        "for_persons": True,
        "for_firms": False,
        "at_once": True,
        "days": 5,
    }


def _family(matter: str, summary: str) -> Completion:
    return complete(
        matter,
        _FAMILY,
        Text(
            content="申请人的婚姻状况、配偶和未成年子女的姓名与所填一致",
            administrative=_UNTRUE,
            verification=(
                f"{DATA_CHECK.format(source='公安机关户口登记信息')}，比对婚姻状况；配偶和子女姓名由工作人员在10个工作日内核对；"
                "查到不一致的，请纳税人在10个工作日内提供佐证材料后再办理"
            ),
            promise="您填的家里人（婚姻状况、配偶、未成年子女）没有漏，也没有多。",
            check="签名当天由系统查户口登记，不用您跑；不一样的先请您说明。",
            untrue=_PLAIN_UNTRUE,
            basis=_BASIS,
        ),
        words=_words(summary),
        facts=(
            fact(
                "marital_status",
                "本人婚姻状况与所填一致",
                "公安机关户口登记信息中婚姻状况与所填一致",
                "户口簿、结婚证或者离婚证",
                source_key="household",
                expects={"marital_status": "answer:marital_status"},
            ),
            fact(
                "family",
                "本人配偶和未成年子女与所填一致，没有遗漏",
                "户口登记中配偶和未成年子女的姓名、人数与所填一致",
                "户口簿、未成年子女的出生医学证明",
            ),
        ),
        inputs=(
            ask("marital_status", "婚姻状况", "choice", choices=("未婚", "已婚", "离婚", "丧偶")),
            ask("family_members", "配偶和未成年子女姓名", hint="没有的填“无”；一人一行"),
        ),
        keywords=("买房", "契税", "首套房", "房子", "二套房"),
    )


def _housing(matter: str) -> Completion:
    proof = "家庭住房情况书面查询结果"
    return complete(
        matter,
        proof,
        Text(
            content="所购住房是申请人家庭的第一套住房或者第二套住房，套数与所填一致",
            administrative=_UNTRUE,
            verification=(
                f"{ASSISTED_CHECK.format(source=_HOUSING)}，比对家庭成员名下住房套数；查到不一致的，请纳税人在10个工作日内提供佐证材料"
            ),
            promise="您填的家里住房套数是真的。",
            check="签名后 3 个工作日内由我们请住建部门查，不用您跑。",
            untrue=_PLAIN_UNTRUE,
            basis=NO_BASIS,
        ),
        words=_words("买第一套、第二套住房少缴契税；住房套数可以承诺，不用到房管部门开查询结果。"),
        facts=(
            fact(
                "homes",
                "本人家庭名下住房套数与所填一致",
                "住房登记信息中家庭成员名下住房套数与所填一致",
                "房地产主管部门出具的家庭住房情况书面查询结果",
                source_name=_HOUSING,
            ),
        ),
        inputs=(ask("homes", "家庭名下住房套数（含这次买的）", "choice", choices=("1", "2")),),
        keywords=("买房", "契税", "首套房", "无房证明"),
    )


def _seat() -> dict[tuple[str, str], Completion]:
    matter, proof = "股份有限公司登记", "企业登记住所场地证明"
    return {
        (matter, proof): complete(
            matter,
            proof,
            Text(
                content="所填住所真实存在，申请人对其有合法使用权，并且只登记这一处住所",
                administrative=(
                    "登记以前查明不实的，终止办理；登记以后查明不实的，依照《市场主体登记管理条例》第四十条撤销登记，依照该条例第四十四条"
                    f"处5万元以上20万元以下罚款。{RECORDED}"
                ),
                verification="签署后30个工作日内由两名以上工作人员到所填住所核查一次，核对地址、使用人、用途三项；计入年度入企检查次数",
                promise="公司的住所真有这个地方，您有权使用。",
                check="登记以后 30 个工作日内，两名工作人员到住所看一次。",
                untrue="撤销登记，罚款 5 万元以上 20 万元以下，还会记入信用记录。",
                criminal=CRIMINAL,
                public=(
                    "本市“承诺书公示”栏目，公开企业名称、住所和承诺内容，不公开自然人的证件号码",
                    "自作出决定之日起20个自然日",
                ),
            ),
            words={
                "summary": "股份有限公司登记；住所使用情况可以承诺，不用交场地证明。",
                "field": "MARKET_ENTRY",
                "for_persons": True,
                "for_firms": True,
                "at_once": True,
                "days": 3,
            },
            facts=(
                fact(
                    "seat",
                    "所填住所真实存在，本单位有权使用",
                    "现场核查的地址、使用人、用途与所填一致",
                    "房屋产权证明或者租赁合同",
                    item_class="strict",
                ),
            ),
            inputs=(
                ask("company_name", "拟登记的公司名称"),
                ask("seat_address", "住所地址", hint="写到门牌号"),
            ),
            keywords=("开公司", "营业执照", "注册公司", "住所证明"),
        ),
    }
