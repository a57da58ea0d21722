"""A backup proves that it is whole, comes back as it was, and never replaces data unasked. Real databases."""

from __future__ import annotations

import io
import os
import tarfile
import time
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import settings

from yinuo.config.commands import CommandRefused, archive, keep

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
SCHEMA = """
CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said text NOT NULL);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse();
INSERT INTO entry (said) VALUES ('承诺书𬭎䶮㛃'), ('第二条');
"""


@pytest.fixture
def make_house(tmp_path):
    """A maker of empty houses: a scratch database and folders each."""
    made = []
    entry = settings.DATABASES["default"]
    to_postgres = keep.parameters({**entry, "NAME": "postgres"})

    def make(name):
        database = f"scratch_{name}_{os.getpid()}"
        with psycopg.connect(autocommit=True, **to_postgres) as connection:
            _drop(connection, database)
            connection.execute(f"CREATE DATABASE {database}")
        made.append(database)
        folders = {part: tmp_path / name / part for part in ("files", "keys", "secrets")}
        return keep.House({**entry, "NAME": database}, folders, b"k" * 32)

    yield make
    with psycopg.connect(autocommit=True, **to_postgres) as connection:
        for database in made:
            _drop(connection, database)


def _drop(connection, database):
    """Drop a database; the server's own vacuum may be in it for a moment, and only a superuser could end that."""
    for _ in range(40):
        try:
            connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(f"{database} is still in use")


@pytest.fixture
def full(make_house):
    house = make_house("full")
    _run(house, SCHEMA)
    for name, text in {
        "files/2026/letter.pdf": "%PDF 承诺",
        "keys/office.pem": "key",
        "secrets/yinuo_field_key": "f",
    }.items():
        kind, _, rest = name.partition("/")
        path = house.folders[kind] / rest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return house


@pytest.fixture
def backup(full, tmp_path):
    file = tmp_path / "house.tar"
    keep.write_backup(file, full, with_keys=True, at=AT)
    return file


def test_a_backup_comes_back_as_it_was(backup, make_house):
    empty = make_house("empty")

    manifest = keep.read_backup(backup, empty, force=False, at=AT)

    assert _ask(empty, "SELECT array_agg(said ORDER BY id) FROM entry") == ["承诺书𬭎䶮㛃", "第二条"]
    assert (empty.folders["files"] / "2026" / "letter.pdf").read_text(encoding="utf-8") == "%PDF 承诺"
    assert (empty.folders["keys"] / "office.pem").read_text() == "key"
    assert manifest.about["made_at"] == "2026-11-23T08:30:00+00:00"
    with pytest.raises(psycopg.errors.RaiseException, match="append only"):
        _run(empty, "DELETE FROM entry")


def test_a_backup_is_readable_by_its_owner_only_and_never_overwrites(backup, full):
    assert backup.stat().st_mode & 0o777 == 0o600

    with pytest.raises(CommandRefused, match="not overwritten"):
        keep.write_backup(backup, full, with_keys=True, at=AT)


def test_keys_stay_out_when_wished(full, tmp_path):
    manifest = keep.write_backup(tmp_path / "plain.tar", full, with_keys=False, at=AT)

    assert set(manifest.digests) == {"database.dump", "files/2026/letter.pdf"}


def test_a_database_with_tables_is_not_replaced_unasked(backup, full):
    with pytest.raises(CommandRefused, match="--force"):
        keep.read_backup(backup, full, force=False, at=AT)

    assert _ask(full, "SELECT count(*) FROM entry") == 2


def test_force_replaces_and_sets_the_former_folders_aside(backup, full):
    _run(full, "INSERT INTO entry (said) VALUES ('later')")
    (full.folders["files"] / "later.pdf").write_text("later")

    keep.read_backup(backup, full, force=True, at=AT)

    assert _ask(full, "SELECT count(*) FROM entry") == 2
    assert not (full.folders["files"] / "later.pdf").exists()
    assert (full.folders["files"].parent / "files.before-20261123T083000Z" / "later.pdf").exists()
    assert _ask(full, "SELECT count(*) FROM pg_namespace WHERE nspname = 'before_restore'") == 0


def test_a_restoration_that_fails_leaves_everything_as_it_was(full, tmp_path):
    broken = tmp_path / "dump"
    broken.write_bytes(b"PGDMP broken")
    archive.write(tmp_path / "broken.tar", {"database.dump": broken}, {"field_key": full.fingerprint})

    with pytest.raises(CommandRefused, match="pg_restore"):
        keep.read_backup(tmp_path / "broken.tar", full, force=True, at=AT)

    assert _ask(full, "SELECT count(*) FROM entry") == 2
    assert (full.folders["files"] / "2026" / "letter.pdf").exists()


def test_a_database_in_use_is_not_replaced(backup, full):
    with (
        psycopg.connect(**keep.parameters(full.connection)),
        pytest.raises(CommandRefused, match="stop Yinuo first"),
    ):
        keep.read_backup(backup, full, force=True, at=AT)


def test_a_backup_under_another_field_key_is_refused_before_anything_changes(full, make_house, tmp_path):
    keep.write_backup(tmp_path / "plain.tar", full, with_keys=False, at=AT)
    other = replace(make_house("other"), field_key=b"o" * 32)

    with pytest.raises(CommandRefused, match="YINUO_FIELD_KEY"):
        keep.read_backup(tmp_path / "plain.tar", other, force=False, at=AT)

    assert _ask(other, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_changed_byte_anywhere_is_found_before_anything_changes(backup, make_house, tmp_path, place):
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        members = [member for member in tar if member.name != archive.MANIFEST]
    largest = max(members, key=lambda member: member.size)
    content[largest.offset_data + int(largest.size * place)] ^= 1
    changed = tmp_path / "changed.tar"
    changed.write_bytes(content)
    empty = make_house("empty")

    with pytest.raises(CommandRefused, match="损坏"):
        keep.read_backup(changed, empty, force=False, at=AT)

    assert _ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_backup_cut_short_is_found(backup, tmp_path, share):
    with tarfile.open(backup) as tar:
        manifest = tar.getmember(archive.MANIFEST)
    cut = tmp_path / "cut.tar"
    cut.write_bytes(backup.read_bytes()[: int((manifest.offset_data + manifest.size) * share)])

    with pytest.raises(CommandRefused, match="损坏"):
        archive.verify(cut)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "files/../../outside"])
def test_an_archive_that_reaches_outside_its_folder_is_refused(tmp_path, name):
    file = tmp_path / "evil.tar"
    with tarfile.open(file, "w") as tar:
        member = tarfile.TarInfo(name)
        member.size = 1
        tar.addfile(member, io.BytesIO(b"x"))

    with pytest.raises(CommandRefused, match="损坏"):
        archive.verify(file, tmp_path / "into")

    assert not (tmp_path / "outside").exists()


def test_a_symbolic_link_among_the_files_is_not_followed(full, tmp_path):
    (tmp_path / "elsewhere").write_text("private")
    (full.folders["files"] / "link").symlink_to(tmp_path / "elsewhere")

    manifest = keep.write_backup(tmp_path / "links.tar", full, with_keys=True, at=AT)

    assert "files/link" not in manifest.digests


def test_a_missing_archive_is_said_in_a_sentence(tmp_path):
    with pytest.raises(CommandRefused, match="there is no"):
        archive.verify(tmp_path / "none.tar")


def _run(house, statements):
    with psycopg.connect(**keep.parameters(house.connection)) as connection:
        connection.execute(statements)


def _ask(house, question):
    with psycopg.connect(**keep.parameters(house.connection)) as connection:
        return connection.execute(question).fetchone()[0]
