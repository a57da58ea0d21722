"""The legal texts that may be cited, and the articles the rules rest on, each with its sentence.

A text read only in part, or an article not re-read in the official print, says ``待核`` in its source or text.
"""

from __future__ import annotations

from datetime import date

from yinuo.law import suzhou_notice
from yinuo.law.grammar import Citation, Law

SUZHOU_NOTICE = suzhou_notice.SUZHOU_NOTICE
CLAUSES = suzhou_notice.CLAUSES

_READ = "法律全文（公开法规库，2025年4月19日文本）"
_PARTLY = "公开转载件，只读到部分内容，待核"
_TITLE_ONLY = "只见标题，正文待核"

STATE_GUIDANCE = Law(
    "state_guidance",
    "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见",
    "国务院办公厅告知承诺制指导意见",
    date(2020, 10, 27),
    number="国办发〔2020〕42号",
    source=_PARTLY,
)
ANHUI_PLAN = Law(
    "anhui_plan",
    "安徽省人民政府办公厅关于全面推行证明事项告知承诺制实施方案的通知",
    "安徽省告知承诺制实施方案",
    date(2020, 12, 31),
    number="皖政办〔2020〕25号",
    source=f"{_TITLE_ONLY}；印发日期待核，此处取国务院办公厅要求各省出台的最后一日",
)
PILOT_PLAN = Law(
    "pilot_plan",
    "开展证明事项告知承诺制试点工作方案",
    "司法部试点工作方案",
    date(2019, 5, 7),
    source=_PARTLY,
)
VILLAGE_LIST = Law(
    "village_list",
    "不应由基层群众性自治组织出具证明事项清单（第一批）",
    "不应由村（居）委会出具证明事项清单（第一批）",
    date(2020, 4, 1),
    source="民政部等六部门2020年4月公布，新华社报道；公布的确切日期待核",
)
LICENSING = Law("licensing", "中华人民共和国行政许可法", "行政许可法", date(2004, 7, 1), source=_READ)
PENALTY = Law("penalty", "中华人民共和国行政处罚法", "行政处罚法", date(2021, 7, 15), source=_READ)
RECONSIDERATION = Law(
    "reconsideration", "中华人民共和国行政复议法", "行政复议法", date(2024, 1, 1), source=_READ
)
LITIGATION = Law("litigation", "中华人民共和国行政诉讼法", "行政诉讼法", date(2017, 7, 1), source=_READ)
CIVIL_CODE = Law("civil_code", "中华人民共和国民法典", "民法典", date(2021, 1, 1), source=_READ)
LEGAL_AID = Law("legal_aid", "中华人民共和国法律援助法", "法律援助法", date(2022, 1, 1), source=_READ)
PIPL = Law("pipl", "中华人民共和国个人信息保护法", "个人信息保护法", date(2021, 11, 1), source=_READ)
E_SIGNATURE = Law("e_signature", "中华人民共和国电子签名法", "电子签名法", date(2005, 4, 1), source=_READ)
ACCESSIBILITY = Law(
    "accessibility", "中华人民共和国无障碍环境建设法", "无障碍环境建设法", date(2023, 9, 1), source=_READ
)
OPEN_INFORMATION = Law(
    "open_information", "中华人民共和国政府信息公开条例", "政府信息公开条例", date(2019, 5, 15), source=_READ
)
BUSINESS_ENVIRONMENT = Law(
    "business_environment", "优化营商环境条例", "优化营商环境条例", date(2020, 1, 1), source=_READ
)
ONLINE_SERVICES = Law(
    "online_services",
    "国务院关于在线政务服务的若干规定",
    "国务院关于在线政务服务的若干规定",
    date(2019, 4, 26),
    source=_READ,
)
SOCIAL_ASSISTANCE = Law(
    "social_assistance", "社会救助暂行办法", "社会救助暂行办法", date(2014, 5, 1), source=_READ
)
MARKET_REGISTRATION = Law(
    "market_registration",
    "中华人民共和国市场主体登记管理条例",
    "市场主体登记管理条例",
    date(2022, 3, 1),
    source=_READ,
)
COMMERCIAL_CRYPTO = Law(
    "commercial_crypto", "商用密码管理条例", "商用密码管理条例", date(2023, 7, 1), source=_READ
)
CREDIT_REPAIR = Law(
    "credit_repair",
    "信用修复管理办法",
    "信用修复管理办法",
    date(2026, 4, 1),
    number="国家发展改革委令第36号",
    source="2025年11月20日公布；公开介绍件，条文序号待核",
)
CREDIT_REPAIR_PLAN = Law(
    "credit_repair_plan",
    "国务院办公厅关于进一步完善信用修复制度的实施方案",
    "信用修复制度实施方案",
    date(2025, 6, 22),
    number="国办发〔2025〕22号",
    source=_PARTLY,
)
INSPECTION = Law(
    "inspection",
    "国务院办公厅关于严格规范涉企行政检查的意见",
    "规范涉企行政检查的意见",
    date(2025, 1, 3),
    number="国办发〔2024〕54号",
    source=_PARTLY,
)
TAX_2021_21 = Law(
    "tax_2021_21",
    "国家税务总局关于部分税务证明事项实行告知承诺制的公告",
    "税务证明事项告知承诺制公告",
    date(2021, 7, 1),
    number="国家税务总局公告2021年第21号",
    source=f"{_PARTLY}；标题全称和施行日期待核",
)
ITEM_CODE_STANDARD = Law(
    "item_code_standard",
    "全国一体化政务服务平台 政务服务事项编码要求",
    "政务服务事项编码要求",
    date(2020, 12, 31),
    number="GB/T 39554.1-2020",
    source=f"{_TITLE_ONLY}；标题全称和施行日期待核，此处取标准年份的最后一日",
)

