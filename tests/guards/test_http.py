"""What every answer says to the browser: what may run, what may be kept, who may frame it, and what cookies are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.guards.walk import address_of, addresses

ROOT = Path(__file__).resolve().parents[2]
STRICT = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
}
INLINE = re.compile(
    rb"<script(?![^>]*\bsrc=)|<style[\s>]|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)
WHO = {
    "public": (None, "lin", "zhou"),
    "face": (None,),
    "api": (None,),
    "applicant": ("lin", "tao"),
    "desk": ("zhou", "qian", "zheng"),
    "field": ("sun",),
    "oversight": ("li",),
}
LEAVES = {"public:leave"}


def body(answer: Any) -> bytes:
    """All of an answer; a file is closed, without the end of a request that would close the test's connection."""
    if not answer.streaming:
        return answer.content
    read = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return read


def guarded(answer: Any, named: str) -> list[str]:
    """What an answer lacks."""
    policy = dict(
        part.strip().split(" ", 1)
        for part in answer.headers.get("Content-Security-Policy", "").split(";")
        if part.strip()
    )
    said = {
        "policy": policy == STRICT,
        "frame": answer.headers.get("X-Frame-Options") == "DENY",
        "sniff": answer.headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": answer.headers.get("Referrer-Policy") == "same-origin",
        "opener": answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "inline": not (
            INLINE.search(body(answer)) and answer.headers.get("Content-Type", "").startswith("text/html")
        ),
    }
    return [f"{named} ({answer.status_code}): {what}" for what, holds in said.items() if not holds]


def test_every_page_and_paper_carries_the_strict_policy_and_nothing_inline(walk, browser):
    lacking, kinds = [], set()
    for name, pattern in addresses():
        for who in WHO[name.split(":", maxsplit=1)[0]]:
            answer = browser(getattr(walk.city, who) if who else None).get(
                address_of(name, pattern, walk.keys)
            )
            kinds.add((answer.status_code, answer.headers.get("Content-Type", "").split(";")[0]))
            lacking += guarded(answer, f"{who} {name}")
    assert lacking == []
    # The walk really met every kind of answer.
    assert {
        (200, "text/html"),
        (200, "application/pdf"),
        (200, "text/csv"),
        (200, "application/json"),
        (200, "image/png"),
        (403, "text/html"),
        (404, "text/html"),
        (405, "text/html"),
    } <= kinds


def test_every_refusal_carries_it_too(walk, browser, monkeypatch, settings):
    lin, anybody = browser(walk.city.lin), browser()
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    large = {"name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    answers = {
        "no such page": (anybody.get("/no/such/page"), 404),
        "a stranger's case": (lin.get(f"/my/cases/{walk.keys['number']}/"), 404),
        "no door": (lin.get("/desk/"), 403),
        "no token": (strict.post("/enter/as/", {"username": "lin"}), 403),
        "no token for an API": (strict.post("/api/v1/items/"), 405),
        "wrong host": (anybody.get("/", HTTP_HOST="evil.example"), 400),
        "host that is none": (anybody.get("/", HTTP_HOST='a b"c'), 400),
        "too much text": (lin.post("/enter/", large), 413),
        "too much of all": (
            lin.generic("POST", "/enter/", b"", CONTENT_LENGTH=str(settings.BODY_LIMIT + 1)),
            413,
        ),
        "too many fields": (lin.post("/enter/", {f"f{n}": "1" for n in range(2000)}), 400),
        "broken multipart": (
            lin.generic("POST", "/enter/", b"--x\r\nrubbish", content_type="multipart/form-data; boundary="),
            400,
        ),
        "nothing in an address": (anybody.get("/search/?q=%00"), 400),
        "a form's address opened": (lin.get("/leave/"), 405),
        "refused by law": (lin.post(f"/my/cases/{walk.keys['proof']}/discard/"), 409),
    }
    monkeypatch.setattr("yinuo.portals.public.pages.home.year_so_far", lambda *_: 1 / 0)
    answers["broken"] = (anybody.get("/figures/"), 500)
    lacking = [fault for named, (answer, _) in answers.items() for fault in guarded(answer, named)]

    assert {named: answer.status_code for named, (answer, _) in answers.items()} == {
        named: status for named, (_, status) in answers.items()
    }
    assert lacking == []
    for named, (answer, _) in answers.items():
        said = answer.content.decode()
        assert re.search(
            "[一-鿿]{4}",
            json.loads(said)["refused"]["why"] if "json" in answer.headers["Content-Type"] else said,
        ), named
        assert "Traceback" not in said, named


def test_what_is_personal_is_kept_by_no_cache(walk, browser):
    kept = []
    for name, pattern in addresses():
        room = name.split(":", maxsplit=1)[0]
        for who in WHO[room]:
            answer = browser(getattr(walk.city, who) if who else None).get(
                address_of(name, pattern, walk.keys)
            )
            page = answer.headers.get("Content-Type", "").startswith("text/html")
            body(answer)
            personal = room in {"applicant", "desk", "field", "oversight"} or (who is not None and page)
            if personal and "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.append(f"{who} {name}: {answer.headers.get('Cache-Control')}")
    assert kept == []


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(city, client):
    answer = client.post("/enter/as/", {"username": "lin"})
    shown = client.get("/enter/")

    session, token = answer.cookies["sessionid"], shown.cookies["csrftoken"]
    assert session["httponly"] is True
    assert {session["samesite"], token["samesite"]} == {"Lax"}
    assert int(session["max-age"]) <= 8 * 3600


