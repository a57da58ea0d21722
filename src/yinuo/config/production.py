"""Production refuses to start with unsafe settings: each fault is one sentence that names the variable and the cure.

:func:`refuse_unsafe` is pure, so that every fault has a test of its own; settings call :func:`ensure` last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("development", "test", "production")
SHORTEST_SECRET = 32
KEY_BYTES = 32
FEWEST_DIFFERENT_CHARACTERS = 10
WEAK_WORDS = ("insecure", "changeme", "secret-key", "password", "example")
WEAK_HASHERS = ("MD5", "SHA1", "Unsalted", "Crypt")
LOCAL_HOSTS = frozenset({"", "localhost", "127.0.0.1", "::1"})
SAFE_SSL_MODES = frozenset({"require", "verify-ca", "verify-full"})
UNSAFE_SCRIPT_SOURCES = frozenset({"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"})


@dataclass(frozen=True)
class Problem:
    """One unsafe setting.

    Attributes:
        variable: what the operator changes, mostly an environment variable.
        fact: what is wrong, one clause in English.
        remedy: what to set instead.
        zh: the same for a Chinese reader, fact and remedy in one sentence.
    """

    variable: str
    fact: str
    remedy: str
    zh: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.fact}. {self.remedy}. {self.variable}：{self.zh}。"


class UnsafeProduction(ImproperlyConfigured):
    """Yinuo does not start; the message lists every problem, one a line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "Yinuo does not start: the settings are unsafe for production. 生产环境配置不安全，拒绝启动。\n"
            + "\n".join(f"  - {problem}" for problem in problems)
        )
        self.problems = problems


def ensure(settings: Mapping[str, Any]) -> None:
    """Refuse the start when this is production and anything is unsafe.

    Args:
        settings: the names of the settings module.

    Raises:
        UnsafeProduction: with every problem at once.
    """
    environment = settings.get("ENVIRONMENT")
    if environment not in ENVIRONMENTS:
        raise UnsafeProduction(
            [
                Problem(
                    "YINUO_ENV",
                    f"'{environment}' is no known environment",
                    f"Set it to one of: {', '.join(ENVIRONMENTS)}",
                    f"无法识别“{environment}”，请设为 {'、'.join(ENVIRONMENTS)} 之一",
                )
            ]
        )
    if environment != "production":
        return
    problems = refuse_unsafe(settings)
    if problems:
        raise UnsafeProduction(problems)


def refuse_unsafe(settings: Mapping[str, Any]) -> list[Problem]:
    """All that is unsafe for production in these settings.

    Args:
        settings: names and values as in the settings module; a name that is missing counts as unsafe where a
            value is needed.

    Returns:
        The problems, in the order of the checks; empty when the settings are safe.
    """
    return [problem for check in CHECKS for problem in check(settings)]


def _debug(settings: Mapping[str, Any]) -> Iterator[Problem]:
    if settings.get("DEBUG", True):
        yield Problem(
            "DEBUG",
            "error pages would show settings and personal data",
            "Set DEBUG to False",
            "出错页面会泄露配置和个人信息，请设为 False",
        )


def _demo(settings: Mapping[str, Any]) -> Iterator[Problem]:
    if settings.get("DEMO", True):
        yield Problem(
            "YINUO_DEMO",
            "demo mode lets anybody enter as anybody",
            "Unset it",
            "演示模式允许任何人以任何身份进入，请去掉该变量",
        )


def _secret(settings: Mapping[str, Any]) -> Iterator[Problem]:
    secret = str(settings.get("SECRET_KEY") or "")
    weak = any(word in secret.lower() for word in WEAK_WORDS)
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_DIFFERENT_CHARACTERS or weak:
        yield Problem(
            "YINUO_SECRET_KEY",
            "it is missing, short or a well-known default",
            "Set it to at least 32 random characters: openssl rand -base64 48",
            "缺失、过短或为默认值，请设为至少 32 个随机字符（openssl rand -base64 48）",
        )


