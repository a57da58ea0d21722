"""The verifier's list: what is late first, what is free can be taken, and only one's own agency's."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.cast import officer
from tests.conftest import AT
from tests.portals.office import by_hand, text
from tests.rooms.inspectorate.cases import check, filed, promised

from yinuo.people.models import Role
from yinuo.verification.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.4-a")]


def listed(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'/field/tasks/(\d+)/">', page)]


def checks(city, *days: date, **columns) -> list[Task]:
    """A check of a person's for each due day."""
    return [check(promised(city, filed(city, "commit", at=AT), at=AT), due_on=day, **columns) for day in days]


def test_what_is_late_stands_first_then_today_this_week_and_later(city, browser):
    later, today, week, late = checks(
        city, date(2026, 6, 20), date(2026, 6, 1), date(2026, 6, 4), date(2026, 5, 27)
    )

    page = text(browser(city.sun).get("/field/"))

    assert listed(page) == [late.pk, today.pk, week.pk, later.pk]
    headings = re.findall(r'<h2 id="day-\d"[^>]*>([^<]+)</h2>', page)
    assert headings == ["已经逾期", "今天到期，6月1日 周一", "本周到期", "以后到期"]
    assert "逾期 3 个工作日" in page


def test_the_four_looks_show_what_they_say(city, browser):
    free, mine, others, late = checks(city, *[date(2026, 6, 5)] * 3, date(2026, 5, 20))
    Task.objects.filter(pk=mine.pk).update(assigned_to=city.sun)
    Task.objects.filter(pk=others.pk).update(assigned_to=city.zhou)
    client = browser(city.sun)

    for which, expected in (
        ("open", {free, mine, others, late}),
        ("mine", {mine}),
        ("unassigned", {free, late}),
        ("overdue", {late}),
        ("nonsense", {free, mine, others, late}),
    ):
        assert set(listed(text(client.get(f"/field/?which={which}")))) == {task.pk for task in expected}, (
            which
        )


def test_a_method_can_be_looked_at_alone(city, browser):
    task = by_hand(city)
    client = browser(city.sun)

    assert listed(text(client.get("/field/?method=document"))) == [task.pk]
    assert listed(text(client.get("/field/?method=site"))) == []
    assert listed(text(client.get("/field/?method=nonsense"))) == [task.pk]


def test_pages_follow_on_without_gap_or_double(city, browser):
    tasks = checks(city, *[date(2026, 6, 5 + n % 3) for n in range(33)])
    client = browser(city.sun)

    first = text(client.get("/field/?which=open"))
    following = re.search(r'href="(/field/\?which=open&amp;after=[^"]+)" rel="next"', first)
    second = text(client.get(following.group(1).replace("&amp;", "&")))

    assert len(listed(first)) == 30
    assert listed(first) + listed(second) == [t.pk for t in sorted(tasks, key=lambda t: (t.due_on, t.pk))]


def test_another_agencys_verifier_sees_nothing_and_who_is_no_verifier_may_not_look(city, browser):
    task = by_hand(city)

    page = text(browser(city.feng).get("/field/"))
    assert listed(page) == []
    assert "没有待核查的" in page
    for who in ("zhao", "zheng", "qian", "wang", "li", "lin"):
        assert browser(getattr(city, who)).get("/field/").status_code == 403
    assert browser(city.feng).post(f"/field/tasks/{task.pk}/take/").status_code == 404


class TestGiving:
    """Who takes first has it; only who decides gives to others."""

    def test_a_free_check_is_taken_and_taking_it_again_changes_nothing(self, city, browser):
        task = by_hand(city)
        client = browser(city.sun)

        answer = client.post(f"/field/tasks/{task.pk}/take/", follow=True)
        client.post(f"/field/tasks/{task.pk}/take/")

        assert "已经领取" in text(answer)
        assert Task.objects.get().assigned_to == city.sun

    def test_who_comes_second_is_refused_in_words(self, city, browser):
        task = by_hand(city)
        second = officer("sun2", "孙二", city.bureau, Role.VERIFIER)
        browser(city.sun).post(f"/field/tasks/{task.pk}/take/")

        answer = browser(second).post(f"/field/tasks/{task.pk}/take/")
        assert answer.status_code == 409
        assert "只能领取还没有分派的核查" in text(answer)
        assert Task.objects.get().assigned_to == city.sun

    def test_who_decides_gives_it_to_a_verifier(self, city, browser):
        task = by_hand(city)
        client = browser(city.zhou)
        page = text(client.get(f"/field/tasks/{task.pk}/"))
        assert f'<option value="{city.sun.pk}">' in page
        assert city.zhao.name not in page

        client.post(f"/field/tasks/{task.pk}/assign/", {"to": city.sun.pk})
        assert Task.objects.get().assigned_to == city.sun

    @pytest.mark.parametrize("to", ["", "x", "0", "999999"])
    def test_to_nobody_gives_nothing(self, city, browser, to):
        task = by_hand(city)

        answer = browser(city.zhou).post(f"/field/tasks/{task.pk}/assign/", {"to": to}, follow=True)
        assert "还没有选核查人员" in text(answer)
        assert Task.objects.get().assigned_to is None

    def test_a_verifier_gives_to_nobody(self, city, browser):
        task = by_hand(city)

        assert (
            browser(city.sun).post(f"/field/tasks/{task.pk}/assign/", {"to": city.zhou.pk}).status_code == 403
        )


def test_the_list_costs_the_same_for_one_check_and_for_many(city, browser, django_assert_max_num_queries):
    checks(city, *[date(2026, 6, 5) + timedelta(days=n) for n in range(12)])
    client = browser(city.sun)
    client.get("/field/")  # reads the calendar, which is kept

    with django_assert_max_num_queries(7):
        assert client.get("/field/").status_code == 200
