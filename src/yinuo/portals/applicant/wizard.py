"""The wizard: which steps there are, which come next, and what is still missing. Back never loses anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from yinuo.applications.models import ApplicationItem
from yinuo.applications.queries import items_of, materials_of
from yinuo.commitments.models import NoticeShowing
from yinuo.commitments.queries import unconfirmed
from yinuo.portals.face.parts import Step

if TYPE_CHECKING:
    from yinuo.applications.models import Application, Material

ROUTES, DETAILS, NOTICE, SIGN, RECEIPT = "routes", "details", "notice", "sign", "receipt"


@dataclass(frozen=True)
class Draft:
    """A draft with all that its steps ask for; a handful of queries, whatever the number of proof items.

    Attributes:
        application: with matter, agency, applicant.
        items: its proof items in the order of the catalogue.
        materials: what was handed in.
        showings: item key to the record that its notice was shown.
    """

    application: Application
    items: list[ApplicationItem]
    materials: list[Material]
    showings: dict[int, NoticeShowing]

    @property
    def committed(self) -> list[ApplicationItem]:
        """The items for which a letter is to be signed."""
        return [item for item in self.items if item.route == ApplicationItem.Route.COMMIT]

    @property
    def proved(self) -> list[ApplicationItem]:
        """The items whose proof is handed in."""
        return [item for item in self.items if item.route == ApplicationItem.Route.PROOF]

    @property
    def held(self) -> list[ApplicationItem]:
        """The items the office has the data of."""
        return [item for item in self.items if item.route == ApplicationItem.Route.HELD]

    def without_route(self) -> list[ApplicationItem]:
        """The items for which nothing has been chosen yet."""
        return [item for item in self.items if item.route == ApplicationItem.Route.NONE]

    def unanswered(self) -> list[str]:
        """Labels of what must be filled in for the letters and is not."""
        answers = self.application.answers or {}
        return [
            field["label"]
            for item in self.committed
            for field in item.version.inputs
            if field.get("required") and not str(answers.get(field["key"], "")).strip()
        ]

    def without_proof(self) -> list[ApplicationItem]:
        """The items whose proof has not been handed in yet."""
        brought = {material.item_id for material in self.materials}
        return [item for item in self.proved if item.pk not in brought]

    def untold(self) -> list[ApplicationItem]:
        """The items whose notice is not confirmed in all that must be confirmed."""
        return [item for item in self.committed if unconfirmed(self.showings.get(item.pk))]

    def next_step(self) -> str:
        """The first step at which something is missing; signing when nothing is."""
        if self.without_route():
            return ROUTES
        if self.unanswered() or self.without_proof():
            return DETAILS
        return NOTICE if self.untold() else SIGN

    def step_names(self) -> list[str]:
        """The steps of this draft: without a letter no notice is read."""
        told = [NOTICE] if self.committed or self.without_route() else []
        return [ROUTES, DETAILS, *told, SIGN, RECEIPT]

    def steps(self) -> list[Step]:
        """The steps for the stepper; each leads back until it is handed in."""
        signing = "签承诺书" if self.committed or self.without_route() else "核对提交"
        titles = {ROUTES: "选办法", DETAILS: "填情况", NOTICE: "读告知书", SIGN: signing, RECEIPT: "得回执"}
        drafting = self.application.status == "draft"
        return [
            Step(titles[name], address(self.application, name) if drafting else "")
            for name in self.step_names()
        ]

    def place(self, name: str) -> int:
        """The place of a step, from 1."""
        names = self.step_names()
        return names.index(name) + 1 if name in names else 1

    def after(self, name: str) -> str:
        """The address of the step that follows."""
        names = self.step_names()
        return address(self.application, names[min(names.index(name) + 1, len(names) - 1)])


def draft_of(application: Application) -> Draft:
    """Everything the steps ask for about a draft; three queries."""
    items = items_of(application)
    showings = NoticeShowing.objects.filter(application_item__application=application)
    versions = {item.pk: item.version_id for item in items}
    for item in items:  # what is already at hand is not asked for again
        item.proof_item.matter, item.version.item = application.matter, item.proof_item
    return Draft(
        application=application,
        items=items,
        materials=materials_of(application),
        showings={
            one.application_item_id: one
            for one in showings
            if versions[one.application_item_id] == one.version_id
        },
    )


def address(application: Application, step: str) -> str:
    """The address of a step of the wizard."""
    return reverse(f"applicant:{step}", args=[application.number])


def cases_address() -> str:
    """The address of the list of my cases."""
    return reverse("applicant:cases")


def case_address(application: Application) -> str:
    """The address of a case's page."""
    return reverse("applicant:case", args=[application.number])
