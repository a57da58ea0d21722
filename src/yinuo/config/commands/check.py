"""``yinuo check``: is this deployment safe and whole? One line for each answer, and an exit code for scripts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yinuo.config import production

OLDEST_POSTGRESQL = 150000
LEAST_FREE_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    """One answer.

    Attributes:
        good: whether all is well.
        text: what was found; when it is not well, also what to do.
    """

    good: bool
    text: str


def check() -> int:
    """Look at settings, database, tables and folders.

    Returns:
        0 when all is well, else 1.
    """
    import django  # noqa: PLC0415 - settings are complete only now

    django.setup()
    findings = [finding for look in LOOKS for finding in look()]
    for finding in findings:
        print(f"{'  ok  ' if finding.good else '  !!  '}{finding.text}")
    return 0 if all(finding.good for finding in findings) else 1


def _settings() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415

    if not settings.PRODUCTION:
        yield Finding(
            good=True, text=f"YINUO_ENV={settings.ENVIRONMENT}：非生产环境，不检查生产配置 (not production)"
        )
        return
    names = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    problems = production.refuse_unsafe(names)
    for problem in problems:
        yield Finding(good=False, text=str(problem))
    if not problems:
        yield Finding(good=True, text="生产配置安全 (settings are safe for production)")


def _django() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415
    from django.core import checks  # noqa: PLC0415

    found = checks.run_checks(include_deployment_checks=settings.PRODUCTION)
    serious = [
        message for message in found if message.is_serious(checks.WARNING) and not message.is_silenced()
    ]
    for message in serious:
        yield Finding(good=False, text=f"{message.id}: {message.msg} {message.hint or ''}")
    if not serious:
        yield Finding(good=True, text="Django 检查通过 (the framework's own checks pass)")


def _database() -> Iterator[Finding]:
    from django.db import OperationalError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        connection.ensure_connection()
    except OperationalError as failed:
        yield Finding(good=False, text=f"无法连接数据库 (the database does not answer): {failed}")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('synchronous_commit')"
        )
        version, commit = cursor.fetchone() or (0, "?")
    yield Finding(good=version >= OLDEST_POSTGRESQL, text=f"PostgreSQL {version // 10000} (15 … 18)")
    yield Finding(good=commit != "off", text=f"synchronous_commit = {commit}")
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding(
        good=not behind,
        text=f"{behind} 个数据表迁移未执行，请运行 yinuo migrate (not applied)"
        if behind
        else "数据表已是最新 (tables are up to date)",
    )


def _folders() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415

    free = shutil.disk_usage(_existing(settings.HOME)).free
    yield Finding(good=free >= LEAST_FREE_BYTES, text=f"{settings.HOME}: {free / 1024**3:.1f} GB 可用 (free)")
    for secret in (Path(settings.KEYS), settings.HOME / "secrets", settings.SEAL_FILE):
        if secret is not None and secret.exists():
            private = not secret.stat().st_mode & 0o077
            said = (
                "仅本用户可读 (private)"
                if private
                else f"其他用户可读，请运行 chmod go= {secret} (open to others)"
            )
            yield Finding(good=private, text=f"{secret} {said}")
        elif secret is not None and secret == settings.SEAL_FILE:
            yield Finding(good=False, text=f"{secret} 不存在，无法签章 (YINUO_SEAL_FILE names no file)")


def _existing(path: Path) -> Path:
    """The path, or its nearest parent that exists."""
    return next(part for part in (path, *path.parents) if part.exists())


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (_settings, _django, _database, _folders)
