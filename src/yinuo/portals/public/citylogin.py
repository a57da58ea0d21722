"""A city's own login by OpenID Connect: authorization code with PKCE, and the token checked before anybody is let in.

Follows OpenID Connect Core 1.0 (section 3.1) and RFC 7636. Nothing is asked but ``openid``: the house learns one
lasting identifier (``sub``), which an account carries; neither password nor further data reach it (个人信息保护法第六条).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
from django.conf import settings
from django.core.cache import cache
from django.utils.http import urlencode

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
PATIENCE_SECONDS = 5.0
KEPT_SECONDS = 3600
LIFE_SECONDS = 600
LEEWAY_SECONDS = 60
LARGEST = 512 * 1024


class LoginFailed(Exception):
    """Nobody is let in; the message says why, in Chinese, without a full stop."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login under way, kept in the session between leaving and coming back.

    Attributes:
        state: what the provider must send back unchanged.
        nonce: what the token must carry.
        verifier: the secret whose digest went along (PKCE).
        page: where the person wanted to go.
        begun: seconds since the epoch.
    """

    state: str
    nonce: str
    verifier: str
    page: str
    begun: int

    def as_json(self) -> dict[str, Any]:
        """The attempt as the session keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}


def configured() -> bool:
    """Whether a city has named its provider."""
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def begin(page: str, *, back: str, at: float) -> tuple[Attempt, str]:
    """A fresh attempt and the provider's address to send the person to.

    Args:
        page: where the person wants to go afterwards.
        back: our own address to which the provider returns.
        at: the moment, seconds since the epoch.

    Raises:
        LoginFailed: the provider cannot be reached or is not what was configured.
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    attempt = Attempt(state, nonce, verifier, page, int(at))
    challenge = (
        base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).rstrip(b"=").decode()
    )
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": settings.OIDC["client_id"],
        "redirect_uri": back,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    address = _provider()["authorization_endpoint"]
    return attempt, f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def finish(
    kept: Mapping[str, Any] | None, answer: Mapping[str, str], *, back: str, at: float
) -> tuple[str, str]:
    """Who came back: the provider's identifier of the person, and the page he wanted.

    Args:
        kept: the attempt from the session, already taken out of it.
        answer: the query with which the provider sent the person back.
        back: the same address as at the beginning.
        at: the moment, seconds since the epoch.

    Raises:
        LoginFailed: no attempt, too late, another's answer, refused by the provider, or the token does not hold.
    """
    if not kept:
        raise LoginFailed("没有正在进行的登录，或者已经用过一次")
    attempt = Attempt(**kept)
    if not secrets.compare_digest(attempt.state, answer.get("state", "")):
        raise LoginFailed("返回的登录结果不是这一次发起的")
    if at - attempt.begun > LIFE_SECONDS:
        raise LoginFailed("离开的时间太长，登录已经过期")
    if answer.get("error") or not answer.get("code"):
        raise LoginFailed("统一身份认证没有确认，或者您取消了登录")
    token = _token(answer["code"], attempt.verifier, back)
    claims = _checked(token)
    if not secrets.compare_digest(str(claims.get("nonce", "")), attempt.nonce):
        raise LoginFailed("登录凭证不是为这一次登录签发的")
    return str(claims["sub"]), attempt.page


def _provider() -> dict[str, Any]:
    """The provider's own description, kept for an hour; it must name itself as configured."""
    issuer = settings.OIDC["issuer"].rstrip("/")
    described = cache.get(f"oidc:{issuer}")
    if described is None:
        described = _fetched(f"{issuer}/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if str(described.get("issuer", "")).rstrip("/") != issuer or any(
            not _is_safe(described.get(key)) for key in needed
        ):
            raise LoginFailed("统一身份认证的配置不对")
        cache.set(f"oidc:{issuer}", described, KEPT_SECONDS)
    return dict(described)


def _is_safe(address: Any) -> bool:
    """An encrypted address, or one on this very machine."""
    parts = urlsplit(str(address or ""))
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    )


def _token(code: str, verifier: str, back: str) -> str:
    """Exchange the code for the identity token."""
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    client, secret = settings.OIDC["client_id"], settings.OIDC["client_secret"]
    if not secret:
        asked["client_id"] = client
    answer = _fetched(_provider()["token_endpoint"], data=asked, auth=(client, secret) if secret else None)
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise LoginFailed("统一身份认证没有给出登录凭证")
    return token


def _checked(token: str) -> dict[str, Any]:
    """The token's claims, once signature, issuer, audience and times hold."""
    try:
        key = _key(jwt.get_unverified_header(token))
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            audience=settings.OIDC["client_id"],
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", "sub"], "verify_iss": False},
        )
    except jwt.PyJWTError as broken:
        raise LoginFailed("登录凭证没有通过核验") from broken
    if str(claims["iss"]).rstrip("/") != settings.OIDC["issuer"].rstrip("/") or not str(claims["sub"]):
        raise LoginFailed("登录凭证不是由配置的统一身份认证签发的")
    if claims.get("azp", settings.OIDC["client_id"]) != settings.OIDC["client_id"]:
        raise LoginFailed("登录凭证是签发给别的系统的")
    return claims


def _key(header: Mapping[str, Any]) -> Any:
    """The provider's key that a token names; a key not known yet is asked for once more."""
    address = _provider()["jwks_uri"]
    for refresh in (False, True):
        described = None if refresh else cache.get(f"oidc-keys:{address}")
        if described is None:
            described = _fetched(address)
            cache.set(f"oidc-keys:{address}", described, KEPT_SECONDS)
        keys = jwt.PyJWKSet.from_dict(described).keys
        found = [
            key for key in keys if key.key_id == header.get("kid") or (len(keys) == 1 and "kid" not in header)
        ]
        if found:
            return found[0].key
    raise LoginFailed("登录凭证的签名密钥不认识")


def _fetched(
    address: str, *, data: Mapping[str, str] | None = None, auth: tuple[str, str] | None = None
) -> dict[str, Any]:
    """A JSON answer of the provider; redirects are not followed.

    Raises:
        LoginFailed: no answer in time, an error, or no JSON object.
    """
    started = time.monotonic()
    try:
        with httpx.Client(
            timeout=PATIENCE_SECONDS, headers={"Accept": "application/json"}, auth=auth
        ) as client:
            answer = client.post(address, data=data) if data is not None else client.get(address)
        answer.raise_for_status()
        described = answer.json() if len(answer.content) <= LARGEST else None
    except (httpx.HTTPError, ValueError) as silent:
        waited = "没有及时应答" if time.monotonic() - started >= PATIENCE_SECONDS else "没有正常应答"
        raise LoginFailed(f"统一身份认证{waited}") from silent
    if not isinstance(described, dict):
        raise LoginFailed("统一身份认证的应答读不懂")
    return described
