"""From when until when a version applies: a later day, a set end, the clock, and cases that began before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import croniter
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django import app
from tests.cast import officer
from tests.portals.applicant.cases import draft as open_case
from tests.portals.applicant.cases import filled
from tests.rooms.matters.cases import IN_FIVE_DAYS, approved, drafted, renewed, waiting

from yinuo.casefile.actions import SYSTEM
from yinuo.casefile.models import Entry
from yinuo.commitments import actions as commitments
from yinuo.commitments.actions.signing import Signature
from yinuo.commitments.queries import eligibility
from yinuo.law.grammar import Refused
from yinuo.matters import tasks
from yinuo.matters.actions import (
    approve_version,
    assess_risks,
    call_back,
    draft_version,
    drop_end,
    end_due,
    enter_into_force,
    plan_end,
    publish_version,
    resume,
    retire,
    submit_version,
    suspend,
)
from yinuo.matters.actions import validity as verbs
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion
from yinuo.matters.queries import (
    current_version,
    due_to_end,
    due_to_start,
    history_of,
    kept_words,
    remarks_of,
)
from yinuo.people.models import Role

SUZHOU = ZoneInfo("Asia/Shanghai")
THE_DAY = datetime(2026, 6, 6, 0, 5, tzinfo=SUZHOU)
REASON = "法律修改，这份证明不再需要"


def now_of(version):
    return ItemVersion.objects.get(pk=version.pk)


def entries(version):
    return list(
        Entry.objects.filter(row_table="matters_item_version", row_id=version.pk)
        .order_by("number")
        .values_list("step", "by_label")
    )


class TestStart:
    """Approved today, in force on a later day, until which the version in use runs on."""

    @pytest.mark.clause("3.2-b")
    def test_an_approved_version_waits_and_the_running_one_runs_on(self, city):
        version = approved(city)

        assert (version.status, version.starts_on, version.valid_from) == ("approved", IN_FIVE_DAYS, None)
        assert current_version(city.item) == city.version
        assert history_of(city.item.slug).coming == version
        assert due_to_start(on=IN_FIVE_DAYS - timedelta(days=1)) == []

    @pytest.mark.clause("3.2-b")
    def test_on_its_day_it_enters_into_force_and_supersedes_in_the_same_act(self, city):
        version = approved(city)

        before = enter_into_force(version_id=version.pk, at=THE_DAY - timedelta(minutes=6))
        assert before.status == "approved"
        started = enter_into_force(version_id=version.pk, at=THE_DAY)

        assert (started.status, started.valid_from) == ("published", IN_FIVE_DAYS)
        assert (now_of(city.version).status, now_of(city.version).valid_until) == ("superseded", IN_FIVE_DAYS)
        assert entries(version)[-1] == ("item_version.enter_into_force", SYSTEM)
        assert entries(city.version)[-1] == ("item_version.supersede", SYSTEM)

    def test_entering_into_force_twice_is_entering_once(self, city):
        version = approved(city)
        enter_into_force(version_id=version.pk, at=THE_DAY)
        written = Entry.objects.count()

        again = enter_into_force(version_id=version.pk, at=THE_DAY + timedelta(hours=1))

        assert again.status == "published"
        assert Entry.objects.count() == written

    @pytest.mark.parametrize("day", [date(2026, 5, 31), date(2026, 6, 1), date(2029, 6, 1)])
    def test_the_day_is_a_later_one_and_not_too_far(self, city, day):
        version = waiting(city)
        with pytest.raises(Refused, match="没有定下生效日"):
            approve_version(version=version, starts_on=day, by=city.wu, at=city.at)
        assert now_of(version).status == "in_review"

    @pytest.mark.parametrize("who", ["qian", "zhao", "li", "feng", "lin"])
    def test_only_a_reviewer_approves_for_a_day(self, city, who):
        version = waiting(city)
        with pytest.raises(Refused):
            approve_version(version=version, starts_on=IN_FIVE_DAYS, by=getattr(city, who), at=city.at)

    @pytest.mark.clause("2.6-a")
    def test_nobody_approves_for_a_day_what_he_drafted(self, city):
        version = waiting(city)
        officer("both", "双全", city.bureau, Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER)
        ItemVersion.objects.filter(pk=version.pk).update(drafted_by=city.wu)
        with pytest.raises(Refused, match="不能审核自己起草"):
            approve_version(version=version, starts_on=IN_FIVE_DAYS, by=city.wu, at=city.at)

    def test_the_law_is_asked_as_of_the_day_and_once_more_on_it(self, city):
        with pytest.raises(Refused, match="没有写承诺方式"):
            approved(city, method="")
        assert ItemVersion.objects.get(number=2).status == "in_review"

    def test_what_the_law_forbids_meanwhile_does_not_enter_into_force(self, city):
        version = approved(city)
        assess_risks(item=city.item, risks=["PUBLIC_SAFETY"], by=city.qian, at=city.at)

        with pytest.raises(Refused, match="公共安全"):
            enter_into_force(version_id=version.pk, at=THE_DAY)
        assert (now_of(version).status, now_of(city.version).status) == ("approved", "published")

    def test_words_let_stand_at_the_approval_stand_on_the_day(self, city):
        version = drafted(city, materials="身份证以及其他有关材料")
        why = dict.fromkeys((one.words for one in remarks_of(version)), "本市已另行列表公布全部材料")
        version = draft_version(
            item=city.item,
            notice=version.notice,
            facts=version.facts,
            inputs=version.inputs,
            plain=version.plain,
            answers=why,
            by=city.qian,
            at=city.at,
        )
        version = submit_version(version=version, by=city.qian, at=city.at)
        with pytest.raises(Refused, match="还没有认可"):
            approve_version(version=version, starts_on=IN_FIVE_DAYS, by=city.wu, at=city.at)
        version = approve_version(
            version=version, starts_on=IN_FIVE_DAYS, by=city.wu, at=city.at, accepted=kept_words(version)
        )

        assert enter_into_force(version_id=version.pk, at=THE_DAY).status == "published"

    def test_it_is_called_back_before_its_day_with_a_reason_and_reviewed_anew(self, city):
        version = approved(city)
        with pytest.raises(Refused, match="没有写明理由"):
            call_back(version=version, reason=" ", by=city.wu, at=city.at)

        back = call_back(version=version, reason="条例推迟施行", by=city.wu, at=city.at)

        assert (back.status, back.starts_on, back.reviewed_by) == ("in_review", None, None)
        assert enter_into_force(version_id=version.pk, at=THE_DAY).status == "in_review"
        assert publish_version(version=back, by=city.wu, at=city.at).status == "published"

    def test_what_is_in_force_is_not_called_back(self, city):
        version = enter_into_force(version_id=approved(city).pk, at=THE_DAY)
        with pytest.raises(Refused, match="已公布"):
            call_back(version=version, reason="条例推迟施行", by=city.wu, at=city.at)

    def test_no_other_version_is_drafted_while_one_waits_for_its_day(self, city):
        approved(city)
        with pytest.raises(Refused, match="审核通过，待生效"):
            drafted(city)
        with pytest.raises(IntegrityError, match="item_one_version_prepared"), transaction.atomic():
            ItemVersion.objects.create(
                item=city.item, case_file=city.item.case_file, number=9, notice={}, drafted_by=city.qian
            )

    def test_the_next_version_is_prepared_while_one_runs(self, city):
        version = submit_version(version=drafted(city), by=city.qian, at=city.at)
        assert (version.status, now_of(city.version).status) == ("in_review", "published")


class TestEnd:
    """A set day from which a version no longer applies, by the clock, with the reason that was given."""

    @pytest.mark.clause("3.2-b")
    def test_a_version_ends_on_the_day_that_was_set_with_its_reason(self, city):
        plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        assert end_due(version_id=city.version.pk, at=THE_DAY - timedelta(hours=1)).status == "published"

        ended = end_due(version_id=city.version.pk, at=THE_DAY)

        assert (ended.status, ended.valid_until, ended.ends_because) == ("retired", IN_FIVE_DAYS, REASON)
        assert entries(city.version)[-2:] == [
            ("matters.plan_end", "法制审核"),
            ("item_version.retire", SYSTEM),
        ]
        written = Entry.objects.count()
        end_due(version_id=city.version.pk, at=THE_DAY)
        assert Entry.objects.count() == written

    def test_a_suspended_version_ends_too(self, city):
        suspend(version=city.version, reason="正在修改条例", by=city.wu, at=city.at)
        plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        assert end_due(version_id=city.version.pk, at=THE_DAY).status == "retired"

    def test_the_day_can_be_set_anew_and_dropped(self, city):
        for days in (5, 9):
            plan_end(
                version=city.version,
                ends_on=date(2026, 6, 1) + timedelta(days=days),
                reason=REASON,
                by=city.wu,
                at=city.at,
            )
        assert end_due(version_id=city.version.pk, at=THE_DAY).status == "published"

        dropped = drop_end(version=city.version, by=city.wu, at=city.at)

        assert (dropped.ends_on, dropped.ends_because) == (None, "")
        assert end_due(version_id=city.version.pk, at=THE_DAY + timedelta(days=30)).status == "published"
        with pytest.raises(Refused, match="没有停用日可以取消"):
            drop_end(version=city.version, by=city.wu, at=city.at)

    def test_an_approved_version_cannot_end_before_it_starts(self, city):
        version = approved(city)
        with pytest.raises(Refused, match="不晚于生效日"):
            plan_end(version=version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        later = IN_FIVE_DAYS + timedelta(days=10)
        assert (
            plan_end(version=version, ends_on=later, reason=REASON, by=city.wu, at=city.at).ends_on == later
        )

    def test_a_draft_and_what_is_over_have_no_end(self, city):
        with pytest.raises(Refused, match="不能定停用日"):
            plan_end(version=drafted(city), ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        retire(version=city.version, reason=REASON, by=city.wu, at=city.at)
        with pytest.raises(Refused, match="已停用"):
            plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)

    @pytest.mark.parametrize("who", ["qian", "zhao", "li", "feng", "lin"])
    @pytest.mark.parametrize("verb", ["plan_end", "drop_end"])
    def test_only_a_reviewer_sets_and_drops_an_end(self, city, who, verb):
        plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        more = {"ends_on": IN_FIVE_DAYS, "reason": REASON} if verb == "plan_end" else {}
        with pytest.raises(Refused):
            getattr(verbs, verb)(version=city.version, by=getattr(city, who), at=city.at, **more)

    @pytest.mark.parametrize("verb", ["retire", "plan_end"])
    def test_what_takes_its_place_is_another_item(self, city, verb):
        more = {"ends_on": IN_FIVE_DAYS} if verb == "plan_end" else {}
        act = plan_end if verb == "plan_end" else retire
        with pytest.raises(Refused, match="不能是它自己"):
            act(version=city.version, reason=REASON, by=city.wu, at=city.at, replaced_by=city.item, **more)

        ended = act(
            version=city.version, reason=REASON, by=city.wu, at=city.at, replaced_by=city.exempt_item, **more
        )
        assert ended.replaced_by == city.exempt_item

    @pytest.mark.clause("3.2-b")
    def test_a_retired_item_keeps_its_history(self, city):
        renewed(city)
        retire(version=current_version(city.item), reason=REASON, by=city.wu, at=THE_DAY)

        kept = history_of(city.item.slug)
        assert [one.number for one in kept.versions] == [2, 1]
        assert kept.ended
        assert kept.last.ends_because == REASON
        assert history_of("no-such-item") is None

    def test_a_version_that_was_never_in_force_is_no_part_of_the_history(self, city):
        waiting(city)
        assert history_of(city.item.slug).versions == (city.version,)
        assert not history_of(city.item.slug).ended


class TestClock:
    """The round after midnight does what was set for the day, and makes up for lost rounds."""

    def test_the_first_round_of_a_day_in_the_city_is_at_five_past_midnight(self):
        [cron] = [
            one.cron
            for one in app.periodic_registry.periodic_tasks.values()
            if one.task.name == tasks.turn_of_the_day.name
        ]

        midnight = datetime(2026, 6, 6, 0, 0, tzinfo=SUZHOU)
        rounds = croniter.croniter(cron, midnight.timestamp() - 1)
        first = datetime.fromtimestamp(rounds.get_next(float), tz=SUZHOU)
        second = datetime.fromtimestamp(rounds.get_next(float), tz=SUZHOU)

        assert first.strftime("%H:%M") == "00:05"
        assert second - first == timedelta(minutes=5)

    def test_a_round_starts_what_is_due_then_ends_what_is_due(self, city, monkeypatch):
        version = approved(city)
        plan_end(version=city.version, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        other = city.exempt_item.versions.get()
        plan_end(version=other, ends_on=IN_FIVE_DAYS, reason=REASON, by=city.wu, at=city.at)
        monkeypatch.setattr(timezone, "now", lambda: THE_DAY)

        tasks.turn_of_the_day(0)

        assert now_of(version).status == "published"
        assert now_of(city.version).status == "superseded"
        assert now_of(other).status == "retired"
        assert (due_to_start(on=IN_FIVE_DAYS), due_to_end(on=IN_FIVE_DAYS)) == ([], [])

    def test_one_that_cannot_start_stops_no_other(self, city, monkeypatch):
        bad = approved(city)
        assess_risks(item=city.item, risks=["PUBLIC_SAFETY"], by=city.qian, at=city.at)
        good = approve_version(
            version=submit_version(version=drafted(city, item=city.exempt_item), by=city.qian, at=city.at),
            starts_on=IN_FIVE_DAYS,
            by=city.wu,
            at=city.at,
        )
        monkeypatch.setattr(timezone, "now", lambda: THE_DAY + timedelta(days=3))

        tasks.turn_of_the_day(0)

        assert (now_of(bad).status, now_of(good).status) == ("approved", "published")
        assert now_of(good).valid_from == IN_FIVE_DAYS + timedelta(days=3)

    @pytest.mark.race
    def test_two_rounds_at_once_put_it_in_force_once(self, committed_city, monkeypatch):
        version = approved(committed_city)
        monkeypatch.setattr(timezone, "now", lambda: THE_DAY)

        def one_round(_number):
            try:
                tasks.turn_of_the_day(0)
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(one_round, range(4)))

        assert now_of(version).status == "published"
        assert [step for step, _ in entries(version)].count("item_version.enter_into_force") == 1
        assert [step for step, _ in entries(committed_city.version)].count("item_version.supersede") == 1

    @pytest.mark.race
    def test_a_job_killed_in_the_middle_leaves_nothing_half_done_and_the_next_round_does_it(
        self, committed_city, monkeypatch, tmp_path
    ):
        version = approved(committed_city)
        reached = tmp_path / "reached"
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, connection.settings_dict["NAME"], str(version.pk), str(reached)],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "yinuo.config.settings"},
        )
        try:
            until = time.monotonic() + 60
            while not reached.exists() and time.monotonic() < until and child.poll() is None:
                time.sleep(0.05)
            assert reached.exists()
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait()

        assert (now_of(version).status, now_of(committed_city.version).status) == ("approved", "published")
        monkeypatch.setattr(timezone, "now", lambda: THE_DAY)
        tasks.turn_of_the_day(0)
        assert (now_of(version).status, now_of(committed_city.version).status) == ("published", "superseded")


KILLED = """
import sys, time, pathlib
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import datetime, UTC
from yinuo.matters.actions import validity
def stuck(*arguments):
    pathlib.Path(sys.argv[3]).write_text("")
    time.sleep(120)
