"""``yinuo backup`` and ``yinuo restore``: database, files and keys in one archive that is verified before use."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from yinuo.config import database, postgres
from yinuo.config.commands import CommandRefused, archive

DUMP = "database.dump"
CONNECTION_VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
SET_ASIDE = "before_restore"
# Within so many lines a dump's script sets its parameters; later a line may be data.
HEADER_LINES = 40


@dataclass(frozen=True)
class House:
    """What is kept of one installation.

    Attributes:
        connection: an entry of Django's ``DATABASES``.
        folders: the folders beside the database, by their name in the archive: files, keys, secrets.
        field_key: the key that encrypts identity numbers; only its fingerprint enters an archive.
    """

    connection: Mapping[str, Any]
    folders: Mapping[str, Path]
    field_key: bytes

    @property
    def fingerprint(self) -> str:
        """Tells whether a restored database can be read with the key at hand; tells nothing about the key."""
        return hashlib.sha256(b"yinuo backup " + self.field_key).hexdigest()[:16]


def this_house() -> House:
    """The installation that the settings describe."""
    import django  # noqa: PLC0415 - settings are complete only now
    from django.conf import settings  # noqa: PLC0415

    django.setup()
    return House(
        connection=settings.DATABASES["default"],
        folders={
            "files": settings.HOME / "files",
            "keys": Path(settings.KEYS),
            "secrets": settings.HOME / "secrets",
        },
        field_key=settings.FIELD_KEY,
    )


def backup(file: Path, *, with_keys: bool) -> int:
    """Write everything that is kept into one archive.

    Args:
        file: the archive; must not exist.
        with_keys: whether signing keys and made secrets go in; without them they must be kept elsewhere.

    Returns:
        0.

    Raises:
        CommandRefused: the file exists, or the database cannot be dumped.
    """
    manifest = write_backup(file, this_house(), with_keys=with_keys, at=datetime.now(UTC))
    size = file.stat().st_size / 1024 / 1024
    print(f"已备份到 {file}：{len(manifest.digests)} 个文件，{size:.1f} MB (written and complete)")
    if with_keys:
        print("备份含密钥和个人信息，请加密保管 (it holds keys and personal data: keep it locked away)")
    return 0


def verify(file: Path) -> int:
    """Say whether an archive is whole.

    Returns:
        0.

    Raises:
        CommandRefused: it is not.
    """
    manifest = archive.verify(file)
    print(f"备份完整：{manifest.about.get('made_at')}，{len(manifest.digests)} 个文件 (whole)")
    return 0


def restore(file: Path, *, force: bool) -> int:
    """Verify an archive, then put its database, files and keys in place.

    Args:
        file: the archive.
        force: whether to replace what is there.

    Returns:
        0.

    Raises:
        CommandRefused: the archive is damaged, Yinuo is running, or the database is not empty.
    """
    house = this_house()
    with _not_running(database.home()):
        manifest = read_backup(file, house, force=force, at=datetime.now(UTC))
    print(
        f"已恢复 {manifest.about.get('made_at')} 的备份，请运行 yinuo migrate (restored; now run: yinuo migrate)"
    )
    return 0


def write_backup(file: Path, house: House, *, with_keys: bool, at: datetime) -> archive.Manifest:
    """Dump the database, then archive the dump and the folders.

    The dump comes first: files are only ever added, so that every file a row names is in the archive.

    Args:
        file: the archive to be written.
        house: what is kept.
        with_keys: whether the folders ``keys`` and ``secrets`` go in.
        at: the moment of the backup.

    Returns:
        The manifest.
    """
    folders = {name: path for name, path in house.folders.items() if with_keys or name == "files"}
    with tempfile.TemporaryDirectory(prefix="yinuo-backup-") as folder:
        dump = Path(folder) / DUMP
        _postgres(house, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        about = {
            "made_at": at.isoformat(timespec="seconds"),
            "postgresql": _server_version(house),
            "field_key": house.fingerprint,
            "with_keys": with_keys,
        }
        return archive.write(file, {DUMP: dump, **folders}, about)


def read_backup(file: Path, house: House, *, force: bool, at: datetime) -> archive.Manifest:
    """Put an archive in place, all or nothing.

    What was there is set aside until the new database stands, and put back when it cannot be restored.

    Args:
        file: the archive.
        house: where it goes.
        force: whether to replace a database that is not empty, or to go on with another field key.
        at: the moment of the restoration; names the folders that are set aside.

    Returns:
        The manifest.

    Raises:
        CommandRefused: see :func:`restore`.
    """
    with tempfile.TemporaryDirectory(prefix="yinuo-restore-") as folder:
        unpacked = Path(folder)
        manifest = archive.verify(file, unpacked)
        _refuse_foreign_key(manifest, house, force=force)
        with _emptied(house, force=force):
            _load(house, unpacked / DUMP)
        for name, place in house.folders.items():
            if (unpacked / name).is_dir():
                _replace(place, unpacked / name, at)
    return manifest


def _load(house: House, dump: Path) -> None:
    """Play a dump into the database in one transaction.

    It goes through a script, because pg_restore of a newer release names settings that an older server lacks.
    """
    script, fitting = dump.with_suffix(".sql"), dump.with_suffix(".fitting.sql")
    _postgres(house, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    with script.open("rb") as source, fitting.open("wb") as to:
        for number, line in enumerate(source):
            if number >= HEADER_LINES or not line.startswith(b"SET transaction_timeout"):
                to.write(line)
    _postgres(house, "psql", "-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-f", str(fitting))


def _refuse_foreign_key(manifest: archive.Manifest, house: House, *, force: bool) -> None:
    """Without the right field key the restored identity numbers could never be read again."""
    brings_key = any(name.startswith("secrets/") for name in manifest.digests)
    if manifest.about.get("field_key") == house.fingerprint or brings_key or force:
        return
    raise CommandRefused(
        "备份用另一把 YINUO_FIELD_KEY 加密，恢复后无法读出证件号码；请先设置原密钥，或用 --force 继续 "
        "(the backup was encrypted with another YINUO_FIELD_KEY: set that key first, or go on with --force)"
    )


@contextmanager
def _emptied(house: House, *, force: bool) -> Iterator[None]:
    """An empty schema ``public``; the former one is dropped after success and put back after a failure."""
    with psycopg.connect(autocommit=True, **parameters(house.connection)) as connection:
        tables = _count(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        others = _count(
            connection,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'",
        )
        if tables and not force:
            raise CommandRefused(
                f"数据库不是空的（{tables} 张表）；确需替换请用 --force，现有数据将被删除 "
                f"(the database holds {tables} tables; --force replaces them)"
            )
        if others:
            raise CommandRefused(
                f"还有 {others} 个连接正在使用该数据库，请先停止一诺 "
                f"({others} connections still use the database: stop Yinuo first)"
            )
        if not tables:
            yield
            return
        aside, public = sql.Identifier(SET_ASIDE), sql.Identifier("public")
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(aside))
        with connection.transaction():
            connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(public, aside))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(public))
        try:
            yield
        except BaseException:
            with connection.transaction():
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(public))
                connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(aside, public))
            raise
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(aside))


def _replace(place: Path, new: Path, at: datetime) -> None:
    """Put a folder in place; the former one stays beside it under a dated name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    arriving = place.with_name(f"{place.name}.restoring")
    shutil.rmtree(arriving, ignore_errors=True)
    shutil.copytree(new, arriving)
    arriving.chmod(0o700)
    if place.exists():
        place.rename(place.with_name(f"{place.name}.before-{at:%Y%m%dT%H%M%SZ}"))
    arriving.rename(place)


