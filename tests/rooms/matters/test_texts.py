"""The register of legal texts fills itself from bases and from our own rules, and people put it right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.cast import LOW_INCOME_FACT, notice_of, officer
from tests.conftest import AT, ON
from tests.rooms.matters.bases import DEED_TAX, bare, item_on, published, read_all, text

from yinuo.casefile.models import Entry
from yinuo.law.citing import read
from yinuo.law.grammar import Refused
from yinuo.law.texts import LAWS
from yinuo.matters.actions import (
    TextWords,
    add_link,
    approve_version,
    describe_text,
    draft_version,
    drop_link,
    import_catalogue,
    merge_texts,
    name_text,
    read_bases,
    register_law_texts,
    restore_link,
    submit_version,
    undo_merge,
)
from yinuo.matters.models import ArticleWording, BasisLink, BasisReading, LegalText, TextName
from yinuo.matters.queries import (
    alike,
    articles_of,
    cited_by,
    how_far_read,
    items_on,
    links_of,
    not_read_whole,
    published_on,
    texts,
    texts_named,
    touched_items,
)
from yinuo.people.models import Role
from yinuo_demo.loading import CATALOGUE

pytestmark = pytest.mark.clause("3.2-b")


def places(item):
    """What an item rests on, as people write it."""
    return [
        f"{link.article.text.called}{link.place.written()}" for link in links_of(item).filter(dropped=False)
    ]


class TestReading:
    """A basis becomes links to articles; texts enter the register by the names it gives them, and nothing is made up."""

    def test_a_basis_of_an_item_is_read_into_articles(self, city):
        item = bare(
            city, "免税证明", "《税收征收管理法》第二十五条；《契税暂行条例》第六条；财税〔2016〕23号第一条"
        )
        read_all()

        assert places(item) == ["《税收征收管理法》第二十五条", DEED_TAX, "财税〔2016〕23号第一条"]

    def test_what_the_basis_does_not_say_stays_unknown(self, city):
        bare(city, "免税证明", DEED_TAX)
        read_all()

        row = text("契税暂行条例")
        assert (row.number, row.issuer, row.in_force_from, row.repealed_on) == ("", "", None, None)
        assert row.get_level_display() == "行政法规"
        assert row.level_by_name
        assert ArticleWording.objects.filter(article__text=row).count() == 0

    def test_a_number_in_brackets_is_learnt_and_its_source_kept(self, city):
        bare(city, "一", "《法律援助条例》第十七条")
        read_all()
        bare(city, "二", "《法律援助条例》（国务院令第385号）第十七条第（二）项")
        read_all()

        assert text("法律援助条例").number == "国务院令第385号"
        assert Entry.objects.filter(step="matters.learn_number").count() == 1

    def test_one_text_under_several_spellings_is_one(self, city):
        one = bare(city, "一", "《中华人民共和国律师法》第六条")
        two = bare(city, "二", "律师法第6条第（三）项")
        read_all()

        assert LegalText.objects.filter(title__contains="律师法").count() == 1
        assert places(one) == ["《中华人民共和国律师法》第六条"]
        assert places(two) == ["《中华人民共和国律师法》第六条第（三）项"]

    def test_a_range_rests_on_each_of_its_articles(self, city):
        item = bare(city, "一", "《律师法》第六条至第八条")
        read_all()

        assert places(item) == ["《律师法》第六条", "《律师法》第七条", "《律师法》第八条"]

    def test_a_draft_and_what_is_published_are_read_too(self, city):
        item = bare(city, "一", "")
        published(city, item, "《律师法》第六条")
        draft_version(
            item=item,
            notice={"basis": "《律师法》第七条"},
            facts=[],
            inputs=[],
            plain={},
            by=city.qian,
            at=AT,
        )
        read_all()

        assert places(item) == ["《律师法》第六条", "《律师法》第七条"]

    def test_a_version_that_waits_for_its_day_is_read_and_touched_too(self, city):
        item = item_on(city, "《律师法》第六条")
        draft = draft_version(
            item=item,
            notice={**notice_of(item.matter.name, item.name), "basis": "《律师法》第七条"},
            facts=[LOW_INCOME_FACT],
            inputs=[],
            plain={"summary": "一句话"},
            by=city.qian,
            at=AT,
        )
        submit_version(version=draft, by=city.qian, at=AT)
        approve_version(version=draft, starts_on=ON + timedelta(days=5), by=city.wu, at=AT)
        read_all()

        assert set(places(item)) == {"《律师法》第六条", "《律师法》第七条"}
        seventh = [one.place for one in read("第七条").references]
        assert list(touched_items(text("律师法"), seventh)) == [item]

    def test_reading_twice_changes_nothing(self, city):
        bare(city, "一", DEED_TAX)
        read_all()
        before = list(BasisLink.objects.values()), list(BasisReading.objects.values()), Entry.objects.count()

        assert read_bases(at=AT + timedelta(days=1)) == 0
        assert before == (
            list(BasisLink.objects.values()),
            list(BasisReading.objects.values()),
            Entry.objects.count(),
        )

    def test_when_the_words_change_the_links_follow(self, city):
        item = bare(city, "一", DEED_TAX)
        read_all()
        kept = BasisLink.objects.get(proof_item=item)
        item.basis = "依据《契税暂行条例》第六条、第七条"
        item.save()
        read_all(AT + timedelta(days=1))

        assert places(item) == [DEED_TAX, "《契税暂行条例》第七条"]
        again = BasisLink.objects.get(pk=kept.pk)
        assert again.found_at == AT
        assert item.basis[again.start : again.end] == "《契税暂行条例》第六条"

    def test_when_the_words_are_gone_so_are_the_links(self, city):
        item = bare(city, "一", DEED_TAX)
        read_all()
        item.basis = ""
        item.save()
        read_all()

        assert places(item) == []
        assert read_bases(at=AT) == 0

    def test_what_is_not_understood_is_kept_for_a_person(self, city):
        item = bare(city, "一", "《律师法》第六条等有关法律法规；本条例第五条")
        read_all()

        [reading] = not_read_whole()
        assert reading.proof_item == item
        assert "等有关法律法规" in reading.unread
        assert "本条例第五条" in reading.unread
        assert places(item) == ["《律师法》第六条"]

    @pytest.mark.parametrize(
        "basis",
        ["《" + "㍿" * 150 + "》第一条", "《“”》第一条", "《" + "长" * 190 + "》第九千九百九十九条", "《😀》第一条", "附件1第三条", "《A》附件99第3条第60款第80项"],
    )  # fmt: skip
    def test_an_odd_basis_stops_no_other(self, city, basis):
        bare(city, "怪的", basis)
        item = bare(city, "好的", "《律师法》第六条")
        read_all()
        assert places(item) == ["《律师法》第六条"]

    def test_every_basis_of_the_real_catalogue_leads_to_an_article(self, city):
        content = (__import__("importlib").resources.files("yinuo_demo") / "data" / CATALOGUE).read_bytes()
        import_catalogue(
            file_name="目录.csv", content=content, by=None, at=AT, agency_for=lambda _row: city.bureau
        )
        read_all()

        found = how_far_read()
        assert found.bases >= 60
        assert found.whole == found.bases
        assert list(not_read_whole()) == []

    def test_many_bases_cost_few_questions(self, city, django_assert_max_num_queries):
        for number in range(40):
            bare(city, f"证明{number}", f"《律师法》第六条；《公证法》第{number + 1}条")
        with django_assert_max_num_queries(60):  # a new text costs some of its own
            read_bases(at=AT)
        for number in range(40):
            bare(city, f"另一证明{number}", f"《律师法》第六条；《公证法》第{number + 1}条")
        with django_assert_max_num_queries(16):
            assert read_bases(at=AT) == 40


class TestByHand:
    """An editor puts a link right; it is kept when the basis is read anew."""

    @pytest.fixture
    def item(self, city):
        made = bare(city, "一", "《律师法》第六条、第七条")
        read_all()
        return made

    def anew(self, item):
        item.basis += "；《公证法》第二十五条"
        item.save()
        read_all()

    def test_what_was_read_wrongly_is_crossed_out_for_good(self, city, item):
        drop_link(link_id=links_of(item).first().pk, by=city.qian, at=AT)
        self.anew(item)

        assert places(item) == ["《律师法》第七条", "《公证法》第二十五条"]
        link = links_of(item).filter(dropped=True).get()
        restore_link(link_id=link.pk, by=city.qian, at=AT)
        assert "《律师法》第六条" in places(item)

    def test_what_was_not_read_is_added_for_good(self, city, item):
        add_link(item=item, version=None, written="《行政许可法》第三十一条", by=city.qian, at=AT)
        self.anew(item)

        assert "《行政许可法》第三十一条" in places(item)

    def test_twice_is_once(self, city, item):
        for _ in range(2):
            add_link(item=item, version=None, written="《行政许可法》第三十一条", by=city.qian, at=AT)
            drop_link(link_id=links_of(item).first().pk, by=city.qian, at=AT)

        assert links_of(item).count() == 3

    @pytest.mark.parametrize(
        "written", ["", "有关规定", "《律师法》第六条、第七条", "本条例第五条", "《律师法》第六条等"]
    )
    def test_what_is_no_single_reference_is_refused_in_words(self, city, item, written):
        with pytest.raises(Refused) as refused:
            add_link(item=item, version=None, written=written, by=city.qian, at=AT)
        assert refused.value.refusal.instead

    @pytest.mark.parametrize("who", ["wu", "li", "zhou", "lin", "feng"])
    def test_only_editors_of_the_agency_correct_links(self, city, item, who):
        with pytest.raises(Refused):
            drop_link(link_id=links_of(item).first().pk, by=getattr(city, who), at=AT)
        stranger = officer("stranger", "别家编辑", city.police, Role.CATALOGUE_EDITOR)
        with pytest.raises(Refused):
            add_link(item=item, version=None, written="《律师法》第八条", by=stranger, at=AT)

    def test_each_correction_stands_in_the_case_file_of_the_item(self, city, item):
        drop_link(link_id=links_of(item).first().pk, by=city.qian, at=AT)

        entry = Entry.objects.get(step="matters.correct_link")
        assert entry.case_file_id == item.case_file_id
        assert entry.facts == {"article": "《律师法》第六条"}


class TestOurOwn:
    """The texts our rules cite are there with the sentences they rest on."""

    def test_all_of_them_are_entered_once(self, city):
        assert register_law_texts(at=AT) == len(LAWS)
        assert register_law_texts(at=AT) == 0
        assert LegalText.objects.exclude(law_key="").count() == len(LAWS)

    def test_a_text_met_in_a_basis_before_is_the_same(self, city):
        bare(city, "一", "《行政许可法》第三十一条")
        read_all()
        met = text("行政许可法")
        register_law_texts(at=AT)

        met.refresh_from_db()
        assert met.law_key == "licensing"
        assert met.title == "中华人民共和国行政许可法"
        assert met.in_force_from == date(2004, 7, 1)
        [row] = [row for row in articles_of(met) if row.article.number == 31]
        assert row.items == 1
        assert row.wordings[0].content.startswith("申请人申请行政许可，应当如实")
        assert row.wordings[0].since is None

    def test_a_notice_is_found_by_its_number(self, city):
        register_law_texts(at=AT)
        assert texts_named(["国办发〔2020〕42号"])["国办发〔2020〕42号"].law_key == "state_guidance"

    def test_without_a_body_to_keep_it_nothing_is_entered(self, db):
        assert register_law_texts(at=AT) == 0


class TestKeeping:
    """What is known of a text is entered by reviewers and the justice bureau, never over somebody else's change."""

    @pytest.fixture
    def row(self, city):
        bare(city, "一", DEED_TAX)
        read_all()
        return text("契税暂行条例")

    def test_what_is_entered_stands_and_the_guess_is_none_any_more(self, city, row):
        kept = describe_text(
            text=row,
            words=TextWords(number="国务院令第224号", level="administrative_regulation", issuer="国务院", repealed_on=date(2021, 9, 1), source="公报"),
            revision=row.revision,
            by=city.li,
            at=AT,
        )  # fmt: skip
        assert kept.issuer == "国务院"
        assert list(texts(query="第224号")) == [row]

    def test_a_rank_that_a_person_chose_is_no_guess(self, city, row):
        kept = describe_text(
            text=row, words=TextWords(level="department_rules"), revision=0, by=city.wu, at=AT
        )
        assert not kept.level_by_name

    def test_two_at_once_the_second_is_told(self, city, row):
        describe_text(text=row, words=TextWords(issuer="国务院"), revision=0, by=city.wu, at=AT)
        with pytest.raises(Refused, match="别人改过"):
            describe_text(text=row, words=TextWords(issuer="财政部"), revision=0, by=city.li, at=AT)

    def test_saving_the_guessed_rank_confirms_it_and_saving_again_is_no_change(self, city, row):
        same = TextWords(level=row.level, source=row.source)
        kept = describe_text(text=row, words=same, revision=0, by=city.wu, at=AT)
        assert not kept.level_by_name
        describe_text(text=row, words=same, revision=1, by=city.wu, at=AT)
        assert Entry.objects.filter(step="matters.keep_text").count() == 1

    def test_days_that_contradict_each_other_are_refused(self, city, row):
        with pytest.raises(Refused, match="废止日"):
            describe_text(
                text=row,
                words=TextWords(in_force_from=date(2021, 9, 1), repealed_on=date(2021, 9, 1)),
                revision=0,
                by=city.wu,
                at=AT,
            )

    @pytest.mark.parametrize("who", ["qian", "zhou", "sun", "lin", "wang"])
    def test_others_do_not_keep_the_register(self, city, row, who):
        with pytest.raises(Refused, match="法制审核"):
            describe_text(text=row, words=TextWords(), revision=0, by=getattr(city, who), at=AT)

    def test_another_name_leads_to_the_text(self, city, row):
        name_text(text=row, name="契税条例", by=city.wu, at=AT)
        name_text(text=row, name="契税条例", by=city.wu, at=AT)
        item = bare(city, "二", "《契税条例》第八条")
        read_all()

        assert places(item) == ["《契税暂行条例》第八条"]
        bare(city, "三", "《契税法》第一条")
        read_all()
        with pytest.raises(Refused, match="合并"):
            name_text(text=row, name="契税法", by=city.wu, at=AT)

    @pytest.mark.parametrize("query", ["契税", "qishuizanxing", "qszxtl", "契税 条例", "QISHUI"])
    def test_a_text_is_found_by_words_pinyin_and_initials(self, city, row, query):
        assert row in texts(query=query)
        assert list(texts(query="没有的")) == []
        assert row not in texts(level="law")


