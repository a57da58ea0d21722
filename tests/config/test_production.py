"""Each unsafe setting alone keeps Yinuo from starting in production, with its variable and its cure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yinuo.config import production

SAFE = {
    "ENVIRONMENT": "production",
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "wq8Zr1kD0yVb7nTgLsE4uHxJ5pMfC2aQ9oIiR6tW",
    "FIELD_KEY": bytes(range(32)),
    "DIGEST_KEY": bytes(range(1, 33)),
    "ALLOWED_HOSTS": ["yinuo.city.example"],
    "CSRF_TRUSTED_ORIGINS": ["https://yinuo.city.example"],
    "PUBLIC_URL": "https://yinuo.city.example",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": None,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "OIDC": {"issuer": "https://login.city.example", "client_id": "yinuo", "client_secret": "s"},
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "EMBEDDED_DATABASE": False,
    "EMBEDDED_DATABASE_ALLOWED": False,
    "DATABASES": {"default": {"HOST": "db.city.example", "OPTIONS": {"sslmode": "verify-full"}}},
    "TIMESTAMP_URL": "https://tsa.example/rfc3161",
    "SEAL_FILE": Path("/etc/yinuo/office.p12"),
    "YINUO_RECEIVERS": {"credit-platform": "https://credit.city.example/messages"},
    "CONTENT_SECURITY_POLICY": {"DIRECTIVES": {"script-src": ["'self'"]}},
}

UNSAFE = [
    ("DEBUG", True, "DEBUG"),
    ("DEMO", True, "YINUO_DEMO"),
    ("SECRET_KEY", "", "YINUO_SECRET_KEY"),
    ("SECRET_KEY", "too-short-to-be-safe", "YINUO_SECRET_KEY"),
    ("SECRET_KEY", "a" * 64, "YINUO_SECRET_KEY"),
    ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuv", "YINUO_SECRET_KEY"),
    ("FIELD_KEY", b"", "YINUO_FIELD_KEY"),
    ("FIELD_KEY", b"short", "YINUO_FIELD_KEY"),
    ("DIGEST_KEY", b"", "YINUO_DIGEST_KEY"),
    ("DIGEST_KEY", bytes(range(32)), "YINUO_DIGEST_KEY"),
    ("ALLOWED_HOSTS", ["*"], "YINUO_HOSTS"),
    ("ALLOWED_HOSTS", ["yinuo.city.example", "*"], "YINUO_HOSTS"),
    ("ALLOWED_HOSTS", [], "YINUO_HOSTS"),
    ("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "YINUO_HOSTS"),
    ("CSRF_TRUSTED_ORIGINS", ["https://*.example"], "YINUO_ORIGINS"),
    ("CSRF_TRUSTED_ORIGINS", ["http://yinuo.city.example"], "YINUO_ORIGINS"),
    ("CORS_ALLOW_ALL_ORIGINS", True, "CORS_ALLOW_ALL_ORIGINS"),
    ("SESSION_COOKIE_SECURE", False, "SESSION_COOKIE_SECURE"),
    ("SESSION_COOKIE_HTTPONLY", False, "SESSION_COOKIE_HTTPONLY"),
    ("CSRF_COOKIE_SECURE", False, "CSRF_COOKIE_SECURE"),
    ("PUBLIC_URL", "http://yinuo.city.example", "YINUO_PUBLIC_URL"),
    ("SECURE_SSL_REDIRECT", False, "YINUO_TLS_AT_PROXY"),
    ("SECURE_HSTS_SECONDS", 0, "SECURE_HSTS_SECONDS"),
    ("OIDC", {}, "YINUO_OIDC_ISSUER"),
    ("OIDC", {**SAFE["OIDC"], "issuer": "http://login.city.example"}, "YINUO_OIDC_ISSUER"),
    ("OIDC", {**SAFE["OIDC"], "client_secret": ""}, "YINUO_OIDC_CLIENT_SECRET"),
    ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"], "PASSWORD_HASHERS"),
    ("EMBEDDED_DATABASE", True, "DATABASE_URL"),
    ("DATABASES", {"default": {"HOST": "db.city.example", "OPTIONS": {}}}, "DATABASE_URL"),
    ("DATABASES", {"default": {"HOST": "db.city.example", "OPTIONS": {"sslmode": "prefer"}}}, "DATABASE_URL"),
    ("TIMESTAMP_URL", "", "YINUO_TSA_URL"),
    ("TIMESTAMP_URL", "http://localhost:8009/tsa", "YINUO_TSA_URL"),
    ("SEAL_FILE", None, "YINUO_SEAL_FILE"),
    ("YINUO_RECEIVERS", {}, "YINUO_CREDIT_PLATFORM_URL"),
    ("YINUO_RECEIVERS", {"credit-platform": "http://127.0.0.1:8009/messages"}, "YINUO_CREDIT_PLATFORM_URL"),
    (
        "CONTENT_SECURITY_POLICY",
        {"DIRECTIVES": {"script-src": ["'self'", "'unsafe-inline'"]}},
        "CONTENT_SECURITY_POLICY",
    ),
    ("CONTENT_SECURITY_POLICY", {}, "CONTENT_SECURITY_POLICY"),
]


def test_safe_settings_start():
    assert production.refuse_unsafe(SAFE) == []
    production.ensure(SAFE)


@pytest.mark.parametrize(("name", "value", "variable"), UNSAFE)
def test_one_unsafe_setting_alone_refuses_the_start_and_says_how_to_mend_it(name, value, variable):
    with pytest.raises(production.UnsafeProduction) as refused:
        production.ensure({**SAFE, name: value})

    (problem,) = refused.value.problems
    assert problem.variable == variable
    assert problem.remedy
    assert variable in str(refused.value)
    assert any("\u4e00" <= character <= "\u9fff" for character in problem.zh)


@pytest.mark.parametrize(
    "name", sorted(set(SAFE) - {"ENVIRONMENT", "CSRF_TRUSTED_ORIGINS", "SECURE_PROXY_SSL_HEADER"})
)
def test_a_setting_that_is_missing_altogether_never_passes_for_a_safe_one(name):
    rest = {key: value for key, value in SAFE.items() if key != name}
    harmless = {"PASSWORD_HASHERS", "DATABASES", "EMBEDDED_DATABASE_ALLOWED"}

    assert bool(production.refuse_unsafe(rest)) is (name not in harmless)


def test_a_secret_is_never_repeated_in_the_refusal():
    secret = "hunter2-hunter2"

    with pytest.raises(production.UnsafeProduction) as refused:
        production.ensure({**SAFE, "SECRET_KEY": secret})

    assert secret not in str(refused.value)


def test_the_embedded_database_may_be_chosen_knowingly():
    settings = {**SAFE, "EMBEDDED_DATABASE": True, "EMBEDDED_DATABASE_ALLOWED": True}
    settings["DATABASES"] = {"default": {"HOST": "/var/lib/yinuo/postgres", "OPTIONS": {}}}

    assert production.refuse_unsafe(settings) == []


def test_tls_may_end_at_a_proxy():
    settings = {
        **SAFE,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    }

    assert production.refuse_unsafe(settings) == []


def test_outside_production_nothing_is_refused():
    production.ensure({"ENVIRONMENT": "development"})


def test_a_misspelt_environment_is_refused_instead_of_running_unprotected():
    with pytest.raises(production.UnsafeProduction, match="YINUO_ENV"):
        production.ensure({"ENVIRONMENT": "prod"})


def test_the_real_settings_refuse_to_load_in_an_unprepared_production(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "YINUO_ENV": "production",
        "YINUO_DEMO": "1",
        "YINUO_HOME": str(tmp_path / "home"),
    }

    done = subprocess.run(
        [sys.executable, "-c", "import yinuo.config.settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    for variable in (
        "YINUO_DEMO",
        "YINUO_SECRET_KEY",
        "YINUO_FIELD_KEY",
        "DATABASE_URL",
        "YINUO_SEAL_FILE",
        "YINUO_TSA_URL",
    ):
        assert f"- {variable}:" in done.stderr
    assert not (tmp_path / "home").exists()


def test_the_real_settings_load_in_a_prepared_production(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "YINUO_ENV": "production",
        "YINUO_HOME": str(tmp_path / "home"),
        "YINUO_SEAL_FILE": str(tmp_path / "office.p12"),
        "YINUO_CREDIT_PLATFORM_URL": "https://credit.city.example/messages",
        "YINUO_SECRET_KEY": SAFE["SECRET_KEY"],
        "YINUO_FIELD_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "YINUO_DIGEST_KEY": "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
        "YINUO_HOSTS": "yinuo.city.example",
        "YINUO_PUBLIC_URL": "https://yinuo.city.example",
        "YINUO_OIDC_ISSUER": "https://login.city.example",
        "YINUO_OIDC_CLIENT_ID": "yinuo",
        "YINUO_OIDC_CLIENT_SECRET": "s",
        "YINUO_TSA_URL": "https://tsa.example/rfc3161",
        "DATABASE_URL": "postgresql://yinuo@db.city.example/yinuo?sslmode=verify-full",
    }

    done = subprocess.run(
        [sys.executable, "-c", "import yinuo.config.settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
