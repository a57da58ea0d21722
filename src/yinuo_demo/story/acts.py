"""What people do on the pages, each act as a person would do it; used by every story."""

from __future__ import annotations

import io
import re
import time

from PIL import Image, ImageDraw

from yinuo_demo.people import city
from yinuo_demo.story.visitor import StoryBroken, Visitor

LEGAL_AID = "sqflyz-jjknzm-8557ac"
GUARD = "bayzhf-czysxlzm-8b3178"
PREFIX = "answer-"


def last_four(key: str) -> str:
    """The last four characters of a demo person's identity number."""
    return city().person(key).id_number[-4:]


def start(visitor: Visitor, slug: str) -> str:
    """Open a draft from an item's page and choose to do it for oneself.

    Returns:
        The number of the case.
    """
    visitor.open(f"/my/start/{slug}/").submit(to="/my/start/")
    return visitor.find(r"/my/cases/([0-9-]+)/")


def choose(visitor: Visitor, number: str, route: str, *, expect: int = 200) -> Visitor:
    """Choose a way for every proof item that has none yet."""
    visitor.open(f"/my/cases/{number}/routes/")
    return visitor.submit(to="/routes/", has=("route", route), expect=expect)


def fill_in(visitor: Visitor, number: str, answers: dict[str, str]) -> Visitor:
    """Fill in what is asked and go on."""
    visitor.open(f"/my/cases/{number}/details/")
    asked = {PREFIX + key: value for key, value in answers.items()}
    return visitor.submit(asked, to="/details/", has=("action", "next"))


def read_notice(visitor: Visitor, number: str) -> Visitor:
    """Read the notice and confirm the three clauses one by one."""
    visitor.open(f"/my/cases/{number}/notice/")
    return visitor.submit({"content": "yes", "liability": "yes", "verification_power": "yes"}, to="/notice/")


def sign(visitor: Visitor, number: str, name: str, end: str, *, expect: int = 200) -> Visitor:
    """Sign by the typed name and hand in."""
    visitor.open(f"/my/cases/{number}/sign/")
    return visitor.submit({"identity_end": end, "typed_name": name}, to="/sign/", expect=expect)


def promise(visitor: Visitor, slug: str, name: str, key: str, answers: dict[str, str]) -> str:
    """The whole way from the item to the signed letter.

    Returns:
        The number of the case.
    """
    number = start(visitor, slug)
    choose(visitor, number, "commit")
    fill_in(visitor, number, answers)
    read_notice(visitor, number)
    sign(visitor, number, name, last_four(key))
    return number


def letter_of(visitor: Visitor, number: str) -> bytes:
    """The signed letter as a file, as soon as it is made; until then its name stands there without a link."""
    for _ in range(100):
        visitor.open(f"/my/cases/{number}/")
        link = re.search(r'href="(/my/documents/\d+/)"[^>]*>\s*证明事项告知承诺书', visitor.response.text)
        if link is not None:
            answer = visitor.client.get(link.group(1))
            if answer.headers.get("content-type") == "application/pdf":
                return answer.content
        time.sleep(0.3)
    raise StoryBroken(f"the letter of {number} was not made")


def a_photo(words: str) -> tuple[str, bytes, str]:
    """A picture of a paper, as a phone would take it; synthetic."""
    picture = Image.new("RGB", (900, 640), "#f4efe2")
    ImageDraw.Draw(picture).text((60, 60), words, fill="#333333")
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return (f"{words}.jpg", kept.getvalue(), "image/jpeg")


def officer_case(officer: Visitor, number: str) -> Visitor:
    """Open a case at the desk."""
    return officer.open(f"/desk/cases/{number}/")