class TestMerging:
    """Two entries of one text become one, and can be taken apart again."""

    @pytest.fixture
    def two(self, city):
        self.one = item_on(city, "《社会保险办法》第三条", name="一")
        read_all()
        self.other = item_on(city, "《社会保险办法（试行）》第三条、第四条", name="二")
        read_all()
        return text("社会保险办法"), text("社会保险办法（试行）")

    def state(self):
        return (
            sorted(TextName.objects.values_list("key", "text")),
            sorted(BasisLink.objects.values_list("proof_item", "version__number", "article__text", "article__number"), key=str),
        )  # fmt: skip

    def test_links_and_names_lead_to_the_one_that_stays(self, city, two):
        kept, gone = two
        assert alike(kept) == [gone]
        merge_texts(kept=kept, gone=gone, by=city.wu, at=AT)

        assert cited_by([kept.pk, gone.pk]) == {kept.pk: 2}
        assert set(items_on(kept)) == {self.one, self.other}
        assert published_on(kept).count() == 2
        assert gone not in texts()
        assert text("社会保险办法（试行）") == kept
        assert read_bases(at=AT) == 0

    def test_undone_everything_is_as_before(self, city, two):
        kept, gone = two
        before = self.state()
        merge = merge_texts(kept=kept, gone=gone, by=city.wu, at=AT)
        assert self.state() != before
        undo_merge(merge_id=merge.pk, by=city.wu, at=AT)
        read_all()

        assert self.state() == before
        assert gone in texts()

    def test_a_basis_that_named_both_gets_both_back(self, city, two):
        kept, gone = two
        both = bare(city, "三", "《社会保险办法》第三条；《社会保险办法（试行）》第三条")
        read_all()
        drop_link(link_id=links_of(both).last().pk, by=city.qian, at=AT)
        before = self.state()
        merge = merge_texts(kept=kept, gone=gone, by=city.wu, at=AT)
        undo_merge(merge_id=merge.pk, by=city.wu, at=AT)
        read_all()

        assert self.state() == before
        assert links_of(both).filter(dropped=True, article__text=gone).count() == 1

    def test_twice_is_once(self, city, two):
        kept, gone = two
        first = merge_texts(kept=kept, gone=gone, by=city.wu, at=AT)
        assert merge_texts(kept=kept, gone=gone, by=city.wu, at=AT) == first
        undo_merge(merge_id=first.pk, by=city.wu, at=AT)
        undo_merge(merge_id=first.pk, by=city.wu, at=AT)
        assert gone in texts()

    def test_what_cannot_be_one_is_refused(self, city, two):
        kept, gone = two
        register_law_texts(at=AT)
        with pytest.raises(Refused, match="同一条"):
            merge_texts(kept=kept, gone=kept, by=city.wu, at=AT)
        with pytest.raises(Refused, match="不同的文件"):
            merge_texts(kept=text("行政许可法"), gone=text("行政处罚法"), by=city.wu, at=AT)
        merge_texts(kept=kept, gone=gone, by=city.wu, at=AT)
        with pytest.raises(Refused, match="已经并入"):
            merge_texts(kept=gone, gone=text("行政许可法"), by=city.wu, at=AT)
        with pytest.raises(Refused):
            merge_texts(kept=text("行政许可法"), gone=kept, by=city.qian, at=AT)

    def test_a_later_merge_is_undone_first(self, city, two):
        kept, gone = two
        bare(city, "三", "《社保办法》第九条")
        read_all()
        first = merge_texts(kept=kept, gone=gone, by=city.wu, at=AT)
        second = merge_texts(kept=kept, gone=text("社保办法"), by=city.wu, at=AT)
        with pytest.raises(Refused, match="后来的合并"):
            undo_merge(merge_id=first.pk, by=city.wu, at=AT)
        undo_merge(merge_id=second.pk, by=city.wu, at=AT)
        undo_merge(merge_id=first.pk, by=city.wu, at=AT)
        assert texts().filter(pk__in=[kept.pk, gone.pk]).count() == 2

    def test_what_a_text_of_our_rules_is_goes_along(self, city):
        bare(city, "一", "《律师许可法》第三十一条")
        read_all()
        register_law_texts(at=AT)
        ours, met = text("行政许可法"), text("律师许可法")
        merge = merge_texts(kept=met, gone=ours, by=city.wu, at=AT)
        met.refresh_from_db()
        assert met.law_key == "licensing"
        assert register_law_texts(at=AT) == 0
        undo_merge(merge_id=merge.pk, by=city.wu, at=AT)
        ours.refresh_from_db()
        met.refresh_from_db()
        assert (ours.law_key, met.law_key) == ("licensing", "")
        assert met.in_force_from is None


@pytest.mark.race
def test_two_readers_at_once_enter_a_text_once(committed_city):
    from concurrent.futures import ThreadPoolExecutor

    for number in range(6):
        bare(committed_city, f"证明{number}", "《律师法》第六条")

    def reading(_number):
        try:
            return read_bases(at=AT, limit=3)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(reading, range(2)))
    read_all()
    assert LegalText.objects.filter(title="律师法").count() == 1
    assert BasisLink.objects.filter(article__text__title="律师法").count() == 6
