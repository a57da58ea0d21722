"""A city's login by OpenID Connect, against a small provider that answers over real HTTP and can be made to cheat."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

CLIENT, SECRET = "yinuo", "a-secret-of-the-city"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


@dataclass
class Provider:
    """The provider, what it got, and how it cheats."""

    address: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    got: list[dict[str, Any]] = field(default_factory=list)
    cheat: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    signed_with: Any = KEY
    kid: str = "k1"
    described: dict[str, str] = field(default_factory=dict)

    def description(self) -> dict[str, str]:
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }
        return {**told, **self.described}

    def authorize(self, location: str, sub: str = "citizen-42") -> dict[str, str]:
        """The person agrees: the query with which he is sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = {**asked, "sub": sub}
        return {"code": code, "state": asked["state"]}

    def token(self, posted: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """One token for one code, if client, address and verifier fit."""
        self.got.append(posted)
        asked = self.codes.pop(posted.get("code", ""), None)
        known = authorization == "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or not known
            or challenge != asked["code_challenge"]
            or posted["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": asked["sub"],
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        return 200, {
            "id_token": jwt.encode(self.cheat(claims), self.signed_with, "RS256", headers={"kid": self.kid})
        }


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {
                "kid": "k1",
                "alg": "RS256",
                "use": "sig",
            }
            pages = {"/.well-known/openid-configuration": provider.description(), "/keys": {"keys": [public]}}
            self.say(200 if self.path in pages else 404, pages.get(self.path, {}))

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            posted = {name: values[0] for name, values in body.items()}
            self.say(*provider.token(posted, self.headers.get("Authorization", "")))

        def say(self, status: int, content: Any) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens live by the real clock."""
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(tz=UTC))


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with serving() as serves:
        settings.OIDC = {"issuer": serves.address, "client_id": CLIENT, "client_secret": SECRET}
        yield serves


@pytest.fixture
def bound(city: Any) -> Any:
    """Lin, as a citizen of a real city with a bound identity."""
    city.lin.oidc_subject, city.lin.is_demo = "citizen-42", False
    city.lin.save()
    return city.lin


def come_back(client: Any, provider: Provider, *, sub: str = "citizen-42", **changed: str) -> Any:
    left = client.get("/enter/city/")
    return client.get("/enter/city/back/", {**provider.authorize(left.headers["Location"], sub), **changed})


def test_who_is_known_comes_back_signed_in_at_the_page_he_wanted(provider, bound, client):
    left = client.get("/enter/city/?next=/my/credit/")
    answer = client.get("/enter/city/back/", provider.authorize(left.headers["Location"]))

    assert client.session[SESSION_KEY] == str(bound.pk)
    assert answer.headers["Location"] == "/my/credit/"


def test_only_the_identifier_is_asked_for_with_pkce_state_and_nonce(provider, client, db):
    asked = parse_qs(urlsplit(client.get("/enter/city/").headers["Location"]).query)

    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert asked["redirect_uri"] == ["http://localhost:8000/enter/city/back/"]


def test_the_entrance_offers_the_login_only_where_it_is_configured(provider, client, db, settings):
    assert "用统一身份认证登录" in client.get("/enter/").content.decode()

    settings.OIDC = {"issuer": "", "client_id": "", "client_secret": ""}

    assert "用统一身份认证登录" not in client.get("/enter/").content.decode()
    assert client.get("/enter/city/").status_code == client.get("/enter/city/back/").status_code == 404


def test_an_identity_without_an_account_is_told_where_to_register(provider, bound, client):
    answer = come_back(client, provider, sub="somebody-else")

    assert answer.status_code == 403
    assert "带身份证到窗口登记一次" in answer.content.decode()
    assert SESSION_KEY not in client.session


def test_a_demo_account_is_never_entered_by_the_citys_login(provider, bound, client):
    type(bound).objects.filter(pk=bound.pk).update(is_demo=True)

    assert come_back(client, provider).status_code == 403


def test_another_attempts_answer_lets_nobody_in(provider, bound, client):
    answer = come_back(client, provider, state="forged")

    assert answer.status_code == 403
    assert "不是这一次发起的" in answer.content.decode()
    assert provider.got == []


def test_an_answer_is_good_for_once(provider, bound, client):
    left = client.get("/enter/city/")
    back = provider.authorize(left.headers["Location"])
    client.get("/enter/city/back/", back)
    client.post("/leave/")

    assert client.get("/enter/city/back/", back).status_code == 403
    assert SESSION_KEY not in client.session


def test_coming_back_too_late_lets_nobody_in(provider, bound, client, monkeypatch):
    left = client.get("/enter/city/")
    back = provider.authorize(left.headers["Location"])
    later = datetime.fromtimestamp(time.time() + 700, tz=UTC)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert "登录已经过期" in client.get("/enter/city/back/", back).content.decode()


def test_saying_no_at_the_provider_is_told_in_plain_words(provider, bound, client):
    left = client.get("/enter/city/")
    state = parse_qs(urlsplit(left.headers["Location"]).query)["state"][0]

    answer = client.get("/enter/city/back/", {"error": "access_denied", "state": state})

    assert answer.status_code == 403
    assert "您取消了登录" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "cheat"),
    [
        ("expired", lambda claims: {**claims, "exp": claims["iat"] - 3600}),
        ("of another client", lambda claims: {**claims, "aud": "somebody-else"}),
        ("passed on by another client", lambda claims: {**claims, "aud": [CLIENT, "x"], "azp": "x"}),
        ("of another issuer", lambda claims: {**claims, "iss": "https://evil.example"}),
        ("of another attempt", lambda claims: {**claims, "nonce": "old"}),
        ("without a nonce", lambda claims: {k: v for k, v in claims.items() if k != "nonce"}),
        ("without a subject", lambda claims: {k: v for k, v in claims.items() if k != "sub"}),
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(provider, bound, client, name, cheat):
    provider.cheat = cheat

    answer = come_back(client, provider)

    assert answer.status_code == 403, name
    assert SESSION_KEY not in client.session


def test_a_token_signed_by_somebody_else_lets_nobody_in(provider, bound, client):
    provider.signed_with = OTHER_KEY

    assert come_back(client, provider).status_code == 403


def test_a_token_of_an_unknown_key_lets_nobody_in(provider, bound, client):
    provider.kid = "k9"

    assert come_back(client, provider).status_code == 403


def test_an_unsigned_token_lets_nobody_in(provider, bound, client, monkeypatch):
    honest = provider.token

    def unsigned(posted, authorization):
        status, content = honest(posted, authorization)
        claims = jwt.decode(content["id_token"], options={"verify_signature": False})
        return status, {"id_token": jwt.encode(claims, None, "none", headers={"kid": "k1"})}

    monkeypatch.setattr(provider, "token", unsigned)

    assert come_back(client, provider).status_code == 403


def test_a_provider_that_names_itself_otherwise_is_not_trusted(provider, bound, client):
    provider.described = {"issuer": "https://evil.example"}

    answer = client.get("/enter/city/")

    assert answer.status_code == 502
    assert "配置不对" in answer.content.decode()


def test_an_unencrypted_address_elsewhere_is_not_trusted(provider, bound, client):
    provider.described = {"token_endpoint": "http://id.example/token"}

    assert client.get("/enter/city/").status_code == 502


def test_a_provider_that_is_down_is_told_with_the_other_way_in(client, db, settings):
    settings.OIDC = {"issuer": "http://127.0.0.1:9", "client_id": CLIENT, "client_secret": SECRET}

    answer = client.get("/enter/city/")

    assert answer.status_code == 502
    assert "没有正常应答" in answer.content.decode()
    assert "窗口办理" in answer.content.decode()
