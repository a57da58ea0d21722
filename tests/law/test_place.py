from __future__ import annotations

import copy
from datetime import date

import pytest

from yinuo.law import place as places
from yinuo.law.grammar import NotInForce
from yinuo.law.place import PlaceMistake, load, read
from yinuo.law.texts import LAWS

NATION = {
    "place": {"name": "全国", "host": "司法部", "hotline": "12345", "region_code": "000000"},
    "numbers": {
        "days": {
            "title": "天数",
            "unit": "工作日",
            "basis": "《行政许可法》第四十二条",
            "values": {"2004-07-01": 20},
        },
        "start": {"title": "起始日", "unit": "日期"},
    },
}
PROVINCE = {"place": {"name": "某省", "region_code": "340000"}}
CITY = {
    "place": {"name": "某市", "host": "市司法局", "region_code": "341300"},
    "numbers": {
        "days": {"basis": "local choice", "note": "本市缩短。", "values": {"2021-03-01": 10}},
        "start": {"basis": "宿政办秘〔2021〕7号 三（一）", "values": {"2021-03-01": date(2021, 3, 10)}},
    },
}


def chain(**changes):
    written = copy.deepcopy({"cn": NATION, "cn-34": PROVINCE, "cn-3413": CITY})
    for key, change in changes.items():
        change(written[key.replace("_", "-")])
    return written


def test_the_nearer_place_overrides_the_farther_and_inherits_title_and_unit():
    found = read(chain(), "cn-3413")

    assert found.amount("days", date(2026, 1, 1)) == 10
    assert (found.number("days").title, found.number("days").unit) == ("天数", "工作日")
    assert found.given_by("days") == "cn-3413"
    assert found.chain == ("cn", "cn-34", "cn-3413")
    assert (found.name, found.host, found.hotline, found.region_code) == (
        "某市",
        "市司法局",
        "12345",
        "341300",
    )


def test_the_nation_keeps_its_own_value():
    assert read(chain(), "cn").amount("days", date(2026, 1, 1)) == 20


def test_a_local_value_does_not_reach_back_before_its_first_day():
    with pytest.raises(NotInForce):
        read(chain(), "cn-3413").amount("days", date(2020, 1, 1))


def set_number(name, **row):
    return lambda part: part.setdefault("numbers", {}).setdefault(name, {}).update(row)


def drop(name, word):
    return lambda part: part["numbers"][name].pop(word)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"cn_3413": set_number("dayz", values={"2021-01-01": 1})},
            "gives dayz, which cn.toml does not know",
        ),
        ({"cn_3413": drop("days", "values")}, "gives days without a date"),
        ({"cn_3413": set_number("days", values={})}, "gives days without a date"),
        ({"cn_3413": drop("days", "basis")}, "gives days without a basis"),
        ({"cn_3413": drop("days", "note")}, "locally without a note"),
        ({"cn_3413": set_number("days", basis="某文件")}, "may not be cited"),
        ({"cn_3413": set_number("days", unit="日")}, "counts days in 日"),
        ({"cn_3413": set_number("days", values={"March": 1})}, "dates days wrongly"),
        ({"cn_3413": set_number("days", values={"2021-03-01": True})}, "no whole number, switch or date"),
        ({"cn_3413": set_number("days", values={"2021-03-01": 1.5})}, "no whole number, switch or date"),
        ({"cn_3413": set_number("days", valeus={})}, "says valeus of days"),
        ({"cn_3413": lambda part: part["numbers"].pop("start")}, "has no value for start"),
        ({"cn_3413": lambda part: part["place"].update(mayor="某人")}, "says mayor"),
        ({"cn": lambda part: part["place"].pop("hotline")}, "does not say hotline"),
        ({"cn": drop("days", "title")}, "without its title or its unit"),
        ({"cn": drop("days", "values")}, "gives days without a date"),
    ],
)
def test_a_faulty_place_file_is_refused_with_file_and_remedy(changes, says):
    with pytest.raises(PlaceMistake, match=says):
        read(chain(**changes), "cn-3413")


@pytest.mark.parametrize("key", ["us", "cn-3", "cn-34-13", "../cn", "cn-34133"])
def test_a_key_of_no_place_is_refused(key):
    with pytest.raises(PlaceMistake, match="not the key of a place"):
        load(key)


def test_a_place_without_a_file_is_refused():
    with pytest.raises(PlaceMistake, match="no place file cn-99"):
        load("cn-99")


def test_a_file_that_is_no_toml_is_refused_with_its_name(tmp_path, monkeypatch):
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "cn-11.toml").write_text("this is = = not", encoding="utf-8")
    monkeypatch.setattr(places, "files", lambda _package: tmp_path)

    with pytest.raises(PlaceMistake, match=r"cn-11\.toml cannot be read"):
        places._written("cn-11")


def test_suzhou_hosts_the_notice_and_dates_its_four_steps(place):
    assert (place.key, place.name, place.host) == ("cn-3413", "安徽省宿州市", "宿州市司法局")
    assert place.region_code == "341300"
    assert place.number("step_catalogue_due").on(date(2021, 3, 1)) == date(2021, 3, 31)
    assert place.given_by("step_catalogue_due") == "cn-3413"
    assert place.given_by("decision_due") == "cn"


def test_every_number_has_a_citable_basis_or_admits_the_local_choice(place):
    for number in place.numbers():
        if number.is_local_choice:
            assert number.note, f"{number.name} is a local choice without a note"
        else:
            assert any(number.basis.startswith(law.name) for law in LAWS.values()), number.basis


def test_no_number_cites_a_law_before_it_was_in_force_without_saying_so(place):
    for number in place.numbers():
        law = next((law for law in LAWS.values() if number.basis.startswith(law.name)), None)
        first = number.values[0][0]
        assert law is None or law.since <= first or "本地选择" in number.note, number.name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("supplement_due", 5),
        ("decision_due", 20),
        ("decision_extension", 10),
        ("delivery_due", 10),
        ("reconsideration_due", 60),
        ("litigation_due", 6),
        ("online_check_due", 3),
        ("onsite_check_due", 30),
        ("assistance_reply_due", 3),
        ("assistance_refusal_due", 3),
        ("rectification_due", 30),
        ("objection_mark_due", 1),
        ("objection_decide_due", 3),
        ("objection_assisted_due", 7),
        ("repair_decide_due", 3),
        ("repair_extension", 3),
        ("letter_publicity", 20),
        ("disclosure_due", 20),
        ("representation_due", 5),
        ("take_back_minutes", 5),
        ("officers_on_site", 2),
    ],
)
def test_the_recommended_defaults_stand_in_the_national_file(place, name, value):
    assert place.amount(name, date(2026, 6, 1)) == value


def test_a_proxy_may_not_sign_and_withdrawal_bars_nothing_by_default(place):
    assert place.switch("proxy_allowed", date(2026, 6, 1)) is False
    assert place.switch("withdrawal_bars_same_round", date(2026, 6, 1)) is False


def test_a_number_is_not_read_as_a_switch_nor_a_switch_as_a_number(place):
    with pytest.raises(TypeError, match="not a whole number"):
        place.amount("proxy_allowed", date(2026, 6, 1))
    with pytest.raises(TypeError, match="not true or false"):
        place.switch("decision_due", date(2026, 6, 1))
    with pytest.raises(TypeError, match="not a whole number"):
        place.amount("step_plan_due", date(2026, 6, 1))


def test_a_number_nobody_declared_is_a_fault(place):
    with pytest.raises(KeyError, match="no place file declares"):
        place.number("lottery")
