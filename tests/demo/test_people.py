"""The people of the demo city are many, valid and nobody."""

from datetime import date

import pytest

from yinuo.people.identifiers import identity_number, mobile_number, uscc
from yinuo_demo.names import REGIONS
from yinuo_demo.people import NUMBER_REGION, age_on, city, credit_code, identity
from yinuo_demo.records import books

TODAY = date(2026, 11, 23)


def test_the_same_seed_gives_the_same_city_and_another_seed_another_crowd_with_the_same_cast():
    again = city.__wrapped__(3413)
    other = city(1)
    assert again == city(3413)
    assert again.persons != other.persons
    assert [p for p in again.persons if p.part] == [p for p in other.persons if p.part]


def test_there_are_a_few_hundred_persons_and_sixty_firms():
    assert 300 <= len(city().persons) <= 340
    assert len(city().firms) == 60


@pytest.mark.parametrize("seed", [3413, 7, 99])
def test_every_number_is_valid_unique_and_in_the_unassigned_region(seed):
    town = city(seed)
    numbers = [p.id_number for p in town.persons] + [f.uscc for f in town.firms]
    phones = [p.phone for p in town.persons] + [f.phone for f in town.firms]
    for person in town.persons:
        assert identity_number(person.id_number, on=TODAY) == person.id_number
        assert person.id_number.startswith(NUMBER_REGION)
        assert person.born_on == date.fromisoformat(
            f"{person.id_number[6:10]}-{person.id_number[10:12]}-{person.id_number[12:14]}"
        )
        assert (int(person.id_number[16]) % 2 == 1) == (person.sex == "男")
    for firm in town.firms:
        assert uscc(firm.uscc) == firm.uscc
        assert firm.uscc.startswith(f"91{NUMBER_REGION}")
    assert len(set(numbers)) == len(numbers)
    assert len(set(phones)) == len(phones)
    assert all(mobile_number(phone).startswith("1990000") for phone in phones)
    assert len({firm.name for firm in town.firms}) == len(town.firms)


def test_identity_numbers_follow_the_published_weights():
    # 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 over 34139919880412002 is 277; 277 mod 11 is 2, which stands for X.
    digits = [int(c) for c in "34139919880412002"]
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    assert identity(date(1988, 4, 12), 2)[-1] == "10X98765432"[sum(map(int.__mul__, digits, weights)) % 11]


def test_credit_codes_keep_the_prefix_of_their_authority():
    assert credit_code("11", 1).startswith("11341399")
    assert uscc(credit_code("11", 1))


def test_rare_characters_and_compound_surnames_live_in_the_city():
    written = "".join(p.name for p in city().persons)
    assert {"𬭎", "䶮", "㛃"} <= set(written)
    assert {"欧阳", "司马", "上官"} <= {p.name[:2] for p in city().persons}


def test_everybody_lives_in_the_district_or_one_of_the_four_counties():
    assert {p.region_code for p in city().persons} == set(REGIONS)
    assert all(REGIONS[p.region_code] in p.address for p in city().persons)


def test_the_cast_is_who_the_stories_need():
    town = city()
    held = {
        key: books().find("low-income", town.person(key).id_number, town.person(key).name)
        for key in ("lin-xiaohe", "tao-yichuan", "gu-nanxing", "mi-keke", "zhou-xian")
    }
    assert held["lin-xiaohe"]["status"] == "在享"
    assert held["tao-yichuan"]["status"] == "停发"
    assert held["zhou-xian"] is None
    assert age_on(town.person("shen-tingyu"), TODAY) == 72
    assert town.firms[0].name == "宿州云禾文化传媒有限公司"
    assert town.person(town.firms[0].representative).name == "程小满"


def test_a_register_knows_nobody_by_a_number_with_another_name():
    lin = city().person("lin-xiaohe")
    assert books().find("household", lin.id_number, "林晓禾")
    assert books().find("household", lin.id_number, "周闲") is None


def test_a_household_stands_in_the_low_income_register_with_its_true_size():
    town = city()
    for head in (p for p in town.persons if p.relation_to_head == "户主"):
        record = books().find("low-income", head.id_number, head.name)
        if record:
            assert record["household_size"] == len(town.household(head.key))
            for member in town.household(head.key):
                assert books().find("low-income", member.id_number, member.name) == record


def test_children_are_younger_than_their_parents():
    town = city()
    for person in town.persons:
        head = town.person(person.household)
        if person.relation_to_head in {"子", "女"}:
            assert person.born_on > head.born_on
        if person.relation_to_head in {"父", "母"}:
            assert person.born_on < head.born_on
