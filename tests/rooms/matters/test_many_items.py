"""Twenty thousand items, five thousand of them on one article: what a change touches takes as few questions as for one."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.conftest import AT, ON
from tests.rooms.matters.bases import changed, text

from yinuo.law.adjusting import ChangeKind
from yinuo.law.citing import Place
from yinuo.matters.actions import open_revisions, read_bases
from yinuo.matters.models import BasisLink, RevisionTask
from yinuo.matters.queries import changes_lacking_tasks, touched, touched_items

pytestmark = pytest.mark.clause("3.2-b")

ITEMS, ON_ONE = 20_000, 5_000
FILES = """
INSERT INTO casefile_case_file (number, kind, agency_id, region_code, salt, head_number, head_hash, opened_at)
SELECT 'MANY-' || n, 'item', %(agency)s, '341302', NULL, 0, repeat('0', 64), now() FROM generate_series(1, %(items)s) AS n
"""
ROWS = """
INSERT INTO matters_proof_item (matter_id, case_file_id, slug, name, proves, asker, purpose, issuer, basis, row_class, source,
    risks, risk_reasons, no_risk_because, pretests, retained_because, effort_source, revision)
SELECT %(matter)s, f.id, 'many-' || f.id, '证明' || f.id, '', '', '', '',
    CASE WHEN n <= %(on_one)s THEN '《契税暂行条例》第六条；《税收征收管理法》第' || (n %% 90 + 1) || '条'
         ELSE '《律师法》第' || (n %% 60 + 1) || '条第' || (n %% 4 + 1) || '款' END,
    'C', '测试', '{}', '{}', '', '{}', '', '', 0
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM casefile_case_file WHERE number LIKE 'MANY-%%') AS f
"""


@pytest.fixture
def many(city):
    wanted = {"agency": city.bureau.pk, "matter": city.matter.pk, "items": ITEMS, "on_one": ON_ONE}
    with connection.cursor() as cursor:
        cursor.execute(FILES, wanted)
        cursor.execute(ROWS, wanted)
    while read_bases(at=AT, limit=4_000):
        pass
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE matters_basis_link, matters_text_article, matters_proof_item, matters_basis_reading"
        )
    return city


def test_preview_tasks_in_bulk_and_nothing_left_to_read(many, django_assert_max_num_queries):
    assert BasisLink.objects.count() > ITEMS
    deed = text("契税暂行条例")
    sixth = (Place(article=6),)

    with django_assert_max_num_queries(8):
        found = touched(deed, sixth, on=ON)
        assert len(touched_items(deed, sixth)[:50]) == 50
    assert (found.items, found.sure, found.without) == (ON_ONE, ON_ONE, 0)
    with django_assert_max_num_queries(6):
        assert read_bases(at=AT) == 0  # the round that finds nothing

    change = changed(many, "契税暂行条例", ChangeKind.REPEALED, "第六条")
    with django_assert_max_num_queries(5 * 200 + 12):
        assert open_revisions(change_id=change.pk, at=AT) == 200
    assert [open_revisions(change_id=change.pk, at=AT) for _ in range(2)] == [200, 200]
    assert RevisionTask.objects.count() == 600
    assert changes_lacking_tasks() == [change.pk]  # the rounds go on