validity.refresh_search = stuck
validity.enter_into_force(version_id=int(sys.argv[2]), at=datetime(2026, 6, 5, 16, 5, tzinfo=UTC))
"""
"""A job that hangs after both versions have moved and before it commits."""


class TestPinned:
    """Who began under a version ends under it."""

    @pytest.mark.clause("3.2-b")
    def test_a_case_opened_before_keeps_notice_letter_and_plan_of_its_version(self, city):
        opened = filled(city)
        version = approved(city, verification_power="签署后 9 个工作日内上门核查")
        enter_into_force(version_id=version.pk, at=THE_DAY)

        item = opened.items.select_related("version").get()
        signature = Signature(None, city.lin.name, city.lin.subject.id_number[-4:])
        [signed] = commitments.sign(
            application_id=opened.pk, signature=signature, by=city.lin, at=THE_DAY + timedelta(hours=9)
        )

        letter = signed.letter.content
        assert item.version_id == city.version.pk
        assert letter["notice_version"] == "第1版"
        assert letter["notice_digest"] == now_of(city.version).text_digest != version.text_digest
        assert not any("上门核查" in clause["text"] for clause in letter["notice"])
        assert signed.showing.version_id == city.version.pk
        assert [line["standard"] for line in signed.plan] == [city.version.facts[0]["standard"]]

    def test_a_case_opened_afterwards_has_the_new_version(self, city):
        version = enter_into_force(version_id=approved(city).pk, at=THE_DAY)
        assert open_case(city).items.get().version_id == version.pk

    @pytest.mark.clause("3.2-b")
    def test_where_the_item_is_suspended_or_retired_no_draft_under_an_older_version_is_promised(self, city):
        pinned = open_case(city).items.get().version
        renewed(city)
        on = IN_FIVE_DAYS

        def may():
            return eligibility(applicant_id=city.lin.subject_id, version=now_of(pinned), on=on)

        assert may().value
        newest = suspend(version=current_version(city.item), reason="正在修改条例", by=city.wu, at=THE_DAY)
        assert not may().value
        assert "正在修改条例" in may().reason
        resume(version=newest, by=city.wu, at=THE_DAY)
        assert may().value
        retire(version=current_version(city.item), reason=REASON, by=city.wu, at=THE_DAY)
        assert not may().value


def _submit(city, version, at):
    submit_version(version=version, by=city.qian, at=at)


def _draft(city, _version, at):
    drafted(city, at=at)


ACTS = {
    "draft": _draft,
    "submit": _submit,
    "publish": lambda city, version, at: publish_version(version=version, by=city.wu, at=at),
    "approve": lambda city, version, at: approve_version(
        version=version, starts_on=timezone.localdate(at) + timedelta(days=2), by=city.wu, at=at
    ),
    "call back": lambda city, version, at: call_back(version=version, reason=REASON, by=city.wu, at=at),
    "suspend": lambda city, version, at: suspend(version=version, reason=REASON, by=city.wu, at=at),
    "resume": lambda city, version, at: resume(version=version, by=city.wu, at=at),
    "retire": lambda city, version, at: retire(version=version, reason=REASON, by=city.wu, at=at),
    "plan end": lambda city, version, at: plan_end(
        version=version, ends_on=timezone.localdate(at) + timedelta(days=3), reason=REASON, by=city.wu, at=at
    ),
    "drop end": lambda city, version, at: drop_end(version=version, by=city.wu, at=at),
    "round": lambda _city, _version, _at: tasks.turn_of_the_day(0),
}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 3)), max_size=25))
def test_whatever_is_done_in_whatever_order_the_periods_of_an_item_follow_one_another(city, acts):
    at = city.at
    with transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        for name, days in acts:
            at += timedelta(days=days)
            patched.setattr(timezone, "now", lambda at=at: at)
            newest = city.item.versions.order_by("-number").first()
            with suppress(Refused):
                ACTS[name](city, newest, at)

            versions = list(city.item.versions.order_by("number"))
            kept = [one for one in versions if one.valid_from is not None]
            assert sum(one.status in ("published", "suspended") for one in versions) <= 1
            assert sum(one.status in ("draft", "in_review", "approved") for one in versions) <= 1
            assert [one.number for one in kept] == list(range(1, len(kept) + 1))
            for earlier, later in pairwise(kept):
                assert earlier.valid_until <= later.valid_from
            for one in kept[:-1]:
                assert one.status in ("superseded", "retired")
            assert all(
                (one.valid_until is None) == (one.status in ("published", "suspended")) for one in kept
            )
            assert [
                Entry.objects.filter(row_table="matters_item_version", row_id=one.pk)
                .order_by("-number")
                .first()
                .to_status
                for one in versions
            ] == [one.status for one in versions]
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(True)


class TestDatabase:
    """What the tables themselves refuse."""

    def test_the_steps_the_database_knows_are_those_of_the_life_cycle(self, city):
        with connection.cursor() as cursor:
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'yinuo_item_version_by_steps'")
            source = cursor.fetchone()[0].split("THEN")[0]
        allowed = {
            (step_from, step.target)
            for step in ITEM_VERSION.steps
            for step_from in step.sources
            if step_from != step.target
        }
        written = {
            tuple(part.strip(" '") for part in pair.split(","))
            for pair in source.split("NOT IN (")[1].replace("\n", "").replace("(", "").split(")")
            if "," in pair
            for pair in [pair.strip(" ,")]
        }
        assert written == allowed

    @pytest.mark.parametrize(
        ("status", "to"),
        [
            ("published", "draft"),
            ("published", "approved"),
            ("superseded", "published"),
            ("retired", "published"),
        ],
    )
    def test_no_row_jumps_where_no_step_leads(self, city, status, to):
        if status == "superseded":
            renewed(city)
        if status == "retired":
            retire(version=city.version, reason=REASON, by=city.wu, at=city.at)
        with pytest.raises(DatabaseError, match="no step leads"), transaction.atomic():
            ItemVersion.objects.filter(pk=city.version.pk).update(status=to)

    @pytest.mark.parametrize(
        "changed",
        [
            {"valid_from": date(2020, 1, 1)},
            {"valid_until": date(2027, 1, 1)},
            {"starts_on": date(2027, 1, 1)},
            {"suspended_because": "没有理由"},
            {"notice": {}},
        ],
    )
    def test_validity_and_content_move_by_steps_only(self, city, changed):
        with pytest.raises(DatabaseError, match=r"by steps only|is frozen|item_valid"), transaction.atomic():
            ItemVersion.objects.filter(pk=city.version.pk).update(**changed)

    def test_an_end_set_without_an_entry_is_refused_at_commit(self, committed_city):
        with pytest.raises(IntegrityError, match="without a case-file entry"), transaction.atomic():
            ItemVersion.objects.filter(pk=committed_city.version.pk).update(
                ends_on=IN_FIVE_DAYS, ends_because=REASON
            )
        plan_end(
            version=committed_city.version,
            ends_on=IN_FIVE_DAYS,
            reason=REASON,
            by=committed_city.wu,
            at=committed_city.at,
        )
        assert now_of(committed_city.version).ends_on == IN_FIVE_DAYS

    def test_what_is_over_keeps_its_end(self, city):
        retire(version=city.version, reason=REASON, by=city.wu, at=city.at)
        with pytest.raises(DatabaseError, match="by steps only"), transaction.atomic():
            ItemVersion.objects.filter(pk=city.version.pk).update(ends_because="别的理由")
