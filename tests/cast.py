"""The named people of the tests, and a small city for them to live in."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yinuo.casefile.actions import begin, open_case_file, take_step
from yinuo.casefile.models import CaseFile
from yinuo.commitments.queries import notice_text_digest
from yinuo.exchange.models import Source
from yinuo.matters.lifecycle import ITEM_VERSION
from yinuo.matters.models import ItemVersion, Matter, ProofItem
from yinuo.matters.terms import Condition, Terms
from yinuo.people.actions import register_subject
from yinuo.people.identifiers import identity_check_character, uscc_check_character
from yinuo.people.models import Account, Agency, Mandate, Role, RoleGrant, Subject
from yinuo.workdays.actions import enter_year

REGION = "341302"


@dataclass
class City:
    """Everybody and everything by name."""

    bureau: Agency
    police: Agency
    lin: Account
    tao: Account
    zhou_xian: Account
    cheng: Account
    firm: Subject
    zhao: Account
    zhou: Account
    second: Account
    sun: Account
    qian: Account
    wu: Account
    zheng: Account
    li: Account
    wang: Account
    feng: Account
    matter: Matter
    slow_matter: Matter
    item: ProofItem
    exempt_item: ProofItem
    version: ItemVersion
    source: Source
    at: datetime

    def citizens(self) -> list[Account]:
        """Those who apply."""
        return [self.lin, self.tao, self.zhou_xian, self.cheng]


def person_number(serial: int, born: date = date(1990, 5, 1)) -> str:
    """A synthetic identity number in the unassigned region 341399."""
    first = f"341399{born:%Y%m%d}{serial:03d}"
    return first + identity_check_character(first)


def firm_number(serial: int, prefix: str = "91") -> str:
    """A synthetic credit code in the unassigned region 341399."""
    first = f"{prefix}341399{serial:09d}"
    return first + uscc_check_character(first)


def citizen(serial: int, username: str, name: str) -> Account:
    """A citizen with an account."""
    subject = register_subject(
        kind="person",
        name=name,
        id_number=person_number(serial),
        phone=f"1990000{serial:04d}",
        address="埇桥区试验街 1 号",
        region_code=REGION,
        on=date(2026, 6, 1),
    )
    return Account.objects.create(username=username, name=name, subject=subject, is_demo=True)


def officer(username: str, name: str, agency: Agency, *roles: Role) -> Account:
    """An officer with roles."""
    account = Account.objects.create(username=username, name=name, agency=agency, is_demo=True)
    for role in roles:
        RoleGrant.objects.create(account=account, role=role, valid_from=date(2020, 1, 1))
    return account


def notice_of(title: str, proof: str) -> dict[str, Any]:
    """A complete notice."""
    return {
        "item_title": f"{title}：{proof}",
        "basis": "《中华人民共和国法律援助法》第四十一条",
        "proof_content": "申请人家庭正在享受最低生活保障",
        "conditions": "",
        "materials": "本人身份证",
        "method": "书面承诺，网上签署或者在窗口当面签署",
        "liability_civil": "返还因不实承诺得到的法律援助费用",
        "liability_administrative": "撤销给予法律援助的决定，记入信用记录",
        "liability_criminal": "构成犯罪的，移送司法机关依法追究刑事责任",
        "verification_power": "签署后 3 个工作日内与民政部门低保数据比对",
        "public": False,
        "public_scope": "",
        "public_term": "",
    }


@transaction.atomic
def publish(
    matter: Matter,
    slug: str,
    name: str,
    *,
    drafted_by: Account,
    reviewed_by: Account,
    at: datetime,
    facts: list[dict[str, Any]],
    inputs: list[dict[str, Any]] | None = None,
    plain: dict[str, Any] | None = None,
    terms: dict[str, Any] | None = None,
) -> tuple[ProofItem, ItemVersion]:
    """A proof item with a published version, through the life cycle."""
    file = open_case_file(
        kind=CaseFile.Kind.ITEM, agency=matter.agency, region_code=matter.region_code, at=at
    )
    item = ProofItem.objects.create(
        matter=matter,
        case_file=file,
        slug=slug,
        name=name,
        purpose=matter.name,
        issuer="民政部门",
        basis="《中华人民共和国法律援助法》第四十一条",
        row_class="A",
        source="测试",
    )
    version = ItemVersion(
        item=item,
        case_file=file,
        number=1,
        notice=notice_of(matter.name, name),
        facts=facts,
        inputs=inputs or [],
        plain=plain or {},
        terms=terms or {},
        drafted_by=drafted_by,
    )
    version.text_digest = notice_text_digest(version)
    version.save()
    begin(version, ITEM_VERSION, by=drafted_by, by_label="目录编辑", at=at)
    take_step(version, ITEM_VERSION, "submit", by=drafted_by, by_label="目录编辑", at=at)
    take_step(
        version,
        ITEM_VERSION,
        "publish",
        by=reviewed_by,
        by_label="法制审核",
        at=at,
        also={"reviewed_by": reviewed_by, "valid_from": at.date()},
    )
    return item, version


CONDITIONS = ("家庭人均月收入不超过 1,500 元（以近六个月银行流水为准）", "户籍在本市满三年（以户口簿为准）")


def open_to_some(city: City) -> ItemVersion:
    """A published version whose commitment route is open under two conditions, of a matter of its own."""
    matter = Matter.objects.create(
        code="SZ-700", name="住房租赁补贴", kind="payment", agency=city.bureau, region_code=REGION
    )
    terms = Terms(
        conditions=(
            Condition("家庭人均月收入不超过 1,500 元", "近六个月银行流水"),
            Condition("户籍在本市满三年", "户口簿"),
        )
    )
    _, version = publish(
        matter,
        "for-some",
        "收入证明",
        drafted_by=city.qian,
        reviewed_by=city.wu,
        at=city.at,
        facts=[LOW_INCOME_FACT],
        terms=terms.as_json(),
    )
    return version


LOW_INCOME_FACT = {
    "key": "low_income",
    "text": "本人家庭正在享受最低生活保障",
    "standard": "低保状态为“在享”",
    "source_key": "low-income",
    "expects": {"status": "在享"},
    "item_class": "ordinary",
    "alternative": "低保证",
}
EXEMPT_FACT = {
    "key": "elder_without_income",
    "text": "本人年满六十周岁，没有固定生活来源",
    "standard": "《法律援助法》第四十二条第一项",
    "source_key": "",
    "expects": {},
    "item_class": "exempt",
    "alternative": "村（居）委会说明",
}


@transaction.atomic
def build_city(at: datetime, source_address: str = "http://127.0.0.1:9/none") -> City:
    """Build the city in the current database."""
    for year in (2025, 2026, 2027):
        _plain_year(year, at)
    bureau = Agency.objects.create(
        slug="sfj", name="宿州市司法局", short_name="市司法局", uscc=firm_number(1, "11"), region_code=REGION
    )
    police = Agency.objects.create(
        slug="gaj", name="宿州市公安局", short_name="市公安局", uscc=firm_number(2, "11"), region_code=REGION
    )
    lin, tao, zhou_xian, cheng = (
        citizen(101, "lin", "林晓禾"),
        citizen(102, "tao", "陶一川"),
        citizen(103, "zhouxian", "周闲"),
        citizen(104, "cheng", "程小满"),
    )
    firm = register_subject(
        kind="firm",
        name="宿州云禾文化传媒有限公司",
        id_number=firm_number(7),
        phone="",
        address="试验路 9 号",
        region_code=REGION,
        on=at.date(),
    )
    Mandate.objects.create(
        agent=cheng.subject,
        principal=firm,
        kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
        valid_from=date(2020, 1, 1),
    )
    zhao = officer("zhao", "赵敏之", bureau, Role.WINDOW_OFFICER)
    zhou = officer("zhou", "周予安", bureau, Role.DECIDING_OFFICER)
    second = officer("second", "何其", bureau, Role.DECIDING_OFFICER)
    sun = officer("sun", "孙行", bureau, Role.VERIFIER)
    qian = officer("qian", "钱述", bureau, Role.CATALOGUE_EDITOR)
    wu = officer("wu", "吴正", bureau, Role.LEGAL_REVIEWER)
    zheng = officer("zheng", "郑平", bureau, Role.CREDIT_OFFICER)
    li = officer("li", "李督", bureau, Role.JUSTICE_BUREAU)
    wang = officer("wang", "王管", bureau, Role.ADMINISTRATOR)
    feng = officer("feng", "冯守", police, Role.DECIDING_OFFICER, Role.VERIFIER)
    source = Source.objects.create(
        key="low-income",
        name="低收入人口数据",
        holder="宿州市民政局",
        address=source_address,
        purpose="核查法律援助申请人的经济困难状况",
        basis="《法律援助法》第四十一条",
        timeout_ms=800,
    )
    matter = Matter.objects.create(
        code="SZ-001",
        name="申请法律援助",
        kind="payment",
        agency=bureau,
        region_code=REGION,
        field="",
        at_once=True,
        for_firms=True,
    )
    slow = Matter.objects.create(
        code="SZ-002",
        name="律师执业核准",
        kind="licence",
        agency=bureau,
        region_code=REGION,
        field="",
        at_once=False,
    )
    item, version = publish(
        matter,
        "legal-aid-hardship",
        "经济困难证明",
        drafted_by=qian,
        reviewed_by=wu,
        at=at,
        facts=[LOW_INCOME_FACT],
        inputs=[
            {
                "key": "cause",
                "label": "请求事项",
                "kind": "text",
                "required": True,
                "help": "例如：请求支付赡养费",
            }
        ],
    )
    exempt_item, _ = publish(
        slow,
        "lawyer-capacity",
        "完全民事行为能力证明",
        drafted_by=qian,
        reviewed_by=wu,
        at=at,
        facts=[EXEMPT_FACT],
    )
    return City(
        bureau,
        police,
        lin,
        tao,
        zhou_xian,
        cheng,
        firm,
        zhao,
        zhou,
        second,
        sun,
        qian,
        wu,
        zheng,
        li,
        wang,
        feng,
        matter,
        slow,
        item,
        exempt_item,
        version,
        source,
        at,
    )


def _plain_year(year: int, at: datetime) -> None:
    """A year whose only feast is 1 October; months are real, feasts are not what these tests are about."""
    assert months.monthrange(year, 10)[1] == 31
    enter_year(
        year=year,
        days_off=[(date(year, 10, 1), "国庆节")] if date(year, 10, 1).weekday() < 5 else [],
        make_up_days=[],
        source="测试日历",
        by="测试",
        at=at,
    )
