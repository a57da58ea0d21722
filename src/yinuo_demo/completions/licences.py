"""Lawyers, grass-roots legal workers, teachers, security guards, professional titles, places of entertainment."""

from __future__ import annotations

from yinuo_demo.completions.shape import (
    ASSISTED_CHECK,
    CONFIRMATION_UNTRUE,
    DOCUMENT_CHECK,
    LICENCE_FALSE,
    LICENCE_UNTRUE,
    METHOD_OF_FIRMS,
    NO_BASIS,
    RECORDED,
    Completion,
    Text,
    ask,
    complete,
    fact,
)

_POLICE = "宿州市公安局"
_LAWYERS = "《中华人民共和国律师法》第七条"
_TEACHERS_UNTRUE = (
    "作出决定以前查明不实的，终止办理；作出决定以后查明不实的，依照《教师资格条例》第十九条撤销教师资格，"
    f"自撤销之日起5年内不得重新申请认定教师资格。{RECORDED}"
)
_BEFORE = "，核查清楚以前不作决定"
_LAWYERS_UNTRUE = (
    f"{LICENCE_FALSE}依照《中华人民共和国律师法》第九条由省司法厅撤销准予执业的决定并注销执业证书。{RECORDED}"
)
_PLAIN_LICENCE = "决定以前查出来：停止办理并警告；决定以后查出来：撤销许可、收回证书，还会记入信用记录。"


def completions() -> dict[tuple[str, str], Completion]:
    """Matter and proof to what is added."""
    return {**_lawyers(), **_teachers(), **_others(), **_entertainment()}


def _words(
    summary: str, *, field: str = "", at_once: bool = False, days: int | None = None
) -> dict[str, object]:
    return {
        "summary": summary,
        "field": field,
        "for_persons": True,
        "for_firms": False,
        "at_once": at_once,
        "days": days,
    }


def _lawyers() -> dict[tuple[str, str], Completion]:
    matter = "律师执业核准"
    words = _words(
        "申请律师执业证书；民事行为能力、无犯罪记录、没有被开除公职都可以承诺。",
        field="LEGAL_SERVICES",
        days=20,
    )
    capacity, record, dismissal = "完全民事行为能力证明", "无犯罪记录证明", "无被开除公职情形证明材料"
    grass_roots = "基层法律服务工作者执业核准"
    return {
        (matter, capacity): complete(
            matter,
            capacity,
            Text(
                content="申请人年满十八周岁，没有被人民法院认定为无民事行为能力人或者限制民事行为能力人",
                administrative=_LAWYERS_UNTRUE,
                verification=f"{DOCUMENT_CHECK}，核对有没有人民法院的认定判决",
                promise="您已经成年，没有被法院认定为不能独立办事的人。",
                check="签名后 10 个工作日内由工作人员核对，不用您跑。",
                untrue=_PLAIN_LICENCE,
                basis=_LAWYERS,
            ),
            words=words,
            facts=(
                fact(
                    "capacity",
                    "本人具有完全民事行为能力，没有被人民法院认定为无民事行为能力人或者限制民事行为能力人",
                    "没有人民法院认定其无民事行为能力或者限制民事行为能力的生效判决",
                    "公安机关出具的完全民事行为能力证明",
                ),
            ),
            keywords=("律师证", "执业证"),
        ),
        (matter, record): complete(
            matter,
            record,
            _no_record("没有受过刑事处罚，过失犯罪的除外", _LAWYERS_UNTRUE, _LAWYERS),
            words=words,
            facts=(_no_record_fact("本人没有受过刑事处罚，过失犯罪的除外"),),
            keywords=("律师证", "无犯罪证明", "政审"),
        ),
        (matter, dismissal): complete(
            matter,
            dismissal,
            Text(
                content="申请人没有被开除公职，没有被吊销律师、公证员执业证书",
                administrative=_LAWYERS_UNTRUE,
                verification=f"{ASSISTED_CHECK.format(source='宿州市人力资源和社会保障局（人才中心）')}，比对离职原因",
                promise="您没有被单位开除过公职。",
                check="签名后 3 个工作日内由我们请人才中心核对，不用您跑。",
                untrue=_PLAIN_LICENCE,
                basis=_LAWYERS,
            ),
            words=words,
            facts=(
                fact(
                    "not_dismissed",
                    "本人没有被开除公职",
                    "人才中心或者原工作单位记载的离职原因不是开除公职",
                    "人才中心或者原单位出具的无被开除公职情形证明",
                    source_name="宿州市人力资源和社会保障局",
                ),
            ),
            inputs=(ask("last_employer", "最近一个工作单位", hint="没有工作过的填“无”"),),
            keywords=("律师证", "开除"),
        ),
        (grass_roots, record): complete(
            grass_roots,
            record,
            _no_record(
                "没有因故意犯罪受过刑事处罚",
                LICENCE_UNTRUE,
                "来源目录所列：《国务院对确需保留的行政审批项目设定行政许可的决定》（来源文字不完整，未写到序号）；"
                "本市以宿政办秘〔2021〕7号 二（一）为实行告知承诺的依据（演示）",
            ),
            words=_words(
                "申请基层法律服务工作者执业证；无犯罪记录可以承诺。", field="LEGAL_SERVICES", days=20
            ),
            facts=(_no_record_fact("本人没有因故意犯罪受过刑事处罚"),),
            keywords=("法律工作者", "无犯罪证明"),
        ),
    }


