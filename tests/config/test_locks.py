"""The locks hold every package that is asked for, a hash for each file, and no address."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_found = importlib.util.spec_from_file_location("lock_complete", ROOT / "scripts" / "lock_complete.py")
lock_complete = importlib.util.module_from_spec(_found)
_found.loader.exec_module(lock_complete)


def test_the_locks_of_this_project_are_complete():
    assert lock_complete.faults() == []


@pytest.mark.parametrize(
    ("asked", "locked", "fault"),
    [
        ("httpx\nDjango~=5.2\n", "httpx==1 \\\n    --hash=sha256:aa\n", "does not lock django"),
        ("httpx\n", "httpx==1\n", "has no hash for httpx"),
        (
            "httpx\n",
            "--index-url https://host.example\nhttpx==1 \\\n    --hash=sha256:aa\n",
            "holds an address",
        ),
    ],
)
def test_a_faulty_lock_is_named(tmp_path, monkeypatch, asked, locked, fault):
    (tmp_path / "run.in").write_text(asked)
    (tmp_path / "run.txt").write_text(locked)
    monkeypatch.setattr(lock_complete, "REQUIREMENTS", tmp_path)

    assert any(fault in sentence for sentence in lock_complete.faults())