def _encryption_keys(settings: Mapping[str, Any]) -> Iterator[Problem]:
    for name, use, use_zh in (
        ("FIELD_KEY", "encrypts identity numbers and telephones", "用于加密证件号码和电话"),
        ("DIGEST_KEY", "lets them be looked up without being read", "用于不解密查找"),
    ):
        if len(settings.get(name) or b"") != KEY_BYTES:
            yield Problem(
                f"YINUO_{name}",
                f"the key that {use} is missing",
                "Set it to 32 random bytes in base64: openssl rand -base64 32",
                f"缺少{use_zh}的密钥，请设为 32 字节随机数的 base64（openssl rand -base64 32）",
            )
    if settings.get("FIELD_KEY") and settings.get("FIELD_KEY") == settings.get("DIGEST_KEY"):
        yield Problem(
            "YINUO_DIGEST_KEY",
            "it equals YINUO_FIELD_KEY",
            "Give each its own 32 random bytes",
            "与 YINUO_FIELD_KEY 相同，请分别设置",
        )


def _hosts(settings: Mapping[str, Any]) -> Iterator[Problem]:
    hosts = list(settings.get("ALLOWED_HOSTS") or [])
    # The wildcard of Django is "*"; a bare dot admits every host as well.
    if not hosts or any(host in {"*", "."} for host in hosts) or set(hosts) <= LOCAL_HOSTS | {"[::1]"}:
        yield Problem(
            "YINUO_HOSTS",
            "it admits every host name or only this machine",
            "List the names under which the public reaches Yinuo, parted by commas",
            "允许任意主机名或仅限本机，请列出对外使用的域名，用逗号分隔",
        )


def _origins(settings: Mapping[str, Any]) -> Iterator[Problem]:
    for origin in settings.get("CSRF_TRUSTED_ORIGINS") or []:
        if "*" in origin or not origin.startswith("https://"):
            yield Problem(
                "YINUO_ORIGINS",
                f"'{origin}' trusts forms from a wildcard or over plain http",
                "List whole https origins",
                f"“{origin}”含通配符或使用 http，请逐个列出 https 来源",
            )
    for name in ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"):
        if settings.get(name):
            yield Problem(
                name,
                "any website could read answers meant for a signed-in person",
                "Remove it and list origins",
                "任何网站都能读取登录用户的数据，请删除并逐个列出来源",
            )


def _cookies(settings: Mapping[str, Any]) -> Iterator[Problem]:
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"):
        if not settings.get(name):
            yield Problem(
                name,
                "the cookie could travel unencrypted or be read by a script",
                "Set it to True",
                "会话凭证可能被明文传输或被脚本读取，请设为 True",
            )


def _transport(settings: Mapping[str, Any]) -> Iterator[Problem]:
    if not str(settings.get("PUBLIC_URL") or "").startswith("https://"):
        yield Problem(
            "YINUO_PUBLIC_URL",
            "it is not https, and it is printed in QR codes on every letter",
            "Set it to the public https address",
            "不是 https 地址，而它会印在每份承诺书的二维码里，请设为对外的 https 地址",
        )
    if not settings.get("SECURE_SSL_REDIRECT") and not settings.get("SECURE_PROXY_SSL_HEADER"):
        yield Problem(
            "YINUO_TLS_AT_PROXY",
            "plain http would be served",
            "Set it to 1 behind a proxy that ends TLS and sets X-Forwarded-Proto, else leave it unset",
            "会以明文 http 提供服务；若由反向代理终止 TLS 请设为 1，否则不要设置",
        )
    if not settings.get("SECURE_HSTS_SECONDS"):
        yield Problem(
            "SECURE_HSTS_SECONDS",
            "browsers may fall back to plain http",
            "Set it to 31536000",
            "浏览器可能退回 http，请设为 31536000",
        )


def _login(settings: Mapping[str, Any]) -> Iterator[Problem]:
    oidc = settings.get("OIDC") or {}
    issuer = str(oidc.get("issuer") or "")
    if not issuer.startswith("https://"):
        yield Problem(
            "YINUO_OIDC_ISSUER",
            "the city's login is missing or not https",
            "Set it to the https address of the OpenID Connect issuer",
            "未配置统一身份认证或不是 https，请设为其 https 地址",
        )
    elif not oidc.get("client_id") or not oidc.get("client_secret"):
        yield Problem(
            "YINUO_OIDC_CLIENT_SECRET",
            "the city's login has no client id or secret",
            "Set YINUO_OIDC_CLIENT_ID and YINUO_OIDC_CLIENT_SECRET",
            "统一身份认证缺少客户端编号或密钥，请设置 YINUO_OIDC_CLIENT_ID 和 YINUO_OIDC_CLIENT_SECRET",
        )
    weak = [
        name for name in settings.get("PASSWORD_HASHERS") or [] if any(word in name for word in WEAK_HASHERS)
    ]
    if weak:
        yield Problem(
            "PASSWORD_HASHERS",
            "it holds a weak hasher",
            "Use Argon2PasswordHasher alone",
            "含有弱口令算法，请只用 Argon2PasswordHasher",
        )