def test_a_session_chosen_by_somebody_else_is_not_taken_over(city, client):
    from django.contrib.sessions.backends.db import SessionStore

    planted = SessionStore()
    planted["note"] = "planted"
    planted.create()
    client.cookies["sessionid"] = planted.session_key

    client.post("/enter/as/", {"username": "lin"})

    assert client.cookies["sessionid"].value != planted.session_key
    assert not SessionStore().exists(planted.session_key)


def test_an_account_that_is_switched_off_is_out_at_once(city, browser):
    client = browser(city.zhou)
    assert client.get("/desk/").status_code == 200

    type(city.zhou).objects.filter(pk=city.zhou.pk).update(is_active=False)

    assert client.get("/desk/").headers["Location"].startswith("/enter/")


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
        "http://testserver@evil.example/",
        "%2f%2fevil.example",
        "/\t/evil.example",
        "https:///evil.example",
    ],
)
@pytest.mark.parametrize("address", ["/mode", "/enter/as/"])
def test_nobody_is_led_to_another_site(city, client, page, address):
    answer = client.post(address, {"username": "lin", "mode": "elder", "next": page})

    assert answer.status_code == 302
    assert (
        "evil" not in answer.headers["Location"]
        or answer.headers["Location"].startswith("/%2f")
        or answer.headers["Location"].startswith("%2f")
    )
    assert "javascript" not in answer.headers["Location"]


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1+1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_file_is_a_formula(formula):
    from yinuo.portals.face.words import harmless

    assert harmless(formula).lstrip()[:1] == "'"
    assert harmless(formula).endswith(formula)
    assert harmless("低保证（1-3）") == "低保证（1-3）"


def test_what_people_hand_in_is_handed_back_as_a_file_of_a_safe_kind(walk, browser):
    seen = [
        browser(walk.city.lin).get(f"/my/materials/{walk.keys['material_id']}/"),
        browser(walk.city.zhou).get(
            f"/desk/cases/{walk.keys['proof']}/materials/{walk.keys['material_id']}/"
        ),
    ]
    evidence = browser(walk.city.sun).get(
        f"/field/tasks/{walk.keys['field/pk']}/evidence/{walk.keys['finding']}/"
    )

    for answer in (*seen, evidence):
        body(answer)
    for answer in seen:
        assert answer.headers["Content-Disposition"].startswith("attachment")
    for answer in (*seen, evidence):
        assert answer.headers["Content-Type"] in {"image/png", "image/jpeg", "application/pdf"}
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


SAFE_ENVIRONMENT = {
    "YINUO_ENV": "production",
    "YINUO_SEAL_FILE": "office.p12",
    "YINUO_CREDIT_PLATFORM_URL": "https://credit.city.example/messages",
    "YINUO_SECRET_KEY": "wq8Zr1kD0yVb7nTgLsE4uHxJ5pMfC2aQ9oIiR6tW",
    "YINUO_FIELD_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "YINUO_DIGEST_KEY": "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
    "YINUO_HOSTS": "yinuo.city.example",
    "YINUO_PUBLIC_URL": "https://yinuo.city.example",
    "YINUO_OIDC_ISSUER": "https://login.city.example",
    "YINUO_OIDC_CLIENT_ID": "yinuo",
    "YINUO_OIDC_CLIENT_SECRET": "s",
    "YINUO_TSA_URL": "https://tsa.example/rfc3161",
}
IN_PRODUCTION = """
import json, django
django.setup()
from django.test import Client
plain, client = Client().get("/privacy/", HTTP_HOST="yinuo.city.example"), Client(headers={"host": "yinuo.city.example"})
page = client.get("/enter/", secure=True)
demo = client.post("/enter/as/", {"username": "lin"}, secure=True)
token = page.cookies["csrftoken"]
from django.conf import settings
print(json.dumps({"plain": [plain.status_code, plain["Location"]], "hsts": page["Strict-Transport-Security"],
  "token": [bool(token["secure"]), token["samesite"]], "demo": demo.status_code, "csp": page["Content-Security-Policy"],
  "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
  "shown": "以谁的身份" in page.content.decode(), "debug": settings.DEBUG}))
"""


def test_in_production_nothing_travels_in_the_clear(db):
    from django.db import connection

    where = connection.settings_dict
    address = f"postgresql://{where['USER']}@/{where['NAME']}?host={where['HOST']}"
    env = {
        **os.environ,
        **SAFE_ENVIRONMENT,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
    }
    env.pop("YINUO_DEMO", None)
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_PRODUCTION],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr[-3000:]
    said = json.loads(run.stdout.splitlines()[-1])
    assert said["plain"] == [301, "https://yinuo.city.example/privacy/"]
    assert said["hsts"].startswith("max-age=31536000")
    assert said["token"] == [True, "Lax"]
    assert said["session"] == [True, True, "Lax"]
    assert (said["demo"], said["shown"], said["debug"]) == (403, False, False)
    assert "unsafe" not in said["csp"]
