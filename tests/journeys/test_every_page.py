"""Every page of every portal, on a phone and on a desktop, in ordinary and in large type, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.browsing import DESKTOP, PHONE
from tests.journeys.survey import Survey, Tour, kinds, walk
from yinuo_demo.accounts import officers
from yinuo_demo.crowd.newcomers import username
from yinuo_demo.crowd.paths import PATHS
from yinuo_demo.people import SEED
from yinuo_demo.story import acts
from yinuo_demo.story.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.browsing import Window, Windows
    from yinuo_demo.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NO_PAGE = {
    "public:downloads": "a file",
    "public:download_as": "a file",
    "public:paper": "a file",
    "public:poster": "a file",
    "public:unit_poster": "a file",
    "public:edition_file": "a file",
    "public:feed": "data",
    "public:all_papers": "a file",
    "public:draw_file": "a file",
    "public:redraw": "a file",
    "public:log_head": "a file",
    "public:log_continuation": "a file",
    "public:check_log": "a file",
    "applicant:log_receipt": "a file",
    "desk:draw_file": "a file",
    "desk:paper": "a file",
    "desk:all_papers": "a file",
    "desk:agency_papers": "a file",
    "applicant:document": "a file",
    "applicant:material": "a file",
    "desk:document": "a file",
    "desk:import_file": "a file",
    "desk:import_progress": "part of a page",
    "desk:import_agencies": "a form's address",
    "desk:import_step": "a form's address",
    "desk:import_row_step": "a form's address",
    "desk:material": "a file",
    "field:evidence": "a file",
    "oversight:download": "a file",
    "public:health": "data",
    "public:suggest": "part of a page",
    "api:search": "data",
    "api:items": "data",
    "api:item": "data",
    "api:check": "data",
    "api:published": "data",
    "api:openapi": "data",
    "api:editions": "data",
    "api:edition": "data",
    "api:changes": "data",
    "applicant:progress": "part of a page",
    "applicant:making": "part of a page",
    "public:city_login": "another house: leads to the city's own login, which the demo has none of",
    "public:city_back": "another house: where the city's login leads back to",
    "public:enter_as": "a form's address",
    "public:leave": "a form's address",
    "face:mode": "a form's address",
    "face:styleguide_saved": "a form's address",
    "applicant:save": "a form's address",
    "applicant:tick": "a form's address",
    "applicant:discard": "a form's address",
    "applicant:withdraw_all": "a form's address",
    "applicant:withdraw": "a form's address",
    "desk:decide": "a form's address",
    "desk:ask": "a form's address",
    "desk:take_back": "a form's address",
    "desk:reveal": "a form's address",
    "desk:open_proceeding": "a form's address",
    "desk:version_step": "a form's address",
    "desk:edit_save": "a form's address",
    "desk:edit_ready": "part of a page",
    "desk:wording": "part of a page",
    "desk:issue_edition": "a form's address",
    "desk:elsewhere_file": "a file",
    "desk:check_copy": "a form's address",
    "desk:calendar_csv": "a file",
    "desk:calendar_ics": "a file",
    "desk:feed": "a file",
    "desk:change_progress": "part of a page",
    "desk:undo_merge": "a form's address",
    "desk:text_name": "a form's address",
    "desk:change_drafts": "a form's address",
    "desk:change_withdraw": "a form's address",
    "desk:revision_step": "a form's address",
    "applicant:notice": "leads on to the notice of the first item",
    "field:take": "a form's address",
    "field:assign": "a form's address",
    "field:reassess": "a form's address",
    "field:proceed": "a form's address",
    "oversight:retry": "a form's address",
}
"""Addresses that are no page to be looked at, each with the reason; every other one is looked at."""


PAGES = [kind for kind in kinds() if kind not in NO_PAGE]
NAMED = 9
"""So many officers come first, one of each role; the others are asked where those do not come."""


@pytest.fixture(scope="module")
def survey(house: Stage) -> Survey:
    """Every page that anybody reaches."""
    found = Survey()
    for tour in tours(house):
        with Visitor(house.url, tour.who) as visitor:
            walk(found, visitor, tour)
    for account in officers()[NAMED:]:
        if not found.missing(PAGES):
            break
        with Visitor(house.url, account.username) as visitor:
            walk(found, visitor, Tour(account.username, (visitor.response.url.path,), ("desk", "field")))
    return found


def tours(house: Stage) -> Iterator[Tour]:
    """A stranger; who went every way of the procedure once; an officer of every role."""
    with Visitor(house.url, "shen-tingyu") as applicant:
        answers = {"cause": "请求给付赡养费、抚养费、扶养费"}
        number = acts.promise(applicant, acts.LEGAL_AID, "沈听雨", "shen-tingyu", answers)
        checked = _checked(house, acts.letter_of(applicant, number))
    _lists_in_hand(house)
    words = ("/search/?q=法律援助", "/search/?q=火星移民")
    yield Tour(
        "", ("/", "/styleguide", "/styleguide?mode=desk", *words, "/published/", checked), ("public", "face")
    )
    yield Tour(
        "shen-tingyu",
        ("/my/", f"/my/cases/{number}/receipt/", f"/my/start/{acts.LEGAL_AID}/"),
        ("applicant",),
    )
    yield Tour("cheng-xiaoman", (f"/my/start/{acts.LEGAL_AID}/?route=commit",), ("applicant",))
    for place in range(len(PATHS)):
        yield Tour(username(SEED, place), ("/my/",), ("applicant",))
    for account in officers()[:NAMED]:
        with Visitor(house.url, account.username) as officer:
            yield Tour(account.username, (officer.response.url.path,), ("desk", "field", "oversight"))


def _lists_in_hand(house: Stage) -> None:
    """Two lists that an editor handed in: one whose columns wait to be told apart, one whose rows were checked."""
    table = "证明名称,行政事项,办理部门\n收入证明,申请低保,市司法局\n1.户口簿；2.身份证,申请低保,某某部门\n"
    with Visitor(house.url, "qian-shu") as editor:
        for name in ("待对应.csv", "待收入.csv"):
            files = {"file": (name, f"{table}{name},申请低保,市司法局\n".encode(), "text/csv")}
            editor.open("/desk/catalogue/imports/").submit(files=files, to="/desk/catalogue/imports/")
        editor.submit(to=editor.response.url.path)


def _checked(house: Stage, letter: bytes) -> str:
    """Where a letter's QR leads to; the page that checks a file names the code."""
    with Visitor(house.url) as anybody:
        anybody.open("/check/").submit(
            files={"file": ("letter.pdf", letter, "application/pdf")}, to="/check/"
        )
        return f"/check/{anybody.find(r'核验码</dt><dd[^>]*>([^<]+)<')}/"


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_is_sound_in_both_sizes_and_both_modes(
    kind: str, survey: Survey, windows: Windows
) -> None:
    sights = survey.sights[kind]
    assert sights, f"nobody reaches a page of {kind}; let somebody reach it, or say why it is no page"
    for mode in ("", "elder"):
        for number, sight in enumerate(sights, start=1):
            window = windows.open(DESKTOP, name=sight.who, mode=mode)
            window.go(sight.path)
            _look(window, f"{kind.replace(':', '-')}-{number}{'-' + mode if mode else ''}")
            if not mode:
                window.prints()
            window.quiet()
            window.page.context.close()


def _look(window: Window, name: str) -> None:
    for screen in (DESKTOP, PHONE):
        window.turn(screen).photo(name).sound()


def test_no_link_leads_nowhere(survey: Survey) -> None:
    assert not survey.broken


@pytest.mark.parametrize("kind", sorted(NO_PAGE))
def test_what_is_said_to_be_no_page_is_none(kind: str, survey: Survey) -> None:
    assert kind in kinds(), "no such address any more"
    assert not survey.sights.get(kind), "a person does reach it as a page"
