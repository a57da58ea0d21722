"""Many case files opened and written at once are the same as one by one."""

from __future__ import annotations

from yinuo.casefile.actions import open_case_file, open_case_files, record, record_each
from yinuo.casefile.models import CaseFile, Entry
from yinuo.casefile.queries import first_break
from yinuo.law.texts import CLAUSES


def opened(city, number=3):
    places = [(city.bureau, city.bureau.region_code)] * number
    return open_case_files(kind=CaseFile.Kind.ITEM, places=places, at=city.at)


def told(city, files, **more):
    record_each(
        facts={file.pk: {"line": number, **more} for number, file in enumerate(files)},
        step="matters.import",
        title="收入目录",
        by=city.qian,
        by_label="目录编辑",
        at=city.at,
        basis=CLAUSES["2.1-a"],
    )


def test_each_file_has_a_number_and_a_salt_of_its_own(city):
    files = opened(city)
    assert len({file.number for file in files}) == 3
    assert len({bytes(file.salt) for file in files}) == 3
    single = open_case_file(
        kind=CaseFile.Kind.ITEM, agency=city.bureau, region_code=city.bureau.region_code, at=city.at
    )
    assert [number.rpartition("-")[0] for number in (single.number, files[0].number)] == ["341302M-2026"] * 2


def test_entries_written_at_once_are_chained_like_those_written_one_by_one(city):
    files = opened(city)
    told(city, files)
    record(
        case_file_id=files[1].pk, step="matters.x", title="又一次", by=None, by_label="系统依规则", at=city.at
    )
    told(city, files, again=True)
    for file in files:
        file.refresh_from_db()
        assert first_break(file) is None
    assert [file.head_number for file in files] == [2, 3, 2]
    assert Entry.objects.filter(case_file=files[1]).count() == 3
    assert Entry.objects.get(case_file=files[0], number=1).facts == {"line": 0}


def test_no_file_no_entry(city):
    before = Entry.objects.count()
    told(city, opened(city, 0))
    assert Entry.objects.count() == before
