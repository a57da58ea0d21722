"""People find what they mean, whatever way they write it: measured on the real rows."""

import pytest

from yinuo_demo.bench.cataloguing import fill
from yinuo_demo.bench.relevance import relevance, wanted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city"), pytest.mark.clause("3.3-b")]


def test_the_item_meant_stands_among_the_first_in_nearly_every_search():
    fill(0)

    found = relevance(places=False)

    asked, first, ten = (sum(one[place] for one in found["counts"].values()) for place in range(3))
    assert asked >= 150
    assert first / asked >= 0.97, found["missed"]
    assert ten / asked >= 0.98, found["missed"]
    assert all(one[1] / one[0] >= 0.9 for one in found["counts"].values()), found["counts"]


def test_the_set_holds_every_way_of_writing():
    kinds = [one.kind for one in wanted()]
    assert {kind: kinds.count(kind) >= 15 for kind in set(kinds)} == dict.fromkeys(
        (
            "words",
            "everyday",
            "pinyin",
            "initials",
            "homophone",
            "mistyped pinyin",
            "wrong character",
            "with a place",
        ),
        True,
    )
