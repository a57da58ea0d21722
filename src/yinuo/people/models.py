"""Tables of subjects, agencies, accounts, roles and mandates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from yinuo.people.encryption import SealedField
from yinuo.people.identifiers import masked_identity, masked_phone


class Agency(models.Model):
    """行政机关 or another body authorised to run administrative matters."""

    class Kind(models.TextChoices):
        ADMINISTRATIVE = "administrative", "行政机关"
        AUTHORISED = "authorised", "法律法规授权的组织"
        PUBLIC_SERVICE = "public_service", "公共企事业单位"

    slug = models.SlugField("代号", unique=True, db_comment="代号，用于地址")
    name = models.CharField("名称", max_length=120, unique=True, db_comment="全称")
    short_name = models.CharField("简称", max_length=40, db_comment="简称")
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True, db_comment="统一社会信用代码")
    kind = models.CharField(
        "性质", max_length=20, choices=Kind, default=Kind.ADMINISTRATIVE, db_comment="性质"
    )
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码 GB/T 2260")
    address = models.CharField("地址", max_length=200, blank=True, db_comment="办理地址")
    phone = models.CharField("电话", max_length=40, blank=True, db_comment="对外电话")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, db_comment="上级单位")

    class Meta:
        db_table = "people_agency"
        db_table_comment = "行政机关和授权组织"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """主体: a natural person, a firm or another organisation."""

    class Kind(models.TextChoices):
        PERSON = "person", "自然人"
        FIRM = "firm", "企业"
        ORGANISATION = "organisation", "其他组织"

    kind = models.CharField("类别", max_length=16, choices=Kind, db_comment="类别")
    name = models.CharField("姓名或者名称", max_length=120, db_comment="姓名或者名称")
    name_key = models.CharField("姓名拼音序", max_length=240, blank=True, db_comment="拼音排序键")
    id_number = SealedField("证件号码", null=True, db_comment="身份证号或者统一社会信用代码，加密")
    # NULL, not empty: an erased subject has no number, and many are erased.
    id_digest = models.CharField(  # noqa: DJ001
        "证件摘要", max_length=64, null=True, unique=True, db_comment="证件号码的带密钥摘要"
    )
    phone = SealedField("手机号", null=True, db_comment="手机号，加密")
    phone_digest = models.CharField(
        "手机摘要", max_length=64, blank=True, db_index=True, db_comment="手机号摘要"
    )
    address = SealedField("地址", null=True, db_comment="住址或者住所，加密")
    region_code = models.CharField("行政区划代码", max_length=6, db_comment="行政区划代码")
    born_on = models.DateField("出生日期", null=True, db_comment="出生日期，法人为空")
    erased_at = models.DateTimeField("删除时间", null=True, db_comment="依法删除个人信息的时间")

    class Meta:
        db_table = "people_subject"
        db_table_comment = "主体：自然人、企业、其他组织"
        indexes = (
            models.Index(fields=("name",), name="subject_by_name", opclasses=("varchar_pattern_ops",)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(id_digest__isnull=False) | Q(erased_at__isnull=False), name="subject_identified"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def masked_id(self) -> str:
        """The identity number as every page shows it."""
        return masked_identity(self.id_number or "")

    @property
    def masked_phone(self) -> str:
        """The phone number as every page shows it."""
        return masked_phone(self.phone or "")


if TYPE_CHECKING:
    _AccountManager = BaseUserManager["Account"]
else:
    _AccountManager = BaseUserManager


class AccountManager(_AccountManager):
    """Finds accounts by user name."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Who is signed in: a citizen (with a subject) or an officer (with an agency)."""

    username = models.CharField("登录名", max_length=80, unique=True, db_comment="登录名")
    name = models.CharField("姓名", max_length=80, db_comment="显示的姓名")
    subject = models.OneToOneField(
        Subject, models.PROTECT, null=True, blank=True, db_comment="本人主体，工作人员为空"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, db_comment="所在单位，群众为空")
    # NULL, not empty: many accounts have none, and it is unique.
    oidc_subject = models.CharField(  # noqa: DJ001
        "统一身份标识", max_length=200, null=True, unique=True, db_comment="OIDC sub"
    )
    is_active = models.BooleanField("启用", default=True, db_comment="是否启用")
    is_demo = models.BooleanField("演示账号", default=False, db_comment="只在演示模式可用")

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        db_table = "people_account"
        db_table_comment = "账号"
        constraints = (
            models.CheckConstraint(
                condition=Q(subject__isnull=False) ^ Q(agency__isnull=False),
                name="account_citizen_or_officer",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What an officer may be; the words are those of the units that run the matters."""

    WINDOW_OFFICER = "window_officer", "窗口人员"
    DECIDING_OFFICER = "deciding_officer", "审批人"
    VERIFIER = "verifier", "核查人员"
    CATALOGUE_EDITOR = "catalogue_editor", "目录编辑"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核"
    CREDIT_OFFICER = "credit_officer", "信用专办"
    JUSTICE_BUREAU = "justice_bureau", "司法局督察"
    ADMINISTRATOR = "administrator", "系统管理员"


class RoleGrant(models.Model):
    """A role given to an officer, within his agency and, where set, for some matters only."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants", db_comment="账号")
    role = models.CharField("角色", max_length=24, choices=Role, db_comment="角色")
    valid_from = models.DateField("起", db_comment="起")
    valid_until = models.DateField("止", null=True, blank=True, db_comment="止（不含）")

    class Meta:
        db_table = "people_role_grant"
        db_table_comment = "角色授予"
        constraints = (models.UniqueConstraint(fields=("account", "role"), name="role_granted_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class Mandate(models.Model):
    """A person's power to act for a firm or for another person."""

    class Kind(models.TextChoices):
        LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
        AGENT = "agent", "委托代理人"
        GUARDIAN = "guardian", "法定监护人"

    agent = models.ForeignKey(Subject, models.PROTECT, related_name="mandates", db_comment="代表人")
    principal = models.ForeignKey(
        Subject, models.PROTECT, related_name="represented_by", db_comment="被代表的主体"
    )
    kind = models.CharField("类别", max_length=24, choices=Kind, db_comment="类别")
    valid_from = models.DateField("起", db_comment="起")
    valid_until = models.DateField("止", null=True, blank=True, db_comment="止（不含）")

    class Meta:
        db_table = "people_mandate"
        db_table_comment = "代表权"
        constraints = (models.UniqueConstraint(fields=("agent", "principal", "kind"), name="mandate_once"),)

    def __str__(self) -> str:
        return f"{self.agent_id} → {self.principal_id}"


class PersonalDataAccess(models.Model):
    """Who looked at whose data, why, and whether unmasked; append-only, apart from the case file."""

    account = models.ForeignKey(Account, models.PROTECT, db_comment="查看人")
    subject = models.ForeignKey(Subject, models.PROTECT, db_comment="被查看的主体")
    what = models.CharField("内容", max_length=80, db_comment="看了什么")
    purpose = models.CharField("事由", max_length=200, db_comment="为什么看")
    case_number = models.CharField("案卷号", max_length=40, blank=True, db_comment="所涉案卷")
    unmasked = models.BooleanField("是否明文", default=False, db_comment="是否查看明文")
    at = models.DateTimeField("时间", db_comment="时间")

    class Meta:
        db_table = "people_personal_data_access"
        db_table_comment = "个人信息查看记录，只增不改"
        indexes = (models.Index(fields=("subject", "-at"), name="access_by_subject"),)

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