def _postgres(house: House, name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the connection goes by the environment, where no list of processes shows it."""
    environment = {**os.environ, "LC_ALL": "C", "PGAPPNAME": "yinuo"}
    for key, variable in CONNECTION_VARIABLES.items():
        if house.connection.get(key):
            environment[variable] = str(house.connection[key])
    for key, value in (house.connection.get("OPTIONS") or {}).items():
        if key.startswith("ssl"):
            environment[f"PG{key.upper()}"] = str(value)
    done = subprocess.run(
        [str(_program(name)), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = " ".join(done.stderr.split())[-600:] or "no message"
        raise CommandRefused(f"{name} 失败：{told} ({name} failed)")


def _program(name: str) -> Path:
    """The embedded package's program, which reads every server from 15 to 18; else the one on the search path."""
    try:
        return postgres.program(name)
    except postgres.DatabaseUnavailable:
        found = shutil.which(name)
        if found is None:
            raise CommandRefused(
                f"找不到 {name}，请安装 PostgreSQL 客户端 (there is no {name}: install it)"
            ) from None
        return Path(found)


def _server_version(house: House) -> str:
    with psycopg.connect(**parameters(house.connection)) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]) if row else ""


def parameters(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of psycopg for an entry of Django's ``DATABASES``."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {name: entry[key] for key, name in names.items() if entry.get(key)}
    options = entry.get("OPTIONS") or {}
    return {**given, **{key: value for key, value in options.items() if key in database.PARAMETERS}}


def _count(connection: psycopg.Connection[Any], question: str) -> int:
    row = connection.execute(question).fetchone()
    return int(row[0]) if row else 0


@contextmanager
def _not_running(home: Path) -> Iterator[None]:
    """Refuse while ``yinuo run`` holds this home."""
    path = home / "run" / "run.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise CommandRefused("一诺正在运行，请先停止再恢复 (Yinuo is running: stop it first)") from taken
        yield
