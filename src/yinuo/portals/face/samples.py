"""What the style guide shows: invented persons and cases, real articles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yinuo.documents.contents import Agency, Imprint, Paper
from yinuo.documents.contents.papers import Line, Lines, Row, Section, Table, framed, section_titles
from yinuo.law.grammar import Conclusion, Refusal
from yinuo.law.texts import CLAUSES, LEGAL_AID_42
from yinuo.portals.face import parts
from yinuo.portals.face.words import SHANGHAI

TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 26)


class SampleForm(forms.Form):
    """A form with one field of each kind, filled in wrongly on purpose."""

    persons = forms.IntegerField(label="家里几口人", help_text="户口本上和您一起生活的人")
    income = forms.DecimalField(label="家庭人均月收入", help_text="近六个月平均，写约数也可以")
    how = forms.ChoiceField(
        label="怎样收结果", choices=(("sms", "短信"), ("post", "寄到家")), widget=forms.RadioSelect
    )
    district = forms.ChoiceField(label="住在哪里", choices=(("", "请选择"), ("1", "埇桥区"), ("2", "砀山县")))
    remark = forms.CharField(label="要补充的话", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    proof = forms.FileField(label="证明材料", help_text="PDF 或照片，每份不超过 10 MB", required=False)
    read = forms.BooleanField(label="以上内容由我本人填写，我对它负责")

    def clean_income(self) -> Any:
        """The sample standard is 1,420 yuan; more than that is refused with reason and remedy."""
        income = self.cleaned_data["income"]
        if income > 1420:
            raise ValidationError(
                "%(income)s 元超过示例标准 1,420 元",
                params={
                    "income": f"{income:,}",
                    "remedy": "如果多写了一个 0，请改成 1180；确实如此，请改交证明。",
                },
            )
        return income


def sample_form() -> SampleForm:
    """The form as it comes back with errors, all that was typed still in it."""
    return SampleForm(
        {"persons": "3", "income": "11800", "how": "sms", "district": "1", "remark": "", "read": ""}
    )


def barred() -> Conclusion[bool]:
    """A conclusion that speaks against the person, with the way out."""
    rule = CLAUSES["2.2-c"]
    return Conclusion(
        value=False,
        citation=rule,
        reason="暂时不能签承诺，请走“交证明”这条路",
        because=(
            Conclusion(True, rule, "没有虚假承诺记录：2021 年至今 2 次承诺，均属实", ok=True),
            Conclusion(
                value=False,
                citation=rule,
                reason="有一条较严重的不良信用记录：2026年3月2日，市市场监管局",
                ok=False,
                instead="改正后申请信用修复，修复当天恢复",
            ),
        ),
        ok=False,
        instead="交证明办理，效力一样，收齐后 7 日内决定",
    )


def granted() -> Conclusion[bool]:
    """A conclusion that speaks for the person."""
    return Conclusion(
        value=True,
        citation=CLAUSES["2.2-a"],
        reason="可以采用告知承诺",
        because=(
            Conclusion(True, CLAUSES["2.1-c"], "事项在目录内，未被排除", ok=True),
            Conclusion(True, CLAUSES["2.2-c"], "没有较严重的不良信用记录", ok=True),
            Conclusion(DUE, CLAUSES["2.4-a"], "事后核查最晚的一天", ok=None),
        ),
        ok=True,
    )


def refused() -> Refusal:
    """A refusal as every page shows it."""
    return Refusal(
        what="现在不能撤回这份承诺",
        why="部门已于2026年11月23日 15:20 作出决定，事项已经办结",
        citation=CLAUSES["2.6-c"],
        instead="对决定有异议，可以自知道之日起六十日内申请行政复议。",
    )


def the_routes() -> dict[str, Any]:
    """Two routes, the same rows."""
    after = CLAUSES["2.4-d"]
    rows = [
        parts.RouteRow(
            "您要做什么",
            "user",
            (
                parts.Cell(
                    points=("读告知书，约 5 分钟", "填 4 项家庭情况", "签名，确认是您本人"),
                    brief="自己填、自己签",
                ),
                parts.Cell(points=("到乡镇或街道开证明", "拍照上传，或交到窗口"), brief="去街道开证明"),
            ),
        ),
        parts.RouteRow(
            "要多久",
            "clock",
            (
                parts.Cell("当天作出决定，多数在 30 分钟内", brief="当天"),
                parts.Cell("收齐材料后 7 日内作出决定", brief="7 日内"),
            ),
        ),
        parts.RouteRow(
            "事后查什么",
            "search",
            (
                parts.Cell("3 个工作日内比对您写的 4 项，不上门", brief="比对 4 项数据"),
                parts.Cell("核对证明的真伪，不要您再跑", brief="核对真伪"),
            ),
        ),
        parts.RouteRow(
            "如果不属实",
            "alert",
            (
                parts.Cell(
                    "先听您说明。写错了更正即可；故意隐瞒的，依法处理", citations=(after,), brief="先听说明"
                ),
                parts.Cell("伪造、变造证明的，依法处理", citations=(after,), brief="依法处理"),
            ),
        ),
        parts.RouteRow(
            "想反悔怎么办",
            "undo",
            (
                parts.Cell("作出决定之前可以撤回，改走另一种办法，填过的都保留", brief="决定前可撤回"),
                parts.Cell("作出决定之前可以撤回，也可以改签承诺", brief="决定前可撤回"),
            ),
        ),
    ]
    routes = [
        parts.Route("commit", "签承诺", "我自己写明家庭经济情况，签名负责。", "pen", "选这种：签承诺"),
        parts.Route("proof", "交证明", "我请街道或乡镇开《经济困难证明》。", "file", "选这种：交证明"),
    ]
    return {"routes": routes, "route_rows": rows}


def the_moments() -> list[parts.Moment]:
    """A timeline with past, present and future."""
    signed = datetime(2026, 11, 23, 9, 21, tzinfo=SHANGHAI)
    return [
        parts.Moment("您签了承诺书", signed, "短信验证本人", url="#timeline", link="看回执"),
        parts.Moment("正在审查您的申请", "现在", "法定 7 日内决定，我们承诺今天 17:30 前", "now"),
        parts.Moment("核对 4 项事实", "11月26日前", "您不用做什么", "next"),
    ]


def figures() -> dict[str, Any]:
    """Numbers that open lists, bars, a flow and a chart."""
    return {
        "shares": [
            parts.Share("泗县", 5, "#figures", "look"),
            parts.Share("埇桥区", 4, "#figures"),
            parts.Share("萧县", 3, "#figures"),
            parts.Share("砀山县", 2, "#figures"),
        ],
        "outcomes": [
            parts.Share("核查属实", 41_613, "#figures"),
            parts.Share("待查", 6_202, "#figures"),
            parts.Share("更正后属实", 234, "#figures"),
            parts.Share("撤回改交证明", 104, "#figures"),
            parts.Share("认定不实", 59, "#figures"),
        ],
        "trend": parts.ChartData(
            key="trend",
            title="每月承诺",
            labels=("6月", "7月", "8月", "9月", "10月"),
            series=(
                parts.Series("承诺", (4480, 4501, 4720, 5020, 5180)),
                parts.Series("交证明", (1902, 1840, 1710, 1655, 1590)),
            ),
            unit="份",
            note="纵轴从 0 起，不含本月。",
            label_title="月份",
        ),
    }


def paper() -> Paper:
    """A paper with labelled rows, numbered lines that point to a check, and a table."""
    lines = (
        Line("本人已经符合告知的条件，具体承诺下列事实属实：", "（二）"),
        Line("家庭住房不超过 1 套。", "1.", level=1),
        Line("〔核查安排第1项：数据比对，不动产登记信息〕", level=2, small=True, link="sample-check-1"),
        Line("请求事项：", "2.", level=1, blank=True),
    )
    checks = Table(
        "示例的核查安排",
        ("序号", "承诺的事实", "核查方式", "核查标准"),
        (("1", "家庭住房不超过 1 套", "数据比对", "登记在本户名下不超过 1 套"),),
        (10, 30, 25, 35),
        anchor="sample-check",
    )
    rows = framed((Row("姓名", half=True), Row("联系电话", half=True), Row("行政机关", "市法律援助中心")))
    sections = (
        Section("sample-who", "基本信息", (rows,), ("写清楚您是谁，按证件填。",)),
        Section("sample-promised", "申请人承诺", (Lines(lines),), ("每件事写明由哪一项核查来查。",)),
        Section("sample-plan", "核查安排", (checks,), ("表里的序号，就是上面承诺后面写的那一项。",)),
    )
    return Paper(
        imprint=Imprint("", "2026年11月23日"),
        agency=Agency("市法律援助中心"),
        layout="sheet",
        title=("证明事项告知承诺书",),
        sections=section_titles(sections),
        numbered=True,
        mark="示例，不作办理依据",
    )


def components() -> dict[str, Any]:
    """Everything the style guide's template shows."""
    return {
        "due": DUE,
        "overdue": date(2026, 11, 17),
        "now": datetime(2026, 11, 23, 14, 5, tzinfo=SHANGHAI),
        "today": TODAY,
        "day_cells": parts.day_cells(
            today=TODAY, due=DUE, is_workday=lambda day: day.weekday() < 5, before=4
        ),
        "citation": CLAUSES["2.2-a"],
        "exempt": LEGAL_AID_42,
        "barred": barred(),
        "granted": granted(),
        "kept": granted().as_json(),
        "refused": refused(),
        "form": sample_form(),
        "pick_hints": {"sms": "199****0001", "post": "不收费，约 3 天"},
        "steps": [
            parts.Step("选办法", "#steps"),
            parts.Step("读告知书", "#steps"),
            parts.Step("填情况"),
            parts.Step("签承诺书"),
            parts.Step("得结果"),
        ],
        **the_routes(),
        "paper": paper(),
        "clause_text": parts.ClauseText(
            "六",
            "核查权力",
            "市法律援助中心在作出决定后 3 个工作日内，通过数据共享核对第三条所列四项情况。\n不进行入户核查。",
            "签了就等于同意我们查这 4 项，只查这 4 项。最晚11月26日查完，结果会告诉您。",
            "c6",
            citations=(CLAUSES["2.4-a"],),
            confirm=True,
        ),
        "moments": the_moments(),
        "record": [
            (datetime(2026, 11, 23, 9, 12, tzinfo=SHANGHAI), "告知书第 3 版已展示，停留 6 分 40 秒"),
            (datetime(2026, 11, 23, 9, 20, tzinfo=SHANGHAI), "第三、五、六条逐条确认"),
            (datetime(2026, 11, 23, 9, 23, tzinfo=SHANGHAI), "核查计划已生成，责任到人"),
            (datetime(2026, 11, 23, 9, 31, tzinfo=SHANGHAI), "您已阅看承诺事实 4 项"),
        ],
        "fact_rows": [
            ("谁来办", "市法律援助中心", "埇桥区（示例地址）"),
            ("多久有结果", "签承诺：当天", "法定 7 日内"),
            ("收不收费", "不收费"),
            ("承诺书公开吗", "不公开", "涉及家庭收入"),
        ],
        "pair_rows": [
            ("查什么", "表里的 4 项事实"),
            ("什么时候查", "11月26日（周四）前"),
            ("写错了", "先听您说明"),
        ],
        "file_links": [
            parts.FileLink("承诺书（已签）", "#files", "PDF，1 页，带验证码"),
            parts.FileLink("告知书第 3 版", "#files", "您读到的那一版", "down"),
        ],
        **figures(),
    }
