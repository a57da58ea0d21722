"""Personal data at rest: AES-256-GCM for the value, a keyed digest for look-up (clause 2.5-f)."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    # What goes in and comes out is text, JSON or bytes, never the stored bytes; Django's class takes no type at run time.
    Binary = models.BinaryField[Any, Any]
else:
    Binary = models.BinaryField

_NONCE = 12
_VERSION = b"\x01"


def seal(plain: bytes, *, purpose: str) -> bytes:
    """Encrypt a value for one purpose.

    Args:
        plain: the value.
        purpose: table and column; the value cannot be moved to another column unnoticed.

    Returns:
        Version byte, 12-byte nonce, ciphertext with tag.
    """
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(settings.FIELD_KEY).encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """The value that :func:`seal` encrypted.

    Raises:
        cryptography.exceptions.InvalidTag: the key, the purpose or the bytes are not those of sealing.
    """
    raw = bytes(sealed)
    return AESGCM(settings.FIELD_KEY).decrypt(raw[1 : 1 + _NONCE], raw[1 + _NONCE :], purpose.encode())


def digest(value: str, *, purpose: str) -> str:
    """A keyed digest by which an encrypted value can be looked up.

    Args:
        value: the plain value, already in its one written form.
        purpose: kind of value, so that equal numbers of two kinds do not match.

    Returns:
        64 hexadecimal characters (HMAC-SHA-256).
    """
    return hmac.new(settings.DIGEST_KEY, f"{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()


class SealedField(Binary):
    """A column whose value is encrypted on the way in and readable on the way out; holds text or JSON.

    A lawful erasure sets it to NULL.
    """

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any

    def __init__(self, *args: Any, holds: str = "text", **kwargs: Any) -> None:
        if holds not in {"text", "json", "bytes"}:
            raise ValueError("a sealed field holds text, json or bytes")
        self.holds = holds
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["holds"] = self.holds
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    @property
    def _purpose(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's form
        if value is None:
            return None
        if self.holds == "json":
            plain = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
        elif self.holds == "text":
            plain = str(value).encode()
        else:
            plain = bytes(value)
        return super().get_db_prep_value(seal(plain, purpose=self._purpose), connection, prepared)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        if value is None:
            return None
        plain = unseal(value, purpose=self._purpose)
        if self.holds == "json":
            return json.loads(plain)
        return plain.decode() if self.holds == "text" else plain

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:  # noqa: ARG002 - Django's form
        raise TypeError("personal data are not serialised")
