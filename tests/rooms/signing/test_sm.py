"""The optional Chinese algorithms give the standards' own examples and accept no other signature."""

from __future__ import annotations

import stat

import gmalg
import pytest

from yinuo.signing.keys import KeysUnusable
from yinuo.signing.sm import USER_ID, Sm2Signer, digest_is_sm2_signed, sm3

# GB/T 32918.5-2017, annex A: key, random number, signature over "message digest".
SECRET = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
RANDOM = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
DIGEST = sm3(b"abc")


def test_sm3_gives_the_standard_s_example():
    # GB/T 32905-2016, annex A.1.
    assert DIGEST.hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm2_gives_the_standard_s_example():
    fixed = gmalg.SM2(sk=SECRET, uid=USER_ID, rnd_fn=lambda _: RANDOM)
    r, s = fixed.sign(b"message digest")
    assert (r.hex().upper(), s.hex().upper()) == (R, S)


def test_a_signature_holds_for_its_digest_key_and_identifier_only():
    signer = Sm2Signer(SECRET, holder="宿州市法律援助中心")
    signature = signer.sign_digest(DIGEST)
    assert digest_is_sm2_signed(DIGEST, signature, signer.public_key)
    assert not digest_is_sm2_signed(sm3(b"abd"), signature, signer.public_key)
    assert not digest_is_sm2_signed(DIGEST, signature, signer.public_key, user_id=b"another")
    other = Sm2Signer(bytes(31) + b"\x07", holder="乙局")
    assert not digest_is_sm2_signed(DIGEST, signature, other.public_key)


@pytest.mark.parametrize("signature", [b"", b"junk", bytes.fromhex("3006020100020100"), b"\x30\x80"])
def test_junk_is_no_signature(signature):
    public_key = Sm2Signer(SECRET, holder="甲局").public_key
    assert not digest_is_sm2_signed(DIGEST, signature, public_key)


def test_a_signature_with_something_behind_it_or_a_broken_key_is_refused():
    signer = Sm2Signer(SECRET, holder="甲局")
    signature = signer.sign_digest(DIGEST)
    assert not digest_is_sm2_signed(DIGEST, signature + b"\x00", signer.public_key)
    assert not digest_is_sm2_signed(DIGEST, signature, b"\x04" + bytes(64))
    assert not digest_is_sm2_signed(DIGEST, signature, b"")


def test_the_key_is_made_once_and_kept_to_the_owner(tmp_path):
    first = Sm2Signer.kept_in(tmp_path / "keys", holder="甲局")
    again = Sm2Signer.kept_in(tmp_path / "keys", holder="甲局")
    assert first.public_key == again.public_key
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("damaged")
    with pytest.raises(KeysUnusable, match=r"sm2\.key"):
        Sm2Signer.kept_in(tmp_path / "keys", holder="甲局")


def test_only_whole_keys_and_digests_are_taken():
    with pytest.raises(ValueError, match="32"):
        Sm2Signer(b"short", holder="甲局")
    with pytest.raises(ValueError, match="32"):
        Sm2Signer(SECRET, holder="甲局").sign_digest(b"short")
