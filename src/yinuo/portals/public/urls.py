"""Addresses of the public pages; everybody is admitted."""

from __future__ import annotations

from django.urls import path

from yinuo.portals.public.pages import (
    catalogue,
    checking,
    citylogin,
    comparing,
    editions,
    entering,
    feeds,
    health,
    home,
    items,
    papers,
    posters,
    published,
    telling,
    texts,
    units,
)

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("figures/", home.figures, name="figures"),
    path("search/", catalogue.search, name="search"),
    path("search/suggested/", catalogue.suggest, name="suggest"),
    path("items/", catalogue.catalogue, name="catalogue"),
    path("items/catalogue.csv", catalogue.download, name="downloads"),
    path("items/catalogue.<slug:form>", catalogue.download, name="download_as"),
    path("items/<slug:slug>/", items.item, name="item"),
    path("items/<slug:slug>/versions/<int:number>/", items.version, name="version"),
    path("items/<slug:slug>/poster.pdf", posters.poster, name="poster"),
    path("catalogue/", editions.published_catalogue, name="published_catalogue"),
    path("catalogue/feed.atom", feeds.feed, name="feed"),
    path("catalogue/units/", units.units_page, name="units"),
    path("catalogue/units/<slug:slug>/poster.pdf", posters.unit_poster, name="unit_poster"),
    path("catalogue/editions/", editions.editions_page, name="editions"),
    path("catalogue/editions/<slug:key>.<slug:kind>", editions.edition_file, name="edition_file"),
    path("catalogue/editions/<slug:key>/", editions.edition_page, name="edition"),
    path("catalogue/editions/<slug:a>/<slug:b>/", comparing.difference, name="difference"),
    path("items/<slug:slug>/papers/", papers.papers_page, name="papers"),
    path("items/<slug:slug>/papers.zip", papers.all_papers, name="all_papers"),
    path("items/<slug:slug>/<slug:kind>.<slug:ending>", papers.paper, name="paper"),
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
