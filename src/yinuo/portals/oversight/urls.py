from __future__ import annotations

from django.urls import path

from yinuo.portals.oversight.pages import lists, overview, sources

app_name = "oversight"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("figures/<slug:key>/", lists.list_page, name="list"),
    path("figures/<slug:key>/list.csv", lists.download, name="download"),
    path("sources/", sources.sources_page, name="sources"),
    path("sources/messages/<int:pk>/retry/", sources.retry_page, name="retry"),
]
