"""A case in which somebody promised what was not so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.cast import City

from yinuo.casefile.actions import open_case_file
from yinuo.casefile.models import CaseFile
from yinuo.credit.actions import determine
from yinuo.credit.models import Determination
from yinuo.law.credit import Grade, GradeFactors

if TYPE_CHECKING:
    from collections.abc import Callable

    from yinuo.people.models import Account, Agency, Subject


@pytest.fixture(autouse=True)
def platform(settings: Any) -> None:
    settings.YINUO_RECEIVERS = {"credit-platform": "http://127.0.0.1:9/none"}


def open_case(agency: Agency, at: datetime) -> CaseFile:
    return open_case_file(kind=CaseFile.Kind.APPLICATION, agency=agency, region_code="341302", at=at)


def false_promise(
    city: City,
    *,
    at: datetime,
    subject: Subject | None = None,
    by: Account | None = None,
    grade: Grade | str = Grade.GENERAL,
    **more: Any,
) -> Determination:
    """A determination against Tao by the credit officer, unless said otherwise."""
    return determine(
        subject=subject or city.tao.subject,
        case_file_id=more.pop("case_file_id", None) or open_case(city.bureau, at).pk,
        agency=more.pop("agency", city.bureau),
        grade=grade,
        factors=more.pop("factors", GradeFactors(benefit_obtained=True, intent_shown=True)),
        measure_keys=more.pop("measure_keys", ["closer_checks"]),
        reason=more.pop("reason", "低保早已停发，本人知情仍作承诺"),
        by=by or city.zheng,
        at=at,
        **more,
    )


@pytest.fixture
def determined(city: City) -> Callable[..., Determination]:
    """Determine in the small city."""
    return lambda **more: false_promise(city, at=more.pop("at", city.at), **more)
