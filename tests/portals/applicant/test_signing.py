"""Step four and five: the letter is seen before it is signed, signed once, and in hand at once."""

from __future__ import annotations

import base64
import io
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from PIL import Image, ImageDraw
from tests.cast import CONDITIONS, open_to_some
from tests.portals.applicant.cases import draft, filled, page, picture_file, text_of
from tests.portals.applicant.conftest import BACKEND

from yinuo.applications.models import Application
from yinuo.commitments.models import Commitment
from yinuo.documents import actions as documents
from yinuo.documents.models import Delivery, Document
from yinuo.law.notice import MUST_CONFIRM, STATEMENTS


def signature(account, **changed):
    return {"typed_name": account.name, "identity_end": account.subject.id_number[-4:], **changed}


def drawn(*, empty: bool = False) -> str:
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    if not empty:
        ImageDraw.Draw(image).line((20, 20, 260, 100), fill="black", width=4)
    out = io.BytesIO()
    image.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.mark.clause("2.3-c")
def test_the_letter_is_shown_with_statements_facts_checks_and_the_way_out(city, browser):
    answer = text_of(browser(city.lin).get(page(filled(city), "sign/")))

    for _key, said in STATEMENTS:
        assert f"本人{said}" in answer
    assert "本人家庭正在享受最低生活保障" in answer
    assert "数据比对" in answer
    assert "低保状态为“在享”" in answer
    assert "如果后悔了" in answer
    assert "请求支付赡养费" in answer


@pytest.mark.clause("2.1-c")
def test_conditions_are_told_with_the_notice_and_stand_in_the_letter(city, browser):
    opened = draft(city, route="commit", matter=open_to_some(city).item.matter)
    client, notice = browser(city.lin), page(opened, f"notice/{opened.items.get().pk}/")

    told = text_of(client.get(notice))
    client.post(notice, dict.fromkeys(MUST_CONFIRM, "yes"))
    letter = text_of(client.get(page(opened, "sign/")))

    for condition in CONDITIONS:
        assert condition in told
        assert condition in letter.split("</article>")[0]
    assert "有一条不符合的，交证明办理" in told


def test_where_the_way_is_open_to_everybody_no_condition_is_told(city, browser):
    assert "适用条件" not in text_of(browser(city.lin).get(page(filled(city), "sign/")))


def test_numbers_are_hidden_on_the_letters_preview(city, browser):
    answer = text_of(browser(city.lin).get(page(filled(city), "sign/")))

    assert city.lin.subject.id_number not in answer
    assert city.lin.subject.phone not in answer


@pytest.mark.clause("2.6-c")
def test_a_bar_that_follows_from_withdrawing_is_told_before_signing(city, browser):
    from tests.cast import LOW_INCOME_FACT, publish
    from tests.conftest import AT

    from yinuo.matters.models import Matter

    exam = Matter.objects.create(
        code="SZ-777", name="资格考试报名", kind="other", agency=city.bureau, region_code="341302"
    )
    publish(
        exam,
        "exam",
        "学历证明",
        drafted_by=city.qian,
        reviewed_by=city.wu,
        at=AT,
        facts=[LOW_INCOME_FACT],
        plain={"same_round_bar": True},
    )
    opened = draft(city, route="commit", matter=exam)
    client, item = browser(city.lin), opened.items.get()
    client.get(page(opened, f"notice/{item.pk}/"))
    client.post(
        page(opened, f"notice/{item.pk}/"),
        {"content": "yes", "liability": "yes", "verification_power": "yes"},
    )

    assert "撤回有一个后果，请先知道" in text_of(client.get(page(opened, "sign/")))


@pytest.mark.clause("2.3-c")
def test_signing_by_typed_name_hands_in_and_leads_to_the_receipt(city, browser):
    opened = filled(city)
    client = browser(city.lin)

    answer = client.post(page(opened, "sign/"), signature(city.lin), follow=True)

    assert answer.redirect_chain[-1][0] == page(opened, "receipt/")
    assert opened.number in text_of(answer)
    assert "正在制作" in text_of(answer)
    assert Commitment.objects.get().letter.content["typed_name"] == "林晓禾"


def test_a_drawn_signature_is_kept_with_the_letter(city, browser):
    opened = filled(city)

    browser(city.lin).post(page(opened, "sign/"), signature(city.lin, typed_name="", signature=drawn()))

    assert bytes(Document.objects.get(kind="letter").picture).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"typed_name": ""}, "还没有签名"),
        ({"identity_end": ""}, "没有填身份证号后四位"),
        ({"identity_end": "12"}, "后四位应当是四位数字"),
        ({"typed_name": "", "signature": "data:image/png;base64,%%%"}, "签名图片没有传完整"),
        ({"typed_name": "", "signature": "data:image/png;base64,aGVsbG8="}, "签名图片不是 PNG"),
        ({"typed_name": "", "signature": drawn(empty=True)}, "签名图片是空白的"),
    ],
)
def test_a_faulty_signature_is_explained_and_signs_nothing(city, browser, changed, said):
    opened = filled(city)

    answer = browser(city.lin).post(page(opened, "sign/"), signature(city.lin, **changed))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Commitment.objects.exists()


