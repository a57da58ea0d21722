"""Who signs for an agency, and whose signatures are trusted; keys are read once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from yinuo.signing.keyring import CityKeyring, Keyring, LocalKeyring
from yinuo.signing.pades import LocalSigner, Signer
from yinuo.signing.timestamps import HttpTimeAuthority, LocalTimeAuthority, StampRefused, TimeAuthority

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

__all__ = ["StampRefused", "keyring", "office_signer", "time_authority", "trust_roots"]


@cache
def keyring() -> Keyring:
    """The keys of the house: the city's own file where one is configured, else the local demo authority's."""
    local = LocalKeyring(settings.KEYS)
    if settings.SEAL_FILE:
        return CityKeyring(settings.SEAL_FILE, settings.SEAL_PASSWORD, time_keyring=local)
    return local


@cache
def time_authority() -> TimeAuthority:
    """The time-stamp authority: the city's by address, else the local one."""
    if settings.TIMESTAMP_URL:
        return HttpTimeAuthority(settings.TIMESTAMP_URL)
    return LocalTimeAuthority(keyring().time_authority())


@cache
def office_signer(agency: str) -> Signer:
    """The signer of an agency, by its full name; key objects are kept."""
    return LocalSigner(keyring().office(agency), time_authority())


def trust_roots() -> tuple[Certificate, ...]:
    """The certificates at which a trusted chain ends."""
    return keyring().trust_roots
