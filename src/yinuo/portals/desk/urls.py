from __future__ import annotations

from django.urls import path

from yinuo.portals.desk.pages import case, catalogue, credit, imports, papers, proceedings, queue

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
    path("catalogue/papers/", papers.agencies_page, name="agencies_papers"),
    path("catalogue/papers/<slug:slug>.zip", papers.agency_papers, name="agency_papers"),
    path("catalogue/versions/<int:pk>/papers/", papers.papers_page, name="papers"),
    path("catalogue/versions/<int:pk>/papers.zip", papers.all_papers, name="all_papers"),
    path("catalogue/versions/<int:pk>/papers/<slug:kind>.<slug:ending>", papers.paper, name="paper"),
    path("catalogue/versions/<int:pk>/<slug:step>/", catalogue.step_page, name="version_step"),
    path("catalogue/<slug:slug>/", catalogue.item_page, name="item"),
]
