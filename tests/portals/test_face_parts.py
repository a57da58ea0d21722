"""The components say what they should, keep what was typed, and never show what is hidden."""

from __future__ import annotations

from datetime import UTC, date, datetime
from http import HTTPStatus

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import Client, RequestFactory

from yinuo.law.grammar import Conclusion, Refusal
from yinuo.law.texts import CLAUSES
from yinuo.portals.face import nav, parts, words
from yinuo.portals.face.context import frame
from yinuo.portals.face.refusals import refusal_page

# Before the static files are collected there is no folder of them; the pages do not need it.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at:UserWarning")

DUE = date(2026, 11, 26)
RULE = CLAUSES["2.2-c"]


def shown(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


class Income(forms.Form):
    income = forms.DecimalField(label="家庭人均月收入", help_text="近六个月平均")
    how = forms.ChoiceField(
        label="怎样收结果", choices=(("sms", "短信"), ("post", "寄到家")), widget=forms.RadioSelect
    )
    read = forms.BooleanField(label="我读懂了")
    note = forms.CharField(label="补充", required=False)

    def clean_income(self):
        if self.cleaned_data["income"] > 1420:
            raise ValidationError("超过标准", params={"remedy": "改成 1180，或者改交证明", "citation": RULE})
        return self.cleaned_data["income"]


# --- words -----------------------------------------------------------------------------------------------------


def test_a_moment_is_written_in_shanghai_time():
    assert words.full_datetime(datetime(2026, 11, 23, 6, 5, tzinfo=UTC)) == "2026年11月23日 14:05"
    assert words.full_date(datetime(2026, 11, 23, 17, 0, tzinfo=UTC)) == "2026年11月24日"


def test_nothing_is_written_for_no_date():
    assert (
        shown("{{ d|zh_date }}{{ d|zh_datetime }}{{ d|zh_moment }}{{ d|zh_time }}{{ d|zh_weekday }}", d=None)
        == ""
    )


@pytest.mark.parametrize(
    ("left", "sentence", "tone"),
    [
        (3, "还有 3 个工作日，11月26日到期", ""),
        (1, "还有 1 个工作日，11月26日到期", "left--look"),
        (0, "今天到期，11月26日", "left--look"),
        (-4, "逾期 4 个工作日，原定11月26日", "left--bad"),
        (None, "2026年11月26日到期", ""),
    ],
)
def test_a_deadline_is_said_in_working_days_and_as_a_day(left, sentence, tone):
    html = shown("{% days_left due left %}", due=DUE, left=left)
    assert sentence in html
    assert tone in html


def test_the_clock_hatches_rest_days_and_marks_today_and_the_due_day():
    monday = date(2026, 11, 23)
    cells = parts.day_cells(today=monday, due=date(2026, 11, 30), is_workday=lambda d: d.weekday() < 5)
    kinds = {cell.day.day: cell.kind for cell in cells}
    assert kinds == {
        23: "now",
        24: "open",
        25: "open",
        26: "open",
        27: "open",
        28: "rest",
        29: "rest",
        30: "due",
    }


def test_a_long_period_keeps_today_in_front_of_its_last_days():
    cells = parts.day_cells(today=date(2026, 11, 2), due=DUE, is_workday=lambda _: True, at_most=6)
    assert [c.day.day for c in cells] == [2, 22, 23, 24, 25, 26]


def test_days_left_out_of_the_clock_are_shown_as_left_out():
    cells = parts.day_cells(today=date(2026, 11, 2), due=DUE, is_workday=lambda _: True, at_most=6)
    assert shown("{% day_clock cells due 18 %}", cells=cells, due=DUE).count("…") == 1
    whole = parts.day_cells(today=date(2026, 11, 24), due=DUE, is_workday=lambda _: True)
    assert "…" not in shown("{% day_clock cells due 2 %}", cells=whole, due=DUE)


# --- hidden numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bare", "seen"), [("341399199001011234", "3413************34"), ("19900000001", "199****0001")]
)
def test_a_bare_number_handed_to_masked_is_never_shown(bare, seen):
    html = shown("{% masked n %}", n=bare)
    assert bare not in html
    assert html.count("*") == seen.count("*")


