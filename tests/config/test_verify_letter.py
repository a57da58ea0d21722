"""``yinuo verify-letter`` tells a document of this house from a changed one and from a stranger's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from tests.conftest import AT
from tests.rooms.commitments.test_signing import ready_to_sign, sign

from yinuo.documents import actions, queries


@pytest.fixture
def letter(city, tmp_path):
    [commitment] = sign(city, ready_to_sign(city))
    made = actions.make(document_id=commitment.letter_id, at=AT + timedelta(minutes=4))
    file = tmp_path / "letter.pdf"
    file.write_bytes(queries.file_bytes(made))
    return made, file


def test_a_letter_that_was_handed_out_is_genuine(letter, capsys):
    made, file = letter

    call_command("verify_letter", str(file))

    said = capsys.readouterr().out
    assert made.number in said
    assert "时间戳" in said
    assert "genuine" in said
    assert "!!" not in said


def test_a_letter_changed_by_one_byte_is_refused(letter, capsys):
    _, file = letter
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(CommandError, match="or changed"):
        call_command("verify_letter", str(file))

    assert "!!" in capsys.readouterr().out


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x00" * 1000])
def test_a_file_that_is_no_letter_is_refused(tmp_path, content):
    file = tmp_path / "other.pdf"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="or changed"):
        call_command("verify_letter", str(file))


def test_a_file_that_is_missing_or_far_too_large_is_said_in_a_sentence(tmp_path):
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(21 * 1024 * 1024)

    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_letter", str(tmp_path / "none.pdf"))
    with pytest.raises(CommandError, match="too large"):
        call_command("verify_letter", str(large))
