"""Where keys come from: a local certificate authority for the demo, or the city's own PKCS#12 file.

电子签名法 第十三条 asks that the signing data belong to the signer alone; 商用密码管理条例 第三十条 asks a city to use
a licensed electronic certification service. The local authority is therefore for the demo and for trying out: it
makes its keys once, keeps them in one folder readable by the owner only, and says in every certificate what it is.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from yinuo.signing.keys import KeyPair, KeysUnusable, load_pem, load_pkcs12

SINCE = datetime(2021, 3, 1, tzinfo=UTC)
"""Demo certificates hold from the day of the city's notice, so that replayed old cases can be signed too."""
UNTIL = datetime(2051, 3, 1, tzinfo=UTC)

_DEMO = "一诺演示"
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")


class Keyring(Protocol):
    """Where an agency's signing key comes from."""

    @property
    def trust_roots(self) -> tuple[x509.Certificate, ...]:
        """The certificates a check of documents starts from."""

    def office(self, agency: str) -> KeyPair:
        """The key an agency signs with, by the agency's full name."""

    def time_authority(self) -> KeyPair:
        """The key of the local time-stamping authority."""


class LocalKeyring:
    """The demo's own certificate authority in a folder: a root, a time authority, one key per agency.

    Made on first use and kept; safe with several processes and threads. Files are 0600, the folder is 0700.

    Args:
        folder: where the keys are kept; made when absent.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, KeyPair] = {}
        self._lock = threading.Lock()

    @property
    def trust_roots(self) -> tuple[x509.Certificate, ...]:
        """The root certificate of this folder."""
        return (self._pair("root", self._make_root).certificate,)

    def office(self, agency: str) -> KeyPair:
        """The agency's signing key, made on first use.

        Raises:
            ValueError: the name is empty.
            KeysUnusable: the folder cannot be written or holds something else.
        """
        name = agency.strip()
        if not name:
            raise ValueError("an agency that signs has a name")
        stem = "office-" + hashlib.sha256(name.encode()).hexdigest()[:24]
        return self._pair(stem, lambda: self._issue(name, name, [_DOCUMENT_SIGNING], critical=False))

    def time_authority(self) -> KeyPair:
        """The time-stamping key, made on first use.

        Raises:
            KeysUnusable: the folder cannot be written or holds something else.
        """
        usage = [ExtendedKeyUsageOID.TIME_STAMPING]
        return self._pair("time", lambda: self._issue(f"{_DEMO}时间戳", _DEMO, usage, critical=True))

    def _pair(self, stem: str, make: Callable[[], KeyPair]) -> KeyPair:
        found = self._kept.get(stem)
        if found is None:
            with self._lock, self._exclusively():
                found = self._kept.get(stem) or self._read_or_make(stem, make)
                self._kept[stem] = found
        return found

    def _read_or_make(self, stem: str, make: Callable[[], KeyPair]) -> KeyPair:
        path = self._folder / f"{stem}.pem"
        if path.exists():
            return load_pem(path)
        pair = make()
        _write(path, pair)
        return pair

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        """Hold the folder against other processes that start at the same time."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as refused:
            raise KeysUnusable(
                f"the key folder {self._folder} cannot be used: {refused.strerror}"
            ) from refused
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _root(self) -> KeyPair:
        """The root while the folder is held already."""
        if "root" not in self._kept:
            self._kept["root"] = self._read_or_make("root", self._make_root)
        return self._kept["root"]

    def _make_root(self) -> KeyPair:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(f"{_DEMO}根证书（仅供试用）", _DEMO)
        builder = _builder(name, name, key.public_key(), key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_key_usage(certificates=True), critical=True)
        return KeyPair(key, builder.sign(key, hashes.SHA256()), ())

    def _issue(
        self, name: str, organisation: str, usage: list[ObjectIdentifier], *, critical: bool
    ) -> KeyPair:
        root = self._root()
        key = ec.generate_private_key(ec.SECP256R1())
        issuer_key = root.certificate.public_key()
        if not isinstance(issuer_key, ec.EllipticCurvePublicKey):
            raise KeysUnusable(f"root.pem in {self._folder} is not the demo's root; move it away")
        builder = _builder(_name(name, organisation), root.certificate.subject, key.public_key(), issuer_key)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_key_usage(certificates=False), critical=True)
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=critical)
        return KeyPair(key, builder.sign(root.key, hashes.SHA256()), (root.certificate,))


class CityKeyring:
    """The city's own key material: a PKCS#12 file with key, certificate and chain, used for every agency.

    Args:
        path: the PKCS#12 file.
        password: its password.
        time_keyring: where the key of a local time authority comes from, if no outside one is used.

    Raises:
        KeysUnusable: the file cannot be opened with the password, or holds no usable key.
    """

    def __init__(self, path: Path, password: str, *, time_keyring: Keyring) -> None:
        self._pair = load_pkcs12(path, password)
        self._time_keyring = time_keyring

    @property
    def trust_roots(self) -> tuple[x509.Certificate, ...]:
        """The last certificate of the city's chain, and what the time authority's key rests on."""
        top = self._pair.chain[-1] if self._pair.chain else self._pair.certificate
        return (top, *self._time_keyring.trust_roots)

    def office(self, agency: str) -> KeyPair:  # noqa: ARG002 - one seal for all, as the file holds one
        """The city's key; the agency's name stands in the document."""
        return self._pair

    def time_authority(self) -> KeyPair:
        """The key of the local time authority."""
        return self._time_keyring.time_authority()


def _name(name: str, organisation: str) -> x509.Name:
    # A common name holds 64 bytes, of which a Chinese character takes three; the organisation holds the whole name.
    short = name.encode()[:64].decode(errors="ignore")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, short),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePublicKey,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _key_usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, pair: KeyPair) -> None:
    """Write key and certificates as one PEM file; never seen half-written, never readable by others."""
    text = pair.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for certificate in (pair.certificate, *pair.chain):
        text += certificate.public_bytes(serialization.Encoding.PEM)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
