"""Agencies and accounts of the demo city."""

from yinuo.people.identifiers import uscc
from yinuo_demo.accounts import accounts, officers
from yinuo_demo.agencies import agencies
from yinuo_demo.names import REGIONS
from yinuo_demo.people import city


def test_every_agency_has_a_valid_code_of_the_agencies_series():
    codes = [agency.uscc for agency in agencies()]
    assert all(uscc(code) == code and code.startswith("11341399") for code in codes)
    assert len(set(codes)) == len(codes)


def test_the_city_and_each_of_its_five_parts_has_an_agency():
    assert {agency.region_code for agency in agencies()} == {"341300", *REGIONS}


def test_parents_stand_before_their_children():
    seen = set()
    for agency in agencies():
        assert not agency.parent or agency.parent in seen
        seen.add(agency.slug)


def test_user_names_and_officers_names_are_unique():
    assert len({a.username for a in accounts()}) == len(accounts())
    assert len({a.name for a in officers()}) == len(officers())


def test_every_agency_has_window_decider_verifier_and_credit_officer():
    for agency in agencies():
        held = {role for account in officers() if account.agency == agency.slug for role in account.roles}
        assert held >= {"window_officer", "deciding_officer", "verifier", "credit_officer"}, agency.slug


def test_nobody_both_drafts_and_reviews_and_nobody_both_decides_and_verifies():
    for account in officers():
        assert not {"catalogue_editor", "legal_reviewer"} <= set(account.roles)
        assert not {"deciding_officer", "verifier"} <= set(account.roles)


def test_children_have_no_account():
    keys = {account.person for account in accounts()}
    assert "lin-xiaohe" in keys
    assert city().person("lin-xiaohe-family-2014").key not in keys
