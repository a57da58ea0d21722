"""Identity numbers and credit codes: check digits, dates, masks (GB 11643-1999, GB 32100-2015)."""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS_ID = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_ID = "10X98765432"
_ALPHABET_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS_USCC = tuple(pow(3, i, 31) for i in range(17))


class BadIdentifier(ValueError):
    """An identifier that cannot exist; the message says why and what to do, in Chinese."""


def identity_check_character(first17: str) -> str:
    """The 18th character of a citizen's identity number (ISO 7064 MOD 11-2)."""
    return _CHECK_ID[sum(int(c) * w for c, w in zip(first17, _WEIGHTS_ID, strict=True)) % 11]


def identity_number(written: str, *, on: date) -> str:
    """A citizen's identity number in its one written form.

    Args:
        written: as typed; full-width characters, spaces and a small x are accepted.
        on: the day of asking; a birth after it cannot be.

    Returns:
        18 characters.

    Raises:
        BadIdentifier: length, characters, birth date or check digit are wrong.
    """
    number = _half_width(written).upper()
    if len(number) == 15 and number.isdigit():
        raise BadIdentifier("这是 15 位旧号，请填写二代身份证上的 18 位号码")
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise BadIdentifier(f"身份证号应为 18 位，您填了 {len(number)} 位或含有其他字符，请对照证件核对")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadIdentifier("身份证号第 7 到 14 位不是一个存在的日期，请对照证件核对") from None
    if born > on or born.year < 1880:
        raise BadIdentifier("身份证号里的出生日期不可能，请对照证件核对")
    if identity_check_character(number[:17]) != number[17]:
        raise BadIdentifier("身份证号最后一位校验不对，多半是输错了一位，请对照证件核对")
    return number


def birth_date(identity: str) -> date:
    """The birth date written in a valid identity number."""
    return date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))


def uscc_check_character(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015)."""
    total = sum(_ALPHABET_USCC.index(c) * w for c, w in zip(first17, _WEIGHTS_USCC, strict=True))
    return _ALPHABET_USCC[(31 - total % 31) % 31]


def uscc(written: str) -> str:
    """A unified social credit code in its one written form.

    Raises:
        BadIdentifier: length, characters or check character are wrong.
    """
    code = _half_width(written).upper()
    if len(code) != 18:
        raise BadIdentifier(f"统一社会信用代码应为 18 位，您填了 {len(code)} 位，请对照营业执照核对")
    wrong = [c for c in code if c not in _ALPHABET_USCC]
    if wrong:
        raise BadIdentifier(
            f"统一社会信用代码里不会有“{wrong[0]}”（没有字母 I、O、S、V、Z），请对照营业执照核对"
        )
    if uscc_check_character(code[:17]) != code[17]:
        raise BadIdentifier("统一社会信用代码最后一位校验不对，多半是输错了一位，请对照营业执照核对")
    return code


def mobile_number(written: str) -> str:
    """A mainland mobile number in its one written form.

    Raises:
        BadIdentifier: it is not 11 digits starting with 1.
    """
    number = re.sub(r"[\s\-]", "", _half_width(written)).removeprefix("+86")
    if not re.fullmatch(r"1[3-9]\d{9}", number):
        raise BadIdentifier("手机号应为 1 开头的 11 位数字，请核对")
    return number


def masked_identity(number: str) -> str:
    """First four and last two characters, the rest hidden: ``3413************1X``."""
    return number[:4] + "*" * (len(number) - 6) + number[-2:] if len(number) > 8 else "*" * len(number)


def masked_phone(number: str) -> str:
    """``199****0001``."""
    return number[:3] + "****" + number[-4:] if len(number) == 11 else "*" * len(number)


def masked_name(name: str) -> str:
    """The family name with one star for each further character; firms are not masked."""
    return name[:1] + "*" * (len(name) - 1)


def _half_width(written: str) -> str:
    folded = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in written)
    return re.sub(r"[\s\u3000]", "", folded)
