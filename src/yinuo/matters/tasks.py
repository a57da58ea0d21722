"""Background: what a search looks into is kept whole, and what was searched in vain is forgotten in time."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.matters.actions import enter_default_words, forget_missed, index_missing, recount_search

AT_A_TIME = 500


@app.periodic(cron="*/5 * * * *")
@app.task(name="matters.keep_search", queue="cases", queueing_lock="matters.keep_search")
def keep_search(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Enter the product's words, and the entries that published items lack; after an upgrade all of them."""
    enter_default_words(at=timezone.now())
    while index_missing(most=AT_A_TIME) == AT_A_TIME:
        continue


@app.periodic(cron="40 2 * * *")
@app.task(name="matters.recount_search", queue="cases", queueing_lock="matters.recount_search")
def recount(timestamp: int) -> None:  # noqa: ARG001
    """Count anew how common each fragment is, and forget what was searched in vain and not again."""
    now = timezone.now()
    recount_search(at=now)
    forget_missed(at=now)
