"""Words of names: one way of writing for one thing, which carry meaning, and which exclude each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

import rjieba

_ONE_WORD: tuple[tuple[str, str], ...] = (
    (r"健康体检|体检健康|健康合格|健康证明|健康证", "体检"),
    (r"(?<!未)成年人", "成人"),
    (r"未成年人", "未成年"),
    (r"网约出租汽车|网约车", "网络预约出租汽车"),
    (r"公租房|公共租赁房|公租住房", "公共租赁住房"),
    (r"廉租房", "廉租住房"),
    (r"无自有住房|无住房|没有住房|无房屋", "无房"),
    (r"旅客运输", "客运"),
    (r"货物运输", "货运"),
    (r"驾照", "驾驶证"),
    (r"犬只|养犬|犬类", "犬"),
    (r"房屋所有权|房屋产权|不动产权属|房产(?!税)", "房屋产权"),
    (r"房屋租赁|租房合同|租赁协议", "租赁合同"),
    (r"生存认证|存活|生存|在世", "健在"),
    (r"亲子关系|父母与?子女关系|父子关系|母子关系", "亲子关系"),
    (r"近亲属关系|亲属关系", "亲属关系"),
    (r"死亡医学|死亡推断", "死亡"),
    (r"出生医学", "出生"),
    (r"残疾证", "残疾人证"),
    (r"生产经营场所|经营场所|营业场所|活动场所", "场所"),
    (r"(?:城镇)?(?:企业)?职工(?:基本)?(?=养老|医疗)", "职工"),
    (r"城乡居民基本|城镇居民基本|城乡居民社会|城乡居民|城镇居民", "城乡居民"),
    (r"基本养老|社会养老", "养老"),
    (r"基本医疗|社会医疗|医保", "医疗"),
    (r"社保", "社会保险"),
    (r"津贴|补助金|补贴金|补助", "补贴"),
    (r"报销|结算", "支付"),
    (r"任职|任免|任用", "任命"),
    (r"老年优待|老人优待|老年人优待", "老年人优待"),
    (r"缴税|纳税", "完税"),
    (r"离职|离岗", "离职"),
    (r"在校", "就读"),
    (r"居住地|住址|居住", "居住"),
    (r"职业水平考试|职业水平", "资格考试"),
    (r"导游资格证|导游人员资格证", "导游证"),
    (r"身体健康检查|健康检查|体格检查|体检合格|健康体检", "体检"),
    (r"身体条件", "体检"),
    (r"学历证书|毕业证书|毕业证|文化程度", "学历"),
    (r"居民身份证明|居民身份证|身份证明|身份证", "身份证"),
    (r"户口本|户口登记簿", "户口簿"),
    (r"结婚证明|结婚证书", "结婚证"),
    (r"思想品格|思想品德|品行", "品德"),
    (r"违法犯罪|刑事处罚|刑事犯罪", "犯罪"),
    (r"开除公职处分|被开除公职|开除公职", "开除公职"),
    (r"未曾|未受[过到]?|没有受过|没有|未被|未(?!成年|满)|不存在|不具有|无", "无"),
    (r"最低生活保障金|最低生活保障|低保金|低保", "低保"),
    (r"特困供养待遇|特困人员供养|特困供养人员|特困人员", "特困供养"),
    (r"经济困难|家庭经济情况|家庭经济状况|经济情况|经济状况", "经济情况"),
    (r"劳动合同", "劳动关系"),
    (r"在读", "就读"),
    (r"职业资格|执业资格|专业技术人员资格|专业技术资格|专业技术|专业资格资格|专业资格", "资格"),
    (r"资格考试", "考试"),
    (r"相关业务|相关专业", "专业"),
    (r"住所使用权|住所使用", "住所"),
    (r"场所使用权|场所使用", "场所"),
    (r"市场主体", "企业"),
    (r"高等学校|高校", "高校"),
    (r"出售住房|出售房屋|卖房", "卖房"),
    (r"购买商品住房|购买住房|购买商品房|购房|买房", "购房"),
    (r"住房公积金|公积金", "公积金"),
    (r"减免契税|契税减征|减征契税|减征契税政策", "契税减征"),
    (r"互联网上网服务经营活动|互联网上网服务营业场所", "互联网上网服务"),
    (r"监护人关系", "监护关系"),
    (r"男性职工", "男职工"),
    (r"换证|换发|换领|更换", "换发"),
    (r"成立登记|设立登记|开办登记", "设立登记"),
    (r"成立|设立|开办|开业", "设立"),
    (r"首次申领|首次签发|首次办理|首次申请", "首次"),
    (r"商业特许经营备案|特许人备案", "特许经营备案"),
    (r"终止或者解除|终止、解除|解除或者终止|解除", "解除"),
    (r"或者", "或"),
    (r"[《》“”\"'‘’]", ""),
)
"""Ways of writing one thing."""
_ONE_WORD_COMPILED = tuple((re.compile(pattern), word) for pattern, word in _ONE_WORD)
_ISSUED = re.compile(
    r"^[^、，（(]{2,40}?(?:出具|开具|核发|签发)的(?!证明(?:材料|文件)?$)(?=.{2})|^(?:有关|相关)证明和"
)
_DIGITS = {
    "0": "零",
    "1": "一",
    "2": "二",
    "3": "三",
    "4": "四",
    "5": "五",
    "6": "六",
    "7": "七",
    "8": "八",
    "9": "九",
}
_NUMBER = re.compile(r"[0-9]{1,2}")
_EXPLAINS = re.compile(r"[（(](?:包括|已|含)[^（()）]*[）)]")
_PROVES = re.compile(r"证明(?:材料|文件|书)?|证书")
_MARKS = re.compile(r"[\W_]+")

_EMPTY = frozenset(
    [
        "的",
        "地",
        "得",
        "和",
        "与",
        "及",
        "或",
        "以及",
        "或者",
        "并",
        "等",
        "之",
        "其",
        "在",
        "由",
        "被",
        "为",
        "于",
        "对",
        "对方",
        "向",
        "按",
        "按照",
        "中",
        "上",
        "下",
        "从",
        "有",
        "有关",
        "相关",
        "证明",
        "证明材料",
        "材料",
        "文件",
        "声明",
        "情况",
        "情形",
        "状况",
        "书面",
        "有效",
        "提供",
        "提交",
        "出具",
        "开具",
        "申报",
        "申请",
        "申请人",
        "申办",
        "申领",
        "办理",
        "审批",
        "核准",
        "许可",
        "审核",
        "核发",
        "颁发",
        "签发",
        "发放",
        "领取",
        "享受",
        "取得",
        "具有",
        "存在",
        "规定",
        "符合",
        "政策",
        "事项",
        "业务",
        "人员",
        "本",
        "市",
        "县",
        "可以",
        "需要",
        "应当",
        "进行",
        "相应",
        "公民",
        "个人",
        "证书",
        "书",
        "表",
        "函",
        "拟任",
        "其他",
        "包括",
        "不",
        "办",
        "受理",
        "条件",
        "要求",
        "一项",
        "者",
        "证",
        "居民",
        "内地",
        "我国",
        "报名",
        "专业",
        "正式",
        "资格",
        "项目",
        "登记证",
        "待遇",
        "自然",
        "对象",
        "阶段",
        "以上",
        "内",
        "近期",
        "从业人员",
        "资格证",
        "许可证",
        "任命",
        "条例",
        "材料和",
    ]
)
"""Words that stand in too many names to tell items apart."""
WEAK: Mapping[str, float] = dict.fromkeys(
    [
        "从事",
        "工作",
        "合格",
        "经营",
        "登记",
        "执业",
        "安全",
        "家庭",
        "单位",
        "机构",
        "部门",
        "结果",
        "查询",
        "信息",
        "成绩",
        "关系",
        "企业",
        "注册",
        "学生",
        "社会",
        "公民",
        "服务",
        "认定",
        "用人单位",
        "事实",
        "能力",
    ],
    0.5,
) | {"人": 0.4}
EXCLUDE: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(words.split()), absent)
    for words, absent in (
        ("设立 变更 注销 延续 补办 换发 转移 迁移 年检 首次 抵押 继承", "设立首次"),
        ("结婚 离婚", "~"),
        ("出生 死亡", "~"),
        ("一级 二级 三级 四级", "?"),
        ("第一类 第二类 第三类", "?"),
        ("初级 中级 高级", "?"),
        ("男 女 男职工 女职工", "?"),
        ("未满 年满", "?"),
        ("未成年 老年人", "~"),
        ("父母 本人 配偶", "~"),
        ("父母 配偶 监护人 子女", "?"),
        ("购房 租房 退休 离职 卖房", "?"),
        ("考试 注册 认定 评审 鉴定", "~"),
        ("备案 许可证", "~"),
        ("股份有限公司 有限责任公司 合伙 个体工商户", "?"),
        ("学历 学位 学籍 资历", "~"),
        ("身高 血型 姓名 民族 籍贯", "~"),
        ("涉外 内地", "内地"),
        ("客运 货运", "~"),
        ("未成年 成人", "~"),
        ("生产 经营", "~"),
        ("分立 合并 设立 终止", "~"),
        ("养老 医疗 失业 工伤 生育", "~"),
        ("城乡居民 职工", "~"),
        ("贷款 提取", "~"),
        ("转学 升学 休学 复学 入学 毕业", "~"),
        ("丧葬 抚恤", "~"),
        ("网络预约", "?"),
        ("临时", "?"),
    )
)
"""Words of which two items can have only one. Where one side has none: the words it then means; ``?`` where the other side
is narrower; ``~`` where it says nothing."""
_CALLING = re.compile(r"(?:.(?:师|员|士|医)|会计|工作者)$")
_NO_CALLING = frozenset(("人员", "从业人员", "成员", "职员", "会员", "学员", "人士", "复员", "动员"))
TURNS = frozenset(("无", "解除", "终止", "丧失", "放弃", "遗失", "注销"))
"""Words that turn a proof into its contrary."""


def callings(words: Iterable[str]) -> set[str]:
    """The callings among words: 律师, 护士, 驾驶员; of two matters that name different ones each is another."""
    return {word for word in words if _CALLING.search(word) and word not in _NO_CALLING}


@lru_cache(maxsize=4_096)
def canonical(name: str) -> str:
    """A name with one way of writing for one thing, and without who issues the proof."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()
    text = _NUMBER.sub(lambda found: _in_words(found.group()), text)
    text = _EXPLAINS.sub("", _ISSUED.sub("", text))
    for pattern, word in _ONE_WORD_COMPILED:
        text = pattern.sub(word, text)
    return text


def _in_words(number: str) -> str:
    """18 as 十八."""
    if len(number) == 1:
        return _DIGITS[number]
    tens, ones = number[0], number[1]
    return f"{'' if tens == '1' else _DIGITS[tens]}十{'' if ones == '0' else _DIGITS[ones]}"


def content(name: str) -> list[str]:
    """The words of a name that carry meaning, each once, in order."""
    return list(_content(name))


@lru_cache(maxsize=4_096)
def _content(name: str) -> tuple[str, ...]:
    text = _MARKS.sub(" ", _PROVES.sub(" ", canonical(name)))
    words = (word.strip() for word in rjieba.cut(text))
    return tuple(dict.fromkeys(word for word in words if word and word not in _EMPTY and not word.isspace()))
