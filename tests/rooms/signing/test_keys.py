"""The demo's certificate authority makes its keys once, keeps them to itself, and gives way to a city's own key."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from yinuo.signing.keyring import CityKeyring, LocalKeyring
from yinuo.signing.keys import KeyPair, KeysUnusable, digest_is_signed, load_pkcs12

AGENCY = "宿州市法律援助中心"
DIGEST = hashlib.sha256(b"a tree head").digest()


def test_keys_are_made_once_and_read_again_later(tmp_path):
    first = LocalKeyring(tmp_path / "keys").office(AGENCY)
    again = LocalKeyring(tmp_path / "keys").office(AGENCY)
    assert first.certificate == again.certificate
    assert again.holder == AGENCY


def test_each_agency_has_its_own_key_under_one_root(tmp_path):
    keyring = LocalKeyring(tmp_path)
    one, other = keyring.office(AGENCY), keyring.office("宿州市埇桥区民政局")
    assert one.certificate.public_key() != other.certificate.public_key()
    (root,) = keyring.trust_roots
    for pair in (one, other, keyring.time_authority()):
        pair.certificate.verify_directly_issued_by(root)
        assert pair.chain == (root,)


def test_nobody_but_the_owner_may_read_the_keys(tmp_path):
    folder = tmp_path / "keys"
    LocalKeyring(folder).office(AGENCY)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_an_agency_name_cannot_lead_out_of_the_folder(tmp_path):
    LocalKeyring(tmp_path / "keys").office("../../etc/局")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys"]


def test_a_long_agency_name_still_gets_a_certificate(tmp_path):
    name = "宿州市埇桥区人力资源和社会保障局劳动人事争议仲裁院某某分院"
    assert LocalKeyring(tmp_path).office(name).holder == name
    assert LocalKeyring(tmp_path).office("某" * 200).holder == "某" * 64


def test_an_agency_without_a_name_gets_no_key(tmp_path):
    with pytest.raises(ValueError, match="has a name"):
        LocalKeyring(tmp_path).office("  ")


def test_only_the_time_authority_may_stamp_times(tmp_path):
    keyring = LocalKeyring(tmp_path)
    usage = keyring.time_authority().certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
    office = keyring.office(AGENCY).certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert ExtendedKeyUsageOID.TIME_STAMPING not in list(office.value)


def test_threads_that_ask_at_once_get_the_same_key(tmp_path):
    keyring = LocalKeyring(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        pairs = list(pool.map(lambda _: keyring.office(AGENCY).certificate.serial_number, range(16)))
    assert len(set(pairs)) == 1


def test_processes_that_start_at_once_agree_on_the_keys(tmp_path):
    script = (
        "import sys; from pathlib import Path; from yinuo.signing.keyring import LocalKeyring\n"
        "keyring = LocalKeyring(Path(sys.argv[1]))\n"
        "print(keyring.office('甲局').certificate.serial_number, keyring.trust_roots[0].serial_number)"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        for _ in range(4)
    ]
    said = {process.communicate(timeout=60)[0] for process in running}
    assert len(said) == 1
    assert said != {""}


def test_a_damaged_key_file_is_named_and_not_replaced(tmp_path):
    LocalKeyring(tmp_path).office(AGENCY)
    (broken,) = tmp_path.glob("office-*.pem")
    broken.write_text("damaged")
    with pytest.raises(KeysUnusable, match=r"office-.*restore it from a backup"):
        LocalKeyring(tmp_path).office(AGENCY)
    assert broken.read_text() == "damaged"


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "keys").write_text("a file, not a folder")
    with pytest.raises(KeysUnusable, match="cannot be used"):
        LocalKeyring(tmp_path / "keys").office(AGENCY)


def test_a_detached_signature_holds_for_its_digest_and_its_key_only(tmp_path):
    keyring = LocalKeyring(tmp_path)
    pair = keyring.office(AGENCY)
    signature = pair.sign_digest(DIGEST)
    assert digest_is_signed(DIGEST, signature, pair.certificate)
    assert not digest_is_signed(hashlib.sha256(b"another").digest(), signature, pair.certificate)
    assert not digest_is_signed(DIGEST, signature, keyring.office("乙局").certificate)
    assert not digest_is_signed(DIGEST, b"junk", pair.certificate)
    assert not digest_is_signed(b"short", signature, pair.certificate)
    with pytest.raises(ValueError, match="32"):
        pair.sign_digest(b"short")


def _city_file(tmp_path, key, password=b"a long password"):
    """A PKCS#12 file as a city gets it from its certification service: key, certificate, issuer."""
    issuer = LocalKeyring(tmp_path / "issuer")
    issuer.office(AGENCY)
    root = issuer._root()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "宿州市数据资源管理局电子印章")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2029, 1, 1, tzinfo=UTC))
    )
    certificate = builder.sign(root.key, hashes.SHA256())
    raw = pkcs12.serialize_key_and_certificates(
        b"seal", key, certificate, [root.certificate], serialization.BestAvailableEncryption(password)
    )
    path = tmp_path / "city.p12"
    path.write_bytes(raw)
    return path, issuer


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_a_city_signs_with_its_own_key_file(tmp_path, kind):
    key = (
        ec.generate_private_key(ec.SECP256R1()) if kind == "P-256" else rsa.generate_private_key(65537, 2048)
    )
    path, issuer = _city_file(tmp_path, key)
    keyring = CityKeyring(path, "a long password", time_keyring=LocalKeyring(tmp_path / "time"))
    pair = keyring.office("任一机关")
    assert pair.holder == "宿州市数据资源管理局电子印章"
    assert keyring.trust_roots[0] == issuer.trust_roots[0]
    assert digest_is_signed(DIGEST, pair.sign_digest(DIGEST), pair.certificate)
    assert keyring.time_authority().holder == "一诺演示时间戳"


def test_a_wrong_password_and_a_missing_file_are_said_in_one_line(tmp_path):
    path, _ = _city_file(tmp_path, ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(KeysUnusable, match="does not open with the password"):
        load_pkcs12(path, "wrong")
    with pytest.raises(KeysUnusable, match="cannot be read"):
        load_pkcs12(tmp_path / "absent.p12", "")


def test_a_key_of_another_kind_is_not_used(tmp_path):
    path, _ = _city_file(tmp_path, ed25519.Ed25519PrivateKey.generate())
    with pytest.raises(KeysUnusable, match="P-256 or RSA"):
        load_pkcs12(path, "a long password")
    curve = ec.generate_private_key(ec.SECP384R1())
    path, _ = _city_file(tmp_path, curve)
    with pytest.raises(KeysUnusable, match="P-256 or RSA"):
        load_pkcs12(path, "a long password")


def test_a_certificate_without_a_common_name_is_called_by_its_subject(tmp_path):
    pair = LocalKeyring(tmp_path).office(AGENCY)
    unnamed = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "某局")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(unnamed)
        .issuer_name(unnamed)
        .public_key(pair.certificate.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2027, 1, 1, tzinfo=UTC))
        .sign(pair.key, hashes.SHA256())
    )
    assert KeyPair(pair.key, certificate, ()).holder == "O=某局"