LAWS: dict[str, Law] = {
    law.key: law
    for law in (
        SUZHOU_NOTICE,
        STATE_GUIDANCE,
        ANHUI_PLAN,
        PILOT_PLAN,
        VILLAGE_LIST,
        LICENSING,
        PENALTY,
        RECONSIDERATION,
        LITIGATION,
        CIVIL_CODE,
        LEGAL_AID,
        PIPL,
        E_SIGNATURE,
        ACCESSIBILITY,
        OPEN_INFORMATION,
        BUSINESS_ENVIRONMENT,
        ONLINE_SERVICES,
        SOCIAL_ASSISTANCE,
        MARKET_REGISTRATION,
        COMMERCIAL_CRYPTO,
        CREDIT_REPAIR,
        CREDIT_REPAIR_PLAN,
        INSPECTION,
        TAX_2021_21,
        ITEM_CODE_STANDARD,
    )
}

LICENSING_31 = LICENSING.article(
    31,
    1,
    text="申请人申请行政许可，应当如实向行政机关提交有关材料和反映真实情况，并对其申请材料实质内容的真实性负责。",
)
LICENSING_32 = LICENSING.article(
    32,
    1,
    4,
    text="申请材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知申请人需要补正的全部内容，"
    "逾期不告知的，自收到申请材料之日起即为受理；",
)
LICENSING_34_2 = LICENSING.article(
    34,
    2,
    text="申请人提交的申请材料齐全、符合法定形式，行政机关能够当场作出决定的，应当当场作出书面的行政许可决定。",
)
LICENSING_34_3 = LICENSING.article(
    34,
    3,
    text="根据法定条件和程序，需要对申请材料的实质内容进行核实的，行政机关应当指派两名以上工作人员进行核查。",
)
LICENSING_36 = LICENSING.article(
    36,
    text="行政机关对行政许可申请进行审查时，发现行政许可事项直接关系他人重大利益的，应当告知该利害关系人。"
    "申请人、利害关系人有权进行陈述和申辩。行政机关应当听取申请人、利害关系人的意见。",
)
LICENSING_38 = LICENSING.article(
    38, 1, text="申请人的申请符合法定条件、标准的，行政机关应当依法作出准予行政许可的书面决定。"
)
LICENSING_38_2 = LICENSING.article(
    38,
    2,
    text="行政机关依法作出不予行政许可的书面决定的，应当说明理由，并告知申请人享有依法申请行政复议或者提起行政诉讼的权利。",
)
LICENSING_42 = LICENSING.article(
    42,
    1,
    text="除可以当场作出行政许可决定的外，行政机关应当自受理行政许可申请之日起二十日内作出行政许可决定。",
)
LICENSING_44 = LICENSING.article(
    44,
    text="行政机关作出准予行政许可的决定，应当自作出决定之日起十日内向申请人颁发、送达行政许可证件，"
    "或者加贴标签、加盖检验、检测、检疫印章。",
)
LICENSING_69_1 = LICENSING.article(
    69, 1, 4, text="对不具备申请资格或者不符合法定条件的申请人准予行政许可的；"
)
LICENSING_69_2 = LICENSING.article(
    69, 2, text="被许可人以欺骗、贿赂等不正当手段取得行政许可的，应当予以撤销。"
)
LICENSING_69_3 = LICENSING.article(
    69, 3, text="依照前两款的规定撤销行政许可，可能对公共利益造成重大损害的，不予撤销。"
)
LICENSING_7 = LICENSING.article(
    7,
    text="公民、法人或者其他组织对行政机关实施行政许可，享有陈述权、申辩权；有权依法申请行政复议或者提起行政诉讼",
)
LICENSING_78 = LICENSING.article(
    78,
    text="行政许可申请人隐瞒有关情况或者提供虚假材料申请行政许可的，行政机关不予受理或者不予行政许可，并给予警告；"
    "行政许可申请属于直接关系公共安全、人身健康、生命财产安全事项的，申请人在一年内不得再次申请该行政许可。",
)
LICENSING_79 = LICENSING.article(
    79, text="被许可人以欺骗、贿赂等不正当手段取得行政许可的，行政机关应当依法给予行政处罚"
)
LICENSING_82 = LICENSING.article(
    82, text="本法规定的行政机关实施行政许可的期限以工作日计算，不含法定节假日。"
)
PENALTY_5 = PENALTY.article(
    5, 2, text="设定和实施行政处罚必须以事实为依据，与违法行为的事实、性质、情节以及社会危害程度相当。"
)
PENALTY_28 = PENALTY.article(28, 1, text="行政机关实施行政处罚时，应当责令当事人改正或者限期改正违法行为。")
PENALTY_33 = PENALTY.article(
    33,
    1,
    text="违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚。初次违法且危害后果轻微并及时改正的，可以不予行政处罚。",
)
PENALTY_33_2 = PENALTY.article(33, 2, text="当事人有证据足以证明没有主观过错的，不予行政处罚。")
PENALTY_44 = PENALTY.article(
    44,
    text="行政机关在作出行政处罚决定之前，应当告知当事人拟作出的行政处罚内容及事实、理由、依据，"
    "并告知当事人依法享有的陈述、申辩、要求听证等权利。",
)
PENALTY_45 = PENALTY.article(
    45,
    1,
    text="当事人有权进行陈述和申辩。行政机关必须充分听取当事人的意见，对当事人提出的事实、理由和证据，应当进行复核；"
    "当事人提出的事实、理由或者证据成立的，行政机关应当采纳。",
)
PENALTY_57_4 = PENALTY.article(57, 1, 4, text="违法行为涉嫌犯罪的，移送司法机关。")
RECONSIDERATION_20 = RECONSIDERATION.article(
    20,
    1,
    text="公民、法人或者其他组织认为行政行为侵犯其合法权益的，可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请；"
    "但是法律规定的申请期限超过六十日的除外。",
)
LITIGATION_46 = LITIGATION.article(
    46,
    1,
    text="公民、法人或者其他组织直接向人民法院提起诉讼的，应当自知道或者应当知道作出行政行为之日起六个月内提出。",
)
CIVIL_201 = CIVIL_CODE.article(201, 1, text="按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。")
CIVIL_202 = CIVIL_CODE.article(
    202, text="按照年、月计算期间的，到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。"
)
CIVIL_203 = CIVIL_CODE.article(
    203, 1, text="期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。"
)
LEGAL_AID_42 = LEGAL_AID.article(42, text="法律援助申请人有材料证明属于下列人员之一的，免予核查经济困难状况")
PIPL_24 = PIPL.article(
    24,
    3,
    text="通过自动化决策方式作出对个人权益有重大影响的决定，个人有权要求个人信息处理者予以说明，"
    "并有权拒绝个人信息处理者仅通过自动化决策的方式作出决定。",
)
OPEN_INFORMATION_15 = OPEN_INFORMATION.article(
    15, text="涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。"
)
OPEN_INFORMATION_26 = OPEN_INFORMATION.article(
    26, text="属于主动公开范围的政府信息，应当自该政府信息形成或者变更之日起20个工作日内及时公开。"
)
BUSINESS_44_1 = BUSINESS_ENVIRONMENT.article(44, 1, text="证明事项应当有法律、法规或者国务院决定依据。")
BUSINESS_44_2 = BUSINESS_ENVIRONMENT.article(
    44,
    2,
    text="对通过法定证照、法定文书、书面告知承诺、政府部门内部核查和部门间核查、网络核验、合同凭证等能够办理，"
    "能够被其他材料涵盖或者替代，以及开具单位无法调查核实的，不得设定证明事项。",
)
BUSINESS_44_3 = BUSINESS_ENVIRONMENT.article(
    44, 3, text="清单之外，政府部门、公用企事业单位和服务机构不得索要证明。"
)
BUSINESS_54 = BUSINESS_ENVIRONMENT.article(
    54,
    1,
    text="市场监管领域的行政检查应当通过随机抽取检查对象、随机选派执法检查人员、抽查事项及查处结果及时向社会公开的方式进行。",
)
SOCIAL_ASSISTANCE_68 = SOCIAL_ASSISTANCE.article(
    68,
    text="采取虚报、隐瞒、伪造等手段，骗取社会救助资金、物资或者服务的，由有关部门决定停止社会救助，责令退回非法获取的救助资金、物资，"
    "可以处非法获取的救助款额或者物资价值1倍以上3倍以下的罚款",
)
MARKET_REGISTRATION_33 = MARKET_REGISTRATION.article(
    33, 2, text="市场主体应当将承诺书及注销登记申请通过国家企业信用信息公示系统公示，公示期为20日。"
)
CREDIT_REPAIR_CLASSES = CREDIT_REPAIR.at(
    "失信信息分类", "失信信息分为轻微、一般、严重三类，分别确定公示期限（条文序号待核）"
)
CREDIT_REPAIR_CONDITIONS = CREDIT_REPAIR.at(
    "信用修复条件", "达到最短公示期、纠正失信行为并履行义务、公开作出信用承诺（条文序号待核）"
)
CREDIT_REPAIR_EFFECTS = CREDIT_REPAIR.at(
    "信用修复效果", "终止公示、停止共享使用、解除惩戒措施（条文序号待核）"
)
TWO_LETTERS_TOGETHER = CREDIT_REPAIR_PLAN.at("两书同达", "决定书与信用修复告知书同时送达（条文待核）")
WHO_DETERMINES_REPAIRS = CREDIT_REPAIR_PLAN.at("谁认定、谁修复", "谁认定、谁修复（条文待核）")
TAX_EVIDENCE = TAX_2021_21.at(
    "事中核查", "事中核查发现核查情况与纳税人承诺不一致的，请纳税人提供相关佐证材料后再予办理（文字待核）"
)
PROOF_MEANING = STATE_GUIDANCE.at(
    "证明的含义",
    "证明是指申请办理行政事项时提供的、由行政机关或者其他机构出具、用以描述客观事实或者表明符合特定条件的材料（文字待核）",
)
ITEM_CODES = ITEM_CODE_STANDARD.at(
    "编码结构",
    "基本编码12位；实施编码31位，由统一社会信用代码、行使层级和基本编码组成；业务办理项编码33位，再加2位顺序号（文字待核）",
)
INSPECTION_LIMITS = INSPECTION.at("规范检查", "先批准、后检查，公布同一企业的年度检查次数上限（文字待核）")

ALL_CITATIONS: tuple[Citation, ...] = (
    *CLAUSES.values(),
    *(found for found in list(globals().values()) if isinstance(found, Citation)),
)
"""Every place this module names, for the generated documentation and the test that resolves citations."""
