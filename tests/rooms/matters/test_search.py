"""Finding a published item: everyday words, use as a mild prior, an index that keeps itself whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import EXEMPT_FACT, officer, publish
from tests.conftest import AT, ON

from yinuo.law.grammar import Refused
from yinuo.matters.actions import (
    count_uses,
    enter_default_words,
    forget_missed,
    index_missing,
    keep_word,
    note_missed,
    recount_search,
    refresh_search,
    retire,
    suspend,
    switch_word,
)
from yinuo.matters.grams import EDITION, EVERY, levels, number, prior_of
from yinuo.matters.models import FragmentCount, Matter, MissedSearch, SearchEntry, Synonym
from yinuo.matters.queries import (
    held_words,
    missed_searches,
    nearest_matters,
    search_items,
    suggested_matters,
    tried,
    word,
    word_history,
    words_in_force,
)
from yinuo.matters.words import default_words, word_problems, worth_keeping
from yinuo.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.3-b")]


def offer(city, matter: str, proof: str, *, slug: str, agency=None):
    """A published item that can be found."""
    agency = agency or city.bureau
    row, _new = Matter.objects.get_or_create(
        agency=agency,
        name=matter,
        defaults={"code": f"T-{Matter.objects.count()}", "region_code": agency.region_code},
    )
    item, _version = publish(
        row, slug, proof, drafted_by=city.qian, reviewed_by=city.wu, at=AT, facts=[EXEMPT_FACT]
    )
    refresh_search(item, {"keywords": []})
    return item


@pytest.fixture
def shelf(city):
    """A few items that have words in common."""
    offer(city, "最低生活保障审批", "家庭收入证明", slug="dibao")
    offer(city, "特困人员供养", "无子女证明", slug="tekun")
    offer(city, "教师资格认定", "思想品德鉴定证明", slug="teacher")
    offer(city, "结婚登记", "无配偶证明", slug="marry", agency=city.police)
    refresh_search(city.item, {"keywords": []})
    return city


def slugs(query: str) -> list[str]:
    return [hit.slug for hit in search_items(query)]


class TestEverydayWords:
    """What people say is put in the place of what the catalogue says, at the moment of asking."""

    def test_an_everyday_word_finds_what_has_another_name_as_soon_as_it_is_entered(self, shelf):
        assert slugs("穷人补助") == []
        entries = list(SearchEntry.objects.order_by("pk").values_list("names", "beside"))

        keep_word(everyday="穷人补助", official=["最低生活保障"], note="窗口反映", by=shelf.qian, at=AT)

        assert slugs("穷人补助") == ["dibao"]
        assert list(SearchEntry.objects.order_by("pk").values_list("names", "beside")) == entries

    @pytest.mark.parametrize("typed", ["低保", "dibao", "办低保要什么证明", "申请低保", "低保户"])
    def test_the_products_words_are_understood_by_characters_and_sound(self, shelf, typed):
        enter_default_words(at=AT)

        assert slugs(typed)[:1] == ["dibao"]

    def test_initials_of_three_and_more_point_to_an_everyday_word(self, shelf):
        keep_word(everyday="穷人补助", official=["最低生活保障"], note="", by=shelf.qian, at=AT)

        assert slugs("qrbz") == ["dibao"]

    def test_two_everyday_words_in_one_search_are_both_understood(self, shelf):
        enter_default_words(at=AT)
        keep_word(everyday="穷人", official=["家庭收入证明"], note="", by=shelf.qian, at=AT)

        trial = tried("低保 穷人")

        assert trial.hits[0].slug == "dibao"
        assert trial.hits[0].because == "“低保”就是“最低生活保障”；“穷人”就是“家庭收入证明”"

    def test_the_city_changes_switches_off_and_restores_a_word_of_the_product_and_all_stays_on_record(
        self, shelf
    ):
        enter_default_words(at=AT)
        keep_word(everyday="低保", official=["特困人员供养"], note="试改", by=shelf.qian, at=AT)
        assert slugs("低保")[:1] == ["tekun"]
        assert word("低保").changed

        switch_word(everyday="低保", in_use=False, note="容易误会", by=shelf.qian, at=AT)
        assert [hit.because for hit in search_items("低保")] == [""]

        switch_word(everyday="低保", in_use=True, note="还是要用", by=shelf.qian, at=AT)
        assert slugs("低保")[:1] == ["tekun"]
        assert [row.note for row in word_history("低保")] == ["还是要用", "容易误会", "试改", ""]

    def test_a_new_product_version_leaves_what_the_city_edited(self, shelf):
        enter_default_words(at=AT)
        keep_word(everyday="低保", official=["特困人员供养"], note="", by=shelf.qian, at=AT)
        Synonym.objects.filter(everyday="法援").update(official=["旧说法"])

        assert enter_default_words(at=AT) == 1
        assert enter_default_words(at=AT) == 0
        assert word("低保").row.official == ["特困人员供养"]
        assert word("低保").product == default_words()["低保"]
        assert tuple(word("法援").row.official) == default_words()["法援"]

    def test_a_word_the_product_no_longer_brings_is_switched_off(self, shelf, monkeypatch):
        enter_default_words(at=AT)
        fewer = {key: value for key, value in default_words().items() if key != "低保"}
        monkeypatch.setattr("yinuo.matters.actions.words.default_words", lambda: fewer)

        assert enter_default_words(at=AT) == 1
        assert not word("低保").row.in_use

    def test_saving_the_same_twice_adds_nothing(self, shelf):
        for _ in range(2):
            keep_word(everyday="穷人补助", official=["最低生活保障"], note="", by=shelf.qian, at=AT)
            switch_word(everyday="穷人补助", in_use=True, note="就这样", by=shelf.qian, at=AT)

        assert Synonym.objects.filter(everyday="穷人补助").count() == 1

    @pytest.mark.parametrize("who", ["wu", "zhou", "li", "feng", "lin"])
    def test_only_an_editor_of_the_bureau_in_charge_edits_for_the_whole_city(self, shelf, who):
        with pytest.raises(Refused, match="全市共用"):
            keep_word(everyday="穷人补助", official=["低保"], note="", by=getattr(shelf, who), at=AT)
        with pytest.raises(Refused, match="全市共用"):
            switch_word(everyday="低保", in_use=False, note="不要了吧", by=getattr(shelf, who), at=AT)

    def test_an_editor_of_another_agency_is_a_stranger_here(self, shelf):
        other = officer("other", "别家", shelf.police, Role.CATALOGUE_EDITOR)

        with pytest.raises(Refused, match="全市共用"):
            keep_word(everyday="穷人补助", official=["最低生活保障"], note="", by=other, at=AT)

    def test_there_must_be_a_word_to_switch(self, shelf):
        with pytest.raises(Refused, match="没有“没听过”这个说法"):
            switch_word(everyday="没听过", in_use=False, note="试一试", by=shelf.qian, at=AT)

    @pytest.mark.parametrize(
        ("everyday", "official", "field"),
        [
            ("证", ["学历证明"], "everyday"),
            ("证明", ["学历证明"], "everyday"),
            ("123", ["学历证明"], "everyday"),
            ("低保", [], "official"),
            ("低保", ["低保"], "official"),
            ("低保", ["最"], "official"),
            ("低保", [f"说法{n}号" for n in range(7)], "official"),
            ("长" * 31, ["学历证明"], "everyday"),
        ],
    )
    def test_words_that_say_nothing_are_refused_with_the_reason(self, shelf, everyday, official, field):
        assert list(word_problems(everyday, official)) == [field]
        with pytest.raises(Refused, match="没有保存这个说法"):
            keep_word(everyday=everyday, official=official, note="", by=shelf.qian, at=AT)

    def test_the_list_is_narrowed_by_word_origin_and_state(self, shelf):
        enter_default_words(at=AT)
        keep_word(everyday="穷人补助", official=["最低生活保障"], note="", by=shelf.qian, at=AT)
        switch_word(everyday="穷人补助", in_use=False, note="先不用", by=shelf.qian, at=AT)

        assert [one.row.everyday for one in words_in_force(origin="city")] == ["穷人补助"]
        assert [one.row.everyday for one in words_in_force(in_use=False)] == ["穷人补助"]
        assert "低保" in [one.row.everyday for one in words_in_force(query="最低生活")]


class TestUse:
    """How often an item is asked for orders what matches alike, and nothing else."""

    def test_of_two_that_match_alike_the_one_asked_for_more_comes_first(self, city):
        items = [offer(city, f"结婚登记（{n}号窗口）", "无配偶证明", slug=f"w{n}") for n in (1, 2, 3)]
        assert slugs("结婚登记") == ["w1", "w2", "w3"]

        count_uses(uses=[(items[2].pk, 900), (items[1].pk, 3)], on=ON, at=AT)

        assert slugs("结婚登记") == ["w3", "w2", "w1"]

    def test_the_most_used_item_never_hides_the_better_match(self, city):
        better = offer(city, "结婚登记", "无配偶证明", slug="better")
        usual = offer(city, "离婚登记", "结婚证", slug="usual")

        count_uses(uses=[(usual.pk, 1_000_000), (better.pk, 0)], on=ON, at=AT)

        assert slugs("结婚登记")[0] == "better"
        assert slugs("jiehundengji")[0] == "better"

    def test_counting_again_changes_nothing_and_what_is_no_longer_asked_for_falls_back(self, city):
        item = offer(city, "结婚登记", "无配偶证明", slug="marry")
        assert count_uses(uses=[(item.pk, 50)], on=ON, at=AT) == 1
        assert count_uses(uses=[(item.pk, 50)], on=ON, at=AT) == 0

        assert count_uses(uses=[], on=ON, at=AT) == 1
        entry = SearchEntry.objects.get(pk=item.pk)
        assert entry.prior == 0
        assert [one for one in entry.names if EVERY <= one <= 10] == [EVERY]

    def test_what_the_editor_knows_of_use_counts_until_it_is_counted(self, city):
        city.item.uses_a_year = 400
        city.item.save()

        assert refresh_search(city.item, {}).prior == prior_of(400)
        count_uses(uses=[(city.item.pk, 0)], on=ON, at=AT)
        assert refresh_search(city.item, {}).prior == 0

    def test_ten_times_as_much_use_is_two_levels_more(self):
        assert [prior_of(uses) for uses in (0, 9, 99, 10**9)] == [0, 20, 40, 100]
        assert levels(45) == [0, 1, 2, 3, 4]


class TestIndex:
    """The index is derived: it heals itself, and counts that lag behind hide nothing."""

    def test_items_published_without_an_entry_get_one_and_no_second_round_is_needed(self, city):
        assert slugs("经济困难证明") == []

        assert index_missing(most=10) == 2
        assert index_missing(most=10) == 0
        assert slugs("经济困难证明")[0] == city.item.slug

    def test_entries_cut_in_an_older_way_are_made_anew(self, shelf):
        SearchEntry.objects.filter(item=shelf.item).update(edition=EDITION - 1, names=[], beside=[])

        assert index_missing(most=10) == 2
        assert shelf.item.slug in slugs("经济困难证明")

    def test_counts_follow_what_is_published(self, shelf):
        before = FragmentCount.objects.get(fragment=number("c:登记")).entries
        offer(shelf, "离婚登记", "结婚证", slug="divorce")

        assert FragmentCount.objects.get(fragment=number("c:登记")).entries == before + 1
        kept = dict(FragmentCount.objects.values_list("fragment", "entries"))
        assert recount_search(at=AT) == len([one for one in kept.values() if one])
        assert dict(FragmentCount.objects.values_list("fragment", "entries")) == {
            fragment: entries for fragment, entries in kept.items() if entries
        }

    def test_what_was_never_counted_is_found_all_the_same(self, shelf):
        FragmentCount.objects.all().delete()

        assert slugs("教师资格认定") == ["teacher"]
        assert slugs("jiaoshizige") == ["teacher"]

    def test_a_retired_item_is_found_no_more_and_its_entry_goes_in_the_night(self, shelf):
        version = shelf.item.versions.get()
        suspend(version=version, reason="依据正在修改", by=shelf.wu, at=AT)
        assert [hit.suspended_because for hit in search_items("经济困难证明")][:1] == ["依据正在修改"]

        retire(version=version, reason="法律已经修改", by=shelf.wu, at=AT)
        assert shelf.item.slug not in slugs("经济困难证明")
        recount_search(at=AT)
        assert not SearchEntry.objects.filter(item=shelf.item).exists()

    def test_a_search_asks_few_questions(self, shelf, django_assert_max_num_queries):
        for typed in ("教师资格", "没有这种东西", "jaioshi", "zzzz"):
            with django_assert_max_num_queries(6):
                search_items(typed)

    def test_where_nearly_everything_matches_the_most_used_are_looked_at(self, shelf, monkeypatch):
        monkeypatch.setattr("yinuo.matters.queries.entries.MANY", 1)
        monkeypatch.setattr("yinuo.matters.queries.entries.MOST_WEIGHED", 1)
        monkeypatch.setattr("yinuo.matters.queries.entries.MOST_SHORT", 0)
        usual = offer(shelf, "离婚登记", "结婚证", slug="usual")
        count_uses(uses=[(usual.pk, 5000)], on=ON, at=AT)
        recount_search(at=AT)

        assert slugs("登记")[0] == "usual"


class TestMissed:
    """What is searched in vain is remembered by its words alone."""

    def test_words_and_how_often_are_kept_and_nothing_else(self, city):
        for _ in range(3):
            note_missed(query=" 宠物 托运 ", at=AT)

        kept = missed_searches().get()
        assert (kept.words, kept.times, kept.first_on, kept.last_on) == ("宠物 托运", 3, ON, ON)
        assert {field.name for field in MissedSearch._meta.get_fields()} == {
            "id",
            "words",
            "times",
            "first_on",
            "last_on",
        }

    @pytest.mark.parametrize(
        "typed", ["341399199005011013", "我的电话19900000101", "长" * 21, "一", "", "！？"]
    )
    def test_numbers_and_long_texts_are_not_kept(self, city, typed):
        note_missed(query=typed, at=AT)

        assert worth_keeping(typed) == ""
        assert not MissedSearch.objects.exists()

    def test_what_was_typed_once_or_twice_is_shown_to_nobody(self, city):
        note_missed(query="张三的房子", at=AT)
        note_missed(query="张三的房子", at=AT)

        assert not missed_searches().exists()

    def test_what_nobody_asks_again_is_forgotten(self, city):
        note_missed(query="宠物托运", at=AT)
        note_missed(query="遛狗许可", at=AT + timedelta(days=60))

        assert forget_missed(at=AT + timedelta(days=91)) == 1
        assert MissedSearch.objects.get().words == "遛狗许可"

    def test_random_words_fill_no_table(self, city, monkeypatch):
        monkeypatch.setattr("yinuo.matters.actions.words.MOST_MISSED", 2)
        for typed in ("甲乙", "丙丁", "戊己", "甲乙"):
            note_missed(query=typed, at=AT)

        assert dict(MissedSearch.objects.values_list("words", "times")) == {"甲乙": 2, "丙丁": 1}

    def test_a_word_that_is_entered_is_no_longer_missed(self, shelf):
        note_missed(query="穷人补助", at=AT)

        keep_word(everyday="穷人补助", official=["最低生活保障"], note="", by=shelf.qian, at=AT)

        assert not MissedSearch.objects.exists()


class TestHelp:
    """While somebody types, and where nothing was found."""

    @pytest.mark.parametrize("typed", ["教师", "jiaos", "jiaoshizig", "jszg", "品德"])
    def test_matters_are_suggested_for_what_is_typed_so_far(self, shelf, typed):
        assert "教师资格认定" in [matter for matter, _ in suggested_matters(typed)]

    def test_a_suggestion_says_which_proof_made_it_come_up(self, shelf):
        assert suggested_matters("思想品德") == [("教师资格认定", "思想品德鉴定证明")]

    def test_what_shares_a_little_is_named_where_nothing_was_found(self, shelf):
        assert search_items("结婚蛋糕定做哪家好") == []
        assert nearest_matters("结婚蛋糕定做哪家好") == ["结婚登记"]
        assert nearest_matters("zzzz") == []

    def test_a_trial_says_how_the_words_were_taken_and_what_was_held(self, shelf):
        trial = tried("jaioshizige")

        assert ("按拼音 jiao shi zi ge", "jiao si zi ge") in trial.readings
        assert trial.hits[0].because == "按拼音 jiao shi zi ge"
        assert held_words(trial.hits[0].held).startswith("读音 jiaoshi")
        assert held_words(tried("教师资格").hits[0].held) == "教师资格"
        assert held_words(tried("jszgrd").hits[0].held).startswith("首字母 ")


def test_a_text_that_is_no_search_harms_nothing(shelf):
    for typed in ("'; DROP TABLE x; --", "%s %(x)s", "\\", "法" * 10_000, "a" * 10_000, "½²Å", "{0}"):
        search_items(typed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
