from __future__ import annotations

from django.urls import path

from yinuo.portals.desk.pages import (
    case,
    catalogue,
    checks,
    credit,
    editing,
    editions,
    facts,
    imports,
    proceedings,
    queue,
    reviewing,
    validity,
)

app_name = "desk"
urlpatterns = [
    path("", queue.queue_page, name="queue"),
    path("cases/<str:number>/", case.case_page, name="case"),
    path("cases/<str:number>/decide/", case.decide, name="decide"),
    path("cases/<str:number>/ask/", case.ask, name="ask"),
    path("cases/<str:number>/take-back/", case.take_back, name="take_back"),
    path("cases/<str:number>/reveal/", case.reveal, name="reveal"),
    path("cases/<str:number>/documents/<int:document_id>/", case.document, name="document"),
    path("cases/<str:number>/materials/<int:material_id>/", case.material, name="material"),
    path("untrue/", proceedings.untrue_page, name="untrue"),
    path("untrue/findings/<int:finding_id>/open/", proceedings.open_page, name="open_proceeding"),
    path("untrue/<int:proceeding_id>/", proceedings.proceeding_page, name="proceeding"),
    path("credit/", credit.credit_page, name="credit"),
    path("credit/repairs/<int:repair_id>/", credit.repair_page, name="repair"),
    path("credit/objections/<int:objection_id>/", credit.objection_page, name="objection"),
    path("catalogue/", catalogue.catalogue_page, name="catalogue"),
    path("catalogue/imports/", imports.imports_page, name="imports"),
    path("catalogue/imports/<int:pk>/", imports.import_page, name="import"),
    path("catalogue/new/", facts.new_page, name="new_item"),
    path("catalogue/checks/", checks.checks_page, name="checks"),
    path("catalogue/coverage/", checks.coverage_page, name="coverage"),
    path("catalogue/wording/", editing.wording, name="wording"),
    path("catalogue/versions/<int:pk>/review/", reviewing.review_page, name="review"),
    path("catalogue/versions/<int:pk>/preview/", reviewing.preview_page, name="preview"),
    path("catalogue/editions/", editions.editions_page, name="editions"),
    path("catalogue/editions/issue/", editions.issue_page, name="issue_edition"),
    path("catalogue/versions/<int:pk>/validity/", validity.validity_page, name="validity"),
    path("catalogue/versions/<int:pk>/<slug:step>/", catalogue.step_page, name="version_step"),
    path("catalogue/<slug:slug>/", catalogue.item_page, name="item"),
    path("catalogue/<slug:slug>/facts/", facts.facts_page, name="facts"),
    path("catalogue/<slug:slug>/edit/", editing.edit_page, name="edit"),
    path("catalogue/<slug:slug>/edit/save/", editing.save, name="edit_save"),
    path("catalogue/<slug:slug>/edit/ready/", editing.ready, name="edit_ready"),
]
