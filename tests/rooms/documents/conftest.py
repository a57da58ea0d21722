"""One sample of every kind of paper; all persons, firms, numbers and cases are invented."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from tests.rooms.documents.leaflet import leaflet

from yinuo.documents import contents as c

FONTS = Path(__file__).parents[3] / "build" / "assets" / "fonts"
MADE_AT = datetime(2026, 11, 23, 10, 20, 30, tzinfo=timezone(timedelta(hours=8)))

DIGEST = "3b7c2f0e9d415a68b1c4d7e0f3a692855d1c0b9e8f7a6d5c4b3a29180f6e7d5c"
URL = "https://yinuo.example.cn/check/7K3M-Q9TX-2HBA"


def imprint(number):
    return c.Imprint(number=number, dated="2026年11月23日", check_code="7K3M-Q9TX-2HBA", check_url=URL)


AID = c.Agency("宿州市法律援助中心", "接待窗口 方老师", "0557-0000148", "宿州市埇桥区人民路示例 1 号")
MARKET = c.Agency(
    "宿州市埇桥区市场监督管理局", "注册登记窗口", "0557-0000315", "宿州市埇桥区政务服务中心二楼 B12 窗口"
)

PERSON = c.Party(
    "林晓䶮",
    "person",
    "居民身份证号码",
    "341399********0021",
    phone="199****0012",
    address="宿州市埇桥区示例路 8 号",
)
FIRM = c.Party(
    "宿州市𬭎㛃示例餐饮管理有限公司",
    "firm",
    "统一社会信用代码",
    "91341399MA0000001X",
    phone="199****0034",
    representative="林建国",
)

CLAUSES = (
    c.Clause("事项名称", "申请法律援助；用承诺代替“经济困难证明”。"),
    c.Clause(
        "设定依据",
        "《中华人民共和国法律援助法》第四十一条：因经济困难申请法律援助的，申请人应当如实说明经济困难状况。"
        "法律援助机构核查申请人的经济困难状况，可以通过信息共享查询，或者由申请人进行个人诚信承诺。",
    ),
    c.Clause(
        "证明内容或者许可条件和材料要求",
        "证明内容：家庭人均月收入不超过 1,500 元，家庭没有价值 10 万元以上的机动车，住房不超过 1 套。\n"
        "材料要求：本人有效身份证件 1 份，原件核对后当场退还。",
    ),
    c.Clause("承诺方式", "本人在网上或者窗口书面承诺；不能书写的，由工作人员代书、本人按指印。"),
    c.Clause(
        "不实承诺可能承担的民事、行政、刑事责任",
        "民事责任：因不实承诺造成他人损失的，依法赔偿。\n"
        "行政责任：以欺骗手段获得法律援助的，责令支付已实施法律援助的费用，并处 3000 元以下罚款"
        "（《法律援助法》第六十四条）。\n"
        "刑事责任：伪造国家机关公文、证件、印章，构成犯罪的，依法追究刑事责任。",
    ),
    c.Clause(
        "行政机关核查权力",
        "自收到承诺书之日起 3 个工作日内，比对民政低收入家庭数据、不动产登记信息和车辆登记信息；不上门。"
        "有出入时，先请申请人说明，再作处理。",
    ),
    c.Clause("承诺书是否公开", "本承诺书不向社会公开。"),
    c.Clause("公开范围及时限", "不公开，所以没有公开范围和时限。"),
)
STATEMENTS = (
    "已经知晓行政机关告知的全部事项",
    "已经符合告知的条件",
    "愿意承担不实承诺的法律责任",
    "以上承诺是真实的意思表示",
)
FACTS = (
    c.PromisedFact(
        "家庭人均月收入不超过 1,500 元",
        "近六个月，3 口人，人均约 1,180 元",
        "比对民政低收入家庭数据、社会保险缴费记录",
    ),
    c.PromisedFact("家庭住房不超过 1 套", "1 套，埇桥区，自住", "比对不动产登记信息"),
    c.PromisedFact("家庭没有价值 10 万元以上的机动车", "无", "比对公安机关车辆登记信息"),
)
PLAN = (
    c.PlanRow(
        "家庭人均月收入",
        "数据比对",
        "民政低收入家庭数据库有本户记录，或者人均月收入不高于 1,500 元",
        "3 个工作日内，11月26日到期",
    ),
    c.PlanRow("家庭住房", "数据比对", "不动产登记在本户名下不超过 1 套", "3 个工作日内，11月26日到期"),
    c.PlanRow("机动车", "数据比对", "车辆登记在本户名下没有 10 万元以上机动车", "3 个工作日内，11月26日到期"),
)
WITHDRAWAL = (
    "作出决定之前，申请人有合理理由的，可以撤回承诺，改为提交证明，按原程序继续办理。",
    "撤回的办法：在“我的办件”里点“撤回承诺”，或者到窗口说明；不收费，当场办结。",
    "已经填写和提交的材料全部保留；撤回不记入信用记录，也不影响以后选择告知承诺。",
)
REMEDIES = c.Remedies("宿州市人民政府", "宿州市埇桥区人民法院")
DIFFERENCES = (
    c.Difference(
        "家庭住房不超过 1 套",
        "1 套，埇桥区，自住",
        "登记在本人及配偶名下 3 套，其中 2 套出租",
        "不动产登记信息，2026年12月3日查询",
    ),
    c.Difference(
        "家庭人均月收入不超过 1,500 元",
        "约 1,180 元",
        "含房租收入后约 3,460 元",
        "房屋租赁备案信息，2026年12月4日查询",
    ),
)
REASONS = (
    c.Reason(
        "申请事项属于法律援助范围",
        "《法律援助法》第三十一条",
        (c.Reason("请求给付赡养费，属于可以申请法律援助的民事事项"),),
    ),
    c.Reason(
        "申请人以书面承诺说明经济困难状况，可以不再提交经济困难证明",
        "《法律援助法》第四十一条",
        (
            c.Reason("申请人没有较严重的不良信用记录，也没有作出过虚假承诺", "宿政办秘〔2021〕7号 二（二）"),
            c.Reason("承诺的 3 项事实经数据比对，与登记信息一致", "宿政办秘〔2021〕7号 二（四）"),
        ),
    ),
)
BASIS = ("《中华人民共和国法律援助法》第三十一条、第四十一条", "《中华人民共和国行政许可法》第三十八条")


def _samples():
    letter = c.LetterContent(
        imprint=imprint("宿诺〔2026〕0000047号"),
        agency=AID,
        applicant=PERSON,
        matter="申请法律援助",
        proof="经济困难证明",
        notice=CLAUSES,
        notice_version="第3版",
        notice_digest=DIGEST,
        notice_confirmed="2026年11月23日 10:02",
        statements=STATEMENTS,
        facts=FACTS,
        plan=PLAN,
        withdrawal=WITHDRAWAL,
        signer="林晓䶮",
        identity="密码登录，并核对身份证号后四位",
        application_number="宿申〔2026〕0001123号",
        conditions=(
            "家庭人均月收入不超过1,500元（以近六个月银行流水为准）",
            "户籍在本市满三年（以户口簿为准）",
        ),
    )
    withdrawal = c.WithdrawalContent(
        imprint=imprint("宿撤诺〔2026〕0000003号"),
        agency=AID,
        applicant=PERSON,
        matter="申请法律援助",
        application_number="宿申〔2026〕0001123号",
        letter_number="宿诺〔2026〕0000047号",
        proofs=("经济困难证明",),
        withdrawn_at="2026年11月24日 09:15",
        reason="民政部门已经开出证明，改为提交证明。",
        effects=(
            "承诺书宿诺〔2026〕0000047号自撤回时起不再作为办理依据，有关核查同时停止。",
            "申请按原程序继续办理，已经提交的其他材料继续有效。",
            "本次撤回不记入信用记录，不影响以后选择告知承诺。",
        ),
        to_bring=(("经济困难证明", "2026年12月1日前"),),
        citation="宿政办秘〔2021〕7号 二（六）",
    )
    return [letter, leaflet(AID, CLAUSES, WITHDRAWAL), withdrawal, *_official(), *_records()]


def _official():
    grant = c.DecisionContent(
        imprint=imprint("宿决〔2026〕0000031号"),
        agency=AID,
        title="准予法律援助决定书",
        kind="grant",
        applicant=PERSON,
        matter="申请法律援助",
        application_number="宿申〔2026〕0001123号",
        applied_on="2026年11月23日",
        accepted_on="2026年11月23日",
        operative=(
            "准予提供法律援助，援助方式为民事诉讼代理。",
            "指派安徽示例律师事务所在3个工作日内确定承办律师。",
        ),
        reasons=REASONS,
        basis=BASIS,
        letters=("宿诺〔2026〕0000047号",),
        remedies=REMEDIES,
    )
    hearing = c.RepresentationContent(
        imprint=imprint("宿申辩〔2026〕0000002号"),
        agency=AID,
        party=PERSON,
        matter="申请法律援助",
        letter_number="宿诺〔2026〕0000047号",
        differences=DIFFERENCES,
        intended=("撤销准予法律援助决定（宿决〔2026〕0000031号）", "责令支付已实施法律援助的费用 2,000 元"),
        basis=("《中华人民共和国法律援助法》第四十八条、第六十四条", "宿政办秘〔2021〕7号 二（四）"),
        due="5 个工作日内，2026年12月14日前（含当日）",
        ways=(
            "网上：在“我的办件”里写明情况、上传材料",
            "窗口：宿州市埇桥区人民路示例 1 号，工作人员当面记录",
            "书面：邮寄到上述地址，以寄出的邮戳日期为准",
        ),
        rights=(
            "可以查阅本案的证据材料",
            "可以请人帮助陈述",
            "登记信息有误的，请说明，本机关核实后更正，不作不实承诺处理",
        ),
    )
    annul = c.AnnulmentContent(
        imprint=imprint("宿撤〔2026〕0000001号"),
        agency=AID,
        party=PERSON,
        matter="申请法律援助",
        decision_title="准予法律援助决定书",
        decision_number="宿决〔2026〕0000031号",
        decided_on="2026年11月23日",
        differences=DIFFERENCES,
        evidence=(
            "不动产登记信息查询结果（2026年12月3日）",
            "房屋租赁备案信息查询结果（2026年12月4日）",
            "林晓䶮的陈述笔录（2026年12月10日）",
        ),
        heard=(
            "你于2026年12月10日提出：其中1套住房已口头赠与亲属。",
            "本机关认为：该住房仍登记在你名下，且租金由你收取，该意见不予采纳。",
        ),
        reasons=(
            c.Reason(
                "申请人不符合经济困难标准",
                "《法律援助法》第四十一条",
                (c.Reason("家庭人均月收入约 3,460 元，高于 1,500 元的标准"),),
            ),
            c.Reason("以不实承诺取得的决定应当撤销", "《行政许可法》第六十九条第二款"),
        ),
        basis=("《中华人民共和国法律援助法》第四十八条", "《中华人民共和国行政许可法》第六十九条第二款"),
        operative=("撤销准予法律援助决定书（宿决〔2026〕0000031号）。", "终止法律援助。"),
        consequences=("自收到本决定书之日起15日内支付已实施法律援助的费用 2,000 元。",),
        remedies=REMEDIES,
    )
    determination = c.DeterminationContent(
        imprint=imprint("宿信〔2026〕0000001号"),
        agency=AID,
        party=PERSON,
        matter="申请法律援助",
        letter_number="宿诺〔2026〕0000047号",
        facts=(
            c.Reason("你在承诺书中承诺家庭住房1套、人均月收入约 1,180 元，与查明的情况不符"),
            c.Reason(
                "登记在本人名下的住房有 3 套且长期收取租金，属于明知不实而承诺",
                "宿政办秘〔2021〕7号 二（五）",
            ),
        ),
        evidence=(
            "不动产登记信息查询结果",
            "房屋租赁备案信息查询结果",
            "撤销决定书（宿撤〔2026〕0000001号）",
        ),
        heard=("你在陈述申辩期内提出的意见，本机关已在撤销决定书中逐项回应。",),
        grade="一般",
        grade_reasons=(
            c.Reason("没有造成人身损害或者公共利益的重大损失"),
            c.Reason("取得了财产利益 2,000 元，没有主动改正"),
        ),
        basis=("宿政办秘〔2021〕7号 二（四）、二（五）", "《信用修复管理办法》（国家发展改革委令第36号）"),
        measures=(
            c.MeasureRow(
                "在信用修复前，不适用证明事项告知承诺制", "宿政办秘〔2021〕7号 二（二）", "至信用修复之日"
            ),
            c.MeasureRow("核查时列为重点核查对象", "宿政办秘〔2021〕7号 二（四）", "至信用修复之日"),
        ),
        publicity=("失信信息在“信用中国（安徽宿州）”网站公示，自本认定书作出之日起最短3个月，最长1年。",),
        repair_number="宿修告〔2026〕0000001号",
        objection=(
            "认为本认定有误的，可以自收到之日起随时向本机关提出异议，本机关当日标注异议，3个工作日内答复。",
        ),
        remedies=REMEDIES,
    )
    repair = c.RepairNoticeContent(
        imprint=imprint("宿修告〔2026〕0000001号"),
        agency=AID,
        party=PERSON,
        determination_number="宿信〔2026〕0000001号",
        grade="一般",
        earliest="2027年3月16日",
        ends="2027年12月16日",
        conditions=("公示满3个月。", "已经改正失信行为，履行了撤销决定书确定的义务。", "公开作出信用承诺。"),
        materials=("履行义务的证明（缴款凭证等已有的，由本机关内部核对，不用提交）", "信用承诺书"),
        steps=(
            "在“我的信用”里点“申请修复”，或者到窗口提出。",
            "本机关核对条件，作出决定。",
            "决定修复的，公示、共享和限制同时解除，并通知收到过这条信息的单位。",
        ),
        effects=("终止公示失信信息", "停止共享和使用失信信息", "解除不适用告知承诺制等限制"),
        decided_within="自受理之日起3个工作日内；情况复杂的，经批准延长3个工作日。不收费。",
        where="宿州市法律援助中心，宿州市埇桥区人民路示例 1 号，电话 0557-0000148；网上“我的信用”。",
        basis=("《信用修复管理办法》（国家发展改革委令第36号）", "宿政办秘〔2021〕7号 二（五）"),
    )
    return [grant, hearing, annul, determination, repair]


def _records():
    repaired = c.RepairReceiptContent(
        imprint=imprint("宿修〔2027〕0000001号"),
        agency=AID,
        party=PERSON,
        determination_number="宿信〔2026〕0000001号",
        act="在申请法律援助时作出不实承诺",
        repaired_on="2027年3月17日",
        reasons=(
            c.Reason("公示已满3个月"),
            c.Reason("援助费用 2,000 元已于2026年12月20日缴清"),
            c.Reason("已公开作出信用承诺"),
        ),
        effects=(
            c.EffectRow("终止公示", "2027年3月17日 10:00", "公示页面已经撤下"),
            c.EffectRow("停止共享和使用", "2027年3月17日 10:00", "向下列单位发出通知"),
            c.EffectRow("解除限制", "2027年3月17日 10:00", "可以重新选择告知承诺"),
        ),
        receivers=(
            ("信用中国（安徽宿州）", "2027年3月17日 10:00 已收到"),
            ("安徽省公共信用信息共享平台", "2027年3月17日 10:01 已收到"),
        ),
        basis=("《信用修复管理办法》（国家发展改革委令第36号）",),
        closing=("有第三方网站仍在展示这条信息的，请凭本书要求其更正；也可以告诉我们，由我们通知。",),
    )
    receipt = c.ReceiptContent(
        imprint=imprint("宿收〔2026〕0000123号"),
        agency=MARKET,
        title="收件回执",
        applicant=FIRM,
        matter="食品经营许可（新办）",
        application_number="宿申〔2026〕0001124号",
        received_at="2026年11月23日 10:20",
        items=(
            c.ReceiptItem("经营场所使用证明", "告知承诺", "承诺书已签收（宿诺〔2026〕0000048号）"),
            c.ReceiptItem("从业人员健康证明", "提交证明", "已收 3 份"),
            c.ReceiptItem("营业执照", "部门已有", "已从企业登记信息中核对"),
        ),
        materials=("健康证明（3 份，PDF）", "平面布局图（1 份，PNG）"),
        steps=("工作人员审查材料，材料不全的一次告知。", "作出决定后，短信通知，并在“我的办件”里送达。"),
        due="2026年12月21日（20个工作日）",
        follow=("网上：“我的办件”输入申请编号。", "电话：0557-0000315。"),
        file_number="宿案〔2026〕0001124号",
        entry_digest=DIGEST,
    )
    entries = tuple(
        c.RecordEntry(
            n,
            f"2026年11月{23 + n // 4}日 {9 + n % 4}:{10 + n * 3}",
            who,
            what,
            basis,
            DIGEST[n:] + DIGEST[:n],
        )
        for n, (who, what, basis) in enumerate(
            (
                ("系统", "开立案卷", "宿政办秘〔2021〕7号 四（二）"),
                ("申请人", "查看告知书第3版，逐条确认三项", "宿政办秘〔2021〕7号 二（三）"),
                ("系统依规则", "判断可以适用告知承诺：没有不良信用记录", "宿政办秘〔2021〕7号 二（二）"),
                ("申请人", "签署承诺书宿诺〔2026〕0000047号", "宿政办秘〔2021〕7号 二（三）"),
                ("系统依规则", "拟定核查安排：3 项数据比对", "宿政办秘〔2021〕7号 二（四）"),
                ("方明（审批人）", "作出准予决定", "《法律援助法》第四十三条"),
                ("赵宁（核查人员）", "核查不动产登记信息，与承诺不符", "宿政办秘〔2021〕7号 二（四）"),
                ("方明（审批人）", "送达陈述申辩告知书", "《行政处罚法》第四十五条"),
            ),
            start=1,
        )
    )
    diligence = c.DueDiligenceContent(
        imprint=imprint("宿尽〔2026〕0000009号"),
        agency=AID,
        file_number="宿案〔2026〕0001123号",
        matter="申请法律援助",
        applicant="林**",
        summary=(
            ("承办人", "方明（审批人）、赵宁（核查人员）"),
            ("办理期间", "2026年11月23日至2026年12月16日"),
            ("逾期环节", "无"),
            ("投诉举报", "无"),
        ),
        entries=entries,
        duties=(
            ("告知", "申请人签署前，告知书八项内容全部展示，三项逐条确认", "宿政办秘〔2021〕7号 二（三）"),
            ("核查", "按签署时拟定的核查安排，3 项全部按期核查", "宿政办秘〔2021〕7号 二（四）"),
            ("听取陈述申辩", "2026年12月10日听取，逐项回应", "《行政处罚法》第四十五条"),
            ("送达", "决定书、告知书均有送达凭据", "宿政办秘〔2021〕7号 二（四）"),
        ),
        finding=(
            "各环节均在法定期限内完成，每一步都有依据和记录。",
            "符合“权责一致、尽职免责、失职追责”原则中尽职的情形，是否免责由有权机关认定。",
        ),
        head_digest=DIGEST,
        log=(
            "本记录由案卷自动生成，条目之间以哈希值相连，任何改动都会被发现。",
            "末条哈希值已写入公开日志，可在核验页查验。",
        ),
    )
    return [repaired, receipt, diligence]


def _published():
    """A catalogue, and the posters that hang at the counter."""
    row = c.EditionRow(
        unit="宿州市法律援助中心",
        matter="申请法律援助",
        proof="经济困难证明",
        basis="《中华人民共和国法律援助法》第四十一条",
        issuer="乡镇人民政府、街道办事处",
        method="书面承诺，网上签署或者在窗口当面签署",
        verification="签署后 3 个工作日内与民政部门低保数据比对",
        state="暂停适用（条例正在修改）\n第3版\n2026年9月1日起",
    )
    edition = c.EditionContent(
        imprint=imprint("宿证目〔2026〕第3期"),
        agency=AID,
        heading="宿州市法律援助中心关于公布《证明事项告知承诺制目录（2026年第3期）》的公告",
        catalogue="证明事项告知承诺制目录（2026年第3期）",
        paragraphs=(
            "现将截至2026年11月23日实行告知承诺制的证明事项予以公布，共 2 项",
            "这是本目录首次按期公布",
        ),
        rows=(row, row),
        content_digest=DIGEST,
        online="https://yinuo.example.cn/catalogue/editions/2026-3/",
    )
    place = c.Imprint(
        "第3版", "2026年11月23日", check_url="https://yinuo.example.cn/items/legal-aid-hardship/"
    )
    of_an_item = c.ItemPosterContent(
        imprint=place,
        agency=AID,
        city="宿州市",
        matter="申请法律援助",
        proof="经济困难证明",
        sentence="可以自己写明情况、签名承诺，不用跑去开证明",
        points=("看告知书：要承诺什么、怎么查", "不想签的，交证明一样办"),
        hotline="12345",
    )
    of_a_unit = c.UnitPosterContent(
        imprint=place,
        agency=AID,
        city="宿州市",
        sentence="可以自己写明情况、签名承诺，不用去开证明",
        cells=tuple(c.PosterCell("申请法律援助", f"证明{number}") for number in range(11)),
        codes=tuple(f"https://yinuo.example.cn/items/item-{number}/" for number in range(11)),
        hotline="12345",
    )
    return [edition, of_an_item, of_a_unit]


SAMPLES = {content.template: content for content in (*_samples(), *_published())}


def drawn_signature():
    """A scribble as a signature pad gives it: dark strokes on a transparent ground."""
    picture = Image.new("RGBA", (600, 220), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    strokes = (
        [(60, 60), (150, 55)],
        [(105, 30), (100, 180)],
        [(100, 80), (60, 140)],
        [(105, 85), (150, 130)],
        [(180, 60), (260, 55)],
        [(220, 28), (215, 185)],
        [(215, 80), (180, 150)],
        [(222, 85), (275, 150)],
        [(320, 50), (390, 45), (385, 90), (325, 95), (320, 50)],
        [(310, 120), (410, 112)],
        [(355, 95), (350, 180)],
        [(300, 185), (420, 175)],
        [(460, 60), (540, 50)],
        [(500, 30), (470, 180), (560, 170)],
    )
    for stroke in strokes:
        pen.line(stroke, fill=(20, 24, 40, 255), width=7, joint="curve")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def samples():
    return SAMPLES


@pytest.fixture(scope="session")
def signature():
    return drawn_signature()


@pytest.fixture(scope="session")
def fonts_dir():
    return FONTS


@pytest.fixture(scope="session")
def made_at():
    return MADE_AT
