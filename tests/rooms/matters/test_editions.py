"""The catalogue of a day is published: frozen, numbered, digested, signed, and never changed afterwards."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pypdf
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.cast import LOW_INCOME_FACT, firm_number, officer, publish
from tests.rooms.matters.cases import IN_FIVE_DAYS, renewed

from yinuo.casefile.actions import open_case_file
from yinuo.casefile.chain import canonical_bytes
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.documents import actions as documents
from yinuo.documents.queries import by_check_code, file_bytes
from yinuo.law.grammar import Refused
from yinuo.matters import edition_scopes as scopes
from yinuo.matters.actions import AlreadyIssued, issue_edition, plan_end, resume, retire, suspend
from yinuo.matters.edition_changes import differences
from yinuo.matters.edition_lines import content_of
from yinuo.matters.models import Edition, EditionLine, ItemVersion, Matter
from yinuo.matters.queries import (
    ahead,
    counties_and_units,
    current_version,
    edition_by_key,
    editions,
    latest,
    lines_now,
    lines_of,
    recomputed_digest,
    scopes_of,
    successor,
)
from yinuo.people.models import Agency, Role
from yinuo.signing.check import check_pdf
from yinuo.signing.queries import trust_roots

REASON = "法律修改，这份证明不再需要"
ADDED = """INSERT INTO matters_edition_line (edition_id, position, item_id, version_id, said)
    SELECT edition_id, {}, item_id, version_id, said FROM matters_edition_line LIMIT 1"""


@pytest.fixture
def county(city):
    """A county with its justice bureau, its officers and one published item."""
    bureau = Agency.objects.create(
        slug="dangshan",
        name="砀山县司法局",
        short_name="砀山县司法局",
        uscc=firm_number(41, "11"),
        region_code="341321",
    )
    matter = Matter.objects.create(
        code="DS-1", name="砀山的事项", kind="payment", agency=bureau, region_code="341321"
    )
    publish(
        matter,
        "of-dangshan",
        "砀山的证明",
        drafted_by=city.qian,
        reviewed_by=city.wu,
        at=city.at,
        facts=[LOW_INCOME_FACT],
    )
    return bureau


def issued(city, scope=None, *, days=0, by=None, **more):
    return issue_edition(
        scope=scope or scopes.city(), by=by or city.wu, at=city.at + timedelta(days=days), **more
    )


class TestIssue:
    """One act: what is in force is frozen and published."""

    @pytest.mark.clause("3.2-a")
    def test_an_edition_holds_what_is_in_force_suspended_items_with_their_reason(self, city):
        suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=city.at)

        edition = issued(city)

        assert (edition.number, edition.key, edition.as_of) == (
            "宿证目〔2026〕第1期",
            "2026-1",
            date(2026, 6, 1),
        )
        assert edition.title == "宿州市证明事项告知承诺制目录（2026年第1期）"
        assert {line.slug: line.state for line in lines_of(edition)} == {
            city.item.slug: "暂停适用（省里正在修改条例）",
            city.exempt_item.slug: "可以承诺",
        }
        assert lines_of(edition) == lines_now(scopes.city())
        assert latest(scopes.city()) == edition

    @pytest.mark.clause("3.2-a")
    def test_the_digest_can_be_recomputed_from_what_was_published(self, city):
        edition = issued(city)

        content = content_of(edition.scope_said, edition.as_of.isoformat(), lines_of(edition))
        assert hashlib.sha256(canonical_bytes(content)).hexdigest() == edition.content_digest
        assert recomputed_digest(edition) == edition.content_digest

    def test_the_act_stands_in_a_case_file_whose_chain_holds(self, city):
        edition = issued(city)

        [entry] = Entry.objects.filter(case_file=edition.case_file)
        assert (entry.step, entry.by, entry.row_id) == ("matters.issue_edition", city.wu, edition.pk)
        assert entry.facts["content_digest"] == edition.content_digest
        assert entry.facts["difference"]["added"] == edition.count == 2
        assert first_break(CaseFile.objects.get(pk=edition.case_file_id)) is None

    @pytest.mark.clause("3.2-a")
    def test_its_paper_is_signed_and_checkable_and_lists_every_item(self, city, tmp_path):
        edition = issued(city)
        made = documents.make(document_id=edition.document_id, at=city.at)

        pdf = file_bytes(made)
        checked = check_pdf(pdf, trust_roots=trust_roots())
        assert checked.intact
        assert checked.trusted
        assert checked.covers_whole_file
        assert "宿州市司法局" in checked.signer
        (tmp_path / "edition.pdf").write_bytes(pdf)
        words = "".join(
            "".join(page.extract_text().split()) for page in pypdf.PdfReader(tmp_path / "edition.pdf").pages
        )
        for line in lines_of(edition):
            assert line.name in words
        assert edition.number in words
        assert edition.content_digest[:8] in words
        assert by_check_code(made.check_code).edition == edition

    @pytest.mark.clause("3.2-a")
    def test_the_same_content_of_the_same_day_is_published_once_and_the_refusal_says_where(self, city):
        edition = issued(city)
        with pytest.raises(AlreadyIssued, match="宿证目〔2026〕第1期") as refused:
            issued(city)
        assert refused.value.edition == edition
        assert Edition.objects.count() == 1

        assert issued(city, days=1).serial == 2

    def test_a_change_of_the_same_day_makes_a_new_edition(self, city):
        issued(city)
        suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=city.at)
        second = issued(city)
        assert (second.serial, second.follows.serial) == (2, 1)
        assert successor(second.follows) == second

    def test_what_was_published_does_not_change_with_what_comes_after(self, city):
        edition = issued(city)
        before = lines_of(edition)

        renewed(city, proof_content="申请人家庭正在享受最低生活保障或者临时救助")
        Matter.objects.filter(pk=city.matter.pk).update(name="改了名的事项")

        assert lines_of(edition) == before
        assert recomputed_digest(edition) == edition.content_digest

    def test_numbers_run_through_the_year_and_begin_anew(self, city):
        assert [issued(city).number, issued(city, scopes.unit(city.bureau)).number] == [
            "宿证目〔2026〕第1期",
            "宿证目〔2026〕第2期",
        ]
        assert issued(city, days=300).number == "宿证目〔2027〕第1期"

    def test_where_nothing_was_ever_in_force_there_is_nothing_to_publish(self, city):
        with pytest.raises(Refused, match="还没有可以公布的目录"):
            issued(city, scopes.unit(city.police))

    def test_an_edition_can_be_empty_once_everything_is_retired(self, city):
        unit = scopes.unit(city.bureau)
        issued(city, unit)
        for version in ItemVersion.objects.filter(status="published"):
            retire(version=version, reason=REASON, by=city.wu, at=city.at)
        assert issued(city, unit).count == 0


class TestCorrection:
    """Nothing is undone; a correction names what it corrects and why."""

    def test_a_correction_names_the_edition_and_the_reason(self, city):
        wrong = issued(city)
        right = issued(city, days=1, corrects=wrong, reason="第一期把核查期限写错了")

        assert right.corrects == wrong
        assert edition_by_key(wrong.key).corrected_by == right
        assert "本期更正宿证目〔2026〕第1期" in "".join(right.document.content["paragraphs"])

    def test_without_a_reason_of_another_scope_or_twice_nothing_is_corrected(self, city):
        wrong = issued(city)
        with pytest.raises(Refused, match="没有写明理由"):
            issued(city, days=1, corrects=wrong, reason=" ")
        with pytest.raises(Refused, match="不是宿州市司法局的目录"):
            issued(city, scopes.unit(city.bureau), corrects=wrong, reason="写错了期限")
        issued(city, days=1, corrects=wrong, reason="写错了期限")
        with pytest.raises(Refused, match="已经更正过"):
            issued(city, days=2, corrects=wrong, reason="写错了期限")

    def test_a_correction_that_changes_nothing_today_is_refused_too(self, city):
        wrong = issued(city)
        with pytest.raises(AlreadyIssued):
            issued(city, corrects=wrong, reason="写错了期限")


class TestWho:
    """A unit's reviewer, the county's justice bureau, the bureau in charge; nobody else."""

    @pytest.mark.parametrize("who", ["qian", "zhao", "zhou", "sun", "zheng", "wang", "feng", "lin"])
    def test_nobody_else_publishes(self, city, who):
        for scope in (scopes.city(), scopes.unit(city.bureau), scopes.counties()[0]):
            with pytest.raises(Refused, match="不能公布这份目录"):
                issued(city, scope, by=getattr(city, who))
        assert scopes_of(getattr(city, who), on=city.at.date()) == []

    def test_a_reviewer_of_a_unit_publishes_for_his_unit_alone(self, city):
        reviewer = officer("reviewer", "审法", city.police, Role.LEGAL_REVIEWER)
        assert [scope.word for scope in scopes_of(reviewer, on=city.at.date())] == ["unit-gaj"]
        with pytest.raises(Refused):
            issued(city, by=reviewer)

    @pytest.mark.clause("3.2-a")
    def test_a_county_publishes_its_own_through_its_justice_bureau(self, city, county):
        head = officer("head", "县局", county, Role.JUSTICE_BUREAU)
        words = [scope.word for scope in scopes_of(head, on=city.at.date())]
        assert words == ["county-341321", "unit-dangshan"]

        edition = issued(city, scopes.read("county-341321"), by=head)

        assert edition.title == "砀山县证明事项告知承诺制目录（2026年第1期）"
        assert [line.slug for line in lines_of(edition)] == ["of-dangshan"]
        assert edition.case_file.agency == county

    def test_the_bureau_in_charge_publishes_for_all(self, city, county):
        for who in (city.wu, city.li):
            assert len(scopes_of(who, on=city.at.date())) == 1 + 5 + Agency.objects.count()
        edition = issued(city, scopes.unit(county), by=city.li)
        assert edition.case_file.agency == city.bureau
        assert edition.document.content["heading"].startswith("宿州市司法局关于公布《砀山县司法局证明事项")

    def test_a_role_that_ended_publishes_nothing(self, city):
        city.wu.grants.update(valid_until=city.at.date())
        with pytest.raises(Refused):
            issued(city)


class TestQuestions:
    """What would be in the next edition, who has none, and how editions are found."""

    def test_the_next_edition_is_told_with_what_changed(self, city):
        before = ahead(scopes.city(), on=city.at.date())
        assert (before.last, len(before.difference.added), before.same) == (None, 2, None)

        edition = issued(city)
        assert ahead(scopes.city(), on=city.at.date()).same == edition
        assert ahead(scopes.city(), on=city.at.date() + timedelta(days=1)).same is None

        renewed(city, method="书面承诺，在窗口当面签署")
        told = ahead(scopes.city(), on=IN_FIVE_DAYS)
        [changed] = told.difference.changed
        assert {one.name for one in changed.fields} >= {"method", "version", "valid_from", "digest"}
        assert told.last == edition

    @pytest.mark.clause("3.2-b")
    def test_the_difference_of_two_editions_tells_what_was_added_removed_suspended_and_resumed(self, city):
        first = issued(city)
        suspend(version=city.version, reason="省里正在修改条例", by=city.wu, at=city.at)
        retire(version=city.exempt_item.versions.get(), reason=REASON, by=city.wu, at=city.at)
        publish(
            city.matter,
            "newcomer",
            "新的证明",
            drafted_by=city.qian,
            reviewed_by=city.wu,
            at=city.at,
            facts=[LOW_INCOME_FACT],
        )
        second = issued(city)

        found = differences(lines_of(first), lines_of(second))
        assert found.counts() == {"added": 1, "removed": 1, "suspended": 1, "resumed": 0, "changed": 0}
        resume(version=ItemVersion.objects.get(status="suspended"), by=city.wu, at=city.at)
        assert differences(lines_of(second), lines_now(scopes.city())).counts()["resumed"] == 1

    def test_a_set_end_stands_in_the_catalogue_before_it_comes(self, city):
        plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        [line] = [line for line in lines_of(issued(city)) if line.slug == city.item.slug]
        assert line.state == f"可以承诺，2026年6月6日起停用（{REASON}）"

    @pytest.mark.clause("3.2-a")
    def test_every_county_and_every_unit_is_told_those_without_an_edition_too(self, city, county):
        issued(city, scopes.unit(city.bureau))
        second = issued(city, scopes.unit(city.bureau), days=1)
        issued(city, scopes.counties()[1])

        rows = {row.name: row for row in counties_and_units()}
        assert list(rows) == ["市直", "埇桥区", "砀山县", "萧县", "灵璧县", "泗县"]
        units = {unit.agency.slug: unit for row in rows.values() for unit in row.units}
        assert units["sfj"].edition == second
        assert (units["sfj"].items, units["gaj"].items, units["gaj"].edition) == (2, 0, None)
        assert rows["砀山县"].edition.scope == "county"
        assert (rows["泗县"].edition, rows["泗县"].units) == (None, ())
        assert rows["埇桥区"].without == 1

    @pytest.mark.parametrize(
        "key", ["", "2026", "2026-", "2026-9", "x-1", "２０２６-1", "2026-1-1", "2026-99999", "-1"]
    )
    def test_an_edition_there_is_none_of_is_not_found(self, city, key):
        issued(city)
        assert edition_by_key(key) is None
        assert edition_by_key("2026-1") == editions().get()

    @pytest.mark.parametrize("word", ["", "unit-", "unit-nobody", "county-999999", "city-1", "x"])
    def test_a_scope_there_is_none_of_is_none(self, city, word):
        assert scopes.read(word) is None
        for scope in (scopes.city(), scopes.unit(city.bureau), *scopes.counties()):
            assert scopes.read(scope.word) == scope

    def test_questions_cost_the_same_however_many_items_there_are(self, city, django_assert_max_num_queries):
        issued(city)
        for question, most in (
            (lambda: ahead(scopes.city(), on=IN_FIVE_DAYS), 4),
            (counties_and_units, 3),
            (lambda: lines_of(latest(scopes.city())), 2),
        ):
            with django_assert_max_num_queries(most):
                question()


class TestKept:
    """The tables themselves keep what was published."""

    @pytest.mark.clause("3.2-a")
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE matters_edition SET title = 'x'",
            "DELETE FROM matters_edition",
            "TRUNCATE matters_edition CASCADE",
            "UPDATE matters_edition_line SET said = '{}'",
            "DELETE FROM matters_edition_line",
            "TRUNCATE matters_edition_line",
            ADDED.format(99),
            ADDED.format(2),
        ],
    )
    def test_nothing_of_an_edition_is_changed_added_or_taken_away(self, city, sql):
        issued(city)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at a commit
        with (
            pytest.raises(DatabaseError, match=r"stays as it is|has no line|edition_line"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    def test_an_edition_without_all_its_lines_or_without_its_entry_is_refused_at_commit(self, committed_city):
        first = issued(committed_city)
        kept = {
            field.attname: getattr(first, field.attname)
            for field in Edition._meta.concrete_fields
            if not field.primary_key
        }
        made = documents.request_document(
            case_file_id=first.case_file_id,
            kind="edition",
            number_prefix="宿证目",
            title="假的",
            content=Paper(),
            at=committed_city.at,
        )
        file = documents_file(committed_city)
        forged = kept | {
            "serial": 9,
            "number": "宿证目〔2026〕第9期",
            "content_digest": "0" * 64,
            "document_id": made.pk,
            "case_file_id": file.pk,
        }
        with pytest.raises(IntegrityError, match="does not hold its 2 lines"), transaction.atomic():
            Edition.objects.create(**forged)
        with pytest.raises(IntegrityError, match="without a case-file entry"), transaction.atomic():
            Edition.objects.create(**forged | {"count": 0})
        assert Edition.objects.count() == 1

    def test_a_failure_in_the_middle_publishes_nothing(self, city, monkeypatch):
        monkeypatch.setattr(
            EditionLine.objects, "bulk_create", lambda _rows: (_ for _ in ()).throw(RuntimeError("disk full"))
        )
        with pytest.raises(RuntimeError, match="disk full"):
            issued(city)
        assert not Edition.objects.exists()

    @pytest.mark.race
    def test_two_who_publish_at_once_publish_once(self, committed_city):
        def publish_now(who):
            try:
                return issued(committed_city, by=who).number
            except AlreadyIssued as already:
                return already.edition.number
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            found = set(pool.map(publish_now, [committed_city.wu, committed_city.li]))
        assert found == {"宿证目〔2026〕第1期"}
        assert Edition.objects.count() == 1


class Paper:
    """A content of nothing."""

    def as_json(self):
        return {}


def documents_file(city):
    return open_case_file(kind=CaseFile.Kind.CATALOGUE, agency=city.bureau, region_code="341300", at=city.at)


def test_the_version_in_use_is_the_one_a_line_points_to(city):
    renewed(city)
    edition = issued(city, days=1)
    line = edition.lines.get(item=city.item)
    assert line.version == current_version(city.item)
    assert line.said["version"] == 2
