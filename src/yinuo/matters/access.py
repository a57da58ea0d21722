"""Who may draw up the catalogue and who may review it; answers why not, or nothing."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from yinuo.law import place
from yinuo.law.grammar import Refusal
from yinuo.law.texts import CLAUSES
from yinuo.matters.models import CatalogueImport, ItemVersion, ProofItem, RevisionTask
from yinuo.people.models import Account, Agency, Role
from yinuo.people.queries import has_role


def visible_to(account: Account, *, on: date) -> QuerySet[ItemVersion]:
    """The versions an officer of the catalogue may see, drafts included: one filter for list, detail and search.

    Args:
        account: who asks.
        on: the day, for roles.

    Returns:
        All for editors and reviewers of the bureau in charge and for the justice bureau; their own agency's for
        other editors and reviewers; nothing for everybody else, who has the published catalogue.
    """
    return ItemVersion.objects.select_related("item__matter__agency").filter(
        _reach(account, "item__matter__", on)
    )


def items_visible_to(account: Account, *, on: date) -> QuerySet[ProofItem]:
    """The proof items, those without any version too, by the same rule."""
    return ProofItem.objects.select_related("matter__agency").filter(_reach(account, "matter__", on))


def imports_visible_to(account: Account, *, on: date) -> QuerySet[CatalogueImport]:
    """The lists handed in, by the same rule: an agency's own, all of them for the bureau in charge."""
    return CatalogueImport.objects.select_related("agency", "by", "taken_by", "case_file").filter(
        _reach(account, "", on)
    )


def _reach(account: Account, path: str, on: date) -> Q:
    if has_role(account, Role.JUSTICE_BUREAU, on=on):
        return Q()
    if not has_role(account, Role.CATALOGUE_EDITOR, Role.LEGAL_REVIEWER, on=on):
        return Q(pk__in=())
    return Q() if in_charge(account) else Q(**{f"{path}agency": account.agency_id})


def in_charge(account: Account) -> bool:
    """Whether an officer belongs to the bureau in charge of the place (主管), which compiles and reviews for all."""
    return account.agency is not None and account.agency.name == place.load(settings.YINUO_PLACE).host


def why_not_edit(account: Account, agency: Agency, *, on: date) -> Refusal | None:
    """Why a person may not draw up items of an agency, or None."""
    return _why_not(
        account,
        agency,
        Role.CATALOGUE_EDITOR,
        on=on,
        what="不能编制这个单位的证明事项",
        basis="3.3-a",
        verb="编制",
    )


def why_not_edit_words(account: Account, *, on: date) -> Refusal | None:
    """Why a person may not edit the everyday words of the whole city, or None."""
    if has_role(account, Role.CATALOGUE_EDITOR, on=on) and in_charge(account):
        return None
    host = place.load(settings.YINUO_PLACE).host
    return Refusal(
        "不能编辑常用说法",
        f"常用说法全市共用，只有{host}的{Role.CATALOGUE_EDITOR.label}可以编辑",
        CLAUSES["3.3-b"],
        f"您可以把群众的说法告诉{host}；本单位一项证明的说法，写在这项证明的“大白话”里。",
    )


def why_not_import(account: Account, agency: Agency, *, on: date) -> Refusal | None:
    """Why a person may not hand in lists for an agency, or None."""
    return _why_not(
        account,
        agency,
        Role.CATALOGUE_EDITOR,
        on=on,
        what="不能导入这个单位的目录",
        basis="3.2-a",
        verb="导入",
    )


def why_not_compare(account: Account, *, on: date) -> Refusal | None:
    """Why a person may not load other places' catalogues and decide for the whole city what becomes of them, or None."""
    if has_role(account, Role.CATALOGUE_EDITOR, on=on) and in_charge(account):
        return None
    host = place.load(settings.YINUO_PLACE).host
    return Refusal(
        "不能处理外地目录",
        f"与外地的比对全市共用，只有{host}的{Role.CATALOGUE_EDITOR.label}可以处理",
        CLAUSES["2.1-a"],
        f"本单位想采用的，可以直接列为候选；其他意见请告诉{host}。",
    )


