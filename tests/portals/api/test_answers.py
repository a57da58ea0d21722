"""The interface answers what it describes, masks what it must, and refuses in words."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import AT
from tests.portals.office import by_hand, client_of
from tests.rooms.credit.conftest import false_promise

from yinuo.commitments.actions import withdraw
from yinuo.documents.models import Document
from yinuo.matters.actions import refresh_search, suspend
from yinuo.portals.api.endpoints import ENDPOINTS, description

pytestmark = [pytest.mark.django_db, pytest.mark.clause("1-b")]


def asked(path: str, **query: Any) -> tuple[int, Any]:
    answer = client_of().get(f"/api/v1/{path}", query)
    assert answer["Content-Type"].startswith("application/json"), path
    return answer.status_code, json.loads(answer.content)


def faults(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """Where a value is not what a schema says; as much of JSON Schema as the description uses."""
    if "$ref" in schema:
        return faults(value, description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], where)
    if "anyOf" in schema:
        tried = [faults(value, one, where) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kinds = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "array": list,
        "object": dict,
        "null": type(None),
    }
    if type(value) is not kinds[schema["type"]]:
        return [f"{where} is {value!r}, not {schema['type']}"]
    if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return [f"{where} is no date: {value}"]
    if schema["type"] == "array":
        return [
            fault for n, one in enumerate(value) for fault in faults(one, schema["items"], f"{where}[{n}]")
        ]
    if schema["type"] != "object":
        return []
    odd = sorted(set(value) ^ set(schema["required"]))
    inner = [
        f
        for k in value
        if k in schema["properties"]
        for f in faults(value[k], schema["properties"][k], f"{where}.{k}")
    ]
    return [*(f"{where}.{key} is not as described" for key in odd), *inner]


def described(name: str, status: str = "200") -> dict[str, Any]:
    found = next(one for one in ENDPOINTS if one.name == name)
    answer = description()["paths"][found.address]["get"]["responses"][status]
    return answer["content"]["application/json"]["schema"]


@pytest.fixture
def letter(city):
    """A signed letter of Lin's."""
    return Document.objects.get(case_file=by_hand(city).case_file_id, kind="letter")


class TestCatalogue:
    """Clause 3.2-a: the published catalogue as JSON."""

    @pytest.mark.clause("3.2-a")
    def test_what_is_published_is_answered_as_described(self, city):
        status, body = asked("items/")

        assert status == 200
        assert faults(body, described("items")) == []
        assert [one["name"] for one in body["items"]] == ["经济困难证明", "完全民事行为能力证明"]
        assert body["next"] == ""

    def test_one_item_comes_with_notice_facts_and_inputs(self, city):
        status, body = asked(f"items/{city.item.slug}/")

        assert status == 200
        assert faults(body, described("item")) == []
        assert len(body["notice"]) == 8
        assert body["facts"][0]["standard"] == "低保状态为“在享”"
        assert body["inputs"][0]["label"] == "请求事项"
        assert "source_key" not in json.dumps(body)

    def test_pages_follow_on_by_the_address_given(self, city):
        _, first = asked("items/", size=1)
        following = client_of().get(first["next"].removeprefix("http://testserver"))

        assert [one["slug"] for one in first["items"]] == [city.item.slug]
        assert [one["slug"] for one in following.json()["items"]] == [city.exempt_item.slug]
        assert following.json()["next"] == ""

    def test_it_can_be_narrowed_by_agency(self, city):
        assert len(asked("items/", agency="sfj")[1]["items"]) == 2
        assert asked("items/", agency="gaj")[1]["items"] == []

    def test_a_suspended_item_says_why_and_a_draft_is_not_there(self, city):
        suspend(version=city.version, reason="依据正在修订，先暂停", by=city.wu, at=AT)

        _, body = asked(f"items/{city.item.slug}/")
        assert body["summary"]["status"] == "suspended"
        assert body["summary"]["suspended_because"] == "依据正在修订，先暂停"
        status, refused = asked("items/nothing/")
        assert status == 404
        assert faults(refused, described("item", "404")) == []


class TestPapers:
    """Whether a paper still holds, and nothing of the person but a family name."""

    def test_a_letter_is_known_by_its_code_however_it_is_typed(self, city, letter):
        for code in (letter.check_code, letter.check_code.lower(), letter.check_code.replace("-", "")):
            status, body = asked(f"check/{code}/")
            assert status == 200
            assert faults(body, described("check")) == []
            assert (body["state"], body["number"]) == ("有效", letter.number)

    @pytest.mark.clause("2.5-f")
    def test_nothing_personal_is_in_it(self, city, letter):
        _, body = asked(f"check/{letter.check_code}/")
        said = json.dumps(body, ensure_ascii=False)

        assert body["about"] == "林**"
        subject = city.lin.subject
        for secret in (subject.name, subject.id_number, subject.phone, subject.address, "与被继承人是父女"):
            assert secret not in said

    def test_a_letter_withdrawn_says_so(self, city, letter):
        withdraw(
            commitment_id=letter.commitment.pk,
            reason="找到了户口簿，想改交证明",
            by=city.lin,
            at=AT + timedelta(minutes=9),
        )

        assert asked(f"check/{letter.check_code}/")[1]["state"] == "已撤回"

    @pytest.mark.parametrize("code", ["XXXX-XXXX-XXXX", "1", "七七七", "x" * 500])
    def test_a_code_there_is_none_of_is_refused_in_words(self, db, code):
        status, body = asked(f"check/{code}/")

        assert status == 404
        assert faults(body, described("check", "404")) == []
        assert body["refused"]["instead"]


