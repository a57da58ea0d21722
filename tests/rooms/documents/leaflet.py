"""A paper of an item with a part of every kind; all that it says is invented."""

from __future__ import annotations

from dataclasses import replace

from yinuo.documents.contents import Imprint
from yinuo.documents.contents import papers as p


def leaflet(agency, clauses, withdrawal, layout="sheet", **changed):
    lines = (
        p.Line("本人就上述证明事项自愿选择告知承诺方式办理，现作出下列承诺："),
        p.Line("本人已经知晓行政机关告知的全部事项；", "（一）"),
        p.Line("本人已经符合告知的条件，具体承诺下列事实属实：", "（二）"),
        p.Line("家庭住房不超过 1 套。", "1.", level=1),
        p.Line("〔核查安排第1项：数据比对，不动产登记信息，签署当日〕", level=2, small=True, link="check-1"),
        p.Line("请求事项：", "2.", level=1, blank=True),
        p.Line("第一行\n第二行", "（三）", head="证明内容"),
    )
    sections = (
        p.Section(
            "who",
            "基本信息",
            (p.framed((p.Row("姓名", half=True), p.Row("电话", half=True), p.Row("行政机关", agency.name))),),
            ("写清楚您是谁。",),
        ),
        p.Section("promised", "申请人承诺", (p.Lines(lines),)),
        p.Section(
            "told",
            "告知内容",
            (
                p.Clauses(
                    tuple(
                        p.Told(f"k{at}", mark, one.title, one.text, f"问题{mark}？", f"白话{mark}。")
                        for at, (mark, one) in enumerate(zip("一二三四五六七八", clauses, strict=True))
                    )
                ),
            ),
        ),
        p.Section(
            "plan",
            "核查安排",
            (
                p.paragraphs("按下表核查。"),
                p.Table(
                    "核查安排",
                    ("序号", "事实", "标准"),
                    tuple((str(at), f"第{at}项事实", f"标准{at}\n另起一行") for at in range(1, 41)),
                    (10, 40, 50),
                    anchor="check",
                ),
            ),
        ),
        p.Section(
            "ways",
            "两种办法",
            (
                p.Columns(
                    (
                        p.Column("签承诺", (p.Line("签一份承诺书。", "1."),)),
                        p.Column("交证明", (p.Line("去开证明。", "1."),)),
                    )
                ),
            ),
        ),
        p.Section(
            "signed",
            "撤回和签署",
            (p.counted(withdrawal), p.Signatures(("承诺人", "行政机关"))),
            together=True,
        ),
    )
    usual = p.Paper(
        imprint=Imprint("第3版", "2026年11月23日", "", "https://yinuo.example.cn/items/legal-aid/"),
        agency=agency,
        layout=layout,
        title=("宿州市法律援助中心", "经济困难证明告知承诺制工作规程"),
        sections=p.section_titles(sections),
        note="（试行）",
        version="第3版",
        scan="扫码打开网页",
    )
    return replace(usual, **changed).sealed()