def _no_record(content: str, untrue: str, basis: str) -> Text:
    return Text(
        content=f"申请人{content}",
        administrative=untrue,
        verification=f"{ASSISTED_CHECK.format(source=_POLICE)}，比对犯罪记录{_BEFORE}",
        promise=f"您{content}。",
        check="决定以前由我们请公安机关核对，3 个工作日内完成，不用您跑。",
        untrue=_PLAIN_LICENCE,
        basis=basis,
    )


def _no_record_fact(text: str) -> dict[str, object]:
    return fact(
        "no_record",
        text,
        "公安机关犯罪记录查询结果为没有所列记录",
        "公安机关出具的无犯罪记录证明",
        item_class="strict",
        source_name=_POLICE,
    )


def _teachers() -> dict[tuple[str, str], Completion]:
    matter, morals, record = "教师资格认定", "思想品格鉴定证明", "无犯罪记录证明"
    words = _words("申请教师资格证；思想品德和无犯罪记录可以承诺。", days=20)
    keywords = ("教资", "教师证", "教师资格证")
    return {
        (matter, morals): complete(
            matter,
            morals,
            Text(
                content="申请人近5年内没有被撤销教师资格，没有因品行不良、侮辱学生受过处理",
                administrative=_TEACHERS_UNTRUE,
                verification=f"{DOCUMENT_CHECK}，核对教师资格撤销名单和处分决定",
                promise="您近 5 年没有被撤销过教师资格，也没有因为品行问题受过处理。",
                check="签名后 10 个工作日内由工作人员核对，不用您跑。",
                untrue="撤销教师资格，5 年内不能再申请，还会记入信用记录。",
            ),
            words=words,
            facts=(
                fact(
                    "morals",
                    "本人近5年内没有被撤销教师资格，没有因品行不良、侮辱学生受过处理",
                    "教师资格撤销名单和教育行政部门处分决定中没有本人",
                    "工作单位或者毕业学校出具的思想品格鉴定证明",
                ),
            ),
            keywords=keywords,
        ),
        (matter, record): complete(
            matter,
            record,
            _no_record(
                "没有受过剥夺政治权利的处罚，没有因故意犯罪受过有期徒刑以上刑事处罚",
                _TEACHERS_UNTRUE,
                NO_BASIS,
            ),
            words=words,
            facts=(
                _no_record_fact("本人没有受过剥夺政治权利的处罚，没有因故意犯罪受过有期徒刑以上刑事处罚"),
            ),
            keywords=(*keywords, "无犯罪证明", "政审"),
        ),
    }