def test_a_masked_number_is_read_aloud_without_its_stars():
    html = shown("{% masked n %}", n="199****0001")
    assert "199，中间 4 位已隐去，0001" in html


# --- law -------------------------------------------------------------------------------------------------------


def barred() -> Conclusion[bool]:
    record = Conclusion(
        value=False, citation=CLAUSES["2.5-d"], reason="有一条未修复的记录", ok=False, instead="申请信用修复"
    )
    return Conclusion(
        value=False, citation=RULE, reason="暂时不能签承诺", because=(record,), ok=False, instead="交证明办理"
    )


@pytest.mark.parametrize("kept", [False, True])
def test_a_conclusion_shows_reason_article_ground_and_way_out(kept):
    tree = barred().as_json() if kept else barred()
    html = shown("{% reasons c %}", c=tree)
    for said in (
        "暂时不能签承诺",
        RULE.label,
        "交证明办理",
        "有一条未修复的记录",
        "申请信用修复",
        "要留意：",
    ):
        assert said in html


def test_the_same_article_is_not_said_twice_in_a_row():
    child = Conclusion(value=True, citation=RULE, reason="没有记录", ok=True)
    html = shown(
        "{% reasons c %}", c=Conclusion(value=True, citation=RULE, reason="可以", because=(child,), ok=True)
    )
    assert html.count(f"<summary>{RULE.label}</summary>") == 1


def test_a_citation_marks_the_sentence_and_escapes_the_text():
    html = shown(
        '{% cite c "自主" %}', c={"label": "某法<1>", "text": "申请人可<b>自主</b>选择", "source": ""}
    )
    assert "<em>自主</em>" in html
    assert "&lt;b&gt;" in html
    assert "某法&lt;1&gt;" in html


def test_no_citation_and_no_refusal_leave_nothing_behind():
    assert shown("{% cite c %}{% refusal r %}{% reasons c %}", c=None, r=None).strip() == ""


# --- forms -----------------------------------------------------------------------------------------------------


def test_a_field_keeps_what_was_typed_and_says_what_is_wrong_and_what_to_do():
    form = Income({"income": "11800", "how": "sms", "read": "on"})
    html = shown('{% field form.income unit="元" %}', form=form)
    assert 'value="11800"' in html
    assert "超过标准" in html
    assert "改成 1180，或者改交证明" in html
    assert RULE.label in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_income-hint id_income-error"' in html


def test_the_summary_links_each_error_to_its_control():
    html = shown("{% error_summary form %}", form=Income({"income": "", "note": ""}))
    assert "有 3 处要改" in html
    assert '<a href="#id_income">还没有填：家庭人均月收入</a>' in html
    assert '<a href="#id_how_0">还没有选：怎样收结果</a>' in html
    assert '<a href="#id_read">还没有勾选：我读懂了</a>' in html


def test_every_link_of_the_summary_leads_to_a_control_that_exists():
    form = Income({})
    page = shown("{% field form.income %}{% field form.how %}{% field form.read %}", form=form)
    for anchor in ("id_income", "id_how_0", "id_read"):
        assert f'id="{anchor}"' in page


def test_a_right_form_has_no_summary():
    assert (
        shown("{% error_summary form %}", form=Income({"income": "1180", "how": "sms", "read": "on"})).strip()
        == ""
    )


def test_nothing_is_chosen_beforehand():
    html = shown("{% field form.how %}", form=Income())
    assert "checked" not in html


def test_what_people_typed_is_escaped():
    html = shown("{% field form.note %}", form=Income({"note": '"><script>x()</script>'}))
    assert "<script>" not in html


