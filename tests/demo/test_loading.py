"""The demo city is loaded by the product's own verbs, twice with the effect of once."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from yinuo.casefile.models import Entry
from yinuo.exchange.models import Source
from yinuo.law.scope import PriorityField
from yinuo.matters.models import CatalogueImport, CatalogueRow, ItemVersion, ProofItem, RevisionTask
from yinuo.matters.queries import (
    editions,
    item_by_slug,
    judged,
    kept_words,
    outside_items,
    published,
    remarks_of,
    search_items,
    waiting_rows,
)
from yinuo.people.models import Account, Agency, Mandate, Role, RoleGrant, Subject
from yinuo.people.queries import acts_for, roles_of, subject_by_number
from yinuo.workdays.models import KnownYear
from yinuo.workdays.queries import calendar
from yinuo_demo.accounts import accounts
from yinuo_demo.loading import load
from yinuo_demo.people import city

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city")]
ON = date(2026, 11, 23)


def test_agencies_people_firms_and_accounts_are_there(demo_city):
    assert demo_city.agencies == 18
    assert demo_city.persons == len(city().persons) == Subject.objects.filter(kind="person").count()
    assert demo_city.firms == 60
    assert demo_city.accounts == len(accounts())


def test_loading_again_changes_nothing_and_asks_little():
    before = (Entry.objects.count(), Account.objects.count(), ItemVersion.objects.count())
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        again = load(at=timezone.now())
    assert again.new == 0
    assert len(asked) < 70
    assert (Entry.objects.count(), Account.objects.count(), ItemVersion.objects.count()) == before


def test_fifty_seven_items_are_published_and_reviewed_by_another_person_than_drafted_them(demo_city):
    versions = list(published())
    assert demo_city.published == len(versions) == 57
    assert all(v.drafted_by_id != v.reviewed_by_id for v in versions)
    assert {v.drafted_by.name for v in versions} == {"钱述"}
    assert {v.reviewed_by.name for v in versions} == {"吴正"}


def test_the_catalogue_is_published_as_editions_of_the_city_and_of_two_units():
    kept = list(editions().order_by("serial"))
    assert [one.number for one in kept] == [f"宿证目〔2025〕第{n}期" for n in (1, 2, 3)]
    assert [one.scope for one in kept] == ["city", "unit", "unit"]
    assert kept[0].count == 57
    assert {one.issued_by.name for one in kept} == {"李督"}


@pytest.mark.clause("2.1-a")
def test_what_other_places_do_is_compared_with_the_items_of_the_city():
    states = {one.state for one in outside_items()}

    assert waiting_rows().count() == 0
    assert {"ours", "held", "missing", "doubt"} <= states


def test_every_published_item_has_the_whole_way_in_its_case_file():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at a commit: no status without its entry
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for item in ProofItem.objects.filter(versions__status="published"):
        steps = list(
            Entry.objects.filter(case_file=item.case_file).order_by("number").values_list("step", flat=True)
        )
        assert steps[0] == "matters.import"
        published_at = steps.index("item_version.publish")
        assert steps[published_at - 2 : published_at] == ["item_version.begin", "item_version.submit"]
        assert {"matters.describe_item", "matters.assess_risks", "matters.answer_pretests"} <= set(
            steps[:published_at]
        )


@pytest.mark.clause("2.1-a")
def test_published_items_say_what_they_prove_and_answer_what_the_source_lets_them_answer():
    items = list(ProofItem.objects.filter(versions__status="published").select_related("matter__agency"))
    hardship = next(item for item in items if item.name == "经济困难证明")

    assert all(item.proves and item.no_risk_because for item in items)
    assert hardship.asker == "市司法局"
    assert judged(hardship, on=ON)[0].ok is True
    for item in items:
        assert judged(item, on=ON)[0].ok is not False
        assert ("no_basis" in item.pretests) is bool(item.basis and "第" in item.basis)
        assert (item.uses_a_year, item.days_to_get, item.trips_to_get) == (None, None, None)


@pytest.mark.clause("2.6-a")
def test_one_next_version_waits_for_review_and_one_draft_is_half_written():
    waiting = ItemVersion.objects.get(status="in_review")
    assert waiting.number == 2
    assert waiting.item.versions.filter(status="published").exists()
    assert set(kept_words(waiting)) == set(waiting.answers)
    draft = ItemVersion.objects.get(status="draft")
    assert [one.words for one in remarks_of(draft) if not one.answer]


def test_every_row_of_the_file_is_kept_with_what_became_of_it():
    made = CatalogueImport.objects.get()
    assert CatalogueRow.objects.filter(catalogue_import=made).count() == 161
    assert made.taken + made.remarked + made.refused == 161
    assert made.rows.filter(row_class="N", outcome="refused").count() == 20
    assert made.rows.filter(row_class="A", outcome="refused").count() == 4


def test_source_cells_stay_as_they_were():
    row = CatalogueRow.objects.get(line=49)
    assert row.raw["legal_basis"] == "《湖南省法律援助条例》第十三条第（二）项"
    assert row.item.basis == row.raw["legal_basis"]
    assert ProofItem.objects.filter(row_class="A", basis="").count() > 20


def test_items_outside_the_office_of_commitment_are_kept_and_not_published():
    assert not published().exclude(item__row_class="A").exists()
    assert ProofItem.objects.filter(row_class="S").exists()


def test_priority_fields_are_named():
    fields = set(published().values_list("item__matter__field", flat=True)) - {""}
    assert fields <= set(PriorityField.__members__)
    assert {"QUALIFYING_EXAMS", "LEGAL_SERVICES", "HOUSEHOLD_REGISTRATION", "MARKET_ENTRY"} <= fields


def test_nobody_of_the_demo_can_log_in_with_a_password():
    assert not any(account.has_usable_password() for account in Account.objects.all())
    assert not Account.objects.filter(is_demo=False).exists()


def test_officers_hold_their_roles_and_citizens_none():
    zhao, feng = (Account.objects.get(username=name) for name in ("zhao-minzhi", "feng-shou"))
    assert roles_of(zhao, on=ON) == {"window_officer"}
    assert feng.agency.slug == "police"
    assert set(RoleGrant.objects.values_list("role", flat=True)) == set(Role.values)
    assert not RoleGrant.objects.filter(account__subject__isnull=False).exists()


def test_a_legal_representative_acts_for_the_firm_and_parents_for_their_children():
    cheng = Account.objects.get(username="cheng-xiaoman")
    firm = subject_by_number(city().firms[0].uscc)
    assert firm.pk in acts_for(cheng, on=ON)
    lin = Account.objects.get(username="lin-xiaohe")
    child = subject_by_number(city().person("lin-xiaohe-family-2014").id_number)
    assert child.pk in acts_for(lin, on=ON)
    assert child.pk not in acts_for(lin, on=date(2033, 1, 1))
    assert Mandate.objects.filter(kind="legal_representative").count() == 60


def test_rare_characters_survive():
    assert Subject.objects.filter(name="欧阳𬭎").exists()
    assert subject_by_number(city().person("sima-yan").id_number).name == "司马䶮"


def test_the_four_registers_are_named_with_purpose_and_basis(settings):
    sources = {source.key: source for source in Source.objects.all()}
    assert set(sources) == {"low-income", "household", "enterprise", "court"}
    assert sources["low-income"].address == f"{settings.DEMO_REGISTERS_URL}/registers/low-income"
    assert all(source.purpose and source.basis for source in sources.values())


def test_every_check_asks_a_register_that_is_there():
    keys = {fact["source_key"] for version in published() for fact in version.facts} - {""}
    assert keys <= set(Source.objects.values_list("key", flat=True))


def test_the_calendar_has_the_official_table_of_2026_and_marks_2027_as_provisional():
    table = calendar()
    assert not table.is_workday(date(2026, 10, 1))
    assert table.is_workday(date(2026, 10, 10))  # a Saturday worked
    assert not table.is_workday(date(2026, 2, 23))
    assert "非国务院公布" in KnownYear.objects.get(year=2027).source
    assert "国务院办公厅" in KnownYear.objects.get(year=2026).source


def test_thirty_working_days_from_late_november_end_in_january():
    assert calendar().add_workdays(date(2026, 11, 23), 30) == date(2027, 1, 5)


def test_past_the_provisional_year_the_calendar_refuses():
    with pytest.raises(LookupError, match="2028"):
        calendar().add_workdays(date(2027, 12, 20), 30)


@pytest.mark.parametrize(
    ("query", "matter"),
    [
        ("法律援助", "申请法律援助"),
        ("法援", "申请法律援助"),
        ("falv yuanzhu", "申请法律援助"),
        ("falvyuanzhu", "申请法律援助"),
        ("flyz", "申请法律援助"),
        ("法律缓助", "申请法律援助"),
        ("发绿元助", "申请法律援助"),
        ("jiaoshi", "教师资格认定"),
        ("jaioshi", "教师资格认定"),
        ("教师资各", "教师资格认定"),
        ("教資", "教师资格认定"),
        ("一建", "一级建造师资格考试报名"),
        ("yijian", "一级建造师资格考试报名"),
        ("买房", "个人购买家庭唯一住房、第二套改善性住房申报享受减征契税"),
        ("结婚", "内地居民结婚登记"),
        ("ktv", "娱乐场所经营许可"),
        ("lvshi", "律师执业核准"),
        ("lushi", "律师执业核准"),
        ("身高", "变更户口登记身高"),
        ("特困", "公民申请法律援助（享受特困供养待遇）"),
        ("保安", "保安员证核发"),
        ("职称", "申报职称评审"),
        ("教 师 资格", "教师资格认定"),
    ],
)
@pytest.mark.clause("2.1-a")
def test_people_find_what_they_need_as_they_write_it(query, matter):
    hits = search_items(query)
    assert hits, query
    assert hits[0].matter == matter


@pytest.mark.parametrize("query", ["", "  ", "？！", "xyzzy", "qqqq", "𬭎𬭎𬭎"])
def test_what_means_nothing_finds_nothing(query):
    assert search_items(query) == []


def test_a_proof_is_found_by_its_name_before_its_neighbours():
    names = [hit.name for hit in search_items("无犯罪记录")]
    assert names[:3] == ["无犯罪记录证明"] * 3


def test_searching_asks_little_and_takes_any_text():
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        search_items("法律援助")
    assert len(asked) <= 6
    assert search_items("'; DROP TABLE x; --") == []
    search_items("法" * 10_000)


def test_hits_are_handed_out_in_pages_without_gap_or_double():
    whole = [hit.slug for hit in search_items("资格考试", limit=50)]
    paged = [
        hit.slug
        for start in range(0, len(whole), 7)
        for hit in search_items("资格考试", limit=7, after=start)
    ]
    assert len(whole) == 24
    assert paged == whole


def test_a_suspended_item_is_found_with_its_reason():
    from yinuo.matters.actions import suspend

    version = item_by_slug(search_items("身高")[0].slug)
    reviewer = Account.objects.get(username="wu-zheng")
    suspend(version=version, reason="条文正在修改", by=reviewer, at=timezone.now())
    assert search_items("身高")[0].suspended_because == "条文正在修改"


def test_the_command_tells_what_is_there_and_warns_of_the_provisional_year(settings):
    settings.DEMO = True
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "已公布 57 项证明（没有变化）" in out.getvalue()
    assert "2027 年用的是演示暂定表" in out.getvalue()


@pytest.mark.parametrize(("name", "value"), [("DEMO", False), ("PRODUCTION", True)])
def test_the_command_refuses_outside_demo_mode(settings, name, value):
    settings.DEMO = True
    setattr(settings, name, value)
    with pytest.raises(CommandError, match="演示模式"):
        call_command("load_demo")


def test_the_command_refuses_a_database_with_real_accounts(settings):
    settings.DEMO = True
    Account.objects.create(username="real", name="真人", agency=Agency.objects.first())
    with pytest.raises(CommandError, match="真实账号"):
        call_command("load_demo")


def test_accounts_are_listed_a_line_each():
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert "lin-xiaohe" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 22
    out = StringIO()
    call_command("demo_accounts", "--all", stdout=out)
    assert len(out.getvalue().splitlines()) == len(accounts()) + 3


def test_a_trial_import_reports_every_row_and_writes_nothing(tmp_path):
    file = tmp_path / "目录.csv"
    file.write_text(
        "来源,办理部门,行政事项,证明名称,类别\n某市,市民政局,收养登记,无子女证明,A\n某市,,,亲属关系证明,N\n",
        encoding="gb18030",
    )
    out = StringIO()
    call_command("import_catalogue", str(file), "--dry-run", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("第2行　A　收下并提示　收养登记 / 无子女证明")
    assert lines[1].startswith("第3行　N　退回")
    assert lines[2] == "共 2 行：收下 0 行，收下并提示 1 行，退回 1 行。试读，没有写入。"
    assert CatalogueImport.objects.count() == 1


def test_importing_by_command_and_again_says_that_it_was_done_before(tmp_path):
    file = tmp_path / "目录.csv"
    file.write_text("来源,行政事项,证明名称,类别\n某市,某件小事,某份证明,A\n", encoding="utf-8")
    out = StringIO()
    call_command("import_catalogue", str(file), "--agency", "civil-affairs", "--as", "qian-shu", stdout=out)
    assert "已导入" in out.getvalue()
    out = StringIO()
    call_command("import_catalogue", str(file), stdout=out)
    assert "已经导入过，没有再次写入" in out.getvalue()
    assert ProofItem.objects.get(name="某份证明").matter.agency.slug == "civil-affairs"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("没有这个文件.csv",), "读不了文件"),
        (("{file}", "--agency", "nowhere"), "没有代号为"),
        (("{file}", "--as", "nobody"), "没有登录名为"),
        (("{file}",), "表头缺少"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_the_reason(tmp_path, arguments, says):
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match=says):
        call_command("import_catalogue", *(word.format(file=file) for word in arguments))


@pytest.mark.clause("3.2-b")
def test_a_change_of_law_that_the_real_catalogue_missed_has_its_tasks():
    tasks = RevisionTask.objects.select_related("proof_item", "change__text")
    assert {task.change.text.title for task in tasks} == {"契税暂行条例"}
    assert {task.proof_item.matter.agency.slug for task in tasks} == {"tax"}
    assert all(task.change.replaced_by.title == "中华人民共和国契税法" for task in tasks)
