"""The papers of an item: one source for PDF, Word and page; every fact with its check; both ways; the plain words beside."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from tests.cast import CONDITIONS, LOW_INCOME_FACT, notice_of, open_to_some
from tests.conftest import AT, ON
from tests.rooms.verification.cases import PAPER_FACT

from yinuo.commitments.letters import promised_facts, withdrawal_words
from yinuo.commitments.papers import (
    ALL,
    FORMATS,
    Bundled,
    bundle,
    file_name,
    file_of,
    folder_of,
    kinds_of,
    paper_of,
)
from yinuo.commitments.papers.checks import checks_of
from yinuo.commitments.papers.plain import everyday
from yinuo.commitments.queries import clauses_of, plan
from yinuo.documents.contents.papers import Clauses, Lines, Table, words
from yinuo.law.notice import NOTICE_CLAUSES, STATEMENTS
from yinuo.matters.actions import draft_version, publish_version, submit_version, suspend
from yinuo.matters.terms import Condition, Insurance, ProcedureStep, RiskPoint, Signer, Terms

pytestmark = pytest.mark.django_db

ELSEWHERE = {
    "key": "no_record",
    "text": "本人没有犯罪记录",
    "standard": "公安机关查询结果为“未发现”",
    "source_name": "宿州市公安局",
    "alternative": "无犯罪记录证明",
}
EXTRA = {"guide": "周一至周五 8:30 至 17:30 办公。", "procedure": "每周一例会通报上周核查进度。"}


@pytest.fixture
def rich(city):
    """A draft that says everything there is to say."""
    return draft_version(
        item=city.item,
        notice=notice_of("申请法律援助", "经济困难证明")
        | {
            "materials": "本人身份证1份，核验后退还；案件材料复印件1套",
            "public": True,
            "public_scope": "本市政务服务网“承诺书公示”栏目",
            "public_term": "自作出决定之日起20个自然日",
        },
        facts=[LOW_INCOME_FACT, ELSEWHERE, PAPER_FACT],
        inputs=[
            {
                "key": "cause",
                "label": "请求事项",
                "kind": "choice",
                "choices": ["赡养费", "抚养费"],
                "required": True,
                "help": "选一项",
            }
        ],
        plain={
            "promise": "您家现在吃低保。",
            "check": "我们查低保数据。",
            "if_untrue": "要退钱。",
            "same_round_bar": True,
            "extra": EXTRA,
        },
        terms=Terms(
            conditions=(Condition("家庭人均月收入不超过 1,500 元", "近六个月银行流水"),),
            signers=(Signer.SELF.name, Signer.GUARDIAN.name, Signer.PROXY.name),
            hard_to_check=True,
            insurance=Insurance.OFFERED.name,
            risk_points=(
                RiskPoint("核查", "低保数据更新有延迟", "HIGH", "三天后复查一次", "核查人员", "2027-01-15"),
            ),
        ),
        by=city.qian,
        at=AT,
    )


def text_of(version, kind, at=AT):
    return "\n".join(words(paper_of(version, kind, at=at)))


def tables(version, kind):
    paper = paper_of(version, kind, at=AT)
    return {
        part.caption: part for section in paper.sections for part in section.parts if isinstance(part, Table)
    }


def printed(pdf):
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def typed(file):
    body = docx.Document(io.BytesIO(file)).element.body
    return "".join("".join(node.text or "" for node in body.iter(qn("w:t"))).split())


@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("kind", ALL)
def test_pdf_word_and_content_say_the_same(rich, kind):
    content = paper_of(rich, kind, at=AT)
    pdf = printed(file_of(rich, kind, "pdf", at=AT))
    word = typed(file_of(rich, kind, "docx", at=AT))
    wanted = ["".join(text.split()) for text in (*words(content), content.digest[:8])]

    assert [text for text in wanted if text not in pdf] == []
    assert [text for text in wanted if text not in word] == []


@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_version_on_the_same_day_gives_the_same_bytes(rich, kind, ending):
    from yinuo.commitments.papers.files import _kept

    made = []
    for at in (AT, AT + timedelta(hours=3), AT + timedelta(days=1)):
        _kept.cache_clear()
        made.append(file_of(rich, kind, ending, at=at))

    assert made[0] == made[1] != made[2]


class TestNotice:
    """告知书: what is told before anybody promises."""

    @pytest.mark.clause("2.3-a")
    def test_it_holds_the_eight_parts_word_for_word(self, rich):
        said = text_of(rich, "notice")

        for _key, title, question, text, _must in clauses_of(rich):
            assert title in said
            assert question in said
            assert all(line in said for line in text.split("\n"))

    @pytest.mark.clause("2.3-a")
    @pytest.mark.parametrize("key", [clause.key for clause in NOTICE_CLAUSES])
    def test_each_of_the_eight_parts_has_its_counterpart_in_plain_words(self, city, rich, key):
        for version in (rich, city.version):
            plain = everyday(version, key)
            assert plain
            assert all(len(one) <= 60 for one in plain.replace("！", "。").split("。"))
        clause = next(one for one in NOTICE_CLAUSES if one.key == key)
        [told] = [one for one in _clauses(rich) if one.key == key]
        assert (told.question, told.plain) == (clause.plain, everyday(rich, key))

    def test_what_the_editor_says_in_plain_words_goes_before_what_is_made(self, rich, city):
        assert everyday(rich, "content") == "您家现在吃低保。"
        assert "本人家庭正在享受最低生活保障" in everyday(city.version, "content")

    @pytest.mark.clause("2.2-b")
    def test_both_ways_stand_side_by_side_and_who_cannot_promise_is_told(self, rich):
        said = text_of(rich, "notice")

        for wanted in (
            "签承诺",
            "交证明",
            "在信用修复以前不适用告知承诺",
            "家庭人均月收入不超过 1,500 元（以近六个月银行流水为准）",
        ):
            assert wanted in said


def _clauses(version):
    paper = paper_of(version, "notice", at=AT)
    [found] = [part for section in paper.sections for part in section.parts if isinstance(part, Clauses)]
    return found.clauses


class TestLetter:
    """告知承诺书格式文本: for a person and for a firm."""

    @pytest.mark.clause("2.3-c")
    @pytest.mark.parametrize(("kind", "own"), [("letter", "本人"), ("letter-firm", "本单位")])
    def test_it_holds_the_four_statements_of_whoever_promises(self, rich, kind, own):
        said = text_of(rich, kind)

        for _key, statement in STATEMENTS:
            assert (statement if statement.startswith("以上") else f"{own}{statement}") in said
        assert (f"{'本单位' if own == '本人' else '本人'}已经知晓") not in said

    def test_a_person_is_asked_for_his_papers_and_a_firm_for_its_own(self, rich):
        person, firm = text_of(rich, "letter"), text_of(rich, "letter-firm")

        assert all(label in person for label in ("姓名", "证件号码", "法定监护人", "委托代理人"))
        assert all(
            label in firm for label in ("统一社会信用代码", "法定代表人（负责人）", "住所", "委托代理人")
        )
        assert "统一社会信用代码" not in person
        assert "法定监护人" not in firm

    @pytest.mark.clause("2.3-c")
    @pytest.mark.parametrize("kind", ["letter", "letter-firm", "notice", "procedure"])
    def test_each_promised_fact_points_to_the_check_that_tests_it(self, rich, kind):
        paper = paper_of(rich, kind, at=AT)
        checks = checks_of(rich, on=ON)
        rows = [
            row
            for section in paper.sections
            for part in section.parts
            if isinstance(part, Table) and part.anchor
            for row in part.rows
        ]

        assert [row[1] for row in rows] == [fact["text"] for fact in rich.facts]
        for check, row in zip(checks, rows, strict=True):
            told = "".join(row)
            assert all(
                one in told
                for one in (check.method.value, check.timing, check.source, check.standard, check.period)
            )
        if kind.startswith("letter"):
            links = [
                line.link
                for section in paper.sections
                for part in section.parts
                if isinstance(part, Lines)
                for line in part.lines
                if line.link
            ]
            assert links == ["check-1", "check-2", "check-3"]

    def test_it_says_who_may_promise_and_who_may_not_for_now(self, rich):
        said = text_of(rich, "letter")

        assert "（九）" in said
        assert "应当同时符合下列条件：家庭人均月收入不超过 1,500 元（以近六个月银行流水为准）" in said
        assert "在信用修复以前不适用告知承诺" in said

    def test_a_person_signs_himself_and_a_firm_by_its_representative(self, rich):
        person, firm = text_of(rich, "letter"), text_of(rich, "letter-firm")

        assert "由本人、法定监护人、委托代理人签署" in person
        assert "由法定代表人或者负责人、委托代理人签署" in firm
        assert "由本人、法定代表人或者负责人（单位办理的）、法定监护人、委托代理人签署" in text_of(
            rich, "notice"
        )

    def test_what_is_filled_in_has_its_line_and_its_choices(self, rich):
        said = text_of(rich, "letter")

        assert "请求事项：" in said
        assert "〔选填：赡养费、抚养费；选一项〕" in said

    @pytest.mark.clause("2.3-c")
    def test_the_form_says_what_the_signed_letter_will_say(self, city):
        said = text_of(city.version, "letter")
        lines = [line.value for line in plan(version=city.version, standing_class="ordinary", at=AT, on=ON)]

        for _key, title, _plain, text, _must in clauses_of(city.version):
            assert title in said
            assert all(part in said for part in text.split("\n"))
        for fact in promised_facts(city.version.facts, lines):
            assert fact.text in said
            assert fact.check in said
        for sentence in withdrawal_words(round_bar=False):
            assert sentence in said
        assert city.version.text_digest in said

    @pytest.mark.clause("2.1-c")
    @pytest.mark.parametrize("kind", ["notice", "letter", "guide", "procedure"])
    def test_every_paper_names_the_conditions_in_the_words_of_the_signed_letter(self, city, kind):
        said = text_of(open_to_some(city), kind)

        assert all(condition in said for condition in CONDITIONS)


class TestGuide:
    """办事指南: both ways, what to bring, and how the commitment goes."""

    @pytest.mark.clause("3.3-a")
    def test_it_says_both_ways_and_the_commitment_in_full(self, rich, city):
        said = text_of(rich, "guide")

        for wanted in (
            "两种办法，由您选择",
            "告知承诺怎么办：经济困难证明",
            "自然人、法人和其他组织",
            "市级" if city.bureau.region_code.endswith("00") else "县级",
            city.bureau.uscc,
            "可以投保责任保险",
            EXTRA["guide"],
        ):
            assert wanted in said
        assert EXTRA["procedure"] not in said

    def test_materials_are_counted_and_the_proof_may_be_replaced(self, rich):
        rows = {row[1]: row for row in tables(rich, "guide")["申请材料"].rows}

        assert rows["本人身份证"][3:] == ("1份", "核验后退还", "不能，须提交")
        assert rows["案件材料复印件"][3] == "1套"
        assert rows["经济困难证明"][5] == "能，由您选择"

    def test_the_other_proofs_of_the_matter_are_listed_too(self, city):
        from tests.cast import publish

        publish(
            city.matter,
            "second-proof",
            "居住证明",
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=AT,
            facts=[PAPER_FACT],
        )
        assert "居住证明" in text_of(city.version, "guide")

    def test_what_is_not_known_is_left_out(self, city):
        labels = text_of(city.version, "guide").splitlines()

        assert "事项类型" in labels
        assert not {"基本编码", "收费", "法定期限", "办理地点"} & set(labels)

    def test_codes_that_are_known_are_told(self, city):
        city.matter.base_code, city.matter.handling_code = "000105013000", "11320982741330162E400010501300003"
        city.matter.save()
        city.version.item.matter.refresh_from_db()

        said = text_of(city.version, "guide")
        assert "000105013000" in said
        assert "11320982741330162E400010501300003" in said


class TestProcedure:
    """工作规程: posts, steps, clocks with their basis, checks, what if untrue, risks, papers."""

    @pytest.mark.clause("3.3-a")
    def test_every_clock_names_its_basis_and_a_number_no_text_gives_says_so(self, rich):
        said = text_of(rich, "procedure")

        assert "参照《行政许可法》第三十二条第一款第（四）项" in said
        assert "10个工作日内（本市自定）" in said
        assert "注明“本市自定”的，没有法律法规或者文件规定具体天数" in said

    @pytest.mark.clause("2.6-a")
    def test_its_own_risk_points_stand_in_place_of_the_usual_ones(self, rich, city):
        [row] = tables(rich, "procedure")["风险点和防控措施"].rows
        assert row == ("核查", "低保数据更新有延迟（高）", "三天后复查一次", "核查人员", "2027-01-15")

        usual = tables(city.version, "procedure")["风险点和防控措施"].rows
        assert len(usual) == 5
        assert "没有另行登记风险点" in text_of(city.version, "procedure")

    def test_its_own_steps_stand_in_place_of_the_usual_ones(self, rich, city):
        assert len(tables(rich, "procedure")["办理步骤和时限"].rows) == 10
        rich.terms = Terms(
            procedure=(ProcedureStep("收件", "窗口人员"), ProcedureStep("会商", "联络员", 3, "两人以上"))
        ).as_json()

        rows = tables(rich, "procedure")["办理步骤和时限"].rows
        assert rows == (
            ("1", "收件", "窗口人员", "当场", ""),
            ("2", "会商", "联络员", "3个工作日内", "两人以上"),
        )
        assert "联络员" in [row[0] for row in tables(rich, "procedure")["岗位和职责"].rows]

    @pytest.mark.clause("2.4-d")
    def test_it_tells_what_to_do_when_a_promise_was_untrue(self, rich):
        said = text_of(rich, "procedure")

        for wanted in ("责令限期整改", "撤销行政决定", "移送司法机关", "陈述申辩", "同时送达"):
            assert wanted in said

    @pytest.mark.clause("2.6-d")
    def test_publicity_is_told_with_its_ground_scope_and_term(self, rich, city):
        assert "本事项核查难度较大，承诺书向社会公开" in text_of(rich, "procedure")
        assert "承诺书不公开" in text_of(city.version, "procedure")

    def test_it_is_laid_out_as_an_official_paper_and_signed_by_the_agency(self, rich, city):
        paper = paper_of(rich, "procedure", at=AT)

        assert paper.layout == "official"
        assert paper.closing[0] == city.bureau.name
        assert paper.sections[10].title.startswith("十一、")


class TestOffering:
    """Which papers there are, for whom, and what stands on those not in force."""

    def test_letters_are_offered_to_whom_the_matter_is_open(self, city):
        both = [kind.key for kind in kinds_of(city.version)]
        assert both == ["notice", "letter", "letter-firm", "guide"]
        city.slow_matter.for_firms = False
        city.slow_matter.save()
        version = city.exempt_item.versions.select_related("item__matter__agency").get()
        assert [kind.key for kind in kinds_of(version)] == ["notice", "letter", "guide"]

    @pytest.mark.clause("3.3-b")
    def test_a_working_procedure_is_for_officers(self, city):
        assert "procedure" not in [kind.key for kind in kinds_of(city.version)]
        assert "procedure" in [kind.key for kind in kinds_of(city.version, internal=True)]

    def test_a_draft_says_so_and_one_in_force_says_nothing(self, rich, city):
        assert paper_of(rich, "notice", at=AT).mark == "草稿，不作办理依据"
        assert paper_of(rich, "notice", at=AT).imprint.check_url == ""
        assert paper_of(city.version, "notice", at=AT).mark == ""
        submit_version(version=rich, by=city.qian, at=AT)
        published = publish_version(version=rich, by=city.wu, at=AT)
        city.version.refresh_from_db()
        assert paper_of(city.version, "notice", at=AT).mark == "已有新版，不再使用"

        stopped = suspend(version=published, reason="依据正在修订", by=city.wu, at=AT)
        assert paper_of(stopped, "letter", at=AT).mark == "暂停适用"
        assert paper_of(stopped, "guide", at=AT).mark == ""
        assert "现在暂停签承诺：依据正在修订" in text_of(stopped, "guide")

    def test_draft_and_published_paper_have_the_same_digest_where_they_say_the_same(self, rich, city):
        before = paper_of(rich, "guide", at=AT).digest
        submitted = submit_version(version=rich, by=city.qian, at=AT)
        published = publish_version(version=submitted, by=city.wu, at=AT)

        assert paper_of(submitted, "guide", at=AT).digest != ""
        assert paper_of(published, "procedure", at=AT).digest == paper_of(rich, "procedure", at=AT).digest
        assert before != paper_of(city.version, "guide", at=AT).digest


class TestBundle:
    """All papers in one act."""

    @pytest.mark.clause("3.3-b")
    def test_all_papers_come_in_every_format_with_a_list_of_digests(self, city):
        import hashlib

        found = _unpacked(bundle([Bundled(city.version)], internal=False, at=AT))
        listed = found.pop("文件清单.txt").decode("utf-8-sig").splitlines()[1:]

        assert len(found) == 8
        assert {name.rsplit(".")[-1] for name in found} == set(FORMATS)
        assert {line.split("\t")[0]: line.split("\t")[2] for line in listed} == {
            name: hashlib.sha256(file).hexdigest() for name, file in found.items()
        }
        assert not any("工作规程" in name for name in found)

    def test_the_bundle_of_an_agency_has_a_folder_for_each_item(self, city):
        versions = [
            one.versions.select_related("item__matter__agency").get() for one in (city.item, city.exempt_item)
        ]
        found = _unpacked(bundle([Bundled(one, folder_of(one)) for one in versions], internal=True, at=AT))

        folders = {name.split("/")[0] for name in found if "/" in name}
        assert len(folders) == 2
        assert sum("工作规程" in name for name in found) == 4

    def test_it_comes_piece_by_piece_and_is_the_same_again(self, city):
        pieces = list(bundle([Bundled(city.version)], internal=False, at=AT))

        assert len(pieces) == 9
        assert b"".join(pieces) == b"".join(bundle([Bundled(city.version)], internal=False, at=AT))

    def test_names_hold_nothing_a_file_system_refuses(self, city):
        city.version.item.name = '证明/材料: "甲" \n' + "长" * 80

        name = file_name(city.version, ALL["notice"], "pdf")
        assert not set(name) & set('\\/:*?"<>|\n ')
        assert len(name) < 80


def _unpacked(pieces):
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def test_no_calendar_and_no_breaker_is_asked_for_a_paper(city, django_assert_max_num_queries):

    with django_assert_max_num_queries(2):
        paper_of(city.version, "guide", at=AT)
