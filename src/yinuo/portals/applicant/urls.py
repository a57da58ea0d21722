"""Addresses of the applicant's pages, below ``/my/``."""

from __future__ import annotations

from django.urls import path

from yinuo.portals.applicant.pages import (
    answering,
    cases,
    choosing,
    credit,
    details,
    notice,
    papers,
    receipt,
    signing,
    starting,
)

app_name = "applicant"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("start/<slug:slug>/", starting.start, name="start"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/routes/", choosing.choose, name="routes"),
    path("cases/<str:number>/details/", details.details, name="details"),
    path("cases/<str:number>/details/save/", details.save, name="save"),
    path("cases/<str:number>/notice/", notice.notices, name="notice"),
    path("cases/<str:number>/notice/<int:item>/", notice.notice, name="notice_of"),
    path("cases/<str:number>/notice/<int:item>/tick/", notice.tick, name="tick"),
    path("cases/<str:number>/sign/", signing.signing, name="sign"),
    path("cases/<str:number>/receipt/", receipt.receipt, name="receipt"),
    path("cases/<str:number>/receipt/progress/", receipt.progress, name="progress"),
    path("cases/<str:number>/log.json", papers.log_receipt, name="log_receipt"),
    path("cases/<str:number>/discard/", starting.throw_away, name="discard"),
    path("cases/<str:number>/supply/", answering.supply_page, name="supply"),
    path("cases/<str:number>/withdraw/", answering.withdraw_all, name="withdraw_all"),
    path("cases/<str:number>/withdraw/<int:commitment>/", answering.withdraw_commitment, name="withdraw"),
    path("cases/<str:number>/represent/", answering.represent_page, name="represent"),
    path("documents/<int:pk>/", papers.document, name="document"),
    path("documents/<int:pk>/making/", papers.making, name="making"),
    path("materials/<int:pk>/", papers.material, name="material"),
    path("credit/", credit.credit, name="credit"),
    path("credit/<int:pk>/", credit.determination, name="determination"),
    path("accesses/", credit.accesses, name="accesses"),
]
