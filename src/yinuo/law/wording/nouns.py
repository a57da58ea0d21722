"""The nouns that are asked for, as parts of patterns: papers, states, rules, people, bodies, numbers, times."""

from __future__ import annotations

from yinuo.law.wording.mark import any_of

PAPER = any_of(
    r"""
    证明材料 证明文件 (?<!原)(?<!建筑)(?<!施工)材料 资料 文件 证明(?!力) 证件 证照 证书 手续 单据 票据 凭证 凭据 证据 文书
    附件 物品 要件 样本 表格 表册 图件 图纸 票证 执照 函件 账册 数据 信息
    """
)
"""What a person is asked to bring."""

_STATE = any_of(
    r"""
    情形 情况 条件 要求 事项 原因 方式 方法 渠道 途径 形式 内容 项目 因素 行为 时间 费用 标准 程序 措施 手段 活动 业务 事由
    理由 需要 困难 限制 意见 情节 关系 贡献 用途 事实 问题 处理 处罚 处分 惩戒 救助 保障 服务 权利 义务 报酬 收入 财产 指标
    环节 对象 群体 设施 场所 设备 用品 工具 位置 地点 后果 责任(?!人)
    """
)
_TEXT = any_of(
    "法律法规 法律责任 法律规定 法律后果 法律 法规 规章 规定 政策 办法 制度 规范 协议 合同 规程 规划 通知"
)
OPEN = any_of(f"{PAPER} {_STATE} {_TEXT}")
"""Heads that leave a list open: after 其他 or 等 they say nothing about what belongs to it."""

RULE = any_of("法律法规 法律、法规 法律 法规 规章 规定 政策 标准 规范 要求 制度 规程 程序 通知 精神")
"""What may govern a demand and must be named."""

_PEOPLE = any_of(
    r"""
    人员 人士 人(?!口|数|工|格|身) (?<!或)者 股东 董事 监事 成员 亲属 子女 业主 农户 住户 居民 村民 职工 员工 学生 教师
    代表(?!性) 主体 会员 公民 顾客 旅客 乘客 机动车 车辆 船舶
    """
)
_BODIES = any_of(
    """
    组织 单位 机构 机关 部门 法院 政府 企业 公司 团体 党派 合作社 窗口 网点 学校 高校 医院 家庭 社区 行业 系统 平台
    """
)
_PLACES = any_of(
    r"""
    国家 地区 省份? 市 区县 县 区(?!分) 镇 乡 村 街道 城市 口岸 考区 流域 水域 道路 车道 地方 科目 品种 年度 月份 股权 部分
    """
)
CLOSED = any_of(f"{_PEOPLE} {_BODIES} {_PLACES}")
"""Heads that a register, a contract or the sentence itself closes: 其他合伙人 are known."""

_DIGIT = r"[0-9０-９一二两三四五六七八九十百千万]"
_MEASURE = any_of(
    """
    个 种 项 份 类 部 家 件 户 人 名 处 方 款 条 张 本 次 级 省 市 县 区 样 套 门 科 位 所 间 台 辆 只 页 册 幅 枚 块 组 批 段
    证 表 日 天 年 道 点 层 座
    """
)
_TOGETHER = any_of("共 共计 总共 一共 合计 总计 上述 上列 以上 前述 前列 这 该 的")
COUNT = rf"(?:{_TOGETHER}\s*)*(?:\d{{1,12}}(?![\d余多几])|{_DIGIT}{{1,12}}\s*{_MEASURE})"
"""A definite number of things, as it stands after 等 or 其他."""

NUMBER = rf"(?:{_DIGIT}|半){{1,12}}(?:[.．]\d{{1,4}})?"
LENGTH = (
    rf"(?:{NUMBER}\s*个?\s*(?:工作日|自然日|日|天|小时|分钟|个?月|年|周岁|周|时|学时|季度)|当[日天场]|次日)"
)
"""A length of time."""

TIMES = frozenset({"办理时限", "办结时限", "承诺时限", "法定时限"})
"""Fields that say how long something takes."""

QUALITIES = any_of(
    """
    优质 优美 美观 出色 杰出 卓越 牢固 坚固 坚实 结实 精湛 精通 娴熟 老到 老练 高超 领先 落后 陈旧 完美 周全 周到 周密 严谨
    合宜 适中 稳固 稳妥 正派 热情 耐心 细致 艰苦 艰难 低下 混乱 整洁 整齐 洁净 干净 明亮 敞亮 舒适 安静 突出
    充沛 丰厚 富余 宽裕 宽敞 宽阔 宽松 密集 稀少 稀缺 匮乏 短缺 紧缺 众多 繁多 庞大 微小 微弱 频繁 稠密 悠久 长久 短暂 久远
    积极 紧张 详实 工整 优雅 雅致 理想 简陋 充盈 昂贵 低廉
    紧密 亲密 疏远 偏远 偏僻 急迫 迫切 紧迫 鲜明 隐蔽
    """
)
"""Adjectives of degree: true of a thing only by somebody's judgement."""
