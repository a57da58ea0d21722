"""SM2 with SM3 (GB/T 32918.2, GB/T 32905): a detached signature over the digest the office's P-256 key signs too.

For cities whose commercial-cryptography assessment (GB/T 39786) asks for Chinese algorithms. SM3 comes from the
``cryptography`` library, SM2 from ``gmalg``.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

import gmalg
from asn1crypto import core
from cryptography.hazmat.primitives import hashes

from yinuo.signing.keys import KeysUnusable

USER_ID = b"1234567812345678"
"""The signer's identifier that GB/T 35276 prescribes where nothing else was agreed."""


class _Signature(core.Sequence):
    """``SM2Signature`` of GB/T 35276."""

    _fields = [("r", core.Integer), ("s", core.Integer)]


def sm3(data: bytes) -> bytes:
    """The SM3 digest (32 bytes) of data."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


class Sm2Signer:
    """Signs digests with an SM2 key held in memory.

    Args:
        secret: the private key, 32 bytes.
        user_id: the signer's identifier that goes into the signature.
        holder: the office's name.

    Raises:
        ValueError: the private key is not 32 bytes.
    """

    def __init__(self, secret: bytes, *, holder: str, user_id: bytes = USER_ID) -> None:
        if len(secret) != 32:
            raise ValueError(f"an SM2 private key is 32 bytes long, not {len(secret)}")
        self.holder = holder
        self.public_key: bytes = gmalg.SM2().generate_pk(secret)
        self._sm2 = gmalg.SM2(sk=secret, uid=user_id, pk=self.public_key)

    @classmethod
    def kept_in(cls, folder: Path, *, holder: str) -> Sm2Signer:
        """The signer of a key folder; its key is made on first use and readable by the owner only.

        Raises:
            KeysUnusable: the key file holds something else.
        """
        path = folder / "sm2.key"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret, _ = gmalg.SM2().generate_keypair()
        draft = folder / f"sm2.{os.getpid()}.draft"
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
        ) as file:
            file.write(secret.hex())
        try:
            # A link never replaces: of two processes that start at once, both read the one key that came first.
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        try:
            return cls(bytes.fromhex(path.read_text(encoding="ascii")), holder=holder)
        except ValueError as broken:
            raise KeysUnusable(f"the key file {path} is no SM2 key; restore it from a backup") from broken

    def sign_digest(self, digest: bytes) -> bytes:
        """A detached SM2-SM3 signature (DER) over a 32-byte digest taken as the message.

        Raises:
            ValueError: the digest is not 32 bytes.
        """
        if len(digest) != 32:
            raise ValueError(f"a digest is 32 bytes long, not {len(digest)}")
        r, s = self._sm2.sign(digest)
        numbers = {"r": int.from_bytes(r, "big"), "s": int.from_bytes(s, "big")}
        return bytes(_Signature(numbers).dump())


def digest_is_sm2_signed(
    digest: bytes, signature: bytes, public_key: bytes, *, user_id: bytes = USER_ID
) -> bool:
    """Whether an SM2-SM3 signature over a digest was made with the key behind a public key.

    Args:
        digest: 32 bytes.
        signature: what :meth:`Sm2Signer.sign_digest` returned.
        public_key: uncompressed point, 65 bytes.
        user_id: the signer's identifier.
    """
    try:
        numbers = _Signature.load(signature, strict=True)
        r, s = (numbers[name].native.to_bytes(32, "big") for name in ("r", "s"))
        if not hmac.compare_digest(numbers.dump(force=True), signature):
            return False
        return bool(gmalg.SM2(uid=user_id, pk=public_key).verify(digest, r, s))
    except (ValueError, TypeError, OverflowError, gmalg.errors.GMError):
        return False