def _database(settings: Mapping[str, Any]) -> Iterator[Problem]:
    if settings.get("EMBEDDED_DATABASE", True) and not settings.get("EMBEDDED_DATABASE_ALLOWED"):
        yield Problem(
            "DATABASE_URL",
            "it is unset, so the embedded database would be used",
            "Set it to the city's PostgreSQL, or YINUO_EMBEDDED_DATABASE=1 if this one machine is meant to hold all",
            "未设置，将使用内嵌数据库；请设为本市 PostgreSQL 地址，确需单机运行时设 YINUO_EMBEDDED_DATABASE=1",
        )
    entry = (settings.get("DATABASES") or {}).get("default", {})
    host = str(entry.get("HOST") or "")
    mode = (entry.get("OPTIONS") or {}).get("sslmode")
    if host not in LOCAL_HOSTS and not host.startswith("/") and mode not in SAFE_SSL_MODES:
        yield Problem(
            "DATABASE_URL",
            "personal data would travel unencrypted to the database",
            "Add ?sslmode=verify-full (or require)",
            "个人信息会明文传到数据库，请加上 ?sslmode=verify-full（至少 require）",
        )


def _signing(settings: Mapping[str, Any]) -> Iterator[Problem]:
    timestamp = str(settings.get("TIMESTAMP_URL") or "")
    host = urlsplit(timestamp).hostname or ""
    if not timestamp or host in LOCAL_HOSTS:
        yield Problem(
            "YINUO_TSA_URL",
            "time-stamps would come from the demo authority, which proves nothing to a court",
            "Set it to the RFC 3161 address of a licensed time-stamp authority",
            "时间戳将由演示机构签发，没有证明力，请设为合法时间戳服务机构的 RFC 3161 地址",
        )
    if not settings.get("SEAL_FILE"):
        yield Problem(
            "YINUO_SEAL_FILE",
            "letters would be signed with keys made by the demo",
            "Set it to the PKCS#12 file of the office's certificate (docs/runbook.md), and YINUO_SEAL_PASSWORD",
            "承诺书将用演示密钥签章，请设为本单位证书的 PKCS#12 文件，并设置 YINUO_SEAL_PASSWORD",
        )


def _receivers(settings: Mapping[str, Any]) -> Iterator[Problem]:
    receivers = settings.get("YINUO_RECEIVERS") or {}
    if not str(receivers.get("credit-platform") or "").startswith("https://"):
        yield Problem(
            "YINUO_CREDIT_PLATFORM_URL",
            "determinations would go to the demo's receiver or travel unencrypted",
            "Set it to the https address of the city's credit platform",
            "失信认定将发往演示平台或明文传输，请设为本市信用平台的 https 地址",
        )


def _scripts(settings: Mapping[str, Any]) -> Iterator[Problem]:
    directives = (settings.get("CONTENT_SECURITY_POLICY") or {}).get("DIRECTIVES") or {}
    scripts = directives.get("script-src") or directives.get("default-src") or ["*"]
    found = sorted(UNSAFE_SCRIPT_SOURCES & set(scripts))
    if found:
        yield Problem(
            "CONTENT_SECURITY_POLICY",
            f"script-src admits {', '.join(found)}",
            "Allow scripts from 'self' only",
            "允许了不受控的脚本来源，请只允许 'self'",
        )


CHECKS: tuple[Callable[[Mapping[str, Any]], Iterator[Problem]], ...] = (
    _debug,
    _demo,
    _secret,
    _encryption_keys,
    _hosts,
    _origins,
    _cookies,
    _transport,
    _login,
    _database,
    _signing,
    _receivers,
    _scripts,
)