def why_not_review(account: Account, version: ItemVersion, *, on: date) -> Refusal | None:
    """Why a person may not review a version, or None; nobody reviews what he drafted."""
    agency = version.item.matter.agency
    refusal = _why_not(
        account, agency, Role.LEGAL_REVIEWER, on=on, what="不能审核这个版本", basis="2.3-b", verb="审核"
    )
    if refusal is None and version.drafted_by_id == account.pk:
        return Refusal(
            "不能审核这个版本",
            "起草人不能审核自己起草的内容",
            CLAUSES["2.6-a"],
            "请由另一位法制审核人员审核。",
        )
    return refusal


def _why_not(
    account: Account, agency: Agency, *roles: Role, on: date, what: str, basis: str, verb: str
) -> Refusal | None:
    if has_role(account, *roles, on=on) and (account.agency_id == agency.pk or in_charge(account)):
        return None
    host = place.load(settings.YINUO_PLACE).host
    return Refusal(
        what,
        f"只有{agency.short_name}或者{host}的{'、'.join(str(role.label) for role in roles)}可以{verb}",
        CLAUSES[basis],
        "如果工作需要，请联系管理员开通角色，或者把内容交给上述人员办理。",
    )


def why_not_issue(account: Account, region_code: str, agency: Agency | None, *, on: date) -> Refusal | None:
    """Why a person may not issue an edition of the catalogue, or None.

    Args:
        account: who asks.
        region_code: of the scope; the city's own for the whole city.
        agency: the unit, or None for the whole city or a county.
        on: the day, for roles.
    """
    host = place.load(settings.YINUO_PLACE).host
    reviews = has_role(account, Role.LEGAL_REVIEWER, on=on)
    oversees = has_role(account, Role.JUSTICE_BUREAU, on=on)
    of_the_unit = reviews and agency is not None and account.agency_id == agency.pk
    of_the_county = oversees and account.agency is not None and account.agency.region_code == region_code
    county = region_code in place.load(settings.YINUO_PLACE).counties
    if (in_charge(account) and (reviews or oversees)) or of_the_unit or (of_the_county and county):
        return None
    return Refusal(
        "不能公布这份目录",
        f"单位的目录由本单位的法制审核人员公布，县区的由本县区司法局公布，全市的由{host}公布",
        CLAUSES["3.2-a"],
        "请把目录交给上述人员公布；如果工作需要，请联系管理员开通角色。",
    )


def tasks_visible_to(account: Account, *, on: date) -> QuerySet[RevisionTask]:
    """The revision tasks an officer of the catalogue may see, by the same rule as the items."""
    return RevisionTask.objects.filter(_reach(account, "", on))


def why_not_keep_texts(account: Account, *, on: date) -> Refusal | None:
    """Why a person may not keep the register of legal texts and enter their changes, or None."""
    if has_role(account, Role.LEGAL_REVIEWER, Role.JUSTICE_BUREAU, on=on):
        return None
    return Refusal(
        "不能登记法律文件的变动",
        f"只有{Role.LEGAL_REVIEWER.label}和{Role.JUSTICE_BUREAU.label}人员可以登记",
        CLAUSES["3.2-b"],
        "请把文件名称、条文、施行日和来源告诉本单位的法制审核人员，由其登记。",
    )


def why_not_look_again(account: Account, agency: Agency, *, on: date) -> Refusal | None:
    """Why a person may not say that an item of an agency still holds, or None: its editors and its reviewers may."""
    return _why_not(
        account,
        agency,
        Role.CATALOGUE_EDITOR,
        Role.LEGAL_REVIEWER,
        on=on,
        what="不能复核这个单位的证明事项",
        basis="3.2-b",
        verb="复核",
    )


def why_not_waive(account: Account, task: RevisionTask, *, on: date) -> Refusal | None:
    """Why a person may not find that an item needs no revision, or None."""
    if has_role(account, Role.JUSTICE_BUREAU, on=on):
        return None
    return _why_not(
        account,
        task.agency,
        Role.LEGAL_REVIEWER,
        on=on,
        what="不能认定这一项不需修订",
        basis="3.2-b",
        verb="认定",
    )
