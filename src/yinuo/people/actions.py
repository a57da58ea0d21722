"""Registering subjects and looking at personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from pypinyin import lazy_pinyin

from yinuo.law.grammar import Refusal, Refused
from yinuo.law.texts import PIPL
from yinuo.people.encryption import digest
from yinuo.people.identifiers import birth_date, identity_number, mobile_number, uscc
from yinuo.people.models import PersonalDataAccess, Subject

if TYPE_CHECKING:
    from datetime import date, datetime

    from yinuo.people.models import Account

MIN_REASON = 4


@transaction.atomic
def register_subject(
    *, kind: str, name: str, id_number: str, phone: str, address: str, region_code: str, on: date
) -> Subject:
    """Find a subject by number, or register it.

    Args:
        kind: one of :class:`Subject.Kind`.
        name: as on the document; rare characters are kept.
        id_number: identity number or unified social credit code, as typed.
        phone, address: as typed; may be empty.
        region_code: six digits, GB/T 2260.
        on: the day, to refuse a birth in the future.

    Returns:
        The subject; an existing one is returned unchanged.

    Raises:
        yinuo.people.identifiers.BadIdentifier: a number cannot exist.
    """
    person = kind == Subject.Kind.PERSON
    number = identity_number(id_number, on=on) if person else uscc(id_number)
    tel = mobile_number(phone) if phone else ""
    subject, _ = Subject.objects.get_or_create(
        id_digest=digest(number, purpose="id_number"),
        defaults={
            "kind": kind,
            "name": name,
            "name_key": " ".join(lazy_pinyin(name))[:240],
            "id_number": number,
            "phone": tel or None,
            "phone_digest": digest(tel, purpose="phone") if tel else "",
            "address": address or None,
            "region_code": region_code,
            "born_on": birth_date(number) if person else None,
        },
    )
    return subject


def note_access(
    *,
    by: Account,
    subject: Subject,
    what: str,
    purpose: str,
    case_number: str,
    at: datetime,
    unmasked: bool = False,
    once_a_day: bool = False,
) -> PersonalDataAccess:
    """Note that somebody looked at a subject's data, apart from the case file.

    Args:
        by: who looked.
        subject: whose data.
        what: what was looked at, in Chinese.
        purpose: why, in Chinese.
        case_number: the case it was for, or empty.
        at: when, aware.
        unmasked: whether numbers were shown in the clear.
        once_a_day: whether looking at the same thing again on the same day is the same look; so for a page that is
            opened again and again while a case is worked on.

    Returns:
        The note; the one of the same day where there is one.
    """
    if once_a_day:
        day_began = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        same = PersonalDataAccess.objects.filter(
            account=by,
            subject=subject,
            what=what,
            case_number=case_number,
            unmasked=unmasked,
            at__gte=day_began,
        )
        kept = same.order_by("-id").first()
        if kept is not None:
            return kept
    return PersonalDataAccess.objects.create(
        account=by,
        subject=subject,
        what=what,
        purpose=purpose[:200],
        case_number=case_number,
        at=at,
        unmasked=unmasked,
    )


def unmask(*, by: Account, subject: Subject, reason: str, case_number: str, at: datetime) -> tuple[str, str]:
    """Show an identity number and phone in the clear, for a reason that is kept.

    Args:
        by: the officer; the caller has checked that he may see the case.
        subject: whose data.
        reason: in the officer's own words, at least four characters.
        case_number: the case it is for.
        at: when, aware.

    Returns:
        Identity number and phone.

    Raises:
        yinuo.law.grammar.Refused: no reason was given (个人信息保护法第六条、第三十四条).
    """
    if len(reason.strip()) < MIN_REASON:
        raise Refused(
            Refusal(
                "现在不能查看完整号码",
                "没有写明查看的理由",
                PIPL.article(
                    34,
                    text="国家机关为履行法定职责处理个人信息，应当依照法律、行政法规规定的权限、程序进行，"
                    "不得超出履行法定职责所必需的范围和限度。",
                ),
                "请写明为什么要看（至少四个字），例如“电话通知申请人补充材料”。",
            )
        )
    note_access(
        by=by,
        subject=subject,
        what="完整证件号码和手机号",
        purpose=reason.strip(),
        case_number=case_number,
        at=at,
        unmasked=True,
    )
    return subject.id_number or "", subject.phone or ""