class TestRegister:
    """What is public today, masked; gone the moment it is not public any more."""

    @pytest.fixture(autouse=True)
    def determined(self, city):
        return false_promise(city, at=AT)

    def test_what_is_public_is_answered_as_described(self, city):
        status, body = asked("published/")

        assert status == 200
        assert faults(body, described("published")) == []
        [row] = body["determinations"]
        assert (row["name"], row["uscc"], row["grade"]) == ("陶**", "", "一般")
        assert date.fromisoformat(row["published_until"]) > date(2026, 6, 1)
        said = json.dumps(body, ensure_ascii=False)
        assert city.tao.name not in said
        assert city.tao.subject.id_number not in said

    def test_a_person_is_not_found_by_name(self, city):
        assert asked("published/", q=city.tao.name)[1]["determinations"] == []

    def test_an_objection_takes_it_out_at_once(self, city, determined):
        from yinuo.credit.actions import raise_objection

        raise_objection(determination_id=determined.pk, text="登记有误，请核对", by=city.tao, at=AT)
        assert asked("published/")[1]["determinations"] == []


class TestManners:
    """Read-only, open to all, and clear about what is wrong."""

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"size": "0"}, "size"),
            ({"size": "101"}, "size"),
            ({"size": "x"}, "size"),
            ({"after": "x"}, "after"),
            ({"after": "-1"}, "after"),
            ({"field": "MAGIC"}, "重点领域"),
            ({"agency": "nowhere"}, "单位"),
        ],
    )
    def test_a_parameter_that_is_none_is_named(self, city, query, said):
        status, body = asked("items/", **query)

        assert status == 400
        assert faults(body, described("items", "400")) == []
        assert said in body["refused"]["why"]

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_nothing_is_changed_by_any_method(self, city, method):
        answer = getattr(client_of(), method)("/api/v1/items/")

        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD"
        assert "只供查阅" in answer.json()["refused"]["what"]

    def test_no_sign_in_no_cookie_and_any_site_may_read(self, city):
        answer = client_of().get("/api/v1/items/")

        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies

    @pytest.mark.parametrize("path", ["", "v1/", "v2/items/", "v1/nothing/", "v1/items"])
    def test_an_address_there_is_none_of_is_refused_as_json(self, db, path):
        answer = client_of().get(f"/api/{path}", follow=False)

        assert answer.status_code in {301, 404}
        if answer.status_code == 404:
            assert answer.json()["refused"]["what"]


class TestDescription:
    """Made from the table that serves: every address described, every record with its words."""

    def test_every_endpoint_is_described_and_every_description_served(self, db):
        status, body = asked("openapi.json")

        assert status == 200
        assert body["openapi"].startswith("3.1")
        assert set(body["paths"]) == {one.address for one in ENDPOINTS}
        for one in ENDPOINTS:
            named = {parameter["name"] for parameter in body["paths"][one.address]["get"]["parameters"]}
            assert set(re.findall(r"{(\w+)}", one.address)) <= named

    def test_every_field_says_in_chinese_what_it_means(self):
        for name, schema in description()["components"]["schemas"].items():
            assert schema["description"], name
            for field, what in schema["properties"].items():
                assert re.search(r"[\u4e00-\u9fff]|SHA", what["description"]), f"{name}.{field}"

    def test_what_is_referred_to_is_there(self):
        text = json.dumps(description())
        assert set(re.findall(r"#/components/schemas/(\w+)", text)) == set(
            description()["components"]["schemas"]
        )


class TestSearch:
    """Clause 3.3-b: people's words, pinyin and initials find an item here, too."""

    @pytest.fixture
    def findable(self, city):
        refresh_search(city.item, {"keywords": ["打官司没钱"]})
        refresh_search(city.exempt_item, {})
        return city

    @pytest.mark.clause("3.3-b")
    @pytest.mark.parametrize("q", ["经济困难证明", "jingjikunnan", "jjknzm", "打官司"])
    def test_what_is_found_is_answered_as_described(self, findable, q):
        status, body = asked("search/", q=q)

        assert status == 200
        assert faults(body, described("search")) == []
        assert body["hits"][0]["slug"] == findable.item.slug

    def test_hits_come_in_pages(self, findable):
        _status, first = asked("search/", q="证明", size=1)
        address = first["next"].split("/api/v1/")[1]
        _status, second = asked(address)

        assert {first["hits"][0]["slug"], second["hits"][0]["slug"]} == {
            findable.item.slug,
            findable.exempt_item.slug,
        }
        assert second["next"] == ""

    def test_nothing_typed_and_too_much_asked_are_refused_in_words(self, findable):
        assert asked("search/")[0] == 400
        assert asked("search/", q="证明", size=51)[0] == 400
        assert asked("search/", q="xyzzy") == (200, {"hits": [], "next": ""})


def test_an_answer_costs_a_few_questions(city, letter, django_assert_max_num_queries):
    for path, most in (
        ("items/", 2),
        (f"items/{city.item.slug}/", 2),
        (f"check/{letter.check_code}/", 5),
        ("published/", 2),
    ):
        with django_assert_max_num_queries(most):
            assert asked(path)[0] == 200
