"""Where the database is: ``DATABASE_URL`` when it is set, else the embedded PostgreSQL under ``YINUO_HOME``.

PostgreSQL is the only engine (ADR 0002). An address that could be misread is refused with a sentence; no message
ever repeats the address itself, since it may hold a password.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from yinuo.config import postgres

SCHEMES = frozenset({"postgres", "postgresql"})
# What libpq understands and an operator may want; anything else is refused, so that a misspelt sslmode cannot pass.
PARAMETERS = frozenset(
    {
        "application_name",
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "keepalives",
        "keepalives_count",
        "keepalives_idle",
        "keepalives_interval",
        "options",
        "passfile",
        "service",
        "sslcert",
        "sslcrl",
        "sslkey",
        "sslmode",
        "sslnegotiation",
        "sslrootcert",
        "target_session_attrs",
        "tcp_user_timeout",
    }
)


class DatabaseAddressError(ValueError):
    """``DATABASE_URL`` cannot be used; the message says what is wrong in it and what a right one looks like."""

    def __init__(self, fact_zh: str, fact_en: str) -> None:
        super().__init__(
            f"DATABASE_URL {fact_zh} 正确写法：postgresql://用户:口令@主机:5432/库名 "
            f"(DATABASE_URL {fact_en} Write it as postgresql://user:password@host:5432/name.)"
        )


def root() -> Path:
    """The project's folder: ``YINUO_ROOT``, else the folder that holds ``src``."""
    return Path(os.environ.get("YINUO_ROOT") or Path(__file__).resolve().parents[3])


def home() -> Path:
    """The folder for everything that is kept: ``YINUO_HOME``, else ``var`` in the project's folder."""
    return Path(os.environ.get("YINUO_HOME") or root() / "var").absolute()


def is_embedded() -> bool:
    """Whether the embedded server is used: no address is given, or the launcher gave that server's own."""
    given = os.environ.get("DATABASE_URL", "").strip()
    return not given or given == postgres.locate(home()).url


def url() -> str:
    """The address of the database; starts the embedded server when no other is given.

    In production the embedded server is started only when ``YINUO_EMBEDDED_DATABASE=1`` allows it;
    :mod:`yinuo.config.production` then refuses the start with a reason.

    Returns:
        A libpq address, ``postgresql://…``.

    Raises:
        yinuo.config.postgres.DatabaseUnavailable: the embedded server cannot be started here.
    """
    given = os.environ.get("DATABASE_URL", "").strip()
    if given:
        return given
    server = postgres.locate(home())
    production = os.environ.get("YINUO_ENV") == "production"
    if not production or os.environ.get("YINUO_EMBEDDED_DATABASE") == "1":
        postgres.start(server)
    return server.url


def stop() -> str:
    """Stop the embedded server unless somebody else still uses it.

    Returns:
        ``stopped``, ``not running``, or ``in use`` when other connections are open and it was left alone.
    """
    return postgres.stop(postgres.locate(home()))


def settings_from_url(address: str) -> dict[str, Any]:
    """One entry of Django's ``DATABASES`` for a libpq address.

    Understands percent-encoded user, password, host and name, a folder of sockets as ``host``
    (``postgresql:///name?host=/run/postgresql`` or ``postgresql://%2Frun%2Fpostgresql/name``), IPv6 hosts and the
    connection parameters in :data:`PARAMETERS`.

    Args:
        address: for instance ``postgresql://yinuo:secret@db.example:5432/yinuo?sslmode=verify-full``.

    Returns:
        The entry, with connections kept for ten minutes and checked before use.

    Raises:
        DatabaseAddressError: another scheme, an unknown parameter, a port that is none, or no database name.
    """
    parts = _split(address)
    query = _query(parts)
    given_host, given_port = query.pop("host", ""), query.pop("port", "")
    name = query.pop("dbname", "") or unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise DatabaseAddressError("没有写明数据库名。", "names no database.")
    user = query.pop("user", "") or unquote(parts.username or "")
    password = query.pop("password", "") or unquote(parts.password or "")
    unknown = sorted(set(query) - PARAMETERS)
    if unknown:
        listed = ", ".join(unknown)
        raise DatabaseAddressError(f"含有无法识别的参数：{listed}。", f"has unknown parameters: {listed}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": given_host or _host(parts),
        "PORT": _port(given_port, parts),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(query),
    }


def _split(address: str) -> SplitResult:
    """The parts of an address whose scheme is PostgreSQL's."""
    try:
        parts = urlsplit(address.strip())
    except ValueError as broken:
        raise DatabaseAddressError("无法解析。", "cannot be read.") from broken
    if parts.scheme not in SCHEMES:
        scheme = parts.scheme or "无 / none"
        raise DatabaseAddressError(
            f"的类型是“{scheme}”，本系统只使用 PostgreSQL。",
            f"has the scheme '{scheme}'; only PostgreSQL is used.",
        )
    if parts.fragment:
        raise DatabaseAddressError("中有未转义的“#”，请写成 %23。", "holds a bare '#'; write it as %23.")
    return parts


def _query(parts: SplitResult) -> dict[str, str]:
    """The parameters behind the question mark, each at most once."""
    try:
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as broken:
        raise DatabaseAddressError("问号后的参数无法解析。", "has unreadable parameters.") from broken
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DatabaseAddressError("有重复的参数。", "gives a parameter twice.")
    return found


def _host(parts: SplitResult) -> str:
    """The host or the folder of sockets.

    ``SplitResult.hostname`` would lower the letters of a folder, so the part is cut by hand.
    """
    where = parts.netloc.rpartition("@")[2]
    if where.startswith("["):
        return where[1:].partition("]")[0]
    return unquote(where.partition(":")[0])


def _port(given: str, parts: SplitResult) -> str:
    """The port as text, empty for the default."""
    try:
        port = int(given) if given else parts.port
    except ValueError as broken:
        raise DatabaseAddressError("的端口不是数字。", "has a port that is no number.") from broken
    if port is not None and not 0 < port < 65536:
        raise DatabaseAddressError("的端口超出范围。", "has a port out of range.")
    return "" if port is None else str(port)