def test_another_persons_number_signs_nothing_and_what_was_typed_stays(city, browser):
    opened = filled(city)

    answer = browser(city.lin).post(page(opened, "sign/"), signature(city.lin, identity_end="0000"))

    assert answer.status_code == 409
    assert "身份证号后四位不对" in text_of(answer)
    assert 'value="0000"' in text_of(answer)
    assert 'value="林晓禾"' in text_of(answer)
    assert Application.objects.get(pk=opened.pk).status == "draft"


def test_a_second_click_finds_it_done_and_shows_the_same_receipt(city, browser):
    opened = filled(city)
    client = browser(city.lin)
    client.post(page(opened, "sign/"), signature(city.lin))

    answer = client.post(page(opened, "sign/"), signature(city.lin))

    assert answer.headers["Location"] == page(opened, "receipt/")
    assert Commitment.objects.count() == 1


@pytest.mark.race
def test_two_submissions_at_once_make_one_letter_and_no_fault(committed_city):
    city, gate, answers = committed_city, Barrier(2), []
    opened = filled(city)

    def click() -> None:
        client = Client()
        client.force_login(city.lin, backend=BACKEND)
        gate.wait()
        answer = client.post(page(opened, "sign/"), signature(city.lin))
        answers.append((answer.status_code, answer.headers.get("Location")))
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    [c.start() for c in clicks]
    [c.join() for c in clicks]

    assert answers == [(302, page(opened, "receipt/"))] * 2
    assert Commitment.objects.count() == Document.objects.filter(kind="letter").count() == 1


@pytest.mark.clause("2.2-b")
def test_with_proofs_only_nothing_is_signed_and_the_application_is_handed_in(city, browser):
    opened = draft(city, route="proof")
    client, item = browser(city.lin), opened.items.get()
    client.post(page(opened, "details/"), {"action": "next", f"file-{item.pk}": picture_file("低保证.png")})

    shown = text_of(client.get(page(opened, "sign/")))
    answer = client.post(page(opened, "sign/"))

    assert "提交申请" in shown
    assert "低保证.png" in shown
    assert answer.headers["Location"] == page(opened, "receipt/")
    assert Application.objects.get(pk=opened.pk).status == "submitted"
    assert not Commitment.objects.exists()


@pytest.mark.clause("2.3-c")
def test_the_letter_is_downloadable_as_soon_as_it_is_made_and_the_first_opening_is_kept(city, browser, clock):
    opened = filled(city)
    client = browser(city.lin)
    client.post(page(opened, "sign/"), signature(city.lin))
    letter = Document.objects.get(kind="letter")

    early = client.get(f"/my/documents/{letter.pk}/")
    documents.make(document_id=letter.pk, at=clock.now)
    answer = client.get(f"/my/documents/{letter.pk}/")

    assert (early.status_code, answer.status_code) == (202, 200)
    assert answer.content.startswith(b"%PDF-")
    assert letter.number.encode() not in answer.headers["Content-Disposition"].encode("ascii")
    assert Delivery.objects.get(document=letter).received_by == city.lin
    assert "您打开过" in text_of(client.get(page(opened, "receipt/")))


def test_the_moving_part_of_the_receipt_stops_asking_once_all_is_there(city, browser, clock):
    opened = filled(city)
    client = browser(city.lin)
    client.post(page(opened, "sign/"), signature(city.lin))
    assert "hx-trigger" in text_of(client.get(page(opened, "receipt/progress/")))

    documents.make(document_id=Document.objects.get().pk, at=clock.now)
    clock.turn(minutes=5)

    assert "hx-trigger" not in text_of(client.get(page(opened, "receipt/progress/")))


def test_a_page_stops_asking_for_a_letter_that_takes_too_long(city, browser, clock):
    opened = filled(city)
    client = browser(city.lin)
    client.post(page(opened, "sign/"), signature(city.lin))
    letter = Document.objects.get()
    clock.turn(minutes=11)

    assert "hx-trigger" not in text_of(client.get(page(opened, "receipt/progress/")))
    late = text_of(client.get(f"/my/documents/{letter.pk}/making/"))
    assert "hx-trigger" not in late
    assert "不用您重办" in late