# --- procedure -------------------------------------------------------------------------------------------------


def routes(shut: str = "") -> str:
    both = [
        parts.Route("commit", "签承诺", "自己写明", "pen", "选这种：签承诺", shut=shut),
        parts.Route("proof", "交证明", "请街道开", "file", "选这种：交证明"),
    ]
    rows = [parts.RouteRow("要多久", "clock", ("当天", "7 日内"))]
    return shown("{% versus routes rows %}", routes=both, rows=rows)


def test_both_routes_have_the_same_rows_and_buttons_of_one_weight():
    html = routes()
    assert html.count('class="route"') == 2
    assert html.count("要多久") == 2
    assert html.count('class="btn btn--wide btn--big" type="submit" name="route"') == 2
    assert "checked" not in html


def test_a_shut_route_keeps_its_place_and_says_why():
    html = routes(shut="在信用修复前不适用")
    assert html.count("要多久") == 2
    assert "在信用修复前不适用" in html
    assert 'value="commit"' not in html
    assert 'value="proof"' in html


def test_a_done_step_leads_back_and_a_coming_one_nowhere():
    steps = [
        parts.Step("选办法", "/step-one"),
        parts.Step("读告知书", "/step-two"),
        parts.Step("签名", "/step-three"),
    ]
    html = shown("{% stepper steps 2 %}", steps=steps)
    assert 'href="/step-one"' in html
    assert "/step-two" not in html
    assert "/step-three" not in html
    assert 'aria-current="step"' in html
    assert "第 2 步，共 3 步" in html


def test_bars_and_flow_stay_quiet_when_there_is_nothing():
    html = shown(
        '{% bars none "件" %}{% flow none "去向" %}{% meter 0 0 %}{% bars noughts %}',
        none=[],
        noughts=[parts.Share("无", 0)],
    )
    assert "nan" not in html.lower()


def test_an_unknown_icon_is_a_fault_of_the_author():
    with pytest.raises(Exception, match="no icon named nonsense"):
        shown('{% icon "nonsense" %}')


# --- frame -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["", "elder", "desk"])
def test_the_style_guide_opens_for_everybody_in_every_mode(mode):
    answer = Client().get("/styleguide", {"mode": mode})
    assert answer.status_code == HTTPStatus.OK
    assert f'data-mode="{mode}"' in answer.content.decode()


def test_large_type_is_remembered_and_given_up_again():
    client = Client()
    answer = client.post("/mode", {"mode": "elder", "next": "/styleguide"})
    assert answer["Location"] == "/styleguide"
    assert 'data-mode="elder"' in client.get("/styleguide").content.decode()
    client.post("/mode", {"mode": "", "next": "/styleguide"})
    assert 'data-mode=""' in client.get("/styleguide").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x()"])
def test_the_switch_never_leads_to_another_site(back):
    assert Client().post("/mode", {"mode": "elder", "next": back})["Location"] == "/"


def test_the_switch_asks_for_the_token_of_the_form():
    assert (
        Client(enforce_csrf_checks=True).post("/mode", {"mode": "elder"}).status_code == HTTPStatus.FORBIDDEN
    )


def test_a_mode_nobody_knows_is_the_ordinary_one():
    request = RequestFactory().get("/")
    request.COOKIES["yinuo_mode"] = '"><script>'
    assert frame(request)["mode"] == ""


def test_a_page_that_does_not_exist_is_not_linked():
    assert all(nav.links().values())
    assert nav.address("public:no_such_page") == ""


def test_a_refusal_says_what_why_article_and_way_out():
    refused = Refusal("不能撤回这份承诺", "事项已经办结", CLAUSES["2.6-c"], "可以申请行政复议")
    answer = refusal_page(RequestFactory().get("/x"), refused)
    html = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    for said in (refused.what, refused.why, refused.citation.label, refused.citation.text, refused.instead):
        assert said in html
