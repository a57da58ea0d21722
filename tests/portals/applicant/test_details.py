"""Step two: saved while typing; errors name field, reason and remedy and keep what was typed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.portals.applicant.cases import draft, matter_asking, page, picture_file, text_of

from yinuo.applications.models import Material


def test_typing_is_saved_with_time_and_version(city, browser, clock):
    opened = draft(city, route="commit")

    answer = browser(city.lin).post(
        page(opened, "details/save/"), {"answer-cause": "请求支付赡", "version": "0"}
    )

    assert answer.json() == {"saved_at": "10:05", "version": 1}
    assert answer.headers["X-Draft-Version"] == "1"
    opened.refresh_from_db()
    assert opened.answers == {"cause": "请求支付赡"}


def test_a_save_from_an_outdated_window_is_told_and_changes_nothing(city, browser):
    opened = draft(city, route="commit")
    client = browser(city.lin)
    client.post(page(opened, "details/save/"), {"answer-cause": "新的", "version": "0"})

    answer = client.post(page(opened, "details/save/"), {"answer-cause": "旧的", "version": "0"})

    assert answer.status_code == 409
    assert "另一个窗口" in answer.json()["refused"]["why"]
    opened.refresh_from_db()
    assert opened.answers == {"cause": "新的"}


def test_the_page_of_an_outdated_window_says_so_and_keeps_what_was_typed(city, browser):
    opened = draft(city, route="commit")
    client = browser(city.lin)
    client.post(page(opened, "details/save/"), {"answer-cause": "新的", "version": "0"})

    answer = client.post(
        page(opened, "details/"), {"answer-cause": "旧窗口里的", "version": "0", "action": "next"}
    )

    assert answer.status_code == 409
    assert 'value="旧窗口里的"' in text_of(answer)
    assert "另一个窗口" in text_of(answer)


def test_what_is_missing_is_named_with_reason_and_remedy(city, browser):
    opened = draft(city, route="commit")

    answer = browser(city.lin).post(page(opened, "details/"), {"answer-cause": " ", "action": "next"})

    assert answer.status_code == 422
    assert "没有填“请求事项”" in text_of(answer)
    assert "例如：请求支付赡养费" in text_of(answer)
    assert 'href="#id_answer-cause"' in text_of(answer)


def test_complete_details_lead_to_the_notice(city, browser):
    opened = draft(city, route="commit")

    answer = browser(city.lin).post(
        page(opened, "details/"), {"answer-cause": "请求支付赡养费", "action": "next"}
    )

    assert answer.headers["Location"] == page(opened, "notice/")


@pytest.mark.parametrize(
    ("kind", "typed", "said", "remedy"),
    [
        ("number", "一千多", "这里要填数字", "请只写数字"),
        ("number", "-3", "不能小于 0", "请只写数字"),
        ("date", "2026-02-30", "没有这个日期", "请写成"),
        ("choice", "别的", "没有这个选项", "请选一项"),
    ],
)
def test_a_wrong_answer_names_the_fault_and_stays_in_its_field(city, browser, kind, typed, said, remedy):
    asked = {"key": "x", "label": "一项", "kind": kind, "required": True, "help": "", "choices": ["甲", "乙"]}
    opened = draft(city, route="commit", matter=matter_asking(city, asked))

    answer = text_of(browser(city.lin).post(page(opened, "details/"), {"answer-x": typed, "action": "next"}))

    assert said in answer
    assert remedy in answer
    assert f'value="{typed}"' in answer or kind == "choice"
    opened.refresh_from_db()
    assert opened.answers == {"x": typed}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", "1,180.50", ""),
        ("number", "1180.50", "1180.5"),
        ("date", "2026年11月3日", "2026-11-03"),
        ("choice", "甲", "甲"),
    ],
)
def test_answers_are_kept_in_one_written_form(city, browser, kind, typed, kept):
    asked = {"key": "x", "label": "一项", "kind": kind, "required": True, "help": "", "choices": ["甲", "乙"]}
    opened = draft(city, route="commit", matter=matter_asking(city, asked))

    answer = browser(city.lin).post(page(opened, "details/"), {"answer-x": typed, "action": "next"})

    opened.refresh_from_db()
    assert answer.status_code == (302 if kept else 422)
    assert opened.answers == {"x": kept or typed}


@pytest.mark.parametrize("name", ["欧阳𬭎", "司马䶮", "上官㛃"])
def test_rare_characters_are_kept_as_typed(city, browser, name):
    opened = draft(city, route="commit")

    browser(city.lin).post(page(opened, "details/save/"), {"answer-cause": name})

    opened.refresh_from_db()
    assert opened.answers == {"cause": name}


def test_control_characters_and_endless_texts_do_no_harm(city, browser):
    opened = draft(city, route="commit")

    answer = browser(city.lin).post(
        page(opened, "details/save/"), {"answer-cause": "甲\x00乙\x1b" + "长" * 500_000}
    )

    opened.refresh_from_db()
    assert answer.status_code == 200
    assert opened.answers["cause"].startswith("甲乙长")
    assert len(opened.answers["cause"]) <= 500


def test_keys_nobody_asked_for_are_not_kept(city, browser):
    opened = draft(city, route="commit")

    browser(city.lin).post(page(opened, "details/save/"), {"answer-role": "admin", "answer-cause": "甲"})

    opened.refresh_from_db()
    assert opened.answers == {"cause": "甲"}


@pytest.mark.clause("2.2-b")
def test_a_proof_is_handed_in_shown_again_and_can_be_taken_out(city, browser):
    opened = draft(city, route="proof")
    client, item = browser(city.lin), opened.items.get()

    client.post(page(opened, "details/"), {"action": "upload", f"file-{item.pk}": picture_file("低保证.png")})
    assert "低保证.png" in text_of(client.get(page(opened, "details/")))

    kept = Material.objects.get()
    back = client.get(f"/my/materials/{kept.pk}/")
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert back.content == picture_file().read()
    client.post(page(opened, "details/"), {"remove": kept.pk})

    assert "低保证.png" not in text_of(client.get(page(opened, "details/")))
    assert client.get(f"/my/materials/{kept.pk}/").status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_with_reason_and_the_rest_is_kept(city, browser):
    opened = draft(city, route="proof")
    client, item = browser(city.lin), opened.items.get()
    false = SimpleUploadedFile("证明.pdf", b"MZ this is a program", content_type="application/pdf")

    answer = client.post(
        page(opened, "details/"),
        {"action": "upload", "answer-cause": "请求支付赡养费", f"file-{item.pk}": [false, picture_file()]},
    )

    assert answer.status_code == 422
    assert "“证明.pdf”没有收下：文件不是 PDF、JPG 或者 PNG" in text_of(answer)
    assert f'href="#id_file-{item.pk}"' in text_of(answer)
    assert 'value="请求支付赡养费"' in text_of(answer)
    assert Material.objects.count() == 1


def test_going_on_without_the_proof_names_which_one_is_missing(city, browser):
    opened = draft(city, route="proof")

    answer = browser(city.lin).post(page(opened, "details/"), {"action": "next"})

    assert answer.status_code == 422
    assert "“经济困难证明”还没有上传" in text_of(answer)
    assert "回上一步改选签承诺" in text_of(answer)


def test_details_wait_until_a_way_is_chosen(city, browser):
    opened = draft(city)

    answer = browser(city.lin).get(page(opened, "details/"))

    assert answer.headers["Location"] == page(opened, "routes/")