def _others() -> dict[tuple[str, str], Completion]:
    guard, schooling = "保安员证核发", "初中以上学历证明"
    title, test = "申报职称评审", "水平能力测试成绩合格证"
    return {
        (guard, schooling): complete(
            guard,
            schooling,
            Text(
                content="申请人具有初中以上学历",
                administrative=LICENCE_UNTRUE,
                verification=f"{DOCUMENT_CHECK}，核对毕业证书所载姓名、学校、毕业年份三项",
                promise="您读完了初中，或者学历更高。",
                check="签名后 10 个工作日内由工作人员核对毕业学校和年份。",
                untrue=_PLAIN_LICENCE,
            ),
            words=_words("申领保安员证；学历可以承诺，不用回学校开证明。", at_once=True, days=10),
            facts=(
                fact(
                    "schooling",
                    "本人具有初中以上学历",
                    "毕业证书或者学校毕业生名册所载姓名、学校、毕业年份与所填一致",
                    "初中以上学历的毕业证书",
                ),
            ),
            inputs=(ask("school", "毕业学校"), ask("graduated_year", "毕业年份", "number", hint="四位数字")),
            keywords=("保安证", "上岗证"),
        ),
        (title, test): complete(
            title,
            test,
            Text(
                content="申请人参加水平能力测试，成绩合格并且在有效期内",
                administrative=CONFIRMATION_UNTRUE,
                verification="签署后10个工作日内由市人力资源和社会保障局核对测试成绩册，比对姓名、专业、合格日期三项",
                promise="您的水平能力测试合格，而且没有过期。",
                check="由人社局自己查成绩册，不用您跑。",
                untrue="停止评审或者撤销评审结果，还会记入信用记录。",
            ),
            words=_words("申报职称评审；水平能力测试成绩可以承诺。", days=20),
            facts=(
                fact(
                    "test_passed",
                    "本人水平能力测试成绩合格并且在有效期内",
                    "测试成绩册所载姓名、专业、合格日期与所填一致",
                    "水平能力测试成绩合格证",
                ),
            ),
            inputs=(ask("test_subject", "测试专业"), ask("passed_on", "合格日期", "date")),
            keywords=("评职称", "职称"),
        ),
    }


def _entertainment() -> dict[tuple[str, str], Completion]:
    matter, proof = "娱乐场所经营许可", "投资人员、拟任法定代表人和其他负责人没有条例第五条规定情形的证明"
    return {
        (matter, proof): complete(
            matter,
            proof,
            Text(
                content="投资人员、拟任的法定代表人和其他负责人没有《娱乐场所管理条例》第五条所列的四种情形",
                materials="营业执照1份，现场或者网上核验后退还；投资人员和负责人名单1份",
                administrative=(
                    f"{LICENCE_FALSE}依照《娱乐场所管理条例》第四十二条撤销娱乐经营许可证，依照该条例第五十三条第二款，"
                    f"法定代表人、负责人5年内不得担任娱乐场所的法定代表人、负责人。{RECORDED}"
                ),
                verification=(
                    "签署当日到市场监管部门企业登记信息查询比对企业状态和法定代表人；依照《娱乐场所管理条例》第九条第三款，"
                    f"{ASSISTED_CHECK.format(source=_POLICE)}，核查属实后再实地检查、作出决定"
                ),
                promise="公司的投资人、法定代表人和负责人，都没有条例第五条说的四种情形。",
                check="当天查企业登记；决定以前请公安机关核对每个人；核实以后到现场看一次。",
                untrue="撤销许可证，法定代表人和负责人 5 年内不能再当娱乐场所的负责人，还会记入信用记录。",
                basis="《娱乐场所管理条例》第九条第二款、第三款",
                method=METHOD_OF_FIRMS,
                public=(
                    "本市“承诺书公示”栏目，公开企业名称、事项和承诺内容，不公开自然人的证件号码",
                    "自作出决定之日起20个自然日",
                ),
            ),
            words={
                "summary": "开歌舞、游艺娱乐场所的许可；负责人没有禁止从业的情形，可以书面声明。",
                "field": "MARKET_ENTRY",
                "for_persons": False,
                "for_firms": True,
                "at_once": False,
                "days": 20,
            },
            facts=(
                fact(
                    "firm_stands",
                    "申请企业登记状态为存续，法定代表人与所填一致",
                    "市场监管部门企业登记信息中状态为“存续”、法定代表人与所填一致",
                    "营业执照",
                    source_key="enterprise",
                    expects={"status": "存续", "legal_representative": "answer:legal_representative"},
                ),
                fact(
                    "nobody_barred",
                    "投资人员、拟任法定代表人和其他负责人没有《娱乐场所管理条例》第五条所列情形",
                    "公安机关对名单上每个人的核查结果均为没有所列情形",
                    "公安机关逐人出具的没有所列情形的证明",
                    item_class="strict",
                    source_name=_POLICE,
                ),
            ),
            inputs=(
                ask("legal_representative", "法定代表人姓名", hint="与营业执照一致"),
                ask("premises", "经营场所地址"),
                ask("persons_in_charge", "投资人员和负责人名单", hint="一人一行"),
            ),
            keywords=("KTV", "歌厅", "游戏厅", "舞厅"),
        ),
    }
