"""Addresses of the public pages; everybody is admitted."""

from __future__ import annotations

from django.urls import path

from yinuo.portals.public.pages import (
    catalogue,
    checking,
    citylogin,
    entering,
    health,
    home,
    items,
    published,
    telling,
    texts,
)

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("figures/", home.figures, name="figures"),
    path("search/", catalogue.search, name="search"),
    path("items/", catalogue.catalogue, name="catalogue"),
    path("items/catalogue.csv", catalogue.download, name="downloads"),
    path("items/<slug:slug>/", items.item, name="item"),
    path("items/<slug:slug>/<slug:kind>.pdf", items.paper, name="paper"),
    path("texts/<slug:slug>/", texts.text, name="text"),
    path("check/", checking.verify, name="verify"),
    path("check/<str:code>/", checking.check, name="check"),
    path("published/", published.register, name="published"),
    path("enter/", entering.enter, name="enter"),
    path("enter/as/", entering.enter_as, name="enter_as"),
    path("enter/city/", citylogin.begin, name="city_login"),
    path("enter/city/back/", citylogin.finish, name="city_back"),
    path("leave/", entering.leave, name="leave"),
    path("help/", telling.questions, name="questions"),
    path("accessibility/", telling.accessibility, name="accessibility"),
    path("privacy/", telling.privacy, name="privacy"),
    path("healthz", health.healthz, name="health"),
]
