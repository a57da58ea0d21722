"""The demo registers answer over HTTP, and fail on demand."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from yinuo_demo.people import city
from yinuo_demo.registers import running_registers

LIN = city().person("lin-xiaohe")
TAO = city().person("tao-yichuan")


@pytest.fixture
def client():
    with running_registers() as url, httpx.Client(base_url=url, timeout=5) as found:
        yield found


def ask(client, register, person=LIN, **changed):
    asked = {
        "request_id": "r-1",
        "id_number": person.id_number,
        "name": person.name,
        "purpose": "核查承诺",
        "basis": "《法律援助法》第四十一条",
    } | changed
    return client.post(f"/registers/{register}/query", json=asked)


def switch(client, **wish):
    found = client.post("/switches", json=wish)
    assert found.status_code == 200
    return found.json()["switches"]


def test_a_person_in_receipt_of_assistance_is_found_with_her_record(client):
    found = ask(client, "low-income")
    assert found.status_code == 200
    assert found.json()["found"] is True
    assert found.json()["record"]["status"] == "在享"
    assert found.json()["as_of"].endswith("+08:00")
    assert found.json()["answer_id"]


def test_the_household_register_tells_address_and_head(client):
    record = ask(client, "household").json()["record"]
    assert record["address"] == LIN.address
    assert record["head_name"] == "林晓禾"


def test_the_enterprise_register_answers_by_credit_code(client):
    firm = city().firms[0]
    found = ask(client, "enterprise", id_number=firm.uscc, name=firm.name)
    assert found.json()["record"]["legal_representative"] == "程小满"


def test_the_court_list_says_of_everybody_whether_he_is_listed(client):
    assert ask(client, "court").json()["record"] == {"listed": False, "case_number": "", "since": ""}


def test_an_unknown_person_is_not_found(client):
    found = ask(client, "low-income", city().person("zhou-xian"))
    assert (found.status_code, found.json()) == (404, {"found": False})


@pytest.mark.parametrize("word", ["purpose", "basis", "id_number", "name", "request_id"])
def test_a_question_without_purpose_or_basis_is_refused(client, word):
    found = ask(client, "low-income", **{word: " "})
    assert found.status_code == 400
    assert word in found.json()["error"]


def test_an_unknown_register_says_so_without_saying_found(client):
    found = ask(client, "vehicles")
    assert found.status_code == 404
    assert "found" not in found.json()


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff\xfe", b"null"])
def test_a_body_that_is_no_object_is_refused(client, body):
    assert client.post("/registers/low-income/query", content=body).status_code == 400


def test_a_body_beyond_64_kilobytes_is_refused(client):
    found = client.post("/switches", content=json.dumps({"register": "x" * 70_000}))
    assert found.status_code == 400


def test_a_register_switched_down_answers_503_and_comes_back(client):
    switch(client, register="low-income", mode="down")
    assert ask(client, "low-income").status_code == 503
    assert ask(client, "household").status_code == 200
    switch(client, register="low-income", mode="up")
    assert ask(client, "low-income").status_code == 200


def test_a_cut_register_closes_the_connection(client):
    switch(client, register="*", mode="cut")
    with pytest.raises(httpx.RemoteProtocolError):
        ask(client, "court")


def test_a_slow_register_answers_after_its_latency(client):
    switch(client, register="household", mode="slow", latency_ms=300)
    began = time.monotonic()
    assert ask(client, "household").status_code == 200
    assert time.monotonic() - began >= 0.3


def test_a_wrong_register_alters_every_field(client):
    right = ask(client, "low-income").json()["record"]
    switch(client, register="low-income", mode="wrong")
    wrong = ask(client, "low-income").json()["record"]
    assert wrong["status"] == "停发"
    assert all(wrong[name] != right[name] for name in right)


def test_a_garbled_register_answers_something_that_is_not_json(client):
    switch(client, register="low-income", mode="garbage")
    found = ask(client, "low-income")
    assert found.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        found.json()


def test_a_switch_for_one_person_leaves_the_others_alone(client):
    switch(client, register="low-income", mode="down", only=TAO.id_number)
    assert ask(client, "low-income", TAO).status_code == 503
    assert ask(client, "low-income").status_code == 200


def test_the_register_of_mi_keke_is_down_from_the_start_until_it_is_switched_up(client):
    keke = city().person("mi-keke")
    assert ask(client, "low-income", keke).status_code == 503
    switch(client, register="low-income", mode="up", only=keke.id_number)
    assert ask(client, "low-income", keke).json()["record"]["status"] == "在享"


def test_switching_everything_up_clears_all_switches(client):
    switch(client, register="court", mode="down")
    assert switch(client, register="*", mode="up") == []
    assert client.get("/switches").json() == {"switches": []}


@pytest.mark.parametrize(
    "wish",
    [
        {"register": "vehicles", "mode": "down"},
        {"register": "court", "mode": "asleep"},
        {"register": "court", "mode": "slow", "latency_ms": -1},
        {"register": "court", "mode": "slow", "latency_ms": "5"},
        {"register": "court", "mode": "slow", "latency_ms": True},
        {"mode": "down"},
        {"register": "court", "mode": "down", "only": 3},
    ],
)
def test_an_impossible_switch_is_refused(client, wish):
    assert client.post("/switches", json=wish).status_code == 400


def send(client, key="k-1", **payload):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post("/credit-platform/messages", json={"kind": "determination"} | payload, headers=headers)


def test_the_credit_platform_takes_a_message_once_and_gives_the_same_receipt_again(client):
    first, second = send(client), send(client)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    taken = client.get("/credit-platform/messages").json()
    assert taken["count"] == 1
    assert (taken["messages"][0]["kind"], taken["messages"][0]["times_sent"]) == ("determination", 2)


def test_twenty_senders_at_once_leave_one_message(client):
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: send(client), range(20)))
    assert sorted(a.status_code for a in answers) == [200] * 19 + [201]
    assert client.get("/credit-platform/messages").json()["count"] == 1


def test_another_message_under_a_used_key_is_refused(client):
    send(client)
    assert send(client, grade="serious").status_code == 409


def test_a_message_without_a_key_is_refused(client):
    assert send(client, key="").status_code == 400


def test_a_message_whose_answer_was_lost_is_kept_and_answered_when_sent_again(client):
    switch(client, register="credit-platform", mode="lost")
    with pytest.raises(httpx.RemoteProtocolError):
        send(client)
    switch(client, register="credit-platform", mode="up")
    assert send(client).status_code == 200
    assert client.get("/credit-platform/messages").json()["count"] == 1


def test_a_credit_platform_that_is_down_takes_nothing(client):
    switch(client, register="credit-platform", mode="down")
    assert send(client).status_code == 503
    assert client.get("/credit-platform/messages").json()["count"] == 0


def test_health_names_the_four_registers(client):
    assert set(client.get("/health").json()["registers"]) == {
        "low-income",
        "household",
        "enterprise",
        "court",
    }


def test_unknown_addresses_and_methods_are_refused(client):
    assert client.get("/registers/low-income").status_code == 404
    assert client.post("/elsewhere", json={}).status_code == 404
    assert client.put("/switches", json={}).status_code == 501
