from __future__ import annotations

from datetime import date

import pytest

from yinuo.law.describe import describe
from yinuo.law.grammar import RULES, Law
from yinuo.law.lifecycle import LIFECYCLES, Lifecycle, Step
from yinuo.law.place import load
from yinuo.law.suzhou_notice import CLAUSES
from yinuo.law.texts import LAWS

TRIAL = Law("trial", "试行法", "试行法", date(2020, 1, 1))


def test_the_same_law_is_described_in_the_same_words():
    assert describe() == describe()


def test_every_rule_number_text_and_clause_has_its_place(place):
    pages = describe()

    law_rules = [
        rule for rule in RULES.values() if rule.versions[0].reading.__module__.startswith("yinuo.law.")
    ]
    assert all(f"`{rule.name}`" in pages["rules.md"] for rule in law_rules)
    assert all(f"`{number.name}`" in pages["numbers-cn-3413.md"] for number in place.numbers())
    assert all(law.title in pages["texts.md"] for law in LAWS.values())
    assert all(citation.text in pages["notice.md"] for citation in CLAUSES.values())


def test_a_rule_shows_dates_article_and_sentence():
    page = describe()["rules.md"]

    assert "- 自2021-03-01至2026-04-01前，依据宿政办秘〔2021〕7号 二（五）" in page
    assert "- 自2026-04-01至今，依据国家发展改革委令第36号 失信信息分类" in page
    assert f"  > {CLAUSES['2.2-c'].text}" in page


def test_a_local_choice_is_called_one():
    page = describe()["numbers-cn-3413.md"]

    assert "| 责令限期整改的期限 | `rectification_due` | 30（2020-10-27） | 日 | 本地选择 | cn.toml |" in page
    assert "| 委托代理人能否代签承诺 | `proxy_allowed` | 否（2020-10-27） |" in page


def test_another_place_shows_what_its_city_must_still_give():
    page = describe("cn-34")["numbers-cn-34.md"]

    assert "由市确定" in page
    assert load("cn-34").name in page


@pytest.mark.usefixtures("own_registries")
def test_life_cycles_are_drawn_once_their_rooms_are_there():
    LIFECYCLES.clear()
    assert "lifecycles.md" not in describe()

    Lifecycle(
        name="trial",
        title="试办",
        statuses={"draft": "草稿", "sent": "已提交"},
        start="draft",
        ends=frozenset({"sent"}),
        steps=(
            Step("send", "提交", frozenset({"draft"}), "sent", "applicant", TRIAL.article(3), "只能一次"),
        ),
    )
    page = describe()["lifecycles.md"]

    assert "```mermaid\nstateDiagram-v2\n" in page
    assert "| 提交（`send`） | 草稿 | 已提交 | applicant | 《试行法》第三条 | 只能一次 |" in page
    assert "[办理流程](lifecycles.md)" in describe()["README.md"]
